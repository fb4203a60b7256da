"""The codes of findings: one list of all families, and no code given twice."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from itertools import groupby
from string import Formatter

import pytest

from dpcap.model import finding_codes
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


# Numbers between the first and the last of a file, each hundred by itself, that no code bears:
# codes of before. Kept, so that none is given again and none is left out.
GAPS = {
    *(136, 144, 219, 220, 239, 250, 329, 330, *range(372, 380)),
    *(418, 419, 450, 468, 469, 478, 479, *range(485, 490), 532),
    *(*range(603, 611), *range(617, 621), 622),
    *(*range(724, 730), 749, 750, 767, 768, 769),
    *(812, *range(816, 821), *range(825, 831), 849),
    *(*range(943, 950), *range(953, 960), 964),
}


def test_a_new_code_is_the_one_after_the_last_of_its_file() -> None:
    found: set[int] = set()
    for family in pkgutil.iter_modules(finding_codes.__path__):
        codes = import_module(f"{finding_codes.__name__}.{family.name}").CODES
        numbers = sorted(int(code.removeprefix("DP")) for code in codes)
        for _, block in groupby(numbers, lambda number: number // 100):
            held = list(block)
            found |= set(range(held[0], held[-1]))
    free = found - {int(code.removeprefix("DP")) for code in CODES}
    assert sorted(free - GAPS) == [], "a number is left out"
    assert sorted(GAPS - free) == [], "a number of before is given again"


def test_every_file_of_codes_is_joined() -> None:
    """A file that is not in `CODES` would be found by nobody."""
    for family in pkgutil.iter_modules(finding_codes.__path__):
        codes = import_module(f"{finding_codes.__name__}.{family.name}").CODES
        assert codes.keys() <= CODES.keys(), family.name
