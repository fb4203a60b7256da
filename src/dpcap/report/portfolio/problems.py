"""What is wrong: contradictions, folders that failed, proof that lapsed, proof that decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dpcap.model.finding import Finding
from dpcap.model.outcome import (
    CrossFinding,
    DecisiveEvidence,
    EvidenceLapse,
    FailedOutcome,
    ScoredOutcome,
)
from dpcap.report import figures
from dpcap.report.portfolio.row_summary import RowProvider, RowSummary
from dpcap.report.portfolio.tables import KEPT, FirstFew, named, table
from dpcap.report.portfolio.view_models import (
    PortfolioCell,
    PortfolioLine,
    PortfolioPart,
    PortfolioTable,
)
from dpcap.report.sanitize import own
from dpcap.report.terms import NAMED, UNSET, PortfolioTerms, find


class _Contradiction(NamedTuple):
    who: RowProvider
    contradictions: int
    unchecked: int


class Contradictions:
    """Takes in every row and keeps those with most notes."""

    def __init__(self) -> None:
        self._best: FirstFew[_Contradiction] = FirstFew(KEPT)

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        if row.contradictions or row.unchecked:
            key = (-row.contradictions, -row.unchecked, row.folder)
            self._best.add(key, _Contradiction(look.who, row.contradictions, row.unchecked))

    def view(self, crossings: tuple[CrossFinding, ...], terms: PortfolioTerms) -> PortfolioPart:
        """Who contradicts itself, and what was found across folders."""
        tables = tuple(self._tables(crossings, terms))
        says = () if tables else (terms.say("doubts.nothing"),)
        title, intro = terms.say("doubts.title"), terms.say("doubts.intro")
        return PortfolioPart("doubts", title, intro, says, tables)

    def _tables(
        self, crossings: tuple[CrossFinding, ...], terms: PortfolioTerms
    ) -> Iterator[PortfolioTable]:
        if crossings:
            yield _crossings(crossings, terms)
        if self._best.count:
            heads = terms.heads("doubts", "provider", "contradictions", "unchecked", "owner")
            caption = terms.say("doubts.caption", n=figures.number(self._best.count))
            lines = (_line(doubt) for doubt in self._best)
            yield table(terms, caption, heads, lines, "numbers-2 numbers-3", count=self._best.count)


def _line(doubt: _Contradiction) -> PortfolioLine:
    counts = (doubt.contradictions, doubt.unchecked)
    cells = (PortfolioCell(str(n or UNSET), kind="" if n else "none") for n in counts)
    return PortfolioLine(named(doubt.who), (*cells, PortfolioCell(own(doubt.who.owner))))


def _crossings(crossings: tuple[CrossFinding, ...], terms: PortfolioTerms) -> PortfolioTable:
    heads = terms.heads("doubts", "code", "says", "who")
    caption = terms.say("doubts.crossings", n=len(crossings))
    lines = _crossing_lines(crossings[:KEPT], terms)
    return table(terms, caption, heads, lines, "unbroken-1", count=len(crossings))


def _crossing_lines(
    crossings: Iterable[CrossFinding], terms: PortfolioTerms
) -> Iterator[PortfolioLine]:
    for crossing in crossings:
        message = own(terms.message(crossing.finding))
        who = terms.listed(own(provider) for provider in crossing.providers)
        yield PortfolioLine(
            PortfolioCell(crossing.finding.code), (PortfolioCell(message), PortfolioCell(who))
        )


# Findings of one folder that stand here; results.jsonl holds them all.
_FINDINGS = 5


class _Broken(NamedTuple):
    folder: str
    provider: str | None
    findings: tuple[Finding, ...]
    more: int


class FailedFolders:
    """Takes in every folder that failed."""

    def __init__(self) -> None:
        self._best: FirstFew[_Broken] = FirstFew(KEPT)

    @property
    def count(self) -> int:
        """How many failed."""
        return self._best.count

    def add(self, row: FailedOutcome) -> None:
        """Take one in."""
        few = row.findings[:_FINDINGS]
        more = len(row.findings) - len(few)
        self._best.add((row.folder,), _Broken(row.folder, row.provider, few, more))

    def view(self, terms: PortfolioTerms) -> PortfolioTable | None:
        """Each folder with its findings: place, code, what is wrong and the way out."""
        if not self.count:
            return None
        caption = terms.say("failed.title")
        heads = terms.heads("failed", "folder", "message")
        lines = (_failed_line(broken, terms) for broken in self._best)
        every = find(todo="failed")
        return table(terms, caption, heads, lines, "failed", count=self.count, find=every)


def _failed_line(broken: _Broken, terms: PortfolioTerms) -> PortfolioLine:
    said = [_said(finding, terms) for finding in broken.findings]
    if broken.more:
        said.append(terms.say("failed.more", n=broken.more))
    return PortfolioLine(
        PortfolioCell(own(broken.folder)), (PortfolioCell("", lines=tuple(said), kind="each"),)
    )


def _said(finding: Finding, terms: PortfolioTerms) -> str:
    return f"{own(finding.place)} {finding.code} {own(terms.message(finding))}"


class _Lapsed(NamedTuple):
    who: RowProvider
    pieces: tuple[EvidenceLapse, ...]


class LapsedProof:
    """Takes in every row and keeps those with most pieces past their last day."""

    def __init__(self) -> None:
        self._best: FirstFew[_Lapsed] = FirstFew(KEPT)
        self._pieces = 0

    def add(self, row: ScoredOutcome, look: RowSummary) -> None:
        """Take one row in."""
        if past := row.lapsed:
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
        made = table(terms, caption, heads, lines, "numbers-2", count=self._best.count)
        return PortfolioPart("lapsed", title, intro, tables=(made,))


def _lapsed_line(found: _Lapsed, terms: PortfolioTerms) -> PortfolioLine:
    which = terms.listed((own(lapse.name) for lapse in found.pieces), NAMED)
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
    """Takes in every row and keeps those whose level or gates depend on one piece."""

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
    piece, gates = own(stake.name), terms.listed(map(terms.rule, stake.gates), NAMED)
    if not stake.falls:
        return terms.say("stakes.gates", piece=piece, gates=gates)
    key = "stakes.level" if stake.level else "stakes.no_level"
    level = terms.say(key, piece=piece, level=own(stake.level or ""))
    return terms.say("stakes.both", level=level, gates=gates) if stake.gates else level
