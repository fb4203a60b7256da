"""What a case proves once the files of some pieces are refused, each set worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dpcap.model.profile import EvidenceEntry
from dpcap.scoring.case import Case
from dpcap.scoring.counted_shops import CountedShops, count_shops
from dpcap.scoring.evidence_cap import EvidenceCaps, same_file
from dpcap.scoring.evidence_changes import shown_by
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.rulings import NOT_RULED
from dpcap.scoring.score_tree import RestatedScores, ScoreRestater, ScoreTree


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
