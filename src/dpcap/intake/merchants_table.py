"""`voice/merchants.csv`: what brands say, one row for each contract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from dpcap.errors import InvalidInputError
from dpcap.intake.alike_rows import AlikeRows
from dpcap.intake.finding_limit import refused
from dpcap.intake.headings import HeadingCheck
from dpcap.intake.nearest import folded
from dpcap.intake.office import day_as_read, figure_as_read, is_power
from dpcap.intake.table import EMPTY_TABLE, CsvRecord, CsvTable, parse_table
from dpcap.intake.values import no_day
from dpcap.intake.wording import of_pydantic
from dpcap.model.base import MANY
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params, TwoLanguages
from dpcap.model.voice import MerchantsFile, SurveyHolder

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "contract": ("合同", "合同编号", "合同号", "编号"),
    "on": ("日期", "评价日期", "day", "date"),
    "rating": ("评分", "打分", "评价"),
    "complaints": ("投诉", "投诉次数", "投诉数"),
    "about": ("针对指标", "指标", "指标编号", "针对"),
    "note": ("备注", "说明", "原话"),
    "held_by": ("持有方", "谁持有", "数据持有方"),
}
_BY_TITLE = {folded(one): name for name, also in _COLUMNS.items() for one in (name, *also)}
_NEEDED = ("contract", "on", "held_by")
_HOLDERS: Mapping[str, SurveyHolder] = {
    **dict.fromkeys(("platform", "平台"), "platform"),
    **dict.fromkeys(("brand", "品牌", "品牌方", "商家"), "brand"),
    **dict.fromkeys(("provider", "服务商"), "provider"),
}
_SPLIT = re.compile(r"[\s、,，;；|/]+")
_SHOWN = 40

_NO_HOLDER = TwoLanguages(
    "应为 platform（平台）、brand（品牌）或 provider（服务商）",
    "write platform, brand or provider",
)
_OTHER_HOLDER = TwoLanguages(
    "与上面各行不同，一份文件只能有一个持有方，请分开存",
    "differs from the rows above: one file has one holder, so keep them apart",
)
_NO_NUMBER = TwoLanguages("应为整数", "write a whole number")
_POWER = TwoLanguages(
    "是表格软件写成的科学计数法，后面的数字可能丢了；要把这一列设为“文本”，填完整的编号",
    "a spreadsheet wrote the number as a power of ten and may have lost digits: make the column"
    " text and enter whole ids",
)
_NO_ROW = TwoLanguages("一行也没有，请填写或删掉文件", "has no rows: fill it in or delete the file")


@dataclass(frozen=True)
class MerchantsTable:
    """The rows of a table as one model, and the record of each contract."""

    made: MerchantsFile
    table: CsvTable
    names: Mapping[str, str]
    records: Mapping[str, CsvRecord]

    def place(self, contract: str) -> tuple[int, int]:
        """Line and column at which the row of *contract* begins."""
        return self.records[contract].line, 1

    def finding(self, code: str, contract: str, name: str, params: Params) -> Finding:
        """A finding about the cell *name* in the row of *contract*."""
        record = self.records[contract]
        return self.table.finding(code, record.line, record.column(self.names[name]), params)


def merchants_in(text: str, shown: str) -> MerchantsTable:
    """The rows in a table's *text*; *shown* names its file.

    Raises InvalidInputError with every finding.
    """
    table = parse_table(text, shown)
    names = [_BY_TITLE.get(folded(title), title) for title in table.header]
    found = list(_header(table, names))
    if found:
        raise refused(found)
    titles = dict(zip(names, table.header, strict=True))
    table, asides = table.without_asides([titles["contract"]])
    return _Rows(table, titles, list(asides)).read()


def _header(table: CsvTable, names: list[str]) -> Iterator[Finding]:
    if not table.header:
        yield table.finding("DP318", 1, 1, {"column": "…", **EMPTY_TABLE.params})
        return
    needed = [(name,) for name in _NEEDED]
    yield from HeadingCheck(_BY_TITLE, needed).findings(table, names)


@dataclass(frozen=True)
class _Rows:
    """Reads the records of one table; what is wrong goes to `found`."""

    table: CsvTable
    titles: Mapping[str, str]
    found: list[Finding]

    def read(self) -> MerchantsTable:
        """Raises InvalidInputError with every finding."""
        if not self.table.records:
            raise InvalidInputError([self.table.finding("DP321", 1, 1, _NO_ROW.params)])
        held_by = self._holder()
        records: dict[str, CsvRecord] = {}
        merchants: dict[str, Any] = {}
        powers: list[CsvRecord] = []
        for record in self.table.records:
            contract = self._cell(record, "contract")
            if is_power(contract):
                powers.append(record)
            elif contract in records:
                params: Params = {"contract": contract[:_SHOWN], "line": records[contract].line}
                self._tell(record, "contract", "DP569", params)
            records.setdefault(contract, record)
            merchants[contract] = self._entry(record)
        self._tell_powers(powers)
        made = self._made(held_by, merchants, records)
        if self.found or made is None:
            raise refused(self.found)
        return MerchantsTable(made, self.table, self.titles, records)

    def _tell_powers(self, powers: list[CsvRecord]) -> None:
        """That a spreadsheet rewrote the contracts of these records: one cause, one finding."""
        if not powers:
            return
        alike = AlikeRows()
        for record in powers[1:]:
            alike.add(record.line)
        self._wrong(powers[0], "contract", self._cell(powers[0], "contract"), _POWER)
        self.found[-1] = alike.told(self.found[-1])

    def _holder(self) -> str | None:
        """Who holds all rows; the first says it."""
        first: str | None = None
        for record in self.table.records:
            cell = self._cell(record, "held_by")
            held_by = _HOLDERS.get(folded(cell[:_SHOWN]))
            if held_by is None:
                self._wrong(record, "held_by", cell, _NO_HOLDER)
            elif first is None:
                first = held_by
            elif first != held_by:
                self._wrong(record, "held_by", cell, _OTHER_HOLDER)
        return first

    def _entry(self, record: CsvRecord) -> dict[str, Any]:
        """The entry of *record*, as it would stand in YAML."""
        entry: dict[str, Any] = {"on": day_as_read(self._cell(record, "on"))}
        for name in ("rating", "complaints"):
            if cell := self._cell(record, name):
                entry[name] = self._whole(record, name, cell)
        if about := self._cell(record, "about"):
            entry["about"] = tuple(filter(None, _SPLIT.split(about)))
        if note := self._cell(record, "note"):
            entry["note"] = note
        return entry

    def _whole(self, record: CsvRecord, name: str, cell: str) -> int | None:
        figure = figure_as_read(cell)
        if figure is None or figure != int(figure):
            self._wrong(record, name, cell, _NO_NUMBER)
            return None
        return int(figure)

    def _made(
        self, held_by: str | None, merchants: Mapping[str, Any], records: Mapping[str, CsvRecord]
    ) -> MerchantsFile | None:
        """The model; None: what is wrong was told."""
        data = {"schema": "dpcap/merchants/1", "held_by": held_by, "merchants": merchants}
        try:
            return _adapter().validate_python(data)
        except ValidationError as error:
            told = {(one.line, one.column) for one in self.found}
            for raw in error.errors(include_url=False, include_input=False):
                self._model_error(raw, records, told)
        return None

    def _model_error(
        self,
        raw: ErrorDetails,
        records: Mapping[str, CsvRecord],
        told: set[tuple[int | None, int | None]],
    ) -> None:
        """What the model has against a cell, unless that cell was told already."""
        if raw["loc"] == ("merchants",):
            self.found.append(self._crowded())
        if len(raw["loc"]) < len(("merchants", "c-01")):
            return  # the holder was told
        _, contract, *rest = raw["loc"]
        record = records[str(contract)]
        name = str(rest[0]) if rest and rest[0] in self.titles else "contract"
        if name == "contract" and is_power(str(contract)):
            return  # told with all of its kind
        if (record.line, record.column(self.titles[name])) not in told:
            cell, ctx = self._cell(record, name), raw.get("ctx", {})
            problem = of_pydantic(raw["type"], ctx)
            problem = no_day(cell, problem) if name == "on" else problem
            self._wrong(record, name, cell, problem)

    def _crowded(self) -> Finding:
        params: Params = {"what_zh": "合同", "what_en": "contracts"}
        count: Params = {"count": len(self.table.records), "limit": MANY}
        return self.table.finding("DP558", 1, 1, {**params, **count})

    def _cell(self, record: CsvRecord, name: str) -> str:
        return record.cells[self.titles[name]] if name in self.titles else ""

    def _wrong(self, record: CsvRecord, name: str, cell: str, problem: TwoLanguages) -> None:
        self._tell(record, name, "DP568", {"value": cell[:_SHOWN], **problem.params})

    def _tell(self, record: CsvRecord, name: str, code: str, params: Params) -> None:
        title = self.titles[name]
        params = {"column": title[:_SHOWN], **params}
        self.found.append(self.table.finding(code, record.line, record.column(title), params))


def _adapter() -> TypeAdapter[MerchantsFile]:
    return TypeAdapter(MerchantsFile)
