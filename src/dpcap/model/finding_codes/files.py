"""Codes of any file: YAML, encodings, sizes, figures, paths (DP101 to DP160)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP101": Code(
        "error",
        "不是合法的 YAML：{problem}。请按提示位置改正。",
        "not valid YAML: {problem}. Correct it at this place.",
    ),
    "DP102": Code(
        "error", "键 {key} 重复。请只保留一个。", "the key {key} stands twice. Keep one."
    ),
    "DP103": Code(
        "error",
        "文件 {size} 字节，超过上限 {limit}。请拆分或删减。",
        "the file has {size} bytes, the limit is {limit}. Split or shorten it.",
    ),
    "DP104": Code("error", "{field}：{problem}。", "{field}: {problem}."),
    "DP105": Code("error", "缺少 {field}。请补上。", "{field} is missing. Add it."),
    "DP106": Code(
        "error",
        "不认识的键 {field}。{hint}。",
        "unknown key {field}. {hint}.",
    ),
    "DP107": Code(
        "error", "嵌套超过 {limit} 层。请展平。", "nested deeper than {limit} levels. Flatten it."
    ),
    "DP108": Code(
        "error",
        "别名展开后超过 {limit} 个节点。请写明内容，不用别名。",
        "aliases expand to more than {limit} nodes. Write the content out.",
    ),
    "DP109": Code(
        "error",
        "不是可读的文本（UTF-8、GB18030 或 UTF-16），此处有坏字节。请另存为 UTF-8。",
        "no text that can be read (UTF-8, GB18030 or UTF-16): the bytes here are damaged. Save it as UTF-8.",
    ),
    "DP110": Code("error", "读不到 {what}：{problem}。", "cannot read {what}: {problem}."),
    "DP111": Code(
        "error",
        "{field} 不是有限的数。请给出普通数字。",
        "{field} is not a finite number. Give an ordinary number.",
    ),
    "DP112": Code(
        "error",
        "路径 {path} 离开了文件夹。请改为文件夹内的相对路径。",
        "the path {path} leaves the folder. Use a relative path inside it.",
    ),
    "DP113": Code(
        "error",
        "{field} 含有控制字符或改变文字方向的字符（{char}）。请删除。",
        "{field} holds a control or text-direction character ({char}). Remove it.",
    ),
    "DP114": Code(
        "error",
        "不接受标签 {tag}。请直接写值。",
        "the tag {tag} is not accepted. Write the plain value.",
    ),
    "DP115": Code(
        "error",
        "不接受合并键 <<。请把内容写全。",
        "the merge key << is not accepted. Write the content out.",
    ),
    "DP116": Code(
        "error", "键 {key} 必须是文字。请加引号。", "the key {key} must be text. Put it in quotes."
    ),
    "DP117": Code(
        "error",
        "{what} 不是框架、服务商文件夹或复核文件。请检查路径；压缩包请先解压。",
        "{what} is no framework, provider folder or review. Check the path; unpack an archive first.",
    ),
    "DP118": Code(
        "error",
        "不是合法的 TOML：{problem}。请按提示位置改正。",
        "not valid TOML: {problem}. Correct it at this place.",
    ),
    "DP119": Code(
        "error",
        "内容超过 {limit} 项。请拆分文件。",
        "more than {limit} values. Split the file.",
    ),
    "DP120": Code(
        "error",
        "文件夹里的文件超过 {limit} 个。请移走不属于这里的文件。",
        "the folder holds more than {limit} files. Move out what does not belong here.",
    ),
    "DP121": Code(
        "warning",
        "{name} 没有被读取。{way}。",
        "{name} is not read. {way}.",
    ),
    "DP122": Code(
        "error",
        "与 {other} 是同一份文件的两个副本：名字相近，内容有重复。请只留一份，另一份移出文件夹。",
        "this and {other} are two copies of one file: like names, and entries in both. Keep one and move the other out of the folder.",
    ),
    "DP123": Code(
        "error",
        "行数超过 {limit}，没有读取。每$part_n$part_short一项指标写一行；请删去不属于这里的行。",
        "more than {limit} rows; none was read. There is one row for each $part and indicator: delete what does not belong here.",
    ),
    "DP124": Code(
        "error",
        "这个文件另有 {more} 处错误没有列出。请先改正已列出的，再运行一次。",
        "{more} more errors in this file are not listed. Correct those that are, then run again.",
    ),
    "DP125": Code(
        "note",
        "这个文件另有 {more} 条提醒没有列出。请先处理已列出的，再运行一次。",
        "{more} more warnings and notes on this file are not listed. See to those that are, then run again.",
    ),
    "DP126": Code(
        "error",
        "答案文件共 {count} 个、{size} 字节，超过上限（{most} 个、{limit} 字节），没有读取。请合并或删减。",
        "there are {count} answer files of {size} bytes in all; at most {most} of {limit} bytes are read, so none was. Join or shorten them.",
    ),
    "DP127": Code(
        "note",
        "按 {encoding} 读取。文字若有误，请另存为 UTF-8（表格软件里选“CSV UTF-8”）。",
        'read as {encoding}. If words came out wrong, save it as UTF-8 ("CSV UTF-8" in a spreadsheet).',
    ),
    "DP128": Code(
        "warning",
        "“{rest}”没有读进去：空格后的 # 后面都当作注释。要算进文字，请给整段文字加双引号。",
        '"{rest}" was not read: behind a blank, # begins a comment. To keep it, put the whole text in quotes.',
    ),
    "DP129": Code(
        "warning",
        "{node} 的标杆值 {value} 不在合理范围 {low} 到 {high} 之内，不计标杆：高于中间值的部分最多 85 分。请照罗盘页面核对单位与数值。",
        "{node}: the figure of the best peers, {value}, lies outside the plausible range {low} to {high} and does not count: above the middle 85 is the most. Check unit and figure on the Compass screen.",
    ),
    "DP130": Code(
        "warning",
        "{node} 的标杆值 {value} 与中间值 {peer} 差了约 {times} 倍，像是单位不同，不计标杆：高于中间值的部分最多 85 分。请把两个数换成同一单位。",
        "{node}: the figure of the best peers, {value}, and that of the middle, {peer}, are about a factor of {times} apart, as if in different units; the former does not count: above the middle 85 is the most. Give both in the same unit.",
    ),
    "DP131": Code(
        "warning",
        "{node} 的基数为 0，算不出比率，按未答计。请填写统计期内的基数；这一期没有基数的，换有数据的一期。",
        "{node}: the base is 0, so there is no rate; counts as missing. Give the base of the period, or a period that has one.",
    ),
    "DP132": Code(
        "error",
        "{node} 的 proof_caps 不能给 {kind} 定上限：{problem}。",
        "{node}: proof_caps cannot rank {kind}: {problem}.",
    ),
    "DP133": Code("error", "{field} 里的 {name}：{problem}。", "{name} in {field}: {problem}."),
    "DP134": Code("error", "{name}：{problem}。", "{name}: {problem}."),
    "DP135": Code(
        "error",
        "这一行是合计、平均、备注，或只填了一格，不能当作数据。多余的请删除，没填完的请补全。",
        "this row is a total, an average or a remark, or has one cell filled. Delete it, or fill in the rest.",
    ),
    "DP137": Code(
        "error",
        "group_by 里的 {name} 不能用来分组：没有这项事实，或它的值各不相同。可用的：{known}。",
        "{name} in group_by cannot group anything: there is no such fact, or its values all differ. Use one of: {known}.",
    ),
    "DP138": Code(
        "error",
        "不认识的出处 {name}。可用的：{known}；请改正，或在 source_marks 里给出它的名称。",
        "unknown mark {name}. Known are {known}: correct it, or name it under source_marks.",
    ),
    "DP139": Code("error", "{name} 写了两次。请只留一个。", "{name} stands twice. Keep one."),
    "DP140": Code(
        "error",
        "{field} 有 {length} 个字，最多 {limit} 个。请删短；全文可以放进 evidence/ 里的文件。",
        "{field} has {length} characters, {limit} is the most. Shorten it; the full text can go into a file in evidence/.",
    ),
    "DP141": Code(
        "error",
        "{field} 有 {length} 项，最多 {limit} 项。请删减。",
        "{field} has {length} entries, {limit} is the most. Remove some.",
    ),
    "DP142": Code(
        "error",
        "这份答卷是按框架 {named} 写的，现在用的是 {framework}。请用 --framework 指明写它时所用的框架目录；"
        "确要按现在的框架作答，请用 dpcap new 新建一份。",
        "these answers were written for the framework {named}, and the one in force is {framework}. Name the directory of theirs with --framework; to answer by this one, begin a new folder with dpcap new.",
    ),
    "DP143": Code(
        "note",
        "这份答卷是按 {named} 写的，现按 {framework} 评分。请核对有改动的题；核对完把 framework 改为现在的版本。",
        "these answers were written for {named} and are scored by {framework}. Look at the questions that changed, then write the present version here.",
    ),
    "DP145": Code(
        "error",
        "磁盘已满，{path} 没有写完。请腾出空间再试。",
        "the disk is full; {path} is not written. Make room and try again.",
    ),
    "DP146": Code(
        "error",
        "系统不让读写 {path}：没有权限、磁盘只读，或文件正被别的程序（如 Excel）打开。请关闭它，或换一个位置。",
        "the system does not let {path} be read or written: no permission, a read-only disk, or another program (such as Excel) has it open. Close it, or choose another place.",
    ),
    "DP147": Code(
        "error",
        "{path} 正被别的程序（如 Excel）打开。请关闭它再试。",
        "another program (such as Excel) has {path} open. Close it and try again.",
    ),
    "DP148": Code(
        "error",
        "{path} 是文件，而这里要的是文件夹。请换一个位置，或移走这个文件。",
        "{path} is a file where a folder is wanted. Choose another place, or move the file away.",
    ),
    "DP149": Code(
        "error",
        "{path} 是文件夹，而这里要的是文件。请换一个名称。",
        "{path} is a folder where a file is wanted. Choose another name.",
    ),
    "DP150": Code(
        "error",
        "{path} 不存在，或是指向不存在之处的链接。请检查路径。",
        "{path} is not there, or is a link that leads nowhere. Check the path.",
    ),
    "DP151": Code(
        "error",
        "路径太长，系统不接受：{path}。请把文件夹移到离盘符近一些的位置，或缩短名称。",
        "the path is too long for the system: {path}. Move the folder nearer to the root of the disk, or shorten names.",
    ),
    "DP152": Code(
        "error",
        '系统不接受这个名称：{path}。请去掉 : * ? " < > | 之类的字符，并避开 con、nul 等保留名。',
        'the system does not take this name: {path}. Leave out characters such as : * ? " < > | and names such as con or nul.',
    ),
    "DP153": Code(
        "error",
        "系统读写 {path} 时出错：{problem}。请检查磁盘与网络，再试一次。",
        "the system failed on {path}: {problem}. Check disk and network, then try again.",
    ),
    "DP154": Code(
        "error",
        "模板有误：{problem}。请在此处改正。",
        "a slip in the template: {problem}. Correct it here.",
    ),
    "DP155": Code(
        "warning",
        "{path} 在服务商文件夹 {folder} 里，不予理会：评估所用的设置、复核、框架与证据目录不能由服务商提供。请放到文件夹之外。",
        "{path} lies in the provider's folder {folder} and is passed over: settings, reviews, frameworks and evidence roots are never taken from a provider. Keep them elsewhere.",
    ),
    "DP156": Code(
        "error",
        "{path} 在服务商文件夹 {folder} 里：复核、框架与证据目录不能由服务商提供。请指向文件夹之外的。",
        "{path} lies in the provider's folder {folder}: reviews, frameworks and evidence roots are never taken from a provider. Name one outside it.",
    ),
    "DP157": Code(
        "error",
        "接收输出的一方提前关闭了，没有写完。要看全文请写到文件。",
        "whoever took the output left before it was all there. Write it to a file to have the whole.",
    ),
    "DP158": Code(
        "error",
        "第 {at} 个字符处的 matches() 只能写作 名称.matches('…')：模式直接写出，不含 {{、次数和 \\w \\d \\p 之类。数字请写 [0-9]，或改用 contains、startsWith、endsWith。",
        "matches() at character {at} takes a pattern written out, name.matches('…'), without counts in {{ and without \\w, \\d or \\p. Write [0-9] for digits, or use contains, startsWith or endsWith.",
    ),
    "DP159": Code(
        "error",
        "第 {at} 个字符处的 {name}() 不是可用的函数。可用：size、matches、contains、startsWith、endsWith、int、double、string 等 CEL 标准函数。",
        "{name}() at character {at} is no function that can be used. Use those of CEL: size, matches, contains, startsWith, endsWith, int, double, string …",
    ),
    "DP160": Code(
        "error",
        "这是旧版 dpcap 写的文件（{schema}），现在用 {now}。{way}。",
        "an earlier dpcap wrote this file ({schema}); {now} is in use now. {way}.",
    ),
}
