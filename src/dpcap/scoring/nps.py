"""Net promoter scores of waves: figures, differences, what the mix of carriers did. Pure formulas.

The score is 100·(P − D) ÷ n, P marks of 9 and 10, D marks of 0 to 6 (Reichheld 2003, Harvard
Business Review). Its interval is the adjusted-Wald interval (Rocks 2016, The American Statistician
70), and a difference adds the two variances (measuringu.com/nps-significance-test). Nothing
here depends on the order of the answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum, sqrt
from typing import NamedTuple

from dpcap.model.assessment import NpsCounts
from dpcap.model.nps import (
    DetractorReason,
    NpsChange,
    NpsDirection,
    NpsFigure,
    PartCorrelation,
    SameMixChange,
)
from dpcap.model.voice import BUYER_PARTS, ORDER_CARRIERS, OrderCarrier, VoiceAnswer
from dpcap.scoring.normalise import FULL, NPS_MINIMUM, TOLERANCE, net_promoter

REPORTABLE = 100
_PROMOTER, _PASSIVE = 9, 7
_Z = 1.96


def nps_counts(marks: Iterable[int]) -> NpsCounts:
    """How many of *marks* are promoters, passives and detractors."""
    promoters = passives = detractors = 0
    for mark in marks:
        promoters += mark >= _PROMOTER
        passives += _PASSIVE <= mark < _PROMOTER
        detractors += mark < _PASSIVE
    return NpsCounts(promoters=promoters, passives=passives, detractors=detractors)


def nps_figure(counts: NpsCounts) -> NpsFigure:
    """The score of *counts* with its interval within −100..100; none below 30 answers."""
    n = _replies(counts)
    if n < NPS_MINIMUM:
        return NpsFigure(answers=n, standing="none")
    found = net_promoter(counts)
    return NpsFigure(
        answers=n,
        standing="reportable" if n >= REPORTABLE else "indicative",
        nps=found.nps,
        low=max(-FULL, min(found.low, found.nps)),
        high=min(FULL, max(found.high, found.nps)),
    )


def nps_change(before: NpsCounts, after: NpsCounts) -> NpsChange | None:
    """The difference of two scores; None if one of them has fewer than 30 answers."""
    if min(_replies(before), _replies(after)) < NPS_MINIMUM:
        return None
    was, now = _adjusted(before), _adjusted(after)
    difference = net_promoter(after).nps - net_promoter(before).nps
    adjusted, half = now.nps - was.nps, _Z * sqrt(was.variance + now.variance)
    return NpsChange(
        difference=difference,
        adjusted=adjusted,
        low=max(-2 * FULL, min(adjusted - half, difference)),
        high=min(2 * FULL, max(adjusted + half, difference)),
        direction=_direction(adjusted, half),
    )


def same_mix_change(
    before: Mapping[OrderCarrier, NpsCounts], after: Mapping[OrderCarrier, NpsCounts]
) -> SameMixChange | None:
    """The change within carriers, each weighed by the mean of its shares in both waves.

    What is left of the plain difference is the mix: Σ w·Δs + Σ s·Δw (Kitagawa 1955, Journal of the
    American Statistical Association 50). Carriers with fewer than 30 answers in a wave are taken
    together; None if even so a carrier has too few in one of the waves.
    """
    groups, joined = _joined(before, after)
    counts = [(_sum(before, one), _sum(after, one)) for one in groups]
    if not counts or any(min(map(_replies, pair)) < NPS_MINIMUM for pair in counts):
        return None
    totals = [fsum(_replies(pair[side]) for pair in counts) for side in (0, 1)]
    strata = [_stratum(*pair, *totals) for pair in counts]
    within = fsum(one.weight * one.change for one in strata)
    mix = fsum(one.level * one.shift for one in strata)
    centre = fsum(one.weight * one.adjusted for one in strata)
    half = _Z * sqrt(fsum(one.weight**2 * one.variance for one in strata))
    return SameMixChange(
        within=within,
        mix=mix,
        low=max(-2 * FULL, min(centre - half, within)),
        high=min(2 * FULL, max(centre + half, within)),
        direction=_direction(centre, half),
        turned=within * (within + mix) < -TOLERANCE,
        joined=joined,
    )


def detractor_reasons(answers: Iterable[VoiceAnswer]) -> tuple[DetractorReason, ...]:
    """The reasons of the detractors among *answers*, the commonest first."""
    detractors = [one for one in answers if one.mark < _PASSIVE]
    counted: dict[str, int] = {}
    for one in detractors:
        for tag in one.tags:
            counted[tag] = counted.get(tag, 0) + 1
    ordered = sorted(counted, key=lambda tag: (-counted[tag], tag))
    share = FULL / len(detractors) if detractors else 0.0
    return tuple(
        DetractorReason(reason=tag, count=counted[tag], share=share * counted[tag])
        for tag in ordered
    )


def part_correlations(answers: Sequence[VoiceAnswer]) -> tuple[PartCorrelation, ...]:
    """How the marks of each part go with the mark itself, in the order of the parts.

    There is no r below 30 answers, nor where all of one side are the same.
    """
    found = []
    for place, part in enumerate(BUYER_PARTS):
        pairs = [(one.parts[place], one.mark) for one in answers]
        known = [(mine, mark) for mine, mark in pairs if mine is not None]
        r = _pearson(known) if len(known) >= NPS_MINIMUM else None
        found.append(PartCorrelation(part=part, answers=len(known), r=r))
    return tuple(found)


class _Adjusted(NamedTuple):
    """A score, −100..100, with ¾ of a promoter and of a detractor more, of 3 answers more."""

    nps: float
    variance: float


def _adjusted(counts: NpsCounts) -> _Adjusted:
    n = _replies(counts) + 3
    p, d = (counts.promoters + 0.75) / n, (counts.detractors + 0.75) / n
    return _Adjusted(FULL * (p - d), FULL**2 * (p + d - (p - d) ** 2) / n)


class _Stratum(NamedTuple):
    """One carrier in two waves: its mean share and score, and how both changed."""

    weight: float
    level: float
    shift: float
    change: float
    adjusted: float
    variance: float


def _stratum(before: NpsCounts, after: NpsCounts, all_before: float, all_after: float) -> _Stratum:
    was, now = net_promoter(before).nps, net_promoter(after).nps
    share_was, share_now = _replies(before) / all_before, _replies(after) / all_after
    old, new = _adjusted(before), _adjusted(after)
    return _Stratum(
        weight=(share_was + share_now) / 2,
        level=(was + now) / 2,
        shift=share_now - share_was,
        change=now - was,
        adjusted=new.nps - old.nps,
        variance=old.variance + new.variance,
    )


def _joined(
    before: Mapping[OrderCarrier, NpsCounts], after: Mapping[OrderCarrier, NpsCounts]
) -> tuple[list[tuple[OrderCarrier, ...]], tuple[OrderCarrier, ...]]:
    """The carriers that stand alone, then those that are taken together, if there are any."""
    known = [one for one in ORDER_CARRIERS if one in before or one in after]
    small = tuple(
        one
        for one in known
        if min(_replies(_sum(wave, (one,))) for wave in (before, after)) < NPS_MINIMUM
    )
    alone = [(one,) for one in known if one not in small]
    return [*alone, *([small] if small else [])], small


def _sum(counts: Mapping[OrderCarrier, NpsCounts], carriers: Iterable[OrderCarrier]) -> NpsCounts:
    there = [counts[one] for one in carriers if one in counts]
    return NpsCounts(
        promoters=sum(one.promoters for one in there),
        passives=sum(one.passives for one in there),
        detractors=sum(one.detractors for one in there),
    )


def _replies(counts: NpsCounts) -> int:
    return counts.promoters + counts.passives + counts.detractors


def _direction(centre: float, half: float) -> NpsDirection:
    if abs(centre) <= half:
        return "unclear"
    return "up" if centre > 0 else "down"


def _pearson(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Pearson's r, from whole sums, so that no order of the pairs changes it."""
    n = len(pairs)
    x, y = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    xx, yy = sum(a * a for a, _ in pairs), sum(b * b for _, b in pairs)
    spread = (n * xx - x * x) * (n * yy - y * y)
    if spread <= 0:
        return None
    return (n * sum(a * b for a, b in pairs) - x * y) / sqrt(spread)
