"""Who changed most since the baseline, and what the change came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dpcap.model.change import PARTS, Change, LevelMove
from dpcap.model.outcome import ScoredOutcome
from dpcap.report.moved import ChangeInTenths
from dpcap.report.portfolio.row_summary import RowProvider, RowSummary
from dpcap.report.portfolio.tables import FirstFew, named, table
from dpcap.report.portfolio.view_models import (
    PortfolioCell,
    PortfolioLine,
    PortfolioPart,
    PortfolioTable,
)
from dpcap.report.sanitize import clean
from dpcap.report.terms import UNSET, PortfolioTerms, signed

_MOST = 20


class _ChangedProvider(NamedTuple):
    who: RowProvider
    moved: ChangeInTenths
    before: float | None
    after: float | None
    level_before: str | None
    level_after: str | None
    ruler: LevelMove | None


def _mover(change: Change, look: RowSummary, moved: ChangeInTenths) -> _ChangedProvider:
    overall = change.overall
    return _ChangedProvider(
        look.who,
        moved,
        overall.before,
        overall.after,
        change.level_before,
        change.level_after,
        change.level_ruler,
    )


class LargestChanges:
    """Takes in every row and keeps the biggest moves either way."""

    def __init__(self) -> None:
        self._up: FirstFew[_ChangedProvider] = FirstFew(_MOST)
        self._down: FirstFew[_ChangedProvider] = FirstFew(_MOST)
        self._new = 0

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        if row.change is None or look.moved is None:
            self._new += 1
        elif (total := look.moved.total) or row.change.level_ruler:
            mover = _mover(row.change, look, look.moved)
            (self._up if total > 0 else self._down).add((-abs(total), row.folder), mover)

    @property
    def ways(self) -> tuple[int, int]:
        """How many rose and how many fell, by as much as a page shows."""
        return self._up.count, self._down.count

    def view(self, terms: PortfolioTerms) -> PortfolioPart:
        """Those who rose and those who fell."""
        tables = tuple(
            _table(best, terms.say(f"movers.{way}"), terms)
            for way, best in (("up", self._up), ("down", self._down))
            if best.count
        )
        return PortfolioPart(
            "movers",
            terms.say("movers.title"),
            terms.say("movers.intro"),
            says=tuple(self._says(terms, some=bool(tables))),
            tables=tables if terms.baseline else (),
        )

    def _says(self, terms: PortfolioTerms, *, some: bool) -> Iterator[str]:
        if not terms.baseline:
            yield terms.say("movers.unset")
            return
        if not some:
            yield terms.say("movers.nothing")
        if self._new:
            yield terms.say("movers.new", n=self._new)


def _table(best: FirstFew[_ChangedProvider], caption: str, terms: PortfolioTerms) -> PortfolioTable:
    heads = terms.heads("movers", "name", "change", "was", "now", *PARTS, "level")
    return table(terms, caption, heads, (_line(mover, terms) for mover in best), "moves")


def _line(mover: _ChangedProvider, terms: PortfolioTerms) -> PortfolioLine:
    total = mover.moved.total
    parts = (PortfolioCell(signed(part), kind="" if part else "none") for part in mover.moved.parts)
    before, after = clean(mover.level_before or UNSET), clean(mover.level_after or UNSET)
    step = after if before == after else terms.say("movers.step", before=before, after=after)
    if mover.ruler is not None:
        was, now = clean(mover.ruler.before or UNSET), clean(mover.ruler.after or UNSET)
        step = terms.say("movers.by_ruler", step=step, before=was, after=now)
    cells = (
        PortfolioCell(signed(total), kind="gain" if total > 0 else "loss"),
        PortfolioCell(terms.score(mover.before)),
        PortfolioCell(terms.score(mover.after)),
        *parts,
        PortfolioCell(step),
    )
    return PortfolioLine(named(mover.who), cells)
