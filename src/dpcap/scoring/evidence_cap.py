"""How much of a claim its evidence allows: the cap of the best kind that counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dpcap.model.assessment import Evidence
from dpcap.model.finding import Finding
from dpcap.model.framework import DECLARED
from dpcap.model.indicator import Proof
from dpcap.model.seen_today import content_of
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import CompiledIndicator
from dpcap.scoring.evidence import (
    VERIFIED,
    VERIFIED_BY_REVIEWER,
    VERIFIED_CAP,
    DatedEvidence,
    EvidenceCap,
    cap_on_day,
    dated_evidence,
    lasts_until,
    state_for,
)
from dpcap.scoring.rulings import NOT_RULED

# What the reader of the folder already said about the file itself is not said again here.
_CODES: dict[str, str] = {
    "lapsed": "DP344",
    "undated": "DP345",
    "future": "DP346",
    "wrong_kind": "DP347",
    "refused": "DP451",
    "unverified": "DP459",
}
_WORD = EvidenceCap(DECLARED, VERIFIED_CAP)


def cap_of(caps: Mapping[str, float], kind: str) -> float:
    """The cap of a *kind* of proof by *caps*, `verified` included."""
    return VERIFIED_CAP if kind == VERIFIED else caps[kind]


def same_file(case: Case, piece: str) -> list[str]:
    """The ids of all pieces that are the same file, or link, as *piece*: refused together."""
    pieces = case.assessment.evidence
    content = content_of(pieces[piece])
    if not any(content):
        return [piece]
    return [name for name, one in pieces.items() if content_of(one) == content]


def _unsigned(case: Case, gone: Collection[str]) -> dict[str, DatedEvidence]:
    """The pieces whose signature's record is among those *gone*, as they stand without it."""
    pieces, rulings = case.assessment.evidence, case.rulings.evidence
    return {
        name: dated_evidence(pieces[name], case.as_of, rulings.get(name, NOT_RULED), case.framework)
        for name in case.signed
        if pieces[name].signature in gone and name not in gone
    }


class EvidenceCaps:
    """Finds the proof behind replies of one case."""

    def __init__(
        self, case: Case, *, without: Collection[str] = (), new: Evidence | None = None
    ) -> None:
        """For *case*, as it would stand had the pieces *without* (ids) never been there.

        *new*: one more piece, on which nobody has ruled.
        """
        self._pieces = case.dated_evidence
        if new is not None:
            self._pieces = case.dated_evidence | {
                new.id: dated_evidence(new, case.as_of, NOT_RULED, case.framework)
            }
        if without:
            self._pieces = {
                **case.dated_evidence,
                **{name: case.dated_evidence[name]._replace(flaw="absent") for name in without},
                **_unsigned(case, without),
            }
        waiting = case.framework.until_confirmed
        self._editable = frozenset(kind for kind, needs in waiting.items() if needs.editable)
        self._as_of = case.as_of
        self._seen = case.rulings.answers
        self.bare = EvidenceCap(DECLARED, case.framework.method.proof_caps[DECLARED])

    def back(self, compiled: CompiledIndicator, evidence: tuple[str, ...]) -> EvidenceCap:
        """What *evidence* (ids) proves for the indicator of *compiled*."""
        proof = compiled.proof
        if proof is None:
            return _WORD
        if compiled.id in self._seen:
            return self._ruled(compiled.id)
        best, findings = self.bare, []
        for name in evidence:
            shown = self._pieces[name]
            state = state_for(shown, compiled.id, proof)
            if state == "counts":
                backing = cap_on_day(shown, proof, self._as_of)
                best = backing if backing.cap > best.cap else best
                if shown.seen is not None and backing is not VERIFIED_BY_REVIEWER:
                    findings.append(_finding(_CODES["unverified"], compiled.id, shown, proof))
                if backing is not VERIFIED_BY_REVIEWER and (code := self._lacks(shown)):
                    findings.append(_finding(code, compiled.id, shown, proof))
            elif state == "wrong_kind" and _is_less(shown) and shown.piece.kind in proof.kinds:
                code = "DP904" if self._awaits(shown) else "DP492"
                findings.append(_finding(code, compiled.id, shown, proof))
            elif state in _CODES:
                findings.append(_finding(_CODES[state], compiled.id, shown, proof))
        return best._replace(findings=tuple(findings)) if findings else best

    def cap(self, compiled: CompiledIndicator, evidence: tuple[str, ...]) -> float:
        """The cap alone of what `back` would say."""
        proof = compiled.proof
        if proof is None:
            return VERIFIED_CAP
        if compiled.id in self._seen:
            return self._ruled(compiled.id).cap
        cap = self.bare.cap
        for name in evidence:
            shown = self._pieces[name]
            offered = cap_on_day(shown, proof, self._as_of).cap
            if offered > cap and state_for(shown, compiled.id, proof) == "counts":
                cap = offered
        return cap

    def _lacks(self, shown: DatedEvidence) -> str | None:
        """The code that says what a piece lacks; an acceptance, once for all pieces, elsewhere."""
        if not _is_less(shown) or self._awaits(shown):
            return None
        return "DP491" if shown.uncopied else "DP490"

    def _awaits(self, shown: DatedEvidence) -> bool:
        """Whether nothing but a reviewer's acceptance is lacking."""
        return shown.piece.kind in self._editable and not shown.uncopied

    def _ruled(self, node: str) -> EvidenceCap:
        return VERIFIED_BY_REVIEWER if self._seen[node].ruling == VERIFIED else self.bare


def _is_less(shown: DatedEvidence) -> bool:
    """Whether the piece lacks something to count as what it is said to be."""
    return shown.piece.kind != shown.kinds[0].kind


def _finding(code: str, node: str, shown: DatedEvidence, proof: Proof) -> Finding:
    piece = shown.piece
    params: dict[str, str | int | float] = {
        "node": node,
        "evidence": piece.id,
        "kind": piece.kind,
        "captured_on": str(piece.captured_on),
        "until": str(lasts_until(piece, proof.valid_days)),
    }
    if _is_less(shown):
        params |= {"counted": shown.kinds[0].kind, "url": piece.url or ""}
    if node in shown.refused_for:
        params["reason"] = shown.refused_for[node].reason
    return Finding(code=code, node=node, path=("evidence", piece.id), params=params)
