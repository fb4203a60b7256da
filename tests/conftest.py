"""What all tests share: the command as a subprocess, golden files, hypothesis without a clock."""

from __future__ import annotations

import compileall
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, settings

sys.path.insert(0, str(Path(__file__).parent))

import preloaded
from dpcap.cli import findings

# Time is no part of any test: machines are shared. Nor is luck: a change is held against the same
# examples each time. `make fuzz` looks for others.
settings.register_profile(
    "dpcap",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
settings.register_profile(
    "fuzz", parent=settings.get_profile("dpcap"), derandomize=False, print_blob=True
)
# A changed line of code is to be noticed, not to be shown by the smallest example.
settings.register_profile(
    "mutants",
    parent=settings.get_profile("dpcap"),
    max_examples=20,
    phases=(Phase.explicit, Phase.generate),
    database=None,
)
settings.load_profile(os.environ.get("DPCAP_HYPOTHESIS", "dpcap"))

# A shell that starts the tests in the background has them ignore Ctrl-C, and so would all that they
# start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Nothing is left in the cache folder of whoever runs the tests, and nothing there is used.
_CACHE = TemporaryDirectory(prefix="dpcap-tests-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name

# For calls whose bytes must not hang on the order of sets: each starts an interpreter of its own.
FRESH = {"PYTHONHASHSEED": "random"}

Run = subprocess.CompletedProcess[str]
Dpcap = Callable[..., Run]


def pytest_configure(config: pytest.Config) -> None:
    """Compile the package once: where Python may not do so itself, every process would, in vain."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(__file__).parent.parent / "src", quiet=2)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden-update", action="store_true", help="write the golden files anew and sweep orphans"
    )


def run_dpcap(
    here: Path, *args: str | Path, cwd: Path | None = None, env: Mapping[str, str] = {}
) -> Run:
    """Run `dpcap ARGS` in the directory *here* (or `cwd`), English, no terminal."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DPCAP_", "LC_", "LANG"))}
    whole = {**clean, "DPCAP_LANG": "en", "PYTHONUTF8": "1", **env}
    words, where = [*map(str, args)], cwd or here
    if all(name.startswith(preloaded.OWN) for name in env):
        return preloaded.run(words, cwd=where, env=whole)
    return subprocess.run(
        [Path(sys.executable).with_name("dpcap"), *words],
        cwd=where,
        env=whole,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(autouse=True)
def _no_framework_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process speaks with the words of the framework it read last: no test with another's."""
    monkeypatch.setattr(findings.WORDING, "_wording", None)


@pytest.fixture
def dpcap(tmp_path: Path) -> Dpcap:
    """`run_dpcap` in a directory of its own."""
    return partial(run_dpcap, tmp_path)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a committed file; `--golden-update` writes the file instead.

    How the lines of a table end is no part of it: RFC 4180 has it otherwise than git.
    """
    update = request.config.getoption("--golden-update")

    def check(path: Path, made: str) -> None:
        text = made.replace("\r\n", "\n") if path.suffix == ".csv" else made
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        assert path.exists(), f"{path} is not there: run `make golden` and look at the diff"
        expected = path.read_text(encoding="utf-8")
        assert text == expected, f"{path} differs: run `make golden` and look at the diff"

    return check
