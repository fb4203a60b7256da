"""The ladder of levels: where the provider stands on both bases, and the next mark."""

from __future__ import annotations

from dpcap.report.context import PageContext
from dpcap.report.page_one_view import LadderRung
from dpcap.report.view_rules import next_level


def ladder(ctx: PageContext) -> tuple[LadderRung, ...]:
    """Every level from the lowest, with its mark and who stands there."""
    levels, overall = ctx.framework.levels, ctx.profile.overall
    ids = [level.id for level in levels]
    proved, claimed = overall.level.proved.id, overall.level.claimed.id
    reached = ids.index(proved) if proved in ids else -1
    above = next_level(ctx)
    rungs = []
    for place, level in enumerate(levels):
        notes = []
        if level.id == proved:
            notes.append(ctx.say("ladder.proved", score=ctx.score(overall.proved)))
        if level.id == claimed:
            notes.append(ctx.say("ladder.claimed", score=ctx.score(overall.claimed)))
        if above is not None and level.id == above.id:
            notes.append(ctx.say("ladder.next"))
        rungs.append(
            LadderRung(
                id=level.id,
                title=ctx.text(level.title),
                mark=ctx.say("ladder.mark", mark=ctx.scale.mark(level.from_)),
                state="here" if place == reached else "held" if place < reached else "above",
                claimed=level.id == claimed,
                notes=tuple(notes),
            )
        )
    return tuple(rungs)
