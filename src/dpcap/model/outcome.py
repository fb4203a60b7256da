"""Outcomes: what a batch keeps of each folder. A row of every table is one of them.

Scores are floats on 0..100 or None; shares are on 0..1. Nothing here is rounded.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import Day, Frozen, Language, Name, unless_empty
from dpcap.model.change import Change
from dpcap.model.decision import DecisionCondition, DecisionKind
from dpcap.model.decision_basis import BasisChanges
from dpcap.model.finding import Finding
from dpcap.model.gate import GateResult, WaiverResult
from dpcap.model.held_standing import HeldStanding
from dpcap.model.trace import CriticalCount, LevelEstimate

# A piece whose last day lies no further off than this is about to lapse.
SOON_DAYS = 14


def _file_name(path: str | None) -> str:
    return (path or "").rpartition("/")[2]


class DimensionRow(Frozen):
    """One dimension's scores."""

    id: str
    claimed: float | None
    proved: float | None


class AreaRow(Frozen):
    """One area: its scores, its target, its share of the role's weights."""

    id: str
    claimed: float | None
    proved: float | None
    coverage: float | None
    target: float
    share: float
    dimensions: tuple[DimensionRow, ...]


class EvidenceLapse(Frozen):
    """A piece of evidence that backs an answer, its file, and the last day on which it counts."""

    piece: str
    until: Day
    file: str | None = unless_empty(None)

    @property
    def name(self) -> str:
        """What people call it."""
        return _file_name(self.file) or self.piece


class DecisiveEvidence(Frozen):
    """A piece not yet ruled on whose refusal alone would change something.

    `level` is the proved level that would be left (None: none); `falls` whether that is lower than
    now; `gates` the rules met now that would no longer be.
    """

    piece: str
    falls: bool
    level: str | None
    gates: tuple[str, ...]
    file: str | None = unless_empty(None)

    @property
    def name(self) -> str:
        """What people call the piece."""
        return _file_name(self.file) or self.piece


class DecisionRow(Frozen):
    """The decision: what, when, by whom, until when (None: it has no end of its own).

    `current`: all that it rests on is as the row has it, and it has not ended before `as_of`;
    `changes`: what it rests on that is no longer so.
    """

    kind: DecisionKind
    on: Day
    by: str
    until: Day | None
    current: bool
    changes: BasisChanges | None
    conditions: tuple[DecisionCondition, ...]

    def has_ended(self, on: date) -> bool:
        """Whether its own last day lies before *on*."""
        return self.until is not None and self.until < on


class ComparedValues(Frozen):
    """What is compared across folders; no page shows it.

    `evidence`: piece id → the first 16 hex digits of its file's SHA-256. `peers`: a key of
    indicator, industry, period and the other terms of a figure → the peer figures given under it.
    `rows`: shop id → 16 hex digits over all its KPI rows (only shops with at least five).
    """

    evidence: dict[str, str] = {}
    peers: dict[str, tuple[float, ...]] = {}
    rows: dict[str, str] = {}


class ScoredOutcome(Frozen):
    """One provider, scored: what its profile says, in a row; gates, change and stakes beside it.

    `folder` is the folder's place below the roots given, with `/`; `profile` the SHA-256 (hex) of
    the bytes of its profile.json; `inputs` the digest of all that the profile depends on; `verdict`
    the digest of all that gates, change and stakes depend on besides; `decided` the SHA-256 of the
    bytes of the decision's file (None: there is none). `decision` is what that says; None as well
    if it is invalid. `owner` is who looks after the provider, by the review;
    `groups` what is true of it of each group of the framework. `lapses` names every
    piece in use that has a last day, past or to come; `turns_on` is the first day after `as_of` on
    which a piece begins or ceases to count. `estimate`: what `proved_level` stands for where only
    the core set was asked. `scope_out` names the scopes that are out by proof, of single
    shops as `ships@s2`: whoever leaves out others is not to be ranked beside it unsaid.
    `signed_on`, `signed_by`, `changed_since_signed`: the sign-off that counts, and whether what
    stands there is no longer what was signed; all None where nobody signed it off. `ledger`: how
    the provider stands by the ledger of standing, if the batch was given one.
    """

    status: Literal["scored"] = "scored"
    folder: str
    provider: str
    name: Name
    language: Language
    owner: str | None
    groups: dict[str, tuple[str, ...]]
    categories: tuple[str, ...]
    role: str
    role_declared: str
    role_confirmed: bool
    asked: Literal["role", "core"]
    framework: str
    engine: str
    assessed_on: Day
    as_of: Day
    valid_until: Day | None
    profile: str
    inputs: str
    verdict: str
    decided: str | None = None
    claimed: float | None
    proved: float | None
    claimed_ceiling: float | None
    proved_ceiling: float | None
    coverage: float | None
    graded: bool
    claimed_level: str | None
    proved_level: str | None
    critical: CriticalCount
    critical_open: tuple[str, ...]
    areas: tuple[AreaRow, ...]
    warnings: int
    contradictions: int
    unchecked: int
    contested: str | None
    answer_by: Day | None = unless_empty(None)
    reviewed: int
    pieces: int
    last_review: Day | None
    lapses: tuple[EvidenceLapse, ...]
    turns_on: Day | None
    gates: tuple[GateResult, ...] = ()
    waivers: tuple[WaiverResult, ...] = ()
    new: bool = False
    change: Change | None = None
    stakes: tuple[DecisiveEvidence, ...] = ()
    decision: DecisionRow | None = None
    estimate: LevelEstimate | None = unless_empty(None)
    scope_out: tuple[str, ...] = unless_empty(())
    signed_on: Day | None = None
    signed_by: str | None = None
    changed_since_signed: bool | None = None
    ledger: HeldStanding | None = unless_empty(None)
    marks: ComparedValues = ComparedValues.model_construct()

    @property
    def lapsing(self) -> tuple[EvidenceLapse, ...]:
        """The pieces that lapse on `as_of` or within two weeks after it, the soonest first."""
        last = self.as_of + timedelta(SOON_DAYS)
        return _by_day(lapse for lapse in self.lapses if self.as_of <= lapse.until <= last)

    @property
    def lapsed(self) -> tuple[EvidenceLapse, ...]:
        """The pieces whose last day is past, the longest past first."""
        return _by_day(lapse for lapse in self.lapses if lapse.until < self.as_of)


def _by_day(lapses: Iterable[EvidenceLapse]) -> tuple[EvidenceLapse, ...]:
    return tuple(sorted(lapses, key=lambda lapse: (lapse.until, lapse.piece)))


class FailedOutcome(Frozen):
    """A folder that could not be scored, and why: its findings with file, line and column."""

    status: Literal["failed"] = "failed"
    folder: str
    provider: str | None
    findings: tuple[Finding, ...]


Outcome = Annotated[ScoredOutcome | FailedOutcome, Field(discriminator="status")]


# The code of a file that another review ruled forged.
FORGERY = "DP824"


class CrossFinding(Frozen):
    """A finding across folders: its code (DP82x), the providers it touches, what it is about."""

    finding: Finding
    providers: tuple[str, ...]


class BatchHead(Frozen):
    """What holds for the whole batch.

    `day` is the `as_of` of all (None: folders stand on their own dates, `first_day` to `last_day`).
    """

    engine: str
    framework_id: str
    framework_version: str
    framework: str
    gates_id: str | None
    gates: str | None
    baseline: str | None
    day: Day | None
    period: str | None
    first_day: Day | None
    last_day: Day | None
