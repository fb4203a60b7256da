"""The style sheet of the pages: its names say what they are, and no rule shouts another down."""

from __future__ import annotations

import re

from locations import ROOT

CSS = re.sub(r"/\*.*?\*/", "", (ROOT / "reports" / "theme.css").read_text("utf-8"), flags=re.DOTALL)
# English, and words of two letters.
WORDS = {"en", "of", "ok"}


def test_class_names_are_words() -> None:
    selectors = " ".join(re.findall(r"([^{}]+)\{", CSS))
    names = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))
    assert len(names) > 50
    assert {name for name in names if len(name) < 3 and name not in WORDS} == set()
    assert all(re.fullmatch(r"[a-z]{2,}(?:-(?:[a-z]+|\d))*", name) for name in names)


def test_nothing_is_important() -> None:
    assert "!important" not in CSS
