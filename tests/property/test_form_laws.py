"""The form says what dpcap says: of conditions, of what is typed, of what is exported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpcap import Configuration, ProviderRequest
from dpcap.intake.envelope import Envelopes
from dpcap.intake.folder import load_assessment
from dpcap.intake.form.form_data import KnownFacts, form_data
from dpcap.intake.form.form_file import about_form, open_form
from dpcap.intake.form.read_form import read_form
from dpcap.intake.listed_ids import ListedIds
from dpcap.intake.samples import Sampler
from dpcap.intake.sheet.about import check_about
from dpcap.intake.sheet.cell_reader import CellReader
from dpcap.intake.sheet.content import SheetContent
from dpcap.intake.sheet.filled import TypedCell
from dpcap.intake.sheet.gather import GatheredCells
from dpcap.intake.sheet.pieces import PieceReader
from dpcap.intake.sheet.read_sheet import FilledSheet
from dpcap.intake.sheet.reply_cells import EVIDENCE, Cells
from dpcap.model.expression import ExpressionError, cel_name, expression
from dpcap.model.framework_outline import names_of
from dpcap.model.period import EXPECTED, fitting
from dpcap.model.two_languages import TwoLanguages
from dpcap.scoring.evaluate import evaluate
from dpcap.workflow.fill import FillRequest, fill_folder
from dpcap.workflow.form import known_facts
from dpcap.workflow.sheet import SheetRequest, asked_sheet, sheet_content
from form_scripts import FormScripts
from locations import PROVIDERS, REVIEWS
from scored_examples import EXAMPLES
from sheet_contents import DAY, Drawn, assert_same, content_of, emptied, profile
from strategies import cases

LAST = date(2027, 12, 31)
TRIED = 400
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def scripts() -> Iterator[FormScripts]:
    made = FormScripts()
    yield made
    made.close()


def read_back(path: Path, content: SheetContent) -> FilledSheet:
    form = open_form(path, path.name)
    about = about_form(form)
    check_about(about, content.provider.id, content.framework, path.name)
    cells = CellReader(content.framework, Envelopes(content.framework, LAST))
    pieces = PieceReader(content.framework, content.pieces, str(LAST))
    listed = ListedIds(
        "shop", frozenset(one.id for one in content.shops), whole=True, else_=TwoLanguages("", "")
    )
    return read_form(form, GatheredCells(content.framework, about, cells, pieces), listed)


def exported(scripts: FormScripts, path: Path) -> Path:
    path.write_text(json.dumps(scripts("exported")["file"], ensure_ascii=False), encoding="utf-8")
    return path


def unconditional(data: dict[str, object]) -> dict[str, object]:
    """*data* with every question asked, so that all that is there is exported."""
    nodes = data["nodes"]
    assert isinstance(nodes, dict)
    for node in nodes.values():
        node.pop("when", None)
    return data


@given(cases())
def test_any_answers_come_back_as_they_are(
    tmp_path_factory: pytest.TempPathFactory, scripts: FormScripts, drawn: Drawn
) -> None:
    content = content_of(drawn, "zh")
    data = unconditional(form_data(content, KnownFacts()))
    scripts("load", data)
    file = exported(scripts, tmp_path_factory.mktemp("form") / "a.json")
    assert_same(read_back(file, content), content)
    scripts("load", data)
    scripts.call("import", json.loads(file.read_text("utf-8")))
    assert exported(scripts, file.with_name("b.json")).read_bytes() == file.read_bytes()


def typed(scripts: FormScripts, cells: Cells) -> None:
    """Fills in *cells* as a person would, field by field."""
    for cell, text in cells.items():
        value = text.split() if cell.field == EVIDENCE else text
        if cell.shop:
            scripts.call("setRow", cell.node, cell.shop, cell.field, value)
        else:
            scripts.call("setAnswer", cell.node, cell.field, value)


@pytest.mark.parametrize("name", ["lanxing", "maodun", "haidao-cross", "guoqi", "banxia-content"])
def test_the_examples_filled_in_by_form_have_the_same_profile(
    tmp_path: Path, scripts: FormScripts, name: str
) -> None:
    """Answers typed into the form of a folder without any: the profile that YAML by hand has."""
    here = Configuration()
    whole = asked_sheet(SheetRequest(ProviderRequest(PROVIDERS / name, reviews=REVIEWS), DAY), here)
    request = SheetRequest(ProviderRequest(PROVIDERS / name, reviews=REVIEWS), DAY)
    content = sheet_content(whole, request)
    folder = emptied(PROVIDERS / name, tmp_path / name)
    bare = replace(content, cells={})
    scripts("load", form_data(bare, known_facts(whole.case, bare)))
    typed(scripts, content.base)
    day = load_assessment(PROVIDERS / name, here.framework()).assessed_on
    file = exported(scripts, tmp_path / "filled.json")
    fill_folder(FillRequest(ProviderRequest(folder), (file,), day), here)
    assert profile(folder) == profile(PROVIDERS / name)


def test_conditions_hold_where_ours_do(scripts: FormScripts) -> None:
    """Every condition of the framework, over typed samples of all that it names."""
    framework = Configuration().framework()
    sampler = Sampler(framework)
    sources = {one.when for one in framework.by_id.values() if one.when}
    sources |= {rule.conflict for rule in framework.consistency}
    compared = 0
    for source in sorted(sources):
        compiled = expression(source)
        if not all(map(sampler.knows, compiled.names)):
            continue
        values = list(islice(sampler.contexts(compiled, TRIED), TRIED))
        ours = []
        for one in values:
            try:
                ours.append(compiled.holds(one))
            except ExpressionError:
                ours.append(None)
        assert scripts("holds", [[source, one] for one in values]) == ours, source
        compared += len(values)
    assert compared > 2000


@shared
@given(st.sampled_from(EXAMPLES))
def test_the_same_questions_are_asked(scripts: FormScripts, name: str) -> None:
    here = Configuration()
    request = SheetRequest(ProviderRequest(PROVIDERS / name, reviews=REVIEWS), DAY)
    asked = asked_sheet(request, here)
    content = sheet_content(asked, request)
    scripts("load", form_data(content, known_facts(asked.case, content)))
    states, judged = dict(scripts("states")), evaluate(asked.case)
    for node in content.nodes:
        is_out = judged[node].state in ("not_asked", "out_of_scope")
        assert (states[node] == "not_asked") == is_out, node
        hangs = [one for one in judged[node].findings if one.code == "DP340"]
        assert bool(hangs) == isinstance(states[node], list), node


SIGNS = st.sampled_from(
    [
        *"0123456789.,-+%万w亿千kK元eE=~:#/ ０１，。−—“'",
        "1.5",
        "12",
        "--",
        "2026",
        "#DIV/0!",
        "分",
        "秒",
        "分钟",
        "h",
        *"<≥约至多折x_*$",
        "以上",
        "美元",
        "##",
    ]
)
figures = st.lists(SIGNS, max_size=7).map("".join)
fields = st.sampled_from(["value", "peer"])


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 999), figures, fields)
def test_figures_are_refused_in_the_same_words(
    loaded: LoadedForm, place: int, text: str, field: str
) -> None:
    content = loaded.content
    kinds = [one for one in content.indicators if one.scale.kind in ("number", "rate")]
    indicator = kinds[place % len(kinds)]
    if indicator.scale.kind == "rate":
        text, field = " ".join(text.replace("/", "").split()[:2]), "value"
    told = loaded.scripts.call("problem", indicator.id, field, text)
    assert told == ours(content, indicator.id, field, text)


PERIODS = st.sampled_from(
    [
        *(
            "2026-10",
            "2026/10",
            "2026年10月",
            "202610",
            "Oct-26",
            "2026Q3",
            "2026年三季度",
            "2026年",
        ),
        *(
            "2026/10/1~2026/10/31",
            "2026-10-01/2026-10-31",
            "2026.10.1-2026.10.31",
            "10月",
            "2026-13",
        ),
        *(
            "2026-02-30",
            "2026-H1",
            "2026上半年",
            "2025-11-01/2026-10-31",
            "2030-01",
            "上个月",
            "2026-1",
        ),
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PERIODS | figures)
def test_periods_are_refused_in_the_same_words(loaded: LoadedForm, text: str) -> None:
    indicators = loaded.content.indicators
    node = next(one.id for one in indicators if "period" in getattr(one.scale, "envelope", {}))
    told = loaded.scripts.call("problem", node, "period", text)
    assert told == ours(loaded.content, node, "period", text)


days = st.dates(date(2024, 1, 1), date(2027, 12, 31)).map(str)
spans = st.tuples(days, days).map(sorted).map("/".join)
parts = st.sampled_from(
    ["2026", "2026-02", "2024-02", "2026-Q1", "2026-Q4", "2026-H2", "2026-10-31"]
)
MONTHS = (
    *("2026-01-01/2026-03-31", "2026-02-01/2026-02-28", "2025-12-31/2026-01-30"),
    *("2026-02-01/2026-04-30", "2026-04-01/2026-09-30", "2025-02-15/2026-02-14"),
    *("2026-07-01/2026-12-31", "2026-01-01/2026-12-30", "2026-05-01/2026-06-30"),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans | parts | days, st.sampled_from(sorted(EXPECTED)), st.integers(1, 3))
def test_periods_fit_where_ours_do(scripts: FormScripts, text: str, kind: str, most: int) -> None:
    [fits] = scripts("read", ["fits", [[text, kind, most]]])
    assert fits == (fitting(text, kind, most) is not None)  # type: ignore[arg-type]


def test_each_kind_of_period_fits_where_ours_does(loaded: LoadedForm) -> None:
    tried = [[text, kind, most] for text in MONTHS for kind in EXPECTED for most in (1, 2, 3)]
    ours = [fitting(text, kind, most) is not None for text, kind, most in tried]  # type: ignore[arg-type]
    assert loaded.scripts("read", ["fits", tried]) == ours


class LoadedForm(NamedTuple):
    """The form of an example, loaded."""

    scripts: FormScripts
    content: SheetContent

    def __repr__(self) -> str:  # what fails is told with its arguments
        return "LoadedForm"


@pytest.fixture(scope="module")
def loaded() -> Iterator[LoadedForm]:
    request = SheetRequest(ProviderRequest(PROVIDERS / "lanxing", reviews=REVIEWS), DAY)
    content = sheet_content(asked_sheet(request, Configuration()), request)
    made = FormScripts()
    made("load", form_data(content, KnownFacts()))
    yield LoadedForm(made, content)
    made.close()


def ours(content: SheetContent, node: str, field: str, text: str) -> list[str] | None:
    """What reading the cell has against it, without the question that it stands in front of."""
    reader = CellReader(content.framework, Envelopes(content.framework, content.written))
    reader.read(field, TypedCell(text, "a", "", "$"), content.framework.by_id[node])
    if not reader.found:
        return None
    [found] = reader.found
    if found.code != "DP874":
        return [found.message("zh"), found.message("en")]
    return [str(found.params["problem_zh"]), str(found.params["problem_en"])]


@pytest.mark.parametrize(
    ("known", "left_out", "answers", "state"),
    [
        ({"fact_a": True}, [], {}, "asked"),
        ({"fact_a": False}, [], {}, "not_asked"),
        ({}, ["fact_a"], {}, "not_asked"),
        ({}, [], {}, ["fact_a"]),
        ({"fact_a": True}, [], {"X-1": {"value": "~na:none"}}, "not_asked"),
        ({"fact_a": True}, [], {"X-1": {"value": "~unknown"}}, ["X-1"]),
        ({"fact_a": "text"}, [], {}, ["fact_a"]),
    ],
)
def test_what_a_question_hangs_on(
    loaded: LoadedForm, known: object, left_out: object, answers: object, state: object
) -> None:
    """Left out is not asked, open hangs, and what comes to no truth hangs too."""
    scripts = FormScripts()
    data = form_data(loaded.content, KnownFacts())
    names = ["X_1"] if answers else ["fact_a"]
    source = "X_1 == 1.0" if answers else "fact_a"
    scale = {"kind": "rubric", "choices": [["0", "a", 0], ["1", "b", 1]]}
    nodes = {
        "X-1": {"title": "x", "scale": scale},
        "X-2": {"title": "y", "scale": scale, "when": {"source": source, "names": names}},
    }
    home = {"id": "x", "kind": "area", "title": "x", "parts": [{"title": "", "nodes": [*nodes]}]}
    more = {"nodes": nodes, "known": known, "left_out": left_out, "names": {"X_1": "X-1"}}
    scripts("load", {**data, **more, "sections": [home], "base": [], "own": []})
    scripts("put", ["answers", answers])
    assert dict(scripts("states"))["X-2"] == state
    scripts.close()


def test_what_is_none_of_the_choices_is_kept_as_it_was_written(loaded: LoadedForm) -> None:
    """An edited file may say anything: it is told where the form is read, and is no value."""
    scripts = FormScripts()
    scripts("load", unconditional(form_data(loaded.content, KnownFacts())))
    kinds = {one.scale.kind: one.id for one in loaded.content.indicators if one.per != "shop"}
    nodes = [kinds[kind] for kind in ("rubric", "boolean", "choice")]
    for node in nodes:
        scripts.call("setAnswer", node, "value", "zz")
    answers = scripts("exported")["file"]["answers"]
    assert [answers[node]["value"] for node in nodes] == ["zz"] * 3
    scripts.close()


def test_what_conditions_name_is_known() -> None:
    """Whatever a condition may name is a question of the page, or told to it."""
    request = SheetRequest(ProviderRequest(PROVIDERS / "lanxing"), DAY, area="shop")
    asked = asked_sheet(request, Configuration())
    content = sheet_content(asked, request)
    known = known_facts(asked.case, content)
    names = {name for one in content.indicators for name in names_of(one)}
    there = {cel_name(node) for node in content.nodes} | known.values.keys() | {*known.left_out}
    assert names <= there
