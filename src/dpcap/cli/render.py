"""A scored provider's pages, to files or to stdout."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from dpcap.cli.findings import line_of
from dpcap.cli.language import TALK
from dpcap.cli.screen import say_written
from dpcap.cli.write import STDOUT, put_out
from dpcap.errors import UsageError
from dpcap.report.formats import PROFILE_FORMATS
from dpcap.workflow.assess import ScoredProvider
from dpcap.workflow.report import ReportRequest, benchmark_finding, render_format, write_report


def render_all(scored: ScoredProvider, wanted: ReportRequest, out: Path) -> None:
    """Print the terminal page and write the rest below *out*, or the one format to stdout.

    Says on stderr if the benchmark is of another framework. Raises UsageError if more than one
    format is to go to stdout, MissingError if no PDF can be made here.
    """
    other = benchmark_finding(wanted.benchmark, scored.framework)
    if other is not None:
        print(line_of(other, TALK), file=sys.stderr)
    if out == STDOUT:
        put_out(render_format(scored, wanted, only(wanted.formats)))
        return
    write_report(scored, wanted, out, on_page=put_out, on_file=say_written)


def hold_pages(pages: str, formats: Sequence[str]) -> None:
    """Raises UsageError if fewer *pages* are wanted than all, and none of *formats* has any."""
    paged = {one.name for one in PROFILE_FORMATS.formats if one.paged}
    if pages == "full" or paged.intersection(formats):
        return
    named, known = ", ".join(formats), ", ".join(sorted(paged))
    raise UsageError(
        f"--pages {pages} says nothing of {named}: it goes with --format {known}",
        f"--pages {pages} 对 {named} 不起作用，只用于 --format {known}",
    )


def only(formats: Sequence[str]) -> str:
    """The one format that goes to stdout. Raises UsageError if there are more."""
    if len(formats) != 1:
        raise UsageError("--out - goes with exactly one --format", "--out - 只能配一个 --format")
    return formats[0]
