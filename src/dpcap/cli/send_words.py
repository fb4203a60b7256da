"""How letters, their states and what becomes of them are called on the terminal."""

from __future__ import annotations

from dpcap.cli.language import TALK, say
from dpcap.delivery.send_policy import Ruling
from dpcap.model.mail import LetterKind
from dpcap.model.outbox import OutboxEntry, State

LETTER_WORDS: dict[LetterKind, str] = {
    "admitted": say("准入", "admitted"),
    "conditional": say("有条件准入", "conditional"),
    "declined": say("不予准入", "declined"),
    "reassess": say("重新评估", "reassess"),
    "reminder": say("到期提醒", "reminder"),
}
STATE_WORDS: dict[State, str] = {
    "queued": say("排队", "queued"),
    "sending": say("发送中", "sending"),
    "sent": say("已发出", "sent"),
    "failed": say("失败", "failed"),
    "uncertain": say("存疑", "uncertain"),
}


def day_of(time: str) -> str:
    """The day of a time in the outbox."""
    return time[:10]


def why_not(ruling: Ruling, entry: OutboxEntry) -> str:
    """Why a letter does not go out, given the *entry* on which that hangs."""
    if ruling == "sent":
        day = day_of(entry.changed_at)
        return say(f"本期已于 {day} 发出", f"sent in this occasion on {day}")
    if ruling == "second":
        sent = LETTER_WORDS[entry.template]
        return say(
            f"本期已给过 {entry.recipient} 一封（{sent}）；要以新的更正它，请加 --correct",
            f"{entry.recipient} had a letter in this occasion ({sent}); --correct sends another",
        )
    reason = entry.reason.say(TALK) if entry.reason else ""
    return f"#{entry.id} {STATE_WORDS[entry.state]}{say('：', ': ')}{reason}"


def why_so(ruling: Ruling, entry: OutboxEntry | None) -> str:
    """What is to be known of a letter that goes out, beside the rule that chose it."""
    if entry is None:
        return ""
    if ruling == "again":
        return say("存疑，再发一次；", "it may have gone, and goes again; ")
    if ruling == "correction":
        day = day_of(entry.changed_at)
        return say(f"更正 {day} 的一封；", f"corrects the one of {day}; ")
    said = entry.reason.detail if entry.reason else ""
    return say(f"排队中，{said}；", f"waits already, {said}; ") if said else ""
