"""Something to look at, as it stands on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dpcap.cli.findings import printable
from dpcap.cli.interview.console import Line
from dpcap.cli.interview.scale_prompt import scale_prompt
from dpcap.cli.review_words import desk_words
from dpcap.model.assessment import Reply, ShopRow
from dpcap.model.base import Language
from dpcap.text_width import wrap
from dpcap.workflow.review_walk import PieceUse, ReviewWalk, WalkItem

# Lines of a text under a heading of ours, in a style.
Labelled = Callable[..., Iterator[Line]]


def card_lines(
    walk: ReviewWalk, item: WalkItem, place: str, language: Language, width: int
) -> Iterator[Line]:
    """The card of *item* of *walk*, top to bottom."""

    def labelled(key: str, text: str, style: str = "") -> Iterator[Line]:
        colon = "：" if language == "zh" else ": "
        told = desk_words(key, language) + colon + text
        return (Line(style, line) for line in wrap(told, width))

    yield Line("rule", "─" * width)
    yield Line("place", f"{place} · {item.name} · {why_words(item, language)}")
    for told in stake_words(item, language):
        yield Line("warn", told)
    for told in scope_words(item, language):
        yield Line("mark", told)
    if item.ruling:
        yield from labelled("ruled", f"{item.ruling.by} {item.ruling.on} {item.ruling.reason}")
    yield from _piece(walk, item, language, labelled)
    for use in item.uses:
        yield from _use(walk, item, use, language, labelled)
    yield Line("", "")


def why_words(item: WalkItem, language: Language) -> str:
    """Why *item* is looked at; of one that is judged blind no more than that."""
    if item.drawn:
        return desk_words("drawn", language)
    return desk_words("blind" if item.hidden else item.why, language)


def stake_words(item: WalkItem, language: Language) -> Iterator[str]:
    """What a refusal of *item* would change."""
    stake = item.stake
    if stake is None:
        return
    if stake.falls:
        level = stake.level or desk_words("no_level", language)
        yield desk_words("falls", language, level=level)
    if stake.gates:
        yield desk_words("gates", language, gates=", ".join(stake.gates))


def scope_words(item: WalkItem, language: Language) -> Iterator[str]:
    """What the provider says that *item* shows."""
    if item.scopes:
        yield f"{desk_words('scope', language)}: {', '.join(item.scopes)}"


def where_words(item: WalkItem) -> str:
    """The file or the address of *item*."""
    piece = item.piece
    return (piece.file or piece.url or "") if piece else ""


def _piece(
    walk: ReviewWalk, item: WalkItem, language: Language, labelled: Labelled
) -> Iterator[Line]:
    piece = item.piece
    if piece is None:
        reason = walk.framework.reasons.get(item.reason or "")
        yield from labelled("reason", reason.say(language) if reason else item.reason or "", "mark")
        return
    yield from labelled("file" if piece.file else "address", where_words(item), "mark")
    title = walk.framework.proof_titles.get(piece.kind)
    kind = title.say(language) if title else piece.kind
    yield from labelled("kind", kind)
    if (needs := walk.framework.until_confirmed.get(piece.kind)) and needs.editable:
        yield from labelled("editable", _editable_words(walk, kind, needs.counts_as, language))
    if piece.captured_on:
        yield from labelled("taken", piece.captured_on.isoformat())
    if piece.note:
        yield from labelled("note", piece.note)


def _editable_words(walk: ReviewWalk, kind: str, less: str, language: Language) -> str:
    """What accepting an editable file of *kind* lifts; it counts as *less* until then."""
    title = walk.framework.proof_titles.get(less)
    counted = title.say(language) if title else less
    return desk_words("until_accepted", language, kind=kind, counted=counted)


def _use(
    walk: ReviewWalk, item: WalkItem, use: PieceUse, language: Language, labelled: Labelled
) -> Iterator[Line]:
    indicator = walk.framework.by_id[use.node]
    yield Line("title", f"{indicator.id} {indicator.title.say(language)}")
    for reply in use.replies:
        yield from labelled("claim", claim_words(walk, use.node, reply, language), "mark")
        if reply.note:
            yield from labelled("note", reply.note, "dim")
    if item.piece is None or indicator.proof is None:
        return
    yield from labelled("ask", indicator.proof.ask.say(language), "dim")
    for key in ("sufficient", "insufficient"):
        if text := getattr(indicator.proof, key):
            yield from labelled(key, text.say(language), "dim")


def claim_words(walk: ReviewWalk, node: str, reply: Reply, language: Language) -> str:
    """What *reply* to the question *node* says, with what it takes to read it."""
    said = scale_prompt(walk.framework.by_id[node].scale).said(reply, language)
    fields = [_field(walk, key, value, language) for key, value in reply.envelope.items()]
    shop = [reply.shop] if isinstance(reply, ShopRow) else []
    return " · ".join([*shop, said, *fields])


def _field(walk: ReviewWalk, key: str, value: str, language: Language) -> str:
    """A field of the envelope and its value, by their titles."""
    vocabulary = walk.framework.envelope.get(key)
    if vocabulary is None:
        return f"{key} {value}"
    known = vocabulary.values.get(value)
    return f"{vocabulary.title.say(language)} {known.say(language) if known else value}"


def list_lines(walk: ReviewWalk, language: Language) -> Iterator[str]:
    """A line on each thing to look at in *walk*, and how many are done."""
    if walk.seed is None:
        yield desk_words("no_seed", language)
    for item in walk.items:
        said = [why_words(item, language), item.name, where_words(item)]
        nodes = " ".join(use.node for use in item.uses)
        shown = (one for one in (*said, nodes, *stake_words(item, language)) if one)
        yield printable(" · ".join(shown))
    if not walk.items:
        yield desk_words("nothing", language)
    provider = walk.assessment.provider.id
    fields = {"provider": provider, "left": len(walk.items), "done": walk.done}
    yield desk_words("hello", language, **fields)
