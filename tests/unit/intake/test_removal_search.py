"""What cannot be searched is said to be so, whatever is wrong with it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from dpcap.intake.removal.search import mention_in
from dpcap.intake.removal.terms import SearchTerms

TERMS = SearchTerms(["晨露旗舰店"])


def packed(content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", content)
    return held.getvalue()


def misnamed(raw: bytes) -> bytes:
    """*raw* with a name in its directory that is marked as UTF-8 and is not."""
    changed = bytearray(raw.replace(b"a.txt", b"\xff.txt"))
    changed[changed.index(b"PK\x01\x02") + 9] |= 0x08
    return bytes(changed)


def test_a_zip_whose_names_cannot_be_read_is_opaque(tmp_path: Path) -> None:
    sound = packed(b"nothing about anybody")
    (tmp_path / "a.zip").write_bytes(sound)
    (tmp_path / "b.zip").write_bytes(misnamed(sound))
    (tmp_path / "c.zip").write_bytes(misnamed(packed("晨露旗舰店".encode())))
    assert mention_in(tmp_path / "a.zip", TERMS) == "clear"
    assert mention_in(tmp_path / "b.zip", TERMS) == "opaque"
    assert mention_in(tmp_path / "c.zip", TERMS) == "named"
