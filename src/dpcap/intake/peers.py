"""`<reviews>/peers.csv`: the peers' figures that the manager vouches for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dpcap.intake.build import number
from dpcap.intake.complaint import Complaint, wrong
from dpcap.intake.envelope import PERIOD, Envelopes, knows
from dpcap.intake.ration import refused
from dpcap.intake.source import text_of
from dpcap.intake.table import Record, Table, parse_table
from dpcap.intake.values import NUMBER, TEXT
from dpcap.intake.wording import Both, of_pydantic
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.manager import PeerFigure
from dpcap.model.scale import ByPeer, Numeric

PEERS_FILE = "peers.csv"
INDUSTRY = "industry"

# Both headings are taken: the screen's own word, and ours.
_NAMES = {"中间值": "median", "标杆": "benchmark", "行业": INDUSTRY, "周期": PERIOD}
_NAMES |= {"指标": "indicator", "来源": "source", "日期": "date"}
_REQUIRED = (INDUSTRY, PERIOD, "indicator", "median", "source", "date")
_OWN = (*_REQUIRED, "benchmark")
_ABSENT = Both("缺少这一列。请补上", "is missing. Add it")
_UNKNOWN = Both("不认识这一列。请删除或改名", "is not known. Remove or rename it")
_TWICE = Both("写了两次。请只留一列", "stands twice. Keep one")

Key = tuple[object, ...]


def parse_peers(raw: bytes, shown: str, framework: Framework) -> tuple[PeerFigure, ...]:
    """The figures in a file's bytes; *shown* names it. Raises InvalidInputError."""
    table = parse_table(text_of(raw, shown), shown)
    names = tuple(_NAMES.get(name, name) for name in table.header)
    found = list(_header(table, names, framework))
    reader = _Reader(table, names, framework, {})
    rows = [] if found else [row for record in table.records for row in reader.read(record, found)]
    if found:
        raise refused(found)
    return tuple(rows)


def _header(table: Table, names: tuple[str, ...], framework: Framework) -> Iterator[Finding]:
    for name in _REQUIRED:
        if name not in names:
            yield table.finding("DP318", 1, 1, {"column": name, **_ABSENT.params})
    for index, name in enumerate(names):
        if name not in _OWN and not knows(framework, name):
            yield table.header_finding(index, _UNKNOWN)
        elif name in names[:index]:
            yield table.header_finding(index, _TWICE)


@dataclass(frozen=True)
class _Reader:
    """Reads one table's records; `lines`: where each figure was first given."""

    table: Table
    names: tuple[str, ...]
    framework: Framework
    lines: dict[Key, int]

    def read(self, record: Record, found: list[Finding]) -> Iterator[PeerFigure]:
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
                self._report(
                    record, Complaint("DP104", name, {"field": name, **both.params}), found
                )
            return
        key = (figure.industry, figure.period, figure.indicator, *sorted(figure.envelope.items()))
        first = self.lines.setdefault(key, record.line)
        if first != record.line:
            self._report(record, Complaint("DP415", "indicator", {"line": first}), found)
        else:
            yield figure

    def _entry(
        self, cells: Mapping[str, str], record: Record, found: list[Finding]
    ) -> dict[str, Any]:
        entry: dict[str, Any] = {name: cells[name] for name in (INDUSTRY, "source", "date")}
        complaints = [wrong("DP302", name, TEXT) for name, cell in entry.items() if not cell]
        indicator = self.framework.by_id.get(cells["indicator"])
        if indicator is None:
            complaints.append(Complaint("DP301", "indicator", {}))
        elif not isinstance(indicator.scale, Numeric) or not isinstance(
            indicator.scale.score, ByPeer
        ):
            complaints.append(Complaint("DP416", "indicator", {}))
        entry["indicator"] = cells["indicator"]
        for name in ("median", "benchmark"):
            if cells.get(name):
                entry[name] = number(cells[name])
            if (name in entry and entry[name] is None) or (name == "median" and name not in entry):
                complaints.append(wrong("DP302", name, NUMBER))
        envelopes, envelope = Envelopes(self.framework, None), dict[str, str]()
        for name, cell in cells.items():
            if (cell and name not in _OWN) or name == PERIOD:
                value = envelopes.read(name, cell, indicator)
                if isinstance(value, Complaint):
                    complaints.append(value)
                else:
                    envelope[name] = value
        entry[PERIOD] = envelope.pop(PERIOD, "")
        entry["envelope"] = envelope
        for one in complaints:
            self._report(record, one, found)
        return entry

    def _report(self, record: Record, one: Complaint, found: list[Finding]) -> None:
        params = {"node": record.cells.get("indicator", ""), **one.said}
        column = self.table.header[self.names.index(one.key)] if one.key in self.names else one.key
        found.append(self.table.finding(one.code, record.line, record.column(column), params))


def _adapter() -> TypeAdapter[PeerFigure]:
    return TypeAdapter(PeerFigure)
