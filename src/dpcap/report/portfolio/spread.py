"""How the scores of each area are spread, as quartiles and as a small chart."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from dpcap.model.outcome import ScoredOutcome
from dpcap.report import figures
from dpcap.report.portfolio.row_summary import RowSummary
from dpcap.report.portfolio.terms import UNSET, PortfolioTerms
from dpcap.report.portfolio.view_models import SpreadChart

# A chart is 200 wide for 100 points, in bins of five; quartiles of fewer than four say nothing.
_BINS, _BIN, _TALL, _FEWEST = 20, 10, 22, 4


class _Scores:
    """One area's scores: proved, claimed, and how many reach the target."""

    def __init__(self) -> None:
        self.proved, self.claimed = array("d"), array("d")
        self.met = 0

    def add(self, proved: float | None, claimed: float | None, target: float | None) -> None:
        if proved is None:
            return
        self.proved.append(proved)
        self.claimed.append(proved if claimed is None else claimed)
        self.met += target is not None and proved >= target - figures.TOLERANCE


class AreaSpreads:
    """Takes in every row and keeps its scores as bare numbers."""

    def __init__(self, terms: PortfolioTerms) -> None:
        self._overall = _Scores()
        self._areas = {area.id: _Scores() for area in terms.framework.areas}

    def add(self, row: ScoredOutcome, _look: RowSummary) -> None:
        """Take one row in."""
        self._overall.add(row.proved, row.claimed, None)
        for area in row.areas:
            if area.id in self._areas:
                self._areas[area.id].add(area.proved, area.claimed, area.target)

    def medians(self, terms: PortfolioTerms) -> tuple[str, str]:
        """The medians of the overall proved and claimed scores, as shown."""
        both = (self._overall.proved, self._overall.claimed)
        proved, claimed = (quantile(sorted(scores), 0.5) if scores else None for scores in both)
        return terms.score(proved), terms.score(claimed)

    def view(self, terms: PortfolioTerms) -> tuple[SpreadChart, ...]:
        """One line for the overall and one for each area."""
        titles = {area.id: terms.text(area.title) for area in terms.framework.areas}
        areas = (_spread(titles[name], scores, terms) for name, scores in self._areas.items())
        first = _spread(terms.say("spread.overall"), self._overall, terms)
        return (first._replace(cells=(*first.cells[:-1], UNSET)), *areas)


def quantile(ordered: Sequence[float], at: float) -> float:
    """The value below which the share *at* of *ordered* lies, read off between two neighbours.

    Hyndman and Fan's seventh definition, the one of spreadsheets. *ordered* is not empty.
    """
    place = (len(ordered) - 1) * at
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _spread(title: str, scores: _Scores, terms: PortfolioTerms) -> SpreadChart:
    proved, claimed = sorted(scores.proved), sorted(scores.claimed)
    if not proved:
        return SpreadChart(title, "", ("0", *[UNSET] * 5))
    marks = [quantile(proved, at) for at in (0.25, 0.5, 0.75)]
    enough = len(proved) >= _FEWEST
    low, middle, high = (terms.score(mark) for mark in marks)
    cells = (
        figures.number(len(proved)),
        low if enough else UNSET,
        middle,
        high if enough else UNSET,
        terms.score(quantile(claimed, 0.5)),
        figures.percent(scores.met / len(proved)),
    )
    return SpreadChart(title, chart(proved, marks if enough else marks[1:2]), cells)


def chart(values: Sequence[float], marks: Sequence[float]) -> str:
    """A histogram of *values* (0..100); below it the quartiles *marks*, or the median alone."""
    bars = "".join(_bars(values))
    middle = marks[len(marks) // 2]
    band = f'<path class="q" d="M{_at(marks[0])} 25H{_at(marks[-1])}v6H{_at(marks[0])}z"/>'
    return (
        '<svg viewBox="0 0 200 34" aria-hidden="true"><path class="g" d="M0 23H200M50 21v4'
        f'M100 21v4M150 21v4"/><path class="b" d="{bars}"/>{band if len(marks) > 1 else ""}'
        f'<path class="m" d="M{_at(middle)} 23v10"/></svg>'
    )


def _at(score: float) -> str:
    return f"{2 * score:.1f}".removesuffix(".0")


def _bars(values: Sequence[float]) -> Iterator[str]:
    counts = [0] * _BINS
    for value in values:
        counts[min(int(value / 5), _BINS - 1)] += 1
    most = max(counts)
    for place, count in enumerate(counts):
        if count:
            tall = max(1, round(_TALL * count / most))
            yield f"M{place * _BIN + 1} 22.5v-{tall}h8v{tall}z"
