"""What is in force where this process runs."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

from dpcap.cli.findings import WORDING, line_of
from dpcap.cli.language import TALK
from dpcap.cli.options import Lang
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.workflow.configuration import Configuration


def configuration() -> Configuration:
    """The settings and variables of this process; what is passed over is said once on stderr."""
    return Configuration(Path.cwd(), os.environ, _say, lambda found: WORDING.use(found.wording))


def page_language(lang: Lang | None, here: Configuration) -> Language:
    """The language of what a command prints: *lang*, else the setting's, else this process's."""
    return here.language(lang.value if lang else None) or TALK


def _say(finding: Finding) -> None:
    _say_once(line_of(finding, TALK))


@lru_cache(maxsize=64)
def _say_once(line: str) -> None:
    print(line, file=sys.stderr)
