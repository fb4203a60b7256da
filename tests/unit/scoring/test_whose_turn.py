"""In which state a provider is, whose turn it is and since when, case by case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from decided import rests_on
from dpcap.model.decision import Decision
from dpcap.model.profile import ReviewEntry
from dpcap.model.round import Round
from dpcap.scoring.whose_turn import Progress, TurnState, standing_on
from rounds import ROUND

GIVEN = date(2026, 11, 18)
LATER = {"extensions": {"acme": {"due_on": "2026-11-30", "reason": "病假"}}}


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def review(**said: Any) -> ReviewEntry:
    nobody = {"issuer": None, "contested": None, "by": (), "last_on": None, "remarks": ()}
    return ReviewEntry(**{**nobody, "pieces": 3, "reviewed": 0, **said})


def decision(**said: Any) -> Decision:
    told = {"schema": "dpcap/decision/2", "provider": "acme", "by": "李", "reason": "看过"}
    return Decision.model_validate(
        {**told, "decision": "admit", "on": "2026-11-25", **rests_on(), **said}
    )


def standing(on: str, *, round_: Round | None = None, **known: Any) -> TurnState:
    given = {"provider": "acme", "open_rows": 0, "given_on": GIVEN, "review": review(), **known}
    return standing_on(day(on), Progress(**given), round_ or Round.model_validate(ROUND))


RULED = {"reviewed": 1, "last_on": day("11-24")}
CONDITION = {"text": "交合同", "due_on": "2026-12-10"}


@pytest.mark.parametrize(
    ("on", "known", "state", "turn", "since"),
    [
        ("11-01", {"open_rows": 2}, "not_open", None, None),
        ("11-02", {"open_rows": 2}, "filling", "provider", "11-02"),
        ("11-23", {"open_rows": 2}, "filling", "provider", "11-02"),
        ("11-24", {"open_rows": 2}, "late", "provider", "11-23"),
        ("11-20", {}, "to_review", "reviewer", "11-18"),
        ("11-20", {"given_on": day("10-01")}, "to_review", "reviewer", "11-02"),
        ("11-20", {"open_rows": 2, "signed_on": day("11-19")}, "to_review", "reviewer", "11-19"),
        ("11-20", {"open_rows": 2, "signed_on": day("10-19")}, "filling", "provider", "11-02"),
        ("11-20", {"review": review(pieces=0)}, "to_decide", "manager", "11-18"),
        ("11-25", {"review": review(**RULED)}, "to_decide", "manager", "11-24"),
        ("11-25", {"review": review(**RULED), "decisive": True}, "to_review", "reviewer", "11-18"),
        ("11-25", {"review": review(**RULED, misfits=1)}, "to_review", "reviewer", "11-18"),
        ("11-25", {"open_rows": 1, "review": review(**RULED)}, "to_decide", "manager", "11-24"),
        ("11-20", {"review": review(contested="有异议")}, "contested", "reviewer", None),
        (
            *("11-26", {"review": review(**RULED, contested="有异议")}),
            *("contested", "reviewer", "11-24"),
        ),
        ("11-26", {"decision": decision(), "holds": True}, "decided", None, None),
        ("11-26", {"decision": decision(), "open_rows": 9, "holds": True}, "decided", None, None),
        (
            *("11-26", {"decision": decision(decision="reassess"), "holds": True}),
            *("decided", "provider", "11-25"),
        ),
        (
            "11-28",
            {
                "decision": decision(decision="conditional", conditions=[CONDITION]),
                "holds": True,
            },
            *("decided", "provider", "11-25"),
        ),
        (
            "11-28",
            {
                "decision": decision(
                    decision="conditional", conditions=[{**CONDITION, "met_on": "2026-11-27"}]
                ),
                "holds": True,
            },
            *("decided", None, None),
        ),
        (
            "12-08",
            {"decision": decision(until="2026-12-05"), "review": review(**RULED)},
            *("to_decide", "manager", "12-06"),
        ),
        ("12-04", {"decision": decision()}, "to_review", "reviewer", "11-25"),
        ("12-08", {"decision": decision(until="2026-12-05")}, "to_review", "reviewer", "12-06"),
        (
            *("12-04", {"decision": decision(), "review": review(**RULED)}),
            *("to_decide", "manager", "11-25"),
        ),
    ],
)
def test_how_it_stands(
    on: str, known: dict[str, Any], state: str, turn: str | None, since: str | None
) -> None:
    assert standing(on, **known) == (state, turn, day(since) if since else None)


def test_a_decision_of_before_the_round_is_none_of_it() -> None:
    old = decision(on="2026-10-01")
    assert standing("11-20", decision=old, holds=True).state == "to_review"
    assert standing("11-01", decision=old, holds=True).state == "not_open"


def test_an_extension_moves_the_last_day() -> None:
    round_ = Round.model_validate({**ROUND, **LATER})
    assert standing("11-30", round_=round_, open_rows=1).state == "filling"
    late = standing("12-02", round_=round_, open_rows=1)
    assert late == ("late", "provider", day("11-30"))


def test_before_the_last_day_a_ruling_closes_nothing() -> None:
    early = review(reviewed=1, last_on=day("11-10"))
    assert standing("11-20", open_rows=1, review=early).state == "filling"
    old = review(reviewed=1, last_on=day("10-10"))
    assert standing("11-26", open_rows=1, review=old).state == "late"


def test_without_a_round_nobody_is_late() -> None:
    known = Progress("acme", 3, GIVEN, review())
    assert standing_on(day("12-31"), known, None) == ("filling", "provider", None)
    complete = known._replace(open_rows=0)
    assert standing_on(day("12-31"), complete, None) == ("to_review", "reviewer", GIVEN)
