"""Codes of brands' briefs (DP660 to DP679)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP660": Code(
        "error",
        "这几行互相矛盾，没有任何一组权重能同时满足：{lines}。去掉或放宽其中任何一行即可。",
        "no weights fit these lines together: {lines}. Take away or loosen any one of them.",
    ),
    "DP661": Code(
        "error",
        "{name} 的权重范围是 {low} 至 {high}，等于写死了权重。谁也说不准自己要 30% 还是 32%，请给至少 {narrowest} 个百分点的宽度。",
        "{name} may weigh {low} to {high}, which is an exact weight. Nobody knows whether it is 30 % or 32 %: leave at least {narrowest} points.",
    ),
    "DP662": Code(
        "error",
        "{field} 没写要求。请写 is、any_of、none_of、at_least、at_most、overlaps 之一，或删去这一行。",
        "{field} asks nothing. Write one of is, any_of, none_of, at_least, at_most, overlaps, or remove the line.",
    ),
    "DP663": Code(
        "error",
        "{field} 的 worst 与 best 相同，分不出高低。请分别写算 0 分和算 100 分的数。",
        "worst and best of {field} are the same, so nothing is told apart. Write the figure that is worth 0 and the one that is worth 100.",
    ),
    "DP664": Code(
        "error",
        "{name} 不在框架 {framework} 里（这里要写{kind}的编号）。{hint}",
        "the framework {framework} has no {name} (this wants the id of {kind}). {hint}",
    ),
    "DP665": Code(
        "error",
        "{name} 在 needs 里写了不止一次。请只留一处。",
        "{name} stands more than once in the order. Keep one.",
    ),
    "DP666": Code(
        "error",
        "needs 里没有一项要比的。请在 order 里按看重程度列出领域、维度或事实的编号。",
        "needs names nothing to weigh. List ids of areas, dimensions or facts under order, what matters most first.",
    ),
    "DP667": Code(
        "error",
        "一共要比 {count} 项，最多 {limit} 项。样样都看重等于没有侧重，请留最要紧的几项。",
        "{count} needs are weighed, {limit} is the most. Who needs everything has no priorities: keep what matters most.",
    ),
    "DP668": Code(
        "error",
        "{name} 是不给品牌看的事实，不能用来筛选或比较。请换一项。",
        "the fact {name} is kept from brands, so it can neither exclude nor be weighed. Take another.",
    ),
    "DP669": Code(
        "error",
        "{name} 对品牌只显示区间，界线只能写 {limits} 之一；写别的数，筛选结果会漏出具体数字。",
        "brands see {name} as a band only, so its mark is one of {limits}: any other would tell the figure by who is out.",
    ),
    "DP670": Code(
        "error",
        "{name} 是{sort}，不能用 {asked} 来要求。请改用 {fits}。",
        "{name} is {sort}, so {asked} cannot be asked of it. Use {fits}.",
    ),
    "DP671": Code(
        "error",
        "{name} 的范围从 {low} 到 {high}，前面的数应更小。请对调。",
        "the range of {name} goes from {low} to {high}: the first is to be the smaller. Swap them.",
    ),
    "DP672": Code(
        "error",
        "{name} 是事实，要比高低还须在 needs 的 facts 里写明多少算 0 分（worst）、多少算 100 分（best）。",
        "{name} is a fact: to weigh it, say under facts of needs what is worth 0 (worst) and what 100 (best).",
    ),
    "DP673": Code(
        "error",
        "需求书 {id} 有两份：{places}。请改其中一份的 id。",
        "two briefs are called {id}: {places}. Change the id of one.",
    ),
    "DP674": Code(
        "warning",
        "{inner} 在 {outer} 里面，同一件事会算两遍。请只留一项。",
        "{inner} lies within {outer}, so the same work is weighed twice. Keep one of them.",
    ),
    "DP675": Code(
        "warning",
        "这份需求书 {day} 已截止。请确认还要不要配；要配就改 closes_on。",
        "this brief closed on {day}. Find out whether it still stands, and change closes_on if it does.",
    ),
    "DP676": Code(
        "error",
        "{provider} 有两份画像：{places}。请只给一份。",
        "{provider} stands twice: {places}. Give one of them.",
    ),
}
