"""A brand's brief: what a provider must have, and what weighs more than what, never how much."""

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import (
    FEW,
    Day,
    Digested,
    Flag,
    Frozen,
    Id,
    Line,
    Name,
    Number,
    PassMark,
    Prose,
    content_digest,
)

# More than so many are no priorities, and their corners would be too many.
MOST_NEEDS = 8
# A range narrower than so many points is an exact weight by another name.
NARROWEST = 5.0

Percent = Annotated[Number, Field(ge=0, le=100)]
BriefWords = Annotated[tuple[Line, ...], Field(max_length=FEW)]


class FactCondition(Frozen):
    """What a fact must say.

    `is`: yes or no; `any_of`, `none_of`: words of which a text must hold one, or none (of a choice:
    its ids); `at_least`, `at_most`: for a number; `overlaps`: a range that a text such as
    "100-300" must meet.
    """

    is_: Annotated[Flag | None, Field(alias="is")] = None
    any_of: BriefWords = ()
    none_of: BriefWords = ()
    at_least: Number | None = None
    at_most: Number | None = None
    overlaps: tuple[Number, Number] | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.model_dump(exclude_defaults=True):
            raise PydanticCustomError("DP662", "asks nothing")
        return self


class MustHaves(Frozen):
    """What keeps a provider out unless it has it.

    `roles`, `categories`: one of them. `level`: proved, or a higher one. `scopes`: what it must
    serve. `scores`: the least proved score of an area, dimension or indicator. `facts`: by id.
    `capacity`: how much of a fact must be left, and is taken once the brief is placed.
    """

    roles: tuple[Id, ...] = ()
    categories: BriefWords = ()
    level: Id | None = None
    scopes: tuple[Id, ...] = ()
    scores: dict[Id, PassMark] = {}
    facts: dict[Id, FactCondition] = {}
    capacity: dict[Id, Annotated[Number, Field(gt=0)]] = {}


class NeededFact(Frozen):
    """How a fact with a number becomes a score: `worst` is 0, `best` 100, straight between them."""

    worst: Number
    best: Number

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.worst == self.best:
            raise PydanticCustomError("DP663", "worst and best are the same")
        return self


class BriefNeeds(Frozen):
    """What is weighed: areas, dimensions, indicators and facts, by id.

    `order`: what weighs most first; ids in one bracket stand side by side. `ranges`: from and to,
    in percent of all weights. `facts`: those of the needs that are facts, and how they are read.
    """

    # cached_property values live in __dict__; they are derived, never part of the value.
    model_config = ConfigDict(ignored_types=(cached_property,))

    order: Annotated[tuple[Id | tuple[Id, ...], ...], Field(max_length=FEW)] = ()
    ranges: dict[Id, tuple[Percent, Percent]] = {}
    facts: dict[Id, NeededFact] = {}

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The order, each place with those that stand side by side there."""
        return tuple((one,) if isinstance(one, str) else one for one in self.order)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All needs: those in order, then the others as written."""
        ordered = (name for group in self.groups for name in group)
        return tuple(dict.fromkeys((*ordered, *self.ranges, *self.facts)))


class Brief(Digested):
    """`briefs/*.yaml`: what a brand looks for. `closes_on`: the last day on which it is open."""

    schema_: Annotated[Literal["dpcap/brief/1"], Field(alias="schema")]
    id: Id
    title: Name
    about: Prose | None = None
    closes_on: Day | None = None
    must: MustHaves = MustHaves.model_construct()
    needs: BriefNeeds

    @cached_property
    def seed(self) -> str:
        """What the draws depend on: the needs alone, so that other words draw the same."""
        return content_digest(self.needs)
