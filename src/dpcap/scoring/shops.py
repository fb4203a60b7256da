"""Indicators asked per shop: the median over the shops that are due."""

from __future__ import annotations

from statistics import median

from dpcap.model.assessment import Row, Value
from dpcap.model.framework import DECLARED
from dpcap.model.indicator import Indicator
from dpcap.model.profile import ShopScore
from dpcap.scoring.case import Case
from dpcap.scoring.judged import Judged, judge_reply, left_open
from dpcap.scoring.normalise import FULL
from dpcap.scoring.proof import Backing, Prover

# Fields that say when and in which industry a figure was taken: shops may differ in them and
# their values still be laid side by side. Any other field changes what the figure is.
_COMPARABLE = frozenset({"period", "industry"})


def judge_shops(case: Case, indicator: Indicator, prover: Prover) -> Judged:
    """The median over the due shops; one without a valid row counts 0, in ceilings 100."""
    due = case.due
    if not due:
        return left_open("missing")
    rows = {row.shop: row for row in case.assessment.rows.get(indicator.id, ())}
    each = [
        (shop.id, rows.get(shop.id), _judge_row(indicator, rows.get(shop.id), prover))
        for shop in due
    ]
    return _joined(case, each)


def shop_cap(case: Case) -> float:
    """The most that shops can prove: less than 100 where too few are bound."""
    method = case.framework.method
    few = len(case.assessment.provider.shops) < method.few_shops
    return method.few_shops_cap if few else FULL


def _judge_row(indicator: Indicator, row: Row | None, prover: Prover) -> Judged:
    if row is None:
        return left_open("missing")
    return judge_reply(indicator, row, prover, ("kpis", row.shop, indicator.id))


def _joined(case: Case, each: list[tuple[str, Row | None, Judged]]) -> Judged:
    judged = [one for _, _, one in each]
    cap = shop_cap(case)
    valid = [one for one in judged if one.state == "answered"]
    findings = tuple(finding for one in judged for finding in one.findings)
    return Judged(
        state="answered" if valid else "missing",
        claimed=median(one.claimed or 0.0 for one in judged),
        proved=min(cap, median(one.proved or 0.0 for one in judged)),
        claimed_ceiling=median(one.claimed_ceiling or 0.0 for one in judged),
        proved_ceiling=min(cap, median(one.proved_ceiling or 0.0 for one in judged)),
        answered=len(valid) / len(judged),
        value=_median_value(each),
        backing=_weakest(valid),
        open=next((one.open for one in judged if one.open), None),
        shops=tuple(_entry(*entry) for entry in each),
        findings=findings,
    )


def _median_value(each: list[tuple[str, Row | None, Judged]]) -> Value | None:
    """The median of the valid values, or None where they stand on different bases."""
    valid = [(row, one.value) for _, row, one in each if row and one.state == "answered"]
    bases = {
        tuple(sorted((k, v) for k, v in row.envelope.items() if k not in _COMPARABLE))
        for row, _ in valid
    }
    numbers = [value for _, value in valid if isinstance(value, int | float)]
    return float(median(numbers)) if numbers and len(bases) == 1 else None


def _weakest(valid: list[Judged]) -> Backing | None:
    backings = [one.backing for one in valid if one.backing]
    return min(backings, key=lambda backing: backing.cap, default=None)


def _entry(shop: str, row: Row | None, judged: Judged) -> ShopScore:
    return ShopScore(
        shop=shop,
        value=row.value if row else None,
        peer=row.peer if row else None,
        envelope=row.envelope if row else {},
        evidence=row.evidence if row else (),
        kind=judged.backing.kind if judged.backing else DECLARED,
        claimed=judged.claimed or 0.0,
        proved=judged.proved or 0.0,
        valid=judged.state == "answered",
    )
