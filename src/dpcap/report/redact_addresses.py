"""Mail addresses and ids of chat programs: where they stand in a text read as `shadow` says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dpcap.report.redact_numbers import TextSpan, amount_after, blank
from dpcap.report.redact_shapes import DATE

# name@host, also with blanks, or with (at) and (dot) in brackets of any kind.
_AT = re.compile(r" {0,3}(?:@|[(\[{<【《] ?(?:at|@|艾特) ?[)\]}>】》]) {0,3}")
_SIGN = re.compile("@|at|艾特")
_DOT = r"(?:\.| ?[(\[{<【《] ?(?:dot|点|\.) ?[)\]}>】》] ?)"
_LABEL = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
_USUAL = r"(?:com|cn|net|org|top|vip|xyz|cc|io|me|co)(?![a-z0-9])"
_CHINESE = r"[^\W_]{1,63}\.(?:中国|公司|网络|商城|网址|集团|中文网)"
_HOST = re.compile(
    rf"(?:{_LABEL}{_DOT}){{1,5}}[a-z][a-z0-9\-]{{0,61}}[a-z0-9]|(?:{_LABEL}。){{1,3}}{_USUAL}|{_CHINESE}"
)
_USUAL_HOST = re.compile(rf"(?:{_LABEL}\.){{1,5}}{_USUAL}|{_CHINESE}")
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._%+-")
_NOT_FIRST, _LONGEST_NAME = "._%+-", 64

# What the programs are called, and those of the names that stand before nothing but an id.
_CHAT = re.compile(
    r"(?P<own>微 ?信|薇信|威信|v ?信|钉钉|飞书|扣扣|抖音(?= ?(?:号|id|账号|帐号))"
    r"|(?<![a-z0-9])(?:wx|vx|qq)(?![a-z]))"
    r"|(?<![a-z0-9])(?:weixin|wechat|lark|feishu|dingtalk)(?![a-z])"
    r"|(?<![a-z0-9])douyin(?= ?(?:id|account|no|number)\b)"
)
# That an id follows: by its name, or by a colon, 是, 为.
_LINK = re.compile(
    r"(?P<name> ?(?:号码?|id|账号|帐号|账户|number|account|no)(?![a-z]))?"
    r"(?P<sign>[^\w.,;。、!?%+@]{0,4}(?:[是为叫]|is\b)?[^\w.,;。、!?%+@]{0,3})"
)
_SIGNS = re.compile("[:=是为叫]|is")
_WORD = re.compile(r"[a-z](?:[a-z0-9_\-]|\.(?=[a-z0-9])){2,29}(?![a-z0-9_@])")
_DIGITS = re.compile(r"[1-9][0-9]{4,14}(?![0-9]|[.,][0-9]|-[0-9])")
_PARTED = re.compile(r"[1-9][0-9]{2,4}(?:[-. ][0-9]{3,4}){1,3}(?![0-9]|[.,/-][0-9])")
_COUNTED = re.compile(" ?(?:[个人粉次件单场条位家天年月%]|小时|分钟|fans|followers|people)")
_RAW = re.compile(r"(?<![a-z0-9])wxid_[a-z0-9]{6,30}")
_TELLING = re.compile("[0-9_]")
_SHORTEST, _SHORT = 6, 4
# Words that stand after such a name and are no ids.
_WORDS = frozenset(
    (
        *("account", "accounts", "approval", "calendar", "channel", "channels", "commerce"),
        *("customer", "feishu", "dingtalk", "group", "groups", "meeting", "message", "messages"),
        *("minishop", "moments", "official", "program", "programs", "server", "service", "sheets"),
        *("support", "wechat", "weixin", "workflow", "workplace", "workspace"),
    )
)


def addresses_in(text: str) -> Iterator[TextSpan]:
    """Where mail addresses and ids of chat programs stand in *text*."""
    if _SIGN.search(text):
        yield from _mails(text)
    if _CHAT.search(text):
        yield from _ids(DATE.sub(blank, text))
    yield from (match.span() for match in _RAW.finditer(text))


def _mails(text: str) -> Iterator[TextSpan]:
    floor = 0
    for at in _AT.finditer(text):
        start, host = _name_before(text, at, floor), _HOST.match(text, at.end())
        floor = at.end()
        if start < at.start() and host:
            usual = text[start] in _LOCAL or _USUAL_HOST.match(text, at.end())
            if usual:
                yield start, host.end()


def _name_before(text: str, at: re.Match[str], floor: int) -> int:
    """Where the name before *at* begins; a name in other than Latin letters is one word."""
    start = at.start()
    while start > floor and text[start - 1] in _LOCAL:
        start -= 1
    while start < at.start() and text[start] in _NOT_FIRST:
        start += 1
    if start == at.start() and at[0][0] != " ":
        floor = max(floor, start - _LONGEST_NAME)
        while start > floor and text[start - 1].isalpha():
            start -= 1
    return start


def _ids(text: str) -> Iterator[TextSpan]:
    for chat in _CHAT.finditer(text):
        link = _LINK.match(text, chat.end())
        if link is None:
            continue
        sure = bool(link["name"] or _SIGNS.search(link["sign"]))
        word = _WORD.match(text, link.end())
        if word and _is_id(word[0].rstrip("-"), own=chat["own"] is not None, sure=sure):
            yield link.end(), link.end() + len(word[0].rstrip("-"))
        elif sure or chat[0] in {"qq", "扣扣"}:
            found = _PARTED.match(text, link.end()) or _DIGITS.match(text, link.end())
            if found and not _is_figure(text, found.end()):
                yield found.span()


def _is_figure(text: str, end: int) -> bool:
    """Whether the digits that end at *end* count something."""
    return amount_after(text, end) or _COUNTED.match(text, end) is not None


def _is_id(word: str, *, own: bool, sure: bool) -> bool:
    """Whether *word* after the name of a chat program is an id, and no word of its own."""
    if _TELLING.search(word):
        return len(word) >= _SHORT
    return (own or sure) and len(word) >= _SHORTEST and word not in _WORDS
