"""What to do next: three moves or questions on page one, all moves and the roles after it."""

from __future__ import annotations

from collections.abc import Container, Iterator

from dpcap.model.profile import Move, RoleScore
from dpcap.model.scale import BesidePeers, Numeric, Scale
from dpcap.model.trace import IndicatorNode
from dpcap.report import figures
from dpcap.report.answers import kind_words, missing_words, proof_words, value_words
from dpcap.report.context import PageContext
from dpcap.report.details_view import DetailRow, DetailTable
from dpcap.report.page_one_view import BrandQuestion, MoveLine
from dpcap.report.sanitize import clean
from dpcap.report.scale_words import Aim, scale_words
from dpcap.report.tables import folded, heads
from dpcap.report.view_scores import contradictions, risk_nodes, spread_words
from dpcap.text_width import short

# Stands where the framework does not say.
_UNSAID = "–"
MOST = 3
_ACT = {"zh": 88, "en": 120}
_ASK = {"zh": 72, "en": 88}
# A gain smaller than a page shows is no reason to put a move first.
_SHOWN = 0.1


def steps(
    ctx: PageContext, first: Container[str] = (), room: int | None = None
) -> tuple[MoveLine, ...]:
    """Three moves, one an indicator: quick ones that only need proof first, then by gain.

    Those on the indicators *first* go before all others. What to do is said in *room* columns;
    page one has less than most.
    """
    ranked = sorted(
        ctx.profile.moves or (),
        key=lambda move: (move.node not in first, not _quick_proof(move), -move.gain),
    )
    chosen: dict[str, Move] = {}
    for move in ranked:
        chosen.setdefault(move.node, move)
    columns = room or _ACT[ctx.language]
    return tuple(_step(ctx, move, columns) for move in list(chosen.values())[:MOST])


def _quick_proof(move: Move) -> bool:
    """Whether a day's gathering shows on the page."""
    return move.kind == "better_proof" and move.gain >= _SHOWN


def effort_words(ctx: PageContext, move: Move) -> str:
    """How long a move takes: proof that exists is gathered in about a day."""
    if move.kind == "better_proof":
        return ctx.say("effort.proof")
    return ctx.say(f"effort.{move.effort}") if move.effort else _UNSAID


def _step(ctx: PageContext, move: Move, columns: int) -> MoveLine:
    return MoveLine(
        act=short(act_words(ctx, move), columns),
        title=ctx.title(move.node),
        who=person(ctx, move.asked_of),
        effort=effort_words(ctx, move),
        gain=gain_words(ctx, move.gain),
        kind=ctx.say(f"moves.{move.kind}"),
        href=f"#{move.node}",
    )


def act_words(ctx: PageContext, move: Move) -> str:
    """What to do: how to raise the indicator, or which proof to bring."""
    spec = ctx.specs[move.node]
    if move.kind == "new_work" or spec.proof is None:
        return ctx.text(spec.how_to_raise or spec.question)
    return ctx.say("moves.bring", ask=ctx.text(spec.proof.ask))


def gain_words(ctx: PageContext, gain: float) -> str:
    """Points, cut as scores are; the smallest are said to be small."""
    decimals = ctx.scale.display.decimals
    return f"+{ctx.scale.score(gain)}" if ctx.scale.cut(gain) else f"<{10.0**-decimals:g}"


def person(ctx: PageContext, who: str | None) -> str:
    """Who does it; a dash where the framework does not say."""
    title = ctx.framework.people.get(who or "")
    return ctx.text(title) if title else clean(who or _UNSAID)


def questions(ctx: PageContext) -> tuple[BrandQuestion, ...]:
    """Three questions: on critical indicators, contradictions, then what weighs most."""
    return tuple(q for _, q in zip(range(MOST), _all_questions(ctx), strict=False))


def _all_questions(ctx: PageContext) -> Iterator[BrandQuestion]:
    failed, others = risk_nodes(ctx)
    yield from (_on_node(ctx, node) for node in failed)
    for finding in contradictions(ctx):
        message = str(finding.params.get(f"message_{ctx.language}", ""))
        said = short(clean(message), 2 * _ASK[ctx.language])
        rule = clean(str(finding.params.get("rule", finding.code)))
        yield BrandQuestion(ctx.say("questions.both", message=said), rule)
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
    return BrandQuestion(text, why)


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
    """Where the step leads: the next answer, the boxes still to tick, or the better proof."""
    spec = ctx.specs[move.node]
    if move.kind == "better_proof" and move.proof:
        return ctx.say("moves.to_proof", proof=kind_words(ctx, move.proof))
    if move.step is None:
        return _to_ratio(ctx, move, spec.scale)
    said, before = value_words(ctx, spec, move.step), ctx.nodes[move.node].value
    aim = Aim(move.step, said, before, act_words(ctx, move))
    return scale_words(spec.scale).aim(ctx, aim)


def _to_ratio(ctx: PageContext, move: Move, scale: Scale) -> str:
    """A step to a multiple of peer figures that differ by shop or are not known."""
    act = act_words(ctx, move)
    if (
        move.ratio is None
        or not isinstance(scale, Numeric)
        or not isinstance(scale.score, BesidePeers)
    ):
        return act
    if scale.score.ratio_of == "shortfall":
        return ctx.say("moves.to_shortfall", act=act, ratio=figures.number(1 / move.ratio))
    if scale.direction == "lower":
        return ctx.say("moves.to_lower", act=act, ratio=figures.number(1 / move.ratio))
    return ctx.say("moves.to_higher", act=act, ratio=figures.number(move.ratio))
