"""What is seen of one folder, and what is remembered of it so that it need not be read again.

What is remembered holds no result. Losing it costs time and nothing else, so a damaged file is
thrown away, and what the disk does not take is forgotten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time_ns
from typing import Any

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
from dpcap.intake.folder_tree import FolderTree, LocalFolderTree, listing_of
from dpcap.intake.layout import PROVIDER_FILE
from dpcap.intake.records import Named, RecordFiles, record_files
from dpcap.intake.remote import tree_of
from dpcap.intake.source import MAX_BYTES, parse_yaml, text_of
from dpcap.model.finding import Finding

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


Params = dict[str, str | int | float]

# What is remembered under a folder: who it is of with the stamp of its file, its files, and the
# digest of it all with the stamp under which it is that.
_ID, _SEEN, _WHOLE = "id", "memory", "whole"


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
            path = tree.root / PROVIDER_FILE
            if path.is_symlink():
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
        self, found: DiscoveredFolder, provider: str | None, stamped: dict[str, Any]
    ) -> str | None:
        """The digest of *found* packed, if nothing in it changed since that was remembered."""
        known = stamped.get(_WHOLE)
        if not isinstance(known, list) or known[0] != self._stamp(found, provider):
            return None
        digest: str = known[1]
        return digest

    def _stamp(self, found: DiscoveredFolder, provider: str | None) -> str | None:
        """What stays the same while no file of *provider*, in *found* or beside it, changes."""
        now, trees = time_ns(), [tree_of(found.path)]
        if self.evidence_root is not None and provider is not None:
            trees.append(self._beside(provider))
        stamps = [listing_of(tree).stamp(now) for tree in trees]
        return None if None in stamps else json.dumps([provider, stamps])

    def look(
        self, found: DiscoveredFolder, provider: str | None, stamped: dict[str, Any]
    ) -> tuple[FolderSnapshot, dict[str, Any]]:
        """*found* packed, and what to remember of it; *stamped* is what was remembered before."""
        stamp = self._stamp(found, provider)  # before it is read: what changes meanwhile is seen
        snapshot, seen = self._packed(found, stamped.get(_SEEN))
        return snapshot, {**stamped, _SEEN: seen, _WHOLE: stamp and [stamp, snapshot.digest]}

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
