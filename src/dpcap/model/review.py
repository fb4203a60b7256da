"""The review: what a reviewer accepted, refused, verified or remarked. It never changes a value."""

from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import MANY, Day, Frozen, Id, Line, Prose

Ruling = Literal["accepted", "refused", "verified"]


class Ruled(Frozen):
    """A ruling on one piece of evidence or one indicator, by whom, when and why."""

    ruling: Ruling
    by: Line
    on: Day
    reason: Prose


class RoleRuling(Frozen):
    """The role that the reviewer fixed."""

    id: Id
    by: Line
    on: Day
    reason: Prose


class Remark(Frozen):
    """A remark on a node, for whoever may read it."""

    node: Id | None = None
    text: Prose
    by: Line
    on: Day
    audience: Literal["reviewer", "all"] = "reviewer"


class Review(Frozen):
    """`<reviews>/<provider id>.yaml`.

    `evidence` rules on pieces by id; `not_applicable` on N/A answers by indicator (accepted or
    refused); `indicators` may grant `verified` (cap 100) to an answer that the reviewer saw.
    `owner` is who looks after the provider.
    """

    schema_: Annotated[Literal["dpcap/review/1"], Field(alias="schema")]
    provider: Id
    issuer: Line | None = None
    owner: Line | None = None
    contested: Prose | None = None
    role: RoleRuling | None = None
    evidence: dict[Id, Ruled] = {}
    not_applicable: dict[Id, Ruled] = {}
    indicators: dict[Id, Ruled] = {}
    remarks: Annotated[tuple[Remark, ...], Field(max_length=MANY)] = ()
