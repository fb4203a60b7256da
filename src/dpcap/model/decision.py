"""The decision: what a person decided of a provider, when and why. Gates only propose one."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Annotated, Literal, Self
from unicodedata import normalize

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import FEW, Day, Digest, Frozen, Line, Prose, ProviderId
from dpcap.model.decision_basis import BasisChanges, BasisDigest, DecisionBasis
from dpcap.model.gate import GateResult
from dpcap.model.held_standing import HeldStanding
from dpcap.model.nouns import Verdicts

DecisionKind = Literal["admit", "conditional", "decline", "reassess"]
DECISIONS: tuple[DecisionKind, ...] = ("admit", "conditional", "decline", "reassess")
# How long a provider has to meet a condition or to answer, where nobody says otherwise.
DAYS_TO_MEET = 30


class DecisionCondition(Frozen):
    """What the provider must still do, the last day for it, and the day on which it was done."""

    text: Prose
    due_on: Day
    met_on: Day | None = None

    def is_overdue(self, on: date) -> bool:
        """Whether it is not met, and its last day lies before *on*."""
        return self.met_on is None and self.due_on < on


class ReplacedDecision(Frozen):
    """The decision that this one replaces: what it was, of which day, and its digest."""

    decision: DecisionKind
    on: Day
    digest: Digest


class Decision(Frozen):
    """`<reviews>/<provider id>.decision.yaml`: it lies beside the review, never in the folder.

    `substance` is the digest of what it rests on, `rests_on` the parts of that (None only on pages:
    nobody reads them there, and a short digest of an answer may give it away). `until` is the last
    day of the decision itself; None: it holds for as long as what it rests on.
    """

    schema_: Annotated[Literal["dpcap/decision/2"], Field(alias="schema")]
    provider: ProviderId
    decision: DecisionKind
    by: Line
    on: Day
    until: Day | None = None
    reason: Prose
    conditions: Annotated[tuple[DecisionCondition, ...], Field(max_length=FEW)] = ()
    substance: Digest
    rests_on: BasisDigest | None = None
    replaces: ReplacedDecision | None = None

    @model_validator(mode="after")
    def _conditions_go_with_conditional(self) -> Self:
        if (self.decision == "conditional") != bool(self.conditions):
            raise PydanticCustomError("DP421", "conditions go with conditional, and only with it")
        return self

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the content; comments and layout do not count.

        Nor do the parts of what it rests on: their digest does.
        """
        text = self.model_dump_json(by_alias=True, exclude_defaults=True, exclude={"rests_on"})
        return sha256(text.encode()).hexdigest()

    def overdue(self, on: date) -> tuple[DecisionCondition, ...]:
        """The conditions whose last day lies before *on* and that are not met."""
        return tuple(one for one in self.conditions if one.is_overdue(on))

    def has_ended(self, on: date) -> bool:
        """Whether its own last day lies before *on*."""
        return self.until is not None and self.until < on

    def changes(self, now: DecisionBasis) -> BasisChanges | None:
        """What it rests on that is no longer so by *now*; None: it is all the same.

        Gates are compared only if there are some *now*.
        """
        if self.rests_on is not None:
            return self.rests_on.changes(now.footing)
        return None if self.substance == now.digest else BasisChanges()


class GatesAndDecision(Frozen):
    """What was made of a profile beside its scores: the gates it was held to, and the decision.

    `changes`: what the decision rests on that is no longer so (None: nothing, or nothing is
    decided). `one_person`: whoever decided also reviewed. `verdicts`: the words of the gates for
    what is decided, if they have their own. `ledger`: how the provider stands by the ledger of
    standing; nothing else depends on it.
    """

    gates_id: str | None = None
    gates_digest: Digest | None = None
    gates: tuple[GateResult, ...] = ()
    decision: Decision | None = None
    changes: BasisChanges | None = None
    one_person: bool = False
    verdicts: Verdicts | None = None
    ledger: HeldStanding | None = None

    @property
    def is_current(self) -> bool:
        """Whether there is a decision, and all that it rests on is as it was."""
        return self.decision is not None and self.changes is None

    def without_gates(self) -> Self:
        """The same, as far as it can be told of a profile that was held to none."""
        changes = self.changes and self.changes.model_copy(update={"gates": ()})
        kept = None if changes == BasisChanges() and changes != self.changes else changes
        gone = {
            "gates_id": None,
            "gates_digest": None,
            "gates": (),
            "changes": kept,
            "verdicts": None,
        }
        return self.model_copy(update=gone)

    def is_in_force(self, on: date) -> bool:
        """Whether the decision is current, and has not ended before *on*."""
        return self.is_current and self.decision is not None and not self.decision.has_ended(on)


def is_one_person(one: str, others: Iterable[str]) -> bool:
    """Whether *one* is among *others*, however the name is spaced and its letters are written."""
    return _folded(one) in map(_folded, others)


def _folded(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split())
