"""Style sheets made small: without comments and without blanks that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

_AROUND = re.compile(r"(?<!\s)\s++(?=[{};])|(?<=[{};])\s++")


def squeezed(css: str) -> str:
    """*css* without comments and blanks around braces and semicolons; one left open stays."""
    return _AROUND.sub("", "".join(_uncommented(css))).strip()


def _uncommented(css: str) -> Iterator[str]:
    at = 0
    while (start := css.find("/*", at)) >= 0 and (end := css.find("*/", start + 2)) >= 0:
        yield css[at:start]
        at = end + 2
    yield css[at:]
