"""The peer figure that a reply is held against, who vouches for it, and how far off it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import NamedTuple

from dpcap.model.assessment import RateCounts, Reply, Value
from dpcap.model.framework import Method
from dpcap.model.manager import PeerFigure
from dpcap.model.period import period_key
from dpcap.model.scale import ByPeerSpread, Numeric, Rate
from dpcap.model.trace import Limited, limit_of
from dpcap.model.unit_mistakes import slip_of
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import CompiledIndicator
from dpcap.scoring.evidence import VERIFIED, VERIFIED_CAP
from dpcap.scoring.normalise import PeerPair, best_ratio
from dpcap.scoring.plausibility import UNIT_SLIP, Problem

_INDUSTRY, _PERIOD = "industry", "period"
BEST_SLIP = "DP130"


class PeersInForce(NamedTuple):
    """The peer figures that count, and why that of the best does not."""

    pair: PeerPair
    problem: Problem | None


def held_peers(case: Case, compiled: CompiledIndicator, reply: Reply) -> PeerFigure | None:
    """The manager's figures for what *reply* is about, if there is one.

    It is of the same industry and period, and what else it says the reply says as well.
    """
    known = case.peers.get(compiled.id)
    if not known or compiled.peer is None:
        return None
    return fitting_peers(known, reply.envelope)


def fitting_peers(known: Iterable[PeerFigure], said: Mapping[str, str]) -> PeerFigure | None:
    """Of the figures *known* of an indicator the one for what a reply *said*, if there is one.

    Of several the one that says most is taken, then the latest.
    """
    return max(
        (one for one in known if _fits(one, said)),
        key=lambda one: (len(one.envelope), one.date, one.median, one.benchmark or 0.0),
        default=None,
    )


def in_force(compiled: CompiledIndicator, reply: Reply, held: PeerFigure | None) -> PeersInForce:
    """The figures that *reply* is held against: both the manager's, or both its own.

    A figure of the best peers that is not plausible, or seems to be in another unit, is none.
    """
    peer, best = (held.median, held.benchmark) if held else (reply.peer, reply.benchmark)
    scale = compiled.indicator.scale
    if not isinstance(compiled.peer, ByPeerSpread) or not isinstance(scale, Numeric):
        return PeersInForce(PeerPair(peer), None)
    problem = None if best is None else unlikely_best(scale, best, peer)
    return PeersInForce(PeerPair(peer, None if problem else best), problem)


def unlikely_best(scale: Numeric, best: float, peer: float | None) -> Problem | None:
    """What keeps a figure of the *best* peers beside the middle ones from counting."""
    low, high = scale.plausible or (-inf, inf)
    if best < 0 or not low <= best <= high:
        return "DP129", {"value": best, "low": low, "high": high}
    found = slip_of(scale, best, peer)
    if found is None:
        return None
    return BEST_SLIP, {"value": best, "peer": found.peer, "times": found.other.times}


def _fits(figure: PeerFigure, said: Mapping[str, str]) -> bool:
    """Whether *figure* is of the industry, the period and all else that a reply *said*."""
    if figure.industry != said.get(_INDUSTRY) or _PERIOD not in said:
        return False
    return period_key(figure.period) == period_key(said[_PERIOD]) and all(
        said.get(field) == word for field, word in figure.envelope.items()
    )


def is_verified(case: Case, compiled: CompiledIndicator) -> bool:
    """Whether a reviewer verified the very answer, its peer figures included."""
    ruled = case.rulings.answers.get(compiled.id)
    return ruled is not None and ruled.ruling == VERIFIED


def slip(case: Case, compiled: CompiledIndicator, reply: Reply) -> Problem | None:
    """The mistake of unit that *reply* most likely holds, its peer figure being the one in force.

    What a reviewer verified is none.
    """
    scale = compiled.indicator.scale
    if not isinstance(scale, Numeric) or is_verified(case, compiled):
        return None
    found = slip_of(scale, reply.value, reply.peer)
    return None if found is None else (UNIT_SLIP, found.params)


def limited(
    case: Case, compiled: CompiledIndicator, value: Value, peers: PeerPair, *, held: bool
) -> Limited | None:
    """Why a *value* beside *peers* may prove less than its proof; *held*: the manager's."""
    if compiled.peer is None or is_verified(case, compiled):
        return None
    believed, peer = compiled.peer.believed, peers.middle
    # Zeros may be true, however far off they are.
    if believed is not None and isinstance(value, int | float) and value and peer:
        low, high = believed
        if not low <= value / peer <= high:
            return "far_off"
    if held:
        return None
    # Leaving out where the best stand must not prove more than saying it.
    mode, scale = compiled.peer, compiled.indicator.scale
    lacks = (
        isinstance(mode, ByPeerSpread)
        and isinstance(scale, Numeric)
        and best_ratio(mode, scale.direction, peers) is None
    )
    return "no_benchmark" if lacks else "self_typed"


def small_base(compiled: CompiledIndicator, value: Value) -> bool:
    """Whether *value* is a rate of fewer than its scale wants."""
    scale = compiled.indicator.scale
    return isinstance(scale, Rate) and isinstance(value, RateCounts) and value.base < scale.min_base


def cap_of(method: Method, why: Limited | None) -> float:
    """The most that a reply so limited can prove; None: all that its proof does."""
    return VERIFIED_CAP if why is None else limit_of(method, why)
