"""Work that kills the process it is done in: real deaths for tests of the batch."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

from dpcap.batch.job import FolderJob, JobResult, JobSetup
from dpcap.batch.run_job import run_jobs
from dpcap.watchdog import limited

ALWAYS, ONCE, ENDLESS = 5, 9, 6


def doubled(jobs: tuple[int, ...]) -> tuple[str, ...]:
    """Twice each number, as text."""
    return tuple(str(2 * job) for job in jobs)


def killing(mark: Path, jobs: tuple[int, ...]) -> tuple[str, ...]:
    """As `doubled`; one number kills its process always, one only until *mark* is there."""
    for job in jobs:
        if job == ALWAYS:
            os.kill(os.getpid(), signal.SIGKILL)
        if job == ONCE and not mark.exists():
            mark.touch()
            os._exit(3)
    return doubled(jobs)


def napping(jobs: tuple[int, ...]) -> tuple[str, ...]:
    """As `doubled`; each job takes a while, far from the limit."""
    for _ in jobs:
        with limited():
            time.sleep(0.4)
    return doubled(jobs)


def pids(jobs: tuple[int, ...]) -> tuple[str, ...]:
    """For each job the process that does it."""
    return tuple(str(os.getpid()) for _ in jobs)


def endless(how: str, mark: Path, jobs: tuple[int, ...]) -> tuple[str, ...]:
    """As `doubled`; one number never ends, and leaves a stroke in *mark* whenever it begins."""
    for job in jobs:
        with limited():
            if job == ENDLESS:
                with mark.open("a", encoding="utf-8") as strokes:
                    strokes.write("|")
                _never_end(how)
    return doubled(jobs)


def _never_end(how: str) -> None:
    if how == "c":
        sum(range(10**15))  # C code, which holds the interpreter
    elif how == "regex":
        re.match(r"(a|aa)+$", "a" * 200 + "b")
    while True:
        pass


def endless_work(
    victims: tuple[str, ...], setup: JobSetup, jobs: tuple[FolderJob, ...]
) -> tuple[JobResult, ...]:
    """The batch's own work, but the folders of *victims* take for ever."""
    for job in jobs:
        if job.provider in victims:
            with limited():
                _never_end("c")
    return run_jobs(setup, jobs)


def deadly_work(victim: str, setup: JobSetup, jobs: tuple[FolderJob, ...]) -> tuple[JobResult, ...]:
    """The batch's own work, but the folder of *victim* kills whatever process does it."""
    if any(job.provider == victim for job in jobs):
        os.kill(os.getpid(), signal.SIGKILL)
    return run_jobs(setup, jobs)
