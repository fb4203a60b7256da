"""Codes of data that ends: consent, retention, what is to be forgotten (DP980 to DP989)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP980": Code(
        "warning",
        "“{name}”的具名同意（{by}，{on}）到 {until} 为止，{day} 已过期：给品牌方看的页面不再写出名称，分数不受影响。请重新取得同意并写上新的日期，或改为 consent: false。",
        "the consent to name “{name}” ({by}, {on}) ended on {until}, before {day}: pages for brands no longer name it, scores stay. Ask for it anew and write the new days, or write consent: false.",
    ),
    "DP981": Code(
        "warning",
        "“{name}”的具名同意（{by}）从 {on} 起才有效，{day} 还不能写出名称，分数不受影响。请核对日期。",
        "the consent to name “{name}” ({by}) begins on {on}: on {day} it may not be named yet, scores stay. Check the day.",
    ),
    "DP982": Code(
        "error",
        "具名同意的最后一天 {until} 早于给出的那天 {on}。请改正其中一个日期。",
        "the consent ends on {until}, before it was given on {on}. Correct one of the two days.",
    ),
    "DP983": Code(
        "error",
        "{kind} 要写 days（保存多少天）或 until（保存到哪一天），二选一。",
        "{kind} needs days (for how many it is kept) or until (the last day), one of the two.",
    ),
    "DP984": Code(
        "warning",
        "{kind} 写了 required: true 却没写 reason：请写明凭什么必须保存，删除请求被拒时要给人看。",
        "{kind} says required: true and no reason: write why it must be kept, for whoever asks to have it removed is told.",
    ),
    "DP985": Code(
        "error",
        "没有改动这个文件：{problem}。请手工删去其中的相关内容，再运行一次。",
        "this file was not changed: {problem}. Take the passages out by hand and run it again.",
    ),
}
