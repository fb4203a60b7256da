"""`dpcap compare`: a few providers side by side, as a brand may see them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    WHAT_TO_WRITE,
    FrameworkOption,
    LangOption,
    OutOption,
    TemplatesOption,
    formats_option,
)
from dpcap.report.compare.formats import COMPARE_FORMATS

if TYPE_CHECKING:
    from dpcap.workflow.compare import Comparison

    CompareFormat = str
else:
    CompareFormat = COMPARE_FORMATS.choices("compare")


def compare(
    profiles: Annotated[
        list[Path],
        typer.Argument(
            metavar="PROFILE",
            help=say(
                "2 至 5 份 profile.json，或各服务商的输出目录",
                "two to five: a profile.json, or the output folder of a provider",
            ),
        ),
    ],
    formats: Annotated[
        list[CompareFormat] | None, formats_option(COMPARE_FORMATS, "compare", WHAT_TO_WRITE)
    ] = None,
    lang: LangOption = None,
    out: OutOption = None,
    framework: FrameworkOption = None,
    templates: TemplatesOption = None,
) -> None:
    """Print the providers side by side, the widest differences first, and write the page."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.render import only
    from dpcap.cli.screen import columns_of, in_colour, say_written
    from dpcap.cli.write import STDOUT, print_out
    from dpcap.intake.atomic_write import write_atomically
    from dpcap.workflow.compare import CompareRequest, compare_providers, render_comparison

    here = configuration()
    request = CompareRequest(tuple(profiles), lang.value if lang else None, framework, templates)
    compared = compare_providers(request, here)
    names, root = [*(formats or COMPARE_FORMATS.defaults("compare"))], here.out(out)
    if root == STDOUT:
        only(names)
    if "terminal" not in names:
        _say_doubts(compared)
    columns, colour = columns_of(root), root != STDOUT and in_colour()
    for name in names:
        made = render_comparison(
            compared, name, templates=templates, columns=columns, colour=colour
        )
        if made.file is None or root == STDOUT:
            print_out(made.text)
            continue
        write_atomically(root / made.file, made.text, durable=False)
        say_written(root / made.file)


def _say_doubts(compared: Comparison) -> None:
    """What the terminal page would have said first, in the page's language: it quotes its words."""
    from dpcap.cli.findings import line_of

    for finding in compared.findings:
        print(line_of(finding, compared.language).strip(), file=sys.stderr)
