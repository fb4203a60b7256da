"""Progress of many things: how far, how fast, how long still. Only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dpcap.cli.language import say

SCORING = say("评估", "scoring")


@contextmanager
def progress(total: int, what: str = SCORING) -> Iterator[Callable[[object], None]]:
    """What is to be called after each of *total* things; on no terminal it does nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=total, rate="")

        def on_done(_: object) -> None:
            speed = bar.tasks[0].speed
            bar.update(
                task, advance=1, rate=say(f"{speed:.0f} 个/秒", f"{speed:.0f}/s") if speed else ""
            )

        yield on_done
