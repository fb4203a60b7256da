"""A provider's folder on this machine's disk."""

from __future__ import annotations

from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.file_names import readable
from dpcap.intake.folder_snapshot import pack
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.snapshot_assessment import load_snapshot
from dpcap.intake.source import unreadable
from dpcap.intake.wording import NO_FOLDER
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework


def load_assessment(
    folder: Path, framework: Framework, *, evidence_root: Path | None = None
) -> Assessment:
    """All that *folder* says, held against *framework*.

    Files of evidence lie in the folder, or in `evidence_root/<provider id>/`; only those that are
    named are read, and others where one of those is not what it should be. Raises
    InvalidInputError with the errors of all files. Warnings stand in the assessment's findings;
    they carry their path, and `place.locate` finds line and column.
    """
    beside = None if evidence_root is None else lambda name: LocalFolderTree(evidence_root / name)
    if folder.is_file():
        shown = readable(folder.as_posix())
        raise InvalidInputError([Finding(code="DP117", file=shown, params={"what": shown})])
    if not folder.is_dir():
        raise unreadable(readable(folder.as_posix()), NO_FOLDER)
    snapshot, _ = pack(LocalFolderTree(folder), beside)
    return load_snapshot(snapshot, framework)
