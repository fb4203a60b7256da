"""What must be shown not to apply before a level can be reached: scopes and N/A answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from dpcap.model.framework import Level
from dpcap.model.manager import ManagerFact, ManagerFacts, ManagerRecords
from dpcap.model.review import ExemptionRuling, Review, SeenReason
from dpcap.scoring.case import Case
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.improvements import CaseState, state_of
from dpcap.scoring.level_rules import unmet
from dpcap.scoring.plan_search import node_weights, standing
from dpcap.scoring.score_tree import grow_tree

_PLAN = "plan"


class ToShow(NamedTuple):
    """Scopes answered no that are to be proved, and N/A answers that are to be confirmed."""

    scopes: tuple[str, ...] = ()
    exemptions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.scopes or self.exemptions)

    def without(self, name: str) -> ToShow:
        """All but *name*."""
        return ToShow(*(tuple(one for one in each if one != name) for each in self))


def to_show(now: CaseState, target: Level) -> ToShow:
    """What must be shown so that the limit on N/A is no bar to *target*; nothing, if it is none.

    The heaviest first, then whatever is not needed is left out again. If all of it is not enough,
    all that is there.
    """
    shown, options = ToShow(), _options(now)
    after = now
    while _is_doubtful(after, target) and options:
        kind, name = options.pop(0)
        shown = shown._replace(**{kind: (*getattr(shown, kind), name)})
        after = once_shown(now.case, shown)
    if not shown or _is_doubtful(after, target):
        return shown
    for name in (*shown.scopes, *shown.exemptions):
        less = shown.without(name)
        if not _is_doubtful(once_shown(now.case, less), target):
            shown = less
    return shown


def _is_doubtful(now: CaseState, target: Level) -> bool:
    rules = unmet(now.case.framework, target, standing(now))
    return any(rule.rule == "not_applicable" for rule in rules)


def _options(now: CaseState) -> list[tuple[str, str]]:
    """What is N/A on the provider's word alone, by its kind, the heaviest first."""
    case, weights = now.case, dict[tuple[str, str], float]()
    each = case.framework.once(node_weights, case.role_id, case.core)
    for node, one in now.judged.items():
        if one.state == "not_applicable" and not one.confirmed:
            scopes = case.scope.unproved.get(node, ())
            for option in [("scopes", name) for name in scopes] or [("exemptions", node)]:
                weights[option] = weights.get(option, 0.0) + each.get(node, 0.0)
    return sorted(weights, key=lambda option: (-weights[option], option))


def once_shown(case: Case, shown: ToShow) -> CaseState:
    """*case* once all *shown* is accepted, evaluated and folded."""
    after = with_shown(case, shown)
    judged = evaluate(after)
    return state_of(after, judged, grow_tree(after, judged))


def with_shown(case: Case, shown: ToShow) -> Case:
    """*case* once the manager knows the scopes not to be served, and a reviewer took each N/A."""
    records = case.records or ManagerRecords()
    if shown.scopes:
        records = records.model_copy(update={"facts": _facts(case, records, shown.scopes)})
    if shown.exemptions:
        records = records.model_copy(update={"review": _review(case, records, shown.exemptions)})
    return replace(case, records=records)


def _facts(case: Case, records: ManagerRecords, scopes: Iterable[str]) -> ManagerFacts:
    held = records.facts or ManagerFacts(
        schema_="dpcap/facts/1", provider=case.assessment.provider.id
    )
    no = ManagerFact(value=False, source=_PLAN, on=case.as_of)
    return held.model_copy(update={"facts": {**held.facts, **dict.fromkeys(scopes, no)}})


def _review(case: Case, records: ManagerRecords, nodes: Iterable[str]) -> Review:
    held = records.review or Review(schema_="dpcap/review/2", provider=case.assessment.provider.id)
    ruled = {node: _accepted(case, node) for node in nodes}
    return held.model_copy(update={"not_applicable": {**held.not_applicable, **ruled}})


def _accepted(case: Case, node: str) -> ExemptionRuling:
    reason = case.assessment.answers[node].not_applicable
    return ExemptionRuling(
        ruling="accepted",
        by=_PLAN,
        on=case.as_of,
        reason=_PLAN,
        framework=case.framework.edition,
        saw=SeenReason(reason=reason) if reason else None,
    )
