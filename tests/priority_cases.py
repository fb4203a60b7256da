"""Briefs' needs and providers drawn for tests of matching."""

from __future__ import annotations

from hypothesis import strategies as st

from dpcap.model.brief import BriefNeeds
from dpcap.scoring.priority_shares import NeededScores

NAMES = ("live", "traffic", "shop", "video", "account")


@st.composite
def drawn_needs(draw: st.DrawFn) -> BriefNeeds:
    """Two to five needs: some in order, side by side or alone, some with ranges."""
    names = draw(st.permutations(NAMES))[: draw(st.integers(2, len(NAMES)))]
    ordered = names[: draw(st.integers(0, len(names)))]
    order: list[str | tuple[str, ...]] = []
    for name in ordered:
        if order and draw(st.booleans()) and isinstance(order[-1], tuple):
            order[-1] = (*order[-1], name)
        else:
            order.append((name,))
    ranges = {}
    for name in names:
        if name not in ordered or draw(st.booleans()):
            low = draw(st.integers(0, 90))
            ranges[name] = (float(low), float(low + draw(st.integers(5, 100 - low))))
    return BriefNeeds(order=tuple(order), ranges=ranges)


def drawn_scores(count: int) -> st.SearchStrategy[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Lowest and highest scores of so many needs, coarse, so that equal ones come up."""
    one = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted)
    return st.lists(one, min_size=count, max_size=count).map(
        lambda rows: (tuple(1000 * a for a, _ in rows), tuple(1000 * b for _, b in rows))
    )


@st.composite
def drawn_providers(draw: st.DrawFn, count: int) -> list[NeededScores]:
    """One to seven providers with scores of *count* needs."""
    rows = draw(st.lists(drawn_scores(count), min_size=1, max_size=7))
    return [NeededScores(f"p{place}", low, high) for place, (low, high) in enumerate(rows)]
