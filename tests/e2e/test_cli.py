"""The command line end to end, as a subprocess, on the shipped examples."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import FRESH, Dpcap, Run
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS, ROOT

EXAMPLES = sorted(path.name for path in PROVIDERS.iterdir() if path.is_dir())
TOP = [
    "schema_version",
    "provider",
    "framework",
    "answers_digest",
    "engine_version",
    "assessed_on",
    "as_of",
    "role",
    "roles",
    "lenses",
    "evidence",
    "findings",
    "overall",
    "areas",
]
NODE = [
    "id",
    "claimed",
    "proved",
    "claimed_ceiling",
    "proved_ceiling",
    "coverage",
    "applicable",
    "weight",
    "effective_weight",
    "contribution",
]


def profile_of(dpcap: Dpcap, folder: Path, *more: str | Path) -> dict[str, Any]:
    done = dpcap("assess", folder, "--no-input", "--format", "json", "--out", "-", *more)
    assert done.returncode == 0, done.stderr
    loaded: dict[str, Any] = json.loads(done.stdout)
    return loaded


def nodes(profile: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield profile["overall"]
    for area in profile["areas"]:
        yield area
        for dimension in area["dimensions"]:
            yield dimension
            yield from dimension["indicators"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_gives_a_whole_profile(dpcap: Dpcap, example: str) -> None:
    profile = profile_of(dpcap, PROVIDERS / example)
    assert [key for key in TOP if key not in profile] == []
    assert profile["provider"]["id"]
    assert set(profile["framework"]) >= {"id", "version", "digest"}
    for node in nodes(profile):
        assert [key for key in NODE if key not in node] == [], node["id"]
    indicators = [
        one for area in profile["areas"] for dim in area["dimensions"] for one in dim["indicators"]
    ]
    assert len(indicators) >= 110
    assert all("state" in one for one in indicators)
    overall = profile["overall"]
    assert (overall["weight"], overall["effective_weight"], overall["contribution"]) == (1, 1, None)
    for basis in ("claimed", "proved"):
        level = overall["level"][basis]
        assert set(level) == {"id", "graded", "blocked"}
        for rule in level["blocked"]:
            assert set(rule) == {"level", "rule", "needed", "found", "nodes"}


def test_the_same_bytes_twice(dpcap: Dpcap, tmp_path: Path) -> None:
    for name in ("one", "two"):
        call = ("assess", PROVIDERS / "lanxing", "--no-input", "--out", tmp_path / name)
        assert dpcap(*call, env=FRESH).returncode == 0
    for path in (tmp_path / "one").rglob("*.*"):
        twin = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert path.read_bytes() == twin.read_bytes(), path.name


def test_defaults_write_three_files_and_print_the_page(dpcap: Dpcap, tmp_path: Path) -> None:
    done = dpcap("assess", PROVIDERS / "xinya", "--no-input")
    assert done.returncode == 0
    written = {path.name for path in (tmp_path / "out" / "xinya").iterdir()}
    assert written == {"report.html", "report.md", "profile.json"}
    assert "实证" in done.stdout
    assert "wrote" in done.stderr
    assert all(not line.startswith("wrote") for line in done.stdout.splitlines())


def test_it_never_asks_without_a_terminal(dpcap: Dpcap) -> None:
    done = dpcap("assess", PROVIDERS / "xinya", "--format", "terminal")
    assert done.returncode == 0


def test_a_stored_profile_is_rendered_again_without_its_folder(
    dpcap: Dpcap, tmp_path: Path
) -> None:
    shutil.copytree(PROVIDERS / "qiushi-live", tmp_path / "folder")
    assert dpcap("assess", "folder", "--no-input", "--lang", "zh").returncode == 0
    html = (tmp_path / "out" / "qiushi-live" / "report.html").read_text("utf-8")
    shutil.rmtree(tmp_path / "folder")
    done = dpcap("report", "out/qiushi-live/profile.json", "--lang", "zh", "--out", "again")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "again" / "qiushi-live" / "report.html").read_text("utf-8") == html
    english = dpcap(
        "report", "out/qiushi-live/profile.json", "--lang", "en", "--format", "md", "--out", "-"
    )
    assert "Proved" in english.stdout


def test_another_framework_than_the_profiles_is_an_error_that_names_both(
    dpcap: Dpcap, tmp_path: Path
) -> None:
    assert dpcap("assess", PROVIDERS / "xinya", "--no-input").returncode == 0
    stored = json.loads((tmp_path / "out" / "xinya" / "profile.json").read_text("utf-8"))
    shutil.rmtree(tmp_path / "out" / "frameworks")
    other = ROOT / "examples" / "frameworks" / "studio-check"
    done = dpcap("report", "out/xinya/profile.json", "--framework", other)
    assert done.returncode == 3
    assert stored["framework"]["digest"] in done.stderr
    assert "DP601" in done.stderr


def test_another_framework_works_without_a_line_of_code(dpcap: Dpcap, tmp_path: Path) -> None:
    other = ROOT / "examples" / "frameworks" / "studio-check"
    role = next(iter(json.loads(dpcap_schema_roles(other))))
    made = dpcap("new", "folder", "--framework", other, "--role", role, "--lang", "en")
    assert made.returncode == 0, made.stderr
    done = dpcap("assess", "folder", "--no-input", "--framework", other)
    assert done.returncode == 0, done.stderr
    profile = json.loads((tmp_path / "out" / "folder" / "profile.json").read_text("utf-8"))
    assert profile["framework"]["id"] == "studio-check"


def dpcap_schema_roles(directory: Path) -> str:
    from dpcap.intake.framework import load_framework

    return json.dumps(list(load_framework(directory).roles))


@pytest.mark.parametrize("where", ["option", "environment", "settings", "here", "shipped"])
def test_lookup_order(dpcap: Dpcap, tmp_path: Path, where: str) -> None:
    copy = tmp_path / "elsewhere"
    earlier = shutil.ignore_patterns("migrations", "releases")
    shutil.copytree(QUESTIONNAIRES, copy, ignore=earlier)
    text = (copy / "framework.yaml").read_text("utf-8")
    (shipped,) = re.findall(r"^version: (\S+)$", text, re.MULTILINE)
    marked = text.replace(f"version: {shipped}", "version: 9999.0.0")
    (copy / "framework.yaml").write_text(marked, "utf-8")
    env, more = {}, []
    if where == "option":
        more = ["--framework", copy]
    elif where == "environment":
        env = {"DPCAP_FRAMEWORK": str(copy)}
    elif where == "settings":
        (tmp_path / "dpcap.toml").write_text('framework = "elsewhere"\n', "utf-8")
    elif where == "here":
        copy.rename(tmp_path / "questionnaires")
    done = dpcap(
        "assess",
        PROVIDERS / "xinya",
        "--no-input",
        "--format",
        "json",
        "--out",
        "-",
        *more,
        env=env,
    )
    assert done.returncode == 0, done.stderr
    expected = shipped if where == "shipped" else "9999.0.0"
    assert json.loads(done.stdout)["framework"]["version"] == expected


def test_the_shipped_framework_has_notes_at_most_and_the_examples_no_error(dpcap: Dpcap) -> None:
    shipped = dpcap("lint", "--strict", "--format", "json")
    assert shipped.returncode == 0, shipped.stdout
    assert {one["severity"] for one in json.loads(shipped.stdout)} <= {"note"}
    examples = dpcap("lint", PROVIDERS, REVIEWS, "--format", "json")
    assert examples.returncode == 0
    assert {one["severity"] for one in json.loads(examples.stdout)} <= {"warning", "note"}


def test_lint_formats(dpcap: Dpcap, tmp_path: Path) -> None:
    shutil.copytree(PROVIDERS / "xinya", tmp_path / "folder")
    with (tmp_path / "folder" / "provider.yaml").open("a", encoding="utf-8") as stream:
        stream.write("unheard_of: 1\n")
    text = dpcap("lint", "folder")
    assert text.returncode == 3
    assert "provider.yaml:" in text.stdout
    assert "DP106" in text.stdout
    annotated = dpcap("lint", "folder", "--format", "github")
    assert annotated.stdout.startswith("::error file=folder/provider.yaml,line=")
    listed = json.loads(dpcap("lint", "folder", "--format", "json").stdout)
    assert listed[0]["code"] == "DP106"


def test_exit_codes(dpcap: Dpcap, tmp_path: Path) -> None:
    assert dpcap("assess").returncode == 2
    assert dpcap("nonsense").returncode == 2
    assert dpcap("assess", tmp_path / "nowhere", "--no-input").returncode == 3
    assert dpcap("assess", PROVIDERS / "xinya", "--no-input", "--role", "nobody").returncode == 2
    assert dpcap("assess", PROVIDERS / "xinya", "--no-input", "--on", "2001-01-01").returncode == 2
    assert dpcap("assess", PROVIDERS / "xinya", "--no-input", "--out", "-").returncode == 2
    assert dpcap("lint", PROVIDERS / "guoqi", "--strict").returncode == 1
    assert dpcap("explain", PROVIDERS / "xinya", "NO-1.1").returncode == 2


def test_explain_goes_down_to_the_answer(dpcap: Dpcap) -> None:
    done = dpcap("explain", PROVIDERS / "lanxing", "TRA-1.3", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "TRA-1.3" in done.stdout
    assert "weight" in done.stdout
    zh = dpcap("explain", PROVIDERS / "lanxing", "--lang", "zh")
    assert "卡住的等级" in zh.stdout


def test_schema_of_each_kind(dpcap: Dpcap) -> None:
    for kind in ("framework", "area", "provider", "answers", "review", "profile"):
        done = dpcap("schema", kind)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["$schema"].startswith("https://json-schema.org/")


def test_help_in_both_languages(dpcap: Dpcap) -> None:
    assert "assess a provider" in dpcap("--help").stdout
    assert "评估一个服务商" in dpcap("--help", env={"DPCAP_LANG": "zh"}).stdout
    assert "评估一个服务商" in dpcap("--help", env={"DPCAP_LANG": "", "LANG": "zh_CN.UTF-8"}).stdout
    assert dpcap("--version").stdout.startswith("dpcap ")


def named(dpcap: Dpcap, folder: Path, name: str) -> Run:
    shutil.copytree(PROVIDERS / "xinya", folder)
    path = folder / "provider.yaml"
    lines = path.read_text("utf-8").splitlines()
    text = "\n".join(f'name: {{zh: "{name}"}}' if one.startswith("name:") else one for one in lines)
    path.write_text(text, "utf-8")
    return dpcap("assess", folder, "--no-input")


def test_a_name_cannot_drive_the_terminal(dpcap: Dpcap, tmp_path: Path) -> None:
    done = named(dpcap, tmp_path / "folder", "\\e[31mred\\u202egnp")
    assert done.returncode == 3
    assert "provider.yaml:5:12 DP113" in done.stderr
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr


def test_a_name_cannot_become_markup(dpcap: Dpcap, tmp_path: Path) -> None:
    done = named(dpcap, tmp_path / "folder", "<script>alert(1)</script>{{ 7*7 }}[x](javascript:1)|")
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "out" / "xinya" / "report.html").read_text("utf-8")
    assert "<script>alert" not in html
    assert "{{ 7*7 }}" in html
    markdown = (tmp_path / "out" / "xinya" / "report.md").read_text("utf-8")
    assert "<script>" not in markdown
    assert "[x](javascript" not in markdown


def test_lint_goes_through_all_paths_and_hides_none(dpcap: Dpcap, tmp_path: Path) -> None:
    (tmp_path / "note.txt").touch()
    done = dpcap(
        "lint", QUESTIONNAIRES, PROVIDERS / "guoqi", tmp_path, "absent", "--format", "json"
    )
    assert done.returncode == 3
    codes = [one["code"] for one in json.loads(done.stdout)]
    assert codes.count("DP117") == 2
    assert "DP344" in codes


def test_a_shell_is_told_how_a_call_could_go_on(dpcap: Dpcap) -> None:
    def told(words: str) -> list[str]:
        place = str(len(words.split()) - 1)
        asked = {"_DPCAP_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": place}
        return dpcap(env=asked).stdout.split()

    assert told("dpcap as") == ["assess"]
    assert told("dpcap report --fo") == ["--format"]


def test_a_command_that_is_not_there_is_told_with_the_nearest(dpcap: Dpcap) -> None:
    done = dpcap("assesss", "folder")
    assert done.returncode == 2
    assert "Did you mean 'assess'?" in done.stderr


@pytest.mark.parametrize(
    ("wanted", "word"),
    [
        (("--area", "live"), "--area"),
        (("--no-input", "--area", "live"), "--area"),
        (("--no-input", "--pages", "one", "--format", "json"), "--pages"),
        (("--no-input", "--pages", "short", "--format", "terminal"), "--pages"),
    ],
)
def test_an_option_that_would_change_nothing_is_refused(
    dpcap: Dpcap, wanted: tuple[str, ...], word: str
) -> None:
    done = dpcap("assess", PROVIDERS / "lanxing", *wanted)
    assert (done.returncode, done.stdout) == (2, "")
    assert word in done.stderr
