"""How letters, their states and what becomes of them are called."""

from __future__ import annotations

from dpcap.delivery.send_policy import SendRuling
from dpcap.model.mail import AnyLetter
from dpcap.model.outbox import OutboxEntry, QueueState
from dpcap.model.two_languages import TwoLanguages

LETTER_WORDS: dict[AnyLetter, TwoLanguages] = {
    "admitted": TwoLanguages("通过", "pass"),
    "conditional": TwoLanguages("有条件通过", "conditional"),
    "declined": TwoLanguages("未通过", "fail"),
    "reassess": TwoLanguages("重新评估", "reassess"),
    "reminder": TwoLanguages("到期提醒", "reminder"),
    "risen": TwoLanguages("牌级上升", "tier risen"),
    "watch": TwoLanguages("牌级观察", "tier on watch"),
    "fallen": TwoLanguages("牌级下调", "tier fallen"),
    "stopped": TwoLanguages("停牌", "tier stopped"),
    "restored": TwoLanguages("牌级恢复", "tier restored"),
    "assessment_ended": TwoLanguages("考核清退", "assessment missed"),
    "removed_for_violation": TwoLanguages("违规清退", "removed for violation"),
    "withdrawn": TwoLanguages("主动退出", "withdrawn"),
    "correction": TwoLanguages("更正函", "correction"),
}
STATE_WORDS: dict[QueueState, TwoLanguages] = {
    "queued": TwoLanguages("排队", "queued"),
    "sending": TwoLanguages("发送中", "sending"),
    "sent": TwoLanguages("已发出", "sent"),
    "failed": TwoLanguages("失败", "failed"),
    "uncertain": TwoLanguages("存疑", "uncertain"),
}


def day_of(time: str) -> str:
    """The day of a time in the outbox."""
    return time[:10]


def why_not(ruling: SendRuling, entry: OutboxEntry) -> TwoLanguages:
    """Why a letter does not go out, given the *entry* on which that hangs."""
    if ruling == "sent":
        day = day_of(entry.changed_at)
        return TwoLanguages(f"本期已于 {day} 发出", f"sent in this occasion on {day}")
    if ruling == "second":
        zh, en = LETTER_WORDS[entry.template]
        return TwoLanguages(
            f"本期已给过 {entry.recipient} 一封（{zh}）；要以新的更正它，请加 --correct",
            f"{entry.recipient} had a letter in this occasion ({en}); --correct sends another",
        )
    state = STATE_WORDS[entry.state]
    told = TwoLanguages(f"#{entry.id} {state.zh}：", f"#{entry.id} {state.en}: ")
    return told.then(entry.reason) if entry.reason else told


def why_so(ruling: SendRuling, entry: OutboxEntry | None) -> TwoLanguages:
    """What is to be known of a letter that goes out, beside the rule that chose it."""
    if entry is None:
        return TwoLanguages("", "")
    if ruling == "again":
        return TwoLanguages("存疑，再发一次；", "it may have gone, and goes again; ")
    if ruling == "correction":
        day = day_of(entry.changed_at)
        return TwoLanguages(f"更正 {day} 的一封；", f"corrects the one of {day}; ")
    said = entry.reason.detail if entry.reason else ""
    return (
        TwoLanguages(f"排队中，{said}；", f"waits already, {said}; ")
        if said
        else TwoLanguages("", "")
    )
