"""Indicators asked per shop: the median over the shops that are due."""

from __future__ import annotations

from itertools import chain
from operator import attrgetter

from dpcap.model.assessment import Row, Value
from dpcap.model.bound import CaseShop
from dpcap.model.framework import DECLARED
from dpcap.model.trace import ShopScore
from dpcap.model.trusted import trusted
from dpcap.scoring.aggregate import median
from dpcap.scoring.case import Case
from dpcap.scoring.gauge import Gauge
from dpcap.scoring.judged import Judged, judge_reply, left_open
from dpcap.scoring.normalise import FULL
from dpcap.scoring.proof import Prover

# Fields that say when and in which industry a figure was taken: shops may differ in them and
# their values still be laid side by side. Any other field changes what the figure is.
_COMPARABLE = frozenset({"period", "industry"})
_CAP = attrgetter("cap")
_NO_SHOP = _NO_ROW = left_open("missing")
_shop_score = trusted(ShopScore)


def judge_shops(case: Case, gauge: Gauge, prover: Prover) -> Judged:
    """The median over the due shops; one without a valid row counts 0, in ceilings 100."""
    if not case.due:
        return _NO_SHOP
    by_shop = {row.shop: row for row in case.assessment.rows.get(gauge.id, ())}
    rows = [by_shop.get(shop.id) for shop in case.due]
    each = [
        _NO_ROW if row is None else judge_reply(gauge, row, prover, ("kpis", row.shop, gauge.id))
        for row in rows
    ]
    return _joined(case, rows, each)


def reproved(case: Case, gauge: Gauge, judged: Judged, prover: Prover) -> float:
    """What the answered indicator of *gauge* would prove by *prover*, its claims as *judged*."""
    claimed = judged.claimed or 0.0
    if not gauge.per_shop:
        return min(claimed, prover.cap(gauge, case.assessment.answers[gauge.id].evidence))
    each = [min(s.claimed, prover.cap(gauge, s.evidence)) for s in judged.shops]
    return min(shop_cap(case), median(each))


def shop_cap(case: Case) -> float:
    """The most that shops can prove: less than 100 where too few are bound."""
    method = case.framework.method
    few = len(case.shops) < method.few_shops
    return method.few_shops_cap if few else FULL


def _joined(case: Case, rows: list[Row | None], each: list[Judged]) -> Judged:
    """The shops' judgements as one, column by column."""
    cap = shop_cap(case)
    states, claimed, proved, top, proved_top, _, values, backings, opens, *_, findings = zip(
        *each, strict=True
    )
    valid = states.count("answered")
    middle, shown = median(claimed), min(cap, median(proved))
    return Judged(
        "answered" if valid else "missing",
        middle,
        shown,
        middle if top == claimed else median(top),
        shown if proved_top == proved else min(cap, median(proved_top)),
        valid / len(each),
        _median_value(rows, values) if valid else None,
        min([one for one in backings if one], key=_CAP, default=None),
        next(filter(None, opens), None),
        tuple(map(_entry, case.due, rows, each)),
        findings=tuple(chain.from_iterable(findings)),
    )


def _median_value(rows: list[Row | None], values: tuple[Value | None, ...]) -> Value | None:
    """The median of the valid values, or None where they stand on different bases."""
    numbers, first = [], None
    for row, value in zip(rows, values, strict=True):
        if row is None or not isinstance(value, int | float):
            continue
        if first is None:
            first = row.envelope
        elif row.envelope != first and _basis(row.envelope) != _basis(first):
            return None
        numbers.append(value)
    return float(median(numbers)) if numbers else None


def _basis(envelope: dict[str, str]) -> dict[str, str]:
    return {field: word for field, word in envelope.items() if field not in _COMPARABLE}


def _entry(shop: CaseShop, row: Row | None, judged: Judged) -> ShopScore:
    if row is None:
        return ShopScore(shop=shop.id)
    return _shop_score(
        shop=shop.id,
        value=row.value,
        peer=row.peer,
        envelope=row.envelope,
        evidence=row.evidence,
        kind=judged.backing.kind if judged.backing else DECLARED,
        claimed=judged.claimed or 0.0,
        proved=judged.proved or 0.0,
        valid=judged.state == "answered",
    )
