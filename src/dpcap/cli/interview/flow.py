"""The order of an interview: which questions there are, what is due, what comes next. All pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dpcap.intake.scale_input import scale_input
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import Answer, Assessment, Reply, ShopRow
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.indicator import Indicator
from dpcap.model.manager import PeerFigure
from dpcap.model.period import span_of
from dpcap.model.scale import Figure
from dpcap.scoring.evaluate import HANGS_OPEN
from dpcap.scoring.indicator_result import UNASKED, IndicatorResult

Due = Literal["new", "open", "lapsed", "period"]

LAPSED = "DP344"
PERIOD = "period"
# How long one period of each kind lasts; a figure is old when another whole period has passed.
_LENGTH = {
    "day": 1,
    "30d": 30,
    "90d": 90,
    "180d": 180,
    "session": 30,
    "month": 31,
    "quarter": 92,
    "half_year": 184,
    "year": 366,
}
_PERIODS_TO_AGE = 2


class Item(NamedTuple):
    """One question: an indicator, and the shop it is asked for (None: none is meant or listed)."""

    node: str
    shop: str | None = None


@dataclass(frozen=True)
class View:
    """How the folder stands: what was read, how each indicator was judged, which shops are due.

    `enough`: while the draw is pending, of how many of the shops each figure is wanted. `peers`:
    the peers' figures that the manager vouches for.
    """

    framework: Framework
    assessment: Assessment
    judged: Mapping[str, IndicatorResult]
    shops: tuple[str, ...]
    as_of: date
    enough: int | None = None
    peers: tuple[PeerFigure, ...] = ()

    def peers_of(self, item: Item) -> tuple[PeerFigure, ...]:
        """Those of the peers' figures that are of the item's indicator."""
        return tuple(one for one in self.peers if one.indicator == item.node)

    def indicator(self, item: Item) -> Indicator:
        """The indicator asked."""
        return self.framework.by_id[item.node]

    def reply(self, item: Item) -> Reply | None:
        """What was answered: the answer, or the row of the item's shop."""
        answer = self.assessment.answers.get(item.node)
        if item.shop is None or (answer and (answer.unknown or answer.not_applicable)):
            return answer
        rows = self.assessment.rows.get(item.node, ())
        return next((row for row in rows if row.shop == item.shop), None)


@dataclass(frozen=True)
class Walk:
    """Where the user has been: `passed` is not asked again this time, `trail` is the way back."""

    passed: frozenset[Item] = frozenset()
    trail: tuple[Item, ...] = ()
    skipped: frozenset[Item] = frozenset()

    def on(self, item: Item, *, skipped: bool = False) -> Walk:
        """*item* is done with for now."""
        left = self.skipped | {item} if skipped else self.skipped - {item}
        return replace(self, passed=self.passed | {item}, trail=(*self.trail, item), skipped=left)

    def back(self) -> tuple[Walk, Item | None]:
        """One question back; None if there is none."""
        if not self.trail:
            return self, None
        *rest, last = self.trail
        return replace(self, trail=tuple(rest)), last


def road(
    view: View, asked: Sequence[Indicator], area: str | None, person: str | None = None
) -> tuple[Item, ...]:
    """Every question of the set *asked*, in order, whose `when` has not taken it out.

    *area*, *person*: ids; those of this area and those asked of this person only.
    """
    return tuple(
        item
        for indicator in asked
        if area in (None, view.framework.parents[indicator.id][0].id)
        and person in (None, indicator.asked_of)
        and view.judged[indicator.id].state not in UNASKED
        for item in _items(view, indicator)
    )


def due(view: View, item: Item) -> Due | None:
    """Why *item* is to be asked now, or None: it is settled."""
    judged = view.judged[item.node]
    if judged.state in ("not_asked", "out_of_scope", "unknown", "not_applicable"):
        return None
    reply = view.reply(item)
    if reply is None or reply.value is None:
        return None if _is_enough(view, item, judged) else "new"
    old = period_lapsed(view.indicator(item), reply, view.as_of)
    if not _counts(judged, item):
        return None if judged.open == HANGS_OPEN else "period" if old else "open"
    if _lapsed(judged, reply, item):
        return "lapsed"
    return "period" if old else None


def next_item(view: View, way: Sequence[Item], walk: Walk) -> Item | None:
    """The first question on the *way* that is due and was not passed."""
    return next((item for item in way if item not in walk.passed and due(view, item)), None)


def left(view: View, way: Sequence[Item], walk: Walk) -> tuple[int, float]:
    """How many questions are still to come, and their minutes.

    While the draw is pending no more of a figure are counted than are wanted.
    """
    wanted: dict[str, int] = {}
    coming = []
    for item in way:
        if item in walk.passed or not due(view, item):
            continue
        if view.enough is not None and item.shop is not None:
            valid = sum(shop.valid for shop in view.judged[item.node].shops)
            if wanted.setdefault(item.node, view.enough - valid) <= 0:
                continue
            wanted[item.node] -= 1
        coming.append(item)
    return len(coming), sum(view.indicator(item).minutes or 0.0 for item in coming)


def counted(view: View, asked: Sequence[Indicator]) -> frozenset[str]:
    """The questions of the set *asked* that have an answer and are asked."""
    return frozenset(
        one.id
        for one in asked
        if view.judged[one.id].state not in UNASKED
        and (one.id in view.assessment.rows or one.id in view.assessment.answers)
    )


def fallen(view: View, before: frozenset[str]) -> tuple[str, ...]:
    """Those of the questions counted *before* that are asked no more, though their answer stays."""
    said = {*view.assessment.answers, *view.assessment.rows}
    return tuple(
        node
        for node in view.framework.by_id
        if node in before and node in said and view.judged[node].state in UNASKED
    )


def settled(view: View, way: Sequence[Item], walk: Walk) -> dict[str, tuple[Item, ...]]:
    """By area, the questions answered before this interview that need no new answer."""
    areas: dict[str, list[Item]] = {}
    for item in way:
        if item not in walk.passed and not due(view, item) and view.reply(item) is not None:
            areas.setdefault(view.framework.parents[item.node][0].id, []).append(item)
    return {area: tuple(items) for area, items in areas.items()}


def undone(view: View, way: Sequence[Item], item: Item) -> tuple[tuple[Item, Plain], ...]:
    """The open questions of *item*'s dimension with their lowest answer; figures have none."""
    dimension = view.framework.parents[item.node][1].id
    return tuple(
        (other, value)
        for other in way
        if view.framework.parents[other.node][1].id == dimension and due(view, other) == "new"
        for value in (scale_input(view.indicator(other).scale).lowest(),)
        if value is not None and (other.shop is not None or view.indicator(other).per == "provider")
    )


def period_lapsed(indicator: Indicator, reply: Reply, as_of: date) -> bool:
    """Whether the figure is older than its proof may be, or than two of its own periods."""
    period = reply.envelope.get(PERIOD)
    if period is None or not isinstance(indicator.scale, Figure):
        return False
    try:
        end = span_of(period).last
    except ValueError:
        return False
    proof = indicator.proof
    days = (
        proof.valid_days
        if proof and proof.valid_days
        else _LENGTH[indicator.scale.period] * _PERIODS_TO_AGE
    )
    return end + timedelta(days=days) < as_of


def _items(view: View, indicator: Indicator) -> Iterator[Item]:
    if indicator.per == "shop" and view.judged[indicator.id].state not in (
        "unknown",
        "not_applicable",
    ):
        out = {row.shop for row in view.judged[indicator.id].shops if row.out}
        yield from (Item(indicator.id, shop) for shop in view.shops if shop not in out)
        if view.shops:
            return
    yield Item(indicator.id)


def _is_enough(view: View, item: Item, judged: IndicatorResult) -> bool:
    """Whether as many shops as would be drawn have the figure, so that no other need give it."""
    if view.enough is None or item.shop is None:
        return False
    return sum(shop.valid for shop in judged.shops) >= view.enough


def _counts(judged: IndicatorResult, item: Item) -> bool:
    if item.shop is None:
        return judged.state == "answered"
    return any(shop.valid for shop in judged.shops if shop.shop == item.shop)


def _lapsed(judged: IndicatorResult, reply: Reply, item: Item) -> bool:
    """Whether proof has lapsed and nothing else holds the claim up."""
    gone = {finding.path[-1] for finding in judged.findings if finding.code == LAPSED}
    if not gone.intersection(reply.evidence):
        return False
    if item.shop is None:
        return judged.backing is None or judged.backing.kind == DECLARED
    return any(shop.kind == DECLARED for shop in judged.shops if shop.shop == item.shop)


def said_so(reply: Reply | None) -> Literal["value", "unknown", "not_applicable"] | None:
    """What kind of answer there is."""
    if isinstance(reply, Answer) and not isinstance(reply, ShopRow):
        if reply.unknown:
            return "unknown"
        if reply.not_applicable:
            return "not_applicable"
    return "value" if reply is not None and reply.value is not None else None
