"""Stamps: by what a file that has not changed is known, so that it need not be read again.

They hold no result. Losing them costs time and nothing else, so a damaged file is thrown away, and
what the disk does not take is forgotten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

_TABLE = "CREATE TABLE IF NOT EXISTS stamps (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID"
_AT_ONCE = 500

Stamp = tuple[int, int, int]


def file_stamp(path: Path) -> Stamp | None:
    """Size and times (ns) of the file at *path*; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


class FileStamps:
    """What is remembered of each folder, by its key: any value that JSON can hold."""

    def __init__(self, path: Path) -> None:
        self._waiting = 0
        try:
            self._base = _opened(path)
        except sqlite3.DatabaseError:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            try:
                self._base = _opened(path)
            except sqlite3.DatabaseError:
                self._base = _opened(":memory:")

    def get(self, key: str) -> dict[str, Any]:
        """What is remembered under *key*; empty if nothing is."""
        try:
            row = self._base.execute("SELECT value FROM stamps WHERE key = ?", (key,)).fetchone()
            found = json.loads(row[0]) if row else None
        except (sqlite3.DatabaseError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def put(self, key: str, value: dict[str, Any]) -> None:
        """Remember *value* under *key*."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        with suppress(sqlite3.DatabaseError):
            self._base.execute("INSERT OR REPLACE INTO stamps VALUES (?, ?)", (key, text))
            self._waiting += 1
            if self._waiting >= _AT_ONCE:
                self._waiting = 0
                self._base.commit()

    def keep(self, keys: Collection[str]) -> None:
        """Forget all but *keys*."""
        with suppress(sqlite3.DatabaseError):
            there = [row[0] for row in self._base.execute("SELECT key FROM stamps")]
            gone = [(key,) for key in there if key not in keys]
            self._base.executemany("DELETE FROM stamps WHERE key = ?", gone)

    def close(self) -> None:
        """Write what is still to be written."""
        with suppress(sqlite3.DatabaseError):
            self._base.commit()
        self._base.close()


def _opened(path: Path | str) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    base.execute("PRAGMA synchronous = OFF")  # a power cut costs time only
    base.execute(_TABLE)
    base.execute("SELECT key FROM stamps LIMIT 1").fetchone()
    return base
