"""A provider's folder as sheets see it: what it says, disputed or not, and what is disputed."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.begun_under import begun_under
from dpcap.intake.conflicts import OpenConflict, read_conflicts
from dpcap.intake.file_names import readable
from dpcap.intake.files import Files, parse_texts
from dpcap.intake.folder_snapshot import pack
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.layout import CONFLICTS_FILE
from dpcap.intake.listed_ids import ListedIds
from dpcap.intake.provider import shops_in
from dpcap.intake.sheet.claims import SheetClaim, read_claims
from dpcap.intake.sheet.fold import cells_in
from dpcap.intake.sheet.reply_cells import Cells, cells_of
from dpcap.intake.snapshot_assessment import load_snapshot
from dpcap.intake.source import unreadable
from dpcap.intake.wording import NO_FOLDER
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.watchdog import limited
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest


class SheetSource(NamedTuple):
    """What a folder holds, by the version of the framework that it was answered under.

    `assessment`: as if nothing were disputed. `claims`: what sheets said before.
    """

    framework: Framework
    assessment: Assessment
    conflicts: tuple[OpenConflict, ...]
    claims: tuple[SheetClaim, ...]
    shops: ListedIds

    @property
    def cells(self) -> Cells:
        """What the folder says, cell by cell."""
        return cells_of(self.assessment)

    @property
    def undisputed(self) -> Cells:
        """The same without the cells on which sheets disagree."""
        disputed = cells_in(self.conflicts)
        return {cell: text for cell, text in self.cells.items() if cell not in disputed}

    @property
    def generation(self) -> int:
        """The generation of a sheet that is written now."""
        return 1 + max((one.generation for one in self.claims), default=0)


def read_source(request: ProviderRequest, configuration: Configuration) -> SheetSource:
    """The folder of *request*. Raises InvalidInputError with every finding."""
    folder, current = request.folder, configuration.framework(request.framework)
    if not folder.is_dir():
        raise unreadable(readable(folder.as_posix()), NO_FOLDER)
    root = configuration.evidence_root(request.evidence_root)
    beside = None if root is None else lambda name: LocalFolderTree(root / name)
    with limited(str(folder)):
        snapshot, _ = pack(LocalFolderTree(folder), beside)
        files = parse_texts(snapshot.texts)
        framework = begun_under(files, current)
        # A file that cannot be read would else count as one without conflicts: all settled by hand.
        found: list[Finding] = _of_conflicts(files) if files.conflicts is None else []
        conflicts = read_conflicts(files.conflicts, framework, found)
        errors = [one for one in found if one.severity == "error"]
        if errors:
            raise InvalidInputError(errors)
        kept = {name: raw for name, raw in snapshot.texts.files.items() if name != CONFLICTS_FILE}
        whole = replace(snapshot, texts=replace(snapshot.texts, files=kept))
        assessment = load_snapshot(whole, framework)
    shops = shops_in(files.provider)
    return SheetSource(framework, assessment, conflicts, read_claims(folder), shops)


def _of_conflicts(files: Files) -> list[Finding]:
    """Why the file of conflicts cannot be read, if there is one."""
    if CONFLICTS_FILE not in files.read:
        return []
    errors = [one for one in files.found if one.severity == "error"]
    return [one for one in errors if (one.file or "").endswith(f"/{CONFLICTS_FILE}")] or errors
