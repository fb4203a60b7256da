"""Queries: they see the rows as they are, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from batch_results import of, on_disk
from dpcap.analysis.query import QueryError, QueryLimits, answered, batch_names, named_queries
from dpcap.errors import InvalidInputError
from dpcap.model.base import LANGUAGES, Language, Name
from dpcap.model.decision import DecisionCondition
from dpcap.model.outcome import ScoredOutcome
from dpcap.report.batch.grid import as_csv, as_json
from dpcap.report.batch.grid_terminal import on_terminal
from dpcap.report.paths import own_reports
from dpcap.text_width import width
from portfolios import DAY, Plan, broken, decision, framework, made, plain_row

LIMITS = QueryLimits()
NAMED = named_queries(own_reports())


@pytest.fixture(scope="module")
def outs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    top = tmp_path_factory.mktemp("outs")
    for name, plan in (("2026-08", Plan(60, seed=2)), ("2026-11", Plan(80, failed=0.2))):
        (top / name / "frameworks").mkdir(parents=True)
        on_disk(made(plan), top / name)
    kept = top / "2026-11" / "frameworks" / f"{framework().digest}.json"
    kept.write_text(framework().json_text, encoding="utf-8")
    return top / "2026-08", top / "2026-11"


def ask(
    sql: str, outs: Sequence[Path], language: Language = "en", limits: QueryLimits = LIMITS
) -> list[tuple[Any, ...]]:
    with answered(sql, outs, language, limits) as answer:
        return list(answer.rows)


def refused(sql: str, outs: Sequence[Path], limits: QueryLimits = LIMITS) -> QueryError:
    with pytest.raises(QueryError) as caught:
        ask(sql, outs, limits=limits)
    return caught.value


# ── what a query sees ────────────────────────────────────────────────────────────────────────────


def test_decisions_can_be_asked_for(tmp_path: Path) -> None:
    first, second = (DecisionCondition(text="a", due_on=DAY + timedelta(days)) for days in (9, 2))
    met = first.model_copy(update={"due_on": DAY, "met_on": DAY})
    rows = [
        plain_row(folder="a", decision=decision(first, second, met)),
        plain_row(folder="b", decision=decision(kind="decline", current=False)),
        plain_row(folder="c"),
    ]
    lines = "".join(f"{row.model_dump_json()}\n" for row in rows)
    (tmp_path / "results.jsonl").write_text(lines, encoding="utf-8")
    sql = (
        "SELECT decision, decision_on, decision_by, decision_current, conditions_open,"
        " next_condition FROM results ORDER BY folder"
    )
    on = str(DAY - timedelta(30))
    assert ask(sql, [tmp_path]) == [
        ("conditional", on, "示例·吴", True, 2, str(DAY + timedelta(2))),
        ("decline", on, "示例·吴", False, 0, None),
        (None,) * 6,
    ]


def test_results_are_the_scored_rows_unrounded(outs: tuple[Path, Path]) -> None:
    rows = made(Plan(80, failed=0.2)).outcomes()
    wanted = [
        (one.folder, one.proved, one.claimed) for one in rows if isinstance(one, ScoredOutcome)
    ]
    found = ask("SELECT folder, proved, claimed FROM results ORDER BY folder", outs[1:])
    assert found == sorted(wanted)


def test_failed_has_a_row_a_finding(outs: tuple[Path, Path]) -> None:
    rows = [
        one for one in made(Plan(80, failed=0.2)).outcomes() if not isinstance(one, ScoredOutcome)
    ]
    wanted = [(one.folder, f.code, f.file, f.line, f.column) for one in rows for f in one.findings]
    found = ask('SELECT folder, code, file, line, "column" FROM failed', outs[1:])
    assert sorted(found) == sorted(wanted)


def test_every_row_counts_its_areas_gates_lapses_and_changes(outs: tuple[Path, Path]) -> None:
    rows = [one for one in made(Plan(80, failed=0.2)).outcomes() if isinstance(one, ScoredOutcome)]
    wanted = {
        "areas": sum(len(row.areas) for row in rows),
        "dimensions": sum(len(area.dimensions) for row in rows for area in row.areas),
        "gates": sum(len(row.gates) for row in rows),
        "lapses": sum(len(row.lapses) for row in rows),
        "changes": sum(1 + len(row.change.areas) for row in rows if row.change),
    }
    for view, count in wanted.items():
        assert len(ask(f"FROM {view}", outs[1:])) == count, view


def test_the_parts_of_a_change_add_up(outs: tuple[Path, Path]) -> None:
    found = ask(
        "SELECT change, after - before, ruler + role_facts + peers + answers + proof FROM changes"
        " WHERE after IS NOT NULL AND before IS NOT NULL",
        outs,
    )
    for change, difference, parts in found:
        assert change == pytest.approx(difference, abs=1e-9)
        assert change == pytest.approx(parts, abs=1e-9)


def test_batches_are_told_apart(outs: tuple[Path, Path]) -> None:
    found = ask("SELECT batch, count(*) FROM results GROUP BY batch ORDER BY batch", outs)
    assert [name for name, _ in found] == ["2026-08", "2026-11"]
    assert ask("SELECT count(DISTINCT day) FROM results", outs[:1]) == [(1,)]


def test_batches_of_one_name_go_by_their_path() -> None:
    assert batch_names([Path("a/out"), Path("b/out"), Path("c")]) == ("a/out", "b/out", "c")


@pytest.mark.parametrize(("language", "title"), [("zh", "直播带货"), ("en", "Live commerce")])
def test_names_and_titles_are_in_the_language_asked_for(
    outs: tuple[Path, Path], language: Language, title: str
) -> None:
    ((found,),) = ask("SELECT DISTINCT title FROM areas WHERE area = 'live'", outs[1:], language)
    assert title in found


def test_a_name_in_the_other_language_stands_in(tmp_path: Path) -> None:
    on_disk(of(plain_row(name=Name(zh="甲"))), tmp_path)
    assert ask("SELECT name FROM results", [tmp_path], "en") == [("甲",)]


def test_a_framework_that_is_not_kept_leaves_titles_empty(outs: tuple[Path, Path]) -> None:
    assert ask("SELECT count(title), count(*) > 0 FROM areas", outs[:1]) == [(0, True)]


def test_folders_with_odd_names_are_read(tmp_path: Path) -> None:
    odd = tmp_path / "o'd [1] *? 甲"
    odd.mkdir()
    on_disk(of(plain_row(), broken()), odd)
    assert ask("SELECT batch FROM results", [odd]) == [(odd.name,)]


# ── named queries ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_named_queries_find_something_under_as_many_heads(
    outs: tuple[Path, Path], name: str, language: Language
) -> None:
    query = NAMED[name]
    assert query.title(language)
    with answered(query.sql, outs, language, LIMITS) as answer:
        assert len(answer.columns) == len(query.columns[language])
        assert next(answer.rows, None) is not None


def test_there_are_five_named_queries_with_a_title_in_each_language() -> None:
    assert len(NAMED) == 5
    assert all(query.title("zh") != query.title("en") for query in NAMED.values())


def test_top_by_role_ranks_by_the_proved_score(outs: tuple[Path, Path]) -> None:
    rows = ask(NAMED["top-by-role"].sql, outs)
    groups: dict[tuple[str, str, str], list[float]] = {}
    for batch, role, left_out, place, _, proved, *_ in rows:
        groups.setdefault((batch, role, left_out), []).append(proved)
        assert place <= 5
    assert all(scores == sorted(scores, reverse=True) for scores in groups.values())


def test_lapsed_proof_is_past_its_last_day(outs: tuple[Path, Path]) -> None:
    assert all(days > 0 for *_, days in ask(NAMED["lapsed-proof"].sql, outs))


# ── what it cannot do ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM '{file}'",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_json('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_blob('{file}')",
        "SELECT * FROM read_parquet('{file}')",
        "SELECT * FROM parquet_metadata('{file}')",
        "SELECT * FROM sniff_csv('{file}')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM read_csv('https://example.invalid/x.csv')",
        "SELECT * FROM query('SELECT * FROM read_text(''{file}'')')",
        "SELECT getenv('HOME')",
        "SELECT * FROM outs",
        "SELECT * FROM sqlite_scan('{file}', 't')",
    ],
)
def test_nothing_outside_can_be_read(tmp_path: Path, outs: tuple[Path, Path], sql: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\nsecret\n", encoding="utf-8")
    error = refused(sql.format(file=secret, folder=tmp_path), outs)
    assert error.reason == "sql"
    assert "secret\n" not in error.detail


@pytest.mark.parametrize(
    "sql",
    [
        "ATTACH '{file}'",
        "COPY results TO '{file}'",
        "COPY (SELECT 1) TO '{file}'",
        "COPY rows FROM '{file}'",
        "EXPORT DATABASE '{folder}/x'",
        "IMPORT DATABASE '{folder}/x'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA enable_profiling",
        "CALL pragma_version()",
        "CREATE TABLE t AS SELECT 1",
        "CREATE TEMP TABLE t AS SELECT 1",
        "CREATE MACRO m() AS 1",
        "INSERT INTO rows SELECT * FROM rows",
        "UPDATE rows SET proved = 100",
        "DELETE FROM rows",
        "DROP VIEW results",
        "WITH gone AS (DELETE FROM rows RETURNING 1) SELECT * FROM gone",
        "SELECT 1; SELECT 2",
        "SELECT 1; ATTACH '{file}'",
        "CHECKPOINT",
        "BEGIN",
        "EXPLAIN ANALYZE SELECT 1",
        "",
        "-- nothing",
    ],
)
def test_nothing_but_one_select_is_run(tmp_path: Path, outs: tuple[Path, Path], sql: str) -> None:
    file = tmp_path / "made.db"
    assert refused(sql.format(file=file, folder=tmp_path), outs).reason == "not_select"
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_query_says_what_is_wrong(outs: tuple[Path, Path]) -> None:
    error = refused("SELECT provd FROM results", outs)
    assert error.reason == "sql"
    assert "provd" in error.detail
    assert "See also" not in error.detail


def test_a_query_without_end_is_stopped(outs: tuple[Path, Path]) -> None:
    sql = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = -1"
    assert refused(sql, outs, QueryLimits(seconds=0.3)).reason == "time"


def test_a_query_that_wants_too_much_memory_is_stopped(outs: tuple[Path, Path]) -> None:
    sql = "SELECT list(range) FROM range(1000000000)"
    assert refused(sql, outs, QueryLimits(memory=256)).reason == "memory"


@pytest.mark.parametrize("content", [None, b"", b"{not json}\n", b"\xff\xfe\n", b'{"status": 1,\n'])
def test_a_folder_without_results_is_named(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "results.jsonl").write_bytes(content)
    if content == b"":
        assert ask("FROM results", [tmp_path]) == []
        return
    with pytest.raises(InvalidInputError) as caught:
        ask("FROM results", [tmp_path])
    (finding,) = caught.value.findings
    assert finding.code == "DP841"
    assert finding.file == str(tmp_path / "results.jsonl")


# ── how it is shown ──────────────────────────────────────────────────────────────────────────────


def test_two_columns_of_one_name_are_told_apart(outs: tuple[Path, Path]) -> None:
    with answered("SELECT 1 AS a, 2 AS a", outs, "en", LIMITS) as answer:
        assert answer.columns == ("a", "a_2")


def test_a_table_fits_or_is_stacked() -> None:
    rows = [("甲" * 30, 1.26, None), ("b", -3.29, True)]
    wide = on_terminal(("name", "score", "flag"), rows, 120, colour=False)
    assert len(wide.splitlines()) == 3
    assert "-3.2" in wide
    narrow = on_terminal(("name", "score", "flag"), rows, 16, colour=False)
    assert len(narrow.splitlines()) > 6
    for text, screen in ((wide, 120),):
        assert max(map(width, text.splitlines())) <= screen


def test_a_terminal_shows_the_first_rows_and_says_that_there_are_more() -> None:
    rows = iter([(n,) for n in range(5000)])
    text = on_terminal(("n",), rows, 80, colour=False)
    assert next(rows) == (1000,)
    assert len(text.splitlines()) == 1001


def test_what_data_holds_moves_nothing() -> None:
    text = on_terminal(("\x1b[31mn",), [("\x1b[2J\u202ea\nb",)], 80, colour=False)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.splitlines()[1] == "a b"


def test_csv_is_guarded_and_numbers_are_whole() -> None:
    data = b"".join(as_csv(("=h", "n"), [("=1+1", -3.2000000001), (["a", "b"], None)]))
    assert data.decode("utf-8-sig") == "'=h,n\r\n'=1+1,-3.2000000001\r\n\"a, b\",\r\n"


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("SELECT 'infinity'::DATE, '-infinity'::TIMESTAMP", ("infinity", "-infinity")),
        ("SELECT ['infinity'::DATE] -- ; the end\n;", (["infinity"],)),
        (
            "SELECT {'DATE': 1, 'd': 'infinity'::DATE} AS a, 2 AS a;",
            ({"DATE": 1, "d": "infinity"}, 2),
        ),
        (
            "SELECT INTERVAL '9999999 years', '290000-01-01'::DATE",
            ("9999999 years", "290000-01-01"),
        ),
        ("SELECT MAP {'a': 'infinity'::TIMESTAMPTZ}", ({"a": "infinity"},)),
        ("SELECT TIME '24:00:00', '0044-03-15 (BC)'::DATE", ("24:00:00", "0044-03-15 (BC)")),
    ],
)
def test_days_that_python_does_not_know_are_told_as_they_are(
    outs: tuple[Path, Path], sql: str, found: tuple[object, ...]
) -> None:
    assert ask(sql, outs) == [found]


def test_json_is_json(outs: tuple[Path, Path]) -> None:
    sql = "SELECT day, categories, {'a': 1.5} AS s, 'nan'::DOUBLE AS n, 1.5::DECIMAL(9,2) AS d"
    with answered(f"{sql} FROM results ORDER BY folder", outs, "en", LIMITS) as answer:
        read = json.loads(b"".join(as_json(answer.columns, answer.rows)))
    assert read[0]["day"] == "2026-11-23"
    assert isinstance(read[0]["categories"], list)
    assert (read[0]["s"], read[0]["n"], read[0]["d"]) == ({"a": 1.5}, None, 1.5)
    assert json.loads(b"".join(as_json(("a",), []))) == []
