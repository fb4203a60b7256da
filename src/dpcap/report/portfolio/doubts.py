"""Claims that contradict each other or could not be checked, inside one folder and across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dpcap.model.outcome import Crossing, Scored
from dpcap.report import figures
from dpcap.report.clean import own
from dpcap.report.portfolio.best import Best
from dpcap.report.portfolio.look import Look, Who
from dpcap.report.portfolio.shapes import Cell, Line, Part, Table
from dpcap.report.portfolio.tables import KEPT, named, table
from dpcap.report.terms import NAMED, UNSET, Terms


class _Doubt(NamedTuple):
    who: Who
    contradictions: int
    unchecked: int


class Doubts:
    """Takes in every row and keeps those with most notes."""

    def __init__(self) -> None:
        self._best: Best[_Doubt] = Best(KEPT)

    def add(self, row: Scored, look: Look) -> None:
        """Take one row in."""
        if row.contradictions or row.unchecked:
            key = (-row.contradictions, -row.unchecked, row.folder)
            self._best.add(key, _Doubt(look.who, row.contradictions, row.unchecked))

    def view(self, crossings: tuple[Crossing, ...], terms: Terms) -> Part:
        """Who contradicts itself, and what was found across folders."""
        tables = tuple(self._tables(crossings, terms))
        says = () if tables else (terms.say("doubts.nothing"),)
        title, intro = terms.say("doubts.title"), terms.say("doubts.intro")
        return Part("doubts", title, intro, says, tables)

    def _tables(self, crossings: tuple[Crossing, ...], terms: Terms) -> Iterator[Table]:
        if crossings:
            yield _crossings(crossings, terms)
        if self._best.count:
            heads = terms.heads("doubts", "provider", "contradictions", "unchecked", "owner")
            caption = terms.say("doubts.caption", n=figures.number(self._best.count))
            lines = (_line(doubt) for doubt in self._best)
            yield table(terms, caption, heads, lines, "numbers-2 numbers-3", count=self._best.count)


def _line(doubt: _Doubt) -> Line:
    counts = (doubt.contradictions, doubt.unchecked)
    cells = (Cell(str(n or UNSET), kind="" if n else "none") for n in counts)
    return Line(named(doubt.who), (*cells, Cell(own(doubt.who.owner))))


def _crossings(crossings: tuple[Crossing, ...], terms: Terms) -> Table:
    heads = terms.heads("doubts", "code", "says", "who")
    caption = terms.say("doubts.crossings", n=len(crossings))
    lines = _crossing_lines(crossings[:KEPT], terms)
    return table(terms, caption, heads, lines, "unbroken-1", count=len(crossings))


def _crossing_lines(crossings: Iterable[Crossing], terms: Terms) -> Iterator[Line]:
    for crossing in crossings:
        message = own(crossing.finding.message(terms.language))
        who = terms.listed((own(provider) for provider in crossing.providers), NAMED)
        yield Line(Cell(crossing.finding.code), (Cell(message), Cell(who)))
