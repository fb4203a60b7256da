"""Whether a file names somebody: its bytes, the parts of an archive, the parts of a message."""

from __future__ import annotations

import io
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Literal, cast

from dpcap.intake.removal.terms import SearchTerms
from dpcap.intake.zip_errors import DAMAGED_ZIP

# What a file says of somebody; of an opaque one nobody can tell without opening it.
Mention = Literal["named", "clear", "opaque"]

MOST_BYTES = 256 * 1024 * 1024
_NESTED = 3
_CHUNK = 1 << 20
# Pictures, sound, film, PDF and packed tables: their words do not stand in their bytes.
_OPAQUE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PAR1", b"\x1f\x8b", b"Rar!")
_OPAQUE_ENDINGS = frozenset((".mp4", ".mov", ".mp3", ".m4a", ".7z", ".heic", ".xls", ".doc"))
_ZIP = b"PK\x03\x04"
# A file in a zip that wants a password is a RuntimeError.
_UNREADABLE: tuple[type[Exception], ...] = (*DAMAGED_ZIP, RuntimeError, OSError)


def mention_in(path: Path, terms: SearchTerms) -> Mention:
    """Whether the file at *path* names one of *terms*, its own name included. Raises OSError."""
    if terms.in_text(path.name):
        return "named"
    with path.open("rb") as stream:
        head = stream.read(len(_ZIP))
        stream.seek(0)
        if head == _ZIP:
            return _in_archive(stream.read(MOST_BYTES + 1), terms, _NESTED)
        if path.suffix.lower() == ".eml":
            return mention_in_message(stream.read(MOST_BYTES), terms)
        if _in_stream(stream, terms):
            return "named"
    is_opaque = head.startswith(_OPAQUE) or path.suffix.lower() in _OPAQUE_ENDINGS
    return "opaque" if is_opaque else "clear"


def mention_in_message(raw: bytes, terms: SearchTerms) -> Mention:
    """Whether the mail message *raw* names one of *terms*, in a head, a text or an attachment."""
    message = message_from_bytes(raw, policy=policy.default)
    states = {_in_heads(message, terms), *(_in_part(one, terms) for one in message.walk())}
    return _worst(states)


def _in_heads(message: EmailMessage, terms: SearchTerms) -> Mention:
    return "named" if any(terms.in_text(str(one)) for one in message.values()) else "clear"


def _in_part(part: object, terms: SearchTerms) -> Mention:
    one = cast("EmailMessage", part)
    if one.is_multipart():
        return "clear"
    content = one.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    return _in_bytes(raw, one.get_filename() or "", terms, _NESTED)


def _in_bytes(raw: bytes, name: str, terms: SearchTerms, depth: int) -> Mention:
    if terms.in_text(name):
        return "named"
    if raw.startswith(_ZIP):
        return _in_archive(raw, terms, depth)
    if terms.in_bytes(raw):
        return "named"
    ending = name[name.rfind(".") :].lower()
    return "opaque" if raw.startswith(_OPAQUE) or ending in _OPAQUE_ENDINGS else "clear"


def _in_archive(raw: bytes, terms: SearchTerms, depth: int) -> Mention:
    """Whether a part of the archive *raw* names one; what unpacks to too much is opaque."""
    if depth == 0 or len(raw) > MOST_BYTES:
        return "opaque"
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if sum(one.file_size for one in parts) > MOST_BYTES:
                return "opaque"
            found = {_in_part_of(archive, one, terms, depth) for one in parts}
    except _UNREADABLE:
        return "named" if terms.in_bytes(raw) else "opaque"
    return _worst(found)


def _in_part_of(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, terms: SearchTerms, depth: int
) -> Mention:
    with archive.open(part) as stream:
        return _in_bytes(stream.read(MOST_BYTES), part.filename, terms, depth - 1)


def _in_stream(stream: io.BufferedReader, terms: SearchTerms) -> bool:
    rest = b""
    while piece := stream.read(_CHUNK):
        if terms.in_bytes(rest + piece):
            return True
        rest = (rest + piece)[-terms.longest :]
    return False


def _worst(states: set[Mention]) -> Mention:
    if "named" in states:
        return "named"
    return "opaque" if "opaque" in states else "clear"
