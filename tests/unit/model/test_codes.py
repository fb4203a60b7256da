"""The codes of findings: one list of all families, and no code given twice."""

from __future__ import annotations

from string import Formatter

import pytest

from dpcap.model.code import Code
from dpcap.model.codes import CODES, joined

ONE = Code("error", "一", "one")
TWO = Code("note", "二", "two")


def test_families_are_joined_in_their_order() -> None:
    assert list(joined([{"DP2": TWO}, {"DP1": ONE}])) == ["DP2", "DP1"]


def test_a_code_given_twice_is_told_by_name() -> None:
    with pytest.raises(ValueError, match="DP1"):
        joined([{"DP1": ONE}, {"DP1": TWO}])


def test_both_languages_leave_the_same_gaps() -> None:
    def gaps(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert [code for code, one in CODES.items() if gaps(one.zh) != gaps(one.en)] == []
