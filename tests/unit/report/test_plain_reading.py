"""A text as a reader takes it, and where each of its characters stands in the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.report.plain_reading import read_as, shadow
from dpcap.report.sanitize import clean


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("１３８ Ａｂ＠Ｃ．ｃｎ", "138 ab@c.cn"),
        ("1\u200b3\u00ad8\u2060\ufeff\u202e\ufe0f\u115f\u3164", "138"),
        ("a‐‑–—−－・·／⁄\u3000\u00a0\n\tb", "a------··//    b"),
        ("٣ ४ 𝟓", "3 4 5"),
        ("①⑨⓪ ⑩ ¹ ⒈ ½ 1️⃣", "①⑨⓪ ①⓪ ① ①. ①/② ①"),
        ("José JOSE\u0301 ß ﬁ ㎏", "jose jose ss fi kg"),
        ("\x1b[31m1\x1b[0m2\x1b]0;x\x07三", "12三"),
    ],
)
def test_what_is_read(text, read):
    assert read_as(text) == read


@given(st.text())
def test_places_are_exact(text):
    read = shadow(text)
    assert read.text == read_as(text)
    assert len(read.places) == len(read.text)
    assert read.places == sorted(read.places)
    for place, one in zip(read.places, read.text, strict=True):
        assert one in read_as(text[place]) or one.isdigit()


@given(st.text(alphabet=st.characters(exclude_categories=["Mn", "Me"])))
def test_what_a_page_leaves_out_is_not_read_either(text):
    """So that nothing joins on the page that was looked at apart."""
    assert read_as(clean(text)).split() == read_as(text).split()
