"""Rows that are read many at once are what the library says of them, one by one."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from dpcap.errors import InvalidInputError
from dpcap.intake import workbook, workbook_rows
from dpcap.intake.workbook import Formula, PercentFigure, workbook_of

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=12)
NUMBERS = st.one_of(
    st.integers(-(10**14), 10**14),
    st.floats(-1e6, 1e6, allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, -0.0, 1e-12, 1e21, 0.1 + 0.2]),
)
CELLS = st.one_of(
    st.none(),
    st.just(""),
    TEXTS,
    st.sampled_from(["a & b <c>", "_x000D_", "x005F_", "1,234", "two\nlines", "=1+1", " x "]),
    NUMBERS,
    st.booleans(),
    st.dates(date(2000, 1, 1), date(2099, 1, 1)),
)
ROW = "<row{}>{}</row>"


def written(rows: list[list[Any]], *, inline: bool, percent: bool, gap: int) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": inline, "strings_to_formulas": False})
    page = book.add_worksheet("one")
    day, share = book.add_format({"num_format": 14}), book.add_format({"num_format": "0.0%"})
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            style = day if isinstance(value, date) else share if percent and column == 1 else None
            page.write(place * gap, column, value, style)
    book.close()
    return out.getvalue()


def kept(raw: bytes) -> Any:
    """What is read, with the type of each value; or what it is refused with."""
    try:
        sheets = workbook_of(raw, "a.xlsx").sheets
    except InvalidInputError as error:
        return error.findings
    return [
        (one.name, [(n, [(type(value), value) for value in row]) for n, row in one.rows.items()])
        for one in sheets
    ]


def slowly(raw: bytes) -> Any:
    """The same, cell by cell."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook, "_at_once", lambda *_: None)
        patch.setattr(workbook_rows, "texts_at_once", lambda *_: None)
        return kept(raw)


@given(
    st.lists(st.lists(CELLS, max_size=5), max_size=8),
    st.booleans(),
    st.booleans(),
    st.integers(1, 3),
)
def test_any_table_reads_the_same(
    rows: list[list[Any]], inline: bool, percent: bool, gap: int
) -> None:
    raw = written([*rows, *rows], inline=inline, percent=percent, gap=gap)
    assert kept(raw) == slowly(raw)


def sheet_of(rows: str, *, head: str = "", texts: str = "") -> bytes:
    """A workbook with a sheet of *rows*, put together by hand."""
    made = written([["a", 1.5], ["b", 2]], inline=False, percent=True, gap=1)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as book, zipfile.ZipFile(out, "w") as other:
        for name in book.namelist():
            text = book.read(name).decode()
            if name.endswith("sheet1.xml"):
                start, end = text.index("<sheetData>") + 11, text.index("</sheetData>")
                text = text[:start] + rows + text[end:]
                text = text.replace("<sheetViews>", f"{head}<sheetViews>")
            if name.endswith("sharedStrings.xml") and texts:
                text = text[: text.index("<si>")] + texts + "</sst>"
            other.writestr(name, text)
    return out.getvalue()


def row(n: int, cells: str, more: str = "") -> str:
    return f'<row r="{n}"{more}>{cells}</row>'


def cell(at: str, value: str, more: str = "") -> str:
    return f'<c r="{at}"{more}><v>{value}</v></c>'


def text(at: str, value: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'


PLAIN = "".join(row(n, cell(f"A{n}", str(n)) + cell(f"B{n}", "0.5")) for n in (1, 2, 3))
ODD = {
    "an address of another row": PLAIN + row(4, cell("A9", "1") + cell("B4", "1")),
    "cells out of order": PLAIN + row(4, cell("B4", "1") + cell("A4", "1")),
    "a cell twice": PLAIN + row(4, cell("A4", "1") + cell("A4", "2")),
    "a formula in a row like others": PLAIN
    + row(4, '<c r="A4"><f>1+1</f><v>2</v></c>' + cell("B4", "0.5")),
    "a comment": PLAIN + "<!-- <row r='4'/> -->",
    "CDATA": PLAIN + row(4, cell("A4", "<![CDATA[7]]>")),
    "a row inside a row": PLAIN + row(4, row(5, cell("A5", "1"))),
    "a row that is not closed": PLAIN + '<row r="4">' + cell("A4", "1"),
    "a tag that is not closed": PLAIN + row(4, '<c r="A4"><v>1</c>'),
    "an attribute twice": PLAIN + '<row r="4" r="5">' + cell("A4", "1") + "</row>",
    "an unknown prefix": PLAIN + row(4, cell("A4", "1"), ' q:x="1"'),
    "another name of the row": PLAIN + '<x:row xmlns:x="urn:x" r="4"/>',
    "a text beside cells": PLAIN + row(4, "text" + cell("A4", "1") + cell("B4", "0.5")),
    "an end that is no text": PLAIN + row(4, '<c r="A4" t="inlineStr"><is><t>]]></t></is></c>'),
    "an end that is no text, after one that is": row(1, text("A1", "a"))
    + row(2, text("A2", "b"))
    + row(3, text("A3", "]]>")),
    "a control character after a text": row(1, text("A1", "a")) + row(2, text("A2", "\x01")),
    "an end of a line after a text": row(1, text("A1", "a")) + row(2, text("A2", "b\r\nc")),
    "another row's address after a plain one": PLAIN + row(4, cell("A5", "1") + cell("B4", "0.5")),
    "a reference": PLAIN + row(4, '<c r="A4" t="inlineStr"><is><t>a&#65;</t></is></c>'),
    "an unknown entity": PLAIN + row(4, '<c r="A4" t="inlineStr"><is><t>&zz;</t></is></c>'),
    "a shared text that is not there": PLAIN + row(4, cell("A4", "99", ' t="s"')),
    "rows without cells": PLAIN + '<row r="4" ht="20"/><row r="5"/>' + row(6, ""),
    "rows without numbers": PLAIN + "<row>" + cell("A4", "1") + "</row><row/>",
    "a number that is none": PLAIN + row(4, cell("A4", "1e5") + cell("B4", "x")),
    "blank cells": PLAIN + row(4, '<c r="A4" s="1"/>' + cell("C4", "1")),
    "digits of another script": PLAIN + row(4, cell("A4", "１２") + cell("B4", "0.5")),
    "rows after the sheet": PLAIN + "</sheetData><sheetData>" + row(4, cell("A4", "1")),
    "a tail that is not whole": PLAIN + "<broken>",
    "nothing": "",
}


@pytest.mark.parametrize("rows", ODD.values(), ids=ODD.keys())
def test_what_is_odd_reads_or_is_refused_as_ever(rows: str) -> None:
    raw = sheet_of(rows)
    assert kept(raw) == slowly(raw)


@pytest.mark.parametrize(
    "texts",
    [
        "<si><t>a</t></si><si><t>b</t></si>",
        '<si><t xml:space="preserve"> a &amp;lt; </t></si><si><t/></si>',
        "<si><t>a&amp;lt;&gt;&quot;x005F_</t></si><si><t></t></si>",
        "<si><r><t>a</t></r><r><t>b</t></r></si><si><t>c</t></si>",
        '<si><r><rPr><sz val="1"/></rPr><t> a</t></r><r><t/></r><r><t>b</t></r></si><si><t/></si>',
        "<si><r><rPr/></r><r><t>a</t><t>b</t></r></si><si><t>c</t><r><t>d</t></r></si>",
        '<si><r><t>a</t></r><rPh sb="0" eb="1"><t>z</t></rPh></si><si><r/></si>',
        "<si><t>a</t></si><!-- <si><t>z</t></si> --><si><t>b</t></si>",
        "<si><t>a</t></si> <si><t>b</t></si>",
        "<si><t>a]]></t></si><si><t>b</t></si>",
        "<si><t>a</t></si><si><t>b</t>",
    ],
)
def test_shared_texts_read_as_ever(texts: str) -> None:
    rows = "".join(row(n + 1, cell(f"A{n + 1}", str(n), ' t="s"')) for n in range(2))
    raw = sheet_of(rows, texts=texts)
    assert kept(raw) == slowly(raw)


def test_rows_alike_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what differs in more than its values is given to the library."""
    from dpcap.intake.workbook_parser import FormulalessParser

    read: list[int] = []
    own = FormulalessParser.parse_row

    def noted(self: FormulalessParser, element: Any) -> Any:
        read.append(int(element.get("r")))
        return own(self, element)

    monkeypatch.setattr(FormulalessParser, "parse_row", noted)
    alike = "".join(
        row(n, cell(f"A{n}", f"{n}") + cell(f"B{n}", "0.5", ' s="1"')) for n in range(1, 500)
    )
    rows = workbook_of(sheet_of(alike + row(500, '<c r="A500"><f>1</f></c>')), "a.xlsx").sheets
    assert read == [1, 500]
    values = rows[0].rows[499]
    assert (values, type(values[1])) in (((499, 0.5), float), ((499, 0.5), PercentFigure))
    assert rows[0].rows[500] == (Formula(),)
