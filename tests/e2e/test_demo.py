"""`dpcap demo`: from nothing to a report, and to what may be tried next."""

from __future__ import annotations

import re
import shlex
from itertools import chain
from pathlib import Path, PureWindowsPath

import pytest

from conftest import Dpcap
from dpcap.workflow.demo import DAY, SHOWN
from locations import PROVIDERS, REVIEWS, ROOT

# What Windows lets no file be called.
UNFIT = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
# A path on Windows has 260 characters; this much is left below the folder of Python's libraries
# in the home of a user with a long name, and below `_data`.
LONGEST = 120
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def next_calls(said: str) -> list[list[str]]:
    """The calls that are offered, as a shell takes them apart."""
    lines = [line.strip() for line in said.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("dpcap ")]


@pytest.mark.parametrize(("language", "lang"), [("en", "en"), ("zh", "zh-CN")])
def test_without_anything_there_is_a_report_to_open(
    dpcap: Dpcap, tmp_path: Path, language: str, lang: str
) -> None:
    done = dpcap("demo", env={"DPCAP_LANG": language})
    assert done.returncode == 0, done.stderr
    page = tmp_path / "dpcap-demo" / "out" / SHOWN / "report.html"
    assert f'<html lang="{lang}"' in page.read_text("utf-8")[:400]
    assert str(page.resolve()) in map(str.strip, done.stderr.splitlines())
    assert bool(CHINESE.search(done.stderr)) == (language == "zh")
    assert page.with_name("profile.json").is_file()
    # The page of the same provider as in the checkout, with its reviews and on the same day.
    words = ("--on", DAY.isoformat(), "--reviews", REVIEWS, "--lang", language, "--out", "again")
    assert dpcap("assess", PROVIDERS / SHOWN, "--no-input", *words).returncode == 0
    assert page.read_bytes() == (tmp_path / "again" / SHOWN / "report.html").read_bytes()


def test_every_call_that_is_offered_next_runs(dpcap: Dpcap, tmp_path: Path) -> None:
    done = dpcap("demo", "试 用 (1)/demo")
    calls = next_calls(done.stderr)
    assert [words[0] for words in calls] == ["explain", "batch", "new"]
    for words in calls:
        ran = dpcap(*words)
        # Not every example meets the rules of admission.
        assert ran.returncode == (1 if words[0] == "batch" else 0), (words, ran.stderr)
    page = re.search(r"open (\S.*portfolio\.html)", done.stderr)
    assert page is not None
    assert (tmp_path / page[1]).is_file()


def test_nothing_that_is_there_is_overwritten(dpcap: Dpcap, tmp_path: Path) -> None:
    for name in ("providers", "reviews", "out", ".schema", ".gitattributes"):
        folder = tmp_path / f"holds {name}"
        folder.mkdir()
        (folder / name).write_text("mine", "utf-8")
        done = dpcap("demo", folder)
        assert (done.returncode, name in done.stderr) == (2, True)
        assert files(folder) == {name: b"mine"}
    (tmp_path / "file").write_text("mine", "utf-8")
    assert dpcap("demo", "file").returncode == 2
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_a_link_to_nowhere_is_not_followed(dpcap: Dpcap, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "out").symlink_to(tmp_path / "elsewhere")
    assert dpcap("demo", "demo").returncode == 2
    assert not (tmp_path / "elsewhere").exists()


def test_a_second_run_leaves_the_first_alone(dpcap: Dpcap, tmp_path: Path) -> None:
    assert dpcap("demo").returncode == 0
    changed = tmp_path / "dpcap-demo" / "providers" / SHOWN / "provider.yaml"
    changed.write_text("mine", "utf-8")
    before = files(tmp_path)
    done = dpcap("demo")
    assert (done.returncode, "dpcap-demo" in done.stderr) == (2, True)
    assert files(tmp_path) == before


def test_other_things_in_the_folder_are_left_alone(dpcap: Dpcap, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "notes.txt").write_text("mine", "utf-8")
    assert dpcap("demo", ".", cwd=tmp_path / "here").returncode == 0
    assert (tmp_path / "here" / "notes.txt").read_text("utf-8") == "mine"
    assert (tmp_path / "here" / "out" / SHOWN / "report.html").is_file()


def test_settings_around_it_have_no_say(dpcap: Dpcap, tmp_path: Path) -> None:
    (tmp_path / "dpcap.toml").write_text('framework = "none"\nout = "elsewhere"\n', "utf-8")
    done = dpcap("demo", env={"DPCAP_FRAMEWORK": "none"})
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "elsewhere").exists()


def test_a_providers_folder_is_no_place_for_it(dpcap: Dpcap, tmp_path: Path) -> None:
    assert dpcap("new", "acme").returncode == 0
    before = files(tmp_path)
    done = dpcap("demo", "acme/demo")
    assert (done.returncode, "DP156" in done.stderr) == (2, True), done.stderr
    assert files(tmp_path) == before


def test_the_copy_is_the_examples(dpcap: Dpcap, tmp_path: Path) -> None:
    """Byte for byte, but for the paths that they name; those lead somewhere in the copy."""
    assert dpcap("demo", "demo").returncode == 0
    for folder in (PROVIDERS, REVIEWS):
        copies = files(tmp_path / "demo" / folder.name)
        originals = files(folder)
        assert set(copies) == set(originals)
        changed = {name for name, data in originals.items() if data != copies[name]}
        assert {Path(name).suffix for name in changed} <= {".yaml", ".md"}
    pointer = re.compile(r"\$schema=(\S+)")
    written = [*(tmp_path / "demo").rglob("*.yaml")]
    pointers = [(path, pointer.search(path.read_text("utf-8"))) for path in written]
    assert len(pointers) > 30
    assert [path for path, at in pointers if not (at and (path.parent / at[1]).is_file())] == []
    lint = dpcap("lint", "providers", "reviews", cwd=tmp_path / "demo")
    assert lint.returncode == 0, lint.stdout
    readme = (tmp_path / "demo" / "providers" / SHOWN / "README.md").read_text("utf-8")
    (line,) = re.findall(r"^\$ dpcap (.*)$", readme, re.MULTILINE)
    assert dpcap(*shlex.split(line), cwd=tmp_path / "demo").returncode == 0


def test_the_names_of_the_examples_can_be_on_windows() -> None:
    every = chain(*(files(folder) for folder in (PROVIDERS, REVIEWS)))
    names = [PureWindowsPath("examples/providers", name) for name in every]
    assert len(names) > 200
    unfit = [name for name in names if any(UNFIT.search(part) for part in name.parts)]
    # Names that were reserved in the days of DOS.
    unfit += [name for name in names if any(PureWindowsPath(p).is_reserved() for p in name.parts)]
    unfit += [name for name in names if len(str(name)) > LONGEST]
    assert unfit == []
    assert len({str(name).lower() for name in names}) == len(names)


def test_make_and_the_command_show_the_same() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert f"assess examples/providers/{SHOWN} --no-input --on {DAY} " in makefile
