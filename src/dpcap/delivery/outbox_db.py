"""The outbox's file: an SQLite database, how it is opened and how its rows are read.

It keeps a write-ahead log, because that makes one commit one wait for the disk, and because a
commit that need not survive a power cut can do without any, and still survive the end of the
process. Such a log usually needs memory that processes share, which network disks do not have.
This one does not: whoever opens the outbox holds it alone (`locking_mode=EXCLUSIVE`), to read it as
well. On macOS `fullfsync` makes the disk itself write.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from dpcap.errors import InvalidInputError
from dpcap.model.finding import Finding
from dpcap.model.outbox import OutboxEntry, OutboxReason

# "dpcO": what tells an outbox from any other database.
_APPLICATION = 0x6470634F
_VERSION = 1
# Seconds to wait for somebody who reads.
_PATIENCE = 30.0

# What the system would not do, by SQLite's primary result codes.
_REFUSED = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
    sqlite3.SQLITE_LOCKED: errno.EBUSY,
    sqlite3.SQLITE_IOERR: errno.EIO,
}

_LAYOUT = """
CREATE TABLE letters (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  provider TEXT NOT NULL, occasion TEXT NOT NULL, template TEXT NOT NULL, recipient TEXT NOT NULL,
  decision TEXT NOT NULL, run TEXT NOT NULL, sender TEXT NOT NULL, message_id TEXT NOT NULL,
  mark TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'uncertain')),
  attempts INTEGER NOT NULL DEFAULT 0,
  follows INTEGER UNIQUE REFERENCES letters (id),
  doubtful INTEGER NOT NULL DEFAULT 0,
  code TEXT, detail TEXT,
  queued_at TEXT NOT NULL, changed_at TEXT NOT NULL,
  UNIQUE (provider, occasion, template, recipient, decision)
);
CREATE UNIQUE INDEX first_letter ON letters (provider, occasion) WHERE follows IS NULL;
CREATE TABLE messages (
  letter INTEGER PRIMARY KEY REFERENCES letters (id) ON DELETE CASCADE, content BLOB NOT NULL
);
"""


def taken(path: Path) -> sqlite3.Connection:
    """The outbox at *path*, made if there is none. Raises InvalidInputError, OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _understood(path):
        base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        base.row_factory = sqlite3.Row
        try:
            _settle_in(base, path)
        except BaseException:
            base.close()
            raise
        return base


def _settle_in(base: sqlite3.Connection, path: Path) -> None:
    """Make *base* ours for good; nothing in it changes before it is known to be an outbox."""
    base.execute("PRAGMA locking_mode=EXCLUSIVE")
    (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables:
        _check(base, path)
    for setting in ("journal_mode=WAL", "fullfsync=1", "foreign_keys=1"):
        base.execute(f"PRAGMA {setting}")
    if not tables:
        _lay_out(base)


def _lay_out(base: sqlite3.Connection) -> None:
    with transaction(base):
        for statement in filter(str.strip, _LAYOUT.split(";")):
            base.execute(statement)
        base.execute(f"PRAGMA application_id={_APPLICATION}")
        base.execute(f"PRAGMA user_version={_VERSION}")


@contextmanager
def _understood(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise unusable(path, error) from error


@contextmanager
def transaction(base: sqlite3.Connection, *, durable: bool = True) -> Iterator[None]:
    """All of it or nothing. What is not *durable* may be undone by a power cut, by nothing else."""
    base.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        base.execute("ROLLBACK")
        raise
    base.execute("COMMIT")


def unusable(path: Path, error: sqlite3.Error) -> InvalidInputError | OSError:
    """What to raise where *path* cannot be used: it is no outbox, or the system will not."""
    refused = _REFUSED.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if refused is not None:
        return OSError(refused, str(error), str(path))
    return InvalidInputError([_finding(path, "它不是发件箱，或已损坏", str(error))])


def entry_of(row: sqlite3.Row) -> OutboxEntry:
    """A row of `letters`. Raises sqlite3.DatabaseError if it is none."""
    fields = dict(row)
    code, detail = fields.pop("code"), fields.pop("detail")
    reason = OutboxReason(code=code, detail=detail or "") if code else None
    try:
        return OutboxEntry.model_validate({**fields, "reason": reason})
    except ValidationError as error:
        raise sqlite3.DatabaseError(f"letter {fields.get('id')} is not whole") from error


def _check(base: sqlite3.Connection, path: Path) -> None:
    """Raises InvalidInputError if *base* is no outbox, or one of a later dpcap."""
    (application,) = base.execute("PRAGMA application_id").fetchone()
    (version,) = base.execute("PRAGMA user_version").fetchone()
    if application != _APPLICATION:
        said = _finding(path, "不是 dpcap 的发件箱", "it is no outbox of dpcap")
    elif version != _VERSION:
        said = _finding(
            path,
            f"格式版本为 {version}，这里认识 {_VERSION}",
            f"its layout is version {version}, this dpcap knows {_VERSION}",
        )
    else:
        return
    raise InvalidInputError([said])


def _finding(path: Path, zh: str, en: str) -> Finding:
    return Finding(code="DP440", file=str(path), params={"problem_zh": zh, "problem_en": en})
