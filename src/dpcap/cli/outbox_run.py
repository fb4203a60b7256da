"""`dpcap outbox` on a terminal: what it lists, and what became of a letter sent again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from dpcap.cli.configuration import configuration
from dpcap.cli.language import TALK, say
from dpcap.cli.ledger import Ledger, LedgerEntry
from dpcap.cli.sending import counted, now, sending_observer, talk
from dpcap.cli.write import to_stdout
from dpcap.delivery.send_policy import SendPermissions
from dpcap.errors import UsageError
from dpcap.model.outbox import STATES, OutboxEntry, QueueState
from dpcap.report.table_formats import TABLE_FORMATS, Table
from dpcap.workflow.extras import needing
from dpcap.workflow.letter_words import LETTER_WORDS, STATE_WORDS, day_of
from dpcap.workflow.outbox import OutboxRequest, RetryRequest, list_letters, retry_letter

NOT_SENT = 4
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
    "decision": say("结论校验码", "decision"),
    "run": say("批次校验码", "run"),
    "message_id": say("邮件编号", "message id"),
    "mark": say("信件指纹", "fingerprint"),
    "sha256": "sha256",
    "code": say("原因代码", "code"),
    "reason": say("原因", "reason"),
}


def print_letters(
    file: Path, states: Collection[QueueState], form: str, export: Path | None
) -> None:
    """Print the letters in *file* that are in one of *states* (none: all); write them to *export*.

    Raises UsageError if there is no such file, InvalidInputError if it is no outbox.
    """
    request = OutboxRequest(file, now, frozenset(states), export)
    entries = list_letters(request, sending_observer())
    if export is not None:
        count = len(entries)
        talk(say(f"已写入 {count} 封到 {export}", f"wrote {count} to {export}"))
    if form == "terminal":
        _print(entries)
        return
    table = Table(tuple(_COLUMNS), tuple(_COLUMNS.values()), map(_row, entries))
    with to_stdout() as write:
        for piece in TABLE_FORMATS.find("outbox", form).renderer(table):
            write(piece)


def send_again(
    file: Path, letter: int, mail: Path | None, to_dir: Path | None, *, resend_uncertain: bool
) -> int:
    """Send the letter with this id again, as it was approved; the exit code.

    Raises UsageError and InvalidInputError as `retry_letter` does.
    """
    if mail is None:
        raise UsageError("--retry needs --mail", "--retry 须有 --mail")
    permissions = SendPermissions(resend_uncertain=resend_uncertain)
    request = RetryRequest(file, now, letter, mail, to_dir, permissions)
    with needing("mail", "--retry"):
        retried = retry_letter(request, configuration(), sending_observer())
    if retried.problem:
        talk(retried.problem.say(TALK))
    talk(counted([retried.entry]))
    return 0 if retried.entry.state == "sent" else NOT_SENT


def _print(entries: Sequence[OutboxEntry]) -> None:
    ledger = Ledger()
    for state in STATES:
        title = STATE_WORDS[state].say(TALK)
        ledger.section(title, (_item(one) for one in entries if one.state == state))
    ledger.print()
    talk(counted(entries) or say("发件箱是空的。", "the outbox is empty."))


def _item(entry: OutboxEntry) -> LedgerEntry:
    cells = (
        f"#{entry.id}",
        entry.provider,
        entry.recipient,
        LETTER_WORDS[entry.template].say(TALK),
        entry.occasion,
        day_of(entry.changed_at),
    )
    why = f"{entry.reason.code} {entry.reason.say(TALK)}" if entry.reason else ""
    return LedgerEntry(cells, why, bad=entry.state in {"failed", "uncertain"})


def _row(entry: OutboxEntry) -> tuple[object, ...]:
    fields = {
        **entry.model_dump(exclude={"reason"}),
        "code": entry.reason.code if entry.reason else None,
        "reason": entry.reason.say(TALK) if entry.reason else None,
    }
    return tuple(fields[name] for name in _COLUMNS)
