"""What brands say against an answer, as a user meets it: report, lint, batch, desk, ruling."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from desks import LI, TODAY, put_place
from dpcap.cli.review_card import ReviewCard, list_lines
from dpcap.model.base import Language
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.review_walk import WalkRequest, plan_walk
from folders import TINY
from provider_shell import ProviderShell
from voices import make_merchants, merchants_csv

SAID: dict[str, Any] = {
    "brand-77": {"on": "2026-11-10", "rating": 1, "complaints": 2, "about": ["WRK-1.1"]},
    "c-other": {"on": "2026-11-01", "rating": 5, "about": ["WRK-1.2"]},
}
SAID["brand-77"]["note"] = "投诉两次才有人理"


class Shell(ProviderShell):
    """Commands of dpcap in this process: a provider `acme`, and what its brands say."""

    def brands_say(self) -> Path:
        return make_merchants(self.reviews / "voice" / "acme" / "merchants.yaml", SAID)

    def report(self, audience: str, shape: str = "md", lang: str = "en") -> str:
        words = ("--format", shape, "--audience", audience, "--lang", lang, "--out", "-")
        assert self("assess", self.folder, "--no-input", *words) == 0, self.said
        return self.printed

    def profile(self) -> dict[str, Any]:
        words = ("--no-input", "--out", "-", "--format", "json")
        assert self("assess", self.folder, *words) == 0, self.said
        found: dict[str, Any] = json.loads(self.printed)
        return found

    def proved(self) -> float:
        (node,) = (
            one
            for area in self.profile()["areas"]
            for dimension in area["dimensions"]
            for one in dimension["indicators"]
            if one["id"] == "WRK-1.1"
        )
        return float(node["proved"])

    def rule(self, ruling: str, on: str = "2026-11-20") -> None:
        ruled = {"ruling": ruling, "by": LI, "on": on, "reason": "核实过"}
        review = {"schema": "dpcap/review/2", "provider": "acme", "indicators": {"WRK-1.1": ruled}}
        (self.reviews / "acme.yaml").write_text(yaml.safe_dump(review, allow_unicode=True), "utf-8")
        assert self("review", "bind", self.folder) == 0, self.said


@pytest.fixture
def dpcap(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    return Shell(capfd, tmp_path)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("shape", ["md", "html"])
def test_each_reader_sees_it_as_far_as_it_may(dpcap: Shell, lang: str, shape: str) -> None:
    dpcap.brands_say()
    caption = {"zh": "品牌有不同说法的答案（1）", "en": "Answers that brands dispute (1)"}[lang]
    way_out = {
        "applicant": {"zh": "写明是哪个合同", "en": "which contract it is about"},
        "reviewer": {"zh": "按 i", "en": "key i in review walk"},
        "brand": {"zh": "等复核人核实", "en": "a reviewer looks into it"},
    }
    for audience, said in way_out.items():
        page = dpcap.report(audience, shape, lang)
        assert caption in page
        assert said[lang] in page
        assert ("brand-77" in page) == ("投诉两次才有人理" in page) == (audience != "brand")
    page = dpcap.report("brand", shape, lang)
    assert "c-other" not in page
    assert ("最低评分 1" if lang == "zh" else "lowest rating 1 of 5") in page


def test_a_brand_gets_no_contract_in_the_json(dpcap: Shell) -> None:
    dpcap.brands_say()
    page = dpcap.report("brand", "json")
    (one,) = json.loads(page)["profile"]["review"]["contested_answers"]
    assert (one["node"], one["contracts"], one["brands"]) == ("WRK-1.1", [], 1)
    assert not any(word in page for word in ("brand-77", "c-other", "投诉两次"))


def test_the_score_stays_until_somebody_rules(dpcap: Shell) -> None:
    quiet = dpcap.proved()
    dpcap.brands_say()
    assert dpcap.proved() == quiet > 40
    dpcap.rule("refused", "2026-11-09")  # before the brand spoke: it stands, the brand's word too
    assert [one["code"] for one in dpcap.profile()["findings"]].count("DP562") == 1
    dpcap.rule("refused")
    assert dpcap.proved() == 40
    assert "DP562" not in [one["code"] for one in dpcap.profile()["findings"]]
    assert "a reviewer refused the answer" in dpcap.report("applicant")
    dpcap.rule("verified")
    assert dpcap.proved() == 100
    assert "复核后维持原答案" in dpcap.report("applicant", lang="zh")


@pytest.mark.parametrize("table", [False, True], ids=["yaml", "csv"])
def test_lint_and_profile_name_file_and_line(
    dpcap: Shell, table: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dpcap.brands_say()
    name, line = "reviews/voice/acme/merchants.yaml", 3
    if table:
        path.unlink()
        path.with_suffix(".csv").write_text(merchants_csv(SAID), "utf-8-sig")
        name, line = "reviews/voice/acme/merchants.csv", 2
    (found,) = (one for one in dpcap.profile()["findings"] if one["code"] == "DP562")
    if not table:
        lines = path.read_text("utf-8").splitlines()
        line = next(at for at, one in enumerate(lines, 1) if "brand-77" in one)
    assert (found["file"], found["line"]) == (name, line)
    for talk, said in (("zh", "的质疑"), ("en", "is contested by brand-77")):
        monkeypatch.setattr("dpcap.cli.lint.TALK", talk)
        assert dpcap("lint", dpcap.folder, "--all") == 0
        assert f"{name}:{line}" in dpcap.printed + dpcap.said
        assert said in dpcap.printed + dpcap.said


def test_two_files_and_bad_cells_stop_the_assessment_with_their_place(dpcap: Shell) -> None:
    path = dpcap.brands_say()
    table = path.with_suffix(".csv")
    table.write_text(merchants_csv(SAID), "utf-8")
    assert dpcap("assess", dpcap.folder, "--no-input", "--out", "-", "--format", "md") == 3
    assert "DP567" in dpcap.said
    path.unlink()
    table.write_text(merchants_csv(SAID).replace(",1,2,", ",九,2,"), "utf-8")
    assert dpcap("assess", dpcap.folder, "--no-input", "--out", "-", "--format", "md") == 3
    assert "DP568" in dpcap.said
    assert dpcap("lint", dpcap.reviews) == 3
    assert "merchants.csv:2" in dpcap.printed + dpcap.said


def test_a_batch_lists_it_among_the_weeks_tasks_and_reads_it_anew(dpcap: Shell) -> None:
    batch = ("batch", dpcap.folder, "--out", "out", "--on", "2026-11-20")
    assert dpcap(*batch) == 0, dpcap.said
    (row,) = (json.loads(one) for one in Path("out/results.jsonl").read_text("utf-8").splitlines())
    assert row.get("contested") is None
    score = row["proved"]
    dpcap.brands_say()
    assert dpcap(*batch) == 0, dpcap.said
    (row,) = (json.loads(one) for one in Path("out/results.jsonl").read_text("utf-8").splitlines())
    assert row["contested"] == "WRK-1.1: brand-77: 投诉两次才有人理"
    assert row["proved"] == score
    page = Path("out/portfolio.html").read_text("utf-8")
    assert "投诉两次才有人理" in page
    assert dpcap("status", dpcap.folder, "--on", "2026-11-20", "--format", "json") in (0, 1), (
        dpcap.said
    )
    (one,) = json.loads(dpcap.printed)["providers"]
    assert (one["state"], one["turn"]) == ("contested", "reviewer")
    dpcap.rule("verified")
    assert dpcap(*batch) == 0, dpcap.said
    (row,) = (json.loads(one) for one in Path("out/results.jsonl").read_text("utf-8").splitlines())
    assert row.get("contested") is None


@pytest.mark.parametrize(("lang", "said"), [("zh", "品牌有不同说法"), ("en", "disputed by brands")])
def test_the_desk_says_it_before_anything_is_accepted(
    dpcap: Shell, lang: Language, said: str
) -> None:
    dpcap.brands_say()
    asked = ProviderRequest(dpcap.folder, reviews=dpcap.reviews, framework=TINY)
    walk = plan_walk(WalkRequest(asked, LI, TODAY))
    (item,) = walk.items
    assert (item.name, set(walk.contested)) == ("e1", {"WRK-1.1"})
    card = "\n".join(line.text for line in ReviewCard(walk, lang, 100).lines(item, "1"))
    assert said in card
    assert "brand-77" in card
    assert "投诉两次才有人理" in card
    assert any(said in line for line in list_lines(walk, lang))
    one = "\n".join(line.text for line in ReviewCard(walk, lang, 100).answer("WRK-1.1"))
    assert "brand-77" in one


def test_what_was_accepted_before_the_brand_spoke_is_looked_at_again(tmp_path: Path) -> None:
    place = put_place(tmp_path)
    e2 = place.folder / "evidence" / "e2.txt"
    seen = {"sha256": sha256(e2.read_bytes()).hexdigest(), "kind": "own_document"}
    ruled = {"ruling": "accepted", "by": LI, "on": "2026-11-09", "reason": "看过"}
    ruled |= {"framework": "tiny 1", "saw": {**seen, "captured_on": "2026-11-02"}}
    review = {"schema": "dpcap/review/2", "provider": "acme", "evidence": {"e2": ruled}}
    (place.reviews / "acme.yaml").write_text(yaml.safe_dump(review, allow_unicode=True), "utf-8")
    assert "e2" not in [one.name for one in place.walk(whole=True).items]
    said = {"c1": {"on": "2026-11-10", "rating": 1, "about": ["WRK-1.2"]}}
    make_merchants(place.reviews / "voice" / "acme" / "merchants.yaml", said)
    items = {one.name: one.why for one in place.walk().items}
    assert items["e2"] == "contested"
    assert set(items) == {"e1", "e2", "e3", "e4"}  # also what nobody had ruled on
