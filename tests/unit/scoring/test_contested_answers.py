"""Answers that brands speak against: told in the profile, and no score hangs on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dpcap.model.base import Day
from dpcap.model.framework import Framework
from dpcap.model.manager import HeldMerchants, ManagerRecords
from dpcap.model.review import AnswerRuling
from dpcap.model.voice import MerchantsFile, MerchantVoice
from dpcap.scoring.case import Case
from dpcap.scoring.contested_answers import contested_answers, contested_finding
from dpcap.scoring.profile_check import is_as_scored
from dpcap.scoring.score import profile_of
from dpcap.scoring.sensitivity import full_profile
from strategies import whole_cases

LAST = date(2026, 9, 2)
RULED: dict[str, Any] = {"ruling": "refused", "by": "李强", "reason": "投诉属实"}


def brands(**entries: dict[str, Any]) -> MerchantsFile:
    said = {
        name: MerchantVoice.model_validate({"on": LAST, "about": ["A-1"], **one})
        for name, one in entries.items()
    }
    return MerchantsFile.model_validate(
        {"schema": "dpcap/merchants/1", "held_by": "brand", "merchants": said}
    )


def ruling(on: Day) -> dict[str, AnswerRuling]:
    return {"A-1": AnswerRuling(on=on, **RULED)}


def test_low_ratings_and_complaints_are_gathered_by_answer() -> None:
    said = brands(
        c2={"rating": 1, "note": "慢", "on": date(2026, 9, 1)},
        c1={"complaints": 2, "about": ["A-1", "B-1"]},
        c3={"rating": 3},
        c4={"rating": 5, "complaints": 0},
    )
    one, other = contested_answers(said, {})
    assert (one.node, one.contracts, one.brands) == ("A-1", ("c1", "c2"), 2)
    assert (one.lowest, one.complaints, one.notes, one.last_on) == (1, 2, ("慢",), LAST)
    assert (other.node, other.contracts, other.lowest, other.ruling) == ("B-1", ("c1",), None, None)
    assert one.told == "A-1: c1, c2: 慢"


def test_who_ruled_before_the_last_brand_spoke_had_not_heard_it() -> None:
    said = brands(c1={"rating": 1})
    for on, settled in ((date(2026, 9, 1), None), (LAST, "refused"), (date(2026, 9, 3), "refused")):
        (one,) = contested_answers(said, ruling(on))
        assert one.ruling == settled
    told = contested_finding(one)
    assert all(str(LAST) in told.message(language) for language in ("zh", "en"))  # type: ignore[arg-type]


@st.composite
def held(draw: st.DrawFn, framework: Framework) -> HeldMerchants:
    """What brands say of any of the framework's indicators."""
    nodes = st.lists(st.sampled_from(sorted(framework.by_id)), max_size=3, unique=True)
    entries = st.fixed_dictionaries(
        {"rating": st.integers(1, 5), "complaints": st.integers(0, 3), "about": nodes}
    )
    drawn = draw(st.dictionaries(st.sampled_from(["c1", "c2", "c3"]), entries, min_size=1))
    return HeldMerchants(
        file="reviews/voice/acme/merchants.yaml",
        lines={name: at for at, name in enumerate(drawn, 4)},
        said=brands(**drawn),
    )


@given(st.data())
def test_no_score_and_no_level_hangs_on_what_brands_say(data: st.DataObject) -> None:
    case: Case = data.draw(whole_cases())
    quiet = replace(case, records=case.records or ManagerRecords())
    merchants = data.draw(held(case.framework))
    records = (quiet.records or ManagerRecords()).model_copy(update={"merchants": merchants})
    loud = replace(quiet, records=records)
    before, after = profile_of(quiet), profile_of(loud)
    told = [one for one in after.findings if one.code == "DP562"]
    silent = {
        "review": after.review.model_copy(update={"contested_answers": ()}),
        "findings": tuple(one for one in after.findings if one.code != "DP562"),
        "kept": before.kept,
    }
    assert after.model_copy(update=silent) == before
    open_ones = [one.node for one in after.review.contested_answers if one.ruling is None]
    assert [one.node for one in told] == open_ones
    assert all(one.file == merchants.file and one.line for one in told)
    assert (after.review.in_dispute is None) == (not open_ones and before.review.contested is None)


@given(st.data())
def test_a_profile_with_disputed_answers_is_scored_again_from_itself(data: st.DataObject) -> None:
    case: Case = data.draw(whole_cases())
    merchants = data.draw(held(case.framework))
    records = (case.records or ManagerRecords()).model_copy(update={"merchants": merchants})
    profile = full_profile(replace(case, records=records))
    assert is_as_scored(profile, case.framework)
