"""Many letters through real faults: each applicant gets one, or it stands there why not."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

import outbox_letters
from batches import POSIX, end
from dpcap.delivery.deliver import DeliveryReport, RateLimit, RetryPolicy, deliver
from dpcap.delivery.outbox import opened
from dpcap.delivery.transport import FolderTransport, OutgoingMessage, ServerError
from dpcap.model.outbox import OutboxEntry
from outbox_letters import crowd, no_pace, noon, put, smtp_to
from post_office import ACCEPT, DOUBTS, FAULTS, REFUSALS, Clerk, office


def entries_in(path: Path) -> list[OutboxEntry]:
    with opened(path, noon, pytest.fail) as outbox:
        return outbox.entries()


def hold_the_law(path: Path, clerk: Clerk, count: int) -> dict[str, int]:
    """Each applicant got exactly one letter, or stands in the outbox with the reason why not."""
    entries, got = entries_in(path), clerk.by_recipient()
    assert len(entries) == count
    states: dict[str, int] = {}
    for entry in entries:
        states[entry.state] = states.get(entry.state, 0) + 1
        taken = got.get(entry.recipient, [])
        if entry.state == "sent":
            assert len(taken) == 1, entry
        elif entry.state == "uncertain":
            assert len(taken) <= 1, entry
        else:
            assert not taken, entry
        assert (entry.reason is None) == (entry.state == "sent"), entry
        assert entry.state in {"sent", "failed", "uncertain", "queued"}
    return states


def test_a_thousand_letters_through_every_fault(tmp_path: Path) -> None:
    draw = random.Random(20261126)
    plan = {
        letter.recipient: [draw.choice((*FAULTS, *[ACCEPT] * 26)) for _ in range(9)]
        for letter in crowd(1000)
    }
    path = tmp_path / "outbox.db"
    with office(lambda address, attempt: plan[address][attempt % 9]) as here:
        told = outbox_letters.run(path, here.port, crowd(1000))
        hold_the_law(path, here.clerk, 1000)
        for _ in range(2):
            outbox_letters.run(path, here.port, crowd(1000))
        states = hold_the_law(path, here.clerk, 1000)
    assert states["sent"] > 700
    assert states["failed"] > 20
    assert states["uncertain"] > 50
    assert any(one.will_retry for one in told)
    for entry in entries_in(path):
        asked = here.clerk.asked[entry.recipient]
        faults = {plan[entry.recipient][attempt % 9] for attempt in range(1, asked + 1)}
        assert (entry.state == "failed") <= bool(faults & REFUSALS)
        assert (entry.state == "uncertain") <= bool(faults & (DOUBTS | {"drop-data"}))


def test_greylisted_letters_go_in_the_second_round(tmp_path: Path) -> None:
    slept: list[float] = []
    with (
        office(lambda _, attempt: "greylist" if attempt < 3 else ACCEPT) as here,
        opened(tmp_path / "outbox.db", noon, pytest.fail) as outbox,
    ):
        told: list[DeliveryReport] = []
        waiting = put(outbox, crowd(3))
        transport = smtp_to(here.port)
        ended = deliver(
            outbox, waiting, transport, no_pace(), RetryPolicy(3, slept.append), on_told=told.append
        )
        transport.close()
    assert ended == {"sent": 3}
    assert slept == [60, 240]
    assert [one.will_retry for one in told] == [True] * 6 + [False] * 3
    assert {entry.attempts for entry in entries_in(tmp_path / "outbox.db")} == {3}


def test_so_many_letters_a_minute_are_sent_and_no_more(tmp_path: Path) -> None:
    clock, slept = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    with office() as here, opened(tmp_path / "outbox.db", noon, pytest.fail) as outbox:
        pace = RateLimit(30, lambda: clock[0], sleep)
        transport, waiting = smtp_to(here.port), put(outbox, crowd(4))
        patience = RetryPolicy(1, pytest.fail)
        ended = deliver(outbox, waiting, transport, pace, patience, on_told=lambda _: None)
        transport.close()
    assert (ended, slept) == ({"sent": 4}, [2, 2, 2])


def test_what_is_put_off_to_the_end_waits_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    with office(lambda *_: "greylist") as here:
        outbox_letters.run(path, here.port, crowd(2), attempts=2)
    with office() as here:
        assert {entry.state for entry in entries_in(path)} == {"queued"}
        reasons = {entry.reason.detail for entry in entries_in(path) if entry.reason}
        assert reasons == {"450 4.2.0 greylisted, come back in 60 seconds"}
        outbox_letters.run(path, here.port, crowd(2))
        assert hold_the_law(path, here.clerk, 2) == {"sent": 2}


@pytest.mark.parametrize("attempts", [1, 3])
def test_nobody_at_the_server(tmp_path: Path, attempts: int) -> None:
    path = tmp_path / "outbox.db"
    with office() as here:
        port = here.port
    with pytest.raises(ServerError):
        outbox_letters.run(path, port, crowd(3), attempts=attempts)
    codes = [(entry.state, entry.reason and entry.reason.code) for entry in entries_in(path)]
    assert codes == [("queued", "DP445")] * 3


def test_into_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "外发"
    for _ in range(2):
        with opened(tmp_path / "outbox.db", noon, pytest.fail) as outbox:
            deliver(
                outbox,
                put(outbox, crowd(5)),
                FolderTransport(folder),
                no_pace(),
                RetryPolicy(1, pytest.fail),
                on_told=lambda _: None,
            )
        assert sorted(file.read_bytes() for file in folder.iterdir()) == sorted(
            letter.content for letter in crowd(5)
        )


def test_into_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ServerError):
        FolderTransport(tmp_path / "file").send(OutgoingMessage("a", "b", b"c"), pytest.fail)


def test_the_pace() -> None:
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    rate_limit = RateLimit(30, lambda: now[0], sleep)
    for wanted in (0.0, 0.5, 9.0, 0.0):
        now[0] += wanted
        rate_limit.wait()
    assert slept == pytest.approx([1.5, 2.0])


# ── several processes ────────────────────────────────────────────────────────────────────────────


def start(path: Path, port: int, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, outbox_letters.__file__, str(path), str(port), str(count)],
        stderr=subprocess.PIPE,
        text=True,
    )


@POSIX
@pytest.mark.process
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Killed again and again: nobody gets two letters, everybody is accounted for."""
    path, count, draw = tmp_path / "outbox.db", 400, random.Random()
    with office() as here:
        kills = 0
        while kills < 25:
            before = len(here.clerk.taken)
            process = start(path, here.port, count)
            goal = before + draw.randrange(1, 25)
            while process.poll() is None and len(here.clerk.taken) < goal:
                time.sleep(0.0005)
            time.sleep(draw.random() * 0.003)
            process.kill()
            if end(process)[0] != -signal.SIGKILL:
                break
            kills += 1
        assert end(start(path, here.port, count))[0] == 0
        states = hold_the_law(path, here.clerk, count)
    assert kills > 5
    assert set(states) <= {"sent", "uncertain"}
    assert states.get("uncertain", 0) <= kills


@pytest.mark.process
def test_two_senders_at_once(tmp_path: Path) -> None:
    path, count = tmp_path / "outbox.db", 60
    with office() as here:
        both = [start(path, here.port, count) for _ in range(2)]
        assert [end(process)[0] for process in both] == [0, 0]
        assert hold_the_law(path, here.clerk, count) == {"sent": count}


@pytest.mark.process
def test_two_senders_in_one_process(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    with office() as here:
        both = [
            Thread(target=outbox_letters.run, args=(path, here.port, crowd(40))) for _ in range(2)
        ]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert hold_the_law(path, here.clerk, 40) == {"sent": 40}
