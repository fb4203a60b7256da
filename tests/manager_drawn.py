"""What a manager holds, drawn at random: shops with their GMV, seeds, peers' figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerFacts, PeerFigure, ShopDraw, quarter_of
from dpcap.model.scale import BesidePeers, Numeric

INDUSTRIES = ("tea", "silk")
_GMV = st.one_of(st.none(), st.floats(0, 900), st.sampled_from([10.0, 10.0, 20.0]))


@st.composite
def manager_facts(draw: st.DrawFn, given: Assessment, *, lists: bool | None = None) -> ManagerFacts:
    """A list of most of the provider's shops and some others, or none; facts of its own."""
    day = given.assessed_on
    lists = draw(st.booleans()) if lists is None else lists
    known = [
        {"platform_id": f"35{n}", "shop": shop.id} for n, shop in enumerate(given.provider.shops)
    ]
    mine = [one for one in known if draw(st.integers(0, 5))]
    others = [{"platform_id": f"99{n}"} for n in range(draw(st.integers(0, 2)))]
    whole = draw(st.booleans())
    bound = [
        {**one, "name": "bound", "gmv_wan": draw(st.floats(0, 900) if whole else _GMV)}
        for one in (*mine, *others)
    ]
    listed = {
        "source": "screen",
        "on": day - timedelta(days=draw(st.integers(0, 9))),
        "bound": bound,
    }
    open_ = {"value": draw(st.booleans()), "source": "screen", "on": day}
    return ManagerFacts.model_validate(
        {
            "schema": "dpcap/facts/1",
            "provider": given.provider.id,
            "shops": listed if lists else None,
            "facts": {"open": open_} if draw(st.booleans()) else {},
        }
    )


@st.composite
def shop_draws(draw: st.DrawFn, given: Assessment) -> ShopDraw:
    """A seed of the quarter, set on some day about that of the list."""
    return ShopDraw(
        quarter=quarter_of(given.assessed_on),
        seed=draw(st.sampled_from(["one long seed", "another seed"])),
        set_on=given.assessed_on - timedelta(days=draw(st.integers(0, 9))),
    )


@st.composite
def peer_figures(draw: st.DrawFn, framework: Framework) -> tuple[PeerFigure, ...]:
    """Figures for some of the indicators that are held against peers."""
    found: list[dict[str, Any]] = []
    for node, indicator in framework.by_id.items():
        scale = indicator.scale
        if not isinstance(scale, Numeric) or not isinstance(scale.score, BesidePeers):
            continue
        for industry in INDUSTRIES if "industry" in scale.envelope else ():
            if draw(st.booleans()):
                basis = {"basis": "paid"} if "basis" in scale.envelope else {}
                found.append(
                    {
                        "industry": industry,
                        "period": draw(st.sampled_from(["2026-10", "2026-10-01/2026-10-31"])),
                        "indicator": node,
                        "envelope": basis if draw(st.booleans()) else {},
                        "median": draw(st.floats(0.5, 100)),
                        "benchmark": draw(st.none() | st.floats(0.0, 150)),
                        "source": "screen",
                        "date": "2026-11-05",
                    }
                )
    return tuple(map(PeerFigure.model_validate, found))
