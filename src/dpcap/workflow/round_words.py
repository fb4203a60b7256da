"""How the days of a round are called, in both languages."""

from __future__ import annotations

from dpcap.model.two_languages import Book, TwoLanguages

DAYS = Book(
    {
        "opens_on": TwoLanguages("开放填写", "Round opens"),
        "shops_frozen_on": TwoLanguages("店铺清单冻结", "Shop lists are frozen"),
        "due_on": TwoLanguages("提交截止", "Answers are due"),
        "review_ends_on": TwoLanguages("复核截止", "Review ends"),
        "decision_on": TwoLanguages("作结论截止", "Decisions are due"),
        "extended": TwoLanguages("提交截止（已延期）", "Answers are due (extended)"),
        "of": TwoLanguages("{what} · {who}", "{what} · {who}"),
        "why": TwoLanguages("延期原因：{reason}", "Extended because: {reason}"),
        "by": TwoLanguages("批准人：{who}", "Granted by: {who}"),
    }
)
