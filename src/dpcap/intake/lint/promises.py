"""Rules about what a framework promises and cannot keep: serious rules, kinds to be confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.source_map import SourceMap
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params


def serious_for_nothing(origin: SourceMap) -> Iterator[Finding]:
    """A level that allows as many serious rules to be broken as there are: it asks for nothing."""
    framework = origin.framework
    count = sum(rule.serious for rule in framework.consistency)
    for place, level in enumerate(framework.levels):
        allowed = level.requires.serious
        if allowed is not None and allowed >= count:
            params: Params = {"level": level.id, "count": count, "allowed": allowed}
            yield origin.head.finding("DP251", ("levels", place, "requires", "serious"), params)


def never_before_confirmed(origin: SourceMap) -> Iterator[Finding]:
    """A kind that counts as a lesser one until confirmed, where no question takes both."""
    proofs = [spot.indicator.proof for spot in origin.spots if spot.indicator.proof]
    for kind, needs in origin.framework.until_confirmed.items():
        taking = [one for one in proofs if not one.kinds or kind in one.kinds]
        if taking and all(one.kinds and not {*needs.lesser} & {*one.kinds} for one in taking):
            params: Params = {"kind": kind, "counted": needs.counts_as}
            yield origin.head.finding("DP252", ("until_confirmed", kind), params, key=True)
