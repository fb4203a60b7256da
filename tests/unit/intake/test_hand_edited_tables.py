"""Slips of hand-edited tables of the manager: told once, at their place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import small_framework as small
from dpcap.errors import InvalidInputError
from dpcap.intake.merchants_table import merchants_in
from dpcap.intake.peers import parse_peers
from dpcap.intake.provider_list import read_provider_list
from dpcap.intake.source import text_of
from dpcap.intake.table import parse_table

HEAD = "id,name\n"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n"


def _peers(text: str) -> object:
    return parse_peers(text.encode(), "t.csv", small.framework())


def _merchants(text: str) -> object:
    return merchants_in(text_of(text.encode(), "t.csv"), "t.csv")


def _providers(text: str) -> object:
    return read_provider_list(text_of(text.encode(), "t.csv"), "t.csv", small.framework())


def _any(text: str) -> object:
    return parse_table(text_of(text.encode(), "t.csv"), "t.csv")


MERGED = f"{HEAD}<<<<<<< HEAD\na,b\n=======\na,c\n>>>>>>> x\n"


@pytest.mark.parametrize("read", [_peers, _merchants, _providers])
@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("", "DP318", 1, "文件是空的"),
        (POINTER, "DP110", None, "git lfs pull"),
        (MERGED, "DP321", 2, "合并冲突"),
        ("id，name\na，b\n", "DP321", 1, "全角"),
    ],
)
def test_a_table_that_is_none_is_one_finding(
    read: Callable[[str], object], text: str, code: str, line: int | None, said: str
) -> None:
    with pytest.raises(InvalidInputError) as error:
        read(text)
    (one,) = error.value.findings
    assert (one.code, one.line) == (code, line)
    assert said in one.message("zh")


def test_angle_brackets_in_a_cell_are_no_merge_marks() -> None:
    assert _any(f"{HEAD}a,x <<<<<<< y\n")
