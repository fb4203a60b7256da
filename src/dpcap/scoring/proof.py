"""Proof: how much of a claim the evidence allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from dpcap.model.assessment import Evidence
from dpcap.model.finding import Finding
from dpcap.model.framework import DECLARED
from dpcap.model.indicator import Indicator, Proof
from dpcap.model.profile import ProofState
from dpcap.model.review import Ruled
from dpcap.scoring.case import Case

VERIFIED = "verified"
VERIFIED_CAP = 100.0

# What the reader of the folder already said about the file itself is not said again here.
_CODES: dict[str, str] = {
    "lapsed": "DP344",
    "undated": "DP345",
    "future": "DP346",
    "wrong_kind": "DP347",
    "refused": "DP451",
}


@dataclass(frozen=True)
class Backing:
    """What backs one reply: the best kind that counts, its cap, and what was wrong with the rest."""

    kind: str
    cap: float
    findings: tuple[Finding, ...] = ()


def lapses_on(piece: Evidence, proof: Proof) -> date | None:
    """The last day on which *piece* counts for an indicator that asks *proof*; None: no end."""
    if piece.captured_on is None or proof.valid_days is None:
        return None
    return piece.captured_on + timedelta(days=proof.valid_days)


def piece_state(piece: Evidence, proof: Proof, as_of: date, ruling: Ruled | None) -> ProofState:
    """Whether *piece* counts for an indicator that asks *proof* on *as_of*, else why not."""
    if piece.state != "ok":
        return piece.state
    if ruling is not None and ruling.ruling == "refused":
        return "refused"
    if piece.captured_on is not None and piece.captured_on > as_of:
        return "future"
    if proof.kinds and piece.kind not in proof.kinds:
        return "wrong_kind"
    return _freshness(piece, proof, as_of)


def _freshness(piece: Evidence, proof: Proof, as_of: date) -> ProofState:
    if proof.valid_days is None:
        return "counts"
    until = lapses_on(piece, proof)
    if until is None:
        return "undated"
    return "lapsed" if until < as_of else "counts"


class Prover:
    """Finds the proof behind replies of one case."""

    def __init__(self, case: Case) -> None:
        self._as_of = case.as_of
        self._pieces = case.assessment.evidence
        self._caps = case.framework.method.proof_caps
        review = case.review
        self._rulings = review.evidence if review else {}
        self._seen = review.indicators if review else {}

    @cached_property
    def _bare(self) -> Backing:
        return Backing(DECLARED, self._caps[DECLARED])

    def back(self, indicator: Indicator, evidence: tuple[str, ...]) -> Backing:
        """What *evidence* (ids) proves for *indicator*."""
        proof = indicator.proof
        if proof is None:
            return Backing(DECLARED, VERIFIED_CAP)
        seen = self._seen.get(indicator.id)
        if seen is not None and seen.ruling == VERIFIED:
            return Backing(VERIFIED, VERIFIED_CAP)
        if not evidence or (seen is not None and seen.ruling == "refused"):
            return self._bare
        return self._best(indicator.id, proof, evidence)

    def _best(self, node: str, proof: Proof, evidence: tuple[str, ...]) -> Backing:
        kind, cap = DECLARED, self._caps[DECLARED]
        findings: list[Finding] = []
        for piece in map(self._pieces.__getitem__, evidence):
            ruling = self._rulings.get(piece.id)
            state = piece_state(piece, proof, self._as_of, ruling)
            if state == "counts":
                offered = self._offer(piece, ruling)
                kind, cap = max((kind, cap), offered, key=lambda pair: pair[1])
            elif state in _CODES:
                findings.append(_finding(state, node, piece, proof))
        return Backing(kind, cap, tuple(findings))

    def _offer(self, piece: Evidence, ruling: Ruled | None) -> tuple[str, float]:
        if ruling is not None and ruling.ruling == VERIFIED:
            return VERIFIED, VERIFIED_CAP
        return piece.kind, self._caps[piece.kind]


def _finding(state: str, node: str, piece: Evidence, proof: Proof) -> Finding:
    params: dict[str, str | int | float] = {
        "node": node,
        "evidence": piece.id,
        "kind": piece.kind,
        "captured_on": str(piece.captured_on),
        "until": str(lapses_on(piece, proof)),
    }
    return Finding(code=_CODES[state], node=node, path=("evidence", piece.id), params=params)
