"""What a PDF costs beyond start-up: CPU of a full one and of page one, and memory."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))
from bench_run import ROOT, report
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.base import Name
from dpcap.model.profile import Profile
from dpcap.model.statement import Pages
from dpcap.report.formats import render_bytes
from dpcap.scoring.case import make_case
from dpcap.scoring.sensitivity import full_profile

EXAMPLE = ROOT / "examples" / "providers" / "lanxing"
ROUNDS = 5
FEW, MANY = 100, 1000
_MB = 1024 * 1024


def pdfs(many: int = MANY) -> None:
    """CPU seconds and MB, each beside its bound."""
    framework = load_framework(ROOT / "questionnaires")
    profile = full_profile(make_case(framework, load_assessment(EXAMPLE, framework)))

    def made(number: int, pages: Pages) -> float:
        """CPU seconds of one document, which no other is like."""
        told = _named(profile, number)
        start = process_time()
        render_bytes(told, framework, format="pdf", pages=pages)
        return process_time() - start

    made(0, "full")
    report("memory of a process after one PDF (peak)", _peak(), 220, "MB")
    bounds: dict[Pages, float] = {"full": 0.6, "one": 0.2}
    for pages, bound in bounds.items():
        seconds = median(made(number, pages) for number in range(ROUNDS))
        report(f"CPU of a PDF, --pages {pages}, beyond start-up", seconds, bound, "s")
    for number in range(FEW):
        made(number, "full")
    few = _now()
    for number in range(FEW, many):
        made(number, "full")
    report(f"memory of a process after {many} PDFs (peak)", _peak(), 400, "MB")
    report(f"memory after {many} PDFs beside that after {FEW}", _now() / few, 1.1)


def _named(profile: Profile, number: int) -> Profile:
    name = Name(zh=f"示例{number}号公司（虚构）", en=f"Example {number}")
    provider = profile.provider.model_copy(update={"name": name})
    return profile.model_copy(update={"provider": provider})


def _peak() -> float:
    """The most memory that this program took, in MB; `getrusage` would tell its parent's too."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"^VmHWM:\s+(\d+)", told, re.MULTILINE)[0]) / 1024


def _now() -> float:
    """The memory that the process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / _MB


if __name__ == "__main__":
    pdfs(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
