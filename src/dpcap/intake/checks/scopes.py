"""Scopes: each is a yes-or-no fact, and every indicator says which it needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from dpcap.intake.source_map import Location, SourceMap
from dpcap.model.finding import Finding
from dpcap.model.framework import DECLARED
from dpcap.model.scope import ScopeSpec


def check_scopes(origin: SourceMap) -> Iterator[Finding]:
    """Findings about scopes without a fact, names that are no scope, indicators that name none."""
    framework, head = origin.framework, origin.head
    kinds = framework.method.proof_caps.keys() - {DECLARED}
    for name, spec in framework.scopes.items():
        fact = framework.facts.get(name)
        if fact is None or fact.kind != "boolean":
            yield head.finding("DP170", ("scopes", name), {"name": name}, key=True)
        for place in _strange(spec.kinds, kinds):
            params = {"field": f"scopes.{name}.kinds", "name": spec.kinds[place]}
            yield head.finding("DP201", ("scopes", name, "kinds", place), params)
    for name, role in framework.roles.items():
        for place in _strange(role.must_include, framework.scopes):
            params = {"field": f"roles.{name}.must_include", "name": role.must_include[place]}
            yield head.finding("DP201", ("roles", name, "must_include", place), params)
    for spot in origin.spots:
        yield from _indicator(spot, framework.scopes)


def _indicator(spot: Location, scopes: Mapping[str, ScopeSpec]) -> Iterator[Finding]:
    needs = spot.indicator.scope
    if needs is None:
        if scopes:
            yield spot.finding("DP171", ("scope",), {"node": spot.indicator.id})
        return
    for place in _strange(needs, scopes):
        yield spot.finding("DP201", ("scope", place), {"field": "scope", "name": needs[place]})


def _strange(named: Iterable[str], known: Collection[str]) -> Iterator[int]:
    """The places in *named* of what is not *known*."""
    return (place for place, name in enumerate(named) if name not in known)
