"""The indicator: one thing measured, with all that is said about it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from dpcap.model.base import (
    Day,
    FileOrUrl,
    Flag,
    Frozen,
    Id,
    Number,
    PassMark,
    Score,
    Text,
    Weight,
    Whole,
)
from dpcap.model.expression_limits import Condition
from dpcap.model.scale import Scale
from dpcap.model.scope import Scopes

Effort = Literal["S", "M", "L"]
# How the rows of shops become one: the middle, the lowest, the mean, or the share that passes.
Across = Literal["median", "min", "mean", "share"]
# What came of the work, how it is done, or what guards against harm.
Nature = Literal["result", "process", "safeguard"]
# Marks that every framework has; others it names itself (`source_marks`).
MARKS = ("platform_rule", "law", "trade")


class Source(Frozen):
    """Where an indicator comes from. Rules and laws carry their address and date."""

    mark: Id
    note: Text | None = None
    url: FileOrUrl | None = None
    date: Day | None = None


class Proof(Frozen):
    """What a reviewer asks for, which kinds of evidence count, and for how many days.

    `proof_caps`: kinds that prove more or less here than elsewhere in the framework.
    """

    ask: Text
    sufficient: Text | None = None
    insufficient: Text | None = None
    kinds: tuple[Id, ...] = ()
    valid_days: Annotated[Whole, Field(gt=0)] | None = None
    proof_caps: dict[Id, Score] = {}


class Indicator(Frozen):
    """One thing measured.

    `asked_of`, `minutes`, `effort`, `how_to_raise` and `source` are there in every framework that
    interviews.
    """

    UNSCORED: ClassVar[frozenset[str]] = frozenset(
        ("asked_of", "minutes", "effort", "source", "nature", "when_words")
    )

    id: Id
    title: Text
    question: Text
    help: Text | None = None
    scale: Scale
    per: Literal["provider", "shop"] = "provider"
    across: Across = "median"
    weight: Weight = 1.0
    core: Flag = False
    critical: Flag = False
    nature: Nature | None = None
    pass_mark: Annotated[PassMark, Field(alias="pass")] = 60.0
    not_applicable: tuple[Id, ...] = ()
    when: Condition | None = None
    when_words: Text | None = None
    scope: Scopes | None = None
    asked_of: Id | None = None
    minutes: Annotated[Number, Field(gt=0)] | None = None
    screen: Text | None = None
    effort: Effort | None = None
    how_to_raise: Text | None = None
    evidence: Proof | Literal["none_needed"]
    source: Source | None = None

    @property
    def proof(self) -> Proof | None:
        """What proof it takes, or None if the provider's word is enough."""
        return None if isinstance(self.evidence, str) else self.evidence

    @property
    def may_be_left_out(self) -> bool:
        """Whether it may count for nothing: out of scope, barred by a condition, or N/A."""
        return self.when is not None or bool(self.not_applicable or self.scope)
