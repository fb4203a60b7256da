"""The data that a page carries inside itself: what its audience may see, for other programs."""

from __future__ import annotations

from dpcap.report.context import Context


def embedded(ctx: Context) -> str:
    """The data of the page made from *ctx*, as JSON; defaults are left out for size."""
    return ctx.profile.model_dump_json(exclude_defaults=True)
