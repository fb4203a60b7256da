"""What the calendar of rules says."""

from __future__ import annotations

from dpcap.intake.wording import Book, TwoLanguages

WORDS = Book(
    {
        "head": TwoLanguages("{on} 的规则", "Rules on {on}"),
        "role": TwoLanguages("角色：{role}", "Role: {role}"),
        "counts": TwoLanguages(
            "生效 {in_force} · 待施行 {to_come} · 已失效 {lapsed}",
            "in force {in_force} · to come {to_come} · lapsed {lapsed}",
        ),
        "column.rule": TwoLanguages("规则", "Rule"),
        "column.state": TwoLanguages("状态", "State"),
        "column.from": TwoLanguages("起", "From"),
        "column.until": TwoLanguages("止", "Until"),
        "column.by": TwoLanguages("按哪天评", "Judged by"),
        "column.what": TwoLanguages("要求", "Asks"),
        "column.source": TwoLanguages("出处", "Source"),
        "in_force": TwoLanguages("生效", "in force"),
        "to_come": TwoLanguages("待施行", "to come"),
        "lapsed": TwoLanguages("已失效", "lapsed"),
        "off": TwoLanguages("停用", "off"),
        "by.period_end": TwoLanguages("周期末日", "period end"),
        "by.occurrence": TwoLanguages("发生日", "occurrence"),
        "by.day": TwoLanguages("结论日", "day"),
        "none": TwoLanguages("没有适用的规则", "no rule applies"),
        "always": TwoLanguages("–", "–"),
        "warn": TwoLanguages("提醒", "warning"),
        "warned": TwoLanguages("{day}起预告", "told from {day}"),
        "marked": TwoLanguages("{text}（{note}）", "{text} ({note})"),
        "semicolon": TwoLanguages("；", "; "),
    }
)
