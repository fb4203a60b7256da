"""What the page of incentives says."""

from __future__ import annotations

from dpcap.model.two_languages import Book, TwoLanguages

WORDS = Book(
    {
        "title": TwoLanguages("{title} · {period}", "{title} · {period}"),
        "on": TwoLanguages("截至 {on}", "on {on}"),
        "pot": TwoLanguages("奖金池 {pot} 元", "pot {pot} yuan"),
        "cap": TwoLanguages("单家最多 {cap} 元", "{cap} yuan at most for one"),
        "rules": TwoLanguages("规则 {rules}（{digest}）", "rules {rules} ({digest})"),
        "ledger": TwoLanguages("台账末条校验值 {head}", "last digest of the ledger {head}"),
        "no_ledger": TwoLanguages("没给台账", "no ledger given"),
        "warnings": TwoLanguages("先看这些", "Look at these first"),
        "failed": TwoLanguages(
            "看不了的：{names}。他们的份额没算进来。",
            "could not be looked at, and have no share here: {names}",
        ),
        "absent": TwoLanguages(
            "台账里有牌级、这次评估里却没有：{names}。他们的份额没算进来。",
            "hold a tier by the ledger, and are not in this batch, so have no share here: {names}",
        ),
        "shares": TwoLanguages("谁拿多少", "Who would get what"),
        "nobody": TwoLanguages("没有一家够条件。", "Nobody is eligible."),
        "short": TwoLanguages(
            "池子不够：要 {asked} 元，只有 {pot} 元，各家按同一比例打折（{share}）。",
            "The pot is short: {asked} yuan are asked and there are {pot}, so each gets the same"
            " share of what it asks ({share}).",
        ),
        "enough": TwoLanguages(
            "池子够：要 {asked} 元，剩 {left} 元。",
            "The pot holds: {asked} yuan are asked, {left} are left.",
        ),
        "arithmetic": TwoLanguages("逐档算给你看", "The arithmetic"),
        "arithmetic_intro": TwoLanguages(
            "每一档的费率只乘落在这一档里的那部分。算到最后才舍去不足1分的零头。",
            "A bracket's rate is for what lies in it. Parts of a fen are cut once, at the end.",
        ),
        "outcomes": TwoLanguages("三种情形下的池子", "The pot at three outcomes"),
        "outcomes_intro": TwoLanguages(
            "只算现在够条件的 {count} 家；查不了的没算在内。",
            "Of the {count} who are eligible today; those who could not be checked are left out.",
        ),
        "outcome.today": TwoLanguages("就按现在的数", "as today"),
        "outcome.next_bracket": TwoLanguages(
            "每家都做到下一档的起点", "each reaches the next bracket"
        ),
        "outcome.growth": TwoLanguages("每家都增长 {percent}%", "each grows by {percent} %"),
        "refused": TwoLanguages("不够条件的，卡在哪条", "Who is not eligible, and by which rule"),
        "unchecked": TwoLanguages("查不了的，先按不发算", "Could not be checked, so not paid"),
        "column.provider": TwoLanguages("编号", "Id"),
        "column.name": TwoLanguages("名称", "Name"),
        "column.figure": TwoLanguages("计奖金额（元）", "Figure (yuan)"),
        "column.exact": TwoLanguages("分档应得", "By the brackets"),
        "column.capped": TwoLanguages("封顶后", "Under the cap"),
        "column.paid": TwoLanguages("建议发放", "Proposed"),
        "column.bracket": TwoLanguages("档位（元）", "Bracket (yuan)"),
        "column.part": TwoLanguages("落在这一档", "In it"),
        "column.rate": TwoLanguages("费率", "Rate"),
        "column.pays": TwoLanguages("得（元）", "Pays (yuan)"),
        "column.outcome": TwoLanguages("情形", "Outcome"),
        "column.asked": TwoLanguages("应发（元）", "Asked (yuan)"),
        "column.paid_all": TwoLanguages("实发", "Paid"),
        "column.left": TwoLanguages("剩余", "Left"),
        "column.at_cap": TwoLanguages("被封顶", "Capped"),
        "column.rule": TwoLanguages("条件", "Rule"),
        "column.needed": TwoLanguages("要求", "Needed"),
        "column.found": TwoLanguages("实际", "Found"),
        "column.why": TwoLanguages("为什么查不了", "Why not"),
        "column.number": TwoLanguages("统一社会信用代码", "Registration number"),
        "column.state": TwoLanguages("结论", "State"),
        "column.reasons": TwoLanguages("原因", "Reasons"),
        "total": TwoLanguages("合计", "total"),
        "row.sum": TwoLanguages("各档合计", "sum of the brackets"),
        "row.capped": TwoLanguages("封顶、舍去零头后", "under the cap, cut to the fen"),
        "row.paid": TwoLanguages("建议发放", "proposed"),
        "and_more": TwoLanguages("{begin} 以上", "from {begin}"),
        "between": TwoLanguages("{begin} – {end}", "{begin} – {end}"),
        "rule.tier": TwoLanguages("牌级", "tier"),
        "rule.removed": TwoLanguages("没有违规清退", "no removal for violation"),
        "rule.clean": TwoLanguages("没有违规", "no violation"),
        "rule.figure": TwoLanguages("计奖数字", "figure paid by"),
        "state.eligible": TwoLanguages("可发", "eligible"),
        "state.not_eligible": TwoLanguages("不够条件", "not eligible"),
        "state.unchecked": TwoLanguages("查不了", "not checked"),
        "why.no_ledger": TwoLanguages("没给台账（--ledger）", "no ledger given (--ledger)"),
        "why.no_fact": TwoLanguages("没有这个事实", "there is no such fact"),
        "why.not_confirmed": TwoLanguages(
            "服务商自己填的，管理方没核", "typed by the provider, not the manager's"
        ),
        "why.no_number": TwoLanguages("不是数字", "it is no number"),
        "why.other_period": TwoLanguages("不是这一期的数", "it is of another period"),
        "why.other_basis": TwoLanguages("口径不对", "it stands on another basis"),
        "why.not_settled": TwoLanguages(
            "期末之前就查的，还没结算", "looked up before the period was over"
        ),
        "why.too_short": TwoLanguages("没盖住要看的天数", "it does not cover the days asked about"),
        "why.maybe_before": TwoLanguages(
            "跨的时间更长，违规可能在窗口之外",
            "its period is longer, so the violation may lie outside the days asked about",
        ),
        "comma": TwoLanguages("、", ", "),
        "semicolon": TwoLanguages("；", "; "),
        "reason": TwoLanguages(
            "{rule}：要 {needed}，实为 {found}", "{rule}: needs {needed}, is {found}"
        ),
        "reason_why": TwoLanguages("{rule}：{why}", "{rule}: {why}"),
        "nothing": TwoLanguages("—", "—"),
        "foot": TwoLanguages(
            "这是建议，不是决定；由人用 --sign --by 签字后才算数。数字只取管理方事实表里的，"
            "金额精确到分，舍去的零头留在池里。",
            "A proposal, no decision: a person signs it with --sign --by. Figures are those of the"
            " manager's facts only; sums are whole fen, and what is cut stays in the pot.",
        ),
    }
)
