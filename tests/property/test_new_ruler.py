"""What a new ruler moves: nothing new moves nobody, and what was before is what was stored."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from dpcap.intake.standing_rules import load_rule_books
from dpcap.model.base import Text
from dpcap.model.certification import CertificationState
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.migration import Migration, Release
from dpcap.model.outcome import ScoredOutcome
from dpcap.model.standing import RuleBooks, Standing
from dpcap.model.tiers import Tier
from dpcap.model.whatif import MovedProvider
from dpcap.report.whatif.outcome import crossing_counts, rule_tallies
from dpcap.scoring.case import Case
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.new_ruler import NewRuler, StoredProfile, judged_anew
from dpcap.scoring.provider_row import RowContext, RowDigests, provider_row
from dpcap.scoring.score import profile_of
from dpcap.scoring.standing_proposal import ProviderQuarter
from dpcap.scoring.tier_reading import TierReading
from strategies import whole_cases

_ID = re.compile(r"\b([A-Za-z]+)([-_])(\d+)([._])(\d+)\b")
WORDS = {"zh": "够", "en": "enough"}
# Low ones: few that are drawn score much.
MARKS = st.floats(0.1, 20)


def gates_at(mark: float) -> Gates:
    rule: dict[str, Any] = {"measure": "proved.overall", "at_least": mark, "message": WORDS}
    head = {"schema": "dpcap/gates/1", "id": "test", "title": WORDS}
    return Gates.model_validate({**head, "rules": {"proved": rule}})


def gates_from(day: date, before: float, mark: float) -> Gates:
    """The rule as of *day* asks *mark*, until then what it asked *before*."""
    rule: dict[str, Any] = {
        "measure": "proved.overall",
        "message": WORDS,
        "versions": [
            {"until": day - timedelta(days=1), "at_least": before},
            {"from": day, "at_least": mark},
        ],
    }
    head = {"schema": "dpcap/gates/1", "id": "test", "title": WORDS}
    return Gates.model_validate({**head, "rules": {"proved": rule}})


def renamed(framework: Framework) -> Framework:
    """The next version of *framework*: the same with another id for every indicator."""
    text = _ID.sub(r"\1\2\3\g<4>9\5", framework.json_text)
    names = {node: _ID.sub(r"\1\2\3\g<4>9\5", node) for node in framework.by_id}
    assume(all(old != new for old, new in names.items()))
    new = Framework.model_validate({**json.loads(text), "version": "next"})
    head = {"schema_": "dpcap/migration/1", "from_": framework.version, "to": "next"}
    made = Migration.model_validate({**head, "digest": framework.digest, "renamed": names})
    return new.with_history((Release(framework, made),))


def stored(case: Case, gates: Gates) -> StoredProfile:
    profile = profile_of(case)
    results, _ = judge_gates(gates, case.framework, profile)
    digests = RowDigests("a" * 64, "b" * 64, "c" * 64, None)
    row: ScoredOutcome = provider_row(
        profile, case.framework, "x", digests, RowContext(gates=results)
    )
    return StoredProfile(row, profile, case.framework)


def assert_as_stored(one: MovedProvider, was: StoredProfile) -> None:
    overall = was.profile.overall
    assert one.level_before == overall.level.proved.id
    assert one.proved_before == overall.proved


@given(whole_cases(), st.floats(0, 100))
def test_nothing_new_moves_nobody(case: Case, mark: float) -> None:
    gates = gates_at(mark)
    was = stored(case, gates)
    one = judged_anew(was, NewRuler(case.framework, gates))
    assert_as_stored(one, was)
    assert one.crossings == ()
    assert (one.level_after, one.proved_after) == (one.level_before, one.proved_before)
    assert one.proposed_after == one.proposed_before


def tiers_of(was: StoredProfile, *, certified: bool, lines: tuple[float, float]) -> TierReading:
    """How *was* stood before a quarter, with one tier between two *lines*."""
    low, high = sorted(lines)
    tier = Tier(title=Text(**WORDS), rise_at=high, hold_at=low)
    books = load_rule_books()
    rules = books.tiers.model_copy(update={"tiers": {"one": tier}, "rise_after": 1, "grace": 0})
    day = date(2026, 1, 5)
    state = CertificationState(label="admitted", admitted_on=day, since=day)
    standing = Standing(provider="x", certification=state if certified else CertificationState())
    quarter = ProviderQuarter("x", None, "2026-Q3", "other", was.row.gates, None)
    return TierReading(standing, quarter, RuleBooks(books.certification, rules), date(2026, 10, 1))


@given(whole_cases(), st.floats(0, 100), st.booleans(), st.tuples(MARKS, MARKS))
def test_nothing_new_moves_no_tier(
    case: Case, mark: float, certified: bool, lines: tuple[float, float]
) -> None:
    gates = gates_at(mark)
    was = stored(case, gates)
    reading = tiers_of(was, certified=certified, lines=lines)
    one = judged_anew(was, NewRuler(case.framework, gates), reading)
    assert one.crossings == ()
    assert one.tier_after == one.tier_before is not None


@given(whole_cases(), st.floats(0, 100), st.tuples(MARKS, MARKS))
def test_other_names_move_no_tier(case: Case, mark: float, lines: tuple[float, float]) -> None:
    gates = gates_at(mark)
    was = stored(case, gates)
    reading = tiers_of(was, certified=True, lines=lines)
    assert judged_anew(was, NewRuler(renamed(case.framework), gates), reading).crossings == ()


@given(whole_cases(), st.floats(0, 100))
def test_other_names_move_nobody(case: Case, mark: float) -> None:
    gates = gates_at(mark)
    was = stored(case, gates)
    one = judged_anew(was, NewRuler(renamed(case.framework), gates))
    assert_as_stored(one, was)
    assert one.crossings == ()
    assert one.unanswered.nodes == ()


@given(whole_cases(), st.floats(0, 100), st.floats(0, 100))
def test_another_mark_moves_by_it_alone(case: Case, before: float, after: float) -> None:
    was = stored(case, gates_at(before))
    one = judged_anew(was, NewRuler(case.framework, gates_at(after)))
    assert_as_stored(one, was)
    crossed = one.crossings
    assert crossed == () or after != before
    for line in crossed:
        assert (line.line, line.cause, line.common) == ("gates", "common", line.after)
        assert line.rises == (after < before)
        assert [gate.id for gate in line.gates] == ["proved"]
    counts = crossing_counts([one])
    assert (counts.crossed, counts.common) == (len(crossed), len(crossed))
    assert len(rule_tallies([one])) == len(crossed)


@given(whole_cases(), st.floats(0, 100), st.floats(0, 100), st.integers(1, 400))
def test_a_rule_in_force_on_a_later_day_moves_as_one_without_days(
    case: Case, before: float, after: float, days: int
) -> None:
    was = stored(case, gates_at(before))
    day = was.profile.as_of + timedelta(days=days)
    dated = gates_from(day, before, after)
    one = judged_anew(was, NewRuler(case.framework, dated, day, dated.in_force_on(day)))
    assert one == judged_anew(was, NewRuler(case.framework, gates_at(after), day))


@given(whole_cases(), st.floats(0, 100), st.floats(0, 100))
def test_rules_to_come_move_nobody_on_the_day_of_the_profile(
    case: Case, before: float, after: float
) -> None:
    was = stored(case, gates_at(before))
    day = was.profile.as_of
    dated = gates_from(day + timedelta(days=1), before, after)
    one = judged_anew(was, NewRuler(case.framework, dated, day, dated.in_force_on(day)))
    assert one.crossings == ()
