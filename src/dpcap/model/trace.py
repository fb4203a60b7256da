"""The trace: every node of a profile with its scores, its weight and what it adds.

Scores are floats on 0..100 or None; shares are on 0..1. Nothing here is rounded.
"""

from typing import Literal, assert_never

from dpcap.model.assessment import Value
from dpcap.model.base import Frozen, unless_empty
from dpcap.model.framework import DECLARED, Method
from dpcap.model.review import Ruled
from dpcap.model.scale import LEVEL_WITH_PEERS

# Why a figure may prove less than its proof: nobody but the provider says what its peers have, or
# or where the best of them stand, it is too far off theirs, or a rate is of too few.
Limited = Literal["self_typed", "no_benchmark", "far_off", "small_base"]
State = Literal["answered", "unknown", "missing", "not_applicable", "not_asked", "out_of_scope"]
Critical = Literal["passed", "failed", "not_proved"]
RuleName = Literal[
    "coverage",
    "not_applicable",
    "scope",
    "must_include",
    "from",
    "min_area",
    "critical",
    "at_least",
    "serious",
]


def limit_of(method: Method, why: Limited) -> float:
    """The most that a reply so limited can prove."""
    match why:
        case "small_base":
            return method.few_shops_cap
        case "far_off":
            return method.proof_caps[DECLARED]
        case "self_typed":
            return method.self_typed_peer_cap
        case "no_benchmark":
            return min(method.self_typed_peer_cap, LEVEL_WITH_PEERS)
        case _:
            assert_never(why)


class ScorePair(Frozen):
    """One figure on both bases."""

    claimed: float | None
    proved: float | None


class Node(Frozen):
    """What overall, areas, dimensions and indicators share.

    `weight` as written (areas: the role's), `effective_weight` the share of the top (0 if left
    out), `contribution` the points in the parent's score (None unless the parent is a mean),
    `coverage` the answered share of the asked weight, `applicable` what is left of it after N/A.
    `in_scope` is what of its own weight is in scope, 0..1: it counts with that part of `weight`.
    """

    id: str
    claimed: float | None
    proved: float | None
    claimed_ceiling: float | None
    proved_ceiling: float | None
    coverage: float | None
    applicable: float | None
    weight: float
    effective_weight: float
    contribution: ScorePair | None
    in_scope: float = unless_empty(1.0)


class ShopScore(Frozen):
    """One due shop's row of a per-shop indicator; without a valid row both scores are 0.

    `kind` is the best proof that counts for it. `peer` is the figure as typed, `held_peer` that of
    the manager's table, which stands over it; so `benchmark` (标杆) and `held_benchmark`.
    `limited`: why it may prove less than its proof. `out`: what is asked is out of scope for this
    shop, so it is neither due nor counted.
    """

    shop: str
    value: Value | None = None
    peer: float | None = None
    held_peer: float | None = None
    benchmark: float | None = None
    held_benchmark: float | None = None
    envelope: dict[str, str] = {}
    evidence: tuple[str, ...] = ()
    kind: str = DECLARED
    limited: Limited | None = None
    claimed: float = 0.0
    proved: float = 0.0
    valid: bool = False
    out: bool = unless_empty(default=False)

    @property
    def against(self) -> float | None:
        """The peer figure in force."""
        return self.peer if self.held_peer is None else self.held_peer

    @property
    def best_peers(self) -> float | None:
        """The figure of the best peers in force, from the same hand as `against`."""
        return self.benchmark if self.held_peer is None else self.held_benchmark


class IndicatorNode(Node):
    """One indicator: state, answer, score, proof. `held_peer` and `limited` as for a shop's row.

    `value` is the median over the shops due for a per-shop indicator (None if they stand on
    different bases, or if one without a valid row could move it). `kind` and `cap` name the best
    proof that counts. `open` is the code of the finding that made an answer count as missing.
    `scope`: the scopes it needs that are answered no, where that takes it out or makes it N/A.
    """

    state: State
    value: Value | None = None
    peer: float | None = None
    held_peer: float | None = None
    benchmark: float | None = None
    held_benchmark: float | None = None
    envelope: dict[str, str] = {}
    shops: tuple[ShopScore, ...] = ()
    reason: str | None = None
    note: str | None = None
    open: str | None = None
    evidence: tuple[str, ...] = ()
    kind: str | None = None
    cap: float | None = None
    limited: Limited | None = None
    critical: Critical | None = None
    review: Ruled | None = None
    scope: tuple[str, ...] = unless_empty(())

    @property
    def against(self) -> float | None:
        """The peer figure in force."""
        return self.peer if self.held_peer is None else self.held_peer

    @property
    def best_peers(self) -> float | None:
        """The figure of the best peers in force, from the same hand as `against`."""
        return self.benchmark if self.held_peer is None else self.held_benchmark


class DimensionNode(Node):
    """One dimension."""

    indicators: tuple[IndicatorNode, ...]


class AreaNode(Node):
    """One area, with the role's target for it (proved is held against it)."""

    target: float
    full_set: bool
    dimensions: tuple[DimensionNode, ...]


class UnmetLevelRule(Frozen):
    """A rule of a level that is not met.

    `rule`: coverage, not_applicable, scope (the share of the role in scope), must_include, from,
    min_area, critical, at_least or serious. `needed` and `found` are scores, shares, or numbers:
    for `critical` of the indicators asked and passed, for `must_include` of scopes that the role
    must have and has, for `serious` of consistency rules allowed and broken or open; `nodes` names
    where, of `serious` the rules.
    """

    level: str
    rule: RuleName
    needed: float
    found: float | None
    nodes: tuple[str, ...]


class LevelEstimate(Frozen):
    """What the core set alone says: the role's set would give a level from `low` to `high`.

    None: below the lowest. Its overall score lies within `margin` points of the core set's for nine
    of ten drawn providers.
    """

    margin: float
    low: str | None
    high: str | None


class ReachedLevel(Frozen):
    """The level reached on one basis (None: none) and every unmet rule of the levels above.

    `estimate`: only the core set was asked, so that it is no more than this.
    """

    id: str | None
    graded: bool
    blocked: tuple[UnmetLevelRule, ...]
    estimate: LevelEstimate | None = unless_empty(None)


class LevelPair(Frozen):
    """The level on both bases."""

    claimed: ReachedLevel
    proved: ReachedLevel


class CriticalCount(Frozen):
    """How many critical indicators are asked, and how they stand on the proved basis."""

    asked: int
    passed: int
    failed: int
    not_proved: int


class OverallNode(Node):
    """The top."""

    level: LevelPair
    critical: CriticalCount
