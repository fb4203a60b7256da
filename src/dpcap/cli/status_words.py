"""What the page of a round's status says."""

from __future__ import annotations

from dpcap.intake.wording import Book, TwoLanguages

WORDS = Book(
    {
        "head": TwoLanguages(
            "{title} · {on} · 共 {count} $subject_n", "{title} · {on} · {count} $subjects"
        ),
        "no_round": TwoLanguages("没有轮次日期", "no round"),
        "next": TwoLanguages("下一个日子：{what} {day}（{when}）", "Next: {what} {day} ({when})"),
        "over": TwoLanguages("本轮各个日子都已过去", "All days of the round are past"),
        "today": TwoLanguages("今天", "today"),
        "ahead": TwoLanguages("还有 {days} 天", "in {days} d"),
        "first": TwoLanguages("今天先做：{what}", "First today: {what}"),
        "then": TwoLanguages("然后：{what}", "Then: {what}"),
        "nothing": TwoLanguages("今天没有要催办的事", "Nothing is to be done today"),
        "task.unreadable": TwoLanguages(
            "修好读不了的文件夹，{count} $subject_n：{who}",
            "mend the folders that cannot be read ({count}): {who}",
        ),
        "task.unanswered": TwoLanguages(
            "答复逾期未答的申诉，{count} $subject_n：{who}",
            "answer the appeals past their day ({count}): {who}",
        ),
        "task.contested": TwoLanguages(
            "处理异议，{count} $subject_n：{who}", "settle what is contested ({count}): {who}"
        ),
        "task.late": TwoLanguages(
            "催交逾期未交的，{count} $subject_n：{who}", "call those who are late ({count}): {who}"
        ),
        "task.unmet": TwoLanguages(
            "催办逾期未满足的条件，{count} $subject_n：{who}",
            "ask for conditions past their day ({count}): {who}",
        ),
        "task.to_review": TwoLanguages(
            "复核交齐的，{count} $subject_n：{who}", "review what is in ({count}): {who}"
        ),
        "task.to_decide": TwoLanguages(
            "给复核完的作结论，{count} $subject_n：{who}",
            "decide on what is reviewed ({count}): {who}",
        ),
        "task.due_soon": TwoLanguages(
            "提醒 {ahead} 天内到截止日的，{count} $subject_n：{who}",
            "remind those due within {ahead:day|days} ({count}): {who}",
        ),
        "task.lapsing": TwoLanguages(
            "安排 {ahead} 天内到期的，{count} $subject_n：{who}",
            "see to what lapses within {ahead:day|days} ({count}): {who}",
        ),
        "longest": TwoLanguages("（最久 {days} 天）", " (longest: {days} d)"),
        "planned": TwoLanguages("，约 {minutes} 分钟", ", about {minutes} min"),
        "comma": TwoLanguages("、", ", "),
        "semicolon": TwoLanguages("；", "; "),
        "and_more": TwoLanguages("{text} 等", "{text} …"),
        "count": TwoLanguages("{state} {count}", "{state} {count}"),
        "list": TwoLanguages("各家进度", "Where each stands"),
        "column.provider": TwoLanguages("编号", "Id"),
        "column.name": TwoLanguages("$subject", "$Subject"),
        "column.state": TwoLanguages("状态", "State"),
        "column.answered": TwoLanguages("已答", "Answered"),
        "column.minutes": TwoLanguages("还差", "To do"),
        "column.reviewed": TwoLanguages("已复核", "Reviewed"),
        "column.turn": TwoLanguages("轮到谁", "Turn"),
        "column.days": TwoLanguages("已等", "Waiting"),
        "column.due": TwoLanguages("截止", "Due"),
        "minutes": TwoLanguages("{minutes} 分", "{minutes} min"),
        "days": TwoLanguages("{days} 天", "{days} d"),
        "extended": TwoLanguages("{day} 延", "{day} ext."),
        "pieces": TwoLanguages("{reviewed}/{pieces}", "{reviewed}/{pieces}"),
        "state.unreadable": TwoLanguages("读不了", "cannot be read"),
        "state.contested": TwoLanguages("有异议", "contested"),
        "state.late": TwoLanguages("逾期未交", "late"),
        "state.to_review": TwoLanguages("待复核", "to review"),
        "state.to_decide": TwoLanguages("待作结论", "to decide"),
        "state.filling": TwoLanguages("填写中", "filling in"),
        "state.not_open": TwoLanguages("未开放", "not open yet"),
        "state.decided": TwoLanguages("已作结论", "decided"),
        "decided": TwoLanguages("已作结论：{decision}", "decided: {decision}"),
        "decision.admit": TwoLanguages("$admit", "$admit"),
        "decision.conditional": TwoLanguages("$conditional", "$conditional"),
        "decision.decline": TwoLanguages("$decline", "$decline"),
        "decision.reassess": TwoLanguages("$reassess", "$reassess"),
        "stale": TwoLanguages("待作结论（原结论已失效）", "to decide (the last no longer holds)"),
        "turn.provider": TwoLanguages("$subject", "$subject"),
        "turn.reviewer": TwoLanguages("复核人", "reviewer"),
        "turn.manager": TwoLanguages("经理", "manager"),
        "lapsing": TwoLanguages("{ahead} 天内到期", "Lapsing within {ahead:day|days}"),
        "lapse.decision": TwoLanguages("结论到期", "the decision ends"),
        "lapse.condition": TwoLanguages("条件到期：{names}", "conditions fall due: {names}"),
        "lapse.verification": TwoLanguages("核实到期：{names}", "verifications end: {names}"),
        "lapse.evidence": TwoLanguages("证据到期：{names}", "evidence lapses: {names}"),
        "lapse.figure": TwoLanguages(
            "指标数字（连同同行数字）过期：{names}",
            "figures, and the peers' beside them, get too old: {names}",
        ),
        "problems": TwoLanguages("读不了的文件夹", "What cannot be read"),
        "contested": TwoLanguages("异议", "What is contested"),
    }
)
