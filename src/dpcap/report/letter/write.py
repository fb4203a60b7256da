"""A profile and what was decided of it become a letter, with the radar as a picture."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from dpcap.errors import MissingError
from dpcap.model.base import Language
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.letter import Letter, LetterPicture
from dpcap.model.mail import LetterKind, MailSettings
from dpcap.model.profile import Profile
from dpcap.report.charts import Axis, radar, told
from dpcap.report.fonts import chinese_family
from dpcap.report.letter.chat import chat
from dpcap.report.letter.letter_inputs import LetterInputs
from dpcap.report.letter.pages import SHELF, letter_html, letter_text
from dpcap.report.letter.view import letter_view, subject
from dpcap.report.palette import mail
from dpcap.report.paths import own_reports
from dpcap.report.score_scale import ScoreScale
from dpcap.report.terms import PortfolioTerms, wording_of
from dpcap.report.typesetting import PPI, typeset_png
from dpcap.report.view import axes, make_context
from dpcap.report.words import WordBook, language_of, load_words

# In pixels, and as shown: sharp on a phone, and most of what a letter costs is painted here.
_WIDTH, _SHOWN = 480, 264
_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_TEXT = re.compile(r"<text\b(?:[^<]|<(?!/?text\b))*+</text>")


def picture(axes: list[Axis], words: WordBook, scale: ScoreScale) -> LetterPicture:
    """The radar of *axes* on white. Its labels are drawn only where a font has the characters.

    Raises ImportError without the extra `mail`.
    """
    family = _family()
    svg: str = radar(axes, words=words, scale=scale, palette=mail(family or ""))
    found = _SIZE.search(svg)
    width, height = (int(found[1]), int(found[2])) if found else (1, 1)
    if family is None:
        svg = _TEXT.sub("", svg)
    rows = [(name, claimed, proved) for name, claimed, proved, _ in axes]
    return LetterPicture(
        png=typeset_png("picture.typ", json.dumps({"svg": svg, "width": _WIDTH * 72 / PPI})),
        alt=told(rows, words, scale),
        width=_SHOWN,
        height=round(height * _SHOWN / width),
    )


def _family() -> str | None:
    try:
        return chinese_family()
    except MissingError:
        return None


READER = "applicant"


def write_letter(
    profile: Profile,
    framework: Framework,
    standing: GatesAndDecision,
    mail: MailSettings,
    kind: LetterKind,
    *,
    language: Language | None = None,
    today: date,
    gates: Gates | None = None,
    replaced: Decision | None = None,
    templates: Path | None = None,
    reports: Path | None = None,
) -> Letter:
    """The letter of *kind* about *profile* and its *standing*, in the provider's language.

    `language`: another one. `gates`: the rules in words; without them a rule is called by what it
    is about. `replaced`: the decision that this one replaces, in full, so that the letter can say
    which conditions changed. `templates`: a folder looked in before ours. `reports`: a folder to
    use instead of the one shipped. Without a decision the letter is a draft, and says so.

    The profile is cut down to what the applicant may see before anything is made of it. Raises
    ImportError without the extra `mail`.
    """
    folder = reports or own_reports()
    spoken = language_of(framework, language, profile.provider.language)
    held = {"wording": wording_of(framework, gates), "templates": templates}
    ctx = make_context(
        profile, framework, folder, spoken, READER, standing=standing, templates=templates
    )
    inputs = LetterInputs(
        ctx=ctx,
        standing=ctx.standing or standing,
        mail=mail,
        kind=kind,
        today=today,
        words=load_words(folder, spoken, SHELF, **held),
        terms=PortfolioTerms(
            framework=framework,
            gates=gates,
            baseline=False,
            words=load_words(folder, spoken, "batch", **held),
            reported=lambda _: False,
        ),
        replaced=replaced,
    )
    return _written(inputs, folder, templates)


def _written(inputs: LetterInputs, reports: Path, templates: Path | None) -> Letter:
    drawn = (
        None
        if inputs.kind == "reminder"
        else picture(axes(inputs.ctx), inputs.ctx.words, inputs.ctx.scale)
    )
    view, words = letter_view(inputs, drawn), inputs.words.tree
    return Letter(
        kind=inputs.kind,
        language=inputs.language,
        subject=subject(inputs),
        text=letter_text(inputs.kind, view, words, reports, templates),
        html=letter_html(inputs.kind, view, words, reports, templates),
        chat=chat(inputs),
        picture=drawn,
    )
