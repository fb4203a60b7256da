"""What `dpcap outbox` lists, writes and sends again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from dpcap.cli.extras import needing
from dpcap.cli.language import TALK, say
from dpcap.cli.ledger import Item, Ledger
from dpcap.cli.send_way import counted, hand_over, now, say_waiting, talk, way_of
from dpcap.cli.send_words import LETTER_WORDS, STATE_WORDS, day_of
from dpcap.cli.write import to_stdout
from dpcap.delivery.outbox import Outbox, opened
from dpcap.delivery.send_policy import SendPermissions, may_go_again
from dpcap.errors import UsageError, chosen
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.mail import load_mail
from dpcap.model.outbox import STATES, OutboxEntry
from dpcap.report.batch.grid import FORMATS

NOT_SENT = 4
_RECIPIENT = 2
_COLUMNS = {
    "id": say("编号", "id"),
    "state": say("状态", "state"),
    "provider": say("服务商", "provider"),
    "occasion": say("期次", "occasion"),
    "template": say("信件", "letter"),
    "recipient": say("收件人", "recipient"),
    "attempts": say("尝试", "attempts"),
    "follows": say("续于", "follows"),
    "queued_at": say("入队时间", "queued at"),
    "changed_at": say("变更时间", "changed at"),
    "size": say("字节", "bytes"),
    "decision": say("结论摘要", "decision"),
    "run": say("批次摘要", "run"),
    "message_id": say("邮件编号", "message id"),
    "mark": say("信件指纹", "fingerprint"),
    "sha256": "sha256",
    "code": say("原因代码", "code"),
    "reason": say("原因", "reason"),
}


def list_letters(file: Path, states: Collection[str], form: str, export: Path | None) -> None:
    """Print the letters in *file* that are in one of *states* (none: all); write them to *export*.

    Raises UsageError if there is no such file, InvalidInputError if it is no outbox.
    """
    _exists(file)
    with opened(file, now, say_waiting) as outbox:
        entries = [one for one in outbox.entries() if not states or one.state in states]
        if export is not None:
            _write(outbox, entries, export)
    if form == "terminal":
        _print(entries)
        return
    heads = tuple(_COLUMNS) if form == "json" else tuple(_COLUMNS.values())
    with to_stdout() as write:
        for piece in chosen(FORMATS, form)(heads, map(_row, entries)):
            write(piece)


def retry_letter(
    file: Path, letter: int, mail: Path | None, to_dir: Path | None, *, resend_uncertain: bool
) -> int:
    """Send the letter with this id again, as it was approved; the exit code.

    Raises UsageError if it may not go again, InvalidInputError if it is not what was approved, and
    what `way_of` raises.
    """
    _exists(file)
    if mail is None:
        raise UsageError(say("--retry 须有 --mail", "--retry needs --mail"))
    with needing("mail", "--retry"):
        settings = load_mail(mail)
    with opened(file, now, say_waiting) as outbox:
        entries = outbox.entries()
        entry = next((one for one in entries if one.id == letter), None)
        if entry is None:
            raise UsageError(say(f"没有编号 {letter} 的信", f"there is no letter {letter}"))
        if not may_go_again(entry, entries, SendPermissions(resend_uncertain=resend_uncertain)):
            raise UsageError(_not_again(entry))
        outbox.content(letter)  # what was changed since it was approved is not even queued
        way = way_of(settings, mail, to_dir)
        outbox.requeue(letter)
        hand_over(outbox, [entry], way)
        after = outbox.entry(letter)
    talk(counted([after]))
    return 0 if after.state == "sent" else NOT_SENT


def _exists(file: Path) -> None:
    if not file.is_file():
        raise UsageError(say(f"没有发件箱 {file}", f"there is no outbox {file}"))


def _not_again(entry: OutboxEntry) -> str:
    if entry.state == "sent":
        return say("这封信已经发出", "this letter has been sent")
    if entry.state in {"uncertain", "sending"}:
        return say(
            "这封信可能已送达：问过收件人后，要重发请加 --resend-uncertain",
            "this letter may have arrived: ask the recipient, then add --resend-uncertain",
        )
    return say(
        "同一家在本期已有更新的一封，这封不再发",
        "the provider has had a later letter in this occasion; this one goes no more",
    )


def _write(outbox: Outbox, entries: Sequence[OutboxEntry], folder: Path) -> None:
    for entry in entries:
        path = folder / f"{entry.id:05}-{entry.provider}.eml"
        write_atomically(path, outbox.content(entry.id), durable=False)
    talk(say(f"已写入 {len(entries)} 封到 {folder}", f"wrote {len(entries)} to {folder}"))


def _print(entries: Sequence[OutboxEntry]) -> None:
    ledger = Ledger(soft=_RECIPIENT)
    for state in STATES:
        ledger.section(STATE_WORDS[state], (_item(one) for one in entries if one.state == state))
    ledger.print()
    talk(counted(entries) or say("发件箱是空的。", "the outbox is empty."))


def _item(entry: OutboxEntry) -> Item:
    cells = (
        f"#{entry.id}",
        entry.provider,
        entry.recipient,
        LETTER_WORDS[entry.template],
        entry.occasion,
        day_of(entry.changed_at),
    )
    why = f"{entry.reason.code} {entry.reason.say(TALK)}" if entry.reason else ""
    return Item(cells, why, bad=entry.state in {"failed", "uncertain"})


def _row(entry: OutboxEntry) -> tuple[object, ...]:
    fields = {
        **entry.model_dump(exclude={"reason"}),
        "code": entry.reason.code if entry.reason else None,
        "reason": entry.reason.say(TALK) if entry.reason else None,
    }
    return tuple(fields[name] for name in _COLUMNS)
