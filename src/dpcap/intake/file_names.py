"""Names of files as text that can be stored, whatever their bytes and whatever the system reads.

A name goes into JSON, databases, zips and pages, all of which take Unicode only. Names are bytes
on some systems: an archive packed on a Chinese Windows leaves names in GBK, and where the system
does not read UTF-8 every Chinese name looks like loose bytes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_CODINGS = ("utf-8", "gb18030")
_UTF_8 = sys.getfilesystemencoding().lower() in ("utf-8", "utf8")


def storable(name: str) -> str:
    r"""One *name*, as the system gives it, as its writer saw it: its bytes as UTF-8, else as GBK.

    What is neither is written byte by byte, `\xff`.
    """
    if name.isascii() or (_UTF_8 and _is_text(name)):
        return name
    raw = _bytes(name)
    return next(filter(None, (_decoded(raw, coding) for coding in _CODINGS)), _escaped(raw))


def readable(path: str) -> str:
    """*path* fit to be shown and stored, step by step."""
    if path.isascii() or (_UTF_8 and _is_text(path)):
        return path
    return "/".join(map(storable, path.split("/")))


def on_disk(path: str) -> str:
    """A *path* that was stored, as this system wants it: its names are UTF-8."""
    return path if path.isascii() else os.fsdecode(path.encode())


def turned(names: Iterable[str]) -> dict[str, str]:
    """Those of the *names* in one folder that are stored as another text, each as one of its own.

    A backslash in a name is written out too: in a path it would part folders.
    """
    every = set(names)
    others = {name for name in every if "\\" in name or storable(name) != name}
    taken, found = every - others, {}
    for name in sorted(others, key=lambda name: (not _is_utf_8(name), name)):
        text = storable(name)
        if "\\" in text or text in taken:
            text = _escaped(_bytes(name))
        taken.add(text)
        found[name] = text
    return found


def stored(paths: Iterable[str]) -> dict[str, str]:
    """For each of the *paths* in a tree, as the system gives them, the path that is stored."""
    below: dict[str, list[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        below.setdefault(folder, []).append(name)
    names, found = FileNames(), {"": ""}
    for folder in sorted(below, key=lambda folder: folder.split("/") if folder else []):
        above = found.get(folder, readable(folder))
        for name, path in names.below(above, below[folder]).items():
            found[f"{folder}/{name}" if folder else name] = path
    return found


@dataclass(frozen=True)
class FileNames:
    """The names in one tree: paths as they are stored, and as the system wants them."""

    _raw: dict[str, str] = field(default_factory=dict)

    def below(self, folder: str, names: Iterable[str]) -> Mapping[str, str]:
        """For each of the *names* in *folder* (a stored path) the path that is stored."""
        every = list(names)
        found, start = turned(every), f"{folder}/" if folder else ""
        paths = {name: start + found.get(name, name) for name in every}
        if found or folder in self._raw:
            above = self.raw(folder)
            for name, path in paths.items():
                self._raw[path] = f"{above}/{name}" if above else name
        return paths

    def raw(self, path: str) -> str:
        """The path that the system wants for a stored *path*."""
        return self._raw.get(path, path)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_utf_8(name: str) -> bool:
    return _decoded(_bytes(name), "utf-8") is not None


def _bytes(name: str) -> bytes:
    """The bytes of a name; half a pair of surrogates, as Windows takes it, stands for itself."""
    try:
        return os.fsencode(name)
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")


def _decoded(raw: bytes, coding: str) -> str | None:
    try:
        text = raw.decode(coding)
    except UnicodeDecodeError:
        return None
    return text if _is_text(text) else None


def _escaped(raw: bytes) -> str:
    return raw.replace(b"\\", b"\\x5c").decode("utf-8", "backslashreplace")
