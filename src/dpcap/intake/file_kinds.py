"""What a file is that was meant as a table and is none, told with the way out."""

from __future__ import annotations

import io
import re
import zipfile
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from dpcap.intake.content import noted
from dpcap.intake.zip_errors import DAMAGED_ZIP
from dpcap.model.two_languages import TwoLanguages

_ZIP, _ENTRY, _MOST_ENTRIES = b"PK\x03\x04", b"PK\x01\x02", 2_000
_BOMS = (BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)
_BLANK = b" \t\r\n\v\f\0\x1a"
_HEAD = 4_096
_UNREADABLE: tuple[type[Exception], ...] = (*DAMAGED_ZIP, OSError)

EMPTY_FILE = TwoLanguages(
    "文件是空的，一个字也没有（多半是导出没有完成）。请重新导出或重新下载",
    "the file is empty, as when an export was not finished. Export or download it again",
)
_PAGE = TwoLanguages(
    "这是网页（HTML），不是表格：后台把网页存成了表格的扩展名，或登录过期后下载到的是登录页。"
    "请用表格软件打开，另存为 .xlsx；若打开没有数据，请重新登录后台再导出",
    "it is a web page (HTML) under the name of a table: a back-end wrote it so, or what was"
    " downloaded is the page to log in. Open it in a spreadsheet and save it as .xlsx; if there is"
    " no data in it, log in and export again",
)
_SAVED_XML = TwoLanguages(
    "这是“XML 表格 2003”格式。请用表格软件打开，另存为 .xlsx",
    "it is an “XML Spreadsheet 2003”. Open it in a spreadsheet and save it as .xlsx",
)
_XML = TwoLanguages(
    "这是 XML，不是表格。请从后台重新导出为 CSV 或 .xlsx",
    "it is XML and no table. Export it from the back-end as CSV or .xlsx",
)
_JSON = TwoLanguages(
    "这是 JSON（程序接口的数据），不是表格。请从后台页面导出 CSV 或 .xlsx",
    "it is JSON (data of a program) and no table. Export CSV or .xlsx from the back-end's page",
)
_ARCHIVE = TwoLanguages(
    "这是压缩包（{kind}）。请先解压，再导入里面的 CSV 或 .xlsx",
    "it is an archive ({kind}). Unpack it and import the CSV or .xlsx in it",
)
_PDF = TwoLanguages(
    "这是 PDF，数字不能从里面读出来。请从后台导出 CSV 或 .xlsx",
    "it is a PDF, from which no figures are read. Export CSV or .xlsx from the back-end",
)
_PICTURE = TwoLanguages(
    "这是图片（{kind}），数字不能从里面读出来。请从后台导出 CSV 或 .xlsx；截图可另作证据",
    "it is a picture ({kind}), from which no figures are read. Export CSV or .xlsx from the"
    " back-end; a screenshot may serve as evidence",
)
_NUMBERS = TwoLanguages(
    "这是 Numbers 的文件。请在 Numbers 里“导出为 › Excel”或“CSV”，再导入",
    "it is a file of Numbers. In Numbers, choose Export To › Excel or CSV, and import that",
)
_OPEN_DOCUMENT = TwoLanguages(
    "这是 .ods 格式。请用表格软件打开，另存为 .xlsx",
    "it is an .ods. Open it in a spreadsheet and save it as .xlsx",
)
_DOCUMENT = TwoLanguages(
    "这是 {kind} 文件，不是表格。请从后台导出 CSV 或 .xlsx",
    "it is a file of {kind} and no table. Export CSV or .xlsx from the back-end",
)
POINTER = TwoLanguages(
    "这是 Git LFS 留下的指针，不是文件本身。请先运行 git lfs pull",
    "it is the pointer that Git LFS leaves in place of a file. Run git lfs pull first",
)
_NOT_TEXT = TwoLanguages(
    "内容不是文本，也不是 .xlsx（文件已损坏，或扩展名是改出来的）。请从后台重新导出",
    "its content is neither text nor an .xlsx: it is damaged, or was named so. Export it again from"
    " the back-end",
)

# How files begin.
_BEGINNINGS: tuple[tuple[bytes, TwoLanguages], ...] = (
    (b"%PDF-", _PDF),
    (b"\x89PNG\r\n", _PICTURE.fill({"kind": "PNG"})),
    (b"\xff\xd8\xff", _PICTURE.fill({"kind": "JPEG"})),
    (b"GIF8", _PICTURE.fill({"kind": "GIF"})),
    (b"II*\0", _PICTURE.fill({"kind": "TIFF"})),
    (b"Rar!\x1a\x07", _ARCHIVE.fill({"kind": "RAR"})),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE.fill({"kind": "7z"})),
    (b"\x1f\x8b\x08", _ARCHIVE.fill({"kind": "gzip"})),
    (b"PK\x05\x06", _ARCHIVE.fill({"kind": "zip"})),
)
# What archives hold that are files of a program.
_HELD: tuple[tuple[str, TwoLanguages], ...] = (
    ("index/document.iwa", _NUMBERS),
    ("index.zip", _NUMBERS),
    ("word/document.xml", _DOCUMENT.fill({"kind": "Word"})),
    ("ppt/presentation.xml", _DOCUMENT.fill({"kind": "PowerPoint"})),
)
_HTML = re.compile(
    r"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table|div|script|style|title|p|span)\b"
    r"|mime-version\s*:",
    re.IGNORECASE | re.DOTALL,
)
_OBJECT = re.compile(r"""\{\s*(?:["}]|$)|\[\s*(?:[{\["\]]|$)""")


def no_table(raw: bytes) -> TwoLanguages | None:
    """What the file with the bytes *raw* is if it is no table of text and no .xlsx; else None.

    Older workbooks, and those with a password, are left to the reader of workbooks.
    """
    if not raw.strip(_BLANK) or (raw.startswith(_BOMS) and not raw[2:].strip(_BLANK + b"\xbf")):
        return EMPTY_FILE
    for beginning, told in _BEGINNINGS:
        if raw.startswith(beginning):
            return told
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return _PICTURE.fill({"kind": "WebP"})
    if raw[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return _PICTURE.fill({"kind": "HEIC"})
    if raw.startswith(_ZIP):
        return _no_workbook(raw)
    return POINTER if noted(raw[:_HEAD]) else _no_rows(_begun(raw))


def _begun(raw: bytes) -> str:
    """The first characters of a text without blanks; letters beyond ASCII may be off."""
    head = raw[:_HEAD]
    is_wide = head.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    text = head.decode("utf-16" if is_wide else "latin-1", "replace")
    return text.removeprefix("\xef\xbb\xbf").lstrip("\0\ufeff \t\r\n")


def _no_rows(head: str) -> TwoLanguages | None:
    """What a text is that begins with *head*, if it has no rows of cells."""
    if head.startswith("<?xml"):
        rest = head.partition("?>")[2].lstrip()
        if _HTML.match(rest):
            return _PAGE
        return _SAVED_XML if "office:spreadsheet" in head else _XML
    if _HTML.match(head):
        return _PAGE
    return _JSON if _OBJECT.match(head) else None


def _no_workbook(raw: bytes) -> TwoLanguages | None:
    """What an archive is that holds no workbook; one that is damaged is judged elsewhere."""
    if raw.count(_ENTRY) > _MOST_ENTRIES:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except _UNREADABLE:
        return None
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return None
    if b"mimetypeapplication/vnd.oasis.opendocument" in raw[:_HEAD]:
        return _OPEN_DOCUMENT
    for name, told in _HELD:
        if name in names:
            return told
    return _ARCHIVE.fill({"kind": "zip"})


def not_text(text: str) -> TwoLanguages | None:
    """What to say of the *text* of a file that holds what no text does."""
    return _NOT_TEXT if "\0" in text else None
