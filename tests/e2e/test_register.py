"""Registers as commands: an admission is withdrawn, and whoever has the report can tell."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Dpcap
from decided import rests_on
from folders import TINY, make_folder

KEY, RING = "keys/dpcap-key.pem", "keys/dpcap-keys.json"
BY = ("--key", KEY, "--issuer", "Example Group")
REPORT = "out/acme/report.html"
NOON = date(2026, 11, 24)


@pytest.fixture
def work(tmp_path: Path, dpcap: Dpcap) -> Path:
    """A provider that is admitted, its signed report, and keys."""
    make_folder(tmp_path / "acme")
    decide(tmp_path, "admit", "2026-11-24")
    made = ("assess", "acme", "--framework", TINY, "--no-input", "--audience", "brand")
    shown = ("--reviews", "reviews", "--on", "2026-11-24", "--format", "html", "--format", "json")
    done = dpcap(*made, *shown)
    assert done.returncode == 0, done.stderr
    assert dpcap("keygen", "keys").returncode == 0
    reports = (REPORT, "out/acme/report.json")
    done = dpcap("sign", *reports, *BY, "--on", "2026-11-24", "--framework", TINY)
    assert done.returncode == 0, done.stderr
    return tmp_path


def decide(work: Path, kind: str, on: str, **more: object) -> None:
    said = {"schema": "dpcap/decision/2", "provider": "acme", "decision": kind, "by": "王敏"}
    said |= {"on": date.fromisoformat(on), "reason": "理由", **rests_on(), **more}
    (work / "reviews").mkdir(exist_ok=True)
    text = yaml.safe_dump(said, allow_unicode=True)
    (work / "reviews" / "acme.decision.yaml").write_text(text, encoding="utf-8")


def listed(dpcap: Dpcap, on: str, *more: str):
    return dpcap("register", "out", *BY, "--reviews", "reviews", "--on", on, *more)


def judged(dpcap: Dpcap, on: str, *more: str, report: str = REPORT) -> dict[str, Any]:
    given = ("--key", RING, "--register", "register.json", "--format", "json", "--on", on)
    done = dpcap("verify", report, *given, *more)
    (one,) = json.loads(done.stdout)
    assert done.returncode == (0 if one["good"] else 1)
    found: dict[str, Any] = one
    return found


def rows(work: Path) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads((work / "register.json").read_text("utf-8"))["seals"]
    return made


def test_an_admission_that_was_withdrawn(work: Path, dpcap: Dpcap) -> None:
    done = listed(dpcap, "2026-11-24")
    assert done.returncode == 0, done.stderr
    assert "seals registered 2 (valid 2" in done.stderr
    assert judged(dpcap, "2026-11-25")["outcome"] == "genuine"
    bare = dpcap("verify", REPORT, "--key", RING, "--on", "2026-11-25")
    assert bare.returncode == 0
    assert "not checked whether it was withdrawn" in " ".join(bare.stdout.split())
    decide(work, "decline", "2026-11-26")
    assert judged(dpcap, "2026-11-26")["outcome"] == "genuine"
    done = listed(dpcap, "2026-11-27")
    assert "withdrawn · 2026-11-26; a later decision does not admit" in done.stderr
    found = judged(dpcap, "2026-11-27")
    assert (found["outcome"], found["status"]["since"], found["status"]["reason"]) == (
        "withdrawn",
        "2026-11-26",
        "not_admitted",
    )
    said = dpcap(
        *("verify", REPORT, "--key", RING, "--register", "register.json", "--on", "2026-11-27"),
        env={"DPCAP_LANG": "zh"},
    )
    assert said.returncode == 1
    assert f"✗ 真实，但已于 2026-11-26 撤回：{REPORT}" in said.stdout
    # Admitted once more: the old report does not come back.
    decide(work, "admit", "2026-11-28")
    assert listed(dpcap, "2026-11-28").returncode == 0
    assert [row["state"] for row in rows(work)] == ["withdrawn"] * 2
    assert json.loads((work / "register.json").read_text("utf-8"))["number"] == 3


def test_an_old_register_calls_nothing_valid(work: Path, dpcap: Dpcap) -> None:
    assert listed(dpcap, "2026-11-24", "--days", "3").returncode == 0
    assert judged(dpcap, "2026-11-27")["outcome"] == "genuine"
    found = judged(dpcap, "2026-11-28")
    assert (found["outcome"], found["status"]["why"]) == ("status_unknown", "old")


def test_a_decision_that_ends(work: Path, dpcap: Dpcap) -> None:
    decide(work, "admit", "2026-11-24", until=date(2026, 11, 30))
    made = ("assess", "acme", "--framework", TINY, "--no-input", "--audience", "brand")
    shown = ("--reviews", "reviews", "--on", "2026-11-24", "--format", "html")
    assert dpcap(*made, *shown, "--out", "later").returncode == 0
    sign = ("sign", "later/acme/report.html", *BY, "--on", "2026-11-24", "--framework", TINY)
    assert dpcap(*sign).returncode == 0
    given = ("register", "later", *BY, "--reviews", "reviews", "--on")
    assert dpcap(*given, "2026-11-30").returncode == 0
    assert [row["state"] for row in rows(work)] == ["valid"]
    assert dpcap(*given, "2026-12-01").returncode == 0
    (row,) = rows(work)
    assert (row["state"], row["since"], row["reason"]) == (
        "withdrawn",
        "2026-12-01",
        "decision_ended",
    )


def test_a_later_report(work: Path, dpcap: Dpcap) -> None:
    assert listed(dpcap, "2026-11-24").returncode == 0
    made = ("assess", "acme", "--framework", TINY, "--no-input", "--audience", "brand")
    shown = ("--reviews", "reviews", "--on", "2026-11-26", "--format", "html")
    assert dpcap(*made, *shown).returncode == 0
    sign = ("sign", REPORT, *BY, "--on", "2026-11-26", "--framework", TINY)
    (work / "old.html").write_bytes((work / REPORT).read_bytes())
    assert dpcap(*sign).returncode == 0
    assert listed(dpcap, "2026-11-26").returncode == 0
    assert sorted(row["state"] for row in rows(work)) == ["superseded", "superseded", "valid"]
    assert judged(dpcap, "2026-11-26")["outcome"] == "genuine"
    found = judged(dpcap, "2026-11-26", report="out/acme/report.json")
    newest = next(row["seal"] for row in rows(work) if row["state"] == "valid")
    assert (found["outcome"], found["status"]["successor"]) == ("replaced", newest)


def test_withdrawn_by_hand(work: Path, dpcap: Dpcap) -> None:
    assert listed(dpcap, "2026-11-24").returncode == 0
    why = ("--reason", "violation", "--by", "王敏")
    assert listed(dpcap, "2026-11-25", "--withdraw", "acme").returncode == 2
    for nobody in ("ffffffff", "bravo", "abc"):
        done = listed(dpcap, "2026-11-25", "--withdraw", nobody, *why)
        assert done.returncode == 2, nobody
    assert {row["state"] for row in rows(work)} == {"valid"}
    assert listed(dpcap, "2026-11-25", "--withdraw", REPORT, *why).returncode == 0
    assert sorted(row["state"] for row in rows(work)) == ["valid", "withdrawn"]
    assert judged(dpcap, "2026-11-25")["status"]["reason"] == "violation"
    left = next(row["seal"] for row in rows(work) if row["state"] == "valid")
    assert listed(dpcap, "2026-11-26", "--withdraw", left[:8], *why).returncode == 0
    assert {row["by"] for row in rows(work)} == {"王敏"}
    decide(work, "admit", "2026-11-24")
    assert listed(dpcap, "2026-11-27").returncode == 0
    assert {row["state"] for row in rows(work)} == {"withdrawn"}


def test_nothing_is_written_over_what_is_not_understood(work: Path, dpcap: Dpcap) -> None:
    assert listed(dpcap, "2026-11-24").returncode == 0
    sound = (work / "register.json").read_bytes()
    early = listed(dpcap, "2026-11-23")
    assert (early.returncode, "--on" in early.stderr) == (2, True)
    (work / "reviews" / "acme.decision.yaml").unlink()
    gone = listed(dpcap, "2026-11-25")
    assert (gone.returncode, "DP633" in gone.stderr) == (3, True)
    decide(work, "admit", "2026-11-24")
    for changed, code in (
        (sound[:-40], "DP630"),
        (sound.replace(b'"number":1', b'"number":2'), "DP631"),
    ):
        (work / "register.json").write_bytes(changed)
        done = listed(dpcap, "2026-11-25")
        assert (done.returncode, code in done.stderr) == (3, True)
        assert (work / "register.json").read_bytes() == changed
        read = ("verify", REPORT, "--key", RING, "--register", "register.json")
        done = dpcap(*read)
        assert (done.returncode, code in done.stderr) == (3, True)
    (work / "register.json").write_bytes(sound)
    assert dpcap("keygen", "others").returncode == 0
    other = ("--key", "others/dpcap-key.pem", "--issuer", "x", "--reviews", "reviews")
    done = dpcap("register", *other, "--on", "2026-11-25")
    assert (done.returncode, "DP632" in done.stderr) == (3, True)
    done = dpcap("register", "out", *other, "--out", "theirs.json", "--on", "2026-11-25")
    assert done.returncode == 2
    assert not (work / "theirs.json").exists()
    alone = dpcap("verify", REPORT, "--register", "register.json")
    assert (alone.returncode, "--key" in alone.stderr) == (2, True)


def test_what_is_not_genuine_is_told_and_left_out(work: Path, dpcap: Dpcap) -> None:
    page = (work / REPORT).read_bytes()
    (work / "out" / "touched.html").write_bytes(page.replace(b"</h1>", b" the best</h1>", 1))
    (work / "out" / "cut.html").write_bytes(page[:-20])
    (work / "out" / "plain.html").write_bytes(b"<html></html>")
    done = listed(dpcap, "2026-11-24")
    assert done.returncode == 4
    told = {line.split()[0]: line for line in done.stderr.splitlines() if " DP" in line}
    assert set(told) == {"out/touched.html", "out/cut.html"}
    assert "its page is not as it was issued" in told["out/touched.html"]
    assert "plain.html" not in done.stderr
    assert len(rows(work)) == 2


def test_without_reviews_nothing_is_registered(work: Path, dpcap: Dpcap) -> None:
    done = dpcap("register", "out", *BY)
    assert (done.returncode, "--reviews" in done.stderr) == (2, True)
    assert not (work / "register.json").exists()
