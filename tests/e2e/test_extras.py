"""Without a library of an extra, what takes it says what to install, and nothing is a fault.

Every line of the README is run once, to see what it loads; then without each of those, alone.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from typing import NamedTuple

import pytest

from dpcap.intake.yaml_fast import TRIED
from folders import TINY, make_folder
from locations import ROOT
from pages import READMES, commands_in
from readme_commands import Ran, Tour

# What the code itself imports of each extra; the rest are what these take in turn.
DIRECT = {
    "analytics": {"duckdb"},
    "dask": {"distributed", "dask"},
    "mail": {"css_inline", "email_validator", "typst"},
    "pdf": {"typst"},
    "remote": {"fsspec"},
    "sign": {"cryptography"},
}
# Runs dpcap as if some modules had never been installed, and says which others it loaded.
CODE = """
import importlib.machinery, json, os, sys
gone, finder = set(json.loads(os.environ["GONE"])), importlib.machinery.PathFinder
found = finder.find_spec
def find_spec(name, path=None, target=None):
    return None if name.partition(".")[0] in gone else found(name, path, target)
finder.find_spec = find_spec
from dpcap.cli.main_guard import run
try:
    run(sys.argv[1:])
finally:
    with open(os.environ["LOADED"], "w", encoding="utf-8") as stream:
        json.dump(sorted({name.partition(".")[0] for name in sys.modules}), stream)
"""


class Line(NamedTuple):
    """A line, how it left, and the modules that it loaded."""

    words: list[str]
    code: int
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


def run(tour: Tour, words: list[str], gone: str | None = None) -> tuple[Ran, frozenset[str]]:
    """A line without the module *gone*, and what it loaded."""
    note = tour.here / "loaded.json"
    more = {"GONE": json.dumps([gone] if gone else []), "LOADED": str(note)}
    return tour.run(words, more), frozenset(json.loads(note.read_text("utf-8")))


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    return Tour(tmp_path_factory.mktemp("tour"), sys.executable, "-c", CODE)


@pytest.fixture(scope="module")
def lines(tour: Tour) -> list[Line]:
    """Every line with what it came to while all was there."""
    found = []
    for words in tour.lines():
        ran, loaded = run(tour, words)
        assert ran.code in {0, 1}, (words, ran)
        found.append(Line(words, ran.code, loaded))
    return found


def pairs(lines: list[Line], extra: str) -> Iterator[tuple[Line, str]]:
    """Each line with each module of *extra* that it loads; what our code does not import, once."""
    seen: set[str] = set()
    for line in lines:
        for module in sorted(line.loaded & modules(extra)):
            if module in DIRECT[extra] or module not in seen:
                seen.add(module)
                yield line, module


def test_both_readmes_have_the_same_lines() -> None:
    assert commands_in(READMES[0], "dpcap") == commands_in(READMES[1], "dpcap")


@pytest.mark.parametrize("extra", sorted(DIRECT))
def test_what_the_code_imports_belongs_to_the_extra(extra: str) -> None:
    assert DIRECT[extra] <= modules(extra)


def test_the_fast_reader_belongs_to_its_extra() -> None:
    assert "yaml_rs" in modules("fast")
    assert f"yaml-rs=={TRIED}" in {line.partition(";")[0] for line in _required("dpcap")}


def test_without_the_fast_reader_all_is_the_same(tmp_path: Path) -> None:
    found = {}
    for name, gone in (("with", None), ("without", "yaml_rs")):
        here = tmp_path / name
        for example in ("lanxing", "maodun"):
            shutil.copytree(ROOT / "examples" / "providers" / example, here / "providers" / example)
        tour = Tour(here, sys.executable, "-c", CODE)
        words = ["batch", "providers", "--on", "2026-11-24", "--jobs", "1", "--out", "out"]
        ran, loaded = run(tour, [*words, "--executor", "serial"], gone=gone)
        assert (ran.code, "yaml_rs" in loaded) == (0, gone is None), ran.said
        # `.dpcap` holds when files were written.
        kept = (one for one in (here / "out").rglob("*") if ".dpcap" not in one.parts)
        files = (one for one in kept if one.is_file())
        found[name] = ran.said, {one.relative_to(here): one.read_bytes() for one in files}
    assert len(found["with"][1]) > 8
    assert found["with"] == found["without"]


def test_without_a_module_the_way_out_is_told(tour: Tour, lines: list[Line]) -> None:
    """One test: each worker that had a part of it would run all lines once more."""
    for extra, imported in DIRECT.items():
        reached: set[str] = set()
        for line, module in pairs(lines, extra):
            ran, _ = run(tour, line.words, gone=module)
            # What another library takes only if it is there, that one does without.
            assert ran.code in {2, line.code}, (module, line.words, ran)
            if ran.code == 2:
                reached.add(module)
                told = [f"dpcap[{one}]" in ran.said for one in DIRECT if module in modules(one)]
                assert any(told), (module, line.words, ran.said)
        assert imported <= reached


def test_without_duckdb_a_batch_leaves_parquet_out_and_says_so(tmp_path: Path) -> None:
    make_folder(tmp_path / "providers" / "acme")
    here = Tour(tmp_path, sys.executable, "-c", CODE)
    words = ["batch", "providers", "--framework", str(TINY), "--on", "2026-11-24", "--out", "out"]
    ran, _ = run(here, words, gone="duckdb")
    assert ran.code == 0, ran.said
    told = [line for line in ran.said.splitlines() if "dpcap[analytics]" in line]
    assert told == ['results.parquet is not written; it needs pip install "dpcap[analytics]"']
    assert not (tmp_path / "out" / "results.parquet").exists()
    assert (tmp_path / "out" / "results.csv").exists()


def test_without_duckdb_parquet_by_name_and_sql_are_refused(tmp_path: Path) -> None:
    make_folder(tmp_path / "providers" / "acme")
    here = Tour(tmp_path, sys.executable, "-c", CODE)
    batch = ["batch", "providers", "--framework", str(TINY), "--format", "parquet", "--out", "out"]
    for words in (batch, ["query", "SELECT 1", "out"]):
        ran, _ = run(here, words, gone="duckdb")
        assert (ran.code, 'pip install "dpcap[analytics]"' in ran.said) == (2, True), ran
    assert not (tmp_path / "out").exists()
    assert run(here, ["query", "--list"], gone="duckdb")[0].code == 0


def test_with_duckdb_nothing_is_said_of_it(tmp_path: Path) -> None:
    make_folder(tmp_path / "providers" / "acme")
    here = Tour(tmp_path, sys.executable, "-c", CODE)
    words = ["batch", "providers", "--framework", str(TINY), "--on", "2026-11-24", "--out", "out"]
    ran, _ = run(here, words)
    assert (ran.code, "analytics" in ran.said) == (0, False)
    assert (tmp_path / "out" / "results.parquet").exists()
