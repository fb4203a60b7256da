"""What the review desk asks, and how what is typed is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dpcap.cli.interview.console import BackError, Console, LeaveError, StyledLine
from dpcap.cli.interview.reading import tidy
from dpcap.cli.review_words import desk_words
from dpcap.intake.office import NO, YES, day_typed
from dpcap.intake.values import is_day
from dpcap.model.base import LINE
from dpcap.model.review import Reach
from dpcap.model.two_languages import TwoLanguages
from dpcap.text_width import wrap

_REACHES: dict[str, Reach] = {"1": "claim", "2": "file", "3": "forged"}
_BETWEEN = re.compile(r"[\s,;、]+")
_YEAR = timedelta(days=365)


class DeskPrompts:
    """Prompts on *console*: each can be left with `b`, back to the card, or `q`.

    Every question raises BackError, LeaveError.
    """

    def __init__(self, console: Console) -> None:
        self.console = console

    def words(self, key: str, /, **fields: object) -> str:
        """The words of *key* in the console's language."""
        return desk_words(key, self.console.language, **fields)

    def say(self, key: str, /, *, style: str = "", **fields: object) -> None:
        """Print the words of *key*."""
        for one in self.words(key, **fields).splitlines():
            self.console.show(StyledLine(style, line) for line in wrap(one, self.console.width))

    def listed(self, texts: Sequence[str], first: int = 1) -> None:
        """Print *texts*, each with its number."""
        for number, text in enumerate(texts, first):
            self.item(f" {number:>2}  ", text)

    def item(self, head: str, text: str) -> None:
        """Print *text* behind *head*."""
        lines = wrap(text, self.console.width, first=head)
        self.console.show(StyledLine("", line) for line in lines)

    def text(self, key: str, /, **fields: object) -> str:
        """The line typed, as it was typed."""
        bar = f"b {self.words('here')} q {self.words('q')}"
        typed = self.console.put(self.words(key, **fields), bar)
        meant = tidy(typed).lower()
        if meant == "q":
            raise LeaveError
        if meant == "b":
            raise BackError
        return typed

    def wording(self, key: str, /, **fields: object) -> str:
        """The line typed, a reason or a remark; a key that was meant for the card is asked anew."""
        while _is_key(typed := self.text(key, **fields)):
            self.say("no_words", style="warn", key=tidy(typed))
        return typed

    def name(self, key: str) -> str:
        """The line typed, as it was typed; one that is too long for a name is asked anew."""
        while len(typed := self.text(key)) > LINE:
            self.say("too_long", style="warn", most=LINE)
        return typed

    def short(self, key: str, /, **fields: object) -> str:
        """The line typed, tidied: a key, a number, a day."""
        return tidy(self.text(key, **fields))

    def choice(self, key: str, texts: Sequence[TwoLanguages | str]) -> str:
        """One of *texts* by its number, or words of one's own. Raises BackError without either."""
        language = self.console.language
        listed = [one if isinstance(one, str) else one.say(language) for one in texts]
        self.listed(listed)
        while True:
            typed = self.text(key)
            if _is_key(typed):
                self.say("no_words", style="warn", key=tidy(typed))
                continue
            number = tidy(typed)
            if not number:
                raise BackError
            if not number.isdecimal():
                return typed
            if 0 < int(number) <= len(listed):
                return listed[int(number) - 1]
            self.say("bad_number", style="warn", low=1, high=len(listed))

    def usually(self, key: str, usual: TwoLanguages | str, /) -> str:
        """What is typed, else what is *usual*."""
        said = usual if isinstance(usual, str) else usual.say(self.console.language)
        return self.wording(key, usual=said) or said

    def reach(self, usual: Reach, *, one: bool) -> Reach:
        """How far a refusal goes; *one*: the piece is to prove one question alone."""
        claim = "reach.one" if one else "reach.claim"
        self.listed([self.words(key) for key in (claim, "reach.file", "reach.forged")])
        number = next(key for key, reach in _REACHES.items() if reach == usual)
        while True:
            typed = self.short("ask.reach", usual=number) or number
            if typed in _REACHES:
                return _REACHES[typed]
            self.say("bad_number", style="warn", low=1, high=len(_REACHES))

    def numbers(self, key: str, last: int, usual: Sequence[int], told: str) -> list[int]:
        """Some numbers from 1 to *last*, each once; *usual*, which *told* names, if none is."""
        while True:
            typed = [one for one in _BETWEEN.split(self.short(key, usual=told)) if one]
            if not typed:
                return list(usual)
            if all(one.isdecimal() and 0 < int(one) <= last for one in typed):
                return sorted({int(one) for one in typed})
            self.say("bad_number", style="warn", low=1, high=last)

    def number(self, key: str, low: int, high: int, /, **fields: object) -> int | None:
        """A number from *low* to *high*; None: nothing was typed."""
        while True:
            typed = self.short(key, **fields)
            if not typed:
                return None
            if typed.isdecimal() and low <= int(typed) <= high:
                return int(typed)
            self.say("bad_number", style="warn", low=low, high=high)

    def yes(self, key: str, /, **fields: object) -> bool:
        """Whether y is typed; an empty line is a no."""
        while True:
            typed = self.short(key, **fields).lower()
            if typed in YES:
                return True
            if not typed or typed in NO:
                return False
            self.say("bad_yes", style="warn")

    def yes_or_no(self, key: str) -> bool:
        """Whether y or n is typed. Raises BackError for neither."""
        while True:
            typed = self.short(key).lower()
            if typed in YES | NO:
                return typed in YES
            if not typed:
                raise BackError
            self.say("bad_yes", style="warn")

    def until(self, today: date) -> date | None:
        """The last day of a verification; None: by the question."""
        while True:
            typed = self.short("ask.until", usual=self.words("by_question"))
            if not typed:
                return None
            day = day_typed(typed, today + _YEAR)
            if is_day(day) and date.fromisoformat(day) >= today:
                return date.fromisoformat(day)
            self.say("bad_day", style="warn", day=today)

    def past_day(self, key: str, today: date) -> date:
        """A day up to *today*, which is usual."""
        while True:
            typed = self.short(key, day=today)
            if not typed:
                return today
            day = day_typed(typed, today)
            if is_day(day) and date.fromisoformat(day) <= today:
                return date.fromisoformat(day)
            self.say("bad_past_day", style="warn", day=today)


def _is_key(typed: str) -> bool:
    """Whether *typed* is a single letter, no words."""
    meant = tidy(typed)
    return len(meant) == 1 and meant.isascii() and meant.isalpha()
