"""How far proof of a kind goes, and what the next level takes, in words read off the caps."""

from __future__ import annotations

from dpcap.model.proof_reach import ProofReach, proof_reach
from dpcap.report.answers import kind_words
from dpcap.report.context import PageContext
from dpcap.report.view_rules import next_level


def reach_of(ctx: PageContext) -> tuple[ProofReach, ...]:
    """How far each kind of proof goes in the role judged, weakest first."""
    return ctx.framework.once(proof_reach, ctx.profile.role.id)


def kinds_words(ctx: PageContext, reach: ProofReach) -> str:
    """The kinds of one cap."""
    return ctx.listed([kind_words(ctx, kind) for kind in reach.kinds])


def level_words(ctx: PageContext, reach: ProofReach) -> str:
    """The level that they reach."""
    return reach.level or ctx.say("figures.no_level")


def next_proof(ctx: PageContext) -> str | None:
    """What proof the next level takes at the least; None: at the top, or whatever the proof."""
    level, ids = next_level(ctx), [one.id for one in ctx.framework.levels]
    if level is None:
        return None
    enough = [
        one.level in ids and ids.index(one.level) >= ids.index(level.id) for one in reach_of(ctx)
    ]
    if not any(enough) or enough[0]:
        return None
    first = enough.index(True)
    before, kinds = reach_of(ctx)[first - 1], kinds_words(ctx, reach_of(ctx)[first])
    weaker, stops = kinds_words(ctx, before), level_words(ctx, before)
    return ctx.say("explain.takes_proof", level=level.id, kinds=kinds, weaker=weaker, stops=stops)
