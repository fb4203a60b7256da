"""Running whole processes and printing what they cost beside a bound."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

ROOT = Path(__file__).parent.parent
DPCAP = [str(Path(sys.executable).with_name("dpcap"))]
MIB = 1024


@dataclass(frozen=True)
class Run:
    """One finished process: seconds of wall and CPU, peak memory of its own in MiB."""

    wall: float
    cpu: float
    peak: float


def run(command: list[str], cwd: str, codes: Collection[int] = (0,)) -> Run:
    """Run *command* quietly and account for it; it must end with one of *codes*."""
    start = perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with _watched(process.pid) as peaks:
        _, status, used = os.wait4(process.pid, 0)
    wall = perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in codes:
        raise SystemExit(f"{command} failed: {os.waitstatus_to_exitcode(status)}")
    return Run(wall, used.ru_utime + used.ru_stime, max(peaks, default=used.ru_maxrss) / MIB)


@contextmanager
def _watched(process: int) -> Iterator[list[int]]:
    """The peaks (KiB) seen of *process* itself; what it starts, the kernel adds to its own."""
    peaks: list[int] = []
    over = Event()

    def watch() -> None:
        while not over.wait(0.02):
            with suppress(OSError):
                told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
                peaks.extend(map(int, re.findall(r"^VmHWM:\s+(\d+)", told, re.MULTILINE)))

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        over.set()
        watcher.join()


def report(what: str, found: float, bound: float, unit: str = "×") -> None:
    """One line: what was measured, the figure, its bound."""
    verdict = "met" if found <= bound else "NOT met"
    print(f"{what:<62} {found:8.2f} {unit:<3} ≤ {bound:<5g} {verdict}", flush=True)
