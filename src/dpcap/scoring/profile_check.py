"""Whether a profile can have come out of a framework: one that was edited need not.

What is read from a disk or a report may have been written by anybody. Before anything is made of
it, its ids, its shape and the range of its figures are held against the framework that it names.
That its figures are right is another question: only scoring again tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import assert_never

from dpcap.errors import InvalidInputError
from dpcap.model.assessment import NpsCounts, RateCounts, Value
from dpcap.model.codes import CODES
from dpcap.model.finding import Finding
from dpcap.model.framework import Area, Framework
from dpcap.model.profile import Profile
from dpcap.model.trace import AreaNode, IndicatorNode, Node, ReachedLevel
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.sensitivity import full_profile

VERIFIED = "verified"
_TOLERANCE, _LARGEST, _SHOWN = 1e-6, 1e9, 5
_STRENGTHS = range(1, 4)
# A file is called by it.
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
_SHARE, _SCORE = 1.0, 100.0


def check_profile(profile: Profile, framework: Framework, shown: str) -> None:
    """Raises InvalidInputError if *profile* cannot be *framework*'s; *shown* names its file."""
    places = list(islice(_all(profile, framework), _SHOWN))
    if places:
        params: dict[str, str | int | float] = {"places": ", ".join(places)}
        raise InvalidInputError([Finding(code="DP624", file=shown, params=params)])


def is_as_scored(profile: Profile, framework: Framework) -> bool:
    """Whether *profile* is to the last value what scoring its own answers by *framework* gives.

    One that was cut down for an audience is not.
    """
    try:
        again = full_profile(rebuild_case(framework, profile))
    except Exception:  # noqa: BLE001 - what was edited may break scoring anywhere
        return False
    return _settled(again) == _settled(profile)


def _settled(profile: Profile) -> Profile:
    """*profile* without what does not come back when it is scored from itself."""
    pieces = tuple(
        piece.model_copy(update={"used_by": tuple(sorted(piece.used_by))})
        for piece in profile.evidence
    )
    rest = {"moves": None, "plan": None, "refused": None, "answers_digest": "", "evidence": pieces}
    return profile.model_copy(update=rest)


def _all(profile: Profile, framework: Framework) -> Iterator[str]:
    """The places at which *profile* is no profile by *framework*."""
    yield from _unless(_ID.fullmatch(profile.provider.id) is not None, "provider.id")
    if _shape(profile.areas) != framework.once(_own_shape):
        yield "areas"
        return  # nothing else could be looked up
    yield from _tree(profile, framework)
    yield from _levels(profile, framework)
    yield from _lenses(profile, framework)
    yield from _register(profile, framework)
    yield from _moves(profile, framework)
    yield from _plan(profile, framework)
    yield from _unless(all(one.code in CODES for one in profile.findings), "findings")


def _unless(holds: bool, place: str) -> Iterator[str]:
    if not holds:
        yield place


def _shape(areas: Iterable[AreaNode | Area]) -> tuple[object, ...]:
    """The ids of all nodes, as they hang together."""
    return tuple(
        (a.id, tuple((d.id, tuple(i.id for i in d.indicators)) for d in a.dimensions))
        for a in areas
    )


def _own_shape(framework: Framework) -> tuple[object, ...]:
    return _shape(framework.areas)


def _tree(profile: Profile, framework: Framework) -> Iterator[str]:
    yield from _node(profile.overall)
    for area in profile.areas:
        yield from _node(area)
        yield from _unless(_within(_SCORE, area.target), f"{area.id}.target")
        for dimension in area.dimensions:
            yield from _node(dimension)
            for node in dimension.indicators:
                yield from _node(node)
                yield from _indicator(node, framework)


def _node(node: Node) -> Iterator[str]:
    part = node.contribution
    scores = node.claimed, node.proved, node.claimed_ceiling, node.proved_ceiling
    shares = node.coverage, node.applicable, node.effective_weight, node.in_scope
    yield from _unless(_within(_SCORE, *scores), node.id)
    yield from _unless(_within(_SHARE, *shares), f"{node.id}.coverage")
    yield from _unless(_within(_LARGEST, node.weight), f"{node.id}.weight")
    points = (part.claimed, part.proved) if part else ()
    yield from _unless(_within(_SCORE, *points), f"{node.id}.contribution")


def _indicator(node: IndicatorNode, framework: Framework) -> Iterator[str]:
    kinds = {node.kind, *(row.kind for row in node.shops)} - {None, VERIFIED}
    known = framework.method.proof_caps.keys()
    yield from _unless(kinds <= known, f"{node.id}.kind")
    yield from _unless(node.open is None or node.open in CODES, f"{node.id}.open")
    scores = [score for row in node.shops for score in (row.claimed, row.proved)]
    yield from _unless(_within(_SCORE, node.cap, *scores), f"{node.id}.shops")
    values = [node.value, *(row.value for row in node.shops)]
    counts = [count for value in values for count in _counts(value)]
    yield from _unless(_within(_LARGEST, *counts), f"{node.id}.value")


def _counts(value: Value | None) -> tuple[int, ...]:
    """The counts of a net promoter score or a rate, which may be whole numbers of any size."""
    match value:
        case RateCounts():
            return value.cases, value.base
        case NpsCounts():
            return value.promoters, value.passives, value.detractors
        case None | bool() | int() | float() | str() | tuple():
            return ()
        case _:
            assert_never(value)


def _levels(profile: Profile, framework: Framework) -> Iterator[str]:
    known = {level.id for level in framework.levels}
    overall = profile.overall
    for basis, reached in (("claimed", overall.level.claimed), ("proved", overall.level.proved)):
        yield from _unless(_reached(reached, known, framework), f"overall.level.{basis}")
    counts = overall.critical
    found = counts.asked, counts.passed, counts.failed, counts.not_proved
    yield from _unless(_within(_LARGEST, *found), "overall.critical")
    yield from _unless({one.id for one in profile.roles} <= framework.roles.keys(), "roles")
    named = {one.claimed_level for one in profile.roles} | {
        one.proved_level for one in profile.roles
    }
    yield from _unless(named - {None} <= known, "roles")
    scores = [at for one in profile.roles for at in (one.overall.claimed, one.overall.proved)]
    joined = profile.compensation
    scores += [joined.mean, joined.geometric, joined.harmonic, joined.min]
    yield from _unless(_within(_SCORE, *scores), "roles, compensation")
    roles = {profile.role.id, profile.role.declared}
    yield from _unless(roles <= framework.roles.keys(), "role")


def _reached(reached: ReachedLevel, known: set[str], framework: Framework) -> bool:
    nodes, rules = framework.once(_nodes), {rule.id for rule in framework.consistency}
    return (reached.id is None or reached.id in known) and all(
        rule.level in known
        and (rules if rule.rule == "serious" else nodes).issuperset(rule.nodes)
        and _within(_LARGEST, rule.needed, rule.found)
        for rule in reached.blocked
    )


def _nodes(framework: Framework) -> frozenset[str]:
    return frozenset(node.id for walked in framework.walk() for node in walked)


def _lenses(profile: Profile, framework: Framework) -> Iterator[str]:
    areas = {area.id for area in profile.areas}
    for lens in profile.lenses:
        own = framework.lenses.get(lens.id)
        columns = own.columns if own else {}
        for column in lens.columns:
            sound = column.id in columns and _within(_SCORE, column.claimed, column.proved)
            cells = all(
                cell.area in areas
                and cell.strength in _STRENGTHS
                and _within(_SCORE, cell.claimed, cell.proved)
                for cell in column.cells
            )
            fits = sound and cells and _within(_SHARE, column.coverage)
            yield from _unless(fits, f"lenses.{lens.id}.{column.id}")


def _register(profile: Profile, framework: Framework) -> Iterator[str]:
    """Evidence, what hangs on it, the review and the facts."""
    nodes, pieces = framework.once(_nodes), {piece.id for piece in profile.evidence}
    used = {node for piece in profile.evidence for node in piece.used_by}
    yield from _unless(used <= nodes, "evidence.used_by")
    yield from _unless(profile.hinges_on is None or profile.hinges_on in pieces, "hinges_on")
    if profile.scope is not None:
        known = {one.id for one in profile.scope.scopes} <= framework.scopes.keys()
        roles = {*profile.scope.fitting} <= framework.roles.keys()
        yield from _unless(known and roles and _within(_SHARE, profile.scope.share), "scope")
    review = profile.review
    disputed = {one.node for one in review.contested_answers}
    yield from _unless(disputed <= framework.by_id.keys(), "review.contested_answers")
    remarked = {one.node for one in review.remarks} - {None}
    yield from _unless(remarked <= nodes, "review.remarks")
    yield from _unless(_within(_LARGEST, review.pieces, review.reviewed), "review")
    shops = [fact.shops for fact in profile.provider.facts.values()]
    yield from _unless(_within(_LARGEST, *shops), "provider.facts")
    confirmed = set(profile.provider.confirmed_facts)
    yield from _unless(confirmed <= profile.provider.facts.keys(), "provider.confirmed_facts")


def _moves(profile: Profile, framework: Framework) -> Iterator[str]:
    kinds = framework.method.proof_caps.keys()
    plan = profile.plan
    for move in (*(profile.moves or ()), *((*plan.moves, *plan.critical) if plan else ())):
        known = move.node in framework.by_id and (move.proof is None or move.proof in kinds)
        gains = abs(move.gain), abs(move.claimed_gain)
        fits = known and move.asked_of in {*framework.people, None} and _within(_SCORE, *gains)
        yield from _unless(fits, f"moves.{move.node}")


def _within(most: float, *figures: float | None) -> bool:
    """Whether every figure that there is lies from 0 to *most*."""
    return all(one is None or -_TOLERANCE <= one <= most + _TOLERANCE for one in figures)


def _plan(profile: Profile, framework: Framework) -> Iterator[str]:
    plan = profile.plan
    if plan is None:
        return
    asked = {one.node for one in plan.questions} | {*plan.exemptions}
    levels = {None, *(one.id for one in framework.levels)}
    rules = {one.id for one in framework.consistency}
    yield from _unless(asked <= framework.by_id.keys(), "plan.questions")
    yield from _unless({*plan.scopes} <= framework.scopes.keys(), "plan.scopes")
    yield from _unless({*plan.contradictions} <= rules, "plan.contradictions")
    yield from _unless({plan.target, plan.level} <= levels, "plan.level")
    yield from _unless(0 <= plan.enough <= len(plan.questions), "plan.enough")
    yield from _unless(_within(_SCORE, plan.score), "plan.score")
