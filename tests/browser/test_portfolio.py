"""The portfolio page in a real browser: it sorts, filters, prints, fits a phone, asks nobody."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from browsing import until
from dpcap.model.outcome import ScoredOutcome
from locations import ROOT
from portfolios import Plan, as_html, broken, made, one, plain_row

pytestmark = pytest.mark.browser

AXE = ROOT / ".cache" / "web" / "node_modules" / "axe-core" / "axe.min.js"
VNU = ROOT / ".cache" / "web" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
DECIDED = Plan(60, seed=5, failed=0.1, decided=0.7)
LONG, FEW = Plan(60, seed=5, failed=0.1), Plan(14, seed=5, failed=0.2)
NAMES = "[...document.querySelectorAll('#table tbody tr')].map(row => row.cells[0].{0}.textContent)"
COLUMN = """kind => {
  const place = [...document.querySelectorAll("#table thead th")]
    .findIndex(head => head.dataset.k === kind);
  return [...document.querySelectorAll("#table tbody tr:not(.e)")]
    .map(row => row.cells[place].firstChild?.textContent ?? "");
}"""
Open = Callable[..., Any]


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open the page of a harvest in a window of its own; nothing may go wrong in its console."""
    said: list[str] = []
    contexts: list[Any] = []

    def open_(batch_result, **options) -> Any:
        path = tmp_path / "portfolio.html"
        path.write_text(as_html(batch_result), "utf-8")
        context = browser.new_context(**{"reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url))
        page.goto(path.as_uri())
        assert said.pop(0) == path.as_uri()
        return page

    yield open_
    for context in contexts:
        context.close()
    assert said == []


def names(page: Any) -> list[str]:
    return page.evaluate(NAMES.replace("{0}", "children[0]"))


def numbers(page: Any, kind: str) -> list[float]:
    texts = page.evaluate(COLUMN, kind)
    found = [text.replace("−", "-").rstrip("%") for text in texts]
    return [float(text) for text in found if text.replace("-", "").replace("+", "")[:1].isdigit()]


def head(page: Any, kind: str) -> Any:
    return page.locator(f"#table thead [data-k={kind}]").first


@pytest.mark.parametrize("kind", ["area", "coverage", "change"])
def test_a_column_sorts_both_ways(show, kind):
    page = show(made(LONG))
    start = names(page)
    head(page, kind).locator("button").click()
    down = numbers(page, kind)
    assert head(page, kind).get_attribute("aria-sort") == "descending"
    head(page, kind).locator("button").click()
    up = numbers(page, kind)
    assert head(page, kind).get_attribute("aria-sort") == "ascending"
    assert page.locator("#table thead [aria-sort]").count() == 1
    assert down == sorted(down, reverse=True)
    assert up == sorted(up)
    assert sorted(names(page)) == sorted(start)
    assert len(up) > 40


def test_decisions_sort_by_kind_and_can_be_filtered(show):
    page = show(made(DECIDED))
    head(page, "decision").locator("button").click()
    kinds = [text for text in page.evaluate(COLUMN, "decision") if text]
    order = ["准入", "有条件准入", "不予准入", "重新评估"]
    assert set(kinds) == set(order)
    assert kinds == sorted(kinds, key=order.index)
    select = page.locator("#sieve select[name=decision]")
    until(page, "document.querySelector('[name=decision]').options.length > 1")
    select.select_option("有条件准入")
    until(page, "document.querySelector('#sieve output').textContent.includes('/')")
    until(
        page,
        "n => document.querySelectorAll('#table tbody tr').length === n",
        arg=kinds.count(order[1]),
    )
    assert set(page.evaluate(COLUMN, "decision")) == {order[1]}


def test_an_overdue_condition_leads_to_its_providers(show):
    page = show(made(DECIDED))
    rows = [
        one for one in made(DECIDED).outcomes() if isinstance(one, ScoredOutcome) and one.decision
    ]
    late = [r for r in rows if any(c.is_overdue(r.as_of) for c in r.decision.conditions)]
    assert len(late) > 1
    link = page.locator("#week .pivot a[data-f*='todo=overdue']").first
    count = int(link.inner_text())
    link.click()
    until(page, "n => document.querySelectorAll('#table tbody tr').length === n", arg=count)
    assert page.locator("#table tbody tr .d").count() == count
    assert page.locator("#overdue tbody tr").count() == len(late)


def test_rows_without_a_number_and_failed_ones_stay_at_the_end(show):
    row = plain_row()
    bare = row.areas[0].model_copy(update={"proved": None})
    rows = [
        row.model_copy(update={"name": row.name.model_copy(update={"zh": "无分"})}),
        plain_row(provider="p2"),
    ]
    rows[0] = rows[0].model_copy(update={"areas": (bare, *row.areas[1:])})
    page = show(one(broken(), *rows))
    for _ in range(2):
        head(page, "area").locator("button").click()
        assert names(page)[1:] == ["无分", "providers/broken"]


def test_names_levels_reviews_and_things_to_do_sort(show):
    page = show(made(LONG, "en"))
    head(page, "name").locator("button").click()
    assert head(page, "name").get_attribute("aria-sort") == "ascending"
    english = [name for name in names(page) if name.startswith("Example Lan ")]
    assert english == sorted(english, key=lambda name: int(name.split()[2]))
    head(page, "level").locator("button").click()
    levels = page.evaluate(COLUMN, "level")
    graded = [level for level in levels if level.startswith("L")]
    assert levels[: len(graded)] == sorted(graded, reverse=True)
    head(page, "reviewed").locator("button").click()
    shares = [eval_share(text) for text in page.evaluate(COLUMN, "reviewed")]
    assert shares == sorted(shares, reverse=True)
    for kind in ("gates", "todo"):
        head(page, kind).locator("button").click()
        first = page.evaluate(COLUMN, kind)[0]
        assert first != page.evaluate(COLUMN, kind)[-1]


def eval_share(text: str) -> float:
    reviewed, pieces = map(int, text.split("/"))
    return reviewed / pieces


def test_sorting_by_keyboard(show):
    page = show(made(LONG))
    head(page, "coverage").locator("button").focus()
    page.keyboard.press("Enter")
    assert head(page, "coverage").get_attribute("aria-sort") == "descending"
    page.keyboard.press("Space")
    assert head(page, "coverage").get_attribute("aria-sort") == "ascending"


def expected(plan: Plan, fits: Callable[[ScoredOutcome], bool]) -> int:
    return sum(isinstance(row, ScoredOutcome) and fits(row) for row in made(plan).outcomes())


FILTERS: list[tuple[str, str, Callable[[ScoredOutcome], bool]]] = [
    ("role", "品牌代播", lambda row: row.role == "brand_live"),
    ("owner", "示例·林", lambda row: row.owner == "示例·林"),
    ("owner", "—", lambda row: row.owner is None),
    ("by.categories", "美妆", lambda row: bool({"美妆", "beauty"} & set(row.groups["categories"]))),
    ("by.track", "产业带", lambda row: row.groups["track"] == ("belt",)),
    ("level", "L2", lambda row: row.graded and row.proved_level == "L2"),
    ("todo", "contested", lambda row: row.contested is not None),
    ("todo", "unread", lambda row: row.reviewed < row.pieces),
    ("gate", "unchecked", lambda row: any(gate.state == "unchecked" for gate in row.gates)),
]


def test_filters_keep_what_fits(show):
    page = show(made(LONG))
    for field, value, fits in FILTERS:
        wanted = expected(LONG, fits)
        text = f"显示 {wanted} / 60" if wanted else "没有符合条件的服务商。"
        page.locator(f'#sieve [name="{field}"]').select_option(value)
        wait_for_text(page, text)
        assert len(names(page)) == wanted
        page.locator("#sieve [type=reset]").click()
        wait_for_text(page, "显示 60 / 60")


def wait_for_text(page: Any, text: str) -> None:
    told = "text => document.querySelector('#sieve output').textContent === text"
    until(page, told, arg=text)


def test_two_filters_hold_together(show):
    page = show(made(LONG))
    page.locator('#sieve [name="by.track"]').select_option("品牌")
    page.locator("#sieve [name=todo]").select_option("unread")
    both = expected(
        LONG, lambda row: row.groups.get("track") == ("brand",) and row.reviewed < row.pieces
    )
    wait_for_text(page, f"显示 {both} / 60")
    assert 0 < both < 60


def test_rows_of_one_owner_stand_together(show):
    page = show(made(LONG))
    page.locator("#sieve [name=sort]").select_option("owner")
    owners = (
        "() => [...document.querySelectorAll('#table tbody tr:not(.e)')]"
        ".map(row => row.cells[0].children[2].textContent)"
    )
    # As many runs as there are owners.
    until(
        page,
        f"() => {{ const all = ({owners})(); "
        "return all.filter((one, at) => one !== all[at - 1]).length === new Set(all).size }",
    )
    found = page.evaluate(owners)
    runs = [name for place, name in enumerate(found) if not place or found[place - 1] != name]
    assert len(runs) == len(set(found)) == 7
    assert runs[-1] == ""
    assert page.locator("#table thead [aria-sort]").count() == 0


def test_a_name_or_an_id_is_found(show):
    page = show(made(LONG))
    assert page.locator("#table tbody tr").count() == 60
    page.locator("#sieve [name=q]").fill("PROVIDER-00017")
    until(page, "() => document.querySelectorAll('#table tbody tr').length === 1")
    (name,) = page.evaluate(COLUMN, "name")
    page.locator("#sieve [name=q]").fill(name)
    until(page, "() => document.querySelectorAll('#table tbody tr').length === 1")
    assert page.evaluate(COLUMN, "name") == [name]
    page.locator("#sieve [name=q]").fill("")
    until(page, "() => document.querySelectorAll('#table tbody tr').length === 60")
    assert page.locator("#table tbody tr").count() == 60


def test_failed_folders_are_found(show):
    page = show(made(LONG))
    page.locator("#sieve [name=todo]").select_option("failed")
    wanted = 60 - expected(LONG, lambda _: True)
    until(page, "n => document.querySelectorAll('#table tbody tr').length === n", arg=wanted)
    assert wanted > 1


def test_a_number_leads_to_the_rows_it_counts(show):
    page = show(made(LONG))
    checked = 0
    for link in page.locator(".pivot a[data-f]").all()[:12]:
        wanted = int(link.inner_text())
        link.click()
        assert len(names(page)) == wanted
        checked += 1
    role = page.locator(".counts tbody tr").first.locator("td.sum a")
    wanted = int(role.inner_text())
    role.click()
    assert len(names(page)) == wanted
    assert checked == 12


def test_the_list_of_the_week_is_filtered(show):
    page = show(made(LONG))
    until(page, "() => document.querySelector('#week-sieve select').options.length > 1")
    page.locator("#week-sieve [name=owner]").select_option("示例·林")
    owners = page.evaluate(
        "[...document.querySelectorAll('#week .list tbody tr')]"
        ".filter(row => row.checkVisibility({contentVisibilityAuto: true}))"
        ".map(row => row.cells[2].textContent)"
    )
    wanted = expected(LONG, lambda row: row.owner == "示例·林" and row.reviewed < row.pieces)
    assert set(owners) == {"示例·林"}
    assert len(owners) >= wanted > 0


def test_it_works_without_script(show):
    page = show(made(LONG), java_script_enabled=False)
    rows = page.locator("#table tbody tr")
    assert rows.count() == 60
    assert not page.locator("#sieve").is_visible()
    assert rows.first.locator("a").get_attribute("href").endswith((".html", ".json"))
    page.locator(".jump a").first.click()
    assert page.locator("#week").is_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_scrolls_sideways(show, language):
    page = show(made(LONG, language))
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    for width in (320, 360, 390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_opens_with_the_heat_table(show, language, width, height):
    """The first rows are on the first screen, and this week's list comes right below the table."""
    page = show(made(FEW, language), viewport={"width": width, "height": height})
    row = page.locator("#table tbody tr").nth(0 if width < 400 else 2).bounding_box()
    assert row["y"] + row["height"] <= height
    parts = page.evaluate("[...document.querySelectorAll('main > section')].map(one => one.id)")
    assert parts[:2] == ["map", "week"]


@pytest.mark.parametrize("width", [360, 390, 768, 1000, 1200, 1280, 1440])
def test_no_column_of_the_heat_table_is_cut_off(show, width):
    """Where the columns do not fit side by side, each row is stacked."""
    page = show(made(LONG, "en"))
    page.set_viewport_size({"width": width, "height": 900})
    cut = page.evaluate(
        "() => { const box = document.querySelector('#map .box').getBoundingClientRect();"
        "return [...document.querySelectorAll('#table tbody tr:nth-child(-n+20) > *')]"
        ".filter(cell => cell.getBoundingClientRect().right > box.right + 1).length }"
    )
    assert cut == 0


def test_the_head_of_the_table_stays_in_sight(show):
    page = show(made(LONG), viewport={"width": 1280, "height": 800})
    top = "document.querySelector('#table thead').getBoundingClientRect().top"
    page.evaluate("document.querySelector('#map .box').scrollIntoView()")
    before = page.evaluate(top)
    page.evaluate("document.querySelector('#map .box').scrollTop = 900")
    assert page.evaluate(top) == pytest.approx(before, abs=1)


def test_print_repeats_the_head_and_shows_every_row(show):
    from pypdf import PdfReader

    page = show(made(Plan(300, seed=5), "en"))
    shown = names(page)
    made_pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(made_pdf)).pages]
    size = PdfReader(BytesIO(made_pdf)).pages[0].mediabox
    assert (float(size.width), float(size.height)) == pytest.approx((841.9, 595), abs=2)
    tables = [sheet for sheet in sheets if "Critical" in sheet and "Reviewed" in sheet]
    english = [name for name in shown if name.isascii()]
    text = " ".join(" ".join(sheets).split())
    assert [name for name in english if name not in text] == []
    assert len(english) > 150
    assert 8 < len(tables) < len(sheets) < 40


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed under .cache/web")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing(browser, tmp_path, language, width, scheme):
    path = tmp_path / "portfolio.html"
    path.write_text(as_html(made(FEW, language)), "utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    page.add_style_tag(content="tbody { content-visibility: visible !important }")
    page.add_script_tag(path=AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules})",
        ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    )["violations"]
    context.close()
    assert [(v["id"], [node["html"][:160] for node in v["nodes"][:4]]) for v in found] == []


@pytest.mark.skipif(not VNU.exists(), reason="vnu-jar is not installed under .cache/web")
@pytest.mark.skipif(shutil.which("java") is None, reason="no Java on this machine")
def test_the_nu_checker_finds_nothing(tmp_path):
    import json
    import subprocess

    for language in ("zh", "en"):
        for name, plan in (("some", LONG), ("none", Plan(0)), ("failed", Plan(3, failed=1.0))):
            path = tmp_path / f"{name}.{language}.html"
            path.write_text(as_html(made(plan, language)), "utf-8")
    checked = subprocess.run(
        ["java", "-jar", VNU, "--format", "json", *sorted(tmp_path.glob("*.html"))],
        capture_output=True,
        check=False,
    )
    said = {(m["type"], m["message"]) for m in json.loads(checked.stderr)["messages"]}
    assert said == set()
