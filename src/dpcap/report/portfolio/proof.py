"""Proof that lapsed, and proof that decides."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.outcome import Lapse, Scored, Stake
from dpcap.report import figures
from dpcap.report.clean import own
from dpcap.report.portfolio.best import Best
from dpcap.report.portfolio.look import Look, Who
from dpcap.report.portfolio.shapes import Cell, Line, Part
from dpcap.report.portfolio.tables import KEPT, named, table
from dpcap.report.terms import NAMED, Terms


class _Lapsed(NamedTuple):
    who: Who
    pieces: tuple[Lapse, ...]


class Lapsed:
    """Takes in every row and keeps those with most pieces past their last day."""

    def __init__(self) -> None:
        self._best: Best[_Lapsed] = Best(KEPT)
        self._pieces = 0

    def add(self, row: Scored, look: Look) -> None:
        """Take one row in."""
        if past := row.lapsed:
            self._pieces += len(past)
            self._best.add((-len(past), past[0].until, row.folder), _Lapsed(look.who, past))

    def view(self, terms: Terms) -> Part:
        """Who has lapsed proof, how much of it and since when."""
        title, intro = terms.say("lapsed.title"), terms.say("lapsed.intro")
        if not self._best.count:
            return Part("lapsed", title, intro, (terms.say("lapsed.nothing"),))
        heads = terms.heads("lapsed", "provider", "pieces", "since", "which", "owner")
        caption = terms.say(
            "lapsed.caption",
            n=figures.number(self._best.count),
            pieces=figures.number(self._pieces),
        )
        lines = (_lapsed_line(found, terms) for found in self._best)
        made = table(terms, caption, heads, lines, "numbers-2", count=self._best.count)
        return Part("lapsed", title, intro, tables=(made,))


def _lapsed_line(found: _Lapsed, terms: Terms) -> Line:
    which = terms.listed((own(lapse.piece) for lapse in found.pieces), NAMED)
    cells = (
        Cell(str(len(found.pieces))),
        Cell(found.pieces[0].until.isoformat(), kind="d"),
        Cell(which),
        Cell(own(found.who.owner)),
    )
    return Line(named(found.who), cells)


class _Decided(NamedTuple):
    who: Who
    stakes: tuple[Stake, ...]


class Stakes:
    """Takes in every row and keeps those whose level or gates hang on one piece."""

    def __init__(self) -> None:
        self._best: Best[_Decided] = Best(KEPT)

    def add(self, row: Scored, look: Look) -> None:
        """Take one row in."""
        if row.stakes:
            falls = sum(stake.falls for stake in row.stakes)
            key = (-falls, -len(row.stakes), row.folder)
            self._best.add(key, _Decided(look.who, row.stakes))

    def view(self, terms: Terms) -> Part:
        """Who stands on which pieces."""
        title, intro = terms.say("stakes.title"), terms.say("stakes.intro")
        if not self._best.count:
            return Part("stakes", title, intro, (terms.say("stakes.nothing"),))
        heads = terms.heads("stakes", "provider", "now", "pieces", "owner")
        caption = terms.say("stakes.caption", n=figures.number(self._best.count))
        lines = (_stakes_line(found, terms) for found in self._best)
        made = table(terms, caption, heads, lines, "stakes", count=self._best.count)
        return Part("stakes", title, intro, tables=(made,))


def _stakes_line(found: _Decided, terms: Terms) -> Line:
    pieces = Cell("", lines=tuple(_stake(stake, terms) for stake in found.stakes), kind="each")
    return Line(named(found.who), (Cell(found.who.level), pieces, Cell(own(found.who.owner))))


def _stake(stake: Stake, terms: Terms) -> str:
    piece, gates = own(stake.piece), terms.listed(map(terms.rule, stake.gates), NAMED)
    if not stake.falls:
        return terms.say("stakes.gates", piece=piece, gates=gates)
    key = "stakes.level" if stake.level else "stakes.no_level"
    level = terms.say(key, piece=piece, level=own(stake.level or ""))
    return terms.say("stakes.both", level=level, gates=gates) if stake.gates else level
