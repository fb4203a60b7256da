"""CSV: cells and their places."""

from __future__ import annotations

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.table import CsvTable, parse_table


def table(text: str) -> CsvTable:
    return parse_table(text, "k.csv")


def test_cells_lie_where_the_line_shows_them() -> None:
    first, second = table('a,b,c\n1,"x, ""y""",3\n\n,,\n甲乙,,9\n').records
    assert dict(first.cells) == {"a": "1", "b": 'x, "y"', "c": "3"}
    assert (first.line, first.column("b"), first.column("c")) == (2, 3, 14)
    assert (second.line, second.column("c"), second.column("nothing")) == (5, 5, 1)


def test_a_cell_may_hold_lines() -> None:
    first, second = table('a,b\n"one\ntwo",2\n3,4\n').records
    assert first.cells["a"] == "one\ntwo"
    assert (first.line, second.line) == (2, 4)


def test_short_rows_are_filled_and_windows_lines_taken() -> None:
    (record,) = table("a,b\r\n1\r\n").records
    assert dict(record.cells) == {"a": "1", "b": ""}


def test_nothing_is_a_table_without_columns() -> None:
    assert table("") == CsvTable("k.csv", (), "", ())


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('a,b\n1,"2\n', "DP321", "k.csv:2:1"),
        ("a,b\n1,2,3\n", "DP321", "k.csv:2:5"),
        ("a,b\n1,\x1b[0m\n", "DP113", "k.csv:2:3"),
        ("a,b\n1,\u202e\n", "DP113", "k.csv:2:3"),
    ],
)
def test_what_is_no_table(text: str, code: str, place: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        table(text)
    assert [(f.code, f.place) for f in caught.value.findings] == [(code, place)]


def test_a_huge_cell_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        table("a\n" + "x" * 200_000)


def test_a_table_of_very_many_columns_is_refused() -> None:
    with pytest.raises(InvalidInputError) as caught:
        table("," * 500_000)
    assert [finding.code for finding in caught.value.findings] == ["DP321"]
