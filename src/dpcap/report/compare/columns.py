"""What is said of each provider: the head of its column, its terms, and what to ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dpcap.model.framework import CATEGORIES, Framework
from dpcap.report.compare.compared_profiles import ComparedProfiles, asked_words, framework_words
from dpcap.report.compare.view_models import (
    ComparisonCell,
    ComparisonRow,
    ProviderColumn,
    ProviderQuestions,
)
from dpcap.report.context import PageContext
from dpcap.report.page_one_view import LabelledText
from dpcap.report.sanitize import clean, own
from dpcap.report.view_improvements import questions
from dpcap.report.view_page_one import strip, who
from dpcap.report.view_scores import key_figures, risks, strengths
from dpcap.text_width import short

_NAME, _LABEL, _SAID, _LISTED = 48, 24, 120, 80


def columns(compared_profiles: ComparedProfiles) -> tuple[ProviderColumn, ...]:
    """The head of each column: the overall score is a fact like any other there."""
    return tuple(_column(letter, ctx) for letter, ctx in compared_profiles.by_letter)


def _column(letter: str, ctx: PageContext) -> ProviderColumn:
    name, seen = clean(ctx.profile.provider.name.say(ctx.language)), strip(ctx)
    shown = key_figures(ctx)
    return ProviderColumn(
        letter=letter,
        name=own(short(name, _NAME)),
        label=f"{letter} {short(name, _LABEL)}",
        role=who(ctx).role,
        review=seen.review,
        reviewed=seen.reviewed,
        alerts=seen.alerts,
        proved_label=shown.label,
        proved=shown.big or shown.range,
        graded=shown.graded,
        level=shown.level,
        claimed=shown.claimed,
        gap=shown.gap if shown.graded else "",
        coverage=shown.coverage,
        critical=shown.critical,
    )


def talks(compared_profiles: ComparedProfiles) -> tuple[ProviderQuestions, ...]:
    """What to talk about with each."""
    return tuple(map(_talk, compared_profiles.contexts))


def _talk(ctx: PageContext) -> ProviderQuestions:
    return ProviderQuestions(
        questions=questions(ctx),
        strengths=strengths(ctx),
        risks=risks(ctx),
        critical=tuple(_open_critical(ctx)),
    )


def _open_critical(ctx: PageContext) -> Iterator[str]:
    """The critical indicators that did not pass, the failed ones first."""
    for state in ("failed", "not_proved"):
        for area, _, node in ctx.walk():
            if node.critical == state and area.weight > 0:
                yield f"{ctx.title(node.id)}{ctx.say('common.colon')}{ctx.say(f'critical.{state}')}"


def terms(compared_profiles: ComparedProfiles) -> tuple[ComparisonRow, ...]:
    """On what terms each was assessed, marked where they differ; then who they are."""
    shown = [who(ctx) for ctx in compared_profiles.contexts]
    on = [
        *_read(compared_profiles, _TERMS),
        *_items(compared_profiles, [one.dates for one in shown]),
    ]
    about = [
        *_read(compared_profiles, _who_rows(compared_profiles.contexts[0].framework)),
        *_items(compared_profiles, [one.about for one in shown]),
    ]
    return (*(_marked(compared_profiles, row) for row in on), *about)


def _marked(compared_profiles: ComparedProfiles, row: ComparisonRow) -> ComparisonRow:
    same = len({cell.text for cell in row.cells}) == 1
    return row if same else row._replace(apart=compared_profiles.words.say("terms.differs"))


def _read(
    compared_profiles: ComparedProfiles, wanted: Mapping[str, Callable[[PageContext], str]]
) -> Iterator[ComparisonRow]:
    missing = compared_profiles.contexts[0].say("common.not_provided")
    for key, read in wanted.items():
        given = [read(ctx) for ctx in compared_profiles.contexts]
        cells = tuple(ComparisonCell(text or missing, bool(text)) for text in given)
        yield ComparisonRow(compared_profiles.words.say(f"terms.{key}"), cells, "")


def _items(
    compared_profiles: ComparedProfiles, told: list[tuple[LabelledText, ...]]
) -> Iterator[ComparisonRow]:
    """The items of page one, matched by their labels; the day of proof is among the terms."""
    missing, day = (
        compared_profiles.contexts[0].say(key) for key in ("common.not_provided", "who.as_of")
    )
    by_label = [
        {item.label: ComparisonCell(item.value, item.known) for item in items} for items in told
    ]
    for label in dict.fromkeys(item.label for items in told for item in items):
        if label != day:
            cells = tuple(one.get(label, ComparisonCell(missing, known=False)) for one in by_label)
            yield ComparisonRow(label, cells, "")


def _categories(ctx: PageContext) -> str:
    given = ctx.listed(tuple(map(clean, ctx.profile.provider.categories)))
    return own(short(given, _LISTED))


def _who_rows(framework: Framework) -> dict[str, Callable[[PageContext], str]]:
    """Who they are, as far as the framework tells its subjects apart by it and asks per part."""
    rows: dict[str, Callable[[PageContext], str]] = {}
    if CATEGORIES in framework.group_by:
        rows["category"] = _categories
    if any(one.per == "shop" for one in framework.by_id.values()):
        rows["shops"] = lambda ctx: str(len(ctx.profile.provider.shops))
    return rows


_TERMS: dict[str, Callable[[PageContext], str]] = {
    "role": lambda ctx: who(ctx).role,
    "asked": asked_words,
    "review": lambda ctx: strip(ctx).review,
    "issuer": lambda ctx: own(short(clean(ctx.profile.review.issuer or ""), _NAME)),
    "framework": framework_words,
    "engine": lambda ctx: ctx.profile.engine_version,
    "as_of": lambda ctx: str(ctx.profile.as_of),
}
