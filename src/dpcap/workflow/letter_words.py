"""How letters, their states and what becomes of them are called."""

from __future__ import annotations

from dpcap.delivery.ruling import Ruling
from dpcap.intake.wording import Both
from dpcap.model.mail import LetterKind
from dpcap.model.outbox import Entry, State

LETTER_WORDS: dict[LetterKind, Both] = {
    "admitted": Both("准入", "admitted"),
    "conditional": Both("有条件准入", "conditional"),
    "declined": Both("不予准入", "declined"),
    "reassess": Both("重新评估", "reassess"),
    "reminder": Both("到期提醒", "reminder"),
}
STATE_WORDS: dict[State, Both] = {
    "queued": Both("排队", "queued"),
    "sending": Both("发送中", "sending"),
    "sent": Both("已发出", "sent"),
    "failed": Both("失败", "failed"),
    "uncertain": Both("存疑", "uncertain"),
}


def day_of(time: str) -> str:
    """The day of a time in the outbox."""
    return time[:10]


def why_not(ruling: Ruling, entry: Entry) -> Both:
    """Why a letter does not go out, given the *entry* on which that hangs."""
    if ruling == "sent":
        day = day_of(entry.changed_at)
        return Both(f"本期已于 {day} 发出", f"sent in this occasion on {day}")
    if ruling == "second":
        zh, en = LETTER_WORDS[entry.template]
        return Both(
            f"本期已给过 {entry.recipient} 一封（{zh}）；要以新的更正它，请加 --correct",
            f"{entry.recipient} had a letter in this occasion ({en}); --correct sends another",
        )
    state = STATE_WORDS[entry.state]
    told = Both(f"#{entry.id} {state.zh}：", f"#{entry.id} {state.en}: ")
    return told.then(entry.reason) if entry.reason else told


def why_so(ruling: Ruling, entry: Entry | None) -> Both:
    """What is to be known of a letter that goes out, beside the rule that chose it."""
    if entry is None:
        return Both("", "")
    if ruling == "again":
        return Both("存疑，再发一次；", "it may have gone, and goes again; ")
    if ruling == "correction":
        day = day_of(entry.changed_at)
        return Both(f"更正 {day} 的一封；", f"corrects the one of {day}; ")
    said = entry.reason.detail if entry.reason else ""
    return Both(f"排队中，{said}；", f"waits already, {said}; ") if said else Both("", "")
