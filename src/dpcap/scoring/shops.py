"""Indicators asked per shop: what the rows of the shops that are due come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from dpcap.model.assessment import ShopRow
from dpcap.model.bound_shops import BoundCaseShop
from dpcap.model.finding import ROWS_OF, Finding
from dpcap.model.framework import DECLARED
from dpcap.model.named_few import MOST_NAMED
from dpcap.model.trace import ShopScore
from dpcap.model.unchecked import trusted
from dpcap.scoring.across_shops import ShopJoin
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import CompiledIndicator
from dpcap.scoring.counted_shops import (
    ShopEntryScore,
    claimed_of,
    in_scope,
    is_proved,
    joined_value,
    proved_of,
)
from dpcap.scoring.evidence_cap import EvidenceCaps
from dpcap.scoring.indicator_result import (
    OUT_OF_SCOPE,
    IndicatorResult,
    differing,
    evaluate_reply,
    finding,
    left_open,
)
from dpcap.scoring.normalise import FULL
from dpcap.scoring.peer_figures import cap_of, is_verified

TWINS = "DP380"
_CAP = attrgetter("cap")
_NO_SHOP = _NO_ROW = left_open("missing")
_TWIN = _NO_ROW._replace(open=TWINS)
_shop_score = trusted(ShopScore)


def evaluate_shops(
    case: Case, compiled: CompiledIndicator, evidence_caps: EvidenceCaps
) -> IndicatorResult:
    """What the due shops come to; one without a valid row counts 0, in ceilings 100.

    What is proved is not capped yet: that hangs on the rows of all indicators (`settled`).
    """
    if not case.due:
        return _NO_SHOP
    by_shop = {row.shop: row for row in case.assessment.rows.get(compiled.id, ())}
    out = case.scope.shops_out.get(compiled.id, frozenset())
    if all(shop.id in out for shop in case.due):
        return OUT_OF_SCOPE
    rows = [None if shop.id in out else by_shop.get(shop.id) for shop in case.due]
    each = [
        OUT_OF_SCOPE
        if shop.id in out
        else _NO_ROW
        if row is None
        else evaluate_reply(case, compiled, row, evidence_caps, ("kpis", row.shop, compiled.id))
        for shop, row in zip(case.due, rows, strict=True)
    ]
    if case.twins and not is_verified(case, compiled):
        for places in case.twin_places:
            _count_once(each, places)
    return _joined(case, compiled, rows, each)


def _count_once(each: list[IndicatorResult], places: Sequence[int]) -> None:
    """Of twins' rows only the lowest counts, and that only if every one of them has the row.

    It claims and proves the least that any of them does. The others stand there without a row.
    """
    places = [place for place in places if each[place] is not OUT_OF_SCOPE]
    rows = [each[place] for place in places]
    given = [place for place in places if each[place].state == "answered"]
    for place in given:
        each[place] = _TWIN._replace(limited=each[place].limited)
    if not given or len(given) < len(places):
        return
    lowest = min(range(len(rows)), key=lambda n: (rows[n].claimed, rows[n].proved))
    backing = min((one.backing for one in rows if one.backing), key=_CAP)
    proved = min(one.proved or 0.0 for one in rows)
    each[places[lowest]] = rows[lowest]._replace(
        proved=proved, proved_ceiling=proved, backing=backing
    )


def reproved(
    case: Case,
    compiled: CompiledIndicator,
    judged: IndicatorResult,
    evidence_caps: EvidenceCaps,
    cap: float,
) -> float:
    """What the answered indicator would prove by *evidence_caps*, its claims as *judged*.

    *cap*: the most that figures of shops then prove.
    """
    claimed, method = judged.claimed or 0.0, case.framework.method
    if not compiled.per_shop:
        found = evidence_caps.cap(compiled, case.assessment.answers[compiled.id].evidence)
        if judged.limited == "far_off":
            found = evidence_caps.bare.cap
        return min(claimed, found, cap_of(method, judged.limited))
    caps = shop_caps(case, compiled, judged.shops, evidence_caps)
    limits = _weakest(case, judged.shops, [cap_of(method, row.limited) for row in judged.shops])
    rows = zip(case.due, judged.shops, caps, limits, strict=True)
    takes, bare = compiled.proof is not None, evidence_caps.bare.cap
    entries = [
        ShopEntryScore(
            min(row.claimed, found, limit),
            shop.confirmed or (takes and row.valid and found > bare),
        )
        for shop, row, found, limit in rows
        if not row.out
    ]
    return min(cap, proved_of(case, compiled.join, entries))


def shop_caps(
    case: Case, compiled: CompiledIndicator, rows: Sequence[ShopScore], evidence_caps: EvidenceCaps
) -> list[float]:
    """The cap of each of *rows* by *evidence_caps*; twins all have that of the weakest."""
    return _weakest(
        case,
        rows,
        [
            evidence_caps.bare.cap
            if row.limited == "far_off"
            else evidence_caps.cap(compiled, row.evidence)
            for row in rows
        ],
    )


def _weakest(case: Case, rows: Sequence[ShopScore], caps: list[float]) -> list[float]:
    """*caps* of the due *rows*, with the least of them for all twins of a group that are asked."""
    for every in case.twin_places:
        places = [place for place in every if not rows[place].out]
        least = min((caps[place] for place in places), default=0.0)
        for place in places:
            caps[place] = least
    return caps


def capped(
    case: Case, compiled: CompiledIndicator, judged: IndicatorResult, cap: float, ceiling: float
) -> IndicatorResult:
    """*judged*, whose rows count, proving *cap* at most, and *ceiling* once all is answered."""
    proved, most = _proved(case, compiled.join, judged.shops)
    both = min(cap, proved), min(ceiling, most)
    if both == (judged.proved, judged.proved_ceiling):
        return judged  # the same object: whoever looks for what has changed finds nothing
    return judged._replace(proved=both[0], proved_ceiling=both[1])


def _proved(case: Case, join: ShopJoin, shops: Sequence[ShopScore]) -> tuple[float, float]:
    """What the rows of *shops*, those due, prove together, and would with the lacking ones full."""
    entries = [
        ShopEntryScore(row.proved, shop.confirmed or is_proved(row))
        for shop, row in zip(case.due, shops, strict=True)
        if not row.out
    ]
    full = [
        one if row.valid else ShopEntryScore(FULL, firm=True)
        for one, row in zip(entries, in_scope(shops), strict=True)
    ]
    return proved_of(case, join, entries), proved_of(case, join, full)


def _joined(
    case: Case,
    compiled: CompiledIndicator,
    rows: Sequence[ShopRow | None],
    each: Sequence[IndicatorResult],
) -> IndicatorResult:
    """The shops' judgements as one."""
    shops, asked = tuple(map(_entry, case.due, rows, each)), [*filter(_is_asked, each)]
    valid, due = sum(row.valid for row in shops), min(len(asked), case.draw.rows)
    join = compiled.join
    proved, ceiling = _proved(case, join, shops)
    return IndicatorResult(
        "answered" if valid else "missing",
        claimed_of(case, join, [one.claimed or 0.0 for one in asked]),
        proved,
        claimed_of(case, join, [one.claimed_ceiling or 0.0 for one in asked]),
        ceiling,
        min(1.0, valid / due),
        joined_value(compiled.indicator, shops) if valid else None,
        min([one.backing for one in each if one.backing], key=_CAP, default=None),
        next((one.open for one in each if one.open), None),
        shops,
        findings=(*_each_cause(case.due, each), *_differing(compiled, shops)),
    )


def _each_cause(due: Sequence[BoundCaseShop], each: Sequence[IndicatorResult]) -> Iterator[Finding]:
    """What is said of the rows; what several say alike is one finding that names their shops."""
    alike: dict[tuple[object, ...], list[tuple[str, Finding]]] = {}
    for shop, judged in zip(due, each, strict=True):
        for one in judged.findings:
            cause = one.code, one.node, *sorted(one.params.items())
            alike.setdefault(cause, []).append((shop.id, one))
    for told in alike.values():
        shops, first = [shop for shop, _ in told], told[0][1]
        if len(shops) == 1:
            yield first
        else:
            named = {ROWS_OF: ", ".join(shops[:MOST_NAMED]), "rows": len(shops)}
            yield first.model_copy(update={"params": {**first.params, **named}})


def _is_asked(judged: IndicatorResult) -> bool:
    return judged is not OUT_OF_SCOPE


def _differing(compiled: CompiledIndicator, shops: Iterable[ShopScore]) -> Iterator[Finding]:
    """A note on the typed peer figures over which other ones of the manager's stand."""
    told = [
        f"{one.shop} {other}"
        for one in shops
        if (other := differing(one, one.held_peer, one.held_benchmark))
    ]
    if told:
        yield finding("DP385", compiled.id, ("kpis", compiled.id), figures="; ".join(told))


def _entry(shop: BoundCaseShop, row: ShopRow | None, judged: IndicatorResult) -> ShopScore:
    if row is None:
        return ShopScore(shop=shop.id, out=judged is OUT_OF_SCOPE)
    return _shop_score(
        shop=shop.id,
        value=row.value,
        peer=row.peer,
        held_peer=judged.held_peer,
        benchmark=row.benchmark,
        held_benchmark=judged.held_benchmark,
        envelope=row.envelope,
        evidence=row.evidence,
        kind=judged.backing.kind if judged.backing else DECLARED,
        limited=judged.limited,
        claimed=judged.claimed or 0.0,
        proved=judged.proved or 0.0,
        valid=judged.state == "answered",
        out=False,
    )
