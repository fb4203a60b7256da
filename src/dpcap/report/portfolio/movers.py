"""Who moved most since the baseline, and what the move came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dpcap.model.change import PARTS, Change
from dpcap.model.outcome import Scored
from dpcap.report.clean import clean
from dpcap.report.moved import Moved
from dpcap.report.portfolio.best import Best
from dpcap.report.portfolio.look import Look, Who
from dpcap.report.portfolio.shapes import Cell, Line, Part, Table
from dpcap.report.portfolio.tables import named, table
from dpcap.report.terms import UNSET, Terms, signed

_MOST = 20


class _Mover(NamedTuple):
    who: Who
    moved: Moved
    before: float | None
    after: float | None
    level_before: str | None
    level_after: str | None


def _mover(change: Change, look: Look, moved: Moved) -> _Mover:
    overall = change.overall
    return _Mover(
        look.who, moved, overall.before, overall.after, change.level_before, change.level_after
    )


class Movers:
    """Takes in every row and keeps the biggest moves either way."""

    def __init__(self) -> None:
        self._up: Best[_Mover] = Best(_MOST)
        self._down: Best[_Mover] = Best(_MOST)
        self._new = 0

    def add(self, row: Scored, look: Look) -> None:
        """Take one row in."""
        if row.change is None or look.moved is None:
            self._new += 1
        elif total := look.moved.total:
            mover = _mover(row.change, look, look.moved)
            (self._up if total > 0 else self._down).add((-abs(total), row.folder), mover)

    @property
    def ways(self) -> tuple[int, int]:
        """How many rose and how many fell, by as much as a page shows."""
        return self._up.count, self._down.count

    def view(self, terms: Terms) -> Part:
        """Those who rose and those who fell."""
        tables = tuple(
            _table(best, terms.say(f"movers.{way}"), terms)
            for way, best in (("up", self._up), ("down", self._down))
            if best.count
        )
        return Part(
            "movers",
            terms.say("movers.title"),
            terms.say("movers.intro"),
            says=tuple(self._says(terms, some=bool(tables))),
            tables=tables if terms.baseline else (),
        )

    def _says(self, terms: Terms, *, some: bool) -> Iterator[str]:
        if not terms.baseline:
            yield terms.say("movers.unset")
            return
        if not some:
            yield terms.say("movers.nothing")
        if self._new:
            yield terms.say("movers.new", n=self._new)


def _table(best: Best[_Mover], caption: str, terms: Terms) -> Table:
    heads = terms.heads("movers", "name", "change", "was", "now", *PARTS, "level")
    return table(terms, caption, heads, (_line(mover, terms) for mover in best), "moves")


def _line(mover: _Mover, terms: Terms) -> Line:
    total = mover.moved.total
    parts = (Cell(signed(part), kind="" if part else "none") for part in mover.moved.parts)
    before, after = clean(mover.level_before or UNSET), clean(mover.level_after or UNSET)
    step = after if before == after else terms.say("movers.step", before=before, after=after)
    cells = (
        Cell(signed(total), kind="gain" if total > 0 else "loss"),
        Cell(terms.score(mover.before)),
        Cell(terms.score(mover.after)),
        *parts,
        Cell(step),
    )
    return Line(named(mover.who), cells)
