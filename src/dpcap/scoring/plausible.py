"""Plausibility: why a value that could be read still counts as missing."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

from dpcap.model.assessment import NpsCounts, Reply
from dpcap.model.scale import ByPeer, Figure, Numeric, Scale
from dpcap.scoring.normalise import NPS_MINIMUM

IMPLAUSIBLE = "DP333"
_RARE_PERCENT = 5.0

Problem = tuple[str, dict[str, str | int | float]]
Check = Callable[[Any, Any], Problem | None]  # each scale has a type of value of its own
Checker = Callable[[Reply], Problem | None]


def figure_check(scale: Figure, check: Check) -> Checker:
    """What tells which fields a figure lacks, else what *check* has against its value."""
    needed = scale.envelope.keys()

    def figure(reply: Reply) -> Problem | None:
        if not needed <= reply.envelope.keys():
            lacking = [field for field in needed if field not in reply.envelope]
            return "DP334", {"fields": ", ".join(lacking)}
        return check(reply.value, reply.peer)

    return figure


def doubter(scale: Scale) -> Callable[[float], str | None] | None:
    """What tells the code of a doubt about a value that counts, if the scale knows any."""
    if not isinstance(scale, Numeric) or not scale.percent:
        return None
    # Where one in a hundred is an ordinary figure, a value below 1 is no sign of a fraction.
    rare = scale.typical is not None and scale.typical <= _RARE_PERCENT
    return None if rare else _fraction


def passes(_reply: Reply) -> Problem | None:
    """Nothing: any value that fits the scale counts."""
    return None


def no_tick(reply: Reply) -> Problem | None:
    """A checklist with neither a box nor `none`."""
    return ("DP353", {}) if reply.value == () else None


def number_check(scale: Numeric) -> Check:
    """What tells why a number or its peer figure is not plausible."""
    low, high = scale.plausible or (-inf, inf)
    by_peer = isinstance(scale.score, ByPeer)

    def check(value: float, peer: float | None) -> Problem | None:
        if not low <= value <= high:
            return IMPLAUSIBLE, {"value": float(value), "low": low, "high": high}
        if by_peer and peer is None:
            return "DP335", {}
        if by_peer and (peer <= 0 or value < 0):  # type: ignore[operator]
            return "DP336", {"peer": peer, "value": float(value)}  # type: ignore[dict-item]
        if by_peer and not low <= peer <= high:  # type: ignore[operator]
            return "DP381", {"peer": peer, "low": low, "high": high}  # type: ignore[dict-item]
        return None

    return check


def nps_check(value: object, _peer: float | None) -> Problem | None:
    """Too few replies for an NPS."""
    if not isinstance(value, NpsCounts):
        return "DP337", {"count": 0}
    replies = value.promoters + value.passives + value.detractors
    return ("DP337", {"count": replies}) if replies < NPS_MINIMUM else None


def _fraction(value: float) -> str | None:
    """A fraction given as a percentage."""
    return "DP338" if 0 < value <= 1 else None
