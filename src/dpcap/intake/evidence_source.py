"""The files that a folder or a zip offers as evidence, none of which leads out of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from dpcap.intake.content import MAX_FILE, MAX_FOLDER
from dpcap.intake.file_names import readable, stored
from dpcap.intake.folder_tree import MAX_DEPTH, MAX_FILES, LeavesError
from dpcap.intake.inventory import inside
from dpcap.intake.unread_files import is_junk
from dpcap.intake.zip_errors import DAMAGED_ZIP
from dpcap.model.finding import Finding
from dpcap.model.two_languages import TwoLanguages

_UTF_8, _LOCKED = 0x800, 0x1
_MAC = "__MACOSX/"
_NO_ZIP = TwoLanguages(
    "打不开，不是完好的 zip，请重新打包或先解压成文件夹",
    "not a sound zip; pack it again, or unpack it into a folder",
)
_MANY = TwoLanguages(
    f"文件超过 {MAX_FILES} 个，请分批", f"holds more than {MAX_FILES} files; give it in parts"
)
_DEEP = TwoLanguages(
    f"文件夹超过 {MAX_DEPTH} 层，请压平", f"is more than {MAX_DEPTH} folders deep; flatten it"
)
_LARGE = TwoLanguages(
    f"解开后超过 {MAX_FOLDER >> 30} GB，请分批",
    f"unpacks to more than {MAX_FOLDER >> 30} GB; give it in parts",
)


class OfferedFile(NamedTuple):
    """A file that may be taken: where it stands in its source, and how it is opened."""

    shown: str
    size: int
    open: Callable[[], IO[bytes]]

    @property
    def name(self) -> str:
        """Its name alone."""
        return self.shown.rpartition("/")[2]


@dataclass
class Offer:
    """What one source offers, and what of it is not taken, and why."""

    source: str
    files: list[OfferedFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def passes(self, code: str, name: str) -> None:
        """The file *name* is passed over, for what *code* says."""
        self.findings.append(Finding(code=code, file=self.source, params={"name": name}))

    def refuse(self, why: TwoLanguages) -> None:
        """Nothing of the source is taken."""
        self.files.clear()
        self.findings.append(Finding(code="DP960", file=self.source, params=why.params))

    def add(self, file: OfferedFile) -> None:
        """Offer *file*, unless it is too large or what a system leaves behind."""
        if is_junk(file.shown) or _MAC in f"/{file.shown}":
            return
        if file.size > MAX_FILE:
            self.passes("DP963", file.shown)
        else:
            self.files.append(file)


@contextmanager
def offered(source: Path) -> Iterator[Offer]:
    """What *source*, a folder or a zip, offers; its files can be opened meanwhile. Raises OSError.

    Links, names that lead outside and locked files are passed over. A source that is no zip, or
    beyond the limits of a provider's folder, offers nothing. Each of these is a finding.
    """
    offer = Offer(readable(source.as_posix()))
    if source.is_dir():
        _walk(offer, source)
        yield offer
        return
    try:
        if source.exists() and not source.is_file():  # of a pipe there may be no end
            raise BadZipFile
        archive = ZipFile(source)
    except DAMAGED_ZIP:
        offer.refuse(_NO_ZIP)
        yield offer
        return
    with archive:
        _unpack(offer, archive)
        yield offer


def _walk(offer: Offer, source: Path) -> None:
    paths: list[str] = []
    for place, folders, names in os.walk(source, onerror=_raise):
        below = os.path.relpath(place, source).replace(os.sep, "/")
        start = "" if below == "." else f"{below}/"
        paths.extend(start + name for name in names)
        linked = [name for name in folders if Path(place, name).is_symlink()]
        paths.extend(start + name for name in linked)
        folders.sort()
        if _is_beyond(offer, paths):
            return
    shown, total = stored(paths), 0
    for path in sorted(paths):
        found = (source / path).lstat()
        if not stat.S_ISREG(found.st_mode):
            offer.passes("DP961", shown[path])
            continue
        total += found.st_size
        offer.add(OfferedFile(shown[path], found.st_size, _opener(source / path)))
    if total > MAX_FOLDER:
        offer.refuse(_LARGE)


def _raise(error: OSError) -> None:
    raise error


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _unpack(offer: Offer, archive: ZipFile) -> None:
    entries = [one for one in archive.infolist() if not one.is_dir()]
    if _is_beyond(offer, [one.filename for one in entries]):
        return
    if sum(one.file_size for one in entries) > MAX_FOLDER:
        offer.refuse(_LARGE)
        return
    for entry in entries:
        name = _name_of(entry)
        if not _stays_inside(name) or stat.S_ISLNK(entry.external_attr >> 16):
            offer.passes("DP961", name)
        elif entry.flag_bits & _LOCKED:
            offer.passes("DP962", name)
        else:
            offer.add(OfferedFile(name, entry.file_size, _member(archive, entry)))


def _member(archive: ZipFile, entry: ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(entry)


def _name_of(entry: ZipInfo) -> str:
    """The name as whoever packed it saw it: a Chinese Windows writes GBK and says nothing of it."""
    if entry.flag_bits & _UTF_8:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for coding in ("utf-8", "gb18030"):
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _stays_inside(name: str) -> bool:
    try:
        inside(name)
    except LeavesError:
        return False
    return True


def _is_beyond(offer: Offer, paths: list[str]) -> bool:
    """Whether there are too many *paths*, or too deep ones; the source is refused then."""
    if len(paths) > MAX_FILES:
        offer.refuse(_MANY)
    elif any(path.count("/") >= MAX_DEPTH for path in paths):
        offer.refuse(_DEEP)
    else:
        return False
    return True
