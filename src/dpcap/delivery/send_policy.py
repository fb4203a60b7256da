"""What may be sent: a letter against what the outbox knows of its provider in its occasion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from dpcap.model.mail import AnyLetter
from dpcap.model.outbox import OutboxEntry

# The first four go out, the others do not.
SendRuling = Literal[
    "new", "waiting", "again", "correction", "sent", "failed", "uncertain", "second"
]
GOES: frozenset[SendRuling] = frozenset(("new", "waiting", "again", "correction"))


class LetterKey(NamedTuple):
    """What one letter is for; it goes out once, whatever its words."""

    provider: str
    occasion: str
    template: AnyLetter
    recipient: str
    decision: str


class SendPermissions(NamedTuple):
    """What the user allows: a second letter in an occasion, one that may have gone once more."""

    correct: bool = False
    resend_uncertain: bool = False


def letter_key(entry: OutboxEntry) -> LetterKey:
    """What *entry* is for."""
    return LetterKey(
        entry.provider, entry.occasion, entry.template, entry.recipient, entry.decision
    )


def send_ruling(
    key: LetterKey, entries: Iterable[OutboxEntry], permissions: SendPermissions
) -> tuple[SendRuling, OutboxEntry | None]:
    """Whether a letter with this *key* goes out, and the entry on which that hangs.

    `entries` are those of its provider in its occasion. The same aim never goes out twice, with
    whatever *permissions*; only what is uncertain may. A letter with another aim (another decision,
    template or address) is a correction if an earlier one has gone or may have; one that was
    refused or is still waiting has told nobody anything.
    """
    known = sorted(entries, key=lambda entry: entry.id)
    same = next((entry for entry in known if letter_key(entry) == key), None)
    if same is not None:
        return _same(same, permissions), same
    told = [entry for entry in known if entry.state not in {"failed", "queued"}]
    if not told:
        return "new", None
    return ("correction" if permissions.correct else "second"), told[-1]


def _same(entry: OutboxEntry, permissions: SendPermissions) -> SendRuling:
    match entry.state:
        case "queued":
            return "waiting"
        case "sending" | "uncertain":
            return "again" if permissions.resend_uncertain else "uncertain"
        case "sent" | "failed":
            return entry.state


def may_go_again(
    entry: OutboxEntry, entries: Iterable[OutboxEntry], permissions: SendPermissions
) -> bool:
    """Whether *entry* itself may be tried again: it has not gone, and no later letter has."""
    later = (
        one
        for one in entries
        if one.id > entry.id
        and (one.provider, one.occasion) == (entry.provider, entry.occasion)
        and one.state != "failed"
    )
    if any(later):
        return False
    return entry.state in {"queued", "failed"} or (
        entry.state == "uncertain" and permissions.resend_uncertain
    )
