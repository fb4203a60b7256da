"""The words in which the states of issued seals are told."""

from __future__ import annotations

from dpcap.cli.language import say
from dpcap.model.register import RegisteredSeal, RegisteredState, StateReason
from dpcap.verify.register import StatusCheck, UnknownReason

STATES: dict[RegisteredState, str] = {
    "valid": say("有效", "valid"),
    "superseded": say("被取代", "superseded"),
    "withdrawn": say("已撤回", "withdrawn"),
}
REASONS: dict[StateReason, str] = {
    "later_report": say("已有新的报告", "there is a later report"),
    "later_decision": say("已有新的结论", "there is a later decision"),
    "not_admitted": say("后来的结论不再准入", "a later decision does not admit"),
    "decision_ended": say("结论已到期", "the decision has ended"),
    "error": say("签发有误", "issued in error"),
    "violation": say("违规", "a violation"),
    "left": say("服务商主动退出", "the provider left"),
    "other": say("其他原因", "another reason"),
}
UNKNOWN: dict[UnknownReason, str] = {
    "old": say(
        "登记表已过期，请向签发方取最新的", "the register is old: get the latest from the issuer"
    ),
    "untrusted": say(
        "登记表不是所给的钥匙签的，不采信", "no key given signed the register: it does not count"
    ),
    "unlisted": say("登记表里没有这枚签名", "the register does not know this seal"),
}
NOT_CHECKED = say(
    "未核对是否已撤回，请用 --register 给出登记表",
    "not checked whether it was withdrawn: give --register",
)


def told_status(found: StatusCheck) -> str:
    """What *found* says of a seal."""
    if found.state == "unchecked":
        return NOT_CHECKED
    if found.why is not None:
        return say("不明：", "unknown: ") + UNKNOWN[found.why]
    return told_row(found.row) if found.row else STATES["valid"]


def told_row(row: RegisteredSeal) -> str:
    """The state of *row*, since when, why, and what took its place."""
    if row.reason is None:
        return STATES[row.state]
    parts = [f"{STATES[row.state]} · {row.since}", REASONS[row.reason]]
    if row.successor:
        parts.append(say(f"新签名 {row.successor[:8]}", f"its seal is {row.successor[:8]}"))
    return say("；", "; ").join(parts)
