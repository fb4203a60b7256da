"""Scoring: a framework and an assessment become a profile. One pure function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dpcap.model.assessment import Assessment
from dpcap.model.bound_shops import differences
from dpcap.model.consent import is_given
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import (
    PROFILE_SCHEMA,
    Compensation,
    EvidenceEntry,
    FrameworkRef,
    Profile,
    ProviderEntry,
    ShopEntry,
    ShopSummary,
)
from dpcap.scoring.aggregate import aggregate
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.consistency import check_consistency
from dpcap.scoring.contested_answers import contested_findings
from dpcap.scoring.counted_shops import CountedShops, cap_for, count_shops
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.indicator_result import IndicatorResult
from dpcap.scoring.rebuild_case import unshown_inputs
from dpcap.scoring.roles import declared_role, role_entry, score_roles
from dpcap.scoring.score_findings import (
    as_named,
    awaiting_acceptance,
    consent_findings,
    consents_turn_on,
    scope_findings,
    scope_summary,
    shop_findings,
)
from dpcap.scoring.score_tree import ScoreTree, grow_tree
from dpcap.scoring.trace import (
    area_nodes,
    evidence_register,
    overall_node,
    read_lenses,
    review_entry,
)
from dpcap.version import __version__

_NOT_JOINED = Compensation.model_construct(mean=None, geometric=None, harmonic=None, min=None)


def score(
    framework: Framework,
    assessment: Assessment,
    *,
    as_of: date | None = None,
    role: str | None = None,
    core: bool = False,
    records: ManagerRecords | None = None,
) -> Profile:
    """Score *assessment* by *framework*.

    `as_of`: the day on which proof must hold, the assessment's own by default. `role`: the role
    judged; by default the one the review fixed, else the one declared. `core`: only the core set
    is asked. `records`: what the manager holds on this provider.

    Raises UsageError if `as_of` lies before the assessment or the framework has no such role.
    """
    return profile_of(
        make_case(framework, assessment, as_of=as_of, role=role, core=core, records=records)
    )


def profile_of(case: Case) -> Profile:
    """The profile of *case*."""
    judged = evaluate(case)
    return profile_from(case, judged, grow_tree(case, judged))


def profile_from(case: Case, judged: Mapping[str, IndicatorResult], tree: ScoreTree) -> Profile:
    """The profile of *case*, already *judged* and folded into *tree*."""
    measured, roles = measured_profile(case, judged, tree), score_roles(case, judged, tree)
    rest = {
        "role": role_entry(case, roles),
        "roles": roles,
        "lenses": read_lenses(case, tree),
        "compensation": _compensation(case, tree),
        "scope": scope_summary(case, judged, roles),
        "kept": unshown_inputs(case, judged, measured.evidence),
    }
    return measured.model_copy(update=rest)


def measured_profile(case: Case, judged: Mapping[str, IndicatorResult], tree: ScoreTree) -> Profile:
    """As `profile_from`, but only with what levels and gates are read off.

    It holds no other role, no lens, no joined scores, and not what it takes to score it again.
    """
    pieces, counts = evidence_register(case, judged), count_shops(case, judged)
    assessment, framework = case.assessment, case.framework
    return Profile(
        schema_version=PROFILE_SCHEMA,
        engine_version=__version__,
        provider=_provider(case, counts),
        framework=FrameworkRef(id=framework.id, version=framework.version, digest=framework.digest),
        answers_digest=assessment.digest,
        assessor=assessment.assessor,
        assessed_on=assessment.assessed_on,
        as_of=case.as_of,
        asked="core" if case.core else "role",
        role=declared_role(case),
        shops=_standing(case, counts),
        overall=overall_node(case, tree, judged),
        areas=area_nodes(case, tree, judged),
        roles=(),
        lenses=(),
        compensation=_NOT_JOINED,
        evidence=pieces,
        review=review_entry(case, pieces),
        findings=_findings(case, judged, tree, counts, pieces),
        submission=assessment.submission,
    )


def _provider(case: Case, counts: CountedShops) -> ProviderEntry:
    provider = case.assessment.provider
    due = {shop.id for shop in case.due}
    counting = frozenset[str]().union(*counts.counting)
    return ProviderEntry(
        id=provider.id,
        name=provider.name,
        registration_number=provider.registration_number,
        language=provider.language,
        contact=provider.contact,
        categories=provider.categories,
        shops=tuple(
            ShopEntry(
                id=shop.id,
                name=shop.name,
                consent=is_given(shop.consent, case.as_of),
                due=shop.id in due,
                confirmed=shop.confirmed,
                counts=shop.confirmed or shop.id in counting,
            )
            for shop in case.shops
        ),
        clients=tuple(as_named(one, case.as_of) for one in provider.clients),
        facts=case.facts,
        confirmed_facts=case.confirmed_facts,
        consents_turn_on=consents_turn_on(case),
    )


def _standing(case: Case, counts: CountedShops) -> ShopSummary:
    cap = cap_for(case, counts.number)
    return ShopSummary(
        draw=case.draw.state, why=case.draw.why, rows=case.draw.rows, counted=counts.number, cap=cap
    )


def _compensation(case: Case, tree: ScoreTree) -> Compensation:
    """The proved area scores under the role's weights, joined four ways."""
    members = [
        (case.shares[area], part.scores.proved)
        for area, part in tree.areas.items()
        if case.shares[area] > 0 and part.scores.counts
    ]
    weights = [weight for weight, _ in members]
    scores = [score or 0.0 for _, score in members]
    return Compensation(
        mean=aggregate(weights, scores, "mean"),
        geometric=aggregate(weights, scores, "geometric"),
        harmonic=aggregate(weights, scores, "harmonic"),
        min=aggregate(weights, scores, "min"),
    )


def _findings(
    case: Case,
    judged: Mapping[str, IndicatorResult],
    tree: ScoreTree,
    counts: CountedShops,
    pieces: tuple[EvidenceEntry, ...],
) -> tuple[Finding, ...]:
    """What reading turned up, then each indicator's in the order asked, then consistency."""
    own = [finding for node in case.framework.by_id for finding in judged[node].findings]
    return (
        *case.assessment.findings,
        *_role_finding(case),
        *_record_findings(case),
        *scope_findings(case, judged, tree),
        *shop_findings(case, counts),
        *consent_findings(case),
        *own,
        *awaiting_acceptance(case.framework, pieces),
        *check_consistency(case, judged),
    )


def _record_findings(case: Case) -> Iterator[Finding]:
    """What of the manager's records does not fit the provider, or says other than it does."""
    provider, records = case.assessment.provider, case.records
    if records is None:
        return
    if not (provider.registration_number and (records.registration_number or _is_new(records))):
        yield Finding(code="DP409", path=("registration_number",))
    yield from case.rulings.misfits
    yield from contested_findings(case)
    yield from differences(provider.facts, provider.shops, records)


def _is_new(records: ManagerRecords) -> bool:
    return records.review is None and records.facts is None


def _role_finding(case: Case) -> tuple[Finding, ...]:
    declared = case.assessment.provider.role
    fixed = case.review.role.id if case.review and case.review.role else None
    if fixed is None or fixed == declared:
        return ()
    return (
        Finding(code="DP350", path=("role",), params={"declared": declared, "reviewed": fixed}),
    )
