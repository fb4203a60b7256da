"""`dpcap rules`, and rules with days in batches, decisions and letters, in both languages."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from icalendar import Calendar

from conftest import Dpcap
from folders import TINY
from locations import PROVIDERS

GATES = """schema: dpcap/gates/1
id: year
title: {zh: 年度规则, en: Rules of the year}
framework: dp-six
period: 2026-Q3
rules:
  gmv:
    measure: fact_shipped_gmv_wan
    applies_by: period_end
    message: {zh: 季度发货GMV达标。, en: Shipped GMV is high enough.}
    clause: "4.1"
    source: {document: 考核办法, url: "https://example.com/rule"}
    versions:
      - {from: 2026-07-06, until: 2026-12-31, at_least: 200}
      - {from: 2027-01-01, warn_from: 2026-10-01, at_least: 4000}
  office:
    measure: fact_office_m2
    at_least: 5000
    from: 2027-06-01
    applies_by: day
    message: {zh: 场地不小于5000平方米。, en: An office of 5000 square metres.}
  live:
    measure: fact_office_m2
    at_least: 5000
    until: 2026-06-30
    applies_by: day
    applies_to: [brand_live]
    message: {zh: 旧规则。, en: An old rule.}
"""
EN = {"DPCAP_LANG": "en", "COLUMNS": "80"}
ZH = {"DPCAP_LANG": "zh", "COLUMNS": "80"}


@pytest.fixture
def gates(tmp_path: Path) -> Path:
    path = tmp_path / "gates.yaml"
    path.write_text(GATES, "utf-8")
    return path


@pytest.mark.parametrize(
    ("env", "states", "told"),
    [
        (EN, ("in force", "to come", "lapsed"), "told from 2026-10-01"),
        (ZH, ("生效", "待施行", "已失效"), "2026-10-01起预告"),
    ],
)
def test_the_calendar_is_readable_in_80_columns(
    dpcap: Dpcap, gates: Path, env: dict[str, str], states: tuple[str, ...], told: str
) -> None:
    done = dpcap("rules", "--gates", gates, "--on", "2026-11-24", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line for line in done.stdout.splitlines() if line.startswith(("gmv", "office", "live"))]
    shown = (states[0], states[1], states[1], states[2])
    assert all(state in row for state, row in zip(shown, rows, strict=True))
    assert "2026-12-31" in rows[0]
    assert "2027-06-01" in rows[2]
    assert told in " ".join(done.stdout.split())
    assert "brand_live" in done.stdout


def test_a_role_and_a_day_choose(dpcap: Dpcap, gates: Path) -> None:
    done = dpcap(
        *("rules", "--gates", gates, "--on", "2027-01-01", "--role", "media", "--format", "json"),
        env=EN,
    )
    rules = json.loads(done.stdout)["gates"][0]["rules"]
    assert [(one["rule"], one["from"], one["force"]) for one in rules] == [
        ("gmv", "2026-07-06", "lapsed"),
        ("gmv", "2027-01-01", "in_force"),
        ("office", "2027-06-01", "to_come"),
    ]
    assert [one["applies_by"] for one in rules] == ["period_end", "period_end", "day"]


def test_our_presets_are_shown_where_none_is_named(dpcap: Dpcap) -> None:
    done = dpcap("rules", "--on", "2026-11-24", "--format", "json", env=ZH)
    found = json.loads(done.stdout)
    assert [one["id"] for one in found["gates"]] == ["admission", "experience", "review"]
    dated = [one for gates in found["gates"] for one in gates["rules"] if one["source"]]
    assert all(one["from"] and one["force"] == "in_force" for one in dated)


def test_slips_are_usage_errors(dpcap: Dpcap, gates: Path) -> None:
    for env, word in ((EN, "no role"), (ZH, "没有角色")):
        done = dpcap("rules", "--gates", gates, "--role", "zzz", env=env)
        assert done.returncode == 2
        assert word in done.stderr
    for env, word in ((EN, "--gates FILE"), (ZH, "请用 --gates")):
        done = dpcap("rules", "--framework", TINY, env=env)
        assert done.returncode == 2
        assert word in done.stderr
    assert dpcap("rules", "--gates", "zzz", env=EN).returncode == 3


def test_the_days_are_written_as_a_calendar(dpcap: Dpcap, gates: Path, tmp_path: Path) -> None:
    path = tmp_path / "rules.ics"
    words = ("rules", "--gates", gates, "--on", "2026-11-24", "--ics", path)
    done = dpcap(*words, env=EN)
    assert done.returncode == 0
    assert "rules.ics" in done.stderr
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    days = {str(one["uid"]): one.decoded("dtstart").isoformat() for one in events}
    assert days == {
        "year.gmv.1.from@rules.dpcap": "2026-07-06",
        "year.gmv.1.until@rules.dpcap": "2026-12-31",
        "year.gmv.2.warn_from@rules.dpcap": "2026-10-01",
        "year.gmv.2.from@rules.dpcap": "2027-01-01",
        "year.office.1.from@rules.dpcap": "2027-06-01",
        "year.live.1.until@rules.dpcap": "2026-06-30",
    }
    assert "https://example.com/rule" in str(events[0]["description"])
    before = path.read_bytes()
    dpcap(*words, env=EN)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("env", "coming", "letter", "later"),
    [
        (EN, "fails from 2027-06-01: 1", "fails from 2027-06-01", "Fails then"),
        (ZH, "2027-06-01起未达 1", "2027-06-01起未达", "届时未达"),
    ],
)
def test_what_is_to_come_is_told_and_counts_nowhere(
    dpcap: Dpcap,
    gates: Path,
    tmp_path: Path,
    env: dict[str, str],
    coming: str,
    letter: str,
    later: str,
) -> None:
    out, reviews = tmp_path / "out", tmp_path / "reviews"
    reviews.mkdir()
    done = dpcap(
        *("batch", PROVIDERS / "lanxing", "--gates", gates, "--on", "2026-11-24"),
        *("--out", out, "--executor", "serial", "--reviews", reviews),
        env=env,
    )
    assert done.returncode == 0, done.stderr
    assert coming in done.stdout
    verdict = json.loads((out / "verdict.json").read_text("utf-8"))
    told = {one["id"]: one["since"] for one in verdict["coming"]}
    assert told == {"gmv": "2027-01-01", "office": "2027-06-01"}
    row = json.loads((out / "results.jsonl").read_text("utf-8"))
    by_id = {one["id"]: one for one in row["gates"]}
    assert by_id["gmv"]["state"] == "met"
    assert by_id["gmv"]["judged_by"] == "2026-09-30"
    assert by_id["office"]["force"] == "to_come"
    assert "force" not in by_id["gmv"]
    cells = next(csv.DictReader((out / "results.csv").read_text("utf-8-sig").splitlines()))
    assert any("office 2027-06-01" in cell for cell in cells.values())
    assert "2027-06-01" in (out / "summary.md").read_text("utf-8")
    page = (out / "portfolio.html").read_text("utf-8")
    assert f'class="later_failed">{later}</td>' in page
    assert 'class="failed"' not in page.replace('class="failed"></td>', "")
    profile = (out / "lanxing" / "report.html").read_text("utf-8")
    assert "<span>规则预告（还不作数）：" in profile
    assert "2027-06-01 起未达</span>" in profile
    shown = dpcap("decide", out, "--reviews", reviews, env=env)
    assert letter in shown.stdout


@pytest.mark.parametrize(
    ("env", "told"), [(EN, "nothing was judged"), (ZH, "门槛中没有适用的规则，未作评判")]
)
def test_a_quarter_before_all_rules_is_not_said_to_meet_them(
    dpcap: Dpcap, gates: Path, tmp_path: Path, env: dict[str, str], told: str
) -> None:
    asked = ("--gates", str(gates), "--period", "2026-Q1", "--on", "2026-11-24")
    out = ("--out", str(tmp_path / "out"), "--reports", "none")
    done = dpcap("batch", str(PROVIDERS / "lanxing"), *asked, *out, env=env)
    assert done.returncode == 0
    assert told in done.stdout
    assert told in (tmp_path / "out" / "summary.md").read_text("utf-8")
