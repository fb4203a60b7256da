"""What is counted stands in the word for one or for many, wherever our words say it."""

from __future__ import annotations

import re

import pytest

from dpcap.cli.interview.words import words
from dpcap.cli.review_words import desk_words
from dpcap.cli.standing_words import WORDS
from dpcap.model.codes import CODES
from dpcap.model.counted_words import filled, in_the_plural
from dpcap.model.finding import Finding
from dpcap.model.two_languages import TwoLanguages

WRITTEN = re.compile(r"\{\w+:[^{}]*\|")
SHAPED = "{who}: {count:row has|rows have} no name"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 rows have"), (1, "1 row has"), ("1", "1 row has"), (11, "11 rows")]
)
def test_one_is_no_plural(count: int | str, said: str) -> None:
    assert filled(SHAPED, {"who": "acme", "count": count}).startswith(f"acme: {said}")
    assert TwoLanguages("{count} 行", SHAPED).fill({"who": "a|b", "count": count}) == (
        f"{count} 行",
        filled(SHAPED, {"who": "a|b", "count": count}),
    )


def test_other_texts_are_filled_as_ever() -> None:
    assert filled("<a|b> {x} {y}", {"x": 1.5, "y": "1"}) == "<a|b> 1.5 1"
    assert filled("{x:.1f}", {"x": 1.25}) == "1.2"
    assert in_the_plural(f"{SHAPED} <a|b> {{x}}") == "{who}: {count} rows have no name <a|b> {x}"
    with pytest.raises(KeyError):
        filled(SHAPED, {"who": "acme"})


def test_terminal_findings_and_desk_say_it_so() -> None:
    assert WORDS.say("signed", "en", path="p", count=1) == "wrote p: 1 row"
    assert WORDS.say("signed", "en", path="p", count=2) == "wrote p: 2 rows"
    assert "1 question to go" in words("bye", "en", count=1)
    assert "(1 day ago)" in desk_words("days_ago", "en", day="2026-11-01", days=1)
    one = Finding(code="DP340", params={"node": "A-1", "names": "x"})
    assert "|" not in one.message("en")


def test_findings_of_one_are_in_the_singular_and_gaps_stay_marks() -> None:
    counted = {code: one.en for code, one in CODES.items() if WRITTEN.search(one.en)}
    assert counted
    for code, pattern in counted.items():
        for count, other in ((1, 2), (2, 1)):
            names = dict.fromkeys(("count", "days", "rows", "number"), count)
            said = Finding(code=code, params={**names}).message("en")
            assert "|" not in said, pattern
            assert f"{count} " in said
            assert said != Finding(code=code, params=dict.fromkeys(names, other)).message("en")
        assert "? " in Finding(code=code).message("en")
