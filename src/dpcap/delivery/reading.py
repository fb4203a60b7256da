"""What is in an outbox, for whoever only looks."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

from dpcap.delivery.shelf import entry_of
from dpcap.model.outbox import Entry


class Reading:
    """The letters in an outbox that is open; without one there are none."""

    def __init__(self, base: sqlite3.Connection | None) -> None:
        self._opened = base

    def entries(self, provider: str | None = None, occasion: str | None = None) -> list[Entry]:
        """Every letter, or those to *provider* in *occasion*, oldest first."""
        if self._opened is None:
            return []
        rows = self._opened.execute(
            "SELECT * FROM letters WHERE (:p IS NULL OR provider=:p) "
            "AND (:o IS NULL OR occasion=:o) ORDER BY id",
            {"p": provider, "o": occasion},
        )
        return [entry_of(row) for row in rows]

    def content(self, letter: int) -> bytes:
        """The message of a letter. Raises LookupError if it is not what was put there."""
        row: sqlite3.Row | None = None
        if self._opened is not None:
            row = self._opened.execute(
                "SELECT content, sha256 FROM messages JOIN letters ON letter=id WHERE id=?",
                (letter,),
            ).fetchone()
        if row is None or sha256(row["content"]).hexdigest() != row["sha256"]:
            raise LookupError(f"the message of letter {letter} is not whole")
        return bytes(row["content"])
