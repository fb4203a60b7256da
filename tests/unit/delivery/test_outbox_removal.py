"""Letters that go from an outbox: whole, or only their words; what is left goes on as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.delivery.outbox import opened
from dpcap.delivery.outbox_removal import empty_letters, held_letters, remove_letters
from dpcap.delivery.send_policy import SendPermissions
from dpcap.model.outbox import QueueState
from outbox_letters import SECOND, noon, outgoing, put

WORDS = "what the decision said of them"
CORRECT = SendPermissions(correct=True)


def letter(path: Path, state: QueueState, provider: str = "p1", **more: str) -> int:
    """A letter of these words in the outbox at *path*, brought into *state*."""
    with opened(path, noon, pytest.fail) as outbox:
        (entry,) = put(outbox, [outgoing(provider, words=WORDS, **more)], CORRECT)
        if state != "queued":
            outbox.begin(entry.id)
            outbox.settle(entry.id, state)
        return entry.id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.db"


def kept(path: Path) -> bytes:
    """All bytes of the outbox, and of what lies beside it."""
    return b"".join(one.read_bytes() for one in sorted(path.parent.iterdir()))


@pytest.mark.parametrize("state", ["sent", "uncertain"])
def test_what_may_have_gone_stays_known_without_its_words(path: Path, state: QueueState) -> None:
    first = letter(path, state)
    assert WORDS.encode() in kept(path)
    empty_letters(path, frozenset((first,)), pytest.fail)
    assert WORDS.encode() not in kept(path)
    (held,) = held_letters(path, pytest.fail)
    assert (held.id, held.provider, held.state) == (first, "p1", state)
    with opened(path, noon, pytest.fail) as outbox:
        (entry,) = outbox.entries()
        assert outbox.content(first) == held.content
        assert outbox.put(outgoing(), SendPermissions())[0] == state
    assert entry.size == len(held.content)


@pytest.mark.parametrize("state", ["queued", "failed"])
def test_what_has_not_gone_goes_whole(path: Path, state: QueueState) -> None:
    first, other = letter(path, state), letter(path, state, "p2")
    empty_letters(path, frozenset((first,)), pytest.fail)
    assert [one.id for one in held_letters(path, pytest.fail)] == [other]
    assert b"p1@applicant" not in kept(path)


@pytest.mark.parametrize("remove", [empty_letters, remove_letters])
def test_a_letter_that_is_gone_already_hinders_nothing(path: Path, remove: object) -> None:
    """Somebody else may have removed it since it was found."""
    first = letter(path, "sent")
    remove(path, frozenset((first, first + 1)), pytest.fail)  # type: ignore[operator]
    remove(path, frozenset((first, first + 1)), pytest.fail)  # type: ignore[operator]
    left = [one.id for one in held_letters(path, pytest.fail)]
    assert left == ([first] if remove is empty_letters else [])


def test_a_correction_follows_what_is_left_before_it(path: Path) -> None:
    ids = [
        letter(path, "sent"),
        letter(path, "sent", decision=SECOND),
        letter(path, "sent", template="declined"),
    ]
    remove_letters(path, frozenset((ids[1],)), pytest.fail)
    with opened(path, noon, pytest.fail) as outbox:
        assert [(one.id, one.follows) for one in outbox.entries()] == [
            (ids[0], None),
            (ids[2], ids[0]),
        ]
