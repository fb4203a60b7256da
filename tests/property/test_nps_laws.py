"""Laws of net promoter scores: order and files mean nothing, intervals hold what they are of."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpcap.model.assessment import NpsCounts
from dpcap.model.voice import ORDER_CARRIERS, OrderCarrier, VoiceAnswer, VoiceWave
from dpcap.scoring.nps import nps_change, nps_figure, same_mix_change
from dpcap.scoring.voice_waves import once_each, wave_comparisons, wave_summary

WAVE = VoiceWave.model_validate(
    {
        "schema": "dpcap/voice-wave/1",
        "held_by": "brand",
        "from": "2026-01-01",
        "until": "2026-12-31",
    }
)
MARK = st.integers(0, 10)
ANSWER = st.builds(
    VoiceAnswer,
    day=st.integers(0, 200).map(lambda days: date(2026, 1, 1) + timedelta(days=days)),
    buyer=st.integers(0, 80).map("b{}x".format),
    mark=MARK,
    channel=st.sampled_from(("platform", "feige")),
    carrier=st.sampled_from(("live", "card", "unknown")),
    parts=st.tuples(*[st.none() | MARK] * 4),
    tags=st.sets(st.sampled_from("abc")).map(lambda tags: tuple(sorted(tags))),
)
COUNTS = st.builds(
    NpsCounts,
    promoters=st.integers(0, 400),
    passives=st.integers(0, 400),
    detractors=st.integers(0, 400),
)
LARGE = COUNTS.filter(lambda one: one.promoters + one.passives + one.detractors >= 30)


def replies(one: NpsCounts) -> int:
    return one.promoters + one.passives + one.detractors


@given(st.lists(ANSWER, max_size=120), st.lists(ANSWER, max_size=120), st.integers())
@settings(max_examples=40)
def test_no_order_of_answers_changes_anything(
    one: list[VoiceAnswer], other: list[VoiceAnswer], seed: int
) -> None:
    mixed = [[*one], [*other]]
    for each in mixed:
        Random(seed).shuffle(each)
    first, second = once_each({"a": one, "b": other}), once_each({"b": mixed[1], "a": mixed[0]})
    assert first == second
    waves = {"a": WAVE, "b": WAVE}
    assert wave_comparisons(waves, first) == wave_comparisons(waves, second)
    again = wave_summary("a", WAVE, [*reversed(first["a"])], {})
    assert wave_summary("a", WAVE, first["a"], {}) == again


@given(st.lists(ANSWER, max_size=120))
@settings(max_examples=40)
def test_one_answer_of_a_buyer_in_90_days_and_a_second_time_it_stays(
    found: list[VoiceAnswer],
) -> None:
    kept = once_each({"a": found})
    assert once_each(kept) == kept
    days: dict[str, list[date]] = {}
    for one in kept["a"]:
        days.setdefault(one.buyer, []).append(one.day)
    assert days.keys() == {one.buyer for one in found}
    for each in days.values():
        ordered = sorted(each)
        assert all((b - a).days >= 90 for a, b in pairwise(ordered))


@given(st.lists(ANSWER, max_size=60))
@settings(max_examples=40)
def test_below_30_no_figure_is_made(found: list[VoiceAnswer]) -> None:
    whole = wave_summary("a", WAVE, found, {})
    for one in (whole.whole, *whole.carriers.values(), *whole.parts.values()):
        assert (one.nps is None) == (one.answers < 30) == (one.standing == "none")
        assert (one.low is None) == (one.high is None) == (one.nps is None)
    assert not whole.reasons or len(found) >= 30
    assert all(one.r is None for one in whole.correlations if one.answers < 30)


@given(COUNTS)
@settings(max_examples=200)
def test_an_interval_holds_its_figure_and_stays_within_100(counts: NpsCounts) -> None:
    found = nps_figure(counts)
    if found.nps is None or found.low is None or found.high is None:
        assert replies(counts) < 30
        return
    assert -100 <= found.low <= found.nps <= found.high <= 100


@given(LARGE, LARGE)
@settings(max_examples=200)
def test_a_difference_lies_in_its_interval_and_turns_with_the_waves(
    one: NpsCounts, other: NpsCounts
) -> None:
    there, back = nps_change(one, other), nps_change(other, one)
    assert there is not None
    assert back is not None
    assert -200 <= there.low <= there.difference <= there.high <= 200
    assert there.difference == pytest.approx(-back.difference)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    turned = {"up": "down", "down": "up", "unclear": "unclear"}
    assert turned[there.direction] == back.direction


@given(st.dictionaries(st.sampled_from(ORDER_CARRIERS), st.tuples(LARGE, LARGE), min_size=1))
@settings(max_examples=100)
def test_within_and_mix_add_up_to_the_difference(
    carriers: dict[OrderCarrier, tuple[NpsCounts, NpsCounts]],
) -> None:
    before = {name: pair[0] for name, pair in carriers.items()}
    after = {name: pair[1] for name, pair in carriers.items()}
    found, plain = same_mix_change(before, after), nps_change(summed(before), summed(after))
    assert found is not None
    assert plain is not None
    assert found.within + found.mix == pytest.approx(plain.difference)
    assert found.low <= found.within <= found.high
    if len(carriers) == 1:
        assert not found.turned


@given(
    st.dictionaries(st.sampled_from(ORDER_CARRIERS), LARGE, min_size=1),
    st.integers(1, 5),
    st.data(),
)
@settings(max_examples=100)
def test_with_equal_mixes_the_same_difference_comes_out(
    before: dict[OrderCarrier, NpsCounts], times: int, data: st.DataObject
) -> None:
    """The later wave has each carrier so many times as often, with other marks."""
    after = {}
    for name, counts in before.items():
        n = replies(counts) * times
        promoters = data.draw(st.integers(0, n))
        detractors = data.draw(st.integers(0, n - promoters))
        rest = n - promoters - detractors
        after[name] = NpsCounts(promoters=promoters, passives=rest, detractors=detractors)
    found, plain = same_mix_change(before, after), nps_change(summed(before), summed(after))
    assert found is not None
    assert plain is not None
    assert found.within == pytest.approx(plain.difference)
    assert found.mix == pytest.approx(0, abs=1e-9)
    assert not found.turned


def summed(counts: dict[OrderCarrier, NpsCounts]) -> NpsCounts:
    every = counts.values()
    return NpsCounts(
        promoters=sum(one.promoters for one in every),
        passives=sum(one.passives for one in every),
        detractors=sum(one.detractors for one in every),
    )
