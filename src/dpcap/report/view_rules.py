"""Needed against found: the rules between the provider and the next level, serious ones in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dpcap.model.framework import Level
from dpcap.model.indicator import Indicator
from dpcap.model.trace import IndicatorNode, UnmetLevelRule
from dpcap.report import figures
from dpcap.report.answers import proof_words
from dpcap.report.context import PageContext
from dpcap.report.page_one_view import RuleNeed, Status
from dpcap.report.sanitize import clean, own
from dpcap.report.view_scope import scope_titles

# What follows the first sentence says what to check; there is no room for that in a list of rules.
_FIRST_SENTENCE = re.compile(r".*?(?:。|\.(?= ))")
MOST_ROWS, MOST_HELD = 6, 2
_SHARES = frozenset({"coverage", "scope", "not_applicable"})
_ORDER: dict[Status, int] = {"unmet": 0, "unchecked": 1, "met": 2}


class SeriousRule(NamedTuple):
    """A rule as told: its id, what it says in full and in its first sentence, how it came out.

    `broken` is None where this reader may not see the findings.
    """

    id: str
    says: str
    brief: str
    found: str
    broken: bool | None


def serious_rule(ctx: PageContext, name: str) -> SeriousRule:
    """The rule *name*, which is broken or could not be checked."""
    says = next((ctx.text(r.message) for r in ctx.framework.consistency if r.id == name), name)
    told = [one for one in ctx.profile.findings if one.params.get("rule") == name]
    brief = _FIRST_SENTENCE.match(says)
    names = clean(name), says, brief[0] if brief else says
    if any(one.code == "DP501" for one in told):
        return SeriousRule(*names, ctx.say("needs.serious_broken"), broken=True)
    if not told:
        return SeriousRule(*names, ctx.say("needs.serious_either"), broken=None)
    lacking = ctx.listed(list(dict.fromkeys(own(str(one.params.get("names"))) for one in told)))
    found = ctx.say("needs.serious_unchecked", names=lacking)
    return SeriousRule(*names, found, broken=False)


class RuleLine(NamedTuple):
    """One rule as told: `brief` stands in the conclusion; `distance` is how far off it is."""

    name: str
    needed: str
    found: str
    brief: str
    status: Status
    distance: float
    source: str
    node: str | None = None


def next_level(ctx: PageContext) -> Level | None:
    """The level above the proved one; None at the top."""
    reached = ctx.profile.overall.level.proved.id
    levels = ctx.framework.levels
    ids = [level.id for level in levels]
    place = ids.index(reached) + 1 if reached in ids else 0
    return levels[place] if place < len(levels) else None


def unmet_rules(ctx: PageContext) -> list[RuleLine]:
    """What stands between the proved score and the next level, worst first."""
    level = next_level(ctx)
    blocked = ctx.profile.overall.level.proved.blocked
    graded = ctx.profile.overall.level.proved.graded
    rules = [
        rule
        for b in blocked
        if level and b.level == level.id and (graded or not _goes_with_answers(ctx, b))
        for rule in _of_blocked(ctx, b)
    ]
    return sorted(rules, key=lambda rule: (_ORDER[rule.status], -rule.distance))


def _goes_with_answers(ctx: PageContext, blocked: UnmetLevelRule) -> bool:
    """Whether the rule is the limit on N/A and nothing is N/A: what is open counts in it."""
    is_na = any(node.state == "not_applicable" for node in ctx.nodes.values())
    return blocked.rule == "not_applicable" and not is_na


def needs(ctx: PageContext) -> tuple[RuleNeed, ...]:
    """At most six rows with those of `held`, worst first: unmet, not to be checked, met."""
    rules = unmet_rules(ctx)
    named = {rule.node for rule in rules}
    others = [
        _critical(ctx, node.id)
        for area, _, node in ctx.walk()
        if node.critical not in {None, "passed"} and area.weight > 0 and node.id not in named
    ]
    others.sort(key=lambda rule: (_ORDER[rule.status], -rule.distance))
    rows = sorted([*rules, *others], key=lambda rule: _ORDER[rule.status])
    told = {rule.rule for rule in held(ctx)}
    rows += [rule for rule in _met(ctx) if rule.name not in told]
    return tuple(_need(ctx, rule) for rule in rows[: MOST_ROWS - len(held(ctx))])


def held(ctx: PageContext) -> tuple[RuleNeed, ...]:
    """What the level held asks for, and by how much it is met: at most two rows."""
    proved, overall = ctx.profile.overall.level.proved, ctx.profile.overall
    level = next((one for one in ctx.framework.levels if one.id == proved.id), None)
    if level is None or overall.proved is None:
        return ()
    name = _rule_name(ctx, level.id, ctx.say("needs.overall"))
    found = ctx.scale.held(overall.proved, level.from_)
    rows = [_met_rule(ctx, name, f"≥ {ctx.scale.mark(level.from_)}", found)]
    if level.requires.critical and overall.critical.asked == overall.critical.passed:
        rows.append(_met_critical(ctx))
    rows += [*_met_areas(ctx, level)][:1]
    return tuple(_need(ctx, rule) for rule in rows[:MOST_HELD])


def _need(ctx: PageContext, rule: RuleLine) -> RuleNeed:
    return RuleNeed(
        rule=rule.name,
        needed=rule.needed,
        found=rule.found,
        status=rule.status,
        status_words=ctx.say(f"needs.{rule.status}"),
        source=rule.source,
        href=f"#{rule.node}" if rule.node else None,
        grave=rule.node in ctx.nodes and ctx.nodes[rule.node].critical == "failed",
    )


def _of_blocked(ctx: PageContext, blocked: UnmetLevelRule) -> Iterator[RuleLine]:
    if blocked.rule == "critical":
        yield from (_critical(ctx, node) for node in blocked.nodes)
    elif blocked.rule == "serious":
        yield from (_serious(ctx, blocked, name) for name in blocked.nodes)
    elif blocked.rule == "must_include":
        yield _must_include(ctx, blocked)
    elif blocked.rule in _SHARES:
        yield _share_rule(ctx, blocked)
    else:
        yield _score_rule(ctx, blocked)


def blocked_words(ctx: PageContext, blocked: UnmetLevelRule) -> tuple[str, str]:
    """What is needed, in full, and what was found, so that it never looks met."""
    shares = blocked.rule in _SHARES
    needed = figures.limit(blocked.needed) if shares else _mark(ctx, blocked)
    if blocked.found is None:
        return needed, ctx.say("common.no_score")
    if blocked.rule in {"critical", "must_include"}:
        return needed, figures.mark(blocked.found)
    if blocked.rule == "serious":
        return f"≤ {needed}", figures.mark(blocked.found)
    if not shares:
        return needed, ctx.scale.held(blocked.found, blocked.needed)
    operator = "at_most" if blocked.rule == "not_applicable" else "at_least"
    return needed, figures.held(blocked.found, blocked.needed, operator, figures.percent)


def _mark(ctx: PageContext, blocked: UnmetLevelRule) -> str:
    """What is needed where it is no share: a count, or a score on the scale of pages."""
    counted = blocked.rule in {"critical", "serious", "must_include"}
    return figures.mark(blocked.needed) if counted else ctx.scale.mark(blocked.needed)


def _score_rule(ctx: PageContext, blocked: UnmetLevelRule) -> RuleLine:
    """`from`, `min_area` and `at_least`: a score against a mark."""
    node = blocked.nodes[0] if blocked.nodes else None
    what = ctx.title(node) if node else ctx.say("needs.overall")
    needed, found = blocked_words(ctx, blocked)
    return RuleLine(
        name=_rule_name(ctx, blocked.level, what),
        needed=f"≥ {needed}",
        found=found,
        brief=ctx.say("conclusion.score", what=what, found=found, needed=needed),
        status="unmet" if blocked.found is not None else "unchecked",
        distance=(blocked.needed - (blocked.found or 0.0)) / 100.0,
        source=_framework(ctx),
        node=node,
    )


def _share_rule(ctx: PageContext, blocked: UnmetLevelRule) -> RuleLine:
    """`coverage`, `scope` and `not_applicable`: a share against a limit."""
    sign = "≤" if blocked.rule == "not_applicable" else "≥"
    where = ctx.title(blocked.nodes[0]) if blocked.nodes else None
    what = ctx.say(f"needs.{blocked.rule}")
    what = ctx.say("needs.inside", where=where, what=what) if where else what
    needed, found = blocked_words(ctx, blocked)
    return RuleLine(
        name=what,
        needed=f"{sign} {needed}",
        found=found,
        brief=ctx.say("conclusion.share", what=what, found=found, needed=f"{sign} {needed}"),
        status="unmet",
        distance=1.0,
        source=_framework(ctx),
        node=blocked.nodes[0] if blocked.nodes else None,
    )


def _serious(ctx: PageContext, blocked: UnmetLevelRule, name: str) -> RuleLine:
    """One of the serious consistency rules that are broken or open."""
    rule, allowed = serious_rule(ctx, name), figures.mark(blocked.needed)
    needed = ctx.say("needs.serious_needed", n=allowed)
    return RuleLine(
        name=ctx.say("needs.serious_rule", rule=rule.id, says=rule.brief),
        needed=needed if blocked.needed else ctx.say("needs.serious_none"),
        found=rule.found,
        brief=ctx.say("conclusion.serious", rule=rule.id, found=rule.found),
        status="unchecked" if rule.broken is False else "unmet",
        distance=1.0,
        source=_framework(ctx),
    )


def _must_include(ctx: PageContext, blocked: UnmetLevelRule) -> RuleLine:
    """How many of the scopes that the role must include are served, and which are not."""
    scope = ctx.profile.scope
    lacking = scope_titles(ctx, scope.lacking) if scope else ""
    what = ctx.say("needs.must_include")
    needed, found = blocked_words(ctx, blocked)
    return RuleLine(
        name=f"{what}{ctx.say('common.colon')}{lacking}",
        needed=ctx.say("needs.must_count", n=needed),
        found=ctx.say("needs.must_count", n=found),
        brief=f"{what}{ctx.say('common.colon')}{lacking}",
        status="unmet",
        distance=3.0,
        source=_framework(ctx),
    )


def _critical(ctx: PageContext, node_id: str) -> RuleLine:
    node = ctx.nodes[node_id]
    spec = ctx.specs[node_id]
    failed = node.critical == "failed"
    open_ = node.state in {"missing", "unknown"}
    found = (
        proof_words(ctx, node)
        if open_
        else ctx.say(
            "needs.found_failed" if failed else "needs.found_not_proved",
            score=_beside(ctx, node.claimed, spec.pass_mark),
            proved=_beside(ctx, node.proved, spec.pass_mark),
            proof=proof_words(ctx, node),
        )
    )
    return RuleLine(
        name=ctx.say("needs.critical_rule", what=ctx.title(node_id)),
        needed=ctx.say("needs.critical_needed", mark=ctx.scale.mark(spec.pass_mark)),
        found=found,
        brief=ctx.say(
            "conclusion.failed" if failed else "conclusion.not_proved", what=ctx.title(node_id)
        ),
        status="unchecked" if open_ else "unmet",
        distance=2.0 if failed else 1.0 - (node.proved or 0.0) / 1000.0,
        source=source_words(ctx, spec),
        node=node_id,
    )


def _beside(ctx: PageContext, score: float | None, mark: float) -> str:
    """A score beside the mark that it is held to."""
    return ctx.score(score) if score is None else ctx.scale.held(score, mark)


def _met(ctx: PageContext) -> Iterator[RuleLine]:
    """Rules that are met: of the next level, else of the one reached."""
    proved = ctx.profile.overall.level.proved
    level = next_level(ctx) or ctx.framework.levels[-1]
    unmet = {(b.rule, *b.nodes) for b in proved.blocked if b.level == level.id}
    overall = ctx.profile.overall
    if proved.graded and overall.proved is not None and ("from",) not in unmet:
        name = _rule_name(ctx, level.id, ctx.say("needs.overall"))
        found = ctx.scale.held(overall.proved, level.from_)
        yield _met_rule(ctx, name, f"≥ {ctx.scale.mark(level.from_)}", found)
    critical = overall.critical
    if critical.asked and critical.asked == critical.passed:
        yield _met_critical(ctx)
    yield from _met_areas(ctx, level)
    line, covered = ctx.framework.method.min_coverage, overall.coverage
    if covered is not None and covered + figures.TOLERANCE >= line:
        found = figures.held(covered, line, show=figures.percent)
        yield _met_rule(ctx, ctx.say("needs.coverage"), f"≥ {figures.limit(line)}", found)


def _met_critical(ctx: PageContext) -> RuleLine:
    critical = ctx.profile.overall.critical
    return _met_rule(
        ctx,
        ctx.say("needs.critical_all"),
        ctx.say("needs.critical_count", n=critical.asked),
        ctx.say("needs.critical_count", n=critical.passed),
    )


def _met_areas(ctx: PageContext, level: Level) -> Iterator[RuleLine]:
    needed = level.requires.min_area
    if needed is None:
        return
    main = ctx.framework.method.main_area_share
    areas = [a for a in ctx.profile.areas if ctx.shares[a.id] + figures.TOLERANCE >= main]
    met = [a for a in areas if a.proved is not None and a.proved + figures.TOLERANCE >= needed]
    for area in sorted(met, key=lambda a: a.proved or 0.0):
        name = _rule_name(ctx, level.id, ctx.title(area.id))
        found = _beside(ctx, area.proved, needed)
        yield _met_rule(ctx, name, f"≥ {ctx.scale.mark(needed)}", found, area.id)


def _rule_name(ctx: PageContext, level: str, what: str) -> str:
    return ctx.say("needs.score_rule", level=level, what=what)


def _met_rule(
    ctx: PageContext, name: str, needed: str, found: str, node: str | None = None
) -> RuleLine:
    return RuleLine(name, needed, found, name, "met", 0.0, _framework(ctx), node)


def _framework(ctx: PageContext) -> str:
    return f"{ctx.framework.id} {clean(ctx.framework.version)}"


def source_words(ctx: PageContext, spec: Indicator) -> str:
    """Where the rule behind *spec* comes from, with its date if it has one."""
    source = spec.source
    if source is None or source.date is None:
        return _framework(ctx)
    return f"{_source_mark(ctx, source.mark)} {source.date}"


def _source_mark(ctx: PageContext, mark: str) -> str:
    """What a source of the kind *mark* is called: by the framework, else by us."""
    named = ctx.framework.source_marks.get(mark)
    return ctx.text(named) if named else ctx.say(f"source.{mark}")


def is_open(node: IndicatorNode) -> bool:
    """Whether *node* is asked and not answered."""
    return node.state in {"missing", "unknown"}
