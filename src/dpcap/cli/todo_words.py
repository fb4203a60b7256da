"""What the list of what is still to collect says."""

from __future__ import annotations

from dpcap.intake.todo import HANGS_OPEN, NO_SHOPS, PENDING
from dpcap.intake.wording import Book, TwoLanguages

WORDS = Book(
    {
        "head": TwoLanguages(
            "{name} · 还要收集 {count} 项，约 {minutes} 分钟",
            "{name} · {count} still to collect, about {minutes:minute|minutes}",
        ),
        "further": TwoLanguages(
            "这是核心题，答完可以预估等级；定级要答全套，"
            "再加 {count} 项，约 {minutes} 分钟（--set role）",
            "This is the core set, enough to estimate the level; a level needs the full set, "
            "{count} more, about {minutes:minute|minutes} (--set role)",
        ),
        "done": TwoLanguages("{name} · 没有要收集的了", "{name} · nothing left to collect"),
        "unsigned": TwoLanguages("还没有签交：dpcap submit", "Not signed off yet: dpcap submit"),
        "first": TwoLanguages("先做这一件：{what}", "First: {what}"),
        "then": TwoLanguages("然后：{what}", "Then: {what}"),
        f"first.{NO_SHOPS}": TwoLanguages(
            "在 provider.yaml 登记全部$part。有 {count} 项按$part填写，登记后才能填",
            "list every $part in provider.yaml; {count} are asked per $part and wait for it",
        ),
        f"first.{HANGS_OPEN}": TwoLanguages(
            "回答以下前提，其余 {count} 项才知道问不问：{titles}",
            "answer these; whether {count} others are asked at all hangs on them: {titles}",
        ),
        "first.critical": TwoLanguages(
            "办完 {count} 项红线项：{titles}", "settle what is critical ({count}): {titles}"
        ),
        "first.answer": TwoLanguages("回答未答的 {count} 项", "answer the {count} open questions"),
        "first.find_out": TwoLanguages(
            "查明答了“不清楚”的 {count} 项", "find out what was answered “unknown” ({count})"
        ),
        "first.correct": TwoLanguages(
            "改正不计的 {count} 个答案", "correct the answers that do not count ({count})"
        ),
        "first.settle": TwoLanguages(
            "核实几处说法不同的 {count} 项（dpcap resolve）",
            "settle what is answered in several ways ({count}; dpcap resolve)",
        ),
        "first.shop": TwoLanguages(
            "补上 {count} 个缺的$part数字", "give the missing $part figures ({count})"
        ),
        "first.reason": TwoLanguages(
            "写明 {count} 项“不适用”的原因", "say why {count} do not apply"
        ),
        "first.renew": TwoLanguages(
            "更新过期的证据，共 {count} 项", "renew the proof that has lapsed ({count})"
        ),
        "first.proof": TwoLanguages(
            "为没有证据的 {count} 项补证据", "bring proof where there is none ({count})"
        ),
        f"waiting.{NO_SHOPS}": TwoLanguages(
            "另有 {count} 项待登记$part后填写", "{count} more wait for the $parts to be listed"
        ),
        f"waiting.{HANGS_OPEN}": TwoLanguages(
            "另有 {count} 项待前提答了再看", "{count} more wait for what they hang on"
        ),
        "group": TwoLanguages(
            "{title} · {count} 项 · {minutes} 分钟", "{title} · {count} · {minutes} min"
        ),
        "items": TwoLanguages("{count} 项", "{count}"),
        "no_screen": TwoLanguages("不在后台页面上", "Not on a screen"),
        "minutes": TwoLanguages("{minutes} 分", "{minutes} min"),
        "answer": TwoLanguages("未答", "to answer"),
        "hangs": TwoLanguages("未答，先答：{titles}", "to answer; first answer: {titles}"),
        "find_out": TwoLanguages("答了“不清楚”，请查明", "answered “unknown”: find out"),
        "correct": TwoLanguages("答案不计，请改正", "does not count: correct it"),
        "settle": TwoLanguages("几处说法不同：{values}", "answered in several ways: {values}"),
        "shop": TwoLanguages("缺$part的数字", "the $part's figure is missing"),
        "reason": TwoLanguages("“不适用”请写明原因", "N/A: say why in a note"),
        "renew": TwoLanguages("证据已过期，请更新", "proof has lapsed: renew it"),
        "proof": TwoLanguages("没有证据", "no proof"),
        "critical": TwoLanguages("红线项", "critical"),
        NO_SHOPS: TwoLanguages(
            "按$part填写，而 provider.yaml 还没有登记$part",
            "asked per $part, and provider.yaml lists none yet",
        ),
        PENDING: TwoLanguages(
            "抽签待定：再任填 {count} $part_n$part_short的数字",
            "draw pending: figures of any {count} more $parts",
        ),
        "pending": TwoLanguages(
            "抽签待定：绑定 {number} $part_n$part_short，每项任填 {rows} $part_n或更多，"
            "$part指标证据封顶 {cap}。",
            "Draw pending: {number} $parts are bound; give each figure of any {rows} or more,"
            " what $part figures prove is capped at {cap}.",
        ),
        "screen": TwoLanguages("查 {screen}", "see {screen}"),
        "shops": TwoLanguages("{count} $part_n$part_short：{text}", "{count} $parts: {text}"),
        "comma": TwoLanguages("、", ", "),
        "and_more": TwoLanguages("{text} 等 {count} 项", "{text}, {count} in all"),
        "legend": TwoLanguages("代码说明", "What the codes mean"),
        "legend.one": TwoLanguages("{said}", "{said}"),
        "legend.line": TwoLanguages("{count} 项，如：{said}", "{count} of these, such as: {said}"),
        "all": TwoLanguages("逐项全部列出：加 --all", "Every single one: --all"),
    }
)
