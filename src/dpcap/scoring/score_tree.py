"""The tree of scores: indicators aggregated into dimensions, areas and the overall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import fsum
from operator import attrgetter
from typing import Literal, NamedTuple

from dpcap.model.framework import Aggregation, Area, Dimension, Group
from dpcap.model.indicator import Indicator
from dpcap.scoring.aggregate import aggregate, arithmetic
from dpcap.scoring.case import Case
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.normalise import TOLERANCE


class NodeScores(NamedTuple):
    """What every floor has. Scores 0..100, shares 0..1, None: left out.

    `doubt` is the weight, as written, that is N/A without a review's word or open where N/A is
    allowed, `sure` the weight that is answered. Both are parts of the whole group, asked or not,
    so that neither a deleted answer nor a question it opens can thin the doubt out.

    `withheld`: the group has no score while something in it is open. It counts 0 in the group
    above, never as left out: there a blank would help.

    `scope` is what of the weight that counts is in scope, were the rest of it answered; by it the
    group weighs less among its siblings, so that no two indicators left change their ratio.
    `asked_scope` is the same of the weight asked, N/A included.
    """

    claimed: float | None = None
    proved: float | None = None
    claimed_ceiling: float | None = None
    proved_ceiling: float | None = None
    coverage: float | None = None
    applicable: float | None = None
    doubt: float = 0.0
    sure: float = 0.0
    withheld: bool = False
    scope: float = 1.0
    asked_scope: float = 1.0

    @property
    def counts(self) -> bool:
        """Whether it has a part in the score of the group above."""
        return self.claimed is not None or self.withheld

    @property
    def out(self) -> bool:
        """Whether nothing is asked because all that would be is out of scope."""
        return self.applicable is None and not self.scope

    @property
    def doubtful(self) -> float:
        """What counts against the limit on N/A: the doubt's share of doubt and certainty, 0..1."""
        return self.doubt / (self.doubt + self.sure) if self.doubt else 0.0

    def held_to(self, group: Group) -> NodeScores:
        """These scores, taken away if *group* has none while something in it is open."""
        if group.missing == "zero" or self.coverage is None or self.coverage + TOLERANCE >= 1.0:
            return self
        return self._replace(claimed=None, proved=None, withheld=True)


Basis = Literal["claimed", "proved"]
NOTHING = NodeScores()
_OUT = NodeScores(scope=0.0, asked_scope=0.0)
_WHOLE = (0.0, 1.0)


class TreeBranch(NamedTuple):
    """A group with the weights of its members as written, side by side with what they scored."""

    scores: NodeScores
    weights: tuple[float, ...]
    members: tuple[NodeScores, ...]

    @property
    def counted(self) -> tuple[float, ...]:
        """The weight with which each member counts, 0 where it has no score."""
        pairs = zip(self.weights, self.members, strict=True)
        return tuple([w * m.scope if m.counts else 0.0 for w, m in pairs])


class ScoreTree(NamedTuple):
    """All floors: the overall, areas by id, dimensions by id."""

    overall: TreeBranch
    areas: dict[str, TreeBranch]
    dimensions: dict[str, TreeBranch]


def leaf(indicator: Indicator, judged: IndicatorResult, *, unsaid: bool = False) -> NodeScores:
    """An indicator as a member of its dimension; *unsaid*: its scope may yet be answered no."""
    if judged.state == "not_asked":
        return NOTHING
    if judged.state == "out_of_scope":
        return _OUT
    if judged.state == "not_applicable":
        return NodeScores(
            applicable=0.0, doubt=float(not judged.confirmed), sure=float(judged.confirmed)
        )
    return NodeScores(
        judged.claimed,
        judged.proved,
        judged.claimed_ceiling,
        judged.proved_ceiling,
        judged.answered,
        1.0,
        1.0 - judged.answered if indicator.not_applicable or unsaid else 0.0,
        judged.answered,
    )


def grow_tree(case: Case, judged: Mapping[str, IndicatorResult]) -> ScoreTree:
    """Fold *judged* into the tree of *case*'s framework and role."""
    how = case.framework.method.aggregation
    areas: dict[str, TreeBranch] = {}
    dimensions: dict[str, TreeBranch] = {}
    for area in case.framework.areas:
        for dimension in area.dimensions:
            dimensions[dimension.id] = fold_dimension(case, dimension, judged)
        areas[area.id] = fold_area(area, dimensions, how.area)
    return ScoreTree(fold_overall(case, areas), areas, dimensions)


def regrow_tree(
    case: Case, tree: ScoreTree, judged: Mapping[str, IndicatorResult], changed: AbstractSet[str]
) -> ScoreTree:
    """*tree* with only the branches above the indicators in *changed* folded anew."""
    how = case.framework.method.aggregation
    areas, dimensions = dict(tree.areas), dict(tree.dimensions)
    above = _above(case, changed)
    for _, dimension in above:
        dimensions[dimension.id] = fold_dimension(case, dimension, judged)
    for area in {area.id: area for area, _ in above}.values():
        areas[area.id] = fold_area(area, dimensions, how.area)
    return ScoreTree(fold_overall(case, areas), areas, dimensions)


class RestatedScores(NamedTuple):
    """New scores on one basis, of the overall and of every node that changed, by id."""

    overall: float | None
    nodes: dict[str, float | None]


class _Counted(NamedTuple):
    """The members of a group that have a score and a weight: side by side, and where each is."""

    places: dict[str, int]
    weights: list[float]
    scores: list[float]


class ScoreRestater:
    """What one tree would say on one basis, had some of its indicators other scores.

    Nothing else of it is folded anew, and a group is looked through only once: what a move or a
    piece of proof changes is found at a fraction of the cost of `regrow`.
    """

    def __init__(self, case: Case, tree: ScoreTree, basis: Basis) -> None:
        self._case, self._tree, self._column = case, tree, attrgetter(basis)
        self._how = case.framework.method.aggregation
        self._areas = {area.id: area for area in case.framework.areas}
        self._counted: dict[str, _Counted] = {}

    def said(self, figures: Mapping[str, float]) -> RestatedScores:
        """What the tree would say, had the indicators in *figures* (all scored) these scores."""
        tree, how, parents = self._tree, self._how, self._case.framework.parents
        within: dict[str, dict[str, float | None]] = {}
        over: dict[str, dict[str, float | None]] = {}
        for node, score in figures.items():
            within.setdefault(parents[node][1].id, {})[node] = score
        for node, now in within.items():
            area, one = parents[next(iter(now))]
            joined = self._joined(node, tree.dimensions[node], one.indicators, now, how.dimension)
            over.setdefault(area.id, {})[node] = joined
        top: dict[str, float | None] = {}
        for node, now in over.items():
            area = self._areas[node]
            top[node] = self._joined(node, tree.areas[node], area.dimensions, now, how.area)
        areas = self._case.framework.areas
        overall = self._joined("", tree.overall, areas, top, how.overall)
        nodes = {**figures, **top}
        for now in over.values():
            nodes |= now
        return RestatedScores(overall, nodes)

    def _joined(
        self,
        name: str,
        part: TreeBranch,
        inside: Iterable[Indicator | Dimension | Area],
        now: Mapping[str, float | None],
        how: Aggregation,
    ) -> float | None:
        """The score of *part* if of those *inside* some score as *now* has it.

        A score taken away for what is open stays so: other scores answer nothing.
        """
        if part.scores.withheld:
            return None
        counted = self._counted.get(name)
        if counted is None:
            counted = self._counted[name] = self._count(part, inside)
        scores = counted.scores.copy()
        for node, score in now.items():
            if node in counted.places:
                scores[counted.places[node]] = score or 0.0
        return aggregate(counted.weights, scores, how)

    def _count(self, part: TreeBranch, inside: Iterable[Indicator | Dimension | Area]) -> _Counted:
        rows = zip(part.counted, part.members, inside, strict=True)
        kept = [(weight, m, one.id) for weight, m, one in rows if weight > 0]
        return _Counted(
            {node: place for place, (_, _, node) in enumerate(kept)},
            [weight for weight, _, _ in kept],
            [self._column(member) or 0.0 for _, member, _ in kept],
        )


def _above(case: Case, nodes: Iterable[str]) -> list[tuple[Area, Dimension]]:
    """The dimensions above *nodes*, each once, with their areas."""
    parents = case.framework.parents
    return [*{parents[node][1].id: parents[node] for node in nodes}.values()]


def fold_overall(case: Case, areas: Mapping[str, TreeBranch]) -> TreeBranch:
    """*areas* by id as one, by the weights of the role of *case*."""
    order, weights = case.framework.areas, case.role.weights
    return branch(
        tuple([weights.get(area.id, 0.0) for area in order]),
        tuple([areas[area.id].scores for area in order]),
        case.framework.method.aggregation.overall,
    )


def fold_dimension(
    case: Case, dimension: Dimension, judged: Mapping[str, IndicatorResult]
) -> TreeBranch:
    """The indicators of *dimension* as one."""
    inside, unsaid = dimension.indicators, case.scope.unsaid
    joined = branch(
        tuple([one.weight for one in inside]),
        tuple([leaf(one, judged[one.id], unsaid=one.id in unsaid) for one in inside]),
        case.framework.method.aggregation.dimension,
    )
    return joined._replace(scores=joined.scores.held_to(dimension))


def fold_area(area: Area, dimensions: Mapping[str, TreeBranch], how: Aggregation) -> TreeBranch:
    """The *dimensions* (by id, maybe others too) of *area* as one."""
    inside = area.dimensions
    joined = branch(
        tuple([dimension.weight for dimension in inside]),
        tuple([dimensions[dimension.id].scores for dimension in inside]),
        how,
    )
    return joined._replace(scores=joined.scores.held_to(area))


def branch(
    weights: tuple[float, ...], members: tuple[NodeScores, ...], how: Aggregation
) -> TreeBranch:
    """Join *members* by *weights*; those left out or of weight 0 do not count."""
    pairs = [(w, m) for w, m in zip(weights, members, strict=True) if w > 0]
    asked = [(w, m) for w, m in pairs if m.applicable is not None]
    scores = _join(asked, how, sum(weights)) if asked else NOTHING
    if any(m.scope < 1.0 for _, m in pairs):
        scores = scores._replace(scope=_in_scope(pairs), asked_scope=_asked_in_scope(pairs))
    return TreeBranch(scores, weights, members)


def _in_scope(pairs: Iterable[tuple[float, NodeScores]]) -> float:
    """What of the weight that has scores, or would have them in full scope, is in scope."""
    counted = [(w, m) for w, m in pairs if m.counts or m.scope < 1.0]
    return fsum(w * m.scope for w, m in counted) / fsum(w for w, _ in counted)


def _asked_in_scope(pairs: Iterable[tuple[float, NodeScores]]) -> float:
    """What of the weight that is asked, or would be in full scope, is in scope."""
    counted = [(w, m) for w, m in pairs if m.applicable is not None or m.scope < 1.0]
    return fsum(w * m.asked_scope for w, m in counted) / fsum(w for w, _ in counted)


def _join(asked: list[tuple[float, NodeScores]], how: Aggregation, whole: float) -> NodeScores:
    """One pass per column; a column that equals one already joined is not joined again.

    *whole*: the weight of all members, those not asked included.
    """
    weights = [w * m.asked_scope for w, m in asked]
    applicable = _mean(weights, [m.applicable for _, m in asked])
    doubt = fsum(w * m.doubt for w, m in asked) / whole
    sure = fsum(w * m.sure for w, m in asked) / whole
    scored = [(w, m) for w, m in asked if m.counts]
    if not scored:
        return NodeScores(applicable=applicable, doubt=doubt, sure=sure)
    weights = [w * m.scope for w, m in scored]
    claimed, proved, top, proved_top, coverage, *_ = zip(
        *[_in_group(m) for _, m in scored], strict=True
    )
    found = aggregate(weights, claimed, how)
    shown = aggregate(weights, proved, how)
    return NodeScores(
        found,
        shown,
        found if top == claimed else aggregate(weights, top, how),
        shown if proved_top == proved else aggregate(weights, proved_top, how),
        _mean(weights, coverage),
        applicable,
        doubt,
        sure,
    )


def _in_group(member: NodeScores) -> NodeScores:
    """*member* as the group above counts it."""
    return member._replace(claimed=0.0, proved=0.0) if member.withheld else member


def _mean(weights: Sequence[float], shares: Sequence[float | None]) -> float:
    first = shares[0]
    if first in _WHOLE and shares.count(first) == len(shares):
        return first  # Σ w·1 ÷ Σ w and Σ w·0 ÷ Σ w are exact
    return arithmetic(weights, [share or 0.0 for share in shares])
