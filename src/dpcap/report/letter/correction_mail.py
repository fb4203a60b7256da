"""An appeal granted becomes a letter to its provider: the draft of the correction, as a mail."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.model.appeal import Appeal
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.model.letter import CHAT_LENGTH, Letter
from dpcap.model.mail import CORRECTION_LETTER, MailSettings
from dpcap.model.profile import Profile
from dpcap.model.standing import StandingRow
from dpcap.report.correction_letter import CorrectionCase, correction_view
from dpcap.report.letter.pages import SHELF, letter_html, letter_text
from dpcap.report.letter.view_models import LetterItem, LetterVerdict, NoticeLetterView
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import clean, own, plain
from dpcap.report.words import language_of, load_words
from dpcap.text_width import short

_NAME, _TEXT, _CHAT_NAME = 60, 400, 36


class GrantedAppeal(NamedTuple):
    """What one letter of a correction is about: the provider, and its appeal *name* as answered.

    `title`: what the point is called, in both languages; `row`: the row of the ledger that takes
    back the one contested.
    """

    profile: Profile
    framework: Framework
    name: str
    appeal: Appeal
    title: dict[Language, str]
    row: StandingRow | None = None


def write_correction_letter(
    case: GrantedAppeal,
    mail: MailSettings,
    *,
    language: Language | None = None,
    templates: Path | None = None,
) -> Letter:
    """The letter of *case*, in the provider's language.

    `language`: another one. `templates`: a folder looked in before ours. Raises ImportError without
    the extra `mail`.
    """
    folder, provider = own_reports(), case.profile.provider
    spoken = language_of(case.framework, language, provider.language)
    words = load_words(folder, spoken, SHELF, templates=templates)
    view = correction_letter_view(case, mail, spoken)
    return Letter(
        kind=CORRECTION_LETTER,
        language=spoken,
        subject=plain(view.subject),
        text=letter_text(CORRECTION_LETTER, view, words.tree, folder, templates),
        html=letter_html(CORRECTION_LETTER, view, words.tree, folder, templates),
        chat=view.preview[:CHAT_LENGTH],
    )


def correction_letter_view(
    case: GrantedAppeal, mail: MailSettings, language: Language
) -> NoticeLetterView:
    """The letter of *case*, whose words are those of the draft."""
    provider, appeal = case.profile.provider, case.appeal
    name = provider.name.say(language) or provider.id
    drafted = correction_view(
        CorrectionCase(name, appeal, case.title.get(language, ""), case.row, language)
    )
    shelf = load_words(own_reports(), language, SHELF)
    words = load_words(own_reports(), language, "correction")
    contact = own(short(clean(provider.contact.name or ""), _NAME))
    shown = own(short(clean(plain(name)), _NAME))
    greeting = "greeting.person" if contact else "greeting.firm"
    address = mail.unsubscribe_address
    outcome = words.say(f"outcome.{appeal.outcome}")
    brief = words.say(
        "chat",
        name=short(clean(plain(name)), _CHAT_NAME),
        filed=_day(appeal.filed_on, language),
        outcome=outcome,
    )
    return NoticeLetterView(
        language=drafted.language,
        subject=drafted.title,
        preview=plain(brief),
        sender=own(short(clean(mail.sender.name.say(language)), _TEXT)),
        occasion=words.say("occasion"),
        greeting=shelf.say(greeting, name=contact or shown),
        hello=shelf.say("greeting.hello"),
        lead=drafted.lead,
        verdict=LetterVerdict(words.say("fact.outcome"), outcome, "good", (), ()),
        facts_head=words.say("facts"),
        facts=tuple(LetterItem(*one) for one in drafted.facts),
        rules=(),
        next_head=drafted.means_head,
        next=(*drafted.means, drafted.closing),
        objection=(),
        report="",
        automatic=words.say("automatic"),
        disclaimer="",
        unsubscribe=mail.unsubscribe or "",
        unsubscribe_said=shelf.say("foot.unsubscribe", address=address) if address else "",
        sign_off=own(short(clean(mail.sign_off.say(language)), _TEXT)),
    )


def _day(day: date, language: Language) -> str:
    """*day* as letters write it."""
    words = load_words(own_reports(), language, SHELF)
    return words.say("day", year=day.year, month=words.say(f"month.{day.month}"), day=day.day)
