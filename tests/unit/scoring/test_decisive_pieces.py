"""Whether a review is through with what the level hangs on."""

from __future__ import annotations

import pytest

from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.sensitivity import full_profile, profile_and_stakes
from profiles import Wish, profile, shipped


@pytest.mark.parametrize("seed", range(8))
def test_it_is_what_the_whole_profile_says_hangs(seed: int) -> None:
    wish = Wish(seed=seed, good=0.7, answered=0.95, shops=4, reviewed=0.5)
    case = rebuild_case(shipped(), profile(wish))
    found, decisive = profile_and_stakes(case)
    assert 0 < found.review.reviewed < found.review.pieces
    assert decisive == (full_profile(case).hinges_on is not None)


def test_where_nobody_has_begun_it_is_not_looked_for() -> None:
    case = rebuild_case(shipped(), profile(Wish(seed=1, reviewed=0)))
    found, decisive = profile_and_stakes(case)
    assert found.review.reviewed == 0
    assert not decisive
