"""The page of all questions: every one with its answers and weights, in HTML and Markdown."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from dpcap.errors import UsageError
from dpcap.intake.framework import load_framework
from dpcap.model.asked import asked_of_role
from dpcap.model.base import Language
from dpcap.model.weights import effective_weights
from dpcap.report.questions.formats import FRAMEWORK_SHOW, QUESTION_FORMATS, render_questions
from dpcap.workflow.framework import ShowFrameworkRequest, show_framework
from locations import QUESTIONNAIRES, ROOT

SHIPPED = load_framework(QUESTIONNAIRES)
STUDIO = load_framework(ROOT / "examples" / "frameworks" / "studio-check")
FORMATS = tuple(QUESTION_FORMATS.offered(FRAMEWORK_SHOW))


class Text(HTMLParser):
    """What a page says, and whether every element is closed."""

    VOID = frozenset(("meta", "br", "hr", "input", "link", "img"))

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("framework", [SHIPPED, STUDIO], ids=lambda one: one.id)
def test_every_question_and_every_answer_stands_there(
    framework: type[SHIPPED],
    language: Language,  # type: ignore[valid-type]
) -> None:
    page = Text(render_questions(framework, "html", language))
    said = " ".join("".join(page.said).split())
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    for one in framework.by_id.values():  # type: ignore[attr-defined]
        assert one.id in said
        assert " ".join(one.question.say(language).split()) in said
        for rung in getattr(one.scale, "levels", ()):
            assert " ".join(rung.say(language).split()) in said


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("role", list(SHIPPED.roles))
def test_a_role_shows_what_it_asks_with_its_weights(name: str, role: str) -> None:
    text = render_questions(SHIPPED, name, "en", role=role)
    asked = {one.id for one in asked_of_role(SHIPPED, role, False)}
    for node, weight in effective_weights(SHIPPED, role).items():
        assert f"{100 * weight:.2f}%" in text or not weight, node
    assert {node for node in SHIPPED.by_id if f"{node} " in text or f">{node}<" in text} == asked


def test_markdown_tables_have_as_many_cells_as_heads() -> None:
    rows = [line for line in render_questions(SHIPPED, "md", "zh").splitlines() if line[:1] == "|"]
    widths = [line.replace(r"\|", "").count("|") for line in rows]
    starts = [n for n, line in enumerate(rows) if line.startswith("|---")]
    assert len(starts) >= len(SHIPPED.areas)
    for n in starts:
        assert widths[n - 1] == widths[n] == widths[n + 1]


def test_minutes_go_by_shops_only_where_something_is_asked_per_shop() -> None:
    assert "16 shops" in render_questions(SHIPPED, "md", "en")
    text = render_questions(STUDIO, "md", "en")
    assert "shops" not in text.partition("## Levels")[0]
    assert "| Minutes |" in text


def test_no_markup_of_the_framework_gets_out() -> None:
    title = SHIPPED.title.model_copy(update={"en": "<script>alert(1)</script> [x](http://e)"})
    hostile = SHIPPED.model_copy(update={"title": title})
    assert "<script>alert" not in render_questions(hostile, "html", "en")
    head = render_questions(hostile, "md", "en").splitlines()[0]
    assert head == r"# \<script\>alert(1)\</script\> \[x\](http://e)"


def test_templates_of_ones_own_come_first(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "page.md.j2").write_text("only {{ p.edition }}", "utf-8")
    request = ShowFrameworkRequest("md", framework=QUESTIONNAIRES, templates=tmp_path)
    assert show_framework(request) == f"only {SHIPPED.edition}\n"


def test_an_unknown_role_or_format_is_told() -> None:
    with pytest.raises(UsageError, match="full_service"):
        show_framework(ShowFrameworkRequest(role="nobody", framework=QUESTIONNAIRES))
    with pytest.raises(UsageError, match="md"):
        show_framework(ShowFrameworkRequest("pdf", framework=QUESTIONNAIRES))
