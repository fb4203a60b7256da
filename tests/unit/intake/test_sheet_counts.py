"""Rows that are counted many at once are counted as one by one; what is hidden is seen."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.intake import workbook_guard
from dpcap.intake.sheet_view import sheet_view

KINDS = (
    *('<row r="{n}"><c r="A{n}"><v>1</v></c></row>',) * 6,
    '<row r="{n}"/>',
    "<row><c/></row>",
    '<row r="5"><c/></row>',
    '<row r="{n}"><c/></row><junk/>',
    '<row r="{n}"><c/></row></row>',
    '<row r="{n}">{cells}</row>',
    '<row r="{n}"><c r="ZZZZ{n}"><v>1</v></c></row>',
    '<x:row r="{n}"><c/></x:row>',
    "<rowBreaks/>",
    '<row r="{far}"><c><v>1</v></c></row>',
)


class OneByOne(workbook_guard._Count):
    """Looks at every row by itself."""

    def _short_rows(self, text: bytes) -> None:  # noqa: ARG002
        return None


def outcome(kind: type[workbook_guard._Count], text: bytes, size: int) -> Any:
    count = kind(texts=False)
    try:
        for start in range(0, len(text), size):
            count.feed(text[start : start + size])
        count.end()
    except workbook_guard._BeyondError as beyond:
        return beyond.problem.en, beyond.limit, beyond.row
    return count._rows, count._row, count._other


@given(st.lists(st.sampled_from(KINDS), max_size=30), st.sampled_from([37, 300, 4096, 10**6]))
def test_a_quick_count_is_a_count(kinds: list[str], size: int) -> None:
    rows = [
        kind.format(n=n, far=n + 200_000, cells="<c/>" * 800)
        for n, kind in enumerate(kinds, start=10)
    ]
    text = f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()
    assert outcome(workbook_guard._Count, text, size) == outcome(OneByOne, text, size)


SHEET = (
    b'<x:worksheet><cols><x:col min="3" max="4" hidden="1"/><col min="6" max="6"/></cols>'
    b'<row r="2" hidden="true"/><x:row hidden=\'1\' r="7"></x:row><row r="8" hidden="0"/>'
    b'<mergeCells><mergeCell ref="A2:AB4"/></mergeCells></x:worksheet>'
)


@pytest.mark.parametrize("size", [1, 20, 1000])
def test_what_is_hidden_or_merged_is_seen_in_pieces_too(size: int) -> None:
    view = sheet_view(SHEET[n : n + size] for n in range(0, len(SHEET), size))
    assert view.hidden_rows == {2, 7}
    assert [view.hides_column(n) for n in (2, 3, 4, 5, 6)] == [False, True, True, False, False]
    (merged,) = view.merged
    assert merged == (2, 1, 4, 28, "A2:AB4")
    assert merged.holds(4, 28)
    assert not merged.holds(5, 1)
