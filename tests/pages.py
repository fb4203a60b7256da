"""What stands in a Markdown page: its fenced blocks, and the commands in them."""

from __future__ import annotations

import re
import shlex
from datetime import datetime
from pathlib import Path

from locations import ROOT

READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def fenced(page: Path, *kinds: str) -> list[str]:
    """The fenced blocks of these languages."""
    found = _FENCED.findall(page.read_text(encoding="utf-8"))
    return [text for kind, text in found if kind in kinds]


def commands_in(page: Path, program: str) -> list[list[str]]:
    """The words of every call of *program* in the page's shell blocks, without comments."""
    lines = [line for block in fenced(page, "sh", "console", "") for line in block.splitlines()]
    plain = (re.sub("<[^>]*>", "PLACE", line.strip().removeprefix("$ ")) for line in lines)
    today = datetime.now().astimezone().date().isoformat()
    dated = (line.replace('"$(date +%F)"', today) for line in plain)
    split = (shlex.split(line, comments=True) for line in dated if line.startswith(program))
    return [words[1:] for words in split if words and words[0] == program]


def tour() -> list[list[str]]:
    """The calls of dpcap in the README, in their order, without those for help."""
    return [words for words in commands_in(READMES[0], "dpcap") if not words[0].startswith("-")]
