"""SQL over the results of batches, one's own or a query that came with dpcap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from dpcap.analysis.query import NamedQuery, QueryLimits, answered, named_queries
from dpcap.errors import UsageError
from dpcap.model.base import Language
from dpcap.report.paths import own_reports
from dpcap.workflow.configuration import OUT
from dpcap.workflow.extras import needing


@dataclass(frozen=True)
class QueryRequest:
    """One SELECT, or the name of a query that came with dpcap, and the batches it is put to.

    `outs`: output folders of batches. `language`: that of names, titles and headings. `seconds`,
    `memory` (MiB): what it may take.
    """

    sql: str | None = None
    named: str | None = None
    outs: Sequence[Path] = (OUT,)
    language: Language = "en"
    seconds: float = 60.0
    memory: int = 2048


class QueryAnswer(NamedTuple):
    """The names of the columns, their headings, and the rows as they come."""

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def query_batches(request: QueryRequest) -> Iterator[QueryAnswer]:
    """What the query of *request* finds; the rows can be taken while this is open.

    Raises UsageError: no query, no such name, or no DuckDB; QueryError, here or as rows are taken:
    it is wrong, no SELECT, or took too much; InvalidInputError for a folder without results.
    """
    named = _named(request)
    limits = QueryLimits(request.seconds, request.memory)
    sql = named.sql if named else request.sql or ""
    with (
        needing("analytics", "dpcap query"),
        answered(sql, request.outs, request.language, limits) as answer,
    ):
        headings = named.columns[request.language] if named else answer.columns
        yield QueryAnswer(answer.columns, headings, answer.rows)


def list_queries() -> dict[str, NamedQuery]:
    """The queries that came with dpcap, by name."""
    return named_queries(own_reports())


def _named(request: QueryRequest) -> NamedQuery | None:
    if request.named is None:
        if request.sql is None:
            raise UsageError(
                "no query: give SELECT …, or --named", "缺少查询：给出 SELECT …，或 --named"
            )
        return None
    known = list_queries()
    if request.named not in known:
        names = ", ".join(known)
        raise UsageError(
            f"no query {request.named}; there are: {names}",
            f"没有查询 {request.named}；有：{names}",
        )
    return known[request.named]
