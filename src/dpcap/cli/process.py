"""What this process is given by the system: its streams, its signals, its memory."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO


class Terminated(KeyboardInterrupt):
    """The system asks to stop: it is done as Ctrl-C is."""


def travel_light() -> None:
    """Leave out what a process of a second does not need: half the time of a small command."""
    # Plug-ins of other packages have no business in a score, and looking for them takes long.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A framework is tens of thousands of objects without a cycle; searching them finds nothing.
    gc.set_threshold(200_000, 50, 50)


def open_streams() -> None:
    """Streams that are there and take every character: what a console lacks becomes a `?`."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _nowhere())
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def close_stdout() -> None:
    """Nobody reads standard output any more: point it elsewhere, so that it can be closed."""
    sys.stdout = _nowhere()
    os.dup2(sys.stdout.fileno(), 1)


@contextmanager
def stopping() -> Iterator[list[int]]:
    """Meanwhile SIGTERM does what Ctrl-C does; it is noted in what is given."""
    noted: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        noted.append(number)
        raise Terminated

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # only the first thread of a process may
        yield noted
        return
    try:
        yield noted
    finally:
        signal.signal(signal.SIGTERM, before)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - open to the end
