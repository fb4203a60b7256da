"""What is wrong with a line that is no TOML, and how it is written right."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dpcap.intake.merge_marks import MERGED, merge_mark
from dpcap.intake.office import truth
from dpcap.model.two_languages import TwoLanguages

_PLACE = re.compile(r"(?<!\s)\s*+\(at (?:line (\d+), column (\d+)|end of document)\)$")
_SHOWN = 60
# Bounded: a line that opens quote after quote would be read to its end from each.
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.){0,300}+\"|'[^']{0,300}+'")
_OPEN_QUOTE_OR_COMMENT = re.compile("[\"'#]")
_KEY = r"\s*+(?P<key>[A-Za-z_][A-Za-z0-9_.-]{0,59})"
_PAIR = re.compile(rf"{_KEY}\s*+(?P<sign>==++|:=|=>|=|:)\s*+(?P<value>.*)", re.DOTALL)
_NO_SIGN = re.compile(rf"{_KEY}\s++(?P<value>[^=:\s].*)", re.DOTALL)
_NOTE = re.compile(r"\s*+(?://|;|--|%|\N{FULLWIDTH NUMBER SIGN})")
_FOREIGN_KEY = re.compile(r"\s*+(?P<key>[^\s=\"'\[#]*[^\x00-\x7f][^\s=\"'\[#]*)\s*+=")
_WIDE_SIGNS = {
    **dict.fromkeys("“”„＂「」『』", '"'),
    **dict.fromkeys("‘’＇", "'"),
    **dict(zip("＝：，、；［］【】（）", "=:,,;[][]()", strict=True)),
}
_NOT_BLANKS = re.compile("[\u00a0\u2000-\u200f\u202f\u2060\u3000\ufeff]")

_PLAIN = TwoLanguages(
    '此处写法有误。每行写一项，写作 lang = "zh"：英文键名、等号、带英文双引号的文字',
    'one setting stands in each line, such as lang = "zh": a key, =, and text in double quotes',
)
_NOTE_SIGN = TwoLanguages("注释要以半角 # 开头", "a comment begins with #")
_WIDE = TwoLanguages(
    "{sign} 是中文标点，请改成半角的 {plain}", "{sign} is a full-width sign: write {plain}"
)
_BLANK = TwoLanguages(
    "这里的空格不是普通空格（{name}），请删掉，改用半角空格",
    "this blank is no plain one ({name}): replace it by a plain blank",
)
_EQUALS = TwoLanguages(
    "键与值之间要用一个等号，写作 {right}", "one = stands between key and value: write {right}"
)
_EMPTY = TwoLanguages(
    "{key} 的等号后面没有值。请填上，或删去这一行",
    "no value follows {key}: give one, or remove the line",
)
_TRUTH = TwoLanguages(
    "“是”和“否”要写成 true 和 false：{right}", "yes and no are true and false: write {right}"
)
_UNQUOTED = TwoLanguages("文字要加英文双引号，写作 {right}", "text stands in quotes: write {right}")
_HALF_QUOTED = TwoLanguages(
    "引号只有一半，请写作 {right}", "one of the two quotes is missing: write {right}"
)
_BACKSLASH = TwoLanguages(
    "双引号里的反斜杠另有含义。路径请用 /，写作 {right}",
    "a backslash in double quotes means something else: write paths with /, as in {right}",
)
_BEHIND = TwoLanguages(
    "值后面多了“{rest}”。多余的请删去；是另一项就另起一行；是说明就在前面加 #",
    'behind the value stands "{rest}": remove it, begin a new line, or put # before a comment',
)
_TWICE = TwoLanguages(
    "{key} 写了两次，第 {line} 行已有。请只留一处",
    "{key} stands in line {line} as well: keep one of the two",
)
_ENGLISH = TwoLanguages(
    "键名“{key}”不认识，要用规定的英文键名，如 framework、reviews、out、lang",
    "{key} is no key: they are English words such as framework, reviews, out, lang",
)


class BlamedPlace(NamedTuple):
    """A line and a column (from 1), and what is wrong there."""

    line: int
    column: int
    problem: TwoLanguages


class _Slip(NamedTuple):
    """What is wrong in a line, and at which column (from 1)."""

    column: int
    problem: TwoLanguages


def blamed_toml(message: str, text: str) -> BlamedPlace:
    """Where in *text* is what made its reader say *message*, and what it is."""
    lines = text.split("\n")
    if marked := merge_mark(text):
        return BlamedPlace(marked, 1, MERGED)
    number, column = _place(message, lines)
    line = lines[number - 1].rstrip("\r")
    if message.startswith("Cannot "):
        found = _twice(lines, number)
    else:
        found = next(filter(None, (rule(line) for rule in _RULES)), None)
    return BlamedPlace(number, *(found or _Slip(column, _PLAIN)))


def lost_backslash(text: str) -> BlamedPlace | None:
    """The first path in sound TOML whose backslash was read as another character."""
    for number, line in enumerate(text.split("\n"), 1):
        pair = _PAIR.match(line)
        if pair and pair["sign"] == "=" and (found := _backslash(pair)):
            return BlamedPlace(number, *found)
    return None


def _place(message: str, lines: list[str]) -> tuple[int, int]:
    """Line and column in *message*; at the end of the document those of the last line."""
    found = _PLACE.search(message)
    if found and found[1]:
        return int(found[1]), int(found[2])
    last = max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)
    return last, 1


def _twice(lines: list[str], number: int) -> _Slip | None:
    """Of line *number*: where its key, or table, stands before."""
    own = _head(lines[number - 1])
    first = next((n for n, one in enumerate(lines, 1) if own and _head(one) == own), number)
    return _Slip(1, _TWICE.fill({"key": own, "line": first})) if first < number else None


def _head(line: str) -> str:
    """The key of a line, or the table it opens."""
    return line.split("#", maxsplit=1)[0].split("=", maxsplit=1)[0].strip(" \t\r[]\"'")[:_SHOWN]


def _note(line: str) -> _Slip | None:
    return _Slip(1, _NOTE_SIGN) if _NOTE.match(line) else None


def _wide(line: str) -> _Slip | None:
    """A sign or blank outside of quotes and comments that is none of TOML's."""
    bare = _QUOTED.sub(lambda one: "_" * len(one[0]), line)
    bare = _OPEN_QUOTE_OR_COMMENT.split(bare)[0]
    for place, char in enumerate(bare, 1):
        if char in _WIDE_SIGNS:
            return _Slip(place, _WIDE.fill({"sign": char, "plain": _WIDE_SIGNS[char]}))
        if _NOT_BLANKS.match(char):
            return _Slip(place, _BLANK.fill({"name": f"U+{ord(char):04X}"}))
    return None


def _of_pair(line: str) -> _Slip | None:
    """What is wrong between a key and its value, or with the value."""
    pair = _PAIR.match(line)
    if pair is None:
        return _missing(_NO_SIGN.match(line))
    if pair["sign"] != "=":
        return _Slip(pair.start("sign") + 1, _EQUALS.fill({"right": _right(pair)}))
    return next(filter(None, (rule(pair) for rule in _OF_VALUES)), None)


def _missing(found: re.Match[str] | None) -> _Slip | None:
    """The sign that lacks between a key and its value."""
    if found is None:
        return None
    return _Slip(found.start("value") + 1, _EQUALS.fill({"right": _right(found)}))


def _empty(pair: re.Match[str]) -> _Slip | None:
    if pair["value"].partition("#")[0].strip():
        return None
    return _Slip(pair.start("value") + 1, _EMPTY.fill({"key": pair["key"]}))


def _backslash(pair: re.Match[str]) -> _Slip | None:
    if not pair["value"].startswith('"') or "\\" not in pair["value"]:
        return None
    return _Slip(pair.start("value") + 1, _BACKSLASH.fill({"right": _right(pair)}))


def _behind(pair: re.Match[str]) -> _Slip | None:
    """Something behind a whole value in quotes."""
    whole = _QUOTED.match(pair["value"])
    rest = pair["value"][whole.end() :] if whole else ""
    if whole is None or not rest.partition("#")[0].strip():
        return None
    shift = len(rest) - len(rest.lstrip())
    column = pair.start("value") + whole.end() + shift + 1
    return _Slip(column, _BEHIND.fill({"rest": rest.strip()[:_SHOWN]}))


def _quotes(pair: re.Match[str]) -> _Slip | None:
    """A value without quotes, or with one of the two."""
    value = pair["value"].partition("#")[0].strip()
    if value[:1] in "[{" or _QUOTED.fullmatch(value):
        return None
    said = _UNQUOTED if not {value[0], value[-1]} & {'"', "'"} else _HALF_QUOTED
    said = _TRUTH if said is _UNQUOTED and truth(value) is not None else said
    return _Slip(pair.start("value") + 1, said.fill({"right": _right(pair)}))


def _english(line: str) -> _Slip | None:
    found = _FOREIGN_KEY.match(line)
    return found and _Slip(found.start("key") + 1, _ENGLISH.fill({"key": found["key"][:_SHOWN]}))


def _right(found: re.Match[str]) -> str:
    """Key and value as TOML has them."""
    value = found["value"].strip()
    quoted = re.match(r"(?P<sign>[\"'])(?P<text>[^\"']*+)", value)
    value = quoted["text"] if quoted else value.partition("#")[0]
    value = value.strip(" \t\"'“”‘’=:,;").replace("\\\\", "/").replace("\\", "/")[:_SHOWN]
    said = truth(value)
    return f"{found['key']} = " + (f'"{value}"' if said is None else str(said).lower())


_OF_VALUES: tuple[Callable[[re.Match[str]], _Slip | None], ...] = (
    *(_empty, _backslash, _behind, _quotes),
)
_RULES: tuple[Callable[[str], _Slip | None], ...] = (_note, _wide, _of_pair, _english)
