"""The table on the terminal: it fits, it is sorted, and no claimed score stands alone."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from batch_results import of, put
from dpcap.model.base import LANGUAGES, Language, Name
from dpcap.report.batch_result import BatchOutcomes, SortKey, TerminalScreen
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import plain
from dpcap.report.words import load_words
from dpcap.text_width import width
from portfolios import Plan, broken, made, plain_row


def table(
    batch_result: BatchOutcomes, columns: int = 120, sort: SortKey = "folder", **more: bool
) -> str:
    return put(
        replace(batch_result, screen=TerminalScreen(columns, sort, **more)), "terminal"
    ).decode()


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_the_screen(columns: int, language: Language) -> None:
    text = table(made(Plan(60, failed=0.1), language), columns)
    # A name of a file is never broken, so that it can be copied.
    wide = [line for line in text.splitlines() if width(line) > columns]
    assert all(len(line.split()) == 1 for line in wide)


@pytest.mark.parametrize("columns", range(30, 130, 10))
@pytest.mark.parametrize("language", LANGUAGES)
def test_claimed_never_stands_without_proved(columns: int, language: Language) -> None:
    words = load_words(own_reports(), language, "batch").flat
    text = table(made(Plan(8, failed=0), language), columns)
    head = next(line for line in text.splitlines() if words["table.level"] in line)
    assert words["table.proved"] in head


def test_at_the_usual_width_every_score_is_there() -> None:
    text = table(made(Plan(9), "en"), 80)
    head = next(line for line in text.splitlines() if line.startswith("Provider  "))
    wanted = ["Provider", "Proved", "Claimed", "Level", "Coverage", "Gates", "Change"]
    assert [word for word in head.split() if word in wanted] == wanted


def three() -> BatchOutcomes:
    rows = [
        plain_row(folder="a", name=Name(en="Cedar"), proved=50.0, proved_level="L2"),
        plain_row(folder="b", name=Name(en="Alder"), proved=None, proved_level=None),
        plain_row(folder="c", name=Name(en="Birch"), proved=70.0, proved_level="L3"),
    ]
    return of(*rows)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("folder", ["Cedar", "Alder", "Birch"]),
        ("name", ["Alder", "Birch", "Cedar"]),
        ("proved", ["Birch", "Cedar", "Alder"]),
        ("level", ["Birch", "Cedar", "Alder"]),
        ("gates", ["Cedar", "Alder", "Birch"]),
        ("change", ["Cedar", "Alder", "Birch"]),
    ],
)
def test_order(sort: SortKey, order: list[str]) -> None:
    lines = table(three(), sort=sort).splitlines()
    found = [line.split()[0] for line in lines if line.split()[:1] and line.split()[0] in order]
    assert found == order


@pytest.mark.parametrize("sort", get_args(SortKey))
def test_every_order_keeps_every_row(sort: SortKey) -> None:
    batch_result = made(Plan(50, failed=0), "en")
    assert sorted(table(batch_result, sort=sort).splitlines()) == sorted(
        table(batch_result).splitlines()
    )


def test_failed_folders_stand_with_their_first_findings() -> None:
    text = table(of(plain_row(), broken("providers/oak"), broken("providers/elm")))
    assert "Folders that failed: 2" in text
    assert "✗ providers/oak" in text
    assert "DP402" in text
    assert "✗ Not scored: 2" in text


def test_many_failed_folders_are_cut_and_counted() -> None:
    text = table(of(*(broken(f"f{n}") for n in range(50))))
    assert text.count("✗ f") == 20
    assert "50 in all; the first 20 stand here" in text


def test_colour_only_when_told() -> None:
    assert "\x1b" not in table(three())
    assert "\x1b[" in table(three(), colour=True)


def test_what_a_name_holds_moves_nothing() -> None:
    evil = plain_row(name=Name(zh="\x1b[2J\x1b]0;x\x07甲\u202e\r\n乙"), folder="f\x1b[31m")
    text = table(of(evil, broken("g\x1b[31m\nh")))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "甲 乙" in plain(text)


def test_a_thousand_rows_are_shown_and_the_rest_counted() -> None:
    text = table(made(Plan(1003, failed=0), "en"), 80)
    head = next(n for n, line in enumerate(text.splitlines()) if line.startswith("Provider  "))
    after = text.splitlines()[head + 1 :]
    assert after[1000] == "1003 in all; the first 1000 stand here, results.csv has them all."
