"""Proof that lapsed, and proof that decides."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.outcome import DecisiveEvidence, EvidenceLapse, ScoredOutcome
from dpcap.report import figures
from dpcap.report.portfolio.first_few import FirstFew
from dpcap.report.portfolio.row_summary import RowProvider, RowSummary
from dpcap.report.portfolio.row_tasks import lapsed
from dpcap.report.portfolio.tables import KEPT, named, table
from dpcap.report.portfolio.terms import PortfolioTerms
from dpcap.report.portfolio.view_models import PortfolioCell, PortfolioLine, PortfolioPart
from dpcap.report.sanitize import own


class _Lapsed(NamedTuple):
    who: RowProvider
    pieces: list[EvidenceLapse]


class LapsedProof:
    """Takes in every row and keeps those with most pieces past their last day."""

    def __init__(self) -> None:
        self._best: FirstFew[_Lapsed] = FirstFew(KEPT)
        self._pieces = 0

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        if past := lapsed(row):
            self._pieces += len(past)
            self._best.add((-len(past), past[0].until, row.folder), _Lapsed(look.who, past))

    def view(self, terms: PortfolioTerms) -> PortfolioPart:
        """Who has lapsed proof, how much of it and since when."""
        title, intro = terms.say("lapsed.title"), terms.say("lapsed.intro")
        if not self._best.count:
            return PortfolioPart("lapsed", title, intro, (terms.say("lapsed.nothing"),))
        heads = terms.heads("lapsed", "provider", "pieces", "since", "which", "owner")
        caption = terms.say(
            "lapsed.caption",
            n=figures.number(self._best.count),
            pieces=figures.number(self._pieces),
        )
        lines = (_lapsed_line(found, terms) for found in self._best)
        made = table(terms, caption, heads, lines, "n2", count=self._best.count)
        return PortfolioPart("lapsed", title, intro, tables=(made,))


def _lapsed_line(found: _Lapsed, terms: PortfolioTerms) -> PortfolioLine:
    which = terms.listed(own(lapse.piece) for lapse in found.pieces)
    cells = (
        PortfolioCell(str(len(found.pieces))),
        PortfolioCell(found.pieces[0].until.isoformat(), kind="d"),
        PortfolioCell(which),
        PortfolioCell(own(found.who.owner)),
    )
    return PortfolioLine(named(found.who), cells)


class _Decided(NamedTuple):
    who: RowProvider
    stakes: tuple[DecisiveEvidence, ...]


class DecisiveProof:
    """Takes in every row and keeps those whose level or gates hang on one piece."""

    def __init__(self) -> None:
        self._best: FirstFew[_Decided] = FirstFew(KEPT)

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        if row.stakes:
            falls = sum(stake.falls for stake in row.stakes)
            key = (-falls, -len(row.stakes), row.folder)
            self._best.add(key, _Decided(look.who, row.stakes))

    def view(self, terms: PortfolioTerms) -> PortfolioPart:
        """Who stands on which pieces."""
        title, intro = terms.say("stakes.title"), terms.say("stakes.intro")
        if not self._best.count:
            return PortfolioPart("stakes", title, intro, (terms.say("stakes.nothing"),))
        heads = terms.heads("stakes", "provider", "now", "pieces", "owner")
        caption = terms.say("stakes.caption", n=figures.number(self._best.count))
        lines = (_stakes_line(found, terms) for found in self._best)
        made = table(terms, caption, heads, lines, "stakes", count=self._best.count)
        return PortfolioPart("stakes", title, intro, tables=(made,))


def _stakes_line(found: _Decided, terms: PortfolioTerms) -> PortfolioLine:
    pieces = PortfolioCell(
        "", lines=tuple(_stake(stake, terms) for stake in found.stakes), kind="each"
    )
    return PortfolioLine(
        named(found.who),
        (PortfolioCell(found.who.level), pieces, PortfolioCell(own(found.who.owner))),
    )


def _stake(stake: DecisiveEvidence, terms: PortfolioTerms) -> str:
    piece, gates = own(stake.piece), terms.listed(map(terms.rule, stake.gates))
    if not stake.falls:
        return terms.say("stakes.gates", piece=piece, gates=gates)
    key = "stakes.level" if stake.level else "stakes.no_level"
    level = terms.say(key, piece=piece, level=own(stake.level or ""))
    return terms.say("stakes.both", level=level, gates=gates) if stake.gates else level
