"""What each area, dimension and indicator would prove if all unreviewed proof were refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.piece_refusals import PieceRefusals
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.refused_proof import refusing
from dpcap.scoring.score_tree import grow_tree


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
