"""Transports: how a message leaves. Each is a class with `send` and `close`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from dpcap.model.outbox import OutboxReason, State


class OutgoingMessage(NamedTuple):
    """A message with its envelope; the lines of `content` end in CRLF."""

    sender: str
    recipient: str
    content: bytes


class DeliveryResult(NamedTuple):
    """What became of one attempt: sent, failed, uncertain, or queued (put off), and why."""

    state: State
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
