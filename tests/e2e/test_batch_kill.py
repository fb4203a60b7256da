"""A batch that is killed, interrupted or run twice at once leaves what one run would leave."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from batches import ENOUGH, POSIX, done_by, end, many, rows_in, start, wait_for
from deadly_jobs import deadly_work, endless_work
from dpcap.batch.output_dir import OutputDir
from dpcap.batch.pools import processes
from dpcap.lock import held
from folders import left_by, make_folder

FOLDERS, KILLS = 40, 6
pytestmark = pytest.mark.process


@POSIX
@pytest.mark.parametrize("way", [("--executor", "serial"), ("--jobs", "2")], ids=["serial", "two"])
def test_killed_at_any_moment(tmp_path: Path, way: tuple[str, ...]) -> None:
    root = many(tmp_path / "providers", FOLDERS)
    begun = time.monotonic()
    assert end(start(root, tmp_path / "whole", *way))[0] == 0
    took = time.monotonic() - begun
    draw, out = random.Random(), tmp_path / "out"
    for _ in range(KILLS):
        process = start(root, out, *way)
        time.sleep(draw.uniform(0.2, 1) * took)
        process.kill()
        end(process)
        for file in out.glob("*/profile.json"):
            json.loads(file.read_bytes())
        for file in out.glob("*/report.html"):
            assert file.read_text("utf-8").rstrip().endswith("</html>")
    assert end(start(root, out, *way))[0] == 0
    assert left_by(out) == left_by(tmp_path / "whole")


@POSIX
@pytest.mark.parametrize("way", [("--executor", "serial"), ("--jobs", "2")], ids=["serial", "two"])
def test_ctrl_c_keeps_what_is_done(tmp_path: Path, way: tuple[str, ...]) -> None:
    root, out = many(tmp_path / "providers", ENOUGH), tmp_path / "out"
    process = start(root, out, *way)
    wait_for(process, lambda: rows_in(out) > 0)
    os.killpg(process.pid, signal.SIGINT)
    code, said = end(process)
    assert (code, said.strip().splitlines()[-1]) == (130, "stopped; what was done is kept.")
    assert "Traceback" not in said
    kept = rows_in(out)
    assert 0 < kept < ENOUGH
    code, said = end(start(root, out, *way))
    assert code == 0
    assert f"scored {ENOUGH - kept}, reused {kept}, failed 0" in said


@POSIX
def test_no_worker_outlives_a_run_that_is_killed(tmp_path: Path) -> None:
    root, out = many(tmp_path / "providers", ENOUGH), tmp_path / "out"
    process = start(root, out, "--jobs", "2")
    wait_for(process, lambda: rows_in(out) > 0)
    process.kill()
    assert end(process)[0] == -signal.SIGKILL  # the pipes close when the last worker has ended


def test_the_second_run_waits_and_says_so(tmp_path: Path) -> None:
    root, out = many(tmp_path / "providers", 3), tmp_path / "out"
    with held(out / ".dpcap" / "lock", lambda: None):
        process = start(root, out)
        assert process.stderr is not None
        assert "waiting" in process.stderr.readline()
        assert not (out / "results.jsonl").exists()
    code, said = end(process)
    assert (code, said.strip()) == (0, "scored 3, reused 0, failed 0")


def test_two_runs_at_once(tmp_path: Path) -> None:
    root, out = many(tmp_path / "providers", 10), tmp_path / "out"
    both = [start(root, out, "--jobs", "1"), start(root, out, "--executor", "serial")]
    ended = [end(process) for process in both]
    assert [code for code, _ in ended] == [0, 0]
    assert sorted(said.strip().splitlines()[-1] for _, said in ended) == [
        "scored 0, reused 10, failed 0",
        "scored 10, reused 0, failed 0",
    ]
    assert end(start(root, tmp_path / "alone"))[0] == 0
    assert left_by(out) == left_by(tmp_path / "alone")


# ── in this process ──────────────────────────────────────────────────────────────────────────────


class Killed(BaseException):
    """Stands for the end of the process."""


def test_killed_before_every_single_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every point between two changes of the output is tried, on top of an earlier run."""
    root = many(tmp_path / "providers", 3)
    done_by(root, tmp_path / "before")
    make_folder(root / "p01", rung=2)
    make_folder(root / "p02", provider="other")
    steps, left = 0, -1
    real = {name: getattr(OutputDir, name) for name in ("put", "drop", "unfinished", "finish")}

    def counted(name: str, *given: Any) -> Any:
        nonlocal steps
        steps += 1
        if steps == left:
            raise Killed
        return real[name](*given)

    for name in real:
        monkeypatch.setattr(OutputDir, name, lambda *given, name=name: counted(name, *given))

    def after(out: Path) -> dict[str, bytes]:
        subprocess.run(["cp", "-a", tmp_path / "before", out], check=True)
        for _ in range(2):
            try:
                done_by(root, out)
            except Killed:
                continue
        return left_by(out)

    whole = after(tmp_path / "whole")
    assert steps > 8
    for point in range(1, steps + 1):
        steps, left = 0, point
        assert after(tmp_path / f"out-{point}") == whole, point


@POSIX
def test_a_folder_that_kills_its_worker_is_failed_and_named(tmp_path: Path) -> None:
    root, out = many(tmp_path / "providers", 12), tmp_path / "out"
    with processes(2) as pool:
        tally = done_by(root, out, pool, partial(deadly_work, "p07"))
    assert tally.fates == {"scored": 11, "reused": 0, "failed": 1}
    rows = [json.loads(line) for line in (out / "results.jsonl").read_bytes().splitlines()]
    assert [row["folder"] for row in rows] == [f"p{n:02}" for n in range(12)]
    (finding,) = rows[7]["findings"]
    assert (finding["code"], finding["params"]) == ("DP805", {"times": 3})
    assert finding["file"].endswith("providers/p07")


@POSIX
def test_a_folder_that_takes_for_ever_is_failed_and_named(tmp_path: Path) -> None:
    root, out = many(tmp_path / "providers", 12), tmp_path / "out"
    with processes(2, seconds=2) as pool:
        tally = done_by(root, out, pool, partial(endless_work, ("p07",)))
    assert tally.fates == {"scored": 11, "reused": 0, "failed": 1}
    rows = [json.loads(line) for line in (out / "results.jsonl").read_bytes().splitlines()]
    (finding,) = rows[7]["findings"]
    assert (finding["code"], finding["params"]) == ("DP809", {"seconds": 2})
    assert finding["file"].endswith("providers/p07")
