"""Evidence as it stands on the day of a case: whether a piece counts, since when and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from dpcap.model.assessment import Evidence
from dpcap.model.finding import Finding
from dpcap.model.indicator import Proof
from dpcap.model.profile import ProofState
from dpcap.model.review import EvidenceRuling, verified_until
from dpcap.scoring.rulings import PieceRulings

VERIFIED = "verified"
VERIFIED_CAP = 100.0


class EvidenceCap(NamedTuple):
    """What backs one reply: the best kind that counts, its cap, and what is wrong with the rest."""

    kind: str
    cap: float
    findings: tuple[Finding, ...] = ()


VERIFIED_BY_REVIEWER = EvidenceCap(VERIFIED, VERIFIED_CAP)


class DatedEvidence(NamedTuple):
    """One piece, with what can be said of it whichever indicator names it.

    `flaw`: why it counts for none; `age` in days (None: undated); `backing`: what it gives where
    it counts; `refused_for`: indicators for which a review refused it; `seen`: the ruling by which
    a reviewer verified it.
    """

    piece: Evidence
    kind: str
    flaw: ProofState | None
    age: int | None
    backing: EvidenceCap
    refused_for: Mapping[str, EvidenceRuling] = MappingProxyType({})
    seen: EvidenceRuling | None = None


def dated_evidence(
    piece: Evidence, as_of: date, ruled: PieceRulings, caps: Mapping[str, float]
) -> DatedEvidence:
    """*piece* as it stands on *as_of*, ruled on or not; *caps* are those of the kinds."""
    ruling = ruled.ruling
    kind, taken = piece.kind, piece.captured_on
    age = None if taken is None else (as_of - taken).days
    flaw: ProofState | None = None
    if piece.state != "ok":
        flaw = piece.state
    elif ruling is not None and ruling.ruling == "refused":
        flaw = "refused"
    elif age is not None and age < 0:
        flaw = "future"
    seen = ruling if ruling is not None and ruling.ruling == VERIFIED else None
    backing = EvidenceCap(kind, caps.get(kind, 0.0))
    return DatedEvidence(piece, kind, flaw, age, backing, ruled.claims, seen)


def cap_on_day(shown: DatedEvidence, proof: Proof, as_of: date) -> EvidenceCap:
    """What the piece gives where it counts on *as_of*: its kind's cap, verified the highest."""
    if shown.seen is not None and as_of <= verified_until(shown.seen, proof.valid_days):
        return VERIFIED_BY_REVIEWER
    return shown.backing


def state_for(shown: DatedEvidence, node: str, proof: Proof) -> ProofState:
    """Whether the piece counts for the indicator *node* that asks *proof*, else why not."""
    if shown.flaw is not None:
        return shown.flaw
    if node in shown.refused_for:
        return "refused"
    if proof.kinds and shown.kind not in proof.kinds:
        return "wrong_kind"
    if proof.valid_days is None:
        return "counts"
    if shown.age is None:
        return "undated"
    return "lapsed" if shown.age > proof.valid_days else "counts"


def lasts_until(piece: Evidence, valid_days: int | None) -> date | None:
    """The last day on which *piece* counts where it holds for *valid_days*; None: no end."""
    if piece.captured_on is None or valid_days is None:
        return None
    return piece.captured_on + timedelta(days=valid_days)
