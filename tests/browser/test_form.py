"""The form in a browser without a network: filled in as a person would, kept, exported, read."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from browsing import until
from form_page import FormPage
from locations import PROVIDERS, ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / ".cache" / "web" / "node_modules" / "axe-core" / "axe.min.js"
DAY = date(2026, 11, 24)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIGURE, SHARE = "LIV-2.3", "LIV-4.3"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROVIDERS / "lanxing", tmp_path / "lanxing"))


def test_untouched_it_changes_nothing(browser: Any, folder: Path) -> None:
    form = FormPage(browser, folder)
    form.page.fill("#who", "李婷")
    done = form.fill(form.export())
    form.close()
    assert (done.changes, done.conflicts, done.cleared, done.written) == ((), (), (), ())


def test_filled_in_reloaded_in_the_middle_exported_and_read(browser: Any, folder: Path) -> None:
    form = FormPage(browser, folder, viewport={"width": 390, "height": 844})
    page = form.page
    page.fill("#who", "李婷")
    form.go("traffic")
    form.card("TRA-1.1").get_by_text("没有专职投手").click()
    form.card("TRA-1.1").locator("details.more").last.locator("summary").click()
    form.card("TRA-1.1").locator("textarea").fill("刚换人")
    page.reload()
    assert "接着" in page.locator(".told").inner_text()
    assert form.card("TRA-1.1").locator("input[value='0']").is_checked()
    proof = folder.parent / "排班 十月.png"
    proof.write_bytes(b"a picture")
    form.card("TRA-1.1").locator("input[type=file]").set_input_files(proof)
    form.card("TRA-1.1").locator(".files .new select").select_option("screenshot")
    form.go(form.tab_of(FIGURE))
    figure = form.card(FIGURE).locator("[data-shop=chenlu] input").first
    figure.fill("1,5")
    assert form.card(FIGURE).locator("li.wrong").inner_text() == "小数点要用半角的 .，请写 1.5"
    assert figure.get_attribute("aria-invalid") == "true"
    figure.fill("3,000")
    assert figure.get_attribute("aria-invalid") is None
    assert form.card(FIGURE).locator("li.wrong").count() == 0
    file = form.export()
    done = form.fill(file)
    said = {(one.cell.node, one.cell.shop, one.cell.field): one.now for one in done.changes}
    assert said.pop(("TRA-1.1", "", "evidence"))
    assert said == {
        ("TRA-1.1", "", "value"): "0",
        ("TRA-1.1", "", "note"): "刚换人",
        (FIGURE, "chenlu", "value"): "3000",
    }
    [piece] = done.pieces
    assert piece.entry["sha256"] == sha256(b"a picture").hexdigest()
    # On another device the file brings it all back.
    other = FormPage(browser, folder)
    other.go("out")
    other.page.set_input_files("#import", file)
    until(other.page, "document.querySelector('.told').textContent.length > 0")
    assert json.loads(other.export("b.json").read_text("utf-8"))["about"]["who"] == "李婷"
    form.close()
    other.close()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "差了约 100 倍，数值像是按“小数（1 即 100%）”填的"),
        ("en", "the value seems to be in fractions (1 is 100 %)"),
    ],
)
def test_the_likely_unit_is_told_while_typing(
    browser: Any, folder: Path, language: str, said: str
) -> None:
    form = FormPage(browser, folder, language)
    form.go(form.tab_of(SHARE))
    row = form.card(SHARE).locator("[data-shop=chenlu]")
    value, peer = row.locator("[data-field=value]"), row.locator("[data-field=peer]")
    peer.fill("12.6")
    value.fill("")
    value.press_sequentially("0.163")
    assert said in row.locator("li.doubt").inner_text()
    assert row.locator("li.wrong").count() == 0
    value.fill("16.3")
    assert row.locator("li.doubt").count() == 0
    form.close()


def test_the_time_is_that_of_what_is_open(browser: Any, folder: Path) -> None:
    form = FormPage(browser, folder)
    rows = form.page.locator("table.progress").first.locator("tr")
    told = {row: rows.nth(row).inner_text() for row in range(rows.count())}
    for text in told.values():
        done, of = re.findall(r"([0-9]+)/([0-9]+)", text)[0]
        assert ("还要约" in text) is (done != of), text
    assert not form.faults


def test_what_hangs_on_an_answer_comes_and_goes(browser: Any, folder: Path) -> None:
    form = FormPage(browser, folder)
    form.go("fulfilment")
    premise, shops = form.card("FUL-4.5"), 'article[id="q-FUL-4.1"]'
    options = premise.locator("fieldset input")
    values = options.evaluate_all("all => all.map(one => one.value)")
    left = next(one for one in values if one not in ("platform", "feige", "member", "~unknown"))
    premise.locator(f"input[value='{left}']").check()
    home = form.page.evaluate(
        "JSON.parse(document.getElementById('data').textContent).sections"
        ".find(one => one.parts.some(part => part.nodes.includes('FUL-4.1'))).id"
    )
    form.go(home)
    assert "off" in str(form.page.locator(shops).get_attribute("class"))
    form.go("fulfilment")
    form.card("FUL-4.5").locator("input[value='feige']").check()
    form.go(home)
    assert "off" not in str(form.page.locator(shops).get_attribute("class"))
    form.close()


def test_a_column_is_pasted(browser: Any, folder: Path) -> None:
    form = FormPage(browser, folder)
    form.go(form.tab_of(FIGURE))
    rows = form.card(FIGURE).locator(".shop")
    count = rows.count()
    text = "\r\n".join(str(1000 + at) for at in range(count + 1))
    rows.first.locator("input").first.evaluate(
        "(input, text) => { const data = new DataTransfer(); data.setData('text/plain', text);"
        "const given = { clipboardData: data, cancelable: true };"
        "input.dispatchEvent(new ClipboardEvent('paste', given)); }",
        text,
    )
    said = [rows.nth(at).locator("input").first.input_value() for at in range(count)]
    assert said == [str(1000 + at) for at in range(count)]
    assert "1 行" in form.page.locator(".told").inner_text()
    form.close()


def test_only_a_file_of_its_own_is_imported(browser: Any, folder: Path) -> None:
    form = FormPage(browser, folder, "en")
    form.go("out")
    other = '{"format": "dpcap-form", "version": 1, "about": {"provider": "x"}}'
    for text, why in (
        ("{", "it was not exported by such a page."),
        ("[]", "it was not exported by such a page."),
        (other, "it is of another provider (x)."),
    ):
        file = {"name": "a.json", "mimeType": "application/json", "buffer": text.encode()}
        form.page.evaluate("document.querySelector('.told').textContent = ''")
        form.page.set_input_files("#import", [file])
        until(form.page, "document.querySelector('.told').textContent !== ''")
        assert form.page.locator(".told").inner_text() == f"a.json cannot be imported: {why}"
    form.page.reload()
    form.page.fill("#who", "Li")
    assert form.fill(form.export()).changes == ()
    form.close()


def test_markup_in_names_stays_text(browser: Any, folder: Path) -> None:
    path = folder / "provider.yaml"
    evil = "<img src=x onerror=alert(1)>"
    path.write_text(path.read_text("utf-8").replace("岚星示例电商有限公司", evil), "utf-8")
    form = FormPage(browser, folder)
    assert evil in form.page.locator("h1").inner_text()
    assert form.page.locator("img").count() == 0
    form.close()


def test_its_own_sha_256_is_right(browser: Any, folder: Path) -> None:
    form = FormPage(browser, folder)
    for size in (0, 1, 55, 56, 63, 64, 65, 1000):
        raw = bytes(at * 7 % 256 for at in range(size))
        told = form.page.evaluate("raw => [...Form.sha256(new Uint8Array(raw))]", list(raw))
        assert bytes(told) == sha256(raw).digest()
    form.close()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed under .cache/web")
@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("zh", 390, "dark"), ("en", 1280, "light"), ("en", 390, "light")],
)
def test_axe_finds_nothing(
    browser: Any, folder: Path, language: str, width: int, scheme: str
) -> None:
    form = FormPage(
        browser,
        folder,
        language,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,
    )
    page = form.page
    page.add_script_tag(path=AXE)
    shops = form.tab_of(FIGURE)
    for section in ("", "traffic", shops, "out"):
        form.go(section)
        page.evaluate(
            "document.querySelectorAll('main details').forEach(one => { one.open = true });"
            "document.querySelectorAll('.shop button').forEach((one, at) => at < 2 && one.click())"
        )
        if section == shops:
            form.card(FIGURE).locator("[data-shop=chenlu] input").first.fill("x")
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
        told = [(v["id"], [one["html"][:160] for one in v["nodes"][:3]]) for v in found]
        assert told == [], section
        assert page.evaluate("document.documentElement.scrollWidth") <= width, section
    form.close()
