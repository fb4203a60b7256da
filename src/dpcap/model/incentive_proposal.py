"""A proposal of incentives: each share with its arithmetic, as a person signs it.

Sums are whole fen; what is exact before rounding stands as a decimal text.
"""

from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import Day, Digest, Frozen, Id, Line, Name, ProviderId, Whole, unless_empty

CheckedRule = Literal["tier", "removed", "clean", "figure"]
CheckState = Literal["met", "failed", "unchecked"]
ShareState = Literal["eligible", "not_eligible", "unchecked"]
OutcomeName = Literal["today", "next_bracket", "growth"]
Fen = Annotated[Whole, Field(ge=0)]
WhyUnchecked = Literal[
    "no_ledger",
    "no_fact",
    "not_confirmed",
    "no_number",
    "other_period",
    "other_basis",
    "not_settled",
    "too_short",
    "maybe_before",
]


class IncentiveCheck(Frozen):
    """A rule of eligibility: what it needs, what was found; `why` it could not be checked."""

    rule: CheckedRule
    state: CheckState
    needed: str | None = None
    found: str | None = None
    why: WhyUnchecked | None = unless_empty(None)


class BracketPay(Frozen):
    """What lies in one bracket, and what it pays: `part_fen` × `rate_percent`."""

    from_fen: Fen
    until_fen: Fen | None
    rate_percent: str
    part_fen: Fen
    pays_fen: str


class ProviderShare(Frozen):
    """One provider's share: whether it may have one, by which figure, and how it comes about.

    `exact_fen` is the sum of the brackets, `capped_fen` that under the cap and cut to whole fen,
    `paid_fen` that after the pot was shared out. Who is not eligible or was not checked has 0.
    """

    provider: ProviderId
    registration_number: Line | None = None
    name: Name
    state: ShareState
    checks: tuple[IncentiveCheck, ...]
    figure_fen: Fen | None = None
    brackets: tuple[BracketPay, ...] = ()
    exact_fen: str = "0"
    capped_fen: Fen = 0
    paid_fen: Fen = 0
    profile: Digest


class PotOutcome(Frozen):
    """What the pot comes to: `asked_fen` by the brackets, `paid_fen` of it, the rest is left.

    `short`: the pot does not hold what is asked, and each gets the same share of it.
    """

    name: OutcomeName
    asked_fen: Fen
    paid_fen: Fen
    left_fen: Fen
    short: bool
    capped: Whole
    providers: Whole


class IncentiveProposal(Frozen):
    """All shares of one period, before anybody signs.

    `ledger`: the digest of the last row of the ledger of standing; None: none was given. `failed`:
    who of the batch could not be looked at; `absent`: who holds a tier paid for, and is not in it.
    """

    rules: tuple[Id, Digest]
    period: Line
    first_day: Day
    last_day: Day
    on: Day
    pot_fen: Fen
    cap_fen: Fen
    ledger: Digest | None = None
    shares: tuple[ProviderShare, ...]
    outcomes: tuple[PotOutcome, ...]
    failed: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


class SignedIncentives(Frozen):
    """A proposal, who signed it, and the SHA-256 of both as canonical JSON."""

    schema_: Annotated[Literal["dpcap/incentive-proposal/1"], Field(alias="schema")]
    by: Line
    digest: Digest
    proposal: IncentiveProposal
