"""The files attached to a PDF, and the seal put into one. Bytes only: no library, no structure.

An attached file is a stream that says so in plain text, wherever it stands: each is found in one
go through the bytes, however broken or hostile the rest is. The seal takes the place of a file
that is there already, so that nothing else has to be understood, and the same bytes come out of
any machine, this one's browser included.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from dpcap.model.statement import Seal
from dpcap.report.data import seal_json

MOST_FILES, MOST_BYTES = 40, 32 * 1024 * 1024
_MARK = re.compile(rb"/EmbeddedFile(?![A-Za-z])")
_BEFORE, _AFTER = 400, 1000
_OBJECT = re.compile(rb"(\d{1,9}) 0 obj\s{0,4}<<")
_LENGTH = re.compile(rb"/Length (\d{1,9})(?! \d)")
_END = re.compile(rb"startxref\s{1,4}(\d{1,10})\s{1,4}%%EOF\s{0,4}$")
_TRAILER = 800
_KEPT = (
    re.compile(rb"/Size \d{1,9}"),
    re.compile(rb"/Root \d{1,9} 0 R"),
    re.compile(rb"/Info \d{1,9} 0 R"),
    re.compile(rb"/ID\[[^\[\]]{1,200}\]"),
)
_FILE = b"/Type/EmbeddedFile/Subtype/application#2Fjson"


class AttachedFile(NamedTuple):
    """A file attached to a PDF: the number of its object, and what it holds."""

    number: int
    content: bytes


def attachments(raw: bytes) -> Iterator[AttachedFile]:
    """The files attached to the PDF *raw*; what cannot be read, or is too much, is left out."""
    room = MOST_BYTES
    for count, mark in enumerate(_MARK.finditer(raw)):
        if count >= MOST_FILES:
            return
        found = _attached(raw, mark.start(), room)
        if found is not None:
            room -= len(found.content)
            yield found


def _attached(raw: bytes, at: int, room: int) -> AttachedFile | None:
    """The file whose stream calls itself one *at* this place."""
    heads = [*_OBJECT.finditer(raw, max(0, at - _BEFORE), at)]
    stream = raw.find(b"stream", at, at + _AFTER)
    if not heads or stream < 0:
        return None
    head = raw[heads[-1].start() : stream]
    start = stream + len(b"stream")
    start += 2 if raw[start : start + 2] == b"\r\n" else 1
    length = _LENGTH.search(head)
    end = start + int(length[1]) if length else raw.find(b"endstream", start)
    content = _unpacked(head, raw[start:end], room) if end > start else None
    return None if content is None else AttachedFile(int(heads[-1][1]), content)


def _unpacked(head: bytes, data: bytes, room: int) -> bytes | None:
    """*data* as its stream's *head* says it is packed, if it fits into *room*."""
    if b"/Filter" not in head:
        return data if len(data) <= room else None
    if b"/FlateDecode" not in head:
        return None
    unpack = zlib.decompressobj()
    try:
        content = unpack.decompress(data, room + 1)
    except zlib.error:
        return None
    return content if unpack.eof and len(content) <= room else None


def with_seal(bare: bytes, seal: Seal) -> bytes | None:
    """The PDF *bare* with *seal* in place of its head, as one incremental update.

    None if it is no PDF that was made to be signed by dpcap.
    """
    head = seal_json(seal.head)
    places = [one.number for one in attachments(bare) if one.content == head.encode()]
    end = _END.search(bare[-_TRAILER:])
    if len(places) != 1 or end is None:
        return None
    before = int(end[1])
    trailer = [*bare[before:].split(b"trailer", 2), b""][1]
    kept = [each.search(trailer) for each in _KEPT]
    if not bare.startswith(b"xref", before) or None in kept:
        return None
    said = b"".join(found[0] for found in kept if found) + b"/Prev %d" % before
    return bare + _update(len(bare), places[0], seal_json(seal).encode(), said)


def _update(start: int, place: int, content: bytes, trailer: bytes) -> bytes:
    """The update that puts *content* into the object *place*: the object, and where it stands.

    *trailer*: what it takes over of what the file says of itself.
    """
    size = len(content)
    body = b"%d 0 obj\n<<%b/Params<</Size %d>>/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
        place,
        _FILE,
        size,
        size,
        content,
    )
    return body + b"xref\n%d 1\n%010d 00000 n \ntrailer\n<<%b>>\nstartxref\n%d\n%%%%EOF\n" % (
        place,
        start,
        trailer,
        start + len(body),
    )
