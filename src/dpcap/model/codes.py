"""Every code a finding can bear: how grave it is, what is wrong and the way out, in both languages.

1xx files · 2xx frameworks · 3xx provider folders · 4xx reviews, decisions, mail · 5xx consistency · 6xx stored profiles, PDF
· 7xx gates and baselines · 8xx batches · 9xx workbooks and exports.
Text in braces is filled from the finding's `params`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple


class Code(NamedTuple):
    """One code."""

    severity: Literal["error", "warning", "note"]
    zh: str
    en: str

    def text(self, language: Literal["zh", "en"]) -> str:
        """The message in *language*, braces unfilled."""
        return self.zh if language == "zh" else self.en


CODES: dict[str, Code] = {
    # ── 1xx: any file ────────────────────────────────────────────────────────────────────────
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
    # ── frameworks: a budget of weights, and texts in conditions ────────────────────────────
    "DP161": Code(
        "error",
        "{node} 缺少 nature。角色写了 headline，每一题就都要写明是 result（结果）、process（做法）还是 safeguard（底线）。",
        "{node} lacks `nature`. Where roles name `headline`, every indicator says whether it is a result, a process or a safeguard.",
    ),
    "DP162": Code(
        "warning",
        "角色 {role} 的 headline：{problem}。请写 6 至 8 个不同的指标编号。",
        "the headline of role {role}: {problem}. Name 6 to 8 different indicators.",
    ),
    "DP163": Code(
        "warning",
        "领域 {area}（按最看重它的角色 {role} 算）里，结果类指标只占 {share}，不到一半。请调权重；确实没有结果可问的，写进 areas_without_results 并说明理由。",
        "in the area {area} (as the role {role}, which weighs it most, has it) results carry {share}, less than half. Shift the weights; if there is no result to ask for, list the area under areas_without_results with the reason.",
    ),
    "DP164": Code(
        "warning",
        "{node} 问的是做法，权重 {weight} 却高于领域 {area} 里最重的结果 {other}（{most}，角色 {role}）。请调权重。",
        "{node} asks how it is done and weighs {weight}, more than {other}, the heaviest result of the area {area} ({most}, role {role}). Shift the weights.",
    ),
    "DP165": Code(
        "warning",
        "areas_without_results 列了领域 {area}，但它有结果类指标 {other}。请删去这一行。",
        "areas_without_results lists the area {area}, which has a result: {other}. Take it off the list.",
    ),
    "DP166": Code(
        "warning",
        "角色 {role} 的 headline 里 {item} 的有效权重是 {weight}，低于不在其中的 {other}（{most}）。请调权重，或换一题。",
        "role {role}: the headline names {item}, which weighs {weight}, less than {other} ({most}), which is not named. Shift the weights or name another.",
    ),
    "DP167": Code(
        "warning",
        "条件里有永远对不上的文字：{problem}。请改正。",
        "the condition compares with a text that never comes: {problem}. Correct it.",
    ),
    "DP168": Code(
        "note",
        "{node} 的 when 取决于后面才问的 {names}。请把它移到前面，答的人就不会先看到用不上的题。",
        "{node}: its `when` hangs on {names}, asked further on. Move that up, so that nobody meets a question that may not apply.",
    ),
    "DP169": Code(
        "error",
        "scales 里的 {name} 用得太多：各题写全后超过 {limit} 个值。请拆小，或少用。",
        "the shared scale {name} is used too often: with the scales written out the areas hold more than {limit} values. Make it smaller, or use it less.",
    ),
    "DP180": Code(
        "warning",
        "等级 {level} 凭各题接受的证据达不到：{problem}。只有复核人逐题核实过才能超过。请降低要求，或接受更强的证据。",
        "level {level} is out of reach with the kinds of proof accepted: {problem}. Only a reviewer's confirmation, question by question, goes beyond. Ask for less, or accept stronger proof.",
    ),
    "DP181": Code(
        "warning",
        "{node} 是红线项，须到 {needed} 分，但它接受的证据最多只给 {cap} 分，永远通不过（除非复核人逐题核实）。请降低 pass，或接受更强的证据。",
        "{node} is critical and passes at {needed}, but the kinds of proof it accepts count to {cap} at most: it never passes, unless a reviewer confirms it. Lower `pass`, or accept stronger proof.",
    ),
    "DP182": Code(
        "warning",
        "{node} 允许“不适用”，但它在角色 {role} 里占 {share}，一题就超过“不适用”的上限 {limit}，这样答就没有等级，除非复核人采纳。请去掉 not_applicable、拆小这一题或放宽 max_not_applicable。",
        "{node} may be answered N/A, but carries {share} of the role {role}: alone more than the {limit} that may be N/A, so that whoever answers so has no level unless a reviewer accepts it. Drop not_applicable, split the question, or raise max_not_applicable.",
    ),
    "DP183": Code(
        "warning",
        "核对规则 {rule} 的 conflict 在任何取值下都不成立，等于没有{hint}。请改正条件。",
        "rule {rule}: its conflict never holds, so it checks nothing{hint}. Correct the condition.",
    ),
    "DP184": Code(
        "warning",
        "核对规则 {rule} 的 conflict 在任何取值下都成立，人人都会被提示{hint}。请改正条件。",
        "rule {rule}: its conflict always holds, so it is told to everybody{hint}. Correct the condition.",
    ),
    "DP185": Code(
        "warning",
        "{node} 的计分锚点 {value} 在合理范围 plausible（{low} 至 {high}）之外：合理的数字到不了它。请放宽范围或改锚点。",
        "{node}: its score is anchored at {value}, outside the plausible range ({low} to {high}), which no believed figure gets to. Widen the range or move the anchor.",
    ),
    "DP186": Code(
        "warning",
        "{node} 的典型值 typical {value} 在合理范围 plausible（{low} 至 {high}）之外。请核对。",
        "{node}: the typical value {value} lies outside the plausible range ({low} to {high}). Check them.",
    ),
    "DP187": Code(
        "warning",
        "{node} 与 {other} 问的是同一句话。同一件事只问一次：请删去一题，或写明各问什么。",
        "{node} asks what {other} asks, word for word. Ask a thing once: remove one, or say what each is about.",
    ),
    "DP188": Code(
        "warning",
        "{node} 的 when 取决于后面才问的 {names}。请把它移到前面，答的人就不会先看到用不上的题。",
        "{node}: its `when` hangs on {names}, asked further on. Move that up, so that nobody meets a question that may not apply.",
    ),
    "DP189": Code(
        "note",
        "{what} {name} 没有一处用到。不需要就请删除。",
        "the {what} {name} is used nowhere. Remove it if nothing needs it.",
    ),
    # ── 190–199: migrations between versions of a framework ──────────────────────────────────
    "DP190": Code(
        "error",
        "版本 {version} 里没有 {name}。请改成那一版的编号。",
        "there is no {name} in {version}. Give an id of that version.",
    ),
    "DP191": Code(
        "error",
        "{name} 写在了两处，只能有一种去处或来处。请只留一处。",
        "{name} stands in two places, and can come from or go to one only. Keep one.",
    ),
    "DP192": Code(
        "error",
        "版本 {version} 里没有 {name}，迁移文件也没说它的去处。请写进 renamed、split、merged、retired 或 kinds。",
        "{name} is gone from version {version}, and nothing says what becomes of it. Put it into renamed, split, merged, retired or kinds.",
    ),
    "DP193": Code("error", "旧答案无法照读：{problem}。", "old answers cannot be read: {problem}."),
    "DP194": Code(
        "error",
        "{name} 的文字改了。意思没变就写进 same_meaning，变了就写进 asked_anew（旧答案不再计分）。",
        "the words of {name} were changed. Put it into same_meaning, or, if it means something else, into asked_anew (old answers no longer count).",
    ),
    "DP195": Code(
        "error",
        "迁移文件须一版接一版，直到现行版本：{problem}。",
        "migrations lead from each version to the next, up to the one in force: {problem}.",
    ),
    "DP196": Code(
        "error",
        "{file} 不在或内容不符，它应是 {edition}。请在发布那一版的目录里运行 dpcap framework release。",
        "{file} is not there, or is not {edition}. Run dpcap framework release in the directory of that version.",
    ),
    "DP197": Code(
        "error",
        "版本号从 {then} 到 {now} 升得不够：{problem}。",
        "from {then} to {now} the version does not rise enough: {problem}.",
    ),
    "DP198": Code(
        "error",
        "迁移文件有 {count} 份，最多 {limit} 份。",
        "there are {count} migration files, and {limit} at most are read.",
    ),
    "DP199": Code("error", "对照表不完整：{problem}。", "the table does not hold: {problem}."),
    # ── scope: what a contract leaves with the brand ─────────────────────────────────────────
    "DP170": Code(
        "error",
        "服务范围 {name} 没有同名的事实，或该事实不是 boolean。请在 facts 里写一条 kind: boolean 的 {name}。",
        "the scope {name} has no fact of its name, or one that is no boolean. Give facts a {name} of kind boolean.",
    ),
    "DP171": Code(
        "error",
        "{node} 没写 scope：框架列了 scopes，每道题都要写明需要哪些服务范围，不需要就写 scope: []。",
        "{node} has no `scope`: where a framework lists scopes, every indicator names those it needs; none: scope: [].",
    ),
    "DP172": Code(
        "warning",
        "没有题目需要服务范围 {name}，答“否”不起作用。请在相关题目的 scope 里写上它，或删掉它。",
        "no indicator needs the scope {name}, so a no changes nothing. Name it in the scope of those that do, or remove it.",
    ),
    "DP173": Code(
        "warning",
        "{name} 答了“否”（不在服务范围），但还没有凭据：相关题目先按“不适用”算，计入不适用上限。请管理方登记，或附上合同摘录（价格涂黑、双方盖章）并由复核人认可。",
        "{name} is answered no (out of scope), and nothing proves it yet: its questions count as N/A, within the limit on N/A. Have the manager enter it, or name a contract extract (prices blacked out, signed by both) and have a reviewer accept it.",
    ),
    "DP174": Code(
        "warning",
        "{name} 答了“否”，却有 {number} 道题填了答案或店铺数据（{nodes}），这些不计。请核对：做了就把 {name} 改成“是”，没做就删掉这些答案。",
        "{name} is answered no, and yet {number} questions that need it have answers or rows ({nodes}), which do not count. Check it: if it is served, answer yes; if not, take these out.",
    ),
    "DP175": Code(
        "warning",
        "{name} 的 without 里的 {shops} 不在绑定店铺清单里，不计。请改用清单里的店铺编号。",
        "`without` of {name} names {shops}, which are no bound shops, so it does not count. Use the ids of the list.",
    ),
    "DP176": Code(
        "warning",
        "{name} 不是按店区分的服务范围，without 不计。请直接答“是”或“否”。",
        "{name} is no scope per shop, so `without` does not count. Answer yes or no.",
    ),
    "DP177": Code(
        "warning",
        "{name}：店铺 {shops} 说是不做，但还没有凭据，这些店的数据仍然要填。请附上凭据（合同摘录或后台页面），由复核人按店认可（{name}@店铺编号），全部店铺都不做的一次认可（{name}）。",
        "{name}: for {shops} it is said not to be served, and nothing proves it yet, so their rows stay due. Name proof (a contract extract or a page of the back end), to be accepted shop by shop ({name}@shop), or once if it is so for all ({name}).",
    ),
    "DP178": Code(
        "note",
        "{name} 还没答，先按在服务范围内算；没答完的题也计入不适用上限。请在 provider.yaml 的 facts 里答“是”或“否”。",
        "nobody has said whether {name} is served, so it counts as served, and what is open of it counts within the limit on N/A. Answer yes or no under facts in provider.yaml.",
    ),
    "DP179": Code(
        "warning",
        "角色 {role} 必须包含 {scopes}，现在答了“否”，所以暂不评级。合适的角色：{roles}；确实在做的话，请管理方登记。",
        "the role {role} must include {scopes}, answered no, so it is not graded. Roles that fit: {roles}. If it is served, have the manager enter that.",
    ),
    # ── 2xx: frameworks ──────────────────────────────────────────────────────────────────────
    "DP201": Code(
        "error",
        "{field}：{name} 不存在{hint}。请改正拼写，或先定义它。",
        "{field}: nothing is called {name}{hint}. Correct its spelling or define it.",
    ),
    "DP202": Code(
        "error",
        "编号 {name} 重复。请改用别的编号。",
        "the id {name} stands twice. Give it another.",
    ),
    "DP203": Code(
        "error",
        "{node} 不以 {prefix} 开头。请按领域代码编号。",
        "{node} does not begin with {prefix}. Number it by the code of its area.",
    ),
    "DP204": Code(
        "error", "不是合法的 CEL 表达式：{problem}。", "no valid CEL expression: {problem}."
    ),
    "DP205": Code(
        "error",
        "表达式里的 {name} 不是指标、事实或 role{hint}。请改正拼写（- 与 . 写作 _）。",
        "{name} in the expression is no indicator, fact or role{hint}. Correct its spelling (- and . become _).",
    ),
    "DP206": Code(
        "error",
        "{node} 与 {other} 在表达式里同名（{name}）。请改其中一个编号。",
        "{node} and {other} have one name in expressions ({name}). Change one id.",
    ),
    "DP207": Code(
        "error",
        "表达式在样例值 {sample} 下得不出真假：{problem}。",
        "over the sample {sample} the expression is neither true nor false: {problem}.",
    ),
    "DP208": Code(
        "error",
        "when 互为前提，成了环：{names}。请去掉其中一个。",
        "`when` goes round in a circle: {names}. Remove one.",
    ),
    "DP209": Code(
        "error",
        "{node} 是红线项或别题的前提，不得允许“不适用”。请改用 when。",
        "{node} is critical, or another question hangs on it, and may not allow N/A. Use `when` instead.",
    ),
    "DP210": Code(
        "error",
        "points 须按数值从小到大，同一数值至多写两次。请重新排列。",
        "points must rise by value, and a value may stand twice at most. Put them in order.",
    ),
    "DP211": Code(
        "error",
        "量表的各级要么都写明分值，要么都不写。",
        "either every level names its score or none does.",
    ),
    "DP212": Code(
        "error", "方向为区间（band）的指标只能用 points 计分。", "a band is scored by points only."
    ),
    "DP213": Code(
        "error",
        "文件 {file} 的 id 是 {name}。两者须一致。",
        "the file {file} bears the id {name}. Make them agree.",
    ),
    "DP214": Code(
        "error",
        "选项 none 是保留字，表示“都没有”。请换一个编号。",
        "the option id none is reserved for “none of these”. Choose another.",
    ),
    "DP215": Code(
        "error",
        "两个锚点 {low} 与 {high} 的先后与方向不符。请核对。",
        "the anchors {low} and {high} do not fit the direction. Check them.",
    ),
    "DP216": Code(
        "error",
        "{field} 的下限 {low} 大于上限 {high}。请对调。",
        "{field}: the lower end {low} is above the upper end {high}. Swap them.",
    ),
    "DP217": Code(
        "error",
        "{mark} 不是这个框架的服务范围。请写 scopes 里的编号，某一家店写作 编号@店铺（只用于按店区分的范围）。",
        "{mark} is no scope of this framework. Write an id of its scopes, for one shop id@shop (of a scope per shop only).",
    ),
    "DP218": Code(
        "warning",
        "不在服务范围的部分不同（{what}）：评的不是同一摊事，总分、等级和名次不能直接相比。",
        "what is out of scope differs ({what}): they were not scored over the same work, so overall scores, levels and ranks cannot be compared.",
    ),
    "DP221": Code(
        "warning",
        "等级 {level} 达不到：{problem}。",
        "level {level} can never be reached: {problem}.",
    ),
    "DP222": Code(
        "warning",
        "{node} 的第 {rung} 级分值没有高于前一级，选它没有意义。请拉开分值。",
        "{node}: rung {rung} scores no more than the one below. Set the scores apart.",
    ),
    "DP223": Code(
        "warning",
        "{node} 的 when 在任何取值下都不成立，永远不会问到{hint}。请改正条件。",
        "{node}: its `when` never holds, so it is never asked{hint}. Correct the condition.",
    ),
    "DP224": Code(
        "warning",
        "{what} 里的权重全是 0。请至少给一个正权重。",
        "all weights in {what} are 0. Give one a positive weight.",
    ),
    "DP225": Code(
        "warning",
        "{node} 在任何角色下最多影响总分 {points} 分，不到 0.1。请合并或提高权重。",
        "{node} moves the overall score by {points} at most under any role, less than 0.1. Merge it or raise its weight.",
    ),
    "DP226": Code(
        "warning",
        "{field} 的中英文一模一样。请翻译。",
        "{field} is the same in both languages. Translate it.",
    ),
    "DP227": Code(
        "warning",
        "{field} 的英文里有中文。请译成英文。",
        "{field}: Chinese stands in the English text. Put it in English.",
    ),
    "DP228": Code(
        "warning",
        "{node} 的 points 与方向不一致。请核对，或改为区间（band）。",
        "{node}: its points do not follow the direction. Check them, or make it a band.",
    ),
    "DP229": Code(
        "warning",
        "{node} 的计分到不了 100（最高 {points}）。请补上满分点。",
        "{node}: its score never reaches 100 (at most {points}). Add a point for full marks.",
    ),
    "DP230": Code(
        "warning",
        "{node} 的典型值 {typical} 高于 66，应与同行比差额。请写 ratio_of: shortfall。",
        "{node}: typically {typical}, above 66: compare the shortfall. Write ratio_of: shortfall.",
    ),
    "DP231": Code(
        "warning",
        "{what} 没有指向任何领域。请补上或删除。",
        "{what} names no area. Fill it or remove it.",
    ),
    "DP232": Code(
        "warning",
        "{node} 的口径里没有 period。请补上。",
        "{node}: its envelope has no period. Add it.",
    ),
    "DP233": Code(
        "warning",
        "{node} 没有写合理范围 plausible。请补上。",
        "{node} has no plausible range. Add it.",
    ),
    "DP234": Code(
        "warning",
        "等级 {level} 的名称用了外部徽章的字样“{word}”。请换一个。",
        "the title of level {level} uses {word}, a word of somebody else's badges. Choose another.",
    ),
    "DP235": Code(
        "warning",
        "{node} 是红线项，却不在核心题里。请写 core: true。",
        "{node} is critical and not in the core set. Write core: true.",
    ),
    "DP236": Code(
        "warning",
        "{node} 的出处缺少 {fields}。请补上。",
        "{node}: its source lacks {fields}. Add it.",
    ),
    "DP237": Code(
        "warning",
        "{node} 第 {rung} 级的说法与 {other} 相同。请写成这一题自己的可观察行为。",
        "{node}: rung {rung} reads like one of {other}. Describe what can be seen here.",
    ),
    "DP238": Code(
        "warning",
        "没有一个角色给领域 {area} 权重。请补上或删除该领域。",
        "no role gives the area {area} any weight. Give it some or remove it.",
    ),
    "DP240": Code(
        "error",
        "表达式有 {count} 个字符，最多 {limit} 个。请拆成几条。",
        "the expression has {count} characters, {limit} at most. Split it into several.",
    ),
    "DP241": Code(
        "error",
        "表达式用了 {count} 个名称，最多 {limit} 个。请拆成几条。",
        "the expression names {count} things, {limit} at most. Split it into several.",
    ),
    "DP242": Code(
        "error",
        "第 {at} 个字符处括号套了 {limit} 层以上。请去掉多余的括号，或拆成几条。",
        "at character {at} brackets stand more than {limit} deep. Take out those not needed, or split the expression.",
    ),
    "DP243": Code(
        "error",
        "第 {at} 个字符处的 {name}() 会逐项循环，表达式里不能用。查列表里有没有某一项，请写 'a' in 名称，几项用 || 连接；数项数用 size(名称)。",
        "{name}() at character {at} goes through a list, which no expression may. To ask whether an entry is in it write 'a' in name, several joined by ||; for how many there are, size(name).",
    ),
    "DP244": Code(
        "error",
        "第 {at} 个字符处的 {name}() 不能用：“有没有提供”不能决定结果。请直接用它的值。",
        "{name}() at character {at} cannot be used: whether something is known must decide nothing. Use its value.",
    ),
    "DP245": Code(
        "error",
        "第 {at} 个字符处的 {name}() 只能数列表的项数，写作 size(名称)：文字会按字节计，一个汉字算 3。比较文字请用 == 或 contains。",
        "{name}() at character {at} counts the entries of a list only, written size(name): of a text it would count bytes, three for a Chinese character. Compare texts with == or contains.",
    ),
    "DP246": Code(
        "error",
        "{node} 是红线项，按店填写，各店须用 across: min 合并：否则一家店没做到也能过。请补上 across: min，或取消红线。",
        "{node} is critical and asked per shop: shops must be joined by across: min, or it passes although one shop fails it. Add across: min, or take critical away.",
    ),
    "DP247": Code(
        "error",
        "{node} 不按店填写，写了 across 也没有可合并的行。请删除 across，或改为 per: shop。",
        "{node} is not asked per shop, so across has no rows to join. Remove across, or write per: shop.",
    ),
    "DP248": Code(
        "error",
        "peer_spread 的折点须随比值上升，并含 [1, 60]：与中间值持平得 60。请改正 points，或删掉以用默认折点。",
        "the points of peer_spread must rise with the ratio and hold [1, 60]: level with the middle scores 60. Correct points, or leave them out for the default ones.",
    ),
    "DP249": Code(
        "note",
        "{node} 的基数只有 {base}，不到 {least}：多一例少一例差别太大，证据封顶 {cap}。有更大的基数请填更大的。",
        "{node}: the base is {base}, below {least}, where one case more or less says too much: proved is capped at {cap}. Give a larger base if there is one.",
    ),
    "DP251": Code(
        "warning",
        "等级 {level} 的 requires.serious 起不了作用：severity: serious 的一致性规则只有 {count} 条，允许 {allowed} 条。请调低，或给规则标上 severity: serious。",
        "requires.serious of level {level} asks nothing: {count} consistency rules are serious, and {allowed} are allowed. Lower it, or mark rules with severity: serious.",
    ),
    "DP252": Code(
        "warning",
        "{kind} 需要确认才算数，但没有指标收 {counted}，确认前一分也不算。请让收 {kind} 的指标也收 {counted}。",
        "{kind} counts in full once confirmed, but no indicator that takes it takes {counted}: until then it counts for nothing. Let these indicators take {counted} as well.",
    ),
    "DP253": Code(
        "note",
        "{node} 的 when 没法自动写成一句话，页面上只会写“{words}”。请在 when_words 里用两种语言写明什么情况下才问。",
        "the when of {node} cannot be put into words, so pages only say “{words}”. Say in when_words, in both languages, when it is asked.",
    ),
    # ── 3xx: provider folders ────────────────────────────────────────────────────────────────
    "DP301": Code(
        "error",
        "框架里没有指标 {node}。{hint}。",
        "the framework has no indicator {node}. {hint}.",
    ),
    "DP302": Code("error", "{node}：{problem}。", "{node}: {problem}."),
    "DP303": Code(
        "error",
        "{node} 没有选项 {option}。{hint}：{options}。",
        "{node} has no option {option}. {hint}: {options}.",
    ),
    "DP304": Code(
        "error",
        "{node} 的 {field} 不能是 {value}。可填：{options}。",
        "{node}: {field} cannot be {value}. Choose from {options}.",
    ),
    "DP305": Code(
        "error",
        "期间 {value} 写法不对。请写 2026-10、2026-Q3、2026-H1、2026、2026-10-31 或 2026-10-01/2026-10-31。",
        "the period {value} has an unknown form. Write 2026-10, 2026-Q3, 2026-H1, 2026, 2026-10-31 or 2026-10-01/2026-10-31.",
    ),
    "DP306": Code(
        "error",
        "期间 {value} 在评估日 {day} 之后才结束。请填已结束的期间。",
        "the period {value} ends after the day of assessment, {day}. Give one that is over.",
    ),
    "DP307": Code(
        "error",
        "{node} 引用的证据 {evidence} 没有登记。{hint}。",
        "{node} names the evidence {evidence}, which is not listed. {hint}.",
    ),
    "DP308": Code(
        "error",
        "证据类型 {kind} 不能用。可选：{options}。",
        "the kind of evidence {kind} cannot be used. Choose from {options}.",
    ),
    "DP309": Code(
        "error",
        "{field} 的日期 {value} 在评估日 {day} 之后。请核对。",
        "{field}: {value} lies after the day of assessment, {day}. Check it.",
    ),
    "DP310": Code(
        "error",
        "{node} 的不适用理由 {reason} 不存在。可选：{options}。",
        "{node}: there is no N/A reason {reason}. Choose from {options}.",
    ),
    "DP311": Code(
        "error",
        "{node} 同时写了 {fields}。value、unknown、not_applicable 只能留一个。",
        "{node} has {fields} at once. Keep one of value, unknown, not_applicable.",
    ),
    "DP312": Code(
        "error",
        "框架里没有角色 {role}。{hint}：{options}。",
        "the framework has no role {role}. {hint}: {options}.",
    ),
    "DP313": Code(
        "error",
        "框架里没有事实 {name}{hint}。请改正拼写或删除。",
        "the framework has no fact {name}{hint}. Correct its spelling or remove it.",
    ),
    "DP314": Code("error", "事实 {name}：{problem}。", "fact {name}: {problem}."),
    "DP315": Code(
        "error",
        "$part编号 {shop} 重复。请改用别的编号。",
        "the $part id {shop} stands twice. Give it another.",
    ),
    "DP316": Code(
        "error",
        "provider.yaml 里没有$part {shop}。{hint}。",
        "provider.yaml lists no $part {shop}. {hint}.",
    ),
    "DP317": Code(
        "error",
        "$part {shop} 的 {node} 写了两行（另见第 {line} 行）。请只留一行。",
        "{node} of $part {shop} stands in two rows (see line {line}). Keep one.",
    ),
    "DP318": Code("error", "表头 {column}：{problem}。", "column {column} {problem}."),
    "DP319": Code(
        "error",
        "{name} 在 {other} 里也有。请只留一处。",
        "{name} stands in {other} as well. Keep one.",
    ),
    "DP320": Code(
        "error",
        "assessed_on 与 {other} 里的 {value} 不同。请统一。",
        "assessed_on differs from {value} in {other}. Make them agree.",
    ),
    "DP321": Code("error", "不是合法的 CSV：{problem}。", "not valid CSV: {problem}."),
    "DP322": Code(
        "error",
        "{node} 不按$part填写。请写在 answers.yaml。",
        "{node} is not asked per $part. Give it in answers.yaml.",
    ),
    "DP323": Code(
        "error",
        "名称中英文都没有。请至少写一种。",
        "the name is empty in both languages. Give one.",
    ),
    "DP324": Code(
        "error",
        "这一行不是一$part_n$part_short一项指标的数据。合计、平均、备注等行请删除；漏填编号的请补上。",
        "this row is no figure of one $part and one indicator. Remove totals, averages and notes; if an id is missing, add it.",
    ),
    "DP325": Code(
        "error",
        "第一行不是表头，表头像是在第 {line} 行。请把它上面的行删掉。",
        "the first row is no header; line {line} looks like it. Remove the rows above it.",
    ),
    "DP326": Code(
        "error",
        "这不是 kpis.csv 的表头，shop、indicator、value 一列都没有。后台导出的原表请把数抄进 kpis.csv，每$part_n$part_short每个指标一行，列为 {columns} 和各口径。",
        "this is no header of kpis.csv: neither shop nor indicator nor value stands there. From a raw export copy the figures into kpis.csv, one row for each $part and indicator, with the columns {columns} and those of the envelope.",
    ),
    "DP327": Code(
        "error",
        "{node} 的数被千分位逗号拆成了两格。请写 {whole}，不加逗号。",
        "{node}: a comma of thousands made two cells of the figure. Write {whole}, without it.",
    ),
    "DP331": Code(
        "warning",
        "{node} 没有被问到，此答案不计。",
        "{node} is not asked here; the answer does not count. Remove it or leave it.",
    ),
    "DP332": Code(
        "warning",
        "{node} 不允许“不适用”，按未答计。没有做请选最低一级。",
        "{node} does not allow N/A and counts as missing. If it is not done, choose the lowest answer.",
    ),
    "DP333": Code(
        "warning",
        "{node} 的值 {value} 超出合理范围 {low}–{high}，按未答计。请核对单位与小数点。",
        "{node}: {value} lies outside the plausible {low} to {high} and counts as missing. Check unit and decimal point.",
    ),
    "DP334": Code(
        "warning",
        "{node} 缺少 {fields}，按未答计。请补上，或写在 defaults 里。",
        "{node} lacks {fields} and counts as missing. Add it, or put it under defaults.",
    ),
    "DP335": Code(
        "warning",
        "{node} 没有同行参照值，按未答计。请填写$peer_figure。",
        "{node} has no peer figure and counts as missing. Give $peer_figure.",
    ),
    "DP336": Code(
        "warning",
        "{node} 的同行值 {peer} 或数值 {value} 无法比较，按未答计。请核对。",
        "{node}: the peer figure {peer} or the value {value} cannot be compared; counts as missing. Check both.",
    ),
    "DP337": Code(
        "warning",
        "{node} 只有 {count} 份回答，少于 30 份，按未答计。",
        "{node} has {count} replies, fewer than 30; counts as missing.",
    ),
    "DP338": Code(
        "warning",
        "{node} 的值 {value} 在 0 与 1 之间，而单位是百分数（0–100）。若是小数请乘以 100。",
        "{node}: {value} lies between 0 and 1 while the unit is a percentage on 0..100. Multiply by 100 if it is a fraction.",
    ),
    "DP339": Code(
        "warning",
        "{node} 按$part填写，请写在 kpis.csv，此处的值不计。",
        "{node} is asked per $part: give it in kpis.csv; the value here does not count.",
    ),
    "DP340": Code(
        "warning",
        "{node} 的前提未答（{names}），本题按未答计。请先答前提。",
        "{node} counts as missing until what it hangs on is answered: {names}. Answer that first.",
    ),
    "DP341": Code(
        "warning",
        "证据 {evidence} 的文件 {file} 不存在，不计。请放入文件夹。",
        "evidence {evidence}: the file {file} is not there; it does not count. Put it into the folder.",
    ),
    "DP342": Code(
        "warning",
        "证据 {evidence} 的文件与 sha256 不符，不计。现为 {actual}。",
        "evidence {evidence}: the file does not match its sha256; it does not count. It is now {actual}.",
    ),
    "DP343": Code(
        "warning",
        "证据 {evidence} 没有写 sha256，不计。应为 {actual}。",
        "evidence {evidence} has no sha256; it does not count. It should be {actual}.",
    ),
    "DP344": Code(
        "warning",
        "证据 {evidence} 对 {node} 已于 {until} 过期，不计。请更新。",
        "evidence {evidence} lapsed for {node} on {until}; it does not count. Renew it.",
    ),
    "DP345": Code(
        "warning",
        "证据 {evidence} 没有写 captured_on，而 {node} 的证据有有效期，不计。",
        "evidence {evidence} has no captured_on, which {node} needs; it does not count. Add the day.",
    ),
    "DP346": Code(
        "warning",
        "证据 {evidence} 的日期 {captured_on} 在评估日之后，不计。",
        "evidence {evidence} is dated {captured_on}, after the day of assessment; it does not count.",
    ),
    "DP347": Code(
        "warning",
        "证据 {evidence} 属于 {kind}，{node} 不收这一类，不计。",
        "evidence {evidence} is of the kind {kind}, which {node} does not take; it does not count.",
    ),
    "DP348": Code(
        "warning",
        "证据 {evidence} 支撑了 {count} 个指标，超过 {limit} 个。请分别提供证据。",
        "evidence {evidence} backs {count} indicators, more than {limit}. Give each its own.",
    ),
    "DP349": Code(
        "warning",
        "证据 {evidence} 没有网址，不计。请补上 url。",
        "evidence {evidence} has no url; it does not count. Add it.",
    ),
    "DP350": Code(
        "warning",
        "申报角色为 {declared}，复核确定为 {reviewed}，按后者计。",
        "declared as {declared}; the review fixed {reviewed}, which is used.",
    ),
    "DP351": Code(
        "warning",
        "文件 {file} 像是花名册、社保或身份证资料，却在 git 仓库里。请移到 evidence_root，这里只留名称与 sha256。",
        "{file} looks like a roster, social-insurance or ID file inside a git work tree. Move it to evidence_root; keep its name and sha256 here.",
    ),
    "DP352": Code(
        "note",
        "文件 {file} 没有登记为证据，不计。要用作证据，请写在 evidence 里；不用可以不管。",
        "the file {file} is not listed as evidence and does not count. List it under evidence if it is meant to be some; else leave it.",
    ),
    "DP353": Code(
        "warning",
        "{node} 的清单为空，按未答计。一项都没有请填 [none]。",
        "{node}: the list is empty and counts as missing. Write [none] if nothing holds.",
    ),
    "DP354": Code(
        "warning", "事实 {name} 没有写日期。请补上 on。", "fact {name} carries no day. Add `on`."
    ),
    "DP355": Code(
        "warning",
        "证据 {evidence} 没有写文件名，不计。请补上 file。",
        "evidence {evidence} names no file; it does not count. Add file.",
    ),
    "DP356": Code(
        "warning",
        "证据 {evidence} 的文件 {file} 是空的，不计。请放入完整的文件，并更新 sha256。",
        "evidence {evidence}: the file {file} is empty; it does not count. Put the whole file there and renew its sha256.",
    ),
    "DP357": Code(
        "warning",
        "证据 {evidence} 的文件 {file} 只是 Git LFS 的指针，不是文件本身，不计。请在仓库里运行 git lfs pull。",
        "evidence {evidence}: {file} is a pointer of Git LFS, not the file itself; it does not count. Run git lfs pull in the repository.",
    ),
    "DP358": Code(
        "warning",
        "证据 {evidence} 的文件 {file} 有 {size} MB，超过 {limit} MB 的上限，没有读取，不计。请压缩或截取需要的部分，并更新 sha256。",
        "evidence {evidence}: the file {file} has {size} MB, the limit is {limit}; it was not read and does not count. Compress it or cut out what is needed, and renew its sha256.",
    ),
    "DP359": Code(
        "warning",
        "证据 {evidence} 的文件 {file}（{size} MB）没有读取，不计：这个文件夹的证据合计超过 {limit} MB。请压缩或拆去不需要的部分。",
        "evidence {evidence}: the file {file} ({size} MB) was not read and does not count: the evidence in this folder exceeds {limit} MB in all. Compress it or leave out what is not needed.",
    ),
    "DP360": Code(
        "note",
        "证据 {evidence} 的文件只有 {size} 字节，几乎没有内容。复核时请打开看一看。",
        "evidence {evidence}: its file has {size} bytes and says next to nothing. Open it when you review.",
    ),
    "DP361": Code(
        "note",
        "证据 {evidence} 的链接 {url} 是示例域名或内网地址，外人打不开。复核时请核实。",
        "evidence {evidence}: {url} is a sample or a private address, which nobody else can open. Check it when you review.",
    ),
    "DP362": Code(
        "note",
        "证据 {pieces} 是同一个文件，却登记为不同类型（{kinds}）。复核时请核实是哪一类。",
        "{pieces} are one file under several kinds ({kinds}). Check which it is when you review.",
    ),
    "DP363": Code(
        "warning",
        "证据 {evidence} 的文件换行符变了，所以与 sha256 不符，不计；换回来就一致。请重新放入原文件（git 会改换行：git config core.autocrlf false 后重新检出），或把 sha256 改为 {actual}。",
        "evidence {evidence}: the line ends of its file were changed, so it does not match its sha256 and does not count; the hash fits after changing line ends. Put the original there (git changes them: git config core.autocrlf false, then check out again), or write {actual} as its sha256.",
    ),
    "DP364": Code(
        "warning",
        "证据 {evidence} 的文件 {file} 不存在，不计。{where}。",
        "evidence {evidence}: the file {file} is not there; it does not count. {where}.",
    ),
    "DP365": Code(
        "warning",
        "证据 {evidence} 的文件 {file} 与 sha256 不符，不计。{where}。",
        "evidence {evidence}: the file {file} does not match its sha256; it does not count. {where}.",
    ),
    "DP366": Code(
        "warning",
        "{node} 的周期 {value} 不合要求，按未答计。应填{expected}，如 {example}。",
        "{node}: the period {value} is not what is asked for; counts as missing. Give {expected}, such as {example}.",
    ),
    "DP367": Code(
        "warning",
        "{node} 是 {value} 的数，只算到 {until}，现已过旧，按未答计。请换成最近一期的数，并把作答日期改为填写当天。",
        "{node}: a figure of {value} counts until {until}; it is too old now and counts as missing. Give the latest one, and the day on which you do so as the day of your answers.",
    ),
    "DP368": Code(
        "error",
        "assessed_on 是 {value}，早于 {first}，不可能。请改为实际填写的日期。",
        "assessed_on is {value}, before {first}: that cannot be. Give the day on which the answers were given.",
    ),
    "DP369": Code(
        "error",
        "periods 只能配 month、quarter、half_year、year。请删去，或改 period。",
        "periods goes with month, quarter, half_year and year only. Remove it, or choose another period.",
    ),
    "DP370": Code(
        "warning",
        "联系邮箱的写法不对：{problem}。信寄不到，请改正。",
        "the contact's mail address has a wrong form: {problem}. No letter would arrive; correct it.",
    ),
    "DP380": Code(
        "warning",
        "$part {shops} 的数字相同或只差一个倍数，只按一$part_n计，逐项取最低，其余按没有填。请各填各$part_short自己的数；若不是两$part_n，请在 provider.yaml 里删去一$part_n。",
        "the $parts {shops} have the same figures, or the same times a factor: they count as one, the lowest of each figure; the others as if they had none. Give each $part its own figures; if they are one $part, remove the other from provider.yaml.",
    ),
    "DP381": Code(
        "warning",
        "{node} 的同行值 {peer} 不在合理范围 {low} 到 {high} 之内，按未答计。请照出处核对单位与数值。",
        "{node}: the peer figure {peer} lies outside the plausible range {low} to {high}; counts as missing. Check unit and figure where it was read.",
    ),
    "DP382": Code(
        "warning",
        "只有 {number} $part_n$part_short算数，不足 {few} $part_n，$part指标证据封顶 {cap}。算数的是管理方登记的$part_short；没有登记时，是应填的数至少一半有口头说明以上证据的$part_short。不算数的：{shops}。请补证据，或请管理方登记。",
        "only {number} $parts count, fewer than {few}: what $part figures prove is capped at {cap}. Those count that the manager lists; without a list, those with proof above the provider's word for at least half of the figures due. Not counted: {shops}. Add proof, or ask the manager to list them.",
    ),
    "DP383": Code(
        "warning",
        "抽签待定：绑定 {number} $part_n$part_short，超过 {most} $part_n，要抽 {most} $part_n，但{why}（{quarter}）。在此之前可任填 {most} $part_n或更多，$part指标证据封顶 {cap}。",
        "draw pending: {number} $parts are bound, more than {most}, so {most} are to be drawn, but {why} ({quarter}). Until then fill any {most} of them or more; what $part figures prove is capped at {cap}.",
    ),
    "DP384": Code(
        "error",
        "{title}“{value}”不在表里。请改为表里的一项，可以只写一级，如：{options}。",
        '{title}: "{value}" is not in the list. Write one that is, the first level will do, such as: {options}.',
    ),
    "DP385": Code(
        "note",
        "{node} 的同行值以管理方的表为准：{figures}。",
        "{node}: the manager's peer figures stand over those typed: {figures}.",
    ),
    "DP386": Code(
        "warning",
        "{node} 的数值 {value} 与同行值 {peer} 相差悬殊，复核人裁定之前只按口头说明计入实证分。请核对两个数的单位与口径；属实的，请提供证据并请复核人核实。",
        "{node}: the value {value} is far off its peer figure {peer}; until a reviewer rules on it, it proves no more than the provider's word. Check unit and basis of both; if they are right, show proof and ask for a review.",
    ),
    "DP387": Code(
        "warning",
        "{node} 的数值 {value} 与同行值 {peer} 差了约 {times} 倍，{guess}，按未答计。请把两个数换成同一单位；属实的，请复核人核实。",
        "{node}: the value {value} and its peer figure {peer} are about a factor of {times} apart, {guess}; counts as missing. Give both in the same unit; if they are right, ask a reviewer to verify them.",
    ),
    "DP388": Code(
        "error",
        "plausible_ratio 的下限应小于上限，且都大于0。请改正。",
        "plausible_ratio needs a lower end below its upper end, both above 0. Correct it.",
    ),
    "DP389": Code(
        "error",
        "{node} 不问 {field}，同行表的这一行无从对上。请清空这一格。",
        "{node} does not ask for {field}, so no figure can be held against this row. Empty the cell.",
    ),
    # ── 4xx: reviews and decisions ─────────────────────────────────────────────────────────────────────────
    "DP401": Code(
        "error",
        "复核针对的是 {name}，而文件属于 {provider}。请改正。",
        "the review is about {name}, the file belongs to {provider}. Correct it.",
    ),
    "DP402": Code(
        "error", "框架里没有 {node}。请改正编号。", "the framework has no {node}. Correct the id."
    ),
    "DP403": Code(
        "error",
        "{node} 的“不适用”只能裁定为 accepted 或 refused。",
        "N/A of {node} can only be accepted or refused.",
    ),
    "DP404": Code(
        "error",
        "{node} 不允许“不适用”，无从裁定。请删除这一条。",
        "{node} does not allow N/A, so there is nothing to rule on. Remove this.",
    ),
    "DP405": Code(
        "error",
        "框架里没有角色 {role}。可选：{options}。",
        "the framework has no role {role}. Choose from {options}.",
    ),
    "DP406": Code(
        "error",
        "对 {name} 的裁定没有写明看到了什么，不能采用。请运行 dpcap review bind 补上。",
        "the ruling on {name} does not say what was seen, so it cannot be used. Run dpcap review bind to add it.",
    ),
    "DP407": Code(
        "error",
        "$registration与管理方对 {provider} 的登记不一致：编号可能用了别家的。请核对 id 与$registration。",
        "the $registration is not the one that the manager holds for {provider}: the id may be another firm's. Check id and number.",
    ),
    "DP408": Code(
        "error",
        "这个$registration在管理方处属于 {other}，不是 {provider}。请改回原来的 id；确需换号，先请管理方改复核文件。",
        "the manager holds this $registration for {other}, not {provider}. Go back to that id; to change it, the manager changes the review first.",
    ),
    "DP409": Code(
        "warning",
        "缺$registration，无法确认管理方的记录就是这家公司的。请在 provider.yaml 和复核文件里都写上 registration_number。",
        "could not be matched by $registration: give registration_number in provider.yaml and in the review.",
    ),
    "DP410": Code(
        "error",
        "对 {name} 的裁定写了 {field}，只有{needs}才写它。请删除这一项。",
        "the ruling on {name} has {field}, which goes with {needs} only. Remove it.",
    ),
    "DP411": Code(
        "warning",
        "$part {shop} 不在$issuer绑定名单里，它的数据不计。请核对$part编号，或请管理方更新名单。",
        "the $part {shop} is not among those the $issuer has bound; its rows do not count. Check its id, or ask the manager to update the list.",
    ),
    "DP412": Code(
        "note",
        "{name}：你填的是 {typed}，管理方掌握的是 {held}，以后者为准。",
        "{name}: you gave {typed}, the manager holds {held}, which stands.",
    ),
    "DP413": Code(
        "warning",
        "$issuer绑定名单里有$part {shop}，这里没有列出。它同样要填，缺的按 0 分计。请在 shops 里补上。",
        "the $issuer has bound the $part {shop}, which is not listed here. Its rows are due, and what is missing counts 0. Add it to shops.",
    ),
    "DP414": Code(
        "error",
        "{quarter} 抽了两次。请只保留一条。",
        "{quarter} is drawn twice. Keep one draw.",
    ),
    "DP415": Code(
        "error",
        "与第 {line} 行是同一行业、周期、指标与口径。请只保留一行。",
        "the same industry, period, indicator and envelope as line {line}. Keep one row.",
    ),
    "DP416": Code(
        "error",
        "{node} 不与同行比较，无须同行值。请删除这一行。",
        "{node} is not held against peers and needs no figure of theirs. Remove this row.",
    ),
    "DP417": Code(
        "error",
        "服务商文件夹里没有 {name} 可供裁定（证据、答案或“不适用”已不在，或文件与登记不符）。请改正名字，或删除这条裁定。",
        "the folder has nothing for the ruling on {name} (no such piece, answer or N/A, or its file is not as registered). Correct the name, or remove the ruling.",
    ),
    # 42x: decisions
    "DP420": Code(
        "warning",
        "{provider} 的结论文件有误，按没有结论处理。请照上列各条改正后重跑。",
        "the decision file of {provider} is invalid and counts as absent. Correct what is listed above, then run again.",
    ),
    "DP421": Code(
        "error",
        "conditional（有条件）必须列出 conditions，其他结论不得带 conditions。请补上或删去，或改 decision。",
        "a conditional decision must list conditions, and no other may. Add or remove them, or change decision.",
    ),
    "DP422": Code(
        "error",
        "结论针对的是 {name}，文件名却是 {file}；应名为 {name}.decision.yaml。请改正其一。",
        "the decision is about {name}, but the file is called {file}; it must be {name}.decision.yaml. Correct one of the two.",
    ),
    "DP423": Code(
        "error",
        "条件的到期日 {day} 早于结论日期 {on}。请改成不早于结论日期的一天。",
        "the condition falls due on {day}, before the decision of {on}. Give that day or a later one.",
    ),
    "DP424": Code(
        "error",
        "replaces 指的就是这份结论自己。请写被它取代的那一份，或删去 replaces。",
        "replaces names this very decision. Name the one it took the place of, or remove replaces.",
    ),
    "DP425": Code(
        "error",
        "被取代的结论日期 {day} 晚于本结论的 {on}。请核对 on 与 replaces。",
        "the decision it replaces is of {day}, later than its own {on}. Check on and replaces.",
    ),
    "DP426": Code(
        "error",
        "{provider} 的 profile.json 已不是评分时写下的那一份。请重新运行 dpcap batch，再作结论。",
        "profile.json of {provider} is no longer the one the batch wrote. Run dpcap batch again, then decide.",
    ),
    "DP427": Code(
        "error",
        "{provider} 评分之后有变：{problem}。请重新运行 dpcap batch，看过新结果再作结论。",
        "since {provider} was scored, something changed: {problem}. Run dpcap batch again and look at the result before you decide.",
    ),
    "DP428": Code(
        "error",
        "找不到 {provider} 的文件夹，无从核对评分之后有没有变。请用 --providers 指明服务商文件夹所在的目录。",
        "the folder of {provider} is not found, so nobody can tell whether it changed since. Say with --providers where the folders lie.",
    ),
    "DP429": Code(
        "error",
        "{provider} 未能评分（{problem}），无从作结论。请先改正，再运行 dpcap batch。",
        "{provider} could not be scored ({problem}), so there is nothing to decide on. Correct it, then run dpcap batch again.",
    ),
    # 43x: mail.yaml
    "DP430": Code(
        "error",
        "{sample} 时会寄出 {template} 信，而它只能告知结论 {decision}。请在 when 里写 decision == '{decision}'。",
        "with {sample} the letter {template} would go out, which only tells of the decision {decision}. Write decision == '{decision}' into its when.",
    ),
    "DP431": Code(
        "error",
        "{field}：{value} 不是可用的邮箱地址：{problem}。请改正。",
        "{field}: {value} is no mail address: {problem}. Correct it.",
    ),
    "DP432": Code(
        "error",
        "when 不是合法的 CEL 表达式：{problem}。请改正。",
        "when is no valid CEL expression: {problem}. Correct it.",
    ),
    "DP433": Code(
        "error",
        "when 里的 {name} 不存在。可用：{options}。",
        "there is no {name} for a when. Choose from {options}.",
    ),
    "DP434": Code(
        "error",
        "{sample} 时 when 得不出真假。请核对类型，数字写成小数（30.0）。",
        "with {sample} the when is neither true nor false. Check the types and write numbers with a point (30.0).",
    ),
    "DP435": Code(
        "error",
        "口令的来源须写一个：env、keyring、command 三者取一。",
        "say where the password comes from: exactly one of env, keyring and command.",
    ),
    "DP436": Code(
        "error",
        "user 与 password 须同时写，或都不写。",
        "user and password go together: give both or neither.",
    ),
    "DP437": Code(
        "error",
        "{field} 写了（或像是）口令或密钥，文件里不能有。请删除，改在 smtp.password 下写 env、keyring 或 command；若已提交或外传，请更换口令。",
        "{field} is, or looks like, a secret, which must not stand in a file. Remove it and name env, keyring or command under smtp.password; if the file was committed or passed on, change the secret.",
    ),
    "DP438": Code(
        "error",
        "{field} 含有换行、控制字符或看不见的字符（{char}）。请写成一行并删除它。",
        "{field} holds a line break, a control or an invisible character ({char}). Write it on one line without it.",
    ),
    "DP439": Code(
        "error",
        "unsubscribe 须以 mailto: 或 https:// 开头，只含 ASCII 字符，不带空格。",
        "unsubscribe must begin with mailto: or https:// and hold ASCII characters only, no blanks.",
    ),
    "DP440": Code(
        "error",
        "发件箱不能用：{problem}。请用 --outbox 另指一个，或改正它。",
        "the outbox cannot be used: {problem}. Name another with --outbox, or put it right.",
    ),
    "DP441": Code(
        "error",
        "对方服务器拒收：{detail}。请核对地址后用 dpcap outbox --retry 重发，或换地址再发。",
        "refused: {detail}. Check the address, then dpcap outbox --retry, or send to another one.",
    ),
    "DP442": Code(
        "warning",
        "服务器暂缓收件：{detail}。仍在排队，再次 dpcap send --deliver 即重试。",
        "put off: {detail}. It waits; the next dpcap send --deliver tries again.",
    ),
    "DP443": Code(
        "warning",
        "内容已交出，服务器未确认：{detail}。可能已送达，也可能没有；问过收件人后，要重发请用 --resend-uncertain。",
        "handed over, but not confirmed: {detail}. It may have arrived or not; ask the recipient, then --resend-uncertain sends it again.",
    ),
    "DP444": Code(
        "warning",
        "交出内容时 dpcap 中断。可能已送达，也可能没有；问过收件人后，要重发请用 --resend-uncertain。",
        "dpcap ended while handing it over. It may have arrived or not; ask the recipient, then --resend-uncertain sends it again.",
    ),
    "DP445": Code(
        "warning",
        "邮件服务器连不上：{detail}。仍在排队，稍后再次 dpcap send --deliver。",
        "the mail server cannot be reached: {detail}. It waits; run dpcap send --deliver again later.",
    ),
    "DP446": Code(
        "error",
        "与服务器的 TLS 连接不可信：{detail}。请核对 host、port、security；自签证书用 ca_file 指明。",
        "the TLS connection is not to be trusted: {detail}. Check host, port and security; name your own authority in ca_file.",
    ),
    "DP447": Code(
        "error",
        "服务器不接受我方的登录或发件地址：{detail}。请核对 user、口令来源与 bounces。",
        "the server does not accept our login or sender: {detail}. Check user, the password's source and bounces.",
    ),
    "DP448": Code(
        "error",
        "服务器不支持 {detail}。请核对 port 与 security，或换一台服务器。",
        "the server does not offer {detail}. Check port and security, or use another server.",
    ),
    "DP449": Code(
        "error",
        "拿不到邮件服务器的口令：{problem}。请按 docs/sending.md 提供。",
        "no password for the mail server: {problem}. docs/sending.md says how to give one.",
    ),
    "DP451": Code(
        "warning",
        "证据 {evidence} 被复核拒绝，对 {node} 不计。",
        "evidence {evidence} was refused by the review; it does not count for {node}.",
    ),
    "DP452": Code(
        "warning",
        "{node} 的“不适用”被复核拒绝，按未答计。",
        "the review refused N/A for {node}; it counts as missing.",
    ),
    "DP453": Code(
        "warning",
        "对证据 {evidence} 的裁定（{by}，{on}）没有写明看到了什么，不适用。请运行 dpcap review bind。",
        "the ruling on {evidence} ({by}, {on}) does not say what was seen and does not apply. Run dpcap review bind.",
    ),
    "DP454": Code(
        "warning",
        "对证据 {evidence} 的裁定（{by}，{on}）不再适用：当时看的文件已不在。请复核人重看。",
        "the ruling on {evidence} ({by}, {on}) no longer applies: the file that was seen is not there. It needs another look.",
    ),
    "DP455": Code(
        "warning",
        "对证据 {evidence} 的裁定（{by}，{on}）不再适用：文件已换成另一份。请复核人重看。",
        "the ruling on {evidence} ({by}, {on}) no longer applies: the file was exchanged. It needs another look.",
    ),
    "DP456": Code(
        "warning",
        "对证据 {evidence} 的裁定（{by}，{on}）不再适用：种类或取得日期改过。请改回，或请复核人重看。",
        "the ruling on {evidence} ({by}, {on}) no longer applies: its kind or date was changed. Change it back, or it needs another look.",
    ),
    "DP457": Code(
        "warning",
        "对 {node} 的裁定（{by}，{on}）不再适用：当时看的答案、数据、理由或框架版本已变。请复核人重看。",
        "the ruling on {node} ({by}, {on}) no longer applies: the answer, its figures, its reason or the framework's version changed since. It needs another look.",
    ),
    "DP458": Code(
        "warning",
        "{node} 的现场核验（{by}，{on}）有效期到 {until}，已过。请复核人再核。",
        "the verification of {node} ({by}, {on}) held until {until}. It needs another look.",
    ),
    "DP459": Code(
        "warning",
        "证据 {evidence} 的现场核验对 {node} 已过有效期，按它的种类计。",
        "the verification of evidence {evidence} no longer holds for {node}; it counts by its kind.",
    ),
    # 46x: what a decision rests on, and who took it
    "DP460": Code(
        "error",
        "{provider} 评分时的结果到 {day} 已不成立：{problem}。请以 --on {day} 重新运行 dpcap batch，看过新结果再作结论。",
        "what {provider} was scored at no longer holds on {day}: {problem}. Run dpcap batch again with --on {day} and look at the result before you decide.",
    ),
    "DP461": Code(
        "error",
        "结论的到期日 until {day} 早于结论日期 {on}。请改成不早于结论日期的一天，或删去 until。",
        "the decision ends on {day} (until), before its own day, {on}. Give that day or a later one, or remove until.",
    ),
    "DP462": Code(
        "error",
        "rests_on 与 substance 对不上：其中之一被改过。请不要手改这两处，用 dpcap decide 重新写。",
        "rests_on does not fit substance: one of them was changed. Edit neither by hand; let dpcap decide write them again.",
    ),
    "DP463": Code(
        "error",
        "{name} 也复核过 {provider}；dpcap.toml 要求复核与结论由两人作出（require_two_people）。请由另一人作结论。",
        "{name} reviewed {provider} as well, and dpcap.toml wants two people to review and to decide (require_two_people). Let somebody else decide.",
    ),
    "DP464": Code(
        "error",
        "by 写的是 {name}，git 的作者却是 {author}；dpcap.toml 要求两者一致（by_is_git_author）。请写本人的名字，由本人提交。",
        "by names {name}, but git's author is {author}, and dpcap.toml wants them to be the same (by_is_git_author). Write your own name and commit it yourself.",
    ),
    "DP465": Code(
        "error",
        "无从核对 by 是不是 git 的作者：{problem}。请在 git 仓库里运行，并设好 git config user.name。",
        "nobody can tell whether by names git's author: {problem}. Run this in a git repository, with git config user.name set.",
    ),
    "DP466": Code(
        "note",
        "复核与结论出自同一人（{name}）。要求两人时，在 dpcap.toml 写 require_two_people = true。",
        "the same person, {name}, reviewed and decided. To want two, write require_two_people = true into dpcap.toml.",
    ),
    "DP467": Code(
        "error",
        "{provider} 刚刚被别人作了结论，这一份没有写。请看过那一份再作结论。",
        "somebody else has just decided on {provider}, so this was not written. Look at that decision first.",
    ),
    # 48x: the round
    "DP480": Code(
        "error",
        "{field} 写的是 {day}，早于 {other} 的 {before}。一轮的各个日子要按先后排：开放、店铺冻结、截止、复核截止、作结论。请核对。",
        "{field} is {day}, before {other}, which is {before}. The days of a round come in this order: opening, shop freeze, due day, end of the review, decision. Check them.",
    ),
    "DP481": Code(
        "error",
        "给 {provider} 的延期到 {day}，并不晚于截止日 {due}。请改成更晚的日子，或删去这一条。",
        "the extension of {provider} ends {day}, no later than the due day {due}. Give a later day, or take it out.",
    ),
    "DP482": Code(
        "warning",
        "延期写给了 {provider}，可是服务商文件夹里没有这一家{hint}，这条延期没有用上。请核对编号；只查了复核目录的，请连服务商文件夹一起查。",
        "an extension is for {provider}, and no folder here is that provider's{hint}: it helps nobody. Check the id; if only the reviews were looked at, name the providers' folders as well.",
    ),
    "DP483": Code(
        "warning",
        "给 {provider} 的延期到 {day}，晚于本轮最后一天 {last}，交上来就来不及看了。请提前，或把后面的日子推迟。",
        "the extension of {provider} ends {day}, after the last day of the round, {last}: nobody would be left to look at it. Shorten it, or move the later days.",
    ),
    "DP484": Code(
        "warning",
        "这一轮从 {first} 到 {last} 共 {days} 天，超过一年。请核对年份。",
        "the round runs from {first} to {last}, {days} days, more than a year. Check the years.",
    ),
    # 49x: proof that needs something more
    "DP470": Code(
        "error",
        "文件名与内容对不上：内容是 {name} 对 {provider} 的判断，文件应名为 {right}。请改正其一。",
        "the name of the file does not fit: it holds what {name} thinks of {provider} and must be called {right}. Correct one of the two.",
    ),
    "DP471": Code(
        "error",
        "对 {name} 的判断没有写看的是什么内容（saw 里的 sha256，链接则是 url），无法与别人的对照。请补上。",
        "the judgement on {name} does not say what was seen (sha256 in saw, of a link url), so it cannot be held against another one. Add it.",
    ),
    "DP472": Code(
        "error",
        "{name} 判为不采纳，但没有写理由。请补上 reason。",
        "{name} is refused without a reason. Add reason.",
    ),
    "DP473": Code(
        "error",
        "{name} 标为抽中的，但文件没有写种子 seed。请补上抽样用的种子。",
        "{name} is marked as drawn, but the file gives no seed. Add the one it was drawn by.",
    ),
    "DP474": Code(
        "error",
        "{node} 不是按档位回答的题，不能重新定档。请删除这一项。",
        "{node} is not answered by rungs, so none can be read again. Remove it.",
    ),
    "DP475": Code(
        "error",
        "{node} 的档位序号为 0 到 {last}，这里写的是 {rung}。请改正。",
        "the rungs of {node} are numbered 0 to {last}; here it is {rung}. Correct it.",
    ),
    "DP476": Code(
        "error",
        "{piece} 的结果写错了类：有 node 的写档位序号，没有的写 accept 或 refuse。请改正。",
        "{piece}: with a node the outcome is the number of a rung, without one accept or refuse. Correct it.",
    ),
    "DP477": Code(
        "error",
        "{name} 对 {provider} 的判断有两份，另一份在 {other}。请只留一份。",
        "there are two files of what {name} thinks of {provider}; the other is {other}. Keep one.",
    ),
    "DP490": Code(
        "warning",
        "证据 {evidence} 报的是 {kind}，品牌确认前对 {node} 按 {counted} 计。请登记电子签署记录，并在这件证据里写明它的编号；或请复核人写明品牌方谁、哪天确认。",
        "evidence {evidence} is said to be {kind}; until the brand confirms it, it counts as {counted} for {node}. Add the record of the electronic signature (signature), or have a reviewer state who at the brand confirmed it and when.",
    ),
    "DP491": Code(
        "warning",
        "证据 {evidence} 只有网盘或在线文档链接 {url}，对 {node} 按 {counted} 计。请把副本放进 evidence/，并写上 file 和 sha256。",
        "evidence {evidence} is only a link to an online document or drive, {url}; it counts as {counted} for {node}. Put a copy into evidence/ and state file and sha256.",
    ),
    "DP492": Code(
        "warning",
        "证据 {evidence} 报的是 {kind}，补齐之前只按 {counted} 计，而 {node} 不收 {counted}，不计。{kind} 要有品牌确认；网盘或在线文档的链接要附副本。",
        "evidence {evidence} is said to be {kind} but counts as {counted} until it is complete, and {node} does not take that: it does not count. What the brand is to confirm needs its confirmation, a link to an online document or drive needs a copy.",
    ),
    "DP493": Code(
        "warning",
        "证据 {evidence} 的 signature 写的 {signature} 不能作签署记录。请填另一件证据的编号，种类须是：{kinds}；种类 {kind} 若不需要确认，请删去 signature。",
        "{signature}, the signature of evidence {evidence}, is no record that confirms it. Name another piece, of a kind out of: {kinds}. If {kind} needs no confirmation, take signature out.",
    ),
    "DP494": Code(
        "error",
        "{name}：品牌确认的日期 {told} 晚于裁定日期 {on}。请核对两个日期。",
        "{name}: the brand confirmed on {told}, after the ruling of {on}. Check both dates.",
    ),
    # ── 5xx: consistency ─────────────────────────────────────────────────────────────────────
    "DP501": Code("note", "{rule}：{message}", "{rule}: {message}"),
    "DP502": Code(
        "note",
        "{rule} 无法核对，未答：{names}。",
        "{rule} could not be checked; not answered: {names}.",
    ),
    # ── 6xx: stored profiles ─────────────────────────────────────────────────────────────────
    "DP601": Code(
        "error",
        "画像由校验码为 {wanted} 的框架算出，找到的是 {found}。请用 --framework 指明，或把 frameworks/ 放在画像旁。",
        "the profile was computed with the framework of digest {wanted}; found {found}. Name it with --framework, or keep frameworks/ beside the profile.",
    ),
    "DP602": Code(
        "error",
        "画像里提到了其中没有的内容：{names}。它不是 dpcap 写出的，或被改动过；请重新评估。",
        "the profile names what is not in it: {names}. dpcap did not write it so; assess again.",
    ),
    # 61x: reports that are checked, bundles, keys
    "DP611": Code(
        "error",
        "其中没有 dpcap 报告。可核验的有：dpcap 写出的 HTML、JSON、PDF，或附有它们的邮件（.eml）。",
        "there is no dpcap report in it. What can be checked: HTML, JSON and PDF written by dpcap, and mails (.eml) that carry them.",
    ),
    "DP612": Code(
        "error",
        "报告里的数据读不了：{problem}。它已损坏或被改动；请向发出方重新索取。",
        "the data in the report cannot be read: {problem}. It is damaged or was changed; ask its sender for it again.",
    ),
    "DP613": Code(
        "error",
        "报告的签名读不了：{problem}。它已损坏或被改动；请向发出方重新索取。",
        "the seal of the report cannot be read: {problem}. It is damaged or was changed; ask its sender for it again.",
    ),
    "DP614": Code(
        "error",
        "核验包读不了：{problem}。请用 dpcap bundle 重新生成，或向提供方重新索取。",
        "the bundle cannot be read: {problem}. Pack it again with dpcap bundle, or ask its sender for it.",
    ),
    "DP615": Code(
        "error",
        "密钥读不了：{problem}。新的一对可用 dpcap keygen 生成。",
        "the key cannot be read: {problem}. dpcap keygen makes a new pair.",
    ),
    "DP616": Code(
        "error",
        "不予签名：{problem}。请先由画像重新生成：dpcap report。",
        "not signed: {problem}. Render it again from the profile first: dpcap report.",
    ),
    # ── 62x: PDF ─────────────────────────────────────────────────────────────────────────────
    "DP621": Code(
        "error",
        '写 PDF 和图片需先安装：pip install "dpcap[pdf]"',
        'a PDF or a picture needs: pip install "dpcap[pdf]"',
    ),
    "DP623": Code(
        "error",
        "本机没有可用的中文字体，没有写 PDF 和图片。以下任意一种即可：{families}。\n"
        "Windows：微软雅黑随系统自带；没有时在“设置 › 系统 › 可选功能”里添加“中文(简体)补充字体”。\n"
        "macOS：冬青黑体随系统自带；没有时 brew install --cask font-noto-sans-cjk-sc。\n"
        "Linux：Debian、Ubuntu 用 apt install fonts-noto-cjk；Fedora 用 dnf install google-noto-sans-cjk-fonts。",
        "no font here is known to have Chinese, so no PDF or picture is written. Any of these will do: {families}.\n"
        "Windows: Microsoft YaHei comes with it; else add “Chinese (Simplified) Supplemental Fonts” in Settings › System › Optional features.\n"
        "macOS: Hiragino Sans GB comes with it; else brew install --cask font-noto-sans-cjk-sc.\n"
        "Linux: on Debian and Ubuntu apt install fonts-noto-cjk; on Fedora dnf install google-noto-sans-cjk-fonts.",
    ),
    # 62x to 64x: what did not come from dpcap as it is, keys, mails
    "DP624": Code(
        "error",
        "画像与它所用的框架对不上（{places}）。它不是 dpcap 写出的样子；请重新评估，或向发出方重新索取。",
        "the profile does not fit the framework it names ({places}). dpcap did not write it so; assess again, or ask its sender for it again.",
    ),
    "DP625": Code(
        "error",
        "指纹不是这把公钥的。请用 dpcap keygen 写出的密钥表，或向签发方重新索取。",
        "the fingerprint is not that of the key. Use the file of keys that dpcap keygen wrote, or ask the issuer for it again.",
    ),
    "DP626": Code(
        "error",
        "until 早于 from。请改正起止日期。",
        "until lies before from. Correct the days.",
    ),
    # ── 70x: gates ───────────────────────────────────────────────────────────────────────────
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
    # ── 8xx: batches ─────────────────────────────────────────────────────────────────────────
    "DP801": Code(
        "error",
        "服务商编号 {provider} 也出现在 {other}，两个文件夹都不评。请改成不同的编号，或删去重复的文件夹。",
        "the provider id {provider} also stands in {other}; neither folder is scored. Give each its own id, or remove the copy.",
    ),
    "DP802": Code(
        "error",
        "服务商编号不能是 {provider}：输出目录或复核目录里这个名字另有用途，或 Windows 不能用它作文件夹名。请换一个编号，如 {provider}-1。",
        "a provider cannot have the id {provider}: the output or the reviewer's folder needs that name, or Windows cannot have such a folder. Choose another, such as {provider}-1.",
    ),
    "DP803": Code(
        "error",
        "dpcap 自身出错：{problem}。其余文件夹照常评估；请连同这个文件夹一起报告此问题。",
        "a fault in dpcap: {problem}. The other folders are scored; please report it together with this folder.",
    ),
    "DP804": Code(
        "error",
        "assessed_on 是 {assessed_on}，晚于评判日 {day}。请改为实际填写的日期；要按更晚的一天评判，请用 --on。",
        "assessed_on is {assessed_on}, after the day judged, {day}. Give the day on which the answers were given; to judge on a later day, use --on.",
    ),
    "DP805": Code(
        "error",
        "评估这个文件夹时进程 {times} 次中止（多半是内存不足），已放弃。请缩小文件夹，或在内存更多的机器上单独评估。",
        "the worker died {times} times on this folder (most likely out of memory), so it was given up. Make the folder smaller, or score it alone on a machine with more memory.",
    ),
    "DP806": Code(
        "error",
        "{path} 是指向根目录以外或并不存在之处的链接，不予读取。请把文件夹本身放进来，或把目标作为另一个根目录给出。",
        "{path} is a link that leads outside the root, or nowhere; it is not read. Put the folder itself here, or give its target as another root.",
    ),
    "DP807": Code(
        "error",
        "{path} 里没有 provider.yaml。请补上（dpcap new 可新建），或移走这个文件夹。",
        "{path} holds no provider.yaml. Add one (dpcap new makes it), or move the folder away.",
    ),
    "DP808": Code(
        "error",
        "无法列出 {path}：{problem}。请检查权限。",
        "{path} cannot be listed: {problem}. Check its permissions.",
    ),
    # 82x: across folders
    "DP809": Code(
        "error",
        "评估用时超过 {seconds} 秒，已放弃。多半是某个文件太长：请删去很长的文字和多余的行，再试一次。",
        "it took more than {seconds} seconds and was given up. Most likely a file is very long: take out long texts and needless rows, then try again.",
    ),
    "DP810": Code(
        "error",
        "没有轮到：集群的每个位置都被停不下来的文件夹占住了（见 DP809）。请移开那些文件夹，重启各 worker，再运行一次。",
        "not reached: every place of the cluster is taken by a folder that does not end (see DP809). Move those folders away, restart the workers and run again.",
    ),
    "DP811": Code(
        "error",
        "{what} 没有写成，是 dpcap 自身出错：{problem}。其余都已写好；请加 --debug 再运行一次，把全文告诉我们。",
        "{what} is not written, by a fault in dpcap: {problem}. All else is; run again with --debug and tell us what it shows.",
    ),
    "DP813": Code(
        "error",
        "git 仓库里的对象已损坏或不全，取不出基线：{name}。请在仓库里运行 git fsck，重新克隆或取回；也可用先前的输出目录作 --baseline。",
        "an object of the git repository is damaged or cut short, so there is no baseline to compare with: {name}. Run git fsck there, clone or fetch again; or name an earlier output folder as --baseline.",
    ),
    "DP814": Code(
        "warning",
        "基线版本的文件夹 {folder}：provider.yaml 的 git 对象已损坏（{name}），不知道是哪一家；那一家按新进入处理，不作比较。请运行 git fsck，重新克隆或取回。",
        "the folder {folder} at the baseline: the git object of its provider.yaml is damaged ({name}), so whose it is cannot be told; that provider counts as new and is not compared. Run git fsck, clone or fetch again.",
    ),
    "DP815": Code(
        "error",
        "{path} 是压缩包，里面的内容没有评估。请解压成同名文件夹后再运行；不需要评估的，请移到别处。",
        "{path} is an archive; nothing in it was scored. Unpack it into a folder of the same name and run again; if it is not to be scored, move it elsewhere.",
    ),
    "DP821": Code(
        "warning",
        "同一个文件（SHA-256 以 {hash} 开头）是 {count} 个服务商的证据：{places}。请核实它究竟属于谁。",
        "one file (SHA-256 {hash}…) is evidence of {count} providers: {places}. Find out whose it is.",
    ),
    "DP822": Code(
        "warning",
        "{node} 在行业 {industry}、期间 {period}{terms} 的同行值有 {count} 种：{figures}。同一口径只有一个值，请对照出处核实。",
        "{node}: {count} different peer figures for industry {industry}, period {period}{terms}: {figures}. There is one; check them where they were read.",
    ),
    "DP823": Code(
        "warning",
        "{count} 个$subject的$part填了完全相同的 KPI 行：{places}。请核实这些数据属于谁。",
        "$parts of {count} $subjects have exactly the same KPI rows: {places}. Find out whose figures they are.",
    ),
    "DP824": Code(
        "warning",
        "{provider} 的证据 {evidence} 与别处复核认定为伪造的文件完全相同（SHA-256 以 {hash} 开头）。请核实后在它的复核里裁定；裁定前分数不变。",
        "evidence {evidence} of {provider} is, to the byte, a file that another review ruled forged (SHA-256 {hash}…). Look into it and rule on it in this provider's review; until then no score changes.",
    ),
    # 83x: side by side, and among peers
    "DP831": Code(
        "warning",
        "框架不同（{what}）：分数评分口径不同，不能相比。请用同一框架重新评估后再比。",
        "the frameworks differ ({what}): their scores come from different rulers and cannot be compared. Score all by one framework first.",
    ),
    "DP832": Code(
        "warning",
        "同一家服务商出现多次（{what}）。要看它的变化，请用 dpcap diff。",
        "one provider stands here more than once ({what}). To see what changed, use dpcap diff.",
    ),
    "DP833": Code(
        "warning",
        "角色不同（{what}）：权重与目标不同，总分与等级不能相比，领域分可以参照。",
        "the roles differ ({what}): weights and targets differ, so overall scores and levels cannot be compared; area scores can be read beside each other.",
    ),
    "DP834": Code(
        "warning",
        "问题范围不同（{what}）：只答核心题的与答全套的不能直接相比。",
        "the sets of questions differ ({what}): a core set cannot be compared with a full one.",
    ),
    "DP835": Code(
        "warning",
        "证据核至的日期不同（{what}）：较早的一份，有些证据今天也许已过期。",
        "proof was held to different days ({what}): some proof of the earlier may have lapsed by now.",
    ),
    "DP836": Code(
        "warning",
        "KPI 统计期不同（{what}）：大促与平时的数字不能直接相比。",
        "the KPI periods differ ({what}): months with and without a big sale cannot be compared as they are.",
    ),
    "DP837": Code(
        "warning",
        "复核情况不同（{what}）：未复核的实证分只经过自动核对，还没有人看过。",
        "the reviews differ ({what}): where nobody reviewed, a proved score was only checked by rule.",
    ),
    "DP838": Code(
        "warning",
        "dpcap 版本不同（{what}）：算法若有改动，分数会因此不同。",
        "the versions of dpcap differ ({what}): scores may differ by what changed between them.",
    ),
    "DP839": Code(
        "warning",
        "基准由另一框架（校验码 {found}）算出，与画像的框架（{wanted}）不同，未作同类比较。请用同一框架批量评估后重做基准。",
        "the benchmark was made by another framework (digest {found}) than the profile ({wanted}), so nothing is compared with it. Make it again from a batch by the same framework.",
    ),
    "DP840": Code(
        "warning",
        "尚不评级（{what}）：未答的按 0 计，分数只是下限，与别家的相差要打折扣。",
        "not graded ({what}): what is open counts as 0, so these scores are lower bounds and the differences shown may be larger than they are.",
    ),
    "DP842": Code(
        "error",
        "没有 {key} 这条用语，不能改写。{hint}。",
        "there are no words {key} to say otherwise. {hint}.",
    ),
    "DP843": Code(
        "error",
        "{key} 不能这样写：{why}。用语只写文字，花括号只用原文有的。",
        "{key} cannot be worded so: {why}. Give words only, with no braces but those of our text.",
    ),
    "DP844": Code(
        "error",
        "没有 {name} 这份用语，它不会被读取{hint}。请改名或删去。",
        "there is no book of words {name}, so nobody reads it{hint}. Rename or remove it.",
    ),
    "DP841": Code(
        "error",
        "无法读作 dpcap batch 的结果：{problem}。请给出 dpcap batch 的输出目录；写了一半的再跑一次即可。",
        "cannot be read as results of dpcap batch: {problem}. Give an output folder of dpcap batch; if it was left half written, run it again.",
    ),
    # ── 850–859: answers under an earlier version ────────────────────────────────────────────
    "DP850": Code(
        "note",
        "答案按 {then} 填写，已按迁移文件读作 {now}，文件未改动。",
        "answered under {then}, and read as {now} through its migrations; no file was changed.",
    ),
    "DP851": Code(
        "error",
        "看不出答案是按哪一版填的：{node} 在 {older} 与 {newest} 里意思不同。请在答案文件最前面写 framework: 加上版本，如 framework: {older}。",
        "cannot tell which version was answered: {node} means one thing in {older} and another in {newest}. Name it at the head of the answers, such as framework: {older}.",
    ),
    "DP852": Code(
        "error",
        "手头没有 {named} 这一版，有的是：{known}。请核对 framework 一行。",
        "version {named} is not at hand; these are: {known}. Check the line framework.",
    ),
    "DP853": Code(
        "warning",
        "{node}：{then} 版答的是“{value}”，在 {now} 版（{heir}）里不再计分：{why}。请重新作答。",
        "{node}: what was answered under {then}, “{value}”, does not count under {now} ({heir}): {why}. Answer it again.",
    ),
    "DP854": Code(
        "note",
        "{now} 版不再问这些题，{then} 版的答案不再使用：{nodes}。",
        "version {now} no longer asks these, answered under {then}: {nodes}.",
    ),
    "DP855": Code(
        "note",
        "{now} 版这些指标不再与同行比较，{then} 版填的同行值和只为比较而填的字段（如行业）不再使用：{nodes}。",
        "version {now} no longer holds these against peers; the peer figures given under {then}, and fields such as the industry that only the comparison needed, are not used: {nodes}.",
    ),
    "DP856": Code(
        "note",
        "{now} 版新问的事实，旧答案里推不出来，请补填：{facts}。",
        "version {now} asks for facts that older answers do not tell: {facts}. Fill them in.",
    ),
    "DP857": Code(
        "error",
        "改写后的文件读出来与现在不一致（{what}），因此一个字也没改。请手工修改，或先处理上述内容。",
        "rewritten, the files would not say the same ({what}), so nothing was changed. Edit them by hand, or settle that first.",
    ),
    "DP858": Code(
        "note",
        "按开始作答时的版本 {then} 评分；现行版本是 {now}。",
        "judged by {then}, under which it was begun; the version in force is {now}.",
    ),
    "DP859": Code(
        "error",
        "答案文件写了两个版本：{one} 与 {other}。一个文件夹只能按一版填写。",
        "the answer files name two versions, {one} and {other}. A folder is answered under one.",
    ),
    "DP846": Code(
        "error",
        "{provider} 只答了核心题，等级只是预估，不能据此作结论。请先以全套重新评分：dpcap batch --set role；"
        '如确要据核心题作结论，在 dpcap.toml 里写 decide_set = "core"。',
        'of {provider} only the core set was asked: its level is an estimate, and nothing is decided on it. Score the role\'s set first (dpcap batch --set role), or write decide_set = "core" in dpcap.toml.',
    ),
    "DP847": Code(
        "error",
        '这份报告只答了核心题，等级只是预估，不能签发。请以全套（--set role）重新评估后再签；如确要签发，在 dpcap.toml 里写 decide_set = "core"。',
        'only the core set was asked for this report: its level is an estimate, and it gets no seal. Assess the role\'s set (--set role) first, or write decide_set = "core" in dpcap.toml.',
    ),
    "DP848": Code(
        "error",
        "decide_set 是 dpcap.toml 的设置，不写在门槛文件里。请移到 dpcap.toml。",
        "decide_set is a setting of dpcap.toml and no part of a gates file. Move it there.",
    ),
    # ── 870–899: sheets, and answers on which several disagree ────────────────────────────────
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
        "这一页有题目编号，但表头缺了“{column}”一列，读不出答案。请从原表恢复表头。",
        "this tab has ids of questions, but the column “{column}” is missing from its heads, so no answer can be read. Restore the heads from the sheet as it came.",
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
        "证据文件“{file}”还没有收到，暂按未提供算。请放进 {place}，或用 dpcap fill --evidence 指出所在文件夹。",
        "the file of evidence “{file}” is not there yet and counts as not given. Put it at {place}, or name its folder with dpcap fill --evidence.",
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
    # ── 900–929: workbooks, exports ──────────────────────────────────────────────────────────
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
        "找不到这些列：{columns}。请核对映射文件里的列名，或用 dpcap import --learn 看这份文件的表头。",
        "these columns are not there: {columns}. Check their names in the mapping; dpcap import --learn shows the headings of this file.",
    ),
    "DP913": Code(
        "error",
        "“{column}”一列看起来含有个人信息（姓名、电话、地址、订单或买家），不会读取。请从映射文件中删去。",
        "the column “{column}” looks as if it names people, addresses, orders or buyers, and is not read. Take it out of the mapping.",
    ),
    "DP914": Code(
        "error",
        "{where}（{column}）不是日期或周期。若是汇总行，请把那里的字样写进映射文件的 totals。",
        "{where} ({column}) is no day or period. If the row sums others up, put what stands there into totals of the mapping.",
    ),
    "DP915": Code(
        "error",
        "{where}：这一行的日期 {days} 跨过统计期的一端，无法拆开。请按天导出，或让导出的起止日与统计期一致。",
        "{where}: the days of this row, {days}, go over an end of the period and cannot be parted. Export by day, or exactly the period.",
    ),
    "DP916": Code(
        "warning",
        "从{where}起，有些行的店铺不在 provider.yaml 的 shops 里，没有计入。若是绑定的店铺，请登记它（名称或编号与导出一致）。",
        "from {where} on there are rows of shops that provider.yaml does not list; they are not counted. If a shop is bound, list it, by the name or the id in the export.",
    ),
    "DP917": Code(
        "error",
        "{where}（{column}）的取值不在映射文件的 mode.values 里。请补上，或用 only 指明只取哪些行。",
        "{where} ({column}) has a value that mode.values of the mapping does not list. Add it, or say with only which rows are meant.",
    ),
    "DP918": Code(
        "error",
        "{where}（{column}）不是数字，整份文件没有导入。请核对映射的列，或重新导出。",
        "{where} ({column}) is no number; nothing was imported. Check which column is mapped, or export again.",
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
        "{what}：文件里的日期是 {found}，没有覆盖统计期 {period}。请导出整个统计期，可分成几个文件一起导入。",
        "{what}: the days in the files, {found}, do not cover the period {period}. Export the whole of it; several files may be imported at once.",
    ),
    "DP922": Code(
        "warning",
        "{shop}：统计期 {period} 内有 {count} 天没有数据（{days}）。请核对是否漏导；复核人也会看到。",
        "{shop}: {count} days of the period {period} have no row ({days}). Check that nothing was left out; reviewers see this too.",
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
        "{node}（{shop}）：原来填 {claimed}，导出得 {figure}。",
        "{node} ({shop}): {claimed} was claimed, the export says {figure}.",
    ),
    "DP926": Code(
        "note",
        "{node}（{shop}）：同行值各行不同，不能合成一个，没有写入。请在同一页面按整个统计期查看后填写。",
        "{node} ({shop}): the peers' figure differs from row to row and was not taken. Read it off the same screen for the whole period.",
    ),
    "DP927": Code(
        "warning",
        "{node}（{shop}）：{count} 行没有数据，没有计入分子与分母。请核对。",
        "{node} ({shop}): {count} rows have no data and count neither above nor below the line. Check them.",
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
