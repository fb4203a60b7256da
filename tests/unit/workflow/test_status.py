"""How a round stands, by function: folders of every kind side by side, and the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from decided import as_scored
from dpcap.errors import InvalidInputError, SlipError, UsageError
from dpcap.model.round_status import RoundStatus
from dpcap.workflow.batch import score_batch
from dpcap.workflow.batch_request import BatchRequest
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest, judging
from dpcap.workflow.review import bind_rulings
from dpcap.workflow.status import StatusRequest, round_calendar, round_status
from folders import LAST_DAY, LAST_FIGURE, TINY, make_folder
from judged import LI, WANG, put_judgements
from rounds import complete_folder, put_decision, put_review, put_round
from versions import OLD, write_folder, write_new, write_old

ON = date(2026, 11, 26)
SEEN = {"ruling": "verified", "by": "张", "on": "2026-11-24", "reason": "看过"}
LATER = {"due_on": "2026-11-30", "reason": "病假", "by": "王"}


class Desk:
    """Providers and reviews side by side, with a round."""

    def __init__(self, here: Path) -> None:
        self.here, self.reviews, self.providers = here, here / "reviews", here / "providers"
        self.reviews.mkdir()
        put_round(self.reviews / "round.yaml")

    def look(self, on: date = ON, **more: Any) -> RoundStatus:
        request = StatusRequest(
            (str(self.providers),), on, **{"reviews": self.reviews, "framework": TINY, **more}
        )
        return round_status(request)

    def bound(self, provider: str, **ruled: Any) -> None:
        put_review(self.reviews, provider, **ruled)
        request = ProviderRequest(self.providers / provider, reviews=self.reviews, framework=TINY)
        bind_rulings(request)

    def decided(self, provider: str, **more: Any) -> None:
        """A decision on *provider* as it is now."""
        out = self.here / "out"
        roots = (str(self.providers / provider),)
        score_batch(
            BatchRequest(
                roots=roots,
                today=ON,
                reviews=self.reviews,
                out=out,
                framework=TINY,
                formats=(),
                reports="none",
                executor="serial",
            )
        )
        put_decision(self.reviews, provider, **as_scored(out, provider), **more)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_each_provider_is_where_it_is(desk: Desk) -> None:
    make_folder(desk.providers / "late")
    make_folder(desk.providers / "filling")
    complete_folder(desk.providers / "waits")
    complete_folder(desk.providers / "reviewed")
    complete_folder(desk.providers / "admitted")
    complete_folder(desk.providers / "argues")
    put_round(desk.reviews / "round.yaml", extensions={"filling": LATER})
    desk.bound("reviewed", evidence={"e1": SEEN})
    desk.decided("admitted")
    put_review(desk.reviews, "argues", contested="不同意")
    (desk.providers / "broken").mkdir()
    (desk.providers / "broken" / "provider.yaml").write_text("id: [", "utf-8")
    found = desk.look()
    each = {one.provider: (one.state, one.turn, one.days) for one in found.providers}
    assert each == {
        "broken": ("unreadable", "provider", 3),
        "argues": ("contested", "reviewer", None),
        "late": ("late", "provider", 3),
        "waits": ("to_review", "reviewer", 6),
        "reviewed": ("to_decide", "manager", 2),
        "filling": ("filling", "provider", 24),
        "admitted": ("decided", None, None),
    }
    assert list(each) == [*("broken", "argues", "late", "waits", "reviewed", "filling", "admitted")]
    assert [one.kind for one in found.tasks] == [
        *("unreadable", "contested", "late", "to_review", "to_decide")
    ]
    assert found.next_day == ("review_ends_on", date(2026, 12, 4))
    filling = next(one for one in found.providers if one.provider == "filling")
    assert (filling.due_on, filling.extended) == (date(2026, 11, 30), True)
    assert (filling.asked, filling.answered, filling.open_rows, filling.minutes) == (7, 4, 3, 3)
    broken = found.providers[0]
    assert [one.code for one in broken.findings] == ["DP101", "DP110"]  # answers are not there
    assert broken.findings[0].line


def test_due_within_three_days_is_to_be_reminded(desk: Desk) -> None:
    make_folder(desk.providers / "acme")
    kinds = {
        day: [one.kind for one in desk.look(date(2026, 11, day)).tasks] for day in (19, 20, 23, 24)
    }
    assert kinds == {19: [], 20: ["due_soon"], 23: ["due_soon"], 24: ["late"]}


def test_what_lapses_is_told_two_weeks_ahead_and_on_its_day(desk: Desk) -> None:
    complete_folder(desk.providers / "acme")
    put_round(desk.reviews / "round.yaml", decision_on=None, review_ends_on=None)

    def names(on: date) -> set[tuple[str, str, str]]:
        (one,) = desk.look(on).providers
        return {(each.kind, each.name, str(each.until)) for each in one.lapsing}

    last, figure = date.fromisoformat(LAST_DAY), date.fromisoformat(LAST_FIGURE)
    evidence = ("evidence", "e1", LAST_DAY)
    assert names(last - timedelta(days=15)) == set()
    assert names(last - timedelta(days=14)) == {evidence}
    assert names(last) == {evidence}
    assert evidence not in names(last + timedelta(days=1))
    assert ("figure", "CAR-1.1", LAST_FIGURE) in names(figure)


def test_verifications_decisions_and_conditions_lapse(desk: Desk) -> None:
    complete_folder(desk.providers / "acme")
    answer = {**SEEN, "until": "2026-12-05"}
    desk.bound("acme", indicators={"WRK-1.2": answer}, evidence={"e1": SEEN})
    condition = {"text": "交合同", "due_on": "2026-12-01"}
    met = {"text": "交授权书", "due_on": "2026-12-01", "met_on": "2026-11-25"}
    desk.decided("acme", decision="conditional", conditions=[condition, met], until="2026-12-08")
    found = desk.look()
    (one,) = found.providers
    assert [(each.kind, each.name, str(each.until)) for each in one.lapsing] == [
        ("condition", "交合同", "2026-12-01"),
        ("verification", "WRK-1.2", "2026-12-05"),
        ("decision", "conditional", "2026-12-08"),
    ]
    assert (one.state, one.turn, one.overdue) == ("decided", "provider", 0)
    after = desk.look(date(2026, 12, 2))
    assert [task.kind for task in after.tasks] == ["unmet", "lapsing"]
    (ended,) = desk.look(date(2026, 12, 9)).providers
    assert ended.stale
    assert ended.state == "to_review"  # the verification has lapsed as well


def test_a_decision_on_something_else_is_to_be_taken_again(desk: Desk) -> None:
    complete_folder(desk.providers / "acme")
    desk.bound("acme", evidence={"e1": SEEN})
    put_decision(desk.reviews, "acme")
    (one,) = desk.look().providers
    assert (one.state, one.turn, one.stale) == ("to_decide", "manager", True)


def test_what_the_manager_broke_is_the_managers_turn(desk: Desk) -> None:
    complete_folder(desk.providers / "acme")
    (desk.reviews / "acme.yaml").write_text("schema: dpcap/review/2\nprovider: other\n", "utf-8")
    complete_folder(desk.providers / "bravo")
    (desk.reviews / "bravo.decision.yaml").write_text("nonsense\n", "utf-8")
    assert [(one.state, one.turn) for one in desk.look().providers] == [
        ("unreadable", "manager"),
        ("unreadable", "manager"),
    ]


def test_two_folders_of_one_id_are_both_told(desk: Desk) -> None:
    make_folder(desk.providers / "one", "acme")
    make_folder(desk.providers / "two", "acme")
    make_folder(desk.providers / "other")
    found = desk.look()
    assert [(one.state, one.folder[-3:]) for one in found.providers] == [
        *(("unreadable", "one"), ("unreadable", "two"), ("late", "her"))
    ]
    assert {each.code for one in found.providers for each in one.findings} == {"DP801"}


def test_a_fault_of_ours_in_one_folder_stops_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_folder(desk.providers / "acme")
    make_folder(desk.providers / "bravo")
    import dpcap.workflow.status as module

    real = module.todo

    def failing(framework: Any, profile: Any) -> Any:
        if profile.provider.id == "acme":
            raise ZeroDivisionError
        return real(framework, profile)

    monkeypatch.setattr(module, "todo", failing)
    found = {one.provider: one for one in desk.look().providers}
    assert [one.code for one in found["acme"].findings] == ["DP803"]
    assert found["bravo"].state == "late"


def test_answers_dated_ahead_are_looked_at_all_the_same(desk: Desk) -> None:
    complete_folder(desk.providers / "acme", assessed_on="2026-11-28")
    (one,) = desk.look().providers
    assert (one.state, one.since) == ("to_review", None)


def test_a_round_is_named_found_or_not_there(desk: Desk) -> None:
    make_folder(desk.providers / "acme")
    other = put_round(desk.here / "other.yaml", id="2027-Q1", due_on="2026-11-30")
    assert desk.look(round=other).round.id == "2027-Q1"  # type: ignore[union-attr]
    (desk.reviews / "round.yaml").unlink()
    found = desk.look()
    assert (found.round, found.next_day) == (None, None)
    assert [(one.state, one.days) for one in found.providers] == [("filling", None)]
    with pytest.raises(UsageError):
        desk.look(round=desk.here / "none.yaml")
    put_round(desk.reviews / "round.yaml", due_on="2026-01-01")
    with pytest.raises(InvalidInputError):
        desk.look()


def test_a_providers_own_round_is_never_read(desk: Desk) -> None:
    folder = make_folder(desk.providers / "acme")
    own = put_round(folder / "round.yaml", due_on="2027-11-20")
    assert desk.look().providers[0].state == "late"
    with pytest.raises(SlipError):
        desk.look(round=own)
    (desk.here / "dpcap.toml").write_text('round = "providers/acme/round.yaml"\n', "utf-8")
    told: list[str] = []
    here = Configuration(desk.here, notify=lambda one: told.append(one.code))
    assert here.round() is None
    assert told


def test_extensions_of_strangers_are_told(desk: Desk) -> None:
    make_folder(desk.providers / "acme")
    put_decision(desk.reviews, "held")
    extended = {"acme": LATER, "held": LATER, "acne": LATER}
    put_round(desk.reviews / "round.yaml", extensions=extended)
    (one,) = desk.look().findings
    assert (one.code, one.path[-1]) == ("DP482", "acne")
    put_round(desk.reviews / "round.yaml", extensions={"stranger": LATER})
    assert [one.code for one in desk.look().findings] == ["DP482"]
    alone = StatusRequest((str(desk.providers / "acme"),), ON, reviews=desk.reviews, framework=TINY)
    assert round_status(alone).findings == ()  # the others may well be elsewhere


def test_the_setting_names_a_round(tmp_path: Path) -> None:
    put_round(tmp_path / "rounds" / "q4.yaml")
    (tmp_path / "dpcap.toml").write_text('round = "rounds/q4.yaml"\n', "utf-8")
    held = Configuration(tmp_path).round()
    assert held is not None
    assert held.round.id == "2026-Q4"


@pytest.mark.parametrize(
    ("setting", "said", "begun"),
    [
        ("current", None, False),
        ("in_force", None, False),
        ("begun", None, True),
        ("current", "begun", True),
        ("begun", "in_force", False),
    ],
)
def test_what_the_round_says_goes_before_the_setting(
    tmp_path: Path, setting: str, said: str | None, *, begun: bool
) -> None:
    settings = f'judge_by = "{setting}"\nreviews = "reviews"\n'
    (tmp_path / "dpcap.toml").write_text(settings, "utf-8")
    put_round(tmp_path / "reviews" / "round.yaml", judge_by=said)
    write_old(tmp_path / "old")
    here, folder = Configuration(tmp_path), tmp_path / "p0"
    framework = here.framework(write_new(tmp_path / "new"))
    write_folder(folder, rung=2)
    assert here.judges_begun() == begun
    assert here.judges_begun(tmp_path / "nowhere") == (setting == "begun")
    judged = judging(folder, framework, here, None)
    assert (judged.version == OLD) == begun
    request = StatusRequest((str(folder),), ON, framework=tmp_path / "new")
    assert round_status(request, here).providers[0].state != "unreadable"


def test_the_calendar_has_every_day_and_is_the_same_each_time(desk: Desk) -> None:
    make_folder(desk.providers / "acme")
    put_round(desk.reviews / "round.yaml", extensions={"acme": LATER})
    found = desk.look()
    data = round_calendar(found, "zh")
    assert data == round_calendar(desk.look(date(2026, 12, 1)), "zh")
    events = Calendar.from_ical(data).walk("VEVENT")
    days = [(one["uid"].split("@")[0], one.decoded("dtstart")) for one in events]
    assert days == [
        ("2026-Q4.opens_on", date(2026, 11, 2)),
        ("2026-Q4.shops_frozen_on", date(2026, 11, 5)),
        ("2026-Q4.due_on", date(2026, 11, 23)),
        ("2026-Q4.review_ends_on", date(2026, 12, 4)),
        ("2026-Q4.decision_on", date(2026, 12, 11)),
        ("2026-Q4.due_on.acme", date(2026, 11, 30)),
    ]
    stamps = {one.decoded("dtstamp") for one in events}
    assert stamps == {datetime(2026, 11, 2, tzinfo=UTC)}
    assert all((one.decoded("dtend") - one.decoded("dtstart")).days == 1 for one in events)
    assert "某某acme" in events[-1]["summary"]
    assert "病假" in events[-1]["description"]
    english = Calendar.from_ical(round_calendar(found, "en")).walk("VEVENT")
    assert [one["uid"] for one in english] == [one["uid"] for one in events]
    assert english[0]["summary"] == "Round opens · Assessment of Q4"


def test_without_a_round_there_is_no_calendar(desk: Desk) -> None:
    make_folder(desk.providers / "acme")
    (desk.reviews / "round.yaml").unlink()
    with pytest.raises(UsageError, match="--round"):
        round_calendar(desk.look(), "en")


def test_what_is_to_be_reviewed_is_planned_by_the_pace_so_far(desk: Desk) -> None:
    complete_folder(desk.providers / "waits")
    (before,) = desk.look().providers
    assert (before.state, before.pieces - before.reviewed) == ("to_review", 1)
    assert before.review_minutes is None
    put_judgements(desk.reviews, "other", LI, {}, minutes=30, ruled=12)
    put_judgements(desk.reviews, "other", WANG, {}, minutes=10, ruled=4)
    put_judgements(desk.reviews, "third", WANG, {}, minutes=99)  # nobody knows for how many
    (desk.reviews / "bad.judgements.x.yaml").write_text("schema: 1\n", "utf-8")
    found = desk.look()
    (after,) = found.providers
    assert after.review_minutes == pytest.approx(2.5)
    assert [one.minutes for one in found.tasks if one.kind == "to_review"] == [2.5]
