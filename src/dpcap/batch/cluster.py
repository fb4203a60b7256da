"""A pool on Dask: a scheduler that exists, or a cluster of this machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dpcap.batch.pools import WorkerPool
from dpcap.version import __version__
from dpcap.watchdog import LIMIT

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

_PATIENCE = 30


class NoClusterError(Exception):
    """Nobody answers at the scheduler's address, or it has no worker, or it went away."""


class OtherEngineError(Exception):
    """A worker has no dpcap, or another one than ours. `found` says what it has."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(found)


@contextmanager
def dask(scheduler: str | None, jobs: int, seconds: float = LIMIT) -> Iterator[WorkerPool]:
    """The workers of the *scheduler* at that address, or *jobs* of this machine.

    A worker may be anybody's, so none is ended: a job that takes more than *seconds* is not waited
    for any more, and its place is lost. No more jobs are under way than there are places: each
    begins when it is sent.
    Raises ImportError without the extra, NoClusterError, and OtherEngineError if a worker's dpcap
    is not ours.
    """
    import dask.config  # noqa: PLC0415 - an extra
    from distributed import LocalCluster  # noqa: PLC0415
    from distributed.scheduler import KilledWorker  # noqa: PLC0415

    # What becomes of a job is told by its outcome; that it was done twice is no news.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    # Dask does a job again when its worker dies, and gives it up at the third death.
    with dask.config.set({"distributed.scheduler.allowed-failures": 2}):
        cluster = scheduler or LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=jobs,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
        try:
            with _client(cluster) as client:
                workers = _workers(client)

                def make() -> Executor:
                    executor: Executor = client.get_executor(pure=False)
                    return executor

                def check() -> None:
                    if client.status != "running":
                        raise NoClusterError(client.status)

                yield WorkerPool(
                    make,
                    jobs=workers,
                    ahead=1,
                    lost=(KilledWorker,),
                    tries=1,
                    breaks=False,
                    check=check,
                    seconds=seconds,
                    overdue=None,
                )
        finally:
            if not isinstance(cluster, str):
                cluster.close()


def _client(cluster: str | LocalCluster) -> Client:
    from distributed import Client  # noqa: PLC0415

    try:
        return Client(cluster, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise NoClusterError(str(error)) from error


def _workers(client: Client) -> int:
    """How many jobs run at a time there."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise NoClusterError(str(error)) from error
    try:
        found = set(client.run(engine).values())
    except ImportError as error:
        raise OtherEngineError(str(error)) from error
    if found != {__version__}:
        raise OtherEngineError(", ".join(sorted(found - {__version__})))
    threads: dict[str, int] = client.nthreads()  # type: ignore[no-untyped-call]
    return max(1, sum(threads.values()))


def engine() -> str:
    """The version of dpcap where it is called."""
    return __version__
