"""The house rules that a tool can hold: floors, words, language purity of the project itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from locations import ROOT

TEXTS = {".py", ".md", ".yaml", ".yml", ".toml", ".j2", ".css", ".sh", ".json", ".csv", ".txt", ""}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def test_the_floors_hold() -> None:
    lint = [Path(sys.executable).with_name("lint-imports")]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_path_of_a_machine() -> None:
    bad = re.compile("(?<![\\w.])/" + "(work|root|home/[a-z]+)/")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked()
        if path.suffix in TEXTS
        for match in bad.finditer(path.read_text("utf-8", errors="replace"))
    ]
    assert found == []


def test_no_merge_is_left_half_done() -> None:
    marks = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in TEXTS and marks.search(path.read_text("utf-8", errors="replace"))
    ]
    assert found == []


def test_what_starts_processes_is_marked() -> None:
    """`make test-busy` runs what is marked, so that it holds beside busy processes."""
    starts = re.compile(r"Popen\(|pexpect\.|SIG(?:INT|TERM|KILL)|\b(?:processes|serial)\(")
    bare = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if path != Path(__file__)
        and starts.search(text := path.read_text("utf-8"))
        and "mark.process" not in text
    ]
    assert bare == []


def test_small_files_with_one_purpose() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for path in (ROOT / "src").rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 500
    ]
    assert long == []
