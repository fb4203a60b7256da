"""Which answers of which waves count, and what each wave and each pair of waves comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from dpcap.model.assessment import NpsCounts
from dpcap.model.nps import PartCorrelation, WaveComparison, WaveSummary
from dpcap.model.voice import BUYER_PARTS, ORDER_CARRIERS, OrderCarrier, VoiceAnswer, VoiceWave
from dpcap.scoring.normalise import NPS_MINIMUM
from dpcap.scoring.nps import (
    REPORTABLE,
    detractor_reasons,
    nps_change,
    nps_counts,
    nps_figure,
    part_correlations,
    same_mix_change,
)

# A buyer is asked at most once in so many days.
ONCE_IN = timedelta(days=90)
_FEW_ANSWERED = 0.1


def once_each(
    waves: Mapping[str, Sequence[VoiceAnswer]],
) -> dict[str, tuple[VoiceAnswer, ...]]:
    """The answers that count, by wave: of each buyer's the first, and none within 90 days of it.

    On one day the lowest mark counts. Buyers are the same in all *waves*; the order of answers, of
    waves and of files means nothing.
    """
    every = sorted(
        ((answer, wave) for wave, answers in waves.items() for answer in answers),
        key=lambda one: (_order(one[0]), one[1]),
    )
    counted: dict[str, date] = {}
    kept: dict[str, list[VoiceAnswer]] = {wave: [] for wave in waves}
    for answer, wave in every:
        last = counted.get(answer.buyer)
        if last is None or answer.day - last >= ONCE_IN:
            counted[answer.buyer] = answer.day
            kept[wave].append(answer)
    return {wave: tuple(answers) for wave, answers in kept.items()}


def _order(one: VoiceAnswer) -> tuple[object, ...]:
    parts = tuple(-1 if mark is None else mark for mark in one.parts)
    return one.day, one.buyer, one.mark, one.channel, one.carrier, parts, one.tags


def carrier_counts(answers: Iterable[VoiceAnswer]) -> dict[OrderCarrier, NpsCounts]:
    """Promoters, passives and detractors by carrier, in the order of carriers."""
    marks: dict[OrderCarrier, list[int]] = {}
    for one in answers:
        marks.setdefault(one.carrier, []).append(one.mark)
    return {one: nps_counts(marks[one]) for one in ORDER_CARRIERS if one in marks}


def wave_summary(
    name: str,
    wave: VoiceWave,
    answers: Sequence[VoiceAnswer],
    left_out: Mapping[str, int],
    *,
    by_manager: bool = False,
) -> WaveSummary:
    """What the *answers* that count in the *wave* called *name* come to.

    Reasons have figures from 30 answers on; they and the parts are in order from 100 on.
    """
    n = len(answers)
    ranked = n >= REPORTABLE
    reasons = detractor_reasons(answers)
    response = wave.response
    parts = {
        part: [mark for one in answers if (mark := one.parts[place]) is not None]
        for place, part in enumerate(BUYER_PARTS)
    }
    by_name = sorted(reasons, key=lambda one: one.reason)
    shown = (reasons if ranked else tuple(by_name)) if n >= NPS_MINIMUM else ()
    counts = nps_counts(one.mark for one in answers)
    return WaveSummary(
        id=name,
        wave=wave,
        by_manager=by_manager,
        left_out=dict(sorted(left_out.items())),
        asked_few=response is None or response < _FEW_ANSWERED,
        whole=nps_figure(counts),
        carriers={one: nps_figure(each) for one, each in carrier_counts(answers).items()},
        parts={part: nps_figure(nps_counts(marks)) for part, marks in parts.items() if marks},
        detractors=counts.detractors if n >= NPS_MINIMUM else None,
        reasons=shown,
        reason_names=tuple(one.reason for one in by_name),
        correlations=_in_order(part_correlations(answers)),
        ranked=ranked,
    )


def _in_order(found: Sequence[PartCorrelation]) -> tuple[PartCorrelation, ...]:
    """The strongest first where each has enough answers, else in the order of the parts."""
    known = [one for one in found if one.answers]
    if any(one.answers < REPORTABLE for one in known):
        return tuple(known)
    return tuple(sorted(known, key=lambda one: (one.r is None, -(one.r or 0.0), one.part)))


def wave_comparisons(
    waves: Mapping[str, VoiceWave], answers: Mapping[str, Sequence[VoiceAnswer]]
) -> tuple[WaveComparison, ...]:
    """Each wave against the one before it, by their days; waves of promotions are left aside."""
    plain = [name for name in by_days(waves) if not waves[name].promo]
    return tuple(_compared(*pair, waves, answers) for pair in pairwise(plain))


def by_days(waves: Mapping[str, VoiceWave]) -> list[str]:
    """The names of *waves*, the earliest first."""
    return sorted(waves, key=lambda name: (waves[name].from_, waves[name].until, name))


def _compared(
    before: str,
    after: str,
    waves: Mapping[str, VoiceWave],
    answers: Mapping[str, Sequence[VoiceAnswer]],
) -> WaveComparison:
    was, now = answers[before], answers[after]
    old, new = carrier_counts(was), carrier_counts(now)
    changes = {
        one: nps_change(old[one], new[one])
        for one in ORDER_CARRIERS
        if {one} <= old.keys() & new.keys()
    }
    change = nps_change(*(nps_counts(one.mark for one in wave) for wave in (was, now)))
    return WaveComparison(
        before=before,
        after=after,
        change=change,
        carriers={one: found for one, found in changes.items() if found},
        same_mix=same_mix_change(old, new) if change else None,
        other_holder=waves[before].held_by != waves[after].held_by,
    )
