"""Remote trees: provider folders on any file system that fsspec reaches by a URL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from dpcap.intake.content import FileContent, scanned
from dpcap.intake.file_names import FileNames, readable
from dpcap.intake.folder_tree import FileEntry, FolderTree, LocalFolderTree

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

T = TypeVar("T")
Kind = Literal["file", "folder", "link", "other"]

EXTRA = 'pip install "dpcap[remote]"'

_SCHEME, _CHAIN = "://", "::"
_LOCAL = ("file", "local")
_KINDS: dict[str, Kind] = {"file": "file", "directory": "folder", "link": "link"}
# What changes with a file's bytes, by the names that file systems give it.
_STAMPS = frozenset(
    (
        *("etag", "e_tag", "md5", "md5hash", "content_md5", "crc", "crc32c", "checksum"),
        *("generation", "version_id", "versionid", "lastmodified", "last_modified", "mtime"),
        *("modified", "modified_at", "updated", "created"),
    )
)


class NotInstalledError(Exception):
    """The file system of a URL is not installed, or there is none. `needs` says what to install."""

    def __init__(self, protocol: str, needs: str | None) -> None:
        self.protocol = protocol
        self.needs = needs
        super().__init__(protocol)


def is_url(place: str) -> bool:
    """Whether *place* is a URL rather than a path."""
    return _SCHEME in place


def local_path(place: str) -> Path | None:
    """The path on this machine that *place* is, be it written as one or as a `file://` URL."""
    if not is_url(place):
        return Path(place)
    protocol, _, path = place.partition(_SCHEME)
    return Path(path) if protocol in _LOCAL and _CHAIN not in path else None


def tree_of(place: str) -> FolderTree:
    """The folder at *place*, a path or a URL. Raises NotInstalledError."""
    path = local_path(place)
    return RemoteTree.at(place) if path is None else LocalFolderTree(path)


def is_there(place: str) -> bool:
    """Whether there is a folder at *place*, or none can tell yet. Raises NotInstalledError."""
    path = local_path(place)
    if path is not None:
        return path.is_dir()
    try:
        RemoteTree.at(place).children("")
    except FileNotFoundError:
        return False
    except OSError:  # discovery says why it cannot be listed
        return True
    return True


def place_below(place: str, inside: str) -> str:
    """The place of *inside*, a path below the folder at *place*."""
    first, chain, rest = place.partition(_CHAIN)
    start = first if first.endswith("/") else f"{first}/"
    return f"{start}{inside}{chain}{rest}" if inside else place


@dataclass(frozen=True)
class RemoteTree:
    """A folder on another file system. What goes wrong there is an OSError here."""

    url: str
    system: AbstractFileSystem
    root: str
    names: FileNames = field(default_factory=FileNames, repr=False, compare=False)

    @classmethod
    def at(cls, url: str) -> RemoteTree:
        """The folder at *url*. Raises NotInstalledError."""
        protocol = url.partition(_SCHEME)[0]
        try:
            from fsspec import url_to_fs  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise NotInstalledError(protocol, EXTRA) from error
        try:
            system, root = url_to_fs(url)
        except ImportError as error:
            raise NotInstalledError(protocol, str(error)) from error
        except ValueError as error:  # nobody knows the protocol
            raise NotInstalledError(protocol, None) from error
        return cls(url, system, root.rstrip("/"))

    @cached_property
    def shown(self) -> str:
        """The URL as given."""
        return readable(self.url.rstrip("/"))

    def entries(self) -> Iterator[FileEntry]:
        """As `Tree` has it; no `.git`."""
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            try:
                listed = self.children(inside)
            except OSError as error:
                yield FileEntry(inside, "folder", error=error)
                continue
            for entry in listed:
                yield entry
                if entry.kind == "folder":
                    waiting.append(entry.path)

    def children(self, inside: str) -> list[FileEntry]:
        """What is in the folder at *inside*, by name. Raises OSError."""
        at = self._at(inside)
        listed: list[dict[str, Any]] = _asked(lambda: self.system.ls(at, detail=True))
        # A store of objects may hold one that is named like its folder, or like no file can be.
        named = {
            name: info
            for info in listed
            if (name := _name(info, at)) not in ("", ".", "..", ".git") and "/" not in name
        }
        paths = self.names.below(inside, named)
        return [_entry(paths[name], info) for name, info in sorted(named.items())]

    def read(self, path: str, limit: int) -> bytes:
        """As `Tree` has it."""
        content: bytes = _asked(lambda: self.system.cat_file(self._at(path)))
        return content[:limit]

    def content(self, path: str, *, ends: bool = False) -> FileContent:
        """As `Tree` has it."""

        def made() -> FileContent:
            with self.system.open(self._at(path), "rb") as stream:
                return scanned(stream, ends=ends)

        return _asked(made)

    def _at(self, path: str) -> str:
        return f"{self.root}/{self.names.raw(path)}" if path else self.root


def _asked(ask: Callable[[], T]) -> T:
    """What *ask* gives. Whatever a file system of others raises becomes an OSError."""
    try:
        return ask()
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error


def _name(info: dict[str, Any], folder: str) -> str:
    name = str(info["name"]).strip("/")
    return name.removeprefix(folder.strip("/")).removeprefix("/")


def _entry(path: str, info: dict[str, Any]) -> FileEntry:
    if info.get("islink"):
        return FileEntry(path, "link")
    kind: Kind = _KINDS.get(str(info.get("type")), "other")
    size = int(info.get("size") or 0)
    return FileEntry(path, kind, size, _stamp(info)) if kind == "file" else FileEntry(path, kind)


def _stamp(info: dict[str, Any]) -> str:
    """Size and all that would change with the bytes; empty where nothing would."""
    told = sorted((key, str(info[key])) for key in info if key.lower() in _STAMPS)
    return f"{info.get('size')}-{told}" if told else ""
