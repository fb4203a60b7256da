"""Print what dpcap costs, as ratios against a reference measured in the same run.

Whole processes are run in pairs, A B A B …, and the ratio is taken pair by pair, so that a machine
whose speed drifts still gives a fair figure. Each line: the median ratio, its bound, met or not.
"""

from __future__ import annotations

import compileall
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))
from bench_agree import agreements
from bench_batch import batches
from bench_form import forms
from bench_import import imports, refusals
from bench_mail import mails
from bench_match import matches
from bench_nps import voices
from bench_portfolio import portfolios
from bench_run import DPCAP, ROOT, report, run
from bench_verify import verifying
from bench_whatif import whatifs
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.scoring.improvements import list_moves
from dpcap.scoring.score import score
from generate import make_provider

EXAMPLE = ROOT / "examples" / "providers" / "lanxing"
IMPORTS = "import typer, pydantic, rich.console, yaml, jinja2"
PAIRS, ROUNDS = 11, 41


def in_pairs(ours: list[str], reference: list[str]) -> tuple[float, float]:
    """The median ratios of wall and CPU, ours ÷ reference."""
    with tempfile.TemporaryDirectory() as cwd:
        run(ours, cwd), run(reference, cwd)
        pairs = [(run(ours, cwd), run(reference, cwd)) for _ in range(PAIRS)]
    return median(a.wall / b.wall for a, b in pairs), median(a.cpu / b.cpu for a, b in pairs)


def in_process(ours: Callable[[], object], reference: Callable[[], object]) -> float:
    """The median CPU ratio of two functions, run in turn in this process."""
    ours(), reference()
    return median(_cost(ours) / _cost(reference) for _ in range(ROUNDS))


def _cost(call: Callable[[], object]) -> float:
    start = process_time()
    call()
    return process_time() - start


def whole_processes() -> None:
    """The command line as a user starts it: an installed package is compiled, so is this one."""
    compileall.compile_dir(ROOT / "src", quiet=1)
    typer_alone = [sys.executable, "-c", "import typer"]
    wall, cpu = in_pairs([*DPCAP, "--help"], typer_alone)
    report("dpcap --help ÷ import typer (wall)", wall, 1.3)
    report("dpcap --help ÷ import typer (CPU)", cpu, 1.3)
    assess = [*DPCAP, "assess", str(EXAMPLE), "--no-input"]
    wall, cpu = in_pairs(assess, [sys.executable, "-c", IMPORTS])
    report("dpcap assess --no-input ÷ the five imports (wall)", wall, 2.5)
    report("dpcap assess --no-input ÷ the five imports (CPU)", cpu, 2.5)
    with tempfile.TemporaryDirectory() as cwd:
        report("peak memory of assess", run(assess, cwd).peak, 95, "MiB")


def functions() -> None:
    """The engine in process, on a provider that answers everything."""
    framework = load_framework(ROOT / "questionnaires")
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory) / "full"
        make_provider(folder, framework, seed=7, whole=True)
        assessment = load_assessment(folder, framework)

        def read() -> object:
            return load_assessment(folder, framework)

        def scored() -> object:
            return score(framework, assessment)

        report("score() ÷ reading its folder", in_process(scored, read), 0.8)
    moves = in_process(lambda: list_moves(framework, assessment), scored)
    report("list_moves() ÷ score()", moves, 5)


if __name__ == "__main__":
    whole_processes()
    functions()
    verifying()
    imports()
    forms()
    refusals()
    mails()
    # What a process takes at most is wanted, so it must be one that did nothing else.
    subprocess.run([sys.executable, str(Path(__file__).with_name("bench_pdf.py"))], check=True)
    batches()
    whatifs()
    matches()
    voices()
    agreements()
    portfolios()
