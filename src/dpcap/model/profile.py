"""The profile: what came out. Everything after it is rendering, storing or judging it.

Scores are floats on 0..100 or None; shares are on 0..1. Nothing here is rounded. The profile is
thin: ids, states, values, numbers and the provider's own words; the framework's words come from
the framework whose digest it names.
"""

from collections.abc import Iterator
from typing import Literal

from dpcap.model.assessment import (
    Answer,
    Assessor,
    Client,
    Contact,
    Fact,
    FileState,
    Shop,
    ShopRow,
)
from dpcap.model.base import Day, Frozen, Language, Name, unless_empty
from dpcap.model.finding import Finding
from dpcap.model.framework import CellMark
from dpcap.model.manager import ManagerRecords
from dpcap.model.nps import ContestedAnswer
from dpcap.model.plan import Move, Plan, RefusedProof
from dpcap.model.question_set import AskedSet
from dpcap.model.review import ReviewRemark, Ruled
from dpcap.model.scope import ScopeSummary
from dpcap.model.submission import SignOff
from dpcap.model.trace import AreaNode, IndicatorNode, OverallNode, ScorePair

PROFILE_SCHEMA: Literal["dpcap/profile/2"] = "dpcap/profile/2"

DrawState = Literal["all", "drawn", "pending"]
PendingWhy = Literal["no_list", "no_gmv", "no_seed", "early_seed"]
ProofState = Literal[
    "counts",
    "lapsed",
    "future",
    "undated",
    "absent",
    "empty",
    "too_large",
    "no_hash",
    "other_hash",
    "refused",
    "wrong_kind",
    "unused",
]


class RoleScore(Frozen):
    """What the provider would score in a role: asked what the role asks, weighed as it weighs.

    `overall` and `ceiling` as of the profile's own role; `coverage` is the answered share of the
    weight that the role asks, `graded` whether it is enough for a level. `scope_share` is what of
    the role's nominal weight is in scope, `lacking` the scopes without which it is not graded.
    """

    id: str
    overall: ScorePair
    ceiling: ScorePair
    coverage: float | None
    graded: bool
    claimed_level: str | None
    proved_level: str | None
    scope_share: float = unless_empty(1.0)
    lacking: tuple[str, ...] = unless_empty(())


class LensCell(Frozen):
    """One cell: the area, its strength, its scores, and whose reading it is."""

    area: str
    strength: int
    mark: CellMark
    claimed: float | None
    proved: float | None


class LensColumn(Frozen):
    """One column of a lens."""

    id: str
    claimed: float | None
    proved: float | None
    coverage: float | None
    cells: tuple[LensCell, ...]


class LensScore(Frozen):
    """One lens."""

    id: str
    columns: tuple[LensColumn, ...]


class Compensation(Frozen):
    """What averaging hides: the same area scores, joined four ways, proved basis."""

    mean: float | None
    geometric: float | None
    harmonic: float | None
    min: float | None


class EvidenceEntry(Frozen):
    """One piece of evidence in the register.

    `state` is the best it is good for on any indicator that names it; `valid_until` the first day
    on which it lapses for one of them, less one; `used_by` the indicators that name it.
    `counts_as`: the kind it counts as while it is not confirmed, or the link not copied.
    """

    id: str
    kind: str
    file: str | None
    url: str | None
    captured_on: Day | None
    sha256: str | None
    note: str | None
    state: ProofState
    valid_until: Day | None
    used_by: tuple[str, ...]
    ruling: Ruled | None
    signature: str | None = unless_empty(None)
    copied: bool = unless_empty(default=False)
    counts_as: str | None = unless_empty(None)


class ShopEntry(Frozen):
    """A bound shop, whether it was due (drawn when there are many), and consent to be named.

    `confirmed`: the manager's facts list it; `counts`: it is one of the shops that the proof of
    shop figures rests on.
    """

    id: str
    name: str
    consent: bool
    due: bool
    confirmed: bool = False
    counts: bool = True


class ShopSummary(Frozen):
    """How far the figures of shops count.

    `draw`: all bound shops are due, some were drawn, or the draw is pending (`why`: no list of the
    manager's, one without GMV, no seed, one set before the list). `rows`: of how many shops each
    figure counts. `counted`: how many shops count, those with the same rows once; `cap`: the most
    that shop figures can prove.
    """

    draw: DrawState
    why: PendingWhy | None
    rows: int
    counted: int
    cap: float


class ProviderEntry(Frozen):
    """Who is judged, with the facts in force; `confirmed_facts` are the manager's, by their ids.

    `consents_turn_on`: the first day after the one judged on which a consent begins or has ended.
    """

    id: str
    name: Name
    registration_number: str | None
    language: Language
    contact: Contact
    categories: tuple[str, ...]
    shops: tuple[ShopEntry, ...]
    clients: tuple[Client, ...]
    facts: dict[str, Fact]
    confirmed_facts: tuple[str, ...]
    consents_turn_on: Day | None = unless_empty(None)


class FrameworkRef(Frozen):
    """The framework a profile was computed with."""

    id: str
    version: str
    digest: str


class RoleEntry(Frozen):
    """The role judged; `confirmed` by a review.

    `flatters`: nobody confirmed it, and every other role would give a lower level, or a lower
    score, both proved.
    """

    id: str
    declared: str
    confirmed: bool
    flatters: bool


class ReviewEntry(Frozen):
    """What was looked at: of the pieces that count, how many a reviewer ruled on.

    `contested` says what is, by open appeals, the first of which is to be answered by `answer_by`
    (None: nobody appealed); `contested_answers` are those that brands speak against. `owner` is
    who looks after the provider, `misfits` how many rulings are about something that is no longer
    there, and so do not apply.
    """

    issuer: str | None
    owner: str | None = None
    contested: str | None
    answer_by: Day | None = unless_empty(None)
    contested_answers: tuple[ContestedAnswer, ...] = unless_empty(())
    by: tuple[str, ...]
    last_on: Day | None
    pieces: int
    reviewed: int
    misfits: int = 0
    remarks: tuple[ReviewRemark, ...]

    @property
    def in_dispute(self) -> str | None:
        """What waits for somebody to settle it: what is contested, and answers brands dispute."""
        told = [self.contested] if self.contested else []
        told += [one.told for one in self.contested_answers if one.ruling is None]
        return " · ".join(told) or None


class UnshownInputs(Frozen):
    """What was given and nothing else here shows: with it the profile alone can be scored again.

    `answers` that did not count as written, by indicator; `rows` of shops not due, with a note, or
    of an indicator that was not judged by them (without their lines); `files`: the state of a file
    where the register hides it; `facts` and `shops` as the provider gave them where the manager's
    stand over them; `records`: what the manager holds; `findings`: how many of the profile's
    findings reading turned up, the first ones.
    """

    answers: dict[str, Answer] = {}
    rows: dict[str, tuple[ShopRow, ...]] = {}
    files: dict[str, FileState] = {}
    facts: dict[str, Fact] = {}
    shops: tuple[Shop, ...] = ()
    records: ManagerRecords | None = None
    findings: int = 0


class Profile(Frozen):
    """One provider, scored. `kept` is no part of any page.

    `moves`, `plan` and `refused` follow from the rest; None: they were not worked out. `refused` is
    None too where every piece that counts was reviewed. `scope`: None where the framework
    lists no scopes. `submission`: None where nobody signed it off.
    """

    schema_version: Literal["dpcap/profile/2"]
    engine_version: str
    provider: ProviderEntry
    framework: FrameworkRef
    answers_digest: str
    assessor: Assessor
    assessed_on: Day
    as_of: Day
    asked: AskedSet
    role: RoleEntry
    shops: ShopSummary
    overall: OverallNode
    areas: tuple[AreaNode, ...]
    roles: tuple[RoleScore, ...]
    lenses: tuple[LensScore, ...]
    compensation: Compensation
    evidence: tuple[EvidenceEntry, ...]
    review: ReviewEntry
    findings: tuple[Finding, ...]
    valid_until: Day | None = None
    hinges_on: str | None = None
    moves: tuple[Move, ...] | None = None
    plan: Plan | None = unless_empty(None)
    refused: RefusedProof | None = unless_empty(None)
    scope: ScopeSummary | None = unless_empty(None)
    submission: SignOff | None = unless_empty(None)
    kept: UnshownInputs = UnshownInputs.model_construct()

    def indicators(self) -> Iterator[IndicatorNode]:
        """Every indicator's node, in the order asked."""
        for area in self.areas:
            for dimension in area.dimensions:
                yield from dimension.indicators
