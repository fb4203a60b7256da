"""Scales: how an answer becomes a number between 0 and 100."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import Day, Flag, Frozen, Id, Number, Prose, Score, Text, Weight, Whole
from dpcap.model.period import CALENDAR, Period

Direction = Literal["higher", "lower", "band"]
Positive = Annotated[Number, Field(gt=0)]
Points = Annotated[tuple[tuple[Number, Score], ...], Field(min_length=2)]

# What the middle and the best of the peers score.
LEVEL_WITH_PEERS, BEST_PEERS = 60.0, 85.0
PEER_POINTS: tuple[tuple[float, float], ...] = (
    (0.5, 0.0),
    (0.8, 40.0),
    (1.0, LEVEL_WITH_PEERS),
    (1.25, 80.0),
    (1.6, 100.0),
)
# Between which ratios to its peers a figure is believed where the indicator does not say.
PLAUSIBLE_RATIO = (1 / 30, 30.0)


# Between which ratios to the peers' middle the best peers are taken for real, give or take the last
# digits of a quotient.
SPREAD = (1.1, 30.0)
_SLACK = 1e-9


def counts_as_spread(best: float) -> bool:
    """Whether the *best* peers' ratio to the middle ones is taken for real."""
    return SPREAD[0] - _SLACK <= best <= SPREAD[1] + _SLACK


class Rung(Text):
    """One described level of a rubric; `score` only where the rungs are not evenly spaced."""

    score: Score | None = None


class Rubric(Frozen):
    """n described levels, worst first. The answer is the index of the level, from 0."""

    kind: Literal["rubric"]
    levels: Annotated[tuple[Rung, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _all_or_none_named(self) -> Self:
        named = sum(level.score is not None for level in self.levels)
        if named not in (0, len(self.levels)):
            raise PydanticCustomError("DP211", "either every level names its score or none does")
        return self

    @property
    def scores(self) -> tuple[float, ...]:
        """The score of each level, 0..100."""
        last = len(self.levels) - 1
        return tuple(
            100.0 * place / last if level.score is None else level.score
            for place, level in enumerate(self.levels)
        )


class Boolean(Frozen):
    """Yes or no; `good` is the answer worth 100."""

    kind: Literal["boolean"]
    good: Flag = True


class Listed(Text):
    """One of the answers of a scale that are known by an id."""

    id: Id


class Option(Listed):
    """One answer of a choice, with the score it is worth."""

    score: Score


class Choice(Frozen):
    """Exactly one of some options. The answer is the option's id."""

    kind: Literal["choice"]
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class Check(Listed):
    """One box of a checklist."""

    weight: Weight = 1.0


class Checklist(Frozen):
    """Any of some boxes: the share of their weights. The answer is a list of ids, or `[none]`."""

    kind: Literal["checklist"]
    options: Annotated[tuple[Check, ...], Field(min_length=2)]


class Sourced(Frozen):
    """Where an absolute anchor comes from."""

    source: Prose
    date: Day


Anchor = Literal["illustrative"] | Sourced


class ByPoints(Frozen):
    """Piecewise linear through (value, score), clamped; a value may repeat once for a step."""

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("anchor",))

    by: Literal["points"]
    points: Points
    anchor: Anchor


class ByGoalposts(Frozen):
    """Linear from `worst` (0) to `best` (100), clamped."""

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("anchor",))

    by: Literal["goalposts"]
    worst: Number
    best: Number
    anchor: Anchor


class BesidePeers(Frozen):
    """The ratio to the peer figure, read through `points`; level with peers scores 60.

    Beyond `plausible_ratio` (of value to peer) a figure is not believed without a look at it.
    `volume`: it grows with the size of the shop (sales, views, people online), so that without a
    range of its own no ratio is too far off. A shortfall has none either.
    """

    by: Literal["peer", "peer_spread"]
    ratio_of: Literal["value", "shortfall"] = "value"
    points: Points = PEER_POINTS
    volume: Flag = False
    plausible_ratio: tuple[Positive, Positive] | None = None

    @model_validator(mode="after")
    def _range_the_right_way_round(self) -> Self:
        low, high = self.plausible_ratio or PLAUSIBLE_RATIO
        if low >= high:
            raise PydanticCustomError("DP388", "the lower end comes first")
        return self

    @property
    def believed(self) -> tuple[float, float] | None:
        """Between which ratios of value to peer a figure is believed; None: at any."""
        if self.plausible_ratio is not None:
            return self.plausible_ratio
        return None if self.volume or self.ratio_of == "shortfall" else PLAUSIBLE_RATIO


class ByPeer(BesidePeers):
    """The ratio to the peers' middle and nothing else."""

    by: Literal["peer"]


class ByPeerSpread(BesidePeers):
    """Above the peers' middle the ratio is read by where the best of them (标杆) stand.

    Below it, and where the best are not known, through `points`.
    """

    by: Literal["peer_spread"]

    @model_validator(mode="after")
    def _rising_through_the_middle(self) -> Self:
        scores = [score for _, score in self.points]
        if (1.0, LEVEL_WITH_PEERS) not in self.points or scores != sorted(scores):
            raise PydanticCustomError("DP248", "the points rise, and one of them is 1 → 60")
        return self


class ByCurve(Frozen):
    """Log-normal through two anchors: `good` scores 90, `middling` 50."""

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("anchor",))

    by: Literal["curve"]
    good: Annotated[Number, Field(gt=0)]
    middling: Annotated[Number, Field(gt=0)]
    anchor: Anchor


Scoring = Annotated[
    ByPoints | ByGoalposts | ByPeer | ByPeerSpread | ByCurve, Field(discriminator="by")
]
Envelope = dict[Id, Literal["any"] | tuple[Id, ...]]


class Figure(Frozen):
    """What a number is: without these nobody can check it.

    `envelope` names the fields an answer must carry beside the value (period, basis, denominator,
    delivery mode …) and, for each, which values are allowed; `any` leaves it to the framework's
    list of values, or to the answer where the framework lists none.

    `period` is the kind of period it is read over, `periods` how many of them in a row may be taken
    together where one holds too little. It is too old where that ended more than `max_age_days`
    before the day judged; without them the method says so.
    """

    unit: Text
    definition: Text
    formula: Text
    period: Period
    periods: Annotated[Whole, Field(ge=1, le=12)] = 1
    max_age_days: Annotated[Whole, Field(ge=0, le=3660)] | None = None
    envelope: Envelope = {}
    plausible: tuple[Number, Number] | None = None
    typical: Number | None = None

    @model_validator(mode="after")
    def _only_parts_of_the_calendar_are_joined(self) -> Self:
        if self.periods > 1 and self.period not in CALENDAR:
            raise PydanticCustomError("DP369", "periods goes with periods of the calendar only")
        return self

    @property
    def percent(self) -> bool:
        """Whether the unit is a percentage on 0..100."""
        return self.unit.zh.startswith("%")


class Numeric(Figure):
    """A number with unit, direction and a way to score it."""

    kind: Literal["number"]
    direction: Direction
    score: Scoring

    @model_validator(mode="after")
    def _band_goes_with_points(self) -> Self:
        if self.direction == "band" and self.score.by != "points":
            raise PydanticCustomError("DP212", "a band is scored by points only")
        return self


class Nps(Figure):
    """Net promoter score from raw 0..10 answers or counts, −100..100, read through points."""

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("anchor",))

    kind: Literal["nps"]
    points: Points
    anchor: Anchor


class Rate(Figure):
    """Cases per `per` of a base, from two counts, read through points.

    Below `min_base` one case more or less would say too much: what it proves is capped.
    """

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("anchor",))

    kind: Literal["rate"]
    direction: Literal["higher", "lower"]
    cases: Text
    base: Text
    per: Positive = 100.0
    min_base: Annotated[Whole, Field(ge=1)]
    points: Points
    anchor: Anchor


Scale = Annotated[
    Rubric | Boolean | Choice | Checklist | Numeric | Nps | Rate, Field(discriminator="kind")
]
