"""How each kind of scale is asked in the interview, and what was typed is read and shown again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar, assert_never

from dpcap.cli.interview.reading import Misread, Typed, counts, figure, pick, rate, ticks, yes_no
from dpcap.cli.interview.words import words
from dpcap.intake.describe import labelled, needs_peer, takes_benchmark
from dpcap.intake.scale_input import Choices, scale_input
from dpcap.intake.values import UnknownOptionError, WrongValueError, unit_of
from dpcap.intake.yaml_values import number
from dpcap.model.assessment import NpsCounts, RateCounts, Reply
from dpcap.model.base import Language
from dpcap.model.scale import Boolean, Checklist, Choice, Nps, Numeric, Rate, Rubric, Scale
from dpcap.report.figures import written

# Of a share that was divided for the reader.
_DECIMALS = 2
ScaleT_co = TypeVar("ScaleT_co", bound=Scale, covariant=True)


class ScalePrompt(ABC, Generic[ScaleT_co]):
    """One scale on the screen. A kind that lacks an operation is a type error."""

    __slots__ = ("scale",)

    def __init__(self, scale: ScaleT_co) -> None:
        self.scale = scale

    @abstractmethod
    def typed(self, text: str) -> Typed:
        """*text* as an answer, not yet held against the scale. Raises Misread."""

    @abstractmethod
    def keys(self, language: Language) -> Choices:
        """Each possible answer by what one types for it; none for figures."""

    @abstractmethod
    def how(self, language: Language, *, of_shop: bool) -> str:
        """What to type, in a few words."""

    @abstractmethod
    def said(self, reply: Reply, language: Language) -> str:
        """The value of *reply* in words."""


def scale_prompt(scale: Scale) -> ScalePrompt[Scale]:
    """How *scale* is asked, by its kind."""
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


def read_typed(text: str, scale: Scale) -> Typed:
    """*text* as an answer on *scale*. Raises Misread."""
    typed = scale_prompt(scale).typed(text)
    try:
        scale_input(scale).read(typed.value)
    except WrongValueError as error:
        raise Misread(error.problem) from error
    except UnknownOptionError as error:
        raise Misread(error.options) from error
    return typed


class _Rubric(ScalePrompt[Rubric]):
    def typed(self, text: str) -> Typed:
        return Typed(number(text) if text.isdigit() else text)

    def keys(self, language: Language) -> Choices:
        return scale_input(self.scale).choices(language)

    def how(self, language: Language, *, of_shop: bool) -> str:
        return words("how.rubric", language, last=len(self.scale.levels) - 1)

    def said(self, reply: Reply, language: Language) -> str:
        value = reply.value
        if not isinstance(value, int | float):
            return str(value)
        return f"{int(value)} {_known(self.scale, str(int(value)), language)}"


class _Boolean(ScalePrompt[Boolean]):
    def typed(self, text: str) -> Typed:
        return Typed(yes_no(text.lower()))

    def keys(self, language: Language) -> Choices:
        (_, yes), (_, no) = scale_input(self.scale).choices(language)
        return ("1", yes), ("0", no)

    def how(self, language: Language, *, of_shop: bool) -> str:
        return words("how.boolean", language)

    def said(self, reply: Reply, language: Language) -> str:
        return _known(self.scale, str(reply.value).lower(), language)


class _Choice(ScalePrompt[Choice]):
    def typed(self, text: str) -> Typed:
        return Typed(pick(text, [option.id for option in self.scale.options]))

    def keys(self, language: Language) -> Choices:
        choices = scale_input(self.scale).choices(language)
        return tuple((str(n), text) for n, (_, text) in enumerate(choices, 1))

    def how(self, language: Language, *, of_shop: bool) -> str:
        return words("how.choice", language, last=len(self.scale.options))

    def said(self, reply: Reply, language: Language) -> str:
        value = str(reply.value)
        return _known(self.scale, value, language) or value


class _Checklist(ScalePrompt[Checklist]):
    def typed(self, text: str) -> Typed:
        return Typed(ticks(text, [option.id for option in self.scale.options]))

    def keys(self, language: Language) -> Choices:
        *boxes, (_, none) = scale_input(self.scale).choices(language)
        return (*((str(n), text) for n, (_, text) in enumerate(boxes, 1)), ("0", none))

    def how(self, language: Language, *, of_shop: bool) -> str:
        return words("how.checklist", language)

    def said(self, reply: Reply, language: Language) -> str:
        ticked = reply.value if isinstance(reply.value, tuple) else (str(reply.value),)
        return " · ".join(_known(self.scale, one, language) or one for one in ticked)


class _Numeric(ScalePrompt[Numeric]):
    def typed(self, text: str) -> Typed:
        return figure(text, unit_of(self.scale), 2 if takes_benchmark(self.scale) else 1)

    def keys(self, language: Language) -> Choices:
        return ()

    def how(self, language: Language, *, of_shop: bool) -> str:
        key = "how.number_peer" if needs_peer(self.scale) else "how.number"
        if takes_benchmark(self.scale):
            key = "how.number_spread"
        return words(key, language, unit=self.scale.unit.say(language))

    def said(self, reply: Reply, language: Language) -> str:
        if not isinstance(reply.value, int | float):
            return str(reply.value)
        said = f"{written(reply.value)} {self.scale.unit.say(language)}"
        if reply.peer is None:
            return said
        peers = [labelled("figure.peer_short", written(reply.peer), language)]
        if reply.benchmark is not None:
            peers.append(labelled("figure.benchmark_short", written(reply.benchmark), language))
        return f"{said} ({' · '.join(peers)})"


class _Nps(ScalePrompt[Nps]):
    def typed(self, text: str) -> Typed:
        return Typed(counts(text))

    def keys(self, language: Language) -> Choices:
        return ()

    def how(self, language: Language, *, of_shop: bool) -> str:
        return words("how.nps_marks" if of_shop else "how.nps", language)

    def said(self, reply: Reply, language: Language) -> str:
        value = reply.value
        if not isinstance(value, NpsCounts):
            return str(value)
        return f"{value.promoters} / {value.passives} / {value.detractors}"


class _Rate(ScalePrompt[Rate]):
    def typed(self, text: str) -> Typed:
        return Typed(rate(text))

    def keys(self, language: Language) -> Choices:
        return ()

    def how(self, language: Language, *, of_shop: bool) -> str:
        scale = self.scale
        return words(
            "how.rate", language, cases=scale.cases.say(language), base=scale.base.say(language)
        )

    def said(self, reply: Reply, language: Language) -> str:
        value = reply.value
        if not isinstance(value, RateCounts):
            return str(value)
        unit = self.scale.unit.say(language)
        return f"{value.cases} / {value.base} = {written(round(value.rate, _DECIMALS))} {unit}"


def _known(scale: Scale, written: str, language: Language) -> str:
    """The words of the answer that is written so; empty if there is no such answer."""
    return dict(scale_input(scale).choices(language)).get(written, "")
