"""Laws of imports: the order of rows and files, and how an export is cut, mean nothing."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from dpcap.intake.export_coverage import gaps
from dpcap.intake.export_evidence import reduced_csv
from dpcap.intake.export_sums import ExportSums
from dpcap.intake.export_table import ExportTable, open_export
from dpcap.model.mapping import ExportMapping
from dpcap.model.period import Span, span_of
from exports import HEADER, csv_text, write_csv, write_xlsx

MAPPING = ExportMapping.model_validate(
    {
        "schema": "dpcap/mapping/1",
        "id": "spend",
        "shop": "店铺名称",
        "date": "日期",
        "figures": [
            {"indicator": "A", "numerator": "成交金额", "denominator": "消耗"},
            {"indicator": "B", "sum": "消耗"},
        ],
    }
)
PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
OCTOBER = span_of("2026-10")
SHOPS = MappingProxyType({"一店": "s1", "二店": "s2"})

amounts = st.decimals(-(10**9), 10**12, places=4, allow_nan=False).map(lambda one: format(one, "f"))
days = st.integers(-2, 33).map(lambda n: (date(2026, 10, 1) + timedelta(days=n)).isoformat())
cells = st.one_of(amounts, st.sampled_from(("", "--", "1,234", "12.8万")))
rows = st.lists(
    st.tuples(st.sampled_from(("一店", "二店", "别家", "合计")), days, cells, cells).map(
        lambda one: [*one, "", ""]
    ),
    max_size=30,
)


def table(lines: list[list[str]], place: Path) -> ExportTable:
    place.write_text(csv_text(lines), "utf-8")
    return open_export(place, "a.csv").table(HEADER)


def sums_of() -> ExportSums:
    return ExportSums(
        MAPPING,
        shops=SHOPS,
        only_shop="",
        periods={"A": OCTOBER, "B": OCTOBER},
        whole=frozenset({"B"}),
    )


def summed(parts: list[list[list[str]]]) -> tuple[object, ...]:
    sums = sums_of()
    with TemporaryDirectory() as folder:
        for part in parts:
            sums.add(table(part, Path(folder) / "a.csv"))
    found = sorted({one.code for one in sums.found})
    return sums.summed, sums.coverage, reduced_csv(MAPPING, sums.reduced), found


@given(rows, st.randoms(use_true_random=False), st.integers(1, 4))
def test_permuting_and_splitting_change_nothing(
    lines: list[list[str]], chance: random.Random, count: int
) -> None:
    other = [*lines]
    chance.shuffle(other)
    parts = [other[start::count] for start in range(count)]
    chance.shuffle(parts)
    assert summed(parts) == summed([lines])


@given(rows)
def test_giving_a_file_twice_adds_nothing(lines: list[list[str]]) -> None:
    once, twice = summed([lines]), summed([lines, lines])
    assert (once[0], once[2]) == (twice[0], twice[2])


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=40, unique=True))
def test_sums_are_exact(pairs: list[tuple[str, str]]) -> None:
    lines = [["一店", "2026-10-05", above, below, "", ""] for above, below in pairs]
    first = summed([lines])[0][0]  # type: ignore[index]
    assert Fraction(first.top) == sum(Fraction(above) for above, _ in pairs)
    assert Fraction(first.bottom) == sum(Fraction(below) for _, below in pairs)


one_day = st.dates(date(2026, 9, 25), date(2026, 11, 5)).map(lambda one: Span(one, one))
october_days = st.sets(one_day, min_size=1)


@given(st.dictionaries(st.sampled_from("abcd"), october_days, min_size=1))
def test_what_a_shop_lacks_does_not_depend_on_the_others(spans: dict[str, set[Span]]) -> None:
    """But for shops without any row of the period: alone they are refused, else told."""
    told = {shop: gap for gap in gaps(spans, OCTOBER) for shop in gap.shops}
    for shop, each in spans.items():
        (alone,) = [*gaps({shop: each}, OCTOBER)] or [None]
        if alone is None:
            assert shop not in told
        else:
            assert told[shop].missing == alone.missing
            assert told[shop].is_short == alone.is_short or len(alone.missing) == OCTOBER.days
            ends = {OCTOBER.first, OCTOBER.last} & {one.first for one in each}
            assert alone.is_short == (len(ends) < 2)


odd_cells = st.one_of(cells, st.sampled_from(("16.3%", "约三千", "－12.5", "１２", " 7 ", "0.0")))
odd_rows = st.lists(
    st.tuples(
        st.sampled_from(("一店", "二店", "别家", "合计", "")),
        st.one_of(days, st.sampled_from(("2026/10/3", "10月", "", "2026-10-01/2026-10-07"))),
        odd_cells,
        odd_cells,
    ).map(lambda one: [*one, "", "张三"]),
    max_size=20,
)


def imported(path: Path) -> tuple[object, ...]:
    """The figures, the coverage and the findings of the export at *path*, not where they stand."""
    sums = sums_of()
    sums.add(open_export(path, "a").table(HEADER))
    kept = ("where_zh", "where_en")
    found = [
        (one.code, one.line, one.column, {k: v for k, v in one.params.items() if k not in kept})
        for one in sums.found
    ]
    return sums.summed, sums.coverage, found


def as_typed(cell: str) -> object:
    """A figure as a spreadsheet keeps it; a text where a number would be written otherwise."""
    if PLAIN.fullmatch(cell) is None:
        return cell
    number = float(cell) if "." in cell else int(cell)
    return number if (str(number) == cell and number != int(number)) or "." not in cell else cell


@given(odd_rows)
def test_however_a_table_is_written_it_imports_the_same(lines: list[list[str]]) -> None:
    """As CSV in UTF-8 and GB18030, as a workbook of texts, and as one of numbers."""
    with TemporaryDirectory() as folder:
        here = Path(folder)
        made = [
            write_csv(here / "a.csv", lines),
            write_csv(here / "b.csv", lines, "gb18030"),
            write_csv(here / "c.csv", lines, "utf-8-sig"),
            write_xlsx(here / "d.xlsx", lines),
            write_xlsx(here / "e.xlsx", [[*map(as_typed, line)] for line in lines]),
        ]
        first, *others = map(imported, made)
        assert all(one == first for one in others)
