"""What is said on the terminal while letters leave, and how many stand where."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from dpcap.cli.batch_progress import progress
from dpcap.cli.language import TALK, say
from dpcap.model.outbox import STATES, OutboxEntry
from dpcap.report.sanitize import printable
from dpcap.workflow.delivery_channel import SendingObserver
from dpcap.workflow.letter_words import STATE_WORDS


def sending_observer() -> SendingObserver:
    """Progress on the terminal; of each letter that did not go, why."""
    return SendingObserver(
        writing=partial(progress, what=say("写信", "writing")),
        sending=partial(progress, what=say("发信", "sending")),
        attempted=_attempted,
        pausing=_pausing,
        waiting=_waiting,
    )


def now() -> datetime:
    """The time, with the zone of this machine."""
    return datetime.now().astimezone()


def counted(entries: Sequence[OutboxEntry]) -> str:
    """`sent 12, failed 1`."""
    numbers = {state: sum(one.state == state for one in entries) for state in STATES}
    shown = (f"{STATE_WORDS[one].say(TALK)} {count}" for one, count in numbers.items() if count)
    return say("，", ", ").join(shown)


def talk(text: str) -> None:
    """Say *text* to whoever is at the terminal."""
    print(printable(text), file=sys.stderr)


def _attempted(entry: OutboxEntry) -> None:
    if entry.state != "sent" and entry.reason is not None:
        talk(f"{entry.recipient}: {entry.reason.say(TALK)}")


def _pausing(seconds: float) -> None:
    talk(
        say(
            f"有信被暂缓，{seconds:.0f} 秒后再试；可按 Ctrl-C 停下，未发的留在队里",
            f"some were put off; trying again in {seconds:.0f} seconds. "
            "Ctrl-C stops, and what is left waits",
        )
    )


def _waiting() -> None:
    """Another process holds the outbox."""
    talk(
        say(
            "另一个 dpcap 正在用这个发件箱，等它结束……",
            "another dpcap is using this outbox; waiting for it …",
        )
    )
