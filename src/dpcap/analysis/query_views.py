"""The tables that a query sees: made of results.jsonl and of the framework beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpcap.errors import InvalidInputError, refusal_params
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.finding import Finding
from dpcap.report.batch.rows import literal, typed_rows
from dpcap.report.paths import own_reports

if TYPE_CHECKING:
    import duckdb

RESULTS, FRAMEWORKS = "results.jsonl", "frameworks"


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
