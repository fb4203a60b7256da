"""The form of a folder in a browser that has no network, filled in by its own controls."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dpcap import ProviderRequest
from dpcap.workflow.fill import FilledFolder, FillRequest, fill_folder
from dpcap.workflow.form import write_form
from dpcap.workflow.sheet import SheetRequest

DAY = date(2026, 11, 24)


class FormPage:
    """The form of a *folder*, open on a day of its own."""

    def __init__(self, browser: Any, folder: Path, language: str = "zh", **context: Any) -> None:
        self.folder = folder
        request = SheetRequest(ProviderRequest(folder), DAY, language)  # type: ignore[arg-type]
        written = write_form(request)
        self.path = folder.parent / written.name
        self.path.write_text(written.page, encoding="utf-8")
        self.context = browser.new_context(offline=True, accept_downloads=True, **context)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda told: self.faults.append(told.text))
        self.page.clock.set_fixed_time("2026-11-24T10:00:00+08:00")
        self.page.goto(self.path.as_uri())

    def go(self, section: str) -> None:
        """Opens a part by the contents."""
        if not self.page.evaluate("document.querySelector('.menu').open"):
            self.page.click(".menu summary")
        self.page.click(f'[data-section="{section}"]')

    @property
    def data(self) -> Any:
        """What the page was written with."""
        return json.loads(self.page.locator("script[type='application/json']").inner_text())

    def tab_of(self, figure: str) -> str:
        """The section of the back-end in which a *figure* of shops is asked."""
        tabs = (one for one in self.data["sections"] if one["kind"] != "area")
        return next(str(one["id"]) for one in tabs if figure in json.dumps(one))

    def card(self, node: str) -> Any:
        """A question."""
        return self.page.locator(f'[id="q-{node}"]')

    def answer(self, node: str, cells: Mapping[str, str]) -> None:
        """Answers a question that is not asked of shops, field by field."""
        card, rest = self.card(node), dict(cells)
        value = rest.pop("value")
        if card.locator("fieldset").count():
            for one in [value] if value.startswith("~") else value.split(" "):
                card.locator(f"fieldset input[value='{one}']").check()
        elif value.startswith("~"):
            card.get_by_label("没有数字时").select_option(value)
        else:
            inputs = card.locator("input[data-field=value]")
            parts = value.split(" ")
            for at, part in enumerate(parts):
                inputs.nth(at).fill(part)
        self._note(card, rest.pop("note", ""))
        for piece in rest.pop("evidence", "").split():
            self._piece(card, piece)
        for field, text in rest.items():
            self._put(card.locator(f"[data-field={field}]"), text)

    def row(self, node: str, shop: str, figures: Mapping[str, str]) -> None:
        """Gives the figures of a shop."""
        row = self.card(node).locator(f'[data-shop="{shop}"]')
        for field, text in figures.items():
            for at, part in enumerate(text.split(" ")):
                row.locator(f".cell [data-field={field}]").nth(at).fill(part)

    def differs(self, node: str, envelope: Mapping[str, str]) -> None:
        """Says of a figure of shops what differs from what stands above."""
        box = self.card(node).locator("> details.more").last
        box.locator("> summary").click()
        for field, text in envelope.items():
            self._put(box.locator(f"> .fields [data-field={field}]"), text)

    def _note(self, card: Any, text: str) -> None:
        if text:
            box = card.locator("details.more").last
            if box.get_attribute("open") is None:
                box.locator("summary").click()
            box.locator("textarea").fill(text)

    def _piece(self, card: Any, piece: str) -> None:
        box = card.locator("details.more").first
        if box.get_attribute("open") is None:
            box.locator("> summary").click()
        box.get_by_label("引用已登记的证据").select_option(piece)

    @staticmethod
    def _put(field: Any, text: str) -> None:
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)

    def export(self, name: str = "a.json") -> Path:
        """Exports by the page's own button."""
        self.go("out")
        with self.page.expect_download() as download:
            self.page.click("#save")
        path = self.folder.parent / name
        download.value.save_as(path)
        return path

    def fill(self, *files: Path, on: date = DAY) -> FilledFolder:
        """Reads *files* into the folder."""
        return fill_folder(FillRequest(ProviderRequest(self.folder), files, on))

    def close(self) -> None:
        """Ends it; nothing went wrong, and nothing but the page was asked for."""
        self.context.close()
        assert self.faults == []
        assert {url.partition("?")[0] for url in self.asked if not url.startswith("blob:")} == {
            self.path.as_uri()
        }
