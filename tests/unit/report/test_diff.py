"""What a page says of evidence and of answers that changed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from dpcap.model.base import LANGUAGES
from dpcap.model.change import PARTS
from dpcap.model.profile import EvidenceEntry, Profile
from dpcap.model.review import Ruled
from dpcap.report.diff_view import FATES, turns
from dpcap.report.paths import own_reports
from dpcap.report.words import load_words
from profiles import DAY, Wish, profile

GAP = re.compile(r"\{(\w+)")
LATER = DAY + timedelta(days=40)
ACCEPTED = Ruled(ruling="accepted", by="r", on=DAY, reason="seen")
REFUSED = Ruled(ruling="refused", by="r", on=DAY, reason="not theirs")


def piece(**fields: Any) -> EvidenceEntry:
    known = {
        "id": "e1",
        "kind": "export",
        "file": "evidence/e1.csv",
        "url": None,
        "captured_on": DAY,
        "sha256": "a" * 64,
        "note": None,
        "state": "counts",
        "valid_until": DAY + timedelta(days=90),
        "used_by": ("TRA-1.1",),
        "ruling": None,
    }
    return EvidenceEntry.model_validate({**known, **fields})


def of(as_of: date, *pieces: EvidenceEntry) -> Profile:
    return profile(Wish()).model_copy(update={"as_of": as_of, "evidence": pieces})


@pytest.mark.parametrize(
    ("before", "after", "fate"),
    [
        ({}, {}, None),
        (None, {}, "gained"),
        ({"state": "absent"}, {}, "gained"),
        ({}, {"state": "lapsed", "valid_until": DAY}, "lapsed"),
        ({"state": "unused"}, {"state": "lapsed", "valid_until": DAY}, "lapsed"),
        ({"state": "lapsed"}, {"state": "lapsed"}, None),
        ({}, {"valid_until": DAY}, "partly"),
        ({"valid_until": DAY - timedelta(days=1)}, {"valid_until": DAY - timedelta(days=1)}, None),
        ({}, {"state": "refused", "ruling": REFUSED}, "refused"),
        ({"state": "refused"}, {"state": "refused"}, None),
        ({}, {"state": "other_hash"}, "lost"),
        ({}, {"state": "unused"}, "lost"),
        ({"state": "absent"}, {"state": "unused"}, None),
        ({}, {"ruling": ACCEPTED}, "ruled"),
        ({"ruling": ACCEPTED}, {"ruling": ACCEPTED}, None),
        ({}, None, "lost"),
        ({"state": "absent"}, None, None),
    ],
)
def test_what_became_of_a_piece(
    before: dict[str, Any] | None, after: dict[str, Any] | None, fate: str | None
) -> None:
    was = () if before is None else (piece(**before),)
    now = () if after is None else (piece(**after),)
    found = turns(of(DAY, *was), of(LATER, *now))
    assert [turn.fate for turn in found] == ([fate] if fate else [])
    assert [turn.gone for turn in found] == ([after is None] if fate else [])


def test_other_content_under_an_old_name_is_another_piece() -> None:
    found = turns(of(DAY, piece()), of(LATER, piece(sha256="b" * 64)))
    assert [(turn.fate, turn.gone) for turn in found] == [("gained", False), ("lost", True)]


def test_both_languages_say_the_same() -> None:
    books = [load_words(own_reports(), language, "diff").flat for language in LANGUAGES]
    first, second = ({key: sorted(GAP.findall(text)) for key, text in b.items()} for b in books)
    assert first == second
    assert {f"split.{part}" for part in PARTS} <= first.keys()
    assert {f"evidence.{fate}" for fate in FATES} <= first.keys()
