"""Certification: what a quarter comes to, where events lead, and what keeps somebody out."""

from __future__ import annotations

from datetime import date

import pytest

from dpcap.model.certification import CertificationState, Ending
from dpcap.scoring.certification import (
    CertificationStep,
    Exemptible,
    certify,
    leads_to,
    quarter_outcome,
    return_bar,
)
from standings import BOOKS, gate

RULES = BOOKS.certification
Q3 = "2026-Q3"
KNOWN = Exemptible(date(2026, 1, 5), seasonal=False)


def outcome(*gates: object, known: Exemptible = KNOWN, **rules: object) -> tuple[str, str | None]:
    found = quarter_outcome(Q3, gates, known, RULES.model_copy(update=rules))  # type: ignore[arg-type]
    return found.verdict, found.exemption


def test_met_is_certified_and_missed_ends() -> None:
    assert outcome(gate()) == ("certified", None)
    assert outcome(gate(), gate("failed", "high-value-brands")) == ("assessment_ended", None)


def test_warnings_and_rules_that_do_not_apply_decide_nothing() -> None:
    warned = gate("failed", severity="warn")
    assert outcome(gate(), warned, gate("not_applicable", "belt-gmv")) == ("certified", None)


def test_what_cannot_be_checked_ends_nobody() -> None:
    assert outcome(gate(), gate("unchecked")) == ("unchecked", None)
    assert outcome() == ("unchecked", None)
    assert outcome(gate("failed"), gate("unchecked")) == ("assessment_ended", None)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2026, 8, 29), "assessment_ended"),  # day 60 of the quarter
        (date(2026, 8, 30), "exempted"),  # day 61
        (date(2026, 9, 30), "exempted"),
        (date(2026, 10, 1), "not_yet"),
    ],
)
def test_whoever_is_admitted_from_day_61_on_is_assessed_next_quarter(
    day: date, verdict: str
) -> None:
    known = Exemptible(day, seasonal=False)
    assert outcome(gate("failed"), known=known)[0] == verdict


def test_the_day_is_the_file_s() -> None:
    known = Exemptible(date(2026, 8, 29), seasonal=False)
    assert outcome(gate("failed"), known=known, admitted_from_day=60)[0] == "exempted"


def test_seasonal_and_waived_exempt_where_the_rules_say_so() -> None:
    seasonal = Exemptible(None, seasonal=True)
    assert outcome(gate("failed"), known=seasonal) == ("exempted", "seasonal")
    assert outcome(gate("failed"), known=seasonal, exempt=()) == ("assessment_ended", None)
    assert outcome(gate(), known=seasonal) == ("certified", None)
    assert outcome(gate("waived")) == ("exempted", "waived")
    assert outcome(gate("waived"), exempt=()) == ("assessment_ended", None)


def test_events_lead_only_where_they_may() -> None:
    assert leads_to(CertificationState(), "invited") == "invited"
    assert leads_to(CertificationState(), "admitted") is None
    assert leads_to(CertificationState(label="certified"), "invited") is None
    assert leads_to(CertificationState(label="admitted"), "exempted") == "admitted"
    assert leads_to(CertificationState(label="ended"), "removed_for_violation") == "ended"
    assert leads_to(CertificationState(label="certified"), "risen") is None


def test_a_second_ending_is_kept_beside_the_first() -> None:
    state = CertificationState(label="certified")
    for event, day in (
        ("withdrawn", date(2026, 5, 1)),
        ("removed_for_violation", date(2026, 6, 1)),
    ):
        state = certify(state, CertificationStep(event, day)) or state  # type: ignore[arg-type]
    assert [(one.kind, one.on.month) for one in state.endings] == [
        ("withdrawn", 5),
        ("removed_for_violation", 6),
    ]
    assert state.since == date(2026, 6, 1)


def ending(kind: str, day: date) -> Ending:
    return Ending.model_validate({"kind": kind, "on": day})


def test_after_the_first_missed_assessment_one_returns_365_days_later() -> None:
    bar = return_bar("acme", [ending("assessment_ended", date(2026, 9, 30))], RULES)
    assert bar
    assert bar.from_day == date(2027, 9, 30)
    assert bar.holds(date(2027, 9, 29))
    assert not bar.holds(date(2027, 9, 30))


@pytest.mark.parametrize("kind", ["assessment_ended", "removed_for_violation"])
def test_after_the_second_of_a_kind_never(kind: str) -> None:
    twice = [ending(kind, date(2024, 3, 31)), ending(kind, date(2026, 9, 30))]
    bar = return_bar("acme", twice, RULES)
    assert bar
    assert (bar.from_day, bar.times) == (None, 2)
    assert bar.holds(date(2099, 1, 1))


def test_one_of_each_is_no_second_and_the_longer_bar_holds() -> None:
    each = [
        ending("removed_for_violation", date(2026, 2, 1)),
        ending("assessment_ended", date(2026, 1, 1)),
    ]
    bar = return_bar("acme", each, RULES)
    assert bar
    assert (bar.kind, bar.from_day) == ("removed_for_violation", date(2027, 2, 1))


def test_who_left_may_come_back_at_once() -> None:
    bar = return_bar("acme", [ending("withdrawn", date(2026, 9, 30))], RULES)
    assert bar
    assert not bar.holds(date(2026, 9, 30))
    assert return_bar("acme", [], RULES) is None
