"""A git repository, read only: what lay where at a revision, read like a folder on a disk.

Nothing is checked out, so no hook, filter or attribute of the repository has a say in it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, NamedTuple

from dpcap.intake.content import POINTER_SIZE, ContentScan, FileContent, noted
from dpcap.intake.file_names import readable, stored
from dpcap.intake.folder_tree import FileEntry
from dpcap.model.finding import Finding
from dpcap.real_paths import real_path

_SECONDS = 120
_CHUNK = 1 << 20
_GIT = (
    "git",
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "protocol.allow=never",
)


class GitError(Exception):
    """Something that git cannot give; `finding` says why and what to do."""

    def __init__(self, code: str, **params: str) -> None:
        self.finding = Finding(code=code, params=dict(params))
        super().__init__(self.finding.message("en"))


class _DamagedError(Exception):
    """Git stopped in the middle of an object."""


class GitEntry(NamedTuple):
    """One entry of a tree: its mode, its object, its size in bytes, its path below the top."""

    mode: str
    oid: str
    size: int
    path: str


class GitCommit(NamedTuple):
    """A commit: its hash, its author's day, and the paths below the top that it touched."""

    oid: str
    day: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class GitRepository:
    """A repository by the top of its working tree."""

    top: Path

    @classmethod
    def around(cls, folder: Path) -> GitRepository | None:
        """The repository that *folder* lies in, if any. Raises GitError without git itself."""
        try:
            said = _run(["rev-parse", "--show-toplevel"], folder)
        except GitError as error:
            if error.finding.params.get("missing"):
                raise
            return None
        return cls(real_path(Path(os.fsdecode(said.rstrip(b"\r\n")))))

    def commit(self, rev: str) -> str:
        """The commit that *rev* names. Raises GitError if there is none."""
        if rev and not rev.startswith("-"):
            for found in self._parsed(f"{rev}^{{commit}}"):
                return found
            for found in self._parsed(rev):
                if self._is_damaged(found):
                    raise GitError("DP813", name=found)
        raise GitError("DP753", rev=rev)

    def user(self) -> str | None:
        """The name under which this user commits; None if git was not told one."""
        with suppress(GitError):
            return _run(["config", "user.name"], self.top).decode("utf-8", "replace").strip()
        return None

    def authors(self, path: Path) -> tuple[str, ...]:
        """Who committed a change of the file *path*, the last one first.

        If it differs from what was last committed, or never was, whoever would commit it now is
        the last. Raises GitError.
        """
        asked = ["--", str(real_path(path))]
        changed = _run(["status", "--porcelain", "--ignored", *asked], self.top).strip()
        logged = "" if self._is_bare() else _run(["log", "--format=%aN", *asked], self.top).decode()
        now = self.user() if changed else None
        return (*((now,) if now else ()), *logged.splitlines())

    def commits_on(
        self, places: Sequence[str], term: str | None, limit: int
    ) -> tuple[GitCommit, ...]:
        """The last *limit* commits of any branch that touched *places* below the top, newest first.

        With a *term*, of those only the ones that brought it in or took it out. Raises GitError.
        """
        asked = ["-c", "core.quotePath=false", "log", "--all", f"-n{limit}", "--name-only"]
        asked += ["-z", "--format=%x01%H %as", *([f"-S{term}"] if term else [])]
        if self._is_bare():
            return ()
        said = _run([*asked, "--", *places], self.top).decode("utf-8", "replace")
        return tuple(_commit(one) for one in said.split("\x01")[1:])

    def _is_bare(self) -> bool:
        """Whether nothing was ever committed."""
        try:
            _run(["rev-parse", "--verify", "--quiet", "HEAD"], self.top)
        except GitError:
            return True
        return False

    def _parsed(self, rev: str) -> Iterator[str]:
        """The object that *rev* names, if it names one."""
        with suppress(GitError):
            asked = ["rev-parse", "--verify", "--quiet", rev]
            yield _run(asked, self.top).decode("ascii").strip()

    def _is_damaged(self, oid: str) -> bool:
        """Whether there is an object *oid* that git cannot look into."""
        try:
            _run(["cat-file", "-t", oid], self.top)
        except GitError as error:
            # Of one that is not there it says no more than that it is fatal.
            return "error:" in str(error.finding.params["problem"])
        return False

    def place(self, path: Path) -> str | None:
        """*path* below the top, with `/` (the top itself: empty); None if it lies outside."""
        try:
            below = real_path(path).relative_to(self.top).as_posix()
        except ValueError:
            return None
        return "" if below == "." else below

    def listed(self, commit: str, place: str) -> Iterator[GitEntry]:
        """All that lay below *place* at *commit*, a folder before what is in it."""
        asked = ["ls-tree", "-r", "-t", "-l", "-z", "--full-tree", commit]
        with TemporaryFile() as said:
            _run([*asked, "--", *([place + "/"] if place else [])], self.top, said)
            said.seek(0)
            for line in _split(said):
                yield _item(line)


class GitBlobs:
    """The contents of objects, one after the other, by one process of git."""

    def __init__(self, repository: GitRepository) -> None:
        self._repository = repository
        self._process = self._begun()

    def _begun(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - fixed words only
            [*_GIT, "cat-file", "--batch"],
            cwd=self._repository.top,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        with suppress(BrokenPipeError), self._process:
            pass

    def read(self, oid: str, limit: int) -> bytes:
        """The first *limit* bytes of the object *oid*. Raises GitError."""
        kept = bytearray()
        self._take(oid, lambda piece: kept.extend(piece[: max(0, limit - len(kept))]))
        return bytes(kept)

    def content(self, oid: str, *, ends: bool = False) -> FileContent:
        """What the object *oid* holds. Raises GitError."""
        scan = ContentScan(ends=ends)
        self._take(oid, scan.take)
        return scan.content

    def at(self, commit: str, place: str, limit: int) -> bytes | None:
        """The first *limit* bytes of the file *place* at *commit*; None if there was none."""
        kept = bytearray()
        found = "\n" not in place and self._stream(
            f"{commit}:{place}", lambda piece: kept.extend(piece[: max(0, limit - len(kept))])
        )
        return bytes(kept) if found else None

    def _take(self, oid: str, take: Callable[[bytes], object]) -> None:
        if not self._stream(oid, take):
            raise GitError("DP813", name=oid)

    def _stream(self, name: str, take: Callable[[bytes], object]) -> bool:
        """Hand the pieces of the file *name* to *take*; False if there is no such file."""
        watch = Timer(_SECONDS, self._process.kill)
        watch.start()
        try:
            return self._ask(name, take)
        except _DamagedError as error:  # git gives up at the first; the next has one of its own
            self.close()
            self._process = self._begun()
            raise GitError("DP813", name=readable(name)) from error
        except (OSError, ValueError) as error:
            raise GitError("DP755", problem=f"cat-file {readable(name)}: {error}") from error
        finally:
            watch.cancel()

    def _ask(self, name: str, take: Callable[[bytes], object]) -> bool:
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            raise OSError("closed")
        into.write(os.fsencode(name) + b"\n")
        into.flush()
        head = out.readline()
        if not head:
            raise _DamagedError(name)
        if head.endswith(b" missing\n"):
            return False
        _, kind, size = head.split()
        left = int(size)
        while left:
            piece = out.read(min(left, _CHUNK))
            if not piece:
                raise _DamagedError(name)
            left -= len(piece)
            if kind == b"blob":
                take(piece)
        out.read(1)  # git ends each answer with a line break
        return kind == b"blob"


def _run(arguments: list[str], folder: Path, out: IO[bytes] | None = None) -> bytes:
    """What git says, on *out* if given. Raises GitError."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, a commit or a path behind --
            [*_GIT, *arguments],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=out or subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError("DP755", problem=f"git: {error.strerror}", missing="git") from error
    except subprocess.TimeoutExpired as error:
        raise GitError("DP755", problem=f"git {arguments[0]}: {_SECONDS} s") from error
    if done.returncode:
        problem = " ".join(done.stderr.decode("utf-8", "replace").split())[:400]
        raise GitError("DP755", problem=f"git {arguments[0]}: {problem}")
    return done.stdout or b""


def _commit(said: str) -> GitCommit:
    head, *paths = said.split("\0")
    oid, _, day = head.partition(" ")
    return GitCommit(oid, day, tuple(one.strip("\n") for one in paths if one.strip("\n")))


def _environment() -> dict[str, str]:
    """The environment without what would lead git elsewhere, and with no way to ask or fetch."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")
    }
    return kept | {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


def _split(said: IO[bytes]) -> Iterator[bytes]:
    """The pieces of *said*, each ended by a NUL."""
    rest = b""
    while piece := said.read(_CHUNK):
        *whole, rest = (rest + piece).split(b"\0")
        yield from whole


def _item(line: bytes) -> GitEntry:
    head, _, path = line.partition(b"\t")
    mode, _, oid, size = head.decode("ascii").split()
    # A folder has no size, a damaged object a bad one: it is told when it is read.
    return GitEntry(mode, oid, int(size) if size.isdecimal() else 0, os.fsdecode(path))


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
