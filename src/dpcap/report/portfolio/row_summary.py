"""What several parts of the page read off one row, worked out once: state, tasks, change."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.outcome import ScoredOutcome
from dpcap.report.decided import says_tier, tier_title
from dpcap.report.moved import ChangeInTenths, moved
from dpcap.report.sanitize import clean
from dpcap.report.terms import PortfolioTerms
from dpcap.report.todo import RowTask, todos

# Each state and its letter in the table's markup, the gravest first.
STATES = {"failed": "f", "unchecked": "q", "warned": "w", "waived": "x", "met": "m"}


def standing(row: ScoredOutcome) -> dict[str, int]:
    """How many rules stand how, the gravest first; `met` alone if nothing else is to be said.

    A rule that only warns is `warned`, whether it failed or could not be checked. Empty if no rule
    applies.
    """
    counts = dict.fromkeys(STATES, 0)
    for gate in row.gates:
        state = gate.state
        if gate.severity == "off" or state == "not_applicable":
            continue
        warned = gate.severity == "warn" and state in {"failed", "unchecked"}
        counts["warned" if warned else state] += 1
    met = counts.pop("met")
    told = {state: count for state, count in counts.items() if count}
    return told or ({"met": met} if met else {})


class RowProvider(NamedTuple):
    """Of whom a row speaks, as cleaned text; empty where nothing is known.

    `standing`: what it is by the ledger, and its tier, if anybody stands in one.
    """

    provider: str
    href: str
    name: str
    role: str
    owner: str
    groups: tuple[tuple[str, ...], ...]
    level: str
    standing: tuple[str, ...] = ()


class RowSummary(NamedTuple):
    """A row's provider, what is to be done about it, and where it stands with the gates.

    `moved` is by how much its overall proved score changed; None: nothing to compare with.
    """

    who: RowProvider
    todos: tuple[RowTask, ...]
    standing: dict[str, int]
    moved: ChangeInTenths | None


def _held(row: ScoredOutcome, terms: PortfolioTerms) -> tuple[str, ...]:
    """What the provider is by the ledger, and its tier; empty texts where neither is known."""
    held = row.ledger
    if held is None:
        return ("", "")
    tier = tier_title(terms.say, held, terms.language) if says_tier(held) else ""
    return (terms.say(f"map.standing.{held.label}"), tier)


def look(row: ScoredOutcome, terms: PortfolioTerms) -> RowSummary:
    """What the parts of the page read off *row*."""
    who = RowProvider(
        provider=row.provider,
        href=terms.href(row.provider),
        name=clean(row.name.say(terms.language)) or row.provider,
        role=terms.role_in_scope(row),
        owner=clean(row.owner or ""),
        groups=terms.grouped(row),
        level=terms.level(row),
        standing=_held(row, terms) if terms.standing else (),
    )
    change = moved(row.change.overall) if row.change else None
    return RowSummary(who, tuple(todos(row, terms)), standing(row), change)
