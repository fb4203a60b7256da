"""Codes of gates and baselines (DP701 to DP758)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP701": Code(
        "error",
        "规则须写明一个条件：at_least、at_most、equals 三者取一。",
        "a rule must name one mark: exactly one of at_least, at_most and equals.",
    ),
    "DP702": Code(
        "error",
        "{rule} 的表达式不是合法的 CEL：{problem}。请改正。",
        "the expression of {rule} is no CEL: {problem}. Correct it.",
    ),
    "DP703": Code(
        "error",
        "没有名为 {name} 的度量。{hint}",
        "there is no measure named {name}. {hint}",
    ),
    "DP704": Code(
        "error",
        "{rule} 的 {operator} 要的是{wanted}，表达式却得出{found}（取值 {sample}）。请改表达式或条件。",
        "{operator} of {rule} needs {wanted}, but the expression gives {found} (with {sample}). Change the expression or the mark.",
    ),
    "DP705": Code(
        "error",
        "{name} 不能这样用：“有没有提供”不能决定门槛。请直接用它的值，如 proved.overall。",
        "{name} cannot be used so: whether something is known must not decide a gate. Use its value, such as proved.overall.",
    ),
    "DP706": Code(
        "error",
        "没有名为 {name} 的预设门槛。可选：{options}；自己的文件请写路径，如 gates.yaml。",
        "there is no preset named {name}. Choose from {options}, or give the path of a file, such as gates.yaml.",
    ),
    "DP707": Code(
        "error",
        "{name} 本身又沿用了别的门槛，不能再被沿用。请直接沿用最上一层。",
        "{name} itself extends other gates and cannot be extended. Extend those directly.",
    ),
    "DP708": Code(
        "error",
        "这套门槛为框架 {name} 而写，所用框架是 {framework}。请换框架或门槛。",
        "these gates are written for the framework {name}, and {framework} is in use. Change one of them.",
    ),
    "DP709": Code(
        "error",
        "{value} 不是周期。请写 2026-10、2026-Q3、2026 或 2026-10-01/2026-10-31。",
        "{value} is no period. Write 2026-10, 2026-Q3, 2026 or 2026-10-01/2026-10-31.",
    ),
    "DP710": Code(
        "warning",
        "豁免指向的规则 {rule} 不存在，不起作用。请改正编号或删除。",
        "the waiver names the rule {rule}, which does not exist; it has no effect. Correct the id or remove it.",
    ),
    "DP711": Code(
        "warning",
        "服务商 {provider} 对规则 {rule} 有多条豁免。请只留一条。",
        "the provider {provider} has more than one waiver of {rule}. Keep one.",
    ),
    "DP712": Code(
        "warning",
        "规则 {rule} 永远达不到：{problem}。请改正条件或标准。",
        "the rule {rule} can never be met: {problem}. Correct the measure or the mark.",
    ),
    "DP713": Code(
        "warning",
        "规则 {rule} 里有永远对不上的文字：{problem}。请改正。",
        "the rule {rule} compares with a text that never comes: {problem}. Correct it.",
    ),
    "DP714": Code(
        "warning",
        "规则 {rule} 的 where 在任何取值下都不成立，这条规则对谁都不适用{hint}。请改正条件。",
        "the rule {rule}: its `where` never holds, so it applies to nobody{hint}. Correct the condition.",
    ),
    "DP715": Code(
        "error",
        "origin 已改写：document、checked_on、url 放到 source 下，clause 提到规则这一层，effective_on 改叫 from（同样在规则这一层，从这一天起才评判）。请改这些规则：{rules}。",
        "`origin` is written otherwise now: document, checked_on and url stand in `source`, clause beside it as `clause`, and effective_on as `from` (from that day on the rule is judged by). Rewrite it at: {rules}.",
    ),
    "DP716": Code(
        "error",
        "规则分了 versions，from、until、warn_from 就只能写在各个版本里。请移进去。",
        "a rule with versions has its days in them alone: move from, until and warn_from there.",
    ),
    "DP717": Code(
        "error",
        "规则 {rule} 的 until（{ends}）早于 from（{begins}），一天也不生效。请改正。",
        "the rule {rule} ends ({ends}) before it begins ({begins}), so it is never in force. Correct its days.",
    ),
    "DP718": Code(
        "error",
        "规则 {rule} 有两个版本在 {first} 至 {last} 同时生效，无法判断用哪个。请把前一个的 until 写成后一个 from 的前一天。",
        "two versions of the rule {rule} are in force from {first} to {last}, so neither can be chosen. End the earlier one on the day before the later one begins.",
    ),
    "DP719": Code(
        "warning",
        "规则 {rule} 在 {first} 至 {last} 没有版本生效，这些天不评这一条。若非有意暂停，请把日期接上。",
        "no version of the rule {rule} is in force from {first} to {last}: on these days it is suspended. If that is not meant, close the gap.",
    ),
    "DP720": Code(
        "warning",
        "规则 {rule} 的 warn_from（{told}）须早于或等于 from（{begins}），否则预告不了。请改正。",
        "`warn_from` of the rule {rule} ({told}) must not be after its `from` ({begins}), or nobody is warned. Correct it.",
    ),
    "DP721": Code(
        "warning",
        "规则 {rule} 在月中换版（{day}），所评的数字又可能按周期统计。请写明 applies_by：period_end（整个周期按末日的规则）、day（按作结论那天）或 occurrence（按事情发生那天）。",
        "the rule {rule} changes within a month ({day}), and what it measures may be a figure of a period. Say how it is judged with `applies_by`: period_end (the whole period by the rule of its last day), day (by that of the day of the decision) or occurrence.",
    ),
    "DP722": Code(
        "error",
        "规则 {rule} 的 applies_to 里的 {name} 不是角色。可选：{options}。",
        "{name} in `applies_to` of the rule {rule} is no role. Choose from {options}.",
    ),
    "DP723": Code(
        "error",
        "规则 {rule} 写了 applies_by: occurrence，但表达式里没有日期类的事实，不知道事情发生在哪天。请用上日期类事实，或改 applies_by。",
        "the rule {rule} says `applies_by: occurrence`, but no fact in it is a date, so nobody can tell when it happened. Name such a fact, or change `applies_by`.",
    ),
    "DP751": Code(
        "error",
        "{path} 不是输出目录：其中应有 results.jsonl 或 <服务商编号>/profile.json。请指向先前的 --out。",
        "{path} is no output folder: it should hold results.jsonl or <provider id>/profile.json. Name an earlier --out.",
    ),
    "DP752": Code(
        "error",
        "git:{rev}：{path} 不在 git 仓库里（或仓库属于另一用户，见 git 的 safe.directory）。请改用先前的输出目录。",
        "git:{rev}: {path} lies in no git repository (or in another user's: see git's safe.directory). Name an earlier output folder instead.",
    ),
    "DP753": Code(
        "error",
        "仓库里没有版本 {rev}。请改正，或先取回它（CI 中取全部历史：fetch-depth: 0）。",
        "the repository has no revision {rev}. Correct it, or fetch it first (in CI the whole history: fetch-depth: 0).",
    ),
    "DP754": Code(
        "error",
        "git:{rev}：各目录属于不同的仓库。请分别运行。",
        "git:{rev}: the folders lie in different repositories. Run them one by one.",
    ),
    "DP755": Code(
        "error",
        "git 没有给出内容：{problem}。请检查 git 与仓库是否完整。",
        "git gave no content: {problem}. Check git itself and that the repository is whole.",
    ),
    "DP756": Code(
        "warning",
        "版本 {rev} 的框架已读不了（{problem}）；基线按现在的框架评分。",
        "the framework at {rev} cannot be read any more ({problem}); the baseline was scored by the present one.",
    ),
    "DP757": Code(
        "warning",
        "服务商 {provider} 在基线版本的文件夹 {folder} 无效（{problem}），按新进入处理，不作比较。",
        "the folder {folder} of {provider} was invalid at the baseline ({problem}); it counts as new and is not compared.",
    ),
    "DP758": Code(
        "warning",
        "服务商 {provider} 的基线画像读不了：{problem}。按新进入处理，不作比较。",
        "the baseline profile of {provider} cannot be read: {problem}. It counts as new and is not compared.",
    ),
}
