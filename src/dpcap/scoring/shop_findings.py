"""What is said of the shops as a whole: twins, shops that do not count, a draw that is pending."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.base import Text
from dpcap.model.finding import Finding
from dpcap.model.manager import quarter_of
from dpcap.model.profile import PendingWhy
from dpcap.scoring.case import Case
from dpcap.scoring.counted_shops import CountedShops

_SHOPS = ("shops",)
_WHY: dict[PendingWhy, Text] = {
    "no_list": Text(zh="管理方还没有登记绑定店铺", en="the manager has not listed the bound shops"),
    "no_gmv": Text(
        zh="管理方的店铺清单里有店没写GMV", en="the manager's list lacks the GMV of some shop"
    ),
    "no_seed": Text(
        zh="管理方还没有设本季度的抽签种子", en="the manager has not set the quarter's seed"
    ),
    "early_seed": Text(
        zh="抽签种子设在店铺清单之前，不作数", en="the seed was set before the list of shops"
    ),
}


def shop_findings(case: Case, counts: CountedShops) -> Iterator[Finding]:
    """A warning for each group of twins, for shops that do not count, and for a pending draw."""
    yield from (_twins(group) for group in case.twins)
    few = min(case.framework.method.few_shops, len(case.shops))
    if counts.number < few and (any(counts.rows) or not case.scope.out):
        yield _few(case, counts)
    if case.draw.why is not None:
        yield _pending(case, case.draw.why)


def _twins(group: frozenset[str]) -> Finding:
    return Finding(code="DP380", path=_SHOPS, params={"shops": ", ".join(sorted(group))})


def _few(case: Case, counts: CountedShops) -> Finding:
    method, counting = case.framework.method, frozenset[str]().union(*counts.counting)
    params: dict[str, str | int | float] = {
        "shops": ", ".join(shop.id for shop in case.shops if shop.id not in counting),
        "number": counts.number,
        "few": method.few_shops,
        "cap": f"{method.few_shops_cap:g}",
    }
    return Finding(code="DP382", path=_SHOPS, params=params)


def _pending(case: Case, why: PendingWhy) -> Finding:
    method = case.framework.method
    params: dict[str, str | int | float] = {
        "number": len(case.shops),
        "most": method.max_shops,
        "cap": f"{method.own_draw_cap:g}",
        "quarter": quarter_of(case.assessment.assessed_on),
        "why_zh": _WHY[why].zh,
        "why_en": _WHY[why].en,
    }
    return Finding(code="DP383", path=_SHOPS, params=params)
