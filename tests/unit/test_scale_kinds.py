"""A kind of scale is whole: every floor has its class, and mypy names each place that lacks it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import find
from pydantic import TypeAdapter

from dpcap.cli.interview.scale_prompt import scale_prompt
from dpcap.intake.scale_input import scale_input
from dpcap.model.assessment import Value
from dpcap.model.scale import Scale
from dpcap.report.scale_words import scale_words
from dpcap.scoring.scale_scoring import scale_scoring
from locations import ROOT
from strategies import scales, values

KINDS = get_args(get_args(Scale)[0])
PICKS: tuple[Callable[[Any], object], ...] = (
    scale_scoring,
    scale_input,
    scale_words,
    scale_prompt,
)
PLACES = (
    "scoring/scale_scoring.py",
    "intake/scale_input.py",
    "report/scale_words.py",
    "cli/interview/scale_prompt.py",
)
RATING = '''
class Rating(Frozen):
    """A mark from 0 to 10."""

    kind: Literal["rating"]


Scale = Annotated[
    Rating |'''


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pick", PICKS)
def test_every_kind_has_a_class_of_its_own_on_every_floor(
    pick: Callable[[Any], object], kind: type[Any]
) -> None:
    others = {type(pick(_bare(other))) for other in KINDS if other is not kind}
    assert type(pick(_bare(kind))) not in others


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_takes_part_in_the_laws(kind: type[Any]) -> None:
    """It is drawn, and so are answers on it that it can read."""
    name = _bare(kind).kind
    drawn = find(scales, lambda one: one["kind"] == name)
    scale: Any = TypeAdapter(Scale).validate_python(drawn)
    fits = TypeAdapter(Value)
    given = find(values(scale), lambda _: True)
    assert scale_scoring(scale).fits(fits.validate_python(given))


def _bare(kind: type[Any]) -> Any:
    """A scale of *kind* with nothing in it but its kind."""
    return kind.model_construct(kind=get_args(kind.model_fields["kind"].annotation)[0])


def errors(source: Path) -> list[str]:
    """What mypy says of the four picks of the package at *source*."""
    done = subprocess.run(
        [
            sys.executable,
            *("-m", "mypy", "--strict", "--follow-imports=silent", "--no-error-summary"),
            *("--cache-dir", str(source.parent / "cache")),
            *(str(source / "dpcap" / place) for place in PLACES),
        ],
        cwd=source.parent,
        env={"MYPYPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.splitlines()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package to be broken."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "src"


def test_mypy_names_every_place_that_lacks_a_kind_or_an_operation(package: Path) -> None:
    nouns = package / "dpcap" / "model" / "scale.py"
    text = nouns.read_text("utf-8")
    nouns.write_text(text.replace("Scale = Annotated[\n   ", RATING.lstrip(), 1), "utf-8")
    words = package / "dpcap" / "report" / "scale_words.py"
    operation = "def illustrative("
    declared, first, *rest = words.read_text("utf-8").split(operation)
    words.write_text(f"{declared}{operation}{first}def forgotten({operation.join(rest)}", "utf-8")
    found = errors(package)
    lacking = [line for line in found if re.search(r'incompatible type "Rating".*Never', line)]
    assert sorted(place for line in lacking for place in PLACES if place in line) == sorted(PLACES)
    assert any('"_Rubric" with abstract attribute "illustrative"' in line for line in found), found
