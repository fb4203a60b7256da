"""What `dpcap appeal` says."""

from __future__ import annotations

from dpcap.model.two_languages import Book, TwoLanguages

WORDS = Book(
    {
        "head": TwoLanguages("申诉 · {on} · 待答复 {open} 份", "Appeals · {on} · {open} open"),
        "none": TwoLanguages("没有申诉", "There are no appeals"),
        "column.provider": TwoLanguages("编号", "Id"),
        "column.name": TwoLanguages("申诉", "Appeal"),
        "column.point": TwoLanguages("针对", "Against"),
        "column.filed": TwoLanguages("提出", "Filed"),
        "column.due": TwoLanguages("答复期限", "Answer by"),
        "column.state": TwoLanguages("状态", "State"),
        "point.indicator": TwoLanguages("指标 {name}", "indicator {name}"),
        "point.gate": TwoLanguages("规则 {name}", "rule {name}"),
        "point.level": TwoLanguages("等级 {name}", "level {name}"),
        "point.standing": TwoLanguages("台账第 {name} 条", "row {name} of the ledger"),
        "outcome.open": TwoLanguages("待答复", "open"),
        "outcome.granted": TwoLanguages("成立", "granted"),
        "outcome.partly_granted": TwoLanguages("部分成立", "granted in part"),
        "outcome.rejected": TwoLanguages("不成立", "rejected"),
        "overdue": TwoLanguages("逾期未答", "overdue"),
        "late": TwoLanguages("{state}（提出已过期）", "{state} (filed late)"),
        "stale": TwoLanguages("{state}（结论已换）", "{state} (decided anew since)"),
        "settled": TwoLanguages("{state}（已无对象）", "{state} (its row was taken back)"),
        "ground": TwoLanguages("理由：{text}", "Ground: {text}"),
        "answer": TwoLanguages("{by} 于 {day} 答复：{text}", "{by} answered on {day}: {text}"),
        "filed": TwoLanguages(
            "已写入 {path}：申诉 {name}，{due} 前答复，不能由 {by} 答复",
            "wrote {path}: appeal {name}, to be answered by {due}, and not by {by}",
        ),
        "answered": TwoLanguages(
            "已写入 {path}：申诉 {name} {outcome}", "wrote {path}: appeal {name} {outcome}"
        ),
        "row": TwoLanguages(
            "台账第 {row} 条：撤回第 {corrects} 条，{origin} → {target}",
            "row {row} of the ledger takes back row {corrects}: {origin} → {target}",
        ),
        "letter": TwoLanguages("更正函草稿：{path}", "draft of the letter: {path}"),
        "send": TwoLanguages(
            "核对后寄出：dpcap send OUT --appeals --mail mail.yaml",
            "once read, it goes by: dpcap send OUT --appeals --mail mail.yaml",
        ),
        "anew.ruling": TwoLanguages(
            "接着由人做：在复核文件里重新裁定（{path}）", "a person now rules anew ({path})"
        ),
        "anew.rule": TwoLanguages(
            "接着由人做：核对规则 {name} 所看的事实，必要时写豁免",
            "a person now checks the facts behind rule {name}, or writes a waiver",
        ),
        "anew.batch": TwoLanguages("再重新评分：dpcap batch", "then scores again: dpcap batch"),
        "anew.decision": TwoLanguages(
            "再重新作结论：dpcap decide", "then decides anew: dpcap decide"
        ),
        "anew.standing": TwoLanguages(
            "接着由人做：依据有变时重新评分，再签 dpcap standing",
            "where what it rests on changed, a person scores again and signs dpcap standing",
        ),
        "waiting": TwoLanguages("别人正在写，稍等……", "somebody else is writing; waiting"),
    }
)
