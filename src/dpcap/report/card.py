"""The card: page one as a picture to send in a chat, with a layout of its own for phones."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import NamedTuple

from dpcap.model.base import Language
from dpcap.report.context import PageContext
from dpcap.report.fonts import page_family
from dpcap.report.page_one_view import PageOne
from dpcap.report.sanitize import plain
from dpcap.report.typesetting import typeset_png
from dpcap.report.typst_data import prepared
from dpcap.report.view import view
from dpcap.report.view_rules import next_level
from dpcap.text_width import short

# What fits: a name on three lines, what to do on three, caveats on five. In columns.
_NAME, _TITLE, _HEAD, _CAVEAT = 72, 40, 80, 240
_ACT: dict[Language, int] = {"zh": 88, "en": 120}


class LadderStep(NamedTuple):
    """One level: its name, its mark as shown and as a part of the scale, whether it is reached."""

    id: str
    mark: str
    at: float
    reached: bool


class CardItem(NamedTuple):
    """One thing to do, or to ask."""

    gain: str
    title: str
    act: str


class CardView(NamedTuple):
    """What the card says, ready to be set. `proved`, `claimed`: parts of the scale, 0 to 100.

    Without a grade `score` is a range and the ladder bears no marks of where the provider stands.
    """

    eyebrow: str
    name: str
    role: str
    label: str
    score: str
    level: str
    title: str
    ladder: tuple[LadderStep, ...]
    proved: float | None
    claimed: float | None
    key: tuple[str, str]
    next: str
    head: str
    items: tuple[CardItem, ...]
    caveat: str


def render_card(ctx: PageContext) -> bytes:
    """Page one of *ctx* as a PNG of 1,080 pixels, in type that can be read on a phone.

    No contact data stands on it. Raises MissingError as `render_pdf` does.
    """
    family = page_family()
    data = {"card": prepared(card_view(ctx)), "font": family, "lang": ctx.language}
    return typeset_png("card.typ", json.dumps(data, ensure_ascii=False))


def card_view(ctx: PageContext) -> CardView:
    """What the card of *ctx* says."""
    overall, page = ctx.profile.overall, view(replace(ctx, pages="one")).page
    graded = page.figures.graded
    level = overall.level.proved.id if graded else None
    asks = ctx.audience.next == "questions"
    return CardView(
        eyebrow=ctx.say("page.eyebrow"),
        name=short(plain(page.who.name), _NAME),
        role=plain(page.who.role),
        label=page.figures.label,
        score=page.figures.big or page.figures.range,
        level=page.figures.level_id or "",
        title=page.figures.level_title,
        ladder=_ladder(ctx, level),
        proved=overall.proved if graded else None,
        claimed=overall.claimed if graded else None,
        key=(ctx.say("common.proved"), ctx.say("common.claimed")),
        next=_next(ctx) if graded else "",
        head=ctx.say("questions.title") if asks else short(plain(page.plan.title), _HEAD),
        items=tuple(_items(page, _ACT[ctx.language])),
        caveat=_caveat(page),
    )


def _ladder(ctx: PageContext, level: str | None) -> tuple[LadderStep, ...]:
    ids = [one.id for one in ctx.framework.levels]
    reached = ids.index(level) if level in ids else -1
    return tuple(
        LadderStep(one.id, ctx.scale.mark(one.from_), one.from_, place <= reached)
        for place, one in enumerate(ctx.framework.levels)
    )


def _next(ctx: PageContext) -> str:
    """How far the score is from the next level's mark; what else that level asks stands apart."""
    level, proved = next_level(ctx), ctx.profile.overall.proved
    if level is None or proved is None:
        return ctx.say("card.top")
    said = {"level": level.id, "mark": ctx.scale.mark(level.from_)}
    if proved >= level.from_:
        return ctx.say("card.rules", **said)
    return ctx.say("card.next", n=ctx.scale.text(ctx.scale.shortfall(level.from_, proved)), **said)


def _items(page: PageOne, columns: int) -> list[CardItem]:
    asked = [CardItem("", "", short(plain(one.text), columns)) for one in page.questions]
    return asked + [
        CardItem(one.gain, short(plain(one.title), _TITLE), short(plain(one.act), columns))
        for one in page.steps
    ]


def _caveat(page: PageOne) -> str:
    strip, dates = page.strip, page.who.dates
    said = (strip.day, strip.review, *strip.alerts, strip.issuer, strip.disclaimer)
    days = [f"{one.label} {one.value}" for one in (dates[0], dates[-1])]
    return short(plain(" · ".join([one for one in said if one] + days)), _CAVEAT)
