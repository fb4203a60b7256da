"""A framework together with its files, and findings brought back to file, line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dpcap.intake.files import Files, open_folder
from dpcap.intake.headings import with_own_headings
from dpcap.intake.shared_scales import SCALE, SCALES, shared_name
from dpcap.intake.source import Document, Say
from dpcap.intake.table import CsvTable
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Area, Dimension, Framework
from dpcap.model.indicator import Indicator


@dataclass(frozen=True)
class Location:
    """Where one indicator stands."""

    document: Document
    path: tuple[Step, ...]
    area: Area
    dimension: Dimension
    indicator: Indicator
    head: Document

    @cached_property
    def shared(self) -> str | None:
        """The name by which the indicator calls its scale, where it does."""
        return shared_name(self.document, self.path)

    def finding(
        self, code: str, path: tuple[Step, ...], params: Say | None = None, *, key: bool = False
    ) -> Finding:
        """A finding about the indicator, at *path* inside it."""
        document, whole = self.place(path)
        return document.finding(code, whole, params, key=key, node=self.indicator.id)

    def place(self, path: tuple[Step, ...]) -> tuple[Document, tuple[Step, ...]]:
        """The file in which *path* inside the indicator is written, and the whole path there."""
        if path[:1] == (SCALE,) and self.shared is not None:
            return self.head, (SCALES, self.shared, *path[1:])
        return self.document, (*self.path, *path)


@dataclass(frozen=True)
class SourceMap:
    """A framework, its `framework.yaml` as `head`, and the file of each of its areas."""

    framework: Framework
    head: Document
    areas: tuple[Document, ...]

    @cached_property
    def spots(self) -> tuple[Location, ...]:
        """Every indicator with its place, in the order asked."""
        return tuple(self._walk())

    def _walk(self) -> Iterator[Location]:
        for document, area in zip(self.areas, self.framework.areas, strict=True):
            for d, dimension in enumerate(area.dimensions):
                for i, indicator in enumerate(dimension.indicators):
                    path: tuple[Step, ...] = ("dimensions", d, "indicators", i)
                    yield Location(document, path, area, dimension, indicator, self.head)


def each_place_once(findings: Iterable[Finding]) -> list[Finding]:
    """*findings* without those about a shared scale that another of its indicators told already."""
    seen: set[object] = set()
    kept: list[Finding] = []
    for one in findings:
        shared = one.path[:1] == (SCALES,)
        place = (one.code, one.path)
        if not shared or place not in seen:
            kept.append(one)
        seen.add(place)
    return kept


def node_ids(framework: Framework) -> frozenset[str]:
    """The ids of all areas, dimensions and indicators."""
    return frozenset(node.id for walked in framework.walk() for node in walked)


_ANSWERS = "answers"
_IN_ANSWERS = frozenset((_ANSWERS, "evidence", "defaults", "assessed_on", "assessor", "schema"))
_KPIS = "kpis"
_FILES = "files"
# What scoring finds wrong with one part of an answer or of a row.
_CELLS = {
    **dict.fromkeys(("DP366", "DP367"), "period"),
    **dict.fromkeys(("DP333", "DP336", "DP337", "DP338", "DP386", "DP387"), "value"),
    **dict.fromkeys(("DP335", "DP381"), "peer"),
    **dict.fromkeys(("DP129", "DP130"), "benchmark"),
}


def locate(
    folder: Path, findings: Iterable[Finding], former: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """*findings* with the places in *folder* that their paths lead to.

    *former*: what the files call indicators that have another name now. A finding that has a
    place, or whose path leads nowhere, comes back as it is. The files are read only if a place is
    wanted.
    """
    return located(lambda: open_folder(folder), findings, former)


def located(
    files: Callable[[], Files],
    findings: Iterable[Finding],
    former: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """As `locate`, in whatever *files* gives; it is called only if a place is wanted."""
    every = tuple(findings)
    if all(finding.file or not finding.path for finding in every):
        return every
    places = _Places(files(), former or {})
    return tuple(
        finding if finding.file or not finding.path else places.put(finding) for finding in every
    )


def _cell_of(finding: Finding) -> tuple[Step, ...]:
    """The part of an answer or row that *finding* is about, if its code says so."""
    return (_CELLS[finding.code],) if finding.code in _CELLS else ()


class _Places:
    """Finds places in a folder's files."""

    def __init__(self, files: Files, former: Mapping[str, str]) -> None:
        self._files = files
        self._former = former
        records = with_own_headings(files.kpis).records if files.kpis else ()
        self._rows = {(one.cells.get("shop"), one.cells.get("indicator")): one for one in records}

    def put(self, finding: Finding) -> Finding:
        """*finding* with its place, if it has one."""
        if finding.path[0] == _KPIS:
            return self._in_table(finding, self._files.kpis)
        if finding.path[0] == _FILES:
            _, name, *place = finding.path
            line, column = place or (None, None)
            at = {"file": f"{self._files.shown}/{name}", "line": line, "column": column}
            return finding.model_copy(update=at)
        path = finding.path
        if path[0] == _ANSWERS and len(path) > 1:
            path = (_ANSWERS, self._former.get(str(path[1]), path[1]), *path[2:])
        document = self._holder(path)
        if document is None:
            return finding
        line, column = document.place((*path, *_cell_of(finding)))
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
        _, *names = (*finding.path, *_cell_of(finding))
        shop, indicator, *cell = (str(name) for name in [*names, "", ""])
        record = self._rows.get((shop, self._former.get(indicator, indicator)))
        line, column = (record.line, record.column(cell[0])) if record else (1, 1)
        return finding.model_copy(update={"file": table.shown, "line": line, "column": column})
