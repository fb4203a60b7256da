"""Laws of appeals: who is contested, who may answer, and that no order changes anything."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from appeals import ANSWER, OPEN, appeals_of
from dpcap.model.appeal import Appeal, AppealOutcome
from dpcap.model.manager import ManagerRecords
from dpcap.model.review import Review

POINTS = ({"indicator": "SHP-4.1"}, {"gate": "capital"}, {"level": "L3"}, {"standing": 7})
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
names = st.text(st.sampled_from("王李Wang li　Ｗ"), min_size=1, max_size=8).filter(str.strip)


@st.composite
def appeals(draw: st.DrawFn) -> dict[str, Any]:
    filed = draw(days)
    told = {**OPEN, "point": draw(st.sampled_from(POINTS)), "filed_on": filed.isoformat()}
    if draw(st.booleans()):
        told["answer_by"] = draw(days).isoformat()
    if draw(st.booleans()):
        answers = (one for one in get_args(AppealOutcome) if one != "open")
        outcome = draw(st.sampled_from(tuple(answers)))
        later = filed + timedelta(draw(st.integers(0, 40)))
        told |= {**ANSWER, "outcome": outcome, "answered_on": later.isoformat()}
    return told


files = st.dictionaries(st.sampled_from(("a1", "a2", "b", "c.1", "7")), appeals(), max_size=5)


@given(files, st.none() | st.just("复核文件里的异议"))
def test_contested_is_who_has_an_open_appeal(told: dict[str, Any], reviewed: str | None) -> None:
    review = Review.model_validate(
        {"schema": "dpcap/review/2", "provider": "acme", "contested": reviewed}
    )
    records = ManagerRecords(review=review, appeals=appeals_of(told))
    is_open = any("outcome" not in one for one in told.values())
    assert (records.contested is not None) == is_open
    assert ManagerRecords(review=review).contested == reviewed


@given(files, st.randoms(use_true_random=False))
def test_the_order_of_appeals_says_nothing(told: dict[str, Any], random: Any) -> None:
    turned = list(told.items())
    random.shuffle(turned)
    one, other = appeals_of(told), appeals_of(dict(turned))
    assert one.contested == other.contested
    assert one.answer_by == other.answer_by
    assert one.open == other.open


@given(files, days)
def test_answering_lifts_it_one_by_one(told: dict[str, Any], on: date) -> None:
    left = dict(told)
    while (found := appeals_of(left)).open:
        name, first = found.open[0]
        assert found.answer_by == first.due()
        assert first.is_overdue(on) == (first.due() < on)
        left[name] = {**left[name], **ANSWER, "answered_on": left[name]["filed_on"]}
        assert name not in dict(appeals_of(left).open)
    assert found.contested is None


@given(names, st.sampled_from((str.upper, str.lower, lambda name: f"  {name}\u3000")))
def test_who_decided_never_answers(name: str, written: Any) -> None:
    told = {**OPEN, **ANSWER, "decided_by": name, "answered_by": written(name)}
    with pytest.raises(ValidationError, match="somebody else answers"):
        Appeal.model_validate(told)
