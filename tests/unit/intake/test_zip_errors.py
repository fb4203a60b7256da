"""Whatever zipfile raises for bytes that it cannot read, a reader of ours says what is wrong."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.workbook_guard import check_workbook
from dpcap.intake.zip_errors import DAMAGED_ZIP
from dpcap.verify.bundle_reader import read_bundle
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.take_evidence import EvidenceRequest, take_evidence
from versions import write_folder, write_old

# Where in an entry of a zip's list of files its fields stand, and in the end of that list.
VERSION, FLAGS, METHOD, SIZES, OFFSET = 6, 8, 10, 20, 42
LIST_OFFSET = 16
UTF8 = struct.pack("<H", 0x800)
FAR = struct.pack("<HHQ", 1, 8, 2**64 - 1)


def zipped(name: str, how: int = ZIP_STORED, extra: bytes = b"") -> bytearray:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        entry = ZipInfo(name)
        entry.compress_type, entry.extra = how, extra
        archive.writestr(entry, b"x" * 100)
    return bytearray(made.getvalue())


def put(raw: bytearray, mark: bytes, at: int, data: bytes) -> bytearray:
    start = raw.rindex(mark) + at
    raw[start : start + len(data)] = data
    return raw


def listed(raw: bytearray, at: int, data: bytes) -> bytearray:
    return put(raw, b"PK\x01\x02", at, data)


def changed_content(name: str) -> bytearray:
    raw = zipped(name)
    raw[raw.index(b"x" * 100)] ^= 1
    return raw


def changed_packing(name: str) -> bytearray:
    raw = zipped(name, ZIP_DEFLATED)
    raw[raw.index(name.encode()) + len(name)] = 0xFF
    return raw


def ends_early(name: str) -> bytearray:
    return listed(zipped(name), SIZES, struct.pack("<LL", 5000, 5000))


def later_version(name: str) -> bytearray:
    return listed(zipped(name), VERSION, b"\x63\0")


def unknown_packing(name: str) -> bytearray:
    return listed(zipped(name), METHOD, b"\x63\0")


def begins_too_far(name: str) -> bytearray:
    return listed(zipped(name, extra=FAR), OFFSET, b"\xff" * 4)


def begins_before(name: str) -> bytearray:
    return put(zipped(name), b"PK\x05\x06", LIST_OFFSET, struct.pack("<L", 5000))


def no_utf8(name: str) -> bytearray:
    raw = put(zipped(name), b"PK\x03\x04", 6, UTF8)
    return put(raw, b"PK\x03\x04", 30, b"\xff")


DAMAGES = [
    (changed_content, BadZipFile),
    (ends_early, EOFError),
    (later_version, NotImplementedError),
    (begins_too_far, OverflowError),
    (begins_before, ValueError),
    (no_utf8, UnicodeDecodeError),
]
Damage = Callable[[str], bytearray]


@pytest.mark.parametrize(("damage", "raised"), DAMAGES)
def test_a_damaged_bundle_is_told(tmp_path: Path, damage: Damage, raised: type[Exception]) -> None:
    path = tmp_path / "x.dpcap.zip"
    path.write_bytes(damage("manifest.json"))
    with pytest.raises(InvalidInputError) as caught:
        read_bundle(path)
    assert [one.code for one in caught.value.findings] == ["DP614"]
    # Later versions of Python find some of these earlier, and say that it is a bad zip.
    assert isinstance(caught.value.__cause__, (raised, BadZipFile))


@pytest.mark.parametrize("damage", [one for one, _ in DAMAGES] + [changed_packing])
def test_a_damaged_workbook_is_told(damage: Damage) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_workbook(bytes(damage("xl/workbook.xml")), "x.xlsx")
    expected = "DP902" if damage is later_version else "DP900"
    assert [one.code for one in caught.value.findings] == [expected]


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (changed_content, "DP968"),
        (changed_packing, "DP968"),
        (unknown_packing, "DP968"),
        (no_utf8, "DP968"),
        (begins_too_far, "DP968"),
        (later_version, "DP960"),
    ],
)
def test_damaged_evidence_is_told(tmp_path: Path, damage: Damage, code: str) -> None:
    source = tmp_path / "x.zip"
    source.write_bytes(damage("1.png"))
    folder, frame = write_folder(tmp_path / "acme"), write_old(tmp_path / "frame")
    request = EvidenceRequest(ProviderRequest(folder, framework=frame), (source,))
    assert [one.code for one in take_evidence(request, Configuration()).findings] == [code]


def test_packed_content_that_is_none_is_an_error_of_its_own() -> None:
    with ZipFile(BytesIO(changed_packing("1.png"))) as archive, pytest.raises(zlib.error) as caught:
        archive.read("1.png")
    assert isinstance(caught.value, DAMAGED_ZIP)
