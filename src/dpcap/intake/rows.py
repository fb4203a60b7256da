"""`kpis.csv`: one row for each shop and indicator."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from operator import itemgetter

from pydantic import TypeAdapter, ValidationError

from dpcap.intake.alike_rows import AlikeRows
from dpcap.intake.answers import Entry, read_into
from dpcap.intake.envelope import PERIOD, Envelopes
from dpcap.intake.finding_limit import STANDING_IN
from dpcap.intake.headings import HeadingCheck, own_columns, unknown_indicator, with_known_headings
from dpcap.intake.listed_ids import ListedIds
from dpcap.intake.office import figure_as_read, no_data
from dpcap.intake.scale_input import cell_list, scale_input
from dpcap.intake.table import CsvRecord, CsvTable
from dpcap.intake.total_words import is_total
from dpcap.intake.values import ValueProblem, no_figure, unit_of, wrong
from dpcap.intake.wording import of_pydantic
from dpcap.model.assessment import PEER_FIELDS, ShopRow
from dpcap.model.base import FEW
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.two_languages import Params, TwoLanguages

REQUIRED = ("shop", "indicator", "value")
BENCHMARK = "benchmark"
OWN = (*REQUIRED, *PEER_FIELDS, "evidence", "note")

# What nobody writes into a row whose figure is left open.
_BESIDE = (*PEER_FIELDS, "evidence", "note")
# What is wrong in one row alone: it stands twice, or its figure is split.
_OF_ONE_ROW = frozenset(("DP317", "DP327", "DP328"))
_OF_ANY = frozenset(("shop", "indicator", "evidence", PERIOD))
# The two halves of 14,738.
_HEAD = re.compile(r"[-+]?[1-9]\d{0,2}", re.ASCII)
_GROUP = re.compile(r"\d{3}(?:\.\d+)?", re.ASCII)
_EMPTY = TwoLanguages(
    "文件是空的。没有要填的数就删去它，否则第一行写表头，如 shop,indicator,value,peer,period",
    "the file is empty. Remove it if there is nothing to give, else begin with the header, such as"
    " shop,indicator,value,peer,period",
)


@dataclass
class Rows:
    """Reads tables of rows, and makes models of them all at the end.

    `shops` and `evidence`: what may be named. `entries`: by indicator, ready for the model;
    `lines`: where each stands in the file that is `shown`.
    """

    envelopes: Envelopes
    shops: ListedIds
    defaults: Mapping[str, str]
    evidence: ListedIds
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    shown: str = ""
    told: set[tuple[str, str]] = field(default_factory=set)
    alike: dict[tuple[str, ...], tuple[int, AlikeRows]] = field(default_factory=dict)

    def add(self, table: CsvTable) -> None:
        """Takes in a table; with a wrong header none of its rows."""
        self.shown = table.shown
        table = with_known_headings(table, self.envelopes.framework)
        wrong_header = list(check_header(table, self.envelopes.framework))
        self.found.extend(wrong_header)
        for record in () if wrong_header else table.records:
            self._take(table, record)
        for place, rows in self.alike.values():
            if self.found[place].code not in STANDING_IN:
                self.found[place] = rows.told(self.found[place])
        self.alike.clear()

    def made(self) -> dict[str, tuple[ShopRow, ...]]:
        """The rows as models, all in one go; errors go to `found`. Their order means nothing."""
        ordered = {
            node: sorted(entries, key=itemgetter("shop")) for node, entries in self.entries.items()
        }
        try:
            return _adapter().validate_python(ordered)
        except ValidationError as error:
            self.found.extend(self._unsound(error, ordered))
            return {}

    def _unsound(
        self, error: ValidationError, ordered: Mapping[str, list[Entry]]
    ) -> Iterator[Finding]:
        """What pydantic says of the rows, each at its line."""
        for raw in error.errors(include_url=False, include_input=False):
            node, place, *path = raw["loc"]
            line = self.lines[str(node), ordered[str(node)][int(place)]["shop"]]
            field = next((str(step) for step in path if isinstance(step, str)), "…")
            problem = of_pydantic(raw["type"], raw.get("ctx", {}))
            params: Params = {"field": f"{node}.{field}", **problem.params}
            yield Finding(code="DP104", file=self.shown, line=line, column=1, params=params)

    def _take(self, table: CsvTable, record: CsvRecord) -> None:
        shop, node = record.cells["shop"], record.cells["indicator"]
        if not node or not shop or is_total(shop):
            key = "shop" if node else "indicator"
            self._tell(table, record, node, ValueProblem("DP324", key, {}))
            return
        indicator = self.envelopes.framework.by_id.get(node)
        complaints = list(self._names(shop, node, indicator))
        if indicator is not None and not complaints and self.shops.lists(shop):
            entry: Entry = {"shop": shop}
            complaints = list(self._fill(entry, record, indicator))
            self.lines[node, shop] = record.line
            self.entries.setdefault(node, []).append(entry)
        if (whole := split_figure(record)) and (complaints or _holds_figure(record)):
            complaints = [ValueProblem("DP327", "value", {"whole": whole})]
        for one in complaints:
            self._tell(table, record, node, one)

    def _tell(self, table: CsvTable, record: CsvRecord, node: str, one: ValueProblem) -> None:
        """Takes down what is wrong; the same slip in many rows once, with the lines of the rest."""
        cause = _cause(record, node, one)
        if cause in self.alike:
            self.alike[cause][1].add(record.line)
            return
        self.alike[cause] = len(self.found), AlikeRows()
        self.found.append(table.finding_at(record, node, one))

    def _names(self, shop: str, node: str, indicator: Indicator | None) -> Iterator[ValueProblem]:
        if not self.shops.lists(shop) and self._is_new("DP316", shop):
            yield ValueProblem("DP316", "shop", partial(self.shops.hint, shop))
        if indicator is None:
            framework = self.envelopes.framework
            if self._is_new("DP301", node):
                yield ValueProblem(
                    "DP301", "indicator", partial(unknown_indicator, framework, node)
                )
        elif indicator.per != "shop":
            yield ValueProblem("DP322", "indicator", {})
        elif (node, shop) in self.lines:
            yield ValueProblem("DP317", "indicator", {"shop": shop, "line": self.lines[node, shop]})

    def _is_new(self, code: str, name: str) -> bool:
        """Whether an unknown *name* was not told yet: it may stand in very many rows."""
        before = len(self.told)
        self.told.add((code, name))
        return len(self.told) > before

    def _fill(
        self, entry: Entry, record: CsvRecord, indicator: Indicator
    ) -> Iterator[ValueProblem]:
        """Puts the cells of *record* into *entry*."""
        cells = {name: cell for name, cell in record.cells.items() if cell}
        if "note" in cells:
            entry["note"] = cells["note"]
        if "evidence" in cells:
            entry["evidence"] = named = list(dict.fromkeys(cell_list(cells["evidence"])))
            if len(named) > FEW:
                yield ValueProblem("DP141", "evidence", _count("evidence", named))
            if unlisted := [name for name in named[:FEW] if not self.evidence.lists(name)]:
                yield ValueProblem("DP307", "evidence", partial(self.evidence.hint_of, unlisted))
        if "value" not in cells and (beside := [one for one in _BESIDE if one in cells]):
            params: Params = {"shop": record.cells["shop"], "fields": ", ".join(beside)}
            yield ValueProblem("DP328", beside[0], params)
        for name in [one for one in PEER_FIELDS if one in cells]:
            entry[name] = figure_as_read(cells[name], unit_of(indicator.scale))
            yield from _not_a_number(name, entry[name], cells[name], unit_of(indicator.scale))
        if "value" in cells:
            entry["value"] = scale_input(indicator.scale).cell(cells["value"])
            empty = no_data(cells["value"]) if entry["value"] == cells["value"] else None
            yield from [wrong("DP302", "value", empty)] if empty else _read(entry, indicator)
        envelope = self.envelopes.fitting(self.defaults, indicator)
        for name in [name for name in cells if name not in OWN]:
            value = self.envelopes.read(name, cells[name], indicator)
            if isinstance(value, ValueProblem):
                yield value
            else:
                envelope[name] = value
        entry["envelope"] = envelope


def _cause(record: CsvRecord, node: str, one: ValueProblem) -> tuple[str, ...]:
    """What a complaint comes from: the same cell again, where it is not of this row alone.

    What a value or a field may be depends on the indicator; evidence and periods do not.
    """
    if one.code in _OF_ONE_ROW:
        return one.code, one.key, str(record.line)
    free = one.key in _OF_ANY and one.code != "DP304"
    return one.code, one.key, record.cells.get(one.key, ""), "" if free else node


def _count(field: str, listed: list[str]) -> Params:
    return {"field": field, "length": len(listed), "limit": FEW}


def split_figure(record: CsvRecord) -> str | None:
    """The figure whose comma of thousands made two cells of it, by the looks of *record*."""
    names = list(record.cells)
    place = names.index("value")
    parts = [record.cells[name] for name in names[place : place + 2]]
    if len(parts) == 2 and _HEAD.fullmatch(parts[0]) and _GROUP.fullmatch(parts[1]):  # noqa: PLR2004
        return parts[0] + parts[1]
    return None


def _holds_figure(record: CsvRecord) -> bool:
    """Whether what stands behind the value of *record* cannot be anything but a part of it."""
    names = list(record.cells)
    return names[names.index("value") + 1] == "note"


def check_header(table: CsvTable, framework: Framework) -> Iterator[Finding]:
    """Findings about columns that are missing, unknown, or stand twice."""
    if not table.records and not any(table.header):
        yield table.finding("DP321", 1, 1, _EMPTY.params)
        return
    if not any(name in table.header for name in REQUIRED):
        yield table.finding("DP326", 1, 1, {"columns": ", ".join(OWN)})
        return
    needed = [(name,) for name in REQUIRED]
    yield from HeadingCheck(own_columns(framework), needed).findings(table, table.header)


def _read(entry: Entry, indicator: Indicator) -> Iterator[ValueProblem]:
    value = entry["value"]
    if isinstance(value, float) and not math.isfinite(value):
        yield ValueProblem("DP111", "value", {"field": "value"})
    elif complaint := read_into(entry, indicator):
        yield complaint


def _not_a_number(key: str, value: object, cell: str, unit: str) -> Iterator[ValueProblem]:
    if value is None:
        yield wrong("DP302", key, no_data(cell) or no_figure(cell, unit))
    elif isinstance(value, float) and not math.isfinite(value):
        yield ValueProblem("DP111", key, {"field": key})


@cache
def _adapter() -> TypeAdapter[dict[str, tuple[ShopRow, ...]]]:
    return TypeAdapter(dict[str, tuple[ShopRow, ...]])
