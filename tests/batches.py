"""Runs of the batch for tests: as a process that can be killed, and in this one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dpcap import __version__
from dpcap.batch.discover import find_folders
from dpcap.batch.folder_scan import FolderScan
from dpcap.batch.job import JobSetup, PackedValue
from dpcap.batch.pools import WorkerPool
from dpcap.batch.run import BatchRun, RunCounts, open_output, run
from dpcap.intake.framework import load_framework
from folders import ASSESSED, TINY, make_folder

WHEN = ("--format", "jsonl", "--on", ASSESSED)
# Seconds after which a process of a test is taken to hang: none needs so many on a busy machine.
PATIENCE = 600
# So many folders that a busy machine does not finish them before it is told to stop.
ENOUGH = 300
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")


class InProcess(Executor):
    """Does each job when it is submitted, in this process."""

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - a future holds whatever its call raised
            future.set_exception(error)
        return future


@contextmanager
def in_process() -> Iterator[WorkerPool]:
    """A pool for tests that change what the work does."""
    yield WorkerPool(InProcess)


def many(root: Path, count: int) -> Path:
    for number in range(count):
        make_folder(root / f"p{number:02}", rung=number % 3)
    return root


def start(root: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    command = [Path(sys.executable).with_name("dpcap"), "batch", root, "--out", out]
    return subprocess.Popen(
        [*map(str, command), "--framework", str(TINY), "--lang", "zh", *WHEN, *more],
        env={**os.environ, "DPCAP_LANG": "en", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def wait_for(process: subprocess.Popen[str], there: Callable[[], bool]) -> None:
    while process.poll() is None and not there():
        time.sleep(0.005)


def rows_in(out: Path) -> int:
    rows = out / ".dpcap" / "results.jsonl"
    return rows.read_bytes().count(b"\n") if rows.exists() else 0


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code and stderr, once every process that holds the pipes is gone."""
    _, said = process.communicate(timeout=PATIENCE)
    return process.returncode, said


def batch_of(root: Path, out: Path) -> BatchRun:
    framework = load_framework(TINY)
    setup = JobSetup(PackedValue.of(framework), __version__, reports="changed")
    return BatchRun(find_folders((str(root),)), out, framework, setup, "", FolderScan())


def done_by(
    root: Path, out: Path, pool: WorkerPool | None = None, do: Callable[..., Any] | None = None
) -> RunCounts:
    batch = batch_of(root, out)
    more = {} if do is None else {"do": do}
    with open_output(out, lambda: None) as store:
        return run(batch, pool or WorkerPool(InProcess), store, lambda _: None, **more)
