"""`dpcap whatif` as a user runs it: the examples of one version by the next, and new gates."""

from __future__ import annotations

import json
import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dpcap.cli.app import make_app
from dpcap.errors import DpcapError
from locations import QUESTIONNAIRES, ROOT

OLD = ROOT / "tests" / "examples" / "dp-six-2026.11.0"
DAY = "2026-11-24"
SIXTY = """schema: dpcap/gates/1
id: sixty
title: {zh: 六十分, en: sixty}
rules:
  sixty:
    measure: proved.overall
    at_least: 60
    message: {zh: 实证分不低于60分。, en: The proved score is 60 or more.}
"""


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(make_app(), [str(one) for one in arguments])
    assert result.exit_code == code, result.output
    return result


def refused(*arguments: str | Path, code: int) -> str:
    """What is said of a call that cannot be done; the program ends with *code*."""
    raised = CliRunner().invoke(make_app(), [str(one) for one in arguments]).exception
    assert isinstance(raised, DpcapError)
    assert raised.exit_code == code
    return str(raised)


def rows(out: Path) -> list[dict[str, object]]:
    lines = (out / "whatif.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples of 2026.11.0, judged by that version."""
    top = tmp_path_factory.mktemp("whatif")
    shutil.copytree(OLD, top, dirs_exist_ok=True)
    (top / "dpcap.toml").write_text('judge_by = "begun"\n', "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(top)
        given = ("--on", DAY, "--reviews", "reviews", "--gates", "admission", "--reports", "none")
        run("batch", "providers", "--out", "out", *given, "--executor", "serial", code=1)
    return top


@pytest.fixture
def top(scored: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    shutil.copytree(scored, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def block(page: str) -> list[str]:
    """The lines of the worked example in *page*."""
    found = re.search(
        r"^```text\n(.*?)^```", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found
    return [line for line in found[1].splitlines() if line.strip()]


@pytest.mark.parametrize(("lang", "page"), [("en", "whatif.md"), ("zh", "whatif.zh-CN.md")])
def test_the_worked_example_is_what_it_prints(top: Path, lang: str, page: str) -> None:
    said = run("whatif", "out", "--framework", QUESTIONNAIRES, "--lang", lang).stdout
    assert [line for line in block(page) if line not in said.splitlines()] == []


def test_each_that_crosses_says_from_where_and_why(top: Path) -> None:
    run("whatif", "out", "--framework", QUESTIONNAIRES, "--format", "jsonl")
    stored = {
        one["provider"]: one
        for one in map(json.loads, (top / "out" / "results.jsonl").read_text("utf-8").splitlines())
    }
    for row in rows(top / "out-whatif"):
        before = stored[row["provider"]]
        assert row["level_before"] == before["proved_level"]
        assert row["proved_before"] == before["proved"]
        assert row["edition"] == "dp-six 2026.11.0"
        for one in row["crossings"]:  # type: ignore[attr-defined]
            assert one["before"] != one["after"]
            assert one["rules"] or one["gates"]
            assert (one["cause"] == "unanswered") <= (one["common"] == one["before"])


def test_the_folders_are_not_needed(top: Path) -> None:
    asked = ("whatif", "out", "--framework", QUESTIONNAIRES, "--format", "verdict")
    run(*asked)
    beside_them = (top / "out-whatif" / "verdict.json").read_bytes()
    shutil.rmtree(top / "providers")
    shutil.rmtree(top / "reviews")
    run(*asked)
    assert (top / "out-whatif" / "verdict.json").read_bytes() == beside_them


def test_new_gates_and_a_limit(top: Path) -> None:
    (top / "sixty.yaml").write_text(SIXTY, "utf-8")
    given = ("--gates", "sixty.yaml", "--format", "jsonl", "--format", "verdict")
    run("whatif", "out", *given, "--max-crossing", "10")
    verdict = json.loads((top / "out-whatif" / "verdict.json").read_text("utf-8"))
    assert verdict["exit_code"] == 0
    every = rows(top / "out-whatif")
    crossed = [row for row in every if row["crossings"]]
    assert verdict["crossed"] == [row["provider"] for row in crossed]
    assert 0 < len(crossed) < len(every)
    for row in every:
        good = row["proved_before"] >= 60 and row["level_before"]  # type: ignore[operator]
        assert row["proposed_after"] == ("admit" if good else "decline")
        assert row["unanswered"] == {"nodes": [], "share": 0.0, "facts": []}
    for row in crossed:
        (one,) = row["crossings"]  # type: ignore[misc]
        assert (one["line"], one["cause"]) == ("gates", "common")
        assert one["rises"] == (one["after"] == "admit")
        # What held it back is gone; or the one new rule does now.
        told = {(gate["id"], gate["result"] is None) for gate in one["gates"]}
        assert all(gone for _, gone in told) if one["rises"] else told == {("sixty", False)}
    over = run("whatif", "out", *given, "--max-crossing", "0", code=1)
    assert "wrote" in over.output
    assert json.loads((top / "out-whatif" / "verdict.json").read_text("utf-8"))["exit_code"] == 1


def test_nothing_new_moves_nobody(top: Path) -> None:
    """Neither the very framework and gates; and twice they give the same bytes."""
    run("whatif", "out", "--gates", "admission", "--max-crossing", "0")
    first = {p.name: p.read_bytes() for p in (top / "out-whatif").iterdir()}
    assert [row for row in rows(top / "out-whatif") if row["crossings"]] == []
    run("whatif", "out", "--gates", "admission", "--max-crossing", "0")
    assert {p.name: p.read_bytes() for p in (top / "out-whatif").iterdir()} == first


def test_the_order_of_folders_changes_nothing(top: Path) -> None:
    given = ("whatif", "out", "--framework", QUESTIONNAIRES)
    run(*given)
    first = {p.name: p.read_bytes() for p in (top / "out-whatif").iterdir()}
    results = top / "out" / "results.jsonl"
    results.write_bytes(b"".join(reversed(results.read_bytes().splitlines(keepends=True))))
    run(*given)
    assert {p.name: p.read_bytes() for p in (top / "out-whatif").iterdir()} == first


def test_only_one_role(top: Path) -> None:
    run("whatif", "out", "--framework", QUESTIONNAIRES, "--role", "content", "--format", "jsonl")
    assert {row["role"] for row in rows(top / "out-whatif")} == {"content"}
    assert "content" in refused("whatif", "out", "--on", DAY, "--role", "zzz", code=2)


def test_a_version_for_an_audience_is_refused(top: Path) -> None:
    where = ("--audience", "brand", "--format", "json", "--out", "brand")
    run("report", "out/lanxing/profile.json", *where)
    assert "DP640" in refused("whatif", "brand", "--gates", "admission", code=3)
    shutil.copy("brand/lanxing/report.json", "out/lanxing/profile.json")
    run("whatif", "out", "--gates", "admission", "--format", "jsonl", code=4)
    (row,) = [one for one in rows(top / "out-whatif") if one["status"] == "unjudged"]
    assert [one["code"] for one in row["findings"]] == ["DP640"]  # type: ignore[attr-defined]


def test_a_profile_that_was_changed_is_not_judged(top: Path) -> None:
    path = top / "out" / "lanxing" / "profile.json"
    path.write_bytes(path.read_bytes() + b" ")
    (top / "out" / "xinya" / "profile.json").unlink()
    said = run("whatif", "out", "--gates", "admission", code=4).output
    assert "is gone, or no longer the one the batch wrote" in said
    found = {r["provider"] for r in rows(top / "out-whatif") if r["status"] == "unjudged"}
    assert found == {"lanxing", "xinya"}


def test_a_framework_that_no_migration_leads_to(top: Path) -> None:
    small = ROOT / "tests" / "examples" / "frameworks" / "tiny"
    assert "DP644" in refused("whatif", "out", "--framework", small, code=3)
    (top / "bare.yaml").write_text(
        "schema: dpcap/gates/1\nid: bare\ntitle: {zh: 空, en: bare}\nrules: {}\n", "utf-8"
    )
    said = run("whatif", "out", "--framework", small, "--gates", "bare.yaml", code=3).output
    assert "no migration leads from dp-six 2026.11.0" in " ".join(said.split())


def test_a_check_that_fails_is_told_loudly(top: Path) -> None:
    """The stored profiles, edited together with the digests that the results have of them."""
    results = top / "out" / "results.jsonl"
    text = results.read_text("utf-8")
    for path in sorted((top / "out").glob("*/profile.json")):
        raw = path.read_bytes()
        one = b'"proved":1.5,"claimed_ceiling"'
        edited = re.sub(rb'"proved":[\d.]+,"claimed_ceiling"', one, raw, count=1)
        path.write_bytes(edited)
        text = text.replace(sha256(raw).hexdigest(), sha256(edited).hexdigest())
    results.write_text(text, "utf-8")
    said = run("whatif", "out", "--gates", "admission", code=4).output
    assert "DP643" in said
    assert "NOT as stored" in " ".join(said.split())
    page = (top / "out-whatif" / "whatif.html").read_text("utf-8")
    assert "The check failed" in page


def test_what_is_wrong_with_the_call(top: Path) -> None:
    assert "--framework" in refused("whatif", "out", code=2)
    given = ("whatif", "out", "--gates", "admission", "--out")
    assert "another --out" in refused(*given, "out", "--format", "csv", code=2)
    assert "exactly one" in refused(*given, "-", code=2)


def test_a_later_day_is_counted_apart(top: Path) -> None:
    run("whatif", "out", "--on", "2028-11-24", "--format", "jsonl")
    causes = {one["cause"] for r in rows(top / "out-whatif") for one in r["crossings"]}  # type: ignore[attr-defined]
    assert causes == {"day"}
