"""What is installed is written down, and the wheel says what it is."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from trove_classifiers import classifiers

from locations import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]
GROUPS = {
    "all": PROJECT["dependencies"],
    **PROJECT["optional-dependencies"],
    "dev": PYPROJECT["dependency-groups"]["dev"],
}
# What src imports, and neither dpcap nor an extra brings: the error tells its user to install it.
INSTALLED_BY_USERS = {"keyring"}
# What a library that is asked for hands out as its own: its values, or the other half of it.
HANDED_OUT = {"dask": "distributed", "markupsafe": "jinja2", "pydantic-core": "pydantic"}
LINE = re.compile(r"([A-Za-z0-9._-]+)==([0-9][A-Za-z0-9.]*)")


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    found = [LINE.fullmatch(line) for line in lines if not line.startswith("#")]
    assert all(found)
    return {folded(one[1]): one[2] for one in found if one}


def asked_for(groups: Iterable[str]) -> set[str]:
    return {folded(Requirement(line).name) for group in groups for line in GROUPS[group]}


def imported(source: str) -> Iterator[str]:
    """The first name of each module that *source* imports, wherever it does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def brought_by(distributions: Iterable[str]) -> set[str]:
    """What brings one of *distributions*: itself, or the library that hands it out."""
    names = {folded(one) for one in distributions}
    return names | {HANDED_OUT[name] for name in names & HANDED_OUT.keys()}


def test_make_setup_installs_what_pyproject_asks_for() -> None:
    """A new requirement, or a new bound, asks for `make lock`."""
    wanted = [Requirement(line) for group in GROUPS.values() for line in group]
    versions = locked()
    assert {folded(one.name) for one in wanted} <= versions.keys()
    for one in wanted:
        assert one.specifier.contains(versions[folded(one.name)], prereleases=True), one


def test_what_the_extras_bring_is_there_for_the_tests() -> None:
    dev = asked_for(["dev"])
    for extra in PROJECT["optional-dependencies"]:
        assert asked_for([extra]) <= dev


@pytest.mark.parametrize(
    ("folder", "groups", "others"),
    [
        ("src", [name for name in GROUPS if name != "dev"], INSTALLED_BY_USERS),
        ("tools", ["all", "dev"], set()),
        ("tests", ["all", "dev"], set()),
    ],
)
def test_what_is_imported_is_asked_for(folder: str, groups: list[str], others: set[str]) -> None:
    """What only another library brings goes when that one goes: whoever imports it asks for it."""
    own = {path.stem for one in ("tools", "tests") for path in (ROOT / one).rglob("*.py")}
    known, found = packages_distributions(), dict[str, Path]()
    for path in sorted((ROOT / folder).rglob("*.py")):
        found |= dict.fromkeys(imported(path.read_text("utf-8")), path)
    foreign = found.keys() - sys.stdlib_module_names - own - {"dpcap"}
    missing = {
        name: str(found[name].relative_to(ROOT))
        for name in foreign
        if not brought_by(known.get(name, [name])) & (asked_for(groups) | others)
    }
    assert foreign
    assert missing == {}


def test_the_classifiers_exist() -> None:
    assert set(PROJECT["classifiers"]) <= classifiers
    assert "Typing :: Typed" in PROJECT["classifiers"]
    assert PROJECT["keywords"] == sorted(PROJECT["keywords"])
