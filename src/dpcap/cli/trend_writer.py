"""What all parts of the page of a course are worded with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dpcap.cli.findings import WORDING
from dpcap.cli.trend_words import WORDS
from dpcap.report import figures
from dpcap.report.sanitize import clean
from dpcap.report.table_page import PartTable

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.framework import Framework
    from dpcap.workflow.trend import TrendResult

Cells = tuple[str, ...]
_DAYS_ACROSS = 3


class TrendWriter:
    """Words, titles and tables of a course in one language."""

    def __init__(self, found: TrendResult, language: Language) -> None:
        self.found, self.language = found, language
        self.framework: Framework = found.framework

    def say(self, key: str, **fields: str | float) -> str:
        """The words of *key*."""
        return WORDS.say(key, self.language, WORDING.wording, **fields)

    def title_of(self, node: str) -> str:
        """The title of an area, a dimension or an indicator; its id where it has none."""
        try:
            return clean(self.framework.title_of(node).say(self.language))
        except KeyError:
            return clean(node)

    def kpi_title(self, name: str) -> str:
        """The title of a hard fact, as page one has it where it stands there alone."""
        spec = self.framework.facts.get(name)
        lines = self.framework.page_one.hard_facts
        alone = next((one for one in lines if one.show == (name,)), None)
        if alone:
            return clean(alone.title.say(self.language))
        return clean(spec.title.say(self.language)) if spec else self.title_of(name)

    def score_said(self, value: float | None) -> str:
        """A score as it is printed."""
        return self.say("none") if value is None else figures.score(value)

    def listed(self, names: Iterable[str]) -> str:
        """*names* on one line."""
        return self.say("comma").join(names)

    def table(
        self, columns: Iterable[str], rows: Iterable[tuple[str, ...]], numbers: Iterable[int]
    ) -> PartTable:
        """A table whose heads are words of the page; *numbers* are its columns of figures."""
        heads = tuple(self.say(f"column.{name}") for name in columns)
        return PartTable(heads, tuple(rows), frozenset(numbers))

    def by_days(self, days: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Iterator[PartTable]:
        """*rows* of a title and a cell a day, as tables of a few days, about as many in each."""
        tables = -(-len(days) // _DAYS_ACROSS)
        for place in range(tables):
            begin, end = (len(days) * one // tables for one in (place, place + 1))
            heads = ("", *days[begin:end])
            cells = tuple((title, *values[begin:end]) for title, *values in rows)
            yield PartTable(heads, cells, frozenset(range(1, len(heads))))
