"""Indicators asked per shop: what the rows of the shops that are due come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from dpcap.model.assessment import Row
from dpcap.model.bound import CaseShop
from dpcap.model.finding import Finding
from dpcap.model.framework import DECLARED
from dpcap.model.trace import ShopScore
from dpcap.model.trusted import trusted
from dpcap.scoring.case import Case
from dpcap.scoring.counted import is_proved, twins_in
from dpcap.scoring.fold import Entry, claimed_of, proved_of
from dpcap.scoring.gauge import Gauge
from dpcap.scoring.judged import Judged, finding, judge_reply, left_open
from dpcap.scoring.middle import middle
from dpcap.scoring.normalise import FULL
from dpcap.scoring.peers import is_verified, limit_of
from dpcap.scoring.proof import Prover

TWINS = "DP380"
_CAP = attrgetter("cap")
_NO_SHOP = _NO_ROW = left_open("missing")
_TWIN = _NO_ROW._replace(open=TWINS)
_shop_score = trusted(ShopScore)


def judge_shops(case: Case, gauge: Gauge, prover: Prover) -> Judged:
    """What the due shops come to; one without a valid row counts 0, in ceilings 100.

    What is proved is not capped yet: that hangs on the rows of all indicators (`settled`).
    """
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
    if case.twins and not is_verified(case, gauge):
        for places in twins_in(case):
            _count_once(each, places)
    return _joined(case, gauge, rows, each)


def _count_once(each: list[Judged], places: Sequence[int]) -> None:
    """Of twins' rows only the lowest counts, and that only if every one of them has the row.

    It claims and proves the least that any of them does. The others stand there without a row.
    """
    rows = [each[place] for place in places]
    given = [place for place in places if each[place].state == "answered"]
    for place in given:
        each[place] = _TWIN._replace(limited=each[place].limited)
    if len(given) < len(places):
        return
    lowest = min(range(len(rows)), key=lambda n: (rows[n].claimed, rows[n].proved))
    backing = min((one.backing for one in rows if one.backing), key=_CAP)
    proved = min(one.proved or 0.0 for one in rows)
    each[places[lowest]] = rows[lowest]._replace(
        proved=proved, proved_ceiling=proved, backing=backing
    )


def reproved(case: Case, gauge: Gauge, judged: Judged, prover: Prover, cap: float) -> float:
    """What the answered indicator of *gauge* would prove by *prover*, its claims as *judged*.

    *cap*: the most that figures of shops then prove.
    """
    claimed, method = judged.claimed or 0.0, case.framework.method
    if not gauge.per_shop:
        found = prover.cap(gauge, case.assessment.answers[gauge.id].evidence)
        if judged.limited == "far_off":
            found = prover.bare.cap
        return min(claimed, found, limit_of(method, judged.limited))
    caps = shop_caps(case, gauge, judged.shops, prover)
    limits = _weakest(case, [limit_of(method, row.limited) for row in judged.shops])
    takes, bare = gauge.proof is not None, prover.bare.cap
    entries = [
        Entry(
            min(row.claimed, found, limit),
            shop.confirmed or (takes and row.valid and found > bare),
        )
        for shop, row, found, limit in zip(case.due, judged.shops, caps, limits, strict=True)
    ]
    return min(cap, proved_of(case, entries))


def shop_caps(case: Case, gauge: Gauge, rows: Sequence[ShopScore], prover: Prover) -> list[float]:
    """The cap of what backs each of *rows* by *prover*; twins all have that of the weakest."""
    return _weakest(
        case,
        [
            prover.bare.cap if row.limited == "far_off" else prover.cap(gauge, row.evidence)
            for row in rows
        ],
    )


def _weakest(case: Case, caps: list[float]) -> list[float]:
    """*caps* of the due shops, with the least of them for all twins of a group."""
    for places in twins_in(case):
        least = min(caps[place] for place in places)
        for place in places:
            caps[place] = least
    return caps


def capped(case: Case, judged: Judged, cap: float, ceiling: float) -> Judged:
    """*judged*, whose rows count, proving *cap* at most, and *ceiling* once all is answered."""
    proved, most = _proved(case, judged.shops)
    both = min(cap, proved), min(ceiling, most)
    if both == (judged.proved, judged.proved_ceiling):
        return judged  # the same object: whoever looks for what has changed finds nothing
    return judged._replace(proved=both[0], proved_ceiling=both[1])


def _proved(case: Case, shops: Sequence[ShopScore]) -> tuple[float, float]:
    """What the rows of *shops*, those due, prove together, and would with the lacking ones full."""
    entries = [
        Entry(row.proved, shop.confirmed or is_proved(case, row))
        for shop, row in zip(case.due, shops, strict=True)
    ]
    full = [
        one if row.valid else Entry(FULL, firm=True)
        for one, row in zip(entries, shops, strict=True)
    ]
    return proved_of(case, entries), proved_of(case, full)


def _joined(case: Case, gauge: Gauge, rows: Sequence[Row | None], each: Sequence[Judged]) -> Judged:
    """The shops' judgements as one."""
    shops = tuple(map(_entry, case.due, rows, each))
    valid, due = sum(row.valid for row in shops), min(len(shops), case.draw.rows)
    proved, ceiling = _proved(case, shops)
    return Judged(
        "answered" if valid else "missing",
        claimed_of(case, [one.claimed or 0.0 for one in each]),
        proved,
        claimed_of(case, [one.claimed_ceiling or 0.0 for one in each]),
        ceiling,
        min(1.0, valid / due),
        middle(gauge.indicator.scale, shops) if valid else None,
        min([one.backing for one in each if one.backing], key=_CAP, default=None),
        next((one.open for one in each if one.open), None),
        shops,
        findings=(*chain.from_iterable(one.findings for one in each), *_differing(gauge, shops)),
    )


def _differing(gauge: Gauge, shops: Iterable[ShopScore]) -> Iterator[Finding]:
    """A note on the typed peer figures over which other ones of the manager's stand."""
    told = [
        f"{one.shop} {one.peer:g} → {one.held_peer:g}"
        for one in shops
        if one.held_peer is not None and one.peer not in (None, one.held_peer)
    ]
    if told:
        yield finding("DP385", gauge.id, ("kpis", gauge.id), figures="; ".join(told))


def _entry(shop: CaseShop, row: Row | None, judged: Judged) -> ShopScore:
    if row is None:
        return ShopScore(shop=shop.id)
    return _shop_score(
        shop=shop.id,
        value=row.value,
        peer=row.peer,
        held_peer=judged.held_peer,
        envelope=row.envelope,
        evidence=row.evidence,
        kind=judged.backing.kind if judged.backing else DECLARED,
        limited=judged.limited,
        claimed=judged.claimed or 0.0,
        proved=judged.proved or 0.0,
        valid=judged.state == "answered",
    )
