"""`dpcap report`: a stored profile, rendered again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    WHAT_TO_WRITE,
    AudienceOption,
    BenchmarkOption,
    FrameworkOption,
    LangOption,
    LedgerOption,
    OutOption,
    PagesName,
    PagesOption,
    ReviewsOption,
    TemplatesOption,
    formats_option,
)
from dpcap.report.formats import PROFILE_FORMATS

if TYPE_CHECKING:
    ReportFormat = str
else:
    ReportFormat = PROFILE_FORMATS.choices("report")


def report(
    profile: Annotated[
        Path,
        typer.Argument(metavar="PROFILE.json", help=say("profile.json 文件", "a stored profile")),
    ],
    framework: FrameworkOption = None,
    lang: LangOption = None,
    formats: Annotated[
        list[ReportFormat] | None,
        formats_option(PROFILE_FORMATS, "report", WHAT_TO_WRITE, say("、", ", ")),
    ] = None,
    out: OutOption = None,
    pages: PagesOption = PagesName.full,
    audience: AudienceOption = None,
    templates: TemplatesOption = None,
    benchmark: BenchmarkOption = None,
    reviews: ReviewsOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Render *profile* with the words of the framework it names."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.render import hold_pages, render_all
    from dpcap.cli.screen import columns_of, in_colour
    from dpcap.cli.write import STDOUT
    from dpcap.workflow.configuration import OUT
    from dpcap.workflow.report import ReportRequest, read_report
    from dpcap.workflow.stored_profiles import blaming, read_benchmark

    root = out or OUT
    named = tuple(formats or PROFILE_FORMATS.defaults("report"))
    hold_pages(pages.value, named)
    stored = read_report(
        profile,
        framework=framework,
        reviews=reviews,
        ledger=ledger,
        configuration=configuration(),
    )
    wanted = ReportRequest(
        formats=named,
        language=lang.value if lang else None,
        audience=audience.value if audience else None,
        templates=templates,
        pages=pages.value,
        benchmark=read_benchmark(benchmark) if benchmark else None,
        colour=root != STDOUT and in_colour(),
        columns=columns_of(root),
    )
    with blaming((profile, stored.profile, stored.framework)):
        render_all(stored, wanted, root)
