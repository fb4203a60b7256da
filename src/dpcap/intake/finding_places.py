"""Findings made far from any file, brought back to file, line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from dpcap.intake.files import Files, open_folder
from dpcap.intake.source import Document
from dpcap.intake.table import CsvTable
from dpcap.model.finding import Finding, Step

_IN_ANSWERS = frozenset(("answers", "evidence", "defaults", "assessed_on", "assessor", "schema"))
_KPIS = "kpis"
_FILES = "files"


def locate(folder: Path, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """*findings* with the places in *folder* that their paths lead to.

    A finding that has a place, or whose path leads nowhere, comes back as it is. The files are
    read only if a place is wanted.
    """
    return located(lambda: open_folder(folder), findings)


def located(files: Callable[[], Files], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """As `locate`, in whatever *files* gives; it is called only if a place is wanted."""
    every = tuple(findings)
    if all(finding.file or not finding.path for finding in every):
        return every
    places = _Places(files())
    return tuple(
        finding if finding.file or not finding.path else places.put(finding) for finding in every
    )


class _Places:
    """Finds places in a folder's files."""

    def __init__(self, files: Files) -> None:
        self._files = files
        records = files.kpis.records if files.kpis else ()
        self._rows = {(one.cells.get("shop"), one.cells.get("indicator")): one for one in records}

    def put(self, finding: Finding) -> Finding:
        """*finding* with its place, if it has one."""
        if finding.path[0] == _KPIS:
            return self._in_table(finding, self._files.kpis)
        if finding.path[0] == _FILES:
            file = f"{self._files.shown}/{finding.path[-1]}"
            return finding.model_copy(update={"file": file})
        document = self._holder(finding.path)
        if document is None:
            return finding
        line, column = document.place(finding.path)
        return finding.model_copy(update={"file": document.shown, "line": line, "column": column})

    def _holder(self, path: tuple[Step, ...]) -> Document | None:
        """The file into which *path* leads farthest."""
        if path[0] not in _IN_ANSWERS:
            return self._files.provider
        return max(self._files.answers, key=lambda document: document.reach(path), default=None)

    def _in_table(self, finding: Finding, table: CsvTable | None) -> Finding:
        """The row that ("kpis", shop, indicator) names, at the cell that a fourth step names."""
        if table is None:
            return finding
        _, *names = finding.path
        shop, indicator, *cell = (str(name) for name in [*names, "", ""])
        record = self._rows.get((shop, indicator))
        line, column = (record.line, record.column(cell[0])) if record else (1, 1)
        return finding.model_copy(update={"file": table.shown, "line": line, "column": column})
