"""The method in plain words, with this framework's numbers put in."""

from __future__ import annotations

from dpcap.report import figures
from dpcap.report.answers import kind_words
from dpcap.report.context import PageContext
from dpcap.report.details_view import TextSection
from dpcap.report.sanitize import clean

_PLAIN = ("states", "scales", "proof", "review", "joining", "coverage", "levels", "lenses", "words")


def method(ctx: PageContext) -> tuple[TextSection, ...]:
    """The framework's introduction, then how a score comes about, one matter a paragraph."""
    numbers = _numbers(ctx)
    prose = [
        TextSection(ctx.say(f"method.{key}.head"), (ctx.say(f"method.{key}.text", **numbers),))
        for key in _PLAIN
    ]
    return (_introduction(ctx), *prose)


def _introduction(ctx: PageContext) -> TextSection:
    """The framework's own introduction, paragraph by paragraph."""
    lines = ctx.framework.introduction.say(ctx.language).splitlines()
    paragraphs = tuple(clean(line) for line in lines if line.strip())
    return TextSection(ctx.text(ctx.framework.title), paragraphs)


def _numbers(ctx: PageContext) -> dict[str, str]:
    how = ctx.framework.method
    caps = [
        f"{kind_words(ctx, kind)} {figures.mark(cap)}"
        for kind, cap in sorted(how.proof_caps.items(), key=lambda pair: pair[1])
    ]
    return {
        "caps": ctx.listed(caps),
        "min_coverage": figures.limit(how.min_coverage),
        "max_not_applicable": figures.limit(how.max_not_applicable),
        "few": str(how.few_shops),
        "few_cap": figures.mark(how.few_shops_cap),
        "max_shops": str(how.max_shops),
        "largest": str(how.largest_shops),
        "draw_cap": figures.mark(how.own_draw_cap),
        "peer_cap": figures.mark(how.self_typed_peer_cap),
        "full_set": figures.limit(how.full_set_share),
        "main": figures.limit(how.main_area_share),
        "target_main": figures.mark(how.target_main),
        "target_other": figures.mark(how.target_other),
    }
