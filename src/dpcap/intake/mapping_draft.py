"""A first mapping for an export: what is guessed by its headings, and its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dpcap.intake.export_table import ExportTable, text_of_cell
from dpcap.intake.nearest import folded
from dpcap.intake.private_columns import is_private, shown_cell
from dpcap.intake.yaml_inline import flow
from dpcap.intake.yaml_values import Plain
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Numeric, Rate

_SHOPS = (
    "店铺名称",
    "店铺",
    "店铺名",
    "商家名称",
    "商家",
    "店铺id",
    "店铺编号",
    "shop",
    "shopname",
    "store",
)
_DATES = ("日期", "统计日期", "时间", "统计时间", "数据日期", "date", "day")
_ROWS, _WIDE = 3, 24


class Draft(NamedTuple):
    """A mapping as far as it is known by now. Columns are named by their headings."""

    id: str
    sheet: str = ""
    shop: str = ""
    date: str = ""
    mode: Mapping[str, Plain] = {}
    only: Mapping[str, Plain] = {}
    totals: tuple[str, ...] = ()
    figures: tuple[Mapping[str, Plain], ...] = ()


def guessed(table: ExportTable, name: str) -> Draft:
    """What the headings of *table* tell without asking."""
    return Draft(name, table.sheet, _first(table, _SHOPS), _first(table, _DATES))


def _first(table: ExportTable, names: Sequence[str]) -> str:
    by_name = {folded(one): one for one in table.header if one}
    return next((by_name[one] for one in names if one in by_name), "")


def preview(table: ExportTable) -> list[tuple[str, ...]]:
    """Each column: its number, heading, and its first three cells, hidden if they name people."""
    return [
        (
            str(place + 1),
            shown_cell("", heading, _WIDE),
            *(_cell(table, heading, row, place) for row in range(min(_ROWS, len(table.rows)))),
        )
        for place, heading in enumerate(table.header)
        if heading
    ]


def _cell(table: ExportTable, heading: str, row: int, place: int) -> str:
    cells = table.rows[row].cells
    return shown_cell(heading, text_of_cell(cells[place]) if place < len(cells) else "", _WIDE)


def mappable(framework: Framework) -> tuple[Indicator, ...]:
    """The indicators whose answer is a figure that an export could give."""
    return tuple(one for _, _, one in framework.walk() if isinstance(one.scale, Numeric | Rate))


def columns_to_offer(table: ExportTable) -> tuple[str, ...]:
    """The headings that may be mapped: of people none, nor those that stand twice."""
    names = [folded(one) for one in table.header]
    return tuple(
        one
        for one, name in zip(table.header, names, strict=True)
        if one and not is_private(one) and names.count(name) == 1
    )


def draft_text(draft: Draft, framework: Framework, language: Language) -> str:
    """The text of `mappings/<id>.yaml`; without figures, with the list of names to choose from."""
    lines = ["schema: dpcap/mapping/1", f"id: {flow(draft.id)}"]
    for key, value in (("sheet", draft.sheet), ("shop", draft.shop), ("date", draft.date)):
        if value:
            lines.append(f"{key}: {flow(value)}")
    if draft.mode:
        lines.append(f"mode: {flow(dict(draft.mode))}")
    if draft.only:
        lines.append(f"only: {flow(dict(draft.only))}")
    lines.append(f"totals: {flow(list(draft.totals))}")
    lines.append("figures:")
    lines += [f"  - {flow(dict(one))}" for one in draft.figures]
    if not draft.figures:
        lines += _names(framework, language)
    return "\n".join(lines) + "\n"


def _names(framework: Framework, language: Language) -> Iterator[str]:
    said = {
        "zh": "# 去掉要用的行前面的 #，填上列名；各行的百分比不能用，请填分子与分母两列",
        "en": "# take away the # of what you use and name two columns to add up: no percentages",
    }
    yield f"  {said[language]}"
    for one in mappable(framework):
        entry = f"{{indicator: {one.id}, numerator: , denominator: }}"
        yield f"  # - {entry}   # {one.title.say(language)}"
