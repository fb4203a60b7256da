"""A scored provider's pages, to files or to stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dpcap.cli.findings import line_of
from dpcap.cli.language import TALK, say
from dpcap.cli.write import STDOUT, put_out
from dpcap.errors import UsageError
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


def only(formats: Sequence[str]) -> str:
    """The one format that goes to stdout. Raises UsageError if there are more."""
    if len(formats) != 1:
        raise UsageError("--out - goes with exactly one --format", "--out - 只能配一个 --format")
    return formats[0]


def say_written(path: Path) -> None:
    """Tell on stderr that *path* is written."""
    print(say(f"已写入 {path}", f"wrote {path}"), file=sys.stderr)


def in_colour() -> bool:
    """Whether stdout is a terminal whose owner does not mind colours (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
