"""The earlier versions of a framework that were read before, kept until somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True, eq=False)
class KeptHistory:
    """Earlier versions as JSON, which *read* makes the releases of, once, at first need.

    It is equal to what says the same, read or not.
    """

    json: bytes
    read: Callable[[bytes], tuple[Any, ...]] = field(repr=False)

    @cached_property
    def releases(self) -> tuple[Any, ...]:
        """Each earlier version (a `Release`), the first one first."""
        return self.read(self.json)

    def __eq__(self, other: object) -> bool:
        """By the JSON, or by the releases where *other* has no JSON."""
        if isinstance(other, KeptHistory):
            return self.json == other.json
        return self.releases == other

    def __hash__(self) -> int:
        """Of the releases, as that of what it may be equal to."""
        return hash(self.releases)
