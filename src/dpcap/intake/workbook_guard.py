"""What an .xlsx file must be before any library opens it: a plain, bounded archive of plain XML.

Goes in: the file's bytes. Comes out: nothing, or InvalidInputError with one finding. Declared
sizes are looked at first, then the names, then the text of each part, piece by piece, so that a
hostile file is refused after little work.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from operator import lt
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.file_kinds import EMPTY_FILE, no_table
from dpcap.intake.sheet_view import sheet_title
from dpcap.intake.zip_errors import DAMAGED_ZIP
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params, TwoLanguages

MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 160 * 1024 * 1024
MAX_RATIO = 150
MAX_MEMBERS = 2_000
MAX_ROWS = 200_000
# The columns A to ZZ.
MAX_COLUMNS = 702
MAX_STRINGS = 1_000_000
# What a cell of Excel holds; a character takes eight bytes at most where it is written as a number.
MAX_TEXT = 32_767
_TEXT_BYTES = 8 * MAX_TEXT
# Tags of one row, and all those of a part that stand in no row (styles, rules, merged cells).
_ROW_TAGS, _OTHER_TAGS = 20_000, 100_000
# So few bytes hold no more cells than there may be: the shortest cell is <c/>.
_SHORT_ROW = 4 * MAX_COLUMNS
_CHUNK = 1 << 19
# Fewer rows are looked at one by one.
_FEW = 2
_HEAD = 1 << 13
_RATIO_FROM = 1 << 20
# A part up to this size is held; a longer one is read piece by piece, as often as needed.
MAX_HELD = 64 * 1024 * 1024

_ZIP, _OLE, _ENTRY = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x01\x02"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PREFIX = rb"(?:[^<>\s/:]++:)?"
_ROOT = re.compile(rb"<" + _PREFIX + rb"([A-Za-z]\w*)[\s/>]")
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_ROW_NAMED = rb"row(?=[\s/>])(?:[^<>]*?\sr\s*=\s*[\"'](\d{1,9})[\"'])?"
_ROW = re.compile(rb"<" + _PREFIX + _ROW_NAMED)
# The same where no name has a prefix: to look for it is quick.
_BARE_ROW = re.compile(rb"<" + _ROW_NAMED)
_ROW_END = re.compile(rb"</" + _PREFIX + rb"row\s*>")
_CLOSED = re.compile(rb"[^<>]*/>")
_BEGIN, _END = b"<row", b"</row>"
_CELL = re.compile(rb"<" + _PREFIX + rb"c(?=[\s/>])")
# What _FAR needs: to look for it is quick.
_LETTERS = re.compile(rb"=\s*[\"'][A-Za-z]{3,9}\d")
_FILLED = re.compile(rb"<" + _PREFIX + rb"(?:v|is|f)(?=[\s/>])")
_FAR = re.compile(rb"<" + _PREFIX + rb"c\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]{3,9}\d{1,9})[\"']")
_STRING = re.compile(rb"<" + _PREFIX + rb"si(?=[\s/>])")
_LONG = re.compile(rb"[^<]{%d}" % _TEXT_BYTES)
_EXTERNAL = re.compile(rb"<[^<>]*TargetMode\s*=\s*[\"']External[\"'][^<>]*>")
_TARGET = re.compile(rb"\sTarget\s*=\s*[\"']([^\"']*)[\"']")
_XML = (".xml", ".rels", ".vml")

_NEW_FILE = TwoLanguages(
    "请把要交的内容复制到一个新工作簿，另存为 .xlsx 再交",
    "Copy what is meant into a new workbook, save it as .xlsx and give that",
)


def _said(zh: str, en: str) -> TwoLanguages:
    """A problem with the way out that most of them share."""
    return TwoLanguages(f"{zh}。{_NEW_FILE.zh}", f"{en}. {_NEW_FILE.en}")


_NOT_XLSX = TwoLanguages(
    "内容不是 .xlsx（改扩展名不会改变内容）。若是 CSV，请把扩展名改回 .csv；"
    "否则请用表格软件打开，另存为 .xlsx",
    "its content is no .xlsx (a new extension changes no content). If it is CSV, name it .csv"
    " again; else open it in a spreadsheet and save it as .xlsx",
)
_OLD = TwoLanguages(
    "这是旧的 .xls 格式。请用表格软件打开，另存为 .xlsx",
    "it is in the old .xls format. Open it in a spreadsheet and save it as .xlsx",
)
_LOCKED = TwoLanguages(
    "文件有打开密码。请去掉密码另存为 .xlsx",
    "it opens with a password only. Save it as .xlsx without one",
)
_BINARY = TwoLanguages(
    "这是 .xlsb 格式。请用表格软件另存为 .xlsx", "it is an .xlsb. Save it as .xlsx in a spreadsheet"
)
_STRICT = TwoLanguages(
    "这是“Strict Open XML”格式。请另存为普通的“Excel 工作簿（.xlsx）”",
    "it is a “Strict Open XML” workbook. Save it as an ordinary “Excel workbook (.xlsx)”",
)
_DAMAGED = TwoLanguages(
    "文件已损坏或不完整。请重新导出或重新下载",
    "it is damaged or incomplete. Export or download it again",
)
_NAMES = _said(
    "压缩包内有指向外面、重复或隐藏的文件名",
    "names in its archive lead outside, stand twice or are disguised",
)
_PACKING = _said("压缩方式不是表格软件所用的", "it is packed in a way no spreadsheet uses")
_BOMB = _said(
    "解压后过大（压缩炸弹的特征）", "unpacked it would be too large (the mark of a zip bomb)"
)
_DTD = _said(
    "内含 DTD 或实体声明，表格软件不会写这些",
    "it declares a DTD or entities, which no spreadsheet writes",
)
_ENCODED = _said(
    "内部文本不是 UTF-8，表格软件不会这样写",
    "its parts are not UTF-8, which no spreadsheet writes",
)
_MACROS = TwoLanguages(
    "内含宏。请另存为不含宏的 .xlsx", "it holds macros. Save it as an .xlsx without macros"
)
_LINKS = TwoLanguages(
    "引用了别的文件或外部数据。请在“数据 › 编辑链接”里断开，或把单元格粘贴为值，再保存",
    "it links to other files or outside data. Break the links (Data › Edit Links), or paste the"
    " cells as values, and save",
)
_OBJECTS = TwoLanguages(
    "内嵌了文件或控件。请删除它们再保存（图片可以保留）",
    "files or controls are embedded in it. Delete them and save (pictures may stay)",
)
_ROWS = TwoLanguages("超过 {limit} 行", "it has more than {limit} rows")
_COLUMNS = TwoLanguages(
    "超过 {limit} 列（到 ZZ 列为止）", "it has more than {limit} columns (ZZ is the last)"
)
_ORDER = TwoLanguages(
    "行号重复或次序颠倒。请用表格软件打开，另存一次",
    "its rows stand twice or out of order. Open it in a spreadsheet and save it again",
)
_STRINGS = TwoLanguages("文字超过 {limit} 条", "it has more than {limit} texts")
_TEXT = TwoLanguages("有一格的文字超过 {limit} 字", "a cell has more than {limit} characters")
_STYLES = _said("样式、规则或合并单元格太多", "it has too many styles, rules or merged cells")

_WHERE = TwoLanguages("工作表“{sheet}”的 {cell}：", "sheet “{sheet}”, {cell}: ")

_UNREADABLE: tuple[type[Exception], ...] = (*DAMAGED_ZIP, OSError)

# Where in the archive what is refused lies, in small letters.
_REFUSED: tuple[tuple[str, TwoLanguages], ...] = (
    ("vbaproject", _MACROS),
    ("vbadata", _MACROS),
    ("/macrosheets/", _MACROS),
    ("/dialogsheets/", _MACROS),
    ("/externallinks/", _LINKS),
    ("/connections.xml", _LINKS),
    ("/querytables/", _LINKS),
    ("/embeddings/", _OBJECTS),
    ("/activex/", _OBJECTS),
    ("oleobject", _OBJECTS),
)


class Part(NamedTuple):
    """One part of XML: its name in the archive, the name of its root, its first bytes."""

    name: str
    root: str
    head: bytes


def refusal(
    code: str, shown: str, problem: TwoLanguages, *, sheet: str = "", cell: str = "", limit: int = 0
) -> InvalidInputError:
    """The error for the workbook *shown*; *sheet* and *cell* are the place in it."""
    said = problem.fill({"limit": f"{limit:,}"}).params
    where = _WHERE.fill({"sheet": sheet, "cell": cell}) if sheet else TwoLanguages("", "")
    params: Params = {**said, "where_zh": where.zh, "where_en": where.en}
    params |= {"sheet": sheet, "cell": cell} if sheet else {}
    return InvalidInputError([Finding(code=code, file=shown, params=params)])


def check_workbook(raw: bytes, shown: str) -> Mapping[str, bytes]:
    """Lets *raw* pass if it is a plain .xlsx within the limits. Raises InvalidInputError.

    Comes out: the text of its long parts by name, as many as are held.
    """
    _check_kind(raw, shown)
    held: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_directory(archive.infolist(), shown)
            parts = [_part(archive, one, shown) for one in archive.infolist() if _is_xml(one)]
            _check_kind_of_parts(archive, parts, shown)
            for part in parts:
                _check_part(archive, part, shown, held)
    except (NotImplementedError, RuntimeError) as error:
        raise refusal("DP902", shown, _PACKING) from error
    except _UNREADABLE as error:
        raise refusal("DP900", shown, _DAMAGED) from error
    return held


def _check_kind(raw: bytes, shown: str) -> None:
    if len(raw) > MAX_FILE:
        params: Params = {"size": len(raw), "limit": MAX_FILE}
        raise InvalidInputError([Finding(code="DP103", file=shown, params=params)])
    if shown.lower().endswith((".xlsm", ".xltm", ".xlam")):
        raise refusal("DP902", shown, _MACROS)
    if not raw.strip():
        raise refusal("DP900", shown, EMPTY_FILE)
    if raw.startswith(_OLE):
        raise refusal("DP900", shown, _LOCKED if _ENCRYPTED in raw else _OLD)
    if not raw.startswith(_ZIP):
        raise refusal("DP900", shown, no_table(raw) or _NOT_XLSX)
    if raw.count(_ENTRY) > MAX_MEMBERS:
        raise refusal("DP901", shown, _BOMB)


def _check_directory(entries: list[zipfile.ZipInfo], shown: str) -> None:
    """Looks at what the archive declares: sizes, names, ways of packing."""
    unpacked = sum(one.file_size for one in entries)
    packed = sum(one.compress_size for one in entries)
    if unpacked > MAX_UNPACKED or (
        unpacked > _RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)
    ):
        raise refusal("DP901", shown, _BOMB)
    names = [one.orig_filename for one in entries]
    folded = {name.lower() for name in names}
    if len(folded) < len(names) or any(map(_is_odd, names)):
        raise refusal("DP902", shown, _NAMES)
    if any(one.flag_bits & 1 for one in entries):
        raise refusal("DP900", shown, _LOCKED)
    if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in entries):
        raise refusal("DP902", shown, _PACKING)
    for name in sorted(folded):
        for mark, problem in _REFUSED:
            if mark in f"/{name}":
                raise refusal("DP902", shown, problem)
    if "xl/workbook.bin" in folded:
        raise refusal("DP900", shown, _BINARY)
    if "xl/workbook.xml" not in folded or "[content_types].xml" not in folded:
        raise refusal("DP900", shown, _NOT_XLSX)


def _is_odd(name: str) -> bool:
    """Whether a *name* in the archive leads outside it or hides what it is."""
    steps = name.split("/")
    return (
        not name
        or name.startswith("/")
        or ".." in steps
        or "\\" in name
        or ":" in name
        or not name.isprintable()
    )


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith(_XML)


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str) -> Part:
    """The part at *entry*, its head looked at. Raises InvalidInputError."""
    with archive.open(entry) as stream:
        head = stream.read(_HEAD)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise refusal("DP902", shown, _DTD)
    encoding = _ENCODING.search(head)
    if b"\0" in head or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
        raise refusal("DP902", shown, _ENCODED)
    prolog = _PROLOG.match(head)
    root = _ROOT.match(head, prolog.end() if prolog else 0)
    if root is None:  # a document that begins with this much else is none that anybody wrote
        raise refusal("DP902", shown, _DTD if b"<!" in head else _DAMAGED)
    return Part(entry.filename, root[1].decode(), head)


def _check_kind_of_parts(archive: zipfile.ZipFile, parts: list[Part], shown: str) -> None:
    """Looks at what the parts that name others say: kinds of content, links."""
    for part in parts:
        if part.name.lower() == "xl/workbook.xml" and b"purl.oclc.org/ooxml" in part.head:
            raise refusal("DP900", shown, _STRICT)
        if part.root not in ("Relationships", "Types"):
            continue
        text = b"".join(_chunks(archive, part))
        if part.root == "Types" and (b"macroEnabled" in text or b"vbaProject" in text):
            raise refusal("DP902", shown, _MACROS)
        for link in _EXTERNAL.findall(text):
            if b"/hyperlink" not in link:
                raise refusal("DP902", shown, _LINKS)
        if part.name.lower() == "xl/_rels/workbook.xml.rels":
            targets = _TARGET.findall(text)
            if not all(one.lower().endswith(b".xml") for one in targets):
                raise refusal("DP902", shown, _NAMES)
            there = {f"/{one.name}".encode() for one in parts}
            if not all(one in there or b"/xl/" + one in there for one in targets):
                raise refusal("DP900", shown, _DAMAGED)


def _chunks(archive: zipfile.ZipFile, part: Part) -> Iterator[bytes]:
    with archive.open(part.name) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _check_part(archive: zipfile.ZipFile, part: Part, shown: str, held: dict[str, bytes]) -> None:
    """Counts what stands in *part*; of a sheet row by row. Raises InvalidInputError."""
    count = _Count(part.root == "sst")
    try:
        for chunk in _checked_chunks(archive, part, held):
            count.feed(chunk)
        count.end()
    except _BeyondError as beyond:
        sheet = sheet_title(archive, part.name) if beyond.row else ""
        raise refusal(
            "DP903",
            shown,
            beyond.problem,
            sheet=sheet,
            cell=f"A{beyond.row}",
            limit=beyond.limit,
        ) from None


def _checked_chunks(
    archive: zipfile.ZipFile, part: Part, held: dict[str, bytes]
) -> Iterable[bytes]:
    """The text of *part*; a long one is refused by a rough count of its rows before any is said.

    What there is room for goes to *held*.
    """
    size = archive.getinfo(part.name).file_size
    if size <= _RATIO_FROM:
        return _chunks(archive, part)
    rows, pieces = 0, []
    for chunk in _chunks(archive, part):
        rows += chunk.count(b"<row") + chunk.count(b":row")
        if rows > MAX_ROWS:
            raise _BeyondError(_ROWS, MAX_ROWS, MAX_ROWS + 1)
        if size <= MAX_HELD:
            pieces.append(chunk)
    if pieces and size + sum(map(len, held.values())) <= MAX_HELD:
        held[part.name] = b"".join(pieces)
    return pieces or _chunks(archive, part)


class _BeyondError(Exception):
    """What is counted is beyond a limit, in the row given (0: in none)."""

    def __init__(self, problem: TwoLanguages, limit: int = 0, row: int = 0) -> None:
        self.problem, self.limit, self.row = problem, limit, row
        super().__init__()


class _Count:
    """Counts rows, cells, texts and tags of one part as its text comes in."""

    def __init__(self, texts: bool) -> None:
        self._texts = texts
        self._kept = b""
        self._far = True
        self._rows = self._row = self._strings = self._other = 0

    def feed(self, chunk: bytes) -> None:
        """Takes in more of the text; what may go on is kept for the next time."""
        text = self._kept + chunk
        self._far = _LETTERS.search(text) is not None
        last = self._short_rows(text)
        if last is None:
            last = self._each_row(text)
        row = _ROW.match(last)
        if row is None or _end_of_row(last, row.end()):
            cut = max(last.rfind(b"<"), 0)
            self._add(last[:cut], _ROW.match(last[:cut]))
            last = last[cut:]
        elif last.count(b"<") > _ROW_TAGS:
            raise _BeyondError(_COLUMNS, MAX_COLUMNS, self._row + 1)
        self._check_text(last)
        self._kept = last

    def _short_rows(self, text: bytes) -> bytes | None:
        """Counts all rows of *text* but the last, which is given back, if each is as usual.

        None: nothing was counted, since one is not.
        """
        if self._far or b":row" in text:
            return None
        before, *rows = text.split(_BEGIN)
        numbers = _BARE_ROW.findall(text)
        if len(rows) < _FEW or len(numbers) != len(rows) or b"" in numbers:
            return None
        last = rows.pop()
        ends = text.count(_END) - before.count(_END) - last.count(_END)
        known = [self._row, *map(int, numbers[:-1])]
        if (
            not all(map(lt, known, known[1:]))
            or known[-1] > MAX_ROWS
            or self._rows + len(rows) > MAX_ROWS
            or max(map(len, rows)) >= _SHORT_ROW - len(_BEGIN)
            or not all(one.endswith(_END) for one in rows)
            or ends != len(rows)
        ):
            return None
        self._add(before, None)
        self._rows += len(rows)
        self._row = known[-1]
        return _BEGIN + last

    def _each_row(self, text: bytes) -> bytes:
        """Counts the rows of *text* one by one but for the last, which is given back."""
        pattern = _ROW if b":row" in text else _BARE_ROW
        rows = [*pattern.finditer(text)]
        cuts = [0, *[found.start() for found in rows], len(text)]
        for row_before, (start, end) in zip([None, *rows], pairwise(cuts[:-1]), strict=False):
            if row_before is None or not self._is_short_row(text, row_before, end):
                self._add(text[start:end], row_before)
        return text[cuts[-2] :]

    def _is_short_row(self, text: bytes, row: re.Match[bytes], end: int) -> bool:
        """Whether up to *end* there is nothing but one *row*, too short to have too many cells.

        If so, it is counted.
        """
        start, number = row.start(), int(row[1] or 0)
        whole = end - start < _SHORT_ROW and text.find(_END, start, end) == end - len(_END)
        if self._far or not whole or not self._row < number <= MAX_ROWS or self._rows >= MAX_ROWS:
            return False
        self._rows += 1
        self._row = number
        return True

    def end(self) -> None:
        """Takes in what was kept."""
        self._add(self._kept, _ROW.match(self._kept))

    def _add(self, piece: bytes, start: re.Match[bytes] | None) -> None:
        """Takes in a *piece*: what stands before the first row, or from one row to the next.

        *start*: how the row that it begins with starts; None: it begins with none.
        """
        self._check_text(piece)
        if start is not None:
            piece = self._without_row(piece, start)
        strings = len(_STRING.findall(piece)) if self._texts else 0
        self._strings += strings
        # An entry has four tags; those of letters in several colours have more.
        self._other += max(0, piece.count(b"<") - 12 * strings)
        if self._strings > MAX_STRINGS:
            raise _BeyondError(_STRINGS, MAX_STRINGS)
        if self._other > _OTHER_TAGS:
            raise _BeyondError(_STYLES)

    def _check_text(self, piece: bytes) -> None:
        if len(piece) > _TEXT_BYTES and _LONG.search(piece):
            raise _BeyondError(_TEXT, MAX_TEXT)

    def _without_row(self, piece: bytes, row: re.Match[bytes]) -> bytes:
        """What of *piece* stands in no row, the *row* it begins with counted."""
        self._rows += 1
        number = int(row[1]) if row[1] else self._row + 1
        end = _end_of_row(piece, row.end() - row.start())
        inside = piece[:end]
        # Spreadsheets write the height or the colour of rows down to the very last one.
        if self._rows > MAX_ROWS or (number > MAX_ROWS and _FILLED.search(inside)):
            raise _BeyondError(_ROWS, MAX_ROWS, number)
        if number <= self._row:
            raise _BeyondError(_ORDER, row=number)
        self._row = number
        if _is_wide(inside, far=self._far):
            raise _BeyondError(_COLUMNS, MAX_COLUMNS, number)
        return piece[end:] if end else piece


def _is_wide(row: bytes, *, far: bool) -> bool:
    """Whether a *row* has more cells than are read, or one beyond the last column.

    *far*: whether the text around it has anything that looks like an address so far to the right.
    """
    tags = row.count(b"<")
    many = tags > _ROW_TAGS or (tags > MAX_COLUMNS and len(_CELL.findall(row)) > MAX_COLUMNS)
    return many or (far and _LETTERS.search(row) is not None and _FAR.search(row) is not None)


def _end_of_row(piece: bytes, start: int) -> int | None:
    """Where the row that begins *piece* ends; None: it goes on."""
    plain = piece.find(_END)
    if plain >= 0:
        return plain + len(_END)
    end = _CLOSED.match(piece, start) or _ROW_END.search(piece)
    return end.end() if end else None
