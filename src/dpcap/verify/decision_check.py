"""The decision that a report shows, held against the one that lies with the reviews now."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from dpcap.model.decision import Decision
from dpcap.model.profile import Profile
from dpcap.model.statement import Statement
from dpcap.report.canonical import canonical
from dpcap.verify.carried_report import CarriedReport


@dataclass(frozen=True)
class DecisionCheck:
    """How the decision shown turned out.

    `later`: there is another one by now; `gone`: there is none any more; `since`: the report shows
    none, and there is one by now. `decision` is the one found.
    """

    state: Literal["unchecked", "current", "later", "gone", "since"]
    decision: Decision | None = None


def decided(report: CarriedReport, found: Decision | None, *, looked: bool) -> DecisionCheck:
    """What became of the decision that *report* shows; *found* lies there if somebody *looked*."""
    if not looked or not isinstance(report.said, Statement):
        return DecisionCheck("unchecked")
    shown = shown_decision(report.said)
    if found is None:
        return DecisionCheck("gone" if shown else "current")
    if shown is None:
        return DecisionCheck("since", found)
    return DecisionCheck("later" if later_decision(report.said, found) else "current", found)


def later_decision(said: Statement, found: Decision | None) -> bool:
    """Whether *found* is another decision than the one that *said* shows, and not an earlier one.

    That a condition was met since makes none.
    """
    shown = shown_decision(said)
    if shown is None or found is None or found.on < shown.on:
        return False
    return _told(shown) != _told(found)


def shown_decision(said: Statement | Profile) -> Decision | None:
    """The decision that a report shows, if it shows one."""
    if isinstance(said, Profile):
        return None
    return said.standing.decision if said.standing else None


def told_digest(decision: Decision) -> str:
    """SHA-256 (hex) of what every audience may read of *decision*."""
    return sha256(canonical(_told(decision, "json")).encode()).hexdigest()


def _told(decision: Decision, mode: str = "python") -> dict[str, object]:
    """What every audience may read of *decision*."""
    left = {"by", "reason", "conditions", "replaces", "rests_on"}
    return decision.model_dump(mode=mode, exclude=left)
