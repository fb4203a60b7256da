"""The table on the terminal: a line a provider, and below it what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from rich.table import Column, Table

from dpcap.model.finding import Finding
from dpcap.model.gate import WaiverResult
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.report.batch.outcome_counts import OutcomeCounts, headlines, sums
from dpcap.report.batch.wording import (
    by_ruler,
    change,
    coming,
    crossed,
    facts,
    late,
    name_of,
    terms_of,
    told,
    waiver,
)
from dpcap.report.batch_result import BatchOutcomes, SortKey
from dpcap.report.lines import (
    ACCENT,
    BAD,
    GAP,
    INDENT,
    SOFT,
    STRONG,
    OneLine,
    TerminalPage,
    Words,
    figure_column,
    listing,
    text_column,
)
from dpcap.report.portfolio.row_summary import standing
from dpcap.report.sanitize import clean, own
from dpcap.report.terms import UNSET, PortfolioTerms
from dpcap.text_width import width

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


# Rows of the table; failed folders, findings of one, waivers and crossings that are listed;
# results.csv has them all.
_ROWS, _MOST, _FINDINGS = 1000, 20, 3


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
        out = TerminalPage(screen.columns, colour=screen.colour)
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
        out.items(sums(self._tally, terms))
        for text, bad in headlines(self._tally, terms):
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

    def _head(self, out: TerminalPage) -> None:
        out.line(self._terms.say("head.title"), STRONG)
        shown = [f"{word} {value}" for word, value in facts(self._batch_result.head, self._terms)]
        out.items(shown, SOFT)

    def _table(self, out: TerminalPage) -> None:
        if not self._rows:
            return
        self._rows.sort(key=lambda row: row.key)
        rows = self._rows[:_ROWS]
        out.blank()
        out.add(self._shown(rows))
        self._cut(out, len(self._rows), len(rows))

    def _choices(self) -> Iterator[tuple[str, ...]]:
        """Which columns may stand, the widest choice first.

        What the gates say is given in full where nothing else must go for it, in short otherwise.
        """
        missing = set() if self._terms.gates else {"gates", "gates_short"}
        missing |= set() if self._terms.baseline else {"change"}
        names = [name for name in _COLUMNS if name not in missing]
        yield tuple(name for name in names if name != "gates_short")
        for left_out in ("gates", *_OPTIONAL):
            names = [name for name in names if name != left_out]
            yield tuple(names)

    def _shown(self, rows: list[_Row]) -> Table:
        widths = self._widths(rows)
        table = listing(*(self._column(name, wide) for name, wide in widths.items()))
        places = [_COLUMNS.index(name) for name in widths]
        for row in rows:
            table.add_row(*(_cell(_COLUMNS[at], row.cells[at], bad=row.bad) for at in places))
        return table

    def _widths(self, rows: list[_Row]) -> dict[str, int | None]:
        """How many columns of the screen each column of the first choice that fits takes.

        Told to the table, which would look at each cell for every choice. Where none fits, nothing
        is told (None) of the last one, which is cut as the table can.
        """
        most, least = dict[str, int](), dict[str, int]()
        for at, name in enumerate(_COLUMNS):
            head = width(self._title(name))
            widest = max(width(row.cells[at]) for row in rows)
            most[name] = min(max(widest, head), _WIDEST)
            least[name] = min(max(min(widest, _LEAST.get(name, _WIDEST)), head), _WIDEST)
        room = self._batch_result.screen.columns
        for names in self._choices():
            spare = room - GAP * (len(names) - 1) - sum(least[name] for name in names)
            if spare >= 0:
                return _spread(spare, {n: least[n] for n in names}, most)
        return dict.fromkeys(names)

    def _title(self, name: str) -> str:
        return self._terms.say(f"table.{_TITLES.get(name, name)}")

    def _column(self, name: str, wide: int | None) -> Column:
        title = self._title(name)
        column = figure_column(title) if name in _FIGURES else text_column(title, whole=True)
        return replace(column, width=wide, max_width=_WIDEST, no_wrap=name not in _LEAST)

    def _failures(self, out: TerminalPage) -> None:
        count, say = self._tally.counts.failed, self._terms.say
        if not count:
            return
        out.heading(say("failed.title", n=count))
        for broken in self._broken:
            out.item("✗", clean(broken.folder), BAD)
            for finding in broken.findings:
                place = f"{own(finding.place)} " if finding.file else ""
                out.line(f"{place}{told(finding, self._terms)}", indent=INDENT)
            if broken.more:
                out.line(say("failed.more", n=broken.more), SOFT, INDENT)
        self._cut(out, count, len(self._broken))

    def _gates(self, out: TerminalPage) -> None:
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
            text = f"{self._terms.dated_rule(rule)} · {say(f'gates.{rule.severity}')}"
            out.item(sign, " · ".join([text, *counts]), BAD if grave else "")
        if not unmet:
            key = "gates.all_met" if self._tally.is_judged else "gates.none_judged"
            out.line(say(key), ACCENT)
        for rule in self._tally.coming:
            out.item("→", coming(rule, self._terms), SOFT)

    def _listed(self, out: TerminalPage, title: str, items: list[str]) -> None:
        if items:
            out.heading(self._terms.say(title))
            for item in items[:_MOST]:
                out.item("!", item)

    def _cut(self, out: TerminalPage, count: int, shown: int) -> None:
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
# The first to go first. The proved score, the level and the name always stay; the claimed score
# never stays without the proved one.
_OPTIONAL = ("role", "folder", "coverage", "claimed", "change", "gates_short")
_TITLES = {"gates_short": "gates"}
_FIGURES = frozenset({"proved", "claimed", "coverage", "change"})
_STYLES = {"proved": STRONG, "folder": SOFT, "role": SOFT}
# How narrow a column of texts may become, and how wide any.
_LEAST, _WIDEST = {"name": 22, "folder": 16, "role": 20}, 34


def _cell(name: str, text: str, *, bad: bool) -> Words:
    """A cell on one line; a folder keeps its end, all else its beginning."""
    style = BAD if bad and name == "gates" else _STYLES.get(name, "")
    return OneLine(text, style, least=_LEAST.get(name, _WIDEST), path=name == "folder")


def _spread(spare: int, least: dict[str, int], most: dict[str, int]) -> dict[str, int | None]:
    """*least* with so many columns more, one by one to the narrowest that has not its *most*."""
    widths = dict(least)
    for _ in range(spare):
        short = [name for name in widths if widths[name] < most[name]]
        if not short:
            break
        widths[min(short, key=widths.__getitem__)] += 1
    return {**widths}


def _gate_cells(seen: dict[str, int], terms: PortfolioTerms) -> tuple[str, str]:
    """How the gates stand, in full and in short: the gravest alone."""
    told = [terms.say(f"table.{state}", n=count) for state, count in seen.items()]
    return terms.words.flat["common.comma"].join(told) or UNSET, told[0] if told else UNSET
