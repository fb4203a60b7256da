"""The flow: the same out as in, in the same order, whatever happens to workers on the way."""

from __future__ import annotations

import os
import pickle
import random
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batches import InProcess
from deadly_jobs import ALWAYS, ENDLESS, doubled, endless, killing, napping, pids
from dpcap.batch import pools
from dpcap.batch.ordered_executor import FinishedJob, JobRunner, run_in_order
from dpcap.batch.pools import ResultFile, ResultFiles, WorkerPool, processes, serial


def raising(jobs: tuple[int, ...]) -> tuple[str, ...]:
    if 7 in jobs:
        raise ValueError("seven")
    return doubled(jobs)


def work_of(do) -> JobRunner[int, str]:
    return JobRunner(
        do,
        killed=lambda job, times: f"{job} killed {times}",
        slow=lambda job, seconds: f"{job} over {seconds:g}",
        unreached=lambda job: f"{job} not reached",
        fault=lambda job, why: f"{job}: {why}",
    )


class Shuffled(Executor):
    """Finishes what was submitted in any order, from another thread."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.waiting: list = []
        self.most = 0
        self.lock = threading.Condition()
        self.over = False
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def submit(self, fn, /, *args):
        future: Future = Future()
        with self.lock:
            self.waiting.append((future, fn, args))
            self.most = max(self.most, len(self.waiting))
            self.lock.notify()
        return future

    def run(self) -> None:
        while True:
            with self.lock:
                self.lock.wait_for(lambda: self.waiting or self.over)
                if not self.waiting:
                    return
                place = self.draw.randrange(len(self.waiting))
                future, fn, args = self.waiting.pop(place)
            try:
                future.set_result(fn(*args))
            except Exception as error:  # noqa: BLE001
                future.set_exception(error)

    def shutdown(self, wait: bool = True, **_: bool) -> None:
        with self.lock:
            self.over = True
            self.lock.notify()
        if wait:
            self.thread.join()


@given(
    st.lists(st.tuples(st.integers(), st.booleans()), max_size=60),
    st.integers(1, 4),
    st.integers(1, 5),
    st.integers(),
)
def test_order_is_kept_however_jobs_finish(steps, jobs: int, chunk: int, seed: int) -> None:
    executor = Shuffled(seed)
    pool = WorkerPool(lambda: executor, jobs, chunk)
    mixed = [FinishedJob(str(2 * n)) if ready else n for n, ready in steps]
    try:
        assert list(run_in_order(mixed, work_of(doubled), pool)) == [str(2 * n) for n, _ in steps]
    finally:
        executor.shutdown()
    assert executor.most <= jobs * 4


def test_no_more_is_taken_than_there_is_room_for() -> None:
    taken = 0

    def steps() -> Iterator[int]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield n

    pool = WorkerPool(InProcess, jobs=2, chunk=3)
    for out, _ in enumerate(run_in_order(steps(), work_of(doubled), pool)):
        assert taken - out <= 2 * 3 * 4 + 1
    assert taken == 1000


def test_a_job_that_fails_is_found_among_those_that_travelled_with_it() -> None:
    pool = WorkerPool(InProcess, chunk=4)
    found = list(run_in_order(range(10), work_of(raising), pool))
    assert found == [str(2 * n) if n != 7 else "7: seven" for n in range(10)]


@pytest.mark.process
def test_nothing_to_do_opens_no_pool() -> None:
    def never() -> Executor:
        raise AssertionError

    assert list(
        run_in_order([FinishedJob("a"), FinishedJob("b")], work_of(doubled), WorkerPool(never))
    ) == ["a", "b"]
    with serial() as pool:
        assert list(run_in_order([], work_of(doubled), pool)) == []


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_job_that_kills_its_worker_is_named_and_the_rest_is_done(tmp_path) -> None:
    deadly = partial(killing, tmp_path / "mark")
    with processes(2) as pool:
        found = list(run_in_order(range(40), work_of(deadly), pool))
    assert found == [str(2 * n) if n != ALWAYS else f"{n} killed 3" for n in range(40)]


# ── what workers make ────────────────────────────────────────────────────────────────────────────

SHORTEST_PIPE = 512  # no system takes less than so many bytes whole or not at all


@pytest.mark.process
def test_of_what_a_worker_makes_only_a_short_message_goes_through_the_pipe() -> None:
    """A worker ended in the middle of a long one would leave a part, and its reader would hang."""
    jobs = tuple(range(100_000))
    with processes(1) as pool, pool.open() as executor:
        assert pool.results is not None
        made = executor.submit(partial(pool.results.make, doubled), jobs).result()
        assert len(pickle.dumps(made)) < SHORTEST_PIPE
        assert isinstance(made, ResultFile)
        assert made.take() == doubled(jobs)
        assert list(Path(pool.results.folder).iterdir()) == []


def test_where_the_disk_takes_no_file_results_travel_themselves(tmp_path: Path) -> None:
    results = ResultFiles(str(tmp_path / "not there"))
    assert results.make(doubled, (1, 2)) == ("2", "4")


# ── jobs that do not end ─────────────────────────────────────────────────────────────────────────


@pytest.mark.process
@pytest.mark.parametrize("how", ["c", "python", "regex"])
def test_a_job_that_does_not_end_is_named_and_the_rest_is_done(tmp_path, how: str) -> None:
    """Own processes are ended, whatever code they are in; the job is tried once more, alone."""
    mark = tmp_path / "tries"
    with processes(2, seconds=1) as pool:
        found = list(run_in_order(range(20), work_of(partial(endless, how, mark)), pool))
    assert found == [str(2 * n) if n != ENDLESS else f"{n} over 1" for n in range(20)]
    assert mark.read_text() == "||"


@pytest.mark.process
def test_workers_that_are_begun_anew_as_on_windows(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "get_all_start_methods", lambda: ["spawn"])
    with processes(2, seconds=2) as pool:
        found = list(
            run_in_order(range(20), work_of(partial(endless, "c", tmp_path / "tries")), pool)
        )
    assert found == [str(2 * n) if n != ENDLESS else f"{n} over 2" for n in range(20)]


@pytest.mark.process
def test_serial_is_one_process_that_can_be_ended(tmp_path) -> None:
    with serial(seconds=1) as pool:
        found = list(
            run_in_order(range(8), work_of(partial(endless, "c", tmp_path / "tries")), pool)
        )
        assert list(run_in_order([1], work_of(pids), pool)) != [str(os.getpid())]
    assert found == [str(2 * n) if n != ENDLESS else f"{n} over 1" for n in range(8)]


@pytest.mark.process
def test_every_job_has_its_own_time() -> None:
    """Jobs that travel together, each well below the limit, pass it together."""
    with serial(seconds=2) as pool:
        together = replace(pool, chunk=8)
        assert list(run_in_order(range(8), work_of(napping), together)) == [
            str(2 * n) for n in range(8)
        ]


@pytest.mark.process
def test_stopping_ends_a_worker_that_is_busy(tmp_path) -> None:
    mark = tmp_path / "tries"

    def steps() -> Iterator[int]:
        yield from range(ENDLESS + 1)
        while not mark.exists():
            time.sleep(0.01)
        raise KeyboardInterrupt

    with serial(seconds=3600) as pool, pytest.raises(KeyboardInterrupt):
        list(run_in_order(steps(), work_of(partial(endless, "c", mark)), pool))
    assert active_children() == []


class Stuck(Executor):
    """Some of what is submitted never ends, and nothing can be done about it."""

    def __init__(self, stuck: frozenset[int]) -> None:
        self.stuck = stuck

    def submit(self, fn, /, jobs):
        if self.stuck.intersection(jobs):
            return Future()
        return InProcess().submit(fn, jobs)


def test_where_nobody_can_be_ended_nobody_is_waited_for() -> None:
    def pool(*stuck: int) -> WorkerPool:
        executor = Stuck(frozenset(stuck))
        return WorkerPool(
            lambda: executor, jobs=2, ahead=1, seconds=0.05, overdue=None, breaks=False
        )

    one = list(run_in_order(range(9), work_of(doubled), pool(3)))
    assert one == [str(2 * n) if n != 3 else "3 over 0.05" for n in range(9)]
    two = list(run_in_order(range(9), work_of(doubled), pool(3, 5)))
    done = [str(2 * n) for n in (0, 1, 2)]
    assert two[:4] == [*done, "3 over 0.05"]
    assert two[5] == "5 over 0.05"
    assert set(two[7:]) == {"7 not reached", "8 not reached"}
