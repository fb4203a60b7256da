"""What several parts of the page read off one row, worked out once."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.outcome import ScoredOutcome
from dpcap.report.portfolio.change_in_tenths import ChangeInTenths, moved
from dpcap.report.portfolio.row_tasks import RowTasks, todos
from dpcap.report.portfolio.states import standing
from dpcap.report.portfolio.terms import PortfolioTerms
from dpcap.report.sanitize import clean


class RowProvider(NamedTuple):
    """Of whom a row speaks, as cleaned text; empty where nothing is known."""

    provider: str
    href: str
    name: str
    role: str
    owner: str
    track: str
    categories: tuple[str, ...]
    level: str


class RowSummary(NamedTuple):
    """A row's provider, what is to be done about it, and where it stands with the gates.

    `moved` is by how much its overall proved score changed; None: nothing to compare with.
    """

    who: RowProvider
    todos: tuple[RowTasks, ...]
    standing: dict[str, int]
    moved: ChangeInTenths | None


def look(row: ScoredOutcome, terms: PortfolioTerms) -> RowSummary:
    """What the parts of the page read off *row*."""
    who = RowProvider(
        provider=row.provider,
        href=terms.href(row.provider),
        name=clean(row.name.say(terms.language)) or row.provider,
        role=terms.role(row.role),
        owner=clean(row.owner or ""),
        track=terms.track(row.track),
        categories=tuple(filter(None, map(clean, row.categories))),
        level=terms.level(row),
    )
    change = moved(row.change.overall) if row.change else None
    return RowSummary(who, tuple(todos(row, terms)), standing(row), change)
