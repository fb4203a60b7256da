"""Gates: what a profile must meet, who is exempted from it until when, and how it turned out."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Protocol, Self, TypeVar

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import (
    FEW,
    Day,
    Digested,
    FileOrUrl,
    Flag,
    Frozen,
    Id,
    Line,
    Number,
    Prose,
    Text,
    Whole,
    unless_empty,
)
from dpcap.model.expression_limits import Condition
from dpcap.model.framework import Framework
from dpcap.model.framework_cache import Derived
from dpcap.model.nouns import Verdicts

GateSeverity = Literal["off", "warn", "error"]
Operator = Literal["at_least", "at_most", "equals"]
Bound = Flag | Number | Line
GateState = Literal["met", "failed", "unchecked", "waived", "not_applicable"]
WaiverState = Literal["used", "expired", "unneeded", "unknown"]
AppliesBy = Literal["period_end", "occurrence", "day"]
RuleForce = Literal["in_force", "to_come", "lapsed"]
OPERATORS: tuple[Operator, ...] = ("at_least", "at_most", "equals")
T = TypeVar("T")


class RuleSource(Frozen):
    """Where a rule is written: the document, when it was last looked up, its address."""

    document: Prose
    checked_on: Day | None = None
    url: FileOrUrl | None = None


class DatedTerms(Frozen):
    """What a rule and each of its versions may say of their own.

    `from` and `until` are the first and the last day on which it is in force; `warn_from` the day
    from which what is to come is told. `applies_to` are the roles that it is for (none: all).
    """

    from_: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None
    warn_from: Day | None = None
    clause: Prose | None = None
    source: RuleSource | None = None
    applies_to: Annotated[tuple[Id, ...], Field(max_length=FEW)] = ()
    at_least: Number | None = None
    at_most: Number | None = None
    equals: Bound | None = None
    where: Condition | None = None

    @property
    def marks(self) -> tuple[Operator, ...]:
        """The marks given."""
        return tuple(name for name in OPERATORS if getattr(self, name) is not None)

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on *day*."""
        return (self.from_ or date.min) <= day <= (self.until or date.max)


class RuleVersion(DatedTerms):
    """One version of a rule: what it says otherwise than the rule itself, and from when to when."""

    measure: Condition | None = None
    severity: GateSeverity | None = None
    message: Text | None = None

    @model_validator(mode="after")
    def _one_mark(self) -> Self:
        if len(self.marks) > 1:
            raise PydanticCustomError("DP701", "give exactly one of at_least, at_most and equals")
        return self


class Gate(DatedTerms):
    """One rule: `measure` (CEL) must be at least, at most or equal to a mark, where `where` holds.

    Exactly one of `at_least`, `at_most` and `equals` is given. Where `versions` are, the dates are
    theirs, and what they do not say is the rule's. `applies_by` says by which day the version is
    chosen; see `dpcap.scoring.rules_in_force`.
    """

    # cached_property values live in __dict__; they are derived, never part of the value.
    model_config = ConfigDict(ignored_types=(cached_property,))

    measure: Condition
    severity: GateSeverity = "error"
    message: Text
    applies_by: AppliesBy | None = None
    versions: Annotated[tuple[RuleVersion, ...], Field(max_length=FEW)] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        least = 0 if self.versions and all(one.marks for one in self.versions) else 1
        if not least <= len(self.marks) <= 1:
            raise PydanticCustomError("DP701", "give exactly one of at_least, at_most and equals")
        if self.versions and (self.from_ or self.until or self.warn_from):
            raise PydanticCustomError("DP716", "dates stand at the rule or in its versions")
        return self

    @property
    def operator(self) -> Operator:
        """How the measure is held against the mark."""
        return self.marks[0]

    @property
    def needed(self) -> Bound:
        """The mark."""
        mark: Bound = getattr(self, self.operator)
        return mark

    @cached_property
    def each(self) -> tuple["Gate", ...]:
        """Its versions, each a whole rule, in the order of their first days; itself without any."""
        by_day = sorted(self.in_file_order, key=lambda one: one.from_ or date.min)
        return tuple(by_day) or (self,)

    @cached_property
    def in_file_order(self) -> tuple["Gate", ...]:
        """Its versions as they stand in the file, each a whole rule; none without any."""
        return tuple(self._version(one) for one in self.versions)

    @property
    def dated(self) -> bool:
        """Whether some day is without it, or has another version of it."""
        return len(self.each) > 1 or any(one.from_ or one.until for one in self.each)

    def in_force_on(self, day: date) -> "Gate | None":
        """What of it is in force on *day*, without its days; None: nothing is."""
        versions = tuple(one for one in self.versions if one.holds_on(day))
        if not (versions if self.versions else self.holds_on(day)):
            return None
        return type(self).model_validate(
            {**_without_days(self), "versions": [_without_days(one) for one in versions]}
        )

    def _version(self, version: RuleVersion) -> "Gate":
        """*version* with what it leaves to the rule; its mark takes the place of the rule's."""
        kept = {name: getattr(self, name) for name in type(self).model_fields if name != "versions"}
        if version.marks:
            kept.update(dict.fromkeys(OPERATORS))
        own = {name: getattr(version, name) for name in version.model_fields_set}
        return type(self).model_validate({**kept, **own})


def _without_days(terms: DatedTerms) -> dict[str, object]:
    """What *terms* say of their own, but for their days."""
    kept = terms.model_fields_set - {"from_", "until", "warn_from"}
    return {name: getattr(terms, name) for name in kept}


class Waiver(Frozen):
    """One provider let off one rule until a day (the last on which it holds), by whom and why."""

    provider: Line
    rule: Id
    owner: Line
    reason: Prose
    expires_on: Day


class JudgedRule(Protocol):
    """Whatever was judged by a version of a rule: its id, and the version's first day."""

    @property
    def id(self) -> str:
        """The rule's id."""

    @property
    def since(self) -> date | None:
        """The first day of the version; None: it has none."""


class Gates(Digested):
    """`gates.yaml`: rules by id, in order, and what the batch needs to apply them.

    `extends` names the preset or file that the rules come from, as far as they are not its own: its
    reader has put them in. `review_on` is the day on which proof must hold (`as_of`) and `period`
    the KPI period, unless the command says otherwise. `notice_days`: so many days before its first
    day a rule is to be announced (None: as the law has it). `decide_set`: the questions that a
    profile must have been asked, by the setting of that name; no file says it.
    """

    schema_: Annotated[Literal["dpcap/gates/1"], Field(alias="schema")]
    extends: FileOrUrl | None = None
    id: Id
    title: Text
    about: Text | None = None
    framework: Id | None = None
    review_on: Day | None = None
    period: Line | None = None
    notice_days: Annotated[Whole, Field(ge=0, le=365)] | None = None
    decide_set: Literal["role", "core"] = "role"
    rules: dict[Id, Gate]
    waivers: tuple[Waiver, ...] = ()
    verdicts: Verdicts | None = None

    def version(self, rule: str | JudgedRule) -> Gate | None:
        """The version of *rule* that was judged by; of an id alone, that on the day judged.

        Without such a day it is the last one; None: there is no such rule.
        """
        found = self.rules.get(rule if isinstance(rule, str) else rule.id)
        if found is None:
            return None
        if not isinstance(rule, str):
            fitting = (one for one in found.each if one.from_ == rule.since)
        else:
            fitting = (one for one in found.each if self.review_on and one.holds_on(self.review_on))
        return next(fitting, None) or found.each[-1]

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

    def in_force_on(self, day: date) -> "Gates":
        """These gates as they are in force on *day*, by whichever day their rules go otherwise."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        held = {name: gate.in_force_on(day) for name, gate in self.rules.items()}
        rules = {name: gate for name, gate in held.items() if gate}
        return type(self).model_validate({**fields, "rules": rules})

    @cached_property
    def _derived(self) -> Derived:
        return Derived()


class ComingRule(Frozen):
    """A version that is not in force yet: from when it is, and how it would turn out as things are.

    It never counts.
    """

    since: date
    state: GateState
    operator: Operator
    needed: bool | float | str
    found: bool | float | str | None
    missing: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    severity: GateSeverity


class GateResult(Frozen):
    """How one rule turned out for one provider.

    `needed` is the mark, `found` what the measure came to (None: it could not be worked out, or
    the rule does not apply). `missing` names what an unchecked rule lacked: the id of a fact or a
    node, else the measure's own name. `nodes` and `facts` are those that the measure names. A
    waived rule keeps its needed and found; `waiver_until` and `waiver_owner` say who let it off.

    `since` and `until` are the days of the version judged by, `judged_by` the day by which it was
    chosen (None: the rule has no dates). A rule to come or lapsed does not apply, and `since` is
    the day from which it will. `coming` is the next version, where it is told already.
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
    force: RuleForce = unless_empty("in_force")
    since: date | None = unless_empty(None)
    until: date | None = unless_empty(None)
    judged_by: date | None = unless_empty(None)
    coming: ComingRule | None = unless_empty(None)

    @property
    def to_come(self) -> "GateResult | None":
        """What is to come as a result of its own, which counts nowhere."""
        if self.coming is None:
            return None
        return GateResult(id=self.id, **dict(self.coming))


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
