"""Reading a bundle, which may come from anybody: no path, no size and no name but those known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from struct import unpack
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pydantic import ValidationError

from dpcap.intake.source import bytes_up_to
from dpcap.intake.zip_errors import DAMAGED_ZIP
from dpcap.model.two_languages import TwoLanguages
from dpcap.verify.bundle import (
    BASELINE,
    CHANGED,
    DECISION,
    FRAMEWORK,
    GATES,
    HASHES,
    HISTORY,
    MANIFEST,
    RECORDS,
    Bundle,
    BundleManifest,
    damaged,
)
from dpcap.verify.strict_json import refuse_outdated_json

MAX_BUNDLE = 64 * 1024 * 1024
MOST_FILES = 1000
# How a zip ends, and the mark of what stands before that in one too large for it.
_END, _END_MARK, _END64, _END64_MARK = 22, b"PK\x05\x06", 20, b"PK\x06\x07"
_LONGEST_ENTRY = 500
_FILES = frozenset((MANIFEST, FRAMEWORK, HISTORY, HASHES, RECORDS, GATES, BASELINE, DECISION))
_TEXT = re.compile(
    r"folder/(provider\.yaml|kpis\.csv|conflicts\.yaml|submission\.yaml|answers\.yaml"
    r"|answers/(?:[^/\\\0]|\\x[0-9a-f]{2})+\.ya?ml)"
)
_NEEDED = (MANIFEST, FRAMEWORK, HASHES, "folder/provider.yaml")

_NO_ZIP = TwoLanguages(
    "不是 dpcap bundle 写出的文件，或已损坏", "dpcap bundle did not write it, or it is damaged"
)
_TOO_LARGE = TwoLanguages("文件太大，或其中文件太多", "it is too large, or holds too many files")
_STRANGE = TwoLanguages("其中有不认识的文件：{name}", "it holds a file that nobody knows: {name}")
_PACKED = TwoLanguages(
    "其中的 {name} 被压缩、加密或重复", "{name} in it is compressed, encrypted or there twice"
)
_LACKS = TwoLanguages("缺少 {name}", "{name} is missing")


def read_bundle(path: Path) -> Bundle:
    """The bundle at *path*. Raises InvalidInputError."""
    shown = path.as_posix()
    raw = bytes_up_to(path, shown, MAX_BUNDLE)
    try:
        if len(raw) > MAX_BUNDLE or _contents(raw) > MOST_FILES * _LONGEST_ENTRY:
            raise damaged(shown, _TOO_LARGE)
        with ZipFile(BytesIO(raw)) as archive:
            files = _read(archive, shown)
    except DAMAGED_ZIP as error:
        raise damaged(shown, _NO_ZIP) from error
    return Bundle(_manifest(files, shown), files)


def _contents(raw: bytes) -> int:
    """The size of the list of files that *raw* ends with, before anything is made of it.

    It is the last thing in a bundle, with nothing behind it. Raises ValueError if it is not.
    """
    mark, *_, size, _, comment = unpack("<4s4H2LH", raw[-_END:].rjust(_END, b"\0"))
    if mark != _END_MARK or comment or raw[-_END - _END64 : -_END].startswith(_END64_MARK):
        raise ValueError
    return int(size)


def _read(archive: ZipFile, shown: str) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MAX_BUNDLE:
        raise damaged(shown, _TOO_LARGE)
    files: dict[str, bytes] = {}
    for entry in entries:
        name = entry.filename
        if name not in _FILES and not _TEXT.fullmatch(name):
            raise damaged(shown, _STRANGE, name=ascii(name))
        if name in files or not _is_plain(entry):
            raise damaged(shown, _PACKED, name=name)
        files[name] = archive.read(entry)
    for name in _NEEDED:
        if name not in files:
            raise damaged(shown, _LACKS, name=name)
    return files


def _is_plain(entry: ZipInfo) -> bool:
    stored = entry.compress_type == ZIP_STORED and entry.compress_size == entry.file_size
    return stored and not entry.flag_bits & 1


def _manifest(files: Mapping[str, bytes], shown: str) -> BundleManifest:
    try:
        manifest = BundleManifest.model_validate_json(files[MANIFEST])
    except ValidationError as error:
        refuse_outdated_json(files[MANIFEST], shown)
        raise damaged(shown, CHANGED, name=MANIFEST) from error
    found = {name: sha256(raw).hexdigest() for name, raw in files.items() if name != MANIFEST}
    for name in sorted(found.keys() | manifest.files.keys()):
        if found.get(name) != manifest.files.get(name):
            raise damaged(shown, CHANGED, name=name)
    if manifest.framework != found[FRAMEWORK]:
        raise damaged(shown, CHANGED, name=FRAMEWORK)
    return manifest
