"""The decision: what a person decided of a provider, when and why. Gates only propose one."""

from datetime import date
from hashlib import sha256
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import FEW, Day, Frozen, Line, Prose, ProviderId
from dpcap.model.gate import GateResult

DecisionKind = Literal["admit", "conditional", "decline", "reassess"]
DECISIONS: tuple[DecisionKind, ...] = ("admit", "conditional", "decline", "reassess")

# SHA-256, hex.
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Condition(Frozen):
    """What the provider must still do, the last day for it, and the day on which it was done."""

    text: Prose
    due_on: Day
    met_on: Day | None = None

    def is_overdue(self, on: date) -> bool:
        """Whether it is not met, and its last day lies before *on*."""
        return self.met_on is None and self.due_on < on


class Replaced(Frozen):
    """The decision that this one replaces: what it was, of which day, and its digest."""

    decision: DecisionKind
    on: Day
    digest: Digest


class Decision(Frozen):
    """`<reviews>/<provider id>.decision.yaml`: it lies beside the review, never in the folder.

    `profile` is the SHA-256 (hex) of the bytes of the profile.json that it rests on.
    """

    schema_: Annotated[Literal["dpcap/decision/1"], Field(alias="schema")]
    provider: ProviderId
    decision: DecisionKind
    by: Line
    on: Day
    reason: Prose
    conditions: Annotated[tuple[Condition, ...], Field(max_length=FEW)] = ()
    profile: Digest
    replaces: Replaced | None = None

    @model_validator(mode="after")
    def _conditions_go_with_conditional(self) -> Self:
        if (self.decision == "conditional") != bool(self.conditions):
            raise PydanticCustomError("DP421", "conditions go with conditional, and only with it")
        return self

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the content; comments and layout do not count."""
        return sha256(
            self.model_dump_json(by_alias=True, exclude_defaults=True).encode()
        ).hexdigest()

    def overdue(self, on: date) -> tuple[Condition, ...]:
        """The conditions whose last day lies before *on* and that are not met."""
        return tuple(one for one in self.conditions if one.is_overdue(on))


class Standing(Frozen):
    """What was made of a profile beside its scores: the gates it was held to, and the decision.

    `profile` is the SHA-256 (hex) of the profile's own bytes; a decision that names another one
    rests on an earlier profile.
    """

    profile: Digest
    gates_id: str | None = None
    gates_digest: Digest | None = None
    gates: tuple[GateResult, ...] = ()
    decision: Decision | None = None

    @property
    def is_current(self) -> bool:
        """Whether there is a decision, and it rests on this very profile."""
        return self.decision is not None and self.decision.profile == self.profile
