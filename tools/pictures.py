"""Take the pictures of the READMEs: an example in the terminal and in a browser, and a batch.

Run: python tools/pictures.py. Needs Chromium and a CJK font (`make system`). Writes docs/pictures/.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pexpect
from playwright.sync_api import Browser, sync_playwright
from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
EXAMPLES = "examples/providers"
EXAMPLE = f"{EXAMPLES}/lanxing"
REVIEW_ON = "2026-11-24"
REVIEWS = "examples/reviews"
LANGUAGES = ("zh", "en")
COLUMNS, LINES, SHOWN = 80, 200, 56
SECONDS = 60
# What a picture shows: width and height in CSS pixels, and pixels of the file for each of them.
DESKTOP, PHONE = (1180, 1560, 1.25), (390, 844, 2.0)
MONO = "'Noto Sans Mono CJK SC', 'Noto Sans Mono', monospace"
# A terminal is a grid: every character that is no ASCII gets a cell of one or two columns.
FRAME = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #fff; }}
#window {{ display: inline-block; padding: 18px 24px 22px; background: #1b1e24; color: #e4e6ea;
  font: 15px/1.4 MONO; }}
#window p {{ margin: 0 0 10px; color: #8f98a6; }}
pre, code {{ margin: 0; font: inherit; }}
i {{ display: inline-flex; justify-content: center; font-style: normal; white-space: pre; }}
.c1 {{ width: .5em; }} .c2 {{ width: 1em; }}
.block {{ overflow: hidden; width: calc(.5em + .5px); margin-right: -.5px; }}
</style><div id="window"><p>$ COMMAND</p><pre><code>{code}</code></pre></div>"""
BLOCKS = range(0x2580, 0x25A0)


def assess(language: str, *more: str) -> list[str]:
    """The command that is pictured."""
    call = ["assess", EXAMPLE, "--no-input", "--on", REVIEW_ON, "--reviews", REVIEWS]
    return [*call, "--lang", language, *more]


def terminal_page(language: str) -> str:
    """What the command prints on a terminal of 80 columns, colours included."""
    dpcap = str(Path(sys.executable).with_name("dpcap"))
    call = assess(language, "--format", "terminal", "--out", "-")
    child = pexpect.spawn(
        dpcap, call, cwd=ROOT, encoding="utf-8", dimensions=(LINES, COLUMNS), timeout=SECONDS
    )
    child.expect(pexpect.EOF)
    child.close()
    if child.exitstatus:
        raise SystemExit(f"dpcap {' '.join(call)}: {child.before}")
    return str(child.before).replace("\r\n", "\n").strip("\n")


def top_of(page: str) -> str:
    """The paragraphs of *page* that fit on the picture."""
    lines = page.splitlines()
    last = max(place for place, line in enumerate(lines[:SHOWN]) if not line.strip())
    return "\n".join([*lines[:last], "", "…"])


def terminal_html(language: str) -> str:
    """The terminal page as a web page that looks like a terminal."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), color_system="truecolor")
    console.print(Text.from_ansi(top_of(terminal_page(language))), soft_wrap=True)
    frame = FRAME.replace("COMMAND", " ".join(["dpcap", *assess(language)])).replace("MONO", MONO)
    page = console.export_html(theme=DIMMED_MONOKAI, code_format=frame, inline_styles=True)
    return re.sub(r"[^\x00-\x7f]", _cell, page)


def _cell(found: re.Match[str]) -> str:
    block = " block" if ord(found[0]) in BLOCKS else ""
    return f'<i class="c{cell_len(found[0])}{block}">{found[0]}</i>'


def report_file(language: str, directory: Path) -> Path:
    """The HTML report, written under *directory*."""
    dpcap = Path(sys.executable).with_name("dpcap")
    call = assess(language, "--format", "html", "--out", str(directory))
    subprocess.run([dpcap, *call], cwd=ROOT, check=True, capture_output=True)
    return next(directory.rglob("report.html"))


def portfolio_file(language: str, directory: Path) -> Path:
    """The page of a batch of all examples, written under *directory*."""
    dpcap = Path(sys.executable).with_name("dpcap")
    call = ["batch", EXAMPLES, "--reviews", REVIEWS, "--gates", "admission", "--on", REVIEW_ON]
    more = ["--lang", language, "--format", "html", "--out", str(directory)]
    done = subprocess.run([dpcap, *call, *more], cwd=ROOT, check=False, capture_output=True)
    if done.returncode > 1:  # 1: somebody is below a gate, and so it is
        raise SystemExit(done.stderr.decode())
    return directory / "portfolio.html"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise SystemExit("no chromium: run `make system`")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-sync", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            browser.close()


def shoot_terminal(browser: Browser, language: str) -> None:
    """`terminal.LANGUAGE.png`."""
    page = browser.new_page(viewport={"width": 1000, "height": 800}, device_scale_factor=1.5)
    page.set_content(terminal_html(language))
    page.locator("#window").screenshot(path=PICTURES / f"terminal.{language}.png")
    page.close()


def shoot_report(browser: Browser, report: Path, name: str, size: tuple[int, int, float]) -> None:
    """The first screen of *report* at *size*."""
    width, height, scale = size
    page = browser.new_page(
        viewport={"width": width, "height": height}, device_scale_factor=scale, color_scheme="light"
    )
    page.goto(report.as_uri())
    page.screenshot(path=PICTURES / name)
    page.close()


def main() -> None:
    """Take all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, tempfile.TemporaryDirectory() as directory:
        for language in LANGUAGES:
            shoot_terminal(browser, language)
            report = report_file(language, Path(directory) / language)
            shoot_report(browser, report, f"report.{language}.png", DESKTOP)
            shoot_report(browser, report, f"report-phone.{language}.png", PHONE)
            portfolio = portfolio_file(language, Path(directory) / f"batch-{language}")
            shoot_report(browser, portfolio, f"portfolio.{language}.png", DESKTOP)


if __name__ == "__main__":
    main()
