"""Readings of a plan's metrics, as a CSV: `metric`, `on`, `value`, and `indicator` where needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import refused
from dpcap.intake.headings import HeadingCheck, under_titles
from dpcap.intake.nearest import did_you_mean, folded
from dpcap.intake.office import day_as_read
from dpcap.intake.source import read_text
from dpcap.intake.table import EMPTY_TABLE, CsvRecord, CsvTable, parse_table
from dpcap.intake.values import WrongValueError, is_day, read_number
from dpcap.model.finding import Finding
from dpcap.model.north_star import MOST
from dpcap.model.plan_metrics import CAPABILITY, PlanMetrics
from dpcap.model.two_languages import Params, TwoLanguages

_COLUMNS = ("metric", "on", "value")
_INDICATOR, _NOTE = "indicator", "note"
_WORDS: Mapping[str, tuple[str, ...]] = {
    "metric": ("指标",),
    "on": ("日期", "date", "day"),
    "value": ("数值", "值", "读数"),
    _INDICATOR: ("题号", "题目"),
    _NOTE: ("备注", "说明"),
}
_BY_TITLE = {folded(one): name for name, also in _WORDS.items() for one in (name, *also)}
_NO_DAY = TwoLanguages("应为日期，如 2026-03-31", "it should be a day such as 2026-03-31")
_NO_INDICATOR = TwoLanguages(
    "capability_score 要在 indicator 列写明是哪一题",
    "capability_score needs the question in the column indicator",
)
_TOO_LARGE = TwoLanguages(
    "太大，最多一万亿。请核对单位", "it is too large, a million million is the most; check its unit"
)
_IDLE = TwoLanguages(
    "只有 capability_score 才写，请留空", "only capability_score has one; leave it blank"
)

# What was measured, when, and the figure.
RawReading = tuple[str, str | None, date, float]


def read_plan_readings(path: Path, metrics: PlanMetrics) -> tuple[RawReading, ...]:
    """The readings in the file at *path*, in its order.

    Raises InvalidInputError: no CSV, a column is missing, an unknown metric, no day, no figure, two
    readings of a metric on one day.
    """
    shown = readable(path.as_posix())
    table = under_titles(parse_table(read_text(path, shown), shown), _BY_TITLE)
    if not table.header:
        raise InvalidInputError(
            [table.finding("DP318", 1, 1, {"column": "…", **EMPTY_TABLE.params})]
        )
    needed = [(name,) for name in _COLUMNS]
    if wrong := list(HeadingCheck(_BY_TITLE, needed).findings(table, table.header)):
        raise InvalidInputError(wrong)
    table, asides = table.without_asides(("metric",))
    return _Reader(table, metrics, list(asides)).read()


class _Reader:
    def __init__(self, table: CsvTable, metrics: PlanMetrics, found: list[Finding]) -> None:
        self._table, self._metrics, self._found = table, metrics, found
        self._seen: dict[tuple[str, str | None, date], float] = {}

    def read(self) -> tuple[RawReading, ...]:
        """All readings. Raises InvalidInputError."""
        made = tuple(self._all())
        if self._found:
            raise refused(self._found)
        return made

    def _all(self) -> Iterator[RawReading]:
        for record in self._table.records:
            one = self._one(record)
            if one is None:
                continue
            metric, indicator, day, value = one
            before = self._seen.setdefault((metric, indicator, day), value)
            if before != value:
                self._twice(record, one, before)
            yield one

    def _one(self, record: CsvRecord) -> RawReading | None:
        """The reading in *record*; None, and a finding, where there is none."""
        written, day = record.cells["metric"], str(day_as_read(record.cells["on"]))
        metric = self._metrics.find(written)
        if metric is None:
            hint = did_you_mean(written, self._metrics.metrics)
            params: dict[str, str | int | float] = {"metric": written or "?"}
            self._tell(
                "DP521", record, "metric", {**params, "hint_zh": hint.zh, "hint_en": hint.en}
            )
            return None
        if not is_day(day):
            self._wrong(record, "on", _NO_DAY)
            return None
        indicator = record.cells.get(_INDICATOR) or None
        if metric == CAPABILITY and indicator is None:
            self._wrong(record, "metric", _NO_INDICATOR)
            return None
        if metric != CAPABILITY and indicator is not None:
            self._wrong(record, _INDICATOR, _IDLE)
            return None
        value = self._value(record, metric)
        return None if value is None else (metric, indicator, date.fromisoformat(day), value)

    def _value(self, record: CsvRecord, metric: str) -> float | None:
        try:
            value = read_number(record.cells["value"], self._metrics.metrics[metric].unit.zh)
        except WrongValueError as error:
            self._wrong(record, "value", error.problem)
            return None
        if abs(value) > MOST:
            self._wrong(record, "value", _TOO_LARGE)
            return None
        return value

    def _wrong(self, record: CsvRecord, column: str, problem: TwoLanguages) -> None:
        said: Params = {"column": column, "written": record.cells.get(column, ""), **problem.params}
        self._tell("DP531", record, column, said)

    def _twice(self, record: CsvRecord, one: RawReading, before: float) -> None:
        metric, _, day, value = one
        said: Params = {"metric": metric, "day": day.isoformat(), "first": before, "second": value}
        self._tell("DP533", record, "metric", said)

    def _tell(self, code: str, record: CsvRecord, column: str, params: Params) -> None:
        place = record.column(column)
        self._found.append(self._table.finding(code, record.line, place, params))
