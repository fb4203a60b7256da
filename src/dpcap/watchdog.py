"""The watchdog: a job that takes too long ends its process, whatever code it is in.

A timer of Python's own never gets its turn while C code holds the interpreter; that of faulthandler
does. Only a process that another one waits for is ended: the other one reads what it left.
"""

from __future__ import annotations

import faulthandler
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

LIMIT = 60.0

_OVER = re.compile(r"^Timeout \([\d:.]+\)!$", re.MULTILINE)


class _Watch:
    """Where to write what was under way, how many seconds it may take, and whether it counts."""

    def __init__(self) -> None:
        self.sink: int | None = None
        self.seconds = LIMIT
        self.counts = False

    def begin(self) -> None:
        if self.sink is not None:
            self.counts = True
            faulthandler.dump_traceback_later(self.seconds, file=self.sink, exit=True)

    def end(self) -> None:
        if self.counts:
            faulthandler.cancel_dump_traceback_later()
            self.counts = False


_watch = _Watch()


def watch(sink: int, seconds: float = LIMIT) -> None:
    """From now on no job of this process takes more than *seconds*.

    When one does, its name and where it was are written to the file descriptor *sink*.
    """
    _watch.sink, _watch.seconds = sink, seconds


@contextmanager
def limited(job: str = "") -> Iterator[None]:
    """What is done meanwhile is one job. Where nobody watches, it may take any time."""
    if _watch.sink is None or _watch.counts:
        yield
        return
    if job:
        os.write(_watch.sink, ascii(job).encode() + b"\n")
    _watch.begin()
    try:
        yield
    finally:
        _watch.end()


@contextmanager
def unlimited() -> Iterator[None]:
    """Meanwhile a disk or a person is waited for; what comes then has its whole time again."""
    counted = _watch.counts
    _watch.end()
    try:
        yield
    finally:
        if counted:
            _watch.begin()


def overdue(left: str) -> str | None:
    """The job that took too long, by what its process *left*; None if none did."""
    found = _OVER.search(left)
    if found is None:
        return None
    named = left[: found.start()].rstrip("\n").rpartition("\n")[2]
    return named[1:-1].encode("ascii").decode("unicode_escape") if named else ""
