"""What is built without checks is what pydantic itself would build."""

from __future__ import annotations

import ast
import copy
import pickle
import tomllib
from pathlib import Path

import pydantic
import pytest

from dpcap.model.trace import ScorePair
from dpcap.model.unchecked import trusted
from locations import ROOT

SRC = ROOT / "src"


def test_it_is_what_model_construct_makes() -> None:
    fields = {"claimed": 61.5, "proved": 40.25}
    made, plain = trusted(ScorePair)(**fields), ScorePair.model_construct(**fields)
    assert made == plain == ScorePair(**fields)
    assert made.model_fields_set == plain.model_fields_set
    assert vars(made) == vars(plain)
    assert made.model_extra is plain.model_extra is None
    assert made.__pydantic_private__ == plain.__pydantic_private__
    assert made.model_dump_json() == plain.model_dump_json()
    assert copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == plain  # noqa: S301
    assert hash(made) == hash(plain)


def test_it_is_frozen_as_any_other() -> None:
    made = trusted(ScorePair)(claimed=1.0, proved=0.0)
    with pytest.raises(pydantic.ValidationError):
        made.claimed = 2.0  # type: ignore[misc]


def bounds() -> dict[str, str]:
    """The required libraries and what is asked of their versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [
        line.replace("<", ">").replace("=", ">").split(">")[0] for line in project["dependencies"]
    ]
    return dict(zip(names, project["dependencies"], strict=True))


def test_the_libraries_whose_private_parts_are_used_are_bounded() -> None:
    for name in ("pydantic", "common-expression-language"):
        assert ",<" in bounds()[name]


def private(path: Path) -> list[str]:
    """What the module at *path* imports of other libraries' private modules."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.module.startswith("dpcap"):
            found += [node.module] if "._" in node.module else []
            found += [f"{node.module}.{one.name}" for one in node.names if one.name.startswith("_")]
    return found


# Typer holds its own copy of click there and tells of wrong usage in English only: whoever says it
# in another language needs its exceptions. openpyxl's public rows fill gaps of a million rows and
# drop what stands twice, which its parser tells. So their versions are bounded.
BOUNDED = {
    "typer._": '"typer>=0.29,<0.30"',
    "openpyxl.worksheet._": '"openpyxl>=3.1.5,<3.2"',
}


def test_no_private_module_of_another_library_is_imported_but_where_its_version_is_bounded() -> (
    None
):
    for path in SRC.rglob("*.py"):
        found = [one for one in private(path) if not one.startswith(tuple(BOUNDED))]
        assert found == [], path
    written = (SRC.parent / "pyproject.toml").read_text("utf-8")
    assert all(bound in written for bound in BOUNDED.values())
