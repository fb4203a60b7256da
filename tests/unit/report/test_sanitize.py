"""Somebody's own words are harmless and marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.report.sanitize import CLOSE, OPEN, clean, own, parts, plain


@pytest.mark.parametrize(
    ("written", "harmless"),
    [
        ("杭州  兰杏 ", "杭州  兰杏"),
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("a\x9b31mred", "ared"),
        ("title\x1b]0;gone\x07 stays", "title stays"),
        ("link\x1b]8;;http://x\x1b\\text", "linktext"),
        ("two\r\nlines\u2028three", "two lines three"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u2066a\u2069\u200b\ufeff\u200e", "a"),
        (f"{OPEN}a{CLOSE}", "a"),
        ("\ud800broken", "broken"),
        ("\x00\x07\x7f", ""),
    ],
)
def test_clean(written, harmless):
    assert clean(written) == harmless


def test_own_words_survive_a_pattern_and_are_told_apart():
    said = "复核人 {by}：{n} 件".format(by=own("A{n}B"), n=3)
    assert list(parts(said)) == [("复核人 ", False), ("A{n}B", True), ("：3 件", False)]
    assert plain(said) == "复核人 A{n}B：3 件"
    assert own(" \x1b ") == ""


@given(st.text())
def test_nothing_harmful_is_left(text):
    kept = clean(text)
    assert kept == clean(kept)
    assert not any(
        ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in kept
    )
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    kept.encode()
