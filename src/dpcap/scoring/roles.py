"""Every role's score: what `score` would find, were the provider judged in that role.

Each role asks a set of its own, and a `when` may name it. What cannot differ is taken from the case
as it is judged; an answer that only another role asks for is judged once; a group of questions that
stands alike in two roles is folded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from dpcap.model.asked import asked_of_role
from dpcap.model.expression import ROLE_NAME, Expression
from dpcap.model.framework import Framework
from dpcap.model.profile import RoleEntry, RoleScore
from dpcap.model.trace import ScorePair
from dpcap.model.unchecked import trusted
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import CompiledIndicator, compiled_indicators
from dpcap.scoring.consistency import SeriousRules
from dpcap.scoring.counted_shops import ShopCountCaps, ShopCounter, count_caps
from dpcap.scoring.evaluate import HANGS_OPEN, barred_by, evaluate_asked
from dpcap.scoring.evidence_cap import EvidenceCaps
from dpcap.scoring.indicator_result import NOT_ASKED, OUT_OF_SCOPE, IndicatorResult, left_open
from dpcap.scoring.level_rules import (
    RoleStanding,
    graded,
    reached,
    role_shares,
    scope_in_role,
)
from dpcap.scoring.normalise import TOLERANCE
from dpcap.scoring.scope import RoleScope
from dpcap.scoring.score_tree import (
    ScoreTree,
    TreeBranch,
    fold_area,
    fold_dimension,
    fold_overall,
)
from dpcap.scoring.shops import capped

_pair, _role_score = trusted(ScorePair), trusted(RoleScore)

# How a question stands in a role: not asked, open because what its `when` names is, or asked.
# "x": out of scope, because what its `when` names is.
Mark = Literal["-", "?", "+", "x"]
_BARRED: dict[Mark, IndicatorResult] = {
    "-": NOT_ASKED,
    "?": left_open("missing"),
    "x": OUT_OF_SCOPE,
}


def score_roles(
    case: Case, judged: Mapping[str, IndicatorResult], tree: ScoreTree
) -> tuple[RoleScore, ...]:
    """What each role gives; *case* is judged in its own role and folded into *tree*."""
    roles = _Roles(case, judged, tree)
    return tuple(roles.score(role) for role in case.framework.roles)


class _Sets(NamedTuple):
    """What tells another role's questions from one's own, before any answer is known.

    `dropped` are asked in one's own role only, `added` in the other only; `open` are those whose
    `when` may come out otherwise there, in order of judging. `keys` spells by dimension what is
    dropped and added.
    """

    dropped: dict[str, IndicatorResult]
    added: tuple[str, ...]
    open: dict[str, Expression]
    keys: dict[str, str]


def _sets(framework: Framework, own: str, other: str, core: bool) -> _Sets:
    mine, theirs = (
        {one.id for one in asked_of_role(framework, role, core)} for role in (own, other)
    )
    ready, hanging = framework.once(compiled_indicators), framework.outline.dependants
    whens = {node: compiled.when for node, compiled in ready.items() if compiled.when is not None}
    named = {node for node, when in whens.items() if ROLE_NAME in when.names}
    loose = named.union(*(hanging.get(node, ()) for node in named | (mine ^ theirs)))
    turned = (loose | (theirs - mine)) & theirs
    dropped = dict.fromkeys((node for node in ready if node in mine - theirs), NOT_ASKED)
    added = tuple(node for node in ready if node in theirs - mine - whens.keys())
    keys: dict[str, str] = {}
    for node in (*dropped, *added):
        _spell(framework, keys, node, "-" if node in dropped else "+")
    return _Sets(dropped, added, {n: when for n, when in whens.items() if n in turned}, keys)


def _spell(framework: Framework, keys: dict[str, str], node: str, mark: str) -> None:
    """Say in *keys*, by dimension, that the question *node* stands as *mark*."""
    dimension = framework.parents[node][1].id
    keys[dimension] = f"{keys.get(dimension, dimension)} {node}{mark}"


class _Roles:
    """One case before all roles."""

    def __init__(self, case: Case, judged: Mapping[str, IndicatorResult], tree: ScoreTree) -> None:
        self._case, self._judged, self._tree = case, judged, tree
        self._evidence_caps = EvidenceCaps(case)
        self._conditions: dict[tuple[str, str], Mark] = {}
        self._asked: dict[str, IndicatorResult] = {}
        self._folded: dict[str, TreeBranch] = {}
        self._counter = ShopCounter(case)
        self._caps = self._caps_with(judged)
        self._capped: dict[tuple[str, ShopCountCaps], IndicatorResult] = {}
        self._serious = SeriousRules()

    def score(self, role: str) -> RoleScore:
        """What *role* gives."""
        case, framework, judged, tree = self._case, self._case.framework, self._judged, self._tree
        if role != case.role_id:
            case = case.in_role(role)
            judged, tree = self._in_role(case)
        serious = self._serious.broken(case, judged)
        at, overall = framework.once(role_shares, role), tree.overall.scores
        within = scope_in_role(self._case, role, judged)
        return _role_score(
            id=role,
            overall=_pair(claimed=overall.claimed, proved=overall.proved),
            ceiling=_pair(claimed=overall.claimed_ceiling, proved=overall.proved_ceiling),
            coverage=overall.coverage,
            graded=graded(framework.method, overall, within),
            claimed_level=reached(
                framework, RoleStanding(at, tree, judged, "claimed", serious, within)
            ),
            proved_level=reached(
                framework, RoleStanding(at, tree, judged, "proved", serious, within)
            ),
            scope_share=within.share,
            lacking=within.lacking,
        )

    def _in_role(self, case: Case) -> tuple[Mapping[str, IndicatorResult], ScoreTree]:
        """*case*, which differs by its role alone, judged and folded."""
        sets = case.framework.once(_sets, self._case.role_id, case.role_id, case.core)
        judged, keys = {**self._judged, **sets.dropped}, dict(sets.keys)
        for node in sets.added:
            judged[node] = self._asked.get(node) or self._read(node)
        for node, when in sets.open.items():
            mark = self._condition(case, when, judged)
            if mark != self._own(node):
                _spell(case.framework, keys, node, mark)
                asked = mark == "+" or (mark != "-" and node in case.scope.out)
                judged[node] = self._read(node) if asked else _BARRED[mark]
        caps = self._caps_with(judged)
        if caps != self._caps:  # other questions, so other shops may count
            self._hold_to(caps, judged, keys)
        return judged, self._fold(case, keys, judged)

    def _caps_with(self, judged: Mapping[str, IndicatorResult]) -> ShopCountCaps:
        return count_caps(self._case, self._counter.count(judged))

    def _hold_to(
        self, caps: ShopCountCaps, judged: dict[str, IndicatorResult], keys: dict[str, str]
    ) -> None:
        """Hold what figures of shops prove in *judged* to *caps*, and say in *keys* where."""
        ready = self._case.framework.once(compiled_indicators)
        for node, one in judged.items():
            if not one.shops:
                continue
            found = self._capped.get((node, caps))
            if found is None:
                found = capped(self._case, ready[node], one, *caps)
                self._capped[node, caps] = found
            if found is not one:
                judged[node] = found
                _spell(self._case.framework, keys, node, f"≤{caps.cap}/{caps.ceiling}")

    def _own(self, node: str) -> Mark:
        """How the question stands in the case's own role."""
        judged = self._judged[node]
        if judged.state == "not_asked":
            return "-"
        if judged.state == "out_of_scope" and node not in self._case.scope.out:
            return "x"
        return "?" if judged.open == HANGS_OPEN else "+"

    def _condition(
        self, case: Case, when: Expression, judged: Mapping[str, IndicatorResult]
    ) -> Mark:
        """How a question stands in *case* by its *when*, those before it as *judged*."""
        nodes = case.framework.outline.nodes
        if any(judged[nodes[n]] is not self._judged[nodes[n]] for n in when.names if n in nodes):
            return _condition(case, when, judged)
        key = when.source, case.role_id if ROLE_NAME in when.names else ""
        if key not in self._conditions:
            self._conditions[key] = _condition(case, when, judged)
        return self._conditions[key]

    def _read(self, node: str) -> IndicatorResult:
        """The answer to a question that the case's own role does not come to ask."""
        if node not in self._asked:
            given, compiled = (
                self._case.assessment,
                self._case.framework.once(compiled_indicators)[node],
            )
            silent = node not in given.answers and node not in given.rows
            needs = compiled.indicator.scope or ()
            alike = " ".join(("silent", str(compiled.per_shop), *needs))  # these are judged alike
            found = self._asked.get(alike) if silent else None
            self._asked[node] = found or self._judge(compiled)
            if silent:
                self._asked[alike] = self._asked[node]
        return self._asked[node]

    def _judge(self, compiled: CompiledIndicator) -> IndicatorResult:
        """The answer judged, what its shops prove capped as in the case's own role."""
        judged = evaluate_asked(self._case, compiled, self._evidence_caps)
        return capped(self._case, compiled, judged, *self._caps) if judged.shops else judged

    def _fold(
        self, case: Case, keys: Mapping[str, str], judged: Mapping[str, IndicatorResult]
    ) -> ScoreTree:
        """The tree with the dimensions in *keys* folded anew, and all that is above them."""
        how, folded = case.framework.method.aggregation, self._folded
        areas, dimensions = dict(self._tree.areas), dict(self._tree.dimensions)
        for area in case.framework.areas:
            touched = [one for one in area.dimensions if one.id in keys]
            for one in touched:
                key = keys[one.id]
                if key not in folded:
                    folded[key] = fold_dimension(case, one, judged)
                dimensions[one.id] = folded[key]
            if touched:
                key = " ".join([area.id, *[keys[one.id] for one in touched]])
                if key not in folded:
                    folded[key] = fold_area(area, dimensions, how.area)
                areas[area.id] = folded[key]
        return ScoreTree(fold_overall(case, areas), areas, dimensions)


def _condition(case: Case, when: Expression, judged: Mapping[str, IndicatorResult]) -> Mark:
    barred = barred_by(case, "", when, judged)
    if barred is None:
        return "+"
    return "x" if barred is OUT_OF_SCOPE else "-" if barred is NOT_ASKED else "?"


def fitting_roles(framework: Framework, roles: Iterable[RoleScore]) -> tuple[str, ...]:
    """Those of *roles* whose scopes are served as far as they must be, by what each asks."""
    least = framework.method.min_scope
    each = ((role.id, RoleScope(role.scope_share, role.lacking)) for role in roles)
    return tuple(name for name, within in each if within.is_enough(least))


def role_entry(case: Case, roles: tuple[RoleScore, ...]) -> RoleEntry:
    """The role judged, whether a review confirmed it, and whether it is the kindest one."""
    found, mine = declared_role(case), next(role for role in roles if role.id == case.role_id)
    others = [role for role in roles if role is not mine]
    flatters = not found.confirmed and _kindest(case.framework, mine, others)
    return found.model_copy(update={"flatters": flatters})


def declared_role(case: Case) -> RoleEntry:
    """The role judged, and whether a review confirmed it; not held against other roles."""
    review = case.review
    return RoleEntry(
        id=case.role_id,
        declared=case.assessment.provider.role,
        confirmed=bool(review and review.role and review.role.id == case.role_id),
        flatters=False,
    )


def _kindest(framework: Framework, mine: RoleScore, others: list[RoleScore]) -> bool:
    """Whether *mine* gives a higher proved level, or a higher proved score, than all *others*."""
    scores = [role.overall.proved for role in others if role.overall.proved is not None]
    if mine.overall.proved is None or not scores:
        return False
    ranks = [level.id for level in framework.levels]
    levels = [ranks.index(role.proved_level) for role in others if role.proved_level]
    level = ranks.index(mine.proved_level) if mine.proved_level else -1
    return level > max(levels, default=-1) or mine.overall.proved > max(scores) + TOLERANCE
