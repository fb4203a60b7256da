"""Header values: safe, encoded by RFC 2047, the same with every version of the library."""

from __future__ import annotations

import re
from email.header import Header
from unicodedata import category

from dpcap.model.address import Address

# What could end a header, hide in it or turn its direction.
_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
# Words that stand for themselves wherever a header takes them.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 '_-]*[A-Za-z0-9])?", re.ASCII)
_FOLD = "\n "
_WIDTH, _LONGEST_WORD, _LONGEST, _LONGEST_NAME = 75, 60, 250, 120


def one_line(text: str) -> str:
    """*text* on one line, without what could end a header, hide in it or turn its direction."""
    kept = (" " if category(char) in _UNSAFE else char for char in text)
    return " ".join("".join(kept).split())


def encoded(text: str, header: str) -> str:
    """*text* as the value of *header*: folded, in encoded words if it needs them.

    More than 250 characters are cut.
    """
    line = one_line(text)[:_LONGEST].strip()
    foldable = all(len(word) < _LONGEST_WORD for word in line.split())
    charset = None if line.isascii() and foldable and "=?" not in line else "utf-8"
    return Header(line, charset, maxlinelen=_WIDTH, header_name=header).encode()


def mailbox(name: str, address: Address) -> str:
    """*address* with a *name*; without one if nothing of it can be shown."""
    shown = one_line(name)[:_LONGEST_NAME].strip()
    if not shown:
        return address.text
    if _PLAIN.fullmatch(shown) and len(shown) < _WIDTH:
        said = shown
    else:
        said = Header(shown, "utf-8", maxlinelen=_WIDTH, header_name="Reply-To").encode()
    fits = len(said) + len(address.text) < _WIDTH
    return f"{said}{' ' if fits else _FOLD}<{address.text}>"


def wanted(form: re.Pattern[str], text: str) -> str:
    """*text*, if it has the *form*. Raises ValueError."""
    if form.fullmatch(text) is None:
        raise ValueError(f"not allowed in a header: {text!r}")
    return text
