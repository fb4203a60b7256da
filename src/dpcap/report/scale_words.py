"""How each kind of scale is shown on pages: an answer, its arithmetic, a step."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from decimal import Decimal, InvalidOperation
from math import inf
from typing import Generic, NamedTuple, TypeVar, assert_never

from dpcap.model.assessment import NpsCounts, RateCounts, Value
from dpcap.model.base import Text
from dpcap.model.scale import (
    BEST_PEERS,
    LEVEL_WITH_PEERS,
    BesidePeers,
    Boolean,
    ByCurve,
    ByGoalposts,
    ByPeerSpread,
    ByPoints,
    Checklist,
    Choice,
    Nps,
    Numeric,
    Rate,
    Rubric,
    Scale,
    counts_as_spread,
)
from dpcap.report import figures
from dpcap.report.context import PageContext
from dpcap.report.sanitize import own

_TEN_THOUSANDS = re.compile(r"10k ([A-Z]{3})")
_PLURAL = re.compile(r"[a-z]+[^s]s")
_MILLION = Decimal(1_000_000)

_FULL = 100.0
_RATIO_DIGITS = 3
ScaleT_co = TypeVar("ScaleT_co", bound=Scale, covariant=True)


class Answered(NamedTuple):
    """An answer with a score: its value, in words, the peer figure used, the score as shown.

    `best`: the figure of the best peers beside it.
    """

    value: Value
    said: str
    against: float | None
    score: str
    best: float | None = None


class Aim(NamedTuple):
    """Where a move leads: the value of its step, in words, from which value, and what to do."""

    step: Value
    said: str
    before: Value | None
    act: str


class ScaleWords(ABC, Generic[ScaleT_co]):
    """One scale on pages. A kind that lacks an operation is a type error."""

    __slots__ = ("scale",)

    def __init__(self, scale: ScaleT_co) -> None:
        self.scale = scale

    @abstractmethod
    def value(self, ctx: PageContext, value: Value) -> str | None:
        """*value* in words; None if it does not fit the scale."""

    @abstractmethod
    def title(self, value: float | str) -> Text | None:
        """What an answer is called that conditions see as *value*; None: it says what it is."""

    @abstractmethod
    def arithmetic(self, ctx: PageContext, answer: Answered) -> str:
        """How the answer became its score, in one line."""

    @abstractmethod
    def illustrative(self) -> bool:
        """Whether its anchors have no public source."""

    @abstractmethod
    def aim(self, ctx: PageContext, aim: Aim) -> str:
        """Where a move of new work leads."""

    @abstractmethod
    def worse_above(self, value: float) -> bool:
        """Whether a figure just above *value* is no better: so it is cut upwards."""


def scale_words(scale: Scale) -> ScaleWords[Scale]:
    """How *scale* is shown, by its kind."""
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


def measured(value: float, unit: str, *, up: bool = False) -> str:
    """A figure with its unit, cut upwards with *up*; Latin units stand apart."""
    return joined(figures.number(value, up=up), unit)


def joined(figure: str, unit: str) -> str:
    """*figure* and *unit* as they are written together: `480` and `10k CNY` as `CNY 4.8 million`.

    English counts in thousands, Chinese in ten thousands; and one is no plural.
    """
    if (currency := _TEN_THOUSANDS.fullmatch(unit)) and (amount := _amount(figure)) is not None:
        return f"{currency[1]} {amount}"
    if figure == "1" and _PLURAL.fullmatch(unit):
        unit = unit.removesuffix("s")
    tight = not unit or unit[0] in "%×" or not unit.isascii()
    return figure + ("" if tight else " × " if unit[0].isdigit() else " ") + unit


def _amount(figure: str) -> str | None:
    """*figure*, a count of ten thousands, in full or in millions, every digit kept."""
    try:
        amount = Decimal(figure.replace(",", "").replace("−", "-")).scaleb(4)
    except InvalidOperation:
        return None
    if abs(amount) < _MILLION:
        return f"{_plain(amount):,f}".replace("-", "−")
    return f"{_plain(amount / _MILLION):,f} million".replace("-", "−")


def _plain(amount: Decimal) -> Decimal:
    """*amount* without zeros at the end of its fraction."""
    whole = amount.to_integral_value()
    return whole if amount == whole else amount.normalize()


class _Rubric(ScaleWords[Rubric]):
    def value(self, ctx: PageContext, value: Value) -> str | None:
        if not isinstance(value, int | float) or not 0 <= value < len(self.scale.levels):
            return None
        return ctx.text(self.scale.levels[int(value)])

    def title(self, value: float | str) -> Text | None:
        levels = self.scale.levels
        return levels[int(value)] if value in range(len(levels)) else None

    def arithmetic(self, ctx: PageContext, answer: Answered) -> str:
        last, level = len(self.scale.levels) - 1, figures.number(float(answer.value))  # type: ignore[arg-type]
        return ctx.say("explain.rung", rung=level, last=last, score=answer.score)

    def illustrative(self) -> bool:
        return False

    def aim(self, ctx: PageContext, aim: Aim) -> str:
        return ctx.say("moves.to_step", step=aim.said)

    def worse_above(self, value: float) -> bool:
        return False


class _Boolean(ScaleWords[Boolean]):
    def value(self, ctx: PageContext, value: Value) -> str | None:
        if not isinstance(value, bool):
            return None
        return ctx.say("common.true" if value else "common.false")

    def title(self, value: float | str) -> Text | None:
        return None

    def arithmetic(self, ctx: PageContext, answer: Answered) -> str:
        return ctx.say("explain.gives", answer=answer.said, score=answer.score)

    def illustrative(self) -> bool:
        return False

    def aim(self, ctx: PageContext, aim: Aim) -> str:
        return ctx.say("moves.to_step", step=aim.said)

    def worse_above(self, value: float) -> bool:
        return False


class _Choice(ScaleWords[Choice]):
    def value(self, ctx: PageContext, value: Value) -> str | None:
        title = self.title(value) if isinstance(value, str) else None
        return ctx.text(title) if title else None

    def title(self, value: float | str) -> Text | None:
        return next((option for option in self.scale.options if option.id == value), None)

    def arithmetic(self, ctx: PageContext, answer: Answered) -> str:
        return ctx.say("explain.gives", answer=answer.said, score=answer.score)

    def illustrative(self) -> bool:
        return False

    def aim(self, ctx: PageContext, aim: Aim) -> str:
        return ctx.say("moves.to_step", step=aim.said)

    def worse_above(self, value: float) -> bool:
        return False


class _Checklist(ScaleWords[Checklist]):
    def value(self, ctx: PageContext, value: Value) -> str | None:
        if not isinstance(value, tuple):
            return None
        if value == ("none",):
            return ctx.say("answer.none")
        titles = {option.id: ctx.text(option) for option in self.scale.options}
        ticked = ctx.say("common.semicolon").join(titles.get(tick) or own(tick) for tick in value)
        return ctx.say("answer.ticked", n=len(value), all=len(titles), items=ticked)

    def title(self, value: float | str) -> Text | None:
        return None

    def arithmetic(self, ctx: PageContext, answer: Answered) -> str:
        return ctx.say("explain.ticks", ticked=answer.said, score=answer.score)

    def illustrative(self) -> bool:
        return False

    def aim(self, ctx: PageContext, aim: Aim) -> str:
        step, had = _ticked(aim.step), _ticked(aim.before)
        added = [ctx.text(o) for o in self.scale.options if o.id in step and o.id not in had]
        return ctx.say("moves.to_more", items=ctx.say("common.semicolon").join(added))

    def worse_above(self, value: float) -> bool:
        return False


class _Numeric(ScaleWords[Numeric]):
    def value(self, ctx: PageContext, value: Value) -> str | None:
        if not isinstance(value, int | float):
            return None
        return measured(value, ctx.text(self.scale.unit), up=self.worse_above(value))

    def title(self, value: float | str) -> Text | None:
        return None

    def arithmetic(self, ctx: PageContext, answer: Answered) -> str:
        return _figure_arithmetic(ctx, self.scale, answer)

    def illustrative(self) -> bool:
        how = self.scale.score
        return not isinstance(how, BesidePeers) and how.anchor == "illustrative"

    def aim(self, ctx: PageContext, aim: Aim) -> str:
        return ctx.say("moves.to_figure", act=aim.act, step=aim.said)

    def worse_above(self, value: float) -> bool:
        scale = self.scale
        if scale.direction == "band" and isinstance(scale.score, ByPoints):
            best = max(score for _, score in scale.score.points)
            return value > max(place for place, score in scale.score.points if score == best)
        return scale.direction == "lower"


class _Nps(ScaleWords[Nps]):
    def value(self, ctx: PageContext, value: Value) -> str | None:
        if isinstance(value, NpsCounts):
            return ctx.say("answer.nps", **dict(value))
        if isinstance(value, int | float):
            return measured(value, ctx.text(self.scale.unit))
        return None

    def title(self, value: float | str) -> Text | None:
        return None

    def arithmetic(self, ctx: PageContext, answer: Answered) -> str:
        return ctx.say("explain.points", points=_points(ctx, self.scale.points), score=answer.score)

    def illustrative(self) -> bool:
        return self.scale.anchor == "illustrative"

    def aim(self, ctx: PageContext, aim: Aim) -> str:
        return ctx.say("moves.to_figure", act=aim.act, step=aim.said)

    def worse_above(self, value: float) -> bool:
        return False


class _Rate(ScaleWords[Rate]):
    def value(self, ctx: PageContext, value: Value) -> str | None:
        if isinstance(value, RateCounts):
            counts = {"cases": str(value.cases), "base": str(value.base)}
            return ctx.say("answer.rate", rate=self._rate(ctx, value.rate), **counts)
        return self._rate(ctx, value) if isinstance(value, int | float) else None

    def _rate(self, ctx: PageContext, rate: float) -> str:
        return measured(rate, ctx.text(self.scale.unit), up=self.worse_above(rate))

    def title(self, value: float | str) -> Text | None:
        return None

    def arithmetic(self, ctx: PageContext, answer: Answered) -> str:
        value, points = answer.value, _points(ctx, self.scale.points)
        if not isinstance(value, RateCounts):
            return ctx.say("explain.points", points=points, score=answer.score)
        return ctx.say(
            "explain.rate",
            per=figures.written(value.per),
            cases=str(value.cases),
            base=str(value.base),
            rate=figures.number(value.rate, up=self.worse_above(value.rate)),
            points=points,
            score=answer.score,
        )

    def illustrative(self) -> bool:
        return self.scale.anchor == "illustrative"

    def aim(self, ctx: PageContext, aim: Aim) -> str:
        return ctx.say("moves.to_figure", act=aim.act, step=aim.said)

    def worse_above(self, value: float) -> bool:
        return self.scale.direction == "lower"


def _ticked(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _figure_arithmetic(ctx: PageContext, scale: Numeric, answer: Answered) -> str:
    value, score, mode = float(answer.value), answer.score, scale.score  # type: ignore[arg-type]
    if isinstance(mode, ByGoalposts):
        posts = {"worst": figures.written(mode.worst), "best": figures.written(mode.best)}
        return ctx.say("explain.goalposts", **posts, full=ctx.scale.mark(_FULL), score=score)
    if isinstance(mode, ByCurve):
        marks = {"good": figures.written(mode.good), "middling": figures.written(mode.middling)}
        return ctx.say("explain.curve", **marks, score=score)
    points = _points(ctx, mode.points)
    if isinstance(mode, BesidePeers):
        peer = answer.against or 0.0
        way = "shortfall" if mode.ratio_of == "shortfall" else scale.direction
        said = {
            "value": figures.number(value, up=scale_words(scale).worse_above(value)),
            "peer": figures.number(peer, up=not scale_words(scale).worse_above(peer)),
            "ratio": _ratio(way, value, peer),
        }
        if isinstance(mode, ByPeerSpread) and _quotient(way, value, peer) > 1:
            return _spread_arithmetic(ctx, way, answer, ctx.say(f"explain.ratio_{way}", **said))
        return ctx.say(f"explain.peer_{way}", **said, points=points, score=score)
    return ctx.say("explain.points", points=points, score=score)


def _spread_arithmetic(ctx: PageContext, way: str, answer: Answered, ratio_line: str) -> str:
    """How a ratio above 1 is read by where the best peers stand."""
    best = 0.0 if answer.best is None else _quotient(way, answer.best, answer.against or 0.0)
    said = {"ratio_line": ratio_line, "of_best": ctx.scale.mark(BEST_PEERS), "score": answer.score}
    if not counts_as_spread(best):
        return ctx.say("explain.spread_lacks", **said)
    first, second = (f"{figures.truncated(one, _RATIO_DIGITS):g}" for one in (best, best * best))
    ends = {"of_middle": ctx.scale.mark(LEVEL_WITH_PEERS), "full": ctx.scale.mark(_FULL)}
    return ctx.say("explain.spread", **said, **ends, best=first, square=second)


def _quotient(way: str, value: float, peer: float) -> float:
    """The ratio of a value to its peer figure, above 1 where it is better."""
    better, worse = value, peer
    if way == "lower":
        better, worse = peer, value
    elif way == "shortfall":
        better, worse = _FULL - peer, _FULL - value
    return inf if worse <= 0 else better / worse


def _ratio(way: str, value: float, peer: float) -> str:
    """The ratio that is read through the points, as shown."""
    found = _quotient(way, value, peer)
    return "∞" if found == inf else f"{figures.truncated(found, _RATIO_DIGITS):g}"


def _points(ctx: PageContext, points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{figures.mark(value)}→{ctx.scale.mark(score)}" for value, score in points)
