"""The language in which dpcap talks: help and messages. What it renders has its own `--lang`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

Talk = Literal["zh", "en"]


def talk_language(environ: Mapping[str, str]) -> Talk:
    """`DPCAP_LANG` if it is zh or en, else the locale's: Chinese for zh_*, English for the rest."""
    chosen = environ.get("DPCAP_LANG", "")
    if chosen in ("zh", "en"):
        return "zh" if chosen == "zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "zh" if environ[name].lower().startswith("zh") else "en"
    return "en"


TALK: Talk = talk_language(os.environ)


def say(zh: str, en: str) -> str:
    """One of two texts that say the same, in the language of this process."""
    return zh if TALK == "zh" else en
