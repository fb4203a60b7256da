"""What is written where one exact figure belongs: ranges, bounds, figures that are hidden."""

from __future__ import annotations

import re

from dpcap.intake.office import tidy
from dpcap.model.two_languages import TwoLanguages

_LONGEST = 40
_FIGURE = r"\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,15})? ?[%万亿千wk元]{0,2}"
_ABOUT = (
    "约|大约|大概|近|将近|接近|几乎|超|超过|不到|不足"
    "|低于|高于|小于|大于|少于|多于|至少|至多|最多|最少"
)
_OR_SO = "以上|以下|以内|之内|左右|上下|开外|出头|多|余|起"
_NARROW = TwoLanguages(
    "列太窄，表格软件只留下了“####”。请拉宽这一列，再填或再导出",
    "the column was too narrow, and the spreadsheet kept only “####”: widen it, then fill in or"
    " export again",
)
_MASKED = TwoLanguages(
    "数被后台遮住了（*）。请换有权限看的账号，填实际的数",
    "the back-end hides the figure (*): take an account that may see it and write the figure",
)
_RANGE = TwoLanguages(
    "这是一个范围，不是一个数。请换成后台显示的那个数；后台只给范围的，这一格留空",
    "is a range, no figure: write the one that the back-end shows; if it shows the range alone,"
    " leave this empty",
)
_BOUND = TwoLanguages(
    "这是大概的数或上下限，不是确切的数。请换成后台显示的数；后台只给上下限的，这一格留空",
    "says about how much, or a bound: write the figure that the back-end shows; if it shows the"
    " bound alone, leave this empty",
)
_FOREIGN = TwoLanguages(
    "这是外币。请换算成人民币，只填数字",
    "is foreign money: convert it to yuan and write the figure only",
)
_SOURCES = (
    (r"#{2,40}", _NARROW),
    (r"[\d.,¥*]{0,20}\*\*[\d.,*%万元]{0,20}", _MASKED),
    (rf"{_FIGURE} ?(?:-|--|~|—|–|至|到) ?{_FIGURE}", _RANGE),
    (rf"(?:[<>≤≥≈]=?|{_ABOUT}) ?{_FIGURE}", _BOUND),
    (rf"{_FIGURE} ?(?:\+|{_OR_SO}) ?[元个件人家单次天%]?", _BOUND),
    (rf"(?:us|hk)?[$€£] ?{_FIGURE}", _FOREIGN),
    (rf"{_FIGURE} ?(?:[$€£]|美元|美金|港币|港元|欧元|英镑|日元|usd|hkd|eur|gbp|jpy)", _FOREIGN),
)
# The first that fits says what is wrong; a form in a browser reads the same patterns.
INEXACT = tuple((re.compile(source, re.ASCII), said) for source, said in _SOURCES)


def inexact_figure(text: str) -> TwoLanguages | None:
    """What to say of *text* if it says a figure, but none that is exact; None: it does not."""
    if len(text) > _LONGEST:
        return None
    plain = tidy(text).lower()
    return next((said for kind, said in INEXACT if kind.fullmatch(plain)), None)
