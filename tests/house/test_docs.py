"""The documents say what is: links lead somewhere, commands parse, generated pages are fresh."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

from conftest import Dpcap
from dpcap.cli.app import make_app
from dpcap.cli.batch import SOME_FAILED
from dpcap.cli.main_guard import INTERRUPTED, TERMINATED
from dpcap.errors import DpcapError
from dpcap.intake.framework import load_framework
from dpcap.intake.settings import Settings
from dpcap.model.asked import asked_of_role
from dpcap.model.codes import CODES
from dpcap.model.scale import Scale
from locations import QUESTIONNAIRES, ROOT
from pages import READMES, commands_in, fenced, tour

sys.path.insert(0, str(ROOT / "tools"))
from framework_keys import BEGIN, PLACES

CLI = ROOT / "docs" / "cli.md"
# How each kind of scale stands in a document.
TOLD = {"method": "\n| {} | ", "provider-folder": "\n| {} | ", "questionnaires": "kind: {}"}
SKIPPED = {".venv", ".cache", ".git", "out", "dpcap-demo", "node_modules", "dist"}
SAMPLES = ROOT / "reports" / "samples"
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not SKIPPED & set(path.relative_to(ROOT).parts)
    and (SAMPLES not in path.parents or path.name == "README.md")
    and ROOT / "examples" / "providers" not in path.parents[2:]
)
# What stands in a provider's folder or comes out of a run, and ids of schemas: none of it is ours.
THEIRS = re.compile(
    r"\d|\.dpcap/|(answers|earlier|evidence|migrations|out|providers|releases|frameworks|my-framework)/|dpcap/[a-z]+/\d|<[a-z_]+>/"
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def page_id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


each_page = pytest.mark.parametrize("page", PAGES, ids=page_id)


def prose(page: Path) -> str:
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def subcommands() -> dict[str, Any]:
    group: Any = typer.main.get_command(make_app())
    return dict(group.commands)


def options() -> Iterator[tuple[str, str]]:
    for name, command in subcommands().items():
        for parameter in command.params:
            yield from ((name, option) for option in parameter.opts if option.startswith("--"))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {
        "".join(
            "-" if c == " " else c
            for c in re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", head).strip().lower()
            if c in " -_" or unicodedata.category(c)[0] in "LN"
        )
        for head in heads
    }


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link, picture in LINK.findall(prose(page)):
        target, _, anchor = (link or picture).partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        there = (page.parent / target).resolve() if target else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(link or picture)
    assert broken == []


@each_page
def test_paths_in_backticks_exist(page: Path) -> None:
    named = re.findall(r"`((?:[\w.\-]+/)+[\w.\-]*)`", prose(page))
    absent = [
        name
        for name in named
        if not THEIRS.match(name)
        and not (ROOT / name).exists()
        and not (page.parent / name).exists()
    ]
    assert absent == []


@each_page
def test_commands_parse(page: Path) -> None:
    known = subcommands()
    for words in commands_in(page, "dpcap"):
        if words[0].startswith("-"):
            assert words[0] in CLI.read_text(encoding="utf-8")
            continue
        assert words[0] in known, words
        arguments = [word for word in words[1:] if word != "--help"]
        if "--help" not in words:
            known[words[0]].make_context(words[0], arguments)


@each_page
def test_make_verbs_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = {verb for words in commands_in(page, "make") for verb in words}
    spans = re.findall(r"`make ([\w -]+)`", prose(page))
    verbs |= {verb for span in spans for verb in span.split()}
    assert {verb for verb in verbs if not re.search(rf"^{verb}:", makefile, re.MULTILINE)} == set()


def test_every_make_verb_is_told_to_contributors() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert phony
    told = re.findall(r"`make ([\w-]+)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert set(phony[1].split()) == set(told)


def test_both_readmes_show_the_same() -> None:
    english, chinese = READMES
    for program in ("dpcap", "make", "git", "python3"):
        assert commands_in(english, program) == commands_in(chinese, program)
    assert commands_in(english, "make")[:2] == [["demo"], ["test"]]


def test_reviewing_shows_the_same_files_in_both_languages() -> None:
    """All but the first block, the directory with words on each of its files."""
    shown = [
        re.findall(
            r"^```.*?^```", (ROOT / "docs" / name).read_text("utf-8"), re.DOTALL | re.MULTILINE
        )
        for name in ("reviewing.md", "reviewing.zh-CN.md")
    ]
    assert shown[0][1:] == shown[1][1:]
    assert len(shown[0]) == len(shown[1]) > 4


def test_the_readmes_python_runs() -> None:
    for page in READMES:
        (code,) = fenced(page, "python")
        run = [sys.executable, "-X", "utf8", "-c", code]
        done = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("#"), done.stdout[:200]


def test_the_readmes_tour_runs(dpcap: Dpcap, tmp_path: Path) -> None:
    """In its order, in one directory; what its second half starts from is laid out before."""
    every = tour()
    many = next(place for place, words in enumerate(every) if words[0] == "batch")
    assert 5 < many < len(every) - 3
    for words in every[:many]:
        ran(dpcap, words)
    ran(dpcap, ["new", "providers/bravo", "--role", "brand_live"])
    for words in every[many:]:
        if words[0] == "batch" and "--baseline" in words:
            committed(tmp_path, "providers")
        if words[0] == "diff":
            for name in words[1:]:
                shutil.copytree(tmp_path / "out" / "acme", (tmp_path / name).parent)
        if "--reviews" in words:
            (tmp_path / "reviews").mkdir(exist_ok=True)
        if words[0] == "send":
            shutil.copy(ROOT / "examples" / "mail.yaml", tmp_path)
        # Nothing is answered yet, so no gate is met.
        ran(dpcap, words, code=1 if "--gates" in words else 0)


def ran(dpcap: Dpcap, words: list[str], code: int = 0) -> None:
    done = dpcap(*words)
    assert done.returncode == code, f"{words}: {done.stdout}{done.stderr}"


def committed(where: Path, name: str) -> None:
    """*name* on the branch main of a new repository."""
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    for words in (["init", "-q", "-b", "main"], ["add", name], [*who, "commit", "-q", "-m", "all"]):
        subprocess.run(["git", *words], cwd=where, check=True)


def test_the_readmes_count_right() -> None:
    framework = load_framework(QUESTIONNAIRES)
    indicators = framework.by_id.values()
    for role in framework.roles:
        minutes = sum(one.minutes for one in asked_of_role(framework, role, core=True))
        assert 60 < minutes <= 90
    for page in READMES:
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"(\d+) (?:indicators|个指标)", text) == [str(len(indicators))]


def test_every_command_and_option_is_documented() -> None:
    sections = re.split(r"^## ", CLI.read_text(encoding="utf-8"), flags=re.MULTILINE)
    by_name = {section.split("\n", 1)[0]: section for section in sections}
    for name in subcommands():
        assert name in by_name
    absent = [pair for pair in options() if pair[1] not in by_name[pair[0]]]
    assert absent == []


def test_every_code_has_its_line_and_no_other() -> None:
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (DP\d+) ", text, re.MULTILINE) == sorted(CODES)


@each_page
def test_codes_named_exist(page: Path) -> None:
    assert set(re.findall(r"DP\d{3}\b", page.read_text(encoding="utf-8"))) <= set(CODES)


def test_exit_codes_are_those_of_the_errors() -> None:
    text = CLI.read_text(encoding="utf-8").partition("## Exit codes")[2].partition("## ")[0]
    rows = re.findall(r"^\| `(\d+)` \| .* \| (.*) \|$", text, re.MULTILINE)
    documented = {name: int(code) for code, names in rows for name in re.findall(r"`(\w+)`", names)}
    errors: list[type[DpcapError]] = [DpcapError, *_below(DpcapError)]
    raised = {one.__name__: one.exit_code for one in errors}
    assert documented == raised
    assert [int(code) for code, _ in rows] == sorted(
        {0, 1, SOME_FAILED, INTERRUPTED, TERMINATED, *raised.values()}
    )


def _below(parent: type[DpcapError]) -> Iterator[type[DpcapError]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


def test_settings_are_documented() -> None:
    text = CLI.read_text(encoding="utf-8").partition("## dpcap.toml")[2]
    assert re.findall(r"^\| `(\w+)` ", text, re.MULTILINE) == list(Settings.model_fields)


def test_generated_pages_are_fresh() -> None:
    check = [sys.executable, str(ROOT / "tools" / "docs.py"), "--check"]
    environ = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(check, env=environ, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", [one.__name__ for one in get_args(get_args(Scale)[0])])
def test_the_documents_tell_of_every_kind_of_scale(kind: str) -> None:
    """What it is worth, how it is answered and how it is written."""
    name = re.search(r"`kind: (\w+)`", PLACES[kind])
    assert name
    docs = {one: (ROOT / "docs" / f"{one}.md").read_text("utf-8") for one in TOLD}
    docs = {one: text.partition(BEGIN)[0] for one, text in docs.items()}  # what is made by hand
    untold = [one for one, row in TOLD.items() if row.format(name[1]) not in docs[one]]
    assert untold == []


def test_shipped_files_point_to_a_schema_that_exists() -> None:
    files = [*QUESTIONNAIRES.rglob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")]
    pointing = re.compile(r"yaml-language-server: \$schema=(\S+)")
    lost = []
    for path in files:
        found = pointing.search(path.read_text(encoding="utf-8")[:400])
        if found is None or not (path.parent / found[1]).is_file():
            lost.append(page_id(path))
    assert lost == []
