"""A kind of scale is asked, shown and taken everywhere, in both languages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple, get_args

import pytest
from hypothesis import find

from builders import area, assessment, framework, indicator
from dpcap.cli.interview.scale_prompt import scale_prompt
from dpcap.intake.answers_template import answers_text
from dpcap.intake.form.form_data import KnownFacts, form_data
from dpcap.intake.scale_input import scale_input
from dpcap.intake.schema import schema_of
from dpcap.intake.sheet.area_page import how_lines
from dpcap.intake.sheet.cell_text import choices_of, read_value, shown_value
from dpcap.intake.sheet.content import SheetContent
from dpcap.intake.sheet.page import SheetBook
from dpcap.intake.sheet.reply_cells import plain_value, text_of_value
from dpcap.model.assessment import Assessment
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.expression import cel_name
from dpcap.model.expression_names import framework_names
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.profile import Profile
from dpcap.model.scale import Figure, Scale
from dpcap.model.trace import IndicatorNode, Limited
from dpcap.report.formats import render
from dpcap.report.paths import own_reports
from dpcap.report.questions.formats import FRAMEWORK_SHOW, QUESTION_FORMATS, render_questions
from dpcap.report.scale_words import Aim, Answered, scale_words
from dpcap.report.view import make_context
from dpcap.report.view_shops import limited_words
from dpcap.scoring.case import make_case
from dpcap.scoring.indicator_result import cel_value
from dpcap.scoring.scale_scoring import next_step, scale_scoring
from dpcap.scoring.sensitivity import full_profile
from profiles import PAGE_FORMATS, Draw, Wish, shipped
from sheet_contents import content_of
from strategies import ASSESSED_ON, scales, values

NODE = "AAA-1.1"
PEERS = ("peer", "peer_spread")
KINDS = [get_args(one.model_fields["kind"].annotation)[0] for one in get_args(get_args(Scale)[0])]


class Asked(NamedTuple):
    """A question on a drawn scale of one kind, with an answer that counts."""

    framework: Framework
    assessment: Assessment

    @property
    def indicator(self) -> Indicator:
        return self.framework.by_id[NODE]

    @property
    def scale(self) -> Any:
        return self.indicator.scale


@cache
def asked(kind: str) -> Asked:
    drawn = find(scales, lambda one: one["kind"] == kind and stands_alone(one))
    made = framework(area("AAA", [indicator(NODE, drawn)]))
    value = find(values(made.by_id[NODE].scale), lambda one: counts(made, one))
    return Asked(made, assessment({NODE: {"value": value}}))


def stands_alone(scale: dict[str, Any]) -> bool:
    """Whether an answer on *scale* counts without a word beside it."""
    return not scale.get("envelope") and scale.get("score", {}).get("by") not in PEERS


def counts(made: Framework, value: Any) -> bool:
    given = assessment({NODE: {"value": value}})
    return node_of(full_profile(make_case(made, given))).state == "answered"


def node_of(made: Profile) -> IndicatorNode:
    return next(iter(made.indicators()))


def content(kind: str, language: Language) -> SheetContent:
    one = asked(kind)
    return content_of((one.framework, one.assessment, None), language)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_a_figure_or_has_answers_to_choose_from(kind: str) -> None:
    """The page of `dpcap form` draws the one or the other, and takes what is chosen."""
    one = asked(kind)
    nodes: Any = form_data(content(kind, "zh"), KnownFacts())["nodes"]
    sent = nodes[NODE]["scale"]
    assert ("figures" in sent) == isinstance(one.scale, Figure) != ("choices" in sent)
    for text, _, *typed in sent.get("choices", ()):
        value = plain_value(text, one.indicator)
        assert scale_scoring(one.scale).fits(scale_input(one.scale).read(value))
        assert typed == ([value] if isinstance(value, bool | int | float) else [])


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_file_says_it_as_its_schema_has_it(kind: str) -> None:
    """As one bare value, a list of them, or a mapping that the schema knows."""
    one = asked(kind)
    value = one.assessment.answers[NODE].value
    assert value is not None
    plain = plain_value(text_of_value(value), one.indicator)
    assert scale_input(one.scale).read(plain) == value
    if isinstance(plain, dict):
        nouns = schema_of("answers")["$defs"]
        each = nouns["Answer"]["properties"]["value"]["anyOf"]
        known = [nouns[one["$ref"].rpartition("/")[2]]["required"] for one in each if "$ref" in one]
        assert [*plain] in known


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_says_how_to_answer(kind: str, language: Language) -> None:
    one = asked(kind)
    asks = (one.indicator,)
    lines = answers_text(
        one.framework,
        role_title="one",
        asked=asks,
        every=asks,
        language=language,
        today=ASSESSED_ON,
        columns=("shop",),
    )
    page = "\n".join(lines)
    assert NODE in page
    for text, words in scale_input(one.scale).choices(language):
        assert re.search(rf"# +{text} +{words}\n", page)
    said = "".join(page.replace("#", "").split())
    for line in scale_input(one.scale).about(language):
        assert "".join(line.split()) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reason_for_a_cap_is_told(language: Language) -> None:
    one = asked(KINDS[0])
    made = full_profile(make_case(one.framework, one.assessment))
    ctx = make_context(made, one.framework, own_reports(), language, "applicant")
    assert limited_words(ctx, get_args(Limited))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_interview_asks_and_shows_it(kind: str, language: Language) -> None:
    one = asked(kind)
    prompt = scale_prompt(one.scale)
    reply = one.assessment.answers[NODE]
    assert prompt.how(language, of_shop=False)
    assert prompt.said(reply, language)
    assert bool(prompt.keys(language)) != isinstance(one.scale, Figure)
    for key, _ in prompt.keys(language):
        assert scale_input(one.scale).read(prompt.typed(key).value) is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_says_how_and_takes_what_it_shows(kind: str, language: Language) -> None:
    one, asks = asked(kind), content(kind, language)
    assert [*how_lines(one.indicator, asks, SheetBook(None, language))]
    text = text_of_value(one.assessment.answers[NODE].value)
    shown = [text, *(text for text, _ in scale_input(one.scale).choices(language))]
    for each in shown:
        cell = shown_value(each, one.indicator, language)
        assert read_value(cell, one.indicator, one.framework) == each
    for cell in choices_of(one.indicator, language):
        assert read_value(cell, one.indicator, one.framework)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_shows_it(kind: str, language: Language) -> None:
    one = asked(kind)
    made = full_profile(make_case(one.framework, one.assessment))
    ctx = make_context(made, one.framework, own_reports(), language, "applicant")
    said = scale_words(one.scale).value(ctx, node_of(made).value)
    assert said
    for name in PAGE_FORMATS:
        assert render(made, one.framework, format=name, language=language)
    assert said in render(made, one.framework, format="md", language=language)
    for name in QUESTION_FORMATS.offered(FRAMEWORK_SHOW):
        page = render_questions(one.framework, name, language)
        assert all(option.say(language) in page for option in getattr(one.scale, "options", ()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_its_arithmetic_and_its_next_step_are_told(kind: str, language: Language) -> None:
    one = asked(kind)
    made = full_profile(make_case(one.framework, one.assessment))
    ctx = make_context(made, one.framework, own_reports(), language, "applicant")
    value, words = node_of(made).value, scale_words(one.scale)
    assert value is not None
    said = words.value(ctx, value) or ""
    assert "77" in words.arithmetic(ctx, Answered(value, said, None, "77"))
    step = next_step(one.scale, None, 0.0)
    assert step
    assert step.value is not None
    told = words.value(ctx, step.value) or ""
    assert words.aim(ctx, Aim(step.value, told, None, "do it"))


@pytest.mark.parametrize("kind", KINDS)
def test_gates_and_conditions_call_an_answer_by_its_title(kind: str) -> None:
    one = asked(kind)
    written, known = scale_input(one.scale), framework_names(one.framework)[cel_name(NODE)]
    for text, words in written.choices("en"):
        seen = cel_value(written.read(plain_value(text, one.indicator)))
        if isinstance(seen, bool | list):
            continue
        title = scale_words(one.scale).title(seen)
        assert title
        assert title.en == words
        assert words in str(known)


@pytest.mark.parametrize("kind", KINDS)
def test_tests_of_pages_draw_it(kind: str) -> None:
    one = asked(kind)
    drawn = Draw(shipped(), Wish()).value(one.scale)
    made = full_profile(make_case(one.framework, one.assessment))
    ctx = make_context(made, one.framework, own_reports(), "zh", "applicant")
    assert scale_words(one.scale).value(ctx, drawn)
