"""Running whole processes and printing what they cost beside a bound."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from ctypes import CDLL
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage
from threading import Event, Thread
from time import perf_counter

ROOT = Path(__file__).parent.parent
DPCAP = [str(Path(sys.executable).with_name("dpcap"))]
MIB = 1024


# From linux/prctl.h: processes whose parent has ended become ours, and are accounted for.
_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Run:
    """One finished process: seconds of wall, and of CPU with all that it started.

    `peak`: the most memory in MiB that it, or the process that works for it, took.
    """

    wall: float
    cpu: float
    peak: float


def run(
    command: list[str],
    cwd: str,
    codes: Collection[int] = (0,),
    environment: Mapping[str, str] | None = None,
) -> Run:
    """Run *command* quietly and account for it; it must end with one of *codes*.

    *environment*: variables that it sees beside ours, or with other values.
    """
    CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1)
    start = perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with _watched(process.pid) as peaks:
        _, status, used = os.wait4(process.pid, 0)
    wall = perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in codes:
        raise SystemExit(f"{command} failed: {os.waitstatus_to_exitcode(status)}")
    cpu = sum(one.ru_utime + one.ru_stime for one in (used, *_orphans()))
    return Run(wall, cpu, max(peaks, default=used.ru_maxrss) / MIB)


def _orphans() -> Iterator[struct_rusage]:
    """What those took that outlived the process that started them."""
    while True:
        try:
            yield os.wait4(-1, 0)[2]
        except ChildProcessError:
            return


@contextmanager
def _watched(process: int) -> Iterator[list[int]]:
    """The peaks (KiB) seen of *process* and its copies; what else it starts is not counted."""
    peaks: list[int] = []
    over = Event()

    def watch() -> None:
        while not over.wait(0.02):
            for one in (str(process), *_copies(process)):
                with suppress(OSError):
                    told = Path("/proc", one, "status").read_text(encoding="ascii")
                    peaks.extend(map(int, re.findall(r"^VmHWM:\s+(\d+)", told, re.MULTILINE)))

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        over.set()
        watcher.join()


def _copies(process: int) -> Iterator[str]:
    """The children of *process* that run the same program with the same arguments."""
    with suppress(OSError):
        mine = Path(f"/proc/{process}/cmdline").read_bytes()
        for child in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split():
            if Path(f"/proc/{child}/cmdline").read_bytes() == mine:
                yield child


def report(what: str, found: float, bound: float, unit: str = "×") -> None:
    """One line: what was measured, the figure, its bound."""
    verdict = "met" if found <= bound else "NOT met"
    print(f"{what:<62} {found:8.2f} {unit:<3} ≤ {bound:<5g} {verdict}", flush=True)
