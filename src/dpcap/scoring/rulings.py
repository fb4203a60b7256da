"""Which rulings of a review apply to what is there today: those given for the very same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from dpcap.model.assessment import Answer, Assessment, Evidence
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.review import (
    AnswerRuling,
    EvidenceRuling,
    ExemptionRuling,
    Review,
    Ruled,
    verified_until,
)
from dpcap.model.seen_today import Content, content_of, is_about, seen_answer
from dpcap.model.unchecked import trusted

_NO_ANSWER = Answer.model_construct()
_ruled = trusted(Ruled)
# Where several rulings fit one piece the strongest counts: a refusal stands until taken back.
_STRENGTH = {"refused": 2, "verified": 1, "accepted": 0}


class PieceRulings(NamedTuple):
    """What applies to one piece of evidence.

    `ruling` holds wherever the piece is named; `claims` are refusals for single indicators, by
    indicator; `confirmed`: a reviewer was told at the brand that it is right.
    """

    ruling: EvidenceRuling | None = None
    claims: Mapping[str, EvidenceRuling] = MappingProxyType({})
    confirmed: bool = False


class AppliedRulings(NamedTuple):
    """The rulings that apply, by piece or indicator; `misfits`: a warning for each other one."""

    evidence: dict[str, PieceRulings]
    answers: dict[str, AnswerRuling]
    exemptions: dict[str, ExemptionRuling]
    misfits: tuple[Finding, ...]

    @property
    def all(self) -> Iterator[Ruled]:
        """Every ruling that applies; one that fits several pieces comes as often."""
        yield from (one.ruling for one in self.evidence.values() if one.ruling)
        yield from self.answers.values()
        yield from self.exemptions.values()


NO_RULINGS = AppliedRulings({}, {}, {}, ())
NOT_RULED = PieceRulings()


def applied_rulings(
    review: Review, assessment: Assessment, framework: Framework, as_of: date
) -> AppliedRulings:
    """What of *review* applies to *assessment* on the day *as_of*.

    A ruling on evidence goes with the file's bytes (or the link's address), whatever its id: an
    acceptance with kind and date as well, a refusal with the bytes alone. A ruling on an answer or
    an N/A holds for that answer under the same edition of *framework*, a verification until its
    last day.
    """
    found: list[Finding] = []
    return AppliedRulings(
        dict(_evidence(review, assessment, found)),
        dict(_answers(review, assessment, framework, as_of, found)),
        dict(_exemptions(review, assessment, framework, found)),
        tuple(found),
    )


def shown_ruling(ruling: Ruled | None) -> Ruled | None:
    """*ruling* as a profile shows it, without what the reviewer saw."""
    if ruling is None:
        return None
    return _ruled(
        ruling=ruling.ruling,
        by=ruling.by,
        on=ruling.on,
        reason=ruling.reason,
        until=ruling.until,
    )


def _evidence(
    review: Review, assessment: Assessment, found: list[Finding]
) -> Iterator[tuple[str, PieceRulings]]:
    fitting: dict[str, list[EvidenceRuling]] = {}
    pieces = assessment.evidence
    alike: dict[Content, list[Evidence]] = {}
    for piece in pieces.values():
        alike.setdefault(content_of(piece), []).append(piece)
    for name, ruling in review.evidence.items():
        same = alike.get(_content_seen(ruling), []) if ruling.saw else []
        fits = [piece for piece in same if _fits(ruling, piece)]
        for piece in fits:
            fitting.setdefault(piece.id, []).append(ruling)
        if not fits:
            found.append(_misfit(name, ruling, pieces.get(name)))
    for fitted, rulings in fitting.items():
        yield fitted, _joined(rulings)


def _content_seen(ruling: EvidenceRuling) -> Content:
    return (ruling.saw.sha256, ruling.saw.url) if ruling.saw else (None, None)


def _fits(ruling: EvidenceRuling, piece: Evidence) -> bool:
    """Whether *ruling*, on the same content, is about *piece* as it is registered today."""
    saw = ruling.saw
    if saw is None or ruling.ruling == "refused":
        return saw is not None
    return (saw.kind, saw.captured_on) == (piece.kind, piece.captured_on)


def _joined(rulings: Iterable[EvidenceRuling]) -> PieceRulings:
    whole: list[EvidenceRuling] = []
    claims: dict[str, EvidenceRuling] = {}
    for one in rulings:
        if one.ruling == "refused" and one.reach == "claim":
            claims |= dict.fromkeys(one.indicators, one)
        else:
            whole.append(one)
    best = max(whole, key=lambda one: (_STRENGTH[one.ruling], one.on), default=None)
    return PieceRulings(best, claims, any(one.confirmed for one in whole))


def _misfit(name: str, ruling: EvidenceRuling, piece: Evidence | None) -> Finding:
    """Why the *ruling* on *name* applies to nothing; *piece* is what bears the name today."""
    if ruling.saw is None:
        code = "DP453"
    elif piece is None:
        code = "DP454"
    elif _content_seen(ruling) != content_of(piece):
        code = "DP455"
    else:
        code = "DP456"
    params = {"evidence": name, "by": ruling.by, "on": ruling.on.isoformat()}
    return Finding(code=code, path=("evidence", name), params=dict(params))


def _answers(
    review: Review,
    assessment: Assessment,
    framework: Framework,
    as_of: date,
    found: list[Finding],
) -> Iterator[tuple[str, AnswerRuling]]:
    for node, ruling in review.indicators.items():
        indicator = framework.by_id.get(node)
        same = ruling.framework == framework.edition and indicator is not None
        if not same or not is_about(ruling, seen_answer(assessment, node)):
            found.append(_changed("DP457", node, ruling))
            continue
        proof = indicator.proof if indicator else None
        until = verified_until(ruling, proof.valid_days if proof else None)
        if ruling.ruling == "verified" and until < as_of:
            found.append(_changed("DP458", node, ruling, until=until.isoformat()))
        else:
            yield node, ruling


def _exemptions(
    review: Review, assessment: Assessment, framework: Framework, found: list[Finding]
) -> Iterator[tuple[str, ExemptionRuling]]:
    for node, ruling in review.not_applicable.items():
        reason = assessment.answers.get(node, _NO_ANSWER).not_applicable
        same = ruling.framework == framework.edition
        if same and ruling.saw is not None and ruling.saw.reason == reason:
            yield node, ruling
        else:
            found.append(_changed("DP457", node, ruling))


def _changed(code: str, node: str, ruling: Ruled, **more: str) -> Finding:
    params = {"node": node, "by": ruling.by, "on": ruling.on.isoformat(), **more}
    return Finding(code=code, node=node, path=("answers", node), params=dict(params))
