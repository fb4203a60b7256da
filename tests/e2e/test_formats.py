"""Every format that a command offers: something is written or printed, or it is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from enum import Enum, StrEnum
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from dpcap.batch.output_dir import OutputDir
from dpcap.batch.outputs import write_outputs
from dpcap.cli.app import COMMANDS
from dpcap.cli.compare import CompareFormat
from dpcap.cli.main_guard import run
from dpcap.cli.options import Format
from dpcap.cli.sending import now
from dpcap.delivery.outbox import opened
from dpcap.errors import UsageError, chosen
from dpcap.report.batch.outputs import OUTPUTS
from dpcap.report.compare.formats import FORMATS as COMPARED
from dpcap.report.formats import FORMATS
from dpcap.workflow.assess import ScoredProvider
from dpcap.workflow.report import ReportRequest, write_report
from folders import TINY, make_folder
from portfolios import one, plain_row
from profiles import profile, shipped

UNHEARD = "unheard-of"


def option(command: str) -> tuple[str, type[Enum]] | None:
    """The name of the parameter behind a command's --format, and what it offers."""
    function = getattr(import_module(f"dpcap.cli.{command}"), command)
    for name, hint in get_type_hints(function, include_extras=True).items():
        kind, *given = get_args(hint) or (None,)
        # Where it stands in an annotation, typer has an option's first name for its default.
        if any("--format" in (told.default, *(told.param_decls or ())) for told in given):
            return name, next(filter(_is_enum, (kind, *_inside(kind))))
    return None


def _inside(hint: Any) -> Iterator[Any]:
    for part in get_args(hint):
        yield part
        yield from _inside(part)


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def offered() -> Iterator[tuple[str, str]]:
    """Each command with each format that it offers."""
    for command in COMMANDS:
        if found := option(command):
            yield from ((command, member.value) for member in found[1])


EVERY = sorted(set(offered()))


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two providers, a batch of them, an outbox and something to be linted."""
    top = tmp_path_factory.mktemp("formats")
    for name in ("acme", "bravo"):
        make_folder(top / "providers" / name)
    make_folder(top / "wrong" / "acme", rung=9)
    with pytest.raises(SystemExit) as left:
        run(batch(top))
    assert left.value.code == 0
    with opened(top / "outbox.db", now, lambda: None):
        pass
    return top


def batch(top: Path, *more: str) -> list[str]:
    where = ["--out", str(top / "out"), "--framework", str(TINY), "--executor", "serial"]
    return ["batch", str(top / "providers"), *where, *more]


def words(command: str, form: str, top: Path) -> list[str]:
    """A call of *command* that has something to say."""
    one_of, other = (str(top / "out" / name / "profile.json") for name in ("acme", "bravo"))
    folder, framework = str(top / "providers" / "acme"), ["--framework", str(TINY)]
    calls: dict[str, list[str]] = {
        "assess": ["assess", folder, "--no-input", "--out", str(top / "new"), *framework],
        "report": ["report", one_of, "--out", str(top / "new")],
        "compare": ["compare", one_of, other, "--out", str(top / "new")],
        "diff": ["diff", one_of, one_of],
        "batch": batch(top),
        "query": ["query", "SELECT provider FROM results", str(top / "out")],
        "todo": ["todo", folder, *framework],
        "lint": ["lint", str(top / "wrong" / "acme"), *framework],
        "outbox": ["outbox", str(top / "outbox.db")],
        "verify": ["verify", one_of, "--folder", folder, *framework],
    }
    return [*calls[command], "--format", form]


def files(top: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in top.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("command", "form"), EVERY)
def test_each_format_writes_prints_or_is_refused(
    laid_out: Path, capfd: pytest.CaptureFixture[str], command: str, form: str
) -> None:
    shutil.rmtree(laid_out / "new", ignore_errors=True)
    for path in (laid_out / "out").iterdir():
        if path.is_file() and path.name != "results.jsonl":
            path.unlink()
    before = files(laid_out)
    with pytest.raises(SystemExit) as left:
        run(words(command, form, laid_out))
    printed, said = capfd.readouterr()
    new = {path for path, time in files(laid_out).items() if before.get(path) != time}
    written = {path for path in new if ".dpcap" not in path.parts}
    assert left.value.code in {0, 2, 3}
    assert left.value.code == 2 or printed.strip() or said.strip() or written
    if command == "batch" and form in OUTPUTS and (file := OUTPUTS[form].file):
        assert laid_out / "out" / file in written
    assert (left.value.code == 3) == (command == "lint")


def test_all_commands_with_formats_are_here() -> None:
    assert {command for command, _ in EVERY} == {
        *("assess", "report", "compare", "diff", "batch", "query", "todo", "lint", "outbox"),
        "verify",
    }


def test_what_is_offered_is_what_there_is() -> None:
    assert {one.value for one in Format} == set(FORMATS)
    assert {one.value for one in CompareFormat} == set(COMPARED)


class More(StrEnum):
    """What somebody adds to a command's formats, and nowhere else."""

    unheard = UNHEARD


@pytest.mark.parametrize("command", sorted({command for command, _ in EVERY}))
def test_a_name_that_nothing_writes_is_refused(
    laid_out: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    """As if it had been added to the options alone."""
    module = import_module(f"dpcap.cli.{command}")
    function: Callable[..., Any] = getattr(module, command)
    found = option(command)
    assert found is not None
    wanted: Any = [More.unheard] if found[0] == "formats" else More.unheard

    @wraps(function)
    def called(**given: Any) -> Any:
        return function(**{**given, found[0]: wanted})

    monkeypatch.setattr(module, command, called)
    shutil.rmtree(laid_out / "new", ignore_errors=True)
    first = next(form for name, form in EVERY if name == command)
    with pytest.raises(SystemExit) as left:
        run(words(command, first, laid_out))
    said = capfd.readouterr()
    assert left.value.code == 2, said
    assert UNHEARD in said.err
    assert not (laid_out / "new").exists()


def test_a_page_in_an_unknown_format_is_refused(tmp_path: Path) -> None:
    wanted = ReportRequest((UNHEARD, "html"), "zh")
    with pytest.raises(UsageError, match=UNHEARD):
        write_report(ScoredProvider(profile(), shipped()), wanted, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_output_of_a_batch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=UNHEARD):
        write_outputs(one(plain_row()), (UNHEARD,), OutputDir(tmp_path), lambda _: None)


def test_the_choices_are_named() -> None:
    with pytest.raises(UsageError, match="choose one of a, b"):
        chosen({"a": 1, "b": 2}, "c")
