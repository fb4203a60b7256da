"""The interview asks what is served before it asks about it, and then leaves the rest alone."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput

from dpcap.cli.interview import flow
from dpcap.cli.interview.console import Console, LeaveError
from dpcap.cli.interview.flow import View
from dpcap.cli.interview.provider_files import ProviderFiles
from dpcap.cli.interview.scope import ask_scope, open_facts
from dpcap.cli.interview.session import InterviewSession
from dpcap.intake.framework import load_framework
from locations import QUESTIONNAIRES
from scoped import framework, write_folder


def look(folder: Path, *, unanswered: bool = False) -> tuple[View, list[str]]:
    """The view of *folder*, and the questions that are due in it."""
    if unanswered:
        (folder / "kpis.csv").unlink()
        head = "schema: dpcap/answers/1\nassessed_on: 2026-11-20\nanswers:\n"
        (folder / "answers.yaml").write_text(head, "utf-8")
    files = ProviderFiles(folder, framework(), role=None, core=False)
    view = files.look()
    way = flow.road(view, files.asked(), None)
    return view, [item.node for item in way if flow.due(view, item)]


def test_the_scopes_are_asked_first(tmp_path: Path) -> None:
    view, _ = look(write_folder(tmp_path / "blue", {"runs_live": True}))
    asked = view.framework.by_id.values()
    assert list(open_facts(view, asked)) == ["runs_shop", "ships"]
    assert list(open_facts(view, [view.framework.by_id["FUL-2.1"]])) == ["ships"]


def test_what_is_not_served_is_not_asked(tmp_path: Path) -> None:
    _, due = look(write_folder(tmp_path / "blue", {"ships": False}), unanswered=True)
    assert due == ["STO-1.1", "STO-1.2", "STO-2.1", "FUL-1.1", "LIV-1.1", "LIV-1.2"]


@pytest.mark.parametrize(
    ("typed", "fact"), [("2", "some"), ("all", "all"), ("9\r3", "all"), ("", None), ("s", None)]
)
def test_a_choice_that_decides_is_asked_too(tmp_path: Path, typed: str, fact: str | None) -> None:
    said, facts = asked(tmp_path, f"{typed}\r")
    assert facts.get("global_shops") == fact
    assert "  2  部分店铺是" in said
    assert ("请输入 1 到 3" in said) == typed.startswith("9")


@pytest.mark.parametrize(("typed", "fact"), [("n", False), ("Ｎ", False), ("是", True)])
def test_yes_and_no_are_read_as_people_type_them(tmp_path: Path, typed: str, fact: bool) -> None:
    said, facts = asked(tmp_path, f"\r😀\r{typed}\r")
    assert facts.get("regulated_goods") is fact
    assert "请输入 1（是）或 0（否）" in said


def asked(top: Path, typed: str) -> tuple[str, dict[str, object]]:
    """What is said where *typed* answers the facts still open, and the facts in the file then."""
    frame = load_framework(QUESTIONNAIRES)
    known = dict.fromkeys((*frame.scopes, "takes_score", "instant_retail"), True)
    folder = top / "acme"
    folder.mkdir()
    told = {"schema": "dpcap/provider/1", "id": "acme", "name": {"zh": "甲"}, "role": "shop_mall"}
    (folder / "provider.yaml").write_text(yaml.safe_dump({**told, "facts": known}), "utf-8")
    head = "schema: dpcap/answers/1\nassessed_on: 2026-11-20\nanswers: {}\n"
    (folder / "answers.yaml").write_text(head, "utf-8")
    files = ProviderFiles(folder, frame, role=None, core=True)
    assert [*open_facts(files.look(), files.asked())] == ["global_shops", "regulated_goods"]
    out = io.StringIO()
    with create_pipe_input() as keyboard:
        keyboard.send_text(f"{typed}q\r")
        console = Console("zh", input=keyboard, output=PlainTextOutput(out))
        with suppress(LeaveError):
            ask_scope(InterviewSession(files, console, None))
    return out.getvalue(), yaml.safe_load((folder / "provider.yaml").read_text("utf-8"))["facts"]
