"""Whatever comes in, a reader gives a result or findings, never anything else."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_framework
from dpcap.intake.review import load_review
from dpcap.intake.settings import load_settings
from dpcap.intake.source import parse_yaml, read_yaml
from dpcap.intake.source_map import locate
from dpcap.intake.table import parse_table
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework

EXAMPLES = Path(__file__).parents[2] / "examples"
SOUND = EXAMPLES / "providers" / "sound"
TINY = EXAMPLES / "frameworks" / "tiny"

# The pieces YAML is made of, so that random text gets past the first character.
PIECES = st.sampled_from(
    [
        *"{}[]:,-?&*!|>'\"%@`#~<=\\\n \t",
        *(
            "a",
            "b: ",
            "- ",
            "&a ",
            "*a ",
            "<<: ",
            "!!str ",
            "\n  ",
            "---\n",
            ".nan",
            "1e999",
            "010",
        ),
        *("no", "12:30", "2026-11-20", "\x1b", "\u202e", "\ufeff", "是", "😀", "\x85", "\u2028"),
    ]
)
YAML = st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join)
KEYS = st.sampled_from(
    [
        "value",
        "unknown",
        "not_applicable",
        "peer",
        "evidence",
        "period",
        "basis",
        "note",
        "file",
        "kind",
        "sha256",
        "url",
        "captured_on",
        "id",
        "name",
        "zh",
        "x",
    ]
)
WORDS = st.sampled_from(
    ["e1", "WRK-1.1", "s1", "none", "plan", "weekly", "2026-10", "paid", "out_of_contract", "是"]
)
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | WORDS
TREE = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
IDS = st.sampled_from(
    ["s1", "e1", "旗舰店", "0012", "7", "a b", "", "1e5", "😀", "e1;e2", "x" * 99]
)
PARTS = st.sampled_from(
    ["answers", "evidence", "defaults", "facts", "shops", "contact", "assessor", "name"]
)


@cache
def tiny() -> Framework:
    return load_framework(TINY)


def told(read: Callable[[], object]) -> tuple[Finding, ...] | None:
    """The findings that reading ended in; None if it went well."""
    try:
        read()
    except InvalidInputError as error:
        return error.findings
    return None


def can_be_said(findings: Iterable[Finding]) -> bool:
    return all(finding.message("zh") and finding.message("en") for finding in findings)


@given(YAML)
def test_text(text: str) -> None:
    for parse in (parse_yaml, parse_table):
        found = told(partial(parse, text, "f"))
        assert found is None or (found and can_be_said(found))


@given(st.binary(max_size=200) | YAML.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes(raw: bytes) -> None:
    with TemporaryDirectory() as name:
        directory = Path(name)
        readers: dict[str, Callable[[], object]] = {
            "f.yaml": lambda: read_yaml(directory / "f.yaml"),
            "dpcap.toml": lambda: load_settings(directory),
            "r.yaml": lambda: load_review(directory, "r", tiny()),
            "framework.yaml": lambda: load_framework(directory),
        }
        for file, read in readers.items():
            (directory / file).write_bytes(raw)
            found = told(read)
            assert found is None or (found and can_be_said(found))


@given(st.data())
def test_a_folder_with_a_few_bytes_changed(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["provider.yaml", "answers.yaml", "kpis.csv"]))
    _load_with({name: _changed((SOUND / name).read_bytes(), data)})


@given(st.data())
def test_a_folder_with_slips_in_each_of_its_files(data: st.DataObject) -> None:
    names = ["provider.yaml", "answers.yaml", "kpis.csv"]
    slips = {name: _changed((SOUND / name).read_bytes(), data) for name in names}
    ids = data.draw(st.lists(IDS, min_size=2, max_size=2))
    rows = f"shop,indicator,value,evidence\n{ids[0]},CAR-1.1,8,{ids[1]}\n"
    _load_with(
        {**slips, "kpis.csv": data.draw(st.sampled_from([slips["kpis.csv"], rows.encode()]))}
    )


@given(PARTS, TREE)
def test_a_folder_with_a_part_of_any_shape(part: str, tree: object) -> None:
    provider = part in ("facts", "shops", "contact", "name")
    name = "provider.yaml" if provider else "answers.yaml"
    if isinstance(tree, dict) and part == "answers":
        tree = {f"WRK-1.{i}": value for i, value in enumerate(tree.values(), start=1)}
    lines = (SOUND / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith((" ", f"{part}:")) and line[-1:] != ":"]
    text = "\n".join([*kept, f"{part}: {_flow(tree)}"]) + "\n"
    _load_with({name: text.encode("utf-8", "surrogatepass")})


@given(st.data())
def test_a_framework_with_a_few_bytes_changed(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["framework.yaml", "work.yaml", "care.yaml"]))
    raw = _changed((TINY / name).read_bytes(), data)
    with TemporaryDirectory() as directory:
        copy = Path(shutil.copytree(TINY, Path(directory) / "tiny"))
        (copy / name).write_bytes(raw)
        assert can_be_said(lint_framework(copy))


def _changed(raw: bytes, data: st.DataObject) -> bytes:
    """*raw* with up to three short pieces overwritten."""
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(raw)))
        width = data.draw(st.integers(0, 12))
        raw = raw[:place] + data.draw(PIECES).encode() + raw[place + width :]
    return raw


def _load_with(files: Mapping[str, bytes]) -> None:
    with TemporaryDirectory() as directory:
        folder = Path(shutil.copytree(SOUND, Path(directory) / "sound"))
        for name, raw in files.items():
            (folder / name).write_bytes(raw)
        found = told(lambda: load_assessment(folder, tiny()))
        assert found is None or found
        findings = load_assessment(folder, tiny()).findings if found is None else found
        assert can_be_said(locate(folder, findings))


def _flow(tree: object) -> str:
    """*tree* in YAML's flow style, whatever that makes of it."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(_flow, tree)) + "]"
    return "null" if tree is None else str(tree).lower() if isinstance(tree, bool) else str(tree)
