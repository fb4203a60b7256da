"""A provider's folder, wherever it lies: listed first, read or hashed afterwards."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from dpcap.intake.content import FileContent, scanned
from dpcap.intake.file_names import FileNames, readable
from dpcap.model.finding import Finding
from dpcap.watchdog import unlimited

MAX_FILES = 5_000
MAX_DEPTH = 16

# The history of a repository is no part of the folder that it stands in.
_PASSED_OVER = ".git"
# Within so many ns some disks give two changes of a file the same time (FAT counts by two seconds).
_TICK = 3_000_000_000
# What is no ordinary file must not be waited for, though it took the place of one meanwhile.
_OPENING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class LeavesError(Exception):
    """A path that leads out of the folder."""


class FileEntry(NamedTuple):
    """One thing in a tree, by its path below the root, with `/`, as text that can be stored.

    A file has its `size` in bytes and a `stamp`, a text that changes whenever its bytes do. A link
    has the `target`: the path below the root where it ends, links resolved (None: it leads out, or
    to itself). `error` says why a folder cannot be listed. Anything else is "other".
    """

    path: str
    kind: Literal["file", "folder", "link", "other"]
    size: int = 0
    stamp: str = ""
    target: str | None = None
    error: OSError | None = None


class FolderTree(Protocol):
    """A folder on any file system."""

    @property
    def shown(self) -> str:
        """How messages name it."""
        ...

    def entries(self) -> Iterator[FileEntry]:
        """All there is, a folder before what is in it; links are not followed."""
        ...

    def read(self, path: str, limit: int) -> bytes:
        """The first *limit* bytes of a file. Raises OSError."""
        ...

    def content(self, path: str, *, ends: bool = False) -> FileContent:
        """What a file holds, read piece by piece; *ends* as `Scan` has it. Raises OSError."""
        ...


@dataclass(frozen=True)
class LocalFolderTree:
    """A folder on this machine's disk."""

    root: Path
    _names: FileNames = field(default_factory=FileNames, repr=False, compare=False)

    @property
    def shown(self) -> str:
        """The path as given, readable whatever its bytes."""
        return readable(self.root.as_posix())

    def entries(self) -> Iterator[FileEntry]:
        """As `Tree` has it; no `.git`."""
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            try:
                with os.scandir(self._at(inside)) as listed:
                    each = list(listed)
            except OSError as error:
                yield FileEntry(inside, "folder", error=error)
                continue
            paths = self._names.below(inside, (one.name for one in each))
            for one in each:
                path = paths[one.name]
                entry = self._entry(one, path)
                if entry is not None:
                    yield entry
                    if entry.kind == "folder":
                        waiting.append(path)

    def stamp(self, now: int) -> str | None:
        """The SHA-256 (hex) of all names, sizes and times: the same while nothing changes.

        None where it could stay the same though something does: there is a link, something cannot
        be listed, or a file was changed so shortly before *now* (ns since 1970) that a disk may
        give the next change the same time. No entries are made: a batch asks it of every folder.
        """
        seen: list[str] = []
        waiting = [os.fspath(self.root)]
        while waiting and len(seen) <= MAX_FILES:
            try:
                with os.scandir(waiting.pop()) as listed:
                    each = [one for one in listed if one.name != _PASSED_OVER or not one.is_dir()]
                marks = [_mark(one, now - _TICK) for one in sorted(each, key=_NAME)]
            except OSError:
                return None
            if None in marks:
                return None
            seen += filter(None, marks)
            waiting += [one.path for one in each if one.is_dir(follow_symlinks=False)]
        whole = "\0".join(seen).encode("utf-8", "surrogatepass")
        return None if waiting else hashlib.sha256(whole).hexdigest()

    def read(self, path: str, limit: int) -> bytes:
        """As `Tree` has it."""
        handle, size = _opened(self._at(path))
        try:
            # One call where the file is as long as it says: a batch reads tens of thousands.
            raw = os.read(handle, min(limit, size + 1))
            while size < len(raw) < limit and (more := os.read(handle, limit - len(raw))):
                raw += more
        finally:
            os.close(handle)
        return raw

    def content(self, path: str, *, ends: bool = False) -> FileContent:
        """As `Tree` has it."""
        opened = _opened(self._at(path))[0]
        with unlimited(), open(opened, "rb") as stream:  # noqa: PTH123 - there is no path
            return scanned(stream, ends=ends)

    def _at(self, path: str) -> str:
        raw = self._names.raw(path)
        return os.path.join(self.root, raw) if path else os.fspath(self.root)  # noqa: PTH118 - hot

    def _entry(self, one: os.DirEntry[str], path: str) -> FileEntry | None:
        if one.is_symlink():
            return FileEntry(path, "link", target=self._target(one.path))
        if one.is_dir(follow_symlinks=False):
            return None if one.name == _PASSED_OVER else FileEntry(path, "folder")
        if not one.is_file(follow_symlinks=False):
            return FileEntry(path, "other")
        try:
            found = one.stat(follow_symlinks=False)
        except OSError:  # it has just gone
            return None
        return FileEntry(path, "file", found.st_size, _stamp(found))

    def _target(self, link: str) -> str | None:
        try:
            return readable(Path(link).resolve().relative_to(self.root.resolve()).as_posix())
        except (OSError, RuntimeError, ValueError):  # it leads out, or to itself
            return None


_NAME = attrgetter("name")


def _mark(one: os.DirEntry[str], last: int) -> str | None:
    """The path of *one*, with its stamp unless it is a folder. Raises OSError.

    None if that says too little: it is a link, or was changed after *last* (ns since 1970).
    """
    if one.is_symlink():
        return None
    if one.is_dir(follow_symlinks=False):
        return one.path
    found = one.stat(follow_symlinks=False)
    is_settled = max(found.st_mtime_ns, found.st_ctime_ns) <= last
    return f"{one.path}\0{_stamp(found)}" if is_settled else None


def _stamp(found: os.stat_result) -> str:
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}"


@dataclass(frozen=True)
class FolderListing:
    """What is in a tree: files and links by path, all else with why it cannot be listed, if so.

    `crowded`: the finding where the tree passes a limit; then it is not listed to the end.
    """

    files: dict[str, FileEntry] = field(default_factory=dict)
    links: dict[str, str | None] = field(default_factory=dict)
    others: dict[str, OSError | None] = field(default_factory=dict)
    crowded: tuple[Finding, ...] = ()

    def below(self, folder: str) -> list[str]:
        """The names in *folder* (a real path), in order."""
        start = f"{folder}/" if folder != "." else ""
        paths = [path for part in (self.files, self.links, self.others) for path in part]
        inside = [path[len(start) :] for path in paths if path.startswith(start)]
        return sorted(name for name in inside if name and "/" not in name)


def listing_of(tree: FolderTree) -> FolderListing:
    """All there is in *tree*, within the limits on number and depth."""
    listing = FolderListing()
    for count, entry in enumerate(tree.entries(), start=1):
        if count > MAX_FILES:
            return _crowded(listing, tree, "DP120", MAX_FILES)
        if entry.path.count("/") >= MAX_DEPTH:
            return _crowded(listing, tree, "DP107", MAX_DEPTH)
        if entry.kind == "file":
            listing.files[entry.path] = entry
        elif entry.kind == "link":
            listing.links[entry.path] = entry.target
        else:
            listing.others[entry.path] = entry.error
    return listing


def real(path: str, links: Mapping[str, str | None]) -> str:
    """Where *path* ends if *links* are followed. Raises LeavesError if that is outside."""
    if not links:
        return path
    here = ""
    for step in path.split("/"):
        here = f"{here}/{step}" if here and here != "." else step
        if here in links:
            target = links[here]
            if target is None:
                raise LeavesError(path)
            here = target
    return here


def digest_of(path: Path) -> str:
    """The SHA-256 (hex) of the file at *path*, read piece by piece. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _opened(path: str) -> tuple[int, int]:
    """A handle of the ordinary file at *path*, and its size in bytes. Raises OSError."""
    try:
        handle = os.open(path, _OPENING)
    except ValueError as error:  # no name that this system can write
        raise FileNotFoundError(readable(path)) from error
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        os.close(handle)
        raise OSError(path)
    return handle, found.st_size


def _crowded(listing: FolderListing, tree: FolderTree, code: str, limit: int) -> FolderListing:
    found = Finding(code=code, file=tree.shown, params={"limit": limit})
    return FolderListing(listing.files, listing.links, listing.others, (found,))
