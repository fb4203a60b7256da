"""Answers of a survey, from CSV or a workbook, row by row. What does not count is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

from dpcap.errors import InvalidInputError
from dpcap.intake.export_table import ExportRow, ExportTable, open_export, text_of_cell
from dpcap.intake.finding_limit import FindingLimit
from dpcap.intake.nearest import folded
from dpcap.intake.office import day_as_read, tidy, truth
from dpcap.intake.private_columns import is_private
from dpcap.intake.source import clipped
from dpcap.intake.yaml_values import harmful
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params, TwoLanguages
from dpcap.model.voice import BUYER_PARTS, OrderCarrier, SurveyChannel, VoiceAnswer, VoiceWave

MOST_ANSWERS = 100_000
_NEEDED = ("buyer", "mark", "date")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "buyer": ("买家编号", "买家", "匿名编号", "用户编号", "buyer_id", "pseudonym"),
    "mark": ("推荐分", "打分", "分数", "得分", "推荐意愿", "nps", "score"),
    "date": ("日期", "作答日期", "提交日期", "day"),
    "channel": ("渠道", "发放渠道", "问卷渠道"),
    "consent": ("同意", "是否同意", "买家同意"),
    "carrier": ("载体", "成交载体", "订单载体"),
    "product": ("商品", "商品分"),
    "logistics": ("物流", "物流分"),
    "service": ("服务", "服务分"),
    "content": ("内容", "内容分"),
    "tags": ("标签", "原因", "reasons"),
}
_BY_TITLE = {folded(one): name for name, also in _COLUMNS.items() for one in (name, *also)}
_CHANNELS: Mapping[str, SurveyChannel] = {
    **dict.fromkeys(("platform", "平台", "平台问卷", "平台自带问卷", "站内"), "platform"),
    **dict.fromkeys(("feige", "飞鸽", "飞鸽会话"), "feige"),
    **dict.fromkeys(("member", "会员", "品牌会员"), "member"),
}
_CARRIERS: Mapping[str, OrderCarrier] = {
    "": "unknown",
    **dict.fromkeys(("unknown", "未知", "不详"), "unknown"),
    **dict.fromkeys(("live", "直播", "直播间"), "live"),
    **dict.fromkeys(("video", "短视频", "视频"), "video"),
    **dict.fromkeys(("card", "商品卡", "商城"), "card"),
    **dict.fromkeys(("search", "搜索"), "search"),
    **dict.fromkeys(("other", "其他", "其它"), "other"),
}
_MARK = re.compile(r"(10|[0-9])(?:\.0+)?分?", re.ASCII)
# A pseudonym: no name, no address, and no number of a phone, an order or a card.
_PSEUDONYM = re.compile(r"(?=.{1,64}$)(?!\+?[\d-]{7,}$)[A-Za-z0-9][A-Za-z0-9_.\-]*", re.ASCII)
_NUMBERS = re.compile(r"\d{7}|@")
_SPLIT = re.compile(r"[、,，;；|/]")
_MOST_TAGS, _LONGEST_TAG, _SHOWN = 10, 30, 20

_NO_MARK = TwoLanguages("应为 0 至 10 的整数", "which is no whole number from 0 to 10")
_NO_DAY = TwoLanguages("看不出是哪一天（如 2026-09-18）", "which is no day such as 2026-09-18")
_NO_CARRIER = TwoLanguages(
    "不认识；可写 live（直播）、video（短视频）、card（商品卡）、search（搜索）、other",
    "which is not known; write live, video, card, search or other",
)
_BAD_TAGS = TwoLanguages(
    f"标签最多 {_MOST_TAGS} 个、每个 {_LONGEST_TAG} 字以内，且不能有号码或邮箱",
    f"and only {_MOST_TAGS} tags of {_LONGEST_TAG} characters are read, no numbers or addresses",
)


@dataclass
class AnswerRows:
    """Reads the answers of one *wave*, from as many files as it has.

    `rows`: how many rows were read; `left_out`: why some do not count, and how many.
    """

    wave: VoiceWave
    answers: list[VoiceAnswer] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    names: list[tuple[str, str]] = field(default_factory=list)
    rows: int = 0

    def add(self, path: Path, shown: str) -> None:
        """Takes in the file at *path*. Raises InvalidInputError if it cannot be read."""
        file = open_export(path, shown)
        table = file.table()
        _File(self, table, _columns(table)).take()
        self.names.append((file.name, file.digest))


def _columns(table: ExportTable) -> dict[str, int]:
    """The places of the columns that are read, by name. Raises InvalidInputError."""
    places: dict[str, int] = {}
    found: list[Finding] = []
    for place, title in enumerate(table.header):
        name = _BY_TITLE.get(folded(title)) if title else None
        if name is None:
            if title and is_private(title):
                found.append(table.finding("DP554", 1, place, clipped({"column": title})))
        elif name in places:
            found.append(table.finding("DP929", 1, place, {"column": title}))
        else:
            places[name] = place
    if lacking := [one for one in _NEEDED if one not in places]:
        found.append(
            Finding(code="DP555", file=table.shown, params={"columns": ", ".join(lacking)})
        )
    if found:
        raise InvalidInputError(found)
    return places


@dataclass
class _File:
    """One table of answers; what is wrong in many rows alike is told once, with the first line."""

    into: AnswerRows
    table: ExportTable
    places: Mapping[str, int]
    alike: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ration = FindingLimit(self.table.shown)

    def take(self) -> None:
        for row in self.table.rows:
            self.into.rows += 1
            if self.into.rows > MOST_ANSWERS:
                raise InvalidInputError([_too_many(self.table.shown, self.into.rows)])
            self._row(row)
        self.into.found.extend(self._told())

    def _row(self, row: ExportRow) -> None:
        cells = {
            name: text_of_cell(row.cells[place]) if place < len(row.cells) else ""
            for name, place in self.places.items()
        }
        if problem := _wrong(cells):
            self._leave("bad_rows")
            self.into.found.append(self._told_once(row.line, *problem, cells))
        elif cause := self._cause(cells):
            self._leave(cause)
            self.alike.setdefault(cause, []).append(row.line)
        else:
            self.into.answers.append(_answer(cells))

    def _leave(self, cause: str) -> None:
        self.into.left_out[cause] = self.into.left_out.get(cause, 0) + 1

    def _cause(self, cells: Mapping[str, str]) -> str | None:
        """Why a sound row does not count."""
        if not _PSEUDONYM.fullmatch(cells["buyer"]):
            return "named_buyers"
        if _channel(cells.get("channel", "")) is None:
            return "no_channel"
        if truth(cells.get("consent", "")) is not True:
            return "no_consent"
        day = _day(cells["date"])
        return None if day and self.into.wave.from_ <= day <= self.into.wave.until else "other_days"

    def _told_once(
        self, line: int, name: str, problem: TwoLanguages, cells: Mapping[str, str]
    ) -> Finding:
        """The finding of one row, while the ration of the file lasts."""
        return self.ration.finding("DP550", lambda: self._finding(line, name, problem, cells))

    def _finding(
        self, line: int, name: str, problem: TwoLanguages, cells: Mapping[str, str]
    ) -> Finding:
        title, value = self.table.header[self.places[name]], cells[name][:_SHOWN]
        shown = "•••" if name == "tags" and _NUMBERS.search(cells[name]) else value
        params: Params = {"column": title[:_SHOWN], "value": shown, **problem.params}
        return self.table.finding("DP550", line, self.places[name], params)

    def _told(self) -> Iterator[Finding]:
        wave = self.into.wave
        codes = {
            "no_consent": "DP551",
            "no_channel": "DP552",
            "other_days": "DP559",
            "named_buyers": "DP566",
        }
        for cause, lines in sorted(self.alike.items()):
            params: Params = {"count": len(lines), "first": min(lines)}
            if cause == "other_days":
                params = {**params, "from": str(wave.from_), "until": str(wave.until)}
            yield Finding(
                code=codes[cause],
                file=self.table.shown,
                line=min(lines),
                column=1,
                params=dict(params),
            )
        unread = [one[:_SHOWN] for one in self.table.header if one and folded(one) not in _BY_TITLE]
        if unread:
            yield Finding(
                code="DP565",
                file=self.table.shown,
                line=1,
                params={"columns": ", ".join(unread[:_SHOWN])},
            )


def _too_many(shown: str, count: int) -> Finding:
    said: dict[str, str | int | float] = {"what_zh": "这一期的答卷", "what_en": "rows in the wave"}
    return Finding(code="DP558", file=shown, params={**said, "count": count, "limit": MOST_ANSWERS})


def _wrong(cells: Mapping[str, str]) -> tuple[str, TwoLanguages] | None:
    """The first column whose cell cannot be read, and what is wrong with it."""
    if _whole(cells["mark"]) is None:
        return "mark", _NO_MARK
    if _day(cells["date"]) is None:
        return "date", _NO_DAY
    for part in BUYER_PARTS:
        if cells.get(part) and _whole(cells[part]) is None:
            return part, _NO_MARK
    if _carrier(cells.get("carrier", "")) is None:
        return "carrier", _NO_CARRIER
    return ("tags", _BAD_TAGS) if _tags(cells.get("tags", "")) is None else None


def _answer(cells: Mapping[str, str]) -> VoiceAnswer:
    """The answer in cells that are sound."""
    parts = tuple(_whole(cells[one]) if cells.get(one) else None for one in BUYER_PARTS)
    return VoiceAnswer(
        day=cast("date", _day(cells["date"])),
        buyer=cells["buyer"],
        mark=cast("int", _whole(cells["mark"])),
        channel=cast("SurveyChannel", _channel(cells["channel"])),
        carrier=cast("OrderCarrier", _carrier(cells.get("carrier", ""))),
        parts=parts,
        tags=_tags(cells.get("tags", "")) or (),
    )


@lru_cache(maxsize=4096)
def _whole(text: str) -> int | None:
    found = _MARK.fullmatch(tidy(text)) if len(text) <= _SHOWN else None
    return int(found[1]) if found else None


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(str(day_as_read(text)))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _channel(text: str) -> SurveyChannel | None:
    return _CHANNELS.get(folded(text[:_LONGEST_TAG]))


@lru_cache(maxsize=4096)
def _carrier(text: str) -> OrderCarrier | None:
    return _CARRIERS.get(folded(text[:_LONGEST_TAG]))


@lru_cache(maxsize=4096)
def _tags(text: str) -> tuple[str, ...] | None:
    """The tags in a cell, each once, sorted; None if they are too many, too long, or numbers."""
    if len(text) > _MOST_TAGS * (_LONGEST_TAG + 2):
        return None
    tags = {" ".join(tidy(one).split()) for one in _SPLIT.split(text)} - {""}
    bad = any(len(one) > _LONGEST_TAG or _NUMBERS.search(one) or harmful(one) for one in tags)
    return None if bad or len(tags) > _MOST_TAGS else tuple(sorted(tags))
