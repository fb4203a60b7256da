"""Answers that brands speak against: what they say, how it stands, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.nps import ContestedAnswer
from dpcap.report.context import PageContext
from dpcap.report.details_view import DetailRow, DetailTable
from dpcap.report.sanitize import own
from dpcap.report.tables import heads

_SHOWN = 6


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
