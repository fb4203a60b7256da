"""`dpcap query` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from batch_results import on_disk
from conftest import Dpcap
from portfolios import Plan, made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "2026-11"
    folder.mkdir()
    on_disk(made(Plan(40, failed=0.1)), folder)
    return folder


def test_a_query_prints_a_table_and_nothing_else(dpcap: Dpcap, out: Path) -> None:
    ran = dpcap("query", "SELECT count(*) AS n FROM results", out)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.split()[0] == "n"


def test_named_queries_are_listed_and_run(dpcap: Dpcap, out: Path) -> None:
    listed = dpcap("query", "--list")
    names = [line.split()[0] for line in listed.stdout.splitlines()]
    assert names == sorted(names)
    assert len(names) == 5
    ran = dpcap("query", "--named", "gate-failures", out, "--lang", "zh", "--format", "csv")
    assert ran.stdout.lstrip("\ufeff").startswith("日期,批次,门槛,")
    found = json.loads(dpcap("query", "--named", "movers", out, "--format", "json").stdout)
    assert {"batch", "name", "change"} <= set(found[0])


def test_wrong_use_says_the_way_out(dpcap: Dpcap, out: Path) -> None:
    for args, code, said in (
        ((), 2, "no query"),
        (("SELECT nothing FROM results", out), 2, "nothing"),
        (("DROP VIEW results", out), 2, "one SELECT"),
        (("--named", "none", out), 2, "top-by-role"),
        (("SELECT 1", "nowhere"), 3, "DP841"),
        (("SELECT count(*) FROM range(1000000000000)", out, "--seconds", "0.2"), 2, "--seconds"),
    ):
        ran = dpcap("query", *args)
        assert ran.returncode == code, (args, ran.stderr)
        assert said in ran.stderr
        assert ran.stdout == ""


def test_by_default_it_asks_out(dpcap: Dpcap, out: Path, tmp_path: Path) -> None:
    out.rename(tmp_path / "out")
    assert dpcap("query", "SELECT DISTINCT batch FROM results").stdout.split() == ["batch", "out"]
