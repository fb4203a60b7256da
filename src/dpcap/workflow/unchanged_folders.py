"""Whether the folders of a batch are as they were: built alike for all that rests on a batch."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dpcap.batch.folder_scan import FolderScan
from dpcap.batch.run_record import read_run_record
from dpcap.batch.staleness import StalenessCheck
from dpcap.intake.records import ReviewsFolder
from dpcap.version import __version__
from dpcap.workflow.configuration import Configuration


class FolderPlaces(NamedTuple):
    """Where the batch's own folders lie now; None or empty: where it found them."""

    roots: tuple[str, ...] = ()
    framework: Path | None = None
    evidence_root: Path | None = None


def staleness_check(
    out: Path, reviews: Path | None, places: FolderPlaces, configuration: Configuration
) -> StalenessCheck:
    """What tells of each row of the batch in *out* whether it still holds.

    *reviews*: what the manager holds; None: nobody looked. Raises InvalidInputError, UsageError.
    """
    framework, before = configuration.framework(places.framework), read_run_record(out)
    kept = Path(before.evidence_root) if before.evidence_root else None
    proof = configuration.evidence_root(places.evidence_root or kept)
    held = ReviewsFolder.read(reviews, framework) if reviews else ReviewsFolder.nothing()
    return StalenessCheck(
        out,
        places.roots or before.roots,
        FolderScan(reviews, proof),
        framework,
        held,
        __version__,
        begun=configuration.judges_begun(reviews),
    )
