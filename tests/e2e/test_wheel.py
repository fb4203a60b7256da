"""The wheel, installed alone, finds its framework and templates and assesses with them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from dpcap.intake.framework import load_framework
from locations import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with nothing but the wheel and the libraries it depends on."""
    place = tmp_path_factory.mktemp("wheel")
    source = place / "source"
    shutil.copytree(ROOT / "examples", source / "examples")
    kept = ("src", "gates", "plans", "standing", "questionnaires", "reports")
    kept += ("pyproject.toml", "README.md", "LICENSE")
    (source / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "hatch_build.py", source / "tools")
    shutil.copytree(ROOT / "docs" / "schema", source / "docs" / "schema")
    for name in kept:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", place, source]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(place / "venv", with_pip=False)
    python = place / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps"]
    subprocess.run([*pip, next(place.glob("*.whl"))], check=True, capture_output=True)
    # The libraries come from the environment of the tests: a path, so its own .pth files (the
    # editable dpcap among them) are not read.
    site = next((place / "venv" / "lib").glob("python*")) / "site-packages"
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return place / "venv" / "bin"


def test_it_is_the_wheel_that_runs(installed: Path, tmp_path: Path) -> None:
    where = [installed / "python", "-c", "import dpcap; print(dpcap.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert Path(found.strip()).is_relative_to(installed.parent)


def test_it_assesses_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "providers" / "lanxing", tmp_path / "provider")
    command = [installed / "dpcap", "assess", "provider", "--no-input"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    profile = json.loads((tmp_path / "out" / "lanxing" / "profile.json").read_text("utf-8"))
    assert profile["framework"]["id"] == "dp-six"
    page = (tmp_path / "out" / "lanxing" / "report.html").read_bytes()
    # What it carries of the profile grows with questions and shops; the page around it is ours.
    carried = page.partition(b'id="dpcap-report">')[2].partition(b"</script>")[0]
    assert json.loads(carried)["profile"]["provider"]["id"] == profile["provider"]["id"]
    assert len(page) - len(carried) < 230_000


@pytest.mark.parametrize("program", [("dpcap",), ("python", "-m", "dpcap")], ids=" ".join)
def test_its_demo_needs_no_checkout(
    installed: Path, tmp_path: Path, program: tuple[str, ...]
) -> None:
    """Found by name or as a module of Python; the examples are those of the checkout."""
    name, *words = program
    command = [installed / name, *words, "demo", "try it"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "try it" / "out" / "lanxing" / "report.html").is_file()
    for folder in ("providers", "reviews"):
        copied, ours = tmp_path / "try it" / folder, ROOT / "examples" / folder
        names = {path.relative_to(ours) for path in ours.rglob("*") if path.is_file()}
        assert {path.relative_to(copied) for path in copied.rglob("*") if path.is_file()} == names
        kept = [name for name in names if "evidence" in name.parts]
        assert all((copied / one).read_bytes() == (ours / one).read_bytes() for one in kept)


def test_the_framework_it_ships_is_compiled(installed: Path, tmp_path: Path) -> None:
    """By the digest of its YAML, and equal to it: nothing of it is parsed, nothing is cached."""
    code = """
from dpcap.intake import framework, framework_cache, framework_files, lookup
place = lookup.shipped("questionnaires")
(file,) = framework_cache.shipped_folder().iterdir()
assert file.stem == framework_cache.key_of(place)
expected = framework_files.read_framework(place).framework
framework_files.read_framework = None
assert framework.load_framework(place) == expected
print(expected.digest)
"""
    cache = tmp_path / "cache"
    cache.mkdir()
    done = subprocess.run(
        [installed / "python", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == load_framework(ROOT / "questionnaires").digest
    assert list(cache.iterdir()) == []


def test_it_says_that_it_is_typed(installed: Path) -> None:
    (site,) = (installed.parent / "lib").glob("python*/site-packages")
    assert (site / "dpcap" / "py.typed").is_file()


def test_it_lints_the_framework_it_ships(installed: Path, tmp_path: Path) -> None:
    command = [installed / "dpcap", "lint", "--strict"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_it_knows_the_gates_it_ships(installed: Path, tmp_path: Path) -> None:
    text = "schema: dpcap/gates/1\nid: ours\nextends: admission\nrules: {office: {at_least: 50}}\n"
    (tmp_path / "gates.yaml").write_text(text, encoding="utf-8")
    command = [installed / "dpcap", "lint", "--strict", "gates.yaml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_its_letters_find_their_templates(installed: Path, tmp_path: Path) -> None:
    asked = (
        "from dpcap.report.letter.pages import SHELF; from dpcap.report.paths import own_reports;"
        "print(*sorted(path.name for path in (own_reports() / SHELF).iterdir()), sep='\\n')"
    )
    where = [installed / "python", "-c", asked]
    found = subprocess.run(where, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert found.split() == sorted(path.name for path in (ROOT / "reports" / "mail").iterdir())


def test_it_brings_the_page_that_checks_reports(installed: Path, tmp_path: Path) -> None:
    command = [installed / "dpcap", "keygen", "keys"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "keys" / "dpcap-key.verify.html").read_text("utf-8")
    assert "BEGIN PUBLIC KEY" in page


def test_it_brings_the_form(installed: Path, tmp_path: Path) -> None:
    command = [installed / "dpcap", "form", ROOT / "examples/providers/xinya", "--out", "a.html"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "@bufbuild/cel" in (tmp_path / "a.html").read_text("utf-8")
