"""Codes of provider folders: answers, shops, evidence, KPI rows (DP301 to DP389)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
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
        "没有证据类型 {kind}。{hint}：{options}。",
        "there is no kind of evidence {kind}. {hint}: {options}.",
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
        "这一行不是一$part_n$part_short一项指标的数据。合计、平均、备注等行请删除；漏填编号的请补上（合并过的单元格导出后只有第一行有值：请取消合并，逐行填写）。",
        "this row is no figure of one $part and one indicator. Remove totals, averages and notes; if an id is missing, add it (merged cells keep their value in the first row only: part them and fill each row).",
    ),
    "DP325": Code(
        "error",
        "第一行不是表头，表头像是在第 {line} 行。请把它上面的行删掉。",
        "the first row is no header; line {line} looks like it. Remove the rows above it.",
    ),
    "DP326": Code(
        "error",
        "这不是 kpis.csv 的表头，shop、indicator、value 一列都没有。这里每$part_n$part_short每个指标一行，列为 {columns} 和各口径，用半角逗号隔开。后台导出的原表不要放在这里：请用 dpcap import 读入，或把数抄过来。",
        "this is no header of kpis.csv: neither shop nor indicator nor value stands there. It has one row for each $part and indicator, with the columns {columns} and those of the envelope, parted by commas. A raw export does not belong here: read it in with dpcap import, or copy the figures.",
    ),
    "DP327": Code(
        "error",
        "{node} 的数被千分位逗号拆成了两格。请写 {whole}，不加逗号。",
        "{node}: a comma of thousands made two cells of the figure. Write {whole}, without it.",
    ),
    "DP328": Code(
        "warning",
        "{node}（{shop}）这一行写了 {fields}，却没有数值，按未答计。请补上数值，或删去这一行。",
        "{node} ({shop}): this row gives {fields} and no figure, and counts as missing. Add the figure, or remove the row.",
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
    "DP371": Code(
        "warning",
        "证据 {evidence} 的 file 里写的是网址 {file}，不计。公开链接请写作 url: {file}；截图、导出等请放进文件夹，在 file 里写文件名。",
        "evidence {evidence}: its file is the web address {file}; it does not count. Write a public link as url: {file}; put a screenshot or an export into the folder and name that as its file.",
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
}
