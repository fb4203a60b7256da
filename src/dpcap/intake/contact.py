"""The address under which a provider wants its letters: whether one can be sent there at all."""

from __future__ import annotations

from dpcap.intake.office import tidy
from dpcap.model.two_languages import TwoLanguages

_BETWEEN = ",，;；、 \t　/"
_WIDE = TwoLanguages(
    "有全角字符，请用半角重新输入", "it holds full-width characters; type it with plain ones"
)
_ONE = TwoLanguages("只能写一个地址，中间不要有空格", "give one address only, without blanks")
_AT = TwoLanguages("应有且只有一个 @", "it needs exactly one @")
_DOMAIN = TwoLanguages(
    "@ 前后要写全，如 wang@example.com", "both sides of the @ must be whole, as in wang@example.com"
)


def mail_problem(address: str) -> TwoLanguages | None:
    """What is wrong with the form of a mail *address*."""
    text = address.strip()
    if tidy(text) != text:
        return _WIDE
    if any(sign in text for sign in _BETWEEN):
        return _ONE
    local, _, domain = text.partition("@")
    if text.count("@") != 1:
        return _AT
    labels = domain.split(".")
    return None if local and len(labels) > 1 and all(labels) else _DOMAIN
