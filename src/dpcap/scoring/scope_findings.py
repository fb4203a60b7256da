"""What is said of the scopes as a whole: the summary of a profile, and the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dpcap.model.finding import Finding
from dpcap.model.scope import ScopeEntry, ScopeSummary
from dpcap.scoring.case import Case
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.level_rules import out_of_scope, scope_in_role
from dpcap.scoring.scope import ScopeAnswer, fitting_roles, names, role_scope

_FACTS = "facts"
# So many questions are named in one finding.
_NAMED = 8


def scope_summary(case: Case, judged: Mapping[str, IndicatorResult]) -> ScopeSummary | None:
    """How the scopes stand and what they leave of the role; None: the framework lists none."""
    if not case.framework.scopes:
        return None
    within = scope_in_role(case, case.role_id, judged)
    return ScopeSummary(
        scopes=tuple(_entry(case, name, one) for name, one in case.scope.answers.items()),
        share=within.share,
        lacking=within.lacking,
        fitting=fitting_roles(case.scope, core=case.core, out=out_of_scope(judged)),
    )


def _entry(case: Case, name: str, answer: ScopeAnswer) -> ScopeEntry:
    bound = [shop.id for shop in case.shops]
    return ScopeEntry(
        id=name,
        state=answer.state,
        by=answer.by,
        shops=tuple(shop for shop in bound if shop in answer.shops),
        claimed=tuple(shop for shop in bound if shop in answer.claimed),
    )


def scope_findings(case: Case, judged: Mapping[str, IndicatorResult]) -> Iterator[Finding]:
    """What keeps a scope from counting as said, what contradicts it, and what the role lacks."""
    for name, answer in case.scope.answers.items():
        if _is_needed(case, name, judged):
            yield from _unproved(name, answer)
        yield from _answered(case, name, answer)
    yield from _exceptions(case)
    yield from _lacking(case, judged)


def _is_needed(case: Case, name: str, judged: Mapping[str, IndicatorResult]) -> bool:
    """Whether a question that weighs in the role, or the role itself, hangs on scope *name*."""
    framework, role = case.framework, case.framework.roles[case.role_id]
    if name in role.must_include:
        return True
    return any(
        name in (framework.by_id[node].scope or ())
        and role.weights.get(framework.parents[node][0].id)
        for node, one in judged.items()
        if one.state != "not_asked"
    )


def _unproved(name: str, answer: ScopeAnswer) -> Iterator[Finding]:
    if not answer.said:
        yield _finding("DP178", name)
    elif answer.state == "unproved":
        yield _finding("DP173", name)
    elif answer.claimed:
        yield _finding("DP177", name, shops=", ".join(sorted(answer.claimed)))


def _answered(case: Case, name: str, answer: ScopeAnswer) -> Iterator[Finding]:
    """A warning where questions are answered that by the scope are not the provider's."""
    given = case.assessment
    needing = [node for node, one in case.framework.by_id.items() if name in (one.scope or ())]
    if answer.state != "served":
        found = [node for node in needing if given.rows.get(node) or _has_value(case, node)]
    else:
        found = [
            f"{node}@{row.shop}"
            for node in needing
            for row in given.rows.get(node, ())
            if row.shop in answer.shops and row.value is not None
        ]
    if found:
        shown = ", ".join(found[:_NAMED]) + ("…" if len(found) > _NAMED else "")
        yield _finding("DP174", name, number=len(found), nodes=shown)


def _has_value(case: Case, node: str) -> bool:
    answer = case.assessment.answers.get(node)
    return answer is not None and answer.value is not None


def _exceptions(case: Case) -> Iterator[Finding]:
    """A warning for each shop that a fact excepts and that is none, or where none can be."""
    bound = {one for shop in case.shops for one in names(shop)}
    for name, fact in case.facts.items():
        spec = case.framework.scopes.get(name)
        if fact.without and (spec is None or spec.per != "shop"):
            yield _finding("DP176", name)
        elif lost := sorted(set(fact.without) - bound):
            yield _finding("DP175", name, shops=", ".join(lost))


def _lacking(case: Case, judged: Mapping[str, IndicatorResult]) -> Iterator[Finding]:
    out = out_of_scope(judged)
    lacking = role_scope(case.scope, case.role_id, core=case.core).lacking
    if lacking:
        fitting = ", ".join(fitting_roles(case.scope, core=case.core, out=out)) or "–"
        params: dict[str, str | int | float] = {
            "role": case.role_id,
            "scopes": ", ".join(lacking),
            "roles": fitting,
        }
        yield Finding(code="DP179", path=("role",), params=params)


def _finding(code: str, name: str, **params: str | float) -> Finding:
    return Finding(code=code, node=name, path=(_FACTS, name), params={"name": name, **params})
