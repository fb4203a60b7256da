"""`dpcap assess`: from a provider's folder to its profile and report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    AudienceOption,
    BenchmarkOption,
    CoreOption,
    DateOption,
    EvidenceRootOption,
    Folder,
    Format,
    FormatOption,
    FrameworkOption,
    LangOption,
    OutOption,
    ReviewsOption,
    RoleOption,
    TemplatesOption,
)

if TYPE_CHECKING:
    from dpcap.cli.load import Wanted
    from dpcap.model.base import Language
    from dpcap.model.framework import Framework
    from dpcap.model.profile import Profile

DEFAULT_FORMATS = [Format.terminal, Format.html, Format.md, Format.json]


def assess(
    folder: Folder,
    area: Annotated[
        str | None,
        typer.Option(
            "--area", metavar="AREA", help=say("只问这一领域", "ask about this area only")
        ),
    ] = None,
    core: CoreOption = False,
    no_input: Annotated[bool, typer.Option("--no-input", help=say("不提问", "never ask"))] = False,
    role: RoleOption = None,
    on: DateOption = None,
    reviews: ReviewsOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    lang: LangOption = None,
    formats: FormatOption = None,
    out: OutOption = None,
    audience: AudienceOption = None,
    templates: TemplatesOption = None,
    benchmark: BenchmarkOption = None,
) -> None:
    """Ask for what is open (on a terminal), score *folder*, print its page and write its report."""
    from dpcap.cli.day import far_off
    from dpcap.cli.load import Wanted, settings, standing_of
    from dpcap.cli.render import Rendering, render_all
    from dpcap.cli.stored import read_benchmark

    here = settings()
    language = lang.value if lang else here.lang
    wanted = Wanted(framework, role, core, on, reviews, evidence_root)
    peers = read_benchmark(benchmark) if benchmark else None
    if not no_input and sys.stdin.isatty():
        _ask(folder, wanted, area, language)
    profile, in_force = _scored(folder, wanted)
    rendering = Rendering(
        formats=tuple(one.value for one in formats or DEFAULT_FORMATS),
        language=language,
        audience=audience.value if audience else None,
        templates=templates,
        out=out or here.out,
        benchmark=peers,
        standing=standing_of(profile, in_force, reviews),
        made_on=None if on else far_off(profile.as_of),
    )
    render_all(profile, in_force, rendering)


def _scored(folder: Path, wanted: Wanted) -> tuple[Profile, Framework]:
    from dpcap.cli.load import load
    from dpcap.scoring.sensitivity import full_profile
    from dpcap.watchdog import limited

    with limited(str(folder)):
        loaded = load(folder, wanted)
        return full_profile(loaded.case(wanted)), loaded.framework


def _ask(folder: Path, wanted: Wanted, area: str | None, language: Language | None) -> None:
    from dpcap.cli.day import day_of_run, far_off
    from dpcap.cli.interview import interview
    from dpcap.cli.load import evidence_root_in_force, framework_of
    from dpcap.report.formats import render

    def page() -> str:
        profile, framework = _scored(folder, wanted)
        late = None if wanted.on else far_off(profile.as_of)
        return render(profile, framework, format="terminal", language=language, made_on=late)

    interview(
        folder,
        framework_of(wanted),
        language=language,
        core=wanted.core,
        area=area,
        role=wanted.role,
        today=day_of_run(wanted.on),
        profile=page,
        evidence_root=evidence_root_in_force(wanted.evidence_root),
    )
