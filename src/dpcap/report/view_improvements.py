"""What to do next: three moves or questions on page one, all moves and the roles after it."""

from __future__ import annotations

from collections.abc import Container, Iterator

from dpcap.model.plan import Move
from dpcap.model.profile import RoleScore
from dpcap.model.trace import IndicatorNode
from dpcap.report import figures
from dpcap.report.answers import kind_words, missing_words, proof_words
from dpcap.report.context import PageContext
from dpcap.report.contradictions import contradictions
from dpcap.report.details_view import DetailRow, DetailTable
from dpcap.report.page_one_view import BrandQuestion, MoveLine
from dpcap.report.sanitize import clean
from dpcap.report.tables import folded, heads
from dpcap.report.view_plan import (
    effort_words,
    gain_words,
    move_line,
    person,
    plan_lines,
    result_words,
    step_words,
    told,
)
from dpcap.report.view_scores import lift, risk_nodes, spread_words
from dpcap.text_width import short

MOST = 3
_WHOLE = 2000
_ANSWERABLE = frozenset(("answered", "unknown", "missing"))
_ASK = {"zh": 72, "en": 88}


def steps(
    ctx: PageContext, first: Container[str] = (), room: int | None = None
) -> tuple[MoveLine, ...]:
    """The first lines of the plan, those on the indicators *first* before other moves.

    Where there is no plan, three moves, one an indicator, by gain. What to do is said in *room*
    columns; page one has less than most.
    """
    lines = plan_lines(ctx, room) or _moves(ctx, room)
    ahead = sorted(
        lines, key=lambda line: line.href[1:] in ctx.nodes and line.href[1:] not in first
    )
    return tuple(ahead[:MOST])


def _moves(ctx: PageContext, room: int | None) -> tuple[MoveLine, ...]:
    chosen: dict[str, Move] = {}
    for move in sorted(ctx.profile.moves or (), key=lambda move: -move.gain):
        chosen.setdefault(move.node, move)
    return tuple(told(ctx, move_line(ctx, move), room) for move in [*chosen.values()][:MOST])


def questions(ctx: PageContext) -> tuple[BrandQuestion, ...]:
    """Three questions: on critical indicators, contradictions, then what weighs most."""
    return tuple(q for _, q in zip(range(MOST), _all_questions(ctx), strict=False))


def questions_on(ctx: PageContext, nodes: Container[str]) -> tuple[BrandQuestion, ...]:
    """Three questions on those of the indicators *nodes* that were to be answered.

    Failed critical ones come first, then those that lie lowest.
    """
    asked = [
        node
        for area, _, node in ctx.walk()
        if node.id in nodes and area.weight > 0 and node.state in _ANSWERABLE
    ]
    asked.sort(key=lambda node: (node.critical != "failed", lift(ctx, node)))
    return tuple(_on_node(ctx, node) for node in asked[:MOST])


def _all_questions(ctx: PageContext) -> Iterator[BrandQuestion]:
    failed, others = risk_nodes(ctx)
    yield from (_on_node(ctx, node) for node in failed)
    for finding in contradictions(ctx):
        message = str(finding.params.get(f"message_{ctx.language}", ""))
        said = short(clean(message), 2 * _ASK[ctx.language])
        rule = clean(str(finding.params.get("rule", finding.code)))
        yield BrandQuestion(ctx.say("questions.both", message=said), rule, rule)
    yield from (_on_node(ctx, node) for node in others)


def _on_node(ctx: PageContext, node: IndicatorNode) -> BrandQuestion:
    spec = ctx.specs[node.id]
    room = _ASK[ctx.language]
    text = short(ctx.text(spec.question), room)
    if spec.proof is not None:
        ask = short(ctx.text(spec.proof.ask), room)
        text = ctx.say("questions.show", question=text, ask=ask)
    why = ctx.say(
        "questions.why",
        what=ctx.title(node.id),
        score=ctx.score(node.proved),
        proof=missing_words(ctx, node) or proof_words(ctx, node),
    )
    return BrandQuestion(text, why, node.id)


def roles_table(ctx: PageContext) -> DetailTable:
    """What each role would give, best proved first, those without a grade last."""
    ranked = sorted(ctx.profile.roles, key=lambda role: (not role.graded, -_proved(role)))
    return DetailTable(
        id="roles-table",
        caption=ctx.say("roles.caption"),
        head=heads(
            ctx, "roles", "role", "proved", "proved_level", "claimed", "claimed_level", "coverage"
        ),
        rows=tuple(_role_row(ctx, role) for role in ranked),
        columns="numbers-2 numbers-4 numbers-6",
        note=ctx.say("roles.flatters") if ctx.profile.role.flatters else None,
    )


def _proved(role: RoleScore) -> float:
    return -1.0 if role.overall.proved is None else role.overall.proved


def _role_row(ctx: PageContext, role: RoleScore) -> DetailRow:
    entry = ctx.framework.roles.get(role.id)
    title = ctx.text(entry.title) if entry else clean(role.id)
    chosen = role.id == ctx.profile.role.id
    cells = (
        _role_score(ctx, role, role.overall.proved, role.ceiling.proved),
        _role_level(ctx, role, role.proved_level),
        _role_score(ctx, role, role.overall.claimed, role.ceiling.claimed),
        _role_level(ctx, role, role.claimed_level),
        ctx.share(role.coverage),
    )
    return DetailRow(ctx.say("roles.chosen", role=title) if chosen else title, cells)


def _role_score(ctx: PageContext, role: RoleScore, low: float | None, high: float | None) -> str:
    return ctx.score(low) if role.graded else spread_words(ctx, low, high)


def _role_level(ctx: PageContext, role: RoleScore, level: str | None) -> str:
    if level and ctx.profile.asked == "core":
        return ctx.say("estimate.roles_level", level=level)
    return level or ctx.say("roles.none" if role.graded else "roles.ungraded")


def moves_tables(ctx: PageContext) -> tuple[DetailTable, ...]:
    """The whole plan, the questions it begins with, then every move; those that have rows."""
    return tuple(
        table for table in (plan_table(ctx), first_questions(ctx), moves_table(ctx)) if table.rows
    )


def plan_table(ctx: PageContext) -> DetailTable:
    """The plan, what to do first first; what results stands above it."""
    lines = plan_lines(ctx, _WHOLE)
    return DetailTable(
        id="plan-table",
        caption=ctx.say("plan.caption"),
        head=heads(ctx, "moves", "what", "gain", "act", "kind", "who"),
        rows=tuple(_plan_row(line) for line in lines),
        columns="wide numbers-2 unbroken-4 unbroken-5",
        note=result_words(ctx) or None,
    )


def first_questions(ctx: PageContext) -> DetailTable:
    """The questions that will do for a level, in the order in which they bring most."""
    plan = ctx.profile.plan
    asked = plan.questions[: plan.enough] if plan else ()
    rows = (
        DetailRow(
            ctx.title(one.node),
            (figures.mark(round(one.minutes, 1)), person(ctx, one.asked_of)),
            f"#{one.node}",
        )
        for one in asked
    )
    return folded(
        ctx,
        DetailTable(
            id="first-questions",
            caption=ctx.say("plan.first_questions", n=len(asked)),
            head=heads(ctx, "plan", "question", "minutes_head", "person"),
            rows=tuple(rows),
            columns="numbers-2",
        ),
    )


def _plan_row(line: MoveLine) -> DetailRow:
    kind = f"{line.kind} · {line.effort}"
    return DetailRow(line.title, (line.gain, line.act, kind, line.who), line.href)


def moves_table(ctx: PageContext) -> DetailTable:
    """Every move that a page shows a gain of, the largest first; the smaller ones are counted."""
    every = sorted(ctx.profile.moves or (), key=lambda move: -move.gain)
    moves = [move for move in every if ctx.scale.cut(move.gain)] or every
    return folded(
        ctx,
        DetailTable(
            id="moves-table",
            caption=ctx.say("moves.caption"),
            head=heads(ctx, "moves", "what", "gain", "act", "kind", "who"),
            rows=tuple(_move_row(ctx, move) for move in moves),
            columns="wide numbers-2 unbroken-4 unbroken-5",
            note=_small(ctx, len(every) - len(moves)),
        ),
    )


def _small(ctx: PageContext, count: int) -> str | None:
    """How many moves bring less than a page shows."""
    least = f"{10.0**-ctx.scale.display.decimals:g}"
    return ctx.say("moves.small", n=count, least=least) if count else None


def _move_row(ctx: PageContext, move: Move) -> DetailRow:
    kind = f"{ctx.say(f'moves.{move.kind}')} · {effort_words(ctx, move)}"
    cells = (gain_words(ctx, move.gain), _aim(ctx, move), kind, person(ctx, move.asked_of))
    return DetailRow(ctx.title(move.node), cells, f"#{move.node}")


def _aim(ctx: PageContext, move: Move) -> str:
    """Where the move leads: the next answer, the boxes still to tick, or the better proof."""
    if move.kind == "better_proof" and move.proof:
        return ctx.say("moves.to_proof", proof=kind_words(ctx, move.proof))
    return step_words(ctx, move)
