"""Which rules are in force on a day, from when to when each is, and where it is written."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import Frozen, Text
from dpcap.model.finding import Finding
from dpcap.model.gate import AppliesBy, GateSeverity, Operator, RuleForce, RuleSource


class CalendarRule(Frozen):
    """One version of a rule, and how it stands on the day asked about.

    `suspended`: the version is off. `applies_by` is what the file says, or what holds where it says
    nothing and whoever is judged gives no period of its own.
    """

    gates: str
    rule: str
    force: RuleForce
    suspended: bool
    from_: Annotated[date | None, Field(alias="from")]
    until: date | None
    warn_from: date | None
    applies_by: AppliesBy
    applies_to: tuple[str, ...]
    severity: GateSeverity
    message: Text
    measure: str
    operator: Operator
    needed: bool | float | str
    where: str | None
    clause: str | None
    source: RuleSource | None


class GatesOnDay(Frozen):
    """One set of gates: its title, and its rules in the order of the file and of their days."""

    id: str
    title: Text
    digest: str
    rules: tuple[CalendarRule, ...]


class RuleCalendar(Frozen):
    """The rules of some gates on a day, for one role or for all; `findings` are warnings."""

    schema_: Annotated[Literal["dpcap/rules/1"], Field(alias="schema")] = "dpcap/rules/1"
    on: date
    role: str | None
    gates: tuple[GatesOnDay, ...]
    findings: tuple[Finding, ...] = ()
