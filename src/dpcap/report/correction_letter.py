"""The letter that an appeal was granted: what no longer stands, why, and what comes next."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dpcap.model.appeal import Appeal
from dpcap.model.base import Language
from dpcap.model.standing import StandingRow
from dpcap.report.html import html_page
from dpcap.report.markdown import markdown_page
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import clean, own
from dpcap.report.words import WordBook, load_words
from dpcap.text_width import short

_BOOK, _LETTERS = "correction", "mail"
_NAME, _TEXT = 60, 400


class CorrectionCase(NamedTuple):
    """What a correction is about: the provider's name, and the appeal granted.

    `title`: what its point is called in words, empty if nobody knows. `row`: the row of the ledger
    that takes back the one contested; None: none was contested.
    """

    provider: str
    appeal: Appeal
    title: str
    row: StandingRow | None
    language: Language


class CorrectionView(NamedTuple):
    """The letter as ready strings: `facts` are pairs of what and what of it."""

    language: str
    title: str
    draft: str
    greeting: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    colon: str
    means_head: str
    means: tuple[str, ...]
    closing: str


def correction_html(case: CorrectionCase) -> str:
    """The letter of *case* as one page that needs nothing beside it."""
    return html_page("correction.html.j2", own_reports(), p=correction_view(case))


def correction_markdown(case: CorrectionCase) -> str:
    """The letter of *case* as Markdown."""
    return markdown_page("correction.md.j2", own_reports(), p=correction_view(case))


def correction_view(case: CorrectionCase) -> CorrectionView:
    """The letter of *case*, whose appeal is answered."""
    words = load_words(own_reports(), case.language, _BOOK)
    appeal, name = case.appeal, _told(case.provider, _NAME)
    point = words.say(f"point.{appeal.point.kind}", name=own(appeal.point.name))
    titled = words.say("titled", point=point, title=case.title) if case.title else point
    given = {
        "point": titled,
        "ground": _told(appeal.ground),
        "outcome": words.say(f"outcome.{appeal.outcome}"),
        "reason": _told(appeal.reason or ""),
        "by": _told(appeal.answered_by or "", _NAME),
        "filed": _day(words, appeal.filed_on),
    }
    if appeal.decision is not None:
        given["decision"] = _day(words, appeal.decision.on)
    return CorrectionView(
        language="zh-CN" if case.language == "zh" else "en",
        title=words.say("title", name=name),
        draft=words.say("draft"),
        greeting=words.say("greeting", name=name),
        lead=words.say(
            f"lead.{appeal.outcome}",
            filed=_day(words, appeal.filed_on),
            answered=_day(words, appeal.answered_on or appeal.filed_on),
            point=point,
        ),
        facts=tuple((words.say(f"fact.{key}"), value) for key, value in given.items()),
        colon=words.say("colon"),
        means_head=words.say("means"),
        means=tuple(_means(words, case)),
        closing=words.say("closing"),
    )


def _means(words: WordBook, case: CorrectionCase) -> list[str]:
    """What follows from it."""
    row = case.row
    if row is not None:
        moved = {"origin": _label(words, row.from_), "target": _label(words, row.to)}
        return [words.say("standing", corrects=row.corrects or 0, row=row.row, **moved)]
    return [words.say(f"anew.{case.appeal.point.kind}"), words.say("until")]


def _label(words: WordBook, name: str) -> str:
    """How a state of certification is called; a tier is called as the ledger calls it."""
    key = f"label.{name}"
    return words.say(key) if key in words.flat else own(name)


def _told(text: str, columns: int = _TEXT) -> str:
    return own(short(clean(text), columns))


def _day(words: WordBook, day: date) -> str:
    """*day* as letters write it."""
    mail = load_words(own_reports(), words.language, _LETTERS)
    return mail.say("day", year=day.year, month=mail.say(f"month.{day.month}"), day=day.day)
