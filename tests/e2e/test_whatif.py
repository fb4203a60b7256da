"""`dpcap whatif` as a user runs it: the examples of one version by the next, and new gates."""

from __future__ import annotations

import json
import re
import shutil
from email import message_from_bytes, policy
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


LEDGER = ("--ledger", "standing.jsonl", "--tiers", "tiers.yaml")


def sign(provider: str) -> None:
    """Have *provider* invited and admitted, so that it may have a tier."""
    for event, day in (("invited", "2026-01-02"), ("admitted", "2026-01-05")):
        signed = ("--sign", "--as", event, "--by", "li", "--reason", "test", "--on", day)
        run("standing", "out", "--ledger", "standing.jsonl", "--provider", provider, *signed)


@pytest.fixture
def with_ledger(top: Path) -> Path:
    """The same with a ledger of two who are admitted, and tiers that take one quarter."""
    shipped = (ROOT / "standing" / "tiers.yaml").read_text("utf-8")
    (top / "tiers.yaml").write_text(shipped.replace("rise_after: 2", "rise_after: 1"), "utf-8")
    sign("maodun")
    sign("yuanhang-media")
    return top


def test_tiers_move_as_a_line_of_their_own(with_ledger: Path) -> None:
    given = ("--framework", QUESTIONNAIRES, *LEDGER, "--format", "jsonl", "--format", "verdict")
    run("whatif", "out", *given)
    found = {one["provider"]: one for one in rows(with_ledger / "out-whatif")}
    assert found["lanxing"]["tier_before"] == found["lanxing"]["tier_after"] == "none"
    moved = found["yuanhang-media"]
    assert (moved["tier_before"], moved["tier_after"]) == ("gold", "none")
    (tier,) = [one for one in moved["crossings"] if one["line"] == "tier"]  # type: ignore[attr-defined]
    assert (tier["rises"], tier["cause"]) == (False, "common")
    assert [one["rule"] for one in tier["tiers"]] == ["silver.rise_at"]
    verdict = json.loads((with_ledger / "out-whatif" / "verdict.json").read_text("utf-8"))
    assert verdict["tiers"] == ["yuanhang-media"]
    assert verdict["head"]["tiers"] == "programme"


def test_nothing_new_moves_no_tier_and_drafts_no_letter(with_ledger: Path) -> None:
    """Nor does a quarter that the ledger has settled already."""
    given = ("--gates", "admission", *LEDGER, "--letters", "letters", "--format", "verdict")
    for _ in range(2):
        run("whatif", "out", *given)
        verdict = json.loads((with_ledger / "out-whatif" / "verdict.json").read_text("utf-8"))
        assert verdict["crossed"] == []
        assert "notices" not in verdict
        assert [one.name for one in (with_ledger / "letters").iterdir()] == ["letters.csv"]
        settled = ("--ledger", "standing.jsonl", "--tiers", "tiers.yaml", "--on", "2027-01-02")
        run("standing", "out", *settled, "--sign", "--by", "li")


def test_a_settled_quarter_is_read_as_if_it_were_not(with_ledger: Path) -> None:
    given = ("--framework", QUESTIONNAIRES, *LEDGER, "--format", "jsonl")
    run("whatif", "out", *given)
    first = rows(with_ledger / "out-whatif")
    settled = ("--ledger", "standing.jsonl", "--tiers", "tiers.yaml", "--on", "2026-12-01")
    run("standing", "out", *settled, "--period", "2026-Q3", "--sign", "--by", "li")
    run("whatif", "out", *given)
    assert rows(with_ledger / "out-whatif") == first


def test_tiers_without_a_ledger_are_refused(top: Path) -> None:
    given = ("whatif", "out", "--gates", "admission")
    assert "--ledger" in refused(*given, "--tiers", "tiers.yaml", code=2)
    assert "no ledger" in refused(*given, "--ledger", "zzz.jsonl", code=2)


def test_letters_are_drafts_for_all_who_cross(top: Path) -> None:
    strict = SIXTY.replace("at_least: 60", "at_least: 90")
    (top / "sixty.yaml").write_text(strict, "utf-8")
    given = ("whatif", "out", "--gates", "sixty.yaml", "--on", "2026-12-01", "--format", "jsonl")
    said = run(*given, "--letters", "letters").output
    crossed = sorted(one["provider"] for one in rows(top / "out-whatif") if one["crossings"])
    assert f"drafts for {len(crossed)}, none sent" in said
    wanted = {f"{p}.{at}.{end}" for p in crossed for at in ("zh", "en") for end in ("eml", "txt")}
    made = {path.name: path.read_bytes() for path in (top / "letters").iterdir()}
    assert set(made) == {*wanted, "letters.csv"}
    listed = made["letters.csv"].decode("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0] for line in listed] == crossed
    assert all(",2026-12-01," in line for line in listed)
    falls = next(
        row
        for row in rows(top / "out-whatif")
        if row["crossings"] and not row["crossings"][0]["rises"]  # type: ignore[index]
    )
    for language, words in (
        ("zh", ("自2026年12月1日起", "2026年11月30日前", "实证分不低于60分", "草稿")),
        ("en", ("from 1 December 2026", "30 November 2026", "60 or more", "Draft")),
    ):
        raw = made[f"{falls['provider']}.{language}.eml"]
        letter = message_from_bytes(raw, policy=policy.default)
        assert letter["To"]
        assert (letter["From"], letter["Date"], letter["X-Unsent"]) == (None, None, "1")
        text = made[f"{falls['provider']}.{language}.txt"].decode()
        page = letter.get_body(("html",))
        assert page is not None
        assert [one for one in words if one not in f"{letter['Subject']}{text}"] == []
        assert [one for one in words[:3] if one not in page.get_content()] == []
    run(*given, "--letters", "letters")
    assert {path.name: path.read_bytes() for path in (top / "letters").iterdir()} == made
    run("whatif", "out", "--gates", "admission", "--letters", "letters", "--format", "jsonl")
    assert [path.name for path in (top / "letters").iterdir()] == ["letters.csv"]


def test_no_markup_gets_into_a_letter(top: Path) -> None:
    (top / "sixty.yaml").write_text(SIXTY.replace("60 or more", "<b>60</b> & more"), "utf-8")
    run("whatif", "out", "--gates", "sixty.yaml", "--letters", "letters", "--format", "jsonl")
    for path in (top / "letters").glob("*.en.eml"):
        page = message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("html",))
        assert page is not None
        assert "<b>60" not in page.get_content()


def test_letters_never_lie_among_results(top: Path) -> None:
    given = ("whatif", "out", "--gates", "admission", "--format", "jsonl")
    assert "another --letters" in refused(*given, "--letters", "out", code=2)


def test_rules_announced_too_late_are_told(top: Path) -> None:
    dated = SIXTY.replace(
        "    message:", "    from: 2026-11-01\n    warn_from: 2026-10-28\n    message:"
    )
    (top / "sixty.yaml").write_text(dated, "utf-8")
    given = ("--gates", "sixty.yaml", "--format", "terminal", "--format", "md")
    said = run("whatif", "out", *given).output
    assert "1 new or changed rule is announced too late" in " ".join(said.split())
    page = (top / "out-whatif" / "whatif.md").read_text("utf-8")
    assert "no: announce by 2026-10-25" in page
    run("whatif", "out", "--gates", "sixty.yaml", "--format", "verdict")
    verdict = json.loads((top / "out-whatif" / "verdict.json").read_text("utf-8"))
    assert verdict["notices"] == [
        {
            "rule": "sixty",
            "since": "2026-11-01",
            "announced": "2026-10-28",
            "days": 4,
            "needed": 7,
            "state": "short",
            "announce_by": "2026-10-25",
        }
    ]
