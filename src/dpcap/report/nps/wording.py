"""What the page of waves and brands says."""

from __future__ import annotations

from dpcap.model.two_languages import Book, TwoLanguages

WORDS = Book(
    {
        "title": TwoLanguages("全局NPS · {name}", "Overall NPS · {name}"),
        "wave": TwoLanguages("{count} 期调研", "{count} wave"),
        "waves": TwoLanguages("{count} 期调研", "{count} waves"),
        "counted": TwoLanguages("计入 {count} 份", "{count:answer|answers} counted"),
        "chart": TwoLanguages("各期与各载体的NPS（95% 区间）", "NPS by wave and carrier, 95 %"),
        "list": TwoLanguages("各期", "The waves"),
        "column.wave": TwoLanguages("期", "Wave"),
        "column.days": TwoLanguages("日期", "Days"),
        "column.held": TwoLanguages("谁持有", "Held by"),
        "column.response": TwoLanguages("回收率", "Answered"),
        "column.answers": TwoLanguages("n", "n"),
        "column.nps": TwoLanguages("NPS", "NPS"),
        "column.range": TwoLanguages("95% 区间", "95 % interval"),
        "column.read": TwoLanguages("怎么读", "How to read it"),
        "column.carrier": TwoLanguages("载体", "Carrier"),
        "column.part": TwoLanguages("环节", "Part"),
        "column.reason": TwoLanguages("原因", "Reason"),
        "column.count": TwoLanguages("人数", "How many"),
        "column.share": TwoLanguages("占贬损者", "Of detractors"),
        "column.r": TwoLanguages("相关系数 r", "r"),
        "column.left": TwoLanguages("没有计入", "Not counted"),
        "column.change": TwoLanguages("变化", "Change"),
        "column.verdict": TwoLanguages("结论", "Verdict"),
        "column.figure": TwoLanguages("指标", "Figure"),
        "column.before": TwoLanguages("之前", "Before"),
        "column.now": TwoLanguages("现在", "Now"),
        "column.contract": TwoLanguages("合同", "Contract"),
        "column.on": TwoLanguages("日期", "Day"),
        "column.rating": TwoLanguages("评分（1–5）", "Rating (1–5)"),
        "column.complaints": TwoLanguages("投诉次数", "Complaints"),
        "column.about": TwoLanguages("针对的题", "Against"),
        "held.platform": TwoLanguages("平台", "platform"),
        "held.brand": TwoLanguages("品牌", "brand"),
        "held.provider": TwoLanguages("服务商自己", "the provider itself"),
        "held.claimed": TwoLanguages("{held}（服务商自述）", "{held} (so the provider says)"),
        "held.manager": TwoLanguages("{held}（管理方取数）", "{held} (pulled by the manager)"),
        "promo": TwoLanguages("{wave}（大促）", "{wave} (promotion)"),
        "standing.none": TwoLanguages("不足 30 份，不给分", "below 30 answers: no figure"),
        "standing.indicative": TwoLanguages("不足 100 份，仅供参考", "below 100: indicative only"),
        "standing.reportable": TwoLanguages("可用", "a figure"),
        "who_answered": TwoLanguages("结果取决于谁来答", "who answered decides"),
        "alert.few": TwoLanguages(
            "{waves}：回收率不足 10% 或不知道，结果取决于谁来答。",
            "{waves}: below 10 % answered, or nobody knows. Who answered decides.",
        ),
        "alert.promo": TwoLanguages(
            "{waves} 是大促期，不和其他期比较。",
            "{waves}: waves of a promotion, compared with no other.",
        ),
        "alert.turned": TwoLanguages(
            "{before} → {after}：总分{total}，可载体结构不变的话是{within}。涨跌的方向全由载体结构"
            "变化造成，不能说体验{which}了。",
            "{before} → {after}: {total} in all, yet {within} with the same mix of carriers. The"
            " mix alone turns the sign: nothing says that the experience got {which}.",
        ),
        "which.up": TwoLanguages("变好", "better"),
        "which.down": TwoLanguages("变差", "worse"),
        "changes": TwoLanguages("前后期对比", "Wave against wave"),
        "changes.none": TwoLanguages(
            "没有可比的两期（大促期不比）。", "No two waves can be compared (promotions are not)."
        ),
        "pair": TwoLanguages("{before} → {after}", "{before} → {after}"),
        "whole": TwoLanguages("全部", "All"),
        "same_mix": TwoLanguages("同样的载体结构", "With the same mix of carriers"),
        "mix": TwoLanguages("载体结构变化带来的", "What the mix of carriers did"),
        "too_few": TwoLanguages("不足 30 份，不比", "below 30 answers: not compared"),
        "no_same_mix": TwoLanguages(
            "有的载体在其中一期不足 30 份，算不出结构不变时的变化。",
            "A carrier has fewer than 30 answers in one wave: the mix cannot be taken out.",
        ),
        "other_holder": TwoLanguages(
            "{before} 与 {after} 不是同一方持有，问法和问到的人可能不同，对比时留意。",
            "{before} and {after} were held by different hands: who was asked, and how, may"
            " differ.",
        ),
        "joined": TwoLanguages(
            "{carriers} 份数少，合并计算。", "{carriers}: few answers, taken together."
        ),
        "verdict.up": TwoLanguages("上升", "up"),
        "verdict.down": TwoLanguages("下降", "down"),
        "verdict.unclear": TwoLanguages("看不出变化", "no clear change"),
        "carriers": TwoLanguages("各载体", "By carrier"),
        "carrier.live": TwoLanguages("直播", "live"),
        "carrier.video": TwoLanguages("短视频", "short video"),
        "carrier.card": TwoLanguages("商品卡", "product card"),
        "carrier.search": TwoLanguages("搜索", "search"),
        "carrier.other": TwoLanguages("其他", "other"),
        "carrier.unknown": TwoLanguages("未填", "not given"),
        "reasons": TwoLanguages("贬损者为什么不满", "Why detractors are not satisfied"),
        "reasons.of": TwoLanguages("{wave} · 贬损者 {count} 人", "{wave} · {count} detractors"),
        "reasons.named": TwoLanguages(
            "{wave} 不足 30 份，只列出提到的原因：{names}",
            "{wave} has fewer than 30 answers; reasons named, without figures: {names}",
        ),
        "reasons.unranked": TwoLanguages(
            "{wave} 不足 100 份，原因按名称排列，不分先后。",
            "{wave} has fewer than 100 answers: reasons stand by name, in no order.",
        ),
        "reasons.none": TwoLanguages("没有填写原因。", "No reasons were given."),
        "parts": TwoLanguages("商品、物流、服务、内容", "Product, logistics, service, content"),
        "part.product": TwoLanguages("商品", "product"),
        "part.logistics": TwoLanguages("物流", "logistics"),
        "part.service": TwoLanguages("服务", "service"),
        "part.content": TwoLanguages("内容", "content"),
        "parts.unranked": TwoLanguages(
            "{wave} 有环节不足 100 份，不分先后。",
            "{wave}: a part has fewer than 100 answers, so they stand in no order.",
        ),
        "parts.about": TwoLanguages(
            "r 是该环节打分与推荐分的相关系数，不等于原因；先看贬损者写的原因。",
            "r says how marks of a part go with the recommendation; it is no cause. Read the"
            " reasons first.",
        ),
        "came": TwoLanguages("怎么收来的", "How they came in"),
        "left": TwoLanguages("没有计入的答卷", "Answers that do not count"),
        "left.bad_rows": TwoLanguages("写错 {count} 行", "not readable: {count}"),
        "left.no_consent": TwoLanguages("没有同意 {count} 行", "{count} without consent"),
        "left.no_channel": TwoLanguages("非站内渠道 {count} 行", "{count} without a channel"),
        "left.other_days": TwoLanguages("不在本期 {count} 行", "{count} of other days"),
        "left.named_buyers": TwoLanguages("编号认得出人 {count} 行", "{count} naming a buyer"),
        "left.repeated": TwoLanguages("90 天内重复 {count} 份", "{count} again within 90 days"),
        "left.nothing": TwoLanguages("全部计入", "all count"),
        "merchants": TwoLanguages("商家怎么说", "What brands say"),
        "merchants.held": TwoLanguages("由{held}持有", "held by {held}"),
        "contested": TwoLanguages("受到质疑的答案", "Contested answers"),
        "contested.open": TwoLanguages(
            "{node} {title}：{contracts}（最低评分 {lowest}，投诉 {complaints} 次），待复核人裁定，"
            "裁定前分数不变。",
            "{node} {title}: {contracts} (lowest rating {lowest}, complaints {complaints}). For a"
            " reviewer to rule on; until then the score stays.",
        ),
        "contested.refused": TwoLanguages(
            "{node} {title}：{contracts}，复核人已裁定不采信。",
            "{node} {title}: {contracts}. A reviewer refused the answer.",
        ),
        "contested.verified": TwoLanguages(
            "{node} {title}：{contracts}，复核人核实后仍采信。",
            "{node} {title}: {contracts}. A reviewer looked into it and verified the answer.",
        ),
        "contested.how": TwoLanguages(
            "裁定写在复核文件的 indicators 里（ruling: refused 或 verified，写明理由），再运行"
            " dpcap review bind。",
            "Write the ruling into the review under indicators (ruling: refused or verified, with"
            " the reason), then run dpcap review bind.",
        ),
        "values": TwoLanguages("用户体验与商家收益", "Users' experience and merchants' benefit"),
        "values.experience": TwoLanguages("用户体验", "Users' experience"),
        "values.benefit": TwoLanguages("商家收益", "Merchants' benefit"),
        "values.none": TwoLanguages("还不知道。", "Nothing is known yet."),
        "values.before": TwoLanguages(
            "没有更早的画像（--before），看不出经营数字怎么变。",
            "Without an earlier profile (--before) nothing says how the figures moved.",
        ),
        "apart": TwoLanguages(
            "{better} 变好了，{worse} 却变差了。", "{better} got better, and {worse} got worse."
        ),
        "moved.better": TwoLanguages("变好", "better"),
        "moved.worse": TwoLanguages("变差", "worse"),
        "moved.unknown": TwoLanguages("–", "–"),
        "foot.formula": TwoLanguages(
            "NPS = 推荐者（9–10 分）占比 − 贬损者（0–6 分）占比。区间用调整 Wald 法"
            "（Rocks 2016），差值的两个方差相加；区间含 0 就是“看不出变化”。",
            "NPS = share of promoters (9–10) − share of detractors (0–6). Intervals are adjusted"
            " Wald (Rocks 2016), of a difference with both variances; one that holds 0 is “no"
            " clear change”.",
        ),
        "foot.score": TwoLanguages("这一页不改变任何分数。", "This page changes no score."),
        "comma": TwoLanguages("、", ", "),
        "semicolon": TwoLanguages("；", "; "),
        "none": TwoLanguages("–", "–"),
        "between": TwoLanguages("{low} 至 {high}", "{low} to {high}"),
        "shown_days": TwoLanguages("{first} 至 {last}", "{first} to {last}"),
        "folder": TwoLanguages("调研", "survey"),
    }
)
