"""Taking letters out of an outbox for good: no free page of the file keeps their bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from dpcap.delivery.message import fingerprint
from dpcap.delivery.outbox_db import taken, transaction, unusable
from dpcap.delivery.transport import OutgoingMessage
from dpcap.lock import held
from dpcap.model.outbox import QueueState


class HeldLetter(NamedTuple):
    """A letter in an outbox, with its message's bytes (none: they were removed)."""

    id: int
    provider: str
    state: QueueState
    changed_on: date
    content: bytes


def held_letters(path: Path, on_wait: Callable[[], None]) -> tuple[HeldLetter, ...]:
    """Every letter in the outbox at *path*. Raises InvalidInputError, OSError."""
    with _opened(path, on_wait) as base:
        rows = base.execute(
            "SELECT id, provider, state, changed_at, content FROM letters "
            "LEFT JOIN messages ON letter=id ORDER BY id"
        )
        return tuple(
            HeldLetter(
                row["id"],
                row["provider"],
                row["state"],
                date.fromisoformat(row["changed_at"][:10]),
                bytes(row["content"] or b""),
            )
            for row in rows
        )


def remove_letters(path: Path, letters: frozenset[int], on_wait: Callable[[], None]) -> None:
    """Remove *letters* from the outbox at *path* altogether. Raises as `held_letters` does."""
    with _opened(path, on_wait) as base:
        with transaction(base):
            base.execute("PRAGMA defer_foreign_keys=ON")
            _delete(base, letters)
        _shrink(base)


def empty_letters(path: Path, letters: frozenset[int], on_wait: Callable[[], None]) -> None:
    """Remove the messages of *letters*; that they were sent stays known. Raises likewise.

    What was not sent yet goes altogether, since nothing is left to be sent.
    """
    with _opened(path, on_wait) as base:
        with transaction(base):
            base.execute("PRAGMA defer_foreign_keys=ON")
            for letter in letters:
                _empty(base, letter)
        _shrink(base)


def _empty(base: sqlite3.Connection, letter: int) -> None:
    row = base.execute(
        "SELECT state, sender, recipient FROM letters WHERE id=?", (letter,)
    ).fetchone()
    if row is None:
        return
    if row["state"] in ("queued", "failed"):
        _delete(base, frozenset((letter,)))
        return
    stub = _stub(row["sender"], row["recipient"])
    mark = fingerprint(OutgoingMessage(row["sender"], row["recipient"], stub))
    base.execute("UPDATE messages SET content=? WHERE letter=?", (stub, letter))
    base.execute(
        "UPDATE letters SET sha256=?, size=?, mark=? WHERE id=?",
        (sha256(stub).hexdigest(), len(stub), mark, letter),
    )


def _stub(sender: str, recipient: str) -> bytes:
    """The message that stands for one that was removed."""
    message = EmailMessage()
    message["From"], message["To"] = sender, recipient
    message["Subject"] = "removed"
    message.set_content("removed")
    return message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _delete(base: sqlite3.Connection, letters: frozenset[int]) -> None:
    """Delete *letters*; a letter that came after one of them follows what is left before it."""
    for letter in sorted(letters, reverse=True):
        row = base.execute("SELECT follows FROM letters WHERE id=?", (letter,)).fetchone()
        if row is None:
            continue
        base.execute("DELETE FROM messages WHERE letter=?", (letter,))
        after = base.execute("SELECT id FROM letters WHERE follows=?", (letter,)).fetchone()
        base.execute("DELETE FROM letters WHERE id=?", (letter,))
        if after is not None:
            base.execute("UPDATE letters SET follows=? WHERE id=?", (row["follows"], after["id"]))


def _shrink(base: sqlite3.Connection) -> None:
    """Leave no byte of what was deleted in the file or in its log."""
    base.execute("VACUUM")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _opened(path: Path, on_wait: Callable[[], None]) -> Iterator[sqlite3.Connection]:
    with (
        held(path.with_name(f"{path.name}.lock"), on_wait),
        closing(taken(path)) as base,
    ):
        try:
            base.execute("PRAGMA secure_delete=ON")
            yield base
        except sqlite3.Error as error:
            raise unusable(path, error) from error
