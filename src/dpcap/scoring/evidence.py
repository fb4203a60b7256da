"""Evidence as it stands on the day of a case: whether a piece counts, since when, how far."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from dpcap.model.assessment import Evidence
from dpcap.model.finding import Finding
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.indicator import Proof
from dpcap.model.profile import ProofState
from dpcap.model.proof_kinds import Confirmable, listed_host
from dpcap.model.review import EvidenceRuling, verified_until
from dpcap.model.seen_today import content_of
from dpcap.scoring.rulings import NOT_RULED, PieceRulings

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

    `kinds`: those it counts as, with the framework's caps, its own only if nothing lacks; `flaw`:
    why it counts for none; `age` in days (None: undated); `refused_for`: indicators for which a
    review refused it; `seen`: the ruling by which a reviewer verified it; `uncopied`: it is a link
    to a host where it takes a copy, and there is none.
    """

    piece: Evidence
    kinds: tuple[EvidenceCap, ...]
    flaw: ProofState | None
    age: int | None
    refused_for: Mapping[str, EvidenceRuling] = MappingProxyType({})
    seen: EvidenceRuling | None = None
    uncopied: bool = False


def dated_register(
    pieces: Mapping[str, Evidence],
    as_of: date,
    rulings: Mapping[str, PieceRulings],
    framework: Framework,
    known: Mapping[str, DatedEvidence] = MappingProxyType({}),
) -> dict[str, DatedEvidence]:
    """All *pieces* as they stand on *as_of*, by id; those with a sound signature are confirmed.

    *known*: how some of them, by the same rulings, stand before signatures are looked at.
    """
    found = {
        name: known.get(name)
        or dated_evidence(piece, as_of, rulings.get(name, NOT_RULED), framework)
        for name, piece in pieces.items()
    }
    return found | signed(found, framework)


def signed(found: Mapping[str, DatedEvidence], framework: Framework) -> dict[str, DatedEvidence]:
    """Those of *found* that the record of a signature, itself among them, confirms."""
    confirmed: dict[str, DatedEvidence] = {}
    for name, shown in found.items() if framework.until_confirmed else ():
        record = found.get(shown.piece.signature or "")
        kind = framework.until_confirmed.get(shown.piece.kind)
        if record and kind and _is_record(record, shown.piece, kind):
            kinds = kinds_of(shown.piece, framework, confirmed=True)
            confirmed[name] = shown._replace(kinds=kinds)
    return confirmed


def _is_record(record: DatedEvidence, of: Evidence, kind: Confirmable) -> bool:
    """Whether *record* confirms the piece *of*: another file, of a kind that does, with no flaw."""
    other = content_of(record.piece) != content_of(of)
    return other and record.flaw is None and record.piece.kind in kind.records


def dated_evidence(
    piece: Evidence, as_of: date, ruled: PieceRulings, framework: Framework
) -> DatedEvidence:
    """*piece* as it stands on *as_of*, ruled on or not; signatures aside."""
    ruling = ruled.ruling
    taken = piece.captured_on
    age = None if taken is None else (as_of - taken).days
    flaw: ProofState | None = None
    if piece.state != "ok":
        flaw = piece.state
    elif ruling is not None and ruling.ruling == "refused":
        flaw = "refused"
    elif age is not None and age < 0:
        flaw = "future"
    uncopied = not piece.copied and listed_host(piece.url, framework.link_hosts) is not None
    seen = ruling if ruling is not None and ruling.ruling == VERIFIED else None
    if uncopied and seen is not None and seen.saw is not None and seen.saw.sha256:
        seen = None  # what was verified is a file that is not there
    confirmed = ruled.confirmed or _is_accepted(piece, ruling, framework)
    kinds = kinds_of(piece, framework, confirmed=confirmed)
    return DatedEvidence(piece, kinds, flaw, age, ruled.claims, seen, uncopied)


def _is_accepted(piece: Evidence, ruling: EvidenceRuling | None, framework: Framework) -> bool:
    """Whether a reviewer let *piece* pass, of a kind for which that is the confirmation."""
    waiting = framework.until_confirmed.get(piece.kind)
    passed = ruling is not None and ruling.ruling != "refused"
    return waiting is not None and waiting.editable and passed


def kinds_of(piece: Evidence, framework: Framework, *, confirmed: bool) -> tuple[EvidenceCap, ...]:
    """The kinds that *piece* counts as, its own first if nothing lacks.

    What it counted as before it had all it needs stays: else an indicator that takes only the
    lesser kind would lose by it.
    """
    waiting = framework.until_confirmed.get(piece.kind)
    host = listed_host(piece.url, framework.link_hosts)
    caps = framework.method.proof_caps
    kinds = [piece.kind] if waiting is None or confirmed else []
    kinds += waiting.lesser if waiting else ()
    if host is not None:
        link = framework.link_hosts[host]
        lesser = [min(kind, link, key=lambda one: caps.get(one, 0.0)) for kind in kinds]
        kinds = [*kinds, *lesser] if piece.copied else lesser
    return tuple([EvidenceCap(kind, caps.get(kind, 0.0)) for kind in dict.fromkeys(kinds)])


def cap_on_day(shown: DatedEvidence, proof: Proof, as_of: date) -> EvidenceCap:
    """What the piece gives where it counts on *as_of*: its kind's cap, verified the highest."""
    if shown.seen is not None and as_of <= verified_until(shown.seen, proof.valid_days):
        return VERIFIED_BY_REVIEWER
    if len(shown.kinds) == 1 and not proof.proof_caps:
        return shown.kinds[0]
    taken = [one for one in shown.kinds if not proof.kinds or one.kind in proof.kinds]
    ranked = (EvidenceCap(one.kind, proof.proof_caps.get(one.kind, one.cap)) for one in taken)
    return max(ranked, key=lambda one: one.cap, default=shown.kinds[0])


def state_for(shown: DatedEvidence, node: str, proof: Proof) -> ProofState:
    """Whether the piece counts for the indicator *node* that asks *proof*, else why not."""
    if shown.flaw is not None:
        return shown.flaw
    if node in shown.refused_for:
        return "refused"
    if proof.kinds and not any(one.kind in proof.kinds for one in shown.kinds):
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


def new_caps(framework: Framework, node: str) -> dict[str, float]:
    """The kinds of proof that the indicator *node* takes, each with the cap of a new piece.

    Files that anybody can edit stand first, with the cap of what they count as until accepted:
    acceptance lifts them. A kind that the brand is to confirm is left out, since a new piece of it
    does not count as what it is.
    """
    proof, caps = framework.by_id[node].proof, framework.caps_of(node)
    if proof is None:
        return {}
    taken = proof.kinds or tuple(kind for kind in caps if kind != DECLARED)
    waiting = framework.until_confirmed
    editable = (kind for kind in taken if kind in waiting and waiting[kind].editable)
    lesser = {
        kind: next((caps[less] for less in waiting[kind].lesser if less in taken), None)
        for kind in editable
    }
    return {
        **{kind: cap for kind, cap in lesser.items() if cap is not None},
        **{kind: caps[kind] for kind in taken if kind not in waiting},
    }
