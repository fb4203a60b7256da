"""What is said where a wave becomes an answer."""

from __future__ import annotations

from dpcap.model.two_languages import Book, TwoLanguages

WORDS = Book(
    {
        "title": TwoLanguages(
            "{wave} 写入 {node}：推荐者 {promoters}、中立者 {passives}、贬损者 {detractors}"
            "（NPS {nps}），统计期 {period}，证据类型“{kind}”",
            "{wave} into {node}: promoters {promoters}, passives {passives}, detractors"
            " {detractors} (NPS {nps}), period {period}, evidence of the kind “{kind}”",
        ),
        "claimed": TwoLanguages("现在填的：{claimed}", "claimed now: {claimed}"),
        "nothing": TwoLanguages("没有", "nothing"),
        "done": TwoLanguages("已写入。", "Written."),
        "unsure": TwoLanguages(
            "没有写入任何文件；确认无误后加 --yes。",
            "Nothing was written; add --yes once it is right.",
        ),
        "ask": TwoLanguages("写入这个答案？[是/否] ", "Write this answer? [y/n] "),
    }
)
