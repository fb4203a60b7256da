"""Page one: who, how far, how sure, where it comes from; the ladder of levels, rules to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dpcap.model.answer_time import added_by_role_set
from dpcap.model.base import Name
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.gate import GateResult
from dpcap.model.statement import SealHead
from dpcap.report import figures
from dpcap.report.answers import fact_words
from dpcap.report.context import PageContext
from dpcap.report.decided import (
    certification_words,
    conditions_words,
    made,
    outdated,
    overdue,
    says_tier,
    tier_words,
)
from dpcap.report.page_one_view import (
    ConclusionLines,
    LabelledText,
    LadderRung,
    PageOne,
    ProviderHead,
    StatusStrip,
)
from dpcap.report.redact_parts import UNNAMED
from dpcap.report.sanitize import clean, own
from dpcap.report.view_facts import hard_facts
from dpcap.report.view_improvements import questions, steps
from dpcap.report.view_open import sure
from dpcap.report.view_peers import peer_lines
from dpcap.report.view_plan import plan_summary, result_words
from dpcap.report.view_rules import held, needs, next_level, unmet_rules
from dpcap.report.view_scope import role_titles, scope_titles, scope_words
from dpcap.report.view_scores import area_rows, key_figures, risks, strengths
from dpcap.report.view_shops import pending_words
from dpcap.text_width import short, width

_NAMED_IN_CONCLUSION = 3
_NAME, _LONG_NAME, _VALUE, _REASON, _SIGNER, _TITLES = 72, 44, 40, 40, 16, 3
_FINGERPRINT = 16
# What is told of a rule to come, by what would become of it.
_SAID = {"failed": "strip.coming_failed", "unchecked": "strip.coming_unchecked"}
# Rules that page one names, and titles that a rule is called by; the rest is counted.
_RULES, _NAMED = 3, 2


def page_one(ctx: PageContext, radar: str) -> PageOne:
    """The first page; *radar* is its chart, ready."""
    asks = ctx.audience.next == "questions"
    first, rules, reached = () if asks else steps(ctx), needs(ctx), held(ctx)
    return PageOne(
        strip=strip(ctx),
        who=who(ctx),
        conclusion=conclusion(ctx),
        needs=rules,
        figures=key_figures(ctx),
        peers=peer_lines(ctx),
        areas=area_rows(ctx),
        radar=radar,
        facts=hard_facts(ctx),
        strengths=strengths(ctx),
        risks=risks(ctx),
        steps=first,
        questions=questions(ctx) if asks else (),
        plan=plan_summary(ctx, len(first)),
        ladder=ladder(ctx),
        held=reached,
        held_title=ctx.say("held.title", level=ctx.profile.overall.level.proved.id or ""),
        needs_title=_needs_title(ctx),
        sources=len({rule.source for rule in (*reached, *rules)}) > 1,
        sure=sure(ctx),
        foot=foot(ctx),
    )


def _needs_title(ctx: PageContext) -> str:
    """What the rules that are not of the level held are for."""
    above = next_level(ctx)
    if above is None or not ctx.profile.overall.level.proved.graded:
        return ctx.say("held.rules")
    return ctx.say("held.next", level=above.id)


def strip(ctx: PageContext) -> StatusStrip:
    """Reviewed or not, decided, contested, expired, by whom issued, and the disclaimer."""
    review, profile = ctx.profile.review, ctx.profile
    words = ctx.say("strip.unreviewed")
    if review.by:
        words = ctx.say(
            "strip.reviewed",
            reviewed=review.reviewed,
            pieces=review.pieces,
            by=ctx.listed([own(name) for name in review.by]),
            on=str(review.last_on),
        )
    decision = ctx.standing.decision if ctx.standing else None
    alerts = (
        list(_decision_alerts(ctx, ctx.standing, decision)) if ctx.standing and decision else []
    )
    if pending := pending_words(ctx):
        alerts.append(pending)
    if review.contested:
        alerts.append(ctx.say("strip.contested", reason=_reason(ctx, review.contested)))
    disputed = [one for one in review.contested_answers if one.ruling is None]
    if disputed:
        titles = ctx.listed([ctx.title(one.node) for one in disputed[:_TITLES]])
        alerts.append(ctx.say("strip.disputed", n=len(disputed), titles=titles))
    if review.misfits:
        alerts.append(ctx.say("strip.misfits", n=review.misfits))
    if profile.valid_until and profile.valid_until < profile.as_of:
        alerts.append(ctx.say("strip.expired", on=str(profile.valid_until)))
    lapsed = sum(piece.state == "lapsed" for piece in profile.evidence)
    if lapsed:
        alerts.append(ctx.say("strip.lapsed", n=lapsed))
    official = review.issuer in ctx.framework.official_issuers
    disclaimer = ctx.framework.disclaimer
    return StatusStrip(
        day=_day(ctx),
        review=words,
        reviewed=review.reviewed > 0,
        decision=_decision(ctx, decision) if decision else None,
        alerts=tuple(alerts),
        issuer=ctx.say("strip.issuer", issuer=own(review.issuer)) if review.issuer else None,
        disclaimer=ctx.text(disclaimer) if disclaimer and not official else None,
        coming=tuple(coming_rules(ctx)),
    )


def _day(ctx: PageContext) -> str | None:
    """How far off the day judged is, if that is to be said."""
    if ctx.made_on is None:
        return None
    days = (ctx.made_on - ctx.profile.as_of).days
    key = "strip.long_ago" if days > 0 else "strip.to_come"
    return ctx.say(key, on=str(ctx.profile.as_of), made_on=str(ctx.made_on), n=abs(days))


def _decision(ctx: PageContext, decision: Decision) -> str:
    by = decision.by if decision.by != UNNAMED else None
    said = made(ctx.say, decision.decision, decision.on, by)
    parts = [ctx.say("strip.decision", said=said)]
    if decision.until:
        parts.append(ctx.say("decision.until", day=decision.until.isoformat()))
    if conditions := conditions_words(ctx.say, decision.conditions):
        parts.append(conditions)
    return " · ".join(parts)


def _decision_alerts(
    ctx: PageContext, standing: GatesAndDecision, decision: Decision
) -> Iterator[str]:
    """What is not as it should be on the profile's day: overdue, changed, ended, decided alone."""
    day = ctx.profile.as_of
    if late := overdue(decision.conditions, day):
        yield ctx.say("strip.overdue", n=len(late))
    yield from outdated(ctx.say, standing.changes, decision.until, day)
    if standing.one_person:
        yield ctx.say("decision.one_person")


def _reason(ctx: PageContext, contested: str) -> str:
    if contested == UNNAMED:
        return ctx.say("facts.withheld")
    return own(short(clean(contested), _REASON))


def who(ctx: PageContext) -> ProviderHead:
    """Name, role, the facts the framework puts on page one, and the dates."""
    provider, role = ctx.profile.provider, ctx.profile.role
    entry = ctx.framework.roles.get(role.id)
    state = "who.confirmed" if role.confirmed else "who.unconfirmed"
    about = [_item(ctx, ctx.say("who.registration"), own(provider.registration_number or ""))]
    about += _held_lines(ctx)
    if scope := scope_words(ctx):
        about.append(LabelledText(ctx.say("who.scope"), scope))
    for shown in ctx.framework.page_one.who:
        spec, fact = ctx.framework.facts.get(shown), provider.facts.get(shown)
        label = ctx.text(spec.title) if spec else clean(shown)
        if ctx.audience.hides(shown, ctx.framework):
            continue
        value = fact_words(ctx, spec, fact) if fact else ""
        about.append(_item(ctx, label, value))
    name = short(clean(provider.name.say(ctx.language)), _NAME)
    return ProviderHead(
        name=own(name),
        long=width(name) > _LONG_NAME,
        other_name=_other_name(ctx, provider.name),
        role=ctx.say(state, role=ctx.text(entry.title) if entry else clean(role.id)),
        about=tuple(about),
        dates=_dates(ctx),
    )


def _held_lines(ctx: PageContext) -> Iterator[LabelledText]:
    """What the provider is by the ledger of standing, if the page was given one."""
    held = ctx.standing.ledger if ctx.standing else None
    if held is None:
        return
    yield LabelledText(ctx.say("standing.title"), certification_words(ctx.say, held))
    if says_tier(held):
        yield LabelledText(ctx.say("standing.tier"), tier_words(ctx.say, held, ctx.language))


def _other_name(ctx: PageContext, name: Name) -> str | None:
    other = name.en if ctx.language == "zh" else name.zh
    if not other or other == name.say(ctx.language):
        return None
    return own(short(clean(other), _NAME))


def _item(ctx: PageContext, label: str, value: str) -> LabelledText:
    shown = value if len(value) <= _VALUE else _cut(value)
    return LabelledText(label, shown or ctx.say("common.not_provided"), known=bool(value))


def _cut(value: str) -> str:
    """A long value on page one: cut, and marked as own words throughout."""
    return own(short(clean(value), _VALUE))


def _dates(ctx: PageContext) -> tuple[LabelledText, ...]:
    profile = ctx.profile
    level = profile.overall.level.proved.id
    until = ctx.say("who.no_lapse" if level else "who.no_level")
    if profile.valid_until:
        until = str(profile.valid_until)
    items = [
        LabelledText(ctx.say("who.assessed_on"), _signed_day(ctx)),
        _item(ctx, ctx.say("who.period"), _periods(ctx)),
        LabelledText(ctx.say("who.valid_until"), until),
    ]
    if profile.as_of != profile.assessed_on:
        items.insert(1, LabelledText(ctx.say("who.as_of"), str(profile.as_of)))
    return tuple(items)


def _signed_day(ctx: PageContext) -> str:
    """The day of the answers, and whether they are signed off and still as signed."""
    signed, day = ctx.profile.submission, str(ctx.profile.assessed_on)
    if signed is None:
        return ctx.say("signed.no", day=day)
    if signed.changed:
        return ctx.say("signed.changed", day=day, on=str(signed.on))
    return ctx.say("signed.yes", day=day)


def _signer(ctx: PageContext) -> str:
    """Who signed off the answers, and when; nothing where nobody did."""
    signed = ctx.profile.submission
    if signed is None:
        return ""
    named = [own(short(clean(signed.by), _SIGNER))] if signed.by else []
    return ctx.say("signed.by", said=ctx.say("signed.between").join([*named, str(signed.on)]))


def _periods(ctx: PageContext) -> str:
    """The period most KPIs were read for, and how many others there are."""
    found = period_counts(ctx)
    if not found:
        return ""
    most = own(short(clean(found.most_common(1)[0][0]), 24))
    return ctx.say("who.periods", most=most, n=len(found) - 1) if len(found) > 1 else most


def period_counts(ctx: PageContext) -> Counter[str]:
    """How many answers were read for each period."""
    found: Counter[str] = Counter()
    for node in ctx.nodes.values():
        if node.state == "answered":
            rows = [row.envelope for row in node.shops if row.valid] or [node.envelope]
            # Each once, in the order of the shops: a set would give another order each run.
            found.update([*dict.fromkeys(row["period"] for row in rows if "period" in row)])
    return found


def conclusion(ctx: PageContext) -> ConclusionLines:
    """The two sentences: where the proved score stands, and what the next level lacks."""
    overall, review = ctx.profile.overall, ctx.profile.review
    proved = overall.level.proved
    fields = {
        "reviewed": str(review.reviewed),
        "pieces": str(review.pieces),
    }
    if not proved.graded:
        gap = " " if ctx.language == "en" else ""
        return ConclusionLines(
            ctx.say("conclusion.ungraded", **fields),
            gap.join(filter(None, [_why_ungraded(ctx), result_words(ctx)])),
        )
    if proved.estimate is not None:
        level, n = ctx.level_range(proved.estimate), figures.mark(proved.estimate.margin)
        said = ctx.say(
            "conclusion.estimate", level=level, score=ctx.score(overall.proved), n=n, **fields
        )
        return ConclusionLines(said, _role_set(ctx))
    level = proved.id or ctx.say("conclusion.no_level")
    first = ctx.say("conclusion.graded", level=level, score=ctx.score(overall.proved), **fields)
    return ConclusionLines(first, result_words(ctx) or _to_next(ctx))


def _role_set(ctx: PageContext) -> str:
    """What the role's set asks beyond the core, and what it is good for."""
    profile = ctx.profile
    added = added_by_role_set(ctx.framework, profile.role.id, len(profile.provider.shops))
    if not added.questions:
        return ctx.say("conclusion.role_set_nothing")
    minutes = figures.mark(round(added.minutes))
    return ctx.say("conclusion.role_set", questions=added.questions, minutes=minutes)


def _why_ungraded(ctx: PageContext) -> str:
    line, covered = ctx.framework.method.min_coverage, ctx.profile.overall.coverage
    if (why := _why_out_of_scope(ctx)) is not None:
        return why
    found = figures.held(covered, line, show=figures.percent) if covered is not None else None
    return ctx.say(
        "conclusion.why_ungraded",
        found=found or ctx.say("common.no_score"),
        needed=figures.limit(line),
    )


def _why_out_of_scope(ctx: PageContext) -> str | None:
    """Why the role is not graded where that is its scope; None: it is not."""
    scope, least = ctx.profile.scope, ctx.framework.method.min_scope
    if scope is None:
        return None
    roles = role_titles(ctx, scope)
    if scope.lacking:
        said = scope_titles(ctx, scope.lacking)
        return ctx.say("conclusion.why_lacking", scopes=said, roles=roles)
    if scope.share + figures.TOLERANCE >= least:
        return None
    found, needed = figures.held(scope.share, least, show=figures.percent), figures.limit(least)
    return ctx.say("conclusion.why_scope", found=found, needed=needed, roles=roles)


def _to_next(ctx: PageContext) -> str:
    level = next_level(ctx)
    if level is None:
        return ctx.say("conclusion.top")
    rules = unmet_rules(ctx)
    named = [rule.brief for rule in rules[:_NAMED_IN_CONCLUSION]]
    more = len(rules) - len(named)
    return ctx.say(
        "conclusion.next_more" if more else "conclusion.next",
        level=level.id,
        n=ctx.words.count(len(rules)),
        items=ctx.say("common.semicolon").join(named),
    )


def foot(ctx: PageContext) -> tuple[str, ...]:
    """Framework and version, digests, how to check, contact, and what is whose."""
    profile = ctx.profile
    contact = profile.provider.contact
    reach = [own(part) for part in (contact.name, contact.email, contact.phone) if part]
    origin = ctx.framework.page_one.foot
    return (
        ctx.say(
            "foot.framework",
            title=ctx.text(ctx.framework.title),
            id=f"{profile.framework.id} {clean(profile.framework.version)}",
            digest=profile.framework.digest[:8],
            answers=profile.answers_digest[:8] + _signer(ctx),
            engine=profile.engine_version,
        ),
        seal_line(ctx, "seal.brief", _brief(ctx.seal)) if ctx.seal else ctx.say("foot.check"),
        ctx.say("foot.contact", contact=" ".join(reach)) if reach else ctx.say("foot.no_contact"),
        ctx.text(origin) if origin else ctx.say("foot.origin"),
    )


def seal_line(ctx: PageContext, words: str, fingerprint: str) -> str:
    """In our *words*: who signed the report, when, and the *fingerprint* of the key.

    The empty text if nobody did.
    """
    seal = ctx.seal
    if seal is None:
        return ""
    issuer = own(short(clean(seal.issuer), _VALUE))
    return ctx.say(words, issuer=issuer, on=str(seal.on), fingerprint=fingerprint)


def _brief(seal: SealHead) -> str:
    """The head of the fingerprint, in fours: as much as one compares by eye."""
    head = seal.fingerprint[:_FINGERPRINT]
    return " ".join(head[at : at + 4] for at in range(0, _FINGERPRINT, 4))


def ladder(ctx: PageContext) -> tuple[LadderRung, ...]:
    """Every level from the lowest, with its mark and who stands there."""
    levels, overall = ctx.framework.levels, ctx.profile.overall
    ids = [level.id for level in levels]
    proved, claimed = overall.level.proved.id, overall.level.claimed.id
    reached = ids.index(proved) if proved in ids else -1
    above = next_level(ctx)
    rungs = []
    for place, level in enumerate(levels):
        notes = []
        if level.id == proved:
            notes.append(ctx.say("ladder.proved", score=ctx.score(overall.proved)))
        if level.id == claimed:
            notes.append(ctx.say("ladder.claimed", score=ctx.score(overall.claimed)))
        if above is not None and level.id == above.id:
            notes.append(ctx.say("ladder.next"))
        rungs.append(
            LadderRung(
                id=level.id,
                title=ctx.text(level.title),
                mark=ctx.say("ladder.mark", mark=ctx.scale.mark(level.from_)),
                state="here" if place == reached else "held" if place < reached else "above",
                claimed=level.id == claimed,
                notes=tuple(notes),
            )
        )
    return tuple(rungs)


def coming_rules(ctx: PageContext) -> Iterator[str]:
    """A phrase for each rule to come that would not be met as things are; none of them counts.

    A report does not have the gates' words, so that a rule is called by what it asks about.
    """
    gates = ctx.standing.gates if ctx.standing else ()
    later = [one for gate in gates if (one := gate.to_come) and _is_told(one)]
    later.sort(key=lambda one: (str(one.since), one.severity != "error", one.id))
    for one in later[:_RULES]:
        said = {"rule": _called(ctx, one), "day": str(one.since)}
        yield ctx.say(_SAID[one.state], **said)
    if len(later) > _RULES:
        yield ctx.say("strip.coming_more", n=len(later) - _RULES)


def _is_told(gate: GateResult) -> bool:
    return gate.since is not None and gate.state in _SAID and gate.severity != "off"


def _called(ctx: PageContext, gate: GateResult) -> str:
    """What a rule asks about; its id if it names neither a fact nor a node."""
    facts = ctx.framework.facts
    titles = [
        ctx.text(facts[name].title) if name in facts else ctx.title(name)
        for name in (*gate.facts, *gate.nodes)
    ]
    return ctx.listed(titles[:_NAMED]) or own(clean(gate.id))
