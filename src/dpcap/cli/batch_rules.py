"""What a batch is held to: its gates, and the baseline it is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dpcap.batch.baseline import Baseline, BaselineError, FolderBaseline
from dpcap.cli.language import TALK
from dpcap.cli.load import evidence_root_in_force, framework_dir, reviews_in_force
from dpcap.errors import UsageError
from dpcap.intake.gates import load_gates
from dpcap.intake.remote import local_path
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates

if TYPE_CHECKING:
    from dpcap.batch.baseline import SettingsInForce
    from dpcap.cli.batch_run import Request

GIT = "git:"


def gates_of(asked: Request, framework: Framework) -> Gates | None:
    """The gates *asked* for, with the day and the period that are named.

    Raises InvalidInputError if they are invalid.
    """
    if asked.gates is None:
        return None
    return load_gates(asked.gates, framework).on(asked.day, asked.period)


@contextmanager
def baseline_of(asked: Request, framework: Framework, day: date) -> Iterator[Baseline | None]:
    """The baseline *asked* for, of a run on *day*. Raises UsageError if it is none."""
    try:
        if asked.baseline is None:
            yield None
        elif asked.baseline.startswith(GIT):
            from dpcap.batch.baseline import GitBaseline

            with GitBaseline(
                asked.baseline.removeprefix(GIT), _in_force(asked, framework, day)
            ) as baseline:
                yield baseline
        else:
            yield FolderBaseline(Path(asked.baseline))
    except BaselineError as error:
        raise UsageError(error.finding.message(TALK)) from error


def _in_force(asked: Request, framework: Framework, day: date) -> SettingsInForce:
    from dpcap.batch.baseline import SettingsInForce

    file = Path(asked.gates) if asked.gates else None
    return SettingsInForce(
        roots=tuple(path for root in asked.roots if (path := local_path(root))),
        framework=framework,
        framework_dir=framework_dir(asked.framework),
        reviews=reviews_in_force(asked.reviews),
        evidence_root=evidence_root_in_force(asked.evidence_root),
        gates=file if file and file.is_file() and asked.day is None else None,
        day=day,
    )
