"""`dpcap nps` as a user runs it, in both languages: shown, linted, written, contested, ruled on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from dpcap import NpsRequest, nps_report, render_nps
from dpcap.cli import language
from locations import ROOT
from provider_shell import ProviderShell
from voices import make_merchants, make_wave, row, rows

EXAMPLE = ROOT / "examples" / "voice" / "huojia-shop"
CARD, LIVE = (189, 72, 39), (35, 30, 35)


class Shell(ProviderShell):
    """Commands of dpcap in this process, with the tiny framework."""

    def json(self, *words: str | Path) -> dict[str, Any]:
        assert self("nps", *words, "--format", "json") == 0, self.said
        found: dict[str, Any] = json.loads(self.printed)
        return found

    def answers(self) -> dict[str, Any]:
        found: dict[str, Any] = yaml.safe_load((self.folder / "answers.yaml").read_text("utf-8"))
        return found


@pytest.fixture
def dpcap(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    return Shell(capfd, tmp_path)


def a_wave(folder: Path, **said: object) -> Path:
    return make_wave(folder, rows("q", "2026-08-10", {"card": CARD, "live": LIVE}), **said)


@pytest.mark.parametrize("form", ["text", "md", "html"])
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            ("The mix alone turns the sign", "Who answered decides", "no clear change", "−17.0"),
        ),
        ("zh", ("全由载体结构", "结果取决于谁来答", "看不出变化", "−17.0", "受到质疑的答案")),
    ],
)
def test_the_example_says_that_the_mix_turned_the_sign(
    dpcap: Shell, form: str, lang: str, told: tuple[str, ...]
) -> None:
    shipped = ("--framework", ROOT / "questionnaires")
    assert dpcap("nps", EXAMPLE, "--lang", lang, "--format", form, *shipped) == 0
    page = "".join(dpcap.printed.split()) if form == "text" else dpcap.printed
    for said in told:
        assert ("".join(said.split()) if form == "text" else said) in page
    assert ("<svg" in dpcap.printed) == (form == "html")


@pytest.mark.parametrize("form", ["text", "json", "md", "html"])
def test_python_makes_what_the_command_prints(dpcap: Shell, form: str) -> None:
    shipped = ROOT / "questionnaires"
    said = ("--framework", shipped, "--lang", "zh", "--format", form)
    assert dpcap("nps", EXAMPLE, *said) == 0
    report = nps_report(NpsRequest(EXAMPLE, framework=shipped))
    made = render_nps(report, form, language="zh", columns=110)
    assert made.removesuffix("\n") == dpcap.printed.removesuffix("\n")
    assert "裁定" in made, "the contested answer, in Chinese"


def test_machines_get_figures_unrounded(dpcap: Shell) -> None:
    found = dpcap.json(EXAMPLE, "--framework", ROOT / "questionnaires")
    assert found["schema"] == "dpcap/nps/1"
    (pair,) = found["comparisons"]
    assert (pair["before"], pair["after"], pair["same_mix"]["turned"]) == (
        "2026-q2",
        "2026-q3",
        True,
    )
    assert pair["change"]["direction"] == "down"
    assert pair["same_mix"]["direction"] == "unclear"
    assert [one["left_out"] for one in found["waves"]] == [
        {"no_channel": 1, "no_consent": 1},
        {"repeated": 1},
    ]
    assert [one["asked_few"] for one in found["waves"]] == [True, False]


def test_a_wave_in_the_providers_folder_is_its_word_and_the_managers_stands(dpcap: Shell) -> None:
    a_wave(dpcap.folder / "voice" / "q3", held_by="platform")
    found = dpcap.json(dpcap.folder)
    assert [one["by_manager"] for one in found["waves"]] == [False]
    assert [one["code"] for one in found["findings"]] == ["DP561"]
    (told,) = found["findings"]
    assert told.keys() == {"code", "severity", "file", "line", "column", "message"}
    assert "$" not in told["message"]
    make_wave(dpcap.reviews / "voice" / "acme" / "q3", [row("b1x", 3, "2026-08-10")])
    found = dpcap.json(dpcap.folder)
    assert [(one["by_manager"], one["whole"]["answers"]) for one in found["waves"]] == [(True, 1)]


@pytest.mark.parametrize(
    ("held_by", "kind"), [("provider", "own_document"), ("platform", "screenshot")]
)
def test_a_wave_becomes_the_answer_with_the_proof_of_who_held_it(
    dpcap: Shell, held_by: str, kind: str
) -> None:
    a_wave(dpcap.folder / "voice" / "q3", held_by=held_by)
    before = (dpcap.folder / "answers.yaml").read_bytes()
    assert dpcap("nps", dpcap.folder, "--write", "--on", "2026-11-20") == 0
    assert "--yes" in dpcap.said
    assert (dpcap.folder / "answers.yaml").read_bytes() == before
    assert dpcap("nps", dpcap.folder, "--write", "--on", "2026-11-20", "--yes") == 0
    said = dpcap.answers()
    answer = said["answers"]["CAR-1.2"]
    assert answer["value"] == {"promoters": 224, "passives": 102, "detractors": 74}
    assert answer["period"] == "2026-Q3"
    (piece,) = answer["evidence"]
    assert said["evidence"][piece]["kind"] == kind
    kept = (dpcap.folder / said["evidence"][piece]["file"]).read_text("utf-8").splitlines()
    assert kept[0] == "day,mark,channel,carrier"
    assert len(kept) == 401
    assert "q-card" not in "".join(kept)
    assert dpcap("lint", dpcap.folder) == 0, dpcap.printed
    after = (dpcap.folder / "answers.yaml").read_bytes()
    assert dpcap("nps", dpcap.folder, "--write", "--on", "2026-11-20", "--yes") == 0
    assert (dpcap.folder / "answers.yaml").read_bytes() == after


def test_what_cannot_be_written_is_refused_with_the_way_out(dpcap: Shell) -> None:
    write = ("nps", dpcap.folder, "--write", "--yes", "--on", "2026-11-20")
    place = dpcap.folder / "voice"
    assert dpcap(*write) == 2
    a_wave(place / "promo", promo=True)
    assert dpcap(*write) == 2
    assert dpcap(*write, "--wave", "promo") == 2
    make_wave(place / "few", rows("few", "2026-08-10", {"card": (20, 5, 4)}))
    assert dpcap(*write) == 2
    assert "30" in dpcap.said
    wide = rows("wide", "2026-08-10", {"card": CARD})
    make_wave(place / "wide", wide, **{"from": "2026-06-01", "until": "2026-08-31"})
    assert dpcap(*write, "--wave", "wide") == 2
    open_quarter = rows("late", "2026-10-10", {"card": CARD})
    make_wave(place / "late", open_quarter, **{"from": "2026-10-01", "until": "2026-10-20"})
    assert dpcap(*write, "--wave", "late") == 2
    assert "2026-Q4" in dpcap.said
    a_wave(place / "good")
    assert dpcap(*write, "--wave", "good", "--on", "2026-11-21") == 2
    assert dpcap("nps", dpcap.folder, "--wave", "good") == 2
    assert dpcap("nps", place, "--write") == 2
    assert "CAR-1.2" not in dpcap.answers()["answers"]


def test_faults_of_a_wave_are_told_by_lint_too_and_end_with_3(dpcap: Shell) -> None:
    wave = a_wave(dpcap.folder / "voice" / "q3")
    (wave / "answers.csv").write_text("buyer,mark\nb1x,9\n", "utf-8")
    assert dpcap("nps", dpcap.folder) == 3
    assert "answers.csv" in dpcap.said
    assert dpcap("lint", dpcap.folder) == 3
    assert "DP555" in dpcap.printed
    make_merchants(
        dpcap.reviews / "voice" / "acme" / "merchants.yaml",
        {"c1": {"on": "2026-09-01", "about": ["ZZZ-9"]}},
    )
    shutil.move(wave, dpcap.reviews / "voice" / "acme" / "q3")
    assert dpcap("lint", dpcap.reviews) == 3
    assert "DP555" in dpcap.printed
    assert "DP563" in dpcap.printed


def test_brands_contest_an_answer_and_only_a_ruling_caps_it(dpcap: Shell, tmp_path: Path) -> None:
    def proved() -> float:
        assert dpcap("assess", dpcap.folder, "--no-input", "--out", "-", "--format", "json") == 0
        nodes = json.loads(dpcap.printed)["areas"][0]["dimensions"][0]["indicators"]
        return float(next(one for one in nodes if one["id"] == "WRK-1.1")["proved"])

    quiet = proved()
    said = {"c1": {"on": "2026-09-01", "rating": 1, "complaints": 2, "about": ["WRK-1.1"]}}
    make_merchants(dpcap.reviews / "voice" / "acme" / "merchants.yaml", said)
    found = dpcap.json(dpcap.folder)
    assert [(one["node"], one["ruling"]) for one in found["contested"]] == [("WRK-1.1", None)]
    assert [one["code"] for one in found["findings"]] == ["DP562"]
    assert proved() == quiet > 0
    ruling = {"ruling": "refused", "by": "李强", "on": "2026-11-20", "reason": "品牌c1两次投诉属实"}
    review = {"schema": "dpcap/review/2", "provider": "acme", "indicators": {"WRK-1.1": ruling}}
    (dpcap.reviews / "acme.yaml").write_text(yaml.safe_dump(review, allow_unicode=True), "utf-8")
    assert dpcap("review", "bind", dpcap.folder) == 0
    found = dpcap.json(dpcap.folder)
    assert found["contested"][0]["ruling"] == "refused"
    assert found["findings"] == []
    assert proved() < quiet


def test_both_values_and_where_they_pull_apart(dpcap: Shell, tmp_path: Path) -> None:
    shipped = ("--framework", ROOT / "questionnaires")
    folder = tmp_path / "huojia"
    shutil.copytree(ROOT / "examples" / "providers" / "huojia-shop", folder)
    spring = rows("a", "2026-05-10", {"card": (300, 50, 50)})
    make_wave(folder / "voice" / "a", spring, **{"from": "2026-05-01", "until": "2026-05-31"})
    make_wave(folder / "voice" / "b", rows("b", "2026-08-10", {"card": (200, 50, 150)}))
    earlier = tmp_path / "earlier"
    scored = ("--no-input", "--out", earlier, "--format", "json", *shipped)
    assert dpcap("assess", folder, *scored) == 0
    provider = folder / "provider.yaml"
    text = provider.read_text("utf-8")
    gmv = next(line for line in text.splitlines() if "shipped_gmv_wan" in line)
    value = gmv.partition("value: ")[2].partition(",")[0]
    more = gmv.replace(f"value: {value}", f"value: {float(value) * 1.1:g}")
    provider.write_text(text.replace(gmv, more), "utf-8")
    found = dpcap.json(folder, "--before", earlier, *shipped)
    assert found["values"]["experience"][0]["node"] == "nps"
    assert ["nps", "shipped_gmv_wan"] in found["values"]["apart"]
    assert dpcap("nps", folder, "--before", earlier, "--lang", "zh", *shipped) == 0
    assert "发货GMV变好了，全局NPS却变差了" in "".join(dpcap.printed.split())
    assert dpcap("nps", dpcap.folder, "--before", earlier) == 2


def test_what_a_stranger_wrote_is_no_markup(dpcap: Shell) -> None:
    tag = "<b>x</b> [a](b) www.example.com"
    lines = [row(f"b{n}x", 3, "2026-08-10", tags=tag) for n in range(40)]
    make_wave(dpcap.folder / "voice" / "<i>\u202eq3", lines)
    assert dpcap("nps", dpcap.folder, "--format", "html") == 0
    assert "<b>x" not in dpcap.printed
    assert "<i>" not in dpcap.printed
    assert 'aria-label="&lt;i&gt;q3 · 40 ' in dpcap.printed
    assert dpcap("nps", dpcap.folder, "--format", "md") == 0
    assert "[a](b)" not in dpcap.printed
    assert "www.example" not in dpcap.printed
    assert dpcap("nps", dpcap.folder) == 0
    for form in ("text", "md", "html"):
        assert dpcap("nps", dpcap.folder, "--format", form) == 0
        assert not {"\u202e", "\ue000", "\ue001"} & {*dpcap.printed}


@pytest.mark.parametrize("talk", ["zh", "en"])
def test_nothing_there_is_said_in_the_language_of_messages(
    dpcap: Shell, monkeypatch: pytest.MonkeyPatch, talk: str
) -> None:
    monkeypatch.setattr(language, "TALK", talk)
    assert dpcap("nps", dpcap.folder) == 2
    assert "voice/" in dpcap.said


def test_what_the_manager_holds_of_a_providers_buyers_is_forgotten_with_it(dpcap: Shell) -> None:
    for name in ("acme", "bravo"):
        make_wave(dpcap.reviews / "voice" / name / "q3", [row("b1x", 9, "2026-08-10")])
    found = ("forget", dpcap.folder, "--reviews", dpcap.reviews, "--provider", "acme")
    assert dpcap(*found) == 0, dpcap.said
    assert "voice/acme/q3/answers.csv" in dpcap.printed
    assert dpcap(*found, "--apply") == 0, dpcap.said
    left = {one.parts[-3] for one in dpcap.reviews.rglob("answers.csv")}
    assert left == {"bravo"}


def test_the_worked_example_of_the_documents_is_true(dpcap: Shell) -> None:
    found = dpcap.json(EXAMPLE, "--framework", ROOT / "questionnaires")
    pair = found["comparisons"][0]
    mix, change = pair["same_mix"], pair["change"]
    told = [signed(change[key]) for key in ("difference", "low", "high")]
    told += [signed(mix[key]) for key in ("within", "low", "high", "mix")]
    for one in found["waves"]:
        figures = [one["whole"], *one["carriers"].values()]
        told += [f"{signed(each['nps'])} (n = {each['answers']})" for each in figures]
    english = (ROOT / "docs" / "nps.md").read_text("utf-8")
    chinese = (ROOT / "docs" / "nps.zh-CN.md").read_text("utf-8")
    for said in told:
        assert said in english
        assert said.replace(" (", "（").replace(")", "）") in chinese


def signed(value: float) -> str:
    shown = f"{value:+.1f}".replace("-", "−")
    return "0.0" if shown in ("+0.0", "−0.0") else shown
