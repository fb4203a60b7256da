"""What the outputs of a plan say."""

from __future__ import annotations

from dpcap.model.two_languages import Book, TwoLanguages

WORDS = Book(
    {
        "title": TwoLanguages("北极星计划 · {title}", "North-star plan · {title}"),
        "on": TwoLanguages("截至 {on}", "on {on}"),
        "stage.tools": TwoLanguages("工具探索期", "stage: tools"),
        "stage.content": TwoLanguages("内容探索期", "stage: content"),
        "stage.whole": TwoLanguages("全域建设期", "stage: whole domain"),
        "profiles": TwoLanguages("画像 {count} 份", "profiles read: {count}"),
        "readings": TwoLanguages("读数 {count} 条", "readings read: {count}"),
        "value": TwoLanguages("价值：{text}", "Value: {text}"),
        "warnings": TwoLanguages("先看：反向指标变差", "First: a counter-metric got worse"),
        "warning": TwoLanguages(
            "{metric}：{latest}（{day}），界线 {limit}。{owner}负责。"
            "其他指标变好，先看是不是用它换来的。",
            "{metric}: {latest} on {day}, the line is {limit}. {owner} answers for it. Where "
            "others got better, ask first whether this paid for it.",
        ),
        "goals": TwoLanguages("指标", "Metrics"),
        "rule": TwoLanguages(
            "规则：从基线经途中各点到目标连成直线，读数按自己那一天与直线比。基线当天即基线，目标日起即目标；"
            "基线之前的读数不算。反向指标与界线比，没写界线的与基线比。",
            "The rule: a straight line runs from the baseline over the points on the way to the "
            "target, and a reading is held against the line on its own day. On the baseline's day "
            "that is the baseline, from the target's day on the target; earlier readings do not "
            "count. A counter-metric is held against its limit, else its baseline.",
        ),
        "milestones": TwoLanguages("里程碑", "Milestones"),
        "flywheel": TwoLanguages("增长飞轮", "Growth flywheel"),
        "flywheel_about": TwoLanguages(
            "每条线以自己的第一个读数为 100，只画读数，不作统计。",
            "Each line has its own first reading as 100; readings only, no statistics.",
        ),
        "flywheel_none": TwoLanguages(
            "还画不出：每条线至少要两个读数。",
            "Nothing to draw yet: a line needs two readings.",
        ),
        "no_line": TwoLanguages("{line}：读数不足两个", "{line}: fewer than two readings"),
        "zero_line": TwoLanguages(
            "{line}：{metric} 的第一个读数不大于 0，不能作 100",
            "{line}: the first reading of {metric} is not above 0 and cannot be 100",
        ),
        "line": TwoLanguages(
            "{line}（{metric}）：{first} 100 → {last} {index}",
            "{line} ({metric}): {first} 100 → {last} {index}",
        ),
        "flywheel.content": TwoLanguages("内容产出", "Content made"),
        "flywheel.reach": TwoLanguages("触达", "Reach"),
        "flywheel.interaction": TwoLanguages("互动", "Interaction"),
        "flywheel.return": TwoLanguages("成交与回流", "Sales and return"),
        "column.role": TwoLanguages("层级", "Part"),
        "column.metric": TwoLanguages("指标", "Metric"),
        "column.state": TwoLanguages("状态", "State"),
        "column.baseline": TwoLanguages("基线", "Baseline"),
        "column.latest": TwoLanguages("最近读数", "Latest"),
        "column.expected": TwoLanguages("按线应为", "By the line"),
        "column.target": TwoLanguages("目标", "Target"),
        "column.owner": TwoLanguages("负责人", "Owner"),
        "column.day": TwoLanguages("日期", "Day"),
        "column.what": TwoLanguages("内容", "What"),
        "column.done": TwoLanguages("完成标准", "Done when"),
        "role.leading": TwoLanguages("过程", "Leading"),
        "role.north_star": TwoLanguages("北极星", "North star"),
        "role.counter": TwoLanguages("反向", "Counter"),
        "state.worse": TwoLanguages("变差", "worse"),
        "state.missed": TwoLanguages("未达成", "missed"),
        "state.behind": TwoLanguages("落后", "behind"),
        "state.ended_unread": TwoLanguages("已到期，缺读数", "over, not read"),
        "state.no_reading": TwoLanguages("没有读数", "no reading"),
        "state.not_set": TwoLanguages("没写全", "not set"),
        "state.on_course": TwoLanguages("跟得上", "on course"),
        "state.held": TwoLanguages("守住", "held"),
        "state.reached": TwoLanguages("已达成", "reached"),
        "milestone.reached": TwoLanguages("已完成", "reached"),
        "milestone.reached_late": TwoLanguages("晚 {days} 天完成", "reached, {days:day|days} late"),
        "milestone.late": TwoLanguages("逾期 {days} 天", "{days:day|days} late"),
        "milestone.due": TwoLanguages("还有 {days} 天", "due in {days:day|days}"),
        "dated": TwoLanguages("{value}（{day}）", "{value} ({day})"),
        "not_worse": TwoLanguages("不差于 {value}", "no worse than {value}"),
        "none": TwoLanguages("—", "–"),
        "nobody": TwoLanguages("没人", "Nobody"),
    }
)
