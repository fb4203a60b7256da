"""A mail taken apart: every part of it, and the words of the letter. Bounded while it is parsed.

A mail may come from anybody, so its parts, their depth and the length of each header are counted
as the library finds them, and it stops at the first that is too many. The words of HTML are read
in one go: no parser that anybody can keep busy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import collapse_rfc2231_value
from html import unescape
from typing import Any, NamedTuple, cast

from dpcap.model.two_languages import TwoLanguages
from dpcap.verify.strict_json import unreadable

MOST_PARTS, MOST_NESTED, MOST_HEADERS = 100, 20, 2000
LONGEST_HEADER, MOST_LINES = 32 * 1024, 600_000
_LONGEST_NAME = 1000
_TOO_MUCH = TwoLanguages(
    "邮件过于庞杂（部分、嵌套、行数或信头超限），未予核验",
    "the mail is too large a heap to be checked: too many parts, levels, lines or long headers",
)
_BROKEN = TwoLanguages("邮件已损坏", "the mail is damaged")
# Other codecs of Python's can be made to take for ever, or are no charsets of a mail.
_CHARSETS = (
    "ascii us-ascii utf-8 utf8 gbk gb2312 gb18030 big5 cp936 utf-16 utf-16le utf-16be "
    "iso-8859-1 iso-8859-15 latin-1 windows-1252 cp1252"
)
_KNOWN = frozenset(_CHARSETS.split())
# These break no word: a figure may be split by them and still be read as one.
_NAMES = "a abbr b bdi bdo big code em font i ins mark s small span strong sub sup u wbr"
_INLINE = frozenset(_NAMES.split())
_UNSEEN = frozenset(("style", "script", "title"))


class MailPart(NamedTuple):
    """One part of a mail that holds something itself: its name and type, what it holds.

    `content` is None if that cannot be read. The words of a letter have no name.
    """

    name: str | None
    kind: str
    content: bytes | None
    charset: str

    @property
    def is_letter(self) -> bool:
        """Whether it is shown as the letter's own text."""
        return self.name is None and self.kind in ("text/plain", "text/html")

    @property
    def words(self) -> str | None:
        """What a reader of the letter sees of it; None if that cannot be told."""
        if self.content is None or self.charset not in _KNOWN:
            return None
        text = self.content.decode(self.charset, "replace")
        return words_of(text) if self.kind == "text/html" else text


def parts_of(name: str, raw: bytes) -> tuple[str, list[MailPart]]:
    """The subject and the parts of the mail *raw*, forwarded ones included.

    Raises InvalidInputError if it is too much, or no mail; *name* is its file.
    """
    if raw.count(b"\n") > MOST_LINES:
        raise unreadable(name, _TOO_MUCH)
    try:
        parser: BytesParser[Message] = BytesParser(cast("Any", _Counted), policy=_Bounded(_Count()))
        mail = parser.parsebytes(raw)
        return _decoded(str(mail["Subject"] or "")), list(_leaves(mail))
    except _TooMuchError as error:
        raise unreadable(name, _TOO_MUCH) from error
    except Exception as error:  # a stranger's mail may break the library anywhere
        raise unreadable(name, _BROKEN) from error


class _TooMuchError(Exception):
    pass


class _Count:
    """What has been found of a mail so far."""

    def __init__(self) -> None:
        self.parts = self.nested = self.headers = 0

    def part(self) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise _TooMuchError

    def header(self, lines: Sequence[str]) -> None:
        if sum(map(len, lines)) > LONGEST_HEADER:
            raise _TooMuchError
        self.headers += 1
        self.nested += "multipart/" in "".join(lines).lower()
        if self.nested > MOST_NESTED or self.headers > MOST_HEADERS:
            raise _TooMuchError


class _Bounded(Compat32):
    """How a mail is parsed: header by header, each counted before it is looked into."""

    def __init__(self, count: _Count) -> None:
        super().__init__()
        object.__setattr__(self, "count", count)

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        count: _Count = self.__dict__["count"]
        count.header(sourcelines)
        return super().header_source_parse(sourcelines)


class _Counted(Message):
    """A part of a mail, counted when it is made."""

    def __init__(self, policy: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(policy)
        policy.count.part()


def _leaves(mail: Message) -> Iterator[MailPart]:
    for part in mail.walk():
        if not part.is_multipart():
            yield _leaf(part)


def _leaf(part: Message) -> MailPart:
    content = part.get_payload(decode=True)
    whole = isinstance(content, bytes) and not part.defects
    return MailPart(
        name=_name(part),
        kind=part.get_content_type(),
        content=content if whole and isinstance(content, bytes) else None,
        charset=str(part.get_content_charset("us-ascii")),
    )


def _name(part: Message) -> str | None:
    """The file name of an attachment; None: it is part of the letter."""
    given = part.get_filename()
    if given is not None:
        return _decoded(str(collapse_rfc2231_value(given))) or "?"
    return "?" if part.get_content_disposition() == "attachment" else None


def _decoded(text: str) -> str:
    """A header's *text* without its encoding; as it stands if that is none that we know."""
    pieces = decode_header(text[:_LONGEST_NAME])
    return " ".join("".join(_piece(*piece) for piece in pieces).split())


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    known = (charset or "ascii").lower()
    return piece.decode(known if known in _KNOWN else "ascii", "replace")


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
        name = _tag_name(tag)
        if unseen is not None:
            unseen = None if name == f"/{unseen}" else unseen
        elif name in _UNSEEN:
            unseen = name
        if unseen is None:
            said.append(("" if name.removeprefix("/") in _INLINE else " ") + text)
    return unescape("".join(said))


def _tag_name(tag: str) -> str:
    """The name of a *tag*, with the slash of an end tag."""
    start = tag[:20].split(None, 1)
    name = start[0].lower() if start else ""
    return name if name.startswith("/") else name.partition("/")[0]
