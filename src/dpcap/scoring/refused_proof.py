"""What a case proves once files that nobody has reviewed are refused: each alone, and all of them.

Each set of pieces is worked out once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import median
from typing import NamedTuple

from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.plan import RefusedProof
from dpcap.model.profile import EvidenceEntry, Profile
from dpcap.model.review import EvidenceRuling, Review
from dpcap.model.seen_today import seen_file
from dpcap.scoring.case import Case
from dpcap.scoring.counted_shops import CountedShops, count_shops
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.evidence_cap import EvidenceCaps, same_file
from dpcap.scoring.evidence_changes import level_of, proved_standing, shown_by
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.level_rules import RoleStanding, graded
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.rulings import NOT_RULED
from dpcap.scoring.score_tree import RestatedScores, ScoreRestater, ScoreTree, grow_tree

_REFUSAL = "refusal"


class RefusedPieces(NamedTuple):
    """What is left after a refusal.

    `changed`: the proved scores of indicators that are others; `gone`: the pieces that counted and
    do no more; `scores`: what the tree then proves.
    """

    changed: Mapping[str, float]
    gone: tuple[EvidenceEntry, ...]
    scores: RestatedScores


@dataclass(frozen=True)
class PieceRefusals:
    """What refusals would do to *case*, *judged* and folded into *tree*; *register*: its pieces."""

    case: Case
    judged: Mapping[str, IndicatorResult]
    tree: ScoreTree
    register: tuple[EvidenceEntry, ...]
    _found: dict[tuple[str, ...], RefusedPieces] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def restater(self) -> ScoreRestater:
        """What other proof makes of the tree."""
        return ScoreRestater(self.case, self.tree, "proved")

    @cached_property
    def counts(self) -> CountedShops:
        """How the shops stand now."""
        return count_shops(self.case, self.judged)

    @cached_property
    def standing(self) -> RoleStanding:
        """What levels are read off now."""
        return proved_standing(self.case, self.judged, self.tree)

    @cached_property
    def unreviewed(self) -> tuple[EvidenceEntry, ...]:
        """The pieces that count and that nobody has ruled on."""
        return tuple(one for one in self.register if one.state == "counts" and one.ruling is None)

    def shows_scope(self, *pieces: str) -> bool:
        """Whether the files of *pieces* show what is out of scope: without, more is asked."""
        names = (name for piece in pieces for name in same_file(self.case, piece))
        ruled = (self.case.rulings.evidence.get(name, NOT_RULED).ruling for name in names)
        return any(ruling is not None and ruling.scopes for ruling in ruled)

    def of(self, *pieces: str) -> RefusedPieces:
        """What is left once the files of *pieces* (ids) are refused together.

        Where they show a scope, other questions are asked then, and this is not what is left.
        """
        if pieces not in self._found:
            self._found[pieces] = self._refused(pieces)
        return self._found[pieces]

    def _refused(self, pieces: tuple[str, ...]) -> RefusedPieces:
        twins = frozenset(name for piece in pieces for name in same_file(self.case, piece))
        gone = tuple(one for one in self.register if one.id in twins and one.state == "counts")
        nodes = dict.fromkeys(node for one in gone for node in one.used_by)
        caps = EvidenceCaps(self.case, without=twins)
        shown = shown_by(caps, self.case, self.judged, self.counts, nodes)
        changed = {node: one for node, one in shown.items() if one != self.judged[node].proved}
        return RefusedPieces(changed, gone, self.restater.said(changed))


def if_refused(refusals: PieceRefusals) -> RefusedProof | None:
    """What refusals of the pieces that nobody has reviewed would do, of each alone and of all.

    None if every piece that counts was reviewed. Claims and coverage do not hang on proof.
    """
    tree = refusals.tree
    if not refusals.unreviewed:
        return None
    pieces = tuple(one.id for one in refusals.unreviewed)
    proved = tree.overall.scores.proved or 0.0
    lost = [proved - (_left(refusals, one).score or 0.0) for one in pieces]
    left = _left(refusals, *pieces)
    return RefusedProof(
        pieces=len(pieces),
        median=median(lost),
        worst=max(lost),
        score=left.score,
        level=left.level,
        graded=left.graded,
    )


class _Left(NamedTuple):
    """What is proved once pieces are refused: the overall, its level, whether it is graded."""

    score: float | None
    level: str | None
    graded: bool


def _left(refusals: PieceRefusals, *pieces: str) -> _Left:
    framework = refusals.case.framework
    if refusals.shows_scope(*pieces):  # then other questions are asked
        case = replace(refusals.case, records=refusing(refusals.case, *pieces))
        judged = evaluate(case)
        at = proved_standing(case, judged, grow_tree(case, judged))
        after = ScoreRestater(case, at.tree, "proved").said({})
    else:
        at, after = refusals.standing, refusals.of(*pieces).scores
    enough = graded(framework.method, at.tree.overall.scores, at.scope)
    return _Left(after.overall, level_of(framework, at, after), enough)


def refusing(case: Case, *pieces: str) -> ManagerRecords:
    """The records of *case*, or new ones, with a refusal of the files of *pieces* in the review."""
    records = case.records or ManagerRecords()
    review = records.review or Review(
        schema_="dpcap/review/2", provider=case.assessment.provider.id
    )
    refused = {f"{_REFUSAL}:{piece}": _refusal(case, piece) for piece in pieces}
    ruled = review.model_copy(update={"evidence": {**review.evidence, **refused}})
    return records.model_copy(update={"review": ruled})


def _refusal(case: Case, piece: str) -> EvidenceRuling:
    return EvidenceRuling(
        ruling="refused",
        by=_REFUSAL,
        on=case.as_of,
        reason=_REFUSAL,
        saw=seen_file(case.assessment.evidence[piece]),
    )


def refused_scores(profile: Profile, framework: Framework) -> Mapping[str, float | None]:
    """By node id the proved scores that would be others; those not named stay as they are.

    *profile* must be whole: what was cut for an audience cannot be scored again. Raises
    InvalidInputError where it does not fit *framework*.
    """
    if not any(one.state == "counts" and one.ruling is None for one in profile.evidence):
        return {}
    case = rebuild_case(framework, profile)
    judged = evaluate(case)
    refusals = PieceRefusals(case, judged, grow_tree(case, judged), profile.evidence)
    pieces = tuple(one.id for one in refusals.unreviewed)
    if not refusals.shows_scope(*pieces):
        return refusals.of(*pieces).scores.nodes
    refused = replace(case, records=refusing(case, *pieces))
    anew = evaluate(refused)
    tree = grow_tree(refused, anew)
    groups = {
        node: part.scores.proved for node, part in (*tree.areas.items(), *tree.dimensions.items())
    }
    return {node: one.proved for node, one in anew.items()} | groups
