"""The plan in words: what to do first, what results, and what then is still missing.

Page one, letters, `explain`, the terminal and `todo` tell it from here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dpcap.model.plan import Move, Plan
from dpcap.model.scale import BesidePeers, Numeric
from dpcap.model.trace import UnmetLevelRule
from dpcap.report import figures
from dpcap.report.answers import kind_words, value_words
from dpcap.report.context import PageContext
from dpcap.report.contradictions import contradiction_words, disputed
from dpcap.report.page_one_view import MoveLine, PlanSummary
from dpcap.report.sanitize import clean
from dpcap.report.scale_words import Aim, scale_words
from dpcap.text_width import short

MOST, _NAMED = 3, 6
_ACT = {"zh": 88, "en": 120}
# Stands where the framework does not say.
_UNSAID = "–"


def plan_lines(ctx: PageContext, room: int | None = None) -> tuple[MoveLine, ...]:
    """All of the plan, line by line, what to do first first; what to do in *room* columns."""
    plan = ctx.profile.plan
    if plan is None:
        return ()
    return tuple(told(ctx, line, room) for line in _lines(ctx, plan))


def told(ctx: PageContext, line: MoveLine, room: int | None = None) -> MoveLine:
    """*line* with what to do in *room* columns, or as much as page one has."""
    return line._replace(act=short(line.act, room or _ACT[ctx.language]))


def _lines(ctx: PageContext, plan: Plan) -> Iterator[MoveLine]:
    if plan.questions:
        yield _questions(ctx, plan)
    if plan.contradictions and ctx.audience.has_notes:
        yield _contradictions(ctx)
    yield from (_to_show(ctx, "scope", name, _scope_title(ctx, name)) for name in plan.scopes)
    yield from (_to_show(ctx, "exempt", node, ctx.title(node)) for node in plan.exemptions)
    yield from (move_line(ctx, move) for move in plan.moves)
    yield from (_critical(ctx, move) for move in plan.critical)


def plan_summary(ctx: PageContext, shown: int) -> PlanSummary:
    """Heading, what results, and how much of the plan stands beyond the lines *shown*."""
    plan = ctx.profile.plan
    lines = len(plan_lines(ctx))
    if plan is None or not lines:
        return PlanSummary(ctx.say("moves.page_title"), "", "")
    more = _more(ctx, lines, shown) if lines > shown else ""
    return PlanSummary(_heading(ctx, plan), result_words(ctx), more)


def _more(ctx: PageContext, lines: int, shown: int) -> str:
    return ctx.say("plan.more", n=lines - shown, all=lines, title=ctx.say("moves.title"))


def _heading(ctx: PageContext, plan: Plan) -> str:
    if plan.questions and not ctx.profile.overall.level.proved.graded:
        return ctx.say("plan.to_be_graded")
    if plan.target is None:
        return ctx.say("plan.beside")
    return ctx.say("plan.to_level", level=plan.target)


def result_words(ctx: PageContext) -> str:
    """Which level results once all of the plan is done, and what remains if that is not enough."""
    plan = ctx.profile.plan
    if plan is None or plan.target is None:
        return ""
    if plan.questions and not ctx.profile.overall.level.proved.graded:
        return _once_answered(ctx, plan)
    if not _acts(plan):
        return ""
    fields = {
        "n": str(_acts(plan)),
        "level": plan.level or ctx.say("conclusion.no_level"),
        "target": plan.target,
        "score": ctx.score(plan.score),
    }
    if plan.is_enough:
        return ctx.say("plan.reaches", **fields)
    return ctx.say("plan.falls_short", rest=_rest(ctx, plan), **fields)


def _acts(plan: Plan) -> int:
    return (
        len(plan.scopes)
        + len(plan.exemptions)
        + len(plan.moves)
        + bool(plan.contradictions)
        + bool(plan.questions)
    )


def _once_answered(ctx: PageContext, plan: Plan) -> str:
    if not plan.enough:
        return ctx.say("plan.never_enough")
    minutes = figures.mark(round(sum(one.minutes for one in plan.questions[: plan.enough])))
    return ctx.say("plan.graded_after", n=plan.enough, minutes=minutes, level=plan.level or _UNSAID)


def _rest(ctx: PageContext, plan: Plan) -> str:
    """What then is still missing, rule by rule."""
    return ctx.say("common.semicolon").join(_lacking(ctx, rule) for rule in plan.remaining[:MOST])


def _lacking(ctx: PageContext, rule: UnmetLevelRule) -> str:
    """What one rule lacks, in points or in words."""
    if rule.rule in {"from", "min_area", "at_least"}:
        what = ctx.title(rule.nodes[0]) if rule.nodes else ctx.say("needs.overall")
        gap = ctx.scale.text(ctx.scale.shortfall(rule.needed, rule.found or 0.0))
        return ctx.say("plan.lacks_points", what=what, gap=gap)
    if rule.rule == "critical":
        named = ctx.listed([ctx.title(node) for node in rule.nodes[:MOST]])
        return ctx.say("plan.lacks_critical", n=len(rule.nodes), items=named)
    return ctx.say("plan.lacks", what=ctx.say(f"plan.rule.{rule.rule}"))


# The lines.


def _questions(ctx: PageContext, plan: Plan) -> MoveLine:
    """The open questions: how many, who answers them, how long it takes."""
    by_person = Counter(one.asked_of for one in plan.questions)
    who = [ctx.say("plan.asked", who=person(ctx, name), n=n) for name, n in by_person.most_common()]
    minutes = figures.mark(round(sum(one.minutes for one in plan.questions)))
    return MoveLine(
        gain=ctx.say("plan.first.answer"),
        title=ctx.say("plan.open", n=len(plan.questions)),
        act=ctx.say("common.semicolon").join(who),
        kind=ctx.say("plan.kind.answer"),
        effort=ctx.say("plan.minutes", minutes=minutes),
        who=ctx.say("plan.people", n=len(by_person)),
        href="#unanswered",
    )


def _contradictions(ctx: PageContext) -> MoveLine:
    """The contradictions, and what most of them depend on."""
    return MoveLine(
        gain=ctx.say("plan.first.settle"),
        title=contradiction_words(ctx),
        act=ctx.say("plan.compare", items=ctx.listed(disputed(ctx)[:_NAMED])),
        kind=ctx.say("plan.kind.settle"),
        effort=ctx.say("effort.proof"),
        who=ctx.say("plan.whoever"),
        href="#notes",
    )


def _scope_title(ctx: PageContext, name: str) -> str:
    fact = ctx.framework.facts.get(name)
    return ctx.text(fact.title) if fact else clean(name)


def _to_show(ctx: PageContext, kind: str, node: str, title: str) -> MoveLine:
    """A scope to be proved not to be served, or an N/A to be confirmed."""
    return MoveLine(
        gain=ctx.say("plan.first.show"),
        title=title,
        act=ctx.say(f"plan.show.{kind}", what=title),
        kind=ctx.say("plan.kind.show"),
        effort=ctx.say("effort.proof"),
        who=person(ctx, None) if kind == "scope" else person(ctx, ctx.specs[node].asked_of),
        href="#facts" if kind == "scope" else f"#{node}",
    )


def move_line(ctx: PageContext, move: Move) -> MoveLine:
    """One move: what it brings, the indicator, what to do, how long it takes and who does it."""
    return MoveLine(
        gain=gain_words(ctx, move.gain),
        title=ctx.title(move.node),
        act=act_words(ctx, move),
        kind=ctx.say(f"moves.{move.kind}"),
        effort=effort_words(ctx, move),
        who=person(ctx, move.asked_of),
        href=f"#{move.node}",
    )


def _critical(ctx: PageContext, move: Move) -> MoveLine:
    """A move on a critical indicator that the next level does not ask for."""
    return move_line(ctx, move)._replace(gain=ctx.say("plan.first.critical"))


def act_words(ctx: PageContext, move: Move) -> str:
    """What to do, in words: the step to take and the proof of it, or which proof to bring."""
    spec = ctx.specs[move.node]
    if move.kind == "better_proof":
        kind = kind_words(ctx, move.proof) if move.proof else ""
        ask = ctx.text(spec.proof.ask) if spec.proof else ctx.text(spec.question)
        return ctx.say("plan.bring", kind=kind, ask=ask)
    said = step_words(ctx, move)
    if move.proof is None:
        return said
    return ctx.say("plan.with_proof", act=said, kind=kind_words(ctx, move.proof))


def step_words(ctx: PageContext, move: Move) -> str:
    """The answer to get to, in words: never a bare yes."""
    spec = ctx.specs[move.node]
    how = ctx.text(spec.how_to_raise or spec.question)
    if move.step is None:
        return _to_ratio(ctx, move, how)
    if isinstance(move.step, bool):
        return how
    said, before = value_words(ctx, spec, move.step), ctx.nodes[move.node].value
    return scale_words(spec.scale).aim(ctx, Aim(move.step, said, before, how))


def _to_ratio(ctx: PageContext, move: Move, how: str) -> str:
    """A step to a multiple of peer figures that differ by shop or are not known."""
    scale = ctx.specs[move.node].scale
    if (
        move.ratio is None
        or not isinstance(scale, Numeric)
        or not isinstance(scale.score, BesidePeers)
    ):
        return how
    if scale.score.ratio_of == "shortfall":
        return ctx.say("moves.to_shortfall", act=how, ratio=figures.number(1 / move.ratio))
    if scale.direction == "lower":
        return ctx.say("moves.to_lower", act=how, ratio=figures.number(1 / move.ratio))
    return ctx.say("moves.to_higher", act=how, ratio=figures.number(move.ratio))


def gain_words(ctx: PageContext, gain: float) -> str:
    """Points, cut as scores are; the smallest are said to be small."""
    decimals = ctx.scale.display.decimals
    return f"+{ctx.scale.score(gain)}" if ctx.scale.cut(gain) else f"<{10.0**-decimals:g}"


def effort_words(ctx: PageContext, move: Move) -> str:
    """How long a move takes: proof that exists is gathered in about a day."""
    if move.kind == "better_proof":
        return ctx.say("effort.proof")
    return ctx.say(f"effort.{move.effort}") if move.effort else _UNSAID


def person(ctx: PageContext, who: str | None) -> str:
    """Who does it; a dash where the framework does not say."""
    title = ctx.framework.people.get(who or "")
    return ctx.text(title) if title else clean(who or _UNSAID)
