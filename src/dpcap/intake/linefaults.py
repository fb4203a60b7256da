"""Why a line of YAML cannot be read: full-width signs, wide blanks, texts that need quotes.

A line is gone through once, token by token, from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from dpcap.intake.key_typos import KeyTypo, in_line
from dpcap.model.two_languages import TwoLanguages

_LONGEST_LINE = 1000
# Blanks that are none for YAML.
WIDE_BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
_TOKENS = re.compile(
    rf"""(?P<blank>[ \t]+)|(?P<wide_blank>[{WIDE_BLANKS}])
    |(?P<quoted>"(?:[^"\\]|\\.)*+(?:"|\\?$)|'(?:[^']|'')*+(?:'|$))
    |(?P<colon>:(?=[ \t,\]\}}{WIDE_BLANKS}]|$))|(?P<comma>,)|(?P<open>[\[{{])|(?P<close>[\]}}])
    |(?P<wide_comma>[，；;])|(?P<wide_open>[｛［【])|(?P<hash>\#)
    |(?P<mark>[&*][A-Za-z0-9_-]+(?=[ ,\]}}]|$))|(?P<sign>[@%`*&!|>])
    |(?P<dash>-(?=[ ]))|(?P<text>[^ \t{WIDE_BLANKS}"':,\[\]{{}}，；;｛［【\#@%`*&!|>-]+|.)""",
    re.VERBOSE,
)
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#|$)")
_WORD = re.compile(r" *[A-Za-z_][A-Za-z0-9_.-]* *", re.ASCII)

_WIDE_COMMA = TwoLanguages(
    "逗号是全角“，”，请改成半角逗号加空格",
    "The comma is full-width (，); write a plain one and a blank",
)
_SEMICOLON = TwoLanguages(
    "两项之间不能用“{sign}”，请改成半角逗号加空格",
    "“{sign}” does not part two entries; write a comma and a blank",
)
_WIDE_BRACKET = TwoLanguages(
    "括号“{sign}”是全角，请改成半角的 {way}", "The bracket {sign} is full-width; write {way}"
)
_WIDE_BLANK = TwoLanguages(
    "这里的空格不是普通空格（{name}），请删掉，改用半角空格",
    "The blank here is no ordinary one ({name}); write plain blanks instead",
)
_COLON_INSIDE = TwoLanguages(
    "文字里有冒号加空格，请给整段文字加双引号", "A text with a colon and a blank in it needs quotes"
)
_HASH = TwoLanguages(
    "空格后的 # 会被当作注释，后面的字读不到，请给整段文字加双引号",
    "A # behind a blank begins a comment: put the whole text in quotes",
)
_SIGN_FIRST = TwoLanguages(
    "文字不能以 {sign} 开头，请给整段文字加双引号",
    "A text that begins with {sign} needs quotes around it",
)
_AFTER_QUOTE = TwoLanguages(
    "引号在中间就收了尾。请给整段文字加双引号，里面的引号改成“”",
    "The quotes end before the text does. Put the whole text in double quotes, with “ ” inside",
)
_AFTER_BRACKET = TwoLanguages(
    "方括号后面还有文字。是文字就给整段加双引号，是列表就在这里加逗号",
    "Text follows a closing bracket. Put the whole text in quotes, or a comma here if it is a list",
)
_NAMES = {"\u3000": ("全角空格", "full-width"), "\u00a0": ("网页空格", "no-break")}
_PLAIN = {"｛": "{ }", "［": "[ ]", "【": "[ ]"}


def fault_in(line: str) -> KeyTypo | None:
    """What is wrong in a *line* of YAML that cannot be read, if it can be told."""
    return in_line(line) or _Walk(line[:_LONGEST_LINE]).first()


def wide_blank(char: str) -> TwoLanguages | None:
    """What to say of *char* if it is a blank that YAML does not take for one."""
    if not re.fullmatch(f"[{WIDE_BLANKS}]", char):
        return None
    code = f"U+{ord(char):04X}"
    zh, en = _NAMES.get(char, ("特殊空格", "special"))
    said = TwoLanguages(f"{zh} {code}", f"{en}, {code}")
    return TwoLanguages(_WIDE_BLANK.zh.format(name=said.zh), _WIDE_BLANK.en.format(name=said.en))


@dataclass
class _Walk:
    """A walk along a line. `fresh`: an entry or a value begins here; `keyed`: its key is behind us.

    `ended`: the problem of a text that begins here. `comma`: where a full-width comma stood.
    """

    line: str
    depth: int = 0
    fresh: bool = True
    keyed: bool = False
    blank: bool = True
    ended: TwoLanguages | None = None
    comma: int | None = None
    steps: dict[str, Callable[[str, int], TwoLanguages | None]] = field(init=False)

    def __post_init__(self) -> None:
        self.steps = {name: getattr(self, f"_{name}", self._text) for name in _TOKENS.groupindex}

    def first(self) -> KeyTypo | None:
        """The first fault of the line."""
        for token in _TOKENS.finditer(self.line):
            kind, place = str(token.lastgroup), token.start()
            problem = self.steps[kind](token[0], place)
            if kind == "colon" and problem is not None and problem is not _COLON_INSIDE:
                place = place if self.comma is None else self.comma
            if problem is not None:
                return KeyTypo(place + 1, problem)
            if kind == "hash" and self.blank:
                return None
            self.blank = kind == "blank"
        return None

    def _blank(self, _text: str, _place: int) -> None:
        return None

    def _wide_blank(self, text: str, _place: int) -> TwoLanguages | None:
        return wide_blank(text) if self.fresh else None

    def _dash(self, text: str, place: int) -> TwoLanguages | None:
        return None if self.fresh else self._text(text, place)

    def _text(self, _text: str, _place: int) -> TwoLanguages | None:
        self.fresh = False
        return self.ended

    def _quoted(self, text: str, place: int) -> TwoLanguages | None:
        if not self.fresh:
            return self._text(text, place)
        self.fresh, self.ended = False, _AFTER_QUOTE
        return None

    def _open(self, text: str, place: int) -> TwoLanguages | None:
        if not self.fresh:
            return self._text(text, place)
        self.depth += 1
        self.keyed = False
        return None

    def _close(self, text: str, place: int) -> TwoLanguages | None:
        if not self.depth:
            return self._text(text, place)
        self.depth -= 1
        self.fresh, self.keyed, self.ended = False, True, _AFTER_BRACKET
        return None

    def _comma(self, text: str, place: int) -> TwoLanguages | None:
        if not self.depth:
            return self._text(text, place)
        self.fresh, self.keyed, self.ended, self.comma = True, False, None, None
        return None

    def _colon(self, _text: str, place: int) -> TwoLanguages | None:
        if self.keyed and not self.fresh and self.ended is None:
            word = self.comma is not None and _WORD.fullmatch(self.line, self.comma + 1, place)
            return self._parted() if word else _COLON_INSIDE
        self.fresh, self.keyed, self.ended = True, True, None
        return None

    def _parted(self) -> TwoLanguages:
        """What to say of the sign that stands where a comma belongs."""
        sign = self.line[self.comma or 0]
        return _WIDE_COMMA if sign == "，" else _SEMICOLON.fill({"sign": sign})

    def _wide_comma(self, text: str, place: int) -> TwoLanguages | None:
        self.comma = place
        return self._text(text, place)

    def _wide_open(self, text: str, place: int) -> TwoLanguages | None:
        if self.fresh and self.keyed:
            return _WIDE_BRACKET.fill({"sign": text, "way": _PLAIN[text]})
        return self._text(text, place)

    def _hash(self, text: str, place: int) -> TwoLanguages | None:
        if self.blank and self.depth and not self.fresh and self.ended is None:
            return _HASH
        return None if self.blank else self._text(text, place)

    def _mark(self, text: str, place: int) -> TwoLanguages | None:
        # What an anchor marks follows it.
        return None if self.fresh else self._text(text, place)

    def _sign(self, text: str, place: int) -> TwoLanguages | None:
        if self.fresh and not _BLOCK.match(self.line, place):
            return _SIGN_FIRST.fill({"sign": text})
        return self._text(text, place)
