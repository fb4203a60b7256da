"""`dpcap explain`: how a number came about, down to the answer, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table

from dpcap.errors import UsageError
from dpcap.model.base import Language
from dpcap.model.framework import Aggregation, Framework
from dpcap.model.indicator import Indicator
from dpcap.model.plan import Move
from dpcap.model.profile import Profile
from dpcap.model.scale import BesidePeers, Numeric
from dpcap.model.trace import (
    AreaNode,
    DimensionNode,
    IndicatorNode,
    Node,
    OverallNode,
    ReachedLevel,
    ShopScore,
    UnmetLevelRule,
)
from dpcap.report import figures
from dpcap.report.answers import (
    answer_words,
    counting_words,
    evidence_of,
    kind_words,
    piece_kind_words,
    state_words,
    value_words,
)
from dpcap.report.audience import find_audience
from dpcap.report.context import PageContext
from dpcap.report.lines import (
    SOFT,
    STRONG,
    TerminalPage,
    Words,
    figure_column,
    listing,
    text_column,
)
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import own
from dpcap.report.scale_words import Answered, scale_words
from dpcap.report.view_facts import peer_figure
from dpcap.report.view_plan import plan_lines, result_words
from dpcap.report.view_reference import next_proof
from dpcap.report.view_rules import blocked_words, serious_rule
from dpcap.report.view_scope import OUT, is_out
from dpcap.report.view_shops import limited_words, limits_of, shop_cap_words
from dpcap.report.words import language_of, load_words
from dpcap.text_width import COLUMNS

_PLAN = 240
Line = tuple[str, str]


def explain(
    profile: Profile,
    framework: Framework,
    node: str | None = None,
    language: Language | None = None,
    *,
    columns: int = COLUMNS,
    colour: bool = False,
) -> str:
    """How the score of *node* (an area, dimension or indicator; None: the overall) came about.

    *columns*: how wide the text may be; *colour*: for a terminal only. Raises UsageError if the
    profile has no such node.
    """
    reports: Path = own_reports()
    spoken = language_of(framework, language, profile.provider.language)
    words = load_words(reports, spoken, wording=framework.wording)
    ctx = PageContext(profile, framework, words, find_audience(reports, "reviewer"))
    path = _path_to(profile, node)
    target = path[-1]
    out = TerminalPage(columns, colour=colour)
    out.line(_heading(ctx, path), STRONG)
    out.blank()
    _put(out, _lines(ctx, path))
    if not isinstance(target, IndicatorNode):
        out.blank()
        out.add(_members(ctx, target))
    return out.text


def _path_to(profile: Profile, wanted: str | None) -> list[Node]:
    """From the overall down to the node wanted."""
    if wanted in (None, profile.overall.id):
        return [profile.overall]
    for area in profile.areas:
        if area.id == wanted:
            return [profile.overall, area]
        for dimension in area.dimensions:
            if dimension.id == wanted:
                return [profile.overall, area, dimension]
            for indicator in dimension.indicators:
                if indicator.id == wanted:
                    return [profile.overall, area, dimension, indicator]
    raise UsageError(f"no area, dimension or indicator {wanted}", f"没有领域、维度或指标 {wanted}")


def _heading(ctx: PageContext, path: Sequence[Node]) -> str:
    *above, target = path
    name = own(ctx.profile.provider.name.say(ctx.language))
    crumbs = [name, *(ctx.title(node.id) for node in above[1:])]
    if not isinstance(target, OverallNode):
        crumbs.append(f"{target.id} {ctx.title(target.id)}")
    return " › ".join(crumbs)


def _lines(ctx: PageContext, path: Sequence[Node]) -> Iterator[Line]:
    target = path[-1]
    if isinstance(target, IndicatorNode):
        yield from _answer(ctx, target)
    yield from _scores(ctx, target)
    yield from _contributions(ctx, path)
    yield from _blocked(ctx, target)
    yield from _plan(ctx, target)
    if isinstance(target, IndicatorNode):
        yield from _moves(ctx, target)


def _scoring_words(ctx: PageContext, spec: Indicator, node: IndicatorNode) -> str:
    """The arithmetic from the answer of *node* to its claimed score; empty if it has no value."""
    if node.claimed is None or (node.value is None and not node.shops):
        return ""
    score = ctx.score(node.claimed)
    if spec.per == "shop":
        peers = isinstance(spec.scale, Numeric) and isinstance(spec.scale.score, BesidePeers)
        key = "explain.peer_shops" if peers else "explain.each_shop"
        return ctx.say(key, joined=ctx.say(f"across.{spec.across}"), score=score)
    if node.value is None or node.state != "answered":
        return ""
    said = value_words(ctx, spec, node.value)
    return scale_words(spec.scale).arithmetic(
        ctx, Answered(node.value, said, node.against, score, node.best_peers)
    )


def _answer(ctx: PageContext, node: IndicatorNode) -> Iterator[Line]:
    spec = ctx.framework.by_id[node.id]
    yield ctx.say("explain.answer"), answer_words(ctx, node)
    if node.open:
        texts = [
            f.message(ctx.language, ctx.framework.wording)
            for f in ctx.profile.findings
            if f.node == node.id
        ]
        yield ctx.say("explain.open"), texts[0] if texts else node.open
    scored = _scoring_words(ctx, spec, node)
    if scored:
        yield ctx.say("explain.scored"), scored
    for shop in node.shops:
        yield ctx.say("explain.shops"), _shop(ctx, node, shop)
    if spec.per == "shop" and (cap := shop_cap_words(ctx)):
        yield ctx.say("explain.shops"), cap
    if limits := limits_of(node):
        yield ctx.say("explain.peers"), limited_words(ctx, limits)
    if node.kind and node.cap is not None:
        caps = ctx.say(
            "explain.caps",
            kind=counting_words(ctx, node, node.kind),
            cap=ctx.scale.mark(node.cap),
        )
        yield ctx.say("explain.proof"), caps
    for name in evidence_of(node):
        yield ctx.say("explain.pieces"), _piece(ctx, name)


def _shop(ctx: PageContext, node: IndicatorNode, shop: ShopScore) -> str:
    names = {entry.id: entry.name for entry in ctx.profile.provider.shops}
    name = own(names.get(shop.shop, shop.shop))
    if shop.out:
        return f"{name}{ctx.say('common.colon')}{ctx.say('state.out_of_scope')}"
    if not shop.valid or shop.value is None:
        return ctx.say("explain.shop_missing", shop=name)
    peer = {} if shop.against is None else {"peer": peer_figure(ctx, node.id, shop.against)}
    return ctx.say(
        "explain.shop_peer" if peer else "explain.shop",
        **peer,
        shop=name,
        value=value_words(ctx, ctx.framework.by_id[node.id], shop.value),
        claimed=ctx.score(shop.claimed),
        proved=ctx.score(shop.proved),
        kind=kind_words(ctx, shop.kind),
    )


def _piece(ctx: PageContext, name: str) -> str:
    piece = ctx.pieces[name]
    return ctx.say(
        "explain.piece",
        id=own(name),
        kind=piece_kind_words(ctx, piece),
        state=state_words(ctx, piece),
        until=str(piece.valid_until or ctx.say("explain.no_end")),
    )


def _scores(ctx: PageContext, node: Node) -> Iterator[Line]:
    if is_out(node):
        yield ctx.say("explain.proved"), ctx.say(f"state.{OUT}")
        return
    yield ctx.say("explain.claimed"), ctx.score(node.claimed)
    yield ctx.say("explain.proved"), ctx.score(node.proved)
    yield ctx.say("explain.ceiling"), ctx.score(node.proved_ceiling)
    yield ctx.say("explain.coverage"), ctx.share(node.coverage)


def _contributions(ctx: PageContext, path: Sequence[Node]) -> Iterator[Line]:
    """Floor by floor from the node to the top: its share of the group and the points it adds."""
    for group, member in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
        if member.contribution is None or not member.effective_weight:
            continue
        inside = [one for one in _children(ctx.profile, group) if one.effective_weight]
        counted = [_weight(one) for one in inside]
        adds = ctx.say(
            "explain.adds",
            group=ctx.say("needs.overall") if group is path[0] else ctx.title(group.id),
            how=_how(ctx, group),
            weight=figures.mark(_weight(member)),
            whole=figures.mark(sum(counted)),
            claimed=ctx.score(member.contribution.claimed),
            proved=ctx.score(member.contribution.proved),
        )
        yield ctx.say("explain.path"), adds
    if len(path) > 1:
        share = ctx.say("explain.share", share=ctx.share(path[-1].effective_weight))
        yield ctx.say("explain.weight"), share


def _weight(node: Node) -> float:
    """The weight as written, or what of it is in scope."""
    return node.weight if node.in_scope >= 1.0 else round(node.weight * node.in_scope, 3)


def _children(profile: Profile, group: Node) -> Sequence[Node]:
    if isinstance(group, OverallNode):
        return profile.areas
    if isinstance(group, AreaNode):
        return group.dimensions
    return group.indicators if isinstance(group, DimensionNode) else ()


def _how(ctx: PageContext, group: Node) -> str:
    floors = ctx.framework.method.aggregation
    by_floor: dict[type[Node], Aggregation] = {
        OverallNode: floors.overall,
        AreaNode: floors.area,
        DimensionNode: floors.dimension,
    }
    how = by_floor[type(group)]
    if isinstance(how, str):
        return ctx.say(f"explain.how.{how}")
    return ctx.say("explain.how.power", p=figures.mark(how.power))


def _blocked(ctx: PageContext, node: Node) -> Iterator[Line]:
    """The rules of levels not reached that look at *node*; at the top, all of them."""
    proved = ctx.profile.overall.level.proved
    if isinstance(node, OverallNode):
        none = ctx.say("explain.no_level")

        def said(reached: ReachedLevel) -> str:
            found = reached.estimate
            return ctx.estimated_level(found) if found else reached.id or none

        claimed = ctx.profile.overall.level.claimed
        levels = ctx.say("explain.level", claimed=said(claimed), proved=said(proved))
        yield ctx.say("explain.blocked"), levels
        if takes := next_proof(ctx):
            yield ctx.say("explain.blocked"), takes
    for rule in proved.blocked:
        if isinstance(node, OverallNode) or node.id in rule.nodes:
            yield ctx.say("explain.blocked"), _rule(ctx, rule)
            for name in rule.nodes if rule.rule == "serious" else ():
                told = serious_rule(ctx, name)
                words = ctx.say("explain.serious", rule=told.id, says=told.says, found=told.found)
                yield ctx.say("explain.blocked"), words


def _rule(ctx: PageContext, rule: UnmetLevelRule) -> str:
    said = ctx.say(f"explain.rule.{rule.rule}")
    if rule.nodes and rule.rule not in {"critical", "serious"}:
        said += f" {ctx.title(rule.nodes[0])}"
    needed, found = blocked_words(ctx, rule)
    return ctx.say("explain.blocked_rule", level=rule.level, rule=said, needed=needed, found=found)


def _plan(ctx: PageContext, target: Node) -> Iterator[Line]:
    """The plan, of which an indicator is told its own line alone."""
    whole = isinstance(target, OverallNode)
    for line in plan_lines(ctx, _PLAN):
        if whole or line.href == f"#{target.id}":
            words = f"{line.gain} {line.title}{ctx.say('common.colon')}{line.act}"
            yield ctx.say("plan.caption"), words
    if whole and (result := result_words(ctx)):
        yield ctx.say("plan.caption"), result


def _moves(ctx: PageContext, node: IndicatorNode) -> Iterator[Line]:
    moves = [move for move in ctx.profile.moves or () if move.node == node.id]
    for move in moves:
        yield _move(ctx, move)
    if not moves:
        yield ctx.say("explain.work"), ctx.say("explain.nothing")


def _move(ctx: PageContext, move: Move) -> Line:
    proof = kind_words(ctx, move.proof) if move.proof else ctx.say("proof.none_needed")
    gain = f"+{ctx.scale.score(move.gain, more=1)}"
    if move.kind == "better_proof":
        return ctx.say("explain.proof_only"), ctx.say("explain.proof_value", proof=proof, gain=gain)
    spec = ctx.framework.by_id[move.node]
    step = ctx.say("explain.next_mark") if move.step is None else value_words(ctx, spec, move.step)
    return ctx.say("explain.work"), ctx.say("explain.work_value", step=step, proof=proof, gain=gain)


def _members(ctx: PageContext, group: Node) -> Table:
    """The members of a group: weight, share of the top, both scores, both additions."""
    figures_of = (figure_column(ctx.say(f"explain.{key}")) for key in _FIGURES)
    table = listing(text_column(ctx.say("explain.node")), *figures_of)
    for member in _children(ctx.profile, group):
        cells = (
            f"{member.id} {ctx.title(member.id)}",
            ctx.share(member.effective_weight),
            ctx.score(member.claimed),
            ctx.score(member.proved),
            ctx.score(member.contribution.proved if member.contribution else None),
        )
        table.add_row(*map(Words, cells))
    return table


_FIGURES = ("weight", "claimed", "proved", "path")


def _put(out: TerminalPage, lines: Iterator[Line]) -> None:
    """Labels in a column of their own, each said once."""
    table = listing(text_column(whole=True, style=SOFT), text_column())
    before = None
    for label, text in lines:
        table.add_row(Words("" if label == before else label), Words(text))
        before = label
    out.add(table)
