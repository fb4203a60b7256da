"""What is approved: all of a letter but the moment at which it leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.delivery.message import digest_of, fingerprint
from dpcap.delivery.send_policy import LetterKey
from dpcap.delivery.transport import OutgoingMessage
from outbox_letters import FIRST

BODY = b"\r\nDate: in the body\r\n"


def post(date: bytes = b"Thu, 26 Nov 2026 12:00:00 +0000", **more: bytes | str) -> OutgoingMessage:
    head = b"From: a@example.com\r\nDate: " + date + b"\r\nSubject: b\r\n"
    return OutgoingMessage(**{"sender": "a@example.com", "recipient": "b@example.com",
                   "content": head + BODY, **more})  # type: ignore[arg-type] # fmt: skip


def test_the_date_is_no_part_of_it() -> None:
    assert fingerprint(post()) == fingerprint(post(b"Fri, 27 Nov 2026\r\n 09:00:00 +0800"))


@pytest.mark.parametrize(
    "other",
    [
        {"sender": "c@example.com"},
        {"recipient": "c@example.com"},
        {"content": post().content.replace(b"in the body", b"another")},
        {"content": post().content.replace(b"Subject: b", b"Subject: c")},
        {"content": post().content + b"x"},
    ],
)
def test_all_else_is(other: dict[str, bytes | str]) -> None:
    assert fingerprint(post(**other)) != fingerprint(post())


@given(st.binary(max_size=80))
def test_any_bytes_have_one(content: bytes) -> None:
    assert fingerprint(post(content=content)) == fingerprint(post(content=content))


AIMS = st.builds(
    lambda provider, to: LetterKey(provider, "2026-Q4", "admitted", to, FIRST),
    st.sampled_from(("p1", "p2")),
    st.sampled_from(("a@example.com", "b@example.com")),
)


@given(st.lists(st.tuples(AIMS, st.sampled_from(("1", "2"))), max_size=4), st.randoms())
def test_the_digest_of_a_run_knows_no_order(letters: list[tuple[LetterKey, str]], draw) -> None:
    shuffled = list(letters)
    draw.shuffle(shuffled)
    assert digest_of(letters) == digest_of(shuffled)
    one_more = (LetterKey("p3", "2026-Q4", "admitted", "c@example.com", FIRST), "1")
    assert digest_of(letters) != digest_of([*letters, one_more])
