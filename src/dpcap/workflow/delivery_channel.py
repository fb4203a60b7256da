"""How letters leave: by the server that mail.yaml names, or into a folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from dpcap.delivery.deliver import DeliveryReport, RateLimit, RetryPolicy, deliver
from dpcap.delivery.outbox import Outbox
from dpcap.delivery.password import secret_of
from dpcap.delivery.smtp import SmtpTransport
from dpcap.delivery.smtp_connection import SmtpConnection
from dpcap.delivery.transport import FolderTransport, ServerError, Transport
from dpcap.errors import UsageError
from dpcap.model.address import address_of
from dpcap.model.mail import MailSettings, SmtpSettings
from dpcap.model.outbox import OutboxEntry, OutboxReason

# How many things there are → what is to be called after each of them.
Progress = Callable[[int], AbstractContextManager[Callable[[object], None]]]


def _ignore(_: object) -> None:
    """Nobody wants to know."""


def no_progress(_: int) -> AbstractContextManager[Callable[[object], None]]:
    """Progress that nobody looks at."""
    return nullcontext(_ignore)


@dataclass(frozen=True)
class SendingObserver:
    """Who follows what is written and sent, by default nobody.

    `writing` and `sending`: the progress over the letters written and sent. `attempted`: a letter
    as it stands after an attempt. `pausing`: for how many seconds nothing is sent. `waiting`:
    another process holds the outbox; what it raises ends the wait.
    """

    writing: Progress = no_progress
    sending: Progress = no_progress
    attempted: Callable[[OutboxEntry], None] = _ignore
    pausing: Callable[[float], None] = _ignore
    waiting: Callable[[], None] = lambda: None


UNOBSERVED = SendingObserver()


@dataclass(frozen=True)
class DeliveryChannel:
    """A transport, how many messages a minute it takes, and how often each is tried in a run."""

    transport: Transport
    per_minute: int | None
    attempts: int


def channel_of(
    mail: MailSettings, path: Path, to_dir: Path | None, environ: Mapping[str, str]
) -> DeliveryChannel:
    """The channel for the letters of *mail*, read from *path*; into *to_dir* if that is given.

    *environ* may hold the password. Raises UsageError and InvalidInputError: no server is named,
    or its password cannot be had.
    """
    if to_dir is not None:
        return DeliveryChannel(FolderTransport(to_dir), None, 1)
    if mail.smtp is None:
        raise UsageError(
            f"{path} names no server under smtp: add it, or deliver into a folder by --to-dir",
            f"{path} 没有写 smtp：请补上，或用 --to-dir 写入目录",
        )
    smtp = _placed(mail.smtp, path.parent)
    secret = secret_of(smtp, environ)
    line = SmtpConnection(smtp, secret, address_of(mail.sender.address).domain)
    return DeliveryChannel(SmtpTransport(line), smtp.per_minute, smtp.attempts)


def hand_over(
    outbox: Outbox,
    letters: Sequence[OutboxEntry],
    channel: DeliveryChannel,
    observer: SendingObserver,
) -> OutboxReason | None:
    """Send *letters*; why the server takes none, if that ended it."""
    rate_limit = RateLimit(channel.per_minute, time.monotonic, time.sleep)

    def sleep(seconds: float) -> None:
        observer.pausing(seconds)
        time.sleep(seconds)

    try:
        with observer.sending(len(letters)) as on_done:

            def on_told(told: DeliveryReport) -> None:
                if not told.will_retry:
                    on_done(told)
                observer.attempted(outbox.entry(told.entry.id))

            patience = RetryPolicy(channel.attempts, sleep)
            deliver(outbox, letters, channel.transport, rate_limit, patience, on_told=on_told)
    except ServerError as error:
        return error.reason
    finally:
        channel.transport.close()
    return None


def _placed(smtp: SmtpSettings, directory: Path) -> SmtpSettings:
    """*smtp* with `ca_file` seen from the directory of mail.yaml."""
    if smtp.ca_file is None:
        return smtp
    return smtp.model_copy(update={"ca_file": str(directory / smtp.ca_file)})
