"""Worker pools: each is a standard `concurrent.futures.Executor` and how to treat it."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import active_children, get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir, mkstemp
from typing import Any, Generic, TypeVar

from dpcap.watchdog import LIMIT, overdue, watch

# The modules that a worker needs: loaded once, every worker is then a copy of the process that did.
_NEEDED = ["dpcap.batch.run_job"]
_KILLS = 3
# Chunks under way for each job that runs: one in work, one on its way, two against waiting.
_AHEAD = 4
# A fork server listens on a socket below the temporary folder, whose path may have 104 bytes.
_LONGEST = 64


J = TypeVar("J")
D = TypeVar("D")


@dataclass(frozen=True)
class ResultFile(Generic[D]):
    """A file that holds what a worker made."""

    path: str

    def take(self) -> D:
        """What the worker made; the file is removed."""
        file = Path(self.path)
        found: D = pickle.loads(file.read_bytes())  # noqa: S301 - our own workers wrote it
        file.unlink()
        return found


@dataclass(frozen=True)
class ResultFiles:
    """A folder in which workers leave what they make; only a file's name goes through the pipe.

    A pipe takes a short message whole or not at all. Of a long one a worker that is ended meanwhile
    leaves a part, and who reads it waits for the rest for ever.
    """

    folder: str

    def make(self, do: Callable[[J], D], job: J) -> ResultFile[D] | D:
        """In a worker: what *do* makes of *job*, left in a file if the disk takes one."""
        made = do(job)
        try:
            handle, path = mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                pickle.dump(made, file, pickle.HIGHEST_PROTOCOL)
        except OSError:
            return made
        return ResultFile(path)


@dataclass(frozen=True)
class WorkerPool:
    """A kind of executor.

    `open` makes one, again if the last one broke (`breaks`: a worker's death breaks it). `jobs` run
    at a time; `chunk` jobs travel together, and `ahead` chunks for each job that runs. `lost` are
    the exceptions that mean a worker died; a job alone in the pool that kills its worker is given
    up after `tries` times. `check` raises if the whole pool is gone, `stop` ends what still runs.

    No job takes more than `seconds`. `overdue`: whether one ended its worker because it did, since
    that was last asked. Without it no worker is ended: its job is not waited for any more.
    `results`: where workers leave what they make, if it does not travel with their messages.
    """

    open: Callable[[], Executor]
    jobs: int = 1
    chunk: int = 1
    ahead: int = _AHEAD
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    tries: int = _KILLS
    breaks: bool = True
    check: Callable[[], None] = lambda: None
    stop: Callable[[], None] = lambda: None
    seconds: float = LIMIT
    overdue: Callable[[], bool] | None = lambda: False
    results: ResultFiles | None = None


@contextmanager
def serial(seconds: float = LIMIT) -> Iterator[WorkerPool]:
    """One job after the other, in a process that can be ended."""
    with processes(1, seconds) as pool:
        yield replace(pool, chunk=1)


@contextmanager
def processes(jobs: int, seconds: float = LIMIT) -> Iterator[WorkerPool]:
    """*jobs* processes of this machine; none takes more than *seconds* for a job."""
    if "forkserver" in get_all_start_methods() and len(os.fsencode(gettempdir())) <= _LONGEST:
        context: Any = get_context("forkserver")
        context.set_forkserver_preload(_NEEDED)
    else:
        context = get_context("spawn")
    with (
        TemporaryDirectory(prefix="dpcap-", ignore_cleanup_errors=True) as left,
        TemporaryDirectory(prefix="dpcap-", ignore_cleanup_errors=True) as made,
    ):

        def make() -> Executor:
            return ProcessPoolExecutor(
                jobs, mp_context=context, initializer=_begin, initargs=(left, seconds)
            )

        found = partial(_overdue_in, Path(left))
        yield WorkerPool(
            make,
            jobs=jobs,
            chunk=8,
            stop=_stop,
            seconds=seconds,
            overdue=found,
            results=ResultFiles(made),
        )


def _begin(left: str, seconds: float) -> None:
    """In a worker: leave Ctrl-C to the parent, end when it ends, and search for garbage rarely.

    A job that takes more than *seconds* ends it; what it was at is written into the folder *left*.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(200_000, 50, 50)
    watch(os.open(Path(left, str(os.getpid())), os.O_WRONLY | os.O_CREAT | os.O_APPEND), seconds)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _overdue_in(left: Path) -> bool:
    """Whether a worker left word in the folder *left* that its job took too long; it is removed."""
    told = [one for one in left.iterdir() if overdue(one.read_text("utf-8", "replace")) is not None]
    for file in told:
        file.unlink()
    return bool(told)


def _stop() -> None:
    """End the workers, busy or not."""
    for process in active_children():
        process.terminate()
