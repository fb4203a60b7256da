"""What lies in an outbox: listed, written out, and sent again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dpcap.delivery.outbox import Clock, Outbox, opened
from dpcap.delivery.send_policy import SendPermissions, may_go_again
from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.mail import load_mail
from dpcap.model.outbox import OutboxEntry, OutboxReason, QueueState
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.delivery_channel import (
    UNOBSERVED,
    SendingObserver,
    channel_of,
    hand_over,
)


@dataclass(frozen=True)
class OutboxRequest:
    """Which letters of the outbox in `file` are listed; None: not said.

    `states`: those in one of these (none: all). Their messages are written into the folder
    `export`. `clock` tells the time that the outbox bears.
    """

    file: Path
    clock: Clock
    states: frozenset[QueueState] = frozenset()
    export: Path | None = None


@dataclass(frozen=True)
class RetryRequest:
    """Which letter of the outbox in `file` is sent again, by the settings in `mail`.

    Into the folder `to_dir`, if one is named. `clock` tells the time that the outbox bears.
    """

    file: Path
    clock: Clock
    letter: int
    mail: Path
    to_dir: Path | None = None
    permissions: SendPermissions = field(default_factory=SendPermissions)


class RetriedLetter(NamedTuple):
    """A letter after it was sent again; `problem`: why the server took nothing."""

    entry: OutboxEntry
    problem: OutboxReason | None


def list_letters(
    request: OutboxRequest, observer: SendingObserver = UNOBSERVED
) -> list[OutboxEntry]:
    """The letters that *request* names, oldest first.

    Raises UsageError if there is no such file, InvalidInputError if it is no outbox.
    """
    _exists(request.file)
    with opened(request.file, request.clock, observer.waiting) as outbox:
        wanted = request.states
        entries = [one for one in outbox.entries() if not wanted or one.state in wanted]
        if request.export is not None:
            _write(outbox, entries, request.export)
    return entries


def retry_letter(
    request: RetryRequest,
    configuration: Configuration | None = None,
    observer: SendingObserver = UNOBSERVED,
) -> RetriedLetter:
    """Send a letter again, as it was approved.

    Raises UsageError if it may not go again, InvalidInputError if it is not what was approved,
    ImportError without the extra `mail`, and what `channel_of` raises.
    """
    _exists(request.file)
    here, letter, mail = configuration or Configuration(), request.letter, load_mail(request.mail)
    with opened(request.file, request.clock, observer.waiting) as outbox:
        entries = outbox.entries()
        entry = next((one for one in entries if one.id == letter), None)
        if entry is None:
            raise UsageError(f"there is no letter {letter}", f"没有编号 {letter} 的信")
        if not may_go_again(entry, entries, request.permissions):
            raise _not_again(entry)
        outbox.content(letter)  # what was changed since it was approved is not even queued
        channel = channel_of(mail, request.mail, request.to_dir, here.environ)
        outbox.requeue(letter)
        problem = hand_over(outbox, [entry], channel, observer)
        return RetriedLetter(outbox.entry(letter), problem)


def _exists(file: Path) -> None:
    if not file.is_file():
        raise UsageError(f"there is no outbox {file}", f"没有发件箱 {file}")


def _not_again(entry: OutboxEntry) -> UsageError:
    if entry.state == "sent":
        return UsageError("this letter has been sent", "这封信已经发出")
    if entry.state in {"uncertain", "sending"}:
        return UsageError(
            "this letter may have arrived: ask the recipient, then add --resend-uncertain",
            "这封信可能已送达：问过收件人后，要重发请加 --resend-uncertain",
        )
    return UsageError(
        "the provider has had a later letter in this occasion; this one goes no more",
        "同一家在本期已有更新的一封，这封不再发",
    )


def _write(outbox: Outbox, entries: Sequence[OutboxEntry], folder: Path) -> None:
    for entry in entries:
        path = folder / f"{entry.id:05}-{entry.provider}.eml"
        write_atomically(path, outbox.content(entry.id), durable=False)
