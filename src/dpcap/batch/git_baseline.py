"""A baseline in git: the provider folders at an earlier revision, scored when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from dpcap.batch.baseline import BaselineError
from dpcap.batch.git import GitBlobs, GitEntry, GitError, GitRepository, GitTree
from dpcap.errors import InvalidInputError
from dpcap.intake.file_names import readable
from dpcap.intake.folder_snapshot import pack
from dpcap.intake.folder_tree import FolderTree, LocalFolderTree
from dpcap.intake.framework import FRAMEWORK_FILE, load_framework
from dpcap.intake.layout import PROVIDER_FILE
from dpcap.intake.migrations import MIGRATIONS, MOST_BYTES, RELEASES
from dpcap.intake.peers import PEERS_FILE
from dpcap.intake.record_files import Named, record_files_by
from dpcap.intake.records import parse_tables, records_of
from dpcap.intake.reviews_layout import DRAW_FILE
from dpcap.intake.snapshot_assessment import load_snapshot
from dpcap.intake.source import MAX_BYTES, parse_yaml, text_of
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords, SharedTables
from dpcap.report.formats import profile_json
from dpcap.scoring.case import make_case
from dpcap.scoring.score import profile_of

_SHORT = 12


@dataclass(frozen=True)
class SettingsInForce:
    """What is in force now, and where it lies; what lies in the repository is taken from it.

    `roots` are folders on this machine. `framework_dir` is None for a framework of no directory;
    `gates` is a file whose `review_on` was the day then (None: the day was given); `day` is the
    day now, for where that says none (None: each its own).
    """

    roots: tuple[Path, ...]
    framework: Framework
    framework_dir: Path | None = None
    reviews: Path | None = None
    evidence_root: Path | None = None
    gates: Path | None = None
    day: date | None = None


class GitBaseline:
    """The provider folders below some roots at a revision, each scored when it is asked for."""

    def __init__(self, rev: str, now: SettingsInForce) -> None:
        """The folders at *rev*. Raises BaselineError: no repository, no such revision."""
        self.found: list[Finding] = []
        self._now, self._open = now, ExitStack()
        try:
            self._repository = _repository(rev, now.roots)
            self.commit = self._repository.commit(rev)
            self._blobs = self._open.enter_context(closing(GitBlobs(self._repository)))
            self._framework = self._framework_then()
            self._day = self._day_then() or now.day
            self._places = self._providers()
        except GitError as error:
            self._open.close()
            raise BaselineError(error.finding) from error

    def close(self) -> None:
        """End the process that reads from git."""
        self._open.close()

    def profile_of(self, provider: str) -> bytes | None:
        """As `Baseline` has it. A folder that was invalid has no profile, and that is told."""
        place = self._places.get(provider)
        if place is None:
            return None
        try:
            return self._scored(place)
        except GitError as error:
            raise BaselineError(error.finding) from error
        except InvalidInputError as error:
            self._tell("DP757", provider=provider, folder=readable(place), problem=_first(error))
            return None

    def _scored(self, place: str) -> bytes:
        snapshot, _ = pack(self._tree(place), self._beside())
        assessment = load_snapshot(snapshot, self._framework)
        day = max(self._day or assessment.assessed_on, assessment.assessed_on)
        records = self._records(assessment)
        case = make_case(self._framework, assessment, as_of=day, records=records)
        return profile_json(profile_of(case)).encode()

    def _tree(self, place: str) -> GitTree:
        return GitTree.of(self._repository, self._blobs, self.commit, place)

    def _beside(self) -> _Beside | None:
        return _Beside(self, self._now.evidence_root) if self._now.evidence_root else None

    def tree_at(self, path: Path) -> FolderTree:
        """The folder at *path*: as it was then if it lies in the repository, else as it is."""
        place = self._repository.place(path)
        return LocalFolderTree(path) if place is None else self._tree(place)

    def _file(self, path: Path) -> bytes | None:
        """The file at *path* as it was then, or as it is if it lies elsewhere; None: none."""
        place = self._repository.place(path)
        if place is None:
            return path.read_bytes() if path.is_file() else None
        return self._blobs.at(self.commit, place, MAX_BYTES + 1)

    def _items(self, place: str) -> Iterator[GitEntry]:
        """The files below *place* then."""
        listed = self._repository.listed(self.commit, place)
        return (item for item in listed if item.mode.startswith("100"))

    def _records(self, assessment: Assessment) -> ManagerRecords | None:
        """What the manager held then on the provider of *assessment*."""
        reviews = self._now.reviews
        if reviews is None:
            return None
        provider = assessment.provider.id
        files = record_files_by(provider, lambda place: self._named(reviews / place))
        return records_of(files, self._tables, assessment, self._framework)

    def _named(self, path: Path) -> Named | None:
        raw = self._file(path)
        return None if raw is None else (path.as_posix(), raw)

    @cached_property
    def _tables(self) -> SharedTables:
        """The shared tables of then. Raises InvalidInputError."""
        reviews = self._now.reviews or Path()
        draws, peers = self._named(reviews / DRAW_FILE), self._named(reviews / PEERS_FILE)
        return parse_tables(draws, peers, self._framework)

    def _framework_then(self) -> Framework:
        """The framework of then; the one in force now if that cannot be read any more."""
        now = self._now.framework_dir
        place = None if now is None else self._repository.place(now)
        if place is None:
            return self._now.framework
        try:
            return self._framework_at(place)
        except InvalidInputError as error:
            self._tell("DP756", rev=self.commit[:_SHORT], problem=_first(error))
            return self._now.framework

    def _framework_at(self, place: str) -> Framework:
        with TemporaryDirectory() as made:
            folder = Path(made)
            for item in self._items(place):
                name = item.path.removeprefix(f"{place}/")
                if limit := _limit(name):
                    (folder / name).parent.mkdir(exist_ok=True)
                    (folder / name).write_bytes(self._blobs.read(item.oid, limit + 1))
            return load_framework(folder)

    def _day_then(self) -> date | None:
        """The day that the gates of then are reviewed on."""
        raw = None if self._now.gates is None else self._file(self._now.gates)
        said = _mapping(raw or b"").get("review_on")
        try:
            return date.fromisoformat(said) if isinstance(said, str) else None
        except ValueError:
            return None

    def _providers(self) -> dict[str, str]:
        """By provider id the place of its folder; an id that stood in two folders has none."""
        found: dict[str, list[str]] = {}
        for folder, item in self._folders():
            try:
                name = _mapping(self._blobs.read(item.oid, MAX_BYTES + 1)).get("id")
            except GitError as error:
                self._tell("DP814", folder=folder, name=str(error.finding.params.get("name")))
                continue
            if isinstance(name, str):
                found.setdefault(name, []).append(folder)
        return {name: places[0] for name, places in found.items() if len(places) == 1}

    def _folders(self) -> Iterator[tuple[str, GitEntry]]:
        """Each provider's folder below the roots, once, with its `provider.yaml`."""
        places = {self._repository.place(root) for root in self._now.roots}
        items = {
            item.path.rpartition("/")[0]: item
            for place in places
            if place is not None
            for item in self._items(place)
            if item.path.rpartition("/")[2] == PROVIDER_FILE and not _is_hidden(item.path, place)
        }
        for folder, item in items.items():
            above = ["", *(folder[:end] for end, sign in enumerate(folder) if sign == "/")]
            if not folder or not any(one in items for one in above):
                yield folder, item

    def _tell(self, code: str, **params: str) -> None:
        self.found.append(Finding(code=code, params=dict(params)))


@dataclass(frozen=True)
class _Beside:
    """The evidence kept apart from the folders, by provider."""

    baseline: GitBaseline
    root: Path

    def __call__(self, provider: str) -> FolderTree:
        return self.baseline.tree_at(self.root / provider)


def _repository(rev: str, roots: tuple[Path, ...]) -> GitRepository:
    """The one repository that all *roots* lie in."""
    found = {root: GitRepository.around(root) for root in roots}
    for root, repository in found.items():
        if repository is None:
            raise GitError("DP752", rev=rev, path=str(root))
    known = {one for one in found.values() if one is not None}
    if not known:
        raise GitError("DP752", rev=rev, path="-")
    first, *others = known
    if others:
        raise GitError("DP754", rev=rev)
    return first


def _mapping(raw: bytes) -> dict[str, object]:
    """What a YAML file says; nothing if it cannot be read."""
    try:
        data = parse_yaml(text_of(raw, ""), "").data
    except InvalidInputError:
        return {}
    return {**data} if isinstance(data, dict) else {}


def _limit(name: str) -> int:
    """How many bytes of the file *name* beside a framework are read; 0: it is none of its own."""
    above, _, file = name.rpartition("/")
    if above in ("", MIGRATIONS) and file.endswith(".yaml"):
        return MAX_BYTES
    return MOST_BYTES if above == RELEASES and file.endswith(".json") else 0


def _is_hidden(path: str, place: str) -> bool:
    below = path.removeprefix(f"{place}/") if place else path
    return any(part.startswith(".") for part in below.split("/"))


def _first(error: InvalidInputError) -> str:
    first = error.findings[0]
    file = (first.file or "").rpartition("/")[2] or FRAMEWORK_FILE
    return f"{first.code} {file}:{first.line or 1}"
