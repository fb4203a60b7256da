"""Codes of what buyers and brands say: waves of a survey, brands' ratings (DP550 to DP569)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP550": Code(
        "warning",
        "{where}：{column}写的是“{value}”，{problem}。这一行不计。",
        "{where}: {column} says “{value}”, {problem}. The row does not count.",
    ),
    "DP551": Code(
        "warning",
        "{count} 行没有买家同意（留空或“否”），不计；最早的在第 {first} 行。没取得同意的不能补写，下次请先问过再发。",
        "rows without the buyer's consent (blank, or no): {count}, which do not count; the first is line {first}. What was not given cannot be added: ask before the next survey.",
    ),
    "DP552": Code(
        "warning",
        "{count} 行没写站内渠道或写的是站外渠道，不计；最早的在第 {first} 行。可写：platform（平台问卷）、feige（飞鸽）、member（会员）；短信、电话、个人微信都算站外。",
        "rows without a channel inside the platform: {count}, which do not count; the first is line {first}. Write platform, feige or member; text messages, calls and private WeChat are outside.",
    ),
    "DP553": Code(
        "note",
        "{wave}：{count} 份是同一买家 90 天内的再次作答，不计（只算最早一份，同一天算最低分）。",
        "{wave}: answers of buyers who had answered within 90 days: {count}, which do not count (the first does; on one day the lowest mark).",
    ),
    "DP554": Code(
        "error",
        "{where}：“{column}”这一列能认出买家，整份文件没有读。请先删掉这一列；买家只用匿名编号（如哈希值）。",
        "{where}: the column “{column}” says who buyers are, so the file was not read. Remove the column; name buyers by a pseudonym only, such as a hash.",
    ),
    "DP555": Code(
        "error",
        "缺少这些列：{columns}。表头至少要有 buyer（买家编号）、mark（推荐分）、date（日期），另要 channel（渠道）和 consent（同意）才会计入。",
        "these columns are missing: {columns}. At least buyer, mark and date are needed, and channel and consent for rows to count.",
    ),
    "DP556": Code(
        "warning",
        "wave.yaml 写回收 {answered} 份，答卷却有 {rows} 行。请核对：少了的行去哪了，或改正 answered。",
        "wave.yaml says {answered} answered, and the file has {rows:row|rows}. Find out where the others are, or correct answered.",
    ),
    "DP557": Code("error", "{problem}。请改正。", "{problem}. Correct it."),
    "DP558": Code(
        "error",
        "{what}有 {count} 个，最多 {limit} 个。请拆到别处或删减。",
        "there are {count} {what}, {limit} is the most. Take some out.",
    ),
    "DP559": Code(
        "warning",
        "{count} 行的日期不在本期（{from} 至 {until}）之内，不计；最早的在第 {first} 行。请核对日期，或改 wave.yaml 的 from、until。",
        "rows of days outside the wave ({from} to {until}): {count}, which do not count; the first is line {first}. Check the days, or from and until in wave.yaml.",
    ),
    "DP560": Code(
        "error",
        "这一期没有答卷。请放入 answers.csv（或 .xlsx），文件名以 answers 开头。",
        "this wave has no answers. Put answers.csv (or .xlsx) here, under a name that begins with answers.",
    ),
    "DP561": Code(
        "note",
        "{wave} 写的是平台或品牌持有，但文件在服务商自己的文件夹里，只算服务商的说法；要作数，请管理方自己取数，放进 reviews/voice/{provider}/。",
        "by held_by the platform or a brand holds {wave}, which lies in the provider's own folder, so that only the provider says so. To have it count, the manager pulls the answers and keeps them in reviews/voice/{provider}/.",
    ),
    "DP562": Code(
        "warning",
        "{node} 的答案受到 {contracts} 的质疑（最低评分 {lowest}，投诉 {complaints} 次，最近一次 {on}）。分数暂不变：请复核人核实后在复核里裁定（refused 或 verified），日期不早于 {on} 才算数；裁定前不封顶。",
        "the answer to {node} is contested by {contracts} (lowest rating {lowest}, complaints {complaints}, last on {on}). The score stays: a reviewer looks into it and rules in the review (refused or verified), on {on} or later; until then nothing is capped.",
    ),
    "DP563": Code(
        "error",
        "{contract} 的 about 写了 {node}，框架里没有这个指标。请改正编号。",
        "{contract} names {node} under about, which is no indicator of the framework. Correct the id.",
    ),
    "DP564": Code(
        "warning",
        "{node} 不收“{kind}”这类证据：答案照写，但这份调研不能为它作证，只按口头说明计。要作数，请管理方从平台取数。",
        "{node} does not take evidence of the kind “{kind}”: the answer is written, but this survey proves nothing for it and it counts as stated only. To have it count, the manager pulls the answers from the platform.",
    ),
    "DP565": Code(
        "note",
        "这些列没有读：{columns}。",
        "these columns were not read: {columns}.",
    ),
    "DP566": Code(
        "warning",
        "{count} 行的买家编号像手机号、订单号或姓名，不计；最早的在第 {first} 行。请换成匿名编号（字母或数字混合，如哈希值）。",
        "rows that name a buyer by what looks like a phone, an order or a name: {count}, which do not count; the first is line {first}. Use a pseudonym of letters and digits, such as a hash.",
    ),
    "DP567": Code(
        "error",
        "{name} 和 {other} 同时存在，不知道以哪份为准。请只留一份。",
        "{name} and {other} are both there, and nobody can tell which counts. Keep one.",
    ),
    "DP568": Code(
        "error",
        "{column}写的是“{value}”，{problem}。请改正。",
        "{column} says “{value}”: {problem}. Correct it.",
    ),
    "DP569": Code(
        "error",
        "{column} {contract} 在第 {line} 行已经有了。一个合同只写一行，请合并。",
        "{column} {contract} stands in line {line} already. Write one row a contract.",
    ),
}
