"""Canonical JSON is what RFC 8785 says, by its own examples and by a library that knows it."""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from dpcap.report.canonical import canonical

WORDS = st.text(st.characters(exclude_categories=["Cs"]))
SAFE = 2**53 - 1
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-SAFE, SAFE)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=20,
)


@given(VALUES)
def test_as_the_library_writes_it(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value).decode()


@given(VALUES)
def test_read_and_written_again_it_is_the_same(value: Any) -> None:
    text = canonical(value)
    assert canonical(json.loads(text)) == text


# RFC 8785, appendix B: the bits of a double, and its text.
@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_of_the_standard(bits: str, text: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical([number]) == f"[{text}]"


def test_keys_are_sorted_as_utf_16() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    assert list(json.loads(canonical(dict.fromkeys(keys, 1)))) == [
        "\r",
        "1",
        "\u0080",
        "\u00f6",
        "\u20ac",
        "\U0001f600",
        "\ufb33",
    ]


def test_a_whole_number_too_large_for_a_double_is_the_double_next_to_it() -> None:
    assert canonical(12345678901234567890) == canonical(float(12345678901234567890))


@pytest.mark.parametrize("value", [math.inf, math.nan, "\ud800"])
def test_what_has_no_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical([value])
