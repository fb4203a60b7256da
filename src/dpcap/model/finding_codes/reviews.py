"""Codes of reviews, facts, decisions, letters and rounds (DP401 to DP494)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
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
}
