"""Values against scales and facts."""

from __future__ import annotations

import math

import pytest

from dpcap.intake.scale_input import scale_input
from dpcap.intake.values import UnknownOptionError, WrongValueError, no_day, read_fact
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import NpsCounts
from dpcap.model.base import Text
from dpcap.model.facts import FactSpec
from dpcap.model.scale import Boolean, Check, Checklist, Choice, Nps, Option, Rubric, Rung
from dpcap.model.two_languages import TwoLanguages

RUBRIC = Rubric(kind="rubric", levels=tuple(Rung(zh=x, en=x) for x in "abc"))
CHECKS = Checklist(
    kind="checklist", options=tuple(Check(id=x, zh=x, en=x) for x in ("plan", "log"))
)
CHOICE = Choice(
    kind="choice", options=tuple(Option(id=x, zh=x, en=x, score=0) for x in ("never", "weekly"))
)
TEXT = Text(zh="甲", en="a")
OTHERWISE = TwoLanguages("应为日期", "must be a day")
NPS = Nps(
    kind="nps",
    unit=TEXT,
    definition=TEXT,
    formula=TEXT,
    period="month",
    points=((-100, 0), (100, 100)),
    anchor="illustrative",
)


@pytest.mark.parametrize("raw", [True, "是", "对", "有", "yes", "Y", "ＹＥＳ", "“是”", "True", "√"])
def test_yes_is_said_in_many_ways(raw: Plain) -> None:
    assert scale_input(Boolean(kind="boolean")).read(raw) is True


@pytest.mark.parametrize("raw", ["也许", "ok", 1, 0, "1", "yes no", None, [], {}])
def test_nothing_else_is_yes_or_no(raw: Plain) -> None:
    with pytest.raises(WrongValueError):
        scale_input(Boolean(kind="boolean")).read(raw)


@pytest.mark.parametrize("raw", [3, -1, 1.5, True, "1.5", "一", "9", [1], 1e300, math.inf])
def test_a_rung_is_a_whole_number_in_range(raw: Plain) -> None:
    with pytest.raises(WrongValueError):
        scale_input(RUBRIC).read(raw)


def test_a_rung_may_come_from_a_sheet() -> None:
    assert scale_input(RUBRIC).read(2.0) == 2


@pytest.mark.parametrize("raw", [["plan", "plan"], ["none", "log"], "plan、plan", 1])
def test_a_checklist_takes_each_option_once(raw: Plain) -> None:
    with pytest.raises(WrongValueError):
        scale_input(CHECKS).read(raw)


def test_a_checklist_takes_none_and_nothing() -> None:
    assert scale_input(CHECKS).read(["none"]) == ("none",)
    assert scale_input(CHECKS).read([]) == ()


@pytest.mark.parametrize(
    ("raw", "scale"), [(["tea"], CHECKS), ([1], CHECKS), ("daily", CHOICE), (1, CHOICE)]
)
def test_unknown_options_are_named(raw: Plain, scale: Checklist | Choice) -> None:
    with pytest.raises(UnknownOptionError):
        scale_input(scale).read(raw)


def test_raw_marks_are_counted() -> None:
    assert scale_input(NPS).read([10, 9, 8, 7, 6, 0]) == NpsCounts(
        promoters=2, passives=2, detractors=2
    )


@pytest.mark.parametrize(
    "raw",
    [
        [11],
        [5.5],
        [True],
        ["9"],
        {"promoters": 1},
        {"promoters": -1, "passives": 0, "detractors": 0},
        40,
    ],
)
def test_other_marks_are_refused(raw: Plain) -> None:
    with pytest.raises(WrongValueError):
        scale_input(NPS).read(raw)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("number", 3, 3.0),
        ("boolean", "否", False),
        ("text", " 甲 ", "甲"),
        ("texts", ["甲", "乙"], ("甲", "乙")),
        ("texts", "甲", ("甲",)),
        ("date", "2026-02-28", "2026-02-28"),
        ("link", "https://a.example", "https://a.example"),
        ("choice", "food", "food"),
    ],
)
def test_facts_by_kind(kind: str, raw: Plain, value: object) -> None:
    assert read_fact(raw, fact(kind)) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("number", "三"),
        ("number", True),
        ("boolean", "maybe"),
        ("text", ""),
        ("text", 3),
        ("texts", [1]),
        ("date", "2026-02-30"),
        ("date", "2026022"),
        ("date", "2/28"),
        ("date", "2/3/2026"),
        ("link", "javascript:alert(1)"),
        ("link", "//a"),
    ],
)
def test_facts_of_another_kind(kind: str, raw: Plain) -> None:
    with pytest.raises(WrongValueError):
        read_fact(raw, fact(kind))


def fact(kind: str) -> FactSpec:
    return FactSpec.model_validate({"title": TEXT, "kind": kind, "options": {"food": TEXT}})


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("46341", "2026-11-15"),
        (46341, "2026-11-15"),
        ("10/5/2026", "2026-05-10 或 2026-10-05"),
        ("31-Oct-26", "请写 2026-10-31"),
        ("下周", OTHERWISE.zh),
        ("99999", OTHERWISE.zh),
    ],
)
def test_what_is_no_day_is_told_with_the_days_it_may_be(written: object, said: str) -> None:
    assert said in no_day(written, OTHERWISE).zh
