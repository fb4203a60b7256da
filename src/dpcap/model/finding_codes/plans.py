"""Codes of north-star plans: their structure and their readings (DP510 to DP539)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP510": Code(
        "warning",
        "北极星指标 {metric} 是钱。GMV 一类是做对了事的结果，当不了方向；请换成说明用户得到什么的指标（outcome）。",
        "the north star {metric} is money. Sales come of doing the right thing and give no direction: name a metric of what users get (kind outcome).",
    ),
    "DP511": Code(
        "error",
        "把过程指标当成北极星：{metric} 是过程指标。请把它移到 process_metrics，北极星换成它要带来的结果。",
        "a process metric as north star: {metric} moves early and describes no value. Move it to process_metrics, and name what it is to bring about.",
    ),
    "DP512": Code(
        "error",
        "{metric} 既是北极星又是过程指标。请从 process_metrics 删去，换成能更早看到变化的指标。",
        "{metric} is the north star and a process metric as well. Take it out of process_metrics: name what moves earlier.",
    ),
    "DP513": Code(
        "error",
        "把方法当成目标：“{text}”说的是要做的事，不是要变好的结果。请写做成后什么会变好；做法写在 method。",
        'a method where a goal belongs: "{text}" says what is done, not what gets better. Write what will be better by it; what is done goes under method.',
    ),
    "DP514": Code(
        "error",
        "把方法当成目标：策略 {strategy} 的指标（{metrics}）都只数自己做了多少。请加一个看效果的指标。",
        "a method where a goal belongs: all that {strategy} is measured by ({metrics}) counts what you do yourselves. Add a metric of its effect.",
    ),
    "DP515": Code(
        "error",
        "{metric} 的目标缺 {lacks}。请在 target 里写上。",
        "the target of {metric} lacks {lacks}. Write it under target.",
    ),
    "DP516": Code(
        "error",
        "{day} 不在 {first} 到 {last} 之间。请改日期，或改计划的起止（starts、ends）。",
        "{day} does not lie from {first} to {last}. Correct the day, or when the plan starts and ends.",
    ),
    "DP517": Code(
        "error",
        "{metric} 没有一个人负责。请在 owner 写一个人的姓名，不写部门。",
        "nobody answers for {metric}. Write one person's name as owner, not a department.",
    ),
    "DP518": Code(
        "error",
        "{metric} 的基线缺 {lacks}。没有起点就看不出变化，请在 baseline 里写上现值和日期。",
        "the baseline of {metric} lacks {lacks}. Without a start no change can be seen: write today's value and its day under baseline.",
    ),
    "DP519": Code(
        "warning",
        "{metric} 没有反向指标：它变好时，别处可能变差。请在 counters 写上{examples}，并在 counter_metrics 写基线。",
        "{metric} has no counter-metric: while it gets better, something else may get worse. Name one under counters{examples}, with its baseline under counter_metrics.",
    ),
    "DP520": Code(
        "error",
        "反向指标 {counter} 没法跟踪：{problem}。",
        "the counter-metric {counter} cannot be followed: {problem}.",
    ),
    "DP521": Code(
        "error",
        "{metric} 不在指标表里{hint}。全部指标：dpcap plan metrics。",
        "{metric} is not in the list of metrics{hint}. All of them: dpcap plan metrics.",
    ),
    "DP522": Code(
        "error",
        "{metric} 应越{better}越好，这里却从 {origin} 到 {target}。请核对数值，或换指标。",
        "{metric} is better {better}, but goes from {origin} to {target} here. Check the figures, or name another metric.",
    ),
    "DP523": Code(
        "error",
        "没有 id 为 {strategy} 的策略{hint}。请改成 strategies 里有的。",
        "there is no strategy {strategy}{hint}. Name one of those under strategies.",
    ),
    "DP524": Code(
        "error",
        "策略 {strategy} 没有过程指标，看不出做得怎样。请在 process_metrics 给它一个。",
        "the strategy {strategy} has no process metric, so nobody will see how it goes. Give it one under process_metrics.",
    ),
    "DP525": Code(
        "warning",
        "{metric} 从 {needs} 阶段起才说明问题，计划却在 {stage} 阶段。请换指标，或核对 stage。",
        "{metric} says little before the stage {needs}, and the plan is in {stage}. Name another metric, or check the stage.",
    ),
    "DP526": Code(
        "warning",
        "whole 阶段要内容场与中心场一起看，这里的过程指标却都在内容场。请加一个中心场指标，如 search_share。",
        "in the stage whole both fields count, and all process metrics here are of the content field. Add one of the centre, such as search_share.",
    ),
    "DP527": Code(
        "error",
        "指标 {metric} 的 watch 里写了 {other}：要写表里的另一个指标。请改正。",
        "the metric {metric} names {other} under watch, which is to be another metric of the list. Correct it.",
    ),
    "DP528": Code(
        "error",
        "{field} 还没写。{why}",
        "{field} is not written yet. {why}",
    ),
    "DP529": Code(
        "error",
        "{what} 写了两次。请删去一处，或改成不同的。",
        "{what} stands twice. Take one out, or make them differ.",
    ),
    "DP530": Code(
        "warning",
        "没有写投入。请在 resources 写人、预算或工具。",
        "nothing is set aside for the work. Write people, budget or tools under resources.",
    ),
    "DP531": Code(
        "error",
        "{column} 这一列写的是“{written}”，{problem}。",
        '{column} is "{written}" here: {problem}.',
    ),
    "DP533": Code(
        "error",
        "{metric} 在 {day} 有两个读数：{first} 与 {second}。请只留一个。",
        "{metric} has two readings of {day}: {first} and {second}. Keep one.",
    ),
    "DP534": Code(
        "warning",
        "{metric} 在 {day} 的读数，表里写 {written}，画像里是 {stored}；以表里的为准。请核对。",
        "{metric} of {day} is {written} in the readings and {stored} in the profile; the readings were taken. Check which is right.",
    ),
    "DP535": Code(
        "warning",
        "里程碑“{what}”没写怎么算完成，到期无从判断。请在 done 写上看得见的标准。",
        'nothing says when the milestone "{what}" is done, so nobody can tell on its day. Write under done by what one sees it.',
    ),
    "DP536": Code(
        "warning",
        "策略 {strategy} 要看{metric}，却没有投放预算。请在 resources 给它写 budget。",
        "the strategy {strategy} is measured by {metric} and has no budget to spend. Give it one under resources.",
    ),
    "DP537": Code(
        "warning",
        "价值里写的是钱、数字或工具（“{text}”），没说谁的什么会变好。请改写 statement，数字留给指标。",
        'the value names money, a figure or a tool ("{text}"), not who gets what better. Write that under statement; figures belong to metrics.',
    ),
    "DP538": Code(
        "warning",
        "{field} 与 {other} 写得一模一样。请各写各的：好处、不同、用处是三件事。",
        "{field} says the same as {other}. What gets better, what is different and what is useful are three things: write each.",
    ),
    "DP539": Code(
        "error",
        "“{text}”是做假数据，指标动了也不算，还会被平台处罚。请删去，换成真能让用户受益的做法。",
        '"{text}" moves a figure and nothing behind it, and platforms punish it. Take it out, and write what users really gain by.',
    ),
}
