"""A folder as it was at a revision, listed and read like one on a disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from dpcap.batch.git import GitBlobs, GitEntry, GitRepository
from dpcap.intake.content import POINTER_SIZE, FileContent, noted
from dpcap.intake.file_names import readable, stored
from dpcap.intake.folder_tree import FileEntry

_LINKS = 40
_FILE, _LINK, _FOLDER = "100", "120", "040"


@dataclass(frozen=True)
class GitTree:
    """A folder as it was at a revision: a `Tree`. `shown` is how messages name it."""

    shown: str
    blobs: GitBlobs = field(repr=False)
    items: Mapping[str, GitEntry] = field(repr=False)

    @classmethod
    def of(cls, repository: GitRepository, blobs: GitBlobs, commit: str, place: str) -> GitTree:
        """The folder *place* at *commit*; empty where there was none."""
        start = len(place) + 1 if place else 0
        items = {item.path[start:]: item for item in repository.listed(commit, place)}
        # Git's names are bytes: those of an archive packed on Windows are no UTF-8.
        paths = stored(filter(_is_plain, items))
        shown = readable(f"{commit[:12]}:{place}")
        return cls(shown, blobs, {paths[path]: items[path] for path in items if path in paths})

    def entries(self) -> Iterator[FileEntry]:
        """As `Tree` has it."""
        links = {path: self._target(path) for path, one in self.items.items() if _is(one, _LINK)}
        for path, item in self.items.items():
            if path in links:
                yield FileEntry(path, "link", target=_end(path, links))
            elif _is(item, _FILE):
                yield FileEntry(path, "file", item.size, item.oid)
            else:
                yield FileEntry(path, "folder" if _is(item, _FOLDER) else "other")

    def read(self, path: str, limit: int) -> bytes:
        """As `Tree` has it; raises GitError."""
        return self.blobs.read(self.items[path].oid, limit)

    def content(self, path: str, *, ends: bool = False) -> FileContent:
        """As `Tree` has it; raises GitError. A file kept elsewhere has the hash its note names."""
        item = self.items[path]
        if item.size <= POINTER_SIZE:
            found = noted(self.blobs.read(item.oid, POINTER_SIZE))
            if found is not None:
                return found
        return self.blobs.content(item.oid, ends=ends)

    def _target(self, path: str) -> str:
        return readable(os.fsdecode(self.blobs.read(self.items[path].oid, POINTER_SIZE)))


def _is(item: GitEntry, mode: str) -> bool:
    return item.mode.startswith(mode)


def _is_plain(path: str) -> bool:
    """Whether *path* can only mean a place below; git itself writes no other."""
    return all(part not in ("", ".", "..") for part in path.split("/")) and "\\" not in path


def _end(path: str, links: Mapping[str, str]) -> str | None:
    """Where the link at *path* ends, all links on the way followed; None: it leads out."""
    for _ in range(_LINKS):
        if path not in links:
            return path
        target = links[path]
        path = normpath(join(dirname(path), target))
        if target.startswith("/") or path.startswith(".."):
            return None
    return None
