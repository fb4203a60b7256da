"""What the review desk says."""

from __future__ import annotations

from dpcap.model.base import Language
from dpcap.model.counted_words import filled
from dpcap.model.two_languages import TwoLanguages

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
EXEMPTION_REFUSALS = (
    TwoLanguages("材料显示在做这项业务", "evidence shows that this is done"),
    TwoLanguages("没有材料能证明这条理由", "nothing shows that the reason holds"),
    TwoLanguages("合同里写明由服务商负责", "the contract leaves it with the provider"),
)
ANSWER_REFUSALS = (
    TwoLanguages("与材料上的数对不上", "the evidence has another figure"),
    TwoLanguages("口径或周期不对", "another basis or period"),
    TwoLanguages("没有材料支持", "nothing supports it"),
)
FITS = TwoLanguages("看过原件，相符", "seen; it fits")
EXEMPTION_FITS = TwoLanguages("理由属实", "the reason holds")
ANSWER_FITS = TwoLanguages("核对过，与所答一致", "checked; it is as answered")
_WORDS = {
    # ── on the way ───────────────────────────────────────────────────────────────────────────────
    "hello": TwoLanguages(
        "{provider} · 待看 {left} 项，已看 {done} 项",
        "{provider} · {left} to look at, {done} done",
    ),
    "planned": TwoLanguages(
        "按到目前为止的速度，约需 {minutes} 分钟。", "about {minutes} min at the pace so far."
    ),
    "no_seed": TwoLanguages(
        "没有给种子（--seed，或 round.yaml 的 seed），没有抽样：只列要紧的。",
        "no seed was given (--seed, or seed in round.yaml), so nothing is drawn: only what"
        " matters.",
    ),
    "no_gates": TwoLanguages(
        "没有给门槛（--gates），只按等级看哪件要紧。",
        "no gates were given (--gates): only the level tells what matters.",
    ),
    "role_open": TwoLanguages(
        "角色：{role}（服务商自报，还没有认定；l 认定）",
        "role: {role} (the provider's word; l fixes it)",
    ),
    "role_flatters": TwoLanguages(
        "注意：换成别的角色，等级或得分都会更低。",
        "mind: in every other role the level or the score would be lower.",
    ),
    "nothing": TwoLanguages("没有要看的了。", "there is nothing left to look at."),
    "ask.over": TwoLanguages("看到底了（回车结束）", "that was the last (Enter ends)"),
    "end": TwoLanguages("都看过了。", "that was all of them."),
    "skipped": TwoLanguages(
        "看到底了，跳过的 {left} 项下次还会出现。", "that was the last; {left} skipped come again."
    ),
    "left": TwoLanguages("还有 {left} 项没看。", "{left} left."),
    "tally": TwoLanguages("这次：{told}", "this time: {told}"),
    "second_next": TwoLanguages(
        "其中抽中的 {count} 件还要有第二位复核人盲审，请对方运行（其他选项照旧）：\n{command}",
        "{count} of them were drawn for a second reviewer, who is to run (other options as here):\n"
        "{command}",
    ),
    "no_minutes": TwoLanguages("用时没有记下", "the time spent could not be noted"),
    "minutes": TwoLanguages("用时 {minutes} 分钟，已记下。", "time spent, noted: {minutes} min."),
    "saved": TwoLanguages("已保存", "saved"),
    "changed": TwoLanguages(
        "打开复核之后，这个文件变了：{path}。裁定只对看过的内容有效，所以没有保存：请 q 离开，"
        "再打开一次。",
        "this file has changed since the desk was opened: {path}. A ruling holds for what was"
        " seen, so nothing was saved: leave with q, then begin anew.",
    ),
    "too_long": TwoLanguages(
        "最多 {most} 个字，请写短些", "{most} characters at most: make it shorter"
    ),
    "saved_answer": TwoLanguages("已保存，本件继续", "saved; this piece goes on"),
    "saved_judged": TwoLanguages(
        "只记入你的判断；复核文件里已有的裁定不变",
        "noted among your judgements alone; the ruling in the review stays",
    ),
    "rest_open": TwoLanguages(
        "已保存。这件的其余题还没有裁定：{nodes}",
        "saved. Of this piece these are not ruled on: {nodes}",
    ),
    "undone": TwoLanguages("已撤销上一条", "the last one was taken back"),
    "failed": TwoLanguages("没有保存：{why}", "not saved: {why}"),
    # ── the card ─────────────────────────────────────────────────────────────────────────────────
    "place": TwoLanguages("{n}/{m}", "{n} of {m}"),
    "decisive": TwoLanguages("要紧", "decisive"),
    "contested": TwoLanguages("品牌有不同说法", "disputed by brands"),
    "scope": TwoLanguages("服务范围", "scope"),
    "drawn": TwoLanguages("抽中 · 盲审", "drawn · blind"),
    "blind": TwoLanguages("盲审", "blind"),
    "other": TwoLanguages("其他", "other"),
    "exemption": TwoLanguages("不适用", "not applicable"),
    "answer": TwoLanguages("单题", "one answer"),
    "falls": TwoLanguages(
        "不采纳则等级从 {now} 变为 {level}", "refused, the level is {level}, not {now}"
    ),
    "no_level": TwoLanguages("不评级", "none"),
    "gates": TwoLanguages("不采纳则不满足：{gates}", "refused, these gates fail: {gates}"),
    "no_stake": TwoLanguages(
        "单独不采纳它，等级和门槛都不变", "refused alone, it changes neither level nor gates"
    ),
    "no_fall": TwoLanguages(
        "单独不采纳它，等级不变", "refused alone, it does not change the level"
    ),
    "nps": TwoLanguages(
        "推荐 {promoters} · 中立 {passives} · 贬损 {detractors}",
        "promoters {promoters} · passives {passives} · detractors {detractors}",
    ),
    "hidden": TwoLanguages(
        "盲审：不显示得分、等级和别人的裁定", "blind: no scores, levels or rulings are shown"
    ),
    "shows_scope": TwoLanguages(
        "服务商用它说明不做：{scopes}", "it is to show as not served: {scopes}"
    ),
    "file": TwoLanguages("文件", "File"),
    "address": TwoLanguages("网址", "Address"),
    "kind": TwoLanguages("类型", "Kind"),
    "until_accepted": TwoLanguages(
        "{kind}（可编辑文件，采纳前按{less}计；请当面重导或自己导出比对）",
        "{kind} (an editable file: counts as {less} until it is accepted; have it exported anew "
        "before your eyes, or hold your own export against it)",
    ),
    "until_confirmed": TwoLanguages(
        "{kind}（品牌确认前按{less}计）", "{kind} (counts as {less} until the brand confirms it)"
    ),
    "taken": TwoLanguages("日期", "Date"),
    "days_ago": TwoLanguages("{day}（{days} 天前）", "{day} ({days:day|days} ago)"),
    "note": TwoLanguages("服务商说明", "Provider's note"),
    "brands": TwoLanguages("品牌有不同说法", "Disputed by brands"),
    "brands_note": TwoLanguages("品牌原话", "In the brand's words"),
    "brands_said": TwoLanguages(
        "合同 {names} · 最低评分 {lowest} · 投诉 {complaints} 次 · 截至 {day}",
        "contracts {names} · lowest rating {lowest} · complaints {complaints} · until {day}",
    ),
    "disputed": TwoLanguages(
        "品牌有不同说法：{node} {title} · {said}", "disputed by brands: {node} {title} · {said}"
    ),
    "disputed_how": TwoLanguages(
        "以上答案分数没动。请核实后按 i 逐题裁定，没有材料的题也行；没有要看的件时，写进复核文件"
        "的 indicators，再运行 dpcap review bind。",
        "the scores of these answers stay. Look into each and rule on it with key i, with or"
        " without a piece; where there is nothing to look at, under indicators in the review, then"
        " dpcap review bind.",
    ),
    "question": TwoLanguages("问", "Question"),
    "claim": TwoLanguages("所答", "Claim"),
    "unclaimed": TwoLanguages("没有答", "not answered"),
    "claim_waits": TwoLanguages("读档之后才显示（g）", "shown once you have read the rung (g)"),
    "read": TwoLanguages("你读到", "You read"),
    "rung": TwoLanguages("第 {rung} 档 {text}", "rung {rung}: {text}"),
    "basis": TwoLanguages("口径", "Basis"),
    "proof": TwoLanguages("材料", "Evidence"),
    "no_proof": TwoLanguages("没有", "none"),
    "ask": TwoLanguages("应提供", "Asked for"),
    "sufficient": TwoLanguages("足够", "Enough"),
    "insufficient": TwoLanguages("不够", "Not enough"),
    "ruled": TwoLanguages("已有裁定", "Ruled"),
    "answer_ruled": TwoLanguages("这题已裁定", "This answer is ruled"),
    "was.accepted": TwoLanguages("采纳", "accepted"),
    "was.refused": TwoLanguages("不采纳", "refused"),
    "was.verified": TwoLanguages("核实", "verified"),
    "reason": TwoLanguages("不适用的理由", "Why it does not apply"),
    # ── what is asked ────────────────────────────────────────────────────────────────────────────
    "ask.reason": TwoLanguages(
        "理由：序号，或直接写（回车返回）", "why: a number, or in your words (Enter goes back)"
    ),
    "ask.answer_reason": TwoLanguages("理由（回车：{usual}）", "why (Enter: {usual})"),
    "ask.fits": TwoLanguages("说明（回车：{usual}）", "remark (Enter: {usual})"),
    "reach.claim": TwoLanguages("只对其中几题", "some questions alone"),
    "reach.one": TwoLanguages("只对这一题", "this question alone"),
    "reach.file": TwoLanguages("整个文件，不论用在哪题", "the whole file, wherever it is named"),
    "reach.forged": TwoLanguages(
        "整个文件，且是伪造的（复核别家时遇到也会提示）",
        "the whole file, as forged (reviewers of others who hand it in are told)",
    ),
    "ask.reach": TwoLanguages("不采纳的范围（回车：{usual}）", "how far (Enter: {usual})"),
    "ask.which": TwoLanguages(
        "对哪些题：卡片上的序号，如 1 3（回车：{usual}）",
        "for which questions: numbers on the card such as 1 3 (Enter: {usual})",
    ),
    "all": TwoLanguages("全部", "all"),
    "ask.scope": TwoLanguages(
        "它能说明不做“{scope}”吗？y 能，回车 不能",
        "does it show that “{scope}” is not served? y yes, Enter no",
    ),
    "scope_kind": TwoLanguages(
        "{kind}证明不了“{scope}”不做，可以用：{kinds}",
        "this kind ({kind}) cannot show that “{scope}” is not served; these can: {kinds}",
    ),
    "ask.confirmed": TwoLanguages(
        "品牌方谁确认了它，写姓名和职位（回车：还没有人确认）",
        "who at the brand confirmed it: name and post (Enter: nobody yet)",
    ),
    "ask.confirmed_on": TwoLanguages(
        "哪天确认的（回车：{day}）", "confirmed on which day (Enter: {day})"
    ),
    "not_confirmed": TwoLanguages(
        "没有品牌确认，仍按{less}计", "without the brand it counts as {less}"
    ),
    "ask.until": TwoLanguages("核实有效至（回车：{usual}）", "verified until (Enter: {usual})"),
    "by_question": TwoLanguages("按该题的有效天数", "as the question says"),
    "ask.rung": TwoLanguages(
        "{node} 从这件材料看是第几档（回车：看不出）",
        "{node}: which rung does it show (Enter: it does not tell)",
    ),
    "rungs_first": TwoLanguages(
        "先从材料读档，之后显示所答", "read the rungs off the piece first, then the claim is shown"
    ),
    "rungs_read": TwoLanguages("读档已保存，所答如下", "the rungs are saved; this is the claim"),
    "ask.node": TwoLanguages("哪一题：序号或题号", "which question: its number or id"),
    "ask.node_usual": TwoLanguages(
        "哪一题：序号或题号（回车：{usual}）", "which question: its number or id (Enter: {usual})"
    ),
    "ask.seen_rung": TwoLanguages(
        "你看到的是第几档（回车返回）", "which rung do you see (Enter goes back)"
    ),
    "ask.true": TwoLanguages(
        "这个答案属实吗？y 属实 n 不属实（回车返回）",
        "is the answer right? y or n (Enter goes back)",
    ),
    "saw_rung": TwoLanguages(
        "看到的是第 {saw} 档，所答为第 {said} 档", "rung {saw} was seen, rung {said} is claimed"
    ),
    "saw_more": TwoLanguages(
        "看到的是第 {saw} 档，不低于所答的第 {said} 档", "rung {saw} was seen, {said} is claimed"
    ),
    "will_verify": TwoLanguages(
        "将写入：答案属实（核实）", "to be written: the answer is right (verified)"
    ),
    "will_refuse": TwoLanguages(
        "将写入：答案不属实（不采纳）", "to be written: the answer is not right (refused)"
    ),
    "ask.remark": TwoLanguages("说明（只给复核人看）", "remark, for reviewers"),
    "ask.role": TwoLanguages(
        "认定为哪个角色：序号（回车返回）", "judged as which role: a number (Enter goes back)"
    ),
    "declared": TwoLanguages("自报", "as declared"),
    "fixed": TwoLanguages("已认定", "fixed"),
    "ask.role_reason": TwoLanguages("依据（回车返回）", "why (Enter goes back)"),
    "role_fixed": TwoLanguages(
        "已保存。换了角色，要答的题和要紧的材料都会变：看完这件请 q 离开，再打开一次。",
        "saved. Another role asks and weighs otherwise: leave with q, then begin anew.",
    ),
    # ── what cannot be done ──────────────────────────────────────────────────────────────────────
    "bad_day": TwoLanguages(
        "请写日期，如 {day}，不早于这一天", "a day such as {day}, not before it"
    ),
    "bad_past_day": TwoLanguages(
        "请写日期，如 {day}，不晚于这一天", "a day such as {day}, not after it"
    ),
    "bad_number": TwoLanguages("请写 {low} 到 {high} 的序号", "a number from {low} to {high}"),
    "bad_node": TwoLanguages("这家没有答过 {node}", "the provider has no answer to {node}"),
    "unread_node": TwoLanguages(
        "{node} 还有证据没有读档（盲审），先读完那一件，再单独裁定这一题",
        "a piece for {node} is judged blind and its rung is not read yet: read that first",
    ),
    "no_words": TwoLanguages(
        "这里写的是一句话，“{key}”不算。先按 b 回到这一件，那里才有按键",
        "words are asked here, and “{key}” is none; b goes back to the card, where the keys are",
    ),
    "bad_yes": TwoLanguages("请写 y 或 n", "y or n"),
    "web": TwoLanguages(
        "这是网址，请在浏览器里打开：{path}", "an address; open it in a browser: {path}"
    ),
    "unsafe": TwoLanguages(
        "不直接打开这种文件，它在 {path}", "files of this kind are not opened here; it is at {path}"
    ),
    "no_viewer": TwoLanguages(
        "系统没有打开它的程序，它在 {path}", "the system has no viewer for it; it is at {path}"
    ),
    "opened": TwoLanguages("已请系统打开 {path}", "the system was asked to open {path}"),
    "not_here": TwoLanguages("这一项不能用 {key}", "{key} does nothing here"),
    "unknown": TwoLanguages(
        "没有 {key} 这个键；? 看各键的作用", "there is no key {key}; ? tells what keys do"
    ),
    # ── the keys, in the bar and at length ───────────────────────────────────────────────────────
    "a": TwoLanguages("采纳", "accept"),
    "r": TwoLanguages("不采纳", "refuse"),
    "v": TwoLanguages("核实", "verify"),
    "g": TwoLanguages("读档", "rung"),
    "i": TwoLanguages("单题", "one answer"),
    "m": TwoLanguages("说明", "remark"),
    "l": TwoLanguages("角色", "role"),
    "n": TwoLanguages("看不适用", "N/A answers"),
    "o": TwoLanguages("打开", "open"),
    "s": TwoLanguages("跳过", "skip"),
    "b": TwoLanguages("上一项", "back"),
    "u": TwoLanguages("撤销", "undo"),
    "?": TwoLanguages("帮助", "help"),
    "q": TwoLanguages("离开", "quit"),
    "here": TwoLanguages("回到这一件", "back to the card"),
    "help.a": TwoLanguages(
        "采纳：材料属实，能说明所答", "accept: it is genuine and shows the claim"
    ),
    "help.r": TwoLanguages(
        "不采纳：对其中几题、整个文件，或认定为伪造",
        "refuse: for some questions, the whole file, or as forged",
    ),
    "help.v": TwoLanguages(
        "核实：当面或在后台核对过，按最高一级凭据计，到截止日为止",
        "verify: checked at the source, so it counts in full until its last day",
    ),
    "help.g": TwoLanguages(
        "读档：先说从材料看是第几档，之后才显示所答",
        "rung: say what you see before the claim is shown",
    ),
    "help.i": TwoLanguages(
        "单题：对某一题的答案裁定属实或不属实", "one answer: whether a single answer is right"
    ),
    "help.m": TwoLanguages("说明：留一句话，只给复核人看", "remark: a line for reviewers alone"),
    "help.l": TwoLanguages("角色：认定按哪个角色评", "role: fix the one that is judged"),
    "help.n": TwoLanguages("看不适用：去下一个“不适用”", "on to the next “not applicable”"),
    "help.o": TwoLanguages(
        "打开：用系统自带的程序看文件", "open: the file, with the system's viewer"
    ),
    "help.s": TwoLanguages("跳过：这次不裁定，下次还会出现", "skip: not now; it comes again"),
    "help.b": TwoLanguages("上一项", "back to the one before"),
    "help.u": TwoLanguages("撤销：收回这次写下的上一条", "undo: take back what was written last"),
    "help.q": TwoLanguages(
        "离开：写过的都已保存，下次接着看", "quit: all is saved; go on another time"
    ),
    "help.enter": TwoLanguages("回车：再显示一遍这张卡片", "Enter: show this card again"),
    # ── what was done this time ──────────────────────────────────────────────────────────────────
    "done.accepted": TwoLanguages("采纳 {count}", "{count} accepted"),
    "done.refused": TwoLanguages("不采纳 {count}", "{count} refused"),
    "done.verified": TwoLanguages("核实 {count}", "{count} verified"),
}


def desk_words(key: str, language: Language, /, **fields: object) -> str:
    """The words of *key*, gaps filled."""
    return filled(_WORDS[key].say(language), fields)
