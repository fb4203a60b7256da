"""The words in which verdicts are told."""

from __future__ import annotations

from dpcap.cli.language import say
from dpcap.model.keyring import Life
from dpcap.verify.compare import Reason
from dpcap.verify.file_reading import PartState
from dpcap.verify.letter import Kind
from dpcap.verify.mail_verdict import LetterState, MailOutcome
from dpcap.verify.page import Obstacle
from dpcap.verify.verdict import Outcome, SealState

OUTCOMES: dict[Outcome, str] = {
    "genuine": say("真实", "GENUINE"),
    "same": say("相同", "SAME"),
    "expired": say("真实，但已过有效期", "GENUINE BUT EXPIRED"),
    "unproven": say("未核实", "NOT PROVED"),
    "needs_records": say("须有管理方资料才能核验", "NEEDS THE MANAGER'S SIDE"),
    "withdrawn": say("真实，但已于 {since} 撤回", "GENUINE, BUT WITHDRAWN ON {since}"),
    "replaced": say("真实，但已于 {since} 被取代", "GENUINE, BUT SUPERSEDED ON {since}"),
    "status_unknown": say("真实，但是否仍有效不明", "GENUINE, BUT ITS STATUS IS UNKNOWN"),
    "superseded": say("真实，但后来另有结论", "GENUINE, BUT THERE IS A LATER DECISION"),
    "uncheckable": say("无法核验", "CANNOT BE CHECKED"),
    "unsigned": say("没有签名", "NOT SIGNED"),
    "other_key": say("不是这把钥匙签的", "SIGNED BY ANOTHER KEY"),
    "key_ended": say("签名日期不在密钥有效期内", "SIGNED OUTSIDE THE LIFE OF ITS KEY"),
    "forged": say("签名不符", "THE SIGNATURE DOES NOT FIT"),
    "altered": say("数据被改动", "THE DATA WAS CHANGED"),
    "differs": say("与重算结果不同", "DIFFERS"),
    "edited": say("页面文字被改动", "THE PAGE WAS CHANGED"),
    "not_as_issued": say("数据真实，页面不是签发时的样子", "DATA GENUINE, PAGE NOT AS ISSUED"),
}
SEALS: dict[SealState, str] = {
    "none": say("无", "none"),
    "genuine": say("真实", "genuine"),
    "unchecked": say("未核对，请用 --key 给出公钥", "not checked: give the public key, --key"),
    "other_key": say("出自另一把钥匙", "made with another key"),
    "forged": say("与数据不符", "does not fit the data"),
    "key_ended": say("签名相符，但不作数", "fits, but does not count"),
}
LIVES: dict[Life, str] = {
    "lives": "",
    "early": say("签名日期早于密钥启用日 {day}", "dated before its key began, {day}"),
    "late": say("签名日期晚于密钥停用日 {day}", "dated after its key ended, {day}"),
    "revoked": say("密钥自 {day} 起已吊销", "its key is revoked from {day} on"),
}
REASONS: dict[Reason, str] = {
    "framework": say("框架不同", "another framework"),
    "answers": say("答卷、kpis.csv 或证据不同", "other answers, rows of kpis.csv or evidence"),
    "engine": say("dpcap 版本不同", "another version of dpcap"),
    "day": say("基准日不同", "another day"),
    "role": say("角色或问题范围不同", "another role or set of questions"),
    "review": say("复核不同", "another review"),
    "records": say(
        "管理方掌握的事实、名单、抽签或同行值不同，或报告被人改过",
        "other facts, lists, draw or peers of the manager's, or the report was edited",
    ),
    "gates": say("门槛不同", "other gates"),
    "decision": say("结论不同", "another decision"),
    "ledger": say("认证与牌级台账不同", "another ledger of standing"),
    "edited": say("所据相同，报告被人改过", "the sources are the same, the report was edited"),
}
OBSTACLES: dict[Obstacle, str] = {
    "pdf": say(
        "PDF 不逐字比较，请以数据为准", "a PDF is not compared to the letter; go by its data"
    ),
    "engine": say("出自另一版本的 dpcap", "another version of dpcap made it"),
    "template": say("出自另一套模板", "other templates made it"),
    "framework": say("这里没有它的框架", "its framework is not here"),
    "benchmark": say(
        "同类基准不在此，可用 --benchmark 给出", "it shows a benchmark: give --benchmark"
    ),
    "unsound": say(
        "数据与框架对不上，生成不了页面", "its data do not fit its framework: no page comes of them"
    ),
}
FIELDS = {
    "proved": say("实证分", "proved score"),
    "claimed": say("自评分", "claimed score"),
    "coverage": say("作答覆盖率", "coverage"),
    "proved_ceiling": say("实证最高可达分", "ceiling of the proved score"),
    "claimed_ceiling": say("自评最高可达分", "ceiling of the claimed score"),
    "as_of": say("证据核至", "proof as of"),
    "valid_until": say("有效至", "valid until"),
    "found": say("实际值", "found"),
    "needed": say("要求值", "needed"),
}
AUDIENCES = {
    "applicant": say("申请方版", "applicant's copy"),
    "reviewer": say("复核方版", "reviewer's copy"),
    "brand": say("外部版", "copy for readers outside"),
}
MAILS: dict[MailOutcome, str] = {
    "fine": say("邮件", "MAIL"),
    "disagree": say("邮件中两份报告不一致", "TWO REPORTS IN THE MAIL DISAGREE"),
    "letter": say("信中所说与报告不符", "THE LETTER SAYS WHAT ITS REPORT DOES NOT"),
    "damaged": say("邮件中有附件读不了", "AN ATTACHMENT CANNOT BE READ"),
    "no_report": say(
        "邮件中有形似报告、却不含数据的附件", "AN ATTACHMENT LOOKS LIKE A REPORT AND HOLDS NONE"
    ),
    "unread": say("信的正文无法核对", "THE LETTER CANNOT BE READ"),
}
PARTS: dict[PartState, str] = {
    "report": say("报告，见下", "a report, see below"),
    "letter": say("信的正文", "the letter's own words"),
    "other": say("不是报告，未核验", "no report, not checked"),
    "no_report": say("形似报告，但不含 dpcap 数据", "looks like a report, and holds none"),
    "damaged": say("已损坏，读不了", "damaged, cannot be read"),
}
LETTERS: dict[LetterState, str] = {
    "none": say("没有正文", "there is none"),
    "same": say(
        "其中认得出的 {n} 处等级、分数、结论与报告一致",
        "what can be told of levels, scores and decisions ({n}) stands in the report as well",
    ),
    "nothing": say(
        "其中没有认得出的等级、分数或结论", "no level, score or decision can be told in it"
    ),
    "differs": say("与报告不符：", "not what the report says: "),
    "unread": say("无法核对（编码不认识、过长，或没有可比的报告）", "cannot be compared"),
}
CLAIMS: dict[Kind, str] = {
    "level": say("等级", "level"),
    "score": say("分数", "score"),
    "decision": say("结论", "decision"),
}
NOT_COVERED = say(
    "信的正文不受任何签名保护，任何人都能改写；请只看下列报告。",
    "No seal covers the words of the letter: anybody can change them. Go by the reports below.",
)
