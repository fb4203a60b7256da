"""What the laws of scoring compare: two profiles of one provider, one of which knows less."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.trace import Node

EPS = 1e-9


def nodes_of(profile: Profile) -> Iterator[Node]:
    yield profile.overall
    for area in profile.areas:
        yield area
        for dimension in area.dimensions:
            yield dimension
            yield from dimension.indicators


def rank(framework: Framework, level: str | None) -> int:
    return -1 if level is None else [one.id for one in framework.levels].index(level)


def not_above(low: float | None, high: float | None) -> bool:
    return low is None or high is None or low <= high + EPS


def assert_no_better(framework: Framework, before: Profile, after: Profile) -> None:
    """Nothing stands higher in *after*, and no contradiction or open rule is lost in silence."""
    now, was = after.overall, before.overall
    assert not_above(now.claimed, was.claimed)
    assert not_above(now.proved, was.proved)
    assert not_above(now.coverage, was.coverage)
    for basis in ("claimed", "proved"):
        levels = (getattr(one.level, basis).id for one in (now, was))
        assert rank(framework, next(levels)) <= rank(framework, next(levels))
    told = doubts(after)
    assert [one for one in doubts(before) if not is_told(one, told)] == []


Doubt = tuple[str, str | None]


def doubts(profile: Profile) -> set[Doubt]:
    """The rules in conflict or unchecked, and the shop where it is about one (None: all of it)."""
    found: set[Doubt] = set()
    for one in profile.findings:
        if one.code == "DP501":
            _, _, shop = str(one.params["message_en"]).partition(" [")
            found.add((str(one.node), shop.rstrip("]") or None))
        elif one.code == "DP502":
            names = str(one.params["names"]).split(", ")
            shops = {name.partition("@")[2] or None for name in names}
            found |= {(str(one.node), shop) for shop in shops}
    return found


def is_told(doubt: Doubt, told: set[Doubt]) -> bool:
    """Whether the same rule is still told of, for the same shop or as a whole."""
    rule, shop = doubt
    return bool({doubt, (rule, None)} & told) or (shop is None and any(r == rule for r, _ in told))
