"""Codes of appeals (DP760 to DP779)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP760": Code(
        "warning",
        "{name}：答复已逾期，应在 {due} 前答复。请尽快答复。",
        "{name}: an answer was due by {due}. Answer it.",
    ),
    "DP761": Code(
        "warning",
        "{name}：信写的是 {given} 寄出，发件箱记的是 {held}；以发件箱为准，截止日 {deadline}。请改正 letter_on 和 deadline。",
        "{name}: it says that the letter went on {given}, and the outbox says {held}, which counts: the last day is {deadline}. Correct letter_on and deadline.",
    ),
    "DP762": Code(
        "note",
        "已有申诉文件，有没有异议以它为准，复核文件里的 contested 不再起作用。请删去 contested。",
        "there is a file of appeals, which alone says whether anything is contested; contested in the review says nothing any more. Remove it.",
    ),
    "DP763": Code(
        "warning",
        "{name}：deadline 写的是 {given}，按寄出日期加 {days} 天应为 {deadline}。请核对。",
        "{name}: deadline says {given}, and {days:day|days} after the letter went is {deadline}. Check it.",
    ),
    "DP764": Code(
        "error",
        "{provider} 还没有结论。针对结论的，请先作结论（dpcap decide）；只针对裁定的，请用 --decided-by 写明是谁裁定的。",
        "nothing is decided on {provider} yet. Decide first (dpcap decide); where a ruling is contested, say with --decided-by whose it is.",
    ),
    "DP765": Code(
        "warning",
        "{name}：申诉针对的台账第 {row} 条，已由 {by} 于 {day} 用第 {back} 条撤回，申诉已无对象。请答复结案。",
        "{name}: row {row} of the ledger, which it contests, was taken back by {by} on {day} (row {back}): nothing is left to contest. Answer it, so that it is closed.",
    ),
    "DP766": Code(
        "error",
        "{name}：answered_by 是 {who}，git 的作者却是 {author}；dpcap.toml 要求两者一致（by_is_git_author）。请由答复人本人填写并提交。",
        "{name}: answered by {who}, but git's author is {author}, and dpcap.toml wants them to be the same (by_is_git_author). Whoever answers writes and commits it.",
    ),
    "DP770": Code(
        "error",
        "一份申诉只针对一处：indicator、gate、level、standing 里写且只写一个。有几处不服，请分成几份。",
        "an appeal is about one point: give indicator, gate, level or standing, and only one of them. For several points file several appeals.",
    ),
    "DP771": Code(
        "error",
        "新证据要么写 file 和 sha256（两个都要），要么写 description。",
        "new proof is a file with its sha256, both of them, or a description.",
    ),
    "DP772": Code(
        "error",
        "answered_by、answered_on、reason 随答复一起写：outcome 是 open 就一个都不写，否则三个都要写。",
        "answered_by, answered_on and reason go with an answer: none of them while outcome is open, else all three.",
    ),
    "DP773": Code(
        "error",
        "{name} 就是作原结论的人，不能由他答复申诉。请换一个人答复。",
        "{name} took what is contested and cannot answer the appeal. Somebody else has to.",
    ),
    "DP774": Code(
        "error",
        "答复日期 {day} 早于提出日期 {filed}。请核对两个日期。",
        "it was answered on {day}, before it was filed on {filed}. Check both days.",
    ),
    "DP775": Code(
        "error",
        "correction 只在申诉针对台账记录（standing）且成立时才写。请删去。",
        "correction goes with an appeal against a row of standing that was granted, and with no other. Remove it.",
    ),
    "DP776": Code(
        "warning",
        "{name}：申诉提出于 {filed}，最晚应在 {deadline} 提出，已过期。仍列出；是否受理由管理方定。",
        "{name}: the appeal was filed on {filed}, and the last day was {deadline}. It is shown all the same; whether it is heard is the manager's to say.",
    ),
    "DP777": Code(
        "warning",
        "{name}：申诉针对的结论（{on}）已不是现在这份。请看它所针对的是否还在，再答复。",
        "{name}: the decision that it contests, of {on}, is not the one in force any more. See whether what it contests still stands, then answer.",
    ),
    "DP778": Code(
        "error",
        "{name}：decided_by 写的是 {given}，而它针对的结论是 {name_held} 作的。请改正，答复人不能是作结论的人。",
        "{name}: decided_by says {given}, and {name_held} took the decision that it contests. Correct it: who decided does not answer.",
    ),
    "DP779": Code(
        "warning",
        "{name}：没有结论信的寄出日期，算不出申诉截止日。请写 letter_on，或用 --outbox 指明发件箱。",
        "{name}: nothing says when the decision's letter went, so there is no last day to appeal. Give letter_on, or name the outbox with --outbox.",
    ),
}
