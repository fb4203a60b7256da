"""What a table's columns, and the indicators in it, are called by those who fill it in."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from dpcap.intake.table import Record, Table
from dpcap.intake.wording import Both, Params
from dpcap.model.framework import Framework

_SHOWN = 60
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "shop": ("店铺", "店铺编号", "商家", "店"),
    "indicator": ("指标", "指标编号", "题号"),
    "value": ("数值", "值", "数据", "本店"),
    "peer": ("同行", "同行值", "同行均值", "同行优秀"),
    "evidence": ("证据", "证据编号"),
    "note": ("备注", "说明"),
    "basis": ("口径",),
    "period": ("期间", "统计周期"),
}
_CORRECT = Both("请改正编号", "Correct the id")
_NEAR = Both("是不是 {other}？请改正编号", "Is {other} meant? Correct the id")


def with_known_headings(table: Table, framework: Framework) -> Table:
    """*table* with its columns under the names that are read, whichever common ones it has.

    Two columns that would get one name keep theirs.
    """
    known = framework.once(_headings)
    names = tuple(known.get(_plain(name), name) for name in table.header)
    if names == table.header or len(set(names)) < len(set(table.header)):
        return table
    records = tuple(_renamed(record, names) for record in table.records)
    return replace(table, header=names, records=records)


def _renamed(record: Record, names: tuple[str, ...]) -> Record:
    return replace(record, cells=dict(zip(names, record.cells.values(), strict=True)))


def _headings(framework: Framework) -> dict[str, str]:
    """The names of columns by what they are also called, in the form in which these compare."""
    ours = {name: name for name in (*_COLUMNS, *framework.envelope)}
    others = {other: name for name, words in _COLUMNS.items() for other in words}
    titles = {
        title: name
        for name, field in framework.envelope.items()
        for title in (field.title.zh, field.title.en)
    }
    return {_plain(words): name for words, name in {**titles, **others, **ours}.items()}


def unknown_indicator(framework: Framework, name: str) -> Params:
    """What a finding says of *name*, which is no indicator's id: whose it may be, the way out."""
    names = framework.once(_indicators)
    plain = _plain(name[:_SHOWN])
    near = [plain] if plain in names else get_close_matches(plain, names, n=1, cutoff=0.8)
    said = _NEAR.fill({"other": names[near[0]]}) if near else _CORRECT
    return {"node": name[:_SHOWN] or "?", "hint_zh": said.zh, "hint_en": said.en}


def _indicators(framework: Framework) -> dict[str, str]:
    """The indicators' ids by id and title."""
    walked = [one for _, _, one in framework.walk()]
    titles = {_plain(words): one.id for one in walked for words in (one.title.zh, one.title.en)}
    return {**titles, **{_plain(one.id): one.id for one in walked}}


def _plain(words: str) -> str:
    """*words* as they are compared: width, case and blanks do not count."""
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())
