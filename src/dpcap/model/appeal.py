"""The appeal: what a provider contests of a decision, by when it is answered, and by whom."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import (
    FEW,
    Day,
    Digest,
    Frozen,
    Id,
    Line,
    OwnId,
    Prose,
    ProviderId,
    Whole,
)
from dpcap.model.decision import DecisionKind, is_one_person

PointKind = Literal["indicator", "gate", "level", "standing"]
AppealOutcome = Literal["open", "granted", "partly_granted", "rejected"]
# The answers by which what was contested falls.
GRANTED: frozenset[AppealOutcome] = frozenset(("granted", "partly_granted"))
# How long a provider has to appeal after the letter went, and the manager to answer.
FILING_DAYS = ANSWERING_DAYS = 15


class AppealDays(Frozen):
    """How many days there are to appeal after the letter went, and to answer what was filed."""

    filing: Annotated[Whole, Field(ge=1, le=366)] = FILING_DAYS
    answering: Annotated[Whole, Field(ge=1, le=366)] = ANSWERING_DAYS


class AppealPoint(Frozen):
    """What is contested, one of four.

    `indicator`: its id. `gate`: the id of a rule. `level`: the level that was given. `standing`:
    the number of the ledger's row.
    """

    indicator: Id | None = None
    gate: Line | None = None
    level: Line | None = None
    standing: Annotated[Whole, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if len([*self._given()]) != 1:
            raise PydanticCustomError("DP770", "one point an appeal")
        return self

    def _given(self) -> Iterator[tuple[PointKind, str | int]]:
        kinds: tuple[PointKind, ...] = ("indicator", "gate", "level", "standing")
        for kind in kinds:
            value = getattr(self, kind)
            if value is not None:
                yield kind, value

    @property
    def kind(self) -> PointKind:
        """Which of the four it is."""
        return next(self._given())[0]

    @property
    def name(self) -> str:
        """The id, or the number of the row."""
        return str(next(self._given())[1])


class AppealProof(Frozen):
    """New proof: a file by its name and SHA-256 (hex), or in words what was handed in."""

    file: Line | None = None
    sha256: Digest | None = None
    description: Prose | None = None

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if (self.file is None) != (self.sha256 is None) or not (self.file or self.description):
            raise PydanticCustomError("DP771", "a file with its digest, or a description")
        return self


class ContestedDecision(Frozen):
    """The decision that is contested, as its file had it when the appeal was filed.

    `digest`: of the decision. `substance`: of the profile and all else that it rests on.
    """

    decision: DecisionKind
    on: Day
    digest: Digest
    substance: Digest


class Appeal(Frozen):
    """One appeal.

    `ground`: why, in the provider's words. `proof`: what is new. `letter_on`: the day on which the
    decision's letter went. `deadline`: the last day to appeal, `answer_by`: the last one to
    answer; by default so many days after the letter went and after the appeal was filed.
    `decided_by`: who took the decision, or signed the row, that is contested; somebody else
    answers. `outcome`: open, until it is granted (what was contested falls), partly_granted (a
    part of it falls) or rejected (it stands). `reason`: of the answer. `correction`: the row of
    the ledger that took back the row contested.
    """

    point: AppealPoint
    ground: Prose
    proof: Annotated[tuple[AppealProof, ...], Field(max_length=FEW)] = ()
    filed_on: Day
    letter_on: Day | None = None
    deadline: Day | None = None
    answer_by: Day | None = None
    decided_by: Line
    decision: ContestedDecision | None = None
    outcome: AppealOutcome = "open"
    answered_by: Line | None = None
    answered_on: Day | None = None
    reason: Prose | None = None
    correction: Annotated[Whole, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        answer = (self.answered_by, self.answered_on, self.reason)
        if None in answer if not self.is_open else answer != (None, None, None):
            raise PydanticCustomError("DP772", "who answered, when and why go with an answer")
        if self.answered_by and is_one_person(self.answered_by, (self.decided_by,)):
            raise PydanticCustomError("DP773", "somebody else answers", {"name": self.answered_by})
        if self.answered_on and self.answered_on < self.filed_on:
            days = {"day": str(self.answered_on), "filed": str(self.filed_on)}
            raise PydanticCustomError("DP774", "answered before it was filed", days)
        if self.correction and (self.point.standing is None or self.outcome not in GRANTED):
            raise PydanticCustomError("DP775", "a correction goes with a row granted")
        return self

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.outcome == "open"

    def last_day(self, days: AppealDays, letter_on: date | None = None) -> date | None:
        """The last day to appeal; *letter_on*: when the letter went, by the outbox."""
        went = letter_on or self.letter_on
        if letter_on is None and self.deadline is not None:
            return self.deadline
        return went + timedelta(days.filing) if went else self.deadline

    def due(self, days: AppealDays = AppealDays()) -> date:  # noqa: B008 - a frozen value
        """The last day to answer."""
        return self.answer_by or self.filed_on + timedelta(days.answering)

    def is_overdue(self, on: date, days: AppealDays = AppealDays()) -> bool:  # noqa: B008
        """Whether it is open on the day *on*, and its last day to answer lies before."""
        return self.is_open and self.due(days) < on


class Appeals(Frozen):
    """`<reviews>/<provider id>.appeal.yaml`: all appeals of one provider, each by an id."""

    schema_: Annotated[Literal["dpcap/appeal/1"], Field(alias="schema")]
    provider: ProviderId
    appeals: Annotated[dict[OwnId, Appeal], Field(max_length=FEW)] = {}

    @property
    def open(self) -> tuple[tuple[str, Appeal], ...]:
        """Those that nobody has answered with their ids: the one due first comes first."""
        found = ((name, one) for name, one in self.appeals.items() if one.is_open)
        return tuple(sorted(found, key=lambda each: (each[1].due(), each[1].filed_on, each[0])))

    @property
    def contested(self) -> str | None:
        """What is contested, and why, by the open appeals; None: there are none."""
        told = [f"{one.point.name}: {one.ground}" for _, one in self.open]
        return " · ".join(told) or None

    @property
    def answer_by(self) -> date | None:
        """The first last day to answer an open appeal; None: there are none."""
        return min((one.due() for _, one in self.open), default=None)
