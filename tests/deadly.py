"""Work that kills the process it is done in: real deaths for tests of the batch."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from dpcap.batch.job import Done, Job, Setup
from dpcap.batch.work import work

ALWAYS, ONCE = 5, 9


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


def deadly_work(victim: str, setup: Setup, jobs: tuple[Job, ...]) -> tuple[Done, ...]:
    """The batch's own work, but the folder of *victim* kills whatever process does it."""
    if any(job.provider == victim for job in jobs):
        os.kill(os.getpid(), signal.SIGKILL)
    return work(setup, jobs)
