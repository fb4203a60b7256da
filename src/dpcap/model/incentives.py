"""Incentives: who may have a share of a pot, by which figure and which brackets, and when."""

from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import FEW, Day, Digested, Frozen, Id, Line, Number, Prose, Text, Whole
from dpcap.model.gate import RuleSource

PayKind = Literal["marginal", "whole"]
Settlement = Literal["month", "quarter", "half_year", "year"]
OwnBase = Literal["own_previous_period", "own_year_before", "own_best_period"]
# No sum of a term may grow past what a spreadsheet holds exactly.
_MOST_YUAN = 10_000_000_000
MOST_BRACKETS, MOST_TERMS, MOST_CAMPAIGNS = 20, 40, 40
Yuan = Annotated[Number, Field(ge=0, le=_MOST_YUAN)]
Percent = Annotated[Number, Field(ge=0, le=100)]
MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class PayBracket(Frozen):
    """From `from_yuan` of the figure on, `rate_percent` of it is paid.

    `bonus_yuan`: a sum for reaching it. It makes a cliff, which lint works out.
    """

    from_yuan: Yuan
    rate_percent: Percent
    bonus_yuan: Yuan = 0


class IncentiveTerm(Frozen):
    """What is paid in the periods between the days `from` and `until`, both included.

    `pot_yuan` is all that a period may pay, `cap_yuan` the most for one provider. `pays`: the rate
    of a bracket is for what lies in it (marginal), or the one reached for all of it (whole).
    """

    from_: Annotated[Day, Field(alias="from")]
    until: Day
    pot_yuan: Yuan | None = None
    cap_yuan: Yuan | None = None
    pays: PayKind = "marginal"
    brackets: Annotated[tuple[PayBracket, ...], Field(min_length=1, max_length=MOST_BRACKETS)]


class IncentiveFigure(Frozen):
    """What is paid by: a fact of the manager's, in so many yuan each (`yuan_each`).

    `basis`: the bases on which it may stand (none: any). `indicator` is an answer, `growth_over` is
    one's own base: lint refuses both, and says why.
    """

    fact: Id | None = None
    indicator: Id | None = None
    yuan_each: Annotated[Whole, Field(ge=1, le=_MOST_YUAN)]
    basis: Annotated[tuple[Line, ...], Field(max_length=FEW)] = ()
    growth_over: OwnBase | None = None


class CleanRecord(Frozen):
    """No violation: the manager's `fact` is `at_most` that over the last `days` of the period."""

    fact: Id
    at_most: Annotated[Number, Field(ge=0)] = 0
    days: Annotated[Whole, Field(ge=1, le=732)]


class IncentiveEligibility(Frozen):
    """Who may be paid: who holds one of the `tiers` on the period's last day, and is `clean`."""

    tiers: Annotated[tuple[Id, ...], Field(max_length=FEW)] = ()
    clean: CleanRecord | None = None


class Campaign(Frozen):
    """A campaign of every year, from one month and day to another."""

    title: Text
    from_: Annotated[MonthDay, Field(alias="from")]
    until: MonthDay


class IncentiveRules(Digested):
    """`incentives.yaml`: a pot, who may share in it, and by what.

    `settled`: the kind of period that is paid for. `outlook_percent`: by how much the third outcome
    lets every figure grow. `campaigns`: those no period should end with; else the shipped ones.
    """

    schema_: Annotated[Literal["dpcap/incentives/1"], Field(alias="schema")]
    id: Id
    title: Text
    about: Text | None = None
    settled: Settlement
    figure: IncentiveFigure
    eligibility: IncentiveEligibility = IncentiveEligibility.model_construct()
    terms: Annotated[tuple[IncentiveTerm, ...], Field(min_length=1, max_length=MOST_TERMS)]
    outlook_percent: Annotated[Number, Field(ge=0, le=1000)] = 10
    campaigns: Annotated[tuple[Campaign, ...], Field(max_length=MOST_CAMPAIGNS)] | None = None
    clause: Prose | None = None
    source: RuleSource | None = None
