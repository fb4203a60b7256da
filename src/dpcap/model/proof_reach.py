"""How far proof of a kind can take a provider: what levels ask of proof, read off the caps."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dpcap.model.asked import area_shares, asked_of_role
from dpcap.model.framework import DECLARED, Aggregation, Framework, Level
from dpcap.model.indicator import Indicator
from dpcap.model.proof_kinds import caps_for

_FULL = 100.0
_SLACK = 1e-9


class ProofReach(NamedTuple):
    """The highest level that nothing better than proof of *kinds*, all of one cap, can reach."""

    kinds: tuple[str, ...]
    cap: float
    level: str | None


def proof_reach(framework: Framework, role: str) -> tuple[ProofReach, ...]:
    """For each cap in the framework, lowest first, the most that it can reach in *role*.

    Every question of the role is taken to be asked and answered at its best, and proved by the best
    that it takes of what the framework ranks no higher. What the shops that count and peer figures
    allow is left aside.
    """
    caps = framework.method.proof_caps
    by_cap = {cap: tuple(k for k in caps if caps[k] == cap) for cap in sorted({*caps.values()})}
    return tuple(
        ProofReach(kinds, cap, _level(framework, role, _bounds(framework, role, cap)))
        for cap, kinds in by_cap.items()
    )


def _bounds(framework: Framework, role: str, most: float) -> dict[str, float]:
    """No node that the role asks can prove more than this, by its id; the overall's id is empty."""
    how = framework.method.aggregation
    asked = {one.id for one in asked_of_role(framework, role, core=False)}
    found: dict[str, float] = {}
    for area in framework.areas:
        for dimension in area.dimensions:
            inside = [one for one in dimension.indicators if one.id in asked]
            found |= {one.id: _proved(framework, one, most) for one in inside}
            _join(found, dimension.id, {one.id: one.weight for one in inside}, how.dimension)
        _join(found, area.id, {one.id: one.weight for one in area.dimensions}, how.area)
    _join(found, "", area_shares(framework, role), how.overall)
    return found


def _join(
    found: dict[str, float], node: str, weights: Mapping[str, float], how: Aggregation
) -> None:
    """Bound *node* by its members: their mean, or the best of them where joining lies above it."""
    there = [(weight, found[one]) for one, weight in weights.items() if weight and one in found]
    if there:
        above = not isinstance(how, str) and how.power > 1
        total = sum(weight for weight, _ in there)
        mean = sum(weight * score for weight, score in there) / total
        found[node] = max(score for _, score in there) if above else mean


def _proved(framework: Framework, indicator: Indicator, most: float) -> float:
    """The most that *indicator* can prove with kinds that the framework ranks up to *most*."""
    proof, caps = indicator.proof, framework.method.proof_caps
    if proof is None:
        return _FULL
    own = caps_for(caps, proof)
    taken = (kind for kind in proof.kinds or caps if caps[kind] <= most)
    return max(own[kind] for kind in (DECLARED, *taken))


def _level(framework: Framework, role: str, bounds: Mapping[str, float]) -> str | None:
    reached = None
    for level in framework.levels:
        marks = _marks(framework, role, level)
        if any(node in bounds and bounds[node] + _SLACK < mark for node, mark in marks):
            break
        reached = level.id
    return reached


def _marks(framework: Framework, role: str, level: Level) -> Iterable[tuple[str, float]]:
    """The scores that *level* asks for, each with its node."""
    asked, shares = level.requires, area_shares(framework, role)
    yield "", level.from_
    if asked.min_area is not None:
        line = framework.method.main_area_share - _SLACK
        yield from ((area, asked.min_area) for area, share in shares.items() if share >= line)
    if asked.critical:
        held = ((one.id, one.pass_mark) for area, one in framework.critical if shares[area] > 0)
        yield from held
    yield from asked.at_least.items()
