"""The shapes of numbers by which a person is found, in a text that is read as `shadow` says.

Mobile and landline numbers of China, service lines (400, 800), numbers with a country's code, ID
card numbers; and what looks like them and is none: dates, digests, amounts.
"""

from __future__ import annotations

import re


def _code(country: str) -> str:
    """A pattern for the code of a country: +86, 0086, (+86), with what parts it from the number."""
    return rf"(?<![0-9][.,])(?:\((?:\+ ?|00){country}\)|(?:\+ ?|00){country}){_GAP}?"


# A digit; a digit or its Chinese character; what parts the groups of a number, and what may stand
# between the groups of the most common shape, 138 0013 8000.
_D = "[0-9⓪①-⑨]"
_HAN = "〇零一幺壹二贰三叁四肆五伍六陆七柒八捌九玖"
_E = f"[0-9⓪①-⑨{_HAN}]"
_GAP = r"(?:[-./·]| [-./·] | {1,3})"
_ANY = r"[\W_]{0,3}"
_SOFT = r"(?:(?![,、;])[\W_]){0,3}"
# A digit in a ring before a number counts it; a plain one is a part of it. After `0.` or `1,`
# stand the decimals or the thousands of a figure.
_HEAD = r"(?<![0-9])(?<!0\.)(?<![0-9],)"
_TAIL = r"(?![0-9])"
_CHINA = rf"(?:(?:\((?:\+ ?|00)?86\)|(?:\+ ?|00)?86){_GAP}?)?"
_EXTENSION = rf"(?: ?(?:转|分机|ext\.?|#|-)[-: ]?[0-9]{{1,5}}{_TAIL})?"
_SECOND = rf"(?: ?[/、] ?[2-8]{_D}{{6,7}}{_TAIL})?"

# No number has fewer digits.
SEVEN = re.compile(rf"(?:{_E}[^0-9⓪①-⑨{_HAN}]*+){{7}}")
MOBILE = re.compile(
    rf"{_HEAD}{_CHINA}(?:(?:[1一幺壹]|①(?=[⓪①-⑨]))[3-9③-⑨三叁四肆五伍六陆七柒八捌九玖]{_E}"
    rf"(?P<first>{_ANY})(?P<four>{_E}{{4}})(?P<second>{_ANY})(?P<last>{_E}{{4}})){_TAIL}"
)
_CITY = rf"(?:\(0(?:10|2{_D}|[3-9]{_D}{{2}})\)|0(?:10|2{_D}|[3-9]{_D}{{2}}))"
LANDLINE = re.compile(
    rf"(?<![0-9])(?:(?<![0-9][.,])|(?=0[0-9]{{2,3}}-[0-9]{{7,8}}{_TAIL}))"
    rf"(?:{_CHINA}{_CITY}|{_code('86')}\(?(?:10|2{_D}|[3-9]{_D}{{2}})\)?){_SOFT}"
    rf"[1-9]{_D}{{2,3}}{_GAP}?{_D}{{4}}{_TAIL}{_SECOND}{_EXTENSION}"
)
SERVICE = re.compile(
    rf"{_HEAD}{_CHINA}[48]00{_SOFT}(?:{_D}{{3}}{_GAP}?{_D}{{4}}|{_D}{{4}}{_GAP}?{_D}{{3}}){_TAIL}"
)
# Hong Kong, Macau, Taiwan; North America.
ABROAD = re.compile(
    rf"(?<![0-9])(?:{_code('85[23]')}|\(85[23]\){_GAP}?){_D}{{4}}{_GAP}?{_D}{{4}}{_TAIL}"
    rf"|(?<![0-9]){_code('886')}\(?0?{_D}{{1,3}}\)?(?:{_GAP}?{_D}{{3,4}}){{2}}{_TAIL}"
    rf"|(?<![0-9]){_code('1')}\(?[2-9]{_D}{{2}}\)?{_GAP}?[2-9]{_D}{{2}}"
    rf"{_GAP}?{_D}{{4}}{_TAIL}"
)
_NO_DATE = r"(?!(?:19|20)[0-9]{2}(?:[-./](?:0?[1-9]|1[0-2])(?![0-9])|年))"
# Any other country: its groups, but no group that begins a date.
PLUS = re.compile(
    rf"(?<![0-9])\+ ?\(?[1-9]"
    rf"(?:(?:{_GAP}?\(|\){_GAP}?|{_GAP})?{_NO_DATE}{_D}){{6,14}}{_TAIL}"
)
_MONTH_DAY = r"(?:0[1-9]|1[0-2]){0}(?:0[1-9]|[12][0-9]|3[01])"
_CHECKED = rf"{_GAP}?[0-9]{{3}}{_GAP}?[0-9x](?![0-9a-z]|[-./][0-9])"
_PLACE = rf"(?<![0-9])(?<![0-9][-./])[1-8][0-9]{{5}}{_GAP}?"
CARD = re.compile(rf"{_PLACE}(?:18|19|20)[0-9]{{2}}{_MONTH_DAY.format('')}{_CHECKED}")
# With a birthday parted like a date: only of years in which holders of a card were born.
DATED_CARD = re.compile(
    _PLACE + r"(?:19[0-9]|200)[0-9]([-./ ])" + _MONTH_DAY.format(r"\1") + _CHECKED
)
# Digits in a row, alone: no letter before them, no more figures around.
_INNER = r"(?:[-./·]| [-·] | {1,3})"
RUN = re.compile(
    rf"(?:(?<![0-9a-z⓪①-⑨])|(?<=tel)|(?<=phone)|(?<=mobile)|(?<=call))(?<![0-9][,.:])"
    rf"{_CHINA}(?P<row>{_D}(?:{_INNER}?{_D})*+)(?![,:][0-9]|[a-wyz])"
)
CHECK = re.compile(rf"{_INNER}?x(?![0-9a-z])")

# What is no number of a person, whatever stands in it: digests, pages of Douyin, dates.
DIGEST = re.compile(
    r"(?<![0-9a-z])[0-9a-f]{32,}(?![0-9a-z])"
    r"|(?<![0-9a-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])"
    r"|https?://(?:[a-z0-9]{1,20}\.){0,3}(?:douyin|iesdouyin|jinritemai)\.com/[!-~]*"
)
DATE = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}"
    r"(?:([-./])(?:0?[1-9]|1[0-2])(?:\1(?:0?[1-9]|[12][0-9]|3[01]))?(?![0-9])"
    r"|-[qh][1-4]|年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?)"
    r"|(?<![0-9])[0-2]?[0-9]:[0-5][0-9](?![0-9])"
)
# What makes a figure an amount or a share.
UNIT = re.compile(
    r" ?(?:元(?![旦宵月气])|万(?!一)|亿|%|‰|人民币|美元|港元|(?:cny|rmb|usd|hkd|yuan)(?![a-z]))"
    r"|\.[0-9]{1,2}(?![0-9])"
)
DAY = re.compile("(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
YEAR = re.compile("(?:19|20)[0-9]{2}")
PLAIN_DIGITS = str.maketrans(
    "⓪①②③④⑤⑥⑦⑧⑨〇零一幺壹二贰三叁四肆五伍六陆七柒八捌九玖", "0123456789001112233445566778899"
)
GROUPS = re.compile(rf"{_D}+")
KINDS = re.compile(
    r"1[3-9][0-9]{9}|0(?:10|2[0-9])[1-9][0-9]{7}|0[3-9][0-9]{2}[1-9][0-9]{6,7}|[48]00[0-9]{7}"
)
CARD_DIGITS = re.compile(
    r"[1-8][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9x]"
)
