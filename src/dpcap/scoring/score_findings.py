"""What a score says beside its figures: of scopes, shops, consents and files anybody can edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from dpcap.model.acceptance import awaits_acceptance
from dpcap.model.assessment import Client
from dpcap.model.base import Text
from dpcap.model.consent import Consent, Consented, consent_on, is_given
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Framework
from dpcap.model.manager import quarter_of
from dpcap.model.profile import EvidenceEntry, PendingWhy, RoleScore
from dpcap.model.scope import ScopeEntry, ScopeSummary
from dpcap.scoring.case import Case
from dpcap.scoring.counted_shops import CountedShops
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.level_rules import scope_in_role
from dpcap.scoring.roles import fitting_roles, score_roles
from dpcap.scoring.scope import ScopeAnswer, names, role_scope
from dpcap.scoring.score_tree import ScoreTree

_SHOPS = ("shops",)
_WHY: dict[PendingWhy, Text] = {
    "no_list": Text(zh="管理方还没有登记绑定店铺", en="the manager has not listed the bound shops"),
    "no_gmv": Text(
        zh="管理方的店铺清单里有店没写GMV", en="the manager's list lacks the GMV of some shop"
    ),
    "no_seed": Text(
        zh="管理方还没有设本季度的抽签种子", en="the manager has not set the quarter's seed"
    ),
    "early_seed": Text(
        zh="抽签种子设在店铺清单之前，不作数", en="the seed was set before the list of shops"
    ),
}


def shop_findings(case: Case, counts: CountedShops) -> Iterator[Finding]:
    """A warning for each group of twins, for shops that do not count, and for a pending draw."""
    yield from (_twins(group) for group in case.twins)
    few = min(case.framework.method.few_shops, len(case.shops))
    if counts.number < few and (any(counts.rows) or not case.scope.out):
        yield _few(case, counts)
    if case.draw.why is not None:
        yield _pending(case, case.draw.why)


def _twins(group: frozenset[str]) -> Finding:
    return Finding(code="DP380", path=_SHOPS, params={"shops": ", ".join(sorted(group))})


def _few(case: Case, counts: CountedShops) -> Finding:
    method, counting = case.framework.method, frozenset[str]().union(*counts.counting)
    params: dict[str, str | int | float] = {
        "shops": ", ".join(shop.id for shop in case.shops if shop.id not in counting),
        "number": counts.number,
        "few": method.few_shops,
        "cap": f"{method.few_shops_cap:g}",
    }
    return Finding(code="DP382", path=_SHOPS, params=params)


def _pending(case: Case, why: PendingWhy) -> Finding:
    method = case.framework.method
    params: dict[str, str | int | float] = {
        "number": len(case.shops),
        "most": method.max_shops,
        "cap": f"{method.own_draw_cap:g}",
        "quarter": quarter_of(case.assessment.assessed_on),
        "why_zh": _WHY[why].zh,
        "why_en": _WHY[why].en,
    }
    return Finding(code="DP383", path=_SHOPS, params=params)


_CODES = {"lapsed": "DP980", "ahead": "DP981"}


def as_named(client: Client, day: date) -> Client:
    """*client* with a plain yes or no: whether it may be named on *day*."""
    return client.model_copy(update={"consent": is_given(client.consent, day)})


def consent_findings(case: Case) -> Iterator[Finding]:
    """A warning for each consent to be named that does not hold on the day of *case*."""
    listed = {shop.id: n for n, shop in enumerate(case.assessment.provider.shops)}
    for shop in case.shops:
        place = listed.get(shop.id)
        path: tuple[Step, ...] = ("shops",) if place is None else ("shops", place, "consent")
        yield from _told(shop.consent, shop.name, path, case.as_of)
    for place, client in enumerate(case.assessment.provider.clients):
        path = ("clients", place, "consent")
        yield from _told(client.consent, client.name, path, case.as_of)


def consents_turn_on(case: Case) -> date | None:
    """The first day after that of *case* on which a consent begins or has ended, if any."""
    clients = case.assessment.provider.clients
    consents = [*(one.consent for one in case.shops), *(one.consent for one in clients)]
    days = [day for one in consents if isinstance(one, Consent) for day in _turns(one)]
    return min((day for day in days if day > case.as_of), default=None)


def _turns(consent: Consent) -> Iterator[date]:
    yield consent.on
    if consent.until is not None and consent.until < date.max:
        yield consent.until + timedelta(days=1)


def _told(consent: Consented, name: str, path: tuple[Step, ...], day: date) -> Iterator[Finding]:
    code = _CODES.get(consent_on(consent, day))
    if code is None or not isinstance(consent, Consent):
        return
    params = {"name": name, "by": consent.by, "on": str(consent.on), "until": str(consent.until)}
    yield Finding(code=code, path=path, params={**params, "day": str(day)})


_SHOWN = 8


def awaiting_acceptance(framework: Framework, pieces: Iterable[EvidenceEntry]) -> Iterator[Finding]:
    """A note for each kind of which *pieces* that count are not accepted, with their ids."""
    by_kind: dict[str, list[EvidenceEntry]] = {}
    for piece in pieces:
        if piece.state == "counts" and awaits_acceptance(framework, piece):
            by_kind.setdefault(piece.kind, []).append(piece)
    for kind, found in sorted(by_kind.items()):
        ids = ", ".join(one.id for one in found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
        yield Finding(
            code="DP905",
            path=("evidence", found[0].id),
            params={
                "evidence": ids,
                "count": len(found),
                "kind": kind,
                "counted": found[0].counts_as or "",
            },
        )


_FACTS = "facts"
# So many questions are named in one finding.
_NAMED = 8


def scope_summary(
    case: Case, judged: Mapping[str, IndicatorResult], roles: Iterable[RoleScore]
) -> ScopeSummary | None:
    """How the scopes stand and what they leave of the role; None: the framework lists none.

    *roles*: what each role gives.
    """
    if not case.framework.scopes:
        return None
    within = scope_in_role(case, case.role_id, judged)
    return ScopeSummary(
        scopes=tuple(_entry(case, name, one) for name, one in case.scope.answers.items()),
        share=within.share,
        lacking=within.lacking,
        fitting=fitting_roles(case.framework, roles),
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


def scope_findings(
    case: Case, judged: Mapping[str, IndicatorResult], tree: ScoreTree
) -> Iterator[Finding]:
    """What keeps a scope from counting as said, what contradicts it, and what the role lacks."""
    for name, answer in case.scope.answers.items():
        if _is_needed(case, name, judged):
            yield from _unproved(name, answer)
        yield from _answered(case, name, answer)
    yield from _exceptions(case)
    yield from _lacking(case, judged, tree)


def _is_needed(case: Case, name: str, judged: Mapping[str, IndicatorResult]) -> bool:
    """Whether a question that weighs in the role, or the role itself, hangs on scope *name*."""
    framework, role = case.framework, case.framework.roles[case.role_id]
    if name in role.must_include:
        return True
    return any(
        judged[node].state != "not_asked" and role.weights.get(framework.parents[node][0].id)
        for node in framework.once(_by_scope).get(name, ())
    )


def _by_scope(framework: Framework) -> dict[str, tuple[str, ...]]:
    """The indicators that each scope is needed for, in the framework's order."""
    found: dict[str, list[str]] = {}
    for node, one in framework.by_id.items():
        for name in one.scope or ():
            found.setdefault(name, []).append(node)
    return {name: tuple(nodes) for name, nodes in found.items()}


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
    needing = case.framework.once(_by_scope).get(name, ())
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


def _lacking(
    case: Case, judged: Mapping[str, IndicatorResult], tree: ScoreTree
) -> Iterator[Finding]:
    lacking = role_scope(case.scope, case.role_id, core=case.core).lacking
    if lacking:
        roles = score_roles(case, judged, tree)
        fitting = ", ".join(fitting_roles(case.framework, roles)) or "–"
        params: dict[str, str | int | float] = {
            "role": case.role_id,
            "scopes": ", ".join(lacking),
            "roles": fitting,
        }
        yield Finding(code="DP179", path=("role",), params=params)


def _finding(code: str, name: str, **params: str | float) -> Finding:
    return Finding(code=code, node=name, path=(_FACTS, name), params={"name": name, **params})
