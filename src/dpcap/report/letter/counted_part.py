"""What counted: the figures, the areas, and what to do next."""

from __future__ import annotations

from math import floor

from dpcap.report.letter.letter_inputs import LetterInputs
from dpcap.report.letter.view_models import AreaLine, CountedPart, LetterItem, StepLine
from dpcap.report.page_one_view import AreaSummary
from dpcap.report.view_improvements import steps
from dpcap.report.view_scores import area_rows, key_figures

_FULL, _ACT = 100, 320


def counted(inputs: LetterInputs) -> CountedPart:
    """The proved score with its level (ungraded: the range it lies in), and the other figures."""
    ctx, shown = inputs.ctx, key_figures(inputs.ctx)
    review = ctx.profile.review
    reviewed = {"reviewed": review.reviewed, "pieces": review.pieces}
    return CountedPart(
        label=ctx.say("common.proved"),
        big=shown.big or shown.range,
        level=shown.level,
        items=(
            LetterItem(ctx.say("common.claimed"), shown.claimed),
            LetterItem(ctx.say("common.coverage"), shown.coverage),
            LetterItem(
                inputs.say("counted.reviewed"), inputs.say("counted.reviewed_value", **reviewed)
            ),
        ),
    )


def area_lines(inputs: LetterInputs) -> tuple[AreaLine, ...]:
    """A line for each area that counts for the role."""
    return tuple(_line(inputs, row) for row in area_rows(inputs.ctx) if row.counted)


def _line(inputs: LetterInputs, row: AreaSummary) -> AreaLine:
    proved = floor(row.proved_width)
    beyond = max(0, floor(row.claimed_width) - proved)
    return AreaLine(
        title=row.title,
        proved=row.proved,
        claimed=row.claimed,
        target=row.target,
        met=row.met,
        state=inputs.say("counted.met" if row.met else "counted.short"),
        proved_width=proved,
        beyond_width=beyond,
        rest_width=_FULL - proved - beyond,
    )


def step_lines(inputs: LetterInputs) -> tuple[StepLine, ...]:
    """The three moves to begin with: on critical indicators that are not passed, then others."""
    return tuple(
        StepLine(
            inputs.say("next.act", title=step.title, act=step.act),
            inputs.say("next.line", who=step.who, effort=step.effort, gain=step.gain),
        )
        for step in steps(inputs.ctx, inputs.critical, _ACT)
    )
