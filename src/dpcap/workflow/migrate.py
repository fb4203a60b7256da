"""Folders rewritten for the version of the framework that is in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import DpcapError, InvalidInputError, UsageError
from dpcap.intake.assembly import assembled
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.begun_under import begun_under
from dpcap.intake.file_names import readable
from dpcap.intake.files import Texts, parse_texts
from dpcap.intake.folder_snapshot import FolderSnapshot, pack
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.headings import known_headings
from dpcap.intake.layout import KPIS_FILE
from dpcap.intake.lint import targets
from dpcap.intake.records import load_records
from dpcap.intake.rewrite_folder import FolderTexts, lost_rows, same_said
from dpcap.intake.snapshot_assessment import load_snapshot
from dpcap.intake.source import text_of
from dpcap.intake.source_map import locate
from dpcap.lock import held, lock_for
from dpcap.model.assessment import Assessment
from dpcap.model.carry_over import carried
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.migration import steps_from
from dpcap.scoring.case import make_case
from dpcap.scoring.rulings import AppliedRulings
from dpcap.workflow.configuration import Configuration

EARLIER = "earlier"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class MigrateRequest:
    """Folders, or directories that hold some, and whether they are written or only looked at.

    `reviews`, `evidence_root`, `framework`: None: the configuration's.
    """

    paths: tuple[Path, ...]
    write: bool = False
    reviews: Path | None = None
    evidence_root: Path | None = None
    framework: Path | None = None


class MigratedFolder(NamedTuple):
    """One folder: from which edition to which, what its files become, what is to be told.

    `changes` are the lines of a unified diff, by file. With an error among `findings` nothing of
    the folder is written.
    """

    folder: Path
    before: str
    after: str
    changes: Mapping[str, tuple[str, ...]]
    findings: tuple[Finding, ...]


def migrate_folders(
    request: MigrateRequest,
    configuration: Configuration | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> Iterator[MigratedFolder]:
    """Each provider folder of *request*, rewritten for the framework in force or only looked at.

    One that cannot be rewritten is left as it is, and says why. Raises UsageError, OSError, and
    InvalidInputError for the framework or a path without folders.
    """
    here = configuration or Configuration()
    framework = here.framework(request.framework)
    reviews = here.reviews(request.reviews)
    root = here.evidence_root(request.evidence_root)
    for folder in _folders(request.paths):
        with held(lock_for(folder), on_wait):
            job = _Migration(folder, framework, reviews, root)
            yield job.done(write=request.write)


def _folders(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        found = [one.path for one in targets(path) if one.kind == "folder"]
        if not found:
            raise UsageError(f"no provider folder in {path}", f"{path} 里没有服务商文件夹")
        yield from found


@dataclass(frozen=True)
class _Migration:
    folder: Path
    framework: Framework
    reviews: Path | None
    root: Path | None

    def done(self, *, write: bool) -> MigratedFolder:
        edition = self.framework.edition
        try:
            snapshot = self._snapshot()
            then = begun_under(parse_texts(snapshot.texts), self.framework)
            texts, findings = self._rewritten(snapshot, then)
        except InvalidInputError as error:
            return MigratedFolder(self.folder, "", edition, {}, error.findings)
        except DpcapError as error:
            found = _stuck(str(self.folder), str(error))
            if isinstance(error, UsageError):
                said = {"what_zh": error.message("zh"), "what_en": error.message("en")}
                found = found.model_copy(update={"params": said})
            return MigratedFolder(self.folder, "", edition, {}, (found,))
        old = _texts(snapshot)
        changed = {path: text for path, text in texts.items() if text != old[path]}
        if write and changed:
            self._write(snapshot, old, changed, then.version)
        changes = {path: _diff(path, old[path], text) for path, text in changed.items()}
        return MigratedFolder(self.folder, then.edition, edition, changes, findings)

    def _snapshot(self) -> FolderSnapshot:
        root = self.root
        beside = None if root is None else lambda name: LocalFolderTree(root / name)
        return pack(LocalFolderTree(self.folder), beside)[0]

    def _rewritten(
        self, snapshot: FolderSnapshot, then: Framework
    ) -> tuple[dict[str, str], tuple[Finding, ...]]:
        """The texts for the version in force. Raises InvalidInputError: they would not say so."""
        before = load_snapshot(snapshot, self.framework)
        texts, now = _texts(snapshot), snapshot
        for step in steps_from(self.framework, then.edition) or ():
            given = _read(now, step.old)
            texts = FolderTexts(texts, given, step, known_headings(step.old)).rewritten()
            now = replace(now, texts=_as_texts(now.texts, texts))
            self._check(_read(now, step.new), carried(given, step))
        self._check_rulings(before, load_snapshot(now, self.framework))
        told = before.findings[len(_read(snapshot, then).findings) :]
        kept = locate(self.folder, [one for one in told if one.code != "DP850"])
        shown = readable(self.folder.as_posix())
        named = [one.model_copy(update={"file": one.file or shown}) for one in kept]
        return texts, tuple(named)

    def _check(self, found: Assessment, wanted: Assessment) -> None:
        names = list(same_said(found, wanted))
        if names:
            raise InvalidInputError([_stuck(str(self.folder), ", ".join(names[:5]))])

    def _check_rulings(self, before: Assessment, after: Assessment) -> None:
        """A ruling that no longer fits must not fit again for what is written."""
        if self.reviews is None:
            return
        was, now = (self._ruled(one) for one in (before, after))
        names = sorted(was ^ now)
        if names:
            raise InvalidInputError([_stuck(str(self.folder), ", ".join(names[:5]))])

    def _ruled(self, assessment: Assessment) -> set[str]:
        records: ManagerRecords | None = None
        if self.reviews is not None:
            records = load_records(self.reviews, assessment, self.framework)
        return set(_names(make_case(self.framework, assessment, records=records).rulings))

    def _write(
        self,
        snapshot: FolderSnapshot,
        old: Mapping[str, str],
        changed: Mapping[str, str],
        version: str,
    ) -> None:
        """All of *changed*, or, if one cannot be written, none. Raises OSError."""
        files = snapshot.texts.files
        raw = {path: one for path, one in files.items() if isinstance(one, bytes)}
        if KPIS_FILE in changed and lost_rows(old[KPIS_FILE], changed[KPIS_FILE]):
            write_atomically(self.folder / EARLIER / version / KPIS_FILE, raw[KPIS_FILE])
        done: list[str] = []
        try:
            for path, text in changed.items():
                mark = _BOM if raw[path].startswith(_BOM) else b""
                done.append(path)
                write_atomically(self.folder / path, mark + text.encode())
        except OSError:
            for path in done:
                write_atomically(self.folder / path, raw[path])
            raise


def _names(rulings: AppliedRulings) -> Iterator[str]:
    yield from rulings.answers
    yield from rulings.exemptions
    yield from (name for name, one in rulings.evidence.items() if one.ruling or one.claims)


def _texts(snapshot: FolderSnapshot) -> dict[str, str]:
    files = snapshot.texts.files
    return {path: text_of(raw, path) for path, raw in files.items() if isinstance(raw, bytes)}


def _as_texts(old: Texts, texts: Mapping[str, str]) -> Texts:
    files = {
        path: texts[path].encode() if path in texts else one for path, one in old.files.items()
    }
    return Texts(old.shown, files)


def _read(snapshot: FolderSnapshot, framework: Framework) -> Assessment:
    return assembled(parse_texts(snapshot.texts), snapshot.folders, framework)


def _diff(path: str, old: str, new: str) -> tuple[str, ...]:
    lines = partial(str.splitlines, keepends=False)
    return tuple(unified_diff(lines(old), lines(new), path, path, lineterm="", n=1))


def _stuck(folder: str, what: str) -> Finding:
    return Finding(code="DP857", file=folder, params={"what": what})
