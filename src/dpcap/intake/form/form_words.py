"""What the page of a form says, in both languages."""

from __future__ import annotations

from dpcap.model.two_languages import TwoLanguages

# ruff: noqa: E501 - a phrase a line

FORM_WORDS: dict[str, TwoLanguages] = {
    "title": TwoLanguages("{framework}：填写页", "{framework}: form"),
    "other_language": TwoLanguages("English", "中文"),
    "skip": TwoLanguages("跳到题目", "Skip to the questions"),
    "sections": TwoLanguages("目录", "Contents"),
    "areas": TwoLanguages("题目", "Questions"),
    "screens": TwoLanguages("店铺数据", "Shop figures"),
    "start": TwoLanguages("开始", "Start"),
    "hand_in": TwoLanguages("导出交回", "Hand in"),
    # the first page
    "lead": TwoLanguages(
        "在这个页面里作答即可，不用联网，也不用装软件。填的内容自动存在这台设备的浏览器里；填完一部分就导出一次，把导出的文件发给收表人。",
        "Answer on this page: it needs neither a network nor other software. What you fill in is kept in this browser on this device. Export whenever a part is done, and send the file to whoever collects it.",
    ),
    "how": TwoLanguages("怎么填", "How to fill it in"),
    "how.1": TwoLanguages(
        "没做到就选最低一级，真不知道选“不清楚”；列了“不适用”理由的题才能选不适用，并在备注里说明。",
        "What you do not do is the lowest rung. If you do not know, say so. “Not applicable” is offered only where it may be the answer; say why in the note.",
    ),
    "how.2": TwoLanguages(
        "店铺数据：同一后台的周期、口径、行业在上面填一次；整列数字可以从表格复制后直接贴进第一格。",
        "Shop figures: period, basis and industry are given once at the top. A column copied from a spreadsheet can be pasted into its first cell.",
    ),
    "how.3": TwoLanguages(
        "有证据就选文件：页面只记下文件名和指纹（SHA-256），不会上传。文件本身要和导出的文件一起交。",
        "Where there is proof, choose the file. The page keeps its name and fingerprint (SHA-256) and uploads nothing: hand the file in together with the export.",
    ),
    "how.4": TwoLanguages(
        "换设备、换浏览器前先导出，再在新的地方导入。清理浏览器数据会清掉没导出的内容。",
        "Before you change device or browser, export here and import there. Clearing the browser's data clears what was not exported.",
    ),
    "for_person": TwoLanguages("请{person}填写", "To be filled in by: {person}"),
    "for_all": TwoLanguages(
        "多人分填，每人各用一份", "Several people fill in their part, each in a copy"
    ),
    "due": TwoLanguages("交回日期：{day}", "Due: {day}"),
    "contact": TwoLanguages("填完交给，有问题也找：{who}", "Hand in to, and ask: {who}"),
    "who": TwoLanguages("填写人", "Filled in by"),
    "who.help": TwoLanguages(
        "写您的姓名，答案记在您名下", "Your name: the answers are kept under it"
    ),
    "who.missing": TwoLanguages(
        "请先写填写人的姓名，再导出。", "Give the name of whoever fills it in before you export."
    ),
    "post": TwoLanguages("只看这个岗位的题", "Only what this post is asked"),
    "post.all": TwoLanguages("全部岗位", "every post"),
    "post.none": TwoLanguages("（未指定）", "(nobody named)"),
    "only_open": TwoLanguages("只看没答完的", "Only what is open"),
    "by_person": TwoLanguages("各岗位进度", "Progress by post"),
    "by_area": TwoLanguages("各部分进度", "Progress by part"),
    "of": TwoLanguages("{done}/{all}", "{done}/{all}"),
    "of_said": TwoLanguages("已答 {done} 项，共 {all} 项", "{done} of {all} answered"),
    "about_hours": TwoLanguages("还要约 {hours} 小时", "about {hours} h left"),
    "about_minutes": TwoLanguages("还要约 {minutes} 分钟", "about {minutes} min left"),
    # saving
    "saved": TwoLanguages("已存在本机浏览器", "Kept in this browser"),
    "saving": TwoLanguages("正在保存…", "Saving …"),
    "unsaved": TwoLanguages(
        "这个浏览器不让页面保存内容（可能是无痕模式），关掉就没了：请经常导出。",
        "This browser keeps nothing for the page (a private window?): export often, or it is lost.",
    ),
    "restored": TwoLanguages("已接着上次填的内容。", "What you filled in before is here again."),
    "export": TwoLanguages("导出", "Export"),
    "export.file": TwoLanguages("导出为文件（.json）", "Export as a file (.json)"),
    "export.done": TwoLanguages(
        "已导出 {name}，请发给收表人。", "Exported {name}: send it to whoever collects it."
    ),
    "export.left_out": TwoLanguages(
        "有 {count} 题现在不用答，没有导出：{nodes}。",
        "{count} answers are no longer asked and were left out: {nodes}.",
    ),
    "export.wrong": TwoLanguages(
        "还有 {count} 处填得不对，收表人读不进去。请先改好：",
        "{count} entries are wrong and cannot be read in. Mend them first:",
    ),
    "export.files": TwoLanguages(
        "别忘了这些证据文件，和导出的文件一起交：",
        "Hand in these files of evidence together with the export:",
    ),
    "export.offer": TwoLanguages(
        "这一部分答完了。现在导出一份，以防丢失。",
        "This part is done. Export it now, so that nothing gets lost.",
    ),
    "export.since": TwoLanguages(
        "上次导出后又改了 {count} 处", "{count} changes since the last export"
    ),
    "import": TwoLanguages("导入", "Import"),
    "import.file": TwoLanguages("导入以前导出的文件", "Import a file exported before"),
    "import.done": TwoLanguages(
        "已导入 {name}：{count} 处有变化。", "Imported {name}: {count} entries changed."
    ),
    "import.no": TwoLanguages("导入不了 {name}：{problem}", "{name} cannot be imported: {problem}"),
    "import.kind": TwoLanguages("不是这种页面导出的文件。", "it was not exported by such a page."),
    "import.other": TwoLanguages(
        "它是另一家的（{other}）。", "it is of another provider ({other})."
    ),
    "import.questions": TwoLanguages(
        "它是另一版问卷的，题目可能不同。", "it is of another version of the questions."
    ),
    "import.newer": TwoLanguages(
        "文件里写了的题以文件为准，没写的不动。",
        "Where the file says something it goes before what is filled in here; the rest stays.",
    ),
    "clear": TwoLanguages("清空本机内容", "Clear this device"),
    "clear.sure": TwoLanguages(
        "这台设备上填的内容会全部清空，回到刚收到时的样子。要清空吗？",
        "All that was filled in on this device goes, and the form is as it came. Clear it?",
    ),
    "clear.done": TwoLanguages("已清空。", "Cleared."),
    "yes": TwoLanguages("确定", "Yes"),
    "cancel": TwoLanguages("取消", "Cancel"),
    # a question
    "critical": TwoLanguages("红线项", "critical"),
    "minutes": TwoLanguages("约 {minutes} 分钟", "about {minutes} min"),
    "when": TwoLanguages("仅在此条件下作答：{when}", "Only if {when}"),
    "not_asked": TwoLanguages(
        "现在不用答（条件：{when}）。已填的不会导出。",
        "Not asked now (only if {when}). What is filled in is not exported.",
    ),
    "hangs": TwoLanguages(
        "要不要答，看 {nodes} 的答案：请先答那一题。",
        "Whether this is asked hangs on {nodes}: answer that first.",
    ),
    "screen": TwoLanguages("在哪里看：{screen}", "Screen: {screen}"),
    "details": TwoLanguages("这个数怎么算", "What this figure is"),
    "answer": TwoLanguages("答案", "Answer"),
    "unknown": TwoLanguages("不清楚", "do not know"),
    "na": TwoLanguages("不适用：{reason}", "not applicable: {reason}"),
    "na.note": TwoLanguages(
        "请在备注里说明为什么不适用。", "Say in the note why it is not applicable."
    ),
    "as_figure": TwoLanguages("填数字", "give the figure"),
    "state": TwoLanguages("没有数字时", "If there is no figure"),
    "reset": TwoLanguages("清空这一题", "Clear this answer"),
    "peer": TwoLanguages("同行值", "Peers"),
    "benchmark": TwoLanguages("标杆值", "Best peers"),
    "figure": TwoLanguages("数值", "Figure"),
    "promoters": TwoLanguages("推荐者（9–10 分）", "Promoters (9–10)"),
    "passives": TwoLanguages("中立者（7–8 分）", "Passives (7–8)"),
    "detractors": TwoLanguages("贬损者（0–6 分）", "Detractors (0–6)"),
    "period": TwoLanguages("周期", "Period"),
    "period.example": TwoLanguages("如 {example}", "such as {example}"),
    "choose": TwoLanguages("请选择", "choose"),
    "blank": TwoLanguages("（不写）", "(none)"),
    "note": TwoLanguages("备注", "Note"),
    "note.add": TwoLanguages("写备注", "Add a note"),
    "was": TwoLanguages("原为：{text}", "Was: {text}"),
    "emptied": TwoLanguages(
        "原来有答案，现在清空了：收表人确认后才会清。",
        "There was an answer, which is cleared only if whoever collects it confirms.",
    ),
    "state.done": TwoLanguages("已答", "answered"),
    "state.open": TwoLanguages("待答", "open"),
    "state.wrong": TwoLanguages("填得不对", "wrong"),
    # evidence
    "evidence": TwoLanguages("证据", "Evidence"),
    "evidence.ask": TwoLanguages("要什么证据：{ask}", "Proof: {ask}"),
    "evidence.choose": TwoLanguages("选文件（不上传）", "Choose files (nothing is uploaded)"),
    "evidence.on_file": TwoLanguages("引用已登记的证据", "Name a piece on file"),
    "evidence.known": TwoLanguages("引用本页选过的文件", "Name a file chosen before"),
    "evidence.kind": TwoLanguages("种类", "Kind"),
    "evidence.day": TwoLanguages("截取日期", "Taken on"),
    "evidence.no_kind": TwoLanguages("请选证据种类", "choose its kind"),
    "evidence.hashing": TwoLanguages("正在算指纹…", "taking the fingerprint …"),
    "evidence.no_hash": TwoLanguages(
        "没有指纹：请重新选一次文件", "no fingerprint: choose the file again"
    ),
    "evidence.empty": TwoLanguages(
        "{name} 是空文件，不能作证据。", "{name} is empty and proves nothing."
    ),
    "evidence.large": TwoLanguages(
        "{name} 超过 {limit} MB，请先压缩或截短。",
        "{name} is larger than {limit} MB: make it smaller.",
    ),
    "evidence.twice": TwoLanguages(
        "已经有另一个同名文件 {name}，内容不同。请给其中一个改名后再选。",
        "There is another file {name} with other content. Rename one of them and choose it again.",
    ),
    "evidence.same": TwoLanguages(
        "{name} 和 {other} 内容相同，算同一项证据。",
        "{name} has the same content as {other}: it is one piece.",
    ),
    "evidence.remove": TwoLanguages("去掉 {name}", "Remove {name}"),
    "evidence.sha": TwoLanguages("指纹 {sha256}", "fingerprint {sha256}"),
    "evidence.later": TwoLanguages("截取日期不能晚于今天", "it cannot be taken after today"),
    # shops
    "shared": TwoLanguages(
        "以下各数共同的口径（填一次）", "What holds for all figures here (given once)"
    ),
    "shared.how": TwoLanguages(
        "个别指标不同，点那个指标下的“这个指标另有口径”；个别店不同，点那一行末的“…”。",
        "If one figure differs, open “This figure differs” below it; if one shop does, press “…” at"
        " the end of its row.",
    ),
    "differs": TwoLanguages("这个指标另有口径", "This figure differs"),
    "shop": TwoLanguages("店铺", "Shop"),
    "shop.differs": TwoLanguages(
        "这家店另有口径、证据或备注", "This shop differs; its evidence and note"
    ),
    "shop.more": TwoLanguages("更多", "more"),
    "shop.not_asked": TwoLanguages("不用填", "not asked"),
    "pending": TwoLanguages(
        "店铺还没抽定：{count} 家里任选 {rows} 家填满即可，多填不吃亏。",
        "The shops are not drawn yet: fill in any {rows} of the {count}. More does no harm.",
    ),
    "no_shops": TwoLanguages(
        "还没有店铺名单，所以没有店铺数据。请收表人先在 provider.yaml 里列出店铺，再重新发一份。",
        "There is no list of shops yet, so no figures of shops are asked. They are listed in provider.yaml; then the form is written again.",
    ),
    "paste": TwoLanguages("已贴入 {count} 格。", "{count} cells pasted."),
    "paste.beyond": TwoLanguages(
        "已贴入 {count} 格；多出的 {left} 行没有贴。",
        "{count} cells pasted; {left} rows were too many.",
    ),
    "same_above": TwoLanguages("同上面", "as above"),
    # moving on
    "previous": TwoLanguages("上一部分", "Previous part"),
    "next": TwoLanguages("下一部分", "Next part"),
    "nothing_open": TwoLanguages("这一部分没有待答的了。", "Nothing is open in this part."),
    "about": TwoLanguages(
        "{sheet} · {framework} · 问卷指纹 {digest} · {written}",
        "{sheet} · {framework} · questions {digest} · {written}",
    ),
    "no_script": TwoLanguages(
        "这个页面要运行脚本才能填写，请在浏览器里打开并允许脚本。",
        "This page needs its script: open it in a browser that allows it.",
    ),
    "mark.list": TwoLanguages("、", ", "),
}
