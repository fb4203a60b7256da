"""What is open or doubtful: unanswered, N/A, contradictions, what brands say, warnings, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dpcap.model.finding import Finding
from dpcap.model.nps import ContestedAnswer
from dpcap.model.trace import IndicatorNode
from dpcap.report.answers import answer_words, kind_words
from dpcap.report.context import PageContext
from dpcap.report.details_view import DetailRow, DetailTable
from dpcap.report.lay_words import lay_message, piece_name, reviewer_message
from dpcap.report.sanitize import clean, own
from dpcap.report.tables import folded, heads
from dpcap.report.uncounted import TOLD, answer_by, uncounted
from dpcap.report.view_indicators import open_nodes
from dpcap.report.view_plan import person
from dpcap.report.view_rules import is_open
from dpcap.report.view_scope import OUT
from dpcap.report.view_shops import limits_of

# What is proved in full by nature needs no closer look than the rest.
_FULL = 100.0
_HINGE = 36
_SHOWN = 6


def sure(ctx: PageContext) -> str:
    """What the result rests on, and what would change it."""
    return ctx.say("sure.part").join([_looked_at(ctx), *if_answered(ctx), *if_refused(ctx)])


def if_answered(ctx: PageContext) -> Iterator[str]:
    """The most that could be proved, were all open questions answered, if that is more."""
    overall = ctx.profile.overall
    if overall.proved is None or overall.proved_ceiling is None:
        return
    low, high = ctx.scale.score(overall.proved), ctx.scale.score(overall.proved_ceiling)
    if low != high and overall.level.proved.graded:
        yield ctx.say("sure.if_answered", score=high)


def if_refused(ctx: PageContext) -> Iterator[str]:
    """What a refusal of proof that nobody has reviewed would do: of one piece, and of all."""
    found = ctx.profile.refused
    if found is None or not ctx.profile.overall.level.proved.graded:
        return
    median, worst = (ctx.scale.score(points, up=True) for points in (found.median, found.worst))
    level = found.level or ctx.say("conclusion.no_level")
    if not found.graded:
        level = ctx.say("figures.ungraded")
    score, key = ctx.score(found.score), "sure.if_refused" if found.pieces > 1 else "sure.if_one"
    yield ctx.say(key, n=found.pieces, median=median, worst=worst, level=level, score=score)


def _looked_at(ctx: PageContext) -> str:
    pieces = [piece for piece in ctx.profile.evidence if piece.state == "counts"]
    unseen = [piece for piece in pieces if piece.ruling is None]
    return ctx.say(
        "sure.line",
        open=sum(is_open(node) for node in ctx.nodes.values()),
        unseen=len(unseen),
        kinds=_weakest(ctx, [piece.kind for piece in unseen]),
        peers=self_reported_peers(ctx),
        hinge=hinge(ctx),
    )


def _weakest(ctx: PageContext, kinds: list[str]) -> str:
    """The commonest of *kinds* that prove less than everything, and how many there are of it."""
    caps = ctx.framework.method.proof_caps
    weak = Counter(kind for kind in sorted(kinds) if caps.get(kind, _FULL) < _FULL)
    said = [ctx.say("sure.kind", kind=kind_words(ctx, k), n=n) for k, n in weak.most_common(1)]
    return "".join(said) or ctx.say("sure.no_kind")


def self_reported_peers(ctx: PageContext) -> int:
    """How many answered indicators rest on a peer figure that only the provider vouches for."""
    answered = (node for node in ctx.nodes.values() if node.state == "answered")
    return sum(bool(limits_of(node)) for node in answered)


def hinge(ctx: PageContext) -> str:
    """The one item whose refusal would drop the level."""
    name = ctx.profile.hinges_on
    if name is None:
        return ctx.say("sure.no_hinge")
    piece = ctx.pieces.get(name)
    if piece is None:
        return ctx.say("sure.hinge", item=ctx.title(name))
    if not piece.file and not piece.url and not ctx.is_reviewed_by_reader:
        return ctx.say("sure.hinge", item=piece_name(ctx, piece))
    said = piece_name(ctx, piece, _HINGE)
    return ctx.say("sure.hinge", item=f"{kind_words(ctx, piece.kind)} {said}")


def open_tables(ctx: PageContext) -> tuple[DetailTable, ...]:
    """Tables that have rows.

    The order is: what brands dispute, what did not count, contradictions, open answers, warnings,
    N/A, notes.
    """
    tables = (
        contested_table(ctx),
        _uncounted(ctx),
        _contradictions(ctx),
        _unanswered(ctx),
        _warnings(ctx),
        _left_out(ctx),
        _notes(ctx),
    )
    return tuple(table for table in tables if table.rows)


def _uncounted(ctx: PageContext) -> DetailTable:
    rows = tuple(DetailRow(one.name, (one.backs, one.why, one.act)) for one in uncounted(ctx))
    key = "caption_reviewer" if ctx.audience.remarks == "reviewer" else "caption"
    return DetailTable(
        "uncounted",
        ctx.say(f"uncounted.{key}", n=len(rows), day=str(answer_by(ctx))),
        heads(ctx, "uncounted", "name", "backs", "reason", "do"),
        rows,
    )


def _contradictions(ctx: PageContext) -> DetailTable:
    notes = [f for f in ctx.profile.findings if f.severity == "note"]
    lay = not ctx.is_reviewed_by_reader
    rows = tuple(
        DetailRow(str(place) if lay else _rule(f), (message(ctx, f),))
        for place, f in enumerate(notes, 1)
    )
    return DetailTable(
        "notes",
        ctx.say("open.notes", n=len(rows)),
        heads(ctx, "open", "no" if lay else "rule", "says"),
        rows,
        "unbroken-1",
    )


def _rule(finding: Finding) -> str:
    return clean(str(finding.params.get("rule", finding.code)))


def _unanswered(ctx: PageContext) -> DetailTable:
    rows = tuple(
        DetailRow(_named(ctx, node), (_why_open(ctx, node), _asked(ctx, node.id)), f"#{node.id}")
        for node in open_nodes(ctx)
    )
    head = heads(ctx, "open", "what", "state", "who")
    return DetailTable("unanswered", ctx.say("open.unanswered", n=len(rows)), head, rows)


def _named(ctx: PageContext, node: IndicatorNode) -> str:
    return f"{node.id} {ctx.title(node.id)}"


def _why_open(ctx: PageContext, node: IndicatorNode) -> str:
    if node.open:
        key = "not_counted" if ctx.is_reviewed_by_reader else "not_counted_lay"
        return ctx.say(f"open.{key}", code=node.open)
    return ctx.say(f"state.{node.state}")


def _asked(ctx: PageContext, node: str) -> str:
    spec = ctx.specs.get(node)
    return person(ctx, spec.asked_of) if spec else "–"


def _warnings(ctx: PageContext) -> DetailTable:
    warnings = [f for f in ctx.profile.findings if f.severity == "warning"]
    lay = not ctx.is_reviewed_by_reader
    if lay:
        warnings = [one for one in warnings if one.code not in TOLD]
    # Of several shops one piece may say the same: once is enough.
    said = dict.fromkeys((one.code, message(ctx, one)) for one in warnings)
    rows = tuple(
        DetailRow(str(place) if lay else code, (words,))
        for place, (code, words) in enumerate(said, 1)
    )
    head = heads(ctx, "open", "no" if lay else "code", "says")
    caption = ctx.say("open.warnings", n=len(rows))
    return folded(
        ctx,
        DetailTable("warnings", caption, head, rows, "unbroken-1"),
    )


def message(ctx: PageContext, finding: Finding) -> str:
    """A finding in words; what the provider wrote inside it is marked as such."""
    said = reviewer_message if ctx.is_reviewed_by_reader else lay_message
    return said(ctx, finding)


def _left_out(ctx: PageContext) -> DetailTable:
    rows = tuple(
        DetailRow(_named(ctx, node), (answer_words(ctx, node),), f"#{node.id}")
        for node in ctx.nodes.values()
        if node.state in {"not_applicable", OUT}
    )
    caption = ctx.say("open.not_applicable", n=len(rows))
    return DetailTable("not-applicable", caption, heads(ctx, "open", "what", "reason"), rows)


def _notes(ctx: PageContext) -> DetailTable:
    noted = [node for node in ctx.nodes.values() if node.note]
    rows = tuple(
        DetailRow(_named(ctx, node), (answer_words(ctx, node), own(node.note or "")), f"#{node.id}")
        for node in noted
    )
    caption = ctx.say("open.provider_notes", n=len(rows))
    return DetailTable(
        "provider-notes", caption, heads(ctx, "open", "what", "answer", "note"), rows
    )


def remarks_table(ctx: PageContext) -> DetailTable:
    """What reviewers remarked, as far as this audience may read it."""
    rows = tuple(
        DetailRow(
            ctx.title(remark.node) if remark.node else ctx.say("remarks.whole"),
            (own(remark.text), own(remark.by), str(remark.on)),
        )
        for remark in ctx.profile.review.remarks
    )
    head = heads(ctx, "remarks", "about", "text", "by", "date")
    return DetailTable("remarks-table", ctx.say("remarks.caption"), head, rows)


def contested_table(ctx: PageContext) -> DetailTable:
    """A row for each answer that brands speak against; whose words they are, as far as one may."""
    rows = tuple(
        DetailRow(
            f"{one.node} {ctx.title(one.node)}",
            (ctx.listed(list(_said(ctx, one))), _state(ctx, one), _way_out(ctx, one)),
            f"#{one.node}",
        )
        for one in ctx.profile.review.contested_answers
    )
    return DetailTable(
        "contested",
        ctx.say("contested.caption", n=len(rows)),
        heads(ctx, "contested", "what", "said", "state", "do"),
        rows,
    )


def _said(ctx: PageContext, one: ContestedAnswer) -> Iterator[str]:
    named = ctx.listed([own(name) for name in one.contracts[:_SHOWN]])
    more = ctx.say("contested.more") if len(one.contracts) > _SHOWN else ""
    yield (
        ctx.say("contested.named", n=one.brands, names=named + more)
        if named
        else ctx.say("contested.brands", n=one.brands)
    )
    if one.lowest is not None:
        yield ctx.say("contested.lowest", rating=one.lowest)
    if one.complaints:
        yield ctx.say("contested.complaints", n=one.complaints)
    for note in one.notes[:_SHOWN]:
        yield ctx.say("contested.note", text=own(note))


def _state(ctx: PageContext, one: ContestedAnswer) -> str:
    return ctx.say(f"contested.{one.ruling or 'open'}")


def _way_out(ctx: PageContext, one: ContestedAnswer) -> str:
    """What this reader can do; nothing once it is ruled on."""
    if one.ruling is not None:
        return ctx.say("contested.done")
    if ctx.is_reviewed_by_reader:
        return ctx.say("contested.rule")
    return ctx.say("contested.reply" if ctx.audience.files else "contested.wait")
