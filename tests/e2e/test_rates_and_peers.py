"""From file to page: a rate of two counts, and a figure beside where the best peers stand."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from conftest import Dpcap
from locations import ROOT

CLINIC = ROOT / "examples/frameworks/clinic"
DAY = "2026-11-26"

WAITING = """        scale:
          kind: number
          unit: {zh: "分钟", en: "minutes"}
          definition: {zh: "到诊至叫号的平均时间", en: "Mean time from arrival to call"}
          formula: {zh: "叫号 − 到诊", en: "call − arrival"}
          period: quarter
          direction: lower
          score: {by: points, points: [[5, 100], [15, 70], [30, 40], [60, 0]], anchor: illustrative}
          plausible: [0, 240]
          typical: 18
          envelope: {period: any, counted: [visits]}
        per: shop
"""
BESIDE_THE_BEST = """        scale:
          kind: number
          unit: {zh: "分钟", en: "minutes"}
          definition: {zh: "到诊至叫号的平均时间", en: "Mean time from arrival to call"}
          formula: {zh: "叫号 − 到诊", en: "call − arrival"}
          period: quarter
          direction: lower
          score: {by: peer_spread}
          plausible: [0, 240]
          typical: 18
          envelope: {period: any}
"""
BOOKING = """        scale:
          kind: checklist
          options:
            - {id: phone, zh: "电话", en: "By phone"}
            - {id: online, zh: "网上", en: "Online"}
            - {id: desk, zh: "前台", en: "At the desk"}
            - {id: app, zh: "小程序改约", en: "Change it by app"}
"""
MISSED = """        scale:
          kind: rate
          cases: {zh: 爽约, en: no-shows}
          base: {zh: 预约, en: bookings}
          per: 100
          min_base: 50
          direction: lower
          points: [[0, 100], [5, 60], [20, 0]]
          anchor: illustrative
          unit: {zh: "%", en: "%"}
          definition: {zh: "约了没来的。", en: "Booked and did not come."}
          formula: {zh: "爽约 ÷ 预约", en: "no-shows ÷ bookings"}
          period: quarter
          plausible: [0, 100]
          envelope: {period: any}
"""


@pytest.fixture
def assessed(dpcap: Dpcap, tmp_path: Path) -> Callable[[str, str], tuple[dict[str, Any], str, str]]:
    """Assess mingde with these answers to waiting and no-shows: nodes by id, page and terminal."""
    framework, folder = tmp_path / "questionnaires", tmp_path / "mingde"
    shutil.copytree(CLINIC / "questionnaires", framework)
    area = framework / "service.yaml"
    text = area.read_text("utf-8")
    for before, after in ((WAITING, BESIDE_THE_BEST), (BOOKING, MISSED)):
        assert before in text
        text = text.replace(before, after)
    area.write_text(text, "utf-8")

    def assess(language: str, answers: str) -> tuple[dict[str, Any], str, str]:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(CLINIC / "providers/mingde", folder)
        given = folder / "answers.yaml"
        given.write_text(given.read_text("utf-8") + answers, "utf-8")
        rows = folder / "kpis.csv"
        kept = (r for r in rows.read_text("utf-8").splitlines() if "SER-1.1" not in r)
        rows.write_text("\n".join(kept) + "\n", "utf-8")
        out = tmp_path / "out"
        said = dpcap(
            "assess", folder, "--framework", framework, "--no-input", "--on", DAY, "--out", out,
            "--lang", language,
            env={"DPCAP_LANG": language},
        )  # fmt: skip
        assert said.returncode == 0, said.stderr + said.stdout
        profile = json.loads((out / "mingde/profile.json").read_text("utf-8"))
        nodes = {
            node["id"]: node
            for area in profile["areas"]
            for dimension in area["dimensions"]
            for node in dimension["indicators"]
        }
        return nodes, words_of((out / "mingde/report.html").read_text("utf-8")), said.stdout

    return assess


def words_of(page: str) -> str:
    """What a reader sees of *page*, its blanks as one."""
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


@pytest.mark.parametrize(
    ("language", "counts"), [("zh", "2.5%（120 中 3）"), ("en", "2.5% (3 of 120)")]
)
def test_a_rate_shows_both_counts_and_a_spread_where_the_best_stand(
    assessed: Callable[[str, str], tuple[dict[str, Any], str, str]], language: str, counts: str
) -> None:
    nodes, page, _ = assessed(
        language,
        "  SER-1.1: {value: 15, peer: 20, benchmark: 10, period: 2026-Q3, evidence: [reg]}\n"
        "  SER-1.2: {value: {cases: 3, base: 120}, evidence: [reg]}\n",
    )
    assert nodes["SER-1.2"]["claimed"] == 80  # 2.5 %: half-way from 0 (100) to 5 (60)
    assert 60 < nodes["SER-1.1"]["claimed"] < 85  # better than the middle, not yet the best
    assert counts in page


def test_few_bookings_prove_less_than_many(
    assessed: Callable[[str, str], tuple[dict[str, Any], str, str]],
) -> None:
    few, _, _ = assessed("zh", "  SER-1.2: {value: {cases: 0, base: 49}, evidence: [reg]}\n")
    many, _, _ = assessed("zh", "  SER-1.2: {value: {cases: 0, base: 50}, evidence: [reg]}\n")
    assert few["SER-1.2"]["claimed"] == many["SER-1.2"]["claimed"] == 100
    assert few["SER-1.2"]["proved"] < many["SER-1.2"]["proved"]


def test_more_cases_than_the_range_allows_are_told_in_plain_figures(
    assessed: Callable[[str, str], tuple[dict[str, Any], str, str]],
) -> None:
    nodes, page, _ = assessed(
        "zh", "  SER-1.2: {value: {cases: 130, base: 120}, evidence: [reg]}\n"
    )
    assert nodes["SER-1.2"]["state"] == "missing"
    assert "的值 108.3333 超出合理范围 0–100" in page
