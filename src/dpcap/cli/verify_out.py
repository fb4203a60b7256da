"""Verdicts on reports, and on the mails that brought them, in the words that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dpcap.cli.decide_ask import DECISION_WORDS
from dpcap.cli.language import TALK, say
from dpcap.cli.register_words import told_status
from dpcap.model.keyring import Life
from dpcap.model.statement import Statement
from dpcap.report.lines import (
    ACCENT,
    BAD,
    INDENT,
    SOFT,
    TerminalPage,
    Words,
    listing,
    text_column,
)
from dpcap.report.sanitize import printable
from dpcap.text_width import COLUMNS
from dpcap.verify.compare import FigureDifference, Reason, StatementDifference
from dpcap.verify.decision_check import DecisionCheck
from dpcap.verify.file_reading import PartState
from dpcap.verify.letter import ClaimKind, LetterClaim
from dpcap.verify.mail_verdict import LetterState, MailOutcome, MailVerdict
from dpcap.verify.page import Obstacle
from dpcap.verify.verdict import ReportVerdict, ScoreCheck, SealState, VerifyState

_OUTCOMES: dict[VerifyState, str] = {
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
_SEALS: dict[SealState, str] = {
    "none": say("无", "none"),
    "genuine": say("真实", "genuine"),
    "unchecked": say("未核对，请用 --key 给出公钥", "not checked: give the public key, --key"),
    "other_key": say("出自另一把钥匙", "made with another key"),
    "forged": say("与数据不符", "does not fit the data"),
    "key_ended": say("签名相符，但不作数", "fits, but does not count"),
}
_LIVES: dict[Life, str] = {
    "lives": "",
    "early": say("签名日期早于密钥启用日 {day}", "dated before its key began, {day}"),
    "late": say("签名日期晚于密钥停用日 {day}", "dated after its key ended, {day}"),
    "revoked": say("密钥自 {day} 起已吊销", "its key is revoked from {day} on"),
}
_REASONS: dict[Reason, str] = {
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
_OBSTACLES: dict[Obstacle, str] = {
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
_FIELDS = {
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
_AUDIENCES = {
    "applicant": say("申请方版", "applicant's copy"),
    "reviewer": say("复核方版", "reviewer's copy"),
    "brand": say("外部版", "copy for readers outside"),
}
_MAILS: dict[MailOutcome, str] = {
    "fine": say("邮件", "MAIL"),
    "disagree": say("邮件中两份报告不一致", "TWO REPORTS IN THE MAIL DISAGREE"),
    "letter": say("信中所说与报告不符", "THE LETTER SAYS WHAT ITS REPORT DOES NOT"),
    "damaged": say("邮件中有附件读不了", "AN ATTACHMENT CANNOT BE READ"),
    "no_report": say(
        "邮件中有形似报告、却不含数据的附件", "AN ATTACHMENT LOOKS LIKE A REPORT AND HOLDS NONE"
    ),
    "unread": say("信的正文无法核对", "THE LETTER CANNOT BE READ"),
}
_PARTS: dict[PartState, str] = {
    "report": say("报告，见下", "a report, see below"),
    "letter": say("信的正文", "the letter's own words"),
    "other": say("不是报告，未核验", "no report, not checked"),
    "no_report": say("形似报告，但不含 dpcap 数据", "looks like a report, and holds none"),
    "damaged": say("已损坏，读不了", "damaged, cannot be read"),
}
_LETTERS: dict[LetterState, str] = {
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
_CLAIMS: dict[ClaimKind, str] = {
    "level": say("等级", "level"),
    "score": say("分数", "score"),
    "decision": say("结论", "decision"),
}
_NOT_COVERED = say(
    "信的正文不受任何签名保护，任何人都能改写；请只看下列报告。",
    "No seal covers the words of the letter: anybody can change them. Go by the reports below.",
)


_SEALED: dict[str, str] = {str(kind): word for kind, word in DECISION_WORDS.items()}
_SEALED["-"] = say("没有", "nothing of the kind")
_MOST_CLAIMS = 10


def as_text(
    mails: Sequence[MailVerdict],
    verdicts: Sequence[ReportVerdict],
    columns: int = COLUMNS,
    *,
    colour: bool = False,
) -> str:
    """Each verdict in a few lines, the outcome first; before all that no seal covers a letter.

    *columns* and *colour* are for a terminal.
    """
    out = TerminalPage(columns, colour=colour)
    if mails:
        out.line(_NOT_COVERED)
        out.blank()
    for mail in mails:
        told = f"{_MAILS[mail.outcome]}{say('：', ': ')}{mail.mail.name}"
        _verdict(out, mail.is_good, told, _mail(mail))
    for one in verdicts:
        told = f"{_outcome(one)}{say('：', ': ')}{one.report.name}"
        _verdict(out, one.is_good, told, _facts(one))
    return out.text.strip("\n")


def _outcome(one: ReportVerdict) -> str:
    row = one.status.row
    return _OUTCOMES[one.outcome].format(since=row.since if row else "")


def _verdict(out: TerminalPage, is_good: bool, told: str, facts: Iterable[tuple[str, str]]) -> None:
    """The outcome, and below it what there is to say, each with its label."""
    out.item("✓" if is_good else "✗", printable(told), ACCENT if is_good else BAD)
    table = listing(text_column(whole=True, style=SOFT), text_column())
    for label, text in facts:
        table.add_row(Words(label), Words(printable(text)))
    out.add(table, INDENT)
    out.blank()


def _mail(one: MailVerdict) -> Iterator[tuple[str, str]]:
    for part in one.mail.parts:
        why = f"{say('：', ': ')}{part.problem.message(TALK)}" if part.problem else ""
        yield say("部分", "part"), f"{part.name} · {_PARTS[part.state]}{why}"
    yield say("正文", "letter"), _LETTERS[one.letter].format(n=one.matched)
    for claim in one.claims[:_MOST_CLAIMS]:
        yield f"  {_CLAIMS[claim.kind]}", _claim(claim)
    if one.twins:
        yield say("不一致", "disagree"), " ≠ ".join(one.twins)


def _claim(claim: LetterClaim) -> str:
    right = _SEALED.get(claim.sealed, claim.sealed)
    return say(
        f"信中写“{claim.said}”，报告为{right}",
        f"the letter says “{claim.said}”, the report {right}",
    )


def _facts(one: ReportVerdict) -> Iterator[tuple[str, str]]:
    profile = one.report.profile
    yield say("服务商", "provider"), f"{profile.provider.name.say(TALK)} ({profile.provider.id})"
    yield say("版本", "copy"), _copy(one)
    yield say("等级", "level"), _level(one)
    if told := _decision(one):
        yield say("结论", "decision"), told
    if one.decided.state != "unchecked":
        yield say("现行结论", "by now"), _decided(one.decided)
    if not one.report.exact:
        yield (
            say("数据", "data"),
            say("不是 dpcap 写出的原样", "it does not stand as dpcap wrote it"),
        )
    yield say("签名", "seal"), _seal(one)
    if one.report.seal:
        yield say("密钥指纹", "key"), one.report.seal.fingerprint
    if one.seal.state == "genuine":
        yield say("登记状态", "status"), told_status(one.status)
    yield say("数字", "figures"), _data(one.data)
    if one.data.difference:
        yield from _apart(one.data.difference)
    if one.foreign:
        yield (
            say("框架", "framework"),
            say(
                "取自核验包，不是本机所用的那套",
                "the bundle's own, which is not the one in force here",
            ),
        )
    if one.page.state != "none":
        yield say("页面", "page"), _page(one)
    if one.page.edited:
        yield say("  原应为", "  as made"), one.page.edited.made
        yield say("  现为", "  now"), one.page.edited.shown


def _copy(one: ReportVerdict) -> str:
    said = one.report.said
    if not isinstance(said, Statement):
        return say("完整画像", "the whole profile")
    return _AUDIENCES.get(said.audience, said.audience)


def _level(one: ReportVerdict) -> str:
    profile = one.report.profile
    level = profile.overall.level.proved
    name = level.id if level.graded and level.id else say("无", "none")
    until = profile.valid_until.isoformat() if profile.valid_until else say("无期限", "no end")
    review = profile.review
    seen = f"{review.reviewed}/{review.pieces}"
    days = say(
        f"证据核至 {profile.as_of}，有效至 {until}；按 {one.on} 核验",
        f"proof as of {profile.as_of}, valid until {until}; checked as of {one.on}",
    )
    return say(
        f"{name}（实证，复核人看过 {seen} 件），{days}",
        f"{name} (proved, looked at {seen}), {days}",
    )


def _decision(one: ReportVerdict) -> str:
    """What the report says was decided, and whether it stood; empty if nothing was."""
    standing = one.report.said.standing if isinstance(one.report.said, Statement) else None
    decision = standing.decision if standing else None
    if standing is None or decision is None:
        return ""
    parts = [f"{DECISION_WORDS[decision.decision]} · {decision.on}"]
    if decision.until:
        ended, until = decision.has_ended(one.on), decision.until
        zh, en = ("已于 {} 到期", "ended on {}") if ended else ("有效至 {}", "in force until {}")
        parts.append(say(zh, en).format(until))
    if not standing.is_current:
        parts.append(say("所依据的已有变", "what it rests on had changed"))
    if standing.one_person:
        parts.append(say("复核与结论出自同一人", "the same person reviewed and decided"))
    return say("；", "; ").join(parts)


def _seal(one: ReportVerdict) -> str:
    seal, found = one.report.seal, one.seal
    state = _SEALS[found.state]
    if seal is None:
        return state
    by = say(f"{seal.issuer}，{seal.on}", f"{seal.issuer}, {seal.on}")
    return say("；", "; ").join(part for part in (state, by, _life(one)) if part)


def _life(one: ReportVerdict) -> str:
    """Why the seal does not count although it fits: the days of its key."""
    key, life = one.seal.key, one.seal.life
    if key is None or life in (None, "lives"):
        return ""
    days = {"early": key.from_, "late": key.until, "revoked": key.revoked_on}
    told = _LIVES[life].format(day=days[life])
    return f"{told} ({key.reason})" if life == "revoked" and key.reason else told


def _data(found: ScoreCheck) -> str:
    left = say("；门槛未核对，请用 --gates 给出", "; gates not checked: give --gates")
    tail = left if found.gates_left else ""
    if found.ledger_left:
        tail += say(
            "；合作资格未核对，请用 --ledger 给出台账", "; standing not checked: give --ledger"
        )
    if found.state == "unchecked":
        return say(
            "未重算，请用 --bundle 或 --folder 给出依据",
            "not recalculated: give --bundle or --folder",
        )
    if found.state == "uncheckable":
        return say("无法重算或无从比较", "they cannot be recalculated, or not compared")
    if found.state == "needs_records":
        return say(
            "报告用到了管理方资料（复核、事实、抽签、同行值），请用 --reviews 给出",
            "it was made with the manager's side (review, facts, draw, peers): give --reviews",
        )
    if found.difference is None:
        return say("重算后完全相同", "recalculated, all the same") + tail
    reasons = say("、", ", ").join(_REASONS[reason] for reason in found.difference.reasons)
    count = found.difference.values
    return say(f"{count} 处不同；{reasons}", f"{count} differ; {reasons}") + tail


def _decided(found: DecisionCheck) -> str:
    if found.decision is None:
        gone = say("复核目录里已没有报告所示的结论", "the one shown does not lie there any more")
        return gone if found.state == "gone" else say("尚无结论", "none so far")
    kind, on = DECISION_WORDS[found.decision.decision], found.decision.on
    return {
        "later": say(f"{on} 另有结论：{kind}", f"a later decision of {on} says: {kind}"),
        "since": say(f"报告之后已有结论（{on}）：{kind}", f"decided since, on {on}: {kind}"),
    }.get(found.state, say("仍是报告所示的", "still the one shown"))


def _apart(found: StatementDifference) -> Iterator[tuple[str, str]]:
    one = found.first
    yield say("  首处", "  first"), _place(one)
    yield say("  报告", "  report"), _value(one.shown)
    yield say("  重算", "  recalculated"), _value(one.found)


def _place(one: FigureDifference) -> str:
    """Where a value stands: the node, if it is in one, the fields from there, and their name."""
    fields, node = one.path, one.node
    if node is not None and node in fields:
        fields = fields[fields.index(node) + 1 :]
    where = ".".join(fields) if fields is one.path else f"{node}: {'.'.join(fields)}"
    word = _FIELDS.get(one.path[-1])
    return f"{where} ({word})" if word else where


def _value(value: object) -> str:
    return say("没有", "nothing") if value is None else str(value)


def _page(one: ReportVerdict) -> str:
    page = one.page
    where = page.edited.line if page.edited else None
    if page.state == "as_issued":
        return say("与签发时逐字节相同", "to the byte as issued")
    if page.state == "not_as_issued":
        told = say(
            "不是签发时的样子（如经浏览器另存）", "not as issued (saved again by a browser, say)"
        )
        first = say(f"；第 {where} 行起不同", f"; other words from line {where} on")
        return told + first if where else told
    if page.state == "same":
        return say("重新生成，逐字节相同", "made again, the same to the byte")
    if where:
        return say(f"第 {where} 行起被改动", f"changed from line {where}")
    why = _OBSTACLES[page.obstacle] if page.obstacle else ""
    return say(f"文字未核对：{why}", f"its text is not checked: {why}")
