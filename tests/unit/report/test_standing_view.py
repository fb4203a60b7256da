"""What levels said: counts with their n, and where these are too few to say anything."""

from __future__ import annotations

from datetime import date

from dpcap.model.level_outcomes import FEWEST_PAIRS, LevelOutcomes
from dpcap.report.standing.overview import StandingOverview
from dpcap.report.standing.view import view_of
from standings import BOOKS


def shown(*outcomes: LevelOutcomes) -> list[tuple[tuple[str, ...], ...]]:
    found = StandingOverview(
        on=date(2027, 1, 10),
        period="2026-Q4",
        gates="review",
        stage="quarter",
        books=BOOKS,
        rows=0,
        head="0" * 64,
        providers=(),
        outcomes=outcomes,
        findings=(),
    )
    views = [view_of(found, language) for language in ("zh", "en")]
    assert all(view.outcomes for view in views)
    return [tuple(view.outcomes.rows) for view in views if view.outcomes]


def test_a_share_of_few_is_called_too_few() -> None:
    few = LevelOutcomes("L3", 9, 9, 8, 3, 1, 9, 91.4)
    zh, en = shown(few)
    assert zh == (("L3", "9", "8/9（太少）", "1/3（太少）", "太少（n=9）"),)
    assert en == (("L3", "9", "8 of 9, too few", "1 of 3, too few", "too few (n=9)"),)


def test_enough_are_told_with_their_n() -> None:
    enough = LevelOutcomes("L4", 12, FEWEST_PAIRS, 9, 12, 0, 11, 91.4)
    zh, en = shown(enough)
    assert zh == (("L4", "12", "9/10", "0/12", "91%（n=11）"),)
    assert en == (("L4", "12", "9 of 10", "0 of 12", "91% (n=11)"),)


def test_what_is_not_known_is_said_to_be() -> None:
    zh, en = shown(LevelOutcomes(None, 2, 0, 0, 0, 0, 0, None))
    assert zh == (("无等级", "2", "不知", "不知", "不知"),)
    assert en == (("no level", "2", "not known", "not known", "not known"),)
