"""Taking a file in as evidence: a copy inside the provider's folder, with its hash."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from datetime import date
from pathlib import Path

from dpcap.errors import UsageError
from dpcap.intake.folder_tree import digest_of
from dpcap.intake.yaml_values import Plain
from dpcap.real_paths import real_path

EVIDENCE_DIR = "evidence"

_MAX_BYTES = 120
_READABLE = 0o644
# An ending begins with a letter, but for two; .2 and .10 are of a version.
_ENDING = re.compile(r"\.(?:[A-Za-z][A-Za-z0-9]{1,4}|7z|3gp)$", re.ASCII)
# What Windows takes in no name, what a shell or a path reads as its own, and the names of devices.
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def attach(
    folder: Path,
    source: Path,
    *,
    kind: str,
    captured_on: date | None,
    root: Path | None = None,
    note: str | None = None,
) -> dict[str, Plain]:
    """Copy *source* into `evidence/` of *folder* (of *root*, if given) and return its entry.

    The same content is kept once, under the name it has; another content under a name that is
    taken gets a name of its own. A file that lies in the folder already stays where it is.

    Raises UsageError if *source* is no ordinary file or `evidence/` leads elsewhere, OSError.
    """
    if not source.is_file():
        raise UsageError(f"{source}: no such file", f"没有文件 {source}")
    home = real_path(root or folder)
    inside = real_path(source)
    if inside.is_relative_to(home) and not source.is_symlink():
        file, digest = inside.relative_to(home).as_posix(), digest_of(inside)
    else:
        shelf = _shelf(home)
        digest = digest_of(inside)
        file = f"{EVIDENCE_DIR}/{_kept_as(shelf, inside, digest).name}"
    entry: dict[str, Plain] = {"file": file, "kind": kind}
    if captured_on is not None:
        entry["captured_on"] = captured_on.isoformat()
    entry["sha256"] = digest
    if note:
        entry["note"] = note
    return entry


def safe_name(name: str) -> str:
    """*name* as a file's name that every system takes; Chinese, blanks and brackets stay."""
    plain = unicodedata.normalize("NFC", name)
    plain = "".join(c for c in plain if c.isprintable())
    plain = _UNFIT.sub("_", plain).strip(" .")
    stem, suffix = Path(plain).stem, Path(plain).suffix
    room = _MAX_BYTES - len(suffix.encode())
    plain = (_head(stem, room) + suffix if room >= 0 else _head(suffix, _MAX_BYTES)) or "file"
    return f"_{plain}" if _DEVICE.fullmatch(plain) else plain


def has_ending(name: str) -> bool:
    """Whether *name* ends as files do, such as .png: systems that hide endings show none."""
    return _ENDING.search(name) is not None


def _head(text: str, size: int) -> str:
    """As much of *text* as *size* bytes of UTF-8 hold."""
    return text.encode()[:size].decode(errors="ignore")


def _shelf(home: Path) -> Path:
    shelf = home / EVIDENCE_DIR
    shelf.mkdir(parents=True, exist_ok=True)
    if real_path(shelf) != shelf:
        raise UsageError(
            f"{shelf} leads elsewhere; make it an ordinary directory",
            f"{shelf} 指向别处，请改成普通文件夹",
        )
    return shelf


def _kept_as(shelf: Path, source: Path, digest: str) -> Path:
    """Where *source* is kept in *shelf*: the copy there is, or a new one."""
    for path in sorted(shelf.iterdir()):
        if path.is_file() and not path.is_symlink() and _same(path, source, digest):
            return path
    target = _free(shelf, safe_name(source.name))
    _copy(source, target, digest)
    return target


def _same(path: Path, source: Path, digest: str) -> bool:
    return path.stat().st_size == source.stat().st_size and digest_of(path) == digest


def _free(shelf: Path, name: str) -> Path:
    """A path in *shelf* that nothing bears, whatever its case."""
    taken = {path.name.casefold() for path in shelf.iterdir()}
    stem, suffix = Path(name).stem, Path(name).suffix
    count = 1
    while name.casefold() in taken:
        count += 1
        name = f"{stem}-{count}{suffix}"
    return shelf / name


def _copy(source: Path, target: Path, digest: str) -> None:
    """Copy whole or not at all. Raises UsageError if the file changed under way."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".evidence.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, source.open("rb") as stream:
            shutil.copyfileobj(stream, out)
            out.flush()
            os.fsync(out.fileno())
        _compare(temporary, digest, source)
        temporary.chmod(_READABLE)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _compare(copy: Path, digest: str, source: Path) -> None:
    if digest_of(copy) != digest:
        raise UsageError(
            f"{source} changed while it was copied; try again",
            f"{source} 在复制时有改动，请再试一次",
        )
