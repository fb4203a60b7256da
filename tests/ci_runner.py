"""Runs the jobs of docs/ci as their servers would: the same steps, the same shell, real git."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from locations import ROOT

GITHUB = ROOT / "docs" / "ci" / "github.yml"
GITLAB = ROOT / "docs" / "ci" / "gitlab.yml"
EXAMPLE = ROOT / "examples" / "repository"
CALLER = EXAMPLE / ".github" / "workflows" / "providers.yml"

_EXPRESSION = re.compile(r"\$\{\{ ([\w.!()]+) \}\}")
_STUB = """#!/bin/sh
# Stands for Python: what it would install is written down, and the dpcap that is there is used.
[ "$1 $2 $3 $4 $5" = "-m pip install --quiet --requirement" ] && [ $# -eq 6 ] || exit 99
cat "$6" >> "$INSTALLED"
"""


def read(path: Path) -> dict[str, Any]:
    # YAML 1.1 takes the key `on` for a truth.
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in loaded.items()}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=_env(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def _env(home: Path) -> dict[str, str]:
    """Nothing of the machine's own settings."""
    who = {
        f"GIT_{role}_{what}": f"example{'@example.com' * (what == 'EMAIL')}"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    day = {f"GIT_{role}_DATE": "2026-11-30T08:00:00Z" for role in ("AUTHOR", "COMMITTER")}
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "LC_ALL": "C.UTF-8",
        **who,
        **day,
    }


class Origin:
    """A bare repository made of the example, and branches of it."""

    def __init__(self, place: Path) -> None:
        self.bare, self._work = place / "origin.git", place / "author"
        shutil.copytree(EXAMPLE, self._work)
        git(self._work, "init", "--quiet", "--initial-branch", "main")
        self._commit("what everybody starts from")
        git(place, "init", "--quiet", "--bare", "--initial-branch", "main", str(self.bare))
        # As servers have it: any commit that a branch holds can be asked for.
        git(self.bare, "config", "uploadpack.allowReachableSHA1InWant", "true")
        git(self._work, "push", "--quiet", str(self.bare), "main")

    def branch(self, name: str, *edits: Any) -> str:
        """A branch with one commit made by *edits*, functions of the folder; its name."""
        git(self._work, "checkout", "--quiet", "-b", name, "main")
        for edit in edits:
            edit(self._work)
        self._commit(name)
        git(self._work, "push", "--quiet", "--force", str(self.bare), name)
        self._merge(name)
        return name

    def on_main(self, *edits: Any) -> None:
        """Another commit on the main branch."""
        git(self._work, "checkout", "--quiet", "main")
        for edit in edits:
            edit(self._work)
        self._commit("meanwhile")
        git(self._work, "push", "--quiet", str(self.bare), "main")

    def _merge(self, name: str) -> None:
        """What GitHub makes of a pull request: the branch as it would be merged."""
        git(self._work, "checkout", "--quiet", "--detach", "main")
        git(self._work, "merge", "--quiet", "--no-ff", "--no-edit", name)
        git(
            self._work, "push", "--quiet", "--force", str(self.bare), f"HEAD:refs/pull/{name}/merge"
        )
        git(self._work, "checkout", "--quiet", "main")

    def _commit(self, message: str) -> None:
        git(self._work, "add", "--all", "--force")
        git(self._work, "commit", "--quiet", "--message", message)


@dataclass
class Ran:
    """How a job ended: the exit code of its first step that failed, and all that it left."""

    code: int
    log: str
    out: Path
    summary: str
    installed: str
    steps: list[str] = field(default_factory=list)

    @property
    def annotations(self) -> list[str]:
        return [line for line in self.log.splitlines() if line.startswith("::")]

    @property
    def files(self) -> dict[str, bytes]:
        """All that the batch wrote but what only saves it time."""
        paths = [path for path in self.out.rglob("*") if path.is_file()]
        named = {path.relative_to(self.out).as_posix(): path.read_bytes() for path in paths}
        return {name: data for name, data in named.items() if not name.startswith(".dpcap/")}


class GitHub:
    """A GitHub runner for docs/ci/github.yml, called as the example calls it."""

    def __init__(self, place: Path, origin: Origin) -> None:
        self.place, self.bare = place, origin.bare
        self.place.mkdir()
        self._stub = _stub(place / "bin")
        job = read(CALLER)["jobs"]["dpcap"]
        inputs = read(GITHUB)["on"]["workflow_call"]["inputs"]
        assert job.get("with", {}).keys() <= inputs.keys()
        defaults = {name: spec["default"] for name, spec in inputs.items()}
        self._inputs = {**defaults, **job.get("with", {})}

    def run(self, ref: str, event: str = "pull_request", **inputs: object) -> Ran:
        """The job on *ref*: the head of a pull request as merged, or a branch."""
        assert inputs.keys() <= self._inputs.keys()
        given = {**self._inputs, **inputs}
        values = {f"inputs.{name}": _written(value) for name, value in given.items()}
        values["github.event_name"] = event
        work = self.place / "work"
        work.mkdir()
        ran = Ran(0, "", work / "out" / "head", "", "")
        (job,) = read(GITHUB)["jobs"].values()
        for step in job["steps"]:
            if ran.code and step.get("if") != "${{ !cancelled() }}":
                continue
            self._step(step, {**job["env"], **step.get("env", {})}, values, ref, work, ran)
        ran.summary = _text(self.place / "summary")
        ran.installed = _text(self.place / "installed")
        return ran

    def _step(
        self,
        step: dict[str, Any],
        env: dict[str, str],
        values: dict[str, str],
        ref: str,
        work: Path,
        ran: Ran,
    ) -> None:
        action = step.get("uses", "").partition("@")[0]
        if action == "actions/checkout":
            self._checkout(step["with"], values, ref, work)
        elif action == "actions/upload-artifact":
            assert work / step["with"]["path"] == ran.out
        elif action != "actions/setup-python":
            assert not action
            self._shell(
                step, {name: _filled(v, values) for name, v in env.items()}, values, work, ran
            )

    def _checkout(
        self, given: dict[str, Any], values: dict[str, str], ref: str, work: Path
    ) -> None:
        assert given["persist-credentials"] is False
        folder = work / given["path"]
        folder.mkdir()
        git(folder, "init", "--quiet")
        wanted, depth = _filled(given.get("ref", ref), values), str(given.get("fetch-depth", 1))
        url = self.bare.as_uri()
        git(folder, "fetch", "--quiet", "--depth", depth, url, wanted)
        git(folder, "checkout", "--quiet", "--detach", "FETCH_HEAD")

    def _shell(
        self,
        step: dict[str, Any],
        env: dict[str, str],
        values: dict[str, str],
        work: Path,
        ran: Ran,
    ) -> None:
        assert "${{" not in step["run"]
        outputs = self.place / "outputs"
        outputs.write_text("")
        places = {
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(self.place / "summary"),
            "INSTALLED": str(self.place / "installed"),
        }
        code, log = shell(step["run"], work, {**env, **places}, self._stub)
        ran.steps.append(step["name"])
        ran.code, ran.log = ran.code or code, ran.log + log
        for line in outputs.read_text().splitlines():
            name, _, value = line.partition("=")
            values[f"steps.{step['id']}.outputs.{name}"] = value


class GitLab:
    """A GitLab runner for docs/ci/gitlab.yml."""

    def __init__(self, place: Path, origin: Origin) -> None:
        self.place, self.bare = place, origin.bare
        self.place.mkdir()
        self._stub = _stub(place / "bin")

    def run(self, branch: str) -> Ran:
        """The job on the merge request of *branch*."""
        job, project = read(GITLAB)["dpcap"], self.place / "project"
        git(self.place, "clone", "--quiet", "--branch", branch, self.bare.as_uri(), str(project))
        env = {
            **job["variables"],
            "CI_PROJECT_DIR": str(project),
            "CI_PROJECT_PATH": "example/providers",
            "CI_MERGE_REQUEST_PROJECT_PATH": "example/providers",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_COMMIT_SHA": git(project, "rev-parse", "HEAD"),
            "INSTALLED": str(self.place / "installed"),
        }
        # Longer than the path of a socket may be: a runner's folders are.
        scratch = self.place / ("scratch-" * 12)
        scratch.mkdir()
        script = "\n".join(job["script"])
        code, log = shell(script, project, {**env, "TMPDIR": str(scratch)}, self._stub)
        installed = _text(self.place / "installed")
        return Ran(code, log, project / "dpcap", "", installed)


def shell(script: str, folder: Path, env: dict[str, str], stub: Path) -> tuple[int, str]:
    """The exit code and all that *script* prints, in the shell that the servers use."""
    path = os.pathsep.join((str(stub), str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**_env(folder), **env, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def _stub(folder: Path) -> Path:
    folder.mkdir()
    (folder / "python").write_text(_STUB)
    (folder / "python").chmod(0o755)
    return folder


def _filled(text: str, values: dict[str, str]) -> str:
    return _EXPRESSION.sub(lambda match: values[match[1]], text)


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
