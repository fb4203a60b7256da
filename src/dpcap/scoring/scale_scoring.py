"""What scoring does with each kind of scale: a class for each, and the pick by kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import Generic, TypeVar, assert_never

from dpcap.model.assessment import NpsCounts, RateCounts, Value, figure_of
from dpcap.model.scale import (
    BesidePeers,
    Boolean,
    ByGoalposts,
    ByPoints,
    Checklist,
    Choice,
    Nps,
    Numeric,
    Rate,
    Rubric,
    Scale,
)
from dpcap.scoring.normalise import (
    FULL,
    PeerPair,
    Scorer,
    checklist_score,
    counts_of,
    curve_score,
    goalposts,
    line,
    net_promoter,
    peer_score,
    rate_counts,
)
from dpcap.scoring.plausibility import (
    Checker,
    figure_check,
    no_tick,
    nps_check,
    number_check,
    passes,
    rate_check,
)
from dpcap.scoring.scale_steps import ScaleStep, by_nearness, first_above, marks, ratios, within
from dpcap.scoring.value_ranges import ValueRange

NONE_TICKED = ("none",)
_ANYTHING = ValueRange(-inf, inf)

Worst = Callable[[Sequence[float]], float]

ScaleT_co = TypeVar("ScaleT_co", bound=Scale, covariant=True)
MeasuredT_co = TypeVar("MeasuredT_co", Numeric, Nps, Rate, covariant=True)


class ScaleScoring(ABC, Generic[ScaleT_co]):
    """One scale's part of scoring. A kind that lacks an operation is a type error."""

    __slots__ = ("scale",)

    def __init__(self, scale: ScaleT_co) -> None:
        self.scale = scale

    @abstractmethod
    def scorer(self) -> Scorer:
        """What turns a value that fits the scale, and its peer figures, into a score, 0..100."""

    @abstractmethod
    def check(self) -> Checker:
        """What tells why a reply with a value does not count: code and parameters."""

    @abstractmethod
    def fits(self, value: Value) -> bool:
        """Whether *value* can be read on the scale: its kind, its range, its options."""

    @abstractmethod
    def steps(self, value: Value | None, peers: PeerPair) -> Iterator[ScaleStep]:
        """The steps that an answer of *value* (None: no answer) may take, the nearest first."""

    @abstractmethod
    def answer(self, step: Value | None) -> Value | None:
        """The answer to be given once the *step* is taken."""

    @abstractmethod
    def reach(self) -> ValueRange:
        """The least and the most that an answer can be."""

    @abstractmethod
    def worst(self) -> Worst | None:
        """What picks the worst of the figures of shops; None: neither end is, or there are none."""

    @abstractmethod
    def adds_up(self) -> bool:
        """Whether the mean of the figures of shops is a figure of them all."""

    @abstractmethod
    def together(self, figure: float) -> Value | None:
        """What the *figure* of all shops is as an answer; None: it is none."""

    @abstractmethod
    def in_ratio(self) -> bool:
        """Whether shops that are one show it by figures in one ratio."""


def scale_scoring(scale: Scale) -> ScaleScoring[Scale]:
    """The scoring of *scale*, by its kind."""
    match scale.kind:
        case "number":
            return _Numeric(scale)
        case "rubric":
            return _Rubric(scale)
        case "checklist":
            return _Checklist(scale)
        case "boolean":
            return _Boolean(scale)
        case "choice":
            return _Choice(scale)
        case "nps":
            return _Nps(scale)
        case "rate":
            return _Rate(scale)
        case _:
            assert_never(scale)


def next_step(
    scale: Scale,
    value: Value | None,
    score: float,
    peer: float | None = None,
    benchmark: float | None = None,
) -> ScaleStep | None:
    """The next step above *score* for an answer of *value* (None: no answer); None at the top.

    What it scores is what scoring makes of its value. A figure stays within what is plausible. The
    value of an NPS is the NPS itself.
    """
    return first_above(score, scale_scoring(scale).steps(value, PeerPair(peer, benchmark)))


class _Described(ScaleScoring[ScaleT_co]):
    """A scale whose answers are described one by one: an answer that can be read counts."""

    __slots__ = ()

    def check(self) -> Checker:
        return passes

    def answer(self, step: Value | None) -> Value | None:
        return step

    def in_ratio(self) -> bool:
        return False


class _Listed(_Described[ScaleT_co]):
    """A scale whose answers are ids: no figures, so that those of shops come to none."""

    __slots__ = ()

    def reach(self) -> ValueRange:
        return _ANYTHING

    def worst(self) -> Worst | None:
        return None

    def adds_up(self) -> bool:
        return False

    def together(self, figure: float) -> Value | None:
        return None


class _Measured(ScaleScoring[MeasuredT_co]):
    """A scale whose answer is a figure."""

    __slots__ = ()

    def adds_up(self) -> bool:
        return True

    def together(self, figure: float) -> Value | None:
        return figure


class _Rubric(_Described[Rubric]):
    def scorer(self) -> Scorer:
        scores = self.scale.scores
        return lambda value, _peer: scores[int(value)]

    def fits(self, value: Value) -> bool:
        return _is_number(value) and value in range(len(self.scale.levels))

    def steps(self, value: Value | None, peers: PeerPair) -> Iterator[ScaleStep]:
        ranked = sorted((score, place) for place, score in enumerate(self.scale.scores))
        return (ScaleStep(place, score) for score, place in ranked)

    def reach(self) -> ValueRange:
        return ValueRange(0.0, len(self.scale.levels) - 1.0)

    def worst(self) -> Worst | None:
        return min

    def adds_up(self) -> bool:
        return True

    def together(self, figure: float) -> Value | None:
        return figure


class _Boolean(_Described[Boolean]):
    def scorer(self) -> Scorer:
        good = self.scale.good
        return lambda value, _peer: FULL if value is good else 0.0

    def fits(self, value: Value) -> bool:
        return isinstance(value, bool)

    def steps(self, value: Value | None, peers: PeerPair) -> Iterator[ScaleStep]:
        yield ScaleStep(self.scale.good, FULL)

    def reach(self) -> ValueRange:
        return ValueRange(0.0, 1.0)

    def worst(self) -> Worst | None:
        return min if self.scale.good else max

    def adds_up(self) -> bool:
        return False

    def together(self, figure: float) -> Value | None:
        return bool(figure) if figure in (0.0, 1.0) else None


class _Choice(_Listed[Choice]):
    def scorer(self) -> Scorer:
        scores = {option.id: option.score for option in self.scale.options}
        return lambda value, _peer: scores[value]

    def fits(self, value: Value) -> bool:
        return any(value == option.id for option in self.scale.options)

    def steps(self, value: Value | None, peers: PeerPair) -> Iterator[ScaleStep]:
        ranked = sorted(self.scale.options, key=lambda option: option.score)
        return (ScaleStep(option.id, option.score) for option in ranked)


class _Checklist(_Listed[Checklist]):
    def scorer(self) -> Scorer:
        scale = self.scale
        return lambda value, _peer: checklist_score(scale, value)

    def check(self) -> Checker:
        return no_tick

    def fits(self, value: Value) -> bool:
        if not isinstance(value, tuple):
            return False
        return value == NONE_TICKED or {*value} <= {option.id for option in self.scale.options}

    def steps(self, value: Value | None, peers: PeerPair) -> Iterator[ScaleStep]:
        scale, ticked = self.scale, value if isinstance(value, tuple) else ()
        open_boxes = [box for box in scale.options if box.id not in ticked and box.weight > 0]
        if open_boxes:
            added = max(open_boxes, key=lambda box: box.weight).id
            after = tuple(box.id for box in scale.options if box.id in ticked or box.id == added)
            yield ScaleStep(after, checklist_score(scale, after))


class _Numeric(_Measured[Numeric]):
    def scorer(self) -> Scorer:
        mode, direction = self.scale.score, self.scale.direction
        if isinstance(mode, BesidePeers):
            return peer_score(mode, direction)
        if isinstance(mode, ByPoints):
            through = line(mode.points)
            return lambda value, _peer: through(value)
        if isinstance(mode, ByGoalposts):
            return lambda value, _peer: goalposts(mode.worst, mode.best, value)
        return lambda value, _peer: curve_score(mode, direction, value)

    def check(self) -> Checker:
        return figure_check(self.scale, number_check(self.scale))

    def fits(self, value: Value) -> bool:
        return _is_number(value)

    def steps(self, value: Value | None, peers: PeerPair) -> Iterator[ScaleStep]:
        scale = self.scale
        if isinstance(scale.score, BesidePeers) and (peers.middle is None or peers.middle <= 0):
            return (ScaleStep(None, score) for _, score in ratios(scale.score))
        score = self.scorer()
        inside = (within(scale, at) for at in marks(scale, value, peers))
        return (ScaleStep(at, score(at, peers)) for at in inside)

    def answer(self, step: Value | None) -> Value | None:
        return step

    def reach(self) -> ValueRange:
        return ValueRange(*self.scale.plausible) if self.scale.plausible else _ANYTHING

    def worst(self) -> Worst | None:
        if self.scale.direction == "band":
            return None
        return max if self.scale.direction == "lower" else min

    def in_ratio(self) -> bool:
        return True


class _Nps(_Measured[Nps]):
    def scorer(self) -> Scorer:
        through = line(self.scale.points)
        return lambda value, _peer: through(net_promoter(value).nps)

    def check(self) -> Checker:
        return figure_check(self.scale, nps_check)

    def fits(self, value: Value) -> bool:
        return isinstance(value, NpsCounts)

    def steps(self, value: Value | None, peers: PeerPair) -> Iterator[ScaleStep]:
        points = self.scale.points
        through = line(points)
        now = net_promoter(value).nps if isinstance(value, NpsCounts) else None
        inside = (min(max(at, -FULL), FULL) for at in by_nearness(points, now))
        return (ScaleStep(at, through(at)) for at in inside)

    def answer(self, step: Value | None) -> Value | None:
        return counts_of(step)

    def reach(self) -> ValueRange:
        return ValueRange(*self.scale.plausible) if self.scale.plausible else _ANYTHING

    def worst(self) -> Worst | None:
        return min

    def in_ratio(self) -> bool:
        return False


class _Rate(_Measured[Rate]):
    def scorer(self) -> Scorer:
        through = line(self.scale.points)
        return lambda value, _peer: through(value.rate)

    def check(self) -> Checker:
        return figure_check(self.scale, rate_check(self.scale))

    def fits(self, value: Value) -> bool:
        return isinstance(value, RateCounts) and value.per == self.scale.per

    def steps(self, value: Value | None, peers: PeerPair) -> Iterator[ScaleStep]:
        points, (low, high) = self.scale.points, self.reach()
        through = line(points)
        inside = (min(max(at, low), high) for at in by_nearness(points, figure_of(value)))
        return (ScaleStep(at, through(at)) for at in inside)

    def answer(self, step: Value | None) -> Value | None:
        return rate_counts(figure_of(step) or 0.0, self.scale.per, self.scale.min_base)

    def reach(self) -> ValueRange:
        low, high = self.scale.plausible or (0.0, inf)
        return ValueRange(max(low, 0.0), high)

    def worst(self) -> Worst | None:
        return max if self.scale.direction == "lower" else min

    def in_ratio(self) -> bool:
        return True


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
