"""What a finding says: to a provider or a brand titles and file names instead of ids and codes.

Whoever reviews reads ids of questions and evidence, which they look up, but kinds of proof and
facts by their titles as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from dpcap.model.expression import FACT_PREFIX
from dpcap.model.finding import ROWS_OF, Finding
from dpcap.model.profile import EvidenceEntry
from dpcap.model.scope import SHOP_MARK
from dpcap.report.answers import kind_words
from dpcap.report.context import PageContext
from dpcap.report.sanitize import clean, own
from dpcap.text_width import short

_CONTRADICTION = "DP501"
# What a rule that is held against each shop says, with the id of the shop.
_AT_SHOP = re.compile(r" \[([^\[\]]+)\]\Z")
_FILE, _NAMES = 48, 6


def piece_name(ctx: PageContext, piece: EvidenceEntry, columns: int = _FILE) -> str:
    """What a piece of evidence is called: its file, its address, else its place and kind.

    Whoever reviews knows it by its id.
    """
    said = (piece.file or "").rpartition("/")[2] or piece.url
    if said:
        return own(short(clean(said), columns))
    if ctx.is_reviewed_by_reader:
        return clean(piece.id)
    place = list(ctx.pieces).index(piece.id) + 1
    return ctx.say("evidence.nth", n=place, kind=kind_words(ctx, piece.kind))


def lay_message(ctx: PageContext, finding: Finding) -> str:
    """*finding* in words, without an id or a code."""
    if finding.code == _CONTRADICTION:
        said = str(finding.params.get(f"message_{ctx.language}", ""))
        shop = _AT_SHOP.search(said)
        if shop is None:
            return clean(said)
        about = clean(said[: shop.start()])
        return ctx.say("open.at_shop", what=about, shop=ctx.shop_name(shop[1]))
    return _filled(ctx, finding, _LAY)


def reviewer_message(ctx: PageContext, finding: Finding) -> str:
    """*finding* in words for whoever reviews; what the provider wrote is marked as such."""
    return _filled(ctx, finding, _REVIEWER)


def marked(key: str, value: str | float) -> str | float:
    """One thing that fills a message; what the provider wrote is marked as such."""
    if not isinstance(value, str):
        return value
    return clean(value) if value.isascii() or key.endswith(("_zh", "_en")) else own(value)


_Sayings: TypeAlias = dict[str, Callable[[PageContext, str], str | float]]


def _filled(ctx: PageContext, finding: Finding, sayings: _Sayings) -> str:
    def param(key: str, value: str | float) -> str | float:
        said = sayings.get(key)
        return said(ctx, value) if said and isinstance(value, str) else marked(key, value)

    params = {key: param(key, value) for key, value in finding.params.items()}
    return finding.model_copy(update={"params": params}).message(
        ctx.language, ctx.framework.wording
    )


def _piece(ctx: PageContext, name: str) -> str:
    piece = ctx.pieces.get(name)
    return ctx.say("evidence.quoted", name=piece_name(ctx, piece)) if piece else own(name)


def _pieces(ctx: PageContext, names: str) -> str:
    """One piece of evidence or a list of them, each by what it is called."""
    return ctx.listed((_piece(ctx, name.strip()) for name in names.split(",")), _NAMES)


def _rule(ctx: PageContext, _rule_id: str) -> str:
    return ctx.say("open.some_rule")


def _named(ctx: PageContext, name: str) -> str:
    """The title of an indicator or a fact, with its shop where one is named."""
    about, at, shop = name.strip().partition(SHOP_MARK)
    fact = ctx.framework.facts.get(about.removeprefix(FACT_PREFIX))
    title = ctx.text(fact.title) if fact else ctx.title(about)
    said = ctx.say("evidence.quoted", name=title)
    return ctx.say("open.at_shop", what=said, shop=ctx.shop_name(shop)) if at else said


def _scope(ctx: PageContext, name: str) -> str | float:
    """The title of a scope; any other name as it stands."""
    is_fact = name.partition(SHOP_MARK)[0] in ctx.framework.facts
    return _named(ctx, name) if is_fact else marked("name", name)


def _listed(ctx: PageContext, names: str) -> str:
    return ctx.listed((_named(ctx, name) for name in names.split(",")), _NAMES)


def _shops(ctx: PageContext, shops: str) -> str:
    return ctx.listed((ctx.shop_name(shop.strip()) for shop in shops.split(",")), _NAMES)


def _facts_titled(ctx: PageContext, names: str) -> str:
    """Facts by their titles, whatever else stands among them as it is."""
    return ctx.listed(_fact_titled(ctx, name.strip()) for name in names.split(","))


def _fact_titled(ctx: PageContext, name: str) -> str:
    fact = ctx.framework.facts.get(name.removeprefix(FACT_PREFIX))
    is_fact = fact is not None and name.startswith(FACT_PREFIX)
    return _named(ctx, name) if is_fact else clean(name)


_LAY: _Sayings = {
    "name": _scope,
    "nodes": _listed,
    "evidence": _pieces,
    "node": _named,
    "names": _listed,
    "kind": kind_words,
    "counted": kind_words,
    "shops": _shops,
    ROWS_OF: _shops,
    "rule": _rule,
}
_REVIEWER: _Sayings = {"kind": kind_words, "counted": kind_words, "names": _facts_titled}
