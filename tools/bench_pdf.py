"""What a PDF costs beside WeasyPrint alone, given the report's HTML page as it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import weasyprint

sys.path.insert(0, str(Path(__file__).parent))
from bench_run import ROOT, report
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.report.formats import render, render_bytes
from dpcap.scoring.case import make_case
from dpcap.scoring.sensitivity import full_profile

EXAMPLE = ROOT / "examples" / "providers" / "lanxing"
ROUNDS = 3


def cost(call: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = process_time()
    call()
    return process_time() - start


def pdfs() -> None:
    """The one figure: profile to PDF ÷ WeasyPrint on the page that `--format html` writes."""
    framework = load_framework(ROOT / "questionnaires")
    profile = full_profile(make_case(framework, load_assessment(EXAMPLE, framework)))
    page = render(profile, framework)
    pairs = [
        (
            cost(lambda: render_bytes(profile, framework, format="pdf")),
            cost(lambda: weasyprint.HTML(string=page).write_pdf()),
        )
        for _ in range(ROUNDS)
    ]
    report("a PDF ÷ WeasyPrint on the same HTML alone (CPU)", median(a / b for a, b in pairs), 3)


if __name__ == "__main__":
    pdfs()
