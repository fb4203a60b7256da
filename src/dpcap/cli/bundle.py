"""`dpcap bundle`: all that a report comes from, in one file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    DateOption,
    EvidenceRootOption,
    Folder,
    FrameworkOption,
    QuestionSet,
    ReviewsOption,
    RoleOption,
    SetOption,
)
from dpcap.cli.verify import BaselineOption, GatesOption, PeriodOption


def bundle(
    folder: Folder,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help=say(
                "写到哪个文件；缺省为 <编号>.dpcap.zip",
                "the file to write; <id>.dpcap.zip by default",
            ),
        ),
    ] = None,
    reviews: ReviewsOption = None,
    gates: GatesOption = None,
    baseline: BaselineOption = None,
    framework: FrameworkOption = None,
    on: DateOption = None,
    period: PeriodOption = None,
    role: RoleOption = None,
    asked: SetOption = QuestionSet.role,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """Put framework, folder, review, gates, baseline and decision into one file."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_named
    from dpcap.workflow.bundle import BundleRequest, bundle_provider

    day = day_named(on)
    request = BundleRequest(
        folder,
        out,
        day,
        role,
        asked.is_core,
        reviews,
        gates,
        baseline,
        framework,
        evidence_root,
        period,
    )
    made = bundle_provider(request, configuration())
    provider, level = made.profile.provider.id, made.profile.overall.level.proved.id
    what = f"{provider}, {made.as_of}, {level or '—'}"
    print(say(f"已写入 {made.path}（{what}）", f"wrote {made.path} ({what})"), file=sys.stderr)
