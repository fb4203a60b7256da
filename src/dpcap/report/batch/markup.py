"""Text that is put into other formats: XML and the commands of a workflow on GitHub."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dpcap.report.sanitize import CLOSE, OPEN

# What XML 1.0 cannot hold, not even escaped, and the marks around somebody's own words.
_NEVER = re.compile(f"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[{OPEN}{CLOSE}]")
_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;"}
_XML_TABLE = str.maketrans({**_XML, "\n": "&#10;", "\r": "&#13;"})


def xml(text: str) -> str:
    """*text* as it may stand in an attribute or between tags; `]]>` is harmless there."""
    return _NEVER.sub("", text).translate(_XML_TABLE)


def attributes(given: Mapping[str, str | int]) -> str:
    """Attributes of an XML element, each with a blank before it."""
    return "".join(f' {name}="{xml(str(value))}"' for name, value in given.items())


def command(kind: str, text: str, given: Mapping[str, str | int | None]) -> str:
    """A workflow command: `::error file=a.yaml,line=3::text`; what is None is left out."""
    pairs = ",".join(
        f"{name}={_escaped(str(value), ',:')}" for name, value in given.items() if value is not None
    )
    return f"::{kind} {pairs}::{_escaped(text)}" if pairs else f"::{kind}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    """Percent-encode what would end a workflow command early."""
    for character in ("%", "\r", "\n", *more):
        text = text.replace(character, f"%{ord(character):02X}")
    return text
