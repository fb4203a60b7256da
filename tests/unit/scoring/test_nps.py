"""Net promoter scores of waves against figures worked out by hand."""

from __future__ import annotations

from datetime import date
from math import sqrt

import pytest

from dpcap.model.assessment import NpsCounts
from dpcap.model.nps import NpsFigure, WaveSummary
from dpcap.model.voice import OrderCarrier, VoiceAnswer, VoiceWave
from dpcap.scoring.nps import (
    detractor_reasons,
    nps_change,
    nps_counts,
    nps_figure,
    part_correlations,
    same_mix_change,
)
from dpcap.scoring.two_values import nps_move
from dpcap.scoring.voice_waves import once_each, wave_comparisons, wave_summary
from voices import marks

DAY = date(2026, 8, 10)


def counts(promoters: int, passives: int, detractors: int) -> NpsCounts:
    return NpsCounts(promoters=promoters, passives=passives, detractors=detractors)


def answer(buyer: str, mark: int, day: date = DAY, **more: object) -> VoiceAnswer:
    return VoiceAnswer(day=day, buyer=buyer, mark=mark, channel="feige", **more)  # type: ignore[arg-type]


def answers(
    name: str, promoters: int, passives: int, detractors: int, carrier: OrderCarrier = "live"
) -> list[VoiceAnswer]:
    found = marks(promoters, passives, detractors)
    return [answer(f"{name}{n}", mark, carrier=carrier) for n, mark in enumerate(found)]


def wave(**said: object) -> VoiceWave:
    head = {"schema": "dpcap/voice-wave/1", "held_by": "platform", "from": "2026-08-01"}
    return VoiceWave.model_validate({**head, "until": "2026-08-31", **said})


def summary(found: list[VoiceAnswer], **said: object) -> WaveSummary:
    return wave_summary("q3", wave(**said), found, {})


def test_marks_are_told_apart_at_7_and_9() -> None:
    assert nps_counts([0, 6, 7, 8, 9, 10]) == counts(2, 2, 2)


def test_sample_sizes_that_are_published_give_their_margin() -> None:
    """n = s²z²/d² − 3 (measuringu.com/nps-sig-test-sample-size): half 5, 10, 15 for 50 and 20 %."""
    for n, half in ((935, 5), (232, 10), (102, 15)):
        found = nps_figure(counts(round(n / 2), n - round(n / 2) - round(n / 5), round(n / 5)))
        assert found.low is not None
        assert found.high is not None
        assert (found.high - found.low) / 2 == pytest.approx(half, abs=0.15)


def test_below_30_there_is_no_figure_and_below_100_it_is_indicative() -> None:
    assert nps_figure(counts(20, 5, 4)) == NpsFigure(answers=29, standing="none")
    assert nps_figure(counts(20, 6, 4)).standing == "indicative"
    assert nps_figure(counts(60, 29, 10)).standing == "indicative"
    assert nps_figure(counts(60, 30, 10)).standing == "reportable"


def test_a_difference_of_9_7_with_100_each_is_no_clear_change() -> None:
    """d = 0.1·100/103; each variance is (p′ + d′ − (p′ − d′)²)/103."""
    found = nps_change(counts(40, 30, 30), counts(45, 30, 25))
    assert found is not None
    pairs = [(40.75 / 103, 30.75 / 103), (45.75 / 103, 25.75 / 103)]
    half = 196 * sqrt(sum((p + d - (p - d) ** 2) / 103 for p, d in pairs))
    assert found.difference == pytest.approx(10)
    assert found.adjusted == pytest.approx(9.7087, abs=1e-4)
    assert (found.low, found.high) == pytest.approx((found.adjusted - half, found.adjusted + half))
    assert found.direction == "unclear"


def test_the_same_difference_with_2000_each_is_clear() -> None:
    up = nps_change(counts(800, 600, 600), counts(900, 600, 500))
    down = nps_change(counts(900, 600, 500), counts(800, 600, 600))
    assert up is not None
    assert down is not None
    assert (up.direction, down.direction) == ("up", "down")
    assert nps_change(counts(20, 5, 4), counts(900, 600, 500)) is None


def test_the_mix_alone_turns_the_sign() -> None:
    """Each carrier rises by 8; the share of the better one falls from ¾ to ¼."""
    before: dict[OrderCarrier, NpsCounts] = {
        "card": counts(189, 72, 39),
        "live": counts(35, 30, 35),
    }
    after: dict[OrderCarrier, NpsCounts] = {"card": counts(67, 24, 9), "live": counts(120, 84, 96)}
    found = same_mix_change(before, after)
    assert found is not None
    assert found.within == pytest.approx(8)
    assert found.mix == pytest.approx(-25)
    assert found.turned


def test_small_carriers_are_taken_together_or_nothing_is_said() -> None:
    big = counts(40, 10, 10)
    small: dict[OrderCarrier, NpsCounts] = {
        "live": big, "video": counts(10, 5, 5), "search": counts(5, 5, 5)
    }  # fmt: skip
    found = same_mix_change(small, small)
    assert found is not None
    assert found.joined == ("video", "search")
    assert same_mix_change({"live": big, "search": counts(5, 5, 5)}, {"live": big}) is None


def test_the_first_answer_in_90_days_counts_and_on_one_day_the_lowest() -> None:
    later, in_time = date(2026, 11, 7), date(2026, 11, 8)
    waves = {
        "q3": [answer("a", 9), answer("a", 3), answer("b", 8)],
        "q4": [answer("a", 10, later), answer("b", 2, in_time)],
    }
    assert once_each(waves) == {
        "q3": (answer("a", 3), answer("b", 8)),
        "q4": (answer("b", 2, in_time),),
    }


def test_reasons_are_shares_of_detractors_and_ranked_from_100_on() -> None:
    low = [answer(f"d{n}", 3, tags=("slow",) if n % 3 else ("rude", "slow")) for n in range(30)]
    named = detractor_reasons([*low, answer("p", 9, tags=("fine",))])
    assert [(one.reason, one.count, round(one.share)) for one in named] == [
        ("slow", 30, 100),
        ("rude", 10, 33),
    ]
    assert [one.reason for one in summary(low).reasons] == ["rude", "slow"]
    assert not summary(low).ranked
    many = summary([*low, *answers("p", 70, 0, 0)])
    assert [one.reason for one in many.reasons] == ["slow", "rude"]
    few = summary(low[:29])
    assert (few.reasons, few.reason_names) == ((), ("rude", "slow"))


def test_parts_have_figures_and_r_from_30_on_and_an_order_from_100_on() -> None:
    found = [
        answer(f"b{n}", n % 11, parts=(10 - n % 11, n % 11, None, n % 11 if n < 29 else None))
        for n in range(110)
    ]
    said = {one.part: (one.answers, one.r) for one in part_correlations(found)}
    assert said["product"] == (110, pytest.approx(-1))
    assert said["logistics"] == (110, pytest.approx(1))
    assert said["service"] == (0, None)
    assert said["content"] == (29, None)
    whole = summary(found)
    assert whole.parts["content"] == NpsFigure(answers=29, standing="none")
    assert [one.part for one in whole.correlations] == ["product", "logistics", "content"]
    both = [one._replace(parts=(*one.parts[:2], None, None)) for one in found]
    assert [one.part for one in summary(both).correlations] == ["logistics", "product"]
    same = [answer(f"b{n}", n % 11, parts=(5, None, None, None)) for n in range(40)]
    assert part_correlations(same)[0].r is None


@pytest.mark.parametrize(
    ("said", "few"),
    [
        ({}, True),
        ({"delivered": 1000}, True),
        ({"delivered": 1000, "answered": 99}, True),
        ({"delivered": 1000, "answered": 100}, False),
        ({"invited": 1000, "answered": 100}, False),
        ({"invited": 5000, "delivered": 1000, "answered": 100}, False),
    ],
)
def test_below_a_tenth_or_unknown_who_answered_decides(said: dict[str, int], few: bool) -> None:
    assert summary(answers("a", 20, 10, 10), **said).asked_few == few


def test_waves_of_promotions_are_compared_with_none() -> None:
    waves = {
        "a": wave(**{"from": "2026-02-01", "until": "2026-02-20"}),
        "b": wave(**{"from": "2026-06-10", "until": "2026-06-20", "promo": True}),
        "c": wave(),
    }
    found = {name: answers(name, 40, 10, 10) for name in waves}
    assert [(one.before, one.after) for one in wave_comparisons(waves, found)] == [("a", "c")]
    assert wave_comparisons({"b": waves["b"], "c": waves["c"]}, found) == ()


def test_waves_of_different_holders_are_compared_with_a_warning() -> None:
    waves = {"a": wave(until="2026-08-10"), "b": wave(held_by="brand")}
    (pair,) = wave_comparisons(waves, {name: answers(name, 40, 10, 10) for name in waves})
    assert pair.other_holder
    assert not wave_comparisons({**waves, "b": wave()}, {"a": [], "b": []})[0].other_holder


def test_what_the_mix_did_is_no_move_of_the_experience() -> None:
    waves = {"a": wave(**{"from": "2026-02-01", "until": "2026-02-20"}), "b": wave()}
    told = {
        "a": [*answers("a", 189, 72, 39, "card"), *answers("b", 35, 30, 35)],
        "b": [*answers("c", 67, 24, 9, "card"), *answers("d", 120, 84, 96)],
    }
    whole = [wave_summary(name, waves[name], told[name], {}) for name in waves]
    found = nps_move(whole, wave_comparisons(waves, told))
    assert found is not None
    assert (found.before, found.after, found.moved) == (pytest.approx(37.5), pytest.approx(20.5), 0)
    plain = {"a": answers("a", 300, 100, 100), "b": answers("b", 200, 100, 200)}
    whole = [wave_summary(name, waves[name], plain[name], {}) for name in waves]
    found = nps_move(whole, wave_comparisons(waves, plain))
    assert found is not None
    assert found.moved == -1


def test_the_interval_within_carriers_is_worked_out_by_hand() -> None:
    """Half of each wave is of either carrier; each variance is (p′ + d′ − (p′ − d′)²)/103."""
    before: dict[OrderCarrier, NpsCounts] = {
        "card": counts(40, 30, 30),
        "live": counts(60, 20, 20),
    }
    after: dict[OrderCarrier, NpsCounts] = {"card": counts(45, 30, 25), "live": counts(50, 20, 30)}
    found = same_mix_change(before, after)
    assert found is not None
    pairs = [(40, 30), (45, 25), (60, 20), (50, 30)]
    spread = [
        (p + d - (p - d) ** 2) / 103
        for p, d in (((a + 0.75) / 103, (b + 0.75) / 103) for a, b in pairs)
    ]
    half = 196 * sqrt(0.25 * sum(spread))
    centre = 0.5 * (10 - 20) * 100 / 103
    assert found.within == pytest.approx(-5)
    assert (found.low, found.high) == pytest.approx((centre - half, centre + half))
    assert (found.direction, found.turned) == ("unclear", False)


def test_more_answers_than_were_reached_are_all_of_them() -> None:
    assert wave(delivered=10, answered=15).response == 1
    assert wave(delivered=10, answered=10).response == 1
    assert wave(delivered=10, answered=4).response == pytest.approx(0.4)
    assert wave(invited=20, delivered=0, answered=4).response is None
    assert wave(invited=20, answered=4).response == pytest.approx(0.2)


def test_no_difference_is_told_beyond_200() -> None:
    """From all promoters to all detractors, with few answers first: it would begin at −203."""
    best, worst = counts(30, 0, 0), counts(0, 0, 10_000)
    down, up = nps_change(best, worst), nps_change(worst, best)
    assert down is not None
    assert up is not None
    assert (down.low, up.high) == (-200, 200)
    fell, rose = (
        same_mix_change({"live": best}, {"live": worst}),
        same_mix_change({"live": worst}, {"live": best}),
    )
    assert fell is not None
    assert rose is not None
    assert (fell.low, rose.high) == (-200, 200)
