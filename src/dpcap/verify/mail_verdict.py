"""The verdict on a mail as such: its parts, its reports beside each other, and its letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dpcap.model.statement import Statement
from dpcap.verify.carried_report import CarriedReport
from dpcap.verify.file_reading import ReceivedMail
from dpcap.verify.letter import LONGEST, LetterClaim, compared

LetterState = Literal["none", "same", "nothing", "differs", "unread"]
MailOutcome = Literal["damaged", "no_report", "disagree", "letter", "unread", "fine"]


@dataclass(frozen=True)
class MailVerdict:
    """How a mail came out, its reports apart.

    `letter`: whether what its words plainly say stands in the report as well (`nothing` of that
    kind is said; `unread`: that could not be told). `claims` are those that do not. `twins` are
    the names of two reports on one provider that do not say the same.
    """

    mail: ReceivedMail
    letter: LetterState
    matched: int
    claims: tuple[LetterClaim, ...]
    twins: tuple[str, str] | None

    @property
    def outcome(self) -> MailOutcome:
        """All of it in one word; what is worst comes first."""
        states = {part.state for part in self.mail.parts}
        bad: dict[MailOutcome, bool] = {
            "disagree": self.twins is not None,
            "letter": self.letter == "differs",
            "damaged": "damaged" in states,
            "no_report": "no_report" in states,
            "unread": self.letter == "unread",
        }
        return next((name for name, holds in bad.items() if holds), "fine")

    @property
    def is_good(self) -> bool:
        """Whether nothing in it speaks against its reports."""
        return self.outcome == "fine"


def judge_mail(mail: ReceivedMail, reports: Sequence[CarriedReport]) -> MailVerdict:
    """The verdict on *mail*, which brought the *reports*."""
    letter, matched, claims = _letter(mail, reports)
    return MailVerdict(mail, letter, matched, claims, _twins(reports))


def _letter(
    mail: ReceivedMail, reports: Sequence[CarriedReport]
) -> tuple[LetterState, int, tuple[LetterClaim, ...]]:
    if not mail.letters and mail.whole:
        return "none", 0, ()
    said = [one.said for one in reports if isinstance(one.said, Statement)]
    if not said or not mail.whole or any(len(text) > LONGEST for text in mail.letters):
        return "unread", 0, ()
    each = [compared((mail.subject, *mail.letters), one) for one in said]
    best = min(each, key=lambda one: len(one.apart))
    if best.apart:
        return "differs", best.matched, best.apart
    return ("same" if best.matched else "nothing"), best.matched, ()


def _twins(reports: Sequence[CarriedReport]) -> tuple[str, str] | None:
    """The first two reports on one provider that give it other figures."""
    first: dict[str, CarriedReport] = {}
    for one in reports:
        other = first.setdefault(one.profile.provider.id, one)
        if _figures(one) != _figures(other):
            return other.name, one.name
    return None


def _figures(report: CarriedReport) -> tuple[object, ...]:
    """What every copy of a report says, whoever it is for."""
    profile = report.profile
    standing = report.said.standing if isinstance(report.said, Statement) else None
    decision = standing.decision if standing else None
    return (
        profile.framework.digest,
        profile.as_of,
        profile.role.id,
        [(node.id, node.claimed, node.proved) for node in (profile.overall, *profile.areas)],
        [one.id for one in (profile.overall.level.claimed, profile.overall.level.proved)],
        (decision.decision, decision.on) if decision else None,
    )
