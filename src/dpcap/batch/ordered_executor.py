"""Jobs go through a pool of workers, and their results come out in the order they went in.

No more than a window of jobs is under way or waits for an earlier one, so memory stays flat. A job
is never lost with its worker: those that were under way are done again, each alone in the pool, and
one that kills its worker again and again, or takes too long again, is given up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Generic, TypeVar

from dpcap.batch.pools import ResultFile, WorkerPool

J = TypeVar("J")
D = TypeVar("D")

# Chunks that are held for each job that runs, done or not, until it is their turn to come out.
_HELD = 4


@dataclass(frozen=True)
class FinishedJob(Generic[D]):
    """What needs no work."""

    done: D


@dataclass(frozen=True)
class JobRunner(Generic[J, D]):
    """How jobs are done: by `do`, a top-level function of several jobs, at the place of a worker.

    `killed` says what comes of a job that killed its worker, `slow` of one that took too long,
    `unreached` of one for which no place was left, `fault` of one that failed otherwise.
    """

    do: Callable[[tuple[J, ...]], tuple[D, ...]]
    killed: Callable[[J, int], D]
    slow: Callable[[J, float], D]
    unreached: Callable[[J], D]
    fault: Callable[[J, BaseException], D]


@dataclass(eq=False)
class _Slot(Generic[J, D]):
    """One place in the line: a job until something came of it."""

    job: J | None
    done: D | None = None
    deaths: int = 0

    def end(self, how: Callable[[J], D]) -> None:
        """Something came of the job."""
        if self.job is not None:
            self.done = how(self.job)


@dataclass(eq=False)
class _Chunk(Generic[J, D]):
    """Jobs under way together, and when they stop being waited for."""

    slots: list[_Slot[J, D]]
    until: float


def run_in_order(
    steps: Iterable[J | FinishedJob[D]], work: JobRunner[J, D], pool: WorkerPool
) -> Iterator[D]:
    """What comes of *steps*, in their order; they are taken one by one, as room allows."""
    line = _Line(work, pool)
    try:
        for step in steps:
            line.add(step)
            yield from line.come(room=True)
        yield from line.come(room=False)
    finally:
        line.close()


@dataclass(eq=False)
class _Line(Generic[J, D]):
    """The jobs between going in and coming out."""

    work: JobRunner[J, D]
    pool: WorkerPool
    slots: deque[_Slot[J, D]] = field(default_factory=deque)
    chunk: list[_Slot[J, D]] = field(default_factory=list)
    under_way: dict[Future[ResultFile[tuple[D, ...]] | tuple[D, ...]], _Chunk[J, D]] = field(
        default_factory=dict
    )
    alone: deque[_Slot[J, D]] = field(default_factory=deque)
    # Never let go: a place that is taken must not look free to the pool.
    stuck: list[Future[ResultFile[tuple[D, ...]] | tuple[D, ...]]] = field(default_factory=list)
    executor: Executor | None = None

    @property
    def window(self) -> int:
        return self.pool.jobs * self.pool.chunk * _HELD

    @property
    def room(self) -> int:
        """How many chunks may be under way."""
        return (self.pool.jobs - len(self.stuck)) * self.pool.ahead

    def add(self, step: J | FinishedJob[D]) -> None:
        if isinstance(step, FinishedJob):
            self.slots.append(_Slot(None, step.done))
            return
        slot: _Slot[J, D] = _Slot(step)
        self.slots.append(slot)
        self.chunk.append(slot)
        if len(self.chunk) == self.pool.chunk:
            self.send()

    def send(self) -> None:
        if self.chunk:
            while self.under_way and len(self.under_way) >= self.room:
                self._some(None)
            self._submit(self.chunk)
            self.chunk = []

    def come(self, *, room: bool) -> Iterator[D]:
        """What is done at the head of the line; until there is room, or else until all is."""
        self._collect(0)
        yield from self._heads()
        while self.slots and not (room and len(self.slots) < self.window):
            self.send()
            self._collect(None if self.slots[0].done is None else 0)
            yield from self._heads()

    def _heads(self) -> Iterator[D]:
        while self.slots and self.slots[0].done is not None:
            done = self.slots.popleft().done
            if done is not None:
                yield done

    def _submit(self, slots: list[_Slot[J, D]]) -> None:
        if self.room <= 0:
            for slot in slots:
                slot.end(self.work.unreached)
            return
        if self.executor is None:
            self.executor = self.pool.open()
        jobs = tuple(slot.job for slot in slots if slot.job is not None)
        until = monotonic() + self.pool.seconds * len(jobs)
        try:
            self.under_way[self.executor.submit(self._do(), jobs)] = _Chunk(slots, until)
        except self.pool.lost:  # it broke a moment ago, and nobody has heard of it yet
            self.alone.extend(slots)

    def _do(self) -> Callable[[tuple[J, ...]], ResultFile[tuple[D, ...]] | tuple[D, ...]]:
        results = self.pool.results
        return partial(results.make, self.work.do) if results else self.work.do

    def _collect(self, timeout: float | None) -> None:
        """Take in what is finished; wait for something unless *timeout* is 0."""
        self._some(timeout)
        if self.alone:
            while self.under_way:
                self._some(None)
            self._reopen()
            self._each_alone()

    def _some(self, timeout: float | None) -> None:
        """Take in what is finished, and what is not waited for any more, of what is under way."""
        if self.pool.overdue is None and timeout is None:
            first = min((chunk.until for chunk in self.under_way.values()), default=0.0)
            timeout = max(0.0, first - monotonic())
        for future in wait(self.under_way, timeout, return_when=FIRST_COMPLETED)[0]:
            self._take(future)
        if self.pool.overdue is None:
            self._give_up(monotonic())

    def _give_up(self, now: float) -> None:
        """Wait no more for what is overdue; its place stays taken."""
        for future in [one for one, chunk in self.under_way.items() if chunk.until <= now]:
            self.stuck.append(future)
            for slot in self.under_way.pop(future).slots:
                slot.end(self._slow)

    def _slow(self, job: J) -> D:
        return self.work.slow(job, self.pool.seconds)

    def _take(self, future: Future[ResultFile[tuple[D, ...]] | tuple[D, ...]]) -> None:
        slots = self.under_way.pop(future).slots
        lost: tuple[type[BaseException], ...] = (*self.pool.lost, CancelledError)
        try:
            made = future.result()
            each = made.take() if isinstance(made, ResultFile) else made
            for slot, done in zip(slots, each, strict=True):
                slot.done = done
        except lost:
            for slot in slots:
                slot.deaths += 1
            self.alone.extend(slots)
        except Exception as error:  # noqa: BLE001 - whatever it is, the batch goes on
            if len(slots) > 1:
                self.alone.extend(slots)
            elif slots[0].job is not None:
                slots[0].done = self.work.fault(slots[0].job, error)

    def _each_alone(self) -> None:
        """Do the jobs that were under way when a worker died one by one, to find which kills."""
        waiting, self.alone = self.alone, deque()
        self._is_overdue()  # of those that travelled together it is not known which was
        while waiting:
            slot = waiting.popleft()
            before = slot.deaths
            self._submit([slot])
            while self.under_way:
                self._some(None)
            self.alone.clear()
            if slot.done is None and slot.job is not None:
                self.pool.check()
                self._reopen()
                if slot.deaths > before and self._is_overdue():
                    slot.end(self._slow)
                elif self.pool.tries <= slot.deaths > before:
                    slot.done = self.work.killed(slot.job, slot.deaths)
                else:
                    waiting.appendleft(slot)

    def _is_overdue(self) -> bool:
        return self.pool.overdue is not None and self.pool.overdue()

    def _reopen(self) -> None:
        """Leave the executor that lost a worker; the next job opens another."""
        if self.executor is not None and self.pool.breaks:
            self.executor.shutdown(wait=False)
            self.executor = None

    def close(self) -> None:
        """Stop: what has not begun is not begun any more, and what has is ended where it can be."""
        # A pool that breaks cancels its futures itself: cancelled from here, they would be an error
        # to its own thread, which tells each that its worker ended.
        if not self.pool.breaks:
            for future in self.under_way:
                future.cancel()
        if self.under_way:
            self.pool.stop()
        if self.executor is not None:
            how = {"cancel_futures": True} if self.pool.breaks else {}
            self.executor.shutdown(wait=not self.stuck, **how)
