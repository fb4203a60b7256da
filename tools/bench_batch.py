"""What a batch costs, on generated providers, as ratios against a reference in the same run.

The reference reads the same files: it calls PyYAML's safe C loader on the YAML, `csv` on the rows,
and reads the bytes of the evidence.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))
from bench_run import DPCAP, ROOT, Run, report, run
from dpcap.intake.framework import load_framework
from generate import ASSESSED_ON, make_provider

BARE = """
import csv, sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).rglob("*")):
    if path.suffix == ".yaml":
        yaml.load(path.read_bytes(), yaml.CSafeLoader)
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as rows:
            list(csv.DictReader(rows))
    elif path.is_file():
        path.read_bytes()
"""
FEW, SOME, MANY, REPORTED = 1_000, 2_000, 10_000, 150
PAIRS = 3


@contextmanager
def providers(count: int, root: Path) -> Iterator[Path]:
    """The first *count* folders of those generated in *root*, as a directory of links to none."""
    with TemporaryDirectory(dir=root.parent) as directory:
        for folder in sorted(root.iterdir())[:count]:
            shutil.copytree(folder, Path(directory) / folder.name, copy_function=_link)
        yield Path(directory)


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def batch(folders: Path, out: Path, *more: str) -> Run:
    """One `dpcap batch`, quiet, in this checkout's framework."""
    command = [*DPCAP, "batch", str(folders), "--on", ASSESSED_ON, "--out", str(out), *more]
    return run(command, str(ROOT), codes=(0, 1))


def bare(folders: Path) -> Run:
    """The reference over the same files."""
    return run([sys.executable, "-c", BARE, str(folders)], str(ROOT))


def generated(root: Path, count: int) -> None:
    """Write *count* providers below *root*."""
    framework = load_framework(ROOT / "questionnaires")
    for seed in range(count):
        make_provider(root / f"provider-{seed:05}", framework, seed)


def cold_and_unchanged(root: Path, scratch: Path) -> None:
    """One job, results only: from nothing, then again with nothing changed."""
    serial = ("--executor", "serial", "--reports", "none")
    cold, again = [], []
    with providers(SOME, root) as folders:
        bare(folders)  # the files are in memory for both
        for turn in range(PAIRS):
            out, reference = scratch / f"cold-{turn}", bare(folders)
            cold.append(batch(folders, out, *serial).cpu / reference.cpu)
            again.append(batch(folders, out, *serial).cpu / reference.cpu)
    report("batch of 2,000, cold, one job ÷ reading them (CPU)", median(cold), 1.5)
    report("batch of 2,000, nothing changed ÷ reading them (CPU)", median(again), 0.12)


def growth(root: Path, scratch: Path) -> None:
    """From 1,000 to 10,000 providers, and from one job to two."""
    serial = ("--executor", "serial", "--reports", "none")
    with providers(FEW, root) as folders:
        small = batch(folders, scratch / "few", *serial)
    large = batch(root, scratch / "many", *serial)
    double = ("--executor", "process", "--jobs", "2", "--reports", "none")
    two = batch(root, scratch / "two", *double)
    report("batch of 10,000, two jobs ÷ one (wall)", two.wall / large.wall, 0.6)
    report("batch of 10,000 ÷ 1,000 (CPU)", large.cpu / small.cpu, 11)
    report("batch of 10,000 ÷ 1,000 (peak memory)", large.peak / small.peak, 1.5)


def reports(root: Path, scratch: Path) -> None:
    """What a report adds: one language, HTML and Markdown, moves included."""
    serial = ("--executor", "serial", "--lang", "zh")
    with providers(REPORTED, root) as folders:
        batch(folders, scratch / "warm", *serial, "--reports", "all")
        plain = batch(folders, scratch / "plain", *serial, "--reports", "none")
        full = batch(folders, scratch / "full", *serial, "--reports", "all")
    report("a report in a batch (CPU)", (full.cpu - plain.cpu) / REPORTED * 1000, 20, "ms")


def batches() -> None:
    """Every figure of a batch."""
    with TemporaryDirectory() as directory:
        scratch = Path(directory)
        root = scratch / "providers"
        generated(root, MANY)
        cold_and_unchanged(root, scratch)
        growth(root, scratch)
        reports(root, scratch)


if __name__ == "__main__":
    batches()
