"""Codes of sheets, forms, and answers on which several disagree (DP870 to DP899)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP870": Code(
        "error",
        "看不出这是谁的填写表：{what}。请用 dpcap sheet 发出的表来填，封面上“这份表的标识”一段请保留。",
        "cannot tell what sheet this is: {what}. Fill in one that dpcap sheet wrote, and keep the part of its cover that says what it is.",
    ),
    "DP871": Code(
        "error",
        "这是 {other} 的表，而文件夹是 {provider} 的。请核对文件。",
        "this sheet is of {other}, the folder of {provider}. Check which file is meant.",
    ),
    "DP872": Code(
        "error",
        "这份表按问卷 {then} 发出，文件夹现在按 {now} 读，题目可能已不同。请用 dpcap sheet 或 dpcap form 重新发表，把答案抄到新表里。",
        "this sheet was written for {then}, and the folder is read by {now}: its questions may be other ones. Write it again with dpcap sheet or dpcap form and copy the answers over.",
    ),
    "DP873": Code(
        "note",
        "各格的原值（表里的“底稿”页、填写文件里的 base）不见了或不全，因此每个填了的格子都算新填的；空着的格子不动原有答案。",
        "the base values (the last tab of a sheet, “base” in a form) are gone or damaged: every cell that is filled in counts as new, and an empty one changes nothing.",
    ),
    "DP874": Code(
        "error",
        "{node} 的 {field}“{typed}”：{problem}。",
        "{node}, {field} “{typed}”: {problem}.",
    ),
    "DP875": Code(
        "error",
        "{node} 的 {field} 是公式；公式里的数可能是旧的，不算答案。请复制后“只粘贴值”。",
        "{node}, {field} is a formula; what it last came to is no answer. Copy it and paste the value only.",
    ),
    "DP876": Code(
        "note",
        "有 {count} 格数字存成了文本（第一格在 {first}），已按数字读。",
        "numbers kept as text in {count} cells (the first is {first}); they were read as numbers.",
    ),
    "DP877": Code(
        "warning",
        "{node}{shop} 的 {field} 原为“{base}”，表里清空了。没有照清；确要清空请加 --clear。",
        "{node}{shop}, {field} was “{base}” and is blank in the sheet. It was kept: add --clear to clear it.",
    ),
    "DP878": Code(
        "warning",
        "{node}{shop} 的 {field} 几处说法不同：{values}。定下来之前按没有回答算。请核实后运行 dpcap resolve，或在答案里写上正确的，再从 conflicts.yaml 删去这一条。",
        "{node}{shop}, {field}: different values are given: {values}. Until that is settled it counts as not answered. Find out which is right and run dpcap resolve, or write it into the answers and remove the entry from conflicts.yaml.",
    ),
    "DP879": Code(
        "error",
        "{what} {name} 不在这份问卷或名单里{hint}。请改回发表时的编号，或删去这一行。",
        "{what} {name} is not known here{hint}. Put back the id that the sheet came with, or remove the row.",
    ),
    "DP880": Code(
        "error",
        "{node}{shop} 的 {field} 在这份表里写了两处，内容不同（另一处在 {other}）。请只留一处。",
        "{node}{shop}, {field} stands twice in this sheet with different values (the other is {other}). Keep one.",
    ),
    "DP881": Code(
        "error",
        "{node}{shop} 的 {field}：{who} 的两份表写得不一样（另一份是 {other}），看不出哪份更新。请只读较新的那一份。",
        "{node}{shop}, {field}: two sheets of {who} differ (the other is {other}) and nothing says which is newer. Read in the newer one only.",
    ),
    "DP882": Code(
        "error",
        "{node}：新证据“{file}”{problem}。",
        "{node}: the new piece of evidence “{file}” {problem}.",
    ),
    "DP883": Code(
        "note",
        "{node} {title}{shop} 的 {field}：{who} 把“{old}”改成了“{new}”。",
        "{node} {title}{shop}, {field}: {who} changed “{old}” to “{new}”.",
    ),
    "DP884": Code(
        "error",
        "这一页的表头缺了“{column}”一列，读不出答案。请从原表恢复表头；这一页如果是您自己加的，就删去它。",
        "the column “{column}” is missing from the heads of this tab, so no answer can be read. Restore the heads from the sheet as it came; if the tab is your own, remove it.",
    ),
    "DP885": Code(
        "warning",
        "{shop} 这一行写了{what}，却没有一个数字，因此没有读。",
        "the row of {shop} says {what} but has no figure: it was not read.",
    ),
    "DP886": Code(
        "error",
        "这一行填了内容，却没有编号，不知道是哪一题、哪家店。请补上编号，或清空这一行。",
        "something is filled in on this row, but it has no id, so nobody knows which question or shop it is of. Give the id, or empty the row.",
    ),
    "DP887": Code(
        "note",
        "证据文件“{file}”还没有收到，暂按未提供算。{hint}请放进 {place}，或用 dpcap fill --evidence 指出所在文件夹。",
        "the file of evidence “{file}” is not there yet and counts as not given. {hint}Put it at {place}, or name its folder with dpcap fill --evidence.",
    ),
    "DP888": Code(
        "error",
        "filled.csv 被改坏了，读不出这一行。请从备份或 git 恢复；实在没有就移走它，历史会从头记起。",
        "filled.csv is damaged: this line cannot be read. Restore it from a backup or git; if there is none move it away, and the history begins anew.",
    ),
    "DP889": Code(
        "error",
        "{node}：“整项”这一格只写“不适用”（并带理由编号）或“不清楚”；数字请填在下面各店的行里。",
        "{node}: the cell for the whole column takes “not applicable” with its reason, or “do not know”; figures go to the rows of the shops.",
    ),
    "DP890": Code(
        "error",
        "读不了这份填写文件：{problem}。",
        "this form cannot be read: {problem}.",
    ),
    "DP891": Code("error", "{problem}。", "{problem}."),
    "DP892": Code(
        "error",
        "没有 {field} 这个键。{hint}。",
        "there is no key {field} here. {hint}.",
    ),
    "DP896": Code(
        "warning",
        "这个文件没有读：填好的表只收 .xlsx。里面如果是填好的表，请用表格软件打开，另存为 .xlsx 再放回来。",
        "this file was not read: a filled sheet is an .xlsx. If it is one, open it in a spreadsheet, save it as .xlsx and put that here.",
    ),
    "DP897": Code(
        "warning",
        "这个子文件夹里还有填好的表，没有读。要读就把它也写进命令。",
        "this folder holds filled sheets too, which were not read. To read them name it in the command as well.",
    ),
    "DP893": Code(
        "warning",
        "工作表“{tab}”不是这份填写表里的页，没有读。里面如果有答案，请填到原来的页里；没有就不用管。",
        "the tab “{tab}” is none of this sheet's and was not read. If it holds answers, put them into the tabs as they came; if not, leave it.",
    ),
    "DP894": Code(
        "warning",
        "这里写的“{text}”不在要填的格子里，没有读（这一列共 {count} 格）。是答案或备注，请填进本题的浅黄色格子；不是就不用管。",
        "“{text}” stands where nothing is to be filled in and was not read ({count} cells in this column). If it is an answer or a note, put it into the yellow cells of its question; if not, leave it.",
    ),
    "DP895": Code(
        "warning",
        "{node}{shop}：写了 {field}“{typed}”，却没有写 {lacking}，因此没有读。请补上，或清空这一格。",
        "{node}{shop}: says {field} “{typed}” but no {lacking}, so it was not read. Give that, or empty the cell.",
    ),
    "DP898": Code(
        "warning",
        "证据“{file}”早已登记（{kept}）；这一行写的“{typed}”没有用上，登记没有改。这是新文件，就换个文件名再填；登记写错了，就在答卷的 evidence 里改；都不是，就清空那几格。",
        "the evidence “{file}” is on file already ({kept}); “{typed}” on this row was not taken and the entry not changed. If this is a new file give it another name; if the entry is wrong correct it under evidence in the answers; else empty those cells.",
    ),
    "DP899": Code(
        "warning",
        "这份表发出时有、现在没有了：{what}。删行删列清不掉答案，文件夹里的照旧保留。误删的不用管；真要清空一项，请用 dpcap sheet 重新发一份，把那一格留空（别删行），读回时加 --clear。",
        "gone from this sheet since it was written: {what}. Deleting rows or columns clears nothing: the folder keeps these answers. If they went by mistake there is nothing to do; to really clear one write the sheet again (dpcap sheet), leave its cell blank without deleting the row, and read it in with --clear.",
    ),
}
