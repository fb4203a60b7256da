"""Codes of standing: its ledger, the rules of certification and tiers (DP780 to DP799)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP780": Code(
        "error",
        "这一行不是台账记录：{problem}。{way}。",
        "this line is no row of a ledger: {problem}. {way}.",
    ),
    "DP781": Code(
        "error",
        "第 {row} 条记录下的校验值与上一行对不上：上一行被改过，或中间少了行。请从 git 恢复；要改结论，用 --correct 追加一条更正。",
        "row {row} names another digest than that of the line before it: that line was edited, or lines are missing. Bring the file back from git; to change something, add a correction with --correct.",
    ),
    "DP782": Code(
        "error",
        "这一行的序号是 {row}，应为 {place}：有行重复、丢失或换了位置。请从 git 恢复这个文件。",
        "this line says it is row {row}, and it should be {place}: lines stand twice, are missing or were moved. Bring the file back from git.",
    ),
    "DP783": Code(
        "error",
        "第 {row} 条要更正第 {corrects} 条，但那不是 {provider} 在该项上最后一条有效记录。请从最后一条往前逐条更正。",
        "row {row} takes back row {corrects}, which is not the last one in force for {provider} on its track. Take rows back from the last one on.",
    ),
    "DP784": Code(
        "error",
        "第 {row} 条接不上：它写 {provider} 从 {origin} 到 {target}（{event}），而按前面的记录现为 {stands}。请从 git 恢复这个文件。",
        "row {row} does not follow: it moves {provider} from {origin} to {target} ({event}), and by the rows before it stands at {stands}. Bring the file back from git.",
    ),
    "DP785": Code(
        "error",
        "只有更正（event: corrected）写 corrects，且必须写。",
        "corrects goes with event corrected, and only with it.",
    ),
    "DP786": Code(
        "error",
        "{event} 不属于这一项（track）。",
        "{event} is no event of this track.",
    ),
    "DP787": Code(
        "error",
        "{event} 须写明季度 period。",
        "{event} needs its quarter (period).",
    ),
    "DP788": Code(
        "error",
        "台账有 {count} 条，最多 {limit} 条。请换一个新台账，旧的留存。",
        "the ledger has {count} rows, {limit} is the most. Begin a new one and keep the old.",
    ),
    "DP789": Code(
        "warning",
        "店铺 {shop} 同时绑定在 {count} 家名下，成交会重复算：{places}。请核实这家店归谁。",
        "the shop {shop} is bound to {count} $subjects, and its sales count for each: {places}. Find out whose it is.",
    ),
    "DP790": Code(
        "error",
        "{provider} 还不能邀约：{whose} 有 {times} 次 {ending}，最早 {day} 起才可以（见认证规则 {rules}）。",
        "{provider} cannot be invited yet: {whose} has {times} × {ending}, and may come back from {day} on ({rules}).",
    ),
    "DP791": Code(
        "error",
        "保级线 hold_at 高于升级线 rise_at，刚升上来就不达标。请把保级线调低。",
        "hold_at lies above rise_at, so that who rises is below the line at once. Lower hold_at.",
    ),
    "DP792": Code(
        "error",
        "牌级不能叫 {name}，它表示没有牌级。请换一个名字。",
        "no tier can be called {name}: that is what having none is called. Take another name.",
    ),
    "DP793": Code(
        "error",
        "牌级要从低到高写，{name} 的两条线都须高于前一级。请调整顺序或分数。",
        "tiers stand from the lowest up, and both lines of {name} must lie above those of the one before. Change the order or the lines.",
    ),
    "DP794": Code(
        "note",
        "{tier}：误差标准差 {noise} 时，{quarters} 个季度内变动不超过 {changes} 次的概率至少 {chance}%（最差：真实得分 {score}，起始{inside}）。",
        "{tier}: with a noise of sd {noise}, the chance of {changes} change or fewer in {quarters} quarters is at least {chance} % (worst: true score {score}, starting {inside}).",
    ),
    "DP795": Code(
        "warning",
        "{tier} 太容易来回变：误差标准差 {noise} 时，{quarters} 个季度内变动不超过 {changes} 次的概率只有 {chance}%，要求 {needed}%（真实得分 {score}，起始{inside}）。请把保级线调低，或多看几个季度。",
        "{tier} changes too easily: with a noise of sd {noise}, the chance of {changes} change or fewer in {quarters} quarters is only {chance} %, and {needed} % is asked (true score {score}, starting {inside}). Lower the line to hold, or ask for more quarters in a row.",
    ),
    "DP796": Code(
        "error",
        "{provider} 不能再邀约：{whose} 有 {times} 次 {ending}，按认证规则 {rules} 永不恢复。",
        "{provider} cannot be invited again: {whose} has {times} × {ending}, which by {rules} is for good.",
    ),
    "DP797": Code(
        "error",
        "{provider} 现为 {stands}，不能记 {event}。请先补记前面的步骤。",
        "{provider} stands at {stands}, and {event} cannot follow. Record the steps before it first.",
    ),
    "DP798": Code(
        "error",
        "不能更正第 {row} 条：台账里没有，或它不是该家该项最后一条有效记录。请从最后一条往前更正。",
        "row {row} cannot be taken back: there is none, or it is not the last one in force of its provider and track. Take rows back from the last one on.",
    ),
    "DP799": Code(
        "error",
        "没有给下面这种结束写返回规则：{names}。请在 returns 里写明，永不返回写 never_from: 1。",
        "nothing says when one may come back after: {names}. Put it under returns; for never, write never_from: 1.",
    ),
}
