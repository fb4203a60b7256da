"""Which shops count, and what their rows come to: scores, medians, and the cap on few shops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dpcap.model.assessment import Value, figure_of
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Envelope, Figure, Scale
from dpcap.model.trace import ShopScore
from dpcap.scoring.across_shops import ShopJoin, joined_values
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import compiled_indicators
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.normalise import FULL
from dpcap.scoring.scale_scoring import scale_scoring
from dpcap.scoring.value_ranges import ValueRange


class ShopEntryScore(NamedTuple):
    """What one due shop's row proves; `firm`: the manager knows the shop, or the row has proof."""

    proved: float
    firm: bool


def claimed_of(case: Case, join: ShopJoin, claimed: Iterable[float]) -> float:
    """What the due shops claim, put together by *join*; while the draw is pending the best rows."""
    return join.scores(_best(case, [join.counted(score) for score in claimed]))


def proved_of(case: Case, join: ShopJoin, entries: Iterable[ShopEntryScore]) -> float:
    """What the due shops prove together, before any cap: the firm rows, put together by *join*.

    The others can lower it, never raise it, so that whoever makes a shop up gains nothing. While
    the draw is pending the best firm rows count, as many as shops would be drawn, and where there
    are fewer the worst of the others.
    """
    each = [one._replace(proved=join.counted(one.proved)) for one in entries]
    firm = _best(case, [one.proved for one in each if one.firm])
    loose = sorted(one.proved for one in each if not one.firm)
    return _lowest(join, firm, loose[: case.draw.rows - len(firm)])


def _best(case: Case, scores: Sequence[float]) -> Sequence[float]:
    """The best of *scores*, as many as rows of each figure count."""
    if len(scores) <= case.draw.rows:
        return scores
    return sorted(scores, reverse=True)[: case.draw.rows]


def _lowest(join: ShopJoin, firm: Sequence[float], loose: Iterable[float]) -> float:
    """The least that *firm* come to with any of *loose*, which rise; by themselves, the first."""
    taken = list(firm)
    lowest = join.scores(taken) if taken else None
    for score in loose:
        if lowest is not None and score >= lowest:
            break
        taken.append(score)
        lowest = join.scores(taken)
    return lowest or 0.0


# Fields that say when and in which industry a figure was taken: shops may differ in them and
# their values still be laid side by side. Any other field changes what the figure is.
_COMPARABLE = frozenset({"period", "industry"})


def between(indicator: Indicator, rows: Sequence[ShopScore]) -> ValueRange | None:
    """Between what the shops' values lie together, whatever those without a valid row have.

    Both ends are the same where that is known. None: nothing can be said, because values are no
    numbers, or stand or could stand on different bases.
    """
    scale, rows = indicator.scale, in_scope(rows)
    valid = [row for row in rows if row.valid]
    figures = [_figure(row.value) for row in valid]
    values = [one for one in figures if one is not None]
    basis = _basis(scale)
    if not values or len(values) < len(valid) or _differ(valid, basis):
        return None
    lacking = len(rows) - len(valid)
    if lacking and any(allowed == "any" or len(allowed) > 1 for allowed in basis.values()):
        return None
    return joined_values(scale_scoring(scale), indicator.across, values, lacking)


def _figure(value: Value | None) -> float | None:
    """A row's *value* as a number: of a truth 0 or 1."""
    return float(value) if isinstance(value, bool) else figure_of(value)


def joined_value(indicator: Indicator, rows: Sequence[ShopScore]) -> Value | None:
    """The value of all shops together; None: it is not known, or there is none."""
    found = between(indicator, rows)
    if found is None or found.low != found.high:
        return None
    return scale_scoring(indicator.scale).together(found.low)


def in_scope(rows: Sequence[ShopScore]) -> Sequence[ShopScore]:
    """Those of *rows* that are asked of their shops."""
    return [row for row in rows if not row.out]


def _basis(scale: Scale) -> Envelope:
    """The fields that figures on *scale* must agree in to be laid side by side."""
    asked = scale.envelope if isinstance(scale, Figure) else {}
    return {field: allowed for field, allowed in asked.items() if field not in _COMPARABLE}


def _differ(rows: Sequence[ShopScore], basis: Mapping[str, object]) -> bool:
    first = rows[0].envelope
    return any(row.envelope.get(field) != first.get(field) for row in rows for field in basis)


class CountedShops(NamedTuple):
    """How the due shops stand, twins together in one of the `groups`.

    Of each group, of the `rows` that are due of it: how many count with proof above the provider's
    word, and how many are open. `known`: the manager lists the shops, `beside` of which
    are not due.
    """

    groups: tuple[frozenset[str], ...]
    proved: tuple[int, ...]
    open: tuple[int, ...]
    rows: tuple[int, ...]
    known: bool
    beside: int

    @property
    def counting(self) -> tuple[frozenset[str], ...]:
        """The groups that count: all that the manager knows, else those proved by half."""
        each = zip(self.groups, self.proved, self.rows, strict=True)
        return tuple(group for group, proved, due in each if self.known or _is_half(proved, due))

    @property
    def number(self) -> int:
        """How many shops count, twins once."""
        return len(self.counting) + self.beside

    @property
    def possible(self) -> int:
        """How many would, were all that is open there with proof."""
        each = zip(self.proved, self.open, self.rows, strict=True)
        return self.beside + sum(
            self.known or _is_half(proved + open_, due) for proved, open_, due in each
        )


def _is_half(rows: int, due: int) -> bool:
    return due > 0 and 2 * rows >= due


def count_shops(case: Case, judged: Mapping[str, IndicatorResult]) -> CountedShops:
    """How the due shops of *case* stand, its indicators as *judged*."""
    return ShopCounter(case).count(judged)


class _ByGroup(NamedTuple):
    """Of one indicator, group by group: whether its row counts with proof, is open, and is due."""

    proved: tuple[bool, ...]
    open: tuple[bool, ...]
    due: tuple[bool, ...]


class ShopCounter:
    """Counts the due shops of one case, its indicators judged in one way or another.

    A row is due of each shop for every indicator per shop that is asked and takes proof. The rows
    of an indicator are looked through once for all ways in which others are judged.
    """

    def __init__(self, case: Case) -> None:
        self._beside = len(case.shops) - len(case.due)
        self._groups, self._known = _groups(case), any(shop.confirmed for shop in case.shops)
        self._asked = case.framework.once(_proved_by_shop)
        self._seen: dict[str, tuple[Sequence[ShopScore], _ByGroup]] = {}

    def count(self, judged: Mapping[str, IndicatorResult]) -> CountedShops:
        """How the shops stand, the indicators as *judged*."""
        groups, nothing = self._groups, (0,) * len(self._groups)
        if self._known or not groups:
            return CountedShops(groups, nothing, nothing, nothing, self._known, self._beside)
        each = [
            self._of(node, judged[node].shops)
            for node in self._asked
            if judged[node].state not in _NOT_DUE
        ]
        if not each:
            return CountedShops(groups, nothing, nothing, nothing, known=False, beside=0)
        columns = zip(*each, strict=True)
        proved, open_, due = (tuple(map(sum, zip(*one, strict=True))) for one in columns)
        return CountedShops(groups, proved, open_, due, known=False, beside=0)

    def _of(self, node: str, rows: Sequence[ShopScore]) -> _ByGroup:
        found = self._seen.get(node)
        if found is None or found[0] is not rows:
            found = self._seen[node] = rows, self._by_group(rows)
        return found[1]

    def _by_group(self, rows: Sequence[ShopScore]) -> _ByGroup:
        asked = {row.shop for row in rows if not row.out}
        valid = {row.shop for row in rows if row.valid}
        proved = {row.shop for row in rows if is_proved(row)}
        due = tuple([_is_due(group, asked) for group in self._groups])
        return _ByGroup(
            tuple([not group.isdisjoint(proved) for group in self._groups]),
            tuple(
                [
                    is_due and group.isdisjoint(valid)
                    for group, is_due in zip(self._groups, due, strict=True)
                ]
            ),
            due,
        )


_NOT_DUE = ("not_asked", "not_applicable", "out_of_scope")


def _proved_by_shop(framework: Framework) -> tuple[str, ...]:
    """The indicators per shop that take proof."""
    ready = framework.once(compiled_indicators).values()
    return tuple(one.id for one in ready if one.per_shop and one.proof is not None)


def _is_due(group: frozenset[str], asked: set[str]) -> bool:
    """Whether an indicator is *asked* of some shop of *group*; of none: nobody looked, of all."""
    return not asked or not group.isdisjoint(asked)


def is_proved(row: ShopScore) -> bool:
    """Whether *row* counts with proof above the provider's word: no other kind is its best."""
    return row.valid and row.kind != DECLARED


def cap_for(case: Case, count: int) -> float:
    """The most that figures of shops prove where *count* shops count."""
    method = case.framework.method
    few = method.few_shops_cap if count < method.few_shops else FULL
    return min(few, method.own_draw_cap) if case.draw.state == "pending" else few


class ShopCountCaps(NamedTuple):
    """The most that figures of shops prove, and would once all that is open is proved."""

    cap: float
    ceiling: float


def count_caps(case: Case, counts: CountedShops) -> ShopCountCaps:
    """What figures of shops prove at most where they are so counted."""
    return ShopCountCaps(cap_for(case, counts.number), cap_for(case, counts.possible))


def _groups(case: Case) -> tuple[frozenset[str], ...]:
    """The due shops, twins together."""
    doubled = frozenset[str]().union(*case.twins)
    single = (frozenset((shop.id,)) for shop in case.due if shop.id not in doubled)
    return (*case.twins, *single)
