"""A sheet as a workbook: the same content gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from dpcap.intake.describe import proof_kinds
from dpcap.intake.sheet.about import ROWS
from dpcap.intake.sheet.area_page import KIND, AreaPage, area_pages
from dpcap.intake.sheet.content import SheetContent
from dpcap.intake.sheet.cover_page import CoverPage
from dpcap.intake.sheet.page import SheetBook, range_of
from dpcap.intake.sheet.printed import PRINTED, print_mark, printed_lines
from dpcap.intake.sheet.screen_page import SHOP, ScreenPage
from dpcap.intake.sheet.screens import screen_tabs
from dpcap.intake.sheet.shared_cells import (
    all_values,
    every_kind,
    field_title,
    kinds_offered,
    values_offered,
)

# The same in every sheet, so that the same content gives the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
BASE = ("node", SHOP, "field", "base")


def workbook_of(content: SheetContent) -> bytes:
    """*content* as the bytes of an `.xlsx` file."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - no other command needs it

    out = io.BytesIO()
    workbook = Workbook(out, _OPTIONS)
    workbook.set_properties({"created": _CREATED, "title": content.id})
    book = SheetBook(workbook, content.language)
    cover = book.page(book.say("tab.cover"))
    _values_come_first(book, content)
    parts: list[AreaPage | ScreenPage] = [
        *area_pages(content),
        *map(ScreenPage, screen_tabs(content)),
    ]
    CoverPage(content, [(one, one.write(book)) for one in parts]).write(cover)
    _evidence(book, content)
    _values(book, content)
    _base(book, content)
    workbook.close()
    return out.getvalue()


def _lists(book: SheetBook, content: SheetContent) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every list that some cell offers, each with its head; those that are alike once."""
    framework, language = content.framework, book.language
    kinds = book.head("head.kind", KIND)
    found: dict[tuple[str, ...], str] = {}
    found[kinds_offered(framework, every_kind(framework), language)] = kinds
    for one in content.indicators:
        if one.proof:
            named = kinds_offered(framework, proof_kinds(framework, one.proof), language)
            found.setdefault(named, kinds)
        for name in framework.envelope:
            title = partial(field_title, framework, name, language)
            for values in (
                all_values(framework, name, language),
                values_offered(framework, one, name, language),
            ):
                if values and values not in found:
                    found[values] = title()
    yield from ((head, values) for values, head in found.items() if values)


def _values_come_first(book: SheetBook, content: SheetContent) -> None:
    """Says where each list will stand: cells that offer it are written before the tab is."""
    name = book.say("tab.values")
    for column, (_, values) in enumerate(_lists(book, content)):
        book.lists[values] = "=" + range_of(name, 3, column, 2 + len(values), column)


def _values(book: SheetBook, content: SheetContent) -> None:
    page = book.page(book.say("tab.values"))
    page.put(0, 0, book.say("tab.values"), "title")
    page.put(1, 0, book.say("values.how"), "soft")
    for column, (head, values) in enumerate(_lists(book, content)):
        page.sheet.set_column(column, column, 22, book.look("line"))
        page.put(2, column, head, "head")
        for row, value in enumerate(values, 3):
            page.put(row, column, value, "cell")


def _evidence(book: SheetBook, content: SheetContent) -> None:
    """The pieces on file, to be named by their ids."""
    if not content.pieces:
        return
    page = book.page(book.say("tab.evidence"))
    page.widths(16, 18, 44, 14, 40)
    page.put(0, 0, book.say("tab.evidence"), "title")
    page.put(1, 0, book.say("evidence.how"), "soft")
    for column, key in enumerate(("id", "kind", "file", "captured", "note")):
        page.put(2, column, book.say(f"head.{key}"), "head")
    for row, piece in enumerate(content.pieces.values(), 3):
        kind = kinds_offered(content.framework, [piece.kind], book.language)[0]
        day = str(piece.captured_on or "")
        cells = (piece.id, kind, piece.file or piece.url or "", day, piece.note or "")
        for column, text in enumerate(cells):
            page.put(row, column, text, "cell")
    page.sheet.freeze_panes(3, 1)


def _base(book: SheetBook, content: SheetContent) -> None:
    """What each cell held, and once more what the sheet is."""
    states = (print_mark(book.say(f"state.{one}")) for one in ("open", "done"))
    printed = (*book.printed, *states)
    page = book.page(book.say("tab.base"))
    page.widths(14, 16, 14, 50, 14)
    page.put(0, 0, book.say("tab.base"), "title")
    page.put(1, 0, book.say("base.how"), "soft")
    page.put(2, 0, book.head("base.rows", ROWS), "id")
    page.put(2, 1, str(len(content.base)), "soft_cell")
    heads = ("head.id", "head.shop", "head.indicator", "base.value")
    for column, (key, name) in enumerate(zip(heads, BASE, strict=True)):
        page.put(3, column, book.head(key, name), "head")
    for row, (cell, text) in enumerate(sorted(content.base.items()), 4):
        for column, one in enumerate((*cell, text)):
            page.put(row, column, one, "soft_cell")
    page.put(3, len(BASE), book.head("base.printed", PRINTED), "head")
    for row, line in enumerate(printed_lines(printed), 4):
        page.put(row, len(BASE), line, "line")
