"""Mistyped keys in YAML: what a key that nobody knows was probably meant to be."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import NamedTuple

from dpcap.intake.nearest import unseen_in
from dpcap.intake.yaml_values import Plain, number
from dpcap.model.two_languages import Params, TwoLanguages

_WIDE, _NARROW = "：", ":"
_COLON = re.compile(f"[{_WIDE}{_NARROW}]")
# A key at the head of a line or of a flow mapping whose colon YAML does not take for one.
_HEAD = re.compile(r"[ \t]*(?:- +)*(?P<key>[^\s:：,#{}\[\]\"']+) *(?P<colon>：|:(?=[^\s:]))")
_INNER = re.compile(r"[{,] *(?P<key>[A-Za-z_][\w.-]*) *(?P<colon>：|:(?=[^\s/,}]))")
YES_NO = frozenset(("true", "false", "True", "False", "是", "否"))
_MOST, _SHOWN, _LONGEST_LINE = 120, 60, 1000
_ENDS = {"{": "}", "[": "]"}
# What stands where a colon belongs.
_NO_COLONS = " \t=＝-"

_FIX = TwoLanguages(
    "请改正拼写；确实用不着的再删除", "Correct its spelling, or remove it if nothing needs it"
)
_NEAR = TwoLanguages(
    "是不是 {near}？请改正拼写或删除", "Did you mean {near}? Correct its spelling or remove it"
)
_ELSEWHERE = TwoLanguages(
    "这里没有这个键，它属于别处。请移到该放的地方，或删除",
    "It has its place elsewhere, not here. Move it there or remove it",
)
_FULL_WIDTH = TwoLanguages(
    "冒号是全角，请改成半角冒号加空格，写作 {way}",
    "The colon is full-width; write a plain colon and a blank: {way}",
)
_NO_BLANK = TwoLanguages(
    "冒号后要有空格，请写作 {way}", "A blank must follow the colon: write {way}"
)
_NO_COLON = TwoLanguages(
    "{key} 后面缺少冒号，请写作 {way}", "A colon is missing after {key}: write {way}"
)
_NO_KEY = TwoLanguages(
    "花括号里只有值，没有键。请写作 value: {key}，或去掉花括号",
    "In the braces stands a value without its key: write value: {key}, or drop the braces",
)
_ENGLISH = TwoLanguages(
    "键名要用英文，中文写在冒号后面。请照文档改成英文键名，用不着就删除",
    "Keys are English words, with Chinese behind the colon: write its English name, or remove it",
)
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]{1,8}$")
_NO_VALUE = TwoLanguages(
    "它后面也没有值：文字里有逗号的，请给整段文字加引号；否则请删除或改正拼写",
    "It has no value either: put a text that holds commas in quotes; else remove it or correct its"
    " spelling",
)

# Keys as people write them who think of the table they came from, and what may be meant.
_CHINESE = {
    "编号": ("id",),
    "名称": ("name", "title"),
    "姓名": ("name",),
    "标题": ("title",),
    "服务商": ("provider",),
    "日期": ("on", "set_on", "date", "captured_on"),
    "理由": ("reason", "because", "note"),
    "原因": ("reason", "because", "note"),
    "说明": ("note", "reason", "text"),
    "备注": ("note", "reason"),
    "截止": ("until", "due_on", "deadline"),
    "截止日期": ("due_on", "until", "deadline", "closes_on"),
    "开始日期": ("from", "opens_on", "starts"),
    "结束日期": ("until", "ends"),
    "负责人": ("owner", "by"),
    "复核人": ("reviewer", "by"),
    "数值": ("value",),
    "值": ("value",),
    "周期": ("period",),
    "来源": ("source",),
    "文件": ("file",),
    "链接": ("url",),
    "网址": ("url",),
    "类型": ("kind",),
    "结论": ("decision", "ruling", "outcome"),
    "联系人": ("contact",),
    "邮箱": ("email", "address"),
    "电话": ("phone",),
    "手机": ("phone",),
    "角色": ("role", "roles"),
    "店铺": ("shops", "shop"),
    "证据": ("evidence",),
    "指标": ("indicator", "metric"),
    "规则": ("rules",),
    "天数": ("days",),
}


class KeyTypo(NamedTuple):
    """What is wrong in a line, and at which column (from 1)."""

    column: int
    problem: TwoLanguages


def unknown_key(key: str, value: Plain, known: Collection[str] = ()) -> Params:
    """What a finding DP106 says of *key*, which stands before *value* where *known* keys may."""
    hint = _colon(key) or unseen_in(key) or _hint(key, value, known)
    return {"field": key, "hint_zh": hint.zh, "hint_en": hint.en}


def holds_colon(key: str) -> bool:
    """Whether *key* swallowed a colon, and with it most likely its own value."""
    return _COLON.search(key) is not None


def aimed_at(key: str, known: Collection[str]) -> str | None:
    """Which of the *known* keys *key* begins with or looks like, if any."""
    word = _first_word(key)
    if word in known:
        return word
    return next(iter([*_in_english(key, known), *like_keys(key, known)]), None)


def _in_english(key: str, known: Collection[str]) -> list[str]:
    """What a *key* in Chinese is called among the *known* ones, likeliest first."""
    return [one for one in _CHINESE.get(key.strip(), ()) if one in known]


def like_keys(key: str, known: Collection[str], like: float = 0.6) -> list[str]:
    """That of the *known* keys which *key* looks like, whatever its case."""
    by_case = {one.casefold(): one for one in known}
    near = get_close_matches(key[:_SHOWN].casefold(), by_case, 1, like)
    return [by_case[one] for one in near]


def swallowed(text: Plain, known: Collection[str]) -> TwoLanguages | None:
    """What is wrong with *text* if it is a whole entry, such as `value：2`, under a *known* key."""
    if not isinstance(text, str) or not holds_colon(text) or _first_word(text) not in known:
        return None
    return _colon(text)


def in_line(line: str) -> KeyTypo | None:
    """Which colon is wrong in a line of YAML that cannot be read, if one is."""
    line = line[:_LONGEST_LINE]
    match = _HEAD.match(line) or _INNER.search(line)
    if match is None:
        return None
    problem = _colon(match["key"] + match["colon"] + line[match.end() :].partition(",")[0])
    return KeyTypo(match.start("key") + 1, problem) if problem else None


def _colon(text: str) -> TwoLanguages | None:
    """The problem of the first colon in *text*, with the way to write it."""
    match = _COLON.search(text[:_MOST])
    if match is None:
        return None
    way = _entry(text[: match.start()].strip(), text[match.end() :].strip(" }\t\r\n"))
    return (_FULL_WIDTH if match[0] == _WIDE else _NO_BLANK).fill({"way": way})


def _entry(key: str, behind: str) -> str:
    """An entry as it is to be written; of a list or mapping only that it is one."""
    opened = behind[:1]
    if opened in _ENDS and _ENDS[opened] not in behind:
        behind = f"{opened}…{_ENDS[opened]}"
    return f"{key}: {behind[:_SHOWN]}".rstrip()


def _hint(key: str, value: Plain, known: Collection[str]) -> TwoLanguages:
    word, near = _first_word(key), aimed_at(key, known)
    if value is None and near == word != key:
        way = _entry(word, key[len(word) :].strip(_NO_COLONS))
        return _NO_COLON.fill({"key": word, "way": way})
    if value is None and "value" in known and (number(key) is not None or key in YES_NO):
        return _NO_KEY.fill({"key": key[:_SHOWN]})
    if near is None and _IDEOGRAPH.match(key) and value is not None:
        return _ENGLISH
    if near == key:
        return _ELSEWHERE
    if near:
        return _NEAR.fill({"near": near})
    return _NO_VALUE if value is None else _FIX


def _first_word(key: str) -> str:
    """What stands before the first colon or blank in *key*."""
    return re.split(f"[{_WIDE}{_NARROW}\\s]", key.strip(), maxsplit=1)[0]
