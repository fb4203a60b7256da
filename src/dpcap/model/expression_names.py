"""What the names in expressions are called: titles of facts, indicators, levels and roles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, assert_never

from dpcap.model.base import Text
from dpcap.model.decision import DECISIONS
from dpcap.model.expression import FACT_PREFIX, ROLE_NAME, cel_name
from dpcap.model.facts import FactSpec
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.measure import NO_LEVEL, NOT_ASKED, OVERALL, MeasureName, measure_of, names
from dpcap.model.nouns import Verdicts
from dpcap.model.scale import Boolean, Checklist, Choice, Figure, Rubric


class ExpressionName(NamedTuple):
    """What a name stands for.

    `values`: titles of the texts it may come to; `steps`: of the whole numbers from 0 on; `share`:
    a part of 1, said in per cent.
    """

    title: Text
    values: Mapping[str, Text] = {}
    steps: tuple[Text, ...] = ()
    unit: Text | None = None
    share: bool = False


ExpressionNames = Mapping[str, ExpressionName]


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


_ROLE = _text("角色", "the role")
_NO_LEVEL = _text("未达级", "no level")
_STATES = {
    "passed": _text("通过", "passed"),
    "failed": _text("未通过", "failed"),
    "not_proved": _text("证据不足", "not proved"),
    NOT_ASKED: _text("不问", "not asked"),
}
# What the part of a measure says beside what it measures.
_PARTS = {
    "claimed": _text("自评", "claimed"),
    "proved": _text("按证据", "proved"),
    "asked": _text("适用的", "asked"),
    "passed": _text("通过的", "passed"),
    "failed": _text("未通过的", "failed"),
    "not_proved": _text("证据不足的", "not proved"),
    "open": _text("未通过或证据不足的", "failed or not proved"),
    "warnings": _text("警告", "warnings"),
    "contradictions": _text("待核疑点", "contradictions"),
    "unchecked": _text("无法核对的规则", "rules not checked"),
    "serious": _text("严重疑点", "serious contradictions"),
    "serious_unchecked": _text("无法核对的严重规则", "serious rules not checked"),
    "pieces": _text("计入的", "counted"),
    "reviewed": _text("已复核的", "reviewed"),
    "unreviewed": _text("未复核的", "not reviewed"),
    "total": _text("总数", "in all"),
    "ruler": _text("评分口径", "framework and method"),
    "provider": _text("角色与事实", "role and facts"),
    "peers": _text("同行值", "peer figures"),
    "answers": _text("答案", "answers"),
}
_CLAUSE = re.compile(r"[，：；（,:;(]")
# The fact itself is named beside it.
_A_FACT = re.compile(r"^(?:日期类)?事实的?")


def framework_names(framework: Framework) -> dict[str, ExpressionName]:
    """The names in conditions of *framework*. Make it with `framework.once(framework_names)`."""
    titles = {role: quoted(one.title) for role, one in framework.roles.items()}
    named = {ROLE_NAME: ExpressionName(_ROLE, titles)}
    named |= {FACT_PREFIX + fact: _fact(one) for fact, one in framework.facts.items()}
    return named | {cel_name(one.id): _indicator(one) for one in framework.by_id.values()}


def measure_names(framework: Framework) -> dict[str, ExpressionName]:
    """The names in gates over *framework*. Make it with `framework.once(measure_names)`."""
    known = framework.once(framework_names)
    every = framework.once(names)
    return {name: known.get(name) or _measure(framework, one) for name, one in every.items()}


def mail_names(framework: Framework, verdicts: Verdicts) -> dict[str, ExpressionName]:
    """The names in the rules of `mail.yaml`, for providers judged by *framework*."""
    known = framework.once(framework_names)
    told: dict[str, Text] = {one: quoted(_verdict(verdicts, one)) for one in DECISIONS}
    track = known.get(f"{FACT_PREFIX}track")
    return {
        "decision": ExpressionName(_text("结论", "the decision"), told),
        "role": known[ROLE_NAME],
        "track": track or ExpressionName(_text("赛道", "the track")),
        "language": ExpressionName(
            _text("报告语言", "the report's language"),
            {"zh": _text("中文", "Chinese"), "en": _text("英文", "English")},
        ),
        "level": ExpressionName(_text("能力等级", "the level"), _levels(framework)),
        "graded": ExpressionName(_text("“答得够多，可以定级”", "“enough is answered for a level”")),
        "current": ExpressionName(
            _text("“结论所依据的没有变”", "“what the decision rests on is unchanged”")
        ),
        "overdue": ExpressionName(_text("逾期的条件数", "the number of overdue conditions")),
        "due_days": ExpressionName(
            _text(
                "距最早一项条件到期的天数",
                "the number of days to the first condition that falls due",
            )
        ),
        "days": ExpressionName(_text("作出结论后的天数", "the number of days since the decision")),
        "proved": ExpressionName(_about("proved")),
    }


def quoted(title: Text) -> Text:
    """A *title* in quotes."""
    return _text(f"“{title.zh}”", f"“{title.en}”")


def _verdict(verdicts: Verdicts, kind: str) -> Text:
    title = getattr(verdicts, kind).title
    return _text(title.zh, title.en)


def _fact(fact: FactSpec) -> ExpressionName:
    titles = {one: quoted(title) for one, title in fact.options.items()}
    return ExpressionName(quoted(fact.title), titles, unit=fact.unit)


def _indicator(one: Indicator) -> ExpressionName:
    title, scale = quoted(one.title), one.scale
    match scale:
        case Choice() | Checklist():
            return ExpressionName(title, {option.id: quoted(option) for option in scale.options})
        case Rubric():
            return ExpressionName(title, steps=tuple(quoted(level) for level in scale.levels))
        case Figure():
            return ExpressionName(title, unit=scale.unit)
        case Boolean():
            return ExpressionName(title)
        case _:
            assert_never(scale)


def _levels(framework: Framework) -> dict[str, Text]:
    none = {"": _NO_LEVEL, NO_LEVEL: _NO_LEVEL}
    return none | {
        one.id: _text(f"{one.id} {one.title.zh}", f"{one.id} {one.title.en}")
        for one in framework.levels
    }


def _measure(framework: Framework, name: MeasureName) -> ExpressionName:
    about = _about(name.root)
    if name.part in _PARTS:
        part = _PARTS[name.part]
        about = _text(f"{about.zh}（{part.zh}）", f"{about.en} ({part.en})")
    if name.fact:
        title = framework.facts[name.fact].title
        zh = _A_FACT.sub("", about.zh)
        about = _text(f"“{title.zh}”的{zh}", f"“{title.en}”: {about.en}")
    elif name.node and name.node != OVERALL:
        title = framework.title_of(name.node)
        about = _text(f"“{title.zh}”的{about.zh}", f"“{title.en}”: {about.en}")
    return ExpressionName(
        about,
        _values(framework, name),
        _ranks(framework) if name.root == "level" else (),
        share=name.kind == "share",
    )


def _values(framework: Framework, name: MeasureName) -> Mapping[str, Text]:
    if name.kind == "level":
        return _levels(framework)
    if name.kind == "role":
        return framework.once(framework_names)[ROLE_NAME].values
    return _STATES if name.kind == "state" else {}


def _ranks(framework: Framework) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(_levels(framework).values()))


def _about(root: str) -> Text:
    """What a measure is, without what its values mean: the first clause of its words."""
    about = measure_of(root).about
    return _text(_CLAUSE.split(about.zh)[0].strip(), _CLAUSE.split(about.en)[0].strip())
