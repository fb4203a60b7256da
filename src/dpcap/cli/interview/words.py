# ruff: noqa: E501 - a phrase a line
"""What the interview says, in both languages."""

from __future__ import annotations

from dpcap.cli.findings import WORDING
from dpcap.model.base import Language
from dpcap.model.two_languages import Book, TwoLanguages

WORDS: dict[str, TwoLanguages] = {
    # keys
    "key.b": TwoLanguages("返回", "back"),
    "key.s": TwoLanguages("跳过", "skip"),
    "key.u": TwoLanguages("不清楚", "unknown"),
    "key.n": TwoLanguages("不适用", "N/A"),
    "key.d": TwoLanguages("整维没做", "not done"),
    "key.e": TwoLanguages("证据", "proof"),
    "key.t": TwoLanguages("备注", "note"),
    "key.p": TwoLanguages("概况", "profile"),
    "key.?": TwoLanguages("帮助", "help"),
    "key.q": TwoLanguages("离开", "leave"),
    "help.b": TwoLanguages("回到上一题", "back to the question before"),
    "help.s": TwoLanguages("这次不答，下次再问", "not now; it is asked again next time"),
    "help.u": TwoLanguages(
        "问过了，仍不清楚；按 0 分计，上限不受影响",
        "asked, and we do not know; counts 0, the ceiling stays",
    ),
    "help.n": TwoLanguages(
        "不适用，仅限题目列出的理由", "not applicable, for one of the reasons listed"
    ),
    "help.d": TwoLanguages(
        "这个维度我们都没做：未答的题都记最低一级（数字除外）",
        "we do none of this dimension: every open question gets its lowest answer (figures do not)",
    ),
    "help.e": TwoLanguages(
        "附证据：文件路径、网址，或已有证据的编号；“4 e”表示答 4 并附证据",
        "attach proof: a file, an address, or the id of proof you have; “4 e” answers 4 and attaches",
    ),
    "help.t": TwoLanguages("给这题写备注", "write a note on this answer"),
    "help.p": TwoLanguages("看看现在的评估结果", "see the profile as it stands"),
    "help.q": TwoLanguages(
        "离开；已答的都已存盘，下次接着答",
        "leave; every answer is saved, next time goes on from here",
    ),
    "help.enter": TwoLanguages("回车：保留现在的答案", "Enter: keep the answer there is"),
    # how to answer
    "how.rubric": TwoLanguages("输入 0–{last}", "type 0–{last}"),
    "how.boolean": TwoLanguages("1 是 · 0 否", "1 yes · 0 no"),
    "how.choice": TwoLanguages("输入 1–{last}", "type 1–{last}"),
    "how.checklist": TwoLanguages(
        "输入做到的各项，如 1 3 4；都没有输入 0", "type all that hold, such as 1 3 4; 0 for none"
    ),
    "how.number": TwoLanguages("输入数值（{unit}）", "type the figure ({unit})"),
    "how.number_peer": TwoLanguages(
        "输入数值（{unit}）；可连同行值一起写，如 2.6 / 2.1",
        "type the figure ({unit}), with its peer figure if at hand: 2.6 / 2.1",
    ),
    "how.number_spread": TwoLanguages(
        "输入数值（{unit}）；可连同行中间值、标杆值一起写，如 2.6 / 2.1 / 4",
        "type the figure ({unit}), with the peers' middle and best if at hand: 2.6 / 2.1 / 4",
    ),
    "how.rate": TwoLanguages(
        "输入两个数：{cases}、{base}，如 3 / 1200",
        "type two counts: {cases}, then {base}, such as 3 / 1200",
    ),
    "how.nps": TwoLanguages(
        "输入三个人数：推荐者 中立者 贬损者，如 40 12 3",
        "type three counts: promoters passives detractors, such as 40 12 3",
    ),
    "how.nps_marks": TwoLanguages(
        "输入全部 0–10 分，以空格隔开", "type all marks 0–10 with spaces between"
    ),
    # the card
    "card.place": TwoLanguages(
        "{n}/{m} · 还剩 {left} 题 {minutes} 分", "{n}/{m} · {left} left, {minutes} min"
    ),
    "card.minutes": TwoLanguages("约 {minutes} 分", "{minutes} min"),
    "card.critical": TwoLanguages("红线项", "critical"),
    "card.shop": TwoLanguages("$part：{shop}", "$Part: {shop}"),
    "card.now": TwoLanguages("现在的答案", "Answer now"),
    "card.inherits": TwoLanguages("沿用", "Inherited"),
    "card.attached": TwoLanguages("已附证据", "Proof attached"),
    "card.note": TwoLanguages("备注", "Note"),
    "card.sufficient": TwoLanguages("怎样算够", "Enough"),
    "card.insufficient": TwoLanguages("怎样不算", "Not enough"),
    "card.raise": TwoLanguages("怎样提高", "How to raise it"),
    "card.source": TwoLanguages("出处", "Source"),
    "why.open": TwoLanguages(
        "这个答案没有计入，请改正", "this answer does not count yet: correct it"
    ),
    "why.lapsed": TwoLanguages(
        "证据到评估日已过期，请更新（e），或直接确认答案",
        "its proof has lapsed by the day of assessment: renew it (e) or confirm the answer",
    ),
    "why.period": TwoLanguages(
        "数据的周期太旧，请填新的一期", "the figure's period is too old: give a newer one"
    ),
    "why.hangs": TwoLanguages(
        "这题要等前提答了才计分：{names}", "it counts only once its premise is known: {names}"
    ),
    # what happened
    "saved": TwoLanguages("✓ 已保存", "✓ saved"),
    "saved.bare": TwoLanguages(
        "✓ 已保存。没有证据，实证分至多 {cap} 分（b 返回，e 附证据）",
        "✓ saved. Without proof it counts {cap} at most (b to go back, e to attach)",
    ),
    "saved.many": TwoLanguages(
        "✓ 已把 {count} 题记为最低一级", "✓ {count:question|questions} set to the lowest answer"
    ),
    "kept": TwoLanguages("保留", "kept"),
    "error": TwoLanguages("看不懂：{problem}", "not understood: {problem}"),
    "empty": TwoLanguages("请先作答，或按 s 跳过", "answer first, or s to skip"),
    "no_key": TwoLanguages(
        "这里不能用“{typed}”，请按上面写的键", "“{typed}” does nothing here: use a key named above"
    ),
    "too_long": TwoLanguages(
        "最多 {most} 个字，这里有 {count} 个，没有保存，请写短些",
        "{most} characters at most, and these are {count}: nothing was saved, make it shorter",
    ),
    "not_saved": TwoLanguages("没有保存：{why}", "not saved: {why}"),
    "yes_or_no": TwoLanguages("请写 y（是）或 n（否）", "y or n, please"),
    "no_back": TwoLanguages("前面没有题了", "there is no question before this one"),
    "no_na": TwoLanguages(
        "本题不能答“不适用”。没有做请选最低一级，不清楚按 u",
        "N/A is not allowed here. If it is not done choose the lowest answer; u if you do not know",
    ),
    "shop_unknown": TwoLanguages(
        "别的$part_short已有数字，这$part_n先跳过",
        "other $parts have figures; this one is skipped for now",
    ),
    # doubts about a figure
    "doubt.fraction": TwoLanguages(
        "单位是 %，这个数小于 1：12.6% 请写 12.6。确认无误按回车，要改请按 b",
        "the unit is %, and this is below 1: 12.6% is written 12.6. Enter if it is right, b to change it",
    ),
    "doubt.five": TwoLanguages(
        "本题满分 100，这个数像五分制的分。确认无误按回车，要改请按 b",
        "this is out of 100, and looks like a mark out of five. Enter if it is right, b to change it",
    ),
    "doubt.unit_peer": TwoLanguages(
        "确认无误按回车；要改同行值请按 n 再填，要改数值请按 b",
        "Enter if both are right; n to give the peer figure anew, b to change the figure",
    ),
    "doubt.unit_benchmark": TwoLanguages(
        "确认无误按回车；要改标杆值请按 n 再填，要从数值改起请按 b",
        "Enter if both are right; n to give that of the best anew, b to begin with the figure",
    ),
    "doubt.words": TwoLanguages(
        "“{title}”要写文字，这里是数 {value}。确认无误按回车，要改请按 n",
        "{title} wants words, and {value} is a figure. Enter if it is right, n to change it",
    ),
    "fallen": TwoLanguages(
        "因为刚才的答案，这些题不再问：{names}。原来的答案留在文件里，但不计",
        "After that answer these are asked no more: {names}. Their answers stay in the file and do not count",
    ),
    # asking for more
    "ask.peer": TwoLanguages(
        "同行值（同一页面、同一口径）", "Peer figure (same screen, same basis)"
    ),
    "peer.held": TwoLanguages(
        "同行值取经理登记的 {figures}（{source}），不用填",
        "Peer figure as the manager has it: {figures} ({source}); none to type",
    ),
    "doubt.held": TwoLanguages(
        "确认数值无误按回车，要改请按 b",
        "Enter if the figure is right, b to change it",
    ),
    "ask.benchmark": TwoLanguages(
        "标杆值（同一页面；没有就回车）", "Best peers (same screen; Enter if it shows none)"
    ),
    "ask.field": TwoLanguages("{title}", "{title}"),
    "ask.field_keep": TwoLanguages("{title}（回车：{value}）", "{title} (Enter: {value})"),
    "ask.period": TwoLanguages(
        "数据所属的{title}，如 {example}", "{title} of the figure, such as {example}"
    ),
    "ask.reason": TwoLanguages(
        "哪一个理由？输入编号，回车取消", "Which reason? Type its number, Enter to cancel"
    ),
    "ask.reason_note": TwoLanguages(
        "写一句依据（如合同条款），回车略过",
        "Say what it rests on (a contract clause, say), Enter to leave out",
    ),
    "ask.note": TwoLanguages("备注（回车取消）", "Note (Enter to cancel)"),
    "ask.dimension": TwoLanguages(
        "把“{title}”里还没答的 {count} 题记为最低一级？y 确认，回车取消",
        "Set {count:open question|open questions} of “{title}” to the lowest answer? y to confirm, Enter to cancel",
    ),
    "ask.dimension_none": TwoLanguages(
        "这个维度没有可以这样记的题", "no question of this dimension can be answered that way"
    ),
    "ask.evidence": TwoLanguages(
        "文件路径、网址或证据编号（回车取消）", "File, address or id of proof (Enter to cancel)"
    ),
    "ask.evidence_have": TwoLanguages("已有：{pieces}", "There is: {pieces}"),
    "ask.kind": TwoLanguages("证据类型（回车：{kind}）", "Kind of proof (Enter: {kind})"),
    "ask.captured": TwoLanguages("取得日期（回车：{day}）", "Day it was taken (Enter: {day})"),
    "ask.shops": TwoLanguages(
        "有 {count} 题按$part填写，还没有登记$part。写$part名，用逗号隔开；回车以后再说",
        "{count:question is|questions are} asked per $part and no $part is listed. Type $part names with commas between; Enter for later",
    ),
    "ask.day": TwoLanguages(
        "评估日是 {day}，今天是 {today}。回车沿用，d 改为今天",
        "The day of assessment is {day}, today is {today}. Enter to keep it, d for today",
    ),
    "ask.aside": TwoLanguages(
        "有 {count} 个答案与现在的框架不符，将改成注释并重新提问：{nodes}。回车继续，q 离开",
        "{count:answer no longer fits|answers no longer fit} the framework, to become comments and be asked again: {nodes}. Enter to go on, q to leave",
    ),
    "ask.confirm": TwoLanguages(
        "回车：照旧 · r 逐题再过 · a 余下全部照旧 · q 离开",
        "Enter: as they are · r one by one · a all the rest · q leave",
    ),
    "confirm.head": TwoLanguages(
        "{area}：以前答过、仍然有效的 {count} 题",
        "{area}: {count:answer from before that still holds|answers from before that still hold}",
    ),
    "aside.remark": TwoLanguages(
        "{day} 与框架 {version} 不符，重新作答：",
        "{day} no longer fits framework {version}, asked again:",
    ),
    "no_file": TwoLanguages("没有这个文件：{path}", "no such file: {path}"),
    "bad_day": TwoLanguages(
        "日期写作 2026-11-20，且不晚于评估日 {day}",
        "write the day as 2026-11-20, not after the day of assessment {day}",
    ),
    "editable": TwoLanguages(
        "可编辑文件：{less}，复核人采纳后 {full}",
        "editable file: {less}, {full} once a reviewer accepts it",
    ),
    "attached": TwoLanguages("✓ 已附 {piece}（{file}）", "✓ attached {piece} ({file})"),
    # facts that decide which questions are asked
    "scope.head": TwoLanguages(
        "先答 {count} 件事，它们决定后面问哪些题（1 是 · 0 否 · 回车以后再说，下次还会问）",
        "Facts that decide which questions are asked: {count} (1 yes · 0 no · Enter for later, asked again next time)",
    ),
    "answer.1": TwoLanguages("是", "yes"),
    "answer.0": TwoLanguages("否", "no"),
    "scope.fact": TwoLanguages("{title}{help}", "{title}{help}"),
    # beginning and end
    "hello": TwoLanguages(
        "{name} · {role}：{count} 题待答，约 {minutes} 分钟。每答一题即存盘，随时可按 q 离开。",
        "{name} · {role}: {count:question|questions} due, about {minutes:minute|minutes}. Each answer is saved at once; q leaves at any time.",
    ),
    "nothing": TwoLanguages("{name} · {role}：没有待答的题。", "{name} · {role}: nothing is due."),
    "draw.pending": TwoLanguages(
        "抽签待定：绑定了 {count} $part_n$part_short，每项任填 {enough} $part_n或更多。不想填的$part_short按 s 跳过。",
        "Draw pending: {count} $parts are bound; give each figure of any {enough} or more. s skips a $part you would rather leave out.",
    ),
    "bye": TwoLanguages(
        "已离开。还剩 {count} 题，下次从这里接着答。",
        "Left with {count:question|questions} to go; next time goes on from here.",
    ),
    "done": TwoLanguages("问完了。", "That was the last question."),
    "done.skipped": TwoLanguages(
        "问完了，跳过的 {count} 题下次再问。",
        "That was the last question; the {count} skipped are asked next time.",
    ),
}
_BOOK = Book(WORDS)


def words(key: str, language: Language, **fields: str | float) -> str:
    """The words under *key* in *language*, filled. Raises KeyError if there are none."""
    return _BOOK.say(key, language, WORDING.wording, **fields)
