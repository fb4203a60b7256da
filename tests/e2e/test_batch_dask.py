"""A batch on Dask: a real scheduler, real workers, and real deaths among them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from distributed import Client, default_client

from batches import ENOUGH, PATIENCE, POSIX, done_by, end, many, rows_in, start, wait_for
from conftest import Dpcap
from deadly_jobs import deadly_work, endless_work
from dpcap.batch.cluster import dask
from folders import TINY, left_by

FOLDERS = 24
pytestmark = pytest.mark.process


@contextmanager
def running(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on loopback, and its two workers."""
    file = tmp_path / "scheduler.json"
    told = ("--scheduler-file", str(file))
    with ExitStack() as stack:
        scheduler = stack.enter_context(
            running("scheduler", *told, "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        )
        while not file.exists() or not file.read_bytes().rstrip().endswith(b"}"):
            assert scheduler.poll() is None
            time.sleep(0.02)
        address = json.loads(file.read_bytes())["address"]
        alone = ("--no-nanny", "--nthreads", "1", "--no-dashboard")
        scratch = ("--local-directory", str(tmp_path / "dask"))
        workers = [
            stack.enter_context(running("worker", address, *alone, *scratch)) for _ in range(2)
        ]
        # A batch counts the places when it begins; who dies before has never been one of them.
        with Client(address, timeout=PATIENCE) as client:
            client.wait_for_workers(len(workers), timeout=PATIENCE)
        yield address, workers


@POSIX
def test_one_of_two_workers_is_killed_in_the_middle(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    root, (address, workers) = many(tmp_path / "providers", FOLDERS), cluster
    assert end(start(root, tmp_path / "serial", "--executor", "serial"))[0] == 0
    out = tmp_path / "out"
    process = start(root, out, "--executor", "dask", "--scheduler", address)
    wait_for(process, lambda: rows_in(out) > 0)
    workers[0].kill()
    code, said = end(process)
    assert (code, said.strip()) == (0, f"scored {FOLDERS}, reused 0, failed 0"), said
    assert left_by(out) == left_by(tmp_path / "serial")


@POSIX
def test_a_folder_that_kills_its_worker_is_failed_and_named(tmp_path: Path) -> None:
    root, out = many(tmp_path / "providers", 10), tmp_path / "out"
    with dask(None, 2) as pool:
        tally = done_by(root, out, pool, partial(deadly_work, "p06"))
    assert tally.fates == {"scored": 9, "reused": 0, "failed": 1}
    rows = [json.loads(line) for line in (out / "results.jsonl").read_bytes().splitlines()]
    assert [one["code"] for one in rows[6]["findings"]] == ["DP805"]
    done_by(many(tmp_path / "again", 10), tmp_path / "whole")
    whole = left_by(tmp_path / "whole")
    survivors = [name for name in whole if name.endswith("profile.json") and "p06" not in name]
    assert {name: left_by(out)[name] for name in survivors} == {
        name: whole[name] for name in survivors
    }


@POSIX
@pytest.mark.parametrize(("victims", "scored"), [(("p03",), 9), (("p03", "p06"), 0)])
def test_a_folder_that_takes_for_ever_is_not_waited_for(
    tmp_path: Path, victims: tuple[str, ...], scored: int
) -> None:
    """One place is lost to each; when none is left the rest is failed by name."""
    root, out = many(tmp_path / "providers", 10), tmp_path / "out"
    with dask(None, 2, seconds=20) as pool:
        # What a worker imports for its first job must not take the time that is meant for a folder.
        default_client().run(import_module, endless_work.__module__)
        done_by(many(tmp_path / "first", 8), tmp_path / "before", pool)
        tally = done_by(root, out, pool, partial(endless_work, victims))
    rows = [json.loads(line) for line in (out / "results.jsonl").read_bytes().splitlines()]
    codes = {row["provider"]: [one["code"] for one in row.get("findings", ())] for row in rows}
    assert [codes[victim] for victim in victims] == [["DP809"]] * len(victims)
    assert sum(tally.fates.values()) == 10
    if len(victims) == 1:
        assert tally.fates["scored"] == scored
    else:
        assert codes["p09"] == ["DP810"]


def test_nobody_answers(dpcap: Dpcap, tmp_path: Path) -> None:
    many(tmp_path / "providers", 1)
    done = dpcap(
        "batch", "providers", "--framework", TINY, "--executor", "dask", "--scheduler", "nowhere"
    )
    assert done.returncode == 2
    assert "nowhere" in done.stderr


def test_without_the_extra_the_way_to_install_it_is_said(dpcap: Dpcap, tmp_path: Path) -> None:
    many(tmp_path / "providers", 1)
    (tmp_path / "absent" / "distributed").mkdir(parents=True)
    (tmp_path / "absent" / "distributed" / "__init__.py").write_text(
        "raise ImportError('no module named distributed')", encoding="utf-8"
    )
    done = dpcap(
        *("batch", "providers", "--framework", TINY, "--executor", "dask"),
        env={"PYTHONPATH": str(tmp_path / "absent")},
    )
    assert done.returncode == 2
    assert 'pip install "dpcap[dask]"' in done.stderr


@POSIX
def test_ctrl_c_on_dask(tmp_path: Path) -> None:
    root, out = many(tmp_path / "providers", ENOUGH), tmp_path / "out"
    process = start(root, out, "--executor", "dask", "--jobs", "2")
    wait_for(process, lambda: rows_in(out) > 0)
    process.send_signal(signal.SIGINT)
    code, said = end(process)
    assert code == 130
    assert "stopped; what was done is kept." in said
