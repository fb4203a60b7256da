"""`<reviews>/peers.csv`: the peers' figures that the manager vouches for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dpcap.intake.envelope import PERIOD, Envelopes
from dpcap.intake.finding_limit import refused
from dpcap.intake.headings import HeadingCheck, envelope_titles, unknown_indicator
from dpcap.intake.nearest import folded
from dpcap.intake.office import day_as_read, figure_as_read
from dpcap.intake.source import text_of
from dpcap.intake.table import EMPTY_TABLE, CsvRecord, CsvTable, parse_table
from dpcap.intake.values import NUMBER, ValueProblem, no_day, unit_of, wrong
from dpcap.intake.wording import of_pydantic
from dpcap.model.carry_rulings import carried_peer
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.manager import PeerFigure
from dpcap.model.migration import earlier_versions, steps_from
from dpcap.model.period import period_key
from dpcap.model.scale import BesidePeers, Figure, Numeric
from dpcap.model.two_languages import TwoLanguages

PEERS_FILE = "peers.csv"
INDUSTRY = "industry"

# Both headings are taken: the screen's own word, and ours.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    INDUSTRY: ("行业",),
    PERIOD: ("周期", "期间"),
    "indicator": ("指标", "指标编号"),
    "median": ("中间值", "中位数", "中位值"),
    "benchmark": ("标杆", "标杆值"),
    "source": ("来源",),
    "date": ("日期",),
}
_BY_TITLE = {folded(one): name for name, also in _COLUMNS.items() for one in (name, *also)}
_REQUIRED = (INDUSTRY, PERIOD, "indicator", "median", "source", "date")
_OWN = frozenset(_COLUMNS)
_BLANK = TwoLanguages("{columns} 空着，请填写", "nothing stands in {columns}: fill it in")
_BEYOND = TwoLanguages(
    "超出该指标的合理范围 {low} 至 {high}。请核对单位",
    "lies outside the plausible range {low} to {high}. Check the unit",
)

Key = tuple[object, ...]


def parse_peers(raw: bytes, shown: str, framework: Framework) -> tuple[PeerFigure, ...]:
    """The figures in a file's bytes; *shown* names it. Raises InvalidInputError.

    Those of an indicator that only an earlier version of *framework* has, or holds against peers,
    are read through its migrations, and left out where nothing goes on from them.
    """
    table = parse_table(text_of(raw, shown), shown)
    known = {**framework.once(envelope_titles), **_BY_TITLE}
    names = tuple(known.get(folded(name), name) for name in table.header)
    found = list(_header(table, names, known))
    names_wrong = bool(found)
    if not names_wrong:
        table, asides = table.without_asides(
            [table.header[names.index(name)] for name in (INDUSTRY, "indicator")]
        )
        found.extend(asides)
    readers: dict[str, _Reader] = {}
    rows: list[PeerFigure] = []
    older: list[PeerFigure] = []
    for record in () if names_wrong else table.records:
        own = _version_with(record.cells[table.header[names.index("indicator")]], framework)
        reader = readers.setdefault(own.edition, _Reader(table, names, own, {}))
        for row in reader.read(record, found):
            if own is framework:
                rows.append(row)
            elif (now := _carried(row, own, framework)) and _is_held(now.indicator, framework):
                older.append(now)
    if found:
        raise refused(found)
    return (*rows, *older)


def _versions(framework: Framework) -> Iterator[Framework]:
    yield framework
    yield from earlier_versions(framework)


def _version_with(node: str, framework: Framework) -> Framework:
    """The newest version that holds *node* against peers; if none does, the one in force."""
    return next((one for one in _versions(framework) if _is_held(node, one)), framework)


def _is_held(node: str, framework: Framework) -> bool:
    """Whether *framework* holds the figure *node* against peers."""
    indicator = framework.by_id.get(node)
    scale = indicator.scale if indicator else None
    return isinstance(scale, Numeric) and isinstance(scale.score, BesidePeers)


def _carried(figure: PeerFigure, own: Framework, framework: Framework) -> PeerFigure | None:
    now: PeerFigure | None = figure
    for step in steps_from(framework, own.edition) or ():
        now = now and carried_peer(now, step)
    return now


def _header(table: CsvTable, names: tuple[str, ...], known: Mapping[str, str]) -> Iterator[Finding]:
    if not table.header:
        yield table.finding("DP318", 1, 1, {"column": "…", **EMPTY_TABLE.params})
        return
    needed = [(name,) for name in _REQUIRED]
    yield from HeadingCheck(known, needed).findings(table, names)


@dataclass(frozen=True)
class _Reader:
    """Reads one table's records; `lines`: where each figure was first given."""

    table: CsvTable
    names: tuple[str, ...]
    framework: Framework
    lines: dict[Key, int]

    def read(self, record: CsvRecord, found: list[Finding]) -> Iterator[PeerFigure]:
        """The figure in *record*, or what is wrong with it to *found*."""
        cells = dict(zip(self.names, record.cells.values(), strict=True))
        before = len(found)
        entry = self._entry(cells, record, found)
        if len(found) > before:
            return
        try:
            figure = _adapter().validate_python(entry)
        except ValidationError as error:
            for raw in error.errors(include_url=False, include_input=False):
                name = str(raw["loc"][0])
                both = of_pydantic(raw["type"], raw.get("ctx", {}))
                both = no_day(entry[name], both) if raw["type"] == "day_form" else both
                self._report(
                    record, ValueProblem("DP104", name, {"field": name, **both.params}), found
                )
            return
        period, more = period_key(figure.period), sorted(figure.envelope.items())
        key = (figure.industry, period, figure.indicator, *more)
        first = self.lines.setdefault(key, record.line)
        if first != record.line:
            self._report(record, ValueProblem("DP415", "indicator", {"line": first}), found)
        else:
            yield figure

    def _entry(
        self, cells: Mapping[str, str], record: CsvRecord, found: list[Finding]
    ) -> dict[str, Any]:
        entry: dict[str, Any] = {name: cells[name] for name in (INDUSTRY, "source", "date")}
        complaints = list(_blank(cells))
        entry["date"] = day_as_read(cells["date"])
        indicator = self.framework.by_id.get(cells["indicator"])
        if indicator is None and cells["indicator"]:
            said = partial(unknown_indicator, self.framework, cells["indicator"])
            complaints.append(ValueProblem("DP301", "indicator", said))
        elif indicator and not _is_held(indicator.id, self.framework):
            complaints.append(ValueProblem("DP416", "indicator", {}))
        entry["indicator"] = cells["indicator"]
        for name in ("median", "benchmark"):
            if cells.get(name):
                unit = unit_of(indicator.scale) if indicator else ""
                entry[name] = figure_as_read(cells[name], unit)
            if name in entry and entry[name] is None:
                complaints.append(wrong("DP302", name, NUMBER))
        for name in ("median", "benchmark"):
            complaints += _implausible(entry, name, indicator)
        for one in (*complaints, *self._envelope(entry, cells, indicator)):
            self._report(record, one, found)
        return entry

    def _envelope(
        self, entry: dict[str, Any], cells: Mapping[str, str], indicator: Indicator | None
    ) -> Iterator[ValueProblem]:
        """Puts industry, period and what else *cells* say of a figure into *entry*."""
        envelopes, entry["envelope"] = Envelopes(self.framework, None), {}
        for name, cell in cells.items():
            if name in _OWN and name not in (PERIOD, INDUSTRY):
                continue
            if not cell:
                continue
            value = envelopes.read(name, cell, indicator)
            if isinstance(value, ValueProblem):
                yield value
            elif name in _OWN:
                entry[name] = value
            elif indicator is None or _asks(indicator, name):
                entry["envelope"][name] = value
            else:
                yield ValueProblem("DP389", name, {"field": name})

    def _report(self, record: CsvRecord, one: ValueProblem, found: list[Finding]) -> None:
        node = record.cells[self.table.header[self.names.index("indicator")]]
        params = {"node": node or "?", **one.said}
        column = self.table.header[self.names.index(one.key)] if one.key in self.names else one.key
        found.append(self.table.finding(one.code, record.line, record.column(column), params))


def _blank(cells: Mapping[str, str]) -> Iterator[ValueProblem]:
    """The cells that must say something and do not, told together."""
    blank = [name for name in _REQUIRED if not cells[name]]
    if blank:
        yield wrong("DP302", blank[0], _BLANK.fill({"columns": ", ".join(blank)}))


def _implausible(
    entry: Mapping[str, Any], name: str, indicator: Indicator | None
) -> Iterator[ValueProblem]:
    """A figure of the peers, *name*, that no shop could have."""
    scale, figure = indicator.scale if indicator else None, entry.get(name)
    if not isinstance(scale, Figure) or scale.plausible is None or figure is None:
        return
    low, high = scale.plausible
    if not low <= figure <= high:
        problem = _BEYOND.fill({"low": f"{low:g}", "high": f"{high:g}"})
        yield ValueProblem("DP104", name, {"field": name, **problem.params})


def _asks(indicator: Indicator, field: str) -> bool:
    """Whether a figure of *indicator* must carry *field*."""
    scale = indicator.scale
    return isinstance(scale, Figure) and field in scale.envelope


def _adapter() -> TypeAdapter[PeerFigure]:
    return TypeAdapter(PeerFigure)
