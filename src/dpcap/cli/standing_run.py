"""`dpcap standing --sign`: what is signed, and how it is told."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from dpcap.cli.language import TALK, say
from dpcap.cli.standing_words import WORDS
from dpcap.cli.typed_line import typed_line
from dpcap.errors import UsageError
from dpcap.report.sanitize import printable
from dpcap.workflow.standing import (
    HandEntry,
    HandEvent,
    StandingRequest,
    correct_standing,
    record_standing,
    sign_standing,
)
from dpcap.workflow.unread_decisions import unread_decisions

if TYPE_CHECKING:
    from dpcap.model.standing import StandingRow
    from dpcap.workflow.configuration import Configuration


class SignedWords(NamedTuple):
    """What the options say: who signs, what happened or which row is taken back, and why."""

    by: str | None
    event: HandEvent | None
    correct: int | None
    reason: str | None

    def check(self, *, sign: bool) -> None:
        """Raises UsageError unless the options go together."""
        if not sign and (self.by or self.event or self.correct or self.reason):
            raise UsageError(
                "--by, --as, --correct and --reason go with --sign",
                "--by、--as、--correct、--reason 须配 --sign",
            )
        if self.event and self.correct:
            raise UsageError(
                "--as and --correct do not go together", "--as 与 --correct 只能用一个"
            )
        if self.reason and not (self.event or self.correct):
            raise UsageError(
                "--reason goes with --as or --correct", "--reason 须配 --as 或 --correct"
            )


def run_sign(request: StandingRequest, said: SignedWords, here: Configuration) -> None:
    """Sign what is *said*, else all that is proposed; each row is told on stdout.

    Raises UsageError, InvalidInputError.
    """
    rows = _signed(request, said, here)
    for row in rows:
        origin, target = printable(row.from_), printable(row.to)
        print(f"{row.row} {row.provider} {row.event} {origin} → {target}")
    is_new = bool(rows) and rows[0].row == 1
    key = "begun" if is_new else "signed" if rows else "none_signed"
    told = WORDS.say(key, TALK, path=str(request.ledger), count=len(rows))
    print(told, file=sys.stderr)
    if said.event is None and said.correct is None:
        _tell_unread(request, here)


def _tell_unread(request: StandingRequest, here: Configuration) -> None:
    """Whose decision the batch has not read, and how it is run again."""
    found = unread_decisions(request.out, request.reviews, request.providers, here)
    if found.providers:
        who = printable(", ".join(found.providers))
        print(WORDS.say("unread", TALK, who=who), file=sys.stderr)
        print(f"  {printable(typed_line(found.command))}", file=sys.stderr)


def _signed(
    request: StandingRequest, said: SignedWords, here: Configuration
) -> tuple[StandingRow, ...]:
    by, reason = said.by or "", said.reason or ""
    if said.event:
        return record_standing(request, HandEntry(said.event, reason, by), here, _waiting)
    if said.correct:
        return correct_standing(request, said.correct, by, reason, _waiting)
    return sign_standing(request, by, here, _waiting)


def _waiting() -> None:
    print(
        say("台账正被别人写，稍等……", "somebody else is writing the ledger; waiting"),
        file=sys.stderr,
    )
