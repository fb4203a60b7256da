"""Tables of a few rows in sight, some folded away, and the rest only counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest
from typing import Any, Generic, TypeVar

from dpcap.report import figures
from dpcap.report.portfolio.row_summary import RowProvider
from dpcap.report.portfolio.view_models import PortfolioCell, PortfolioLine, PortfolioTable
from dpcap.report.sanitize import CLOSE, OPEN
from dpcap.report.terms import PortfolioTerms

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


# Rows in sight, and rows kept at all. A few more in sight are better than a fold over two.
SHOWN, KEPT = 10, 100
_WORTH_FOLDING = 4


def named(who: RowProvider) -> PortfolioCell:
    """A provider's name, leading to its report."""
    return PortfolioCell(marked(who.name), href=who.href)


def company(who: RowProvider) -> tuple[PortfolioCell, ...]:
    """Who looks after a provider, and what it holds of each group."""
    return (
        PortfolioCell(marked(who.owner)),
        *(PortfolioCell("", lines=tuple(map(marked, held))) for held in who.groups),
    )


def company_heads(terms: PortfolioTerms) -> tuple[str, ...]:
    """The heads of the columns that `company` fills."""
    return (terms.say("common.owner"), *(title for _, title in terms.groups))


def marked(text: str) -> str:
    """Cleaned *text* marked as somebody's own words."""
    return f"{OPEN}{text}{CLOSE}" if text else ""


def table(
    terms: PortfolioTerms,
    caption: str,
    head: tuple[str, ...],
    lines: Iterable[PortfolioLine],
    columns: str = "",
    *,
    count: int = 0,
    find: str | None = None,
) -> PortfolioTable:
    """*lines* as a table: some in sight, the later ones folded.

    `count` is how many there are in all, if more than *lines*; `find` finds them.
    """
    every = tuple(lines)
    made = PortfolioTable(caption, head, every, columns)
    if len(every) >= SHOWN + _WORTH_FOLDING:
        more = terms.say("common.more", n=len(every) - SHOWN)
        made = made._replace(lines=every[:SHOWN], rest=every[SHOWN:], more=more)
    if count > len(every):
        cut = terms.say("common.cut", n=figures.number(count), shown=len(every))
        made = made._replace(cut=cut, find=find or "")
    return made
