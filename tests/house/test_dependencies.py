"""What is installed is written down, and the wheel says what it is."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from trove_classifiers import classifiers

from locations import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]
LINE = re.compile(r"([A-Za-z0-9._-]+)==([0-9][A-Za-z0-9.]*)")


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    found = [LINE.fullmatch(line) for line in lines if not line.startswith("#")]
    assert all(found)
    return {folded(one[1]): one[2] for one in found if one}


def test_make_setup_installs_what_pyproject_asks_for() -> None:
    """A new requirement, or a new bound, asks for `make lock`."""
    extras = PROJECT["optional-dependencies"].values()
    groups = [PROJECT["dependencies"], *extras, PYPROJECT["dependency-groups"]["dev"]]
    wanted = [Requirement(line) for group in groups for line in group]
    versions = locked()
    assert {folded(one.name) for one in wanted} <= versions.keys()
    for one in wanted:
        assert one.specifier.contains(versions[folded(one.name)], prereleases=True), one


def test_what_the_extras_bring_is_there_for_the_tests() -> None:
    dev = {folded(Requirement(line).name) for line in PYPROJECT["dependency-groups"]["dev"]}
    for extra in PROJECT["optional-dependencies"].values():
        assert {folded(Requirement(line).name) for line in extra} <= dev


def test_the_classifiers_exist() -> None:
    assert set(PROJECT["classifiers"]) <= classifiers
    assert "Typing :: Typed" in PROJECT["classifiers"]
    assert PROJECT["keywords"] == sorted(PROJECT["keywords"])
