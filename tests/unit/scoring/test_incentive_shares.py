"""Who may have a share of a pot: what a fact must be, and why one says nothing."""

from __future__ import annotations

from typing import Any

import pytest

from dpcap.model.assessment import Fact
from dpcap.model.base import Name
from dpcap.model.incentive_proposal import IncentiveCheck, ProviderShare
from dpcap.model.incentives import IncentiveRules
from dpcap.model.period import span_of
from dpcap.model.standing import Standing, StandingRow
from dpcap.scoring.incentive_shares import IncentiveCandidate, PaidPeriod, share_pot

GOOD = {"value": 1000, "on": "2026-10-08", "period": "2026-Q3", "basis": "shipped"}
CLEAN = {"value": 0, "period": "2026-Q3"}


def rules(**eligibility: Any) -> PaidPeriod:
    made = IncentiveRules.model_validate(
        {
            "schema": "dpcap/incentives/1",
            "id": "ours",
            "title": {"zh": "甲", "en": "A"},
            "settled": "quarter",
            "figure": {"fact": "gmv", "yuan_each": 10000, "basis": ["shipped"]},
            "eligibility": eligibility,
            "terms": [
                {
                    "from": "2026-07-01",
                    "until": "2026-12-31",
                    "pot_yuan": 1000,
                    "cap_yuan": 500,
                    "brackets": [{"from_yuan": 0, "rate_percent": 0.001}],
                }
            ],
        }
    )
    return PaidPeriod(made, made.terms[0], "2026-Q3", span_of("2026-Q3"))


def share(
    paid: PaidPeriod,
    figure: dict[str, Any] | None = GOOD,
    clean: dict[str, Any] | None = CLEAN,
    confirmed: tuple[str, ...] = ("gmv", "points"),
    standing: Standing | None = None,
) -> ProviderShare:
    facts = {
        name: Fact.model_validate(one)
        for name, one in (("gmv", figure), ("points", clean))
        if one is not None
    }
    known = frozenset(confirmed)
    one = IncentiveCandidate("acme", None, Name(en="A"), facts, known, standing, "0" * 64)
    return share_pot(paid, [one]).shares[0]


def check(found: ProviderShare, rule: str) -> IncentiveCheck:
    return next(one for one in found.checks if one.rule == rule)


def test_ten_million_yuan_at_a_thousandth_of_a_per_cent() -> None:
    found = share(rules())
    assert (found.state, found.figure_fen, found.paid_fen) == ("eligible", 10**9, 10_000)
    assert [(one.part_fen, one.rate_percent, one.pays_fen) for one in found.brackets] == [
        (10**9, "0.001", "10000")
    ]


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        (None, "no_fact"),
        ({**GOOD, "on": "2026-09-30"}, "not_settled"),
        ({**GOOD, "on": None}, "not_settled"),
        ({**GOOD, "basis": "paid"}, "other_basis"),
        ({**GOOD, "period": "2026-Q2"}, "other_period"),
        ({**GOOD, "period": "lately"}, "other_period"),
        ({**GOOD, "period": None}, "other_period"),
        ({**GOOD, "value": "much"}, "no_number"),
        ({**GOOD, "value": True}, "no_number"),
    ],
)
def test_a_figure_must_be_settled(figure: dict[str, Any] | None, why: str) -> None:
    found = share(rules(), figure)
    assert (found.state, found.paid_fen, found.brackets) == ("unchecked", 0, ())
    assert check(found, "figure").why == why


def test_what_the_provider_typed_is_not_paid() -> None:
    found = share(rules(), confirmed=("points",))
    assert (found.state, check(found, "figure").why) == ("unchecked", "not_confirmed")


@pytest.mark.parametrize(
    ("clean", "state", "why"),
    [
        (CLEAN, "met", None),
        ({"value": 1, "period": "2026-Q3"}, "failed", None),
        ({"value": 0, "period": "2026"}, "met", None),
        ({"value": 1, "period": "2026"}, "unchecked", "maybe_before"),
        ({"value": 0, "period": "2026-09"}, "unchecked", "too_short"),
        ({"value": 1, "period": "2026-09"}, "failed", None),
        ({"value": 0, "period": "lately"}, "unchecked", "other_period"),
        (None, "unchecked", "no_fact"),
    ],
)
def test_no_violation_within_the_days_asked(
    clean: dict[str, Any] | None, state: str, why: str | None
) -> None:
    found = share(rules(clean={"fact": "points", "days": 92}), clean=clean)
    one = check(found, "clean")
    assert (one.state, one.why) == (state, why)
    assert (found.paid_fen > 0) == (state == "met")


def row(number: int, event: str, to: str, day: str, track: str = "tier") -> StandingRow:
    return StandingRow.model_validate(
        {
            "schema": "dpcap/standing-row/1",
            "row": number,
            "previous": "0" * 64,
            "by": "王",
            "on": day,
            "provider": "acme",
            "track": track,
            "event": event,
            "period": "2026-Q3",
            "from": "none",
            "to": to,
            "effective_on": day,
        }
    )


@pytest.mark.parametrize(
    ("day", "held", "state"),
    [("2026-09-30", "gold", "eligible"), ("2026-10-01", "none", "not_eligible")],
)
def test_a_tier_is_held_on_the_last_day(day: str, held: str, state: str) -> None:
    standing = Standing(provider="acme", rows=(row(1, "risen", "gold", day),))
    found = share(rules(tiers=["gold"]), standing=standing)
    assert (found.state, check(found, "tier").found) == (state, held)


@pytest.mark.parametrize(
    ("day", "state"),
    [("2026-06-30", "met"), ("2026-07-01", "failed"), ("2026-09-30", "failed")],
)
def test_a_removal_within_the_days_shuts_out(day: str, state: str) -> None:
    rows = (row(1, "removed_for_violation", "ended", day, "certification"),)
    standing = Standing(provider="acme", rows=rows)
    found = share(rules(clean={"fact": "points", "days": 92}), standing=standing)
    assert check(found, "removed").state == state
    assert (found.paid_fen > 0) == (state == "met")
