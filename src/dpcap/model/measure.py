"""Measures: every name that a gate may use, what it stands for and of which kind it is.

A measure is one name (`age_days`) or names joined by points (`proved.live`). The part before the
first point says what is measured, the rest of what: a node, a fact, a count. In names `-` and `.`
of ids become `_`. Facts, indicators and the role bear the names they have in every expression.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from dpcap.model.base import Text
from dpcap.model.change import PARTS
from dpcap.model.expression import FACT_PREFIX, cel_name
from dpcap.model.framework import Framework
from dpcap.model.trace import Critical

OVERALL = "overall"
CHANGES = ("change", "change_level")
PERIOD = "period"
# What a rule lacks where only the core set was asked and decisions need the role's.
ROLE_SET = "role_set"
OF_PERIOD = ("in_period", "off_period")
NOT_ASKED = "not_asked"
NO_LEVEL = "none"
CRITICAL_STATES = (*get_args(Critical), NOT_ASKED)

Kind = Literal[
    "score", "share", "count", "days", "years", "points", "rank", "flag",
    "level", "state", "role", "text", "texts", "answer", "fact",
]  # fmt: skip
Of = Literal["it", "nodes", "indicators", "critical", "facts", "dates", "parts", "changes"]


class Measure(NamedTuple):
    """One row of the table: *of* what it is measured, and which *kind* of value comes out."""

    root: str
    of: Of
    kind: Kind
    parts: tuple[str, ...]
    about: Text


def _measure(root: str, of: Of, kind: Kind, zh: str, en: str, *parts: str) -> Measure:
    return Measure(root, of, kind, parts, Text(zh=zh, en=en))


# fmt: off
MEASURES: tuple[Measure, ...] = (
    _measure("claimed", "nodes", "score", "自评分，0 至 100", "claimed score, 0 to 100"),
    _measure("proved", "nodes", "score", "实证分，0 至 100", "proved score, 0 to 100"),
    _measure("claimed_ceiling", "nodes", "score", "自评最高可达分，0 至 100", "claimed ceiling, 0 to 100"),
    _measure("proved_ceiling", "nodes", "score", "实证最高可达分，0 至 100", "proved ceiling, 0 to 100"),
    _measure("coverage", "nodes", "share", "作答覆盖率，0 至 1", "coverage, 0 to 1"),
    _measure("applicable", "nodes", "share", "扣除“不适用”后的比例，0 至 1", "share left after N/A, 0 to 1"),
    _measure("asked", "indicators", "flag", "这一题是否问到", "whether the indicator is asked"),
    _measure("level", "parts", "rank", "能力等级的名次：0 无，1 最低", "rank of the level: 0 none, 1 the lowest", "claimed", "proved"),
    _measure("level_id", "parts", "level", "能力等级的编号；none：无", "id of the level; none if there is none", "claimed", "proved"),
    _measure("graded", "it", "flag", "答得够多，可以定级", "enough is answered for a level"),
    _measure("critical", "parts", "count", "红线项的个数；open：未通过与未证实之和", "number of critical indicators; open: failed or not proved", "asked", "passed", "failed", "not_proved", "open"),
    _measure("critical_state", "critical", "state", "红线项的状态：passed、failed、not_proved 或 not_asked", "state of a critical indicator: passed, failed, not_proved or not_asked"),
    _measure("findings", "parts", "count", "警告、待核疑点与无法核对的规则的条数；serious、serious_unchecked：其中严重的", "number of warnings, contradictions and rules that could not be checked; serious, serious_unchecked: of these the serious ones", "warnings", "contradictions", "unchecked", "serious", "serious_unchecked"),
    _measure("review", "parts", "count", "计入的证据件数，其中已复核、未复核的件数", "pieces of evidence that count, and those of them reviewed and not reviewed", "pieces", "reviewed", "unreviewed"),
    _measure("review_share", "it", "share", "计入的证据中已复核的比例，0 至 1", "reviewed share of the pieces that count, 0 to 1"),
    _measure("review_age_days", "it", "days", "最近一次复核距今的天数", "days since the last ruling of a review"),
    _measure("contested", "it", "flag", "服务商对结果有异议", "the provider contests the result"),
    _measure("role_confirmed", "it", "flag", "角色已由复核确认", "a review confirmed the role"),
    _measure("role", "it", "role", "评估所用的角色", "the role judged"),
    _measure("role_declared", "it", "role", "服务商自报的角色", "the role the provider declared"),
    _measure("categories", "it", "texts", "经营类目的列表", "list of the categories served"),
    _measure("shops", "it", "count", "绑定店铺数", "number of shops bound"),
    _measure("age_days", "it", "days", "评估日距基准日的天数", "days from the assessment to the day judged"),
    _measure("off_period", "it", "count", "周期在所要周期之外的数字个数（含店铺各行）", "number of figures (shops' rows included) taken outside the wanted period"),
    _measure("in_period", "facts", "flag", "事实的周期是否在所要周期之内", "whether a fact's period lies inside the wanted period"),
    _measure("basis", "facts", "text", "事实的口径", "the basis of a fact"),
    _measure("days_since", "facts", "days", "事实的查询日距基准日的天数", "days from the day a fact was looked up to the day judged"),
    _measure("years_since", "dates", "years", "日期类事实距基准日的年数", "years from the date a fact names to the day judged"),
    _measure("fact_…", "facts", "fact", "事实的值", "the value of a fact"),
    _measure("…", "indicators", "answer", "一题的答案；按店铺的为中位数，缺的店会改变它时没有值", "the answer to an indicator; of shops the median, no value where one that is lacking could move it"),
    _measure("change", "changes", "points", "实证分比基线的变化，总数与五个部分，单位为分", "points gained in proved since the baseline: in all, and its five parts", "total", *PARTS),
    _measure("change_level", "it", "rank", "能力等级名次比基线的变化", "ranks gained in the proved level since the baseline"),
)
# fmt: on


def measure_of(root: str) -> Measure:
    """The row of the table for *root*."""
    return _BY_ROOT[root]


_BY_ROOT = {measure.root: measure for measure in MEASURES}


class MeasureName(NamedTuple):
    """One name a gate may use. `node` and `fact`: the framework's ids that it is about."""

    name: str
    root: str
    kind: Kind
    part: str = ""
    node: str = ""
    fact: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The name, point by point."""
        return tuple(self.name.split("."))

    @property
    def about(self) -> str:
        """What a person knows it by: the id of its fact or node, else the name itself."""
        return self.fact or (self.node if self.node != OVERALL else "") or self.name


def names(framework: Framework) -> dict[str, MeasureName]:
    """Every name a gate over *framework* may use. Make it with `framework.once(names)`."""
    return {found.name: found for measure in MEASURES for found in _names(framework, measure)}


def _names(framework: Framework, measure: Measure) -> Iterator[MeasureName]:
    root, kind = measure.root, measure.kind
    if measure.of == "it":
        yield MeasureName(root, root, kind)
    elif measure.of == "parts":
        yield from (MeasureName(f"{root}.{part}", root, kind, part) for part in measure.parts)
    elif measure.of == "changes":
        for node in (OVERALL, *(area.id for area in framework.areas)):
            for part in measure.parts:
                yield MeasureName(f"{root}.{cel_name(node)}.{part}", root, kind, part, node)
    elif measure.of in ("facts", "dates"):
        yield from (
            MeasureName(_of_fact(root, fact), root, kind, fact=fact)
            for fact in _facts(framework, measure)
        )
    else:
        nodes = _nodes(framework, measure.of)
        prefix = "" if kind == "answer" else f"{root}."
        yield from (MeasureName(prefix + cel_name(node), root, kind, node=node) for node in nodes)


def _of_fact(root: str, fact: str) -> str:
    return FACT_PREFIX + fact if root == "fact_…" else f"{root}.{cel_name(fact)}"


def _facts(framework: Framework, measure: Measure) -> Iterator[str]:
    for fact, spec in framework.facts.items():
        if measure.of == "facts" or spec.kind == "date":
            yield fact


def _nodes(framework: Framework, of: Of) -> Iterator[str]:
    if of == "critical":
        yield from (indicator.id for _, indicator in framework.critical)
        return
    if of == "nodes":
        yield OVERALL
        for area in framework.areas:
            yield area.id
            yield from (dimension.id for dimension in area.dimensions)
    yield from framework.by_id
