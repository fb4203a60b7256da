"""Codes of workbooks, exports, sign-off and evidence that is brought in (DP900 to DP968)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP900": Code(
        "error", "读不了这个工作簿：{problem}。", "this workbook cannot be read: {problem}."
    ),
    "DP901": Code("error", "拒绝打开：{problem}。", "not opened: {problem}."),
    "DP902": Code("error", "拒绝打开：{problem}。", "not opened: {problem}."),
    "DP903": Code("error", "{where}{problem}。", "{where}{problem}."),
    "DP904": Code(
        "warning",
        "证据 {evidence} 是可编辑文件（{kind}），复核人采纳之前按 {counted} 计，而 {node} 不收 {counted}，暂不计。请等复核人采纳，或请管理方自己从后台导出后采纳；也可以另附一件它收的证据。",
        "evidence {evidence} is an editable file ({kind}); until a reviewer accepts it, it counts as {counted}, which {node} does not take: it does not count yet. Wait for the review, ask the manager to pull the file and accept it, or add a piece that is taken.",
    ),
    "DP905": Code(
        "note",
        "{count} 件证据（{evidence}）是可编辑文件（{kind}）：复核人采纳之前，或者管理方自己从后台导出并采纳之前，按 {counted} 计。",
        "Editable files ({kind}) among the evidence: {count} ({evidence}). They count as {counted} until a reviewer accepts them, or the manager pulls and accepts them.",
    ),
    "DP906": Code(
        "error",
        "几张工作表都有这些列：{sheets}。请在映射文件的 sheet 里写明用哪一张，或删去其余的再导入。",
        "several sheets have these columns: {sheets}. Say in the mapping (sheet) which is meant, or delete the others and import again.",
    ),
    "DP907": Code(
        "error",
        "{where}起是另一张表：这一行的列名与表头不同，下面的数会算到别的列里，整份文件没有导入。请删去下面那张表，或另存为一个文件再导入。",
        "{where}: another table begins here, with other headings; what stands below would be added under the wrong columns, and nothing was imported. Delete that table, or save it as a file of its own.",
    ),
    "DP908": Code(
        "warning",
        "别的店、别的日子都只有一行，{shop}（{days}）却有几行，数额不同，都计入了，可能重复计算。若是改过数又导出了一次，请删去旧的行；若那天确有几行（如两场直播），可不处理。",
        "{shop} ({days}) has several rows with other amounts, where all other shops and days have one; all are counted, maybe twice. If they were exported again after a change, delete the older rows; if there really were several, such as two live sessions, all is well.",
    ),
    "DP909": Code(
        "error",
        "这一行的编号是 {shop}，店名“{name}”却是 {other} 的，照编号读，数就记到别家店上了（多半是粘贴或排序时只动了一部分列）。请把编号和店名改成同一家店。",
        "this row has the id {shop} and “{name}”, the name of {other}: read by its id, the figures would be another shop's (columns were pasted or sorted in part). Make id and name those of one shop.",
    ),
    "DP910": Code(
        "error", "{what}：{problem}。请改正映射文件。", "{what}: {problem}. Correct the mapping."
    ),
    "DP911": Code(
        "error",
        "一个数字要么写 sum（一列之和），要么写 numerator 与 denominator（两列之和相除）。",
        "a figure is either a sum (of one column), or numerator and denominator (one sum over another).",
    ),
    "DP912": Code(
        "error",
        "找不到这些列：{columns}。{hint}。",
        "these columns are not there: {columns}. {hint}.",
    ),
    "DP913": Code(
        "error",
        "“{column}”一列看起来含有个人信息（姓名、电话、地址、订单或买家），不会读取。请从映射文件中删去。",
        "the column “{column}” looks as if it names people, addresses, orders or buyers, and is not read. Take it out of the mapping.",
    ),
    "DP914": Code(
        "error",
        "{where}（{column}）{problem}。",
        "{where} ({column}) {problem}.",
    ),
    "DP915": Code(
        "error",
        "{where}：这一行的日期 {days} 跨过统计期的一端，无法拆开。请按天导出，或让导出的起止日与统计期一致。",
        "{where}: the days of this row, {days}, go over an end of the period and cannot be parted. Export by day, or exactly the period.",
    ),
    "DP916": Code(
        "warning",
        "{where}的店铺不在 provider.yaml 的 shops 里，这一行没有计入。若是绑定的店铺，请登记它（名称或编号与导出一致）。",
        "{where}: provider.yaml does not list this shop, and the row is not counted. If a shop is bound, list it, by the name or the id in the export.",
    ),
    "DP917": Code(
        "error",
        "{where}（{column}）的取值不在映射文件的 mode.values 里。请补上，或用 only 指明只取哪些行。",
        "{where} ({column}) has a value that mode.values of the mapping does not list. Add it, or say with only which rows are meant.",
    ),
    "DP918": Code(
        "error",
        "{where}（{column}）{problem}。",
        "{where} ({column}) {problem}.",
    ),
    "DP919": Code(
        "error",
        "{where}（{column}）是百分比。各行的百分比不能相加或平均，请改用分子、分母两列（如退款金额与成交金额）。",
        "{where} ({column}) is a percentage. Those of rows cannot be added or averaged: map the two columns it comes from (refunds and sales, say).",
    ),
    "DP920": Code(
        "error",
        "{where}（{column}）是公式，不会计算。请把整列“粘贴为值”后保存，或直接用后台导出的原文件。",
        "{where} ({column}) is a formula and is not computed. Paste the column as values and save, or use the file as the back-end exports it.",
    ),
    "DP921": Code(
        "error",
        "{shop}：文件里的日期是 {found}，没有覆盖统计期 {period}，缺 {count} 天（{days}），整份文件没有导入。请补上这些天的导出，几个文件可以一起导入{or}。",
        "{shop}: the days in the files, {found}, do not cover the period {period}: {count} are missing ({days}), and nothing was imported. Export these too; several files may be imported at once{or}.",
    ),
    "DP922": Code(
        "warning",
        "{shop}：统计期 {period} 内有 {count} 天没有数据（{days}）。请核对是否漏导；复核人也会看到。",
        "{shop}: {count:day|days} of the period {period} without a row ({days}). Check that nothing was left out; reviewers see this too.",
    ),
    "DP923": Code(
        "error",
        "{node}（{shop}）：文件里有几种取值（{modes}），一家店一题只能有一种。请在映射文件里用 only 指明只取哪一种。",
        "{node} ({shop}): the file has rows of several kinds ({modes}), and a shop has one figure. Say with only in the mapping which is meant.",
    ),
    "DP924": Code(
        "warning",
        "{node}（{shop}）：分母之和为 0，没有得出数字。",
        "{node} ({shop}): the denominators add up to 0, so there is no figure.",
    ),
    "DP925": Code(
        "note",
        "与原来填的不同，共 {count} 处：{changes}。请核对；写入后以导出为准。",
        "{count:figure differs|figures differ} from what was claimed: {changes}. Check this; once written, the export holds.",
    ),
    "DP926": Code(
        "note",
        "{node}（{shop}）：同行值各行不同，不能合成一个，没有写入。请在同一页面按整个统计期查看后填写。",
        "{node} ({shop}): the peers' figure differs from row to row and was not taken. Read it off the same screen for the whole period.",
    ),
    "DP927": Code(
        "warning",
        "{node}（{shop}）：{count} 行没有数据，没有计入分子与分母。请核对。",
        "{node} ({shop}): {count:row|rows} without data, counted neither above nor below the line. Check this.",
    ),
    "DP928": Code(
        "error",
        "{where}：这一行的格数多于表头，多半是数里的千分位逗号没有加引号。请重新导出，或另存为 .xlsx。",
        "{where}: the row has more cells than the header, most likely by commas of thousands without quotes. Export it again, or save it as .xlsx.",
    ),
    "DP929": Code(
        "error",
        "{where}：表头里有不止一列叫“{column}”，不知道指哪一列。请在表格软件里改掉另一列的名字再导入。",
        "{where}: more than one column is called “{column}”. Rename the other one in a spreadsheet, then import.",
    ),
    "DP930": Code(
        "warning",
        "{files} 里有同店同日的行（{shop}，{days}），内容不完全相同，都计入了，可能重复计算。若是同一批数据导出了两次，请只导入较新的一份；若是按计划、时段拆开导出的，可不处理。",
        "{files} have rows of the same shops and days ({shop}, {days}) that differ; all are counted, maybe twice. If the same figures were exported twice, import the newer file only; if they were exported in parts, such as by plan or hour, all is well.",
    ),
    "DP931": Code(
        "error",
        "{where}（{column}）起像是手机号、订单号或证件号，不是金额或次数，整份文件没有导入，也没有留存。请在映射文件里换一列。",
        "{where} ({column}) and what follows look like numbers of phones, orders or cards, not like amounts; nothing was imported or kept. Map another column.",
    ),
    "DP932": Code(
        "error",
        "{where} 的店铺编号被表格软件改写过（科学计数法、丢了开头的 0 或 15 位以后的数字），可能是 {ids}，整份文件没有导入。请直接用后台导出的原文件，或把这一列设为“文本”、填完整的编号。",
        "{where}: a spreadsheet rewrote the id of the shop (as a power of ten, without zeros in front or digits behind the 15th); it may be {ids}, and nothing was imported. Use the file as the back-end exports it, or make the column text and enter whole ids.",
    ),
    "DP933": Code(
        "error",
        "只有表头，下面一行数据也没有。请核对导出时选的店铺和日期，重新导出；若这家店确实没有数据，导入时不要带上这个文件。",
        "there is a header and no row under it. Check the shops and days chosen and export again; if there really was nothing, leave this file out.",
    ),
    "DP934": Code(
        "error",
        "{where}（{column}）是空的，这一行算不到哪家店、哪一天，整份文件没有导入。多半是合并单元格{merged}，只有第一行有内容：请取消合并，把空格填满（选中整列 › 定位空值 › 输入 =上一格 › Ctrl+Enter，再粘贴为值）。若是汇总行，请删去这一行。",
        "{where} ({column}) is blank, so nobody knows which shop or day the row is of; nothing was imported. Most likely cells are merged{merged} and only the first row has the text: unmerge them and fill the blanks. If the row sums others up, delete it.",
    ),
    "DP935": Code(
        "warning",
        "{where}：这一行有数额，但没有写是哪家店、哪一天，按汇总行处理，没有计入。若它不是汇总行，请补上店铺和日期再导入。",
        "{where}: the row has amounts and says neither shop nor day; it was taken for a row of totals and not counted. If it is none, enter shop and day and import again.",
    ),
    "DP936": Code(
        "warning",
        "{sheet}{hidden}。{kept}。",
        "{sheet}{hidden}. {kept}.",
    ),
    "DP937": Code(
        "error",
        "{where}（{column}）起既有“全部”一类的行，又有它的分项，加在一起会重复计算，整份文件没有导入。请在映射文件的 only 里写明这一列取哪些。",
        "{where} ({column}): some rows are of all parts and others of the parts themselves; added up, they would count twice, and nothing was imported. Say with only in the mapping which cells of this column are meant.",
    ),
    "DP938": Code(
        "error",
        "{shop}：有的行是 {days} 整段的，又有其中某些天的行，加在一起会重复计算，整份文件没有导入。请只导入按天的，或只导入整段的。",
        "{shop}: some rows are of {days} as a whole and others of days in it; added up, they would count twice, and nothing was imported. Import either those by day or those of the whole.",
    ),
    "DP939": Code(
        "error",
        "“{column}”看起来是比率或平均值，{shop} 有 {count} 行。各行的比率不能相加或平均，整份文件没有导入：请改用分子、分母两列；只有这一列时，请导出整个统计期的汇总（每家店一行）。",
        "“{column}” looks like a rate or a mean, and {shop} has {count} rows. Those of rows cannot be added or averaged; nothing was imported. Map the two columns it comes from, or export the period as a whole, one row a shop.",
    ),
    "DP940": Code(
        "note",
        "{on} 签交之后有改动，签交的不是现在的内容。核对无误后请重新签交：dpcap submit。",
        "Something was changed after the sign-off of {on}: what was signed is not what stands here now. Once it is right, sign again: dpcap submit.",
    ),
    "DP941": Code(
        "error",
        "还有 {count} 处错误，不能签交。请先改好（检查：dpcap lint {folder}），再签交。",
        "errors are left ({count}), so it cannot be signed off. Mend them first (to check: dpcap lint {folder}), then sign.",
    ),
    "DP942": Code(
        "error",
        "还有 {count} 处几份表说法不同，没有定下来，不能签交。请先核定（dpcap resolve {folder}），再签交。",
        "sheets still disagree ({count} cells), so it cannot be signed off. Settle that first (dpcap resolve {folder}), then sign.",
    ),
    "DP950": Code(
        "error",
        "{column}：{problem}。这一行没有建文件夹。",
        "{column}: {problem}. No folder was made for this row.",
    ),
    "DP951": Code(
        "error",
        "{folder} 已经存在，没有动它。要新建请换编号，或先移走那个文件夹。",
        "{folder} is there already and was left alone. Give another id, or move that folder away first.",
    ),
    "DP952": Code("error", "{column}：{problem}。", "{column}: {problem}."),
    "DP960": Code(
        "error", "{problem}。没有收进任何文件。", "{problem}. Nothing was taken from it."
    ),
    "DP961": Code(
        "warning",
        "没有收 {name}：它是链接，或路径指向文件夹之外。请换成普通文件。",
        "{name} was not taken: it is a link, or its path leads outside. Give the file itself.",
    ),
    "DP962": Code(
        "warning",
        "没有收 {name}：它设了密码。请先解压。",
        "{name} was not taken: it is locked by a password. Unpack it first.",
    ),
    "DP963": Code(
        "warning",
        "没有收 {name}：超过 200 MB。请压缩或截取有关部分。",
        "{name} was not taken: it is larger than 200 MB. Shrink it, or give the part that matters.",
    ),
    "DP965": Code(
        "warning",
        "证据 {piece}：{other} 与 {name} 同名，但内容与登记的 SHA-256 不同，没有收。请确认是哪一个文件，必要时改 sha256。",
        "evidence {piece}: {other} has the name of {name}, but not the SHA-256 that is listed, and was not taken. See which file is meant, and mend sha256 if need be.",
    ),
    "DP966": Code(
        "warning",
        "证据 {piece}：有几个文件都叫 {name}，内容不同，没有收：{other}。请只留一个，或写上 sha256。",
        "evidence {piece}: several files of different content are called {name}, and none was taken: {other}. Leave one, or give sha256.",
    ),
    "DP967": Code(
        "note",
        "证据 {piece}：{name} 已被另一份内容占用，原文件未动，新文件存为 {other}，登记已改。",
        "evidence {piece}: {name} has other content, which was left alone; the new file is kept as {other}, and listed so.",
    ),
    "DP968": Code(
        "warning",
        "没有收 {name}：压缩包里的这个文件已损坏。请重新打包。",
        "{name} was not taken: it is damaged in the archive. Pack it again.",
    ),
}
