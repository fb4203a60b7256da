"""References: whether all that a framework names is defined in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import partial

from dpcap.intake.nearest import did_you_mean, hint_params
from dpcap.intake.source import Document
from dpcap.intake.source_map import Location, SourceMap, node_ids
from dpcap.model.facts import FactSpec
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.scale import Figure
from dpcap.model.two_languages import Params

GENERAL = "general"

# A name, where it stands, and whether it is a key there.
Named = tuple[str, tuple[Step, ...], bool]


def check_references(origin: SourceMap) -> Iterator[Finding]:
    """An error for each name that the framework uses and does not define."""
    framework, head = origin.framework, origin.head
    areas = {area.id for area in framework.areas}
    shown = {*framework.facts, *framework.by_id}
    yield from _unknown(head, _area_names(framework), areas)
    yield from _unknown(head, _node_names(framework), node_ids(framework))
    yield from _unknown(head, _headlines(framework), framework.by_id)
    yield from _unknown(head, _page_one(framework), shown)
    yield from _unknown(head, _proof_names(framework), framework.method.proof_caps)
    yield from _untitled(origin)
    for name, fact in framework.facts.items():
        yield from _fact(origin, name, fact)
    for spot in origin.spots:
        yield from _indicator(spot, framework)


def _unknown(
    document: Document, named: Iterable[Named], known: Collection[str]
) -> Iterator[Finding]:
    for name, path, is_key in named:
        if name not in known:
            field = ".".join(str(step) for step in path if step != name)
            yield document.finding("DP201", path, partial(_params, field, name, known), key=is_key)


def _area_names(framework: Framework) -> Iterator[Named]:
    for role_id, role in framework.roles.items():
        for area in role.weights:
            yield area, ("roles", role_id, "weights", area), True
        for area in role.targets:
            yield area, ("roles", role_id, "targets", area), True
    for area in framework.areas_without_results:
        yield area, ("areas_without_results", area), True
    for lens_id, lens in framework.lenses.items():
        for column_id, column in lens.columns.items():
            for area in column.cells:
                yield area, ("lenses", lens_id, "columns", column_id, "cells", area), True


def _headlines(framework: Framework) -> Iterator[Named]:
    for role_id, role in framework.roles.items():
        for i, node in enumerate(role.headline):
            yield node, ("roles", role_id, "headline", i), False


def _node_names(framework: Framework) -> Iterator[Named]:
    for i, level in enumerate(framework.levels):
        for node in level.requires.at_least:
            yield node, ("levels", i, "requires", "at_least", node), True
    for name, crosswalk in framework.crosswalks.items():
        for r, row in enumerate(crosswalk.rows):
            for n, node in enumerate(row.nodes):
                yield node, ("crosswalks", name, "rows", r, "nodes", n), False


def _page_one(framework: Framework) -> Iterator[Named]:
    page = framework.page_one
    for i, name in enumerate(page.who):
        yield name, ("page_one", "who", i), False
    for f, fact in enumerate(page.hard_facts):
        for i, name in enumerate(fact.show):
            yield name, ("page_one", "hard_facts", f, "show", i), False


def _proof_names(framework: Framework) -> Iterator[Named]:
    for kind in framework.proof_titles:
        if kind != "verified":
            yield kind, ("proof_titles", kind), True


def _untitled(origin: SourceMap) -> Iterator[Finding]:
    caps = origin.framework.method.proof_caps
    if DECLARED not in caps:
        yield origin.head.finding("DP105", ("method", "proof_caps", DECLARED), {"field": DECLARED})
    for kind in caps:
        if kind not in origin.framework.proof_titles:
            yield origin.head.finding(
                "DP105", ("proof_titles", kind), {"field": f"proof_titles.{kind}"}
            )


def _fact(origin: SourceMap, name: str, fact: FactSpec) -> Iterator[Finding]:
    groups = {GENERAL, *origin.framework.fact_groups}
    yield from _unknown(origin.head, [(fact.group, ("facts", name, "group"), False)], groups)
    if fact.kind == "choice" and not fact.options:
        yield origin.head.finding("DP105", ("facts", name, "options"), {"field": f"{name}.options"})


def _indicator(spot: Location, framework: Framework) -> Iterator[Finding]:
    indicator = spot.indicator
    proof = indicator.proof
    kinds = set(framework.method.proof_caps) - {DECLARED}
    reasons = [
        (r, (*spot.path, "not_applicable", i), False)
        for i, r in enumerate(indicator.not_applicable)
    ]
    asked = [
        (k, (*spot.path, "evidence", "kinds", i), False)
        for i, k in enumerate(proof.kinds if proof else ())
    ]
    people = [(indicator.asked_of, (*spot.path, "asked_of"), False)] if indicator.asked_of else []
    yield from _named(spot, people, framework.people)
    yield from _named(spot, reasons, framework.reasons)
    yield from _named(spot, asked, kinds)
    if isinstance(indicator.scale, Figure):
        yield from _envelope(spot, indicator.scale, framework)


def _envelope(spot: Location, scale: Figure, framework: Framework) -> Iterator[Finding]:
    for field, values in scale.envelope.items():
        path = (*spot.path, "scale", "envelope", field)
        yield from _named(spot, [(field, path, True)], framework.envelope)
        vocabulary = framework.envelope.get(field)
        if vocabulary and vocabulary.values and values != "any":
            each = [(value, (*path, i), False) for i, value in enumerate(values)]
            yield from _named(spot, each, vocabulary.values)


def _named(spot: Location, named: Iterable[Named], known: Collection[str]) -> Iterator[Finding]:
    """Like `_unknown`, the field named from the indicator on."""
    for name, path, is_key in named:
        if name not in known:
            inside = path[len(spot.path) :]
            field = ".".join(str(step) for step in inside if step != name)
            params = partial(_params, field or "envelope", name, known)
            yield spot.finding("DP201", (*inside,), params, key=is_key)


def _params(field: str, name: str, known: Collection[str]) -> Params:
    return {"field": field, "name": name, **hint_params(did_you_mean(name, known))}
