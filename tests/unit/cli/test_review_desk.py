"""The review desk: what each key writes, and what it does not show."""

from __future__ import annotations

from pathlib import Path

import pytest

from desks import LI, SEED, TODAY, WANG, ReviewPlace, put_place, sit
from dpcap.cli.review_card import ReviewCard
from dpcap.intake.framework import load_framework
from dpcap.intake.review import load_review
from dpcap.model.base import Language
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.review_walk import WalkRequest, plan_walk
from folders import TINY
from locations import PROVIDERS, QUESTIONNAIRES


@pytest.fixture
def place(tmp_path: Path) -> ReviewPlace:
    return put_place(tmp_path)


def test_what_matters_comes_first_and_each_ruling_is_bound_to_what_was_seen(
    place: ReviewPlace,
) -> None:
    walk = place.walk()
    assert [(one.name, one.why) for one in walk.items] == [("e1", "decisive")]
    done = sit(walk, ["a", ""])
    assert done.whole
    assert "要紧" in done.screen
    assert "不采纳则不满足：critical" in done.screen
    (ruling,) = place.review()["evidence"].values()
    assert (ruling["ruling"], ruling["by"], ruling["reason"]) == ("accepted", LI, "看过原件，相符")
    assert ruling["saw"]["sha256"] == walk.assessment.evidence["e1"].sha256
    assert ruling["framework"].startswith("tiny ")
    assert load_review(place.reviews, "acme", load_framework(TINY)) is not None
    assert place.walk().items == ()
    assert place.walk().done == 1


def test_each_key(place: ReviewPlace) -> None:
    walk = place.walk(whole=True)
    assert [one.name for one in walk.items] == ["e1", "e2", "e3", "e4"]
    keys = [
        *("x", "n", "m", "十二月复看", "s"),
        *("b", "r", "", "r", "2", "9", "1", ""),
        *("v", "现场看过", "2026-01-01", "2027-01-31"),
        *("o", "r", "我自己的理由", ""),
        *("q",),
    ]
    done = sit(walk, keys)
    assert not done.whole
    assert [path.name for path in done.opened] == ["e3.txt"]
    written = place.review()
    assert [one["text"] for one in written["remarks"]] == ["十二月复看"]
    first, second, third = (written["evidence"][name] for name in ("e1", "e2", "e3"))
    assert (first["ruling"], first["reach"]) == ("refused", "claim")
    assert first["indicators"] == ["WRK-1.1", "CAR-1.1"]
    assert first["reason"] == "日期不在统计期内，或看不到日期"
    assert (second["ruling"], str(second["until"])) == ("verified", "2027-01-31")
    assert (third["ruling"], third["reason"]) == ("refused", "我自己的理由")
    assert "没有 x 这个键" in done.screen
    assert "还有 1 项没看" in done.screen


def test_what_is_drawn_is_judged_blind_and_goes_to_both(place: ReviewPlace) -> None:
    walk = place.walk(seed=SEED, share=1.0)
    assert all(one.hidden and one.stake is None for one in walk.items)
    # e1 comes first, for it is decisive, but that is not shown. First its rung.
    done = sit(walk, ["r", "9", "1", "r", "1", "", "q"], seconds=90)
    assert "要紧" not in done.screen
    assert "不采纳则" not in done.screen
    mine = place.judgements()
    assert mine["blind"] is True
    assert (mine["seed"], mine["share"], mine["minutes"]) == (SEED, 1, 1.5)
    (judged,) = mine["pieces"].values()
    assert (judged["verdict"], judged["drawn"], judged["rungs"]) == ("refuse", True, {"WRK-1.1": 1})
    assert place.review()["evidence"]["e1"]["ruling"] == "refused"
    again = place.walk()
    assert again.seed == SEED


def test_the_second_reviewer_sees_the_sample_alone_and_rules_on_nothing(
    place: ReviewPlace,
) -> None:
    sit(place.walk(seed=SEED, share=0.5), ["a", "", "a", "", "q"])
    before = (place.reviews / "acme.yaml").read_bytes()
    walk = place.walk(WANG, second=True, share=0.5)
    assert len(walk.items) == 2
    assert walk.seed == SEED
    done = sit(walk, ["v", "a", "", "a", "", "r", "看不清", "2"])
    assert LI not in done.screen
    assert "这一项不能用 v" in done.screen
    assert (place.reviews / "acme.yaml").read_bytes() == before
    assert len(place.judgements(WANG)["pieces"]) == 2


def test_minutes_add_up_and_english_is_english(place: ReviewPlace) -> None:
    for _ in range(2):
        done = sit(place.walk(whole=True), ["s", "q"], "en", seconds=60)
    assert "decisive" in done.screen
    assert "left." in done.screen
    assert "Enough" in done.screen or "Asked for: The sheet" in done.screen
    assert place.judgements()["minutes"] == 2


@pytest.mark.parametrize("name", ["e2.exe", "e2.html"])
def test_nothing_that_runs_is_opened(place: ReviewPlace, name: str) -> None:
    (place.folder / "evidence" / "e2.txt").rename(place.folder / "evidence" / name)
    answers = place.folder / "answers.yaml"
    answers.write_text(answers.read_text("utf-8").replace("e2.txt", name), "utf-8")
    done = sit(place.walk(whole=True), ["s", "o", "q"])
    assert done.opened == ()
    assert name in done.screen


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "（可编辑文件，采纳前按后台截图计"), ("en", "(an editable file: counts as ")],
)
def test_the_desk_says_what_accepting_an_editable_file_lifts(
    language: Language, said: str, tmp_path: Path
) -> None:
    asked = ProviderRequest(PROVIDERS / "maodun", reviews=tmp_path, framework=QUESTIONNAIRES)
    walk = plan_walk(WalkRequest(asked, LI, TODAY, whole=True))
    pieces = walk.assessment.evidence
    for item in walk.items:
        if item.piece is not None:
            lines = [line.text for line in ReviewCard(walk, language, 200).lines(item, "1/1")]
            is_export = pieces[item.name].kind == "export"
            assert any(said in line for line in lines) is is_export
    assert any(item.piece and item.piece.kind == "export" for item in walk.items)
