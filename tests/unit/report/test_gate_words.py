"""What a gate needs and found is said in words: titles, states, dates, units."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from dpcap.intake.framework import load_framework
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates
from dpcap.report import gate_words
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import plain
from dpcap.report.terms import PortfolioTerms
from dpcap.report.words import load_words
from locations import QUESTIONNAIRES


@cache
def framework() -> Framework:
    return load_framework(QUESTIONNAIRES)


def said(
    measure: str, operator: str, needed: Any, found: Any, language: Language, book: str = "batch"
) -> tuple[str, str]:
    """The words for needed and found of a rule that asks *measure*."""
    rule = {"measure": measure, operator: needed, "message": {"zh": "甲", "en": "a"}}
    gates = Gates.model_validate(
        {
            "schema": "dpcap/gates/1",
            "id": "ours",
            "title": {"zh": "甲", "en": "a"},
            "rules": {"one": rule},
        }
    )
    words = load_words(own_reports(), language, book)
    terms = PortfolioTerms(framework(), gates, baseline=False, words=words, reported=bool)
    result = GateResult(
        id="one", severity="error", state="failed", operator=operator, needed=needed, found=found
    )
    return plain(gate_words.needed(result, terms)), plain(gate_words.found(result, terms))


CASES: list[tuple[str, str, Any, Any, tuple[str, str], tuple[str, str]]] = [
    (
        "level.proved",
        "at_least",
        4.0,
        2.0,
        ("≥ L4 可托付", "L2 成形"),
        ("≥ L4 Dependable", "L2 Taking shape"),
    ),
    (
        "level.proved",
        "at_least",
        1.0,
        0.0,
        ("≥ L1 起步", "未达级"),
        ("≥ L1 Starting out", "no level"),
    ),
    (
        "level_id.proved",
        "equals",
        "L4",
        "none",
        ("= L4 可托付", "未达级"),
        ("= L4 Dependable", "no level"),
    ),
    ("change_level", "at_least", 0.0, -1.0, ("≥ 0 级", "-1 级"), ("≥ 0 levels", "-1 levels")),
    (
        "critical_state.TRA_1_3",
        "equals",
        "passed",
        "not_proved",
        ("= 通过", "未证实"),
        ("= passed", "not proved"),
    ),
    ("review_share", "at_least", 0.5, 0.0739, ("≥ 50%", "7.3%"), ("≥ 50%", "7.3%")),
    ("coverage.overall", "at_least", 0.7, 0.69999, ("≥ 70%", "69.9%"), ("≥ 70%", "69.9%")),
    (
        "role",
        "equals",
        "media",
        "content",
        ("= 流量投放", "内容与账号代运营"),
        ("= Media-buying agency", "Content and account operator"),
    ),
    ("age_days", "at_most", 90.0, 91.0, ("≤ 90 天", "91 天"), ("≤ 90 days", "91 days")),
    ("age_days", "at_most", 0.0, 1.0, ("≤ 0 天", "1 天"), ("≤ 0 days", "1 day")),
    (
        "years_since.founded_on",
        "at_least",
        1.0,
        0.96,
        ("≥ 1 年", "0.96 年"),
        ("≥ 1 year", "0.96 years"),
    ),
    (
        "fact_registered_capital_wan",
        "at_least",
        100.0,
        80.0,
        ("≥ 100万元", "80万元"),
        ("≥ CNY 1 million", "CNY 800,000"),
    ),
    ("fact_track", "equals", "belt", "brand", ("= 产业带", "品牌"), ("= Industrial belt", "Brand")),
    ("graded", "equals", True, False, ("= 是", "否"), ("= yes", "no")),
    (
        "fact_founded_on",
        "equals",
        "2011-01-01",
        "2019-05-16",
        ("= 2011-01-01", "2019-05-16"),
        ("= 2011-01-01", "2019-05-16"),
    ),
    ("FUL_3_4", "at_most", 0.5, 2.11, ("≤ 0.5%", "2.11%"), ("≤ 0.5%", "2.11%")),
    ("proved.overall", "at_least", 55.0, 54.96, ("≥ 55", "54.96"), ("≥ 55", "54.96")),
    ("proved.live - proved.shop", "at_least", 5.0, 4.0, ("≥ 5", "4"), ("≥ 5", "4")),
]


@pytest.mark.parametrize(("measure", "operator", "needed", "found", "zh", "en"), CASES)
@pytest.mark.parametrize("book", ["batch", "portfolio"])
def test_needed_and_found_are_words(
    book: str,
    measure: str,
    operator: str,
    needed: Any,
    found: Any,
    zh: tuple[str, str],
    en: tuple[str, str],
) -> None:
    assert said(measure, operator, needed, found, "zh", book) == zh
    assert said(measure, operator, needed, found, "en", book) == en


def test_a_rung_is_said_in_its_words() -> None:
    needed, found = said("TRA_1_1", "at_least", 5.0, 3.5, "zh")
    rung = framework().by_id["TRA-1.1"].scale.levels[5].zh  # type: ignore[union-attr]
    assert needed.startswith("≥ 5 ")
    assert needed.removeprefix("≥ 5 ").rstrip("…") in rung
    assert found == "3.5"  # the median of two shops lies on no rung


def test_what_is_lacking_is_named_by_what_it_is() -> None:
    words = load_words(own_reports(), "zh", "batch")
    terms = PortfolioTerms(framework(), None, baseline=False, words=words, reported=bool)
    assert gate_words.lacking("review_age_days", terms) == "最近一次复核距今的天数"
    assert gate_words.lacking("headcount", terms) == framework().facts["headcount"].title.zh
    result = GateResult(
        id="one",
        severity="error",
        state="unchecked",
        operator="at_least",
        needed=5.0,
        found=None,
        missing=("LIV-3.1",),
    )
    title = framework().by_id["LIV-3.1"].title.zh
    assert gate_words.found(result, terms) == f"缺 {title}"
    assert gate_words.found(result, terms, ids=True) == f"缺 LIV-3.1 {title}"
