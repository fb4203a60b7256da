"""The tests of a room: what they reach as the code is, and whether they notice one mutant.

Every run is a child of this process, which holds the libraries but never dpcap itself: so a child
starts at once, and imports the real modules or a changed one.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

import coverage
import pytest

from mutants_made import Mutant

_LIBRARIES = (
    "aiosmtpd.controller",
    "cryptography.x509",
    "duckdb",
    "hypothesis.strategies",
    "hypothesis.extra",
    "jinja2",
    "prompt_toolkit",
    "pydantic",
    "rich.console",
    "ruamel.yaml",
    "typer",
    "yaml",
)
# What nobody waits for any more: a mutant can leave a test waiting for ever without any work.
_LONGEST = 15 * 60
_QUIET = (
    *("-q", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
_FAILED = 1
_UNNOTICED = (pytest.ExitCode.OK, pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED)


def preload() -> None:
    """Import what every child needs, but nothing of dpcap."""
    os.environ["DPCAP_HYPOTHESIS"] = "mutants"
    for name in _LIBRARIES:
        with suppress(ImportError):
            import_module(name)


@dataclass(frozen=True)
class Learned:
    """How long each test took, and which tests reach which line of a file."""

    seconds: dict[str, float]
    reached: dict[str, dict[int, frozenset[str]]]

    def reaching(self, mutant: Mutant, seconds: float) -> list[str]:
        """The tests that reach *mutant*, the fastest first, as many as take so many *seconds*.

        What runs as a module is imported, such as the fields of a model, is reached by every test:
        those that run something of the module come first.
        """
        lines = self.reached.get(str(mutant.path), {})
        run = lines.get(mutant.line) or frozenset().union(*lines.values())
        tests = run if lines.get(mutant.line) else self.seconds.keys()
        chosen, left = list[str](), seconds
        for test in sorted(tests, key=lambda one: (one not in run, self.seconds[one], one)):
            left -= self.seconds[test]
            if left < 0 and chosen:
                break
            chosen.append(test)
        return chosen


def learn(
    rooms: Mapping[str, dict[str, Any]], cache: Path, jobs: int, *, again: bool
) -> dict[str, Learned]:
    """What the tests of each of *rooms* reach, as many rooms at once as there are *jobs*.

    It is taken from the *cache* where it is known, unless it is to be learned *again*.
    """
    cache.mkdir(parents=True, exist_ok=True)
    running: dict[int, str] = {}
    for name, room in rooms.items():
        data, times = _kept(cache, name)
        if again or not times.exists():
            data.unlink(missing_ok=True)
            if len(running) >= jobs:
                _end_one(running)
            running[_child(partial(_watched, room, data, times))] = name
    while running:
        _end_one(running)
    return {name: _learned(*_kept(cache, name)) for name in rooms}


def _kept(cache: Path, room: str) -> tuple[Path, Path]:
    """The files that keep what the tests of *room* reach, and how long each takes."""
    return cache / f"{room}.coverage", cache / f"{room}.times"


def _end_one(running: dict[int, str]) -> None:
    pid, status = os.wait()
    name = running.pop(pid)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"the tests of {name} fail as the code is: run them first")


def _learned(data: Path, times: Path) -> Learned:
    lines = (line.rpartition("\t") for line in times.read_text("utf-8").splitlines())
    seconds = {test: float(took) for test, _, took in lines}
    return Learned(seconds, _reached(data))


def _reached(data: Path) -> dict[str, dict[int, frozenset[str]]]:
    held = coverage.CoverageData(str(data))
    held.read()
    return {
        file: {
            line: frozenset(filter(None, tests))
            for line, tests in held.contexts_by_lineno(file).items()
        }
        for file in held.measured_files()
    }


def _watched(room: dict[str, Any], data: Path, times: Path) -> int:
    """Run the tests of *room*; leave beside each other what they reach, and how long each takes."""
    os.environ.pop("COVERAGE_CORE", None)
    cover = coverage.Coverage(data_file=str(data), source_pkgs=["dpcap"], config_file=False)
    cover.start()
    watch = _Watch(cover)
    left_out = [f"--deselect={test}" for test in room.get("without", ())]
    code = pytest.main([*_QUIET, "--tb=short", *left_out, *room["tests"]], plugins=[watch])
    cover.stop()
    cover.save()
    times.write_text("".join(f"{test}\t{took}\n" for test, took in watch.seconds.items()), "utf-8")
    return int(code)


class _Watch:
    """A plugin that tells coverage which test runs, and how long each took."""

    def __init__(self, cover: coverage.Coverage) -> None:
        self.seconds = dict[str, float]()
        self._cover = cover

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._cover.switch_context(item.nodeid)
        begun = process_time()
        found = yield
        self.seconds[item.nodeid] = process_time() - begun
        self._cover.switch_context("")
        return found


class _Chosen:
    """A plugin that runs only these tests, in this order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._place = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [one for one in items if one.nodeid in self._place]
        items[:] = sorted(chosen, key=lambda one: self._place[one.nodeid])


@dataclass(frozen=True)
class Running:
    """A child that runs tests against a mutant."""

    pid: int
    mutant: Mutant

    def noticed(self, status: int) -> bool:
        """Whether a child that ended so had a failing test, or was stopped at a limit.

        One whose tests were not found has noticed nothing.
        """
        return os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) not in _UNNOTICED


def start(mutant: Mutant, tests: Sequence[str], cpu_seconds: int) -> Running:
    """A child that runs *tests* against *mutant*, until one fails; it ends with 0 if none does."""
    return Running(_child(lambda: _against(mutant, tests, cpu_seconds)), mutant)


def _against(mutant: Mutant, tests: Sequence[str], cpu_seconds: int) -> int:
    if not tests:
        return 0
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    signal.alarm(_LONGEST)
    sys.meta_path.insert(0, _Changed(mutant))
    files = sorted({test.partition("::")[0] for test in tests})
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        return int(pytest.main([*_QUIET, "-x", "--tb=no", *files], plugins=[_Chosen(tests)]))


class _Changed(MetaPathFinder, Loader):
    """Finds one module, with its change."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self._mutant.module:
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None:
            spec.loader = self
        return spec

    def exec_module(self, module: ModuleType) -> None:
        code = compile(self._mutant.source(), str(self._mutant.path), "exec")
        exec(code, module.__dict__)  # noqa: S102 - our own module, changed


def _child(work: Callable[[], int]) -> int:
    """The process that does *work* and ends with the code it gives."""
    sys.stdout.flush()
    if pid := os.fork():
        return pid
    code = _FAILED
    try:
        code = work()
    except BaseException as error:  # noqa: BLE001 - a child never goes on as its parent
        print(repr(error), file=sys.stderr)
    finally:
        sys.stdout.flush()
        os._exit(code)
