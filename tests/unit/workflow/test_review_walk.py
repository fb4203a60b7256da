"""What a reviewer is to look at, by the function: the order, the draw, what is written where."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from desks import LI, SEED, TODAY, WANG, ReviewPlace, put_place
from dpcap.errors import InvalidInputError, OvertakenError, UsageError
from dpcap.intake.write_rulings import ReviewFile
from dpcap.model.review import AnswerRuling, EvidenceRuling, ExemptionRuling, ReviewRemark, SeenFile
from dpcap.workflow.agree import AgreeRequest, review_agreement
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.review_walk import WalkItem, plan_walk
from dpcap.workflow.walk_recorder import WalkRecorder
from folders import TINY
from rounds import put_round

EXEMPT = "WRK-1.3"
OWN = """\
# 复核人手写
schema: dpcap/review/2
provider: acme
remarks:
  - {text: 先看这里, by: 张, on: 2026-11-20}   # 别删
"""


@pytest.fixture
def place(tmp_path: Path) -> ReviewPlace:
    return put_place(tmp_path)


def ruling(verdict: str, **more: Any) -> EvidenceRuling:
    said = {"by": LI, "on": TODAY, "reason": "看过"} | more
    return EvidenceRuling(ruling=verdict, **said)


def names(items: tuple[WalkItem, ...]) -> list[str]:
    return [one.name for one in items]


def rewritten(place: ReviewPlace, change: Any) -> None:
    path = place.folder / "answers.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def test_decisive_first_then_drawn_then_the_rest_if_asked_for(place: ReviewPlace) -> None:
    assert names(place.walk().items) == ["e1"]
    walk = place.walk(seed=SEED, share=0.5)
    assert (walk.items[0].name, len(walk.items)) == ("e1", 3 - walk.items[0].drawn)
    assert sum(one.drawn for one in walk.items) == 2
    assert sorted(names(place.walk(whole=True).items)) == ["e1", "e2", "e3", "e4"]


def test_the_draw_hangs_on_content_and_seed_alone(place: ReviewPlace) -> None:
    def drawn() -> set[str | None]:
        items = place.walk(WANG, second=True, seed=SEED, share=0.5).items
        return {one.piece.sha256 for one in items if one.piece}

    before = drawn()

    def renamed(content: dict[str, Any]) -> None:
        pieces = [*content["evidence"].items()]
        content["evidence"] = {f"x{name}": piece for name, piece in reversed(pieces)}
        for answer in content["answers"].values():
            if isinstance(answer, dict) and "evidence" in answer:
                answer["evidence"] = [f"x{name}" for name in answer["evidence"]]

    rewritten(place, renamed)
    rows = place.folder / "kpis.csv"
    rows.write_text(rows.read_text("utf-8").replace("e1", "xe1"), "utf-8")
    assert drawn() == before
    others = {
        frozenset(names(place.walk(WANG, second=True, seed=f"s{n}", share=0.5).items))
        for n in range(20)
    }
    assert len(others) > 1
    assert len(place.walk(WANG, second=True, seed=SEED).items) == 1


def test_what_is_ruled_on_is_done_until_its_content_changes(place: ReviewPlace) -> None:
    walk = place.walk()
    WalkRecorder(walk).rule(walk.items[0], ruling("accepted"), {})
    assert (place.walk().items, place.walk().done) == ((), 1)
    (place.folder / "evidence" / "roster.txt").write_bytes(b"another")
    new = sha256(b"another").hexdigest()
    rewritten(place, lambda content: content["evidence"]["e1"].update(sha256=new))
    again = place.walk()
    assert names(again.items) == ["e1"]
    # The ruling on what stood there before goes on, under its name.
    WalkRecorder(again).rule(again.items[0], ruling("refused"), {})
    assert [(name, one["ruling"]) for name, one in place.review()["evidence"].items()] == [
        ("e1", "accepted"),
        ("e1.2", "refused"),
    ]
    assert place.walk().items == ()


def test_a_piece_refused_for_all_that_it_is_named_for_is_done(place: ReviewPlace) -> None:
    walk = place.walk()
    nodes = [use.node for use in walk.items[0].uses]
    some = ruling("refused", reach="claim", indicators=nodes[:1])
    WalkRecorder(walk).rule(walk.items[0], some, {})
    assert names(place.walk(whole=True).items)[:1] == ["e1"]
    WalkRecorder(walk).rule(walk.items[0], ruling("refused", reach="claim", indicators=nodes), {})
    assert "e1" not in names(place.walk(whole=True).items)


def test_another_ones_ruling_stays_when_a_drawn_piece_is_judged(place: ReviewPlace) -> None:
    walk = place.walk()
    WalkRecorder(walk).rule(walk.items[0], ruling("accepted"), {})
    before = (place.reviews / "acme.yaml").read_bytes()
    later = place.walk(WANG, seed=SEED, share=1.0)
    (first,) = [one for one in later.items if one.name == "e1"]
    assert (first.ruling, first.is_kept) == (None, True)
    WalkRecorder(later).rule(first, ruling("refused"), {})
    assert (place.reviews / "acme.yaml").read_bytes() == before
    assert place.judgements(WANG)["pieces"]["e1"]["verdict"] == "refuse"


def test_what_somebody_ruled_meanwhile_is_told_and_replaced_only_by_a_second_try(
    place: ReviewPlace,
) -> None:
    mine, theirs = WalkRecorder(place.walk()), WalkRecorder(place.walk(WANG))
    item = place.walk().items[0]
    theirs.rule(item, ruling("refused", by=WANG, reason="看不出是谁签的"))
    written = (place.reviews / "acme.yaml").read_bytes()
    with pytest.raises(OvertakenError, match="看不出是谁签的") as caught:
        mine.rule(item, ruling("accepted"))
    assert WANG in caught.value.message("zh")
    assert (place.reviews / "acme.yaml").read_bytes() == written
    assert mine.rule(item, ruling("accepted"))
    assert place.review()["evidence"]["e1"]["by"] == LI
    mine.undo()
    assert place.review()["evidence"]["e1"]["by"] == WANG


def test_ones_own_ruling_and_what_stood_there_before_are_replaced_at_once(
    place: ReviewPlace,
) -> None:
    item = place.walk().items[0]
    first = WalkRecorder(place.walk())
    assert first.rule(item, ruling("accepted"))
    assert first.rule(item, ruling("refused"))
    assert WalkRecorder(place.walk(WANG)).rule(item, ruling("accepted", by=WANG))
    assert place.review()["evidence"]["e1"]["by"] == WANG


def test_roles_and_answers_ruled_on_meanwhile_are_told_too(place: ReviewPlace) -> None:
    mine, theirs = WalkRecorder(place.walk()), WalkRecorder(place.walk(WANG))
    role = place.walk().assessment.provider.role
    theirs.fix_role(role, "合同如此")
    with pytest.raises(OvertakenError, match="合同如此"):
        mine.fix_role(role, "另有说法")
    answer = AnswerRuling(ruling="verified", reason="看过", by=WANG, on=TODAY)
    theirs.rule_on_answer("WRK-1.1", answer)
    with pytest.raises(OvertakenError, match="看过"):
        mine.rule_on_answer("WRK-1.1", answer.model_copy(update={"by": LI}))
    theirs.remark("一句", None)
    mine.remark("另一句", None)
    assert [one["text"] for one in place.review()["remarks"]] == ["一句", "另一句"]


def test_of_a_hidden_piece_nothing_is_told_and_the_judgement_is_noted(place: ReviewPlace) -> None:
    mine = WalkRecorder(place.walk(blind=True))
    item = place.walk(blind=True).items[0]
    WalkRecorder(place.walk(WANG)).rule(
        place.walk(WANG).items[0], ruling("refused", by=WANG, reason="看不出")
    )
    written = (place.reviews / "acme.yaml").read_bytes()
    assert not mine.rule(item, ruling("accepted"), {})
    assert (place.reviews / "acme.yaml").read_bytes() == written
    assert place.judgements()["pieces"]["e1"]["verdict"] == "accept"


def test_not_applicable_comes_last_and_is_ruled_on(place: ReviewPlace) -> None:
    rewritten(
        place,
        lambda content: content["answers"].update({EXEMPT: {"not_applicable": "out_of_contract"}}),
    )
    walk = place.walk()
    assert [(one.name, one.why) for one in walk.items] == [
        ("e1", "decisive"),
        (EXEMPT, "exemption"),
    ]
    last = walk.items[-1]
    given = ExemptionRuling(ruling="accepted", by=LI, on=TODAY, reason="合同第3条")
    WalkRecorder(walk).rule_on_exemption(last, given)
    assert place.review()["not_applicable"][EXEMPT]["saw"] == {"reason": "out_of_contract"}
    assert names(place.walk().items) == ["e1"]


def test_two_walks_can_be_compared(place: ReviewPlace) -> None:
    first = place.walk(seed=SEED, share=1.0)
    for one in first.items:
        WalkRecorder(first).rule(
            one, ruling("accepted"), {"WRK-1.1": 2} if one.name == "e1" else {}
        )
    second = place.walk(WANG, second=True, share=1.0)
    for one in second.items:
        verdict = "refused" if one.name == "e1" else "accepted"
        WalkRecorder(second).rule(one, ruling(verdict), {"WRK-1.1": 1} if one.name == "e1" else {})
    found = review_agreement(AgreeRequest((place.reviews,), framework=TINY))
    assert (found.verdicts.items, found.rungs.items, len(found.disagreements)) == (4, 1, 2)
    assert found.left_out == (0, 0, 0)


def test_the_round_gives_seed_and_share_where_nobody_else_does(place: ReviewPlace) -> None:
    put_round(place.reviews / "round.yaml", seed=SEED, share=1.0)
    walk = place.walk(second=True)
    assert (walk.seed, walk.share) == (SEED, 1.0)
    assert walk.items == place.walk(second=True, seed=SEED, share=1.0).items
    # What was given for this walk, or judged by before, goes before it.
    assert (place.walk(seed="x", share=0.5).seed, place.walk(share=0.5).share) == ("x", 0.5)
    WalkRecorder(walk).rule(walk.items[0], ruling("accepted"), {})
    put_round(place.reviews / "round.yaml", seed="another", share=0.2)
    again = place.walk(WANG, second=True)
    assert (again.seed, again.share) == (SEED, 1.0)


@pytest.mark.parametrize("share", [0, 1.5, float("nan"), "viel"])
def test_a_share_in_the_round_that_is_none_is_told(place: ReviewPlace, share: object) -> None:
    put_round(place.reviews / "round.yaml", seed=SEED, share=share)
    with pytest.raises(InvalidInputError) as told:
        place.walk()
    assert [one.line for one in told.value.findings] == [12]


def test_what_is_refused(place: ReviewPlace) -> None:
    for words, more in (
        ("--second needs the seed", {"second": True}),
        ("--share 2", {"share": 2.0}),
        ("--share nan", {"share": float("nan")}),
        ("--by NAME", {"by": " "}),
    ):
        with pytest.raises(UsageError, match=words):
            place.walk(**more)
    nowhere = replace(place.walk().request, provider=ProviderRequest(place.folder, framework=TINY))
    with pytest.raises(UsageError, match="where reviews lie"):
        plan_walk(nowhere)
    walk = place.walk(seed=SEED, share=1.0)
    WalkRecorder(walk).rule(walk.items[0], ruling("accepted"), {})
    with pytest.raises(UsageError, match="drawn by another seed"):
        place.walk(seed="another")


def test_a_written_review_keeps_what_a_person_wrote(place: ReviewPlace) -> None:
    path = place.reviews / "acme.yaml"
    path.write_text(OWN, "utf-8")
    walk = place.walk()
    recorder = WalkRecorder(walk)
    recorder.remark("十二月复看", "WRK-1.1")
    recorder.rule(walk.items[0], ruling("accepted"), {})
    text = path.read_text("utf-8")
    assert text.startswith(OWN.rstrip("\n"))
    assert "别删" in text
    assert [one["text"] for one in place.review()["remarks"]] == ["先看这里", "十二月复看"]


def test_a_review_that_is_not_sound_is_left_as_it_is(place: ReviewPlace) -> None:
    walk = place.walk()
    path = place.reviews / "acme.yaml"
    path.write_text("schema: dpcap/review/2\nprovider: other\n", "utf-8")
    with pytest.raises(InvalidInputError):
        WalkRecorder(walk).rule(walk.items[0], ruling("accepted"), {})
    assert path.read_text("utf-8") == "schema: dpcap/review/2\nprovider: other\n"


def test_files_outside_are_never_named(place: ReviewPlace, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    link = place.folder / "evidence" / "e2.txt"
    link.unlink()
    link.symlink_to(tmp_path / "secret.txt")
    with pytest.raises(InvalidInputError):
        place.walk(whole=True)


def test_a_claim_wide_refusal_stands_beside_another_one(place: ReviewPlace) -> None:
    walk = place.walk()
    saw = SeenFile(sha256="a" * 64, kind="contract")
    file = ReviewFile(place.reviews, walk.assessment.provider, walk.framework, lambda: None)
    claim = {"reach": "claim", "saw": saw, "framework": walk.framework.edition}
    whole = ruling("accepted", saw=saw, framework=walk.framework.edition)
    assert file.rule_on_piece("e1", whole) == "e1"
    assert file.rule_on_piece("e1", ruling("refused", indicators=("WRK-1.1",), **claim)) == "e1.2"
    assert file.rule_on_piece("e1", ruling("refused", indicators=("WRK-1.1",), **claim)) == "e1.2"
    file.add_remark(ReviewRemark(text="a", by=LI, on=TODAY))
    assert len(place.review()["evidence"]) == 2
