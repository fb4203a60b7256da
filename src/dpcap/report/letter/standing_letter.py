"""A signed row of the ledger becomes a letter to its provider."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.model.base import Language
from dpcap.model.certification import ReturnBar
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates
from dpcap.model.letter import Letter
from dpcap.model.mail import MailSettings, StandingLetter
from dpcap.model.profile import Profile
from dpcap.model.standing import RuleBooks, StandingRow
from dpcap.report.language import language_of
from dpcap.report.letter.pages import SHELF, letter_html, letter_text
from dpcap.report.letter.standing_view import (
    StandingInputs,
    standing_chat,
    standing_subject,
    standing_view,
)
from dpcap.report.letter.write import READER
from dpcap.report.paths import own_reports
from dpcap.report.terms import PortfolioTerms, wording_of
from dpcap.report.view import make_context
from dpcap.report.words import load_words

_TEMPLATE = "standing"


class StandingCase(NamedTuple):
    """What one letter of standing is about.

    `bar`: what keeps the provider from coming back. `gates` are the rules in words, `judged` how
    the batch judged each, by its id.
    """

    profile: Profile
    framework: Framework
    row: StandingRow
    letter: StandingLetter
    books: RuleBooks
    bar: ReturnBar | None = None
    gates: Gates | None = None
    judged: Mapping[str, GateResult] = {}


def write_standing_letter(
    case: StandingCase,
    mail: MailSettings,
    *,
    today: date,
    language: Language | None = None,
    templates: Path | None = None,
) -> Letter:
    """The letter of *case* as of the day *today*, in the provider's language.

    `language`: another one. `templates`: a folder looked in before ours. The profile is cut down
    to what the applicant may see before anything is made of it. Raises ImportError without the
    extra `mail`.
    """
    folder, framework = own_reports(), case.framework
    spoken = language_of(framework, language, case.profile.provider.language)
    wording = wording_of(framework, case.gates)
    inputs = StandingInputs(
        ctx=make_context(case.profile, framework, folder, spoken, READER, templates=templates),
        mail=mail,
        row=case.row,
        letter=case.letter,
        books=case.books,
        bar=case.bar,
        gates=case.judged,
        today=today,
        words=load_words(folder, spoken, SHELF, wording=wording, templates=templates),
        terms=PortfolioTerms(
            framework=framework,
            gates=case.gates,
            baseline=False,
            words=load_words(folder, spoken, "batch", wording=wording, templates=templates),
            reported=lambda _: False,
        ),
    )
    view, words = standing_view(inputs), inputs.words.tree
    return Letter(
        kind=case.letter,
        language=inputs.language,
        subject=standing_subject(inputs),
        text=letter_text(_TEMPLATE, view, words, folder, templates),
        html=letter_html(_TEMPLATE, view, words, folder, templates),
        chat=standing_chat(inputs),
    )
