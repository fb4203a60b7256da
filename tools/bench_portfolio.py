"""What the portfolio page costs in a real browser, at 10,000 rows against 1,000 in the same run."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from bench_run import ROOT, report
from dpcap.intake.framework import load_framework
from generate_rows import Plan, batch_result, page

FEW, MANY = 1_000, 10_000
ROUNDS = 5
MB = 1e6
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
# From the click on the head of a column until the frame after the one that shows it.
SORTED = """column => new Promise(done => {
  const start = performance.now();
  document.querySelectorAll("#table thead button")[column].click();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine, without a window."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise SystemExit("no Chromium on this machine: `make system` installs it")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def written(folder: Path, count: int) -> Path:
    """The page of *count* providers."""
    framework = load_framework(ROOT / "questionnaires")
    path = folder / f"{count}.html"
    with path.open("wb") as stream:
        stream.writelines(page(batch_result(framework, Plan(count))))
    return path


def opened(browser: Browser, path: Path) -> tuple[float, Page]:
    """Milliseconds to the first paint, and the page, wholly read."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri(), wait_until="load")
    page.wait_for_selector("#sieve:not([hidden])")
    return float(page.evaluate(PAINTED)), page


def costs(browser: Browser, path: Path) -> tuple[float, float]:
    """First paint and a sort, in milliseconds."""
    paint, page = opened(browser, path)
    page.locator("#map").scroll_into_view_if_needed()
    columns = range(page.locator("#table thead button").count())
    sort = median(float(page.evaluate(SORTED, column)) for column in columns)
    page.close()
    return paint, sort


def portfolios() -> None:
    """Every figure of the page."""
    with TemporaryDirectory() as directory, chromium() as browser:
        few, many = (written(Path(directory), count) for count in (FEW, MANY))
        costs(browser, few)
        pairs = [(costs(browser, many), costs(browser, few)) for _ in range(ROUNDS)]
        paint = median(large[0] / small[0] for large, small in pairs)
        sort = median(large[1] / small[1] for large, small in pairs)
        size = many.stat().st_size / MB
    report("portfolio.html of 10,000 rows ÷ 1,000 (first paint)", paint, 3)
    report("portfolio.html of 10,000 rows ÷ 1,000 (a sort)", sort, 15)
    report("portfolio.html of 10,000 rows", size, 10, "MB")


if __name__ == "__main__":
    portfolios()
