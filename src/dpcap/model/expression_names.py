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
from dpcap.model.measure import NO_LEVEL, measure_of
from dpcap.model.nouns import Verdicts
from dpcap.model.scale import Boolean, Checklist, Choice, Figure, Rubric


class ExpressionName(NamedTuple):
    """What a name stands for.

    `values`: titles of the texts it may come to; `steps`: of the whole numbers from 0 on.
    """

    title: Text
    values: Mapping[str, Text] = {}
    steps: tuple[Text, ...] = ()
    unit: Text | None = None


ExpressionNames = Mapping[str, ExpressionName]


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


_ROLE = _text("角色", "the role")
_NO_LEVEL = _text("未达级", "no level")
_CLAUSE = re.compile(r"[，：；（,:;(]")


def framework_names(framework: Framework) -> dict[str, ExpressionName]:
    """The names in conditions of *framework*. Make it with `framework.once(framework_names)`."""
    titles = {role: quoted(one.title) for role, one in framework.roles.items()}
    named = {ROLE_NAME: ExpressionName(_ROLE, titles)}
    named |= {FACT_PREFIX + fact: _fact(one) for fact, one in framework.facts.items()}
    return named | {cel_name(one.id): _indicator(one) for one in framework.by_id.values()}


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


def _about(root: str) -> Text:
    """What a measure is, without what its values mean: the first clause of its words."""
    about = measure_of(root).about
    return _text(_CLAUSE.split(about.zh)[0].strip(), _CLAUSE.split(about.en)[0].strip())
