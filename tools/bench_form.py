"""What a form costs: writing it, its size, and a change redrawn on a CPU six times slower."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time

from bench_run import ROOT, report
from dpcap import Configuration, ProviderRequest
from dpcap.intake.form.form_data import form_data
from dpcap.intake.sheet.content import SheetShop
from dpcap.report.form_page import form_page
from dpcap.workflow.form import known_facts
from dpcap.workflow.sheet import SheetRequest, asked_sheet, sheet_content

EXAMPLE = ROOT / "examples" / "providers" / "lanxing"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run"]
SHOPS, ROUNDS, SLOWER = 16, 5, 6
# Types into each input of what is shown, in turn, and waits until it is laid out again.
_CHANGES = """selector => {
  const inputs = [...document.querySelectorAll(selector)].slice(0, 60);
  return inputs.map((input, at) => {
    const start = performance.now();
    if (input.type === "text") {
      input.value = String(at);
      input.dispatchEvent(new Event("input"));
    } else input.click();
    document.body.getBoundingClientRect();
    return performance.now() - start;
  });
}"""


def forms() -> None:
    """The whole framework for sixteen shops."""
    request = SheetRequest(ProviderRequest(EXAMPLE), date(2026, 11, 24))
    asked = asked_sheet(request, Configuration())
    shops = tuple(SheetShop(f"350123{n:04}", f"shop {n}") for n in range(SHOPS))
    content = sheet_content(asked, request)
    whole = replace(content, nodes=tuple(asked.framework.by_id), shops=shops)
    costs = []
    page = ""
    for _ in range(ROUNDS):
        start = process_time()
        page = form_page(form_data(replace(whole), known_facts(asked.case, whole)))
        costs.append(process_time() - start)
    report(f"form of {SHOPS} shops written (CPU)", median(costs), 1, "s")
    report(f"form of {SHOPS} shops, size", len(page.encode()) / 1e6, 1, "MB")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is not None:
        _redraws(page, chromium)


def _redraws(page: str, chromium: str) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is Chromium

    with tempfile.TemporaryDirectory() as cwd, sync_playwright() as player:
        path = Path(cwd) / "form.html"
        path.write_text(page, encoding="utf-8")
        browser = player.chromium.launch(executable_path=chromium, args=FLAGS)
        shown = browser.new_page(viewport={"width": 390, "height": 844})
        shown.goto(path.as_uri())
        session = shown.context.new_cdp_session(shown)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        ids = shown.evaluate(
            "[...document.querySelectorAll('[data-section]')].map(one => one.dataset.section)"
        )
        worst = 0.0
        for one in ids:
            shown.evaluate(
                "id => document.querySelector(`[data-section='${id}']`).click()",
                one,
            )
            for kind in ("article input:not([type=file])", ".shared input[type=text]"):
                costs = shown.evaluate(_CHANGES, kind)
                worst = max([worst, *([median(costs)] if costs else [])])
        browser.close()
    report(f"form: a change redrawn at {SLOWER} x slowed CPU", worst, 50, "ms")


if __name__ == "__main__":
    forms()
