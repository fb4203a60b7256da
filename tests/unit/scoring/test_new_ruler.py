"""What a new framework makes of a stored profile: what it did itself, what nobody was asked yet."""

from __future__ import annotations

from typing import Any

import pytest

from builders import area, assessment, framework, indicator, text
from dpcap.model.framework import Framework
from dpcap.model.migration import Migration, Release
from dpcap.scoring.case import make_case
from dpcap.scoring.new_ruler import NewRuler, StoredProfile, judged_anew
from dpcap.scoring.provider_row import RowContext, RowDigests, provider_row
from dpcap.scoring.score import profile_of

CLOSED = {"not_applicable": ["closed"]}
LEVELS = [
    {"id": "L1", "from": 0, "title": text("one")},
    {"id": "L2", "from": 95, "title": text("two")},
]


def stored(ours: Framework, answers: dict[str, Any]) -> StoredProfile:
    profile = profile_of(make_case(ours, assessment(answers)))
    digests = RowDigests("a" * 64, "b" * 64, "c" * 64)
    return StoredProfile(provider_row(profile, ours, "x", digests, RowContext()), profile, ours)


def after(old: Framework, *inside: dict[str, Any]) -> Framework:
    """The version after *old*, with these indicators."""
    new = framework(area("AAA", [*inside]), levels=LEVELS, version="2")
    head = {"schema_": "dpcap/migration/1", "from_": "1", "to": "2", "digest": old.digest}
    return new.with_history((Release(old, Migration.model_validate(head)),))


def test_an_na_that_counts_no_longer_was_an_answer() -> None:
    """Its level falls by the ruler; only what is new is told as not answered yet."""
    kept = indicator("AAA-1.1", weight=18.0)
    old = framework(area("AAA", [kept, indicator("AAA-1.2", **CLOSED)]), levels=LEVELS)
    new = after(old, kept, indicator("AAA-1.2"), indicator("AAA-1.3"))
    was = stored(old, {"AAA-1.1": True, "AAA-1.2": {"not_applicable": "closed"}})
    one = judged_anew(was, NewRuler(new, None))
    assert one.unanswered.nodes == ("AAA-1.3",)
    assert one.unanswered.share == pytest.approx(0.05)
    (crossing,) = one.crossings
    assert (crossing.line, crossing.cause, crossing.rises) == ("level", "common", False)
    assert (crossing.before, crossing.common, crossing.after) == ("L2", "L1", "L1")
