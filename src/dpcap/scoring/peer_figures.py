"""The peer figure that a reply is held against, who vouches for it, and how far off it is."""

from __future__ import annotations

from collections.abc import Mapping

from dpcap.model.assessment import Reply, Value
from dpcap.model.framework import DECLARED, Method
from dpcap.model.manager import PeerFigure
from dpcap.model.period import period_key
from dpcap.model.scale import Numeric
from dpcap.model.trace import Limited
from dpcap.scoring.case import Case
from dpcap.scoring.compiled_indicator import CompiledIndicator
from dpcap.scoring.evidence import VERIFIED, VERIFIED_CAP
from dpcap.scoring.plausibility import Problem, slip_of

_INDUSTRY, _PERIOD = "industry", "period"


def held_peer(case: Case, compiled: CompiledIndicator, reply: Reply) -> float | None:
    """The manager's figure for what *reply* is about, if there is one.

    It is of the same industry and period, and what else it says the reply says as well. Of several
    the one that says most is taken, then the latest.
    """
    known = case.peers.get(compiled.id)
    if not known or compiled.peer is None:
        return None
    fitting = [one for one in known if _fits(one, reply.envelope)]
    best = max(fitting, key=lambda one: (len(one.envelope), one.date, one.median), default=None)
    return best.median if best else None


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
    return None if found is None else ("DP387", found.params)


def limited(
    case: Case, compiled: CompiledIndicator, value: Value, peer: float | None, *, held: float | None
) -> Limited | None:
    """Why a *value* beside *peer* may prove less than its proof; *held*: the manager's figure."""
    if compiled.peer is None or is_verified(case, compiled):
        return None
    believed = compiled.peer.believed
    # Zeros may be true, however far off they are.
    if believed is not None and isinstance(value, int | float) and value and peer:
        low, high = believed
        if not low <= value / peer <= high:
            return "far_off"
    return "self_typed" if held is None else None


def limit_of(method: Method, why: Limited | None) -> float:
    """The most that a reply so limited can prove."""
    if why is None:
        return VERIFIED_CAP
    return method.proof_caps[DECLARED] if why == "far_off" else method.self_typed_peer_cap
