"""What lies in an outbox: listed, written out, and sent again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from dpcap.delivery.outbox import Outbox, opened
from dpcap.delivery.ruling import Leave, may_go_again
from dpcap.errors import UsageError
from dpcap.intake.mail import load_mail
from dpcap.intake.safely import write_atomically
from dpcap.model.outbox import Entry, Reason, State
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.delivery_channel import SendingWatch, channel_of, hand_over


class RetriedLetter(NamedTuple):
    """A letter after it was sent again; `problem`: why the server took nothing."""

    entry: Entry
    problem: Reason | None


def letters_in(
    file: Path,
    states: Collection[State] = (),
    export: Path | None = None,
    watch: SendingWatch | None = None,
) -> list[Entry]:
    """The letters in the outbox *file* that are in one of *states* (none: all), oldest first.

    Their messages are written into the folder *export*, if there is one. Raises UsageError if there
    is no such file, InvalidInputError if it is no outbox.
    """
    _exists(file)
    watch = watch or SendingWatch()
    with opened(file, watch.clock, watch.waiting) as outbox:
        entries = [one for one in outbox.entries() if not states or one.state in states]
        if export is not None:
            _write(outbox, entries, export)
    return entries


def retry_letter(
    file: Path,
    letter: int,
    mail: Path,
    configuration: Configuration,
    *,
    to_dir: Path | None = None,
    leave: Leave | None = None,
    watch: SendingWatch | None = None,
) -> RetriedLetter:
    """Send the letter with this id again, as it was approved, by the settings in *mail*.

    Raises UsageError if it may not go again, InvalidInputError if it is not what was approved,
    ImportError without the extra `mail`, and what `channel_of` raises.
    """
    _exists(file)
    settings, watch = load_mail(mail), watch or SendingWatch()
    with opened(file, watch.clock, watch.waiting) as outbox:
        entries = outbox.entries()
        entry = next((one for one in entries if one.id == letter), None)
        if entry is None:
            raise UsageError(f"there is no letter {letter}", f"没有编号 {letter} 的信")
        if not may_go_again(entry, entries, leave or Leave()):
            raise _not_again(entry)
        outbox.content(letter)  # what was changed since it was approved is not even queued
        channel = channel_of(settings, mail, to_dir, configuration.environ)
        outbox.requeue(letter)
        problem = hand_over(outbox, [entry], channel, watch)
        return RetriedLetter(outbox.entry(letter), problem)


def _exists(file: Path) -> None:
    if not file.is_file():
        raise UsageError(f"there is no outbox {file}", f"没有发件箱 {file}")


def _not_again(entry: Entry) -> UsageError:
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


def _write(outbox: Outbox, entries: Sequence[Entry], folder: Path) -> None:
    for entry in entries:
        path = folder / f"{entry.id:05}-{entry.provider}.eml"
        write_atomically(path, outbox.content(entry.id), durable=False)
