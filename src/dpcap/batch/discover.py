"""Discovery: which provider folders lie below the roots given, and which cannot be read at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dpcap.intake.files import ANSWERS_DIR, ANSWERS_FILE, KPIS_FILE, PROVIDER_FILE
from dpcap.intake.remote import RemoteTree, local_path, place_below
from dpcap.intake.tree import readable
from dpcap.model.finding import Finding

_ONLY_A_PROVIDERS = frozenset((ANSWERS_FILE, ANSWERS_DIR, KPIS_FILE))


@dataclass(frozen=True, slots=True)
class Found:
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


def find_folders(roots: Sequence[str], out: Path | None = None) -> tuple[Found, ...]:
    """Every provider folder below *roots* (paths or URLs), in a stable order, each once.

    A provider folder holds `provider.yaml`; what lies below one is its own. Hidden folders and
    *out* are passed over. A link is never followed: where it leads to another place below the same
    root, the folder is found there; otherwise it is listed as wrong, and so is a folder that cannot
    be listed, is empty, or holds answers but no `provider.yaml`. With several roots a folder's
    place begins with the root as given. Raises NotInstalledError for a URL that nothing here reads.
    """
    several = len(roots) > 1
    seen: set[str] = set()
    found: list[Found] = []
    for root in roots:
        for one in _walk(root, _as_given(root) if several else "", out).folders():
            real = os.path.realpath(one.path) if several and local_path(root) else one.path
            if real not in seen:
                seen.add(real)
                found.append(one)
    return tuple(sorted(found, key=lambda one: (one.key.split("/"), one.path)))


class _Inside(NamedTuple):
    """One thing in a folder. `lost`: a link that leads out of the root, or nowhere."""

    name: str
    is_folder: bool
    lost: bool


@dataclass(frozen=True)
class _Walk:
    """A walk through one root; `listed` lists a folder in it, `passed` is passed over.

    `listed` raises OSError.
    """

    root: str
    prefix: str
    name: str
    listed: Callable[[str], list[_Inside]]
    passed: str | None = None

    def folders(self) -> Iterator[Found]:
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            try:
                listed = self.listed(inside)
            except OSError as error:
                yield self._wrong(inside, "DP808", problem=error.strerror or str(error))
                continue
            names = {one.name for one in listed}
            if PROVIDER_FILE in names:
                yield Found(self._key(inside), self._path(inside))
            elif names & _ONLY_A_PROVIDERS or (inside and not names):
                yield self._wrong(inside, "DP807")
            else:
                for one in listed:
                    below = f"{inside}/{one.name}" if inside else one.name
                    if one.name.startswith(".") or below == self.passed:
                        continue
                    if one.lost:
                        yield self._wrong(below, "DP806")
                    elif one.is_folder:
                        waiting.append(below)

    def _path(self, inside: str) -> str:
        path = local_path(self.root)
        return place_below(self.root, inside) if path is None else os.fspath(path / inside)

    def _key(self, inside: str) -> str:
        return "/".join(part for part in (self.prefix, readable(inside)) if part) or self.name

    def _wrong(self, inside: str, code: str, **params: str) -> Found:
        found = Found(self._key(inside), self._path(inside))
        finding = Finding(code=code, file=found.shown, params={"path": found.shown, **params})
        return Found(found.key, found.path, finding)


def _walk(root: str, prefix: str, out: Path | None) -> _Walk:
    path = local_path(root)
    if path is not None:
        name = path.resolve().name or "."
        return _Walk(root, prefix, name, _Local(path).listed, _below(path, out))
    tree = RemoteTree.at(root)

    def listed(inside: str) -> list[_Inside]:
        return [
            _Inside(one.path.rpartition("/")[2], one.kind == "folder", one.kind == "link")
            for one in tree.children(inside)
        ]

    return _Walk(root, prefix, root.rstrip("/").rpartition("/")[2] or ".", listed)


@dataclass(frozen=True)
class _Local:
    """A root on this machine's disk."""

    root: Path

    def listed(self, inside: str) -> list[_Inside]:
        with os.scandir(self.root / inside) as entries:
            return [self._inside(entry) for entry in entries]

    def _inside(self, entry: os.DirEntry[str]) -> _Inside:
        is_folder = entry.is_dir(follow_symlinks=False)
        return _Inside(entry.name, is_folder, entry.is_symlink() and self._leads_out(entry.path))

    def _leads_out(self, link: str) -> bool:
        """Whether *link* leads to a folder outside the root, or nowhere."""
        try:
            target = Path(link).resolve(strict=True)
        except (OSError, RuntimeError):  # it leads nowhere, or to itself
            return True
        return target.is_dir() and not target.is_relative_to(self.root.resolve())


def _as_given(root: str) -> str:
    path = local_path(root)
    return root.rstrip("/") if path is None else readable(path.as_posix())


def _below(root: Path, out: Path | None) -> str | None:
    """*out* as a place below *root*, if it is one."""
    if out is None or not out.resolve().is_relative_to(root.resolve()):
        return None
    return out.resolve().relative_to(root.resolve()).as_posix()
