"""Pools: where jobs run. Each is a standard `concurrent.futures.Executor` and how to treat it."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from tempfile import gettempdir
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# The modules that a worker needs: loaded once, every worker is then a copy of the process that did.
_NEEDED = ["dpcap.batch.work"]
_KILLS = 3
# A fork server listens on a socket below the temporary folder, whose path may have 104 bytes.
_LONGEST = 64


@dataclass(frozen=True)
class Pool:
    """A kind of executor.

    `open` makes one, again if the last one broke. `jobs` run at a time; `chunk` jobs travel
    together. `lost` are the exceptions that mean a worker died; a job alone in the pool that kills
    its worker is given up after `tries` times. `check` raises if the whole pool is gone.
    """

    open: Callable[[], Executor]
    jobs: int = 1
    chunk: int = 1
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    tries: int = _KILLS
    check: Callable[[], None] = lambda: None


class SerialExecutor(Executor):
    """Does each job when it is submitted, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The future of *fn*, done already."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - a future holds whatever its call raised
            future.set_exception(error)
        return future


@contextmanager
def serial() -> Iterator[Pool]:
    """One job after the other, in this process."""
    yield Pool(SerialExecutor)


@contextmanager
def processes(jobs: int) -> Iterator[Pool]:
    """*jobs* processes of this machine."""
    if "forkserver" in get_all_start_methods() and len(os.fsencode(gettempdir())) <= _LONGEST:
        context: Any = get_context("forkserver")
        context.set_forkserver_preload(_NEEDED)
    else:
        context = get_context("spawn")

    def make() -> Executor:
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)

    yield Pool(make, jobs=jobs, chunk=8)


def _begin() -> None:
    """In a worker: leave Ctrl-C to the parent, end when it ends, and search for garbage rarely."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(200_000, 50, 50)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
