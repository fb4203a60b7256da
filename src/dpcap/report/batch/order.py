"""By what the table is sorted. Rows that are alike keep the order of their folders."""

from __future__ import annotations

from collections.abc import Callable

from dpcap.model.outcome import ScoredOutcome
from dpcap.report.batch.batch_result import SortKey
from dpcap.report.batch.wording import name_of
from dpcap.report.portfolio.row_summary import standing
from dpcap.report.portfolio.terms import PortfolioTerms

Key = tuple[float, ...] | str
_LAST = float("inf")


def _folder(_row: ScoredOutcome, _terms: PortfolioTerms) -> Key:
    return ()


def _name(row: ScoredOutcome, terms: PortfolioTerms) -> Key:
    return name_of(row, terms)


def _high_first(value: float | None) -> Key:
    return (_LAST if value is None else -value,)


def _level(row: ScoredOutcome, terms: PortfolioTerms) -> Key:
    order = [level.id for level in terms.framework.levels]
    return (-order.index(row.proved_level) if row.proved_level in order else 1,)


def _gates(row: ScoredOutcome, _terms: PortfolioTerms) -> Key:
    seen = standing(row)
    return tuple(-seen.get(state, 0) for state in ("failed", "unchecked", "warned"))


def _change(row: ScoredOutcome, _terms: PortfolioTerms) -> Key:
    return (row.change.overall.total if row.change else _LAST,)


# Best scores first, gravest gates first, those that fell most first.
ORDERS: dict[SortKey, Callable[[ScoredOutcome, PortfolioTerms], Key]] = {
    "folder": _folder,
    "name": _name,
    "proved": lambda row, _: _high_first(row.proved),
    "claimed": lambda row, _: _high_first(row.claimed),
    "level": _level,
    "coverage": lambda row, _: _high_first(row.coverage),
    "gates": _gates,
    "change": _change,
}
