"""Both roads through a YAML text say the same, wherever the fast one is taken."""

from __future__ import annotations

import io
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dpcap.errors import InvalidInputError
from dpcap.intake.source import Document, parse_yaml, read_text
from dpcap.intake.yaml_fast import quick
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Step
from yaml_readers import NASTY, PIECES, agree, slowly

ROOT = Path(__file__).parents[3]
FOLDERS = ("questionnaires", "examples", "tests/examples")
# The words of the reports have a reader of their own, but both roads must agree on them too.
FILES = sorted(path for folder in (*FOLDERS, "reports") for path in (ROOT / folder).rglob("*.yaml"))
# A file of ours that asks the slow road: anchors over several lines.
SLOW = {"tests/examples/frameworks/tiny/work.yaml"}
MANY = settings(max_examples=max(300, 10 * settings().max_examples))

scalars = st.sampled_from(NASTY) | st.none() | st.booleans() | st.integers() | st.floats()
keys = st.sampled_from(["a", "b", "zh", "x y", *NASTY]) | st.integers(0, 99) | st.none()
trees: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=10,
)


def paths(value: Plain) -> list[tuple[Step, ...]]:
    """Every path in *value*, and one that leads nowhere from each."""
    steps: list[tuple[Step, Plain]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    return [(), ("absent",), *((step, *rest) for step, one in steps for rest in paths(one))]


@cache
def texts() -> tuple[str, ...]:
    """The files of the repository that are UTF-8."""
    found = []
    for path in FILES:
        try:
            found.append(read_text(path, ""))
        except InvalidInputError:
            continue
    return tuple(text for text in found if text)


def test_all_files_say_the_same_on_both_roads() -> None:
    assert len(texts()) > 100
    for text in texts():
        agree(text)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_fast_road_is_taken_for_files_that_are_sound(folder: str) -> None:
    sound = [path for path in FILES if path.is_relative_to(ROOT / folder)]
    names = [path.relative_to(ROOT).as_posix() for path in sound if "invalid" not in path.parts]
    doubted = {name for name in names if quick(read_text(ROOT / name, name)) is None}
    assert doubted <= SLOW


def test_places_are_the_same_on_both_roads() -> None:
    for text in texts():
        other = slowly(text)
        if quick(text) is None or not isinstance(other, Document):
            continue
        document = parse_yaml(text, "f")
        assert "root" not in vars(document)
        for path in paths(document.data):
            assert document.place(path) == other.place(path)
            assert document.reach(path) == other.reach(path)
            if path:
                assert document.key_place(path) == other.key_place(path)


@pytest.mark.parametrize("form", ["a: {}\n", "- {}\n", "[{}]\n", "a: {{b: {}}}\n", "{}: 1\n"])
@pytest.mark.parametrize("more", ["", "x", "\n  b", " # c", "\n\n"])
def test_nasty_scalars(form: str, more: str) -> None:
    for scalar in NASTY:
        agree(form.format(scalar + more))


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n", "# c\n", "a\n", "12\n", "[]\n", "{}\n", "a: 1", "a: 1\r\n", "\ufeffa: 1\n"),
        *('a: "\\ud800"\n', "a: &x {b: *x}\n", "a: &x {b: {}\n , c: *x}\n"),
        *("a: &x {b: 1}\nc: *x\n", "a: &x {b: 1}\nc: &x {b: 2}\nd: *x\n", "a: *x\n", "*x\n"),
        *("[" * 19 + "]" * 19 + "\n", "[" * 20 + "]" * 20 + "\n", "- " * 200_000 + "\n"),
        *("[" * 21 + "]" * 21 + "\n", "? " * 20_000 + "\n", "[" * 200_000 + "\n"),
        *("".join(" " * i + "a:\n" for i in range(n)) for n in (17, 21, 39, 500)),
        *("a:\n" + "- 1\n" * n for n in (49_000, 60_000, 110_000)),
        "a: &x {b: 1, c: 2}\n" + "".join(f"{'b' * i}: *x\n" for i in range(1, 180)),
        *(
            "a: &x {b: 1}\nc:\n" + "".join(f"  {'b' * 9}{i}: *x\n" for i in range(n))
            for n in (2, 4000)
        ),
        *("- a: &x {b: 1}\n" + "- a: *x\n" * n for n in (2, 2499, 3333, 4000)),
        "a: {evidence:}\n",
        "a: {b: |\n  c}\n",
        "a: {b\n  c: 1}\n",
    ],
)
def test_the_edges(text: str) -> None:
    agree(text)


@MANY
@given(trees, st.sampled_from([None, None, "'", '"', "|", ">"]), st.data())
def test_what_pyyaml_writes(tree: object, style: str | None, data: st.DataObject) -> None:
    flow, width = data.draw(
        st.sampled_from([(f, w) for f in (None, True, False) for w in (20, 999)])
    )
    agree(
        yaml.dump(
            tree, default_style=style, default_flow_style=flow, width=width, allow_unicode=True
        )
    )


@MANY
@given(trees, st.booleans(), st.sampled_from([20, 999]))
def test_what_ruamel_writes(tree: object, flow: bool, width: int) -> None:
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style, writer.width = flow, width
    stream = io.StringIO()
    writer.dump(tree, stream)
    agree(stream.getvalue())


@MANY
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["{}", "a: {}\n", "[{}]\n"]))
def test_pieces(pieces: list[str], form: str) -> None:
    agree(form.format("".join(pieces)))


@MANY
@given(st.data())
def test_files_of_ours_with_a_few_characters_changed(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(texts())).splitlines(keepends=True)
    start = data.draw(st.integers(0, len(lines) - 1))
    part = lines[start : start + data.draw(st.integers(1, 25))]
    margin = min((len(line) - len(line.lstrip()) for line in part if line.strip()), default=0)
    text = "".join(line[margin:] or "\n" for line in part)
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(text)))
        width = data.draw(st.sampled_from([0, 0, 1, 2, 9]))
        text = text[:place] + data.draw(st.sampled_from(PIECES)) + text[place + width :]
    agree(text)


DEEP = """
import random, sys
from dpcap.intake.yaml_fast import quick
draw = random.Random(int(sys.argv[1]))
OPEN = ["[", "{a: ", "- ", "a:\\n ", "? ", "{[", "[{b: ", "&a [", "|", "- [", "a: {"]
OPEN += ["\\n", "]", "}"]
for _ in range(4000):
    count = draw.randint(1, draw.choice([30, 3000]))
    mixed = "".join(draw.choice(OPEN) for _ in range(count))
    alike = draw.choice(OPEN) * count + draw.choice(["", "]" * count, "}" * count])
    heads = [draw.choice(["a:\\n", "- b:\\n", "- \\n"]) for _ in range(200)]
    steps = "".join(" " * min(n, 38) + head for n, head in enumerate(heads))
    for text in (mixed, alike, steps):
        quick(text + "\\n")
print("alive")
"""


@pytest.mark.parametrize("seed", range(3))
def test_nothing_ends_the_process(seed: int) -> None:
    run = [sys.executable, "-c", DEEP, str(seed)]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
