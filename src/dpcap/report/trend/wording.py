"""The words of the page of a course, and what puts all its parts into words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dpcap.model.two_languages import Book, TwoLanguages
from dpcap.report import figures
from dpcap.report.sanitize import clean
from dpcap.report.table_page import PartTable

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.framework import Framework
    from dpcap.report.trend.result import TrendResult


WORDS = Book(
    {
        "title.portfolio": TwoLanguages("走势 · 全体", "Course · portfolio"),
        "title.provider": TwoLanguages("走势 · {name}", "Course · {name}"),
        "outputs": TwoLanguages("{count} 次评估", "{count} batches"),
        "output": TwoLanguages("{count} 次评估", "{count} batch"),
        "days": TwoLanguages("{first} 至 {last}", "{first} to {last}"),
        "one_day": TwoLanguages("{first}", "{first}"),
        "editions": TwoLanguages("框架 {names}", "frameworks {names}"),
        "edition": TwoLanguages("框架 {names}", "framework {names}"),
        "providers": TwoLanguages("{count} 家", "{count} providers"),
        "provider": TwoLanguages("{count} 家", "{count} provider"),
        "ids": TwoLanguages("编号先后为 {names}", "known as {names}"),
        "warnings": TwoLanguages("先看这些", "Look at these first"),
        "course": TwoLanguages("得分走势（实证分）", "The score (proved)"),
        "mean": TwoLanguages("平均分走势（实证分）", "The mean score (proved)"),
        "steps": TwoLanguages("每一步从何而来", "What each step came from"),
        "steps_intro": TwoLanguages(
            "评分口径：框架和算法变了。同行值：同行的数变了。自身：角色与事实、答案、证据三项之和，"
            "是服务商自己变的。",
            "Ruler: framework and method. Peers: their figures. Work: the provider's own, that is"
            " facts, answers and proof together.",
        ),
        "steps_sum": TwoLanguages(
            "口径、同行值、自身加起来正好是变化。", "Ruler, peers and work add up to the change."
        ),
        "members_intro": TwoLanguages(
            "进出：有的家进来、有的家离开，平均分因此变了多少。其余各项只看两次都在、都有分的家，取平均。加上进出，正好是变化。",
            "Members: what the mean changed by since some came and some went. All else are means"
            " over those with a score in both. With members they add up to the change.",
        ),
        "ruler_level": TwoLanguages(
            "{day}：同样的答案，换了框架后等级由 {before} 变为 {after}，这一步出自评分口径。",
            "{day}: by the newer framework the same answers reach {after} instead of {before}; that"
            " step is the ruler's.",
        ),
        "unsplit": TwoLanguages("—", "—"),
        "no_steps": TwoLanguages("只有一次评估，还没有变化可看。", "One batch: no change yet."),
        "areas": TwoLanguages("各领域得分", "The areas"),
        "kpis": TwoLanguages("硬指标", "Hard facts"),
        "kpis_intro": TwoLanguages(
            "带 * 的是服务商自己填的，没人核过。",
            "* typed by the provider; nobody vouched for it.",
        ),
        "kpi_medians": TwoLanguages(
            "取各家中位数，括号里是有数的家数。",
            "Medians, with how many are known in brackets.",
        ),
        "shop_kpis": TwoLanguages("店铺指标", "Figures of shops"),
        "shop_kpis_intro": TwoLanguages(
            "各店的数按画像的办法合成一个（通常取中位数），括号里是算进去的店数。"
            "“同行”是当时生效的同行中间值。没有数：各店口径不同，或缺的店可能改变结果。",
            "The figure of all shops as the profile joins it, the median mostly; in brackets how"
            " many shops count. Peers: their middle figure in force that day. No figure: the shops'"
            " bases differ, or a shop that is missing could move it.",
        ),
        "shop_medians_intro": TwoLanguages(
            "取各家中位数；括号里先是有数的家数，再是这些家合计的店数。",
            "Medians over providers; in brackets how many have it, and how many shops they have in"
            " all.",
        ),
        "of_peers": TwoLanguages("└ 同行", "└ peers"),
        "of_shops": TwoLanguages("{figure} ({shops})", "{figure} ({shops})"),
        "of_known": TwoLanguages("{figure} ({known})", "{figure} ({known})"),
        "of_known_shops": TwoLanguages("{figure} ({known}/{shops})", "{figure} ({known}/{shops})"),
        "kpi_steps": TwoLanguages(
            "店铺指标：变了什么，为什么变", "Figures of shops: what moved, and why"
        ),
        "kpi_steps_intro": TwoLanguages(
            "口径：框架里这道题的读法或算分变了，或同行的数变了。自身：店里的数、算进去的店、证据变了。"
            "几样同时变的都列出，各占多少无从得知。",
            "Ruler: the question is read or scored otherwise, or peers' figures are others. Work:"
            " the shops' figures, which shops count, proof. Where several moved all are named; how"
            " much each did is not known.",
        ),
        "cause.framework": TwoLanguages("框架", "framework"),
        "cause.peers": TwoLanguages("同行", "peers"),
        "cause.figures": TwoLanguages("数值", "figures"),
        "cause.shops": TwoLanguages("店铺", "shops"),
        "cause.proof": TwoLanguages("证据", "proof"),
        "standing": TwoLanguages("资格与牌级（家数）", "Standing (how many)"),
        "each": TwoLanguages("各家从头到尾", "Each from first to last"),
        "column.day": TwoLanguages("日期", "Day"),
        "column.score": TwoLanguages("得分", "Score"),
        "column.level": TwoLanguages("等级", "Level"),
        "column.role": TwoLanguages("角色", "Role"),
        "column.edition": TwoLanguages("框架", "Framework"),
        "column.certification": TwoLanguages("认证", "Certified"),
        "column.tier": TwoLanguages("牌级", "Tier"),
        "column.to": TwoLanguages("到", "To"),
        "column.before": TwoLanguages("前", "Before"),
        "column.after": TwoLanguages("后", "After"),
        "column.total": TwoLanguages("变化", "Change"),
        "column.ruler": TwoLanguages("评分口径", "Ruler"),
        "column.peers": TwoLanguages("同行值", "Peers"),
        "column.work": TwoLanguages("自身", "Work"),
        "column.kpi": TwoLanguages("指标", "Figure"),
        "column.figure": TwoLanguages("数值", "Value"),
        "column.peer_figure": TwoLanguages("同行", "Peers"),
        "column.kpi_score": TwoLanguages("得分", "Score"),
        "column.kpi_ruler": TwoLanguages("口径", "Ruler"),
        "column.kpi_work": TwoLanguages("自身", "Work"),
        "head.unit": TwoLanguages("{title}（{unit}）", "{title} ({unit})"),
        "head.shops": TwoLanguages("{title}：店数", "{title}: shops"),
        "head.peers": TwoLanguages("{title}：同行", "{title}: peers"),
        "column.provider": TwoLanguages("事实", "Facts"),
        "column.answers": TwoLanguages("答案", "Answers"),
        "column.proof": TwoLanguages("证据", "Proof"),
        "column.members": TwoLanguages("进出", "Members"),
        "column.both": TwoLanguages("都在", "Both"),
        "column.joined": TwoLanguages("进", "In"),
        "column.left": TwoLanguages("出", "Out"),
        "column.scored": TwoLanguages("有分/总数", "Scored"),
        "column.mean": TwoLanguages("平均分", "Mean"),
        "column.levels": TwoLanguages("等级分布", "Levels"),
        "column.id": TwoLanguages("编号", "Id"),
        "column.name": TwoLanguages("名称", "Name"),
        "column.batches": TwoLanguages("次数", "Batches"),
        "column.first": TwoLanguages("最初", "First"),
        "column.last": TwoLanguages("最近", "Last"),
        "none": TwoLanguages("—", "—"),
        "no_level": TwoLanguages("无等级", "no level"),
        "no_row": TwoLanguages("无记录", "no row"),
        "label.none": TwoLanguages("无", "none"),
        "label.invited": TwoLanguages("已邀约", "invited"),
        "label.admitted": TwoLanguages("已准入", "admitted"),
        "label.certified": TwoLanguages("已认证", "certified"),
        "label.ended": TwoLanguages("已结束", "ended"),
        "counted": TwoLanguages("{name} {count}", "{name} {count}"),
        "share": TwoLanguages("{part}/{whole}", "{part}/{whole}"),
        "more": TwoLanguages("另有 {count} 家，见 trend.csv。", "and {count} more, see trend.csv"),
        "more_rows": TwoLanguages(
            "另有 {count} 行，见 trend.json。", "and {count} more, see trend.json"
        ),
        "comma": TwoLanguages("、", ", "),
        "foot": TwoLanguages(
            "得分是实证分，满分100；变化和各项都是分。用存下的画像算，没有重新打分。缺分的一侧在各项里按0计。",
            "Scores are proved ones, of the stored profiles, in points of 100; so are changes and"
            " their parts. A score that is missing on one side counts as 0 in the parts.",
        ),
    }
)


CellTexts = tuple[str, ...]
_DAYS_ACROSS = 3


class TrendWriter:
    """Words, titles and tables of a course in one language."""

    def __init__(self, found: TrendResult, language: Language) -> None:
        self.found, self.language = found, language
        self.framework: Framework = found.framework

    def say(self, key: str, **fields: str | float) -> str:
        """The words of *key*."""
        return WORDS.say(key, self.language, self.framework.wording, **fields)

    def title_of(self, node: str) -> str:
        """The title of an area, a dimension or an indicator; its id where it has none."""
        try:
            return clean(self.framework.title_of(node).say(self.language))
        except KeyError:
            return clean(node)

    def kpi_title(self, name: str) -> str:
        """The title of a hard fact, as page one has it where it stands there alone."""
        spec = self.framework.facts.get(name)
        lines = self.framework.page_one.hard_facts
        alone = next((one for one in lines if one.show == (name,)), None)
        if alone:
            return clean(alone.title.say(self.language))
        return clean(spec.title.say(self.language)) if spec else self.title_of(name)

    def score_said(self, value: float | None) -> str:
        """A score as it is printed."""
        return self.say("none") if value is None else figures.score(value)

    def listed(self, names: Iterable[str]) -> str:
        """*names* on one line."""
        return self.say("comma").join(names)

    def table(
        self, columns: Iterable[str], rows: Iterable[tuple[str, ...]], numbers: Iterable[int]
    ) -> PartTable:
        """A table whose heads are words of the page; *numbers* are its columns of figures."""
        heads = tuple(self.say(f"column.{name}") for name in columns)
        return PartTable(heads, tuple(rows), frozenset(numbers))

    def by_days(self, days: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Iterator[PartTable]:
        """*rows* of a title and a cell a day, as tables of a few days, about as many in each."""
        tables = -(-len(days) // _DAYS_ACROSS)
        for place in range(tables):
            begin, end = (len(days) * one // tables for one in (place, place + 1))
            heads = ("", *days[begin:end])
            cells = tuple((title, *values[begin:end]) for title, *values in rows)
            yield PartTable(heads, cells, frozenset(range(1, len(heads))))
