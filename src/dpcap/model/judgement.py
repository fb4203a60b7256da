"""What one reviewer thinks of pieces of evidence, to be held against what another one thinks.

A judgement rules on nothing: rulings stand in the review. It is kept beside it, under the name of
whoever judged, with the content that was seen.
"""

from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import (
    FEW,
    MANY,
    Day,
    Flag,
    Frozen,
    Id,
    Line,
    Number,
    Prose,
    ProviderId,
    Whole,
)
from dpcap.model.review import SeenFile

PieceVerdict = Literal["accept", "refuse"]
VERDICTS: tuple[PieceVerdict, ...] = ("accept", "refuse")
# The number of a rung, from 0.
RungNumber = Annotated[Whole, Field(ge=0, le=FEW)]
_Share = Annotated[Number, Field(gt=0, le=1)]


class PieceJudgement(Frozen):
    """What a reviewer thinks of one piece of evidence.

    `drawn`: it belongs to the part drawn by the seed. `rungs`: the rung that the reviewer reads off
    it, by indicator. `verdict`: open where only the rungs were read by now, after which the claims
    were shown.
    """

    saw: SeenFile
    drawn: Flag = False
    verdict: PieceVerdict | Literal["open"]
    reason: Prose | None = None
    on: Day | None = None
    rungs: Annotated[dict[Id, RungNumber], Field(max_length=MANY)] = {}


class Judgements(Frozen):
    """`<reviews>/<provider id>.judgements.<reviewer>.yaml`.

    `blind`: neither scores nor what others thought were shown. `seed` and `share`: by which, and
    how much of the pieces, a part was drawn. `minutes`: spent on the provider by this reviewer.
    `ruled`: how many things were ruled on in that time. `framework`: the edition (id and version)
    that the rungs are of. `pieces`: by the id they had.
    """

    schema_: Annotated[Literal["dpcap/judgements/1"], Field(alias="schema")]
    provider: ProviderId
    reviewer: Line
    blind: Flag
    seed: Line | None = None
    share: _Share | None = None
    framework: Line | None = None
    minutes: Annotated[Number, Field(ge=0)] | None = None
    ruled: Annotated[Whole, Field(ge=0)] = 0
    pieces: Annotated[dict[Line, PieceJudgement], Field(max_length=MANY)] = {}


class Opinion(Frozen):
    """What one of those who disagree said: a verdict or the number of a rung, and why."""

    reviewer: Line
    said: PieceVerdict | RungNumber
    reason: Prose | None = None


class Disagreement(Frozen):
    """A piece on which reviewers disagree, and what they settle on once they have talked.

    `node`: they read another rung of it off the piece; without it, they disagree on the piece
    itself. `settled`: the verdict or rung they settle on, `because` why, `by` who, `on` when.
    """

    provider: ProviderId
    piece: Line
    saw: SeenFile
    node: Id | None = None
    opinions: Annotated[tuple[Opinion, ...], Field(min_length=2, max_length=FEW)]
    settled: PieceVerdict | RungNumber | None = None
    because: Prose | None = None
    by: Line | None = None
    on: Day | None = None


class Reconciliation(Frozen):
    """The file in which reviewers settle what they disagree on."""

    schema_: Annotated[Literal["dpcap/reconciliation/1"], Field(alias="schema")]
    disagreements: Annotated[tuple[Disagreement, ...], Field(max_length=10 * MANY)] = ()
