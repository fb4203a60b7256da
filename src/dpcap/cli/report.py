"""`dpcap report`: a stored profile, rendered again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    AudienceOption,
    BenchmarkOption,
    Format,
    FormatOption,
    FrameworkOption,
    LangOption,
    OutOption,
    ReviewsOption,
    TemplatesOption,
)

DEFAULT_FORMATS = [Format.html, Format.md]


def report(
    profile: Annotated[
        Path,
        typer.Argument(metavar="PROFILE.json", help=say("profile.json 文件", "a stored profile")),
    ],
    framework: FrameworkOption = None,
    lang: LangOption = None,
    formats: FormatOption = None,
    out: OutOption = None,
    audience: AudienceOption = None,
    templates: TemplatesOption = None,
    benchmark: BenchmarkOption = None,
    reviews: ReviewsOption = None,
) -> None:
    """Render *profile* with the words of the framework it names."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.render import in_colour, render_all
    from dpcap.cli.write import STDOUT
    from dpcap.workflow.configuration import OUT
    from dpcap.workflow.report import ReportRequest, read_report
    from dpcap.workflow.stored_profiles import blaming, read_benchmark

    root = out or OUT
    stored = read_report(
        profile, framework=framework, reviews=reviews, configuration=configuration()
    )
    wanted = ReportRequest(
        formats=tuple(one.value for one in formats or DEFAULT_FORMATS),
        language=lang.value if lang else None,
        audience=audience.value if audience else None,
        templates=templates,
        benchmark=read_benchmark(benchmark) if benchmark else None,
        colour=root != STDOUT and in_colour(),
    )
    with blaming((profile, stored.profile, stored.framework)):
        render_all(stored, wanted, root)
