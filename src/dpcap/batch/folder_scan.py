"""What is seen of one folder, and what is remembered of it so that it need not be read again.

What is remembered holds no result. Losing it costs time and nothing else, so a damaged file is
thrown away, and what the disk does not take is forgotten.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time_ns
from typing import Any, cast

from dpcap.batch.discover import DiscoveredFolder
from dpcap.intake.decision import ENDING
from dpcap.intake.file_names import readable
from dpcap.intake.folder_snapshot import (
    FolderIdentity,
    FolderSnapshot,
    SnapshotMemory,
    identity_at,
    identity_in,
    pack,
)
from dpcap.intake.folder_tree import FolderTree, LocalFolderTree
from dpcap.intake.layout import PROVIDER_FILE
from dpcap.intake.record_files import Named, RecordFiles, record_files
from dpcap.intake.remote import tree_of
from dpcap.intake.source import MAX_BYTES, parse_yaml, text_of
from dpcap.model.finding import Finding

# What is asked of every folder, and what only of one that is read: another table, much larger.
_STAMPS, _SEEN = "stamps", "seen"
_TABLE = "CREATE TABLE IF NOT EXISTS {} (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID"
_AT_ONCE = 500

Stamp = tuple[int, int, int]


def file_stamp(path: str | Path) -> Stamp | None:
    """Size and times (ns) of the file at *path*; None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - thousands of times
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


class FileStamps:
    """What is remembered of each folder, by its key: any value that JSON can hold.

    Of its files in detail is told apart: `seen`.
    """

    def __init__(self, path: Path) -> None:
        self._waiting = 0
        self._texts: dict[str, str] = {}
        try:
            self._base = _opened(path)
        except sqlite3.DatabaseError:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            try:
                self._base = _opened(path)
            except sqlite3.DatabaseError:
                self._base = _opened(":memory:")
        with suppress(sqlite3.DatabaseError):
            self._texts.update(self._base.execute("SELECT key, value FROM stamps"))

    def get(self, key: str) -> dict[str, Any]:
        """What is remembered under *key*; empty if nothing is."""
        return _mapping(self._texts.get(key))

    def put(self, key: str, value: dict[str, Any]) -> None:
        """Remember *value* under *key*."""
        self._texts[key] = self._put(_STAMPS, key, value)

    def seen(self, key: str) -> dict[str, Any]:
        """What is remembered of the files of the folder *key*; empty if nothing is."""
        try:
            row = self._base.execute("SELECT value FROM seen WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:
            return {}
        return _mapping(row[0] if row else None)

    def put_seen(self, key: str, value: Mapping[str, Any]) -> None:
        """Remember *value* of the files of the folder *key*."""
        self._put(_SEEN, key, value)

    def _put(self, table: str, key: str, value: Mapping[str, Any]) -> str:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        with suppress(sqlite3.DatabaseError):
            self._base.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (key, text))  # noqa: S608 - ours
            self._waiting += 1
            if self._waiting >= _AT_ONCE:
                self._waiting = 0
                self._base.commit()
        return text

    def keep(self, keys: Collection[str]) -> None:
        """Forget all but *keys*."""
        with suppress(sqlite3.DatabaseError):
            gone = [(key,) for key in self._texts if key not in keys]
            for table in (_STAMPS, _SEEN):
                self._base.executemany(f"DELETE FROM {table} WHERE key = ?", gone)  # noqa: S608 - ours

    def close(self) -> None:
        """Write what is still to be written."""
        with suppress(sqlite3.DatabaseError):
            self._base.commit()
        self._base.close()


def _opened(path: Path | str) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    base.execute("PRAGMA synchronous = OFF")  # a power cut costs time only
    for table in (_STAMPS, _SEEN):
        base.execute(_TABLE.format(table))
        base.execute(f"SELECT key FROM {table} LIMIT 1").fetchone()  # noqa: S608 - ours
    return base


def _mapping(text: object) -> dict[str, Any]:
    """The mapping in *text*; empty if that is none."""
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


Params = dict[str, str | int | float]

# What is remembered under a folder: who it is of with the stamp of its file, and the digest of it
# all with the stamp under which it is that.
_ID, _WHOLE = "id", "whole"


@dataclass(frozen=True)
class FolderScan:
    """Where reviews, decisions and evidence lie beside the folders."""

    reviews: Path | None = None
    evidence_root: Path | None = None

    def identity(self, stamps: FileStamps, found: DiscoveredFolder) -> FolderIdentity:
        """Who *found* is of; nobody if that cannot be read."""
        tree = tree_of(found.path)
        stamp = None
        if isinstance(tree, LocalFolderTree):
            path = f"{found.path}/{PROVIDER_FILE}"
            if os.path.islink(path):  # noqa: PTH114 - thousands of times
                return identity_at(tree)
            stamp = file_stamp(path)
        stamped = stamps.get(found.key)
        known = stamped.get(_ID)
        if isinstance(known, list) and stamp is not None and known[0] == list(stamp):
            return FolderIdentity(*known[1:])
        try:
            who = identity_in(tree.read(PROVIDER_FILE, MAX_BYTES + 1))
        except OSError:
            return FolderIdentity()
        if stamp is not None:
            stamps.put(found.key, {**stamped, _ID: [list(stamp), *who]})
        return who

    def at_key(self, found: DiscoveredFolder, code: str, key: str, params: Params) -> Finding:
        """A finding at *key* in the `provider.yaml` of *found*, which could be read."""
        shown = f"{found.shown}/{PROVIDER_FILE}"
        raw = tree_of(found.path).read(PROVIDER_FILE, MAX_BYTES)
        return parse_yaml(text_of(raw, shown), shown).finding(code, (key,), params)

    def known_digest(
        self, stamped: Mapping[str, Any], found: DiscoveredFolder, provider: str | None
    ) -> str | None:
        """The digest of *found* packed, if nothing in it changed since that was *stamped*."""
        known = stamped.get(_WHOLE)
        if not isinstance(known, list) or known[0] != self._stamp(found, provider):
            return None
        digest: str = known[1]
        return digest

    def look(
        self, stamps: FileStamps, found: DiscoveredFolder, provider: str | None
    ) -> FolderSnapshot:
        """*found* packed; what need not be read again is remembered."""
        stamp = self._stamp(found, provider)  # before it is read: what changes meanwhile is seen
        known = stamps.seen(found.key)
        snapshot, seen = self._packed(found, cast("SnapshotMemory", known))
        if seen != known:
            stamps.put_seen(found.key, seen)
        before = stamps.get(found.key)
        whole = stamp and [stamp, snapshot.digest]
        if before.get(_WHOLE) != whole:
            stamps.put(found.key, {**before, _WHOLE: whole})
        return snapshot

    def _stamp(self, found: DiscoveredFolder, provider: str | None) -> str | None:
        """What stays the same while no file of *provider*, in *found* or beside it, changes."""
        now, trees = time_ns(), [tree_of(found.path)]
        if self.evidence_root is not None and provider is not None:
            trees.append(self._beside(provider))
        stamps = [tree.stamp(now) if isinstance(tree, LocalFolderTree) else None for tree in trees]
        return None if None in stamps else f"{provider} {stamps}"

    def read(self, found: DiscoveredFolder) -> FolderSnapshot:
        """*found* packed, all of it read."""
        return self._packed(found)[0]

    def _packed(
        self, found: DiscoveredFolder, known: SnapshotMemory | None = None
    ) -> tuple[FolderSnapshot, SnapshotMemory]:
        beside = None if self.evidence_root is None else self._beside
        return pack(tree_of(found.path), beside, known)

    def _beside(self, provider: str) -> FolderTree:
        return LocalFolderTree((self.evidence_root or Path()) / provider)

    def records(self, provider: str | None) -> RecordFiles | None:
        """The manager's files on *provider*; None: nobody looked."""
        if self.reviews is None:
            return None
        return record_files(self.reviews, provider) if provider else RecordFiles()

    def decision(self, provider: str | None) -> Named | None:
        """The name and the bytes of the decision on *provider*, if there is one."""
        if self.reviews is None or provider is None:
            return None
        path = self.reviews / f"{provider}{ENDING}"
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return readable(path.as_posix()), stream.read(MAX_BYTES + 1)
