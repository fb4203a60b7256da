"""Reading one YAML file: its values, and the place of each of them."""

from __future__ import annotations

import re
import stat
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from yaml import MappingNode, Node, SequenceNode

from dpcap.errors import InvalidInputError
from dpcap.intake import yaml_strict
from dpcap.intake.cloud_files import cloud_file, why_unread
from dpcap.intake.content import POINTER_START
from dpcap.intake.file_kinds import EMPTY_FILE, POINTER, no_table
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import FindingLimit
from dpcap.intake.wording import NO_FILE, of_system
from dpcap.intake.yaml_fast import quick
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Finding, Step
from dpcap.model.two_languages import Params, TwoLanguages

MAX_BYTES = 2 * 1024 * 1024
LONGEST = 400
# How a workbook (or another archive) and an older one begin, whatever their name ends in.
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_NO_TEXT = TwoLanguages(
    "它是表格或压缩文件，只是改了扩展名。请用表格软件另存为“CSV UTF-8”",
    'it is a workbook or an archive under another name: save it as "CSV UTF-8" in a spreadsheet',
)
_NO_YAML = TwoLanguages(
    "它是表格、Word 或压缩文件，只是改了扩展名。内容要写成纯文本，另存为 .yaml",
    "it is a workbook, a Word file or an archive under another name: write its content as plain"
    " text and save that as .yaml",
)
# What a disk leaves of a file that was not written to its end, and what is nearly UTF-16.
_RUN_OF_ZEROS, _ZEROS_LOOKED_AT = b"\0" * 8, 400
_DAMAGED = TwoLanguages(
    "文件坏了，里面有大段空字节（多半是没存完就断电或拔盘）。请用备份恢复，或重新保存",
    "it is damaged: there are runs of zero bytes, as when a disk went before it was saved. Bring"
    " back an earlier copy, or save it again",
)
_NO_MARK = TwoLanguages(
    "它像是 UTF-16（“Unicode 文本”），但不完整，读不出来。请重新导出，另存为 UTF-8",
    "it looks like UTF-16 (“Unicode text”) that is not whole: export it again and save it as UTF-8",
)
_TABLE = ".csv"
UTF_8, GB18030, _UTF_16 = "utf-8-sig", "gb18030", "utf-16"
# So much of a file tells whether it is UTF-16 without its mark: in ASCII every other byte is zero,
# in a table at least the digits, commas and ends of lines are.
_LOOKED_AT, _WIDE_SHARE = 1 << 16, 16
_BEYOND_PAIRS = re.compile("[^\x00-\u07ff]")
_BEYOND_LATIN = re.compile("[\u0180-\u07ff]")
# An accent in a name, a degree, a middle dot.
_LATIN = re.compile("[0-9A-Za-z][\x80-\u017f]|[\x80-\u017f][0-9A-Za-z]")

# The parameters of a finding, or what says them.
Say = Mapping[str, str | int | float] | Callable[[], Mapping[str, str | int | float]]


@dataclass(frozen=True)
class Document:
    """One YAML file: `data` is what it says, `shown` how messages name it."""

    data: Plain
    shown: str
    composed: Callable[[], Node | None] = field(repr=False, compare=False)
    _children: dict[int, dict[str, tuple[Node, Node]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def ration(self) -> FindingLimit:
        """How many findings of the file are told."""
        return FindingLimit(self.shown)

    @cached_property
    def root(self) -> Node | None:
        """The node graph, which knows the places; composed only when one is asked for."""
        return self.composed()

    def place(self, path: Sequence[Step]) -> tuple[int, int]:
        """Line and column (from 1) of the value at *path*; what is missing takes its parent's."""
        return _position(self._walk(path)[-1])

    def key_place(self, path: Sequence[Step]) -> tuple[int, int]:
        """Line and column (from 1) of the key that *path* ends with, else of the value."""
        *above, last = path
        nodes = self._walk(above)
        if len(nodes) == len(path) and isinstance(nodes[-1], MappingNode):
            found = self._pairs(nodes[-1]).get(str(last))
            if found is not None:
                return _position(found[0])
        return self.place(path)

    def node_at(self, path: Sequence[Step]) -> Node | None:
        """The node at *path*; None where it does not lead there."""
        nodes = self._walk(path)
        return nodes[-1] if len(nodes) == len(path) + 1 else None

    def reach(self, path: Sequence[Step]) -> int:
        """How many steps of *path* lead somewhere in this file."""
        return len(self._walk(path)) - 1

    def finding(
        self,
        code: str,
        path: Sequence[Step],
        params: Say | None = None,
        *,
        key: bool = False,
        node: str | None = None,
    ) -> Finding:
        """A finding at *path* of this file; with *key*, at the key itself.

        It is made only while the file's ration lasts, and so are the *params* that a function says.
        """
        return self.ration.finding(code, lambda: self._made(code, path, params, key, node))

    def _made(
        self, code: str, path: Sequence[Step], params: Say | None, key: bool, node: str | None
    ) -> Finding:
        said = params() if callable(params) else params or {}
        line, column = self.key_place(path) if key and path else self.place(path)
        named: Params = {"node": node, **said} if node else dict(said)
        return Finding(
            code=code,
            node=node,
            path=tuple(path),
            file=self.shown,
            line=line,
            column=column,
            params=clipped(named),
        )

    def _walk(self, path: Sequence[Step]) -> list[Node | None]:
        """The nodes along *path*, as far as it leads; the root first."""
        nodes = [self.root]
        for step in path:
            child = self._child(nodes[-1], step)
            if child is None:
                break
            nodes.append(child)
        return nodes

    def _child(self, node: Node | None, step: Step) -> Node | None:
        if isinstance(node, MappingNode):
            found = self._pairs(node).get(str(step))
            return None if found is None else found[1]
        if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            child: Node = node.value[step]
            return child
        return None

    def _pairs(self, node: MappingNode) -> dict[str, tuple[Node, Node]]:
        """The pairs of a mapping by key, kept: a file may have very many findings."""
        pairs = self._children.get(id(node))
        if pairs is None:
            pairs = {key.value: (key, value) for key, value in node.value}
            self._children[id(node)] = pairs
        return pairs


def read_yaml(path: Path, shown: str | None = None) -> Document:
    """The YAML file at *path*; *shown* is its name in messages.

    Raises InvalidInputError: unreadable, too large, no YAML, too deep, aliases that expand to too
    much, tags, merge keys, keys that stand twice or are no text, infinite numbers, control
    characters.
    """
    shown = readable(path.as_posix()) if shown is None else shown
    return parse_yaml(read_text(path, shown), shown)


def parse_yaml(text: str, shown: str) -> Document:
    """*text* as a Document. Raises InvalidInputError as `read_yaml` does."""
    data = quick(text)
    if data is not None:
        return Document(data, shown, partial(yaml_strict.root_of, text, shown))
    root = yaml_strict.root_of(text, shown)
    return Document(yaml_strict.built(root, shown), shown, lambda: root)


def read_text(path: Path, shown: str) -> str:
    """The text at *path*, without a byte order mark. Raises InvalidInputError."""
    return text_of(read_bytes(path, shown), shown)


def text_of(raw: bytes, shown: str) -> str:
    """A file's bytes as text, as `read_text` gives it. Raises InvalidInputError."""
    if len(raw) > MAX_BYTES:
        raise too_large(shown, len(raw))
    if raw.startswith(_PACKED):
        raise unreadable(shown, _NO_YAML if shown.endswith((".yaml", ".yml")) else _NO_TEXT)
    if raw.startswith(POINTER_START):
        raise unreadable(shown, POINTER)
    if (bytes_said := _zeros(raw)) and not encoding_of(raw).startswith(_UTF_16):
        raise unreadable(shown, bytes_said)
    if shown.lower().endswith(_TABLE) and (other := no_table(raw)) and other != EMPTY_FILE:
        raise unreadable(shown, other)
    return decoded(raw, shown)


def decoded(raw: bytes, shown: str) -> str:
    """*raw* in the encoding it is in. Raises InvalidInputError at the first bytes in none."""
    try:
        return raw.decode(encoding_of(raw))
    except UnicodeDecodeError:
        line, column = _undecodable(raw)
        raise InvalidInputError(
            [Finding(code="DP109", file=shown, line=line, column=column)]
        ) from None


def _zeros(raw: bytes) -> TwoLanguages | None:
    """What to say of *raw* if it holds runs of zero bytes, or every other byte is one."""
    head = raw[:_ZEROS_LOOKED_AT]
    if _RUN_OF_ZEROS in raw:
        return _DAMAGED
    most = max(head[place::2].count(0) for place in (0, 1))
    return _NO_MARK if most > len(head) // 4 else None


def encoding_of(raw: bytes) -> str:
    """How *raw* is written: UTF-16 by its mark or its zeros, else UTF-8 or, if not that, GB18030.

    Spreadsheets on a Chinese Windows write GBK, a part of GB18030, and UTF-16 as "Unicode text".
    """
    if raw.startswith(_PACKED):
        return UTF_8
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _UTF_16
    if wide := unmarked_utf_16(raw):
        return wide
    try:
        text = raw.decode(UTF_8)
    except UnicodeDecodeError:
        return UTF_8 if _is_damaged(raw.decode(UTF_8, "replace")) else GB18030
    return GB18030 if _is_chinese(raw, text) else UTF_8


def unmarked_utf_16(raw: bytes) -> str | None:
    """Which UTF-16 the text *raw* is in that lacks the mark of it; None: it is in none."""
    head = raw[: min(_LOOKED_AT, len(raw) // 2 * 2)]
    if len(raw) % 2 or raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return None
    for place, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[place::2].count(0)
        if zeros * _WIDE_SHARE < len(head) or head[1 - place :: 2].count(0) * _WIDE_SHARE > zeros:
            continue
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and "\n" in text:
            return name
    return None


def _is_chinese(raw: bytes, text: str) -> bool:
    """Whether *raw*, which is *text* as UTF-8, is rather a few Chinese characters in GBK.

    Some characters are the same two bytes in GBK as a letter that nobody here writes in UTF-8: 十
    is ʮ. That can be seen only where all that a file holds beside ASCII is such pairs.
    """
    if raw.isascii() or raw.startswith(BOM_UTF8) or _BEYOND_PAIRS.search(text):
        return False
    if _LATIN.search(text) and not _BEYOND_LATIN.search(text):
        return False
    try:
        raw.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged(text: str) -> bool:
    """Whether *text*, read as UTF-8 for better or worse, is UTF-8 but for a few bytes.

    As GB18030 such a file could be read too, and all of it wrongly.
    """
    bad = text.count("\N{REPLACEMENT CHARACTER}")
    return sum(char > "\x7f" for char in text) - bad > bad


def _undecodable(raw: bytes) -> tuple[int, int]:
    """Line and column (from 1) of the first bytes that are no text in any way that is read."""
    try:
        raw.decode(UTF_8)
    except UnicodeDecodeError as error:
        return yaml_strict.offset_place(raw[: error.start].decode(UTF_8, "replace"))
    return 1, 1


def read_bytes(path: Path, shown: str, most: int = MAX_BYTES) -> bytes:
    """What the file at *path* holds.

    Raises InvalidInputError as `bytes_up_to`, and for one of over *most* bytes.
    """
    raw = bytes_up_to(path, shown, most)
    if len(raw) > most:
        raise too_large(shown, max(len(raw), path.stat().st_size), most)
    return raw


def bytes_up_to(path: Path, shown: str, most: int) -> bytes:
    """What the file at *path* holds; of a larger one the first *most* bytes and one more.

    Raises InvalidInputError: it is not there, or only in a cloud, or cannot be read, or is none: a
    pipe or a device may never end.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise unreadable(shown, NO_FILE)
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except FileNotFoundError as error:
        raise unreadable(shown, cloud_file(path) or of_system(error)) from error
    except (OSError, ValueError) as error:
        raise unreadable(shown, why_unread(error, path)) from error


def unreadable(shown: str, problem: TwoLanguages) -> InvalidInputError:
    """The error for a file that cannot be read."""
    params: Params = {"what": shown, **problem.params}
    return InvalidInputError([Finding(code="DP110", file=shown, params=params)])


def too_large(shown: str, size: int, limit: int = MAX_BYTES) -> InvalidInputError:
    """The error for a file of more bytes than are read."""
    params: Params = {"size": size, "limit": limit}
    return InvalidInputError([Finding(code="DP103", file=shown, line=1, column=1, params=params)])


def clipped(params: Params) -> Params:
    """*params* without texts so long that they would bury the message."""
    return {
        key: f"{value[:LONGEST]}…" if isinstance(value, str) and len(value) > LONGEST else value
        for key, value in params.items()
    }


def _position(node: Node | None) -> tuple[int, int]:
    return (node.start_mark.line + 1, node.start_mark.column + 1) if node is not None else (1, 1)
