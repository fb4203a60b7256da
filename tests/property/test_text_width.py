"""Text is measured, cut and broken into lines by columns, and no character is cut in two."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from dpcap.report.sanitize import clean
from dpcap.text_width import breaks, one_line, short, short_before, width, wrap

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
ELEGANT = normalize("NFD", "élégant")
PIECES = (
    *("a", "b", " ", "  ", "-", "中", "杭", "，", "。", "（", "）", "“", "”", "·", "…", ",", "("),
    *(ELEGANT, FAMILY, "e\u0301", "\u0301", "\u200d", "\u200b", "❤\ufe0f", "🇨🇳", "🇨", "👍🏽"),
    *(
        "नि",
        "각",
        "\u1100\u1161",
        "\u3000",
        "\u00a0",
        "\t",
        "\n",
        "\r\n",
        "\x1b[31m",
        "longword" * 3,
    ),
)
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)
columns_ = st.integers(-1, 30)


def seen(text: str) -> str:
    """*text* without blanks and ends of lines."""
    return "".join(text.split())


def fits(line: str, columns: int) -> bool:
    return width(line) <= columns or len(list(iter_graphemes(line))) <= 1


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("杭州abc", 7),
        (ELEGANT, 7),
        (FAMILY, 2),
        ("🇨🇳", 2),
        ("❤\ufe0f", 2),
        ("각", 2),
        ("“…”·", 4),
        ("a\tb", 3),
        ("杭\x07", 3),
    ],
)
def test_a_width_is_that_of_what_is_seen(text: str, columns: int) -> None:
    assert width(text) == columns


@given(texts)
@example("\u200d中")
def test_a_width_is_the_sum_of_what_is_seen(text: str) -> None:
    if not text.isascii():
        assert width(text) == sum(map(width, iter_graphemes(text)))


def test_what_is_cut_ends_with_an_ellipsis() -> None:
    assert short("杭州兰杏数字科技", 20) == "杭州兰杏数字科技"
    assert short("杭州兰杏数字科技", 9) == "杭州兰杏…"
    assert short(f"{ELEGANT}{FAMILY}x", 9) == f"{ELEGANT}…"
    assert short("甲，乙丙丁", 6) == "甲…"
    assert short_before("providers/杭州兰杏", 9) == "…杭州兰杏"
    assert short_before(f"x{FAMILY}{ELEGANT}", 9) == f"…{ELEGANT}"
    assert short("杭州", 0) == short_before("杭州", 0) == ""


@given(texts, columns_)
def test_a_cut_text_fits_and_parts_nothing(text: str, columns: int) -> None:
    for cut, kept in ((short, str.startswith), (short_before, str.endswith)):
        found = cut(text, columns)
        assert width(found) <= max(columns, 0) or found == text == ""
        if found != text and found:
            bare = found.strip("…")
            assert kept(text, bare)
            assert seen("".join(iter_graphemes(text))) == seen(text)
            assert set(iter_graphemes(bare)) <= set(iter_graphemes(text))


@given(texts, columns_, st.sampled_from(["", "# ", "1. ", "杭：", "    "]))
def test_no_line_is_wider_than_asked(text: str, columns: int, first: str) -> None:
    rest = " " * width(first)
    head, *lines = wrap(text, columns, first=first)
    assert head.startswith(first)
    assert fits(head.removeprefix(first), columns - width(first))
    assert all(fits(line.removeprefix(rest), columns - width(first)) for line in lines)


@given(texts, columns_)
def test_wrapping_loses_nothing_and_parts_nothing(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join(map(seen, lines)) == seen(text)
    whole = [seen(one) for one in iter_graphemes(" ".join(text.splitlines()).replace("\t", " "))]
    found = [seen(one) for line in lines for one in iter_graphemes(line)]
    assert [one for one in found if one] == [one for one in whole if one]


@given(texts, st.integers(1, 30))
def test_wrapping_again_changes_nothing(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert [one for line in lines for one in wrap(line, columns)] == lines


def test_a_long_word_is_cut_on_the_first_line_too() -> None:
    assert wrap("abcdefgh ij", 5, first="> ", rest="") == ["> abc", "defgh", "ij"]


def test_a_blank_at_the_end_of_a_line_takes_no_room() -> None:
    assert wrap("abc de fg", 6) == ["abc de", "fg"]


def test_marks_stay_with_what_they_belong_to() -> None:
    text = "结论：准入（2026-11-25，复核甲）与“实证分”"
    for columns in range(width("（2026-11-25，"), 40):
        for line in wrap(text, columns):
            assert not line.endswith(("（", "“")), (columns, line)
            assert not line.startswith(("）", "”", "，", "：")), (columns, line)


READABLE = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], max_codepoint=0xFFFF)
)


@given(READABLE, st.sampled_from(["", "👨‍👩‍👧", "❤️", "🇨🇳", "e\N{COMBINING ACUTE ACCENT}"]))
def test_tables_of_rich_measure_as_we_do(text: str, cluster: str) -> None:
    """Else rich would cut off what we say fits."""
    shown = clean(text) + cluster
    assert cell_len(shown) == width(shown)


@given(st.text(), st.integers(2, 40))
def test_lines_begin_where_wrap_begins_them(text: str, columns: int) -> None:
    shown = one_line(text).lstrip()
    starts = [0, *breaks(shown, columns), len(shown)]
    cut = [shown[one:other].rstrip() for one, other in pairwise(starts)]
    assert cut == wrap(shown, columns)
