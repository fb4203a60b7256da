"""`dpcap diff`: what changed between two profiles of one provider, and where it came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import PRINTED, FrameworkOption, LangOption
from dpcap.report.diff import DIFF_FORMATS

if TYPE_CHECKING:
    DiffFormat = str
else:
    DiffFormat = DIFF_FORMATS.choices("diff")
(DEFAULT_FORMAT,) = DIFF_FORMATS.defaults("diff")


Stored = Annotated[
    Path,
    typer.Argument(
        metavar="PROFILE",
        help=say(
            "profile.json，或只含一家服务商的输出目录",
            "a profile.json, or the output folder of one provider",
        ),
    ),
]


def diff(
    before: Stored,
    after: Stored,
    shape: Annotated[DiffFormat, PRINTED] = DEFAULT_FORMAT,
    lang: LangOption = None,
    framework: FrameworkOption = None,
) -> None:
    """Print what changed from *before* to *after*, in five parts."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.cli.write import print_out
    from dpcap.workflow.diff import DiffRequest, diff_profiles, render_profile_diff

    found = diff_profiles(DiffRequest(before, after, framework), configuration())
    text = render_profile_diff(
        found,
        shape,
        language=lang.value if lang else None,
        columns=screen_columns(),
        colour=in_colour(),
    )
    print_out(text)
