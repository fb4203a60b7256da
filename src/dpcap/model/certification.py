"""Certification: the rules by which it is kept, ends and comes back, and where one stands in it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import Day, Digested, Frozen, Id, Prose, Quarter, Text, Whole
from dpcap.model.gate import RuleSource

EndingKind = Literal["assessment_ended", "removed_for_violation", "withdrawn"]
CertificationLabel = Literal["none", "invited", "admitted", "certified", "ended"]
Exemption = Literal["late_admission", "waived", "seasonal"]
ENDINGS: tuple[EndingKind, ...] = ("assessment_ended", "removed_for_violation", "withdrawn")
EXEMPTIONS: tuple[Exemption, ...] = ("late_admission", "waived", "seasonal")
# Nobody is kept out for longer without being kept out for good.
_LONGEST = 3660


class ReturnRule(Frozen):
    """When somebody may be invited again: so many days after the last ending of a kind.

    `never_from`: from so many endings of the kind on, never; None: always some day.
    """

    after_days: Annotated[Whole, Field(ge=0, le=_LONGEST)]
    never_from: Annotated[Whole, Field(ge=1)] | None = None


class OutcomeSources(Frozen):
    """What later tells whether a level said something: a fact of the manager's, an indicator."""

    complaints: Id | None = None
    renewal: Id | None = None


class CertificationRules(Digested):
    """`certification.yaml`: the numbers of certification, and where they come from.

    `gates`, `admission`: the ids of the gates that decide a quarter and an admission; gates that
    extend them will do. `admitted_from_day`: who is admitted from this day of a quarter on is not
    assessed in it. `exempt`: which exemptions there are. `returns`: by kind of ending.
    """

    schema_: Annotated[Literal["dpcap/certification/1"], Field(alias="schema")]
    id: Id
    title: Text
    about: Text | None = None
    gates: Id
    admission: Id
    admitted_from_day: Annotated[Whole, Field(ge=1, le=92)]
    exempt: tuple[Exemption, ...] = EXEMPTIONS
    returns: dict[EndingKind, ReturnRule]
    outcomes: OutcomeSources = OutcomeSources.model_construct()
    clause: Prose | None = None
    source: RuleSource | None = None


class Ending(Frozen):
    """One end of a certification: its kind, and the last day."""

    kind: EndingKind
    on: Day


class CertificationState(Frozen):
    """Where somebody stands: since when, the last period settled, and every ending so far."""

    label: CertificationLabel = "none"
    since: Day | None = None
    admitted_on: Day | None = None
    period: Quarter | None = None
    endings: tuple[Ending, ...] = ()

    @property
    def is_running(self) -> bool:
        """Whether quarters are settled."""
        return self.label in ("admitted", "certified")


class ReturnBar(Frozen):
    """What keeps somebody from coming back: until the day before `from_day`; None: for good."""

    provider: str
    kind: EndingKind
    times: int
    from_day: Day | None

    def holds(self, on: date) -> bool:
        """Whether it keeps out on the day *on*."""
        return self.from_day is None or on < self.from_day
