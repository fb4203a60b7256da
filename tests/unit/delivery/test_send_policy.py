"""Which letter of the outbox may be tried again."""

from __future__ import annotations

from typing import Any

import pytest

from dpcap.delivery.send_policy import SendPermissions, may_go_again
from dpcap.model.outbox import OutboxEntry, QueueState
from outbox_letters import NOON, outgoing

NO_LEAVE, RESEND = SendPermissions(), SendPermissions(resend_uncertain=True)


def entry(letter: int, state: QueueState, **more: Any) -> OutboxEntry:
    told = outgoing().model_dump(exclude={"content"})
    rest = {"sha256": "0" * 64, "size": 1, "attempts": 1, "follows": None, "doubtful": False}
    times = {"reason": None, "queued_at": NOON.isoformat(), "changed_at": NOON.isoformat()}
    return OutboxEntry.model_validate(
        {"id": letter, "state": state, **told, **rest, **times, **more}
    )


@pytest.mark.parametrize(
    ("state", "plain", "resent"),
    [
        ("queued", True, True),
        ("failed", True, True),
        ("uncertain", False, True),
        ("sending", False, False),
        ("sent", False, False),
    ],
)
def test_a_letter_may_go_again_if_it_has_not_gone(
    state: QueueState, plain: bool, resent: bool
) -> None:
    one = entry(1, state)
    assert may_go_again(one, [one], NO_LEAVE) is plain
    assert may_go_again(one, [one], RESEND) is resent


@pytest.mark.parametrize("state", ["queued", "sending", "sent", "uncertain"])
@pytest.mark.parametrize("first", ["queued", "failed", "uncertain"])
def test_a_letter_goes_no_more_once_a_later_one_was_made(
    first: QueueState, state: QueueState
) -> None:
    """Whoever was told the newer word must not be told the older one after it."""
    one, later = entry(1, first), entry(2, state, decision="1" * 64)
    assert not may_go_again(one, [one, later], RESEND)


@pytest.mark.parametrize(
    "other",
    [
        {"letter": 2, "state": "failed"},
        {"letter": 2, "state": "sent", "occasion": "2027-Q1"},
        {"letter": 2, "state": "sent", "provider": "p2"},
        {"letter": 0, "state": "sent"},
    ],
    ids=["failed", "another occasion", "another provider", "an earlier one"],
)
def test_other_letters_are_not_in_its_way(other: dict[str, Any]) -> None:
    one = entry(1, "failed")
    assert may_go_again(one, [one, entry(**other)], NO_LEAVE)
