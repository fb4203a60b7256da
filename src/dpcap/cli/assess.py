"""`dpcap assess`: from a provider's folder to its profile and report."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    WHAT_TO_WRITE,
    AudienceOption,
    BenchmarkOption,
    DateOption,
    EvidenceRootOption,
    Folder,
    FrameworkOption,
    LangOption,
    OutOption,
    PagesName,
    PagesOption,
    QuestionSet,
    ReviewsOption,
    RoleOption,
    SetOption,
    TemplatesOption,
    formats_option,
)
from dpcap.report.formats import PROFILE_FORMATS

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.workflow.configuration import Configuration
    from dpcap.workflow.provider import ProviderRequest

    AssessFormat = str
else:
    AssessFormat = PROFILE_FORMATS.choices("assess")


def assess(
    folder: Folder,
    area: Annotated[
        str | None,
        typer.Option(
            "--area", metavar="AREA", help=say("只问这一领域", "ask about this area only")
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            "--person",
            metavar="NAME",
            help=say(
                "只问这个岗位的题，记在其名下",
                "ask and record as this person",
            ),
        ),
    ] = None,
    asked: SetOption = QuestionSet.role,
    no_input: Annotated[bool, typer.Option("--no-input", help=say("不提问", "never ask"))] = False,
    role: RoleOption = None,
    on: DateOption = None,
    reviews: ReviewsOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    lang: LangOption = None,
    formats: Annotated[
        list[AssessFormat] | None,
        formats_option(PROFILE_FORMATS, "assess", WHAT_TO_WRITE, say("、", ", ")),
    ] = None,
    out: OutOption = None,
    pages: PagesOption = PagesName.full,
    audience: AudienceOption = None,
    templates: TemplatesOption = None,
    benchmark: BenchmarkOption = None,
) -> None:
    """Ask for what is open (on a terminal), score *folder*, print its page and write its report."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_named, far_off
    from dpcap.cli.render import render_all
    from dpcap.cli.screen import columns_of, in_colour
    from dpcap.cli.write import STDOUT
    from dpcap.workflow.assess import assess_provider
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.report import ReportRequest
    from dpcap.workflow.stored_profiles import read_benchmark

    here = configuration()
    language, root = here.language(lang.value if lang else None), here.out(out)
    request = ProviderRequest(
        folder, role, asked.is_core, day_named(on), reviews, evidence_root, framework
    )
    peers = read_benchmark(benchmark) if benchmark else None
    asks = not no_input and sys.stdin.isatty()
    wanted_formats = tuple(formats or PROFILE_FORMATS.defaults("assess"))
    _hold_together({"--area": area, "--person": person}, pages, wanted_formats, asks=asks)
    if asks:
        _ask(request, here, area, person, language)
    scored = assess_provider(request, here)
    wanted = ReportRequest(
        formats=wanted_formats,
        language=language,
        audience=audience.value if audience else None,
        templates=templates,
        pages=pages.value,
        benchmark=peers,
        made_on=None if on else far_off(scored.profile.as_of),
        colour=root != STDOUT and in_colour(),
        columns=columns_of(root),
    )
    render_all(scored, wanted, root)


def _hold_together(
    only: Mapping[str, str | None], pages: PagesName, formats: tuple[str, ...], *, asks: bool
) -> None:
    """Refuse options that would change nothing. Raises UsageError."""
    from dpcap.cli.render import hold_pages
    from dpcap.errors import UsageError

    hold_pages(pages.value, formats)
    for option, given in only.items():
        if given is not None and not asks:
            raise UsageError(
                f"{option} says what is asked, and nothing is asked here: run it on a terminal, "
                f"without --no-input, or leave {option} out",
                f"{option} 只决定问哪些题，而这次不提问：请在终端里运行且不加 --no-input，"
                f"或去掉 {option}",
            )


def _ask(
    request: ProviderRequest,
    here: Configuration,
    area: str | None,
    person: str | None,
    language: Language | None,
) -> None:
    from dpcap.cli.day import day_of_run, far_off
    from dpcap.cli.interview import interview
    from dpcap.cli.screen import screen_columns
    from dpcap.report.formats import RenderOptions, render
    from dpcap.workflow.assess import score_provider

    def page() -> str:
        profile, framework, _ = score_provider(request, here)
        late = None if request.on else far_off(profile.as_of)
        options: RenderOptions = {
            "language": language,
            "made_on": late,
            "columns": screen_columns(),
        }
        return render(profile, framework, format="terminal", **options)

    interview(
        request.folder,
        here.framework(request.framework),
        language=language,
        core=request.core,
        area=area,
        person=person,
        role=request.role,
        today=request.on or day_of_run(),
        profile=page,
        evidence_root=here.evidence_root(request.evidence_root),
        reviews=here.reviews(request.reviews),
    )
