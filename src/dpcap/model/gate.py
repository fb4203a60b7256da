"""Gates: what a profile must meet, who is exempted from it until when, and how it turned out."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Literal, Self, TypeVar

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import Day, Flag, Frozen, Id, Line, Number, Place, Prose, Text
from dpcap.model.expression_limits import Condition
from dpcap.model.framework import Framework
from dpcap.model.framework_cache import Derived
from dpcap.model.nouns import Verdicts

GateSeverity = Literal["off", "warn", "error"]
Operator = Literal["at_least", "at_most", "equals"]
Bound = Flag | Number | Line
GateState = Literal["met", "failed", "unchecked", "waived", "not_applicable"]
WaiverState = Literal["used", "expired", "unneeded", "unknown"]
OPERATORS: tuple[Operator, ...] = ("at_least", "at_most", "equals")
T = TypeVar("T")


class RuleOrigin(Frozen):
    """Where a rule comes from: the document, its clause, since when it holds, when looked up."""

    document: Prose
    clause: Prose | None = None
    effective_on: Day | None = None
    checked_on: Day | None = None
    url: Place | None = None


class Gate(Frozen):
    """One rule: `measure` (CEL) must be at least, at most or equal to a mark, where `where` holds.

    Exactly one of `at_least`, `at_most` and `equals` is given.
    """

    measure: Condition
    at_least: Number | None = None
    at_most: Number | None = None
    equals: Bound | None = None
    where: Condition | None = None
    severity: GateSeverity = "error"
    message: Text
    origin: RuleOrigin | None = None

    @model_validator(mode="after")
    def _one_mark(self) -> Self:
        if sum(getattr(self, name) is not None for name in OPERATORS) != 1:
            raise PydanticCustomError("DP701", "give exactly one of at_least, at_most and equals")
        return self

    @property
    def operator(self) -> Operator:
        """How the measure is held against the mark."""
        return next(name for name in OPERATORS if getattr(self, name) is not None)

    @property
    def needed(self) -> Bound:
        """The mark."""
        mark: Bound = getattr(self, self.operator)
        return mark


class Waiver(Frozen):
    """One provider let off one rule until a day (the last on which it holds), by whom and why."""

    provider: Line
    rule: Id
    owner: Line
    reason: Prose
    expires_on: Day


class Gates(Frozen):
    """`gates.yaml`: rules by id, in order, and what the batch needs to apply them.

    `extends` names the preset or file that the rules come from, as far as they are not its own: its
    reader has put them in. `review_on` is the day on which proof must hold (`as_of`) and `period`
    the KPI period, unless the command says otherwise. `decide_set`: the questions that a profile
    must have been asked, by the setting of that name; no file says it.
    """

    # cached_property values live in __dict__; they are derived, never part of the value.
    model_config = ConfigDict(ignored_types=(cached_property,))

    schema_: Annotated[Literal["dpcap/gates/1"], Field(alias="schema")]
    extends: Place | None = None
    id: Id
    title: Text
    about: Text | None = None
    framework: Id | None = None
    review_on: Day | None = None
    period: Line | None = None
    decide_set: Literal["role", "core"] = "role"
    rules: dict[Id, Gate]
    waivers: tuple[Waiver, ...] = ()
    verdicts: Verdicts | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the content, waivers included; comments and layout do not count."""
        return sha256(
            self.model_dump_json(by_alias=True, exclude_defaults=True).encode()
        ).hexdigest()

    def once(self, derive: Callable[["Gates", Framework], T], framework: Framework) -> T:
        """What *derive* makes of these gates and *framework*, made only once."""
        key = (derive, framework.digest)
        if key not in self._derived:
            self._derived[key] = derive(self, framework)
        made: T = self._derived[key]
        return made

    def on(
        self,
        day: date | None = None,
        period: str | None = None,
        decide_set: Literal["role", "core"] | None = None,
    ) -> "Gates":
        """These gates with another day or period, where one is given. Never use `model_copy`.

        *decide_set*: what settings say.

        A copy would keep what was derived from the old ones.
        """
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        instead = {
            "review_on": day or self.review_on,
            "period": period or self.period,
            "decide_set": decide_set or self.decide_set,
        }
        return type(self).model_validate({**fields, **instead})

    @cached_property
    def _derived(self) -> Derived:
        return Derived()


class GateResult(Frozen):
    """How one rule turned out for one provider.

    `needed` is the mark, `found` what the measure came to (None: it could not be worked out, or
    the rule does not apply). `missing` names what an unchecked rule lacked: the id of a fact or a
    node, else the measure's own name. `nodes` and `facts` are those that the measure names. A
    waived rule keeps its needed and found; `waiver_until` and `waiver_owner` say who let it off.
    """

    id: str
    severity: GateSeverity
    state: GateState
    operator: Operator
    needed: bool | float | str
    found: bool | float | str | None
    missing: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    waiver_until: date | None = None
    waiver_owner: str | None = None


class WaiverResult(Frozen):
    """How one waiver stands."""

    provider: str
    rule: str
    owner: str
    reason: str
    expires_on: date
    state: WaiverState

    @property
    def to_settle(self) -> bool:
        """Whether somebody must look at it: expired, not needed, or for no known rule."""
        return self.state != "used"
