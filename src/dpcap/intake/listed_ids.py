"""Ids that a provider lists in one place and names in another: of shops, of pieces of evidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from dpcap.intake.nearest import folded, near_name, unseen_in
from dpcap.intake.total_words import is_total
from dpcap.intake.yaml_values import Plain
from dpcap.model.base import is_own_id
from dpcap.model.two_languages import Params, TwoLanguages

# So many digits of a number survive a spreadsheet; those behind them become zeros.
_KEPT_DIGITS = 15
_SHOWN, _MAY_BE_SHOWN = 60, 6
_SCIENTIFIC = re.compile(r"(\d(?:\.(\d{1,40}))?)[eE]\+?(\d{1,2})", re.ASCII)

_AS_TEXT = TwoLanguages(
    "请把这一列设为“文本”，再填完整的编号",
    "Make the column a text column, then enter the whole id",
)
IN_POWERS = TwoLanguages(
    f"表格软件把长编号写成了科学计数法。{_AS_TEXT.zh}",
    f"The spreadsheet wrote a long id as a power of ten. {_AS_TEXT.en}",
)
_MAYBE = TwoLanguages(
    f"表格软件把长编号写成了科学计数法，后面的数字可能丢了，可能是 {{ids}}。{_AS_TEXT.zh}",
    "The spreadsheet wrote a long id as a power of ten and may have lost digits; it may be {ids}."
    f" {_AS_TEXT.en}",
)
_ZEROS = TwoLanguages(
    f"登记的是 {{other}}，只差开头的 0，多半是表格软件去掉的。{_AS_TEXT.zh}",
    f"Listed is {{other}}: only zeros in front differ, which spreadsheets drop. {_AS_TEXT.en}",
)
_ROUNDED = TwoLanguages(
    f"登记的是 {{other}}。表格软件只保留 15 位数字，后面变成了 0。{_AS_TEXT.zh}",
    f"Listed is {{other}}: spreadsheets keep 15 digits and write zeros for the rest. {_AS_TEXT.en}",
)
_POINT = TwoLanguages(
    f"登记的是 {{other}}，多了小数点。{_AS_TEXT.zh}",
    f"Listed is {{other}}, without a decimal point. {_AS_TEXT.en}",
)
_TOTAL = TwoLanguages(
    "这是合计、平均一类的行，不是店铺，请删去这一行",
    "It is a row that sums others up, no shop: delete it",
)
_BY_NAME = TwoLanguages(
    "是不是 {other}？这里要写编号，不写名称",
    "Is {other} meant? Write the id here, not the name",
)
_CASE = TwoLanguages(
    "登记的是 {other}，大小写或全角半角不同。请改成一致",
    "Listed is {other}, in other letters (case or width). Write it alike",
)


@dataclass(frozen=True)
class ListedIds:
    """The ids that may be named; `whole`: no others can be listed in what could not be read.

    `what` they are called in messages; `else_`: what to do if an id is not among them; `names`: ids
    by the names that people may write instead.
    """

    what: str
    ids: frozenset[str]
    whole: bool
    else_: TwoLanguages
    names: Mapping[str, str] = field(default_factory=dict)

    def lists(self, name: str) -> bool:
        """Whether *name* is listed, for all that is known."""
        return not self.whole or name in self.ids

    def hint(self, name: str) -> Params:
        """What a finding says of *name*, which is not listed: why so, and the way out."""
        said = self._slip(name) or self.else_
        return {self.what: name or "?", "hint_zh": said.zh, "hint_en": said.en}

    def hint_of(self, names: Sequence[str]) -> Params:
        """What a finding says of several *names*, of which none is listed."""
        if len(names) == 1:
            return self.hint(names[0])
        ways = [self._slip(name) for name in names]
        slips = [way for way in ways if way is not None]
        said = slips[0] if slips and ways[0] is not None else self.else_
        return {self.what: ", ".join(names), "hint_zh": said.zh, "hint_en": said.en}

    def _slip(self, name: str) -> TwoLanguages | None:
        """How *name* came about from a listed id, if it did."""
        if unseen := unseen_in(name):
            return unseen
        if self.what == "shop" and is_total(name):
            return _TOTAL
        for turned, problem in _TURNS:
            other = self._turned[turned].get(turned(name))
            if other is not None:
                return problem.fill({"other": other})
        if _SCIENTIFIC.fullmatch(name):
            shown = ", ".join(of_power(name, self.ids)[:_MAY_BE_SHOWN])
            return _MAYBE.fill({"ids": shown}) if shown else IN_POWERS
        near = near_name(folded(name[:_SHOWN]), self._named)
        return _BY_NAME.fill({"other": near}) if near else None

    def of_name(self, name: str) -> str | None:
        """The id of what is called *name*, whatever its case and width; None: nothing is."""
        return self._named.get(folded(name[:_SHOWN]))

    @cached_property
    def _named(self) -> dict[str, str]:
        return {folded(name): one for name, one in self.names.items()}

    @cached_property
    def _turned(self) -> dict[Turn, dict[str, str]]:
        """For each turn the ids by what it makes of them."""
        return {turn: {turn(one): one for one in self.ids} for turn, _ in _TURNS}


def sound_ids(written: list[Plain]) -> list[Plain]:
    """*written* as ids; texts that are none are left out: they are told where they are listed."""
    ids = [str(one) if type(one) is int else one for one in written]
    return [one for one in ids if not isinstance(one, str) or is_own_id(one)]


def of_power(name: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Those of *ids* that *name* may be, which a spreadsheet wrote as a power of ten."""
    found = _SCIENTIFIC.fullmatch(name)
    if found is None:
        return ()
    last = int(found[3]) - len(found[2] or "")
    written, half = Decimal(found[1]).scaleb(int(found[3])), Decimal(5).scaleb(max(last, 0) - 1)
    return tuple(sorted(one for one in ids if _is_number(one) and abs(int(one) - written) <= half))


def _is_number(one: str) -> bool:
    return one.isascii() and one.isdecimal()


def rewritten(name: str, ids: Iterable[str], *, is_number: bool) -> tuple[str, ...]:
    """Those of *ids* that *name* may be, which a spreadsheet wrote otherwise than they are.

    As a power of ten, without zeros in front, with a point, without what follows 15 digits (as a
    text only with zeros in its place; *is_number*: the cell was a number).
    """
    known = tuple(ids)
    if found := of_power(name, known):
        return found
    turns: list[Turn] = [_bare, _whole]
    if is_number or (len(name) > _KEPT_DIGITS and name == _rounded(name)):
        turns.append(_rounded)
    return tuple(
        sorted({one for turn in turns for one in known if one != name and turn(one) == turn(name)})
    )


def _bare(name: str) -> str:
    return (name.lstrip("0") or "0") if name.isdecimal() else name


def _rounded(name: str) -> str:
    """What a spreadsheet makes of a number of very many digits."""
    kept = name[:_KEPT_DIGITS]
    return kept.ljust(len(name), "0") if name.isdecimal() else name


def _whole(name: str) -> str:
    return name.removesuffix(".0")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


Turn = Callable[[str], str]
# What turns two ids that were meant to be one into the same text.
_TURNS: tuple[tuple[Turn, TwoLanguages], ...] = (
    (_bare, _ZEROS),
    (_whole, _POINT),
    (_rounded, _ROUNDED),
    (_folded, _CASE),
)
