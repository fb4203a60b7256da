"""The process that waits: a folder that takes for ever ends with its name and code 3."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from batches import POSIX
from folders import TINY, make_folder

# What a process does before it is dpcap: it makes scoring, or a page, take for ever.
ENDLESS = {
    "score": "import dpcap.scoring.sensitivity as m; m.full_profile = lambda _: sum(range(10**15))",
    "page": "import dpcap.report.formats as m; m.render_bytes = lambda *a, **b: sum(range(10**15))",
    "read": "import dpcap.intake.snapshot_assessment as m;"
    " m.assembled = lambda *a: sum(range(10**15))",
}
NO_FORK = "import os; del os.fork"
pytestmark = pytest.mark.process
GUARDED = (
    "import sys; from dpcap.cli.workspace_guard import guarded; guarded(sys.argv[1:], {seconds})"
)


def start(
    here: Path, *words: str | Path, slow: str = "", fork: bool = True, seconds: float = 1
) -> subprocess.Popen[str]:
    """`dpcap WORDS` below another process; *slow*: what it takes for ever with."""
    site = here / "site"
    site.mkdir()
    done_first = [] if fork else [NO_FORK]
    (site / "sitecustomize.py").write_text("\n".join([*done_first, slow]), encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-c", GUARDED.format(seconds=seconds), *map(str, words)],
        cwd=here,
        env={**os.environ, "DPCAP_LANG": "en", "PYTHONUTF8": "1", "PYTHONPATH": str(site)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


@pytest.mark.parametrize("fork", [pytest.param(True, marks=POSIX), False], ids=["fork", "spawn"])
@pytest.mark.parametrize("what", ENDLESS)
def test_what_takes_for_ever_is_named(tmp_path: Path, what: str, fork: bool) -> None:
    folder = make_folder(tmp_path / "甲 [1]", provider="acme")
    words = ("assess", folder, "--no-input", "--framework", TINY)
    # What comes before the page must not take the time that is meant for it.
    seconds = 8 if what == "page" else 1
    process = start(tmp_path, *words, slow=ENDLESS[what], fork=fork, seconds=seconds)
    out, said = process.communicate()
    assert (process.returncode, out) == (3, "")
    (line,) = said.splitlines()
    assert line.startswith("acme " if what == "page" else f"{folder} ")
    assert f"DP809 error: it took more than {seconds} seconds" in line


@pytest.mark.parametrize("fork", [pytest.param(True, marks=POSIX), False], ids=["fork", "spawn"])
def test_codes_and_streams_are_those_of_the_one_that_works(tmp_path: Path, fork: bool) -> None:
    folder = make_folder(tmp_path / "acme")
    for number, (words, code) in enumerate(
        [
            (("assess", folder, "--no-input", "--framework", TINY), 0),
            (("assess", tmp_path / "none", "--no-input", "--framework", TINY), 3),
            (("assess", folder, "--nonsense"), 2),
            (("--version",), 0),
        ]
    ):
        here = tmp_path / str(number)
        here.mkdir()
        process = start(here, *words, fork=fork, seconds=60)
        out, said = process.communicate()
        assert process.returncode == code, said
        assert "Timeout" not in said
        assert bool(out) == (code == 0)


@POSIX
def test_a_signal_reaches_the_one_that_works(tmp_path: Path) -> None:
    """The pipes close when the last process has ended."""
    folder = make_folder(tmp_path / "acme")
    mark = tmp_path / "mark"
    slow = (
        "import pathlib, time, dpcap.scoring.sensitivity as m\n"
        f"m.full_profile = lambda case: (pathlib.Path({str(mark)!r}).touch(), time.sleep(3600))"
    )
    words = ("assess", folder, "--no-input", "--framework", TINY)
    process = start(tmp_path, *words, slow=slow, seconds=3600)
    while not mark.exists():
        assert process.poll() is None
    os.kill(process.pid, signal.SIGTERM)
    process.communicate()
    assert process.returncode == 143
