"""What a table's columns, and the indicators in it, are called by those who fill it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dpcap.intake.nearest import folded, near_name, unseen_in
from dpcap.intake.table import CsvRecord, CsvTable
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.two_languages import Params, TwoLanguages

_SHOWN = 60
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "shop": ("店铺", "店铺编号", "店铺id", "商家", "商家编号", "商家id", "门店", "店"),
    "indicator": ("指标", "指标编号", "指标id", "题号", "编号"),
    "value": ("数值", "值", "数据", "本店", "本店值", "本店数值"),
    "benchmark": ("标杆", "标杆值", "同行标杆", "行业标杆"),
    "peer": ("同行", "同行值", "同行数值", "同行均值", "同行优秀", "行业值", "行业均值"),
    "evidence": ("证据", "证据编号", "证据id"),
    "note": ("备注", "说明"),
    "basis": ("口径", "统计口径"),
    "period": ("期间", "周期", "统计周期", "统计期间", "月份", "时间"),
}
_NO_COLUMN = TwoLanguages("不认识这一列。请删除或改名", "is not known. Remove or rename it")
_COLUMN_NEAR = TwoLanguages(
    "不认识这一列，是不是 {other}？请改名或删除",
    "is not known; is {other} meant? Rename or remove it",
)
_ABSENT = TwoLanguages("缺少这一列。请补上", "is missing. Add it")
_TWICE = TwoLanguages("写了两次。请只留一列", "stands twice. Keep one")
_CORRECT = TwoLanguages("请改正编号", "Correct the id")
_LATER = TwoLanguages(
    "这是 {now} 才有的题，这里按 {then} 作答：先删去这一条，运行 dpcap migrate --write 升级后再填",
    "It is a question of {now}, and this is answered under {then}: take the answer out,"
    " run dpcap migrate --write, then put it in again",
)
_NEAR = TwoLanguages("是不是 {other}？请改正编号", "Is {other} meant? Correct the id")


def with_known_headings(table: CsvTable, framework: Framework) -> CsvTable:
    """*table* with its columns under the names that are read, whichever common ones it has."""
    return under_titles(table, known_headings(framework))


def with_own_headings(table: CsvTable) -> CsvTable:
    """The same by what any framework's tables have in common."""
    return under_titles(table, _common())


def under_titles(table: CsvTable, known: Mapping[str, str]) -> CsvTable:
    """*table* with its columns under the names that *known* has for their titles.

    Two columns that would get one name keep theirs.
    """
    names = tuple(known.get(folded(name), name) for name in table.header)
    if names == table.header or len(set(names)) < len(set(table.header)):
        return table
    records = tuple(_renamed(record, names) for record in table.records)
    return replace(table, header=names, records=records)


def _renamed(record: CsvRecord, names: tuple[str, ...]) -> CsvRecord:
    return replace(record, cells=dict(zip(names, record.cells.values(), strict=True)))


def own_names(titles: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The names of the columns with these *titles*, *known* ones and those of every table."""
    names = {**known, **_common()}
    return [names.get(folded(title), title.strip()) for title in titles]


def known_headings(framework: Framework) -> Mapping[str, str]:
    """The names of columns by what they are also called, in the form in which these compare."""
    return framework.once(_headings)


def _headings(framework: Framework) -> dict[str, str]:
    return {**envelope_titles(framework), **_common()}


def envelope_titles(framework: Framework) -> dict[str, str]:
    """The fields that *framework* asks beside a figure, by name and by title as these compare."""
    titles = {
        folded(title): name
        for name, field in framework.envelope.items()
        for title in (field.title.zh, field.title.en)
    }
    return {**titles, **{folded(name): name for name in framework.envelope}}


def _names(framework: Framework) -> dict[str, str]:
    """The columns by name and, those for which the framework asks, by title."""
    return {**envelope_titles(framework), **{folded(name): name for name in _COLUMNS}}


@cache
def _common() -> dict[str, str]:
    others = {other: name for name, words in _COLUMNS.items() for other in (*words, name)}
    return {folded(words): name for words, name in others.items()}


def unknown_indicator(framework: Framework, name: str) -> Params:
    """What a finding says of *name*, which is no indicator's id: whose it may be, the way out."""
    known = framework.once(_indicators)
    first = folded(name[:_SHOWN].partition(" ")[0])
    near = near_name(folded(name[:_SHOWN]), known) or known.get(first)
    said = unseen_in(name) or (_NEAR.fill({"other": near}) if near else _CORRECT)
    return {"node": name[:_SHOWN] or "?", "hint_zh": said.zh, "hint_en": said.en}


def of_later(found: Finding, then: Framework, now: Framework) -> Finding:
    """*found* of files under the version *then*; of an id that only *now* has, with the way out."""
    node = found.params.get("node")
    if found.code != "DP301" or then is now or node not in now.by_id:
        return found
    said = _LATER.fill({"now": now.edition, "then": then.edition})
    return found.model_copy(
        update={"params": {"node": node, "hint_zh": said.zh, "hint_en": said.en}}
    )


@dataclass(frozen=True)
class HeadingCheck:
    """Which of its columns a table may have, by the form in which names compare, and must have.

    `needed`: of each group one.
    """

    known: Mapping[str, str]
    needed: Sequence[Sequence[str]]

    def findings(self, table: CsvTable, names: Sequence[str]) -> Iterator[Finding]:
        """What is wrong with the columns of *table*, whose own *names* we know them by.

        A column that is missing because it is misspelt is told where it stands, once.
        """
        ours = frozenset(self.known.values())
        nearest = [None if name in ours else self._near(name) for name in names]
        for group in self.needed:
            if not {*group} & {*names, *nearest}:
                yield table.finding("DP318", 1, 1, {"column": group[0], **_ABSENT.params})
        for index, (name, near) in enumerate(zip(names, nearest, strict=True)):
            if name not in ours:
                said = _COLUMN_NEAR.fill({"other": near}) if near else _NO_COLUMN
                yield table.header_finding(index, said)
            elif name in names[:index]:
                yield table.header_finding(index, _TWICE)

    def _near(self, name: str) -> str | None:
        return near_name(folded(name[:_SHOWN]), self.known) if name else None


def own_columns(framework: Framework) -> Mapping[str, str]:
    """The columns of `kpis.csv` by name and, those for which *framework* asks, by title."""
    return framework.once(_names)


def _indicators(framework: Framework) -> dict[str, str]:
    """The indicators' ids by id, and by title where only one bears it."""
    walked = [one for _, _, one in framework.walk()]
    titles: dict[str, set[str]] = {}
    for one in walked:
        for words in (one.title.zh, one.title.en):
            titles.setdefault(folded(words), set()).add(one.id)
    clear = {words: next(iter(ids)) for words, ids in titles.items() if len(ids) == 1}
    return {**clear, **{folded(one.id): one.id for one in walked}}
