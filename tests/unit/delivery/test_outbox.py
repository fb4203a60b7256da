"""The outbox: each letter once, whatever happens in between."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dpcap.delivery.outbox import Outbox, opened
from dpcap.delivery.send_policy import GOES, SendPermissions
from dpcap.errors import InvalidInputError
from dpcap.model.outbox import OutboxEntry, OutboxReason, OutgoingLetter, QueueState
from outbox_letters import SECOND, noon, outgoing, put

BOUNCED = OutboxReason(code="DP441", detail="550 no such user")
LATER = OutboxReason(code="DP442", detail="450 later")
CORRECT, RESEND = SendPermissions(correct=True), SendPermissions(resend_uncertain=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "发件箱 outbox.db"


@pytest.fixture
def outbox(path: Path) -> Iterator[Outbox]:
    with opened(path, noon, pytest.fail) as found:
        yield found


def one(outbox: Outbox, state: QueueState, letter: OutgoingLetter | None = None) -> OutboxEntry:
    """A letter brought into *state*."""
    (entry,) = put(outbox, [letter or outgoing()], CORRECT)
    if state != "queued":
        outbox.begin(entry.id)
    if state in {"sent", "failed", "uncertain"}:
        outbox.settle(entry.id, state, BOUNCED if state == "failed" else None)
    return next(found for found in outbox.entries() if found.id == entry.id)


def ruling(
    outbox: Outbox,
    letter: OutgoingLetter,
    permissions: SendPermissions = SendPermissions(),  # noqa: B008
) -> str:
    with outbox.whole():
        return outbox.put(letter, permissions)[0]


@pytest.mark.parametrize(
    ("state", "plain", "resent"),
    [
        ("queued", "waiting", "waiting"),
        ("sent", "sent", "sent"),
        ("failed", "failed", "failed"),
        ("uncertain", "uncertain", "again"),
    ],
)
def test_the_same_letter_again(outbox: Outbox, state: QueueState, plain: str, resent: str) -> None:
    """Another profile or engine changes the words; that alone sends nothing, corrected or not."""
    one(outbox, state)
    again = outgoing(words="another engine, another score", run=SECOND)
    assert ruling(outbox, again) == plain
    assert ruling(outbox, again, CORRECT) == plain
    assert ruling(outbox, again, RESEND) == resent
    assert len(outbox.entries()) == 1


@pytest.mark.parametrize(
    "change",
    [{"decision": SECOND}, {"template": "declined"}, {"recipient": "new@applicant.example.com"}],
    ids=["decision", "template", "recipient"],
)
@pytest.mark.parametrize(
    ("state", "plain", "corrected"),
    [
        ("queued", "new", "new"),
        ("failed", "new", "new"),
        ("sent", "second", "correction"),
        ("uncertain", "second", "correction"),
    ],
)
def test_another_letter_in_the_same_occasion(
    path: Path, change: dict[str, Any], state: QueueState, plain: str, corrected: str
) -> None:
    for permissions, expected in (
        (SendPermissions(), plain),
        (RESEND, plain),
        (CORRECT, corrected),
    ):
        path.unlink(missing_ok=True)
        with opened(path, noon, pytest.fail) as outbox:
            first = one(outbox, state)
            assert ruling(outbox, outgoing(**change), permissions) == expected
            if expected in GOES:
                newest = outbox.entries()[-1]
                assert newest.follows == (None if state == "queued" else first.id)
                one_more = outgoing(**change, words="changed since")
                assert ruling(outbox, one_more, permissions) == "waiting"


def test_another_occasion_is_another_letter(outbox: Outbox) -> None:
    one(outbox, "sent")
    assert ruling(outbox, outgoing(occasion="2027-Q1")) == "new"


def test_what_waits_says_what_was_approved_last(outbox: Outbox) -> None:
    first = one(outbox, "queued")
    (entry,) = put(outbox, [outgoing(words="approved later", run=SECOND)])
    assert (entry.id, entry.run) == (first.id, SECOND)
    assert b"approved later" in outbox.content(entry.id)


def test_the_words_of_a_letter_that_gave_way_are_gone(path: Path) -> None:
    with opened(path, noon, pytest.fail) as outbox:
        put(outbox, [outgoing(words="an address that was wrong", recipient="x@example.com")])
        (second,) = put(outbox, [outgoing(words="the right one")])
        assert outbox.entries() == [second]
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT letter FROM messages").fetchall() == [(second.id,)]


def test_all_or_nothing(outbox: Outbox) -> None:
    def take_in_and_fail() -> None:
        with outbox.whole():
            outbox.put(outgoing("p1"), SendPermissions())
            raise RuntimeError("not what was approved")

    with pytest.raises(RuntimeError):
        take_in_and_fail()
    assert outbox.entries() == []


def test_a_doubt_is_only_ever_settled_by_success(outbox: Outbox) -> None:
    entry = one(outbox, "uncertain")
    for state, expected in (("queued", "uncertain"), ("failed", "uncertain"), ("sent", "sent")):
        outbox.begin(entry.id)
        assert outbox.settle(entry.id, state, LATER) == expected  # type: ignore[arg-type]


def test_nothing_is_sent_that_does_not_wait(outbox: Outbox) -> None:
    entry = one(outbox, "sent")
    with pytest.raises(LookupError):
        outbox.begin(entry.id)


def test_an_end_in_the_middle_leaves_doubt(path: Path) -> None:
    with opened(path, noon, pytest.fail) as outbox:
        one(outbox, "sending")
    with opened(path, noon, pytest.fail) as outbox:
        (entry,) = outbox.entries()
    assert (entry.state, entry.doubtful, entry.attempts) == ("uncertain", True, 1)
    assert entry.reason == OutboxReason(code="DP444")


def test_a_message_that_was_tampered_with_is_not_sent(path: Path) -> None:
    with opened(path, noon, pytest.fail) as outbox:
        entry = one(outbox, "queued")
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE messages SET content=?", (b"Subject: another\r\n\r\n",))
    with opened(path, noon, pytest.fail) as outbox, pytest.raises(InvalidInputError):
        outbox.content(entry.id)


def test_a_row_that_is_none_is_told(path: Path) -> None:
    with opened(path, noon, pytest.fail) as outbox:
        one(outbox, "queued")
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE letters SET template='invoice'")
    with pytest.raises(InvalidInputError) as caught, opened(path, noon, pytest.fail) as outbox:
        outbox.entries()
    assert "letter 1 is not whole" in caught.value.findings[0].message("en")


def test_only_one_at_a_time(path: Path) -> None:
    class WaitsError(Exception):
        pass

    def give_up() -> None:
        raise WaitsError

    with (
        opened(path, noon, pytest.fail),
        pytest.raises(WaitsError),
        opened(path, noon, give_up),
    ):
        pass
    with opened(path, noon, pytest.fail):
        pass


def test_what_must_survive_a_power_cut_waits_for_the_disk(outbox: Outbox) -> None:
    """`sending` and what was taken in do; that it went need not: it would be in doubt."""
    done: list[str] = []
    outbox._base.set_trace_callback(done.append)
    one(outbox, "sent")
    commits = [line for line in done if line == "COMMIT" or "synchronous" in line]
    assert commits == [
        "PRAGMA synchronous=FULL", "COMMIT",
        "PRAGMA synchronous=FULL", "COMMIT",
        "PRAGMA synchronous=NORMAL", "COMMIT",
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"no database at all" * 99, b"sqlite", b"later"])
def test_what_is_no_outbox_is_left_alone(path: Path, content: bytes) -> None:
    if content == b"sqlite":
        with closing(sqlite3.connect(path)) as base, base:
            base.execute("CREATE TABLE other (x)")
    elif content == b"later":
        with opened(path, noon, pytest.fail):
            pass
        with closing(sqlite3.connect(path)) as base, base:
            base.execute("PRAGMA user_version=99")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(InvalidInputError) as caught, opened(path, noon, pytest.fail):
        pass
    assert caught.value.findings[0].code == "DP440"
    assert path.read_bytes() == before
