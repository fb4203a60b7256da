# ruff: noqa: E501 - a case a line
"""Workbooks from strangers: what is read as it stands, and what is refused before it is opened."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import NoneType

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from dpcap.errors import InvalidInputError
from dpcap.intake import workbook_guard
from dpcap.intake.workbook import (
    Formula,
    PercentFigure,
    ReadCell,
    cell_name,
    read_workbook,
    workbook_of,
)
from dpcap.intake.workbook_parser import FormulalessParser
from dpcap.model.finding import Finding

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HOUR = datetime.fromisoformat("2026-01-02T03:00:00")
SHEET = "xl/worksheets/sheet1.xml"
# Five times what a refusal may take at most; most take a hundredth of a second.
SECONDS = 0.5


def sheet(rows: str, dimension: str = "A1") -> str:
    return (
        f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def parts(rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>', **more: str) -> dict[str, str]:
    """The parts of a small workbook; *more*: by name, `__` for a slash, others."""
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELS}"><Relationship Id="r" Type="{OFFICE}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="直播" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/worksheet"'
            ' Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        SHEET: sheet(rows),
        **{name.replace("__", "/"): text for name, text in more.items()},
    }


def packed(texts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return out.getvalue()


def written(**cells: object) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("数据")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, value in cells.items():
        if isinstance(value, date):
            page.write_datetime(name, value, day)
        else:
            page.write(name, value)
    book.close()
    return out.getvalue()


def refused(raw: bytes, shown: str = "a.xlsx") -> Finding:
    """What is said of *raw*, which is refused, and soon."""
    before = time.process_time()
    with pytest.raises(InvalidInputError) as caught:
        workbook_of(raw, shown)
    assert time.process_time() - before < SECONDS
    (finding,) = caught.value.findings
    assert finding.file == shown
    for language in ("zh", "en"):
        assert "?" not in finding.message(language)
        assert "{" not in finding.message(language)
    return finding


@pytest.fixture(autouse=True, scope="module")
def _imported() -> None:
    workbook_of(packed(parts()), "warm.xlsx")


def test_values_are_read_as_they_stand() -> None:
    raw = written(
        A1="店铺",
        B1=3,
        C1=1.5,
        D1=True,
        B3=date(2026, 10, 1),
        A3="00123",
        C3=HOUR,
    )
    (page,) = workbook_of(raw, "a.xlsx").sheets
    assert page.name == "数据"
    assert [(cell.name, cell.value) for cell in page.cells()] == [
        ("A1", "店铺"),
        ("B1", 3),
        ("C1", 1.5),
        ("D1", True),
        ("A3", "00123"),
        ("B3", date(2026, 10, 1)),
        ("C3", HOUR),
    ]
    assert list(page.rows) == [1, 3]


def test_a_formula_has_no_value_whatever_result_is_stored() -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f t="shared" si="0" ref="B1:B2">'
        'A1</f><v>9</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"/><v>8</v></c>'
        '<c r="C2" t="str"><v>=A1</v></c></row>'
    )
    (page,) = workbook_of(packed(parts(rows)), "a.xlsx").sheets
    assert list(page.cells()) == [
        ReadCell(1, 1, None, is_formula=True),
        ReadCell(1, 2, None, is_formula=True),
        ReadCell(2, 2, None, is_formula=True),
        ReadCell(2, 3, "=A1"),
    ]


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "C9"])
def test_a_sheet_that_lies_about_its_size_is_read_whole(dimension: str) -> None:
    rows = '<row r="2"><c r="B2"><v>7</v></c></row><row r="9"><c r="D9"><v>8</v></c></row>'
    texts = parts() | {SHEET: sheet(rows, dimension)}
    (page,) = workbook_of(packed(texts), "a.xlsx").sheets
    assert [(cell.name, cell.value) for cell in page.cells()] == [("B2", 7), ("D9", 8)]


def test_rows_and_cells_without_addresses_are_counted_on() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"
    (page,) = workbook_of(packed(parts(rows)), "a.xlsx").sheets
    assert [(cell.name, cell.value) for cell in page.cells()] == [("A1", 1), ("B1", 2), ("A3", 3)]


def test_rows_at_the_end_that_only_have_a_height_are_no_reason_to_refuse() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" ht="9"><c r="A1048576" s="0"/></row>'
    (page,) = workbook_of(packed(parts(rows)), "a.xlsx").sheets
    assert [cell.name for cell in page.cells()] == ["A1"]


def test_prefixed_tags_are_tags() -> None:
    text = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="4"><x:c r="B4"><x:v>5</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    (page,) = workbook_of(packed(parts() | {SHEET: text}), "a.xlsx").sheets
    assert [(cell.name, cell.value) for cell in page.cells()] == [("B4", 5)]
    far = text.replace('"4"', '"900000"').replace("B4", "B900000")
    assert refused(packed(parts() | {SHEET: far})).code == "DP903"


def test_a_hyperlink_and_a_picture_are_no_reason_to_refuse() -> None:
    link = (
        f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{OFFICE}/hyperlink"'
        ' Target="mailto:a@example.com" TargetMode="External"/></Relationships>'
    )
    more: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": link,
        "xl/media/image1.png": b"\x89PNG",
    }
    assert workbook_of(packed({**parts(), **more}), "a.xlsx").sheets


PLAIN = parts()
BOOK = PLAIN["xl/workbook.xml"]
DTD = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
LINK = (
    f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{OFFICE}/externalLinkPath"'
    ' Target="file:///c:/a.xlsx" TargetMode="External"/></Relationships>'
)
HOSTILE: dict[str, tuple[bytes, str, str]] = {
    "DTD in a sheet": (packed(PLAIN | {SHEET: DTD + PLAIN[SHEET]}), "DP902", "DTD"),
    "DTD in the book": (packed(PLAIN | {"xl/workbook.xml": DTD + BOOK}), "DP902", "DTD"),
    "DTD in a part nobody reads": (packed(PLAIN | {"customXml/a.xml": DTD + "<a/>"}), "DP902", "DTD"),
    "DTD behind a long comment": (
        packed(PLAIN | {SHEET: f"<!--{'x' * 9000}-->{DTD}{PLAIN[SHEET]}"}), "DP902", "DTD",
    ),
    "DTD in UTF-16": (
        packed(PLAIN | {SHEET: (DTD + PLAIN[SHEET]).encode("utf-16")}), "DP902", "UTF-8",
    ),
    "another encoding": (
        packed(PLAIN | {SHEET: f'<?xml version="1.0" encoding="cp037"?>{PLAIN[SHEET]}'}),
        "DP902", "UTF-8",
    ),
    "macro": (packed(PLAIN | {"xl/vbaProject.bin": b"x"}), "DP902", "macros"),
    "macro under another name": (
        packed(
            PLAIN
            | {"[Content_Types].xml": PLAIN["[Content_Types].xml"].replace("sheet.main", "sheet.macroEnabled.main")}
        ),
        "DP902", "macros",
    ),
    "macro sheet": (packed(PLAIN | {"xl/macrosheets/sheet1.xml": "<a/>"}), "DP902", "macros"),
    "external link": (packed(PLAIN | {"xl/externalLinks/externalLink1.xml": "<a/>"}), "DP902", "links"),
    "external relation": (packed(PLAIN | {"xl/worksheets/_rels/sheet1.xml.rels": LINK}), "DP902", "links"),
    "connection": (packed(PLAIN | {"xl/connections.xml": "<a/>"}), "DP902", "links"),
    "embedded": (packed(PLAIN | {"xl/embeddings/oleObject1.bin": b"x"}), "DP902", "embedded"),
    "control": (packed(PLAIN | {"xl/activeX/activeX1.xml": "<a/>"}), "DP902", "embedded"),
    "name outside": (packed(PLAIN | {"../evil.xml": "<a/>"}), "DP902", "names"),
    "absolute name": (packed(PLAIN | {"/etc/evil.xml": "<a/>"}), "DP902", "names"),
    "drive": (packed(PLAIN | {"c:/evil.xml": "<a/>"}), "DP902", "names"),
    "two in one name": (packed(PLAIN | {"XL/Workbook.xml": BOOK}), "DP902", "names"),
    "sheet in disguise": (
        packed(
            PLAIN
            | {
                "xl/_rels/workbook.xml.rels": PLAIN["xl/_rels/workbook.xml.rels"].replace(
                    "worksheets/sheet1.xml", "media/image1.png"
                ),
                "xl/media/image1.png": PLAIN[SHEET],
            }
        ),
        "DP902", "names",
    ),
    "bomb by ratio": (packed(PLAIN | {"xl/theme/theme1.xml": "<a>" + " " * 30_000_000}), "DP901", "bomb"),
    "bomb by number": (packed(PLAIN | {f"x/{n}.xml": "" for n in range(3_000)}), "DP901", "bomb"),
    "last row": (packed(parts('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')), "DP903", "rows"),
    "last column": (packed(parts('<row r="1"><c r="XFD1"><v>1</v></c></row>')), "DP903", "columns"),
    "very many cells": (packed(parts(f'<row r="1">{"<c/>" * 900}</row>')), "DP903", "columns"),
    "very many rows": (packed(parts("<row/>" * 300_000)), "DP901", "bomb"),
    "rows going back": (
        packed(parts('<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>')),
        "DP903", "order",
    ),
    "cell twice": (packed(parts('<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>')), "DP903", "twice"),
    "long text": (
        packed(parts(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"字" * 40_000}</t></is></c></row>')),
        "DP903", "characters",
    ),
    "very long text": (
        packed(PLAIN | {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{"x" * 900_000}</t></si></sst>'}),
        "DP903", "characters",
    ),
    "very many styles": (
        packed(PLAIN | {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{"<xf/>" * 150_000}</styleSheet>'}),
        "DP903", "styles",
    ),
    "junk beside rows": (packed(parts("<row/><a/>" + "<b/>" * 150_000)), "DP903", "styles"),
    "text that is no XML": (packed(PLAIN | {SHEET: "hello"}), "DP902", "damaged"),
    "broken XML": (packed(PLAIN | {SHEET: PLAIN[SHEET][:-20]}), "DP900", "no spreadsheet"),
    "no sheet there": (packed({k: v for k, v in PLAIN.items() if k != SHEET}), "DP900", "damaged"),
    "strict": (
        packed(PLAIN | {"xl/workbook.xml": BOOK.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")}),
        "DP900", "Strict",
    ),
    "another archive": (packed({"word/document.xml": "<a/>"}), "DP900", "no .xlsx"),
    "xlsb": (packed(PLAIN | {"xl/workbook.bin": b"x"}), "DP900", "xlsb"),
    "csv": ("店铺,数值\ns1,3\n".encode(), "DP900", ".csv"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "DP900", ".xls"),
    "password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "DP900", "password",
    ),
    "empty": (b"", "DP900", "empty"),
    "cut short": (packed(PLAIN)[:-30], "DP900", "damaged"),
    "too large": (b"PK\x03\x04" + bytes(21 * 1024 * 1024), "DP103", "limit"),
}  # fmt: skip

# Small and without harm, but not as a spreadsheet writes it.
LOOKS_SOUND = {"cell twice", "long text", "broken XML"}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_soon(case: str) -> None:
    raw, code, word = HOSTILE[case]
    finding = refused(raw)
    assert finding.code == code
    assert word in finding.message("en")


@pytest.mark.parametrize("case", sorted(HOSTILE.keys() - LOOKS_SOUND))
def test_nothing_opens_what_is_hostile(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("openpyxl was called")

    monkeypatch.setattr("openpyxl.load_workbook", never)
    refused(HOSTILE[case][0])


def test_very_many_rows_are_refused_where_they_pack_badly() -> None:
    rows = "".join(f'<row r="{n}" s="{n * 7919 % 100_003}"/>' for n in range(1, 201_000))
    finding = refused(packed(parts(rows)))
    assert (finding.code, finding.params["cell"]) == ("DP903", "A200001")
    assert "直播" in finding.message("zh")


def test_a_refusal_names_file_sheet_and_cell() -> None:
    finding = refused(HOSTILE["cell twice"][0], "周报.xlsx")
    assert finding.params["sheet"] == "直播"
    assert finding.params["cell"] == "B1"
    assert "工作表“直播”的 B1" in finding.message("zh")


def test_encrypted_members_and_odd_packing_are_refused() -> None:
    raw = bytearray(packed(PLAIN))
    place = raw.rindex(b"PK\x01\x02")
    raw[place + 8] |= 1
    assert refused(bytes(raw)).code == "DP900"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        for name, text in PLAIN.items():
            archive.writestr(name, text)
    assert refused(out.getvalue()).code == "DP902"


def test_a_size_that_lies_unpacks_no_more_than_it_says() -> None:
    raw = packed(PLAIN | {"xl/theme/theme1.xml": "<a>" + "x" * 900_000 + "</a>"})
    size = (900_007).to_bytes(4, "little")
    assert raw.count(size) == 2
    assert refused(raw.replace(size, (9).to_bytes(4, "little"))).code == "DP900"


def test_shared_formulas_cost_no_more_than_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    from openpyxl.formula import translate

    def never(*_: object) -> None:
        raise AssertionError("a formula was taken apart")

    monkeypatch.setattr(translate.Translator, "__init__", never)
    rows = '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:B1">SUM(C1)</f></c>'
    rows += '<c r="B1"><f t="shared" si="0"/></c></row>'
    (page,) = workbook_of(packed(parts(rows)), "a.xlsx").sheets
    assert all(cell.is_formula for cell in page.cells())


def test_what_is_cut_between_two_pieces_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 60))
    for size in (1, 7, 64):
        monkeypatch.setattr(workbook_guard, "_CHUNK", size)
        assert len(workbook_of(packed(parts(rows)), "a.xlsx").sheets[0].rows) == 59


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_workbook(tmp_path / "no.xlsx", "no.xlsx")
    assert caught.value.findings[0].code == "DP110"


def test_cells_are_named_as_spreadsheets_do() -> None:
    assert [cell_name(1, one) for one in (1, 26, 27, 52, 53, 702, 703)] == [
        "A1", "Z1", "AA1", "AZ1", "BA1", "ZZ1", "AAA1",
    ]  # fmt: skip


# What may stand in a cell: its attributes, and what is in it.
ODD_CELLS = (
    ("", "<v>7</v>"), ("", "<v>007</v>"), ("", "<v>-7.50</v>"), ("", "<v>7.</v>"), ("", "<v>1E3</v>"),
    ("", "<v>.5</v>"), ("", "<v></v>"), ("", "<v/>"), ("", ""), (' t="n"', "<v>12.25</v>"),
    (' t="inlineStr"', "<is><t>甲</t></is>"), (' t="inlineStr"', "<is><t/></is>"),
    (' t="inlineStr"', "<is><t> 乙 &amp; 丙 </t></is>"), (' t="inlineStr"', "<is><v>7</v></is>"),
    (' t="inlineStr"', "<is><r><t>丁</t></r><r><t>戊</t></r></is>"), (' t="inlineStr"', "<v>7</v>"),
    (' t="b"', "<v>1</v>"), (' t="e"', "<v>#N/A</v>"), (' t="str"', "<v>7</v>"),
    (' t="d"', "<v>2026-10-01</v>"), ("", "<f>A1</f><v>7</v>"), (' t="s"', "<v>0</v>"),
    (' t="s"', "<v>1</v>"), (' s="1"', "<v>46296</v>"), (' s="1"', "<v>46296.5</v>"), (' s="2"', "<v>0.5</v>"),
    (' s="1" t="inlineStr"', "<is><t>己</t></is>"),
)  # fmt: skip
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/>'
    '</borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/>'
    '<xf numFmtId="9"/></cellXfs></styleSheet>'
)


def odd_book(cells: list[tuple[str, str]], addresses: bool) -> bytes:
    """A workbook of one row with *cells*, with their *addresses* or without."""
    row = "".join(
        f"<c{f' r={chr(34)}{cell_name(1, n)}{chr(34)}' if addresses else ''}{attributes}>{inside}</c>"
        for n, (attributes, inside) in enumerate(cells, 1)
    )
    made = parts(f'<row r="1">{row}</row>')
    links = made["xl/_rels/workbook.xml.rels"]
    more = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in ("styles", "sharedStrings")
    )
    made["xl/_rels/workbook.xml.rels"] = links.replace("</R", f"{more}</R")
    made["xl/styles.xml"] = STYLES
    made["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si><t>庚</t></si><si><t>=1</t></si></sst>'
    types = made["[Content_Types].xml"]
    kinds = "".join(
        f'<Override PartName="/xl/{kind}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.spreadsheetml.{kind}+xml"/>'
        for kind in ("styles", "sharedStrings")
    )
    made["[Content_Types].xml"] = types.replace("</Types>", f"{kinds}</Types>")
    return packed(made)


@pytest.mark.parametrize("addresses", [True, False])
def test_plain_cells_are_read_as_the_library_reads_them(
    addresses: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = odd_book(list(ODD_CELLS), addresses)
    (sheet,) = workbook_of(raw, "a.xlsx").sheets
    assert len(sheet.rows[1]) == len(ODD_CELLS)
    monkeypatch.delattr(FormulalessParser, "parse_cell")
    (slow,) = workbook_of(raw, "a.xlsx").sheets
    kinds = [type(one) for one in sheet.rows[1]]
    assert (list(sheet.rows[1]), kinds) == (list(slow.rows[1]), [type(one) for one in slow.rows[1]])
    assert {str, int, float, bool, date, datetime, Formula, PercentFigure, NoneType} == set(kinds)
