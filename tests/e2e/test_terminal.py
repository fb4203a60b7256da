"""What a terminal gets: rich where a page is printed and nowhere else, plain text in a pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Dpcap
from dpcap.cli.app import COMMANDS
from dpcap.text_width import width
from locations import ROOT

TINY = ROOT / "tests" / "examples" / "frameworks" / "tiny"
PROVIDERS = ROOT / "examples" / "providers"
REVIEWS = ROOT / "examples" / "reviews"
LOADED = """
import contextlib, io, sys
from dpcap.cli.main_guard import run
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)):
    try:
        run(sys.argv[1:])
    except SystemExit as left:
        code = left.code or 0
sys.__stdout__.write(f"{code} {any(name.split('.')[0] == 'rich' for name in sys.modules)}")
"""

PRINTED = """
import contextlib, io, json, os, sys
from dpcap.cli.main_guard import run
done = []
for columns, *call in json.loads(sys.argv[1]):
    os.environ["COLUMNS"] = str(columns)
    out, code = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            run(call)
        except SystemExit as left:
            code = left.code or 0
    out.seek(0)
    done.append([code, out.read()])
sys.__stdout__.write(json.dumps(done))
"""


def loads_rich(*words: str | Path, cwd: Path) -> str:
    """The exit code of a call, and whether it loaded rich."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    return done.stdout or done.stderr


@pytest.fixture
def fresh(dpcap: Dpcap, tmp_path: Path) -> Path:
    """A folder just made for the framework that is shipped."""
    dpcap("new", tmp_path / "fresh")
    return tmp_path / "fresh"


def test_help_loads_no_rich(tmp_path: Path) -> None:
    assert loads_rich("--help", cwd=tmp_path) == "0 False"
    assert {loads_rich(one, "--help", cwd=tmp_path) for one in COMMANDS} == {"0 False"}


def test_what_prints_no_page_loads_no_rich(tmp_path: Path, fresh: Path) -> None:
    out = ("--out", tmp_path / "out")
    one = ("assess", fresh, "--no-input", *out)
    calls: list[tuple[str | Path, ...]] = [
        (*one, "--format", "json"),
        (*one, "--format", "html", "--format", "md"),
        ("batch", tmp_path, "--format", "jsonl", "--format", "summary", "--reports", "all", *out),
        ("lint", fresh),
        ("lint", fresh, "--format", "json"),
        ("todo", fresh, "--format", "json"),
        ("query", "SELECT 1 AS one", tmp_path / "out", "--format", "csv"),
        ("schema", "answers"),
    ]
    assert {call: loads_rich(*call, cwd=tmp_path) for call in calls} == dict.fromkeys(
        calls, "0 False"
    )
    assert loads_rich(*one, "--format", "terminal", cwd=tmp_path) == "0 True"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_plain_and_fit_in_a_pipe(fresh: Path, tmp_path: Path, language: str) -> None:
    given = ("--reviews", REVIEWS, "--lang", language)
    calls: list[tuple[str | Path, ...]] = [
        ("todo", fresh, "--lang", language),
        ("todo", PROVIDERS / "guoqi", *given, "--by", "screen"),
        ("explain", PROVIDERS / "lanxing", *given),
        ("explain", PROVIDERS / "lanxing", "LIV-4.5", *given),
        ("lint", "--weights"),
    ]
    for name in ("lanxing", "xinya", "maodun"):
        made = ("assess", PROVIDERS / name, "--no-input", *given, "--format", "terminal")
        calls.append(made)
    asked = [[size, *map(str, call)] for size in (50, 80, 120) for call in calls]
    env = {**os.environ, "DPCAP_LANG": language, "FORCE_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PRINTED, json.dumps(asked)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=env,
        check=False,
    )
    for (size, *call), (code, text) in zip(asked, json.loads(done.stdout), strict=True):
        assert code == 0, text
        assert "\x1b" not in text
        assert max(map(width, text.splitlines())) <= size, call
        assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_there_are_two_columns_where_there_is_room(dpcap: Dpcap) -> None:
    def page(columns: int) -> list[str]:
        call = ("assess", PROVIDERS / "lanxing", "--no-input", "--reviews", REVIEWS)
        env = {"DPCAP_LANG": "zh", "COLUMNS": str(columns)}
        return dpcap(*call, "--format", "terminal", "--lang", "zh", env=env).stdout.splitlines()

    wide, narrow = page(120), page(80)
    assert len(wide) < 0.75 * len(narrow)
    (both,) = [line for line in wide if line.count("───") > 1 and "领域一览" in line]
    assert not both.startswith("领域一览")


@pytest.mark.parametrize(
    ("language", "first", "then", "all_of_it"),
    [
        ("zh", "先做这一件：在 provider.yaml 登记全部店铺", "然后：回答以下前提", "加 --all"),
        ("en", "First: list every shop in provider.yaml", "Then: answer these", "--all"),
    ],
)
def test_todo_on_a_new_folder_begins_with_what_comes_first(
    dpcap: Dpcap, fresh: Path, language: str, first: str, then: str, all_of_it: str
) -> None:
    env = {"DPCAP_LANG": language, "COLUMNS": "120"}
    asked = ("todo", fresh, "--set", "role")
    whole = json.loads(dpcap(*asked, "--format", "json", env=env).stdout)
    rows = [row for group in whole for row in group["rows"]]
    no_shops = [row["node"] for row in rows if row["code"] == "no_shops"]
    waiting = [row["node"] for row in rows if row["code"] == "DP340"]
    assert len(no_shops) > 30
    assert len(waiting) > 10
    text = dpcap(*asked, "--lang", language, env=env).stdout
    told = text.splitlines()
    assert first in told[2]
    assert str(len(no_shops)) in told[2]
    assert then in "".join(told[3:5])
    assert str(len(waiting)) in "".join(told[3:5])
    assert all_of_it in told[-1]
    assert "DP340" not in text
    assert not [node for node in (*no_shops, *waiting) if f"{node} " in text]
    every = dpcap(*asked, "--lang", language, "--all", env=env).stdout
    assert not [row["node"] for row in rows if f"{row['node']} " not in every]


def test_todo_says_how_many_minutes_each_person_needs(dpcap: Dpcap, fresh: Path) -> None:
    whole = json.loads(dpcap("todo", fresh, "--format", "json").stdout)
    text = dpcap("todo", fresh, env={"DPCAP_LANG": "en", "COLUMNS": "80"}).stdout
    table = [" ".join(line.split()) for line in text.splitlines()]
    for group in whole:
        count, minutes = len(group["rows"]), f"{group['minutes']:g}"
        assert f"{group['title']} {count} {minutes} min" in table
    total = f"{sum(group['minutes'] for group in whole):g}"
    assert f"about {total} minutes" in text


@pytest.mark.parametrize(
    ("language", "first"), [("zh", "先作答："), ("en", "First: answer what is open")]
)
def test_lint_on_a_new_folder_is_a_few_lines(
    dpcap: Dpcap, fresh: Path, language: str, first: str
) -> None:
    env = {"DPCAP_LANG": language}
    found = json.loads(dpcap("lint", fresh, "--format", "json", env=env).stdout)
    done = dpcap("lint", fresh, env=env)
    lines = done.stdout.splitlines()
    assert len(found) > 40
    assert lines[0].startswith(first)
    assert f"dpcap todo {fresh}" in lines[0]
    assert "--all" in lines[-1]
    for code in {one["code"] for one in found}:
        (line,) = [one for one in lines if f" {code} " in one]
        assert str(sum(one["code"] == code for one in found)) in line
    every = dpcap("lint", fresh, "--all", env=env).stdout.splitlines()
    assert len(every) == len(found)


def test_lint_says_each_error_by_itself(dpcap: Dpcap, fresh: Path) -> None:
    rows = "".join(f"s{n},XXX-{n}.1,1,1\n" for n in range(1, 9))
    (fresh / "kpis.csv").write_text(f"shop,indicator,value,peer\n{rows}", "utf-8")
    (fresh / "provider.yaml").write_text("schema: dpcap/provider/1\nwrong: 1\nid: x\n", "utf-8")
    found = json.loads(dpcap("lint", fresh, "--format", "json").stdout)
    errors = [one for one in found if one["severity"] == "error"]
    assert len(errors) > 1
    lines = dpcap("lint", fresh, env={"DPCAP_LANG": "en"}).stdout.splitlines()
    assert lines[0].startswith(f"First: correct the errors ({len(errors)})")
    assert sum(" error: " in line for line in lines) == len(errors)
