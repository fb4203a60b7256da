"""A north-star plan: what is wrong with its structure, and how it goes.

How it goes is read off stored profiles and a file of readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.batch.output_dir import PROFILE
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.lint.plans import lint_plan
from dpcap.intake.north_star import load_plan_metrics, read_plan
from dpcap.intake.plan_readings import read_plan_readings
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.north_star import NorthStarPlan
from dpcap.model.plan_metrics import PlanMetrics
from dpcap.report.plan.formats import PLAN_FORMATS, PLAN_TRACK
from dpcap.report.plan.tracked_plan import TrackedPlan
from dpcap.report.registry import PageSetup
from dpcap.scoring.plan_course import (
    Measured,
    PlanReading,
    plan_course,
    profile_readings,
)
from dpcap.text_width import COLUMNS
from dpcap.workflow.select_rows import select_rows
from dpcap.workflow.standing_batch import read_profiles


class CheckedPlan(NamedTuple):
    """A plan (None: it cannot be read), the metrics that it may name, and what is wrong."""

    plan: NorthStarPlan | None
    metrics: PlanMetrics
    findings: tuple[Finding, ...]


def check_plan(path: Path, metrics: Path | None = None) -> CheckedPlan:
    """The plan at *path*, held against the list of *metrics*, by default the shipped one.

    Only the structure is checked. Raises InvalidInputError if the list cannot be read.
    """
    known = load_plan_metrics(metrics)
    findings = lint_plan(path, known)
    try:
        return CheckedPlan(read_plan(path), known, findings)
    except InvalidInputError:
        return CheckedPlan(None, known, findings)


@dataclass(frozen=True)
class PlanTrackRequest:
    """The plan, the output folders of batches, and a file of readings, on which day it is looked.

    `provider`: whose profiles count, by default the plan's. `metrics`: the list of metrics, by
    default the shipped one.
    """

    plan: Path
    on: date
    outs: Sequence[Path] = ()
    readings: Path | None = None
    provider: str | None = None
    metrics: Path | None = None


def track_plan(request: PlanTrackRequest) -> TrackedPlan:
    """How the plan of *request* goes.

    Where a profile and the readings differ on one day, the readings count, and a finding says so.
    Raises InvalidInputError: the plan, the metrics or the readings cannot be read; UsageError:
    nothing to read from, nobody named whose profiles count, no such provider.
    """
    plan, metrics = read_plan(request.plan), load_plan_metrics(request.metrics)
    if not request.outs and request.readings is None:
        raise UsageError(
            "name output folders of dpcap batch, or --readings FILE",
            "请给出 dpcap batch 的输出目录，或 --readings 文件",
        )
    stored, found = _stored(request, plan, metrics)
    typed = _typed(request, metrics)
    readings, differing = _joined(stored, typed)
    return TrackedPlan(
        plan=plan,
        metrics=metrics,
        course=plan_course(plan, metrics, readings, request.on),
        profiles=len({one.source for one in stored}),
        readings=len(typed),
        findings=(*found, *differing),
    )


def render_plan(
    found: TrackedPlan,
    name: str,
    *,
    language: Language = "en",
    columns: int = COLUMNS,
    colour: bool = False,
) -> str:
    """*found* in the format *name*; *columns* and *colour* are for a terminal only.

    Raises UsageError for an unknown format.
    """
    made = PLAN_FORMATS.find(PLAN_TRACK, name)
    return made.renderer(found, PageSetup(language, columns, colour))


def _stored(
    request: PlanTrackRequest, plan: NorthStarPlan, metrics: PlanMetrics
) -> tuple[list[PlanReading], list[Finding]]:
    """What the profiles in the output folders say, and why some cannot be read."""
    if not request.outs:
        return [], []
    provider = request.provider or plan.provider
    if provider is None:
        raise UsageError(
            "say whose profiles count: provider in the plan, or --provider",
            "请写明看哪一家的画像：计划里的 provider，或 --provider",
        )
    readings: list[PlanReading] = []
    found: list[Finding] = []
    for place in request.outs:
        ((out, rows),) = select_rows((place,), () if (place / PROFILE).is_file() else (provider,))
        known, failed = read_profiles(out, rows)
        found += failed
        for one in known:
            source = (out / one.row.provider / PROFILE).as_posix()
            readings += profile_readings(one.profile, metrics, source)
    return readings, found


def _typed(request: PlanTrackRequest, metrics: PlanMetrics) -> tuple[PlanReading, ...]:
    path = request.readings
    if path is None:
        return ()
    return tuple(PlanReading(*one, path.as_posix()) for one in read_plan_readings(path, metrics))


def _joined(
    stored: Iterable[PlanReading], typed: Sequence[PlanReading]
) -> tuple[list[PlanReading], tuple[Finding, ...]]:
    """All readings, the typed ones last so that they count, and where a stored one differs."""
    kept: dict[tuple[Measured, date], PlanReading] = {(one.measured, one.on): one for one in typed}
    rest = [*stored]
    return [*rest, *typed], tuple(_differing(rest, kept))


def _differing(
    stored: Iterable[PlanReading], typed: dict[tuple[Measured, date], PlanReading]
) -> Iterator[Finding]:
    for one in stored:
        other = typed.get((one.measured, one.on))
        if other is not None and other.value != one.value:
            params: dict[str, str | int | float] = {
                "metric": one.metric,
                "day": one.on.isoformat(),
                "written": other.value,
                "stored": one.value,
            }
            yield Finding(code="DP534", file=other.source, params=params)
