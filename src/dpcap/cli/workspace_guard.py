"""A command in a process of its own, which another one ends and reports if it takes too long.

The process that waits loads next to nothing. The one that works is a copy of it where the system
has `fork`, else one begun anew.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from dpcap.cli.process import open_streams
from dpcap.watchdog import LIMIT, overdue, watch

INVALID = 3
# The commands that read what strangers wrote and are done in one go.
WATCHED = frozenset(("assess", "explain", "lint", "report", "todo", "verify"))
_LEFT = "_DPCAP_LEFT"
_BEGIN = "from dpcap.cli.workspace_guard import begun; begun()"
_FORWARDED = ("SIGINT", "SIGTERM", "SIGHUP")


def guarded(words: Sequence[str], seconds: float = LIMIT) -> NoReturn:
    """Do what *words* say and exit; no job of it may take more than *seconds*."""
    open_streams()  # what is opened next must not take the place of one that was closed
    command = next((word for word in words if not word.startswith("-")), "")
    if command not in WATCHED:
        _run(words)
    if hasattr(os, "fork"):
        _forked(words, seconds)
    _spawned(words, seconds)


def begun() -> NoReturn:
    """Do what the arguments of this process say; another waits for it."""
    seconds, _, left = os.environ.pop(_LEFT).partition("*")
    watch(os.open(left, os.O_WRONLY | os.O_CREAT | os.O_APPEND), float(seconds))
    _run(sys.argv[1:])


def _run(words: Sequence[str]) -> NoReturn:
    from dpcap.cli.main_guard import run

    run(words)
    sys.exit(0)


def _forked(words: Sequence[str], seconds: float) -> NoReturn:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        watch(writer, seconds)
        _run(words)
    os.close(writer)
    _pass_on(lambda number: os.kill(child, number))
    with open(reader, encoding="ascii", errors="replace") as left:  # noqa: PTH123 - no path
        told = left.read()
    _, status = os.waitpid(child, 0)
    _leave(os.waitstatus_to_exitcode(status), told, seconds)


def _spawned(words: Sequence[str], seconds: float) -> NoReturn:
    import subprocess
    from pathlib import Path
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="dpcap-", ignore_cleanup_errors=True) as folder:
        left = Path(folder, "left")
        environ = {**os.environ, _LEFT: f"{seconds}*{left}"}
        child = subprocess.Popen([sys.executable, "-c", _BEGIN, *words], env=environ)  # noqa: S603 - this very program
        _pass_on(child.send_signal)
        code = child.wait()
        told = left.read_text("ascii", "replace") if left.exists() else ""
    _leave(code, told, seconds)


def _pass_on(send: Callable[[int], None]) -> None:
    """Signals are for the one that works. What a terminal sends, it sends to both."""

    def passed(number: int, _: FrameType | None) -> None:
        if number != signal.SIGINT or not any(
            stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr) if stream
        ):
            with suppress(OSError, ValueError):  # it has just ended, or cannot be sent this
                send(number)

    for name in _FORWARDED:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), passed)


def _leave(code: int, left: str, seconds: float) -> NoReturn:
    """Exit as the process did that ended with *code*; say what took too long, if that was why."""
    job = overdue(left)
    if job is not None:
        _say_overdue(job, seconds)
        sys.exit(INVALID)
    sys.exit(code if code >= 0 else 128 - code)


def _say_overdue(job: str, seconds: float) -> None:
    from dpcap.cli.findings import line_of
    from dpcap.cli.language import TALK
    from dpcap.model.finding import Finding

    finding = Finding(code="DP809", file=job or None, params={"seconds": round(seconds)})
    print(line_of(finding, TALK), file=sys.stderr)
