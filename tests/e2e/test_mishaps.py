"""The operator's mishaps: each is one line with a code of its own, exit 2 or 4, never a fault."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from batches import ENOUGH, POSIX, end, many, rows_in, start, wait_for
from conftest import Dpcap, run_dpcap
from dpcap.batch.output_dir import OutputDir
from dpcap.cli.main_guard import run
from folders import TINY, make_folder

FILES = {
    "jsonl": "results.jsonl",
    "csv": "results.csv",
    "parquet": "results.parquet",
    "html": "portfolio.html",
    "summary": "summary.md",
    "junit": "junit.xml",
    "verdict": "verdict.json",
}
DAY = "2026-11-24"
# A process that may not write a byte into any file: what a full disk is to it.
NO_ROOM = """
import resource, signal, sys
from dpcap.cli import main
import dpcap.cli.configuration, tempfile
tempfile.gettempdir()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
main()
"""


def in_use(path: str) -> OSError:
    """What Windows says of a file that Excel has open."""
    error = PermissionError(errno.EACCES, "The process cannot access the file", path)
    error.winerror = 32  # type: ignore[attr-defined]
    return error


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "providers" / "acme")


@pytest.fixture
def scored(dpcap: Dpcap, acme: Path, tmp_path: Path) -> Path:
    """An output folder with what `batch` writes."""
    done = dpcap("batch", acme.parent, "--framework", TINY, "--on", DAY, "--out", "out")
    assert done.returncode == 0, done.stderr
    return tmp_path / "out"


# ── places ───────────────────────────────────────────────────────────────────────────────────────


def commands(tmp_path: Path) -> dict[str, tuple[str | Path, ...]]:
    """Each command that writes, up to the name of what it writes to."""
    acme, profile = tmp_path / "providers" / "acme", tmp_path / "out" / "acme" / "profile.json"
    common = ("--framework", TINY)
    return {
        "assess": ("assess", acme, "--no-input", *common, "--out"),
        "batch": ("batch", acme.parent, *common, "--on", DAY, "--out"),
        "report": ("report", profile, *common, "--out"),
        "compare": ("compare", profile, profile, *common, "--out"),
        "bundle": ("bundle", acme, *common, "--out"),
        "keygen": ("keygen",),
        "new": ("new", *common),
    }


def one_line(said: str) -> str:
    """The one line with a code in *said*, which is all there is but progress."""
    lines = [line for line in said.splitlines() if " DP" in line]
    assert len(lines) == 1, said
    assert "Traceback" not in said
    return lines[0]


@POSIX
@pytest.mark.parametrize("command", commands(Path()))
def test_a_place_where_nothing_can_be_written(
    dpcap: Dpcap, scored: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere" / "at-all")
    words = commands(tmp_path)[command]
    for place, code in [
        ("file/below", "DP148"),
        ("lost", "DP150"),
        ("lost/below", "DP150"),
        ("x" * 300, "DP151"),
    ]:
        for language in ("en", "zh"):
            done = run_dpcap(tmp_path, *words, place, env={"DPCAP_LANG": language})
            assert done.returncode == 2, done.stderr
            assert f" {code} " in one_line(done.stderr)
            assert ("错误" if language == "zh" else "error") in done.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert scored.is_dir()


@POSIX
@pytest.mark.parametrize("command", [name for name in commands(Path()) if name != "batch"])
def test_a_disk_without_room(scored: Path, tmp_path: Path, command: str) -> None:
    words = commands(tmp_path)[command]
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM, *map(str, words), "made"],
        cwd=tmp_path,
        env={**os.environ, "DPCAP_LANG": "en", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 4, done.stderr
    line = one_line(done.stderr)
    assert " DP145 error: the disk is full; made" in line
    assert [path for path in (tmp_path / "made").rglob("*") if path.is_file()] == []
    assert scored.is_dir()


# ── standard output ──────────────────────────────────────────────────────────────────────────────


def talkers(tmp_path: Path) -> list[tuple[str | Path, ...]]:
    acme, profile = tmp_path / "providers" / "acme", tmp_path / "out" / "acme" / "profile.json"
    return [
        ("assess", acme, "--no-input", "--framework", TINY, "--out", "other"),
        ("assess", acme, "--no-input", "--framework", TINY, "--out", "-", "--format", "html"),
        ("explain", acme, "WRK-1", "--framework", TINY),
        ("diff", profile, profile, "--framework", TINY),
        ("query", "SELECT * FROM range(100000)", "out", "--format", "csv"),
        ("schema", "profile"),
        ("todo", acme, "--framework", TINY),
        ("verify", profile, "--framework", TINY),
        ("--help",),
        ("assess", "--help"),
    ]


@POSIX
def test_a_pipe_that_was_closed(scored: Path, tmp_path: Path) -> None:
    for words in talkers(tmp_path):
        reader, writer = os.pipe()
        os.close(reader)
        assert _said(tmp_path, words, writer) == (4, "DP157"), words
        os.close(writer)
    assert scored.is_dir()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_a_standard_output_that_takes_nothing(scored: Path, tmp_path: Path) -> None:
    for words in talkers(tmp_path):
        with Path("/dev/full").open("wb") as full:
            assert _said(tmp_path, words, full.fileno()) == (4, "DP145"), words
    assert scored.is_dir()


def _said(here: Path, words: tuple[str | Path, ...], out: int) -> tuple[int, str]:
    """The exit code of `dpcap WORDS`, and the one code that it names."""
    done = subprocess.run(
        [Path(sys.executable).with_name("dpcap"), *map(str, words)],
        cwd=here,
        env={**os.environ, "DPCAP_LANG": "en", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    assert "Exception ignored" not in done.stderr
    return done.returncode, one_line(done.stderr).split()[1]


@POSIX
def test_no_standard_output_at_all(acme: Path, tmp_path: Path) -> None:
    command = [Path(sys.executable).with_name("dpcap"), "assess", acme, "--no-input"]
    line = " ".join(f"'{one}'" for one in [*command, "--framework", TINY, "--out", tmp_path / "o"])
    done = subprocess.run(["sh", "-c", f"{line} >&- 2>&-"], check=False)
    assert done.returncode == 0
    assert (tmp_path / "o" / "acme" / "profile.json").is_file()


def test_a_console_that_knows_gbk_only(scored: Path, tmp_path: Path) -> None:
    """What it lacks is replaced, whichever way it comes: ✓, emoji, another script."""
    odd = make_folder(tmp_path / "providers" / "odd ✓ 🙂 ไทย", provider="odd")
    (odd / "answers.yaml").write_text("answers: {✓🙂ไทย: 1}\n", encoding="utf-8")
    for words, code in [
        (("lint", odd, "--framework", TINY), 3),
        (("assess", odd, "--no-input", "--framework", TINY), 3),
        (("batch", odd.parent, "--framework", TINY, "--on", DAY, "--out", "gbk"), 4),
        (("explain", odd.parent / "acme", "WRK-1", "--framework", TINY), 0),
        (("report", scored / "acme" / "profile.json", "--framework", TINY), 0),
        (("assess", odd / "✓🙂", "--no-input", "--framework", TINY), 3),
        (("--help",), 0),
    ]:
        for language in ("zh", "en"):
            done = subprocess.run(
                [Path(sys.executable).with_name("dpcap"), *map(str, words)],
                cwd=tmp_path,
                env={**os.environ, "DPCAP_LANG": language, "PYTHONIOENCODING": "gbk"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            assert done.returncode == code, done.stderr
            assert b"Traceback" not in done.stderr
            assert done.stderr.decode("gbk") is not None


# ── outputs of a batch ───────────────────────────────────────────────────────────────────────────


def batch(folders: Path, out: Path, *more: str) -> int:
    words = ["batch", folders, "--framework", TINY, "--on", DAY, "--out", out, *more]
    with pytest.raises(SystemExit) as left:
        run([*map(str, words), "--executor", "serial"])
    return int(left.value.code or 0)


def rows(path: Path) -> list[tuple[str, str]]:
    read = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row["folder"], row["status"]) for row in read]


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    """A pipe that somebody holds open to write: who reads it gets nothing, and no end."""
    made = tmp_path / "pipe"
    os.mkfifo(made)
    held = os.open(made, os.O_RDWR)
    yield made
    os.close(held)


@POSIX
def test_a_pipe_is_no_zip_of_evidence_and_no_review(acme: Path, pipe: Path, tmp_path: Path) -> None:
    reviews = tmp_path / "reviews"
    reviews.mkdir()
    pipe.rename(reviews / "other.yaml")
    calls = {
        "evidence providers/acme reviews/other.yaml": 3,
        f"batch providers --reviews reviews --framework {TINY} --on {DAY} --out out": 0,
    }
    for call, code in calls.items():
        done = _run(call, tmp_path)
        assert done.returncode == code, done.stderr


@POSIX
@pytest.mark.parametrize(
    "call",
    [
        "diff {pipe} out/acme/profile.json",
        "diff out/acme/profile.json {pipe}",
        "report {pipe}",
        "report out/acme/profile.json --benchmark {pipe}",
        "compare {pipe} out/acme/profile.json",
        "verify {pipe}",
        "verify out/acme/report.html --bundle {pipe}",
        "verify out/acme/report.html --key {pipe}",
        "verify out/acme/report.html --key %s --register {pipe}" % ("0" * 64),
        "sign out/acme/report.html --key {pipe} --issuer Example",
    ],
)
def test_a_pipe_is_no_file(scored: Path, pipe: Path, tmp_path: Path, call: str) -> None:
    """It may never end, so nothing is read of it."""
    done = _run(call.format(pipe=pipe), tmp_path)
    assert done.returncode == 3, done.stderr
    assert "it is no ordinary file" in done.stderr


def _run(call: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A process of its own, which can be ended if it waits for a pipe."""
    return subprocess.run(
        [Path(sys.executable).with_name("dpcap"), *call.split()],
        cwd=cwd,
        env={**os.environ, "DPCAP_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        timeout=ENOUGH,
        check=False,
    )


@pytest.mark.parametrize("name", FILES)
def test_each_output_fails_alone(
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A file that is open in Excel: the others are written, it is named, the next run writes it."""
    folders, out, file = many(tmp_path / "providers", 3), tmp_path / "out", FILES[name]
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if Path(target).name == file and Path(target).parent == out:
            raise in_use(str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    assert batch(folders, out) == 4
    _, said = capfd.readouterr()
    assert f"{out / file} DP147 error" in one_line(said)
    assert {one.name for one in out.iterdir() if one.is_file()} == set(FILES.values()) - {file}
    kept = out / (".dpcap/results.jsonl" if name == "jsonl" else "results.jsonl")
    assert rows(kept) == [(f"p{n:02}", "scored") for n in range(3)]
    assert (out / "p01" / "report.html").is_file()
    monkeypatch.setattr(Path, "replace", real)
    assert batch(folders, out) == 0
    _, said = capfd.readouterr()
    assert said.strip().splitlines()[-1] == "scored 0, reused 3, failed 0"
    assert {one.name for one in out.iterdir() if one.is_file()} == set(FILES.values())


def test_an_output_that_fails_by_our_fault_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folders, out = many(tmp_path / "providers", 2), tmp_path / "out"

    def fault(*_: object) -> bytes:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("dpcap.report.batch.results_csv.ResultsCsv.add", fault)
    assert batch(folders, out) == 4
    _, said = capfd.readouterr()
    assert "csv DP811 error" in one_line(said)
    assert "ZeroDivisionError: by nought" in said
    assert not (out / "results.csv").exists()
    assert (out / "portfolio.html").is_file()


def test_a_page_that_is_open_elsewhere_keeps_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A locked page is named; a folder whose profile cannot be written has failed; no other has."""
    folders, out = many(tmp_path / "providers", 3), tmp_path / "out"
    real, locked = OutputDir.put, {"p00/report.html", "p01/profile.json"}

    def put(self: OutputDir, name: str, data: bytes) -> None:
        if name in locked:
            raise in_use(str(self.out / name))
        real(self, name, data)

    monkeypatch.setattr(OutputDir, "put", put)
    assert batch(folders, out, "--format", "jsonl") == 4
    _, said = capfd.readouterr()
    assert f"{out / 'p00' / 'report.html'} DP147" in one_line(said)
    assert rows(out / "results.jsonl") == [
        ("p00", "scored"),
        ("p01", "failed"),
        ("p02", "scored"),
    ]
    monkeypatch.setattr(OutputDir, "put", real)
    assert batch(folders, out, "--format", "jsonl") == 0
    assert (out / "p00" / "report.html").is_file()
    assert rows(out / "results.jsonl") == [(f"p{n:02}", "scored") for n in range(3)]


# ── templates ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "slip",
    ["{{ nobody.knows }}", "{% if %}", "{{ 1 / 0 }}", "{% include 'none' %}", "\udcff"],
)
@pytest.mark.parametrize("name", ["report.html.j2", "report.md.j2"])
def test_a_slip_in_a_template_is_told_with_file_and_line(
    dpcap: Dpcap, scored: Path, tmp_path: Path, slip: str, name: str
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / name).write_bytes(f"one\ntwo\n{slip}\n".encode("utf-8", "surrogateescape"))
    form = name.split(".")[1]
    profile = scored / "acme" / "profile.json"
    common = ("--framework", TINY, "--templates", own, "--format", form)
    for words in (("report", profile), ("assess", tmp_path / "providers" / "acme", "--no-input")):
        done = dpcap(*words, *common)
        assert done.returncode == 2, done.stderr
        assert one_line(done.stderr).startswith(f"{own / name}:3 DP1")


def test_templates_that_are_not_there_are_not_passed_over(dpcap: Dpcap, scored: Path) -> None:
    done = dpcap("report", scored / "acme" / "profile.json", "--templates", "mistyped")
    assert done.returncode == 2
    assert "mistyped" in done.stderr


# ── being stopped ────────────────────────────────────────────────────────────────────────────────


@POSIX
@pytest.mark.process
@pytest.mark.parametrize("way", [("--executor", "serial"), ("--jobs", "2")], ids=["serial", "two"])
@pytest.mark.parametrize("whom", [os.kill, os.killpg], ids=["it", "all"])
def test_the_system_stops_a_batch_as_ctrl_c_does(
    tmp_path: Path, way: tuple[str, ...], whom: Callable[[int, int], None]
) -> None:
    """The pipes close when the last worker has ended."""
    root, out = many(tmp_path / "providers", ENOUGH), tmp_path / "out"
    process = start(root, out, *way)
    wait_for(process, lambda: rows_in(out) > 0)
    whom(process.pid, signal.SIGTERM)
    code, said = end(process)
    assert (code, said.strip().splitlines()[-1]) == (143, "stopped; what was done is kept.")
    assert "Traceback" not in said
    kept = rows_in(out)
    assert 0 < kept < ENOUGH
    code, said = end(start(root, out, *way))
    assert code == 0
    assert f"scored {ENOUGH - kept}, reused {kept}, failed 0" in said


# ── a provider's own settings ────────────────────────────────────────────────────────────────────


@pytest.fixture
def bold(acme: Path) -> Path:
    """A provider that brings a review of its own, and settings that name it."""
    (acme / "r").mkdir()
    review = {
        "schema": "dpcap/review/2",
        "provider": "acme",
        "issuer": "Our own issuer",
        "remarks": [{"node": "work", "text": "perfect", "by": "we", "on": "2026-11-21"}],
    }
    (acme / "r" / "acme.yaml").write_text(json.dumps(review), encoding="utf-8")
    (acme / "dpcap.toml").write_text('reviews = "r"\nout = "../../evil"\n', encoding="utf-8")
    return acme


@pytest.mark.parametrize("inside", [".", "evidence"])
def test_a_provider_never_speaks_for_the_manager(
    dpcap: Dpcap, bold: Path, tmp_path: Path, inside: str
) -> None:
    done = dpcap("assess", bold, "--no-input", "--framework", TINY, cwd=bold / inside)
    assert done.returncode == 0, done.stderr
    assert "Our own issuer" not in done.stdout
    assert "DP155 warning" in one_line(done.stderr)
    assert (bold / inside / "out" / "acme" / "report.html").is_file()
    assert not (tmp_path / "evil").exists()
    where = tmp_path / "providers"
    done = dpcap("batch", where, "--framework", TINY, "--on", DAY, cwd=bold)
    assert "DP155 warning" in done.stderr
    row = json.loads((bold / "out" / "results.jsonl").read_text(encoding="utf-8"))
    assert (row["status"], row.get("issuer")) == ("scored", None)


def test_nor_where_an_option_names_its_own(dpcap: Dpcap, bold: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(bold / "r")
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "acme.yaml").symlink_to(bold / "r" / "acme.yaml")
    common = ("--framework", TINY)
    for words in (
        ("assess", bold, "--no-input"),
        ("batch", bold.parent),
        ("bundle", bold),
        ("explain", bold, "WRK-1"),
    ):
        for reviews in (bold / "r", tmp_path / "link", ours):
            done = dpcap(*words, *common, "--reviews", reviews)
            assert done.returncode == 2, (words, reviews)
            assert "DP156 error" in one_line(done.stderr)
    done = dpcap("assess", bold, "--no-input", *common, "--evidence-root", bold)
    assert (done.returncode, "DP156" in done.stderr) == (2, True)


def test_nor_by_a_framework_of_its_own(dpcap: Dpcap, bold: Path) -> None:
    (bold / "questionnaires").symlink_to(TINY)
    (bold / "fw").mkdir()
    for file in TINY.iterdir():
        (bold / "fw" / file.name).write_bytes(file.read_bytes())
    for way in (("--framework", bold / "fw"), ()):
        env = {} if way else {"DPCAP_FRAMEWORK": str(bold / "fw")}
        done = dpcap("assess", bold, "--no-input", *way, env=env)
        assert (done.returncode, "DP156" in done.stderr) == (2, True)
