"""Texts with counts in them: what is counted stands in the word for one or for many."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Between the words for one and for many: `{n:piece|pieces}`.
EITHER = "|"
_WRITTEN = re.compile(r"\{(\w+):[^{}|]*\|([^{}|]*)\}")


class Counted(str):
    """A field of a text; `{n:piece|pieces}` writes it with the word for one or for many."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        one, either, many = spec.partition(EITHER)
        if not either:
            return str.__format__(self, spec)
        return f"{self} {one if self == '1' else many}"


def filled(pattern: str, fields: Mapping[str, object]) -> str:
    """*pattern* with *fields* put in, counts with what is counted. Raises KeyError for a gap."""
    if EITHER in pattern:
        fields = {
            name: Counted(one) if isinstance(one, str | int) else one
            for name, one in fields.items()
        }
    return pattern.format_map(fields)


def in_the_plural(pattern: str) -> str:
    """*pattern* as it is shown unfilled: `{n} pieces` for `{n:piece|pieces}`."""
    return _WRITTEN.sub(r"{\1} \2", pattern)
