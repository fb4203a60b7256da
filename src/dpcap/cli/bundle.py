"""`dpcap bundle`: all that a report comes from, in one file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    CoreOption,
    DateOption,
    EvidenceRootOption,
    Folder,
    FrameworkOption,
    ReviewsOption,
    RoleOption,
)
from dpcap.cli.verify import BaselineOption, GatesOption, PeriodOption

ENDING = ".dpcap.zip"


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
    core: CoreOption = False,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """Put framework, folder, review, gates, baseline and decision into one file."""
    from dpcap.cli.sources import Asked, packed
    from dpcap.intake.atomic_write import write_atomically
    from dpcap.verify.bundle import make_bundle
    from dpcap.verify.sources import SourceChoices

    day = on.date() if on else None
    asked = Asked(reviews, gates, baseline, framework, evidence_root, period)
    made = packed(folder, asked, day)
    rules, assessment = made.sources.gates, made.sources.assessment
    as_of = (rules.review_on if rules else day) or assessment.assessed_on
    choices = SourceChoices(as_of, role, core)
    profile, _ = made.sources.scored(choices)
    path = out or Path(f"{profile.provider.id}{ENDING}")
    write_atomically(path, make_bundle(made.snapshot, made.sources, choices, made.decision))
    what = f"{profile.provider.id}, {as_of}, {profile.overall.level.proved.id or '—'}"
    print(say(f"已写入 {path}（{what}）", f"wrote {path} ({what})"), file=sys.stderr)
