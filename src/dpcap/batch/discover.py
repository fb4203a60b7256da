"""Discovery: which provider folders lie below the roots given, and whose ids stand twice."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import refusal_params
from dpcap.intake.file_names import FileNames, readable
from dpcap.intake.folder_snapshot import FolderIdentity
from dpcap.intake.layout import ANSWERS_DIR, ANSWERS_FILE, HANDED_OUT, KPIS_FILE, PROVIDER_FILE
from dpcap.intake.registrations import Registrations
from dpcap.intake.remote import RemoteTree, local_path, place_below
from dpcap.intake.unread_files import instead_of, is_misnamed
from dpcap.model.base import RESERVED
from dpcap.model.finding import Finding
from dpcap.real_paths import real_path

_ONLY_A_PROVIDERS = frozenset((ANSWERS_FILE, ANSWERS_DIR, KPIS_FILE))
_HANDED_OUT = tuple(f"-{name}" for name in HANDED_OUT.values())
_ARCHIVE = re.compile(r"(.+?)(?:\.tar)?\.(?:zip|rar|7z|tar|tgz|gz|bz2|xz)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DiscoveredFolder:
    """A folder that a job is made of: its place below the roots (`key`), and where it lies.

    `wrong`: why nothing in it can be read.
    """

    key: str
    path: str
    wrong: Finding | None = None

    @property
    def shown(self) -> str:
        """How messages name it: with `/`, and readable whatever its bytes."""
        return readable(self.path if os.sep == "/" else self.path.replace(os.sep, "/"))


def find_folders(roots: Sequence[str], out: Path | None = None) -> tuple[DiscoveredFolder, ...]:
    """Every provider folder below *roots* (paths or URLs), in a stable order, each once.

    A provider folder holds `provider.yaml`; what lies below one is its own. Hidden folders and
    *out* are passed over. A link is never followed: where it leads to another place below the same
    root, the folder is found there; otherwise it is listed as wrong, and so is a folder that cannot
    be listed, is empty, or holds answers but no `provider.yaml`, and an archive that lies
    packed. With several roots a folder's place begins with the root as given. Raises
    NotInstalledError for a URL that nothing here reads.
    """
    several = len(roots) > 1
    seen: set[str] = set()
    found: list[DiscoveredFolder] = []
    for root in roots:
        for one in _walk(root, _as_given(root) if several else "", out).folders():
            real = os.path.realpath(one.path) if several and local_path(root) else one.path
            if real not in seen:
                seen.add(real)
                found.append(one)
    return tuple(sorted(found, key=lambda one: (one.key.split("/"), one.path)))


class _Inside(NamedTuple):
    """One thing in a folder. `lost`: a link that leads out of the root, or nowhere.

    `path`: its path below the root, as it is stored.
    """

    name: str
    path: str
    is_folder: bool
    lost: bool


@dataclass(frozen=True)
class _Walk:
    """A walk through one root; `listed` lists a folder in it, `passed` is passed over.

    `listed` raises OSError. `raw` gives the path that the system wants for a stored one.
    """

    root: str
    prefix: str
    name: str
    listed: Callable[[str], list[_Inside]]
    raw: Callable[[str], str]
    passed: str | None = None

    def folders(self) -> Iterator[DiscoveredFolder]:
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            try:
                listed = self.listed(inside)
            except OSError as error:
                yield self._wrong(inside, "DP808", **_why(error))
                continue
            names = {one.name for one in listed}
            if PROVIDER_FILE in names:
                yield DiscoveredFolder(self._key(inside), self._path(inside))
            elif names & _ONLY_A_PROVIDERS or (not names and _may_be_one(inside)):
                yield self._without_provider(inside, names)
            else:
                if any(map(is_misnamed, names)):
                    yield self._without_provider(inside, names)
                waiting += [one.path for one in listed if one.is_folder and self._counts(one)]
                yield from self._unreadable(filter(self._counts, listed), names)

    def _counts(self, one: _Inside) -> bool:
        """Whether *one* is neither hidden nor the output."""
        return not one.name.startswith(".") and self.raw(one.path) != self.passed

    def _unreadable(
        self, listed: Iterable[_Inside], names: Collection[str]
    ) -> Iterator[DiscoveredFolder]:
        """The links that lead nowhere, and the archives that nobody unpacked."""
        for one in listed:
            if one.lost:
                yield self._wrong(one.path, "DP806")
            elif not one.is_folder and _is_packed(one.name, names):
                yield self._wrong(one.path, "DP815")

    def _without_provider(self, inside: str, names: Collection[str]) -> DiscoveredFolder:
        """A folder that should hold `provider.yaml`: what is to be done, maybe only a new name."""
        problem = instead_of(PROVIDER_FILE, names)
        if problem is None:
            return self._wrong(inside, "DP807")
        lacks = readable(f"{self._path(inside)}/{PROVIDER_FILE}")
        return self._wrong(inside, "DP110", what=lacks, **problem.params)

    def _path(self, inside: str) -> str:
        path, raw = local_path(self.root), self.raw(inside)
        return place_below(self.root, raw) if path is None else os.fspath(path / raw)

    def _key(self, inside: str) -> str:
        return "/".join(part for part in (self.prefix, inside) if part) or self.name

    def _wrong(self, inside: str, code: str, **params: str | float) -> DiscoveredFolder:
        found = DiscoveredFolder(self._key(inside), self._path(inside))
        finding = Finding(code=code, file=found.shown, params={"path": found.shown, **params})
        return DiscoveredFolder(found.key, found.path, finding)


def _why(error: OSError) -> Mapping[str, str | float]:
    """Why a folder cannot be listed; what a remote store says, as it says it."""
    return refusal_params(error) if error.errno else {"problem": str(error)}


def _is_packed(name: str, beside: Collection[str]) -> bool:
    """Whether the file *name* is an archive that nobody unpacked *beside* it."""
    archive = _ARCHIVE.fullmatch(name)
    return archive is not None and archive[1] not in beside


def _may_be_one(empty: str) -> bool:
    """Whether the folder *empty* may want to be a provider's; not below sheets handed out."""
    *above, _ = empty.split("/")
    return bool(empty) and not any(one.endswith(_HANDED_OUT) for one in above)


def _walk(root: str, prefix: str, out: Path | None) -> _Walk:
    path = local_path(root)
    if path is not None:
        name, local = readable(real_path(path).name) or ".", _Local(path)
        return _Walk(root, prefix, name, local.listed, local.names.raw, _below(path, out))
    tree = RemoteTree.at(root)

    def listed(inside: str) -> list[_Inside]:
        return [
            _Inside(_last(one.path), one.path, one.kind == "folder", one.kind == "link")
            for one in tree.children(inside)
        ]

    return _Walk(root, prefix, readable(_last(root.rstrip("/"))) or ".", listed, tree.names.raw)


def _last(path: str) -> str:
    return path.rpartition("/")[2]


@dataclass(frozen=True)
class _Local:
    """A root on this machine's disk."""

    root: Path
    names: FileNames = field(default_factory=FileNames)

    def listed(self, inside: str) -> list[_Inside]:
        with os.scandir(self.root / self.names.raw(inside)) as entries:
            each = list(entries)
        paths = self.names.below(inside, (entry.name for entry in each))
        return [self._inside(entry, paths[entry.name]) for entry in each]

    def _inside(self, entry: os.DirEntry[str], path: str) -> _Inside:
        is_folder = entry.is_dir(follow_symlinks=False)
        lost = entry.is_symlink() and self._leads_out(entry.path)
        return _Inside(entry.name, path, is_folder, lost)

    def _leads_out(self, link: str) -> bool:
        """Whether *link* leads to a folder outside the root, or nowhere."""
        try:
            target = Path(link).resolve(strict=True)
        except (OSError, RuntimeError):  # it leads nowhere, or to itself
            return True
        return target.is_dir() and not target.is_relative_to(real_path(self.root))


def _as_given(root: str) -> str:
    path = local_path(root)
    return root.rstrip("/") if path is None else readable(path.as_posix())


def _below(root: Path, out: Path | None) -> str | None:
    """*out* as a place below *root*, if it is one."""
    if out is None or not real_path(out).is_relative_to(real_path(root)):
        return None
    return real_path(out).relative_to(real_path(root)).as_posix()


Findings = tuple[Finding, ...]
Params = dict[str, str | int | float]
AtKey = Callable[[DiscoveredFolder, str, str, Params], Finding]


def _who(
    found: DiscoveredFolder, identity_of: Callable[[DiscoveredFolder], FolderIdentity]
) -> FolderIdentity:
    """Who *found* is of; nobody where that cannot be had: why not is told when its turn comes."""
    try:
        return identity_of(found)
    except Exception:  # noqa: BLE001 - one folder is never in the way of the others
        return FolderIdentity()


@dataclass(frozen=True)
class DuplicateIds:
    """The provider ids of all folders, by the folder's place.

    `at_key` makes a finding at a key of a folder's `provider.yaml`. `registrations` are those
    that the manager holds.
    """

    at_key: AtKey
    known: dict[str, FolderIdentity]
    twins: dict[str, tuple[DiscoveredFolder, DiscoveredFolder]]
    registrations: Registrations

    @classmethod
    def read(
        cls,
        folders: Sequence[DiscoveredFolder],
        identity_of: Callable[[DiscoveredFolder], FolderIdentity],
        at_key: AtKey,
        registrations: Registrations,
    ) -> DuplicateIds:
        """The ids of *folders*."""
        known: dict[str, FolderIdentity] = {}
        first: dict[str, DiscoveredFolder] = {}
        twins: dict[str, tuple[DiscoveredFolder, DiscoveredFolder]] = {}
        for found in folders:
            who = FolderIdentity() if found.wrong else _who(found, identity_of)
            known[found.key], name = who, who.id
            if name is not None and first.setdefault(name, found) is not found:
                twins.setdefault(name, (first[name], found))
        return cls(at_key, known, twins, registrations)

    def of(self, found: DiscoveredFolder) -> tuple[str | None, Findings]:
        """The id in *found*, if it can be read, and why the folder cannot be scored under it."""
        name, number = self.known[found.key]
        if found.wrong is not None:
            return None, (found.wrong,)
        if name in RESERVED:
            return name, (self.at_key(found, "DP802", "id", {"provider": name}),)
        if name in self.twins:
            one, other = self.twins[name]
            params: Params = {
                "provider": name,
                "other": one.shown if found is not one else other.shown,
            }
            return name, (self.at_key(found, "DP801", "id", params),)
        conflict = self.registrations.conflict(name, number) if name else None
        if conflict is not None:
            key = str(conflict.path[0])
            return name, (self.at_key(found, conflict.code, key, conflict.params),)
        return name, ()
