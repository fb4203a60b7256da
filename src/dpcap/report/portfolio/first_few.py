"""The first few of many, without keeping the many."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Key = tuple[Any, ...]


class FirstFew(Generic[T]):
    """Counts all that is put in and keeps the *most* with the smallest keys.

    Equal keys keep the order in which they came. Never holds more than twice as many as it keeps.
    """

    def __init__(self, most: int) -> None:
        self.count = 0
        self._most = most
        self._kept: list[tuple[Key, int, T]] = []

    def add(self, key: Key, item: T) -> None:
        """Put one in."""
        self._kept.append((key, self.count, item))
        self.count += 1
        if len(self._kept) >= 2 * self._most:
            self._cut()

    def __iter__(self) -> Iterator[T]:
        self._cut()
        return (item for _, _, item in self._kept)

    def _cut(self) -> None:
        self._kept = nsmallest(self._most, self._kept, key=lambda kept: kept[:2])
