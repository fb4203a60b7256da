"""The outbox: what was handed to it, and what became of each letter."""

from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import Digest, Frozen, Language, Line, ProviderId
from dpcap.model.codes import CODES
from dpcap.model.mail import AnyLetter

# queued: not sent yet; sending: being handed over; uncertain: it may or may not have gone.
QueueState = Literal["queued", "sending", "sent", "failed", "uncertain"]
STATES: tuple[QueueState, ...] = ("queued", "sending", "sent", "failed", "uncertain")


class OutboxReason(Frozen):
    """Why a letter stands where it stands: a code (DP44x), and what the server said, cleaned."""

    code: str
    detail: str = ""

    def say(self, language: Language) -> str:
        """The reason and the way out, in *language*."""
        return CODES[self.code].text(language).format_map({"detail": self.detail or "—"})


class OutgoingLetter(Frozen):
    """A letter to be sent: whose and why, and its message's bytes (lines end in CRLF).

    `sender` is the envelope's, to which bounces go; `decision` the digest of the decision that it
    tells of; `run` the digest that was approved, `mark` the letter's own fingerprint in it.
    """

    provider: ProviderId
    occasion: Line
    template: AnyLetter
    recipient: Line
    decision: Digest
    run: Digest
    sender: Line
    message_id: Line
    mark: Digest
    content: bytes


class OutboxEntry(Frozen):
    """A letter in the outbox.

    `follows` is the letter to the same provider in the same occasion that it comes after;
    `doubtful` whether it may have gone in an earlier attempt; the times are UTC, ISO 8601.
    """

    id: int
    provider: str
    occasion: str
    template: AnyLetter
    recipient: str
    decision: str
    run: str
    sender: str
    message_id: str
    mark: str
    sha256: str
    size: Annotated[int, Field(ge=0)]
    state: QueueState
    attempts: int
    follows: int | None
    doubtful: bool
    reason: OutboxReason | None
    queued_at: str
    changed_at: str
