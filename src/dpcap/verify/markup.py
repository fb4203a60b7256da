"""The words of HTML as a reader sees them, in one go: no parser that anybody can keep busy."""

from __future__ import annotations

from html import unescape

# These break no word: a figure may be split by them and still be read as one.
_NAMES = "a abbr b bdi bdo big code em font i ins mark s small span strong sub sup u wbr"
_INLINE = frozenset(_NAMES.split())
_UNSEEN = frozenset(("style", "script", "title"))


def words_of(page: str) -> str:
    """The text of *page* without tags, style and script; blocks are parted by a blank."""
    said: list[str] = []
    unseen: str | None = None
    first, *rest = page.split("<")
    said.append(first)
    for piece in rest:
        tag, closed, text = piece.partition(">")
        if not closed:
            text = tag if unseen is None else ""
        name = _name(tag)
        if unseen is not None:
            unseen = None if name == f"/{unseen}" else unseen
        elif name in _UNSEEN:
            unseen = name
        if unseen is None:
            said.append(("" if name.removeprefix("/") in _INLINE else " ") + text)
    return unescape("".join(said))


def _name(tag: str) -> str:
    """The name of a *tag*, with the slash of an end tag."""
    start = tag[:20].split(None, 1)
    name = start[0].lower() if start else ""
    return name if name.startswith("/") else name.partition("/")[0]
