"""Print what dpcap costs beside an earlier commit of its own, pair by pair in the same run.

Run: python tools/bench_against.py [COMMIT]. Both read the examples as the earlier commit has them,
each by its own framework. Without a COMMIT it is the parent of the one checked out.
"""

from __future__ import annotations

import compileall
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).parent))
from bench_batch import examples
from bench_run import ROOT, report, run

DAY = "2026-11-24"
FOLDERS, PAIRS = 100, 3
PARENT = "HEAD~1"

# What a measured command costs with the tree at the path: seconds of CPU.
Cost = Callable[[Path], float]


def checked_out(commit: str, where: Path) -> Path:
    """The files of *commit*, written to the folder *where*."""
    packed = subprocess.run(
        ["git", "-C", str(ROOT), "archive", "--format=zip", commit], check=True, capture_output=True
    )
    with ZipFile(BytesIO(packed.stdout)) as files:
        files.extractall(where)
    return where


def cpu(tree: Path, *words: str) -> float:
    """The CPU of `dpcap` with *words*, run from the sources in *tree*."""
    environment: Mapping[str, str] = {"PYTHONPATH": str(tree / "src")}
    command = [sys.executable, "-m", "dpcap", *words]
    return run(command, str(tree), codes=(0, 1), environment=environment).cpu


def costs(folders: Path, scratch: Path) -> dict[str, tuple[float, Cost]]:
    """What is measured, with the most that it may cost beside the commit before."""

    def scored(tree: Path, reports: str) -> float:
        with TemporaryDirectory(dir=scratch) as out:
            words = ("batch", str(folders), "--on", DAY, "--executor", "serial", "--lang", "zh")
            return cpu(tree, *words, "--reports", reports, "--out", out)

    return {
        "dpcap --help": (1.05, lambda tree: cpu(tree, "--help")),
        "dpcap assess": (
            1.05,
            lambda tree: cpu(tree, "assess", str(folders / "lanxing-00004"), "--on", DAY),
        ),
        f"a batch of {FOLDERS}, cold": (1.05, lambda tree: scored(tree, "none")),
        f"the reports of {FOLDERS}": (
            1.05,
            lambda tree: scored(tree, "all") - scored(tree, "none"),
        ),
    }


def against(commit: str) -> None:
    """A line for each of what is measured: ours ÷ that of *commit*."""
    with TemporaryDirectory() as directory:
        scratch = Path(directory)
        before = checked_out(commit, scratch / "before")
        for tree in (ROOT, before):
            compileall.compile_dir(tree / "src", quiet=1)
        with examples(FOLDERS, scratch, before / "examples" / "providers") as folders:
            for what, (bound, cost) in costs(folders, scratch).items():
                cost(ROOT), cost(before)
                found = median(cost(ROOT) / cost(before) for _ in range(PAIRS))
                report(f"{what} ÷ {commit} (CPU)", found, bound)


if __name__ == "__main__":
    against(sys.argv[1] if len(sys.argv) > 1 else PARENT)
