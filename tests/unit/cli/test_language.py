"""The language in which dpcap talks, by the variables there are, and on Windows by the system's."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest

from dpcap.cli.language import talk_language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "DPCAP_LANG": "zh"}, "zh"),
        ({"DPCAP_LANG": "de", "LANG": "zh_TW"}, "zh"),
    ],
)
def test_variables_say_it(environ: dict[str, str], language: str) -> None:
    assert talk_language(environ) == language


@pytest.mark.parametrize(
    ("spoken", "environ", "language"),
    [
        (0x0804, {}, "zh"),  # China
        (0x0404, {}, "zh"),  # Taiwan
        (0x0409, {}, "en"),  # United States
        (0x0411, {}, "en"),  # Japan
        (0x0804, {"DPCAP_LANG": "en"}, "en"),
        (0x0409, {"LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_windows_is_asked_where_no_variable_says_it(
    monkeypatch: pytest.MonkeyPatch, spoken: int, environ: dict[str, str], language: str
) -> None:
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: spoken)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert talk_language(environ) == language
