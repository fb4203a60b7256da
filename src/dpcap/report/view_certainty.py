"""How sure: what is open, unreviewed or self-reported, and the one item the level hangs on."""

from __future__ import annotations

from dpcap.report import figures
from dpcap.report.answers import kind_words
from dpcap.report.context import PageContext
from dpcap.report.sanitize import clean, own
from dpcap.report.view_rules import is_open
from dpcap.report.view_shops import limits_of

_SCREENSHOT = "screenshot"


def sure(ctx: PageContext) -> str:
    """One line."""
    pieces = [piece for piece in ctx.profile.evidence if piece.state == "counts"]
    unseen = [piece for piece in pieces if piece.ruling is None]
    return ctx.say(
        "sure.line",
        open=sum(is_open(node) for node in ctx.nodes.values()),
        unseen=len(unseen),
        screenshots=sum(piece.kind == _SCREENSHOT for piece in unseen),
        peers=self_reported_peers(ctx),
        hinge=hinge(ctx),
    )


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
    file = own(figures.short(clean(piece.file.rpartition("/")[2]), 36)) if piece.file else piece.id
    return ctx.say("sure.hinge", item=f"{kind_words(ctx, piece.kind)} {file}")
