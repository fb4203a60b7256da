"""What to do next: three moves for the provider, or three questions for a brand."""

from __future__ import annotations

from collections.abc import Container, Iterator

from dpcap.model.profile import Move
from dpcap.model.trace import IndicatorNode
from dpcap.report import figures
from dpcap.report.answers import missing_words, proof_words
from dpcap.report.context import PageContext
from dpcap.report.page_one_view import BrandQuestion, MoveLine
from dpcap.report.sanitize import clean
from dpcap.report.view_highlights import contradictions, risk_nodes

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
    return ctx.say(f"effort.{'proof' if move.kind == 'better_proof' else move.effort}")


def _step(ctx: PageContext, move: Move, columns: int) -> MoveLine:
    return MoveLine(
        act=figures.short(act_words(ctx, move), columns),
        title=ctx.title(move.node),
        who=person(ctx, move.asked_of),
        effort=effort_words(ctx, move),
        gain=gain_words(move.gain),
        kind=ctx.say(f"moves.{move.kind}"),
        href=f"#{move.node}",
    )


def act_words(ctx: PageContext, move: Move) -> str:
    """What to do: how to raise the indicator, or which proof to bring."""
    spec = ctx.specs[move.node]
    if move.kind == "new_work" or spec.proof is None:
        return ctx.text(spec.how_to_raise)
    return ctx.say("moves.bring", ask=ctx.text(spec.proof.ask))


def gain_words(gain: float) -> str:
    """Points, cut to one decimal; the smallest are said to be small."""
    shown = figures.truncated(gain)
    return f"+{shown:.1f}" if shown else "<0.1"


def person(ctx: PageContext, who: str) -> str:
    """Who does it."""
    title = ctx.framework.people.get(who)
    return ctx.text(title) if title else clean(who)


def questions(ctx: PageContext) -> tuple[BrandQuestion, ...]:
    """Three questions: on critical indicators, contradictions, then what weighs most."""
    return tuple(q for _, q in zip(range(MOST), _all_questions(ctx), strict=False))


def _all_questions(ctx: PageContext) -> Iterator[BrandQuestion]:
    failed, others = risk_nodes(ctx)
    yield from (_on_node(ctx, node) for node in failed)
    for finding in contradictions(ctx):
        message = str(finding.params.get(f"message_{ctx.language}", ""))
        said = figures.short(clean(message), 2 * _ASK[ctx.language])
        rule = clean(str(finding.params.get("rule", finding.code)))
        yield BrandQuestion(ctx.say("questions.both", message=said), rule)
    yield from (_on_node(ctx, node) for node in others)


def _on_node(ctx: PageContext, node: IndicatorNode) -> BrandQuestion:
    spec = ctx.specs[node.id]
    room = _ASK[ctx.language]
    text = figures.short(ctx.text(spec.question), room)
    if spec.proof is not None:
        ask = figures.short(ctx.text(spec.proof.ask), room)
        text = ctx.say("questions.show", question=text, ask=ask)
    why = ctx.say(
        "questions.why",
        what=ctx.title(node.id),
        score=ctx.score(node.proved),
        proof=missing_words(ctx, node) or proof_words(ctx, node),
    )
    return BrandQuestion(text, why)
