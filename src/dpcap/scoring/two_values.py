"""Users' experience and merchants' benefit side by side, and where they pull apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from dpcap.model.assessment import Fact, figure_of
from dpcap.model.base import Text
from dpcap.model.framework import Framework
from dpcap.model.nps import NpsDirection, TwoValues, ValueMove, WaveComparison, WaveSummary
from dpcap.model.profile import Profile
from dpcap.model.scale import Numeric
from dpcap.model.trace import IndicatorNode

# What the talk of 2022 calls users' experience, and what merchants get, as far as it is asked.
_EXPERIENCE = ("FUL-1.1", "FUL-1.3", "FUL-3.4", "LIV-5.3")
_BENEFIT = ("shipped_gmv_wan", "TRA-4.3", "FUL-5.6")
_NPS = Text.model_construct(zh="全局NPS", en="Overall NPS")
_PERIOD = "period"
_MOVED: Mapping[NpsDirection, int] = {"up": 1, "down": -1, "unclear": 0}

BetterEnd = Literal["higher", "lower"]


class _Known(NamedTuple):
    """A figure, and what it must have in common with another to be held against it."""

    value: float
    basis: object


def two_values(
    framework: Framework, before: Profile | None, now: Profile | None, nps: ValueMove | None
) -> TwoValues:
    """Both values from two profiles of one provider and how its *nps* moved.

    A figure has moved if it is known on both sides on the same basis and differs. Apart are each
    two of which one got better and the other worse.
    """
    experience = [nps] if nps else []
    experience += [one for node in _EXPERIENCE if (one := _move(framework, node, before, now))]
    benefit = [one for node in _BENEFIT if (one := _move(framework, node, before, now))]
    apart = [
        (mine.node, theirs.node)
        for mine in experience
        for theirs in benefit
        if mine.moved * theirs.moved < 0
    ]
    return TwoValues(experience=tuple(experience), benefit=tuple(benefit), apart=tuple(apart))


def nps_move(
    waves: Sequence[WaveSummary], comparisons: Sequence[WaveComparison]
) -> ValueMove | None:
    """How the score moved between the last two *waves* compared; None: no wave has a figure.

    It has moved if the interval of the difference leaves zero out, and not by the mix of carriers
    alone. Waves of promotions are no part.
    """
    figures = {one.id: one.whole.nps for one in waves if not one.wave.promo}
    if comparisons:
        last = comparisons[-1]
        turned = last.same_mix is not None and last.same_mix.turned
        moved = _MOVED[last.change.direction] if last.change and not turned else 0
        before, after = figures[last.before], figures[last.after]
    else:
        before, after, moved = None, next(iter(figures.values()), None), 0
    if before is None and after is None:
        return None
    return ValueMove(
        name=_NPS, node="nps", better="higher", before=before, after=after, moved=moved
    )


def _move(
    framework: Framework, name: str, before: Profile | None, now: Profile | None
) -> ValueMove | None:
    """How the fact or indicator *name* moved; None: the framework has none, or nothing is known."""
    known = [_known(one, name) for one in (before, now)]
    said = _titled(framework, name)
    if said is None or not any(known):
        return None
    was, is_now = known
    title, better = said
    moved = 0
    if was and is_now and was.basis == is_now.basis and was.value != is_now.value:
        moved = 1 if (is_now.value > was.value) == (better == "higher") else -1
    return ValueMove(
        name=title,
        node=name,
        better=better,
        before=was.value if was else None,
        after=is_now.value if is_now else None,
        moved=moved,
    )


def _titled(framework: Framework, name: str) -> tuple[Text, BetterEnd] | None:
    """The title of *name*, and which way is the better one; None: it has no such way."""
    if name in framework.facts:
        return framework.facts[name].title, "higher"
    indicator = framework.by_id.get(name)
    if indicator is None or not isinstance(indicator.scale, Numeric):
        return None
    direction = indicator.scale.direction
    return None if direction == "band" else (indicator.title, direction)


def _known(profile: Profile | None, name: str) -> _Known | None:
    if profile is None:
        return None
    fact = profile.provider.facts.get(name)
    if fact is not None:
        return _of_fact(fact)
    node = next((one for one in profile.indicators() if one.id == name), None)
    return _of_node(node) if node is not None and node.state == "answered" else None


def _of_fact(fact: Fact) -> _Known | None:
    is_number = isinstance(fact.value, int | float) and not isinstance(fact.value, bool)
    return _Known(float(fact.value), fact.basis) if is_number else None  # type: ignore[arg-type]


def _of_node(node: IndicatorNode) -> _Known | None:
    value = figure_of(node.value)
    if value is None:
        return None
    rest = tuple(sorted((key, said) for key, said in node.envelope.items() if key != _PERIOD))
    return _Known(value, rest)
