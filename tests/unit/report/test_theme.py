"""The style sheet of the pages: its names say what they are, and no rule shouts another down."""

from __future__ import annotations

import re

import pytest

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


SHEETS = {
    path.name if path.name != "page.css" else path.parent.name: path.read_text("utf-8")
    for path in (
        ROOT / "reports" / "theme.css",
        *sorted((ROOT / "reports" / "templates").rglob("page.css")),
    )
}
PRINT = re.compile(r"@media print \{.*\Z|@page[^}]*\}", re.DOTALL)
SIZE = re.compile(r"font(?:-size)?: *([^;}]*)")
# The root's own, what follows the text around it, and labels inside drawings.
FREE = re.compile(r"1[45]px|inherit|\d+px")


@pytest.mark.parametrize("sheet", sorted(SHEETS))
def test_text_has_eight_sizes_and_none_too_small_for_chinese(sheet: str) -> None:
    screen = PRINT.sub("", SHEETS[sheet])
    said = {one.strip() for one in SIZE.findall(screen)}
    left = {one for one in said if not one.startswith("var(--size-") and not FREE.fullmatch(one)}
    assert left == set()
    assert {int(one) for one in re.findall(r"\b(\d+)px", " ".join(said))} <= {12, 13, 14, 15}


def test_the_eight_sizes() -> None:
    root = SHEETS["theme.css"].partition("}")[0]
    sizes = dict(re.findall(r"--size-(\d): ([^;]*);", root))
    assert list(sizes) == list("12345678")
    assert sizes["1"].startswith("max(12px, ")
    others = [float(one.removesuffix("rem")) for one in list(sizes.values())[1:]]
    assert others == sorted(others)
    assert others[0] * 14 >= 12  # the root of a phone
