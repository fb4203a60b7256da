"""The table on the terminal: a line a provider, and below it what went wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dpcap.model.finding import Finding
from dpcap.model.gate import WaiverResult
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.report.batch.columns import TableColumn, fitted, packed
from dpcap.report.batch.order import ORDERS, Key
from dpcap.report.batch.outcome_counts import OutcomeCounts
from dpcap.report.batch.sentence import headlines, sums
from dpcap.report.batch.wording import (
    by_ruler,
    change,
    crossed,
    facts,
    late,
    name_of,
    terms_of,
    told,
    waiver,
)
from dpcap.report.batch_result import BatchOutcomes
from dpcap.report.lines import ACCENT, BAD, END, INDENT, SOFT, STRONG, Cell, TerminalLines
from dpcap.report.portfolio.row_summary import standing
from dpcap.report.sanitize import clean, own
from dpcap.report.terms import UNSET, PortfolioTerms

# Failed folders, findings of one, waivers and crossings that are listed; results.csv has them all.
_MOST, _FINDINGS = 20, 3


class _Row(NamedTuple):
    """One line: by what it is sorted, its cells by column, and whether a gate is not met."""

    key: Key
    cells: tuple[str, ...]
    bad: bool


class _Broken(NamedTuple):
    folder: str
    findings: tuple[Finding, ...]
    more: int


class BatchTable:
    """Gathers the lines, and prints them when the last row is in."""

    def __init__(self, batch_result: BatchOutcomes) -> None:
        self._batch_result, self._terms = batch_result, terms_of(batch_result)
        self._key = ORDERS[batch_result.screen.sort]
        self._tally = OutcomeCounts()
        self._rows: list[_Row] = []
        self._broken: list[_Broken] = []
        self._waivers: list[WaiverResult] = []
        self._late: list[str] = []
        self._ruled: list[str] = []

    def add(self, outcome: Outcome) -> bytes:
        """Take one row in."""
        self._tally.add(outcome)
        if isinstance(outcome, FailedOutcome):
            self._fail(outcome)
            return b""
        self._rows.append(self._row(outcome))
        if len(self._waivers) < _MOST:
            self._waivers += [one for one in outcome.waivers if one.to_settle]
        if len(self._late) < _MOST:
            self._late += late(outcome, self._terms)
        if len(self._ruled) < _MOST:
            self._ruled += by_ruler(outcome, self._terms)
        return b""

    def end(self) -> Iterable[bytes]:
        """The whole table."""
        screen, terms = self._batch_result.screen, self._terms
        out = TerminalLines(screen.columns, colour=screen.colour)
        self._head(out)
        self._table(out)
        self._failures(out)
        self._gates(out)
        self._listed(out, "ruler.title", self._ruled)
        self._listed(out, "overdue.title", self._late)
        self._listed(out, "waivers.title", [waiver(one, terms) for one in self._waivers])
        crossings = self._batch_result.crossings
        self._listed(out, "crossings.title", [crossed(one, terms) for one in crossings[:_MOST]])
        out.blank()
        for line in packed(sums(self._tally, terms), screen.columns):
            out.line(line)
        for text, bad in headlines(self._tally.counts, terms):
            out.line(text, BAD if bad else ACCENT)
        yield out.text.encode()

    def _fail(self, row: FailedOutcome) -> None:
        few = row.findings[:_FINDINGS] if len(self._broken) < _MOST else ()
        self._broken += [_Broken(row.folder, few, len(row.findings) - len(few))] if few else []

    def _row(self, row: ScoredOutcome) -> _Row:
        terms, seen = self._terms, standing(row)
        key = self._key(row, terms)
        cells = (
            name_of(row, terms),
            clean(row.folder),
            terms.role_in_scope(row),
            terms.score(row.proved),
            terms.score(row.claimed),
            terms.level(row),
            terms.share(row.coverage),
            *_gate_cells(seen, terms),
            change(row, terms),
        )
        return _Row(key, cells, bool(seen.keys() & {"failed", "unchecked"}))

    def _head(self, out: TerminalLines) -> None:
        out.line(self._terms.say("head.title"), STRONG)
        shown = [f"{word} {value}" for word, value in facts(self._batch_result.head, self._terms)]
        for line in packed(shown, self._batch_result.screen.columns):
            out.line(line, SOFT)

    def _table(self, out: TerminalLines) -> None:
        if not self._rows:
            return
        self._rows.sort(key=lambda row: row.key)
        every = [row.cells for row in self._rows]
        columns = fitted(self._heads(), every, self._batch_result.screen.columns)
        lines: list[list[Cell]] = [[*((column.title, SOFT) for column in columns), END]]
        for row in self._rows:
            styles = {**_STYLES, "gates": BAD if row.bad else ""}
            cells = [(column.cell(row.cells), styles.get(column.name, "")) for column in columns]
            lines.append([*cells, END])
        out.blank()
        figures = [at for at, column in enumerate(columns) if column.right]
        out.rows(lines, right=range(figures[0], figures[-1] + 1) if figures else range(0))

    def _heads(self) -> tuple[TableColumn, ...]:
        say = self._terms.say
        made = tuple(
            TableColumn(name, say(f"table.{_TITLES.get(name, name)}"), at, right=name in _FIGURES)
            for at, name in enumerate(_COLUMNS)
        )
        unwanted = {*(() if self._terms.gates else ("gates", "gates_short"))}
        unwanted |= set() if self._terms.baseline else {"change"}
        return tuple(column for column in made if column.name not in unwanted)

    def _failures(self, out: TerminalLines) -> None:
        count, say = self._tally.counts.failed, self._terms.say
        if not count:
            return
        out.heading(say("failed.title", n=count))
        for broken in self._broken:
            out.line(f"✗ {clean(broken.folder)}", BAD)
            for finding in broken.findings:
                place = f"{own(finding.place)} " if finding.file else ""
                out.line(f"{place}{told(finding, self._terms)}", indent=INDENT)
            if broken.more:
                out.line(say("failed.more", n=broken.more), SOFT, INDENT)
        self._cut(out, count, len(self._broken))

    def _gates(self, out: TerminalLines) -> None:
        gates, say = self._batch_result.head.gates_id, self._terms.say
        if gates is None:
            return
        out.heading(say("gates.rules", id=own(gates)))
        unmet = [rule for rule in self._tally.rules if rule.failed or rule.unchecked or rule.waived]
        for rule in unmet:
            counts = [
                say(f"gates.count_{state}", n=count)
                for state in ("failed", "unchecked", "waived")
                if (count := getattr(rule, state))
            ]
            grave = rule.severity == "error" and (rule.failed or rule.unchecked)
            sign = "✗" if grave else "!"
            text = f"{sign} {self._terms.rule(rule.id)} · {say(f'gates.{rule.severity}')}"
            out.line(" · ".join([text, *counts]), BAD if grave else "")
        if not unmet:
            out.line(say("gates.all_met"), ACCENT)

    def _listed(self, out: TerminalLines, title: str, items: list[str]) -> None:
        if items:
            out.heading(self._terms.say(title))
            for item in items[:_MOST]:
                out.line(f"! {item}")

    def _cut(self, out: TerminalLines, count: int, shown: int) -> None:
        if count > shown:
            out.line(self._terms.say("common.of_all", n=count, shown=shown), SOFT)


_COLUMNS = (
    "name",
    "folder",
    "role",
    "proved",
    "claimed",
    "level",
    "coverage",
    "gates",
    "gates_short",
    "change",
)
_TITLES = {"gates_short": "gates"}
_FIGURES = frozenset({"proved", "claimed", "coverage", "change"})
_STYLES = {"proved": STRONG, "folder": SOFT, "role": SOFT}


def _gate_cells(seen: dict[str, int], terms: PortfolioTerms) -> tuple[str, str]:
    """How the gates stand, in full and in short: the gravest alone."""
    told = [terms.say(f"table.{state}", n=count) for state, count in seen.items()]
    return terms.words.flat["common.comma"].join(told) or UNSET, told[0] if told else UNSET
