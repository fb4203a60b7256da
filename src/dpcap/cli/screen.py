"""The screen: how wide what is printed may be, whether in colour, and which files were written."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from dpcap.cli.language import say
from dpcap.cli.write import STDOUT
from dpcap.real_paths import real_path
from dpcap.text_width import COLUMNS, width

_NARROWEST, _WIDEST = 40, 160


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
