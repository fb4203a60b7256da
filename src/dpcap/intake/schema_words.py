"""What the JSON Schemas say of each key: words for editors, by the name of the noun and its key.

A key that is not here takes what the noun's own docstring says of it, as "`key`: …".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from inspect import cleandoc

Words = Mapping[str, str]

_SOURCED = "illustrative, or the source and date of the figures"

_FIGURE: Words = {
    "unit": "Its unit; one that begins with % means 0..100.",
    "definition": "What is counted.",
    "formula": "How it is worked out.",
    "period": "The kind of period it is read over.",
    "periods": "So many periods in a row may be taken together.",
    "max_age_days": "For how long it counts after the period.",
    "envelope": "The fields an answer must carry: any, or the values allowed.",
    "plausible": "Outside this range it is a typing error, and missing.",
    "typical": "A usual value, shown as an example.",
}
_IN_WORDS: Words = {"zh": "In Chinese.", "en": "In English."}

WORDS: Mapping[str, Words] = {
    "Text": _IN_WORDS,
    "Rung": {**_IN_WORDS, "score": "What it is worth, if rungs are not evenly spaced."},
    "Option": {**_IN_WORDS, "id": "Its id, which answers name.", "score": "What it is worth."},
    "Check": {
        **_IN_WORDS,
        "id": "Its id, which answers name.",
        "weight": "Its share of the boxes.",
    },
    "Sourced": {"source": "Where the figures are from.", "date": "Of which day."},
    "PageOneFacts": {
        "who": "Facts beside the name.",
        "hard_facts": "Facts and figures that a boss knows.",
        "foot": "What is whose, in one sentence.",
    },
    "HardFact": {
        "title": "Its title.",
        "show": "Facts or indicators.",
        "per_peer": "Whether peers are shown beside it.",
    },
    "Lens": {
        "title": "Its title.",
        "about": "What it is for.",
        "columns": "What the areas are read as.",
    },
    "LensColumnSpec": {
        "title": "Its title.",
        "about": "What it stands for.",
        "cells": "Area id → how strongly it speaks to this.",
    },
    "LensCellSpec": {"strength": "3, 2 or 1.", "mark": "Whose reading that is."},
    "Crosswalk": {
        "title": "Its title.",
        "about": "What list it is.",
        "source": "Where it is from.",
        "rows": "Its entries.",
    },
    "CrosswalkRow": {
        "title": "The entry.",
        "nodes": "What of yours answers it; none: an honest gap.",
        "note": "How the two differ.",
    },
    "FrameworkFile": {
        "id": "The framework's name in profiles and rulings: letters, digits, - _ .",
        "version": "Your own version; the digest of the content stands in every profile as well.",
        "title": "Its title on every page.",
        "introduction": "Shown before the questions, and under Method.",
        "areas": "The files beside this one, without .yaml, in the order asked.",
        "method": "The numbers behind the arithmetic: docs/method.md.",
        "proof_titles": "A title for each kind in method.proof_caps.",
        "levels": "The levels, from the lowest up.",
        "roles": "What kinds of provider are judged, and how much each area weighs for them.",
        "people": "Who may be asked; asked_of names one of them.",
        "reasons": "Why a question may not apply; not_applicable names them.",
        "envelope": "The fields that a figure may have to carry beside its value.",
        "facts": "What is asked once, in provider.yaml.",
        "fact_groups": "The titles of the groups of facts.",
        "page_one": "Which facts and indicators stand on the first page.",
        "lenses": "Other ways to read the same area scores.",
        "crosswalks": "Other lists laid beside this framework.",
        "consistency": "Claims that cannot both be true.",
    },
    "AggregationByLevel": {
        "dimension": "How the indicators of a dimension are joined.",
        "area": "How the dimensions of an area are joined.",
        "overall": "How the areas are joined.",
    },
    "Method": {
        "aggregation": "How scores are joined on each floor: mean, unless you say otherwise.",
        "min_coverage": "Below this answered share of the asked weight nothing is graded.",
        "max_not_applicable": "Above this share of N/A that nobody confirmed no level rule is met.",
        "full_set_share": "Areas of at least this share of a role's weight are asked in full.",
        "main_area_share": "Areas of at least this share of a role's weight count for min_area.",
        "target_main": "The target of a main area where the role names none.",
        "target_other": "The target of any other area where the role names none.",
        "max_shops": "Of more bound shops so many are due.",
        "few_shops": "With fewer shops that count, proved is capped at few_shops_cap.",
        "few_shops_cap": "The cap of proved where few shops count.",
        "largest_shops": "So many of the due shops are the largest by GMV; the others are drawn.",
        "own_draw_cap": "The cap of proved shop figures until the draw is made.",
        "self_typed_peer_cap": "The cap where only the provider says what its peers have.",
        "shared_evidence": "A piece behind more indicators than this is a warning.",
        "proof_caps": "The most that each kind of evidence lets a claim prove; declared is needed.",
    },
    "Level": {
        "id": "The level's id, such as L1.",
        "from": "The overall score from which it is reached.",
        "title": "Its title.",
        "about": "What a provider of this level does.",
        "requires": "What it asks for beside the score.",
    },
    "LevelRequirements": {
        "min_area": "The least score of every main area.",
        "critical": "Whether every critical indicator asked must pass.",
        "at_least": "Areas, dimensions or indicators, each with its least score.",
    },
    "Role": {
        "title": "The role's title.",
        "about": "Whom it is for.",
        "weights": "Area id → weight; they need not add up to 100.",
        "targets": "Area id → target, where the method's does not fit.",
    },
    "Vocabulary": {
        "title": "The field's title.",
        "about": "What it means.",
        "values": "The values it may take; none: free text.",
    },
    "FactSpec": {
        "title": "The fact's title.",
        "kind": "What its value is.",
        "group": "The group in fact_groups under which it is asked.",
        "help": "What to count, and what not.",
        "unit": "The unit of a number.",
        "options": "Of a choice: its options.",
        "dated": "Whether it carries the day it was true.",
        "bands": "Limits that a brand sees instead of the figure.",
        "private": "Whether a brand never sees it.",
        "source": "Where the definition comes from.",
    },
    "ConsistencyRule": {
        "id": "The rule's id.",
        "severity": "How grave a contradiction is.",
        "each": "shop: checked shop by shop.",
        "conflict": "A CEL expression that is true when the claims clash.",
        "message": "What the reviewer is to look at.",
    },
    "Area": {
        "id": "The area's id: the name of this file.",
        "code": "Every indicator's id begins with it.",
        "title": "Its title.",
        "about": "What it covers.",
        "dimensions": "Its groups of indicators.",
    },
    "Dimension": {
        "id": "Its id, such as SVC-1.",
        "title": "Its title.",
        "about": "What it covers.",
        "weight": "Its weight inside the area.",
        "indicators": "The questions in it.",
    },
    "Indicator": {
        "id": "Its id, such as SVC-1.1.",
        "title": "A short title, for tables.",
        "question": "The question as it is asked.",
        "help": "How to answer it well.",
        "scale": "How the answer becomes a number.",
        "per": "provider: asked once; shop: one row a shop in kpis.csv.",
        "weight": "Its weight inside the dimension.",
        "core": "Whether it is in the core set, which gives a first estimate.",
        "critical": "Whether levels may require it to pass; then no N/A.",
        "pass": "The score at which a critical indicator passes.",
        "not_applicable": "The reasons for which it may not apply; none: N/A is not allowed.",
        "when": "A CEL expression: it is asked only if this holds.",
        "asked_of": "Who answers it: an id of people.",
        "minutes": "How long it takes to answer; per shop, for each shop.",
        "screen": "Where the answer is read.",
        "effort": "What it takes to rise one step.",
        "how_to_raise": "What to do to rise one step.",
        "evidence": "What proof is asked for, or none_needed.",
        "source": "Where the question comes from.",
    },
    "Proof": {
        "ask": "What a reviewer asks for.",
        "sufficient": "What is enough.",
        "insufficient": "What is not.",
        "kinds": "The kinds of evidence that count; none: all.",
        "valid_days": "For how many days after captured_on it counts; none: it never lapses.",
    },
    "Source": {
        "mark": "What kind of source it is.",
        "note": "Which part of it.",
        "url": "Its address; rules need one.",
        "date": "The day it was read, or of the law; rules and laws need one.",
    },
    "Rubric": {"kind": "Described rungs.", "levels": "The rungs, worst first."},
    "Boolean": {"kind": "Yes or no.", "good": "The answer worth 100."},
    "Choice": {"kind": "Exactly one option.", "options": "The options, each with its score."},
    "Checklist": {"kind": "Any boxes.", "options": "The boxes, each with its weight."},
    "Numeric": {
        "kind": "A figure.",
        "direction": "Which way is better; band: both ends are bad.",
        "score": "How the figure becomes a score.",
        **_FIGURE,
    },
    "Nps": {
        "kind": "A net promoter score.",
        "points": "(NPS, score) points.",
        "anchor": _SOURCED,
        **_FIGURE,
    },
    "ByPoints": {"by": "Through points.", "points": "(value, score) points.", "anchor": _SOURCED},
    "ByGoalposts": {
        "by": "Between two ends.",
        "worst": "The figure worth 0.",
        "best": "The figure worth 100.",
        "anchor": _SOURCED,
    },
    "ByPeer": {
        "by": "By the ratio to peers.",
        "ratio_of": "shortfall: of what is lacking to 100.",
        "points": "(ratio, score) points.",
        "volume": "It grows with the size of the shop.",
        "plausible_ratio": "Beyond these ratios it is not believed without a look at it.",
    },
    "ByCurve": {
        "by": "Along a curve.",
        "good": "The figure worth 90.",
        "middling": "The figure worth 50.",
        "anchor": _SOURCED,
    },
    "Provider": {
        "id": "Names the report's directory and the review: small letters, digits, - and _.",
        "name": "The firm's name; one language will do.",
        "registration_number": "The unified social credit code.",
        "role": "A role of the framework; a review may fix another.",
        "language": "The language of the report.",
        "contact": "Whom letters go to.",
        "categories": "The categories it works in.",
        "shops": "All shops bound, weak ones too.",
        "clients": "The brands it serves.",
        "facts": "What the framework asks once: a bare value or a mapping.",
    },
    "Shop": {"id": "The shop's number.", "name": "Its name."},
    "Client": {
        "name": "The brand's name.",
        "category": "Its category.",
        "since": "Since when it is a client.",
    },
    "Contact": {"name": "A person.", "email": "An address for letters.", "phone": "A number."},
    "Fact": {
        "value": "The fact.",
        "on": "The day it was true.",
        "basis": "On which basis it is counted.",
        "period": "The period it is of.",
        "shops": "Of how many shops.",
        "peer": "What peers have.",
        "evidence": "The pieces that back it.",
        "note": "What else to know.",
    },
    "AnswersFile": {
        "framework": "Id and version of the framework that the questions come from.",
        "assessed_on": "The day on which you answered; proof is held to it.",
        "assessor": "Who answered.",
        "defaults": "Fields for every figure that needs them, such as period.",
        "evidence": "The pieces, each under an id of its own.",
        "answers": "Indicator id → answer: the bare value or a mapping.",
    },
    "Assessor": {"name": "A person.", "title": "What he or she does."},
    "WrittenEvidence": {
        "kind": "What it is: a kind of the framework.",
        "file": "Its path inside the folder.",
        "url": "Its address, of a public link.",
        "captured_on": "The day it was taken.",
        "sha256": "The SHA-256 of the file, hex.",
        "note": "What to look at in it.",
    },
    "Answer": {
        "value": "The answer on the scale.",
        "unknown": "true: asked, and we do not know.",
        "not_applicable": "The reason for which it does not apply.",
        "peer": "What peers have.",
        "evidence": "The pieces that back it.",
        "note": "What else to know.",
    },
}
SCHEMA_KEY = "What kind of file this is."

_SAID = re.compile(r"`(\w+)`(?::| is| are)? (.+?)(?=[.;](?:\s|$)|,? `\w+`)", re.DOTALL)


def key_words(noun: str, docstring: str | None) -> Mapping[str, str]:
    """What is said of the keys of *noun*: here, else in its docstring."""
    said = _SAID.findall(cleandoc(docstring or ""))
    found = {key: f"{' '.join(text.split())}." for key, text in said}
    return {"schema": SCHEMA_KEY, **found, **WORDS.get(noun, {})}
