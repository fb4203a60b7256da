"""verdict.json, results.parquet and annotations: what machines read, and in which order."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from batch_results import of, on_disk, put
from dpcap.model.base import Name
from dpcap.model.finding import Finding
from dpcap.model.gate import GateResult
from dpcap.model.outcome import Outcome, ScoredOutcome
from dpcap.model.verdict import BatchVerdict, VerdictCounts, exit_code
from dpcap.report.batch.outputs import BATCH_FORMATS
from dpcap.report.batch.rows import COLUMNS
from dpcap.report.batch_result import BatchOutcomes
from portfolios import Plan, broken, made, plain_row

ANNOTATION = re.compile(r"::(error|warning|notice)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)")


def gate(state: str = "failed", name: str = "overall", **more: object) -> GateResult:
    found = None if state == "unchecked" else 41.9
    given = {"id": name, "severity": "error", "state": state, "operator": "at_least"}
    return GateResult.model_validate({**given, "needed": 55.0, "found": found, **more})


# ── the verdict ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "plan", [Plan(0), Plan(60, failed=0.1), Plan(9, failed=1), Plan(9, gates=False)]
)
def test_the_verdict_is_what_its_model_says(plan: Plan) -> None:
    batch_result = made(plan)
    data = put(batch_result, "verdict")
    verdict = BatchVerdict.model_validate_json(data)
    rows = list(batch_result.outcomes())
    assert verdict.counts.folders == len(rows)
    assert verdict.counts.failed == len(verdict.failed)
    assert verdict.head == batch_result.head
    assert verdict.crossings == batch_result.crossings
    assert verdict.counts.below == sum(_below(row) for row in rows)


def _below(row: Outcome) -> bool:
    return isinstance(row, ScoredOutcome) and any(
        one.severity == "error" and one.state in {"failed", "unchecked"} for one in row.gates
    )


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        (VerdictCounts(folders=3, scored=3), 0),
        (VerdictCounts(folders=3, scored=3, below=1), 1),
        (VerdictCounts(folders=3, failed=3), 3),
        (VerdictCounts(folders=3, scored=2, failed=1), 4),
        (VerdictCounts(folders=3, scored=2, failed=1, below=2), 4),
        (VerdictCounts(), 0),
    ],
)
def test_exit_code(counts: VerdictCounts, code: int) -> None:
    assert exit_code(counts) == code


def test_a_gate_that_only_warns_or_is_off_is_not_below() -> None:
    row = plain_row(gates=(gate(severity="warn"), gate(name="other", severity="off")))
    verdict = BatchVerdict.model_validate_json(put(of(row), "verdict"))
    assert verdict.exit_code == 0
    assert verdict.counts.warned == 1
    assert [rule.id for rule in verdict.rules] == ["overall"]
    assert [one.id for one in verdict.unmet[0].gates] == ["overall"]


# ── Parquet ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> tuple[BatchOutcomes, Path]:
    folder = tmp_path_factory.mktemp("it's [odd] *?")
    batch_result = on_disk(made(Plan(300, failed=0.1)), folder)
    path = folder.parent / "rows.parquet"
    path.write_bytes(put(batch_result, "parquet"))
    return batch_result, path


def test_parquet_has_every_row_in_order_and_unrounded(parquet: tuple[BatchOutcomes, Path]) -> None:
    batch_result, path = parquet
    found = duckdb.execute("SELECT folder, proved, coverage FROM read_parquet(?)", [str(path)])
    rows = list(batch_result.outcomes())
    wanted = [
        (
            row.folder,
            *((row.proved, row.coverage) if isinstance(row, ScoredOutcome) else (None, None)),
        )
        for row in rows
    ]
    assert found.fetchall() == wanted


def test_parquet_is_typed(parquet: tuple[BatchOutcomes, Path]) -> None:
    told = duckdb.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(parquet[1])]).fetchall()
    kinds = {name: kind for name, kind, *_ in told}
    assert list(kinds) == list(COLUMNS)
    assert kinds["as_of"] == "DATE"
    assert kinds["proved"] == "DOUBLE"
    assert kinds["lapses"].startswith("STRUCT(piece VARCHAR")
    assert "MAP(VARCHAR, STRUCT(" in kinds["change"]


def test_parquet_keeps_gates_and_findings(parquet: tuple[BatchOutcomes, Path]) -> None:
    batch_result, path = parquet
    found = duckdb.execute(
        "SELECT list_transform(gates, lambda g: (g.id, g.state, g.needed_number, g.found_number)),"
        ' list_transform(findings, lambda f: (f.code, f.file, f.line, f."column"))'
        " FROM read_parquet(?)",
        [str(path)],
    ).fetchall()
    for row, (gates, findings) in zip(batch_result.outcomes(), found, strict=True):
        if isinstance(row, ScoredOutcome):
            assert gates == [(g.id, g.state, g.needed, g.found) for g in row.gates]
            assert findings is None
        else:
            assert findings == [(f.code, f.file, f.line, f.column) for f in row.findings]


def test_the_columns_are_those_of_the_rows() -> None:
    rows = {*ScoredOutcome.model_fields, "findings"} - {"marks"}
    assert set(COLUMNS) == rows


def test_the_same_rows_give_the_same_bytes(parquet: tuple[BatchOutcomes, Path]) -> None:
    batch_result, path = parquet
    assert put(batch_result, "parquet") == path.read_bytes()
    for name in BATCH_FORMATS.offered("batch"):
        if name not in {"parquet", "jsonl"}:
            assert put(batch_result, name) == put(batch_result, name)


def test_no_rows_make_an_empty_parquet(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    path.write_bytes(put(on_disk(of(), tmp_path), "parquet"))
    assert duckdb.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchall() == [(0,)]


# ── annotations ──────────────────────────────────────────────────────────────────────────────────


def annotations(batch_result: BatchOutcomes) -> list[tuple[str, dict[str, str], str]]:
    made_of = []
    for line in put(batch_result, "github").decode().splitlines():
        found = ANNOTATION.fullmatch(line)
        assert found, line
        pairs = (pair.partition("=") for pair in (found[2] or "").split(",") if pair)
        made_of.append((found[1], {key: unquote(value) for key, _, value in pairs}, found[3]))
    return made_of


def test_no_more_than_github_shows_and_the_rest_is_counted() -> None:
    batch_result = replace(made(Plan(80, failed=0.2), "en"), crossings=())
    kinds = [kind for kind, _, _ in annotations(batch_result)]
    assert kinds.count("error") == 10
    assert kinds.count("warning") <= 10
    assert kinds[-1] == "notice"
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)


def test_one_bad_folder_does_not_crowd_out_the_others() -> None:
    many = tuple(
        Finding(code="DP402", file="a.yaml", line=n, params={"node": "X"}) for n in range(1, 40)
    )
    rows = [broken("a", findings=many), broken("b"), plain_row(gates=(gate(),))]
    shown = annotations(of(*rows, crossings=()))
    assert [given["title"] for _, given, _ in shown[:3]] == ["DP402", "DP402", "overall"]


def test_failed_gates_come_before_unchecked_ones() -> None:
    rows = [plain_row(gates=(gate("unchecked", "a"),)), plain_row(gates=(gate("failed", "b"),))]
    shown = annotations(of(*rows, crossings=()))
    assert [given["title"] for _, given, _ in shown] == ["b", "a"]


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ({"nodes": ("LIV-3.2",)}, ("answers", "LIV-3.2")),
        ({"nodes": ("live",)}, ("answers", "LIV-1.2")),
        ({"facts": ("headcount",)}, ("facts", "headcount")),
        ({}, ("assessed_on",)),
    ],
)
def test_a_gate_points_to_what_it_hangs_on(named: dict[str, object], path: tuple[str, ...]) -> None:
    asked: list[tuple[str, tuple[Finding, ...]]] = []

    def locate(folder: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        asked.append((folder, findings))
        place = {"file": "providers/p/answers.yaml", "line": 7, "column": 3}
        return tuple(one.model_copy(update=place) for one in findings)

    row = plain_row(folder="p", gates=(gate(**named),))
    ((kind, given, _),) = annotations(of(row, crossings=(), locate=locate))
    assert kind == "error"
    assert given == {
        "file": "providers/p/answers.yaml",
        "line": "7",
        "col": "3",
        "title": "overall",
    }
    ((folder, (looked_for,)),) = asked
    assert (folder, looked_for.path) == ("p", path)


@given(
    st.text(st.characters(codec="utf-8"))
    | st.just("a::error::b\n::stop-commands::x\r%0A,file=/etc/passwd,line=1")
)
def test_nothing_in_the_data_makes_a_command(text: str) -> None:
    finding = Finding(code="DP402", file=f"f{text}", line=1, params={"node": text})
    row = plain_row(name=Name(zh=text + "x"), gates=(gate(),), folder=f"f{text}")
    shown = annotations(of(broken(findings=(finding,)), row, crossings=()))
    assert [given["title"] for _, given, _ in shown] == ["DP402", "overall"]
    assert set(shown[0][1]) == {"file", "line", "title"}
