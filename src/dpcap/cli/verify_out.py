"""Verdicts on reports, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.cells import cell_len

from dpcap.cli.findings import printable
from dpcap.cli.language import TALK, say
from dpcap.model.statement import Statement
from dpcap.verify.compare import Apart, Difference
from dpcap.verify.verdict import Outcome, Verdict

_LABEL = 12
OUTCOMES: dict[Outcome, str] = {
    "genuine": say("真实", "GENUINE"),
    "same": say("相同", "SAME"),
    "expired": say("真实，但已过有效期", "GENUINE BUT EXPIRED"),
    "unproven": say("未核实", "NOT PROVED"),
    "unsigned": say("没有签名", "NOT SIGNED"),
    "other_key": say("不是这把钥匙签的", "SIGNED BY ANOTHER KEY"),
    "forged": say("签名不符", "THE SIGNATURE DOES NOT FIT"),
    "altered": say("数据被改动", "THE DATA WAS CHANGED"),
    "differs": say("与重算结果不同", "DIFFERS"),
    "edited": say("页面文字被改动", "THE PAGE WAS CHANGED"),
}
_REASONS = {
    "framework": say("框架不同", "another framework"),
    "answers": say("答卷、店铺数据或证据不同", "other answers, shop rows or evidence"),
    "engine": say("dpcap 版本不同", "another version of dpcap"),
    "day": say("基准日不同", "another day"),
    "role": say("角色或问题范围不同", "another role or set of questions"),
    "review": say("复核不同", "another review"),
    "gates": say("门槛不同", "other gates"),
    "decision": say("决定不同", "another decision"),
    "edited": say("所据相同，报告被人改过", "the sources are the same, the report was edited"),
}
_OBSTACLES = {
    "pdf": say(
        "PDF 不逐字比较，请以数据为准", "a PDF is not compared to the letter; go by its data"
    ),
    "engine": say("出自另一版本的 dpcap", "another version of dpcap made it"),
    "template": say("出自另一套模板", "other templates made it"),
    "framework": say("这里没有它的框架", "its framework is not here"),
    "benchmark": say(
        "同类基准不在此，可用 --benchmark 给出", "it shows a benchmark: give --benchmark"
    ),
}
_FIELDS = {
    "proved": say("举证分", "proved score"),
    "claimed": say("自评分", "claimed score"),
    "coverage": say("可评比例", "coverage"),
    "proved_ceiling": say("举证上限分", "ceiling of the proved score"),
    "claimed_ceiling": say("自评上限分", "ceiling of the claimed score"),
    "as_of": say("证据核至", "proof as of"),
    "valid_until": say("有效至", "valid until"),
    "found": say("实际值", "found"),
    "needed": say("要求值", "needed"),
}
_AUDIENCES = {
    "applicant": say("申请方版", "applicant's copy"),
    "reviewer": say("复核方版", "reviewer's copy"),
    "brand": say("品牌方版", "brand's copy"),
}


def as_text(verdicts: Sequence[Verdict]) -> str:
    """Each verdict in a few lines, the outcome first."""
    return "\n\n".join("\n".join(map(printable, _lines(one))) for one in verdicts) + "\n"


def _lines(one: Verdict) -> Iterator[str]:
    sign = "✓" if one.is_good else "✗"
    yield f"{sign} {OUTCOMES[one.outcome]}{say('：', ': ')}{one.report.name}"
    for label, text in _facts(one):
        yield f"  {label}{' ' * max(1, _LABEL - cell_len(label))}{text}"


def _facts(one: Verdict) -> Iterator[tuple[str, str]]:
    profile = one.report.profile
    yield say("服务商", "provider"), f"{profile.provider.name.say(TALK)} ({profile.provider.id})"
    yield say("版本", "copy"), _copy(one)
    yield say("等级", "level"), _level(one)
    if not one.exact:
        yield (
            say("数据", "data"),
            say("不是 dpcap 写出的原样", "it does not stand as dpcap wrote it"),
        )
    yield say("签名", "seal"), _seal(one)
    if one.report.seal:
        yield say("密钥指纹", "key"), one.report.seal.fingerprint
    yield say("数字", "figures"), _data(one)
    if one.difference:
        yield from _apart(one.difference)
    if one.foreign:
        yield (
            say("框架", "framework"),
            say(
                "取自核验包，不是本机所用的那套",
                "the bundle's own, which is not the one in force here",
            ),
        )
    if one.page != "none":
        yield say("页面", "page"), _page(one)
    if one.edited:
        yield say("  原应为", "  as made"), one.edited.made
        yield say("  现为", "  now"), one.edited.shown


def _copy(one: Verdict) -> str:
    said = one.report.said
    if not isinstance(said, Statement):
        return say("完整画像", "the whole profile")
    return _AUDIENCES.get(said.audience, said.audience)


def _level(one: Verdict) -> str:
    profile = one.report.profile
    level = profile.overall.level.proved
    name = level.id if level.graded and level.id else say("无", "none")
    until = profile.valid_until.isoformat() if profile.valid_until else say("无期限", "no end")
    days = say(
        f"证据核至 {profile.as_of}，有效至 {until}；按 {one.on} 核验",
        f"proof as of {profile.as_of}, valid until {until}; checked as of {one.on}",
    )
    return say(f"{name}（举证），{days}", f"{name} (proved), {days}")


def _seal(one: Verdict) -> str:
    seal = one.report.seal
    if seal is None:
        return say("无", "none")
    by = say(f"{seal.issuer}，{seal.on}", f"{seal.issuer}, {seal.on}")
    state = {
        "genuine": say("真实", "genuine"),
        "unchecked": say("未核对，请用 --key 给出公钥", "not checked: give the public key, --key"),
        "other_key": say("出自另一把钥匙", "made with another key"),
        "forged": say("与数据不符", "does not fit the data"),
        "none": "",
    }[one.seal]
    return f"{state}{say('；', '; ')}{by}"


def _data(one: Verdict) -> str:
    left = say("；门槛未核对，请用 --gates 给出", "; gates not checked: give --gates")
    tail = left if one.gates_left else ""
    if one.data == "unchecked":
        return say(
            "未重算，请用 --bundle 或 --folder 给出依据",
            "not scored anew: give --bundle or --folder",
        )
    if one.difference is None:
        return say("重算后完全相同", "scored anew, all the same") + tail
    reasons = say("、", ", ").join(_REASONS[reason] for reason in one.difference.reasons)
    count = one.difference.values
    return say(f"{count} 处不同；{reasons}", f"{count} differ; {reasons}") + tail


def _apart(found: Difference) -> Iterator[tuple[str, str]]:
    one = found.first
    yield say("  首处", "  first"), _place(one)
    yield say("  报告", "  report"), _value(one.shown)
    yield say("  重算", "  anew"), _value(one.found)


def _place(one: Apart) -> str:
    """Where a value stands: the node, if it is in one, the fields from there, and their name."""
    fields, node = one.path, one.node
    if node is not None and node in fields:
        fields = fields[fields.index(node) + 1 :]
    where = ".".join(fields) if fields is one.path else f"{node}: {'.'.join(fields)}"
    word = _FIELDS.get(one.path[-1])
    return f"{where} ({word})" if word else where


def _value(value: object) -> str:
    return say("没有", "nothing") if value is None else str(value)


def _page(one: Verdict) -> str:
    if one.page == "same":
        return say("重新生成，逐字节相同", "made again, the same to the byte")
    if one.edited:
        return say(f"第 {one.edited.line} 行起被改动", f"changed from line {one.edited.line}")
    why = _OBSTACLES[one.obstacle] if one.obstacle else ""
    return say(f"文字未核对：{why}", f"its text is not checked: {why}")


def as_json(verdicts: Sequence[Verdict]) -> str:
    """A list of objects, one a report."""
    return json.dumps([_plain(one) for one in verdicts], ensure_ascii=False, indent=2) + "\n"


def _plain(one: Verdict) -> dict[str, Any]:
    report, seal, found = one.report, one.report.seal, one.difference
    profile, said = report.profile, report.said
    level = profile.overall.level.proved
    return {
        "report": report.name,
        "on": one.on.isoformat(),
        "form": report.form,
        "outcome": one.outcome,
        "good": one.is_good,
        "provider": profile.provider.id,
        "audience": said.audience if isinstance(said, Statement) else None,
        "level": level.id if level.graded else None,
        "as_of": profile.as_of.isoformat(),
        "valid_until": profile.valid_until.isoformat() if profile.valid_until else None,
        "expired": one.is_expired,
        "exact": one.exact,
        "seal": {
            "state": one.seal,
            "issuer": seal.issuer if seal else None,
            "on": seal.on.isoformat() if seal else None,
            "key": seal.fingerprint if seal else None,
        },
        "data": {
            "state": one.data,
            "gates_checked": not one.gates_left,
            "own_framework": not one.foreign,
            "values": found.values if found else 0,
            "reasons": list(found.reasons) if found else [],
            "first": _first(found.first) if found else None,
        },
        "page": {
            "state": one.page,
            "obstacle": one.obstacle,
            "line": one.edited.line if one.edited else None,
        },
    }


def _first(one: Apart) -> dict[str, Any]:
    return {"path": list(one.path), "node": one.node, "report": one.shown, "anew": one.found}


FORMATS: dict[str, Callable[[Sequence[Verdict]], str]] = {"terminal": as_text, "json": as_json}
