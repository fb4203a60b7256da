"""What a stored profile says of each need of a brief: the least and the most that it may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dpcap.model.assessment import Fact, figure_of
from dpcap.model.brief import BriefNeeds, NeededFact
from dpcap.model.framework import Framework
from dpcap.model.match import NeedDoubt, NeedScore, UnaskedWhy
from dpcap.model.profile import Profile
from dpcap.model.trace import AreaNode, DimensionNode, IndicatorNode, State

ScoredNode = AreaNode | DimensionNode | IndicatorNode
# Why a node has no score although nobody was to answer it.
_UNASKED: dict[State, UnaskedWhy] = {
    "out_of_scope": "out_of_scope",
    "not_applicable": "not_applicable",
    "not_asked": "not_asked",
}
_OPEN = frozenset(("unknown", "missing"))


def indicators_in(node: ScoredNode) -> tuple[IndicatorNode, ...]:
    """The indicators of an area or a dimension, or the indicator itself."""
    if isinstance(node, IndicatorNode):
        return (node,)
    inside = node.dimensions if isinstance(node, AreaNode) else (node,)
    return tuple(one for dimension in inside for one in dimension.indicators)


def unasked(node: ScoredNode) -> UnaskedWhy | None:
    """Why nothing of *node* was asked; None: something was."""
    states = {one.state for one in indicators_in(node)}
    if states - _UNASKED.keys():
        return None
    return next(doubt for state, doubt in _UNASKED.items() if state in states)


@dataclass(frozen=True)
class ProfileReading:
    """A profile as a brief reads it; *refused*: what is left if doubtful proof is refused."""

    profile: Profile
    framework: Framework
    refused: Mapping[str, float | None]

    @cached_property
    def nodes(self) -> dict[str, tuple[ScoredNode, AreaNode]]:
        """Every area, dimension and indicator with its area."""
        found: dict[str, tuple[ScoredNode, AreaNode]] = {}
        for area in self.profile.areas:
            found[area.id] = (area, area)
            for dimension in area.dimensions:
                found.setdefault(dimension.id, (dimension, area))
                for one in dimension.indicators:
                    found.setdefault(one.id, (one, area))
        return found

    def scores(self, needs: BriefNeeds) -> tuple[NeedScore, ...]:
        """Each of *needs*, in their order."""
        return tuple(
            self._fact(name, needs.facts[name]) if name in needs.facts else self._node(name)
            for name in needs.names
        )

    def _node(self, name: str) -> NeedScore:
        if name not in self.nodes:  # a role of an earlier edition that had no such area
            return NeedScore(need=name, low=0.0, high=0.0, doubts=("not_asked",))
        node, area = self.nodes[name]
        why = unasked(node)
        if why is not None:
            most = None if unasked(area) else area.proved
            return NeedScore(need=name, low=0.0, high=most or 0.0, doubts=(why,))
        proved = node.proved or 0.0
        left = min(self.refused.get(name, proved) or 0.0, proved)
        most = max(proved, node.proved_ceiling or 0.0)
        # What is out of scope counts as nothing at the low end.
        low = left * node.in_scope
        return NeedScore(
            need=name, low=low, high=most, doubts=tuple(self._doubts(node, area, left < proved))
        )

    def _doubts(self, node: ScoredNode, area: AreaNode, refusable: bool) -> Iterable[NeedDoubt]:
        if node.in_scope < 1:
            yield "partly_out"
        if any(one.state in _OPEN for one in indicators_in(node)):
            yield "open"
        if refusable:
            yield "unreviewed"
        if self.profile.asked == "core" or not area.full_set:
            yield "core_only"

    def _fact(self, name: str, scale: NeededFact) -> NeedScore:
        fact = self.profile.provider.facts.get(name)
        amount = None if fact is None else figure_of(fact.value)
        if amount is None:
            return NeedScore(need=name, low=0.0, high=0.0, doubts=("not_given",))
        limits = self.framework.facts[name].bands
        ends = (amount, amount) if not limits else band_ends(amount, limits)
        low, high = sorted(_straight(end, scale) for end in ends)
        doubts: list[NeedDoubt] = ["band"] if limits else []
        if name not in self.profile.provider.confirmed_facts:
            low = 0.0
            doubts.append("own_word")
        return NeedScore(need=name, low=low, high=high, doubts=tuple(doubts))


def given(fact: Fact | None) -> bool:
    """Whether *fact* says anything."""
    return fact is not None and fact.value not in ("", ())


def band_ends(amount: float, limits: tuple[float, ...]) -> tuple[float, float]:
    """The limits between which *amount* lies; beyond the last ones there is no end."""
    below = [limit for limit in limits if limit <= amount]
    above = [limit for limit in limits if limit > amount]
    least = below[-1] if below else float("-inf")
    return least, above[0] if above else float("inf")


def _straight(amount: float, scale: NeededFact) -> float:
    if scale.best > scale.worst:
        held = min(max(amount, scale.worst), scale.best)
    else:
        held = min(max(amount, scale.best), scale.worst)
    return 100 * (held - scale.worst) / (scale.best - scale.worst)
