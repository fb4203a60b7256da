"""`dpcap query`: SQL over the results of batches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import PRINTED, LangOption
from dpcap.report.table_formats import TABLE_FORMATS, Table

if TYPE_CHECKING:
    from dpcap.analysis.query import NamedQuery, QueryError
    from dpcap.errors import UsageError
    from dpcap.workflow.query import QueryAnswer

    QueryFormat = str
else:
    QueryFormat = TABLE_FORMATS.choices("query")
(DEFAULT_FORMAT,) = TABLE_FORMATS.defaults("query")


def query(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SELECT] [OUT...]",
            help=say(
                "SQL 查询，其后是 dpcap batch 的输出目录；缺省为 out",
                "the query in SQL, then output folders of dpcap batch; out by default",
            ),
        ),
    ] = None,
    named: Annotated[
        str | None,
        typer.Option(
            "--named", metavar="NAME", help=say("用自带的查询", "a query that comes with dpcap")
        ),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help=say("列出自带的查询", "list the queries that come along"))
    ] = False,
    form: Annotated[QueryFormat, PRINTED] = DEFAULT_FORMAT,
    lang: LangOption = None,
    seconds: Annotated[
        float,
        typer.Option("--seconds", min=0.1, help=say("最多几秒", "how long it may take")),
    ] = 60.0,
    memory: Annotated[
        int,
        typer.Option("--memory", min=256, help=say("内存上限（MiB）", "how many MiB it may take")),
    ] = 2048,
) -> None:
    """Ask the results of one or many batches."""
    from dpcap.analysis.query import QueryError
    from dpcap.workflow.configuration import OUT
    from dpcap.workflow.query import QueryRequest, list_queries, query_batches

    if listed:
        _list(list_queries())
        return
    words = list(arguments or [])
    sql = words.pop(0) if named is None and words else None
    outs = tuple(map(Path, words)) or (OUT,)
    language = lang.value if lang else TALK
    try:
        with query_batches(QueryRequest(sql, named, outs, language, seconds, memory)) as answer:
            _print(answer, form)
    except QueryError as error:
        raise _refused(error) from error


def _list(known: dict[str, NamedQuery]) -> None:
    from dpcap.cli.write import print_out

    widest = max(map(len, known), default=0)
    print_out("\n".join(f"{name:{widest}}  {one.title(TALK)}" for name, one in known.items()))


def _print(answer: QueryAnswer, form: str) -> None:
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.cli.write import to_stdout

    rows = iter(answer.rows)
    table = Table(answer.columns, answer.headings, rows, screen_columns(), in_colour())
    with to_stdout() as write:
        for piece in TABLE_FORMATS.find("query", form).renderer(table):
            write(piece)
    if next(rows, None) is not None:
        _say_more()


def _say_more() -> None:
    import sys

    from dpcap.report.batch.grid_terminal import MOST

    whole = say(" 或 ", " or ").join(
        name for name in TABLE_FORMATS.offered("query") if name != DEFAULT_FORMAT
    )
    print(
        say(
            f"只显示前 {MOST} 行；--format {whole} 给出全部",
            f"the first {MOST} rows; --format {whole} gives all",
        ),
        file=sys.stderr,
    )


def _refused(error: QueryError) -> UsageError:
    from dpcap.errors import UsageError
    from dpcap.report.sanitize import printable

    detail = "\n".join(map(printable, error.detail.splitlines()))
    said = {
        "sql": (f"the query is wrong: {detail}", f"查询有误，DuckDB 的原话：{detail}"),
        "not_select": (
            "it must be one SELECT: nothing can be written here",
            "只能是一条 SELECT 查询：这里只读不写",
        ),
        "time": (
            (
                f"the query took longer than {detail} seconds and was stopped; "
                "ask for less, or allow more with --seconds"
            ),
            f"查询超过 {detail} 秒，已停止；可改小范围，或用 --seconds 放宽",
        ),
        "memory": (
            f"the query needs more than {detail} MiB; ask for less, or allow more with --memory",
            f"查询需要的内存超过 {detail} MiB；可改小范围，或用 --memory 放宽",
        ),
    }
    return UsageError(*said[error.reason])
