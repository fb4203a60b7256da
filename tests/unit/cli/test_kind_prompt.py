"""Asked which kind a file is, one sees what each kind is worth, and what an editable file lacks."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, cast

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput

from dpcap.cli.interview.console import Console
from dpcap.cli.interview.flow import Item
from dpcap.cli.interview.proof import Proofs
from dpcap.intake.framework import load_framework
from dpcap.model.base import Language
from locations import QUESTIONNAIRES


class _View:
    """What the prompt needs of a view: the framework, and the indicator asked."""

    framework = load_framework(QUESTIONNAIRES)

    def indicator(self, _: Item) -> object:
        proofs = [one for one in self.framework.by_id.values() if one.proof]
        return next(one for one in proofs if one.proof and "export" in one.proof.kinds)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "系统导出 (可编辑文件：80，复核人采纳后 100)"),
        ("en", "System export (editable file: 80, 100 once a reviewer accepts it)"),
    ],
)
def test_an_editable_file_is_worth_less_until_it_is_accepted(
    language: Language, said: str, tmp_path: Path
) -> None:
    out = io.StringIO()
    with create_pipe_input() as pipe:
        pipe.send_text("\r")
        console = Console(language, input=pipe, output=PlainTextOutput(out))
        proofs = Proofs(cast("Any", None), console)
        kind = proofs._kind(cast("Any", _View()), cast("Any", None), tmp_path / "october.csv")
    assert kind == "export"
    assert said in out.getvalue()
