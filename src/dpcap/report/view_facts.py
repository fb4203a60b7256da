"""The hard facts on page one: what a boss knows, each with what it takes to read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from dpcap.model.assessment import Fact, figure_of
from dpcap.model.facts import HardFact
from dpcap.model.framework import DECLARED
from dpcap.model.scale import Figure
from dpcap.model.trace import IndicatorNode, ShopScore
from dpcap.report import figures
from dpcap.report.answers import (
    answer_words,
    envelope_words,
    fact_words,
    kind_words,
    proof_words,
)
from dpcap.report.context import PageContext
from dpcap.report.page_one_view import FactLine
from dpcap.report.sanitize import clean, own
from dpcap.report.scale_words import measured, scale_words
from dpcap.text_width import short

_LINK = re.compile(r"https?://[A-Za-z0-9.\-]+(?::\d+)?(?:/[^\s<>\"'`\\]*)?")
_LINK_SHOWN, _FREE_TEXT = 26, 30


class FactGroup(NamedTuple):
    """One fact or indicator of a line."""

    value: str
    known: bool
    details: tuple[str, ...] = ()
    proof: str | None = None
    link: str | None = None
    words: str = ""
    figure: float | None = None
    peer: float | None = None
    up: bool = False


def hard_facts(ctx: PageContext) -> tuple[FactLine, ...]:
    """The framework's lines of hard facts, in its order."""
    return tuple(fact_line(ctx, hard) for hard in ctx.framework.page_one.hard_facts)


def fact_line(ctx: PageContext, hard: HardFact) -> FactLine:
    """One line of hard facts, of the facts and indicators it shows."""
    asked = [name for name in hard.show if _is_asked(ctx, name)] or hard.show[:1]
    parts = [_part(ctx, name, alone=len(asked) == 1) for name in asked]
    known = [part for part in parts if part.known]
    unknown = [part.value for part in parts if known and not part.known]
    details = dict.fromkeys([*(d for part in known for d in part.details), *unknown])
    proofs = dict.fromkeys(part.proof for part in known if part.proof)
    linked = next((part for part in known if part.link), None)
    value = " · ".join(part.value for part in known if part.value)
    if not known:
        value = parts[0].value if len(parts) == 1 else ctx.say("common.not_provided")
    elif hard.per_peer and (ratio := _ratio(ctx, known[0])):
        value = ratio
    return FactLine(
        title=ctx.text(hard.title),
        value=value or ctx.say("facts.link"),
        known=bool(known),
        details=" · ".join(details),
        proof=ctx.listed(list(proofs)) if proofs else None,
        link=linked.link if linked else None,
        link_words=linked.words if linked else "",
    )


def _is_asked(ctx: PageContext, name: str) -> bool:
    """Whether *name* is a fact, or an indicator that this role is asked."""
    node = ctx.nodes.get(name)
    return node is None or node.state != "not_asked"


def _ratio(ctx: PageContext, part: FactGroup) -> str | None:
    """A figure against the peer it is read by, as a ratio."""
    if part.figure is None or not part.peer:
        return None
    ratio = figures.number(part.figure / part.peer, up=part.up)
    return ctx.say("facts.ratio", ratio=ratio, value=part.value)


def _part(ctx: PageContext, name: str, *, alone: bool) -> FactGroup:
    node = ctx.nodes.get(name)
    if node is not None:
        return _of_indicator(ctx, node, alone=alone)
    if ctx.audience.hides(name, ctx.framework):
        return FactGroup(_named(ctx, name, ctx.say("facts.withheld"), alone=alone), known=False)
    fact = ctx.profile.provider.facts.get(name)
    if fact is None:
        missing = ctx.say("common.not_provided")
        return FactGroup(_named(ctx, name, missing, alone=alone), known=False)
    return _of_fact(ctx, name, fact)


def _named(ctx: PageContext, name: str, words: str, *, alone: bool) -> str:
    """*words*, after the title of what they are about if the line shows several."""
    if alone:
        return words
    spec = ctx.framework.facts.get(name)
    return f"{ctx.text(spec.title) if spec else ctx.title(name)} {words}"


def _of_fact(ctx: PageContext, name: str, fact: Fact) -> FactGroup:
    spec = ctx.framework.facts.get(name)
    details = [envelope_words(ctx, "basis", fact.basis)] if fact.basis else []
    when = fact.period or (str(fact.on) if fact.on else None)
    details += [own(when)] if when else []
    bound = len(ctx.profile.provider.shops)
    if fact.shops is not None:
        details.append(ctx.say("facts.shops", n=fact.shops, of=bound))
    if fact.peer is not None:
        details.append(ctx.say("facts.peer", peer=figures.written(fact.peer)))
    value = fact.value
    if spec and spec.kind == "link" and isinstance(value, str):
        return _of_link(ctx, name, value, tuple(details), fact)
    words = fact_words(ctx, spec, fact)
    if isinstance(value, str | tuple) and len(words) > _FREE_TEXT:
        words = own(short(clean(words), _FREE_TEXT))
    return FactGroup(words, True, tuple(details), _fact_proof(ctx, name, fact))


def _of_link(
    ctx: PageContext, name: str, address: str, details: tuple[str, ...], fact: Fact
) -> FactGroup:
    """An address: linked if it is a plain one, else shown like any other words."""
    link, words = safe_link(address), _link_words(address)
    return FactGroup(
        value="" if link else words,
        known=True,
        details=details,
        proof=_fact_proof(ctx, name, fact),
        link=link,
        words=words,
    )


def safe_link(address: str) -> str | None:
    """*address* if it is a plain web address; anything else is shown, never linked."""
    return address if _LINK.fullmatch(address) else None


def _link_words(address: str) -> str:
    shown = clean(address).removeprefix("https://").removeprefix("http://")
    return own(short(shown, _LINK_SHOWN))


def _fact_proof(ctx: PageContext, name: str, fact: Fact) -> str:
    if name in ctx.profile.provider.confirmed_facts:
        return ctx.say("facts.confirmed")
    caps = ctx.framework.method.proof_caps
    pieces = [ctx.pieces[name] for name in fact.evidence if name in ctx.pieces]
    good = [piece for piece in pieces if piece.state in {"counts", "unused"}]
    if good:
        return kind_words(ctx, max(good, key=lambda piece: caps.get(piece.kind, 0.0)).kind)
    return ctx.say(f"piece.{pieces[0].state}") if pieces else kind_words(ctx, DECLARED)


def _of_indicator(ctx: PageContext, node: IndicatorNode, *, alone: bool) -> FactGroup:
    if node.state != "answered":
        open_ = node.state in {"missing", "unknown"}
        words = ctx.say("common.not_provided" if open_ else f"state.{node.state}")
        return FactGroup(words if alone else f"{ctx.title(node.id)} {words}", known=False)
    figure = node.value if isinstance(node.value, int | float) else figure_of(node.value)
    return FactGroup(
        value=answer_words(ctx, node),
        known=node.value is not None,  # figures of shops that cannot be joined are no headline
        details=tuple(_details(ctx, node)),
        proof=proof_words(ctx, node),
        figure=figure,
        peer=node.against,
        up=figure is not None and scale_words(ctx.specs[node.id].scale).worse_above(figure),
    )


def _details(ctx: PageContext, node: IndicatorNode) -> list[str]:
    """Basis, period, peer and shops behind the figure of *node*."""
    valid = [row for row in node.shops if row.valid]
    envelope = valid[0].envelope if valid else node.envelope
    fields = (field for field in envelope if field != "period")
    details = [envelope_words(ctx, field, envelope[field]) for field in fields]
    if "period" in envelope:
        details.append(own(short(clean(envelope["period"]), 22)))
    if node.shops:
        bound = len(ctx.profile.provider.shops)
        details.append(ctx.say("facts.shops", n=len(valid), of=bound))
    if peer := peer_words(ctx, node):
        details.append(peer)
    return details


def peer_words(ctx: PageContext, node: IndicatorNode) -> str | None:
    """The peer figure of *node*, or the middle of its shops', and whether the manager vouches."""
    rows = node.shops
    peer = node.against if node.against is not None else median_peer(rows)
    if peer is None:
        return None
    counting = [row for row in rows if row.valid]
    held = node.held_peer is not None or any(row.held_peer is not None for row in counting)
    typed = any(row.held_peer is None for row in counting)
    key = "facts.peer_held" if held and not typed else "facts.peer"
    return ctx.say(key, peer=peer_figure(ctx, node.id, peer))


def median_peer(rows: Iterable[ShopScore]) -> float | None:
    """The middle of the shops' own peer figures."""
    peers = [row.against for row in rows if row.valid and row.against is not None]
    return median(peers) if peers else None


def with_unit(ctx: PageContext, node: IndicatorNode, value: float) -> str:
    """*value* with the unit of *node*."""
    spec = ctx.specs.get(node.id)
    if spec is None or not isinstance(spec.scale, Figure):
        return measured(value, "")
    return measured(value, ctx.text(spec.scale.unit), up=scale_words(spec.scale).worse_above(value))


def peer_figure(ctx: PageContext, node: str, peer: float) -> str:
    """A *peer* figure of the indicator *node*, cut so that the figure beside it looks no better."""
    spec = ctx.specs.get(node)
    return figures.number(peer, up=spec is None or not scale_words(spec.scale).worse_above(peer))
