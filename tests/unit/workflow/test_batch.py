"""A batch by function: what is scored, written, refused and told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from batches import in_process
from dpcap.errors import UsageError
from dpcap.report.batch.outputs import BATCH_FORMATS
from dpcap.workflow.batch import score_batch
from dpcap.workflow.batch_request import BatchObserver, BatchRequest
from dpcap.workflow.compare import CompareRequest, compare_providers, render_comparison
from dpcap.workflow.diff import DiffRequest, diff_profiles, render_profile_diff
from dpcap.workflow.query import QueryRequest, list_queries, query_batches
from folders import ASSESSED, TINY, make_folder

DAY = date.fromisoformat(ASSESSED)


@pytest.fixture(autouse=True)
def _serial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dpcap.workflow.batch.serial", in_process)


def request(top: Path, **more: object) -> BatchRequest:
    wanted = BatchRequest(
        roots=(str(top / "providers"),),
        today=DAY,
        out=top / "out",
        framework=TINY,
        executor="serial",
        formats=("csv",),
        reports="none",
    )
    return replace(wanted, **more)  # type: ignore[arg-type]


@pytest.fixture
def top(tmp_path: Path) -> Path:
    for rung, name in enumerate(("acme", "bravo")):
        make_folder(tmp_path / "providers" / name, rung=rung + 1)
    return tmp_path


def test_what_did_not_change_is_reused(top: Path) -> None:
    first = score_batch(request(top))
    assert first.fates == {"scored": 2, "reused": 0, "failed": 0}
    assert first.out == top / "out"
    assert (top / "out" / "results.csv").is_file()
    again = score_batch(request(top))
    assert again.fates == {"scored": 0, "reused": 2, "failed": 0}
    assert score_batch(request(top, reuse=False)).fates["scored"] == 2


def test_one_bad_folder_stops_nothing(top: Path) -> None:
    (top / "providers" / "bravo" / "answers.yaml").write_text("[", encoding="utf-8")
    result = score_batch(request(top))
    assert result.fates == {"scored": 1, "reused": 0, "failed": 1}


def test_progress_hears_of_each_and_stdout_takes_the_table(top: Path) -> None:
    heard: list[object] = []
    shown: list[bytes] = []

    @contextmanager
    def progress(total: int) -> Iterator[object]:
        heard.append(total)
        yield heard.append

    @contextmanager
    def stdout() -> Iterator[object]:
        yield shown.append

    observer = BatchObserver(progress=progress, stdout=stdout)  # type: ignore[arg-type]
    score_batch(request(top, formats=("terminal",)), observer=observer)
    assert heard[0] == 2
    assert len(heard) == 3
    assert "acme" in b"".join(shown).decode()


def test_the_day_named_goes_before_the_day_of_the_run(top: Path) -> None:
    score_batch(request(top, today=date(2026, 11, 25), formats=("verdict",)))
    assert '"day":"2026-11-25"' in (top / "out" / "verdict.json").read_text("utf-8")
    score_batch(request(top, on=DAY, today=date(2026, 11, 25), formats=("verdict",)))
    assert f'"day":"{ASSESSED}"' in (top / "out" / "verdict.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"scheduler": "tcp://nowhere"}, "--executor dask"),
        ({"out": Path("-")}, "must be a folder"),
        ({"roots": ("none",)}, "no folder none"),
        ({"baseline": "none"}, "none"),
        ({"roots": ("unheard://x",)}, "unheard://"),
    ],
)
def test_a_call_without_meaning_is_refused_in_both_languages(
    top: Path, more: dict[str, object], says: str
) -> None:
    with pytest.raises(UsageError, match=says) as raised:
        score_batch(request(top, **more))
    assert raised.value.message("zh") != raised.value.message("en")
    assert not (top / "out" / "results.jsonl").exists()


def test_no_provider_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "providers").mkdir()
    with pytest.raises(UsageError, match="no provider folder"):
        score_batch(request(tmp_path))


def test_a_fault_in_an_output_is_told_and_its_exception_kept(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError("by nought")

    formats = tuple(
        replace(one, render=broken) if one.name == "csv" else one for one in BATCH_FORMATS.formats
    )
    monkeypatch.setattr(BATCH_FORMATS, "formats", formats)
    result = score_batch(request(top))
    assert [finding.code for finding in result.unwritten] == ["DP811"]
    assert [type(fault) for fault in result.faults] == [ZeroDivisionError]


def test_too_few_for_peers_is_a_count(top: Path) -> None:
    path = top / "peers.json"
    assert score_batch(request(top, benchmark=path)).peer_groups == 0
    assert path.is_file()
    assert score_batch(request(top)).peer_groups is None


def test_two_of_a_batch_side_by_side(top: Path) -> None:
    score_batch(request(top))
    places = (top / "out" / "acme", top / "out" / "bravo")
    compared = compare_providers(CompareRequest(places, language="en"))
    made = render_comparison(compared, "md")
    assert made.file == "compare.md"
    assert "acme" in made.text
    assert compared.language == "en"
    with pytest.raises(UsageError) as raised:
        compare_providers(CompareRequest(places[:1]))
    assert "给了 1 份" in raised.value.message("zh")
    with pytest.raises(UsageError, match="unheard"):
        render_comparison(compared, "unheard")


def test_a_change_between_two_batches(top: Path) -> None:
    score_batch(request(top))
    make_folder(top / "providers" / "acme", rung=2)
    score_batch(request(top, out=top / "later"))
    found = diff_profiles(DiffRequest(top / "out" / "acme", top / "later" / "acme"))
    split = found.difference.change.overall
    assert (split.after or 0) > (split.before or 0)
    assert split.total == pytest.approx((split.after or 0) - (split.before or 0))
    assert "acme" in render_profile_diff(found, "md", language="en")
    with pytest.raises(UsageError, match="dpcap compare"):
        diff_profiles(DiffRequest(top / "out" / "acme", top / "later" / "bravo"))


def test_a_query_over_a_batch(top: Path) -> None:
    score_batch(request(top))
    outs = (top / "out",)
    with query_batches(QueryRequest("SELECT provider FROM results ORDER BY 1", outs=outs)) as found:
        assert found.columns == ("provider",)
        assert list(found.rows) == [("acme",), ("bravo",)]
    with query_batches(QueryRequest(named="top-by-role", outs=outs, language="zh")) as found:
        assert found.headings == list_queries()["top-by-role"].columns["zh"]
    for wrong in (QueryRequest(outs=outs), QueryRequest(named="unheard", outs=outs)):
        with pytest.raises(UsageError), query_batches(wrong):
            pass


@pytest.fixture
def _no_duckdb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.setattr("dpcap.workflow.extras.find_spec", lambda name: name != "duckdb" or None)


@pytest.mark.usefixtures("_no_duckdb")
def test_without_duckdb_parquet_is_refused_before_anything_is_written(top: Path) -> None:
    with pytest.raises(UsageError, match=r"^--format parquet needs pip install .dpcap\[analytics]"):
        score_batch(request(top, formats=("csv", "parquet")))
    assert not (top / "out").exists()
    assert score_batch(request(top)).fates["scored"] == 2


@pytest.mark.usefixtures("_no_duckdb")
def test_without_duckdb_a_query_names_the_extra(top: Path) -> None:
    score_batch(request(top))
    wanted = QueryRequest("SELECT 1", outs=(top / "out",))
    with (
        pytest.raises(UsageError, match=r"^dpcap query needs pip install .dpcap\[analytics]"),
        query_batches(wanted),
    ):
        pytest.fail("it was answered")
    assert list_queries()
