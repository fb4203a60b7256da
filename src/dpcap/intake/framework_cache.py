"""Frameworks kept as JSON by the digest of their files, so that their YAML is read only once.

The wheel brings that of the shipped framework; others are kept in the user's cache folder. What is
found there is data and no more: it must be whole, is validated and checked like a framework that
anybody may have written, and whatever is wrong with it is no error: the YAML is read instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from dpcap.intake.atomic_write import write_atomically
from dpcap.model.framework import Framework
from dpcap.model.migration import history_json
from dpcap.version import __version__

APP, FOLDER = "dpcap", "frameworks"
# A framework has a dozen files; a directory of very many others is not hashed at each start.
MOST_FILES, MOST_BYTES, MOST_KEPT = 50, 8 * 1024 * 1024, 20
# The earlier versions belong to it.
_FILES = ("*.yaml", "migrations/*.y*ml", "releases/*.json")
_BY_OTHERS = 0o022
_NEWLINE = b"\n"


def key_of(directory: Path) -> str | None:
    """The digest (hex) of the files of the framework in *directory* and of dpcap's version.

    None if they cannot all be read, or are more than a framework has.
    """
    total = sha256(__version__.encode())
    size = 0
    try:
        for pattern in _FILES:
            paths = sorted(directory.glob(pattern))
            if len(paths) > MOST_FILES:
                return None
            for path in paths:
                size += path.stat().st_size
                if not path.is_file() or size > MOST_BYTES:
                    return None
                name = path.relative_to(directory).as_posix().encode()
                total.update(sha256(name).digest() + sha256(path.read_bytes()).digest())
    except (OSError, ValueError):
        return None
    return total.hexdigest()


def packed(key: str, framework: Framework) -> bytes:
    """*framework* as it is kept under *key*: lines with the digest, its JSON, and its history's."""
    body = framework.json_text.encode() + _NEWLINE + history_json(framework)
    return _head(key, body) + body


def kept(key: str, parse: Callable[[bytes, bytes], Framework], limit: int) -> Framework | None:
    """The framework kept under *key*, as *parse* reads its JSON; None if there is none to be used.

    *parse* takes the framework and its earlier versions, each as its own JSON.

    Of no more than *limit* bytes. What *parse* raises makes it one that is not used.
    """
    for folder in _folders():
        raw = _read(folder / _name(key), limit)
        head, _, body = raw.partition(_NEWLINE)
        if raw and head + _NEWLINE == _head(key, body):
            with suppress(Exception):
                own, history = body.split(_NEWLINE)
                return parse(own, history)
    return None


def keep(key: str, framework: Framework) -> None:
    """Keep *framework* under *key* for the next time, if the user's cache folder can be written."""
    folder = user_folder()
    if folder is None:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_own(folder):
            write_atomically(folder / _name(key), packed(key, framework), durable=False)
            _make_room(folder)


def user_folder() -> Path | None:
    """Where frameworks are kept for this user; None if the user has no place for it."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed with a wheel's own

    try:
        folder = user_cache_path(APP, appauthor=False) / FOLDER
    except (OSError, RuntimeError):
        return None
    # A user without a home gets none made.
    return folder if folder.is_absolute() and folder.parents[2].is_dir() else None


def shipped_folder() -> Path:
    """Where the wheel keeps what it brings; a checkout has none."""
    return Path(__file__).parents[1] / "_data" / FOLDER


def _folders() -> Iterator[Path]:
    yield shipped_folder()
    folder = user_folder()
    if folder is not None and _is_own(folder):
        yield folder


def _name(key: str) -> str:
    return f"{key}.jsonl"


def _head(key: str, body: bytes) -> bytes:
    return f'{{"files":"{key}","content":"{sha256(body).hexdigest()}"}}\n'.encode()


def _read(path: Path, limit: int) -> bytes:
    """The bytes of the file at *path*; none if it is no file, too large, or cannot be read."""
    with suppress(OSError):
        if path.is_file() and path.stat().st_size <= limit:
            return path.read_bytes()
    return b""


def _is_own(folder: Path) -> bool:
    """Whether nobody but the user writes into *folder*, where the system can tell."""
    if not hasattr(os, "geteuid"):
        return True
    try:
        found = folder.stat()
    except OSError:
        return False
    return found.st_uid == os.geteuid() and not found.st_mode & _BY_OTHERS


def _make_room(folder: Path) -> None:
    """Of the frameworks kept in *folder*, leave the latest."""
    found = sorted(folder.glob("*.jsonl"), key=lambda path: path.stat().st_mtime)
    for path in found[:-MOST_KEPT]:
        path.unlink(missing_ok=True)
