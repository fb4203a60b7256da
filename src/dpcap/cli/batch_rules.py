"""What a batch is held to: its gates, and the baseline it is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dpcap.batch.baseline import Baseline, BaselineError, FolderBaseline
from dpcap.cli.language import TALK, say
from dpcap.cli.load import evidence_root_in_force, framework_dir, reviews_in_force
from dpcap.errors import UsageError
from dpcap.intake.gates import load_gates
from dpcap.intake.remote import local_path
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates

if TYPE_CHECKING:
    from dpcap.batch.revision import InForce
    from dpcap.cli.batch_run import Request

GIT = "git:"


def gates_of(asked: Request, framework: Framework) -> Gates | None:
    """The gates *asked* for, with the day and the period in force.

    Raises InvalidInputError if they are invalid, UsageError if they lack the day they need.
    """
    if asked.gates is None:
        return None
    gates = load_gates(asked.gates, framework).on(asked.day, asked.period)
    if gates.needs_day and gates.review_on is None:
        raise UsageError(
            say(
                f"门槛 {gates.id} 要有基准日：请加 --on，或在门槛文件写 review_on",
                f"the gates {gates.id} need a day: add --on, or review_on in the gates file",
            )
        )
    return gates


@contextmanager
def baseline_of(
    asked: Request, framework: Framework, gates: Gates | None
) -> Iterator[Baseline | None]:
    """The baseline *asked* for. Raises UsageError if it is none."""
    try:
        if asked.baseline is None:
            yield None
        elif asked.baseline.startswith(GIT):
            from dpcap.batch.revision import GitBaseline

            with GitBaseline(
                asked.baseline.removeprefix(GIT), _in_force(asked, framework, gates)
            ) as baseline:
                yield baseline
        else:
            yield FolderBaseline(Path(asked.baseline))
    except BaselineError as error:
        raise UsageError(error.finding.message(TALK)) from error


def _in_force(asked: Request, framework: Framework, gates: Gates | None) -> InForce:
    from dpcap.batch.revision import InForce

    file = Path(asked.gates) if asked.gates else None
    return InForce(
        roots=tuple(path for root in asked.roots if (path := local_path(root))),
        framework=framework,
        framework_dir=framework_dir(asked.framework),
        reviews=reviews_in_force(asked.reviews),
        evidence_root=evidence_root_in_force(asked.evidence_root),
        gates=file if file and file.is_file() and asked.day is None else None,
        day=gates.review_on if gates else asked.day,
    )
