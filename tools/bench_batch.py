"""What a batch costs, on generated providers, as ratios against a reference in the same run.

The reference reads the same files: it calls PyYAML's safe C loader on the YAML, `csv` on the rows,
and reads the bytes of the evidence.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
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
SERIAL = ("--executor", "serial", "--reports", "none")
EXAMPLES = ROOT / "examples" / "providers"
# The same firm twice is an error, so copies of one go by names of their own.
_NAMED = re.compile(r"^(id|registration_number): (.*)$", re.MULTILINE)


@contextmanager
def providers(count: int, root: Path) -> Iterator[Path]:
    """The first *count* folders of those generated in *root*, as a directory of links to none."""
    with TemporaryDirectory(dir=root.parent) as directory:
        for folder in sorted(root.iterdir())[:count]:
            shutil.copytree(folder, Path(directory) / folder.name, copy_function=_link)
        yield Path(directory)


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


@contextmanager
def examples(count: int, scratch: Path, root: Path = EXAMPLES) -> Iterator[Path]:
    """The examples in *root*, copied until there are *count* folders, each a firm of its own."""
    with TemporaryDirectory(dir=scratch) as directory:
        originals = sorted(one for one in root.iterdir() if one.is_dir())
        for number, original in zip(range(count), cycle(originals), strict=False):
            copy = Path(directory, f"{original.name}-{number:05}")
            shutil.copytree(original, copy)
            said = copy / "provider.yaml"
            text = said.read_text(encoding="utf-8")
            said.write_text(_NAMED.sub(rf"\1: \2-{number:05}", text), encoding="utf-8")
        yield Path(directory)


@contextmanager
def reader(*, fast: bool) -> Iterator[dict[str, str]]:
    """The environment in which dpcap reads YAML with yaml-rs, as with dpcap[fast], or without."""
    with TemporaryDirectory() as directory:
        if not fast:
            Path(directory, "yaml_rs.py").write_text("raise ImportError\n", encoding="utf-8")
        ours = (directory, os.environ.get("PYTHONPATH", ""))
        yield {"PYTHONPATH": os.pathsep.join(filter(None, ours))}


def batch(
    folders: Path, out: Path, *more: str, environment: Mapping[str, str] | None = None
) -> Run:
    """One `dpcap batch`, quiet, in this checkout's framework."""
    command = [*DPCAP, "batch", str(folders), "--on", ASSESSED_ON, "--out", str(out), *more]
    return run(command, str(ROOT), codes=(0, 1), environment=environment)


def bare(folders: Path) -> Run:
    """The reference over the same files."""
    return run([sys.executable, "-c", BARE, str(folders)], str(ROOT))


def generated(root: Path, count: int) -> None:
    """Write *count* providers below *root*."""
    framework = load_framework(ROOT / "questionnaires")
    for seed in range(count):
        make_provider(root / f"provider-{seed:05}", framework, seed)


def cold_and_unchanged(folders: Path, scratch: Path, *, what: str, fast: bool) -> None:
    """One job, results only: from nothing, then again with nothing changed."""
    cold, again = list[float](), list[float]()
    bare(folders)  # the files are in memory for both
    with reader(fast=fast) as environment, TemporaryDirectory(dir=scratch) as outputs:
        for turn in range(PAIRS):
            out, reference = Path(outputs, str(turn)), bare(folders)
            for costs in (cold, again):
                cost = batch(folders, out, *SERIAL, environment=environment)
                costs.append(cost.cpu / reference.cpu)
    read_with = "dpcap[fast]" if fast else "no extra"
    report(f"batch of {what}, cold, {read_with} ÷ bare (CPU)", median(cold), 3.4 if fast else 4.2)
    report(f"batch of {what}, unchanged, {read_with} ÷ bare (CPU)", median(again), 0.12)


def growth(root: Path, scratch: Path) -> None:
    """From 1,000 to 10,000 providers, and from one job to two."""
    with providers(FEW, root) as folders:
        small = batch(folders, scratch / "few", *SERIAL)
    large = batch(root, scratch / "many", *SERIAL)
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
        for fast in (True, False):
            with providers(SOME, root) as folders:
                cold_and_unchanged(folders, scratch, what=f"{SOME:,}", fast=fast)
            with examples(FEW, scratch) as folders:
                cold_and_unchanged(folders, scratch, what=f"{FEW:,} examples", fast=fast)
        growth(root, scratch)
        reports(root, scratch)


if __name__ == "__main__":
    batches()
