"""The review desk: what is asked for each kind of ruling, what is not shown, and what undo does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desks import LI, SEED, WANG, ReviewPlace, put_place, put_wide_place, sit
from dpcap.cli.review_card import list_lines
from dpcap.intake.framework import load_framework
from dpcap.intake.review import load_review
from dpcap.model.review import SeenAnswer
from dpcap.text_width import width
from dpcap.workflow.walk_recorder import WalkRecorder


@pytest.fixture
def place(tmp_path: Path) -> ReviewPlace:
    return put_place(tmp_path)


@pytest.fixture
def wide(tmp_path: Path) -> ReviewPlace:
    return put_wide_place(tmp_path)


def evidence(place: ReviewPlace) -> dict[str, Any]:
    loaded: dict[str, Any] = place.review()["evidence"]
    return loaded


# ── blind ────────────────────────────────────────────────────────────────────────────────────────


def test_a_claim_is_not_shown_before_its_rung_is_read(place: ReviewPlace) -> None:
    walk = place.walk(seed=SEED, share=1.0)
    before = sit(walk, ["q"]).screen
    assert "2 有表" not in before
    assert "读档之后才显示（g）" in before
    assert "8 %" in before  # a figure cannot be judged without it
    after = sit(walk, ["a", "1", "q"]).screen
    at = after.index("所答如下")
    assert "2 有表" in after[at:]
    assert "所答：2 有表" not in after[:at]
    assert "你读到：第 1 档 口头" in after[at:]


def test_what_was_read_is_on_disk_before_the_claim_is_shown_and_stays(place: ReviewPlace) -> None:
    sit(place.walk(seed=SEED, share=1.0), ["g", "0", "q"])
    (judged,) = place.judgements()["pieces"].values()
    assert (judged["verdict"], judged["rungs"]) == ("open", {"WRK-1.1": 0})
    again = place.walk()
    assert len(again.items) == 4
    done = sit(again, ["g", "a", "", "q"])
    assert "所答：2 有表" in done.screen
    assert "这一项不能用 g" in done.screen
    (judged,) = place.judgements()["pieces"].values()
    assert (judged["verdict"], judged["rungs"]) == ("accept", {"WRK-1.1": 0})


def test_a_rung_that_the_piece_does_not_tell_is_left_out(place: ReviewPlace) -> None:
    sit(place.walk(seed=SEED, share=1.0), ["g", "", "q"])
    assert "rungs" not in place.judgements()["pieces"]["e1"]
    assert "所答：2 有表" in sit(place.walk(), ["q"]).screen


def test_blind_shows_neither_rulings_nor_what_flatters(wide: ReviewPlace) -> None:
    sit(wide.walk(), ["r", "看不清", "1", "1", "q"])
    screen = sit(wide.walk(WANG, whole=True, blind=True), ["q"]).screen
    assert LI not in screen
    assert "看不清" not in screen
    assert "等级或得分都会更低" not in screen
    assert "不采纳则" not in screen
    assert LI in sit(wide.walk(WANG, whole=True), ["s"] * 5).screen


def test_a_second_opinion_on_what_is_ruled_on_is_told_to_change_no_ruling(
    place: ReviewPlace,
) -> None:
    sit(place.walk(), ["a", ""])
    before = (place.reviews / "acme.yaml").read_bytes()
    done = sit(place.walk(WANG, seed=SEED, share=1.0), ["g", "2", "r", "看不清", "1", "1", "q"])
    assert "复核文件里已有的裁定不变" in done.screen
    assert (place.reviews / "acme.yaml").read_bytes() == before
    assert place.judgements(WANG)["pieces"]["e1"]["verdict"] == "refuse"


def test_who_is_second_is_told_of_at_the_end(place: ReviewPlace) -> None:
    done = sit(place.walk(seed=SEED, share=1.0), ["g", "", "a", "", "q"], "en")
    assert "--second --by NAME" in " ".join(done.screen.split())
    assert (
        "--second" not in sit(place.walk(WANG, second=True), ["g", "", "a", "", "q"], "en").screen
    )


# ── pieces ───────────────────────────────────────────────────────────────────────────────────────


def test_a_reason_in_the_framework_s_words_refuses_for_that_question(wide: ReviewPlace) -> None:
    done = sit(wide.walk(), ["r", "1", "", "", "i", "b", "a", "", "q"])
    assert "1  WRK-1.1 只有口头安排" in done.screen
    assert "其余题还没有裁定：CAR-1.1" in done.screen
    claim, whole = evidence(wide).values()
    assert (claim["reach"], claim["indicators"]) == ("claim", ["WRK-1.1"])
    assert claim["reason"] == "只有口头安排"
    assert whole["ruling"] == "accepted"
    assert "e1" not in [one.name for one in wide.walk(whole=True).items]


def test_what_is_refused_for_one_question_is_shown_the_next_time(wide: ReviewPlace) -> None:
    sit(wide.walk(), ["r", "看不清", "1", "2", "q"])
    assert evidence(wide)["e1"]["indicators"] == ["CAR-1.1"]
    screen = sit(wide.walk(), ["q"]).screen
    assert f"这题已裁定：不采纳 · {LI} · 2026-11-25 · 看不清" in screen


def test_only_the_rest_of_a_blind_piece_is_no_other_judgement(wide: ReviewPlace) -> None:
    walk = wide.walk(seed=SEED, share=1.0)
    sit(walk, ["g", "2", "r", "看不清", "1", "1", "a", "", "q"])
    assert wide.judgements()["pieces"]["e1"]["verdict"] == "refuse"
    assert [one["ruling"] for one in evidence(wide).values()] == ["refused", "accepted"]


def test_who_at_the_brand_confirmed_it_is_asked_of_the_kinds_that_need_it(
    wide: ReviewPlace,
) -> None:
    walk = wide.walk(whole=True)
    at = [one.name for one in walk.items].index("e2")
    keys = [*["s"] * at, "a", "示例品牌·王女士", "2027-01-01", "11/24", ""]
    done = sit(walk, [*keys, "q"])
    assert "品牌确认件（品牌确认前按自有文件计）" in done.screen
    assert "不晚于这一天" in done.screen
    told = evidence(wide)["e2"]["confirmed"]
    assert (told["who"], str(told["on"])) == ("示例品牌·王女士", "2026-11-24")


def test_without_the_brand_it_is_accepted_as_what_it_is(wide: ReviewPlace) -> None:
    walk = wide.walk(whole=True)
    at = [one.name for one in walk.items].index("e2")
    done = sit(walk, [*["s"] * at, "v", "", "", "", "q"])
    assert "仍按自有文件计" in done.screen
    assert "confirmed" not in evidence(wide)["e2"]


def test_each_scope_is_asked_for_but_those_that_the_kind_cannot_show(wide: ReviewPlace) -> None:
    done = sit(wide.walk(), ["s", "a", "yy", "y", "", "q"])
    assert "服务商用它说明不做：发货、直播（s1 一店）" in done.screen
    assert "自有文件证明不了“直播（s1 一店）”不做，可以用：导出" in done.screen
    assert evidence(wide)["e3"]["scopes"] == ["ships"]


def test_a_no_to_a_scope_leaves_it_open(wide: ReviewPlace) -> None:
    sit(wide.walk(), ["s", "a", "", "", "q"])
    assert "scopes" not in evidence(wide)["e3"]


def test_not_applicable_is_shown_with_its_note_and_has_reasons_of_its_own(
    wide: ReviewPlace,
) -> None:
    done = sit(wide.walk(), ["n", "o", "v", "r", "2"])
    assert "不适用的理由：合同不含" in done.screen
    assert "服务商说明：合同附件二" in done.screen
    assert [one.name for one in done.opened] == ["e4.txt"]
    ruled = wide.review()["not_applicable"]["WRK-1.3"]
    assert (ruled["ruling"], ruled["reason"]) == ("refused", "没有材料能证明这条理由")


# ── single answers, the role ─────────────────────────────────────────────────────────────────────


def test_a_rung_below_the_claim_refuses_the_answer_and_says_what_was_seen(
    place: ReviewPlace,
) -> None:
    done = sit(place.walk(), ["i", "1", "1", "", "q"])
    assert "将写入：答案不属实" in done.screen
    ruled = place.review()["indicators"]["WRK-1.1"]
    assert (ruled["ruling"], ruled["by"]) == ("refused", LI)
    assert ruled["reason"] == "看到的是第 1 档，所答为第 2 档"
    assert ruled["saw"] == {"value": 2}
    assert load_review(place.reviews, "acme", load_framework(place.framework)) is not None


def test_the_same_rung_verifies_the_answer_until_a_day(place: ReviewPlace) -> None:
    sit(place.walk(), ["i", "wrk-1.1", "2", "", "2027-05-26", "q"])
    ruled = place.review()["indicators"]["WRK-1.1"]
    assert (ruled["ruling"], str(ruled["until"])) == ("verified", "2027-05-26")
    screen = sit(place.walk(whole=True), ["i", "1", "q"], "en").screen
    assert f"This answer is ruled: verified · {LI}" in screen


def test_a_figure_is_right_or_not_with_its_rows(place: ReviewPlace) -> None:
    walk = place.walk()
    done = sit(walk, ["i", "WRK-1.9", "CAR-1.2", "2", "x", "n", "1", "q"])
    assert "没有答过 WRK-1.9" in done.screen
    assert "没有答过 CAR-1.2" in done.screen
    ruled = place.review()["indicators"]["CAR-1.1"]
    assert (ruled["ruling"], ruled["reason"]) == ("refused", "与材料上的数对不上")
    assert SeenAnswer.model_validate(ruled["saw"]).rows["s1"].value == 8


def test_the_role_is_fixed(place: ReviewPlace) -> None:
    assert "角色：制作（服务商自报" in sit(place.walk(), ["q"]).screen
    done = sit(place.walk(), ["l", "2", "合同以服务为主", "q"])
    assert "1  制作 · maker · 自报" in done.screen
    role = place.review()["role"]
    assert (role["id"], role["by"], role["reason"]) == ("carer", LI, "合同以服务为主")
    assert "服务商自报" not in sit(place.walk(whole=True), ["q"]).screen


# ── undo, and what goes wrong ────────────────────────────────────────────────────────────────────

UNDONE = [
    ["a", ""],
    ["r", "1", ""],
    ["v", "", ""],
    ["m", "十二月复看"],
    ["i", "1", "1", ""],
    ["l", "2", "合同以服务为主"],
]


@pytest.mark.parametrize("typed", UNDONE, ids=lambda typed: typed[0])
@pytest.mark.parametrize("there", [True, False], ids=["there", "new"])
def test_undo_leaves_the_file_as_it_was(
    place: ReviewPlace, typed: list[str], *, there: bool
) -> None:
    path = place.reviews / "acme.yaml"
    if there:
        path.write_text("# 手写\nschema: dpcap/review/2\nprovider: acme\nowner: 甲\n", "utf-8")
    before = path.read_bytes() if there else None
    done = sit(place.walk(whole=True), [*typed, "u", "u", "q"])
    assert "已撤销上一条" in done.screen
    assert "这一项不能用 u" in done.screen
    assert (path.read_bytes() if path.is_file() else None) == before
    assert "还有 4 项没看" in done.screen


def test_undo_goes_back_step_by_step_to_where_it_was_ruled(place: ReviewPlace) -> None:
    done = sit(place.walk(whole=True), ["a", "", "a", "", "u", "u", "r", "2", "2", "q"])
    assert [(name, one["ruling"]) for name, one in evidence(place).items()] == [("e1", "refused")]
    assert "还有 3 项没看" in done.screen


def test_undo_takes_a_judgement_back_but_not_the_rungs(place: ReviewPlace) -> None:
    sit(place.walk(seed=SEED, share=1.0), ["g", "1", "a", "", "u", "q"])
    (judged,) = place.judgements()["pieces"].values()
    assert (judged["verdict"], judged["rungs"]) == ("open", {"WRK-1.1": 1})
    assert not (place.reviews / "acme.yaml").exists()


def test_undo_keeps_what_others_wrote_since(place: ReviewPlace) -> None:
    recorder = WalkRecorder(place.walk(whole=True))
    recorder.remark("先看这里", None)
    recorder.fix_role("carer", "合同")
    theirs = place.walk(WANG, whole=True)
    WalkRecorder(theirs).fix_role("maker", "合同写明")
    with pytest.raises(Exception, match="somebody changed role since"):
        recorder.undo()
    WalkRecorder(theirs).remark("我也看过", None)
    assert [one["text"] for one in place.review()["remarks"]] == ["先看这里", "我也看过"]
    assert place.review()["role"]["id"] == "maker"


def test_undo_of_one_of_several_entries_others_wrote_beside(place: ReviewPlace) -> None:
    mine = WalkRecorder(place.walk(whole=True))
    mine.fix_role("carer", "合同")
    WalkRecorder(place.walk(WANG, whole=True)).remark("我也看过", None)
    mine.undo()
    assert "role" not in place.review()
    assert [one["text"] for one in place.review()["remarks"]] == ["我也看过"]


def test_what_cannot_be_saved_is_told_and_the_piece_stays(place: ReviewPlace) -> None:
    walk = place.walk()
    path = place.reviews / "acme.yaml"
    path.write_text("schema: dpcap/review/2\nprovider: other\n", "utf-8")
    done = sit(walk, ["a", "", "q"])
    assert "没有保存：" in done.screen
    assert "acme.yaml:2" in done.screen
    assert "还有 1 项没看" in done.screen
    assert path.read_text("utf-8") == "schema: dpcap/review/2\nprovider: other\n"


def test_both_or_neither_are_written(place: ReviewPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = place.walk(seed=SEED, share=1.0)
    sit(walk, ["g", "1", "q"])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dpcap.workflow.walk_recorder.write_judgements", full)
    done = sit(place.walk(), ["a", "", "q"])
    assert "没有保存：" in done.screen
    assert not (place.reviews / "acme.yaml").exists()


# ── time, width, help ────────────────────────────────────────────────────────────────────────────


def test_minutes_plan_the_next_walk_and_a_break_does_not_count(place: ReviewPlace) -> None:
    sit(place.walk(whole=True), ["a", "", "a", "", "q"], seconds=600)
    mine = place.judgements()
    assert (mine["minutes"], mine["ruled"]) == (10, 2)
    walk = place.walk(whole=True)
    assert walk.minutes == pytest.approx(10)
    assert "约需 10 分钟" in sit(walk, ["q"]).screen
    assert "约需 10 分钟" in "\n".join(list_lines(walk, "zh"))
    sit(walk, ["q"], seconds=4 * 3600)
    assert place.judgements()["minutes"] == 30


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_wider_than_the_terminal(wide: ReviewPlace, columns: int, language: Any) -> None:
    keys = ["?", "r", "b", "i", "1", "b", "l", "b", "a", "b", "s", "a", "b", "n", "?", "q"]
    done = sit(wide.walk(seed=SEED, share=0.3, whole=True), keys, language, columns=columns)
    assert len(done.lines) > 100
    assert max(map(width, done.lines)) <= columns


def test_help_tells_of_the_keys_that_work_here(place: ReviewPlace) -> None:
    first = sit(place.walk(), ["?", "q"]).screen
    assert " v  核实：" in first
    assert " g  读档" not in first
    assert " u  撤销" not in first
    second = sit(place.walk(seed=SEED, second=True), ["?", "q"]).screen
    assert " v  核实" not in second


def test_b_goes_back_from_every_question_and_nothing_is_written(wide: ReviewPlace) -> None:
    walk = wide.walk(whole=True)
    keys = ["r", "b", "r", "1", "b", "r", "1", "1", "b", "v", "b", "v", "", "b", "m", "b"]
    keys += ["i", "b", "i", "1", "b", "l", "b", "l", "1", "b", "s", "a", "b", "a", "y", "b"]
    done = sit(walk, [*keys, "q"])
    assert not done.whole
    assert not (wide.reviews / "acme.yaml").exists()
    assert "这次：" not in done.screen


def test_the_last_one_can_be_taken_back_too(place: ReviewPlace) -> None:
    done = sit(place.walk(), ["a", "", "u", "r", "2", "2", "b", "s", ""])
    assert done.whole
    assert evidence(place)["e1"]["ruling"] == "refused"
    assert "这次：不采纳 1" in done.screen


# ── what was taken back, what changed, what is too long ──────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "ruled"), [(["a", ""], 1), (["i", "1", "1", ""], 1), (["m", "十二月复看"], 0)]
)
def test_what_is_taken_back_counts_no_more_for_the_pace(
    place: ReviewPlace, typed: list[str], ruled: int
) -> None:
    sit(place.walk(whole=True), [*typed, "q"], seconds=60)
    assert place.judgements().get("ruled", 0) == ruled
    sit(place.walk(whole=True), ["v", "", "", "u", "q"], seconds=60)
    assert place.judgements().get("ruled", 0) == ruled


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("typed", ["a", "v", "r"])
def test_a_file_that_changed_meanwhile_is_told_and_nothing_is_written(
    place: ReviewPlace, language: Any, typed: str
) -> None:
    walk = place.walk(whole=True)
    (place.folder / "evidence" / "roster.txt").write_bytes(b"another one")
    done = sit(walk, ["o", typed, "q"], language)
    told = "这个文件变了" if language == "zh" else "has changed since the desk was opened"
    assert " ".join(done.screen.split()).count(told) == 2
    assert not (place.reviews / "acme.yaml").exists()
    walk = place.walk(whole=True)
    (place.folder / "evidence" / f"{walk.items[0].name}.txt").unlink()
    assert "这个文件变了" in sit(walk, ["a", "q"]).screen


def test_a_line_that_is_too_long_is_asked_anew_and_never_cut(wide: ReviewPlace) -> None:
    walk = wide.walk(whole=True)
    at = next(n for n, one in enumerate(walk.items) if one.name == "e2")
    done = sit(walk, [*"s" * at, "a", "长" * 301, "品牌方张三", "", "", "q"])
    assert "最多 300 个字" in done.screen
    assert evidence(wide)["e2"]["confirmed"]["who"] == "品牌方张三"


def test_what_was_ruled_on_an_answer_is_not_shown_where_it_is_judged_blind(
    place: ReviewPlace,
) -> None:
    sit(place.walk(whole=True), ["s", "i", "1", "y", "不给人看的理由", "", "q"])
    assert "不给人看的理由" in str(place.review())
    assert "不给人看的理由" in sit(place.walk(whole=True), ["s", "i", "1", "b", "q"]).screen
    blind = sit(place.walk(whole=True, blind=True), ["s", "i", "1", "b", "q"]).screen
    assert "不给人看的理由" not in blind


def test_no_claim_is_shown_whose_rung_is_still_to_be_read_blind(place: ReviewPlace) -> None:
    walk = place.walk(whole=True, blind=True)
    assert [one.name for one in walk.items][:2] == ["e1", "e2"]
    claimed = "所答：2 有表"
    done = sit(walk, ["s", "i", "WRK-1.1", "b", "q"])
    assert "WRK-1.1 还有证据没有读档" in done.screen
    assert claimed not in done.screen
    read = sit(walk, ["g", "1", "s", "i", "WRK-1.1", "b", "q"])
    assert "还有证据没有读档" not in read.screen
    assert claimed in read.screen


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_somebody_ruled_since_it_was_opened_is_told_and_stays(
    place: ReviewPlace, language: Any
) -> None:
    walk = place.walk(whole=True)
    sit(place.walk(WANG, whole=True), ["a", "原件在我这里", "q"])
    done = sit(walk, ["r", "2", "2", "q"], language)
    told = "已经裁定：采纳" if language == "zh" else "ruled on it since this was opened: accepted"
    said = " ".join(done.screen.split())
    assert told in said
    assert "原件在我这里" in said
    assert evidence(place)["e1"]["by"] == WANG
    sit(walk, ["r", "2", "2", "r", "2", "2", "q"])
    assert (evidence(place)["e1"]["by"], evidence(place)["e1"]["ruling"]) == (LI, "refused")


@pytest.mark.parametrize(
    ("typed", "word"),
    [(["a", "s", "", "q"], "“s”"), (["r", "Y", "2", "2", "q"], "“Y”"), (["m", "ｑｑ", "q"], "")],
)
def test_a_single_letter_is_no_reason(place: ReviewPlace, typed: list[str], word: str) -> None:
    done = sit(place.walk(whole=True), typed)
    assert word in done.screen
    assert all(len(one["reason"]) > 1 for one in place.review().get("evidence", {}).values())
