"""What trying new rules costs, against scoring the same folders in the same run.

The reference is a batch from nothing over the same folders by the same new framework, without
pages; both are one process.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))
from bench_batch import batch, examples
from bench_run import DPCAP, ROOT, Run, report, run

FOLDERS, PAIRS = 30, 3


def reweighted(root: Path) -> Path:
    """The shipped framework with other weights for one role: everything is to be worked out."""
    made = root / "new" / "questionnaires"
    shutil.copytree(ROOT / "questionnaires", made)
    head = made / "framework.yaml"
    text = head.read_text(encoding="utf-8")
    changed = text.replace("traffic: 18, account: 16", "traffic: 20, account: 14")
    if changed == text:
        raise SystemExit("the weights that this changes are no longer in framework.yaml")
    head.write_text(changed, encoding="utf-8")
    return made


def asked(out: Path, framework: Path) -> Run:
    """One `dpcap whatif`, data only."""
    command = [*DPCAP, "whatif", str(out), "--framework", str(framework), "--format", "jsonl"]
    return run(command, str(ROOT))


def whatifs() -> None:
    """The ratio, pair by pair."""
    serial = ("--executor", "serial", "--reports", "none", "--format", "jsonl")
    with TemporaryDirectory() as directory:
        scratch = Path(directory)
        framework = reweighted(scratch)
        with examples(FOLDERS, scratch) as folders:
            batch(folders, scratch / "out", *serial, "--gates", "admission")
            asked(scratch / "out", framework)
            ratios = []
            for pair in range(PAIRS):
                given = (*serial, "--framework", str(framework), "--gates", "admission")
                scored = batch(folders, scratch / f"again{pair}", *given)
                ratios.append(asked(scratch / "out", framework).cpu / scored.cpu)
    report("dpcap whatif ÷ scoring the same folders (CPU)", median(ratios), 0.7)


if __name__ == "__main__":
    whatifs()
