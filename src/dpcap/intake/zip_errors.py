"""How a zip shows that it is damaged, or none at all."""

from __future__ import annotations

import zlib
from zipfile import BadZipFile

# What zipfile raises for bytes that it cannot read: beside its own error and zlib's,
DAMAGED_ZIP: tuple[type[Exception], ...] = (
    BadZipFile,
    zlib.error,
    # a file in it ends before its size says;
    EOFError,
    # it asks for a later version, or is packed in a way that nobody reads here;
    NotImplementedError,
    # a file in it begins further on than a system can count;
    OverflowError,
    # a file in it begins before the zip does, or its name is marked as UTF-8 and is not.
    ValueError,
)
