"""What comes in by each kind of scale: how it is written, read, checked and described."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar, assert_never

from dpcap.intake.describe import figure_lines, needs_peer, phrase, takes_benchmark
from dpcap.intake.office import figure_as_read
from dpcap.intake.sample_values import ENDS, lists, numbers
from dpcap.intake.values import (
    NONE_OPTION,
    rate_parts,
    read_level,
    read_number,
    read_option,
    read_rate,
    read_replies,
    read_ticks,
    read_yes_no,
    unit_of,
)
from dpcap.intake.yaml_values import Plain, number
from dpcap.model.assessment import Value
from dpcap.model.base import Language, Text
from dpcap.model.expression import CelValue
from dpcap.model.nouns import NEUTRAL
from dpcap.model.scale import (
    BesidePeers,
    Boolean,
    ByPoints,
    Checklist,
    Choice,
    Direction,
    Listed,
    Nps,
    Numeric,
    Points,
    Rate,
    Rubric,
    Scale,
)

FULL = 100.0
_BETWEEN = re.compile(r"[\s;；]+")

Choices = tuple[tuple[str, str], ...]

ScaleT_co = TypeVar("ScaleT_co", bound=Scale, covariant=True)
MeasuredT_co = TypeVar("MeasuredT_co", Numeric, Nps, Rate, covariant=True)


class Curve(NamedTuple):
    """The points that a figure is read through, where in the scale they stand, which way is better.

    Points over the ratio to peers rise, whichever way the figure itself is better.
    """

    points: Points
    path: tuple[str, ...]
    direction: Direction


class Options(NamedTuple):
    """The answers of a scale that are known by ids, and the key under which they stand in it."""

    listed: Sequence[Listed]
    key: str


class ScaleInput(ABC, Generic[ScaleT_co]):
    """One scale as people write it. A kind that lacks an operation is a type error."""

    __slots__ = ("scale",)

    def __init__(self, scale: ScaleT_co) -> None:
        self.scale = scale

    @abstractmethod
    def read(self, raw: Plain) -> Value:
        """*raw*, as YAML gives it, as a value. Raises WrongValueError, UnknownOptionError."""

    @abstractmethod
    def cell(self, text: str) -> Plain:
        """What the *text* of a table's cell would be in YAML."""

    @abstractmethod
    def choices(self, language: Language) -> Choices:
        """Each possible answer as one would write it, with its words; none for figures."""

    @abstractmethod
    def several(self) -> bool:
        """Whether an answer may be several of the choices."""

    @abstractmethod
    def figures(self) -> int:
        """How many numbers are typed for an answer; 0: it is words."""

    @abstractmethod
    def about(self, language: Language) -> Iterator[str]:
        """What a figure is, line by line; nothing where the choices say it."""

    @abstractmethod
    def samples(self, source: str) -> tuple[CelValue, ...]:
        """Values to try where an answer is named in the expression *source*."""

    @abstractmethod
    def lowest(self) -> Plain:
        """The answer that says “we do not do this”, as one would write it; None for figures."""

    @abstractmethod
    def best(self) -> float:
        """The highest score an answer can have."""

    @abstractmethod
    def options(self) -> Options | None:
        """The answers that are known by ids; None: they are not."""

    def ids(self) -> tuple[str, ...]:
        """The ids of the answers that have some."""
        found = self.options()
        return tuple(option.id for option in found.listed) if found else ()

    @abstractmethod
    def curve(self) -> Curve | None:
        """The points it is read through, if it has any."""


def scale_input(scale: Scale) -> ScaleInput[Scale]:
    """The written side of *scale*, by its kind."""
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


class _Described(ScaleInput[ScaleT_co]):
    """A scale whose answers are described one by one: neither a figure's text nor points."""

    __slots__ = ()

    def cell(self, text: str) -> Plain:
        return _plain(text)

    def several(self) -> bool:
        return False

    def figures(self) -> int:
        return 0

    def about(self, language: Language) -> Iterator[str]:
        return iter(())

    def curve(self) -> Curve | None:
        return None


class _Rubric(_Described[Rubric]):
    def read(self, raw: Plain) -> Value:
        return read_level(raw, len(self.scale.levels) - 1)

    def choices(self, language: Language) -> Choices:
        levels = self.scale.levels
        return tuple((str(place), level.say(language)) for place, level in enumerate(levels))

    def figures(self) -> int:
        return 1

    def samples(self, source: str) -> tuple[CelValue, ...]:
        return tuple(float(level) for level in range(len(self.scale.levels)))

    def lowest(self) -> Plain:
        return min(range(len(self.scale.levels)), key=self.scale.scores.__getitem__)

    def best(self) -> float:
        return max(self.scale.scores)

    def options(self) -> Options | None:
        return None


class _Boolean(_Described[Boolean]):
    def read(self, raw: Plain) -> Value:
        return read_yes_no(raw)

    def choices(self, language: Language) -> Choices:
        return tuple((said, phrase(f"value.{said}", language)) for said in ("true", "false"))

    def samples(self, source: str) -> tuple[CelValue, ...]:
        return True, False

    def lowest(self) -> Plain:
        return not self.scale.good

    def best(self) -> float:
        return FULL

    def options(self) -> Options | None:
        return None


class _Choice(_Described[Choice]):
    def read(self, raw: Plain) -> Value:
        return read_option(raw, _titles(self.scale.options))

    def choices(self, language: Language) -> Choices:
        return tuple((option.id, option.say(language)) for option in self.scale.options)

    def samples(self, source: str) -> tuple[CelValue, ...]:
        return self.ids()

    def lowest(self) -> Plain:
        return min(self.scale.options, key=lambda option: option.score).id

    def best(self) -> float:
        return max(option.score for option in self.scale.options)

    def options(self) -> Options | None:
        return Options(self.scale.options, "options")


class _Checklist(_Described[Checklist]):
    def read(self, raw: Plain) -> Value:
        return read_ticks(raw, _titles(self.scale.options))

    def cell(self, text: str) -> Plain:
        return list(cell_list(text))

    def choices(self, language: Language) -> Choices:
        boxes = tuple((option.id, option.say(language)) for option in self.scale.options)
        return (*boxes, (NONE_OPTION, phrase("value.none", language)))

    def several(self) -> bool:
        return True

    def samples(self, source: str) -> tuple[CelValue, ...]:
        return lists(self.ids())

    def lowest(self) -> Plain:
        return [NONE_OPTION]

    def best(self) -> float:
        return FULL

    def options(self) -> Options | None:
        return Options(self.scale.options, "options")


class _Measured(ScaleInput[MeasuredT_co]):
    """A scale whose answer is a figure: no answers to choose from, none that says “not done”."""

    __slots__ = ()

    def choices(self, language: Language) -> Choices:
        return ()

    def several(self) -> bool:
        return False

    def samples(self, source: str) -> tuple[CelValue, ...]:
        return numbers(source, self.scale.plausible or ENDS[:2])

    def lowest(self) -> Plain:
        return None

    def options(self) -> Options | None:
        return None


class _Numeric(_Measured[Numeric]):
    def read(self, raw: Plain) -> Value:
        return read_number(raw, unit_of(self.scale))

    def cell(self, text: str) -> Plain:
        figure = figure_as_read(text, unit_of(self.scale))
        return text if figure is None else figure

    def figures(self) -> int:
        return 1

    def about(self, language: Language) -> Iterator[str]:
        way = phrase(f"direction.{self.scale.direction}", language)
        yield from figure_lines(self.scale, "figure.unit", language, direction=way)
        if needs_peer(self.scale):
            yield phrase("figure.peer", language)
        if takes_benchmark(self.scale):
            yield phrase("figure.benchmark", language)

    def best(self) -> float:
        curve = self.curve()
        return max(score for _, score in curve.points) if curve else FULL

    def curve(self) -> Curve | None:
        how = self.scale.score
        if isinstance(how, ByPoints):
            return Curve(how.points, ("score", "points"), self.scale.direction)
        return (
            Curve(how.points, ("score", "points"), "higher")
            if isinstance(how, BesidePeers)
            else None
        )


class _Nps(_Measured[Nps]):
    def read(self, raw: Plain) -> Value:
        return read_replies(raw)

    def cell(self, text: str) -> Plain:
        return [number(one) for one in cell_list(text)]

    def figures(self) -> int:
        return 3

    def about(self, language: Language) -> Iterator[str]:
        yield from figure_lines(self.scale, "figure.nps_unit", language)
        yield phrase("figure.counts", language)

    def best(self) -> float:
        return max(score for _, score in self.scale.points)

    def curve(self) -> Curve | None:
        return Curve(self.scale.points, ("points",), "higher")


class _Rate(_Measured[Rate]):
    def read(self, raw: Plain) -> Value:
        return read_rate(raw, self.scale.per)

    def cell(self, text: str) -> Plain:
        figures = [figure_as_read(part, "") for part in rate_parts(text)]
        return text if None in figures else list(figures)

    def figures(self) -> int:
        return 2

    def about(self, language: Language) -> Iterator[str]:
        scale = self.scale
        way = phrase(f"direction.{scale.direction}", language)
        yield from figure_lines(scale, "figure.unit", language, direction=way)
        counts = {"cases": scale.cases.say(language), "base": scale.base.say(language)}
        yield phrase("figure.rate", language, NEUTRAL, **counts, least=str(scale.min_base))

    def best(self) -> float:
        return max(score for _, score in self.scale.points)

    def curve(self) -> Curve | None:
        return Curve(self.scale.points, ("points",), self.scale.direction)


def _plain(text: str) -> Plain:
    """A cell as a number, else as its text."""
    figure = number(text)
    return text if figure is None else figure


def _titles(options: Iterable[Listed]) -> dict[str, Text]:
    return {option.id: option for option in options}


def cell_list(cell: str) -> list[str]:
    """The entries of a cell that holds several."""
    return _BETWEEN.split(cell.strip(" ;；"))
