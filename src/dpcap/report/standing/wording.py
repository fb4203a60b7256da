"""What the outputs of standing say."""

from __future__ import annotations

from dpcap.model.two_languages import Book, TwoLanguages

WORDS = Book(
    {
        "title": TwoLanguages("资格与牌级 · {period}", "Standing · {period}"),
        "on": TwoLanguages("截至 {on}", "on {on}"),
        "gates": TwoLanguages("门槛 {gates}", "gates {gates}"),
        "no_gates": TwoLanguages("没有门槛", "no gates"),
        "ledger": TwoLanguages("台账 {rows} 条", "{rows:row|rows} in the ledger"),
        "ledger_head": TwoLanguages("末条校验值 {head}", "last digest {head}"),
        "books": TwoLanguages("规则 {certification}、{tiers}", "rules {certification}, {tiers}"),
        "proposed": TwoLanguages("待签 {count} 条", "{count} to sign"),
        "list": TwoLanguages("各家现状与建议", "Where each stands, and what is proposed"),
        "details": TwoLanguages("依据", "What it rests on"),
        "warnings": TwoLanguages("先看这些", "Look at these first"),
        "outcomes": TwoLanguages(
            "等级说中了下一季度吗", "Did levels say anything of the next quarter?"
        ),
        "column.provider": TwoLanguages("编号", "Id"),
        "column.certification": TwoLanguages("认证", "Certified"),
        "column.tier": TwoLanguages("牌级", "Tier"),
        "column.score": TwoLanguages("得分", "Score"),
        "column.proposal": TwoLanguages("建议", "Proposed"),
        "column.level": TwoLanguages("等级", "Level"),
        "column.pairs": TwoLanguages("相邻季度 n", "Quarters n"),
        "column.passed": TwoLanguages("考核通过", "Passed"),
        "column.complaints": TwoLanguages("有客诉", "Complaints"),
        "column.renewal": TwoLanguages("续约率", "Renewal"),
        "label.none": TwoLanguages("无记录", "no record"),
        "label.invited": TwoLanguages("已邀约", "invited"),
        "label.admitted": TwoLanguages("已准入", "admitted"),
        "label.certified": TwoLanguages("已认证", "certified"),
        "label.ended": TwoLanguages("已结束", "ended"),
        "no_tier": TwoLanguages("无", "none"),
        "no_level": TwoLanguages("无等级", "no level"),
        "event.invited": TwoLanguages("邀约", "invited"),
        "event.admitted": TwoLanguages("准入", "admitted"),
        "event.certified": TwoLanguages("考核通过", "passed"),
        "event.exempted": TwoLanguages("免于考核", "exempt"),
        "event.assessment_ended": TwoLanguages("考核清退", "missed"),
        "event.removed_for_violation": TwoLanguages("违规清退", "removed for violation"),
        "event.withdrawn": TwoLanguages("主动退出", "withdrawn"),
        "event.risen": TwoLanguages("升级", "risen"),
        "event.held": TwoLanguages("保持", "held"),
        "event.watch": TwoLanguages("观察", "watch"),
        "event.fallen": TwoLanguages("降级", "fallen"),
        "event.stopped": TwoLanguages("立即停牌", "stopped"),
        "event.restored": TwoLanguages("恢复", "restored"),
        "event.corrected": TwoLanguages("更正", "corrected"),
        "exemption.late_admission": TwoLanguages("季度后段才准入", "admitted late in the quarter"),
        "exemption.waived": TwoLanguages("已豁免", "waived"),
        "exemption.seasonal": TwoLanguages("季节性类目", "seasonal category"),
        "track.certification": TwoLanguages("认证", "Certification"),
        "track.tier": TwoLanguages("牌级", "Tier"),
        "moved": TwoLanguages("{event}：{origin} → {target}", "{event}: {origin} → {target}"),
        "stays": TwoLanguages("{event}（{target}）", "{event} ({target})"),
        "entry": TwoLanguages("{track}：{what}", "{track}: {what}"),
        "nothing": TwoLanguages("{track}：{why}", "{track}: nothing, {why}"),
        "because": TwoLanguages("{text}，因为{reason}", "{text}, because {reason}"),
        "rule": TwoLanguages(
            "{rule} 要 {needed}，实为 {found}", "{rule} needs {needed}, is {found}"
        ),
        "bare_rule": TwoLanguages("{rule}（{found}）", "{rule} ({found})"),
        "unknown": TwoLanguages("不知", "not known"),
        "rules": TwoLanguages("规则：{rules}", "rules: {rules}"),
        "window": TwoLanguages("看了 {window}", "quarters: {window}"),
        "shops": TwoLanguages("计入店铺 {shops}", "shops counted: {shops}"),
        "decision": TwoLanguages("结论 {digest}", "decision {digest}"),
        "effective": TwoLanguages("自 {day} 起", "from {day}"),
        "why.not_invited": TwoLanguages("台账里没有邀约", "the ledger has no invitation"),
        "why.not_admitted": TwoLanguages("还没有准入", "not admitted"),
        "why.already": TwoLanguages("已经记过", "already recorded"),
        "why.unchecked": TwoLanguages("有规则查不了", "a rule could not be checked"),
        "why.not_yet": TwoLanguages("季度过后才准入", "admitted after the quarter"),
        "why.running": TwoLanguages("季度还没结束", "the quarter is not over"),
        "why.ended": TwoLanguages("认证已结束", "the certification has ended"),
        "why.other_gates": TwoLanguages(
            "这次评估没用考核门槛 {gates}", "the batch was not held to {gates}"
        ),
        "why.no_score": TwoLanguages("答得太少，没有得分", "too little answered for a score"),
        "why.not_certified": TwoLanguages("未认证，不评牌级", "no tier without certification"),
        "why.taken_back": TwoLanguages(
            "同样的记录已更正，改了依据并重新评估后再记",
            "the same was taken back; change what it rests on and run the batch again",
        ),
        "why.absent": TwoLanguages("这次评估里没有", "not in this batch"),
        "bar": TwoLanguages(
            "{whose} {times} 次{ending}，{day} 前不能邀约",
            "{whose}: {times} × {ending}; no invitation before {day}",
        ),
        "bar_never": TwoLanguages(
            "{whose} {times} 次{ending}，不再邀约", "{whose}: {times} × {ending}; never again"
        ),
        "share": TwoLanguages("{part}/{known}", "{part} of {known}"),
        "share_few": TwoLanguages("{part}/{known}（太少）", "{part} of {known}, too few"),
        "few": TwoLanguages("太少（n={known}）", "too few (n={known})"),
        "mean": TwoLanguages("{mean}（n={known}）", "{mean} (n={known})"),
        "early": TwoLanguages(
            "还看不出：要有人在台账里连着记满两个季度。",
            "Too early to tell: somebody must stand in the ledger for two quarters in a row.",
        ),
        "sources": TwoLanguages(
            "客诉只算管理方事实表里的，续约率只算有证据的答案；不知道的不算进任何一栏。"
            "不足 10 个的写“太少”，看不出什么。",
            "Complaints are those of the manager's facts, renewal is what an answer with proof"
            " says; what is not known counts in no column. Fewer than 10 are too few to tell.",
        ),
        "comma": TwoLanguages("、", ", "),
        "semicolon": TwoLanguages("；", "; "),
    }
)
