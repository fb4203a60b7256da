"""A document and its Chinese twin: the same parts in the same order, commands and figures."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from locations import ROOT
from pages import READMES

DOCS = ROOT / "docs"
# What the Chinese README leads to. The Chinese page on the method is an outline, no twin.
NAMES = (
    *("audiences", "batch", "cli", "decide", "gates", "import", "mail", "provider-folder", "sheet"),
    "appeals",
    "forget",
    "form",
    "match",
    "incentives",
    "nps",
    "plan",
    "register",
    "reviewing",
    "rounds",
    "standing",
    "trend",
    "whatif",
)
ENGLISH = [READMES[0], *(DOCS / f"{name}.md" for name in NAMES)]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
HEAD = re.compile(r"^(#+) (.+)$", re.MULTILINE)
# Comments, and the language that a line of Python asks for.
OWN = re.compile(r"(?:^|\s+)#.*$|(?<=language=)\"\w+\"", re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
# What stands for a name: `<provider id>`.
GAP = re.compile(r"<[^<>\n]{1,20}>")
# Small numbers are words in English.
FIGURE = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])")
CODE = re.compile(r"DP\d{3}")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
SMALL = 12


class Part(NamedTuple):
    """What stands under a heading: its level, the blocks, and the prose with the tables."""

    level: int
    blocks: list[tuple[str, str]]
    prose: str


def parts(page: Path) -> list[Part]:
    text = page.read_text("utf-8")
    # A # in a block is no heading.
    bare = FENCE.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), text)
    heads = list(HEAD.finditer(bare))
    ends = [*(head.start() for head in heads), len(text)]
    found = []
    for head, (begin, end) in zip(heads, pairwise(ends), strict=True):
        inside = text[begin:end]
        found.append(Part(len(head[1]), FENCE.findall(inside), FENCE.sub("", inside)))
    return found


def pair_of(english: Path) -> tuple[Path, Path]:
    return english, english.with_suffix(".zh-CN.md")


def twins(english: Path) -> list[tuple[Part, Part]]:
    return list(zip(*map(parts, pair_of(english)), strict=True))


def plain(kind: str, block: str) -> list[str]:
    """The lines of a block without comments; of a listing or of help, what a language changes."""
    if kind == "text":
        return []
    lines = (line.rstrip() for line in OWN.sub("", block).splitlines())
    return [line for line in lines if line]


def figures(prose: str) -> set[str]:
    found = {one.replace(",", "").rstrip(".") for one in FIGURE.findall(prose)}
    return {one for one in found if "." in one or int(one) > SMALL}


each_pair = pytest.mark.parametrize("english", ENGLISH, ids=lambda page: page.stem)


@each_pair
def test_the_same_headings(english: Path) -> None:
    levels = [[part.level for part in parts(page)] for page in pair_of(english)]
    assert levels[0] == levels[1]
    assert len(levels[0]) > 2


@each_pair
def test_each_leads_to_the_other(english: Path) -> None:
    for page, other in (pair_of(english), pair_of(english)[::-1]):
        assert f"]({other.name})" in page.read_text("utf-8")[:400]


@each_pair
def test_the_same_files_and_commands(english: Path) -> None:
    """But for comments, which are in the language of the page."""
    for one, other in twins(english):
        kinds = [[kind for kind, _ in part.blocks] for part in (one, other)]
        assert kinds[0] == kinds[1]
        for (kind, ours), (_, theirs) in zip(one.blocks, other.blocks, strict=True):
            assert plain(kind, ours) == plain(kind, theirs)


@each_pair
def test_the_same_figures_and_codes(english: Path) -> None:
    for one, other in twins(english):
        head = one.prose.splitlines()[0]
        assert figures(one.prose) == figures(other.prose), head
        assert set(CODE.findall(one.prose)) == set(CODE.findall(other.prose)), head


@each_pair
def test_the_same_names_in_backticks(english: Path) -> None:
    """Options, keys, values, paths: all but what is an example in a language."""
    for one, other in twins(english):
        spans = [
            {one for one in SPAN.findall(GAP.sub("<>", part.prose)) if not CHINESE.search(one)}
            for part in (one, other)
        ]
        assert spans[0] == spans[1], one.prose.splitlines()[0]


@each_pair
def test_tables_have_the_same_rows(english: Path) -> None:
    for one, other in twins(english):
        rows = [sum(line.startswith("| ") for line in p.prose.splitlines()) for p in (one, other)]
        assert rows[0] == rows[1], one.prose.splitlines()[0]


def test_the_chinese_readme_leads_to_chinese_documents() -> None:
    linked = set(re.findall(r"\]\(docs/([\w.-]+)\.md", READMES[1].read_text("utf-8")))
    assert {f"{name}.zh-CN" for name in NAMES} <= linked
    assert linked & set(NAMES) == set()


def test_the_chinese_readme_says_what_is_english() -> None:
    """Of what it lists at its end; some pages are in both languages."""
    rows = READMES[1].read_text("utf-8").split("## 更多")[1].splitlines()
    linked = [(row, re.findall(r"\]\(([\w./-]+)\.md\)", row)) for row in rows]
    both = {f"docs/{n}" for n in ("findings", "core-set", "weights", "roles", "source-documents")}
    english = [
        row for row, names in linked if any(not n.endswith("zh-CN") for n in set(names) - both)
    ]
    assert len(english) > 5
    assert [row for row in english if "英文" not in row] == []


@pytest.mark.parametrize(
    "page", [DOCS / f"{name}.zh-CN.md" for name in NAMES], ids=lambda p: p.stem
)
def test_chinese_documents_lead_to_chinese_ones(page: Path) -> None:
    text = page.read_text("utf-8")
    linked = re.findall(r"\]\(([\w-]+)\.md(?:#[^)]*)?\)", text)
    own = page.name.removesuffix(".zh-CN.md")
    assert [name for name in linked if name in NAMES and name != own] == []
