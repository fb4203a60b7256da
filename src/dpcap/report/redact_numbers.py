"""Numbers by which a person is found: where they stand in a text that is read as `shadow` says.

Well-known shapes are found anywhere; a number parted in another way only where no other figure
adjoins it, because figures in a row would be taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dpcap.report.plain_reading import RINGED
from dpcap.report.redact_shapes import (
    ABROAD,
    CARD,
    CARD_DIGITS,
    CHECK,
    DATE,
    DATED_CARD,
    DAY,
    DIGEST,
    GROUPS,
    KINDS,
    LANDLINE,
    MOBILE,
    PLAIN_DIGITS,
    PLUS,
    RUN,
    SERVICE,
    SEVEN,
    UNIT,
    YEAR,
)

TextSpan = tuple[int, int]

_MONEY = frozenset("¥$€£")
# What parts the figures of a list; of a figure with decimals.
_LISTING = frozenset(",、;:")
_FIGURES = _LISTING | {"."}
_LETTER, _DECIMALS = re.compile("[a-z]"), re.compile("[.][0-9]")
_BILLIONS = "00000"
_GOES_ON, _WENT_ON = re.compile("[,、;:] ?[0-9]"), re.compile("[0-9] ?[,、;:] ?$")
_SOLID, _PAIR, _THOUSAND, _CARRIER, _FEW, _CARD_GROUPS, _LONG, _NEAR = 1, 2, 3, 3, 4, 7, 10, 4


class _Run(NamedTuple):
    """Digits in a row, parted or not: where, their groups, and what parts them (blanks aside)."""

    start: int
    end: int
    groups: tuple[str, ...]
    gaps: frozenset[str]

    @property
    def digits(self) -> str:
        """All of them, plainly."""
        return "".join(self.groups)


def numbers_in(text: str) -> Iterator[TextSpan]:
    """Where numbers of persons stand in *text*, in no order; they may overlap."""
    if not SEVEN.search(text):
        return
    text = DIGEST.sub(blank, text)
    dateless = DATE.sub(blank, text)
    yield from _cards(text, dateless)
    for match in MOBILE.finditer(dateless):
        if _is_mobile(match, dateless):
            yield match.span()
    for pattern in (LANDLINE, SERVICE):
        yield from (
            one.span() for one in pattern.finditer(dateless) if not _is_amount(one, dateless)
        )
    yield from (one.span() for one in ABROAD.finditer(dateless))
    yield from (one.span() for one in PLUS.finditer(dateless) if _is_abroad(one, dateless))
    yield from ((run.start, run.end) for run in _runs(dateless) if _is_odd(run))


def blank(match: re.Match[str]) -> str:
    """What stands for *match* while no number is looked for in it."""
    return "\0" * len(match[0])


def _cards(text: str, dateless: str) -> Iterator[TextSpan]:
    yield from (one.span() for one in CARD.finditer(dateless))
    yield from (one.span() for one in DATED_CARD.finditer(text))
    yield from filter(None, (_card(run, dateless) for run in _runs(dateless)))


def _card(run: _Run, text: str) -> TextSpan | None:
    """Where the number of an ID card stands that is parted in an unusual way."""
    check = CHECK.match(text, run.end)
    digits, end = (run.digits + "x", check.end()) if check else (run.digits, run.end)
    few = len(run.groups) <= _CARD_GROUPS or _is_even(run.groups)
    regular = few and len(run.gaps) == 1
    return (run.start, end) if regular and CARD_DIGITS.fullmatch(digits) else None


def _is_mobile(match: re.Match[str], text: str) -> bool:
    """Whether what has a mobile number's shape is one, and no row of figures, years or dates."""
    first, second = match["first"].strip(), match["second"].strip()
    if match["first"] == match["second"] == "":
        return not _is_amount(match, text)
    if YEAR.fullmatch(match["four"]) and YEAR.fullmatch(match["last"]):
        return False
    if _DECIMALS.match(text, match.end()):
        return False
    if "" in (match["first"], match["second"]):
        return _is_parted_once(match, text)
    if first != second and (_FIGURES & {first, second}):
        return False
    return first not in _LISTING or not _adjoins(match, text)


def _is_parted_once(match: re.Match[str], text: str) -> bool:
    """Whether 138 00138000 or 1380013 8000 is a number, no two figures, none with decimals."""
    gap, whole = match["first"] or match["second"], match["four"] + match["last"]
    if gap.strip() in _LISTING or gap == " / " or _LETTER.match(text, match.end()):
        return False
    return not DAY.fullmatch(whole) if match["first"] else gap.strip() != "."


def _adjoins(match: re.Match[str], text: str) -> bool:
    """Whether a list of figures goes on before or after the match."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    return bool(_GOES_ON.match(text, match.end()) or _WENT_ON.search(before))


def _is_amount(match: re.Match[str], text: str) -> bool:
    """Whether the match is digits without any gap, with a unit or a sign of money beside it."""
    if not match[0].isalnum():
        return False
    digits = match[0].translate(PLAIN_DIGITS)
    round_sum = digits[0] in "48" and digits.endswith(_BILLIONS)
    before = text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:]
    return round_sum or before in _MONEY or amount_after(text, match.end())


def amount_after(text: str, end: int) -> bool:
    """Whether what follows the digits that end at *end* makes them an amount or a share."""
    return UNIT.match(text, end) is not None


def _is_abroad(match: re.Match[str], text: str) -> bool:
    """Whether what begins with a plus is a number of another country, and no growth or amount."""
    run = _run(match[0].lstrip("+ "), *match.span())
    if len(run.groups) == _SOLID:
        return len(run.digits) >= _LONG and not amount_after(text, match.end())
    return run.gaps != {"."} or not (len(run.groups) == _PAIR or _is_thousands(run.groups))


def _runs(text: str) -> Iterator[_Run]:
    """Each row of digits, with the code of China; one in a ring before plain ones is none."""
    for match in RUN.finditer(text):
        row, start = match["row"], match.start()
        if row[0] in RINGED and row[1:].lstrip(" ")[:1].isascii():
            row = row[1:].lstrip(" ")
            start = match.end() - len(row)
        if row:
            yield _run(row, start, match.end())


def _run(row: str, start: int, end: int) -> _Run:
    groups = tuple(one.translate(PLAIN_DIGITS) for one in GROUPS.findall(row))
    gaps = frozenset(one.strip(" ") or " " for one in GROUPS.split(row)[1:-1])
    return _Run(start, end, groups, gaps)


def _is_odd(run: _Run) -> bool:
    """Whether the digits are a number that is parted in an unusual, but regular way."""
    if not KINDS.fullmatch(run.digits) or len(run.gaps) != 1:
        return False
    if run.gaps <= {" ", "."} and _is_thousands(run.groups):
        return False
    if run.gaps == {"."} and len(run.groups) == _PAIR:
        return len(run.groups[0]) == _CARRIER
    return len(run.groups) <= _FEW or _is_even(run.groups)


def _is_thousands(groups: tuple[str, ...]) -> bool:
    return all(len(one) == _THOUSAND for one in groups[1:])


def _is_even(groups: tuple[str, ...]) -> bool:
    """Whether all groups but the first are of one or two digits, as one reads a number out."""
    return all(len(one) <= _PAIR for one in groups[1:-1])
