"""results.csv: a row a folder, numbers as numbers, texts that stay texts."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batch_results import of, put
from dpcap.model.base import LANGUAGES, Language, Name
from dpcap.model.decision import DecisionCondition
from dpcap.report.batch.results_csv import guarded
from dpcap.report.batch_result import BatchOutcomes
from portfolios import DAY, Plan, broken, decision, made, plain_row

FORMULAS = tuple("=+-@＝＋－＠")


def sheet(batch_result: BatchOutcomes) -> list[dict[str, str]]:
    data = put(batch_result, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\xef\xbb\xbf") == 1
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_folder_has_a_row_of_the_same_width(language: Language) -> None:
    batch_result = made(Plan(40, failed=0.2), language)
    rows = sheet(batch_result)
    assert [row[next(iter(row))] for row in rows] == [one.folder for one in batch_result.outcomes()]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(None not in row and None not in row.values() for row in rows)


def test_headings_differ_by_language() -> None:
    zh, en = (sheet(made(Plan(2), language))[0] for language in ("zh", "en"))
    assert "实证分" in zh
    assert "Proved" in en
    assert len(zh) == len(en)


def test_headings_stand_even_without_rows() -> None:
    assert put(of(), "csv").decode("utf-8-sig").startswith("Folder,Outcome,")


def test_scores_are_cut_to_one_decimal_and_none_is_empty() -> None:
    row = sheet(of(plain_row(proved=79.99, claimed=None, coverage=0.9999)))[0]
    assert (row["Proved"], row["Claimed"], row["Coverage %"]) == ("79.9", "", "99.9")


def test_a_decision_and_what_is_open_of_it() -> None:
    days = (DAY - timedelta(3), DAY + timedelta(9), DAY + timedelta(2))
    first, second, third = (DecisionCondition(text="a", due_on=day) for day in days)
    first = first.model_copy(update={"met_on": DAY})
    decided = decision(first, second, third, by="=甲", until=DAY, current=False)
    row = sheet(of(plain_row(decision=decided)))[0]
    heads = ("Decision", "Decided on", "Decided by", "Decision ends on", "Decision stands")
    told = ["Conditional", "2026-10-24", "'=甲", str(DAY), "no"]
    assert [row[head] for head in heads] == told
    assert (row["Conditions open"], row["First condition due"]) == ("2", str(days[2]))
    none = sheet(of(plain_row()))[0]
    assert {none[head] for head in (*heads, "Conditions open", "First condition due")} == {""}


def test_a_loss_stays_a_number() -> None:
    losses = [row["Change"] for row in sheet(made(Plan(60), "en")) if row["Change"].startswith("-")]
    assert losses
    assert all(float(loss) < 0 for loss in losses)


def test_the_parts_add_up_as_they_stand() -> None:
    parts = ("ruler", "role, facts", "peers", "answers", "proof")
    for row in sheet(made(Plan(60), "en")):
        if row["Change"]:
            total = sum(float(row[f"Change: {part}"]) for part in parts)
            assert total == pytest.approx(float(row["Change"]), abs=1e-9)


def test_a_failed_folder_says_where_and_what() -> None:
    row = sheet(of(broken("=evil")))[0]
    assert row["Folder"] == "'=evil"
    assert row["Outcome"] == "failed"
    assert int(row["Errors"]) > 0
    assert row["First error"].startswith("DP402 ")
    assert ":" in row["First error at"]


@pytest.mark.parametrize("lead", ["", " ", "\t", "\r", "\n", "\u3000", "\u200b", "\ufeff", "\x00"])
@pytest.mark.parametrize("sign", FORMULAS)
def test_no_text_begins_a_formula(lead: str, sign: str) -> None:
    assert guarded(f"{lead}{sign}1+1") == f"'{sign}1+1"


def test_a_name_is_guarded_in_its_cell() -> None:
    row = sheet(of(plain_row(name=Name(en="=cmd|' /C calc'!A0"), owner="@SUM(1)")))[0]
    assert row["Name"] == "'=cmd|' /C calc'!A0"
    assert row["Owner"] == "'@SUM(1)"


@given(st.text(st.characters(codec="utf-8")))
def test_guarded_text_is_one_line_and_never_a_formula(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(FORMULAS)
    assert "\n" not in cell
    assert "\r" not in cell
    assert "\t" not in cell


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=4))
def test_what_is_written_is_read_back(texts: list[str]) -> None:
    row = sheet(of(plain_row(categories=tuple(texts), contested=texts[0])))[0]
    assert row["Contested"] == guarded(texts[0])


def test_endless_text_is_cut() -> None:
    assert len(guarded("x" * 100_000)) < 3000
