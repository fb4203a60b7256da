"""Consistency: claims that cannot both be true become notes for the reviewer, never penalties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dpcap.model.expression import ExpressionError, expression
from dpcap.model.finding import Finding
from dpcap.model.framework import Rule
from dpcap.scoring.case import Case
from dpcap.scoring.judged import Judged, cel_value
from dpcap.scoring.names import Known, look_up


def check_consistency(case: Case, judged: Mapping[str, Judged]) -> tuple[Finding, ...]:
    """A DP501 for each rule in conflict, a DP502 for each that could not be checked."""
    return tuple(
        found for rule in case.framework.consistency for found in _check(case, judged, rule)
    )


def _check(case: Case, judged: Mapping[str, Judged], rule: Rule) -> Iterator[Finding]:
    names = expression(rule.conflict).names
    known = look_up(case, judged, names)
    if known.left_out:
        return
    if rule.each == "shop":
        yield from _check_shops(case, judged, rule, known)
    elif known.open:
        yield _unchecked(rule, known.open)
    else:
        yield from _verdict(rule, known, None)


def _check_shops(
    case: Case, judged: Mapping[str, Judged], rule: Rule, known: Known
) -> Iterator[Finding]:
    nodes = case.framework.outline.nodes
    by_shop = {
        name: {shop.shop: shop for shop in judged[nodes[name]].shops if shop.valid}
        for name in expression(rule.conflict).names
        if name in nodes and case.framework.by_id[nodes[name]].per == "shop"
    }
    unknown = [node for node in known.open if node in nodes.values() and not judged[node].shops]
    unknown += [name for name in known.open if name not in nodes.values()]
    if unknown:
        yield _unchecked(rule, unknown)
        return
    for shop in case.due:
        rows = {name: shops.get(shop.id) for name, shops in by_shop.items()}
        lacking = [nodes[name] for name, row in rows.items() if row is None]
        if lacking:
            yield _unchecked(rule, [f"{node}@{shop.id}" for node in lacking])
            continue
        values = {
            name: cel_value(row.value)
            for name, row in rows.items()
            if row and row.value is not None
        }
        yield from _verdict(rule, Known(known.values | values), shop.id)


def _verdict(rule: Rule, known: Known, shop: str | None) -> Iterator[Finding]:
    try:
        if expression(rule.conflict).holds(known.values):
            yield _note(
                "DP501",
                rule,
                message_zh=_at(rule.message.zh, shop),
                message_en=_at(rule.message.en, shop),
            )
    except ExpressionError:
        yield _unchecked(rule, sorted(known.values))


def _at(message: str, shop: str | None) -> str:
    return f"{message} [{shop}]" if shop else message


def _unchecked(rule: Rule, names: list[str]) -> Finding:
    return _note("DP502", rule, names=", ".join(names))


def _note(code: str, rule: Rule, **params: str) -> Finding:
    return Finding(code=code, node=rule.id, params={"rule": rule.id, **params})
