"""summary.md: the batch on the summary page of a CI step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpcap.model.gate import GateResult
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.report import gate_words
from dpcap.report.batch.outcome_counts import OutcomeCounts, headlines, sums
from dpcap.report.batch.wording import (
    change,
    coming,
    crossed,
    facts,
    fell,
    name_of,
    part_names,
    parts,
    state,
    step,
    terms_of,
    told,
)
from dpcap.report.batch_result import BatchOutcomes
from dpcap.report.markdown import escaped
from dpcap.report.sanitize import own
from dpcap.report.terms import UNSET, PortfolioTerms
from dpcap.report.todo import todos

# GitHub takes no step summary that is larger.
LIMIT = 1024 * 1024
# Rows of each list, and findings of one failed folder; results.csv has the rest.
_MOST, _FINDINGS = 500, 5
_UNMET = ("failed", "unchecked")


class Summary:
    """Gathers the lines of each part, and writes them when the last row is in."""

    def __init__(self, batch_result: BatchOutcomes) -> None:
        self._batch_result, self._terms = batch_result, terms_of(batch_result)
        self._tally = OutcomeCounts()
        say = self._terms.say
        heads = ("provider", "rule", "state", "needed", "found", "severity")
        self._gates = _List([say(f"gates.{head}") for head in heads])
        moved = ("provider", "change", "was", "now", "level")
        self._moves = _List([*(say(f"moves.{head}") for head in moved), *part_names(self._terms)])
        self._failed = _List([say(f"failed.{head}") for head in ("folder", "place", "message")])
        self._week = _List([say(f"week.{head}") for head in ("provider", "what", "owner")])

    def add(self, outcome: Outcome) -> bytes:
        """Take one row in."""
        self._tally.add(outcome)
        if isinstance(outcome, FailedOutcome):
            self._fail(outcome)
        else:
            self._scored(outcome)
        return b""

    def end(self) -> Iterable[bytes]:
        """The whole page, cut where it would be too large."""
        yield cut("\n".join(self._lines()) + "\n", escaped(self._terms.say("summary.cut")))

    def _scored(self, row: ScoredOutcome) -> None:
        terms, name = self._terms, own(name_of(row, self._terms))
        for gate in row.gates:
            if gate.state in _UNMET and gate.severity != "off":
                self._gates.add(_gate_cells(gate, name, terms))
        if fell(row, terms):
            self._moves.add(_move_cells(row, name, terms))
        for todo in todos(row, terms):
            if todo.presses:
                self._week.add([name, todo.detail(terms), own(row.owner or UNSET)])

    def _fail(self, row: FailedOutcome) -> None:
        for finding in row.findings[:_FINDINGS]:
            self._failed.add([own(row.folder), own(finding.place), told(finding, self._terms)])
        if (more := len(row.findings) - _FINDINGS) > 0:
            self._failed.add([own(row.folder), UNSET, self._terms.say("failed.more", n=more)])

    def _lines(self) -> Iterator[str]:
        terms, counts = self._terms, self._tally.counts
        yield f"# {escaped(terms.say('head.title'))}"
        for text, _ in headlines(self._tally, terms):
            yield from ("", f"**{escaped(text)}**")
        yield from ("", escaped(" · ".join(sums(self._tally, terms))), "")
        yield from (
            f"- {word}: {escaped(value)}" for word, value in facts(self._batch_result.head, terms)
        )
        yield from self._part("failed.title", self._failed, n=counts.failed)
        yield from self._part("gates.title", self._gates)
        yield from self._part("gates.coming", self._coming())
        yield from self._part("moves.title", self._moves)
        if self._moves.count:
            yield from ("", escaped(terms.say("moves.note")))
        yield from self._part("week.title", self._week)
        yield from self._part("crossings.title", self._crossings())
        yield from ("", f"_{escaped(terms.say('summary.foot'))}_")

    def _part(self, title: str, items: _List, **fields: int) -> Iterator[str]:
        if items.count:
            yield from ("", f"## {escaped(self._terms.say(title, **fields))}", "", *items.lines)
            if (shown := items.shown) < items.count:
                yield from (
                    "",
                    escaped(self._terms.say("common.of_all", n=items.count, shown=shown)),
                )

    def _coming(self) -> _List:
        made = _List()
        for rule in self._tally.coming:
            made.add([coming(rule, self._terms)])
        return made

    def _crossings(self) -> _List:
        made = _List()
        for crossing in self._batch_result.crossings:
            made.add([crossed(crossing, self._terms)])
        return made


class _List:
    """The lines of a table, or of a list where there are no heads: the first ones, all counted."""

    def __init__(self, heads: Iterable[str] = ()) -> None:
        self.count = 0
        every = [escaped(head) for head in heads]
        self._is_table = bool(every)
        self.lines = [_row(every), "|---" * len(every) + "|"] if every else []

    @property
    def shown(self) -> int:
        """How many of them stand here."""
        return min(self.count, _MOST)

    def add(self, cells: list[str]) -> None:
        """One more."""
        self.count += 1
        if self.count <= _MOST:
            made = [escaped(cell) for cell in cells]
            self.lines.append(_row(made) if self._is_table else f"- {made[0]}")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _gate_cells(gate: GateResult, name: str, terms: PortfolioTerms) -> list[str]:
    severity = terms.say(f"gates.{gate.severity}")
    asked = [gate_words.needed(gate, terms), gate_words.found(gate, terms, ids=True)]
    return [name, terms.dated_rule(gate), state(gate, terms), *asked, severity]


def _move_cells(row: ScoredOutcome, name: str, terms: PortfolioTerms) -> list[str]:
    split = row.change.overall if row.change else None
    if split is None:
        return [name]
    both = [terms.score(split.before), terms.score(split.after)]
    return [name, change(row, terms), *both, step(row, terms), *parts(split)]


def cut(text: str, notice: str, limit: int = LIMIT) -> bytes:
    """*text* in UTF-8; if it would be larger than *limit* bytes, whole lines of it and *notice*."""
    data = text.encode()
    if len(data) <= limit:
        return data
    last = f"\n{notice}\n".encode()
    kept = data[: limit - len(last)]
    return kept[: kept.rfind(b"\n") + 1] + last
