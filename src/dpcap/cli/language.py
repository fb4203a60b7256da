"""The language in which dpcap talks: help and messages. What it renders has its own `--lang`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Literal

Talk = Literal["zh", "en"]
_CHINESE = 0x04


def talk_language(environ: Mapping[str, str]) -> Talk:
    """`DPCAP_LANG` if it is zh or en, else the locale's: Chinese for zh_*, English for the rest.

    On Windows, where the variables of a locale are not set, the language that its windows are in.
    """
    chosen = environ.get("DPCAP_LANG", "")
    if chosen in ("zh", "en"):
        return "zh" if chosen == "zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "zh" if environ[name].lower().startswith("zh") else "en"
    return "zh" if _windows_is_chinese() else "en"


def _windows_is_chinese() -> bool:
    if sys.platform == "win32":
        import ctypes

        # The low ten bits are the language, the others the region.
        spoken = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return bool(spoken & 0x3FF == _CHINESE)
    return False


TALK: Talk = talk_language(os.environ)


def say(zh: str, en: str) -> str:
    """One of two texts that say the same, in the language of this process."""
    return zh if TALK == "zh" else en
