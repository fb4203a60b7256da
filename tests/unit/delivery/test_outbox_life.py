"""The outbox through any order of events, crashes among them."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
)

from dpcap.delivery.outbox import opened
from dpcap.delivery.send_policy import GOES, LetterKey, SendPermissions, letter_key
from dpcap.errors import InvalidInputError
from dpcap.model.outbox import OutboxReason, OutgoingLetter, QueueState
from outbox_letters import FIRST, SECOND, noon, outgoing

LATER = OutboxReason(code="DP442", detail="450 later")
PROVIDERS = st.sampled_from(("p1", "p2"))
LETTERS = st.builds(
    lambda provider, decision, template, home: outgoing(
        provider,
        decision=decision,
        template=template,
        recipient=f"{provider}@{home}.example.com",
    ),
    PROVIDERS,
    st.sampled_from((FIRST, SECOND)),
    st.sampled_from(("admitted", "declined")),
    st.sampled_from(("one", "two")),
)
LEAVES = st.builds(SendPermissions, st.booleans(), st.booleans())
FATES = st.sampled_from(("sent", "failed", "queued", "uncertain"))


class Life(RuleBasedStateMachine):
    """An outbox through runs that end well, and runs that are cut off anywhere.

    `told` counts how often an aim may have reached its reader: by a `sent`, or by a doubt.
    """

    waiting = Bundle("waiting")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.sent: dict[LetterKey, int] = {}
        self.doubts: set[LetterKey] = set()
        self.opening: Any = None

    @initialize()
    def begin(self) -> None:
        self._open()

    def _open(self) -> None:
        self.opening = opened(self.folder / "outbox.db", noon, pytest.fail)
        self.outbox = self.opening.__enter__()

    @rule(target=waiting, letters=st.lists(LETTERS, max_size=3), permissions=LEAVES)
    def put(self, letters: list[OutgoingLetter], permissions: SendPermissions) -> Any:
        going = []
        with self.outbox.whole():
            for letter in letters:
                ruled, entry = self.outbox.put(letter, permissions)
                if ruled not in GOES:
                    continue
                going.append((entry.id, ruled))
                if ruled == "again":
                    assert permissions.resend_uncertain
                if ruled == "correction":
                    assert permissions.correct
        return multiple(*going)

    @rule(letter=waiting, fate=FATES)
    def send(self, letter: tuple[int, str], fate: QueueState) -> None:
        number, _ = letter
        entry = next((one for one in self.outbox.entries() if one.id == number), None)
        if entry is None or entry.state not in {"queued", "uncertain"}:
            return
        self.outbox.begin(number)
        state = self.outbox.settle(number, fate, LATER)
        key = letter_key(entry)
        if state == "sent":
            self.sent[key] = self.sent.get(key, 0) + 1
        if state == "uncertain":
            self.doubts.add(key)

    @rule(letter=waiting)
    def killed_while_sending(self, letter: tuple[int, str]) -> None:
        entry = next((one for one in self.outbox.entries() if one.id == letter[0]), None)
        if entry is None or entry.state not in {"queued", "uncertain"}:
            return
        self.outbox.begin(entry.id)
        self.doubts.add(letter_key(entry))
        self._die()

    @rule(letters=st.lists(LETTERS, min_size=1, max_size=3))
    def killed_while_taking_in(self, letters: list[OutgoingLetter]) -> None:
        before = self.outbox.entries()
        self.outbox._base.execute("BEGIN IMMEDIATE")
        for letter in letters:
            self.outbox.put(letter, SendPermissions(correct=True))
        self._die()
        assert self.outbox.entries() == before

    @rule()
    def end_and_begin(self) -> None:
        self.opening.__exit__(None, None, None)
        self._open()

    def _die(self) -> None:
        """As by kill -9: the file as the disk has it, and nobody to tidy up."""
        copy = Path(mkdtemp())
        for file in self.folder.iterdir():
            shutil.copy(file, copy)
        self.outbox._base.close()
        with pytest.raises(InvalidInputError):
            self.opening.__exit__(None, None, None)
        shutil.rmtree(self.folder)
        self.folder = copy
        self._open()

    @invariant()
    def nothing_goes_twice(self) -> None:
        assert all(count == 1 for count in self.sent.values())

    @invariant()
    def what_went_is_known(self) -> None:
        if self.opening is None:
            return
        states = {letter_key(entry): entry.state for entry in self.outbox.entries()}
        assert all(states[key] == "sent" for key in self.sent)
        assert all(states[key] in {"uncertain", "sent"} for key in self.doubts)

    @invariant()
    def every_further_letter_follows_one(self) -> None:
        if self.opening is None:
            return
        firsts = [
            (entry.provider, entry.occasion)
            for entry in self.outbox.entries()
            if entry.follows is None
        ]
        assert len(firsts) == len(set(firsts))

    def teardown(self) -> None:
        if self.opening is not None:
            self.opening.__exit__(None, None, None)
        shutil.rmtree(self.folder)


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=40, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
