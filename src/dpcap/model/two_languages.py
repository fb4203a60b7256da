"""Words in both languages: one text, and books of them by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from dpcap.model.base import Language
from dpcap.model.counted_words import filled
from dpcap.model.nouns import NEUTRAL, Wording

Params = dict[str, str | int | float]


class Bilingual(Protocol):
    """What has a text in each language."""

    def say(self, language: Language) -> str:
        """The text in *language*."""


class TwoLanguages(NamedTuple):
    """A text in both languages: words, or what is wrong."""

    zh: str
    en: str

    @property
    def params(self) -> Params:
        """As the parameters of a finding's message."""
        return {"problem_zh": self.zh, "problem_en": self.en}

    def fill(self, values: Mapping[str, object]) -> TwoLanguages:
        """Both texts with braces filled."""
        return TwoLanguages(filled(self.zh, values), filled(self.en, values))

    def say(self, language: Language) -> str:
        """The text in *language*."""
        return self.zh if language == "zh" else self.en

    def then(self, more: Bilingual) -> TwoLanguages:
        """Both texts, each with that of *more* behind it."""
        return TwoLanguages(self.zh + more.say("zh"), self.en + more.say("en"))


class Book(dict[str, TwoLanguages]):
    """Words for a terminal or a file by their key, in both languages."""

    def say(
        self, key: str, language: Language, wording: Wording = NEUTRAL, **fields: str | float
    ) -> str:
        """The words under *key* in *language*, with the names in *wording* and *fields* filled in.

        Raises KeyError if there are none.
        """
        both = self[key]
        text = both.zh if language == "zh" else both.en
        return filled(wording.fill(text, language), fields)
