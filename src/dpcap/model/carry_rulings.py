"""What the manager holds, given under one version of a framework, as the next one reads it.

A ruling is held against the answer as it was given then. It follows a rename and the heir that
carries the value, and a merge only where all parts were ruled the same. One that cannot be followed
stays as it is, under its own version, and so applies to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from dpcap.model.assessment import Answer, Assessment, ShopRow
from dpcap.model.base import LINE, PROSE
from dpcap.model.carry_over import carried, new_facts, sources
from dpcap.model.framework import Framework
from dpcap.model.manager import HeldMerchants, ManagerFacts, ManagerRecords, PeerFigure
from dpcap.model.migration import MigrationStep, steps_from
from dpcap.model.review import (
    AnswerRuling,
    EvidenceRuling,
    ExemptionRuling,
    Review,
    ReviewRemark,
    SeenAnswer,
    SeenReason,
)
from dpcap.model.seen_today import is_about, seen_answer

J = TypeVar("J", AnswerRuling, ExemptionRuling)
_NO_ANSWER = Answer.model_construct()


def carried_review(review: Review, assessment: Assessment, framework: Framework) -> Review:
    """*review* in the ids and units of *framework*, held against *assessment* as it was then."""
    if not framework.has_history:
        return review
    changed = {
        "indicators": _carried(review.indicators, assessment, framework),
        "not_applicable": _carried(review.not_applicable, assessment, framework),
        "evidence": {n: _piece(one, framework) for n, one in review.evidence.items()},
        "remarks": tuple(_remark(one, framework) for one in review.remarks),
    }
    return review.model_copy(update=changed)


def carried_records(
    records: ManagerRecords | None, assessment: Assessment, framework: Framework, edition: str
) -> ManagerRecords | None:
    """*records* kept with a profile of *edition*, as *framework* reads them."""
    steps = steps_from(framework, edition)
    if records is None or not steps:
        return records
    review, facts, peers = records.review, records.facts, records.peers
    merchants = records.merchants
    for step in steps:
        facts = facts and carried_facts(facts, step)
        peers = tuple(made for one in peers if (made := carried_peer(one, step)))
        merchants = merchants and carried_merchants(merchants, step)
    held = review and carried_review(review, assessment, framework)
    now = {"review": held, "facts": facts, "peers": peers, "merchants": merchants}
    return records.model_copy(update=now)


def carried_merchants(held: HeldMerchants, step: MigrationStep) -> HeldMerchants:
    """What brands say of indicators of the older version of *step*, of what they went on to."""
    said = {
        contract: one.model_copy(update={"about": tuple(dict.fromkeys(_heirs(one.about, step)))})
        for contract, one in held.said.merchants.items()
    }
    return held.model_copy(update={"said": held.said.model_copy(update={"merchants": said})})


def _heirs(nodes: tuple[str, ...], step: MigrationStep) -> Iterator[str]:
    return filter(None, map(step.migration.heir, nodes))


def carried_facts(facts: ManagerFacts, step: MigrationStep) -> ManagerFacts:
    """The manager's *facts* of the older version of *step*, as the newer one has them."""
    return facts.model_copy(update={"facts": new_facts(step, facts.facts), "framework": None})


def carried_peer(figure: PeerFigure, step: MigrationStep) -> PeerFigure | None:
    """*figure* of the older version of *step* as of the newer one; None: nothing goes on from it.

    One that is merged or asked anew is another figure.
    """
    node = step.migration.heir(figure.indicator)
    if node is None or node in {*step.migration.merged, *step.migration.asked_anew}:
        return None
    how, best = step.migration.rescaled.get(node), figure.benchmark
    changed: dict[str, object] = {"indicator": node}
    if how is not None:
        changed |= {"median": how.of(figure.median), "benchmark": best and how.of(best)}
    return figure.model_copy(update=changed)


def _carried(
    rulings: Mapping[str, J], assessment: Assessment, framework: Framework
) -> dict[str, J]:
    """*rulings* on answers, each under the latest edition that it can be followed to."""
    current: dict[str, J] = {}
    stay: dict[str, J] = {}
    by_edition: dict[str, dict[str, J]] = {}
    for node, ruling in rulings.items():
        then = ruling.framework
        if then is None or then == framework.edition:
            current[node] = ruling
        elif (seen := _seen_then(node, ruling, assessment)) is None:
            stay[node] = ruling
        else:
            by_edition.setdefault(then, {})[node] = seen
    followed: dict[str, J] = {}
    earlier = framework.history if by_edition else ()
    for edition in [release.framework.edition for release in earlier]:
        steps = steps_from(framework, edition) or ()
        here = {**followed, **by_edition.pop(edition, {})}
        followed = _followed(here, steps[0], stay, rulings)
    for rest in by_edition.values():  # of no version that is known here
        stay |= {node: rulings[node] for node in rest}
    return {**stay, **followed, **current}


def _seen_then(node: str, ruling: J, assessment: Assessment) -> J | None:
    """*ruling* with what it is about as that was then; None: that is not what was seen.

    Where the folder was written anew since, what was seen is all that is left of it.
    """
    then = assessment.past.get(ruling.framework or "")
    if then is None or ruling.saw is None:
        return ruling if ruling.saw is not None else None
    if isinstance(ruling, AnswerRuling):
        now = seen_answer(then, node)
        return ruling.model_copy(update={"saw": now}) if is_about(ruling, now) else None
    reason = then.answers.get(node, _NO_ANSWER).not_applicable
    return ruling if ruling.saw.reason == reason else None


def _followed(
    here: Mapping[str, J], step: MigrationStep, stay: dict[str, J], given: Mapping[str, J]
) -> dict[str, J]:
    """The rulings *here*, of the older version of *step*, as of the newer one.

    Those that cannot be followed go to *stay* as they were *given*, where nothing stands yet.
    """
    before = _as_answers(here)
    after = carried(before, step)
    made: dict[str, J] = {}
    used: set[str] = set()
    for node in step.new.by_id:
        merge = step.migration.merged.get(node)
        parts = merge.of if merge else tuple(_carriers(step, node))
        found = [here[part] for part in parts if part in here]
        if not found or len(found) < len(parts) or len({one.ruling for one in found}) > 1:
            continue
        ruling = _with_saw(_one(found), after, node, step.new.edition)
        if ruling is not None:
            made[node] = ruling
            used |= set(parts)
    for node in here.keys() - used:
        if node in given:
            stay.setdefault(node, given[node])
    return made


def _carriers(step: MigrationStep, node: str) -> Iterator[str]:
    return (old for old in sources(step, node) if step.migration.heir(old) == node)


def _as_answers(rulings: Mapping[str, J]) -> Assessment:
    """What was seen for *rulings*, as if somebody had answered it."""
    answers: dict[str, Answer] = {}
    rows: dict[str, tuple[ShopRow, ...]] = {}
    for node, ruling in rulings.items():
        saw = ruling.saw
        if isinstance(saw, SeenReason):
            answers[node] = Answer(not_applicable=saw.reason)
        elif isinstance(saw, SeenAnswer):
            answers[node] = Answer(
                value=saw.value, peer=saw.peer, benchmark=saw.benchmark, envelope=saw.envelope
            )
            each = (
                ShopRow(
                    shop=shop,
                    value=one.value,
                    peer=one.peer,
                    benchmark=one.benchmark,
                    envelope=one.envelope,
                )
                for shop, one in saw.rows.items()
            )
            rows[node] = tuple(each)
    return Assessment.of_answers(answers, rows)


def _with_saw(ruling: J, after: Assessment, node: str, edition: str) -> J | None:
    """*ruling* about the answer to *node* in *after*; None: nothing is left of that."""
    changed: dict[str, object] = {"framework": edition}
    if isinstance(ruling, ExemptionRuling):
        reason = after.answers.get(node, _NO_ANSWER).not_applicable
        saw = reason and SeenReason(reason=reason)
        return ruling.model_copy(update={**changed, "saw": saw}) if saw else None
    seen = seen_answer(after, node)
    lost = not _says_anything(seen) and _says_anything(ruling.saw)
    return None if lost else ruling.model_copy(update={**changed, "saw": seen})


def _says_anything(saw: SeenAnswer | None) -> bool:
    return saw is not None and any(one.value is not None for one in (saw, *saw.rows.values()))


def _one(rulings: list[J]) -> J:
    """Rulings that say the same as one: by all who gave them, on the last day, for the shortest."""
    first = rulings[0]
    if len(rulings) == 1:
        return first
    ends = [one.until for one in rulings if one.until]
    changed = {
        "by": "、".join(dict.fromkeys(one.by for one in rulings))[:LINE],
        "on": max(one.on for one in rulings),
        "reason": "；".join(dict.fromkeys(one.reason for one in rulings))[:PROSE],
        "until": min(ends) if ends else None,
    }
    return first.model_copy(update=changed)


def _piece(ruling: EvidenceRuling, framework: Framework) -> EvidenceRuling:
    """A ruling on evidence: its kind and the claims that it names follow to every heir."""
    steps = steps_from(framework, ruling.framework or framework.edition) or ()
    saw, claims = ruling.saw, ruling.indicators
    for step in steps:
        claims = tuple(dict.fromkeys(heir for one in claims for heir in step.migration.heirs(one)))
        kind = saw and step.migration.kinds.get(saw.kind)
        saw = saw.model_copy(update={"kind": kind}) if saw and kind else saw
    if not steps or (ruling.indicators and not claims):
        return ruling
    changed = {"saw": saw, "indicators": claims, "framework": framework.edition}
    return ruling.model_copy(update=changed)


def _remark(remark: ReviewRemark, framework: Framework) -> ReviewRemark:
    """A remark on a node that is gone goes to its heir, and if it has none, to the whole."""
    node = remark.node
    if node is None or node in framework.by_id or node in framework.groups:
        return remark
    for release in framework.history:
        (step, *_) = steps_from(framework, release.framework.edition) or ()
        if node in step.old.by_id and node not in step.new.by_id:
            node = step.migration.heir(node)
    return remark if node == remark.node else remark.model_copy(update={"node": node})
