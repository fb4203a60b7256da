"""Plausibility: why a value that could be read still counts as missing."""

from __future__ import annotations

from dpcap.model.assessment import NpsCounts, Reply, Value
from dpcap.model.scale import ByPeer, Figure, Numeric, Scale
from dpcap.scoring.normalise import NPS_MINIMUM

Problem = tuple[str, dict[str, str | int | float]]


def problem_of(scale: Scale, reply: Reply) -> Problem | None:
    """The code and parameters of what keeps *reply* (it has a value) from counting, or None."""
    if not isinstance(scale, Figure):
        return ("DP353", {}) if reply.value == () else None
    lacking = [field for field in scale.envelope if field not in reply.envelope]
    if lacking:
        return "DP334", {"fields": ", ".join(lacking)}
    if isinstance(scale, Numeric):
        return _number_problem(scale, float(reply.value), reply.peer)  # type: ignore[arg-type]
    return _nps_problem(reply.value)


def _number_problem(scale: Numeric, value: float, peer: float | None) -> Problem | None:
    if scale.plausible is not None:
        low, high = scale.plausible
        if not low <= value <= high:
            return "DP333", {"value": value, "low": low, "high": high}
    if isinstance(scale.score, ByPeer):
        if peer is None:
            return "DP335", {}
        if peer <= 0 or value < 0:
            return "DP336", {"peer": peer, "value": value}
    return None


def _nps_problem(value: Value | None) -> Problem | None:
    if not isinstance(value, NpsCounts):
        return "DP337", {"count": 0}
    replies = value.promoters + value.passives + value.detractors
    return ("DP337", {"count": replies}) if replies < NPS_MINIMUM else None


def doubt_of(scale: Scale, value: Value) -> str | None:
    """The code of a doubt about a value that counts: a fraction given as a percentage."""
    if isinstance(scale, Numeric) and scale.percent and 0 < float(value) <= 1:  # type: ignore[arg-type]
        return "DP338"
    return None
