"""The inventory of a folder: which files there are, and what those that matter as evidence hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, NamedTuple

from dpcap.intake import content as contents
from dpcap.intake.content import FileContent
from dpcap.intake.folder_tree import FileEntry, FolderListing, FolderTree, LeavesError, real
from dpcap.intake.unread_files import is_junk
from dpcap.model.finding import Finding

# What was seen of files when they were read: by path, the stamp and the content.
Seen = Mapping[str, Sequence[Any]]


# Steps that no system reads as anything but names.
_PLAIN = re.compile(r"(?!\.)[^\\/:\0]+(?:/(?!\.)[^\\/:\0]+)*")


class WantedFiles(NamedTuple):
    """A file that a piece of evidence names, and the SHA-256 it should have (None: not said)."""

    file: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class FolderInventory:
    """A folder in which evidence may lie.

    `names`: the paths of all files; `files`: what those looked at hold: named as evidence, or
    perhaps meant; `links`: where each link ends (None: outside). `found`: what is wrong with it.
    """

    names: tuple[str, ...] = ()
    files: Mapping[str, FileContent] = field(default_factory=dict)
    links: Mapping[str, str | None] = field(default_factory=dict)
    found: tuple[Finding, ...] = ()


def inside(file: str) -> str:
    """*file* as a path that stays below where it is read from. Raises LeavesError if it does not.

    Both kinds of slash part folders, whatever system the folder was written on.
    """
    if _PLAIN.fullmatch(file):  # as almost all are
        return file
    windows = PureWindowsPath(file)
    if "\0" in file or windows.drive or windows.root or ".." in windows.parts:
        raise LeavesError(file)
    return PurePosixPath(windows.as_posix()).as_posix()


def place_in(folders: Iterable[FolderInventory], file: str) -> tuple[str, FileContent] | None:
    """Where the ordinary file *file* lies in the first of *folders* that has it, and what it holds.

    None: it is nowhere. Raises LeavesError if it leads elsewhere.
    """
    path = inside(file)
    for folder in folders:
        place = real(path, folder.links)
        if place in folder.files:
            return place, folder.files[place]
    return None


def take_stock(
    trees: Sequence[tuple[FolderTree, FolderListing]],
    wanted: Sequence[WantedFiles],
    known: Sequence[Seen] = (),
) -> tuple[tuple[FolderInventory, ...], list[dict[str, list[Any]]]]:
    """The inventories of *trees*, and what to pass as *known* the next time.

    Only the files *wanted* are read; the others too, within the limits, if one of them is not
    there, or is not what it should be. What *known* has with the same stamp is not read again.
    """
    readers = [
        _FolderReader(tree, listing, known[number] if number < len(known) else {})
        for number, (tree, listing) in enumerate(trees)
    ]
    lost = [one for one in wanted if not _is_found(one, readers) and one.sha256]
    for reader in readers if lost else ():
        for path in sorted(filterfalse(is_junk, reader.listing.files)):
            reader.look(path)
    return tuple(reader.inventory for reader in readers), [reader.seen for reader in readers]


def _is_found(wanted: WantedFiles, readers: Sequence[_FolderReader]) -> bool:
    """Have the file looked at: whether it is there and holds what it should, if anything."""
    try:
        path = inside(wanted.file)
        at = next(
            (
                (reader, place)
                for reader in readers
                if (place := real(path, reader.listing.links)) in reader.listing.files
            ),
            None,
        )
    except LeavesError:
        return True  # that is an error, and told as one
    if at is None:
        return False
    reader, place = at
    found = reader.look(place)
    if found is None:
        return False
    if wanted.sha256 in (None, found.sha256) or found.says_nothing:
        return True
    reader.look(place, ends=True)
    return False


class _FolderReader:
    """Where the files of one tree are looked at."""

    def __init__(self, tree: FolderTree, listing: FolderListing, known: Seen) -> None:
        self.tree, self.listing = tree, listing
        self.seen: dict[str, list[Any]] = {}
        self._known = known
        self._files: dict[str, FileContent] = {}
        self._left = contents.MAX_FOLDER

    @property
    def inventory(self) -> FolderInventory:
        files = {path: self._files[path] for path in sorted(self._files)}
        names = tuple(sorted(filterfalse(is_junk, self.listing.files)))
        return FolderInventory(names, files, self.listing.links, self.listing.crowded)

    def look(self, path: str, *, ends: bool = False) -> FileContent | None:
        """What the file at *path* holds; None if it cannot be read."""
        known = self._files.get(path)
        if known is not None and not ends:
            return known
        found = self._looked(path, self.listing.files[path], again=known is not None, ends=ends)
        if found is not None:
            self._files[path] = found
        return found

    def _looked(
        self, path: str, entry: FileEntry, *, again: bool, ends: bool
    ) -> FileContent | None:
        if not again and entry.size > min(contents.MAX_FILE, self._left):
            return FileContent(entry.size)
        found = self._remembered(path, entry.stamp, ends=ends) or self._read(path, ends=ends)
        if found is None:
            return None
        self.seen[path] = [entry.stamp, ends, *found[:-1], list(found.ends)]
        self._left -= 0 if again else found.size
        return found

    def _read(self, path: str, *, ends: bool) -> FileContent | None:
        try:
            return self.tree.content(path, ends=ends)
        except OSError:
            return None

    def _remembered(self, path: str, stamp: str, *, ends: bool) -> FileContent | None:
        """What was seen of the file before, if it is still the same and that is all it takes."""
        before, with_ends, *fields = self._known.get(path, ("", False))
        if not stamp or before != stamp or (ends and not with_ends):
            return None
        size, sha256, says, pointer, other = fields
        return FileContent(size, sha256, says, pointer, tuple(other) if ends else ())
