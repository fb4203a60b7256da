"""How letters leave: by the server that mail.yaml names, or into a folder."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dpcap.cli.batch_progress import progress
from dpcap.cli.findings import printable
from dpcap.cli.language import TALK, say
from dpcap.cli.send_words import STATE_WORDS
from dpcap.delivery.deliver import DeliveryReport, RateLimit, RetryPolicy, deliver
from dpcap.delivery.outbox import Outbox
from dpcap.delivery.password import secret_of
from dpcap.delivery.smtp import SmtpTransport
from dpcap.delivery.smtp_connection import SmtpConnection
from dpcap.delivery.transport import FolderTransport, ServerError, Transport
from dpcap.errors import UsageError
from dpcap.model.address import address_of
from dpcap.model.mail import MailSettings, SmtpSettings
from dpcap.model.outbox import STATES, OutboxEntry


@dataclass(frozen=True)
class Way:
    """A transport, how many messages a minute it takes, and how often each is tried in a run."""

    transport: Transport
    per_minute: int | None
    attempts: int


def way_of(mail: MailSettings, path: Path, to_dir: Path | None) -> Way:
    """The way for the letters of *mail*, read from *path*; into *to_dir* if that is given.

    Raises UsageError and InvalidInputError: no server is named, or its password cannot be had.
    """
    if to_dir is not None:
        return Way(FolderTransport(to_dir), None, 1)
    if mail.smtp is None:
        raise UsageError(
            say(
                f"{path} 没有写 smtp：请补上，或用 --to-dir 写入目录",
                f"{path} names no server under smtp: add it, or deliver into a folder by --to-dir",
            )
        )
    smtp = _placed(mail.smtp, path.parent)
    secret = secret_of(smtp, os.environ)
    line = SmtpConnection(smtp, secret, address_of(mail.sender.address).domain)
    return Way(SmtpTransport(line), smtp.per_minute, smtp.attempts)


def hand_over(outbox: Outbox, letters: Sequence[OutboxEntry], way: Way) -> None:
    """Send *letters*; of each that did not go, and of a server that takes none, say why."""
    pace = RateLimit(way.per_minute, time.monotonic, time.sleep)
    try:
        with progress(len(letters), say("发信", "sending")) as on_done:
            deliver(
                outbox,
                letters,
                way.transport,
                pace,
                RetryPolicy(way.attempts, _sleep),
                on_told=lambda told: _tell(outbox, told, on_done),
            )
    except ServerError as error:
        talk(error.reason.say(TALK))
    finally:
        way.transport.close()


def counted(entries: Sequence[OutboxEntry]) -> str:
    """`sent 12, failed 1`."""
    numbers = {state: sum(one.state == state for one in entries) for state in STATES}
    shown = (f"{STATE_WORDS[state]} {count}" for state, count in numbers.items() if count)
    return say("，", ", ").join(shown)


def now() -> datetime:
    """The time, with the zone of this machine."""
    return datetime.now().astimezone()


def say_waiting() -> None:
    """Say that another process holds the outbox."""
    talk(
        say(
            "另一个 dpcap 正在用这个发件箱，等它结束……",
            "another dpcap is using this outbox; waiting for it …",
        )
    )


def talk(text: str) -> None:
    """Say *text* to whoever is at the terminal."""
    print(printable(text), file=sys.stderr)


def _tell(outbox: Outbox, told: DeliveryReport, on_done: Callable[[object], None]) -> None:
    if not told.will_retry:
        on_done(told)
    entry = outbox.entry(told.entry.id)
    if entry.state != "sent" and entry.reason is not None:
        talk(f"{entry.recipient}: {entry.reason.say(TALK)}")


def _sleep(seconds: float) -> None:
    talk(
        say(
            f"有信被暂缓，{seconds:.0f} 秒后再试；可按 Ctrl-C 停下，未发的留在队里",
            f"some were put off; trying again in {seconds:.0f} seconds. "
            "Ctrl-C stops, and what is left waits",
        )
    )
    time.sleep(seconds)


def _placed(smtp: SmtpSettings, directory: Path) -> SmtpSettings:
    """*smtp* with `ca_file` seen from the directory of mail.yaml."""
    if smtp.ca_file is None:
        return smtp
    return smtp.model_copy(update={"ca_file": str(directory / smtp.ca_file)})
