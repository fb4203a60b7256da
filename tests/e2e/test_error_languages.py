"""What goes wrong once a command runs: each command says it in the user's language alone.

One process a language runs all calls, through the door that the command uses.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from dpcap.cli.app import COMMANDS
from dpcap.intake.framework import load_framework
from dpcap.model.appeal import AppealOutcome
from dpcap.workflow.standing import HandEvent
from locations import ROOT

LANGUAGES = ("zh", "en")
TINY = str(ROOT / "tests" / "examples" / "frameworks" / "tiny")
EVERY_CALL = r"""
import contextlib, io, json, os, sys
from dpcap.cli.main_guard import run


def tried(words):
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True), io.StringIO()
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run(words)
        except SystemExit as left:
            code = left.code or 0
    out.seek(0)
    return code, out.read() + err.getvalue()


sys.argv = ["dpcap"]
done = [[call, *tried(call)] for call in json.loads(os.environ["CALLS"])]
sys.__stdout__.write(json.dumps(done))
"""
FRAMEWORK = ["--framework", TINY]
# Called where there are: acme, a folder just made; empty, a folder; note.txt; data.json, an object.
CALLS = [
    ["new", "acme", *FRAMEWORK],
    ["new", "other", "--role", "zzz", *FRAMEWORK],
    ["new", "other", "--framework", "empty"],
    ["new", *FRAMEWORK],
    ["new", "--from", "zzz", "--out", "o", *FRAMEWORK],
    ["new", "--from", "data.json", "--out", "o", *FRAMEWORK],
    ["new", "other", "--sheets", *FRAMEWORK],
    ["new", "other", "--sheets", "--shops", "data.json", *FRAMEWORK],
    ["demo", "acme"],
    ["sheet", "zzz", *FRAMEWORK],
    ["sheet", "acme", "--person", "zzz", *FRAMEWORK],
    ["sheet", "acme", "--area", "zzz", *FRAMEWORK],
    ["form", "zzz", *FRAMEWORK],
    ["form", "acme", "--person", "zzz", *FRAMEWORK],
    ["form", "acme", "--area", "zzz", *FRAMEWORK],
    ["fill", "zzz", "note.txt", *FRAMEWORK],
    ["fill", "acme", "zzz", *FRAMEWORK],
    ["fill", "acme", "note.txt", *FRAMEWORK],
    ["resolve", "zzz", *FRAMEWORK],
    ["resolve", "acme", "zzz", "--by", "zzz", "--value", "1", *FRAMEWORK],
    ["submit", "zzz", "--by", "zzz", *FRAMEWORK],
    ["submit", "acme", "--by", " ", *FRAMEWORK],
    ["submit", "acme", "--by", "zzz", "--on", "2001-01-01", *FRAMEWORK],
    ["evidence", "zzz", "empty", *FRAMEWORK],
    ["evidence", "acme", "zzz", *FRAMEWORK],
    ["evidence", "acme", "note.txt", *FRAMEWORK],
    ["import", "zzz", "note.txt", *FRAMEWORK],
    ["import", "acme", "zzz", *FRAMEWORK],
    ["import", "acme", "note.txt", "--mapping", "zzz", *FRAMEWORK],
    ["nps", "zzz", *FRAMEWORK],
    ["nps", "note.txt", *FRAMEWORK],
    ["nps", "acme", *FRAMEWORK],
    ["nps", "empty", *FRAMEWORK],
    ["nps", "acme", "--wave", "zzz", *FRAMEWORK],
    ["nps", "acme", "--write", *FRAMEWORK],
    ["nps", "acme", "--reviews", "zzz", *FRAMEWORK],
    ["rules", "--gates", "zzz", *FRAMEWORK],
    ["rules", "--gates", "note.txt", *FRAMEWORK],
    ["rules", "--role", "zzz", *FRAMEWORK],
    ["rules", *FRAMEWORK],
    ["agree", "zzz", *FRAMEWORK],
    ["agree", "empty", *FRAMEWORK],
    ["status", "zzz", *FRAMEWORK],
    ["status", "empty", *FRAMEWORK],
    ["status", "acme", "--round", "zzz", *FRAMEWORK],
    ["status", "acme", "--round", "note.txt", *FRAMEWORK],
    ["status", "acme", "--ics", "round.ics", *FRAMEWORK],
    ["status", "acme", "--reviews", "zzz", *FRAMEWORK],
    ["forget", "zzz", "--provider", "acme"],
    ["forget", "acme"],
    ["forget", "acme", "--provider", "acme", "--outbox", "zzz"],
    ["forget", "acme", "--provider", "acme", "--retention", "note.txt"],
    ["todo", "zzz", *FRAMEWORK],
    ["todo", "note.txt", *FRAMEWORK],
    ["todo", "acme", "--role", "zzz", *FRAMEWORK],
    ["todo", "acme", "--on", "2001-01-01", *FRAMEWORK],
    ["assess", "zzz", "--no-input", *FRAMEWORK],
    ["assess", "acme", "--no-input", "--out", "-", *FRAMEWORK],
    ["assess", "acme", "--no-input", "--templates", "zzz", *FRAMEWORK],
    ["assess", "acme", "--no-input", "--benchmark", "zzz", *FRAMEWORK],
    ["assess", "acme", "--no-input", "--benchmark", "empty", *FRAMEWORK],
    ["assess", "acme", "--no-input", "--benchmark", "data.json", *FRAMEWORK],
    ["assess", "acme", "--no-input", "--reviews", "zzz", *FRAMEWORK],
    ["assess", "acme", "--no-input", "--framework", "zzz"],
    ["assess", "acme", "--no-input", "--evidence-root", "acme", *FRAMEWORK],
    ["batch", "zzz", *FRAMEWORK],
    ["batch", "empty", *FRAMEWORK],
    ["batch", "note.txt", *FRAMEWORK],
    ["batch", "acme", "--gates", "zzz", *FRAMEWORK],
    ["batch", "acme", "--baseline", "zzz", *FRAMEWORK],
    ["batch", "acme", "--baseline", "git:zzz", *FRAMEWORK],
    ["batch", "acme", "--scheduler", "zzz", *FRAMEWORK],
    ["batch", "acme", "--out", "-", *FRAMEWORK],
    ["review", "bind", "acme", *FRAMEWORK],
    ["incentives", "zzz", "--period", "2026-Q3"],
    ["incentives", "empty", "--period", "zzz"],
    ["incentives", "empty", "--period", "2026-Q3", "--by", "zzz"],
    ["incentives", "empty", "--period", "2026-Q3", "--rules", "note.txt"],
    ["incentives", "empty", "--period", "2026-Q3", "--sign", "--format", "html"],
    ["standing", "zzz", "--ledger", "note.txt"],
    ["standing", "empty", "--ledger", "zzz"],
    ["standing", "empty", "--ledger", "note.txt"],
    ["standing", "empty", "--ledger", "standing.jsonl", "--by", "zzz"],
    ["standing", "empty", "--ledger", "standing.jsonl", "--sign", "--as", "zzz"],
    ["standing", "empty", "--ledger", "standing.jsonl", "--sign", "--reason", "zzz"],
    ["appeal", "list"],
    ["appeal", "list", "--reviews", "zzz"],
    ["appeal", "list", "zzz", "--reviews", "empty"],
    ["appeal", "list", "--reviews", "empty", "--outbox", "zzz"],
    ["appeal", "file", "acme", "--ground", "zzz", "--reviews", "empty"],
    ["appeal", "file", "acme", "--ground", " ", "--gate", "zzz", "--reviews", "empty"],
    ["appeal", "file", "acme", "--ground", "zzz", "--gate", "zzz", "--reviews", "empty"],
    ["appeal", "file", "acme", "--ground", "zzz", "--level", "zzz", "--reviews", "empty"],
    ["appeal", "file", "acme", "--ground", "zzz", "--standing", "7", "--reviews", "empty"],
    ["appeal", "file", "acme", "--ground", "a", "--gate", "a", "--proof", "zzz"],
    *[
        ["appeal", "answer", "acme", "a1", "--as", one, "--by", "z", "--reason", "z"]
        for one in ("zzz", "rejected")
    ],
    ["decide", "zzz"],
    ["decide", "empty", "--as", "admit"],
    ["decide", "empty", "--condition", "zzz"],
    ["send", "zzz", "--mail", "zzz"],
    ["send", "empty", "--mail", "note.txt"],
    ["send", "empty", "--mail", "note.txt", "--deliver"],
    ["outbox", "zzz"],
    ["outbox", "note.txt"],
    ["explain", "acme", "zzz", *FRAMEWORK],
    ["trend", "zzz"],
    ["trend", "empty", "--provider", "zzz"],
    ["trend", "empty", "--ledger", "zzz"],
    ["whatif", "zzz"],
    ["whatif", "empty", "--gates", "zzz"],
    ["whatif", "empty", "--framework", "zzz"],
    ["match", "zzz", "data.json"],
    ["match", "empty", "data.json"],
    ["match", "note.txt", "zzz"],
    ["diff", "zzz", "acme"],
    ["diff", "data.json", "data.json"],
    ["compare", "data.json"],
    ["compare", "data.json", "data.json"],
    ["lint", "zzz"],
    ["lint", "note.txt"],
    ["lint", "--role", "zzz"],
    ["lint", "--weights", "--role", "zzz", *FRAMEWORK],
    ["report", "zzz"],
    ["report", "empty"],
    ["report", "data.json"],
    ["verify", "zzz"],
    ["verify", "note.txt"],
    ["verify", "data.json"],
    ["verify", "data.json", "--folder", "acme", "--bundle", "zzz"],
    ["bundle", "zzz", *FRAMEWORK],
    ["sign", "note.txt", "--key", "zzz", "--issuer", "zzz"],
    ["register", "--key", "zzz", "--issuer", "zzz"],
    ["register", "--key", "zzz", "--issuer", "zzz", "--reviews", "zzz"],
    ["register", "--key", "zzz", "--issuer", "zzz", "--days", "0"],
    ["verify", "data.json", "--register", "zzz"],
    ["keygen", "empty", "--revoke", "zzz"],
    ["keygen", "empty", "--reason", "zzz"],
    ["plan", "new", "zzz"],
    ["plan", "new", "empty"],
    ["plan", "lint", "zzz"],
    ["plan", "track", "zzz", "empty"],
    ["plan", "track", "empty", "empty"],
    ["plan", "metrics", "--metrics", "zzz"],
    ["framework", "show", "zzz"],
    ["framework", "show", "--role", "zzz", *FRAMEWORK],
    ["framework", "diff", "zzz", "zzz"],
    ["framework", "release", "zzz"],
    ["migrate", "zzz", *FRAMEWORK],
    ["migrate", "empty", *FRAMEWORK],
    ["schema", "note.txt"],
    ["query", "SELECT 1", "empty"],
    ["query", "SELECT 1", "note.txt"],
    ["query", "--named", "zzz"],
    ["query"],
]
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
# What is no language: options, codes, names of files and keys, and what stands for a value.
NAMES = re.compile(
    r"--?[a-z][a-z-]*|\bDP\d{3}\b|[\w./<>-]+\.(?:ya?ml|csv|json|jsonl|toml|txt|eml|jinja|lock)\b"
    r"|/[\w./-]+|\b[a-z]+_[a-z_]+\b|\bv?\d[\w.]*"
)
WORD = re.compile(r"[A-Za-z]{2,}")
# Names that have no Chinese: of ours, of formats and programs, and of placeholders.
PROPER = {
    "dpcap", "git", "safe", "directory", "HTML", "JSON", "PDF", "SELECT", "dask",
    "eml", "xlsx", "zip", "CSV", "csv", "owner", "id", "name",
}  # fmt: skip


SCHEMAS = [path.stem for path in (ROOT / "docs" / "schema").glob("*.json")]


class Said(NamedTuple):
    """A call, its exit code, and all it said."""

    call: list[str]
    code: int
    text: str


@pytest.fixture(scope="module", params=LANGUAGES)
def spoken(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[Said]]:
    place = tmp_path_factory.mktemp("errors")
    (place / "empty").mkdir()
    (place / "note.txt").write_text("hello\n", "utf-8")
    (place / "data.json").write_text("{}\n", "utf-8")
    made = ["new", "acme", *FRAMEWORK]
    env = {**os.environ, "DPCAP_LANG": request.param, "PYTHONUTF8": "1"}
    env["CALLS"] = json.dumps([made, *CALLS])
    env["HOME"] = str(place)
    done = subprocess.run(
        [sys.executable, "-c", EVERY_CALL],
        capture_output=True,
        text=True,
        env=env,
        cwd=place,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, *said = [Said(*one) for one in json.loads(done.stdout)]
    assert first.code == 0, first.text
    return request.param, said


def foreign(said: Said, language: str) -> list[str]:
    """The words in *said* that are of the other language."""
    if language == "en":
        return CHINESE.findall(said.text)
    typed = {word for part in said.call for word in WORD.findall(part)}
    listed = {word for name in _ids() for word in WORD.findall(name)}
    bare = NAMES.sub(" ", said.text)
    return [word for word in WORD.findall(bare) if word not in PROPER | typed | listed]


def _ids() -> list[str]:
    """What a list of choices may name, and commands."""
    queries = [path.stem for path in (ROOT / "reports" / "queries").glob("*.sql")]
    presets = [path.stem for path in (ROOT / "gates").glob("*.yaml")]
    framework = load_framework(Path(TINY))
    areas = [area.id for area in framework.areas]
    events, outcomes = get_args(HandEvent), get_args(AppealOutcome)
    named = ("OUT", "PROVIDER", "APPEAL", "walk")
    return [
        *queries,
        *presets,
        *framework.roles,
        *areas,
        *SCHEMAS,
        *COMMANDS,
        *events,
        *outcomes,
        *named,
    ]


def test_each_error_is_in_the_language_of_the_user(spoken: tuple[str, list[Said]]) -> None:
    language, said = spoken
    found = {tuple(one.call): (foreign(one, language), one.text) for one in said}
    assert {call: words for call, words in found.items() if words[0]} == {}


def test_each_is_an_error_that_says_something(spoken: tuple[str, list[Said]]) -> None:
    _, said = spoken
    assert {tuple(one.call): one.text for one in said if one.code not in (2, 3)} == {}
    assert [one.call for one in said if not one.text.strip()] == []
    assert [one.text for one in said if one.text != one.text.lstrip()] == []


def test_every_command_is_driven() -> None:
    assert {call[0] for call in CALLS} == set(COMMANDS)
