"""A scored provider's pages, to files or to stdout."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from dpcap.cli.findings import line_of
from dpcap.cli.language import TALK, say
from dpcap.cli.write import STDOUT, put_out
from dpcap.errors import UsageError
from dpcap.real_paths import real_path
from dpcap.report.formats import PROFILE_FORMATS
from dpcap.text_width import COLUMNS, width
from dpcap.workflow.assess import ScoredProvider
from dpcap.workflow.report import ReportRequest, benchmark_finding, render_format, write_report

_NARROWEST, _WIDEST = 40, 160


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


def say_written(path: Path) -> None:
    """Tell on stderr that *path* is written; on a terminal it can be opened from there."""
    told = say(f"已写入 {path}", f"wrote {path}")
    print(_linked(told, path) if sys.stderr.isatty() and _knows_colour() else told, file=sys.stderr)


def _linked(text: str, path: Path) -> str:
    """*text* on one line, however narrow the terminal is, with a link to *path*."""
    from dpcap.report.lines import TerminalPage, Words

    out = TerminalPage(max(1, width(text)), colour=True)
    out.add(Words(text, link=real_path(path).as_uri()))
    return out.text.rstrip("\n")


def in_colour() -> bool:
    """Whether stdout is a terminal that knows colours, whose owner does not mind (no-color.org)."""
    return sys.stdout.isatty() and _knows_colour()


def _knows_colour() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def screen_columns() -> int:
    """How wide what is printed may be: as the terminal, within reason."""
    return min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size().columns))


def columns_of(out: Path) -> int:
    """How wide a page is: as the terminal, or the usual width if it goes to a program instead."""
    return COLUMNS if out == STDOUT else screen_columns()
