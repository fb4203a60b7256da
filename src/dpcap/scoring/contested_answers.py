"""Which answers brands speak against, and what a reviewer has ruled since. No score hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dpcap.model.finding import Finding
from dpcap.model.nps import ContestedAnswer
from dpcap.model.review import AnswerRuling
from dpcap.model.voice import MerchantsFile
from dpcap.scoring.case import Case

_MOST_NOTES = 20


def contested_answers(
    said: MerchantsFile, rulings: Mapping[str, AnswerRuling]
) -> tuple[ContestedAnswer, ...]:
    """The answers that brands speak against in *said*, by indicator.

    Of *rulings*, by indicator, only one of the last brand's day or later settles an answer: whoever
    ruled before had not heard it.
    """
    against = {name: one for name, one in said.merchants.items() if one.speaks_against}
    found = []
    for node in sorted({node for one in against.values() for node in one.about}):
        by = {name: one for name, one in sorted(against.items()) if node in one.about}
        rated = [one.rating for one in by.values() if one.rating is not None]
        last = max(one.on for one in by.values())
        ruled = rulings.get(node)
        found.append(
            ContestedAnswer(
                node=node,
                contracts=tuple(by),
                brands=len(by),
                lowest=min(rated, default=None),
                complaints=sum(one.complaints or 0 for one in by.values()),
                notes=tuple(one.note for one in by.values() if one.note)[:_MOST_NOTES],
                last_on=last,
                held_by=said.held_by,
                ruling=ruled.ruling if ruled and ruled.on >= last else None,
            )
        )
    return tuple(found)


def contested_in(case: Case) -> tuple[ContestedAnswer, ...]:
    """The answers of *case* that brands speak against, by what the manager holds."""
    held = case.records.merchants if case.records else None
    found = contested_answers(held.said, case.rulings.answers) if held else ()
    return tuple(one for one in found if one.node in case.framework.by_id)


def contested_findings(case: Case) -> Iterator[Finding]:
    """A warning for each answer of *case* that is contested and not ruled on since."""
    held = case.records.merchants if case.records else None
    for one in contested_in(case) if held else ():
        if held and one.ruling is None:
            line = held.lines.get(one.contracts[0])
            at = {"file": held.file, "line": line, "column": 1 if line else None}
            yield contested_finding(one).model_copy(update=at)


def contested_finding(one: ContestedAnswer) -> Finding:
    """That *one* waits for a ruling."""
    params = {
        "node": one.node,
        "contracts": ", ".join(one.contracts[:6]),
        "lowest": "–" if one.lowest is None else one.lowest,
        "complaints": one.complaints,
        "on": str(one.last_on),
    }
    return Finding(code="DP562", node=one.node, params=dict(params))
