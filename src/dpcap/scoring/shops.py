"""Indicators asked per shop: the median over the shops that are due."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

from dpcap.model.assessment import Row
from dpcap.model.bound import CaseShop
from dpcap.model.framework import DECLARED
from dpcap.model.trace import ShopScore
from dpcap.model.trusted import trusted
from dpcap.scoring.aggregate import median
from dpcap.scoring.case import Case
from dpcap.scoring.gauge import Gauge
from dpcap.scoring.judged import Judged, judge_reply, left_open
from dpcap.scoring.middle import middle
from dpcap.scoring.normalise import FULL
from dpcap.scoring.proof import Prover

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
        _NO_ROW
        if row is None
        else judge_reply(case, gauge, row, prover, ("kpis", row.shop, gauge.id))
        for row in rows
    ]
    return _joined(case, gauge, rows, each)


def reproved(case: Case, gauge: Gauge, judged: Judged, prover: Prover) -> float:
    """What the answered indicator of *gauge* would prove by *prover*, its claims as *judged*."""
    claimed = judged.claimed or 0.0
    if not gauge.per_shop:
        return min(claimed, prover.cap(gauge, case.assessment.answers[gauge.id].evidence))
    return shown_of(case, [min(s.claimed, prover.cap(gauge, s.evidence)) for s in judged.shops])


def shown_of(case: Case, proved: Sequence[float]) -> float:
    """What the shops of *case* prove together, from what the rows due prove."""
    return min(shop_cap(case), median(proved))


def shop_cap(case: Case) -> float:
    """The most that shops can prove: less than 100 where too few are bound."""
    method = case.framework.method
    few = len(case.shops) < method.few_shops
    return method.few_shops_cap if few else FULL


def _joined(case: Case, gauge: Gauge, rows: list[Row | None], each: list[Judged]) -> Judged:
    """The shops' judgements as one, column by column."""
    states, claimed, proved, top, proved_top, _, _, backings, opens, *_, findings = zip(
        *each, strict=True
    )
    shops = tuple(map(_entry, case.due, rows, each))
    valid = states.count("answered")
    score, shown = median(claimed), shown_of(case, proved)
    return Judged(
        "answered" if valid else "missing",
        score,
        shown,
        score if top == claimed else median(top),
        shown if proved_top == proved else shown_of(case, proved_top),
        valid / len(each),
        middle(gauge.indicator.scale, shops) if valid else None,
        min([one for one in backings if one], key=_CAP, default=None),
        next(filter(None, opens), None),
        shops,
        findings=tuple(chain.from_iterable(findings)),
    )


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
