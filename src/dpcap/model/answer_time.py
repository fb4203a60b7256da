"""How long the questions of a role take to answer, by the `minutes` that each of them names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dpcap.model.asked import asked_of_role
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator

SHOPS = (1, 3, 8, 16)


class AskedLoad(NamedTuple):
    """So many questions, which take so many minutes."""

    questions: int
    minutes: float


def load_of(framework: Framework, role: str, shops: int, *, core: bool = False) -> AskedLoad:
    """All that *role* asks (with *core*: its core set) of a provider with so many *shops*.

    A question per shop takes its minutes for each shop due: of more than `max_shops` so many are.
    What a condition or N/A may take out is in it.
    """
    asked = asked_of_role(framework, role, core)
    return AskedLoad(len(asked), minutes_of(framework, asked, shops))


def added_by_role_set(framework: Framework, role: str, shops: int) -> AskedLoad:
    """What the role's set asks beyond its core."""
    core = {one.id for one in asked_of_role(framework, role, True)}
    rest = [one for one in asked_of_role(framework, role, False) if one.id not in core]
    return AskedLoad(len(rest), minutes_of(framework, rest, shops))


def minutes_of(framework: Framework, asked: Iterable[Indicator], shops: int) -> float:
    """What the questions *asked* take of a provider with so many *shops*."""
    due = min(shops, framework.method.max_shops)
    return sum((one.minutes or 0.0) * (due if one.per == "shop" else 1) for one in asked)
