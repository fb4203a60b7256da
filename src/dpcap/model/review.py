"""The review: what a reviewer accepted, refused, verified or remarked. It never changes a value.

A ruling is about what the reviewer saw, not about the name that the provider gave it: each holds
the bytes, the answer or the reason it was given for, and applies to nothing else.
"""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.assessment import Reply, ShopRow, Value
from dpcap.model.base import (
    FEW,
    MANY,
    Day,
    Digest,
    FileOrUrl,
    Frozen,
    Id,
    Line,
    Number,
    Prose,
    ProviderId,
    unless_empty,
)

Ruling = Literal["accepted", "refused", "verified"]
# How far a refusal of evidence goes: this file for the indicators named; this file under any id
# and kind in the provider's folder; a forgery, told to the reviewers of other providers as well.
Reach = Literal["claim", "file", "forged"]

# For how many days a verification holds where neither the ruling nor the indicator says so.
VERIFIED_DAYS = 180


class Ruled(Frozen):
    """A ruling as a profile shows it: by whom, when, why, and the last day of a verification."""

    ruling: Ruling
    by: Line
    on: Day
    reason: Prose
    until: Day | None = None


class SeenFile(Frozen):
    """A piece of evidence as the reviewer saw it: the file's bytes, or a link's address."""

    sha256: Digest | None = None
    url: FileOrUrl | None = None
    kind: Id
    captured_on: Day | None = None


class SeenReply(Frozen):
    """A value as the reviewer saw it, with what it takes to read it."""

    value: Value | None = None
    peer: Number | None = None
    benchmark: Number | None = None
    envelope: dict[Id, Line] = {}

    @classmethod
    def of(cls, reply: Reply) -> "SeenReply":
        """What a reviewer sees of *reply*."""
        return cls(
            value=reply.value, peer=reply.peer, benchmark=reply.benchmark, envelope=reply.envelope
        )


class SeenAnswer(SeenReply):
    """An answer as the reviewer saw it; `rows`: of an indicator asked per shop, by shop."""

    rows: dict[str, SeenReply] = {}

    @classmethod
    def of_indicator(cls, answer: Reply, rows: tuple[ShopRow, ...]) -> "SeenAnswer":
        """What a reviewer sees of an indicator's *answer* and *rows*."""
        each = {row.shop: SeenReply.of(row) for row in rows}
        return cls(**dict(SeenReply.of(answer)), rows=each)


class SeenReason(Frozen):
    """The reason for "not applicable" as the reviewer saw it."""

    reason: Id


class Confirmation(Frozen):
    """Who at the brand confirmed a piece of evidence, and when."""

    who: Line
    on: Day


class EvidenceRuling(Ruled):
    """A ruling on one piece of evidence.

    `framework`: the edition (id and version) under which it was given. `reach` and `indicators`
    (those that a claim-wide refusal names) go with refusals, `until` with verifications,
    `confirmed` with all but refusals. `scopes` goes with acceptances: what the piece shows not to
    be served (`ships`, of one shop `ships@s2`).
    """

    framework: Line | None = None
    saw: SeenFile | None = None
    reach: Reach = "file"
    indicators: Annotated[tuple[Id, ...], Field(max_length=FEW)] = ()
    confirmed: Confirmation | None = unless_empty(None)
    scopes: Annotated[tuple[Line, ...], Field(max_length=MANY)] = unless_empty(())


class AnswerRuling(Ruled):
    """A ruling on the answer to one indicator: it was verified on the spot, or refused."""

    ruling: Literal["verified", "refused"]
    framework: Line | None = None
    saw: SeenAnswer | None = None


class ExemptionRuling(Ruled):
    """A ruling on one "not applicable"."""

    ruling: Literal["accepted", "refused"]
    framework: Line | None = None
    saw: SeenReason | None = None


class RoleRuling(Frozen):
    """The role that the reviewer fixed."""

    id: Id
    by: Line
    on: Day
    reason: Prose


class ReviewRemark(Frozen):
    """A remark on a node, for whoever may read it."""

    node: Id | None = None
    text: Prose
    by: Line
    on: Day
    audience: Literal["reviewer", "all"] = "reviewer"


class Review(Frozen):
    """`<reviews>/<provider id>.yaml`.

    `registration_number` is the firm's, by which the review is found if the provider takes another
    id. `evidence` rules on pieces, under the id they had; `not_applicable` on N/A answers,
    `indicators` on answers, both by indicator. `owner` is who looks after the provider.
    """

    schema_: Annotated[Literal["dpcap/review/2"], Field(alias="schema")]
    provider: ProviderId
    registration_number: Line | None = None
    issuer: Line | None = None
    owner: Line | None = None
    contested: Prose | None = None
    role: RoleRuling | None = None
    evidence: dict[str, EvidenceRuling] = {}
    not_applicable: dict[Id, ExemptionRuling] = {}
    indicators: dict[Id, AnswerRuling] = {}
    remarks: Annotated[tuple[ReviewRemark, ...], Field(max_length=MANY)] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who ruled or remarked, each once."""
        rulings = (self.evidence, self.not_applicable, self.indicators)
        every = [one.by for ruled in rulings for one in ruled.values()]
        every += [one.by for one in (self.role, *self.remarks) if one]
        return tuple(dict.fromkeys(every))


def verified_until(ruled: Ruled, valid_days: int | None) -> date:
    """The last day of a verification: as ruled, else *valid_days* (None: 180) after its day."""
    return ruled.until or ruled.on + timedelta(days=valid_days or VERIFIED_DAYS)
