"""The flow: the same out as in, in the same order, whatever happens to workers on the way."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadly import ALWAYS, doubled, killing
from dpcap.batch.flow import Ready, Work, flow
from dpcap.batch.pools import Pool, SerialExecutor, processes, serial


def raising(jobs: tuple[int, ...]) -> tuple[str, ...]:
    if 7 in jobs:
        raise ValueError("seven")
    return doubled(jobs)


def work_of(do) -> Work[int, str]:
    return Work(do, lambda job, times: f"{job} killed {times}", lambda job, why: f"{job}: {why}")


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

    def shutdown(self, wait: bool = True) -> None:
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
    pool = Pool(lambda: executor, jobs, chunk)
    mixed = [Ready(str(2 * n)) if ready else n for n, ready in steps]
    try:
        assert list(flow(mixed, work_of(doubled), pool)) == [str(2 * n) for n, _ in steps]
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

    pool = Pool(SerialExecutor, jobs=2, chunk=3)
    for out, _ in enumerate(flow(steps(), work_of(doubled), pool)):
        assert taken - out <= 2 * 3 * 4 + 1
    assert taken == 1000


def test_a_job_that_fails_is_found_among_those_that_travelled_with_it() -> None:
    pool = Pool(SerialExecutor, chunk=4)
    found = list(flow(range(10), work_of(raising), pool))
    assert found == [str(2 * n) if n != 7 else "7: seven" for n in range(10)]


def test_nothing_to_do_opens_no_pool() -> None:
    def never() -> Executor:
        raise AssertionError

    assert list(flow([Ready("a"), Ready("b")], work_of(doubled), Pool(never))) == ["a", "b"]
    with serial() as pool:
        assert list(flow([], work_of(doubled), pool)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_job_that_kills_its_worker_is_named_and_the_rest_is_done(tmp_path) -> None:
    deadly = partial(killing, tmp_path / "mark")
    with processes(2) as pool:
        found = list(flow(range(40), work_of(deadly), pool))
    assert found == [str(2 * n) if n != ALWAYS else f"{n} killed 3" for n in range(40)]
