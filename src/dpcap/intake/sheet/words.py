"""What stands in a sheet, in both languages."""

from __future__ import annotations

from dpcap.model.two_languages import Book, TwoLanguages

# ruff: noqa: E501 - a phrase a line

PHRASES: dict[str, TwoLanguages] = {
    "mark.colon": TwoLanguages("：", ": "),
    "mark.list": TwoLanguages("、", ", "),
    "value.true": TwoLanguages("是", "yes"),
    "value.false": TwoLanguages("否", "no"),
    "value.none": TwoLanguages("都没有", "none of these"),
    "value.unknown": TwoLanguages("不清楚", "do not know"),
    "value.na": TwoLanguages("不适用", "not applicable"),
    # tabs
    "tab.cover": TwoLanguages("封面", "Cover"),
    "tab.evidence": TwoLanguages("证据", "Evidence"),
    "tab.values": TwoLanguages("可选值", "Values"),
    "tab.base": TwoLanguages("底稿", "Base"),
    "tab.other": TwoLanguages("其他数据", "Other figures"),
    # cover
    "cover.title": TwoLanguages("{framework}：填写表", "{framework}: sheet to fill in"),
    "cover.of": TwoLanguages("{name}", "{name}"),
    "cover.for_person": TwoLanguages("请{person}填写", "To be filled in by: {person}"),
    "cover.for_all": TwoLanguages(
        "多人合填：各填各的题，在“填写人”一栏写上名字",
        "Filled in by several: each answers their own and writes their name under “Filled in by”",
    ),
    "cover.due": TwoLanguages("交回日期", "Due"),
    "cover.no_due": TwoLanguages(
        "发表人未写明，请问下面的联系人", "not named: ask the contact below"
    ),
    "cover.contact": TwoLanguages("填完交给，有问题也找", "Hand in to, and ask"),
    "cover.no_contact": TwoLanguages("发给您这份表的人", "whoever sent you this sheet"),
    "cover.day": TwoLanguages("截至", "As of"),
    "cover.how": TwoLanguages("怎么填", "How to fill it in"),
    "cover.how.1": TwoLanguages(
        "只填浅黄色的格子。每个页签是一组题，先填写着您岗位的题。",
        "Fill in the pale yellow cells only. Each tab is a group of questions; begin with those of your post.",
    ),
    "cover.how.2": TwoLanguages(
        "照“怎么填”一栏作答：分级题填数字，选择题填字母（可多选的写 A、C、D），是非题填“是”或“否”，数据题只填数字。",
        "Answer as the column “How” says: a number for a rung, letters for options (A, C, D where several apply), yes or no, or a plain figure.",
    ),
    "cover.how.3": TwoLanguages(
        "没做到就选最低一级；真不知道填“不清楚”；只有写着可答“不适用”的题才能答“不适用”，并在备注里说明。不要空着猜。",
        "What you do not do is the lowest rung. If you do not know, write “do not know”. “Not applicable” is allowed only where the question says so, with a note.",
    ),
    "cover.how.4": TwoLanguages(
        "店铺数据页：一行一家店，一列一个指标。把后台导出的整块数字直接贴进来（粘贴时选“只粘贴值”）；周期、口径、行业在上方填一次，个别店不同才在那一行右边改。",
        "Shop figures: a row a shop, a column a figure. Paste the block from your export (paste values only). Period, basis and industry are given once at the top; only a shop that differs says so on its row.",
    ),
    "cover.how.5": TwoLanguages(
        "有证据就在“证据”一栏写文件名（如 直播后台10月.png），选好种类和截取日期，文件和这份表一起交回。",
        "Where there is proof, write the file's name under “Evidence” (such as live-october.png), choose its kind and day, and hand the file in with this sheet.",
    ),
    "cover.how.6": TwoLanguages(
        "只填数字，不填公式。编号和表头请保留；可以排序、筛选、隐藏列，可以用 Excel、WPS、飞书或 LibreOffice，填好存为 .xlsx。",
        "Plain values, no formulas. Keep ids and headings. You may sort, filter and hide columns, in Excel, WPS, Feishu or LibreOffice; save it as .xlsx.",
    ),
    "cover.editable": TwoLanguages(
        "“{kind}”是可编辑文件，谁都能改：复核人采纳之前按“{counted}”计。照实选种类即可，不必另截图。",
        "“{kind}” is an editable file, which anybody can change: until a reviewer accepts it, it counts as “{counted}”. Choose the kind that it is; no picture is needed besides.",
    ),
    "cover.who": TwoLanguages("谁填多少", "Who fills in how much"),
    "cover.people": TwoLanguages("岗位", "Post"),
    "cover.questions": TwoLanguages("题目", "Questions"),
    "cover.figures": TwoLanguages("店铺数据（格）", "Shop figures (cells)"),
    "cover.hours": TwoLanguages("约需", "About"),
    "cover.minutes": TwoLanguages("{minutes} 分钟", "{minutes} min"),
    "cover.many_hours": TwoLanguages("{hours} 小时", "{hours} h"),
    "cover.filled": TwoLanguages("已填", "Filled in"),
    "cover.of_all": TwoLanguages("完成", "Done"),
    "cover.total": TwoLanguages("合计", "All"),
    "cover.nobody": TwoLanguages("（未指定）", "(nobody named)"),
    "cover.shops": TwoLanguages("要填的店铺：{names}", "Shops to fill in: {names}"),
    "cover.pending": TwoLanguages(
        "店铺还没抽定：下面列出全部 {count} 家，数据填满任意 {rows} 家即可，多填不吃亏。",
        "The shops are not drawn yet: all {count} are listed. Fill in any {rows} of them; more does no harm.",
    ),
    "cover.no_shops": TwoLanguages(
        "还没有店铺名单，所以没有店铺数据页。请先在 provider.yaml 的 shops 里列出店铺，再重新发表。",
        "There is no list of shops yet, so no tabs for their figures. List them under shops in provider.yaml, then write the sheet again.",
    ),
    "cover.about": TwoLanguages("这份表的标识（请勿改动）", "What this sheet is (leave as it is)"),
    "about.sheet": TwoLanguages("表号", "sheet"),
    "about.provider": TwoLanguages("服务商", "provider"),
    "about.person": TwoLanguages("岗位", "person"),
    "about.who": TwoLanguages(
        "填写人（整份表由一人填时写这里）", "filled in by (if one person fills in all of it)"
    ),
    "about.framework": TwoLanguages("问卷", "framework"),
    "about.digest": TwoLanguages("问卷指纹", "framework digest"),
    "about.generation": TwoLanguages("发表次序", "generation"),
    "about.written": TwoLanguages("发表日期", "written on"),
    # heads
    "head.id": TwoLanguages("编号", "Id"),
    "head.question": TwoLanguages("题目", "Question"),
    "head.how": TwoLanguages("怎么填", "How"),
    "head.value": TwoLanguages("答案", "Answer"),
    "head.figure": TwoLanguages("数值", "Figure"),
    "head.unit": TwoLanguages("单位", "Unit"),
    "head.peer": TwoLanguages("同行值", "Peers"),
    "head.benchmark": TwoLanguages("标杆值", "Best peers"),
    "head.evidence": TwoLanguages("证据文件", "Evidence"),
    "head.kind": TwoLanguages("证据种类", "Kind"),
    "head.captured": TwoLanguages("截取日期", "Taken on"),
    "head.note": TwoLanguages("备注", "Note"),
    "head.who": TwoLanguages("填写人", "Filled in by"),
    "head.person": TwoLanguages("岗位", "Post"),
    "head.state": TwoLanguages("进度", "State"),
    "head.screen": TwoLanguages("在哪里看", "Screen"),
    "head.shop": TwoLanguages("店铺编号", "Shop id"),
    "head.name": TwoLanguages("店铺", "Shop"),
    "head.indicator": TwoLanguages("指标编号", "Id"),
    "head.file": TwoLanguages("文件", "File"),
    "head.once": TwoLanguages("全表", "Whole tab"),
    "state.open": TwoLanguages("待填", "open"),
    "state.done": TwoLanguages("已填", "done"),
    "kpi.state": TwoLanguages("整项（不适用时填）", "Whole column (if N/A)"),
    "kpi.how": TwoLanguages(
        "一行一家店，一列一个指标；整块数字可直接贴进来。上面的周期、口径等填一次，对全表有效；某列不同就在那一列改，某店不同就在右边改。",
        "A row a shop, a column a figure: paste blocks as they are. Period, basis and so on are given once above for the whole tab; change them in a column, or on the right for one shop.",
    ),
    "kpi.pending": TwoLanguages(
        "店铺还没抽定：{count} 家里任选 {rows} 家填满即可。",
        "The shops are not drawn yet: fill in any {rows} of the {count}.",
    ),
    "area.how": TwoLanguages(
        "浅黄色的格子由您填。“怎么填”一栏写着可以填什么。",
        "The pale yellow cells are yours. The column “How” says what may stand there.",
    ),
    "evidence.how": TwoLanguages(
        "已经登记的证据。在各题的“证据文件”里写它的编号就能引用；新的文件直接在题目那一行写文件名。",
        "Evidence on file. Name it by its id under “Evidence”; for a new file write its name on the row of the question.",
    ),
    "values.how": TwoLanguages(
        "下列各项请照抄，或从下拉里选。", "Copy one of these, or choose from the list in the cell."
    ),
    "base.how": TwoLanguages(
        "这一页记着发表时各格的原值，读回时用来分清哪些是新填的。请勿改动；万一丢了也能读回，只是每个填了的格子都算新填。",
        "What each cell held when this sheet was written, so that reading it back can tell what is new. Leave it. If it is lost the sheet can still be read; then every cell that is filled in counts as new.",
    ),
    "base.rows": TwoLanguages("行数", "rows"),
    "base.value": TwoLanguages("原值", "base"),
    "base.printed": TwoLanguages("原有文字", "printed"),
    # how to answer
    "how.rung": TwoLanguages("填一个数字：", "One number:"),
    "how.one": TwoLanguages("填一个字母：", "One letter:"),
    "how.several": TwoLanguages(
        "填字母，可多选，如 {example}；一项也没有填“都没有”：",
        "Letters, several if they apply, such as {example}; “none of these” if none does:",
    ),
    "how.yes_no": TwoLanguages("填“是”或“否”", "yes or no"),
    "how.na": TwoLanguages(
        "可答“不适用：编号”，并写备注：{reasons}",
        "May be “not applicable: id”, with a note: {reasons}",
    ),
    "how.when": TwoLanguages("仅在此条件下作答：{when}", "Only if {when}"),
    "how.proof": TwoLanguages("证据：{ask}", "Proof: {ask}"),
    "how.nps": TwoLanguages(
        "填三个人数：推荐者 中立者 贬损者，如 30 12 5",
        "Three counts, promoters passives detractors, such as 30 12 5",
    ),
    "how.critical": TwoLanguages("红线项", "critical"),
    "how.minutes": TwoLanguages("约 {minutes} 分钟", "about {minutes} min"),
}
phrase = Book(PHRASES).say
