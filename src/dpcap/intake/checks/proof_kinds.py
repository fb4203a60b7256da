"""Kinds of evidence: what an indicator ranks itself, what needs confirming, where links lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dpcap.intake.source_map import SourceMap
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import DECLARED
from dpcap.model.proof_kinds import Confirmable
from dpcap.model.two_languages import Params, TwoLanguages

_VERIFIED = "verified"
_UNKNOWN = TwoLanguages("method.proof_caps 里没有这一类", "method.proof_caps has no such kind")
_WORD = TwoLanguages(
    "口头说明的上限全框架只有一个，写在 method.proof_caps",
    "what the provider's word proves is the same everywhere; it stands in method.proof_caps",
)
_REVIEWED = TwoLanguages(
    "现场核验由复核人给，总是 100", "it is granted by reviewers, and always proves 100"
)
_NOT_TAKEN = TwoLanguages(
    "这个指标的 kinds 不收它；请加进 kinds，或从这里删去",
    "kinds of this indicator does not list it; add it there, or take it out here",
)
_ITSELF = TwoLanguages("不能是它自己", "it cannot be the kind itself")
_WAITS = TwoLanguages("它自己也要先确认", "that kind has to be confirmed itself")
_MORE = TwoLanguages(
    "确认前不能比确认后算得多；请换上限较低的种类",
    "until confirmed it cannot prove more than afterwards; choose a kind of a lower cap",
)

Why = TwoLanguages | None


def check_proof_kinds(origin: SourceMap) -> Iterator[Finding]:
    """Findings about kinds that cannot be what the framework makes of them."""
    framework, head = origin.framework, origin.head
    caps, waiting = framework.method.proof_caps, framework.until_confirmed
    for spot in origin.spots:
        proof = spot.indicator.proof
        for kind in proof.proof_caps if proof else ():
            why = _not_ranked(kind, caps, proof.kinds if proof else ())
            if why is not None:
                said: Params = {"kind": kind, **why.params}
                yield spot.finding("DP132", ("evidence", "proof_caps", kind), said, key=True)
    for kind, needs in waiting.items():
        path: tuple[Step, ...] = ("until_confirmed", kind)
        for name, place, why in _confirmable(kind, needs, caps, waiting):
            params = {"field": f"until_confirmed.{kind}", "name": name, **why.params}
            yield head.finding("DP133", (*path, *place), params)
    for host, kind in framework.link_hosts.items():
        if kind not in caps:
            params = {"field": f"link_hosts.{host}", "name": kind, **_UNKNOWN.params}
            yield head.finding("DP133", ("link_hosts", host), params)


def _not_ranked(kind: str, caps: Mapping[str, float], taken: tuple[str, ...]) -> Why:
    """Why an indicator that takes *taken* (none: all kinds) cannot rank *kind*; None: it can."""
    if kind == DECLARED:
        return _WORD
    if kind == _VERIFIED:
        return _REVIEWED
    if kind not in caps:
        return _UNKNOWN
    return _NOT_TAKEN if taken and kind not in taken else None


def _not_less(
    kind: str, less: str, caps: Mapping[str, float], waiting: Mapping[str, Confirmable]
) -> Why:
    """Why *kind* cannot count as *less* until it is confirmed; None: it can."""
    if less == kind:
        return _ITSELF
    if less not in caps:
        return _UNKNOWN
    if less in waiting:
        return _WAITS
    return _MORE if caps[less] > caps[kind] else None


def _confirmable(
    kind: str, needs: Confirmable, caps: Mapping[str, float], waiting: Mapping[str, Confirmable]
) -> Iterator[tuple[str, tuple[Step, ...], TwoLanguages]]:
    """What is wrong with a kind that has to be confirmed: a name, its place, and why."""
    if kind not in caps or kind == DECLARED:
        yield kind, (), _UNKNOWN if kind not in caps else _WORD
        return
    for field, less in (("counts_as", needs.counts_as), ("fallback", needs.fallback)):
        if less is not None and (why := _not_less(kind, less, caps, waiting)):
            yield less, (field,), why
    for place, record in enumerate(needs.records):
        if record not in caps or record in (kind, DECLARED):
            yield record, ("records", place), _ITSELF if record == kind else _UNKNOWN
