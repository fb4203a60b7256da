"""Figures as they would be given: counts behind an NPS, an envelope filled in, a peer figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from math import ceil

from dpcap.model.assessment import NpsCounts, Reply, Value
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.period import last_period
from dpcap.model.scale import Figure, Numeric
from dpcap.scoring.case import Case
from dpcap.scoring.normalise import NPS_MINIMUM
from dpcap.scoring.timeliness import PERIOD

_MOST_REPLIES = 10**8


def counts_of(nps: Value | None) -> NpsCounts:
    """Replies enough to count whose NPS is the number *nps*, -100..100, to twelve digits."""
    share = (Fraction(str(nps)) / 100).limit_denominator(_MOST_REPLIES)
    times = ceil(NPS_MINIMUM / share.denominator)
    ahead, replies = share.numerator * times, share.denominator * times
    return NpsCounts(
        promoters=max(ahead, 0), passives=replies - abs(ahead), detractors=max(-ahead, 0)
    )


def envelope_of(
    case: Case, indicator: Indicator, like: Iterable[Reply]
) -> Callable[[Reply], dict[str, str]]:
    """What gives a reply its envelope once its figure is measured anew before the day of *case*.

    What it lacks is taken from the replies *like* it, else it is the first that is allowed.
    """
    scale = indicator.scale
    if not isinstance(scale, Figure) or not scale.envelope:
        return lambda reply: reply.envelope
    known = {field: word for one in like for field, word in one.envelope.items()}
    fill, fresh = dict[str, str](), dict[str, str]()
    for field in scale.envelope:
        options = _options(case.framework, scale, field)
        if field == PERIOD and not options:
            fresh[field] = last_period(scale.period, case.as_of)
        else:
            fill[field] = known.get(field) or next(iter(options), field)
    return lambda reply: {**fill, **reply.envelope, **fresh}


def _options(framework: Framework, scale: Figure, field: str) -> tuple[str, ...]:
    """The words that *field* may hold; none: any."""
    allowed, vocabulary = scale.envelope[field], framework.envelope.get(field)
    if allowed != "any":
        return allowed
    return tuple(vocabulary.values) if vocabulary else ()


def assumed_peers(scale: Numeric, like: Iterable[Reply]) -> Iterator[float]:
    """Peer figures that may be assumed where none is known: those *like* it, then plausible."""
    low, high = scale.plausible or (0.0, 0.0)
    guesses = (*(one.peer for one in like), scale.typical, 1.0, (low + high) / 2, low, high)
    return (peer for peer in guesses if peer is not None and peer > 0)
