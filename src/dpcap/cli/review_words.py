"""What the review desk says."""

from __future__ import annotations

from dpcap.intake.wording import TwoLanguages
from dpcap.model.base import Language

# Reasons that reviewers give most, by what is typed for them.
REFUSALS = (
    TwoLanguages("看不出所答的内容", "it does not show what is answered"),
    TwoLanguages(
        "日期不在统计期内，或看不到日期", "its date is out of the period, or not to be seen"
    ),
    TwoLanguages("看不出是哪家公司、哪家店", "it does not show which firm or shop it is of"),
    TwoLanguages("打不开，或看不清", "it cannot be opened or read"),
    TwoLanguages("不是原件，谁都可以改", "it is no original; anybody could change it"),
    TwoLanguages("与其他材料对不上", "it contradicts other evidence"),
)
FITS = TwoLanguages("看过原件，相符", "seen; it fits")
_WORDS = {
    "hello": TwoLanguages(
        "{provider} · 待看 {left} 项，已看 {done} 项",
        "{provider} · {left} to look at, {done} done",
    ),
    "no_seed": TwoLanguages(
        "没有给种子，没有抽样：只列要紧的。",
        "no seed was given, so nothing is drawn: only what matters.",
    ),
    "nothing": TwoLanguages("没有要看的了。", "there is nothing left to look at."),
    "end": TwoLanguages("都看过了。", "that was all of them."),
    "left": TwoLanguages("还有 {left} 项没看。", "{left} left."),
    "minutes": TwoLanguages("用时 {minutes} 分钟，已记下。", "time spent, noted: {minutes} min."),
    "place": TwoLanguages("{n}/{m}", "{n} of {m}"),
    "decisive": TwoLanguages("要紧", "decisive"),
    "scope": TwoLanguages("服务范围", "scope"),
    "drawn": TwoLanguages("抽中 · 盲审", "drawn · blind"),
    "blind": TwoLanguages("盲审", "blind"),
    "other": TwoLanguages("其他", "other"),
    "exemption": TwoLanguages("不适用", "not applicable"),
    "falls": TwoLanguages("不采纳则为 {level}", "refused, the level is {level}"),
    "no_level": TwoLanguages("不评级", "none"),
    "gates": TwoLanguages("不采纳则不满足：{gates}", "refused, these gates fail: {gates}"),
    "file": TwoLanguages("文件", "File"),
    "address": TwoLanguages("网址", "Address"),
    "kind": TwoLanguages("类型", "Kind"),
    "editable": TwoLanguages("可编辑文件", "Editable file"),
    "until_accepted": TwoLanguages(
        "采纳后按“{kind}”计，采纳前按“{counted}”计。最好当面重导一次，或用自己导出的比对",
        "accepted, it counts as “{kind}”, until then as “{counted}”. "
        "Best have it exported anew before your eyes, or hold your own export against it",
    ),
    "taken": TwoLanguages("日期", "Date"),
    "note": TwoLanguages("说明", "Note"),
    "claim": TwoLanguages("所答", "Claim"),
    "ask": TwoLanguages("应提供", "Asked for"),
    "sufficient": TwoLanguages("足够", "Enough"),
    "insufficient": TwoLanguages("不够", "Not enough"),
    "ruled": TwoLanguages("已有裁定", "Ruled"),
    "reason": TwoLanguages("理由", "Reason"),
    "ask.reason": TwoLanguages(
        "理由：序号，或直接写（回车返回）", "why: a number, or in your words (Enter goes back)"
    ),
    "ask.fits": TwoLanguages("说明（回车：{usual}）", "remark (Enter: {usual})"),
    "ask.reach": TwoLanguages(
        "不采纳到什么范围：1 只对上面的题 2 这个文件 3 伪造（回车：2）",
        "how far: 1 the questions above 2 this file 3 forged (Enter: 2)",
    ),
    "ask.scopes": TwoLanguages(
        "它说明不做 {scopes} 吗？y 是（回车：否）",
        "does it show that {scopes} is not served? y (Enter: no)",
    ),
    "ask.until": TwoLanguages(
        "核实有效至（回车：按该题的有效天数）",
        "verified until (Enter: as the question says)",
    ),
    "ask.rung": TwoLanguages(
        "{node} 从这件材料看是哪一档（回车跳过）", "{node}: which rung does it show (Enter skips)"
    ),
    "ask.remark": TwoLanguages("说明（只给复核人看）", "remark, for reviewers"),
    "bad_day": TwoLanguages(
        "请写日期，如 {day}，不早于这一天", "a day such as {day}, not before it"
    ),
    "bad_number": TwoLanguages("请写 {low} 到 {high} 的序号", "a number from {low} to {high}"),
    "saved": TwoLanguages("已保存", "saved"),
    "no_file": TwoLanguages("没有可以打开的文件", "there is no file to open"),
    "unsafe": TwoLanguages(
        "不直接打开这种文件，它在 {path}", "files of this kind are not opened here; it is at {path}"
    ),
    "no_viewer": TwoLanguages(
        "系统没有打开它的程序，它在 {path}", "the system has no viewer for it; it is at {path}"
    ),
    "opened": TwoLanguages("已请系统打开 {path}", "the system was asked to open {path}"),
    "no_back": TwoLanguages("前面没有了", "there is none before"),
    "no_na": TwoLanguages("没有待裁定的“不适用”", "no “not applicable” waits for a ruling"),
    "not_here": TwoLanguages("这一项不能用 {key}", "{key} does nothing here"),
    "unknown": TwoLanguages("没有 {key} 这个键", "there is no key {key}"),
    "a": TwoLanguages("采纳", "accept"),
    "r": TwoLanguages("不采纳", "refuse"),
    "v": TwoLanguages("核实", "verify"),
    "m": TwoLanguages("说明", "remark"),
    "n": TwoLanguages("看不适用", "N/A answers"),
    "o": TwoLanguages("打开", "open"),
    "s": TwoLanguages("跳过", "skip"),
    "b": TwoLanguages("上一项", "back"),
    "q": TwoLanguages("离开", "quit"),
}


def desk_words(key: str, language: Language, /, **fields: object) -> str:
    """The words of *key*, gaps filled."""
    return _WORDS[key].say(language).format_map(fields)
