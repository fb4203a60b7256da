"""The outbox: which letter went to whom, so that each goes once, whatever happens meanwhile.

One process at a time sends from an outbox (a lock that the system lets go of when it dies). A
letter is `sending` on the disk before its last bytes leave, and `sent` once the server said so:
whoever finds it `sending` with nobody at work knows that it may or may not have gone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from dpcap.delivery.message import fingerprint
from dpcap.delivery.outbox_db import entry_of, taken, transaction, unusable
from dpcap.delivery.send_policy import GOES, LetterKey, SendPermissions, SendRuling, send_ruling
from dpcap.delivery.transport import OutgoingMessage
from dpcap.errors import InvalidInputError
from dpcap.lock import held
from dpcap.model.finding import Finding
from dpcap.model.outbox import OutboxEntry, OutboxReason, OutgoingLetter, QueueState

Clock = Callable[[], datetime]

_CUT_SHORT = OutboxReason(code="DP444")
_CONTENT = ("这封信的内容被改动过", "the message of this letter was changed")
_ADDRESS = (
    "这封信的发件人或收件人不是批准时的那个",
    "sender or recipient of this letter is not the one that was approved",
)
_ADD = """
INSERT INTO letters (provider, occasion, template, recipient, decision, run, sender, message_id,
  mark, sha256, size, state, follows, queued_at, changed_at)
VALUES (:provider, :occasion, :template, :recipient, :decision, :run, :sender, :message_id,
  :mark, :sha256, :size, 'queued', :follows, :time, :time)
"""
_RENEW = """
UPDATE letters SET run=:run, sender=:sender, message_id=:message_id, mark=:mark, sha256=:sha256,
  size=:size
WHERE id=:id
"""


class Outbox:
    """An outbox under this process's lock: see `opened`."""

    def __init__(self, base: sqlite3.Connection, now: Clock) -> None:
        self._base = base
        self._now = now

    def entries(
        self, provider: str | None = None, occasion: str | None = None
    ) -> list[OutboxEntry]:
        """Every letter, or those to *provider*, in *occasion*; oldest first."""
        rows = self._base.execute(
            "SELECT * FROM letters WHERE (:p IS NULL OR provider=:p) "
            "AND (:o IS NULL OR occasion=:o) ORDER BY id",
            {"p": provider, "o": occasion},
        )
        return [entry_of(row) for row in rows]

    def content(self, letter: int) -> bytes:
        """The message of a letter. Raises InvalidInputError if it is not what was approved.

        Its fingerprint covers sender, recipient and message: none of them may be another now.
        """
        row = self._base.execute(
            "SELECT content, sha256, mark, sender, recipient FROM messages "
            "JOIN letters ON letter=id WHERE id=?",
            (letter,),
        ).fetchone()
        if row is None or sha256(row["content"]).hexdigest() != row["sha256"]:
            raise InvalidInputError([_changed(letter, _CONTENT)])
        post = OutgoingMessage(row["sender"], row["recipient"], bytes(row["content"]))
        if fingerprint(post) != row["mark"]:
            raise InvalidInputError([_changed(letter, _ADDRESS)])
        return post.content

    @contextmanager
    def whole(self) -> Iterator[None]:
        """What is put meanwhile is kept as a whole, or not at all if something is raised."""
        with transaction(self._base):
            yield

    def put(
        self, outgoing: OutgoingLetter, permissions: SendPermissions
    ) -> tuple[SendRuling, OutboxEntry]:
        """Take *outgoing* in, if it may go out; the ruling, and the letter it is about.

        To be called inside `whole`. What waits of this provider and occasion gives way to it: it
        has told nobody anything.
        """
        provider, occasion = outgoing.provider, outgoing.occasion
        key = LetterKey(
            provider, occasion, outgoing.template, outgoing.recipient, outgoing.decision
        )
        ruling, about = send_ruling(key, self.entries(provider, occasion), permissions)
        if about is not None and ruling not in GOES:
            return ruling, about
        if about is not None and ruling in {"waiting", "again"}:
            return ruling, self._renewed(about, outgoing)
        self._base.execute(
            "DELETE FROM letters WHERE provider=? AND occasion=? AND state='queued'",
            (provider, occasion),
        )
        return ruling, self._added(outgoing)

    def begin(self, letter: int) -> None:
        """Say that the last bytes of a letter are about to leave."""
        with transaction(self._base):
            done = self._base.execute(
                "UPDATE letters SET state='sending', changed_at=? "
                "WHERE id=? AND state IN ('queued', 'uncertain')",
                (self._time(), letter),
            )
            if done.rowcount != 1:
                raise LookupError(f"letter {letter} is not waiting")

    def settle(
        self, letter: int, state: QueueState, reason: OutboxReason | None = None
    ) -> QueueState:
        """Keep what became of an attempt; the state in which the letter stands now.

        A letter that may have gone before can only become sent: that one attempt failed says
        nothing of the one before. It need not wait for the disk: should a power cut undo it, the
        letter is in doubt.
        """
        with transaction(self._base, durable=False):
            row = self._base.execute(
                "SELECT doubtful FROM letters WHERE id=?", (letter,)
            ).fetchone()
            doubtful = bool(row["doubtful"]) or state == "uncertain"
            now: QueueState = "uncertain" if doubtful and state != "sent" else state
            self._base.execute(
                "UPDATE letters SET state=?, doubtful=?, attempts=attempts+1, code=?, detail=?, "
                "changed_at=? WHERE id=?",
                (now, doubtful, *_columns(reason), self._time(), letter),
            )
        return now

    def remark(self, letters: Iterable[int], reason: OutboxReason) -> None:
        """Keep why those of *letters* that wait could not be tried."""
        rows = [(*_columns(reason), self._time(), letter) for letter in letters]
        with transaction(self._base):
            self._base.executemany(
                "UPDATE letters SET code=?, detail=?, changed_at=? WHERE id=? AND state='queued'",
                rows,
            )

    def requeue(self, letter: int) -> None:
        """Let a letter that failed wait again."""
        with transaction(self._base):
            self._base.execute(
                "UPDATE letters SET state='queued', changed_at=? WHERE id=? AND state='failed'",
                (self._time(), letter),
            )

    def doubt(self) -> None:
        """Whatever is `sending` while nobody sends may or may not have gone."""
        with transaction(self._base):
            self._base.execute(
                "UPDATE letters SET state='uncertain', doubtful=1, attempts=attempts+1, code=?, "
                "detail=?, changed_at=? WHERE state='sending'",
                (*_columns(_CUT_SHORT), self._time()),
            )

    def _added(self, outgoing: OutgoingLetter) -> OutboxEntry:
        (last,) = self._base.execute(
            "SELECT max(id) FROM letters WHERE provider=? AND occasion=?",
            (outgoing.provider, outgoing.occasion),
        ).fetchone()
        fields = {**_fields(outgoing), "follows": last, "time": self._time()}
        letter = self._base.execute(_ADD, fields).lastrowid
        self._base.execute("INSERT INTO messages VALUES (?, ?)", (letter, outgoing.content))
        return self.entry(letter)

    def _renewed(self, entry: OutboxEntry, outgoing: OutgoingLetter) -> OutboxEntry:
        """A letter that waits says what was approved last."""
        self._base.execute(_RENEW, {**_fields(outgoing), "id": entry.id})
        self._base.execute(
            "UPDATE messages SET content=? WHERE letter=?", (outgoing.content, entry.id)
        )
        return self.entry(entry.id)

    def entry(self, letter: int | None) -> OutboxEntry:
        """The letter with this id, which is there."""
        return entry_of(
            self._base.execute("SELECT * FROM letters WHERE id=?", (letter,)).fetchone()
        )

    def _time(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="seconds")


@contextmanager
def opened(path: Path, now: Clock, on_wait: Callable[[], None]) -> Iterator[Outbox]:
    """The outbox at *path* (made if there is none), held alone; *now* tells the time.

    *on_wait* is called once if another process holds it; it may raise. What a process left
    `sending` when it ended is uncertain. Raises InvalidInputError if the file is no outbox, OSError
    if the system does not let it be used.
    """
    with ExitStack() as stack:
        stack.enter_context(held(path.with_name(f"{path.name}.lock"), on_wait))
        base = stack.enter_context(closing(taken(path)))
        try:
            outbox = Outbox(base, now)
            outbox.doubt()
            yield outbox
            outbox.doubt()
        except sqlite3.Error as error:
            raise unusable(path, error) from error


def _columns(reason: OutboxReason | None) -> tuple[str | None, str | None]:
    return (reason.code, reason.detail) if reason else (None, None)


def _fields(outgoing: OutgoingLetter) -> dict[str, str | int | None]:
    content = outgoing.content
    measured = {"sha256": sha256(content).hexdigest(), "size": len(content)}
    return {**outgoing.model_dump(exclude={"content"}), **measured}


def _changed(letter: int, what: tuple[str, str]) -> Finding:
    zh, en = what
    return Finding(code="DP440", node=f"#{letter}", params={"problem_zh": zh, "problem_en": en})
