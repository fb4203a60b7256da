"""The example repository in CI: the very steps of docs/ci, on branches as people make them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ci_runner import EXAMPLE, GitHub, GitLab, Origin, Ran
from dpcap import __version__

Edit = Callable[[Path], None]

LANXING = "providers/brand/lanxing"
LIVE = f"{LANXING}/answers/3-直播带货.yaml"
MEDIA = "providers/brand/yuanhang-media/answers.yaml"
BELT = "providers/belt/pingfan-belt"
PINNED = f"dpcap=={__version__}"


def rewrite(name: str, before: str, after: str) -> Edit:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(before) == 1
        (folder / name).write_text(text.replace(before, after), encoding="utf-8")

    return edit


def write(name: str, text: str) -> Edit:
    def edit(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return edit


def line_of(name: str, start: str) -> int:
    lines = (EXAMPLE / name).read_text(encoding="utf-8").splitlines()
    (found,) = (number for number, line in enumerate(lines, 1) if line.strip().startswith(start))
    return found


REGRESSION = rewrite(LIVE, "LIV-3.2: {value: 4,", "LIV-3.2: {value: 0,")
IMPROVEMENT = rewrite(f"{BELT}/answers.yaml", "SHP-6.3: {value: 3,", "SHP-6.3: {value: 4,")


@pytest.fixture
def origin(tmp_path: Path) -> Origin:
    return Origin(tmp_path)


def judged(tmp_path: Path, origin: Origin, *edits: Edit, name: str = "change", **how: Any) -> Ran:
    """What CI makes of a pull request with *edits*."""
    origin.branch(name, *edits)
    return GitHub(tmp_path / f"github-{name}", origin).run(f"refs/pull/{name}/merge", **how)


def rows(ran: Ran) -> dict[str, dict[str, Any]]:
    lines = ran.files["results.jsonl"].decode().splitlines()
    return {row["folder"]: row for row in map(json.loads, lines)}


def errors(ran: Ran) -> list[str]:
    return [line for line in ran.annotations if line.startswith("::error ")]


def test_a_regression_fails_at_the_line_of_the_answer(tmp_path: Path, origin: Origin) -> None:
    ran = judged(tmp_path, origin, REGRESSION)
    assert ran.code == 1, ran.log
    (error,) = errors(ran)
    assert f"file={LIVE},line={line_of(LIVE, 'LIV-3.2:')}," in error
    assert "title=no-drop" in error
    change = rows(ran)["brand/lanxing"]["change"]["overall"]
    assert change["answers"] < -0.5
    assert {name for name, value in change.items() if value == 0} == {
        "ruler",
        "provider",
        "peers",
        "proof",
    }
    assert ran.installed.splitlines()[-1] == PINNED


def test_a_broken_file_fails_alone(tmp_path: Path, origin: Origin) -> None:
    ran = judged(tmp_path, origin, rewrite(MEDIA, "assessed_on: ", "assessed_on: [1, "))
    assert ran.code == 4, ran.log
    assert {folder: row["status"] for folder, row in rows(ran).items()} == {
        "belt/pingfan-belt": "scored",
        "brand/yuanhang-media": "failed",
        "brand/lanxing": "scored",
    }
    place = rf"^::error file={MEDIA},line=\d+,col=\d+,title=DP101::"
    assert [error for error in errors(ran) if not re.match(place, error)] == []
    assert len(errors(ran)) == 2  # of lint, and of the judgement
    assert "lint the folders that changed" in ran.steps


def test_an_improvement_passes(tmp_path: Path, origin: Origin) -> None:
    ran = judged(tmp_path, origin, IMPROVEMENT)
    assert (ran.code, errors(ran)) == (0, []), ran.log
    assert rows(ran)["belt/pingfan-belt"]["change"]["overall"]["answers"] > 0
    assert ran.summary == ran.files["summary.md"].decode()
    assert {"portfolio.html", "junit.xml", "verdict.json", "results.csv"} <= ran.files.keys()
    reported = {name.partition("/")[0] for name in ran.files if name.endswith("/report.html")}
    assert reported == {"pingfan-belt"}
    assert ran.steps[-1] == "show the summary"


FORGED = """schema: dpcap/gates/1
id: quarter
title: {zh: 伪造, en: forged}
rules: {}
"""


def own_framework(folder: Path) -> None:
    """The change's own framework, in which the answers score less or more: it must not matter."""
    from locations import QUESTIONNAIRES

    shutil.copytree(QUESTIONNAIRES, folder / "questionnaires")
    path = folder / "questionnaires" / "framework.yaml"
    text = path.read_text(encoding="utf-8")
    assert "declared: 40" in text
    path.write_text(text.replace("declared: 40", "declared: 100"), encoding="utf-8")


def rewrites(out: Path) -> list[Edit]:
    """All that would help a change to be judged kindly, and is none of its business.

    *out*: the results of the base branch, as though the change were none.
    """

    def cached(folder: Path) -> None:
        for place in ("out", "out/base", "out/head", "providers/.dpcap", "providers/out"):
            shutil.copytree(out, folder / place, dirs_exist_ok=True)

    settings = 'framework = "questionnaires"\nreviews = "kind"\nout = "out/head"\n'
    ruling = "{ruling: verified, by: x, on: 2026-11-20, reason: x}"
    kind = f"schema: dpcap/review/2\nprovider: lanxing\nindicators: {{LIV-3.2: {ruling}}}\n"
    return [
        write("gates.yaml", FORGED),
        write("providers/gates.yaml", FORGED),
        write("dpcap.toml", settings),
        write("providers/dpcap.toml", settings),
        write("reviews/lanxing.yaml", kind),
        write("kind/lanxing.yaml", kind),
        write("requirements.txt", "something-else==6.6.6\n"),
        write(".github/workflows/providers.yml", "on: push\njobs: {}\n"),
        write("sitecustomize.py", "raise SystemExit(0)\n"),
        write("dpcap/__init__.py", "raise SystemExit(0)\n"),
        own_framework,
        cached,
    ]


def test_a_change_cannot_rewrite_what_it_is_judged_by(tmp_path: Path, origin: Origin) -> None:
    """Gates, waivers, reviews, framework, settings, dpcap and cached profiles: all the base's."""
    base = GitHub(tmp_path / "base", origin).run("refs/heads/main", event="push")
    assert base.code == 0, base.log
    honest = judged(tmp_path, origin, REGRESSION, name="honest")
    cunning = judged(tmp_path, origin, REGRESSION, *rewrites(base.out), name="cunning")
    assert (
        (cunning.code, cunning.annotations)
        == (honest.code, honest.annotations)
        == (1, honest.annotations)
    )
    assert cunning.files == honest.files
    assert cunning.installed == honest.installed
    assert cunning.summary == honest.summary


def test_the_rules_are_those_of_the_base_branch_as_it_stands_now(
    tmp_path: Path, origin: Origin
) -> None:
    """A branch that began under laxer gates is held to those of today."""
    origin.branch("old", IMPROVEMENT)
    origin.on_main(rewrite("gates.yaml", "    at_least: 2\n", "    at_least: 3\n"))
    origin._merge("old")
    for ran in (
        GitHub(tmp_path / "github", origin).run("refs/pull/old/merge"),
        GitLab(tmp_path / "gitlab", origin).run("old"),
    ):
        assert ran.code == 1, ran.log
        (error,) = errors(ran)
        assert "title=level" in error


def test_admission_scores_everything_and_comes_to_the_same(tmp_path: Path, origin: Origin) -> None:
    reused = judged(tmp_path, origin, IMPROVEMENT, name="one")
    anew = judged(tmp_path, origin, IMPROVEMENT, name="two", reuse=False)
    assert re.search(r"(评分|scored) 3\W", anew.log.splitlines()[-1] or anew.log)
    pages = ("lanxing/report", "yuanhang-media/report")
    kept = {name: data for name, data in anew.files.items() if not name.startswith(pages)}
    assert {name: reused.files[name] for name in kept if name in reused.files}.keys() == kept.keys()
    for name in ("results.jsonl", "verdict.json", "pingfan-belt/profile.json"):
        assert reused.files[name] == anew.files[name]


def link_providers(folder: Path) -> None:
    shutil.rmtree(folder / "providers")
    (folder / "providers").symlink_to("../base/providers")


def test_a_link_in_place_of_the_folders_is_refused(tmp_path: Path, origin: Origin) -> None:
    ran = judged(tmp_path, origin, link_providers)
    assert ran.code == 1
    assert "providers is a link" in ran.log
    assert "judge the change" not in ran.steps


def link_out(folder: Path) -> None:
    """A folder that is a link, and one whose answers lie in the rules' own files."""
    (folder / "providers" / "elsewhere").symlink_to("../../out/base")
    (folder / MEDIA).unlink()
    (folder / MEDIA).symlink_to("../../../gates.yaml")


def test_links_inside_lead_nowhere(tmp_path: Path, origin: Origin) -> None:
    ran = judged(tmp_path, origin, link_out)
    assert ran.code == 4
    failed = {
        folder: row["findings"][0]["code"] for folder, row in rows(ran).items() if "findings" in row
    }
    assert failed == {"brand/yuanhang-media": "DP112", "elsewhere": "DP806"}


def test_names_of_files_give_the_server_no_commands(tmp_path: Path, origin: Origin) -> None:
    """A line that begins with :: is a command to GitHub; a name may hold anything but / and NUL."""
    name = (
        "x\n::stop-commands::forged\n::error::forged\r; touch forged; $(touch forged)`touch forged`"
    )
    ran = judged(
        tmp_path,
        origin,
        write(f"providers/{name}/provider.yaml", "schema: [\n"),
        write(f"{LANXING}/evidence/{name}", "x"),
        write("providers/-rf/answers.yaml", "x"),
    )
    assert ran.code == 4, ran.log
    kinds = {line.split("::")[1].partition(" ")[0] for line in ran.annotations}
    assert kinds <= {"error", "warning", "notice"}
    assert [line for line in ran.annotations if "::forged" in line and "title=DP" not in line] == []
    assert not list((tmp_path / "github-change").rglob("forged"))
    assert "touch forged" in ran.log  # as text


def test_a_folder_that_is_gone_and_a_new_one(tmp_path: Path, origin: Origin) -> None:
    def move(folder: Path) -> None:
        shutil.rmtree(folder / "providers" / "belt")
        shutil.copytree(folder / LANXING, folder / "providers" / "new")

    ran = judged(
        tmp_path,
        origin,
        move,
        rewrite("providers/new/provider.yaml", "id: lanxing\n", "id: fresh\n"),
        rewrite("providers/new/provider.yaml", "示例-REG-0001", "示例-REG-0077"),
    )
    assert ran.code == 0, ran.log
    assert {folder: row["new"] for folder, row in rows(ran).items()} == {
        "brand/yuanhang-media": False,
        "brand/lanxing": False,
        "new": True,
    }
    # The same files under another name: a warning across folders.
    assert any("DP821" in line for line in ran.annotations)


def test_the_first_change_has_nothing_to_be_compared_with(tmp_path: Path, origin: Origin) -> None:
    origin.on_main(lambda folder: shutil.rmtree(folder / "providers"))
    ran = judged(
        tmp_path,
        origin,
        lambda folder: shutil.copytree(EXAMPLE / "providers", folder / "providers"),
    )
    assert ran.code == 0, ran.log
    assert {row["change"] for row in rows(ran).values()} == {None}


def test_an_event_of_which_nothing_is_known_is_refused(tmp_path: Path, origin: Origin) -> None:
    ran = judged(tmp_path, origin, IMPROVEMENT, event="pull_request_target")
    assert ran.code == 1
    assert ran.steps == ["find what it would be merged into", "show the summary"]


@pytest.mark.parametrize(
    ("edit", "code"), [(REGRESSION, 1), (IMPROVEMENT, 0)], ids=["worse", "better"]
)
def test_gitlab_comes_to_the_same(tmp_path: Path, origin: Origin, edit: Edit, code: int) -> None:
    github = judged(tmp_path, origin, edit)
    gitlab = GitLab(tmp_path / "gitlab", origin).run("change")
    assert (gitlab.code, github.code) == (code, code), gitlab.log
    assert gitlab.files == github.files
    assert gitlab.installed == github.installed
