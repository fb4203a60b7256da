"""Benchmarks: from the rows of a batch to the quantiles of each group of peers.

A provider is counted once, and only if it was graded over the full set of its role. A group has at
least ten. Two groups of one role that are both given differ, each way, by nobody or by at least
ten: otherwise the few that are in one and not in the other could be told from the difference. Of
two groups that clash the smaller is left out; the same holds for every single node.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import isnan, nan
from typing import NamedTuple

from dpcap.model.benchmark import (
    BENCHMARK_SCHEMA,
    FEWEST,
    Benchmark,
    PeerGroup,
    ScoreQuantiles,
    parts_of,
)
from dpcap.model.framework import Framework
from dpcap.model.outcome import BatchHead, Outcome, ScoredOutcome


class BenchmarkPeer(NamedTuple):
    """What counts of one provider: its groups, and its scores node by node (NaN: none).

    There may be ten thousand: scores are kept as bare numbers.
    """

    role: str
    categories: frozenset[str]
    day: date
    digest: str
    claimed: array[float]
    proved: array[float]


_OVERALL = ""
Members = dict[str | None, frozenset[str]]


def benchmark_of(outcomes: Iterable[Outcome], framework: Framework, head: BatchHead) -> Benchmark:
    """The peer quantiles of *outcomes*, all scored by *framework*; their order is of no account.

    Rows that are failed, not graded, of the core set alone, with a scope out, or of another
    framework are left out.
    """
    nodes = _nodes(framework)
    peers = _peers(outcomes, framework.digest, nodes)
    days = [peer.day for peer in peers.values()]
    return Benchmark(
        schema_version=BENCHMARK_SCHEMA,
        framework_id=framework.id,
        framework_version=framework.version,
        framework=framework.digest,
        engine=head.engine,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        groups=tuple(_groups(peers, framework, nodes)),
    )


def benchmark_json(benchmark: Benchmark) -> str:
    """The text of a benchmark's file."""
    return benchmark.model_dump_json(indent=1) + "\n"


def quantiles(ascending: Sequence[float], parts: int) -> tuple[float, ...]:
    """The *parts* − 1 points that cut *ascending* (two values or more) into equal parts.

    Definition 7 of Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American
    Statistician 50 (1996): the p-quantile of n values lies at (n − 1)·p of the way from the first
    to the last, straight lines between. `statistics.quantiles(…, method="inclusive")` is the same
    but for the last bit: this form gives a value that many share exactly, and never descends.
    """
    return tuple(_cut(ascending, place, parts) for place in range(1, parts))


def _cut(ascending: Sequence[float], place: int, parts: int) -> float:
    at, rest = divmod(place * (len(ascending) - 1), parts)
    low = ascending[at]
    return low + (ascending[at + 1] - low) * rest / parts if rest else low


def _nodes(framework: Framework) -> dict[str, int]:
    """The place of each node's score: the overall (named by no id) first, then areas and so on."""
    areas = [area.id for area in framework.areas]
    inside = [dimension.id for area in framework.areas for dimension in area.dimensions]
    return {node: place for place, node in enumerate((_OVERALL, *areas, *inside))}


def _peers(
    outcomes: Iterable[Outcome], digest: str, nodes: dict[str, int]
) -> dict[str, BenchmarkPeer]:
    """Whoever counts, by id; of one that stands twice the later."""
    peers: dict[str, BenchmarkPeer] = {}
    for row in outcomes:
        if not isinstance(row, ScoredOutcome) or row.framework != digest or not _counts(row):
            continue
        peer, other = _peer(row, nodes), peers.get(row.provider)
        if other is None or (other.day, other.digest) < (peer.day, peer.digest):
            peers[row.provider] = peer
    return peers


def _counts(row: ScoredOutcome) -> bool:
    """Whether a row is graded, has a score on both bases, and answered all its role is asked.

    Where the contract leaves a scope with the brand it is scored over less: no peer of the others.
    """
    scored = row.claimed is not None and row.proved is not None
    return row.graded and scored and row.asked == "role" and not row.scope_out


def _peer(row: ScoredOutcome, nodes: dict[str, int]) -> BenchmarkPeer:
    claimed, proved = (array("d", [nan] * len(nodes)) for _ in range(2))
    scores = [(_OVERALL, row.claimed, row.proved)]
    for area in row.areas:
        scores.append((area.id, area.claimed, area.proved))
        scores += [(one.id, one.claimed, one.proved) for one in area.dimensions]
    for node, high, low in scores:
        if high is not None and low is not None:
            claimed[nodes[node]], proved[nodes[node]] = high, low
    return BenchmarkPeer(
        row.role, frozenset(row.categories), row.as_of, row.profile, claimed, proved
    )


def _groups(
    peers: dict[str, BenchmarkPeer], framework: Framework, nodes: dict[str, int]
) -> Iterator[PeerGroup]:
    """The groups role by role, each role before its categories."""
    for role in framework.roles:
        found = {name: peer for name, peer in peers.items() if peer.role == role}
        members = _members(found)
        spreads = {node: _spreads(members, found, place) for node, place in nodes.items()}
        for category in sorted(members, key=_whole_first):
            of = {node: lie[category] for node, lie in spreads.items() if category in lie}
            yield PeerGroup(
                role=role,
                category=category,
                overall=of.pop(_OVERALL),
                areas={area.id: of.pop(area.id) for area in framework.areas if area.id in of},
                dimensions=of,
            )


def _members(found: dict[str, BenchmarkPeer]) -> Members:
    """Who is in which group of a role (None: all of them), without the groups held back."""
    serving: defaultdict[str | None, set[str]] = defaultdict(set)
    for name, peer in found.items():
        for group in (None, *peer.categories):
            serving[group].add(name)
    return safe({group: frozenset(names) for group, names in serving.items()})


def safe(groups: Members) -> Members:
    """The groups of at least ten that differ from each other by nobody or by at least ten.

    Larger ones come first; of equals the whole role, then the categories in order.
    """
    kept: Members = {}
    for group in sorted(groups, key=lambda one: (-len(groups[one]), *_whole_first(one))):
        names = groups[group]
        apart = (len(side) for other in kept.values() for side in (names - other, other - names))
        if len(names) >= FEWEST and all(not size or size >= FEWEST for size in apart):
            kept[group] = names
    return kept


def _whole_first(category: str | None) -> tuple[bool, str]:
    return category is not None, category or ""


def _spreads(
    members: Members, found: dict[str, BenchmarkPeer], place: int
) -> dict[str | None, ScoreQuantiles]:
    """How the node at *place* lies in each group that enough of were asked about it."""
    asked = {name for name, peer in found.items() if not isnan(peer.proved[place])}
    return {
        category: _spread([found[name] for name in names], place)
        for category, names in safe({one: names & asked for one, names in members.items()}).items()
    }


def _spread(peers: list[BenchmarkPeer], place: int) -> ScoreQuantiles:
    parts = parts_of(len(peers))
    return ScoreQuantiles(
        providers=len(peers),
        claimed=quantiles(sorted(peer.claimed[place] for peer in peers), parts),
        proved=quantiles(sorted(peer.proved[place] for peer in peers), parts),
    )
