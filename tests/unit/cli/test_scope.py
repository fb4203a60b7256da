"""The interview asks what is served before it asks about it, and then leaves the rest alone."""

from __future__ import annotations

from pathlib import Path

from dpcap.cli.interview import flow
from dpcap.cli.interview.flow import View
from dpcap.cli.interview.provider_files import ProviderFiles
from dpcap.cli.interview.scope import open_facts
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
