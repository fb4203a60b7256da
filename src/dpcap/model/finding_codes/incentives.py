"""Codes of incentives: what is wrong with `incentives.yaml`, and with a proposal (DP730 to DP749)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP730": Code(
        "error",
        "悬崖：从 {before} 元到 {edge} 元，多卖1元就多拿 {more} 元，按费率最多该多 {fair} 元。卡线的人会把单子挪到期末。请用 pays: marginal（只对超出部分用新费率），并删去 bonus_yuan。",
        "a cliff: from {before} to {edge} yuan, one yuan more pays {more} yuan more, where the rates would pay {fair} at most. Sales get moved over the end of a period to cross it. Use pays: marginal (a rate for what lies above its line only), and no bonus_yuan.",
    ),
    "DP731": Code(
        "error",
        "倒挂：一到 {edge} 元，反而比差1分时少拿 {more} 元。请用 pays: marginal（只对超出部分用新费率）。",
        "a cliff downwards: who reaches {edge} yuan gets {more} yuan less than just below. Use pays: marginal (a rate for what lies above its line only).",
    ),
    "DP732": Code(
        "error",
        "按自己的基数算增长（growth_over: {base}）：这一期做得越好，下一期越难拿，于是都会压低基数。请删去 growth_over，按当期金额分档。",
        "growth over one's own base (growth_over: {base}): who does well now makes the next period harder, so bases are kept low. Remove growth_over and pay by the period's own figure.",
    ),
    "DP733": Code(
        "warning",
        "有 {count} 个结算期的最后一天（{days}）落在{campaign}（{from} 至 {until}）期间或结束后 {after} 天内：订单会往前赶，退货算不进来。请换结算周期（settled），让期末离大促远一些。",
        "of its periods, {count} end ({days}) in the campaign {campaign} ({from} to {until}) or within {after} days of it: orders get pulled forward, and what is sent back comes too late to count. Settle by other periods (settled), so that none ends near a campaign.",
    ),
    "DP734": Code(
        "error",
        "{name} 是服务商自己填的答案，不能用来发钱。请改用 fact，写管理方事实表里的数字。",
        "{name} is an answer that the $subject types itself, and nothing is paid by it. Name a fact instead: those of the manager's files count.",
    ),
    "DP735": Code(
        "error",
        "没有写奖金池，花多少没有上限。请加 pot_yuan。",
        "there is no pot, so nothing limits what is spent. Add pot_yuan.",
    ),
    "DP736": Code(
        "error",
        "没有写单家上限，一家可以拿走全部。请加 cap_yuan。",
        "there is no cap for one $subject, so one may take it all. Add cap_yuan.",
    ),
    "DP737": Code(
        "error",
        "与第 {other} 段的日期重叠（{from} 至 {until}），同一天的成交会发两次。请把日期错开。",
        "its days overlap those of term {other} ({from} to {until}), and a sale would be paid twice. Set the days apart.",
    ),
    "DP738": Code(
        "error",
        "until 早于 from（{from}），或这一段超过十年。请改日期。",
        "until lies before from ({from}), or the term is longer than ten years. Change the days.",
    ),
    "DP739": Code(
        "error",
        "档位要从低到高写，这一档的 from_yuan 不高于前一档。请调整顺序或金额。",
        "brackets stand from the lowest up, and this from_yuan is not above the one before. Change the order or the sum.",
    ),
    "DP740": Code(
        "error",
        "框架 {framework} 没有叫 {name} 的数字事实。请改成框架里 kind: number 的事实。",
        "the framework {framework} has no fact {name} that is a number. Name one of kind: number.",
    ),
    "DP741": Code(
        "warning",
        "没有牌级 {name}，现有：{tiers}。请核对 tiers.yaml。",
        "there is no tier {name}; there are {tiers}. See tiers.yaml.",
    ),
    "DP742": Code(
        "warning",
        "这一段不是整个结算期（settled: {settled}）的倍数，只有 {periods} 个完整的期能结算，其余的天没人发。请让 from、until 落在期初和期末。",
        "the term is no whole number of periods (settled: {settled}): {periods} lie in it whole, and other days are never paid. Let from and until be the first and last day of periods.",
    ),
    "DP743": Code(
        "error",
        "没有写按什么数发钱。请在 figure 里写 fact。",
        "nothing says what is paid by. Name a fact under figure.",
    ),
    "DP744": Code(
        "warning",
        "单家上限 {cap} 元高于奖金池 {pot} 元，等于没有上限。请调低 cap_yuan。",
        "the cap of {cap} yuan lies above the pot of {pot}, so it holds nobody back. Lower cap_yuan.",
    ),
    "DP745": Code(
        "error",
        "{sum} 元不是整分，发不出去。请最多写两位小数。",
        "{sum} yuan is no whole number of fen and cannot be paid. Give two decimals at most.",
    ),
    "DP746": Code(
        "error",
        "提案被改过：内容与校验值对不上。请重新运行 dpcap incentives 生成。",
        "the proposal was changed: it does not come to the digest that it bears. Make it anew with dpcap incentives.",
    ),
    "DP747": Code(
        "warning",
        "费率往下走：做到 {edge} 元的两家，比做到 {twice} 元的一家多拿 {more} 元，会有人拆成几家。请让费率不随档位下降。",
        "the rate falls: two $subjects at {edge} yuan get {more} yuan more than one at {twice}, so firms get split. Let no rate lie below the one before.",
    ),
    "DP748": Code(
        "error",
        "这不是激励提案：{problem}。请重新运行 dpcap incentives 生成。",
        "this is no proposal of incentives: {problem}. Make it anew with dpcap incentives.",
    ),
}
