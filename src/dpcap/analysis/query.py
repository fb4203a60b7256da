"""SQL over the results of batches: an embedded database that can read nothing but them.

Everything is read into memory first. After that no file, no network, no extension and no setting
can be reached any more, and only one SELECT is run, within limits of time and memory. The queries
that ship are a file each, with its title and its headings in both languages.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dpcap.errors import InvalidInputError, refusal_params
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.finding import Finding
from dpcap.report.batch.rows import literal, typed_rows
from dpcap.report.paths import own_reports

if TYPE_CHECKING:
    import duckdb


RESULTS, FRAMEWORKS = "results.jsonl", "frameworks"
_HEADER = re.compile(r"-- (title|columns)\.(zh|en): (.+)")


def load(database: duckdb.DuckDBPyConnection, outs: Sequence[Path], language: Language) -> None:
    """Read the batches in *outs* into *database*, and make the views.

    Raises InvalidInputError for a folder without results, or with some that cannot be read.
    """
    database.execute("CREATE TABLE titles (framework VARCHAR, node VARCHAR, title VARCHAR)")
    for title in _titles(outs, language):
        database.execute("INSERT INTO titles VALUES (?, ?, ?)", title)
    for at, (out, batch) in enumerate(zip(outs, batch_names(outs), strict=True)):
        _read(database, out / RESULTS, batch, language, first=at == 0)
    database.execute((own_reports() / "queries" / "_views.sql").read_text("utf-8"))


def batch_names(outs: Sequence[Path]) -> tuple[str, ...]:
    """What each batch is called: its folder's name, or its whole path if two are named alike."""
    names = [out.absolute().name for out in outs]
    return tuple(
        name if names.count(name) == 1 else out.as_posix()
        for name, out in zip(names, outs, strict=True)
    )


def _read(
    database: duckdb.DuckDBPyConnection, path: Path, batch: str, language: Language, *, first: bool
) -> None:
    import duckdb  # noqa: PLC0415 - only where rows are read by it

    into = "CREATE TABLE rows AS" if first else "INSERT INTO rows"
    names = ", ".join(f"name.{one}" for one in sorted(LANGUAGES, key=lambda one: one != language))
    more = f"{literal(batch)} AS batch, max(as_of) OVER () AS day, coalesce({names}) AS shown"
    try:
        database.execute(f"{into} SELECT {more}, * FROM ({typed_rows(path)})")  # noqa: S608 - ours
    except OSError as error:
        raise _unreadable(path, refusal_params(error)) from error
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        said = str(error).splitlines()[0]
        raise _unreadable(path, {"problem_zh": "内容读不懂", "problem_en": said}) from error


def _unreadable(path: Path, problem: Mapping[str, str | float]) -> InvalidInputError:
    return InvalidInputError([Finding(code="DP841", file=str(path), params=dict(problem))])


def _titles(outs: Sequence[Path], language: Language) -> Iterator[tuple[str, str, str]]:
    """Framework, node and title, of areas, dimensions and roles; a framework not kept has none."""
    files = {path.name: path for out in outs for path in (out / FRAMEWORKS).glob("*.json")}
    for path in files.values():
        try:
            framework = json.loads(path.read_bytes())
            named = [*_nodes(framework), *_roles(framework)]
            yield from ((path.stem, node, title[language]) for node, title in named)
        except (OSError, ValueError, KeyError, TypeError):
            continue


Named = tuple[str, dict[str, str]]


def _nodes(framework: dict[str, Any]) -> Iterator[Named]:
    for area in framework["areas"]:
        for node in (area, *area["dimensions"]):
            yield node["id"], node["title"]


def _roles(framework: dict[str, Any]) -> Iterator[Named]:
    for role, told in framework["roles"].items():
        yield f"role:{role}", told["title"]


_FETCHED = 1000
# A SELECT may hold a DELETE in its WITH.
_READ_ONLY = "BEGIN TRANSACTION READ ONLY"
# DuckDB's types of days and times, wherever they stand in another type; a field may be called so.
_TIMES = re.compile(
    r"(?<![\w\"])(?:DATE|INTERVAL|TIME(?:STAMP(?:_[A-Z]+)?)?(?: WITH TIME ZONE)?)(?![\w\" ])"
)
# Set before anything is read; what is not named here keeps DuckDB's own, stricter or not.
_OPEN: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "temp_directory": "",
}
# Set when all is read; none of them can be taken back.
_SHUT = (
    "SET enable_external_access = false",
    "SET disabled_filesystems = 'LocalFileSystem'",
    "SET lock_configuration = true",
)

Reason = Literal["sql", "not_select", "time", "memory"]


class QueryError(Exception):
    """A query that was not answered: `reason` says why, `detail` is DuckDB's own word.

    The command puts it into words.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(detail or reason)


@dataclass(frozen=True)
class QueryLimits:
    """What a query may take: seconds in all, and mebibytes, the batches read included."""

    seconds: float = 60.0
    memory: int = 2048


@dataclass(frozen=True)
class QueryResult:
    """The names of the columns, and the rows as they come, in order."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def answered(
    sql: str, outs: Sequence[Path], language: Language, limits: QueryLimits
) -> Iterator[QueryResult]:
    """What the query *sql* finds in the batches that lie in the folders *outs*.

    *language* is that of names and titles. Raises QueryError, here or as rows are taken;
    InvalidInputError for an *out* without results that can be read.
    """
    import duckdb  # noqa: PLC0415 - a tenth of a second, for this command alone

    config = {**_OPEN, "memory_limit": f"{limits.memory}MiB"}
    with duckdb.connect(":memory:", config=config) as database, _named(limits):
        load(database, outs, language)
        for setting in _SHUT:
            database.execute(setting)
        select = _one_select(database, sql)
        database.execute(_READ_ONLY)
        with _alarm(database, limits.seconds):
            columns = _described(database, select)
            database.execute(_with_times_as_text(select.query, [column[1] for column in columns]))
            yield QueryResult(_apart(tuple(column[0] for column in columns)), _rows(database))


@contextmanager
def _named(limits: QueryLimits) -> Iterator[None]:
    """DuckDB's errors as ours."""
    import duckdb  # noqa: PLC0415

    try:
        yield
    except duckdb.InterruptException as error:
        raise QueryError("time", f"{limits.seconds:g}") from error
    except duckdb.OutOfMemoryException as error:
        raise QueryError("memory", f"{limits.memory}") from error
    except duckdb.TransactionException as error:
        raise QueryError("not_select") from error
    except duckdb.Error as error:
        raise QueryError("sql", str(error).partition("\n\nSee also")[0]) from error


def _one_select(database: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The one statement in *sql*; anything but reading is refused before it is run."""
    import duckdb  # noqa: PLC0415

    statements = database.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError("not_select")
    return statements[0]


def _described(
    database: duckdb.DuckDBPyConnection, select: duckdb.Statement
) -> list[tuple[str, ...]]:
    """Name and type of each column of *select*."""
    import duckdb  # noqa: PLC0415

    try:
        return database.execute(f"DESCRIBE {select.query}").fetchall()
    except duckdb.Error:
        database.execute("ROLLBACK")
        database.execute(_READ_ONLY)
        database.execute(select)  # it is wrong, or changes something: this says which
        raise


def _with_times_as_text(select: str, types: Sequence[str]) -> str:
    """*select*, whose columns have *types*, with days and times as DuckDB writes them.

    Python has no day beyond the year 9999 and none that is infinite: it would be given another.
    """
    texts = [_TIMES.sub("VARCHAR", one) for one in types]
    if texts == list(types):
        return select
    names = [f"c{number}" for number in range(len(types))]
    each = ", ".join(
        name if text == one else f"CAST({name} AS {text}) AS {name}"
        for name, text, one in zip(names, texts, types, strict=True)
    )
    return f"SELECT {each} FROM ({_without_end(select)}\n) AS asked({', '.join(names)})"  # noqa: S608


def _without_end(select: str) -> str:
    """*select* without the semicolon and the comments that may stand behind it."""
    import duckdb  # noqa: PLC0415

    ends = (at for at, _ in duckdb.tokenize(select) if select.encode()[at : at + 1] == b";")
    return select.encode()[: next(ends, None)].decode()


@contextmanager
def _alarm(database: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Stop what *database* does when *seconds* are over."""
    timer = threading.Timer(seconds, database.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _rows(database: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while some := database.fetchmany(_FETCHED):
        yield from some


def _apart(names: tuple[str, ...]) -> tuple[str, ...]:
    """*names*, the second of two that are the same with a number after it."""
    made: list[str] = []
    for name in names:
        number, other = 2, name
        while other in made:
            other, number = f"{name}_{number}", number + 1
        made.append(other)
    return tuple(made)


@dataclass(frozen=True)
class NamedQuery:
    """A query with a name: its SQL, and by language its title and the headings of its columns."""

    name: str
    sql: str
    titles: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]

    def title(self, language: Language) -> str:
        """What it answers."""
        return self.titles[language]


def named_queries(reports: Path) -> dict[str, NamedQuery]:
    """Every query in the folder *reports*, by name."""
    files = sorted((reports / "queries").glob("[!_]*.sql"))
    return {path.stem: _read_query(path) for path in files}


def _read_query(path: Path) -> NamedQuery:
    text = path.read_text("utf-8")
    heads = {(what, language): said for what, language, said in _HEADER.findall(text)}
    return NamedQuery(
        name=path.stem,
        sql=text,
        titles={language: heads["title", language] for language in ("zh", "en")},
        columns={
            language: tuple(heads["columns", language].split(", ")) for language in ("zh", "en")
        },
    )
