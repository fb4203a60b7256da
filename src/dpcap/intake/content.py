"""The content of files: what is remembered of one that was read as evidence, not its bytes."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Annotated, BinaryIO, NamedTuple

from pydantic import Field

MAX_FILE = 200 * 1024 * 1024
MAX_FOLDER = 2 * 1024 * 1024 * 1024

# So many bytes that are no blanks a file must have to say anything much; more are not counted.
ENOUGH = 10
# Where large files are kept elsewhere, git holds a note that names their size and their hash.
POINTER_SIZE = 1024
POINTER_START = b"version https://git-lfs.github.com/spec/v1"
_POINTER = re.compile(
    re.escape(POINTER_START) + rb"\n(?:[^\n]*\n)*?oid sha256:([0-9a-f]{64})\n(?:size (\d{1,15}))?"
)
CHUNK = 1024 * 1024
_BLANKS = bytes(range(0x21)) + b"\x7f"
_MARK = b"\xef\xbb\xbf"
# Text whose line ends changed is looked for up to this size.
_MAX_TEXT = 20 * 1024 * 1024

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class FileContent(NamedTuple):
    """One file: its `size` in bytes and SHA-256 (None: it is too large to be read).

    `says`: how many of its bytes are no blanks, `ENOUGH` at most. `pointer`: it is the note that
    Git LFS leaves where a file should be. `ends`: the hashes it would have with other line ends.
    """

    size: int
    sha256: Hash | None = None
    says: int = 0
    pointer: bool = False
    ends: tuple[Hash, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether nobody can tell anything from it: not read, empty, or a mere note."""
        return self.sha256 is None or self.pointer or self.says == 0


class ContentScan:
    """Looks at a file that is handed to it piece by piece."""

    def __init__(self, *, ends: bool = False) -> None:
        """*ends*: also see to what other line ends would make of it."""
        self._made, self._size, self._says = sha256(), 0, 0
        self._head = b""
        self._text: bytearray | None = bytearray() if ends else None

    def take(self, piece: bytes) -> bool:
        """Take the next *piece*; False if no more is wanted: the file is too large."""
        if self._size < POINTER_SIZE:
            self._head += piece[: POINTER_SIZE - self._size]
        if self._says < ENOUGH + len(_MARK):
            self._says += len(piece.translate(None, _BLANKS))
        self._size += len(piece)
        self._made.update(piece)
        if self._text is not None:
            self._text = None if self._size > _MAX_TEXT else self._text + piece
        return self._size <= MAX_FILE

    @property
    def content(self) -> FileContent:
        """What was seen of all that was taken."""
        if self._size > MAX_FILE:
            return FileContent(self._size)
        mark = len(_MARK) if self._head.startswith(_MARK) else 0
        return FileContent(
            self._size,
            self._made.hexdigest(),
            min(ENOUGH, self._says - mark),
            self._size <= POINTER_SIZE and self._head.startswith(POINTER_START),
            () if self._text is None else _with_other_ends(bytes(self._text)),
        )


def scanned(stream: BinaryIO, *, ends: bool = False) -> FileContent:
    """What was seen of what *stream* gives. Raises OSError."""
    scan = ContentScan(ends=ends)
    while (piece := stream.read(CHUNK)) and scan.take(piece):
        pass
    return scan.content


def noted(raw: bytes) -> FileContent | None:
    """The content of the file that *raw*, a note of Git LFS, stands for; None if it is no note."""
    match = _POINTER.match(raw)
    if match is None:
        return None
    return FileContent(int(match[2] or 0), match[1].decode("ascii"), ENOUGH)


def _with_other_ends(content: bytes) -> tuple[str, ...]:
    line_feeds = content.replace(b"\r\n", b"\n")
    each = (line_feeds, line_feeds.replace(b"\n", b"\r\n"))
    return tuple(sha256(one).hexdigest() for one in each if one != content)
