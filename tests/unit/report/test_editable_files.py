"""Editable files: what is shown of a profile says which they are and what lifts that."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builders import area, assessment, evidence, framework, indicator, text
from dpcap.model.base import LANGUAGES, Language, Text
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.review import EvidenceRuling, Review
from dpcap.model.seen_today import seen_file
from dpcap.report.answers import missing_words, proof_words
from dpcap.report.context import PageContext
from dpcap.report.explain import explain
from dpcap.report.letter.letter_inputs import LetterInputs
from dpcap.report.letter.view import looked
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import plain
from dpcap.report.uncounted import uncounted
from dpcap.report.view import evidence_table, make_context
from dpcap.report.view_reference import method
from dpcap.report.words import load_words
from dpcap.scoring.case import make_case
from dpcap.scoring.sensitivity import full_profile
from letters import mail

CAPS = {"declared": 40.0, "own_document": 60.0, "screenshot": 80.0, "export": 100.0}
NAMES = {"screenshot": "A picture", "export": "A table", "own_document": "Own", "declared": "Word"}
EDITABLE = {"export": {"counts_as": "screenshot", "editable": True}}
SAID: dict[Language, str] = {"zh": "可编辑文件", "en": "ditable file"}
LIFTS: dict[Language, str] = {"zh": "采纳", "en": "accept"}
each_language = pytest.mark.parametrize("language", LANGUAGES)


def ours(*kinds: str) -> Framework:
    asked = indicator("AAA-1.1", evidence={"ask": text("show it"), "kinds": list(kinds)})
    return framework(
        area("AAA", [asked]),
        method={"proof_caps": CAPS},
        proof_titles={kind: text(title) for kind, title in NAMES.items()},
        until_confirmed=EDITABLE,
    )


def shown(
    language: Language, *kinds: str, accepted: bool = False, audience: str = "applicant"
) -> PageContext:
    """One answer with an export behind it, of an indicator that takes *kinds*."""
    piece = evidence("e1", "export", file="evidence/october.csv", sha256="a" * 64)
    given = assessment({"AAA-1.1": {"value": True, "evidence": ["e1"]}}, evidence={"e1": piece})
    used = ours(*kinds)
    records = accepting(given) if accepted else None
    profile = full_profile(make_case(used, given, records=records))
    return make_context(profile, used, own_reports(), language, audience)  # type: ignore[arg-type]


def accepting(given: Any) -> ManagerRecords:
    ruled: dict[str, Any] = {"by": "Rita", "on": date(2026, 11, 20), "reason": "exported anew"}
    ruling = EvidenceRuling(ruling="accepted", saw=seen_file(given.evidence["e1"]), **ruled)
    review = Review(schema_="dpcap/review/2", provider=given.provider.id, evidence={"e1": ruling})
    return ManagerRecords(review=review)


def in_words(ctx: PageContext) -> dict[str, str]:
    """What each part says of the piece."""
    node = ctx.nodes["AAA-1.1"]
    (row,) = evidence_table(ctx).rows
    told = {
        "proof": proof_words(ctx, node),
        "missing": missing_words(ctx, node) or "",
        "register": " ".join(row.cells),
        "explain": explain(ctx.profile, ctx.framework, "AAA-1.1", ctx.language, columns=200),
        "letter": looked(letter_inputs(ctx)),
    }
    return {name: plain(said) for name, said in told.items()}


def letter_inputs(ctx: PageContext) -> LetterInputs:
    words: Any = {"words": load_words(own_reports(), ctx.language, "mail")}
    told: dict[str, Any] = {"kind": "admitted", "today": date(2026, 11, 20), "mail": mail()}
    return LetterInputs(ctx=ctx, standing=None, terms=None, replaced=None, **told, **words)  # type: ignore[arg-type]


@each_language
def test_where_it_counts_as_less_every_part_says_so_and_what_lifts_it(language: Language) -> None:
    for name, said in in_words(shown(language, "screenshot", "export")).items():
        assert SAID[language] in said, name
        assert LIFTS[language] in said, name


@each_language
def test_accepted_nothing_more_is_said_of_it(language: Language) -> None:
    for said in in_words(shown(language, "screenshot", "export", accepted=True)).values():
        assert SAID[language] not in said


@each_language
def test_a_picture_beside_it_is_called_one(language: Language) -> None:
    pieces = {"e1": evidence("e1", "export"), "e2": evidence("e2", "screenshot")}
    given = assessment({"AAA-1.1": {"value": True, "evidence": ["e1", "e2"]}}, evidence=pieces)
    profile = full_profile(make_case(ours(), given))
    ctx = make_context(profile, ours(), own_reports(), language, "applicant")
    assert proof_words(ctx, ctx.nodes["AAA-1.1"]) == ctx.text(Text(**text(NAMES["screenshot"])))


@each_language
def test_where_the_lesser_kind_is_not_taken_the_way_out_is_the_review(language: Language) -> None:
    ctx = shown(language, "export")
    (one,) = uncounted(ctx)
    assert SAID[language] in plain(one.why)
    assert LIFTS[language] in plain(one.act)
    assert SAID[language] in proof_words(ctx, ctx.nodes["AAA-1.1"])


@each_language
def test_the_method_names_what_anybody_can_edit(language: Language) -> None:
    ctx = shown(language)
    told = [one for one in method(ctx) if SAID[language] in one.title]
    assert [LIFTS[language] in one.paragraphs[0] for one in told] == [True]
