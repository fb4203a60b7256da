"""The four figures: proved, claimed with the gap, coverage, critical indicators."""

from __future__ import annotations

from dpcap.report import figures
from dpcap.report.context import PageContext
from dpcap.report.page_one_view import FourFigures, LabelledText


def key_figures(ctx: PageContext) -> FourFigures:
    """The four figures; without a grade only the range, on both bases."""
    overall = ctx.profile.overall
    level = overall.level.proved
    big = figures.score(overall.proved) if level.graded and overall.proved is not None else None
    spread = spread_words(ctx, overall.proved, overall.proved_ceiling)
    claimed = spread_words(ctx, overall.claimed, overall.claimed_ceiling)
    return FourFigures(
        graded=level.graded,
        label=proved_label(ctx),
        big=big,
        level=_level(ctx, level.id) if level.graded else ctx.say("figures.ungraded"),
        range=spread,
        claimed=ctx.score(overall.claimed) if level.graded else claimed,
        gap=_gap(ctx),
        coverage=ctx.share(overall.coverage),
        coverage_note=ctx.say(
            "figures.coverage_note", line=figures.limit(ctx.framework.method.min_coverage)
        ),
        critical=ctx.say(
            "figures.critical", failed=overall.critical.failed, open=overall.critical.not_proved
        ),
        critical_note=ctx.say("figures.critical_note", asked=overall.critical.asked),
        small=_small(ctx),
    )


def proved_label(ctx: PageContext) -> str:
    """What the proved score may be called: as long as nobody looked, "not reviewed"."""
    review = ctx.profile.review
    if not review.reviewed:
        return ctx.say("figures.proved_unreviewed")
    return ctx.say("figures.proved_reviewed", reviewed=review.reviewed, pieces=review.pieces)


def _level(ctx: PageContext, level: str | None) -> str:
    if level is None:
        return ctx.say("figures.no_level")
    entry = next((one for one in ctx.framework.levels if one.id == level), None)
    return f"{level} · {ctx.text(entry.title)}" if entry else level


def spread_words(ctx: PageContext, low: float | None, high: float | None) -> str:
    """From the score as it is to its ceiling."""
    if low is None or high is None:
        return ctx.say("common.no_score")
    return f"{figures.score(low)}–{figures.score(high)}"


def _gap(ctx: PageContext) -> str:
    overall = ctx.profile.overall
    if overall.claimed is None or overall.proved is None:
        return ctx.say("common.no_score")
    gap = figures.difference(overall.claimed, overall.proved)
    return ctx.say("figures.gap", gap=figures.score(gap))


def _small(ctx: PageContext) -> tuple[LabelledText, ...]:
    overall = ctx.profile.overall
    left_out = ctx.say("common.no_score")
    if overall.applicable is not None:
        left_out = figures.percent(1.0 - overall.applicable, up=True)
    items = (
        LabelledText(ctx.say("figures.left_out"), left_out),
        LabelledText(
            ctx.say("figures.range"), spread_words(ctx, overall.proved, overall.proved_ceiling)
        ),
    )
    if not ctx.audience.has_notes:
        return items
    notes = sum(finding.code == "DP501" for finding in ctx.profile.findings)
    return (LabelledText(ctx.say("figures.notes"), str(notes)), *items)
