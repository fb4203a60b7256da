"""The record of a run: its roots, gates and review day, for the commands that come after it.

It is remembered in the hidden part of the output folder, by paths seen from there, so that both may
move together. It holds no result.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from dpcap.batch.output_dir import HIDDEN
from dpcap.intake.file_names import on_disk, readable
from dpcap.intake.remote import local_path
from dpcap.model.base import Day, Frozen
from dpcap.model.gate import Gates

RUN_RECORD = f"{HIDDEN}/whence.json"


class RunRecord(Frozen):
    """The roots that a batch was given, its evidence root, reviews and gates, if any.

    `review_on`: the day that the gates' own file names, and no option.
    """

    roots: tuple[str, ...] = ()
    evidence_root: str | None = None
    gates: Gates | None = None
    review_on: Day | None = None
    reviews: str | None = None

    def from_here(self, out: Path) -> RunRecord:
        """The same with paths as they are seen from here; *out* is the output folder."""
        there = tuple(_joined(out, root) for root in self.roots)
        proof = None if self.evidence_root is None else _joined(out, self.evidence_root)
        held = None if self.reviews is None else _joined(out, self.reviews)
        return self.model_copy(update={"roots": there, "evidence_root": proof, "reviews": held})


def run_record(
    out: Path,
    roots: tuple[str, ...],
    evidence_root: Path | None,
    gates: Gates | None,
    review_on: date | None = None,
    *,
    reviews: Path | None = None,
) -> RunRecord:
    """What is to be remembered of a batch into *out*."""
    return RunRecord(
        roots=tuple(_seen_from(out, root) for root in roots),
        evidence_root=None if evidence_root is None else _seen_from(out, str(evidence_root)),
        gates=gates,
        review_on=review_on,
        reviews=None if reviews is None else _seen_from(out, str(reviews)),
    )


def read_run_record(out: Path) -> RunRecord:
    """What is remembered of the batch in *out*, paths seen from here; empty if nothing is."""
    try:
        kept = RunRecord.model_validate_json((out / RUN_RECORD).read_bytes())
    except (OSError, ValidationError):
        return RunRecord()
    return kept.from_here(out)


def _seen_from(out: Path, root: str) -> str:
    path = local_path(root)
    if path is None:
        return readable(root)
    try:
        return readable(Path(os.path.relpath(path, out)).as_posix())
    except ValueError:  # another drive
        return readable(path.absolute().as_posix())


def _joined(out: Path, root: str) -> str:
    return root if local_path(root) is None else os.path.normpath(out / on_disk(root))
