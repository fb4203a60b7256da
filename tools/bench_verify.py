"""What verifying a report costs beside assessing its folder."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
from bench_run import DPCAP, ROOT, report, run

EXAMPLE = ROOT / "examples" / "providers" / "lanxing"
REVIEWS = ["--reviews", str(ROOT / "examples" / "reviews")]
PAIRS = 11


def verifying() -> None:
    """`dpcap verify` of a report, by its folder and by a bundle, in pairs with `dpcap assess`."""
    assess = [*DPCAP, "assess", str(EXAMPLE), "--no-input", *REVIEWS]
    bundle = [*DPCAP, "bundle", str(EXAMPLE), *REVIEWS, "--out", "bundle.zip"]
    verify = [*DPCAP, "verify", "out/lanxing/report.html", "--on", "2026-11-24"]
    ways = {
        "folder": [*verify, "--folder", str(EXAMPLE), *REVIEWS],
        "bundle": [*verify, "--bundle", "bundle.zip"],
    }
    with tempfile.TemporaryDirectory() as cwd:
        for command in (assess, bundle, *ways.values()):
            run(command, cwd)
        for name, way in ways.items():
            pairs = [(run(way, cwd), run(assess, cwd)) for _ in range(PAIRS)]
            wall = median(ours.wall / theirs.wall for ours, theirs in pairs)
            cpu = median(ours.cpu / theirs.cpu for ours, theirs in pairs)
            report(f"dpcap verify --{name} ÷ dpcap assess (wall)", wall, 1.5)
            report(f"dpcap verify --{name} ÷ dpcap assess (CPU)", cpu, 1.5)


if __name__ == "__main__":
    verifying()
