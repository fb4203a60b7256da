"""What is approved: a message as it will be read, whenever it leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from dpcap.delivery.send_policy import LetterKey
from dpcap.delivery.transport import OutgoingMessage

# The header alone: a message ends its headers with an empty line.
_DATE = re.compile(rb"\A((?:[^\r\n]+\r\n)*?)Date:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*")


def fingerprint(post: OutgoingMessage) -> str:
    """SHA-256 (hex) of a message and its envelope, without its Date."""
    whole = sha256(f"{post.sender}\n{post.recipient}\n".encode())
    whole.update(_DATE.sub(rb"\1", post.content, count=1))
    return whole.hexdigest()


def digest_of(letters: Iterable[tuple[LetterKey, str]]) -> str:
    """The digest of a run: SHA-256 (hex) over its letters' aims and fingerprints, in any order."""
    lines = sorted("\t".join((*aim, mark)) for aim, mark in letters)
    return sha256("\n".join(lines).encode()).hexdigest()
