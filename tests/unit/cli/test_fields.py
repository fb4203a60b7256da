"""The fields of a figure: what is shared by the figures of a file, and what is hardly meant."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import small_framework as small
from dpcap.cli.interview.console import Console
from dpcap.cli.interview.fields import Fields
from dpcap.cli.interview.flow import Item
from dpcap.cli.interview.provider_files import ProviderFiles
from dpcap.model.framework import Framework

DEFAULTS = {"period": "2026-10", "basis": "paid"}


class _Console(Console):
    """Answers each prompt with the next line."""

    language = "zh"

    def __init__(self, *lines: str) -> None:  # no terminal is opened
        self.lines = list(lines)

    def ask_within(self, _key: str, **_fields: object) -> str:
        return self.lines.pop(0)

    def show(self, lines: Any) -> None:
        list(lines)


def _asked(tmp_path: Path, *lines: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields asked beside a figure where the industry may be any text, and the defaults."""
    head, areas = copy.deepcopy(small.HEAD), copy.deepcopy(list(small.AREAS))
    head["envelope"]["industry"] = {"title": small.text("行业", "Industry")}
    scale = areas[1]["dimensions"][0]["indicators"][0]["scale"]
    scale["envelope"] = {**scale["envelope"], "industry": "any"}
    framework = Framework.model_validate({**head, "areas": areas})
    folder = small.write_folder(tmp_path / "acme")
    files, item = ProviderFiles(folder, framework, role=None, core=False), Item("FIG-1.1", "s1")
    console: Any = _Console(*lines)
    given = Fields(files, console).ask(files.look(), item)
    assert console.lines == []
    return given, files.defaults(item)


def test_a_figure_where_words_are_asked_is_doubted(tmp_path: Path) -> None:
    given, defaults = _asked(tmp_path, "2026-10", "1", "0.9", "n", "食品")
    assert given == {}
    assert defaults == {**DEFAULTS, "industry": "食品"}


def test_a_figure_that_was_meant_is_no_default_for_all(tmp_path: Path) -> None:
    given, defaults = _asked(tmp_path, "2026-10", "1", "0.9", "")
    assert given == {"industry": "0.9"}
    assert defaults == DEFAULTS
