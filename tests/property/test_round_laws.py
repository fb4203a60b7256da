"""Laws of a round: order, whose turn, and the calendar, for any days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from dpcap.errors import InvalidInputError
from dpcap.intake.round import open_round
from dpcap.model.profile import ReviewEntry
from dpcap.model.round import Extension, Round
from dpcap.model.round_status import ProviderStatus, RoundStatus
from dpcap.scoring.whose_turn import Progress, standing_on
from dpcap.workflow.status import round_calendar

KEYS = ("opens_on", "shops_frozen_on", "due_on", "review_ends_on", "decision_on")
FIRST = date(2026, 9, 1)
DAYS = st.integers(0, 200).map(lambda days: FIRST + timedelta(days=days))
IDS = st.sampled_from(["acme", "bravo", "charlie_2"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1).filter(
    str.strip
)


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    days = sorted(draw(st.lists(DAYS, min_size=5, max_size=5)))
    told: dict[str, Any] = dict(zip(KEYS, days, strict=True))
    for key in ("shops_frozen_on", "review_ends_on", "decision_on"):
        if draw(st.booleans()):
            del told[key]
    late = st.integers(1, 60).map(lambda more: told["due_on"] + timedelta(days=more))
    extension = st.builds(
        lambda day, why: Extension(due_on=day, reason=why), late, TEXTS.map(lambda one: one[:99])
    )
    extensions = draw(st.dictionaries(IDS, extension))
    return Round.model_validate(
        {"schema": "dpcap/round/1", "id": "r1", "extensions": extensions, **told}
    )


def written(said: dict[str, Any]) -> Round:
    with TemporaryDirectory() as here:
        path = Path(here) / "round.yaml"
        # Where ¡ is all that is not ASCII, a file may as well be Chinese in GBK: 隆.
        path.write_text("# 轮次\n" + yaml.safe_dump(said, allow_unicode=True), "utf-8")
        return open_round(path).round


@given(rounds())
def test_what_is_written_is_read(round_: Round) -> None:
    said = round_.model_dump(mode="json", by_alias=True, exclude_none=True)
    assert written(said) == round_


@given(st.permutations(range(5)))
def test_only_days_in_order_are_a_round(order: list[int]) -> None:
    days = {key: str(FIRST + timedelta(days=n)) for key, n in zip(KEYS, order, strict=True)}
    said = {"schema": "dpcap/round/1", "id": "r1", **days}
    falls = sum(one > other for one, other in pairwise(order))
    if not falls:
        assert written(said)
        return
    with pytest.raises(InvalidInputError) as refused:
        written(said)
    assert [one.code for one in refused.value.findings] == ["DP480"] * falls


@st.composite
def progress(draw: st.DrawFn) -> Progress:
    pieces = draw(st.integers(0, 3))
    reviewed = draw(st.integers(0, pieces))
    review = ReviewEntry(
        issuer=None,
        contested=draw(st.sampled_from([None, "有异议"])),
        by=(),
        last_on=draw(DAYS) if reviewed else None,
        pieces=pieces,
        reviewed=reviewed,
        misfits=draw(st.integers(0, 1)),
        remarks=(),
    )
    return Progress(draw(IDS), draw(st.integers(0, 2)), draw(DAYS), review, draw(st.booleans()))


@given(rounds(), progress(), DAYS)
def test_whoever_has_to_act_has_waited_no_less_than_no_time(
    round_: Round, known: Progress, on: date
) -> None:
    state, turn, since = standing_on(on, known, round_)
    assert since is None or since <= on
    assert (turn is None) == (state == "not_open")
    assert state != "late" or (known.open_rows and on > round_.due_of(known.provider))
    assert state != "filling" or (known.open_rows and on <= round_.due_of(known.provider))
    assert (state == "contested") == (known.review.contested is not None)


@given(rounds(), progress(), DAYS, st.integers(1, 90))
def test_an_extension_makes_nobody_late(
    round_: Round, known: Progress, on: date, more: int
) -> None:
    later = round_.due_of(known.provider) + timedelta(days=more)
    own = {known.provider: Extension(due_on=later, reason="x")}
    extended = round_.model_copy(update={"extensions": {**round_.extensions, **own}})
    before, after = (standing_on(on, known, one).state for one in (round_, extended))
    assert after != "late" or before in ("late", "to_review", "to_decide")
    assert before != "filling" or after == "filling"


@given(rounds(), DAYS, st.sampled_from(["zh", "en"]))
def test_the_calendar_is_the_rounds_days_and_nothing_of_today(
    round_: Round, on: date, language: Any
) -> None:
    one = ProviderStatus(folder="acme", provider="acme", state="filling")
    status = RoundStatus(on=on, round=round_, providers=(one,))
    data = round_calendar(status, language)
    assert data == round_calendar(status.model_copy(update={"on": FIRST}), language)
    events = Calendar.from_ical(data).walk("VEVENT")
    told = {str(event["uid"]): event.decoded("dtstart") for event in events}
    assert len(told) == len(events)
    wanted = {f"r1.{key}@round.dpcap": day for key, day in round_.days}
    wanted |= {f"r1.due_on.{id_}@round.dpcap": e.due_on for id_, e in round_.extensions.items()}
    assert told == wanted
