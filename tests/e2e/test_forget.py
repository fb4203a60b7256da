"""`dpcap forget` as documented, in both languages; what is past its day; what is refused."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from shutil import copytree

import pytest

from conftest import Dpcap
from forgotten import NAME, SHOP, found_in, world
from locations import PROVIDERS, ROOT

PAGES = {"en": "forget.md", "zh": "forget.zh-CN.md"}
PLACES = ("--reviews", "reviews", "--evidence-root", "private", "--out", "out")
ALL = ("providers", *PLACES, "--outbox", "outbox.db")
each_language = pytest.mark.parametrize("language", ["zh", "en"])


def block(page: str, kind: str) -> list[str]:
    """The lines of the last block of a *kind* in a document."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[-1].splitlines()


@each_language
def test_the_documents_example_comes_out_as_shown(
    dpcap: Dpcap, tmp_path: Path, language: str
) -> None:
    for name in ("providers", "reviews"):
        copytree(PROVIDERS.parent / name, tmp_path / name)
    said = ""
    for line in block(PAGES[language], "sh"):
        done = dpcap(*shlex.split(line)[1:], env={"DPCAP_LANG": language})
        assert done.returncode == 0, line
        said += done.stdout + done.stderr
    lines = said.splitlines()
    places = [lines.index(line) for line in block(PAGES[language], "text")]
    assert places == sorted(places)
    assert len(places) == 8


@each_language
def test_all_of_it_goes_once(dpcap: Dpcap, tmp_path: Path, language: str) -> None:
    world(tmp_path)
    env = {"DPCAP_LANG": language}
    who = ("forget", *ALL, "--shop", SHOP)
    done = dpcap(*who, env=env)
    assert done.returncode == 0
    assert ("试运行" if language == "zh" else "dry run") in done.stderr
    assert found_in(tmp_path)
    done = dpcap(*who, "--apply", env=env)
    assert (done.returncode, found_in(tmp_path)) == (0, set())
    done = dpcap(*who, env=env)
    assert done.stdout.strip() == ("没有查到。" if language == "zh" else "Nothing is held.")


@each_language
def test_what_nothing_here_can_change_is_told(dpcap: Dpcap, tmp_path: Path, language: str) -> None:
    world(tmp_path)
    broken = tmp_path / "providers" / "acme" / "answers" / "x.yaml"
    broken.parent.mkdir()
    broken.write_text(f"answers: [{NAME}\n", "utf-8")
    done = dpcap("forget", *ALL, "--shop", SHOP, "--apply", env={"DPCAP_LANG": language})
    assert done.returncode == 3
    assert "DP985" in done.stdout
    assert found_in(tmp_path) == {"providers/acme/answers/x.yaml"}


RULES = """schema: dpcap/retention/1
kinds:
  evidence: {days: 10}
  decisions: {days: 3650, required: true, reason: 合同档案}
"""


@each_language
def test_what_is_due_and_what_must_stay(dpcap: Dpcap, tmp_path: Path, language: str) -> None:
    world(tmp_path)
    env = {"DPCAP_LANG": language}
    (tmp_path / "dpcap.toml").write_text('retention = "retention.yaml"\nout = "out"\n', "utf-8")
    (tmp_path / "retention.yaml").write_text(RULES, "utf-8")
    who = ("forget", "providers", "--reviews", "reviews")
    done = dpcap(*who, "--due", "--on", "2026-11-13", env=env)
    assert done.returncode == 1
    assert "providers/acme/evidence/shared.csv" in done.stdout
    assert "2026-11-12" in done.stdout
    assert "--out" in done.stderr
    assert dpcap(*who, "--due", "--on", "2026-11-12", env=env).returncode == 0
    done = dpcap(*who, "--provider", "acme", "--apply", env=env)
    assert done.returncode == 0
    assert "合同档案" in done.stdout
    assert ("须保存至" if language == "zh" else "kept until") in done.stdout
    assert (tmp_path / "reviews" / "acme.decision.yaml").is_file()
    assert not (tmp_path / "reviews" / "acme.yaml").exists()


@pytest.mark.parametrize(
    ("rules", "code", "exit_code"),
    [
        ("evidence: {days: 10, until: 2026-12-01}", "DP983", 3),
        ("evidence: {}", "DP983", 3),
        ("evidence: {days: 10, required: true}", "DP984", 0),
        ("zzz: {days: 10}", "DP104", 3),
    ],
)
@each_language
def test_rules_are_checked(
    dpcap: Dpcap, tmp_path: Path, language: str, rules: str, code: str, exit_code: int
) -> None:
    (tmp_path / "retention.yaml").write_text(
        f"schema: dpcap/retention/1\nkinds:\n  {rules}\n", "utf-8"
    )
    done = dpcap("lint", "retention.yaml", env={"DPCAP_LANG": language})
    assert done.returncode == exit_code
    assert code in done.stdout + done.stderr
    assert "retention.yaml:3" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--shop", "a", "--brand", "b"),
        ("--due",),
        ("--due", "--apply", "--retention", "r.yaml"),
        ("--shop", "a", "--reviews", "zzz"),
        ("--shop", "s1"),
    ],
)
@each_language
def test_what_has_no_meaning_is_refused(
    dpcap: Dpcap, tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    world(tmp_path)
    done = dpcap("forget", "providers", *words, env={"DPCAP_LANG": language})
    assert (done.returncode, done.stdout) == (2, "")
    chinese = re.search("[\u4e00-\u9fff]", done.stderr)
    assert bool(chinese) == (language == "zh")


def test_machines_are_told_the_same(dpcap: Dpcap, tmp_path: Path) -> None:
    """What is listed before is what is done, and nothing of any content is printed."""
    world(tmp_path)
    who = ("forget", *ALL, "--shop", SHOP, "--format", "json")
    plan = json.loads(dpcap(*who).stdout)
    done = json.loads(dpcap(*who, "--apply").stdout)
    assert (plan["schema"], plan["applied"], done["applied"]) == ("dpcap/forget/1", False, True)
    assert plan["items"] == done["items"]
    assert plan["going"] == sum(one["action"] in ("remove", "redact") for one in plan["items"]) > 0
    assert NAME not in json.dumps([{**one, "path": ""} for one in plan["items"]])
    assert json.loads(dpcap(*who).stdout)["items"] == []


def test_machines_are_told_what_is_due(dpcap: Dpcap, tmp_path: Path) -> None:
    world(tmp_path)
    (tmp_path / "retention.yaml").write_text(RULES, "utf-8")
    asked = ("--due", "--retention", "retention.yaml", "--format", "json")
    done = dpcap("forget", *ALL, *asked, "--on", "2040-01-01")
    due = json.loads(done.stdout)
    assert (done.returncode, due["due_only"]) == (1, True)
    assert all(one["until"] < "2040-01-01" for one in due["items"])
    before = dpcap("forget", *ALL, *asked, "--on", "2000-01-01")
    assert (before.returncode, json.loads(before.stdout)["items"]) == (0, [])
