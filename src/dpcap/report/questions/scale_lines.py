"""A scale in words: what may be answered, and what each answer is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, assert_never

from dpcap.model.base import Text
from dpcap.model.scale import (
    Boolean,
    ByCurve,
    ByGoalposts,
    ByPeer,
    ByPeerSpread,
    ByPoints,
    Checklist,
    Choice,
    Figure,
    Nps,
    Numeric,
    Rate,
    Rubric,
    Scale,
    Scoring,
)
from dpcap.report import figures

Say = Callable[..., str]
Texts = Callable[[Text | None], str]


class AnswerLine(NamedTuple):
    """One thing that may be answered, and what it is worth; empty: it stands in the words."""

    text: str
    worth: str


class ScaleLines(NamedTuple):
    """What kind of answer it is, and the answers there are; none: the words say it all."""

    words: str
    answers: tuple[AnswerLine, ...] = ()


def scale_lines(say: Say, text: Texts, scale: Scale) -> ScaleLines:
    """*scale* in words; *say*: ours, *text*: the framework's."""
    match scale:
        case Rubric():
            pairs = zip(scale.levels, scale.scores, strict=True)
            answers = [AnswerLine(text(level), _worth(score)) for level, score in pairs]
            return ScaleLines(say("scale.rubric"), tuple(answers))
        case Boolean():
            return ScaleLines(say("scale.boolean_yes" if scale.good else "scale.boolean_no"))
        case Choice():
            options = [AnswerLine(text(one), _worth(one.score)) for one in scale.options]
            return ScaleLines(say("scale.choice"), tuple(options))
        case Checklist():
            return ScaleLines(say("scale.checklist"), _boxes(text, scale))
        case Numeric():
            return _figure(say, text, scale, f"scale.{scale.direction}", _scoring(say, scale.score))
        case Rate():
            counts = {"cases": text(scale.cases), "base": text(scale.base)}
            said = say("scale.rate", least=figures.mark(scale.min_base), **counts)
            return _figure(say, text, scale, "scale.counts", f"{said} {_points(say, scale.points)}")
        case Nps():
            return _figure(say, text, scale, "scale.nps", _points(say, scale.points))
        case _:
            assert_never(scale)


def _boxes(text: Texts, scale: Checklist) -> tuple[AnswerLine, ...]:
    whole = sum(one.weight for one in scale.options)
    worth = [100 * one.weight / whole if whole else 0.0 for one in scale.options]
    pairs = zip(scale.options, worth, strict=True)
    return tuple(AnswerLine(text(one), f"+{_worth(score)}") for one, score in pairs)


def _worth(score: float) -> str:
    return figures.mark(round(score, 1))


def _figure(say: Say, text: Texts, scale: Figure, kind: str, scored: str) -> ScaleLines:
    said = say(kind, unit=text(scale.unit))
    return ScaleLines(
        f"{said} {scored}",
        (AnswerLine(text(scale.definition), ""), AnswerLine(text(scale.formula), "")),
    )


def _scoring(say: Say, score: Scoring) -> str:
    match score:
        case ByPoints():
            return _points(say, score.points)
        case ByGoalposts():
            worst, best = figures.mark(score.worst), figures.mark(score.best)
            return say("scale.goalposts", worst=worst, best=best)
        case ByPeer():
            return say("scale.peer", points=_pairs(score.points))
        case ByPeerSpread():
            return say("scale.peer_spread", points=_pairs(score.points))
        case ByCurve():
            good, middling = figures.mark(score.good), figures.mark(score.middling)
            return say("scale.curve", good=good, middling=middling)
        case _:
            assert_never(score)


def _points(say: Say, points: Sequence[tuple[float, float]]) -> str:
    return say("scale.points", points=_pairs(points))


def _pairs(points: Sequence[tuple[float, float]]) -> str:
    return " · ".join(f"{figures.mark(value)} → {figures.mark(score)}" for value, score in points)
