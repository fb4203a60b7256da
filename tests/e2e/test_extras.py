"""Without a library of an extra, what takes it says what to install, and nothing is a fault.

Every line of the README is run once, to see what it loads; then without each of those, alone.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from typing import NamedTuple

import pytest

from pages import READMES, commands_in, tour
from places import ROOT

# What the code itself imports of each extra; the rest are what these take in turn.
DIRECT = {
    "dask": {"distributed", "dask"},
    "mail": {"css_inline", "email_validator", "resvg_py"},
    "pdf": {"weasyprint", "tinycss2"},
    "remote": {"fsspec"},
    "sign": {"cryptography", "pypdf"},
}
# Not in the README: the other ways into an extra.
MORE = [
    ["batch", "providers", "--executor", "dask", "--jobs", "1", "--out", "out-dask"],
    ["batch", "zip://providers::all.zip", "--out", "out-remote"],
    ["lint", "mail.yaml"],
    ["keygen", "more-keys"],
    ["sign", "out/acme/report.html", "--key", "keys/dpcap-key.pem", "--issuer", "Example"],
    ["sign", "out/acme/report.pdf", "--key", "keys/dpcap-key.pem", "--issuer", "Example"],
    ["verify", "out/acme/report.html", "--key", "keys/dpcap-key.pub.pem"],
    ["verify", "out/acme/report.pdf"],
    ["assess", "providers/acme", "--no-input", "--format", "pdf"],
]
CONTACT = re.compile(r"(?m)^  #email:.*$")
# Runs dpcap as if some modules had never been installed, and says which others it loaded.
CODE = """
import importlib.machinery, json, os, sys
gone, finder = set(json.loads(os.environ["GONE"])), importlib.machinery.PathFinder
found = finder.find_spec
def find_spec(name, path=None, target=None):
    return None if name.partition(".")[0] in gone else found(name, path, target)
finder.find_spec = find_spec
from dpcap.cli.door import run
try:
    run(sys.argv[1:])
finally:
    with open(os.environ["LOADED"], "w", encoding="utf-8") as stream:
        json.dump(sorted({name.partition(".")[0] for name in sys.modules}), stream)
"""


class Ran(NamedTuple):
    code: int
    said: str
    loaded: frozenset[str]


@cache
def distributions(extra: str | None) -> frozenset[str]:
    """What installing dpcap with *extra* brings, by the names of distributions."""
    found: set[str] = set()
    waiting = [("dpcap", extra)]
    while waiting:
        name, wanted = waiting.pop()
        for line in _required(name):
            needed = re.split(r"[\s;\[<>=!~(]", line, maxsplit=1)[0]
            only = re.search(r"extra == ['\"]([\w-]+)['\"]", line)
            asked = wanted if only is None else only[1]
            folded = needed.lower().replace("_", "-")
            if asked == wanted and folded not in found:
                found.add(folded)
                waiting.append((needed, None))
    return frozenset(found)


def _required(name: str) -> list[str]:
    try:
        return requires(name) or []
    except ModuleNotFoundError:
        return []


@cache
def modules(extra: str) -> frozenset[str]:
    """The modules that are there only with *extra*."""
    only = distributions(extra) - distributions(None)
    known = packages_distributions().items()
    return frozenset(
        module
        for module, homes in known
        if {home.lower().replace("_", "-") for home in homes} & only
    )


@dataclass(frozen=True)
class Place:
    """A directory with all that the README's lines are about."""

    here: Path

    def run(self, *words: str, gone: str | None = None) -> Ran:
        note = self.here / "loaded.json"
        shutil.rmtree(self.here / "more-keys", ignore_errors=True)
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("DPCAP_", "LC_", "LANG"))}
        more = {"GONE": json.dumps([gone] if gone else []), "LOADED": str(note)}
        done = subprocess.run(
            [sys.executable, "-c", CODE, *words],
            cwd=self.here,
            env={**clean, "DPCAP_LANG": "en", "PYTHONUTF8": "1", **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Ran(done.returncode, done.stderr, frozenset(json.loads(note.read_text("utf-8"))))

    def lay_out(self, words: list[str]) -> None:
        """What a line of the tour starts from, if the lines before it did not make it."""
        if words[0] == "batch" and "--baseline" in words:
            who = ("-c", "user.name=t", "-c", "user.email=t@example.com")
            for git in (["init", "-q", "-b", "main"], ["add", "."], [*who, "commit", "-qm", "a"]):
                subprocess.run(["git", *git], cwd=self.here, check=True)
        if words[0] == "diff":
            for name in words[1:]:
                shutil.copytree(self.here / "out" / "acme", (self.here / name).parent)
        if words[0] == "compare":
            shutil.copytree(self.here / "out" / "acme", self.here / "out" / "bravo")
        if any("all.zip" in word for word in words):
            shutil.make_archive(str(self.here / "all"), "zip", self.here, "providers")
        if words[0] == "keygen":
            self.done("keygen", "keys")
        if words[0] == "decide":
            (self.here / "reviews").mkdir()
        if words[0] == "send":
            shutil.copy(ROOT / "examples" / "mail.yaml", self.here)
            who = ("--reason", "a", "--by", "b", "--reviews", "reviews")
            self.done("decide", "out/acme", "--as", "reassess", *who)

    def done(self, *words: str) -> None:
        ran = self.run(*words)
        assert ran.code == 0, ran


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("tour"))


@pytest.fixture(scope="module")
def lines(place: Place) -> list[tuple[list[str], Ran]]:
    """Every line with what it came to while all was there."""
    found = []
    for words in [*tour(), *MORE]:
        place.lay_out(words)
        ran = place.run(*words)
        assert ran.code in {0, 1}, (words, ran)
        if words[:2] == ["new", "providers/acme"]:
            file = place.here / "providers" / "acme" / "provider.yaml"
            text = file.read_text("utf-8")
            assert CONTACT.search(text)
            file.write_text(CONTACT.sub("  email: a@applicant.example.com", text), "utf-8")
        found.append((words, ran))
    return found


def pairs(lines: list[tuple[list[str], Ran]], extra: str) -> Iterator[tuple[list[str], Ran, str]]:
    """Each line with each module of *extra* that it loads; what our code does not import, once."""
    seen: set[str] = set()
    for words, ran in lines:
        for module in sorted(ran.loaded & modules(extra)):
            if module in DIRECT[extra] or module not in seen:
                seen.add(module)
                yield words, ran, module


def test_both_readmes_have_the_same_lines() -> None:
    assert commands_in(READMES[0], "dpcap") == commands_in(READMES[1], "dpcap")


@pytest.mark.parametrize("extra", sorted(DIRECT))
def test_what_the_code_imports_belongs_to_the_extra(extra: str) -> None:
    assert DIRECT[extra] <= modules(extra)


@pytest.mark.parametrize("extra", sorted(DIRECT))
def test_without_a_module_the_way_out_is_told(
    place: Place, lines: list[tuple[list[str], Ran]], extra: str
) -> None:
    reached: set[str] = set()
    for words, whole, module in pairs(lines, extra):
        ran = place.run(*words, gone=module)
        # What another library takes only if it is there, that one does without.
        assert ran.code in {2, whole.code}, (module, words, ran)
        if ran.code == 2:
            reached.add(module)
            lines_told = [f"dpcap[{one}]" in ran.said for one in DIRECT if module in modules(one)]
            assert any(lines_told), (module, words, ran.said)
    assert DIRECT[extra] <= reached
