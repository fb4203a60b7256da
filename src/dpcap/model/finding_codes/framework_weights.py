"""Codes of frameworks: a budget of weights, and texts in conditions (DP161 to DP189)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP161": Code(
        "error",
        "{node} 缺少 nature。角色写了 headline，每一题就都要写明是 result（结果）、process（做法）还是 safeguard（底线）。",
        "{node} lacks `nature`. Where roles name `headline`, every indicator says whether it is a result, a process or a safeguard.",
    ),
    "DP162": Code(
        "warning",
        "角色 {role} 的 headline：{problem}。请写 6 至 8 个不同的指标编号。",
        "the headline of role {role}: {problem}. Name 6 to 8 different indicators.",
    ),
    "DP163": Code(
        "warning",
        "领域 {area}（按最看重它的角色 {role} 算）里，结果类指标只占 {share}，不到一半。请调权重；确实没有结果可问的，写进 areas_without_results 并说明理由。",
        "in the area {area} (as the role {role}, which weighs it most, has it) results carry {share}, less than half. Shift the weights; if there is no result to ask for, list the area under areas_without_results with the reason.",
    ),
    "DP164": Code(
        "warning",
        "{node} 问的是做法，权重 {weight} 却高于领域 {area} 里最重的结果 {other}（{most}，角色 {role}）。请调权重。",
        "{node} asks how it is done and weighs {weight}, more than {other}, the heaviest result of the area {area} ({most}, role {role}). Shift the weights.",
    ),
    "DP165": Code(
        "warning",
        "areas_without_results 列了领域 {area}，但它有结果类指标 {other}。请删去这一行。",
        "areas_without_results lists the area {area}, which has a result: {other}. Take it off the list.",
    ),
    "DP166": Code(
        "warning",
        "角色 {role} 的 headline 里 {item} 的有效权重是 {weight}，低于不在其中的 {other}（{most}）。请调权重，或换一题。",
        "role {role}: the headline names {item}, which weighs {weight}, less than {other} ({most}), which is not named. Shift the weights or name another.",
    ),
    "DP167": Code(
        "warning",
        "条件里有永远对不上的文字：{problem}。请改正。",
        "the condition compares with a text that never comes: {problem}. Correct it.",
    ),
    "DP168": Code(
        "note",
        "{node} 的 when 取决于后面才问的 {names}。请把它移到前面，答的人就不会先看到用不上的题。",
        "{node}: its `when` hangs on {names}, asked further on. Move that up, so that nobody meets a question that may not apply.",
    ),
    "DP169": Code(
        "error",
        "scales 里的 {name} 用得太多：各题写全后超过 {limit} 个值。请拆小，或少用。",
        "the shared scale {name} is used too often: with the scales written out the areas hold more than {limit} values. Make it smaller, or use it less.",
    ),
    "DP180": Code(
        "warning",
        "等级 {level} 凭各题接受的证据达不到：{problem}。只有复核人逐题核实过才能超过。请降低要求，或接受更强的证据。",
        "level {level} is out of reach with the kinds of proof accepted: {problem}. Only a reviewer's confirmation, question by question, goes beyond. Ask for less, or accept stronger proof.",
    ),
    "DP181": Code(
        "warning",
        "{node} 是红线项，须到 {needed} 分，但它接受的证据最多只给 {cap} 分，永远通不过（除非复核人逐题核实）。请降低 pass，或接受更强的证据。",
        "{node} is critical and passes at {needed}, but the kinds of proof it accepts count to {cap} at most: it never passes, unless a reviewer confirms it. Lower `pass`, or accept stronger proof.",
    ),
    "DP182": Code(
        "warning",
        "{node} 允许“不适用”，但它在角色 {role} 里占 {share}，一题就超过“不适用”的上限 {limit}，这样答就没有等级，除非复核人采纳。请去掉 not_applicable、拆小这一题或放宽 max_not_applicable。",
        "{node} may be answered N/A, but carries {share} of the role {role}: alone more than the {limit} that may be N/A, so that whoever answers so has no level unless a reviewer accepts it. Drop not_applicable, split the question, or raise max_not_applicable.",
    ),
    "DP183": Code(
        "warning",
        "核对规则 {rule} 的 conflict 在任何取值下都不成立，等于没有{hint}。请改正条件。",
        "rule {rule}: its conflict never holds, so it checks nothing{hint}. Correct the condition.",
    ),
    "DP184": Code(
        "warning",
        "核对规则 {rule} 的 conflict 在任何取值下都成立，人人都会被提示{hint}。请改正条件。",
        "rule {rule}: its conflict always holds, so it is told to everybody{hint}. Correct the condition.",
    ),
    "DP185": Code(
        "warning",
        "{node} 的计分锚点 {value} 在合理范围 plausible（{low} 至 {high}）之外：合理的数字到不了它。请放宽范围或改锚点。",
        "{node}: its score is anchored at {value}, outside the plausible range ({low} to {high}), which no believed figure gets to. Widen the range or move the anchor.",
    ),
    "DP186": Code(
        "warning",
        "{node} 的典型值 typical {value} 在合理范围 plausible（{low} 至 {high}）之外。请核对。",
        "{node}: the typical value {value} lies outside the plausible range ({low} to {high}). Check them.",
    ),
    "DP187": Code(
        "warning",
        "{node} 与 {other} 问的是同一句话。同一件事只问一次：请删去一题，或写明各问什么。",
        "{node} asks what {other} asks, word for word. Ask a thing once: remove one, or say what each is about.",
    ),
    "DP188": Code(
        "warning",
        "{node} 的 when 取决于后面才问的 {names}。请把它移到前面，答的人就不会先看到用不上的题。",
        "{node}: its `when` hangs on {names}, asked further on. Move that up, so that nobody meets a question that may not apply.",
    ),
    "DP189": Code(
        "note",
        "{what} {name} 没有一处用到。不需要就请删除。",
        "the {what} {name} is used nowhere. Remove it if nothing needs it.",
    ),
}
