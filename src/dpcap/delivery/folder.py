"""Into a folder: each message a file, for whoever sends mail by other means."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from dpcap.delivery.transport import SENT, DeliveryResult, OutgoingMessage, ServerError
from dpcap.model.outbox import OutboxReason


class FolderTransport:
    """Puts messages into *folder*, one file each, named by their content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, post: OutgoingMessage, at_the_brink: Callable[[], None]) -> DeliveryResult:
        """Write *post*; the file is whole or not there. Raises ServerError."""
        name = sha256(post.content).hexdigest()[:32]
        part = self._folder / f".{name}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(post.content)
        except OSError as error:
            raise ServerError(
                OutboxReason(code="DP445", detail=str(error)), lasting=True
            ) from error
        at_the_brink()
        try:
            part.replace(self._folder / f"{name}.eml")
        except OSError as error:
            return DeliveryResult("uncertain", OutboxReason(code="DP443", detail=str(error)))
        return SENT

    def close(self) -> None:
        """Nothing is left open."""
