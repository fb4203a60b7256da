"""Figures count for the period asked for, and until they are too old."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from builders import DAY, area, assessment, framework, indicator, number, text
from dpcap.model.asked import area_shares
from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.scoring.case import make_case
from dpcap.scoring.provider_row import RowContext, RowDigests, provider_row
from dpcap.scoring.score import score
from dpcap.scoring.sensitivity import full_profile

POINTS = {"by": "points", "points": [[0.0, 0.0], [100.0, 100.0]], "anchor": "illustrative"}
NPS = {
    "kind": "nps",
    "unit": text("x"),
    "definition": text("d"),
    "formula": text("f"),
    "points": [[-100.0, 0.0], [100.0, 100.0]],
    "anchor": "illustrative",
    "envelope": {"period": "any"},
}


def figure(kind: str = "month", **more: Any) -> dict[str, Any]:
    return number(POINTS, **{"period": kind, "envelope": {"period": "any"}, **more})


def ours(scale: dict[str, Any], per: str = "provider", **more: Any) -> Framework:
    return framework(area("AAA", [indicator("AAA-1.1", scale, per=per)]), **more)


def given(period: str, **more: Any) -> Assessment:
    return assessment({"AAA-1.1": {"value": 70.0, "envelope": {"period": period}}}, **more)


def state(profile: Profile) -> str:
    return profile.areas[0].dimensions[0].indicators[0].state


def why(profile: Profile) -> list[str]:
    return [one.code for one in profile.findings]


def test_a_period_of_another_kind_is_missing_and_the_warning_gives_an_example() -> None:
    profile = score(ours(figure("30d")), given("2026-10"))
    assert state(profile) == "missing"
    (found,) = profile.findings
    assert (found.code, found.severity, found.path) == ("DP366", "warning", ("answers", "AAA-1.1"))
    assert "2026-10-21/2026-11-19" in found.message("zh")
    assert "30天的起止日" in found.message("zh")
    assert "2026-10-21/2026-11-19" in found.message("en")
    example = str(found.params["example"])
    assert why(score(ours(figure("30d")), given(example))) == []


def test_what_joins_periods_says_so() -> None:
    both = "2026-09-01/2026-10-31"
    assert why(score(ours(figure(periods=2)), given(both))) == []
    profile = score(ours(figure(periods=2)), given("2026-08-01/2026-10-31"))
    assert "最多连着2个" in profile.findings[0].message("zh")
    assert "up to 2 in a row" in profile.findings[0].message("en")


def test_rows_of_shops_are_held_to_it_one_by_one() -> None:
    rows = [
        {"shop": f"s{n}", "value": 70.0, "envelope": {"period": period}}
        for n, period in enumerate(("2026-10", "2026-10-15", "2026-01"), 1)
    ]
    profile = score(ours(figure(), "shop"), assessment(shops=3, rows={"AAA-1.1": rows}))
    node = profile.areas[0].dimensions[0].indicators[0]
    assert [row.valid for row in node.shops] == [True, False, False]
    assert node.claimed == 0.0
    told = [one for one in profile.findings if one.path[:1] == ("kpis",)]
    assert [one.code for one in told] == ["DP366", "DP367"]
    assert [one.path for one in told] == [
        ("kpis", "s2", "AAA-1.1"),
        ("kpis", "s3", "AAA-1.1"),
    ]


def test_a_promoter_score_has_a_period_too() -> None:
    counts = {"promoters": 40, "passives": 5, "detractors": 5}
    scale = {**NPS, "period": "quarter"}

    def of(period: str) -> Profile:
        answer = {"value": counts, "envelope": {"period": period}}
        return score(ours(scale), assessment({"AAA-1.1": answer}))

    assert why(of("2026-Q3")) == []
    assert why(of("2026-10")) == ["DP366"]
    assert why(of("2025-Q3")) == ["DP367"]


def test_where_no_period_is_asked_for_none_is_judged() -> None:
    scale = number(POINTS)
    assert state(score(ours(scale), given("2019"))) == "answered"
    assert state(score(ours(scale), assessment({"AAA-1.1": 70.0}))) == "answered"


@pytest.mark.parametrize(
    ("scale", "method", "period", "last"),
    [
        # A month counts for 120 days, what is longer for its own length and 30 days more.
        (figure(), {}, "2026-10", date(2027, 2, 28)),
        (figure("180d"), {}, "2026-05-01/2026-10-27", date(2027, 5, 25)),
        (figure("half_year"), {}, "2026-H1", date(2027, 1, 27)),
        (figure("year"), {}, "2025", date(2027, 1, 30)),
        (figure(), {"max_age_days": 40}, "2026-10", date(2026, 12, 10)),
        (figure(max_age_days=200), {"max_age_days": 40}, "2026-10", date(2027, 5, 19)),
        (figure(max_age_days=20), {}, "2026-10", date(2026, 11, 20)),
    ],
)
def test_until_when_a_figure_counts(
    scale: dict[str, Any], method: dict[str, Any], period: str, last: date
) -> None:
    of = ours(scale, method=method)
    assert state(score(of, given(period), as_of=last)) == "answered"
    after = score(of, given(period), as_of=last + timedelta(days=1))
    assert (state(after), why(after)) == ("missing", ["DP367"])
    assert str(last) in after.findings[0].message("zh")


def test_a_year_long_past_is_no_month_and_a_month_long_past_too_old() -> None:
    assert why(score(ours(figure()), given("2019"))) == ["DP366"]
    assert why(score(ours(figure()), given("1999-01-01"))) == ["DP366"]
    assert why(score(ours(figure()), given("2016-10"))) == ["DP367"]


# ── outlook and rows ──────────────────────────────────────────────────────────────────────────


def level(profile: Profile) -> str | None:
    return profile.overall.level.proved.id


def last_day(framework: Framework, one: Assessment) -> date | None:
    now = level(score(framework, one))
    for days in range(1, 420):
        if level(score(framework, one, as_of=DAY + timedelta(days=days))) != now:
            return DAY + timedelta(days=days - 1)
    return None


def mixed() -> Framework:
    """Figures of several kinds, one of them with a question that hangs on its median."""
    inside = [
        indicator("AAA-1.1", figure()),
        indicator("AAA-1.2", figure("30d")),
        indicator("AAA-1.3", figure("year")),
        indicator("AAA-1.4", figure("quarter", plausible=[0.0, 100.0]), per="shop"),
        indicator("AAA-1.5", when="AAA_1_4 > 60.0"),
        *(indicator(f"AAA-1.{n}") for n in (6, 7)),
    ]
    return framework(area("AAA", inside))


@pytest.mark.parametrize("month", ["2026-10", "2026-08", "2026-07"])
@pytest.mark.parametrize("quarters", [("2026-Q3",) * 3, ("2026-Q3", "2026-Q2", "2026-Q3")])
@pytest.mark.parametrize("low", [0.0, 75.0])
def test_the_level_holds_until_a_figure_it_rests_on_is_too_old(
    month: str, quarters: tuple[str, ...], low: float
) -> None:
    spans = {"AAA-1.1": month, "AAA-1.2": "2026-10-21/2026-11-19", "AAA-1.3": "2025"}
    answers: dict[str, Any] = {
        node: {"value": max(low, 60.0), "envelope": {"period": period}}
        for node, period in spans.items()
    }
    rows = [
        {"shop": f"s{n}", "value": 80.0, "envelope": {"period": period}}
        for n, period in enumerate(quarters, 1)
    ]
    answers |= dict.fromkeys(("AAA-1.5", "AAA-1.6", "AAA-1.7"), True)
    one = assessment(answers, shops=3, rows={"AAA-1.4": rows})
    found = full_profile(make_case(mixed(), one))
    assert level(found) is not None
    assert found.valid_until == last_day(mixed(), one)
    assert found.valid_until is not None


def turns_on(framework: Framework, profile: Profile) -> date | None:
    row = provider_row(profile, framework, "a", RowDigests("0" * 64, "i", "v"), RowContext())
    return row.turns_on


def test_a_row_turns_on_the_day_a_figure_grows_too_old() -> None:
    assert area_shares(ours(figure()), "one") == {"aaa": 1.0}
    of, one = ours(figure()), given("2026-10")
    assert turns_on(of, score(of, one)) == date(2027, 3, 1)
    assert turns_on(of, score(of, one, as_of=date(2027, 2, 28))) == date(2027, 3, 1)
    assert turns_on(of, score(of, one, as_of=date(2027, 3, 1))) is None


def test_between_two_turns_nothing_of_a_profile_changes_but_its_day() -> None:
    of = mixed()
    rows = [
        {"shop": "s1", "value": 80.0, "envelope": {"period": "2026-Q2"}},
        {"shop": "s2", "value": 80.0, "envelope": {"period": "2026-Q3"}},
        {"shop": "s3", "value": 80.0, "envelope": {"period": "2026-10"}},
    ]
    answers = {
        "AAA-1.1": {"value": 60.0, "envelope": {"period": "2026-08"}},
        "AAA-1.2": {"value": 60.0, "envelope": {"period": "2026-10"}},
        "AAA-1.5": True,
    }
    one = assessment(answers, shops=3, rows={"AAA-1.4": rows})
    before, turn = None, None
    for days in range(200):
        day = DAY + timedelta(days=days)
        profile = score(of, one, as_of=day)
        same = profile.model_copy(update={"as_of": DAY})
        if before is not None and same != before:
            assert turn == day
        before, turn = same, turns_on(of, profile)
    assert turn is None


@pytest.mark.parametrize("per", ["provider", "shop"])
def test_a_figure_that_only_another_role_asks_for_turns_the_row_too(per: str) -> None:
    """What the other roles would give is part of the profile that a batch keeps."""
    asked = indicator("AAA-1.1", figure(), per=per, when="role == 'two'")
    roles = {name: {"title": text(name), "weights": {"aaa": 1.0}} for name in ("one", "two")}
    of = framework(area("AAA", [asked, indicator("AAA-1.2")]), roles=roles)
    dated = {"value": 70.0, "envelope": {"period": "2026-10"}}
    if per == "shop":
        one = assessment({}, shops=1, rows={"AAA-1.1": [{"shop": "s1", **dated}]})
    else:
        one = assessment({"AAA-1.1": dated})
    turn = date(2027, 3, 1)
    before, after = (score(of, one, as_of=day) for day in (turn - timedelta(days=1), turn))
    assert state(before) == "not_asked"
    assert before.roles != after.roles
    assert turns_on(of, before) == turn
    assert turns_on(of, after) is None
