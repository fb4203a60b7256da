"""Transports: how a message leaves. Each is a class with `send` and `close`."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Protocol

from dpcap.model.outbox import OutboxReason, QueueState


class OutgoingMessage(NamedTuple):
    """A message with its envelope; the lines of `content` end in CRLF."""

    sender: str
    recipient: str
    content: bytes


class DeliveryResult(NamedTuple):
    """What became of one attempt: sent, failed, uncertain, or queued (put off), and why."""

    state: QueueState
    reason: OutboxReason | None = None


SENT = DeliveryResult("sent")


class ServerError(Exception):
    """No message can be sent now, whichever it is; *lasting*: nor in a minute."""

    def __init__(self, reason: OutboxReason, *, lasting: bool) -> None:
        super().__init__(f"{reason.code} {reason.detail}")
        self.reason, self.lasting = reason, lasting


class Transport(Protocol):
    """One way to hand messages over, many of them one after the other."""

    def send(self, post: OutgoingMessage, at_the_brink: Callable[[], None]) -> DeliveryResult:
        """Hand *post* over.

        *at_the_brink* is called once per attempt that comes so far: before it the message has
        certainly not gone, after it it may have. What it raises ends the attempt before that.
        Raises ServerError.
        """

    def close(self) -> None:
        """Take leave of whoever takes the messages."""


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
