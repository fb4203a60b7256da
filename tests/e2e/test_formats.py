"""Every format that a command offers is written or printed, or refused; none in silence."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
import sys
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from importlib import import_module
from itertools import takewhile
from keyword import iskeyword
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import dpcap
import dpcap.cli
from dpcap.batch.output_dir import REPORTS, ROWS, OutputDir
from dpcap.batch.outputs import write_outputs
from dpcap.cli.app import COMMANDS, GROUPS
from dpcap.cli.main_guard import run
from dpcap.cli.sending import now
from dpcap.cli.write import to_stdout
from dpcap.delivery.outbox import opened
from dpcap.errors import UsageError, chosen
from dpcap.model.mail import Attached
from dpcap.model.outcome import Outcome
from dpcap.model.statement import Pages, Statement
from dpcap.report.batch.outputs import Place, put_out
from dpcap.report.formats import (
    ATTACHED,
    PROFILE_FORMATS,
    REPORTS_OF_BATCH,
    render,
    render_bytes,
)
from dpcap.report.registry import FormatRegistry, OutputFormat
from dpcap.workflow.assess import ScoredProvider
from dpcap.workflow.report import ReportRequest, write_report
from folders import TINY, make_folder
from judged import put_round
from locations import ROOT
from north_star_plans import PLANS
from portfolios import one, plain_row
from profiles import profile, shipped
from voices import make_wave, row

UNHEARD, SCRATCH = "unheard-of", "scratch"
SAID = "what the scratch format says"

Registry = FormatRegistry[Any]


def commands() -> Iterator[str]:
    """Every command; those of a group by both words."""
    for name in COMMANDS:
        held = getattr(import_module(f"dpcap.cli.{name}"), name) if name in GROUPS else None
        yield from (f"{name} {one.name}" for one in held.registered_commands) if held else (name,)


def function_of(command: str) -> Any:
    name, _, verb = command.partition(" ")
    own = f"{name}_" if iskeyword(name) else name
    held = getattr(import_module(f"dpcap.cli.{own}"), own)
    if not verb:
        return held
    return next(one.callback for one in held.registered_commands if one.name == verb)


def option(command: str) -> type[Enum] | None:
    """What a command's --format offers; None if it has none."""
    function = function_of(command)
    for hint in get_type_hints(function, include_extras=True).values():
        kind, *given = get_args(hint) or (None,)
        # Where it stands in an annotation, typer has an option's first name for its default.
        if any("--format" in (told.default, *(told.param_decls or ())) for told in given):
            offered: type[Enum] = next(filter(_is_enum, (kind, *_inside(kind))))
            return offered
    return None


def _inside(hint: Any) -> Iterator[Any]:
    for part in get_args(hint):
        yield part
        yield from _inside(part)


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


@lru_cache(maxsize=1)
def registries() -> dict[str, Registry]:
    """Every command that has formats, with the registry that they stand in."""
    pairs = [(c, held) for held in named().values() for c in commands() if held.offered(c)]
    assert len(dict(pairs)) == len(pairs), "a command takes its formats from one registry"
    return dict(pairs)


@lru_cache(maxsize=1)
def named() -> dict[str, Registry]:
    """Every registry there is, by its name in the code."""
    found: dict[str, Registry] = {}
    for module in pkgutil.walk_packages(dpcap.__path__, "dpcap."):
        if not module.name.endswith("__main__"):
            held = vars(importlib.import_module(module.name)).items()
            found |= {name: one for name, one in held if isinstance(one, FormatRegistry)}
    return found


GATES = """schema: dpcap/gates/1
id: ours
title: {zh: 门槛, en: Gates}
rules:
  fresh:
    measure: age_days
    at_most: 90
    from: 2026-01-01
    message: {zh: 时效, en: Age}
"""
BRIEF = """schema: dpcap/brief/1
id: ours
title: {en: Ours}
needs: {order: [work]}
"""
EVERY = [
    (command, name) for command, held in registries().items() for name in held.offered(command)
]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two providers, a batch of them, a ledger, an outbox and something to be linted."""
    top = tmp_path_factory.mktemp("formats")
    for name in ("acme", "bravo"):
        make_folder(top / "providers" / name)
    make_folder(top / "wrong" / "acme", rung=9)
    put_round(top / "reviews", 1)
    (top / "gates.yaml").write_text(GATES, "utf-8")
    (top / "brief.yaml").write_text(BRIEF, "utf-8")
    make_wave(top / "voice" / "q3", [row("b1x", 9, "2026-08-10")])
    ledger = ("standing", str(top / "out"), "--ledger", str(top / "standing.jsonl"))
    invited = (*ledger, "--sign", "--by", "王敏", "--provider", "acme", "--as", "invited")
    for words in (batch(top), [*invited, "--reason", "实地走访"]):
        with pytest.raises(SystemExit) as left:
            run(words)
        assert left.value.code == 0
    with opened(top / "outbox.db", now, lambda: None):
        pass
    return top


@pytest.fixture
def top(laid_out: Path) -> Path:
    """The same, without what a call of before has written."""
    shutil.rmtree(laid_out / "new", ignore_errors=True)
    for path in (laid_out / "out").iterdir():
        if path.is_file() and path.name != ROWS:
            path.unlink()
    return laid_out


def batch(top: Path, *more: str) -> list[str]:
    where = ["--out", str(top / "out"), "--framework", str(TINY), "--executor", "serial"]
    return ["batch", str(top / "providers"), *where, *more]


def words(command: str, form: str, top: Path) -> list[str]:
    """A call of *command* that has something to say."""
    one_of, other = (str(top / "out" / name / "profile.json") for name in ("acme", "bravo"))
    folder, framework = str(top / "providers" / "acme"), ["--framework", str(TINY)]
    calls: dict[str, list[str]] = {
        "assess": ["assess", folder, "--no-input", "--out", str(top / "new"), *framework],
        "report": ["report", one_of, "--out", str(top / "new"), "--audience", "brand"],
        "compare": ["compare", one_of, other, "--out", str(top / "new")],
        "diff": ["diff", one_of, one_of],
        "batch": batch(top),
        "whatif": ["whatif", str(top / "out"), *framework, "--out", str(top / "new")],
        "match": ["match", str(top / "brief.yaml"), str(top / "out"), "--out", str(top / "new")],
        "query": ["query", "SELECT provider FROM results", str(top / "out")],
        "todo": ["todo", folder, *framework],
        "status": ["status", folder, *framework],
        "nps": ["nps", str(top / "voice"), *framework],
        "rules": ["rules", "--gates", str(top / "gates.yaml"), "--on", "2026-11-24", *framework],
        "forget": ["forget", str(top / "providers"), "--provider", "acme"],
        "agree": ["agree", str(top / "reviews"), *framework],
        "appeal list": ["appeal", "list", "--reviews", str(top / "reviews")],
        "standing": ["standing", str(top / "out"), "--ledger", str(top / "standing.jsonl")],
        "trend": ["trend", str(top / "out"), "--out", str(top / "new")],
        "incentives": [
            *("incentives", str(top / "out"), "--period", "2026-Q3", "--on", "2026-11-24"),
            *("--out", str(top / "new")),
        ],
        "lint": ["lint", str(top / "wrong" / "acme"), *framework],
        "plan lint": ["plan", "lint", str(PLANS / "02.yaml")],
        "plan track": [
            *("plan", "track", str(PLANS / "01.yaml"), str(top / "out"), "--provider", "acme"),
        ],
        "outbox": ["outbox", str(top / "outbox.db")],
        "framework diff": ["framework", "diff", str(TINY), str(TINY)],
        "framework show": ["framework", "show", "--out", str(top / "new"), *framework],
        "verify": ["verify", one_of, "--folder", folder, *framework],
    }
    return [*calls[command], "--format", form]


def files(top: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in top.rglob("*") if path.is_file()}


def written(top: Path, before: dict[Path, int]) -> dict[str, Path]:
    """The files that are new or changed, by name."""
    new = {path for path, time in files(top).items() if before.get(path) != time}
    return {path.name: path for path in new if ".dpcap" not in path.parts}


# What stands in the folder of a provider assessed is its whole profile, under its own name.
OTHER_NAMES = {("assess", "json"): "profile.json"}
# A folder and a plan with an error in it are linted, and no letter stands in the outbox.
EXITS = {"lint": 3, "plan lint": 3}
SILENT = {("outbox", "terminal"), ("batch", "github")}


@pytest.mark.parametrize(("command", "form"), EVERY)
def test_each_format_writes_prints_or_is_refused(
    top: Path, capfd: pytest.CaptureFixture[str], command: str, form: str
) -> None:
    before = files(top)
    with pytest.raises(SystemExit) as left:
        run(words(command, form, top))
    printed, said = capfd.readouterr()
    new = written(top, before)
    entry = registries()[command].find(command, form)
    if left.value.code == 2:
        assert entry.extra
        assert entry.extra in said
        return
    assert left.value.code == EXITS.get(command, 0), said
    if entry.file is None:
        assert printed.strip() or (command, form) in SILENT
        return
    path = new[OTHER_NAMES.get((command, form), entry.file)]
    content = path.read_bytes()
    assert content
    assert entry.binary or form == "parquet" or content.decode()


@pytest.mark.parametrize("command", sorted(commands()))
def test_a_command_offers_what_its_registry_holds(
    capfd: pytest.CaptureFixture[str], command: str
) -> None:
    found, registry = option(command), registries().get(command)
    assert (found is None) == (registry is None)
    if found is None or registry is None:
        return
    offered = registry.offered(command)
    assert [one.value for one in found] == list(offered)
    assert set(registry.defaults(command)) <= set(offered)
    with pytest.raises(SystemExit):
        run([*command.split(), "--help"])
    told = capfd.readouterr().out
    assert all(name in told for name in offered)
    assert all(f"dpcap[{one.extra}]" in told for one in offered.values() if one.extra)


@pytest.mark.parametrize("command", sorted(registries()))
def test_another_name_is_refused_and_the_choices_are_named(
    top: Path, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    before = files(top)
    with pytest.raises(SystemExit) as left:
        run(words(command, UNHEARD, top))
    said = capfd.readouterr().err
    assert left.value.code == 2
    assert UNHEARD in said
    assert all(name in said for name in registries()[command].offered(command))
    assert written(top, before) == {}


class Told:
    """The scratch format of a batch."""

    def add(self, outcome: Outcome) -> bytes:
        """The row's folder."""
        return f"{outcome.folder}\n".encode()

    def end(self) -> list[bytes]:
        """What every scratch format says."""
        return [SAID.encode()]


def as_text(*_: object, **__: object) -> str:
    return SAID


RENDERERS: dict[str, Any] = {
    "batch": lambda _: Told(),
    **dict.fromkeys(("query", "outbox"), lambda _: iter([SAID.encode()])),
}
# Those that write their formats to files.
WRITERS = {
    "assess",
    "report",
    "compare",
    "batch",
    "framework show",
    "match",
    "whatif",
    "incentives",
    "trend",
}


@pytest.fixture
def scratch(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """A command that has been given one more entry in its registry, and nothing else."""
    command: str = request.param
    registry, file = registries()[command], "scratch.txt" if command in WRITERS else None
    entry = OutputFormat(SCRATCH, RENDERERS.get(command, as_text), (command,), file=file)
    monkeypatch.setattr(registry, "formats", (*registry.formats, entry))
    make = FormatRegistry.__init__

    def make_with_entry(made: FormatRegistry[Any], *formats: OutputFormat[Any]) -> None:
        offers = any(command in one.commands for one in formats)
        make(made, *formats, *([entry] if offers else []))

    # A registry that stands in the command's own module is made anew with it.
    monkeypatch.setattr(FormatRegistry, "__init__", make_with_entry)
    # What is made of the registry is made when the command's module is loaded.
    name = command.split(maxsplit=1)[0]
    monkeypatch.setattr(dpcap.cli, name, getattr(dpcap.cli, name, None), raising=False)
    monkeypatch.delitem(sys.modules, f"dpcap.cli.{name}", raising=False)
    return command


@pytest.mark.parametrize("scratch", sorted(registries()), indirect=True)
def test_one_more_entry_is_all_that_a_format_takes(
    top: Path, capfd: pytest.CaptureFixture[str], scratch: str
) -> None:
    with pytest.raises(SystemExit):
        run([*scratch.split(), "--help"])
    assert SCRATCH in capfd.readouterr().out
    before = files(top)
    with pytest.raises(SystemExit) as left:
        run(words(scratch, SCRATCH, top))
    printed, said = capfd.readouterr()
    assert left.value.code == EXITS.get(scratch, 0), said
    path = written(top, before).get("scratch.txt")
    assert (path is not None) == (scratch in WRITERS)
    assert SAID in (path.read_text("utf-8") if path else printed)


@pytest.mark.parametrize("scratch", ["assess"], indirect=True)
def test_a_format_of_one_command_is_refused_by_another(
    top: Path, capfd: pytest.CaptureFixture[str], scratch: str
) -> None:
    with pytest.raises(SystemExit) as left:
        run(words("report", SCRATCH, top))
    assert left.value.code == 2
    assert SCRATCH in capfd.readouterr().err
    assert scratch == "assess"


def test_every_registry_is_named_to_contributors() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [name for name in named() if f"`{name}`" not in page] == []
    offered = {
        command for held in named().values() for one in held.formats for command in one.commands
    }
    # What is no command takes reports too: a batch and a letter.
    assert offered - set(commands()) == {REPORTS_OF_BATCH, ATTACHED}


# Where a text for people tells the formats of a command in a sentence: how it begins.
SENTENCES = [
    ("docs/api.md", "`write_report(ScoredProvider, ReportRequest, out) → paths` writes", "report"),
    ("docs/api.md", "`render_comparison(Comparison, name)` makes", "compare"),
    ("docs/api.md", "`render_profile_diff(ProfileDiff, name)` makes", "diff"),
    ("docs/api.md", "`render_incentives(IncentiveOverview, name)` makes", "incentives"),
    ("docs/api.md", "`render_plan(TrackedPlan, name)` makes", "plan track"),
    ("docs/api.md", "`render_standing(StandingOverview, name)` makes", "standing"),
    ("docs/compare.md", "`--format` takes", "compare"),
    ("docs/nps.md", "Formats are", "nps"),
    ("docs/nps.zh-CN.md", "格式有", "nps"),
    ("src/dpcap/report/formats.py", "`format`:", "report"),
    ("src/dpcap/report/compare/formats.py", "*compared_profiles* as", "compare"),
]
# What such a sentence leaves out: what stays no file, what is no text.
LEFT_OUT = {
    "`write_report(ScoredProvider, ReportRequest, out) → paths` writes": {"terminal"},
    "`format`:": {one.name for one in PROFILE_FORMATS.formats if one.binary},
}
# And in a table, whose first cells name them.
TABLES = ["incentives", "match", "trend", "whatif"]


@pytest.mark.parametrize(("page", "begins", "command"), SENTENCES)
def test_a_sentence_on_formats_names_all(page: str, begins: str, command: str) -> None:
    _, _, rest = (ROOT / page).read_text("utf-8").partition(begins)
    sentence = re.split(r"\.\s|。|; ", rest, maxsplit=1)[0]
    known = {one.name for held in named().values() for one in held.formats}
    offered = set(registries()[command].offered(command)) - LEFT_OUT.get(begins, set())
    assert set(re.findall("[a-z]+", sentence)) & known == offered


@pytest.mark.parametrize(
    ("page", "command"),
    [
        ("batch-outputs.md", "batch"),
        *((f"{name}{ending}.md", name) for name in TABLES for ending in ("", ".zh-CN")),
    ],
)
def test_a_table_of_formats_has_all(page: str, command: str) -> None:
    lines = (ROOT / "docs" / page).read_text("utf-8").splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("| `terminal` |"))
    rows = takewhile(lambda line: line.startswith("|"), lines[first:])
    told = [name for row in rows for name in re.findall("`([a-z]+)`", row.split("|")[1])]
    assert sorted(told) == sorted(registries()[command].offered(command))


def test_no_two_formats_of_a_command_share_a_name_or_a_file() -> None:
    for command, registry in registries().items():
        names = [one.name for one in registry.formats if command in one.commands]
        assert len(set(names)) == len(names)
        kept = registry.files(command)
        assert len(set(kept.values())) == len(kept)
        assert (command in WRITERS) == bool(kept)
        extras = {one.extra for one in registry.formats if one.extra}
        assert all(f"\n{extra} = [" in (ROOT / "pyproject.toml").read_text() for extra in extras)


def test_only_what_says_so_is_binary() -> None:
    for entry in PROFILE_FORMATS.formats:
        made = render_bytes(profile(), shipped(), format=entry.name)
        if entry.binary:
            with pytest.raises(UsageError, match=entry.name):
                render(profile(), shipped(), format=entry.name)
        else:
            assert render(profile(), shipped(), format=entry.name).encode() == made


def test_what_can_be_cut_down_to_pages_says_so() -> None:
    """What cannot is whole whatever pages are asked for; JSON names them and holds the same."""
    for entry in PROFILE_FORMATS.formats:
        one, short, full = (
            render_bytes(profile(), shipped(), format=entry.name, pages=pages)
            for pages in get_args(Pages)
        )
        if entry.paged:
            assert len(one) * 1.2 < len(short) < len(full) / 1.2, entry.name
        elif entry.name == "json":
            held = [Statement.model_validate_json(made).profile for made in (one, short, full)]
            assert held[0] == held[1] == held[2]
        else:
            assert one == short == full, entry.name


def test_what_goes_with_a_letter_and_into_a_batch_are_formats_of_a_profile() -> None:
    assert set(PROFILE_FORMATS.offered(ATTACHED)) == set(get_args(Attached))
    assert REPORTS == {"html": "report.html", "md": "report.md"}


def test_a_page_in_an_unknown_format_is_refused(tmp_path: Path) -> None:
    wanted = ReportRequest((UNHEARD, "html"), "zh")
    with pytest.raises(UsageError, match=UNHEARD):
        write_report(ScoredProvider(profile(), shipped()), wanted, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_output_of_a_batch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=UNHEARD):
        write_outputs(one(plain_row()), (UNHEARD,), OutputDir(tmp_path), to_stdout)


@pytest.mark.parametrize("name", [UNHEARD, "jsonl"])
def test_what_nothing_can_make_stops_before_anything_is_begun(name: str) -> None:
    def place(of: str) -> Place:
        raise AssertionError(f"{of} was begun")

    with pytest.raises(UsageError, match=name):
        put_out(one(plain_row()), ("csv", name), place)


def test_the_extra_that_a_format_lacks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object) -> str:
        raise ModuleNotFoundError(name="absent")

    entry = OutputFormat(SCRATCH, lacking, ("assess",), file="scratch.txt", extra="remote")
    monkeypatch.setattr(PROFILE_FORMATS, "formats", (*PROFILE_FORMATS.formats, entry))
    wanted = ReportRequest((SCRATCH,), "zh")
    with pytest.raises(UsageError, match=r"--format scratch .*dpcap\[remote\]"):
        write_report(ScoredProvider(profile(), shipped()), wanted, tmp_path)


def test_the_choices_are_named() -> None:
    with pytest.raises(UsageError, match="choose one of a, b"):
        chosen({"a": 1, "b": 2}, "c")
