"""Which findings of a profile the parts of the measure `findings` count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dpcap.model.finding import Finding
from dpcap.model.framework import Framework


class _Doubt(NamedTuple):
    code: str
    serious: bool = False


_DOUBTS: Mapping[str, _Doubt] = {
    "contradictions": _Doubt("DP501"),
    "unchecked": _Doubt("DP502"),
    "serious": _Doubt("DP501", serious=True),
    "serious_unchecked": _Doubt("DP502", serious=True),
}
DOUBT_PARTS = tuple(_DOUBTS)


def count_doubts(framework: Framework, findings: Iterable[Finding], part: str) -> int:
    """How many of *findings* the part *part* of the measure `findings` counts.

    A rule that *framework* does not have, as after an id was changed, is no serious one.
    """
    wanted = _DOUBTS[part]
    found = [one for one in findings if one.code == wanted.code]
    if not wanted.serious:
        return len(found)
    serious = framework.once(_serious)
    return sum(one.params.get("rule") in serious for one in found)


def _serious(framework: Framework) -> frozenset[str]:
    return frozenset(rule.id for rule in framework.consistency if rule.serious)
