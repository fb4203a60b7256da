"""Any answers, given in the page as a person would, come to the profile that YAML by hand has."""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpcap import Configuration, ProviderRequest
from dpcap.intake.form.form_data import KnownFacts, form_data
from dpcap.workflow.sheet import SheetRequest, asked_sheet, sheet_content
from form_page import DAY, FormPage
from locations import PROVIDERS
from sheet_contents import emptied, profile

pytestmark = pytest.mark.browser

UNKNOWN, NA = "~unknown", "~na:"
FIGURES = st.sampled_from(["0.163", "1.5", "7", "12.8", "29", "90", "328000", "0"])
COUNTS = st.integers(0, 60).map(str)
NOTES = st.sampled_from(["", "", "刚换人", "见 <b>合同</b> §3: 不含 #1", "'x'"])


class DrawnAnswers(NamedTuple):
    """Answers by question; figures by question and shop; what those say of when they are."""

    answers: dict[str, dict[str, str]]
    rows: dict[str, dict[str, dict[str, str]]]
    envelopes: dict[str, dict[str, str]]


def value_of(draw: st.DrawFn, node: dict[str, Any]) -> str:
    """A value, or why there is none."""
    scale = node["scale"]
    states = [UNKNOWN, *(NA + one for one in node.get("na", []))]
    if draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(states))
    if "choices" in scale:
        ids = [one[0] for one in scale["choices"]]
        if not scale.get("several"):
            return draw(st.sampled_from(ids))
        picked = draw(st.sets(st.sampled_from(ids[:-1])))
        return " ".join(one for one in ids if one in picked) or ids[-1]
    if scale["kind"] == "number":
        return draw(FIGURES)
    counts = {"rate": 2, "nps": 3}[scale["kind"]]
    return " ".join(draw(COUNTS) for _ in range(counts))


def envelope_of(draw: st.DrawFn, data: Any, node: str) -> dict[str, str]:
    """What a figure says of itself, each field as the page offers it."""
    scale, found = data["nodes"][node]["scale"], {}
    for name, allowed in scale.get("envelope", {}).items():
        vocabulary = [*data["fields"].get(name, {"values": {}})["values"]]
        offered = vocabulary if allowed is True or not allowed else allowed
        found[name] = (
            draw(st.sampled_from([scale["example"], "2026-09"]))
            if name == "period"
            else draw(st.sampled_from(offered or ["x"]))
        )
    return found


@st.composite
def drawn_answers(draw: st.DrawFn, data: Any) -> DrawnAnswers:
    """Answers to a dozen questions and figures of some shops for a few more."""
    own = sorted(node for node, one in data["nodes"].items() if not one.get("shop"))
    shown = {n for s in data["sections"] if s["kind"] != "area" for n in s["parts"][0]["nodes"]}
    pieces = [one["id"] for one in data["pieces"]][:6]
    answers: dict[str, dict[str, str]] = {}
    for node in draw(st.lists(st.sampled_from(own), min_size=8, max_size=12, unique=True)):
        said = data["nodes"][node]
        value = value_of(draw, said)
        cells = {"value": value, "note": draw(NOTES) or ("合同不含" if NA in value else "")}
        if not value.startswith("~"):
            if pieces and draw(st.booleans()):
                cells["evidence"] = draw(st.sampled_from(pieces))
            cells |= envelope_of(draw, data, node)
        answers[node] = {name: text for name, text in cells.items() if text}
    rows: dict[str, dict[str, dict[str, str]]] = {}
    envelopes: dict[str, dict[str, str]] = {}
    shops = [shop for shop, _ in data["shops"]]
    asked = st.lists(st.sampled_from(sorted(shown)), min_size=2, max_size=4, unique=True)
    for node in draw(asked) if shown else []:
        here = [one for one in shops if one not in data["out"].get(node, [])]
        given_to = draw(st.sets(st.sampled_from(here), min_size=1, max_size=3)) if here else ()
        scale = data["nodes"][node]["scale"]
        parts = {"rate": 2, "nps": 3}.get(scale["kind"], 0)
        envelopes[node] = envelope_of(draw, data, node)
        rows[node] = {
            shop: {
                name: " ".join(draw(COUNTS) for _ in range(parts)) if parts else draw(FIGURES)
                for name in scale["figures"]
            }
            for shop in sorted(given_to)
        }
    return DrawnAnswers(answers, rows, envelopes)


def dated(folder: Path) -> None:
    """Puts the answers of *folder* on the day of the form."""
    path = folder / "answers.yaml"
    head = yaml.safe_load(path.read_text("utf-8")) | {"assessed_on": str(DAY)}
    path.write_text(yaml.safe_dump(head, allow_unicode=True, sort_keys=False), "utf-8")


def written_by_hand(folder: Path, drawn: DrawnAnswers, data: Any) -> None:
    """The answers in answers.yaml and kpis.csv, as somebody would write them."""
    path = folder / "answers.yaml"
    head = yaml.safe_load(path.read_text("utf-8"))
    answers: dict[str, dict[str, Any]] = {}
    # In the order of the questions, as somebody fills in a template from top to bottom.
    for node in (one for one in data["nodes"] if one in drawn.answers):
        kind, rest = data["nodes"][node]["scale"]["kind"], dict(drawn.answers[node])
        value = rest.pop("value")
        said: dict[str, Any] = dict(rest)
        if "evidence" in said:
            said["evidence"] = said["evidence"].split()
        if value == UNKNOWN:
            said["unknown"] = True
        elif value.startswith(NA):
            said["not_applicable"] = value.removeprefix(NA)
        else:
            said["value"] = in_yaml(kind, value)
        answers[node] = said
    text = yaml.safe_dump({**head, "answers": answers}, allow_unicode=True, sort_keys=False)
    path.write_text(text, "utf-8")
    lines = [
        {"indicator": node, "shop": shop, **figures, **drawn.envelopes[node]}
        for node, shops in drawn.rows.items()
        for shop, figures in shops.items()
    ]
    if lines:
        columns = dict.fromkeys(name for one in lines for name in one)
        with (folder / "kpis.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            table = csv.DictWriter(stream, [*columns])
            table.writeheader()
            table.writerows(lines)


def in_yaml(kind: str, value: str) -> Any:
    """A value as its scale takes it."""
    if kind == "rate":
        return dict(zip(("cases", "base"), map(int, value.split()), strict=True))
    if kind == "nps":
        names = ("promoters", "passives", "detractors")
        return dict(zip(names, map(int, value.split()), strict=True))
    if kind == "checklist":
        return value.split()
    return yaml.safe_load(value) if kind in ("rubric", "boolean", "number") else value


def filled_in(form: FormPage, drawn: DrawnAnswers, data: Any, *, reload: bool) -> None:
    """Gives all answers, part by part; *reload*: it is loaded again after each."""
    parts: dict[str, list[str]] = defaultdict(list)
    given_to = {*drawn.answers, *drawn.rows}
    for section in data["sections"]:
        for part in section["parts"]:
            parts[section["id"]] += [one for one in part["nodes"] if one in given_to]
    form.page.fill("#who", "李婷")
    for section, nodes in parts.items():
        if not nodes:
            continue
        form.go(section)
        if section.startswith("screen-"):
            head_and_columns(form, nodes, drawn)
        for node in nodes:
            if node in drawn.answers:
                form.answer(node, drawn.answers[node])
            for shop, figures in drawn.rows.get(node, {}).items():
                form.row(node, shop, figures)
        if reload:
            form.page.reload()


def head_and_columns(form: FormPage, nodes: list[str], drawn: DrawnAnswers) -> None:
    """The period of the first figure stands above all; a figure says what is otherwise of it."""
    period = drawn.envelopes[nodes[0]].get("period", "")
    if period:
        form.page.locator(".shared [data-field=period]").fill(period)
    for node in nodes:
        own = dict(drawn.envelopes[node])
        if own.get("period") == period:
            own.pop("period", None)
        form.differs(node, own)


@settings(max_examples=3, deadline=None, suppress_health_check=[*HealthCheck])
@pytest.mark.parametrize("reload", [False, True])
@pytest.mark.parametrize("name", ["lanxing", "haidao-cross", "banxia-content"])
@given(data=st.data())
def test_any_answers_have_the_profile_that_they_have_by_hand(
    browser: Any,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    reload: bool,
    data: st.DataObject,
) -> None:
    home = tmp_path_factory.mktemp("form")
    folder = emptied(PROVIDERS / name, home / "form" / name)
    dated(folder)
    hand = Path(shutil.copytree(folder, home / "hand" / name))
    request = SheetRequest(ProviderRequest(folder), DAY)
    asked = form_data(sheet_content(asked_sheet(request, Configuration()), request), KnownFacts())
    drawn = data.draw(drawn_answers(asked))
    written_by_hand(hand, drawn, asked)
    form = FormPage(browser, folder)
    filled_in(form, drawn, asked, reload=reload)
    form.fill(form.export())
    form.close()
    assert profile(folder) == profile(hand)
