"""Codes of frameworks (DP201 to DP253)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP201": Code(
        "error",
        "{field}：{name} 不存在{hint}。请改正拼写，或先定义它。",
        "{field}: nothing is called {name}{hint}. Correct its spelling or define it.",
    ),
    "DP202": Code(
        "error",
        "编号 {name} 重复。请改用别的编号。",
        "the id {name} stands twice. Give it another.",
    ),
    "DP203": Code(
        "error",
        "{node} 不以 {prefix} 开头。请按领域代码编号。",
        "{node} does not begin with {prefix}. Number it by the code of its area.",
    ),
    "DP204": Code(
        "error", "不是合法的 CEL 表达式：{problem}。", "no valid CEL expression: {problem}."
    ),
    "DP205": Code(
        "error",
        "表达式里的 {name} 不是指标、事实或 role{hint}。请改正拼写（- 与 . 写作 _）。",
        "{name} in the expression is no indicator, fact or role{hint}. Correct its spelling (- and . become _).",
    ),
    "DP206": Code(
        "error",
        "{node} 与 {other} 在表达式里同名（{name}）。请改其中一个编号。",
        "{node} and {other} have one name in expressions ({name}). Change one id.",
    ),
    "DP207": Code(
        "error",
        "表达式在样例值 {sample} 下得不出真假：{problem}。",
        "over the sample {sample} the expression is neither true nor false: {problem}.",
    ),
    "DP208": Code(
        "error",
        "when 互为前提，成了环：{names}。请去掉其中一个。",
        "`when` goes round in a circle: {names}. Remove one.",
    ),
    "DP209": Code(
        "error",
        "{node} 是红线项或别题的前提，不得允许“不适用”。请改用 when。",
        "{node} is critical, or another question hangs on it, and may not allow N/A. Use `when` instead.",
    ),
    "DP210": Code(
        "error",
        "points 须按数值从小到大，同一数值至多写两次。请重新排列。",
        "points must rise by value, and a value may stand twice at most. Put them in order.",
    ),
    "DP211": Code(
        "error",
        "量表的各级要么都写明分值，要么都不写。",
        "either every level names its score or none does.",
    ),
    "DP212": Code(
        "error", "方向为区间（band）的指标只能用 points 计分。", "a band is scored by points only."
    ),
    "DP213": Code(
        "error",
        "文件 {file} 的 id 是 {name}。两者须一致。",
        "the file {file} bears the id {name}. Make them agree.",
    ),
    "DP214": Code(
        "error",
        "选项 none 是保留字，表示“都没有”。请换一个编号。",
        "the option id none is reserved for “none of these”. Choose another.",
    ),
    "DP215": Code(
        "error",
        "两个锚点 {low} 与 {high} 的先后与方向不符。请核对。",
        "the anchors {low} and {high} do not fit the direction. Check them.",
    ),
    "DP216": Code(
        "error",
        "{field} 的下限 {low} 大于上限 {high}。请对调。",
        "{field}: the lower end {low} is above the upper end {high}. Swap them.",
    ),
    "DP217": Code(
        "error",
        "{mark} 不是这个框架的服务范围。请写 scopes 里的编号，某一家店写作 编号@店铺（只用于按店区分的范围）。",
        "{mark} is no scope of this framework. Write an id of its scopes, for one shop id@shop (of a scope per shop only).",
    ),
    "DP218": Code(
        "warning",
        "不在服务范围的部分不同（{what}）：评的不是同一摊事，总分、等级和名次不能直接相比。",
        "what is out of scope differs ({what}): they were not scored over the same work, so overall scores, levels and ranks cannot be compared.",
    ),
    "DP221": Code(
        "warning",
        "等级 {level} 达不到：{problem}。",
        "level {level} can never be reached: {problem}.",
    ),
    "DP222": Code(
        "warning",
        "{node} 的第 {rung} 级分值没有高于前一级，选它没有意义。请拉开分值。",
        "{node}: rung {rung} scores no more than the one below. Set the scores apart.",
    ),
    "DP223": Code(
        "warning",
        "{node} 的 when 在任何取值下都不成立，永远不会问到{hint}。请改正条件。",
        "{node}: its `when` never holds, so it is never asked{hint}. Correct the condition.",
    ),
    "DP224": Code(
        "warning",
        "{what} 里的权重全是 0。请至少给一个正权重。",
        "all weights in {what} are 0. Give one a positive weight.",
    ),
    "DP225": Code(
        "warning",
        "{node} 在任何角色下最多影响总分 {points} 分，不到 0.1。请合并或提高权重。",
        "{node} moves the overall score by {points} at most under any role, less than 0.1. Merge it or raise its weight.",
    ),
    "DP226": Code(
        "warning",
        "{field} 的中英文一模一样。请翻译。",
        "{field} is the same in both languages. Translate it.",
    ),
    "DP227": Code(
        "warning",
        "{field} 的英文里有中文。请译成英文。",
        "{field}: Chinese stands in the English text. Put it in English.",
    ),
    "DP228": Code(
        "warning",
        "{node} 的 points 与方向不一致。请核对，或改为区间（band）。",
        "{node}: its points do not follow the direction. Check them, or make it a band.",
    ),
    "DP229": Code(
        "warning",
        "{node} 的计分到不了 100（最高 {points}）。请补上满分点。",
        "{node}: its score never reaches 100 (at most {points}). Add a point for full marks.",
    ),
    "DP230": Code(
        "warning",
        "{node} 的典型值 {typical} 高于 66，应与同行比差额。请写 ratio_of: shortfall。",
        "{node}: typically {typical}, above 66: compare the shortfall. Write ratio_of: shortfall.",
    ),
    "DP231": Code(
        "warning",
        "{what} 没有指向任何领域。请补上或删除。",
        "{what} names no area. Fill it or remove it.",
    ),
    "DP232": Code(
        "warning",
        "{node} 的口径里没有 period。请补上。",
        "{node}: its envelope has no period. Add it.",
    ),
    "DP233": Code(
        "warning",
        "{node} 没有写合理范围 plausible。请补上。",
        "{node} has no plausible range. Add it.",
    ),
    "DP234": Code(
        "warning",
        "等级 {level} 的名称用了外部徽章的字样“{word}”。请换一个。",
        "the title of level {level} uses {word}, a word of somebody else's badges. Choose another.",
    ),
    "DP235": Code(
        "warning",
        "{node} 是红线项，却不在核心题里。请写 core: true。",
        "{node} is critical and not in the core set. Write core: true.",
    ),
    "DP236": Code(
        "warning",
        "{node} 的出处缺少 {fields}。请补上。",
        "{node}: its source lacks {fields}. Add it.",
    ),
    "DP237": Code(
        "warning",
        "{node} 第 {rung} 级的说法与 {other} 相同。请写成这一题自己的可观察行为。",
        "{node}: rung {rung} reads like one of {other}. Describe what can be seen here.",
    ),
    "DP238": Code(
        "warning",
        "没有一个角色给领域 {area} 权重。请补上或删除该领域。",
        "no role gives the area {area} any weight. Give it some or remove it.",
    ),
    "DP240": Code(
        "error",
        "表达式有 {count} 个字符，最多 {limit} 个。请拆成几条。",
        "the expression has {count} characters, {limit} at most. Split it into several.",
    ),
    "DP241": Code(
        "error",
        "表达式用了 {count} 个名称，最多 {limit} 个。请拆成几条。",
        "the expression names {count} things, {limit} at most. Split it into several.",
    ),
    "DP242": Code(
        "error",
        "第 {at} 个字符处括号套了 {limit} 层以上。请去掉多余的括号，或拆成几条。",
        "at character {at} brackets stand more than {limit} deep. Take out those not needed, or split the expression.",
    ),
    "DP243": Code(
        "error",
        "第 {at} 个字符处的 {name}() 会逐项循环，表达式里不能用。查列表里有没有某一项，请写 'a' in 名称，几项用 || 连接；数项数用 size(名称)。",
        "{name}() at character {at} goes through a list, which no expression may. To ask whether an entry is in it write 'a' in name, several joined by ||; for how many there are, size(name).",
    ),
    "DP244": Code(
        "error",
        "第 {at} 个字符处的 {name}() 不能用：“有没有提供”不能决定结果。请直接用它的值。",
        "{name}() at character {at} cannot be used: whether something is known must decide nothing. Use its value.",
    ),
    "DP245": Code(
        "error",
        "第 {at} 个字符处的 {name}() 只能数列表的项数，写作 size(名称)：文字会按字节计，一个汉字算 3。比较文字请用 == 或 contains。",
        "{name}() at character {at} counts the entries of a list only, written size(name): of a text it would count bytes, three for a Chinese character. Compare texts with == or contains.",
    ),
    "DP246": Code(
        "error",
        "{node} 是红线项，按店填写，各店须用 across: min 合并：否则一家店没做到也能过。请补上 across: min，或取消红线。",
        "{node} is critical and asked per shop: shops must be joined by across: min, or it passes although one shop fails it. Add across: min, or take critical away.",
    ),
    "DP247": Code(
        "error",
        "{node} 不按店填写，写了 across 也没有可合并的行。请删除 across，或改为 per: shop。",
        "{node} is not asked per shop, so across has no rows to join. Remove across, or write per: shop.",
    ),
    "DP248": Code(
        "error",
        "peer_spread 的折点须随比值上升，并含 [1, 60]：与中间值持平得 60。请改正 points，或删掉以用默认折点。",
        "the points of peer_spread must rise with the ratio and hold [1, 60]: level with the middle scores 60. Correct points, or leave them out for the default ones.",
    ),
    "DP249": Code(
        "note",
        "{node} 的基数只有 {base}，不到 {least}：多一例少一例差别太大，证据封顶 {cap}。有更大的基数请填更大的。",
        "{node}: the base is {base}, below {least}, where one case more or less says too much: proved is capped at {cap}. Give a larger base if there is one.",
    ),
    "DP251": Code(
        "warning",
        "等级 {level} 的 requires.serious 起不了作用：severity: serious 的一致性规则只有 {count} 条，允许 {allowed} 条。请调低，或给规则标上 severity: serious。",
        "requires.serious of level {level} asks nothing: {count} consistency rules are serious, and {allowed} are allowed. Lower it, or mark rules with severity: serious.",
    ),
    "DP252": Code(
        "warning",
        "{kind} 需要确认才算数，但没有指标收 {counted}，确认前一分也不算。请让收 {kind} 的指标也收 {counted}。",
        "{kind} counts in full once confirmed, but no indicator that takes it takes {counted}: until then it counts for nothing. Let these indicators take {counted} as well.",
    ),
    "DP253": Code(
        "note",
        "{node} 的 when 没法自动写成一句话，页面上只会写“{words}”。请在 when_words 里用两种语言写明什么情况下才问。",
        "the when of {node} cannot be put into words, so pages only say “{words}”. Say in when_words, in both languages, when it is asked.",
    ),
}
