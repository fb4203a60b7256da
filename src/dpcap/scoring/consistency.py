"""Consistency: claims that cannot both be true become notes for the reviewer, never penalties.

A level may ask that no more than so many serious rules are broken or open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dpcap.model.expression import (
    ROLE_NAME,
    CelValue,
    Expression,
    ExpressionError,
    ExpressionValues,
    expression,
)
from dpcap.model.finding import Finding
from dpcap.model.framework import ConsistencyRule, Framework
from dpcap.scoring.case import Case
from dpcap.scoring.indicator_result import IndicatorResult, cel_value
from dpcap.scoring.known_names import KnownNames, look_up


class _Ready(NamedTuple):
    """A rule made ready: its condition and, by CEL name, the indicators in it, all and per shop."""

    rule: ConsistencyRule
    conflict: Expression
    nodes: dict[str, str]
    per_shop: dict[str, str]


class _Told(NamedTuple):
    """What the rules may name: for the provider, and shop by shop; `rows`: names that have rows.

    `out`: by name, the shops for which it is out of scope.
    """

    known: KnownNames
    whole: ExpressionValues
    shops: dict[str, ExpressionValues]
    rows: frozenset[str]
    out: dict[str, frozenset[str]]


class _Broken(NamedTuple):
    """A rule in conflict (*shop*: in its rows; None: as a whole), or one that hangs on `names`."""

    rule: ConsistencyRule
    names: tuple[str, ...] | None = None
    shop: str | None = None

    @property
    def conflicts(self) -> bool:
        return self.names is None


def check_consistency(case: Case, judged: Mapping[str, IndicatorResult]) -> tuple[Finding, ...]:
    """A DP501 for each rule in conflict, a DP502 for each that could not be checked in full."""
    rules = case.framework.once(_ready)
    told = _told(case, judged, rules)
    return tuple(_finding(found) for one in rules for found in _check(one, told))


def serious_broken(case: Case, judged: Mapping[str, IndicatorResult]) -> tuple[str, ...]:
    """The serious rules that are in conflict, or hang on an answer that is asked and not there.

    In the framework's order; none where no level asks. What a question that is not asked, or does
    not apply, would have told is not held against anybody.
    """
    return SeriousRules().broken(case, judged)


class SeriousRules:
    """The serious rules of one provider, each checked once for all that is judged alike."""

    def __init__(self) -> None:
        # With each verdict the results it is of: kept here, no other one can come to have their id.
        self._known: dict[tuple[object, ...], tuple[bool, tuple[IndicatorResult, ...]]] = {}

    def broken(self, case: Case, judged: Mapping[str, IndicatorResult]) -> tuple[str, ...]:
        """As `serious_broken`; *case* may be in another role, and *judged* otherwise, each time."""
        if not case.framework.asks_consistency:
            return ()
        rules = case.framework.once(_serious)
        keys = {one.rule.id: _key(one, case, judged) for one in rules}
        if fresh := tuple(one for one in rules if keys[one.rule.id] not in self._known):
            told = _told(case, judged, fresh)
            for one in fresh:
                is_broken = any(True for _ in _check(one, told))
                self._known[keys[one.rule.id]] = is_broken, _results(one, judged)
        return tuple(rule for rule, key in keys.items() if self._known[key][0])


def _key(one: _Ready, case: Case, judged: Mapping[str, IndicatorResult]) -> tuple[object, ...]:
    """What tells whether the rule comes out as it did: its names, the role if it is among them."""
    role = case.role_id if ROLE_NAME in one.conflict.names else ""
    return one.rule.id, role, *map(id, _results(one, judged))


def _results(one: _Ready, judged: Mapping[str, IndicatorResult]) -> tuple[IndicatorResult, ...]:
    return tuple([judged[node] for node in one.nodes.values()])


def serious_in_conflict(case: Case, judged: Mapping[str, IndicatorResult]) -> tuple[str, ...]:
    """The serious rules whose claims cannot both be true, whether a level asks for it or not."""
    rules = case.framework.once(_serious)
    told = _told(case, judged, rules)
    found = (one.rule.id for one in rules if any(b.conflicts for b in _check(one, told)))
    return tuple(found)


def _serious(framework: Framework) -> tuple[_Ready, ...]:
    return tuple(one for one in framework.once(_ready) if one.rule.serious)


def _ready(framework: Framework) -> tuple[_Ready, ...]:
    made = []
    for rule in framework.consistency:
        conflict, all_nodes = expression(rule.conflict), framework.outline.nodes
        nodes = {name: all_nodes[name] for name in conflict.names if name in all_nodes}
        per_shop = {n: node for n, node in nodes.items() if framework.by_id[node].per == "shop"}
        made.append(_Ready(rule, conflict, nodes, per_shop))
    return tuple(made)


def _told(case: Case, judged: Mapping[str, IndicatorResult], rules: tuple[_Ready, ...]) -> _Told:
    known = look_up(case, judged, {name for one in rules for name in one.conflict.names})
    per_shop = {name: node for one in rules for name, node in one.per_shop.items()}
    by_row = {name for one in rules if one.rule.each for name in one.conflict.names}
    common = {n: known.values[n] for n in by_row - per_shop.keys() if n in known.values}
    shops: dict[str, dict[str, CelValue]] = {shop.id: dict(common) for shop in case.due}
    rows = frozenset(name for name in by_row & per_shop.keys() if judged[per_shop[name]].shops)
    for name in rows:
        for row in judged[per_shop[name]].shops:
            if row.valid and row.value is not None:
                shops[row.shop][name] = cel_value(row.value)
    scopes = {shop: ExpressionValues(values) for shop, values in shops.items()}
    at_once = {name for one in rules if not one.rule.each for name in one.conflict.names}
    whole = ExpressionValues(
        {name: value for name, value in known.values.items() if name in at_once}
    )
    out = {
        name: case.scope.shops_out[node]
        for name, node in per_shop.items()
        if node in case.scope.shops_out
    }
    return _Told(known, whole, scopes, rows, out)


def _check(one: _Ready, told: _Told) -> Iterator[_Broken]:
    names, known = one.conflict.names, told.known
    if known.left_out and any(name in known.left_out for name in names):
        return
    open_ = [name for name in names if name in known.open] if known.open else []
    if one.rule.each == "shop":
        # Where an indicator has rows, each shop says for itself what it lacks.
        unknown = [name for name in open_ if name in one.nodes and name not in told.rows]
        unknown += [name for name in open_ if name not in one.nodes]
        if unknown:
            yield _Broken(one.rule, tuple(known.open[name] for name in unknown))
            return
        yield from _check_shops(one, told)
    elif open_:
        conflict = known.decides(one.conflict)
        if conflict is None:
            yield _Broken(one.rule, tuple(known.open[name] for name in open_))
        elif conflict:
            yield _Broken(one.rule)
    else:
        yield from _verdict(one, told.whole, None)


def _check_shops(one: _Ready, told: _Told) -> Iterator[_Broken]:
    """What each shop says for itself; the answers that shops lack are told together."""
    lacking: dict[str, list[str]] = {node: [] for node in one.per_shop.values()}
    for shop, scope in told.shops.items():
        if any(shop in told.out.get(name, ()) for name in one.per_shop):
            continue
        missing = [node for name, node in one.per_shop.items() if name not in scope.values]
        for node in missing:
            lacking[node].append(f"{node}@{shop}")
        if not missing:
            yield from _verdict(one, scope, shop)
    if names := [name for each in lacking.values() for name in each]:
        yield _Broken(one.rule, tuple(names))


def _verdict(one: _Ready, scope: ExpressionValues, shop: str | None) -> Iterator[_Broken]:
    try:
        if one.conflict.holds_in(scope):
            yield _Broken(one.rule, shop=shop)
    except ExpressionError:
        there = sorted(name for name in one.conflict.names if name in scope.values)
        yield _Broken(one.rule, tuple(there))


def _finding(found: _Broken) -> Finding:
    rule, message = found.rule, found.rule.message
    if found.names is not None:
        return _note("DP502", rule, names=", ".join(found.names))
    zh, en = (_at(said, found.shop) for said in (message.zh, message.en))
    return _note("DP501", rule, message_zh=zh, message_en=en)


def _at(message: str, shop: str | None) -> str:
    return f"{message} [{shop}]" if shop else message


def _note(code: str, rule: ConsistencyRule, **params: str) -> Finding:
    return Finding(code=code, node=rule.id, params={"rule": rule.id, **params})
