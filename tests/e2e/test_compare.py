"""`dpcap compare`, and a benchmark shown by `assess` and `report`, as a user meets them."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest

from conftest import Dpcap, Run
from dpcap.analysis.benchmark import benchmark_json, benchmark_of
from dpcap.intake.folder import load_assessment
from dpcap.model.outcome import BatchHead, ScoredOutcome
from dpcap.scoring.case import make_case
from dpcap.scoring.provider_row import RowContext, RowDigests, provider_row
from dpcap.scoring.score import profile_of
from locations import PROVIDERS
from profiles import shipped

COMPARED = ("lanxing", "maodun", "guoqi")


@pytest.fixture
def stored(dpcap: Dpcap, tmp_path: Path) -> list[Path]:
    """The output folders of three examples."""
    for name in COMPARED:
        done = dpcap("assess", PROVIDERS / name, "--no-input", "--format", "json")
        assert done.returncode == 0, done.stderr
    return [tmp_path / "out" / name for name in COMPARED]


def test_it_prints_and_writes_the_page(dpcap: Dpcap, stored: list[Path], tmp_path: Path) -> None:
    done = dpcap("compare", *stored, "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "Providers side by side" in done.stdout
    assert "The roles differ" in done.stdout
    html = (tmp_path / "out" / "compare.html").read_text("utf-8")
    assert html.startswith("<!doctype html>")
    assert done.stderr.splitlines() == [f"wrote {Path('out') / 'compare.html'}"]


def test_files_and_folders_give_the_same_bytes(dpcap: Dpcap, stored: list[Path]) -> None:
    files = [folder / "profile.json" for folder in stored]
    for fmt in ("terminal", "html", "md", "json"):
        one, other = (
            dpcap("compare", *paths, "--format", fmt, "--out", "-") for paths in (stored, files)
        )
        assert one.returncode == other.returncode == 0
        assert one.stdout == other.stdout
        assert one.stdout


def test_without_the_terminal_page_doubts_go_to_stderr(dpcap: Dpcap, stored: list[Path]) -> None:
    done = dpcap("compare", stored[0], stored[0], "--format", "json", "--out", "-", "--lang", "en")
    assert done.returncode == 0
    assert "DP832 warning" in done.stderr
    assert "dpcap diff" in done.stderr
    assert [found["code"] for found in json.loads(done.stdout)["warnings"]] == ["DP832"]


def test_two_to_five_and_one_format_to_stdout(dpcap: Dpcap, stored: list[Path]) -> None:
    for wrong in (stored[:1], stored * 2, [*stored, "--out", "-"]):
        done = dpcap("compare", *wrong)
        assert done.returncode == 2, done.stderr
        assert done.stdout == ""


def test_all_that_is_wrong_is_said_at_once(
    dpcap: Dpcap, stored: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", "utf-8")
    done = dpcap("compare", stored[0], broken, tmp_path / "absent.json")
    assert done.returncode == 3
    assert "broken.json" in done.stderr
    assert "absent.json" in done.stderr


@lru_cache(maxsize=1)
def rows() -> tuple[ScoredOutcome, ...]:
    """Forty providers of the role of one example, each a little different."""
    profile = profile_of(make_case(shipped(), load_assessment(PROVIDERS / "lanxing", shipped())))
    row = provider_row(profile, shipped(), "x", RowDigests("p", "i", "v"), RowContext())
    return tuple(
        row.model_copy(update={"provider": f"p{n}", "proved": 40.0 + n, "claimed": 50.0 + n})
        for n in range(40)
    )


def benchmark(path: Path, **more: str) -> Path:
    head = BatchHead(
        engine="1",
        framework_id="",
        framework_version="",
        framework="",
        gates_id=None,
        gates=None,
        baseline=None,
        day=None,
        period=None,
        first_day=None,
        last_day=None,
    )
    made = benchmark_of(rows(), shipped(), head).model_copy(update=more)
    path.write_text(benchmark_json(made), "utf-8")
    return path


def assess(dpcap: Dpcap, out: str, *more: str | Path) -> Run:
    done = dpcap("assess", PROVIDERS / "lanxing", "--no-input", "--out", out, *more)
    assert done.returncode == 0, done.stderr
    return done


def test_a_benchmark_is_shown_and_no_score_depends_on_it(dpcap: Dpcap, tmp_path: Path) -> None:
    peers = benchmark(tmp_path / "peers.json")
    plain, shown = assess(dpcap, "a"), assess(dpcap, "b", "--benchmark", peers)
    assert "十分位" not in plain.stdout
    assert "40家品牌全案服务商的第7与第8十分位之间" in shown.stdout
    one, other = (tmp_path / out / "lanxing" for out in ("a", "b"))
    assert (one / "profile.json").read_bytes() == (other / "profile.json").read_bytes()
    for name in ("report.html", "report.md"):
        assert "十分位之间" in (other / name).read_text("utf-8")
        assert "十分位之间" not in (one / name).read_text("utf-8")
    done = dpcap("report", other / "profile.json", "--benchmark", peers, "--out", "c")
    assert done.returncode == 0, done.stderr
    again = tmp_path / "c" / "lanxing" / "report.md"
    assert again.read_bytes() == (other / "report.md").read_bytes()


def test_a_benchmark_of_another_framework_is_only_warned_of(dpcap: Dpcap, tmp_path: Path) -> None:
    peers = benchmark(tmp_path / "peers.json", framework="f" * 64)
    done = assess(dpcap, "a", "--benchmark", peers, "--lang", "en")
    assert "DP839 warning" in done.stderr
    assert "made by another framework" in done.stdout
    assert "decile" not in done.stdout


def test_a_file_that_is_no_benchmark_is_refused(dpcap: Dpcap, tmp_path: Path) -> None:
    wrong = tmp_path / "peers.json"
    wrong.write_text("{}", "utf-8")
    done = dpcap("assess", PROVIDERS / "lanxing", "--no-input", "--benchmark", wrong)
    assert done.returncode == 3
    assert "peers.json" in done.stderr
    assert done.stdout == ""
