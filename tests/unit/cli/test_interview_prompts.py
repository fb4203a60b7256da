"""The prompts of an interview: their bars, what they take, and what they do with anything else."""

from __future__ import annotations

import copy
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit import PromptSession
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput

import small_framework as small
from dpcap.cli.interview import interview
from dpcap.cli.interview.card import Card, QuestionPlace
from dpcap.cli.interview.console import Console
from dpcap.cli.interview.flow import Item
from dpcap.cli.interview.provider_files import ProviderFiles
from dpcap.cli.interview.scale_prompt import scale_prompt
from dpcap.intake import edit
from dpcap.intake.folder import load_assessment
from dpcap.model.assessment import Answer
from dpcap.model.base import PROSE, Language
from dpcap.model.framework import Framework

LANGUAGES: tuple[Language, ...] = ("zh", "en")
EACH = pytest.mark.parametrize("language", LANGUAGES)
DAY = date(2026, 11, 20)
HEAD = "schema: dpcap/answers/1\nassessed_on: 2026-11-20\nanswers:\n"
NO_SHOPS = "schema: dpcap/provider/1\nid: a\nname: {zh: 甲}\nrole: full\nshops: []\n"


def talk(
    folder: Path,
    *lines: str,
    language: Language = "zh",
    area: str | None = "work",
    framework: Framework | None = None,
    today: date = DAY,
) -> tuple[bool, str]:
    """Whether the end was reached as *lines* were typed, then Ctrl-D; what stood on the screen."""
    out = StringIO()
    with create_pipe_input() as pipe:
        pipe.send_text("".join(f"{line}\r" for line in lines) + "\x04")
        whole = interview(
            folder,
            framework or small.framework(),
            language=language,
            core=False,
            area=area,
            role=None,
            today=today,
            profile=lambda: "PROFILE",
            input=pipe,
            output=PlainTextOutput(out),
        )
    return whole, out.getvalue()


def answers(folder: Path) -> Any:
    return load_assessment(folder, small.framework()).answers


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


# ── the bar, and the line typed ──────────────────────────────────────────────────────────────────


def test_a_prompt_without_a_bar_does_not_show_that_of_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bars: list[object] = []

    def prompt(self: PromptSession[str], *_words: object, **more: object) -> str:
        if more.get("bottom_toolbar") is not None:  # as prompt_toolkit keeps what it was given
            self.bottom_toolbar = str(more["bottom_toolbar"])
        bars.append(self.bottom_toolbar)
        return "1"

    monkeypatch.setattr(PromptSession, "prompt", prompt)
    with create_pipe_input() as pipe:
        console = Console("zh", input=pipe, output=PlainTextOutput(StringIO()))
        console.line("甲", "b 返回")
        console.line("乙")
    assert bars == ["b 返回", None]


@EACH
def test_what_is_pasted_ends_no_interview(tmp_path: Path, language: Language) -> None:
    folder = small.write_folder(tmp_path / "acme", HEAD)
    note = pasted("一\x1b[31m红\x07 # x: y\r\n“二”\u202e\x00")
    talk(folder, "t", note, pasted("3\n"), language=language)
    saved = answers(folder)["WRK-1.1"]
    assert (saved.value, saved.note) == (3, "一红 # x: y\n“二”")


@EACH
def test_what_is_too_long_is_told_and_asked_again(tmp_path: Path, language: Language) -> None:
    folder = small.write_folder(tmp_path / "acme", HEAD)
    _, said = talk(folder, "t", "长" * (PROSE + 1), "短", "3", language=language)
    assert ("最多 4000 个字" if language == "zh" else "4000 characters at most") in said
    assert answers(folder)["WRK-1.1"].note == "短"


@EACH
def test_what_cannot_be_saved_is_told_and_the_question_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    folder = small.write_folder(tmp_path / "acme", HEAD)
    save, refusals = edit.save_answer, [PermissionError(13, "held", "answers.yaml")]

    def held_once(*words: Any) -> None:
        if refusals:
            raise refusals.pop()
        save(*words)

    monkeypatch.setattr(edit, "save_answer", held_once)
    _, said = talk(folder, "3", "4", language=language)
    assert ("没有保存：" if language == "zh" else "not saved: ") in said
    assert answers(folder)["WRK-1.1"].value == 4


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────


@EACH
def test_the_day_is_asked_until_one_of_its_keys_is_typed(
    tmp_path: Path, language: Language
) -> None:
    folder = small.write_folder(tmp_path / "acme", HEAD)
    later = date(2026, 11, 25)
    _, said = talk(folder, "ｘ", "Ｄ", language=language, today=later)
    assert ("这里不能用“x”" if language == "zh" else "“x” does nothing here") in said
    assert load_assessment(folder, small.framework()).assessed_on == later
    whole, said = talk(folder, "q", language=language, today=date(2026, 11, 28))
    assert (whole, "WRK-1.1" in said) == (False, False)


def test_what_still_holds_is_confirmed_by_a_key_and_q_leaves(tmp_path: Path) -> None:
    folder = small.write_folder(tmp_path / "acme", HEAD + "  WRK-1.1: 3\n")
    first = ("s",) * 4
    assert talk(folder, *first, "z", "q")[0] is False
    whole, said = talk(folder, *first, "z", "是")
    assert whole
    assert "这里不能用“z”" in said


@pytest.mark.parametrize(
    ("typed", "done"), [("y", True), ("Ｙ", True), ("有", True), ("否", False), ("x\ry", True)]
)
def test_a_whole_dimension_is_confirmed_as_people_say_yes(
    tmp_path: Path, typed: str, done: bool
) -> None:
    folder = small.write_folder(tmp_path / "acme", HEAD)
    _, said = talk(folder, "d", typed)
    assert ("WRK-1.2" in answers(folder)) is done
    assert ("请写 y（是）或 n（否）" in said) is typed.startswith("x")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", "4.6"), ("y", "4.6"), ("是", "4.6"), ("n\r46", "46"), ("x\rｂ\r46", "46")],
)
def test_a_doubt_is_taken_back_by_a_no_and_confirmed_by_a_yes(
    tmp_path: Path, typed: str, kept: str
) -> None:
    head, areas = copy.deepcopy(small.HEAD), copy.deepcopy(list(small.AREAS))
    scale = areas[1]["dimensions"][0]["indicators"][1]["scale"]
    scale.update(plausible=[0, 100], points=[[0, 0], [100, 100]])
    scale.pop("score", None)
    scale["score"] = {**small.POINTS, "points": [[0, 0], [100, 100]]}
    scale.pop("points")
    framework = Framework.model_validate({**head, "areas": areas})
    folder = small.write_folder(tmp_path / "acme", HEAD)
    _, said = talk(
        folder, "s", "s", "4.6", typed, "2026-10", "1", area="figures", framework=framework
    )
    assert "像五分制的分" in said
    assert f"  FIG-1.2: {kept}\n" in (folder / "answers.yaml").read_text("utf-8")


# ── shops ────────────────────────────────────────────────────────────────────────────────────────


def two_by_shop() -> Framework:
    """A framework that asks two figures per shop."""
    head, areas = copy.deepcopy(small.HEAD), copy.deepcopy(list(small.AREAS))
    asked = areas[1]["dimensions"][0]["indicators"]
    asked.insert(1, {**copy.deepcopy(asked[0]), "id": "FIG-1.4"})
    return Framework.model_validate({**head, "areas": areas})


@EACH
def test_back_from_the_prompt_for_shops_goes_before_all_that_was_left_with_them(
    tmp_path: Path, language: Language
) -> None:
    told = "有 2 题按分部填写" if language == "zh" else "2 questions are asked per"
    folder = small.write_folder(tmp_path / "acme", HEAD, NO_SHOPS)
    # Both figures of shops are left; back from FIG-1.2 is one prompt, before that is nothing.
    _, said = talk(
        folder, "s", "b", "b", area="figures", language=language, framework=two_by_shop()
    )
    assert said.count(told) == 3
    assert said.count("前面没有题了" if language == "zh" else "no question before this one") == 1
    everything = talk(
        folder, *"sssss", "s", "b", "b", area=None, language=language, framework=two_by_shop()
    )[1]
    assert everything.rindex("WRK-2.2 ") > everything.rindex(told)


def test_shops_are_pasted_from_a_column(tmp_path: Path) -> None:
    folder = small.write_folder(tmp_path / "acme", HEAD, NO_SHOPS)
    talk(folder, pasted("一店\r\n二店\n三店，四店\n"), area="figures")
    shops = load_assessment(folder, small.framework()).provider.shops
    assert [one.name for one in shops] == ["一店", "二店", "三店", "四店"]


# ── the card ─────────────────────────────────────────────────────────────────────────────────────


@EACH
def test_a_premise_is_named_by_its_title(tmp_path: Path, language: Language) -> None:
    folder = small.write_folder(tmp_path / "acme", HEAD + "  WRK-2.2: 3\n")
    view = ProviderFiles(folder, small.framework(), role=None, core=False).look()
    card = Card(
        view,
        Item("WRK-2.2"),
        None,
        QuestionPlace(1, 1, 1, 1),
        about=False,
        language=language,
        width=99,
    )
    said = [line.text for line in card.lines()]
    wanted = "：WRK-1.2 题WRK-1.2" if language == "zh" else ": WRK-1.2 Item WRK-1.2"
    assert any(line.endswith(wanted) for line in said)


@EACH
def test_the_unit_stands_behind_a_figure(language: Language) -> None:
    prompt = scale_prompt(small.framework().by_id["FIG-1.1"].scale)
    unit = "倍" if language == "zh" else "times"
    assert prompt.said(Answer(value=2.6), language) == f"2.6 {unit}"
    assert prompt.said(Answer(value=2.6, peer=2.1), language).startswith(f"2.6 {unit} (")
    assert unit in prompt.how(language, of_shop=False)
