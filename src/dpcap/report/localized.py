"""What every page says alike: its words, texts, scores, shares and lists in one language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from dpcap.model.base import Language, Text
from dpcap.model.framework import Framework
from dpcap.model.trace import LevelEstimate
from dpcap.report import figures
from dpcap.report.sanitize import clean
from dpcap.report.score_scale import ScoreScale
from dpcap.report.words import WordBook


class Localized:
    """Base of what views are made from: whatever has `words`, a book in the page's language."""

    words: WordBook
    framework: Framework

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.words.language

    def say(self, key: str, **fields: str | int) -> str:
        """Our words under *key*."""
        return self.words.say(key, **fields)

    def text(self, text: Text) -> str:
        """A text of the framework or of the gates."""
        return clean(text.say(self.language))

    def score(self, value: float | None) -> str:
        """A score, or that there is none."""
        return self.words.flat["common.no_score"] if value is None else self.scale.score(value)

    @cached_property
    def scale(self) -> ScoreScale:
        """The scale on which scores are shown."""
        return ScoreScale(self.framework.display)

    def share(self, value: float | None) -> str:
        """A share as a percentage, or that there is none."""
        return self.words.flat["common.no_score"] if value is None else figures.percent(value)

    def listed(self, items: Iterable[str], most: int | None = None) -> str:
        """*items* on one line; those after the first *most* are only counted."""
        every = list(items)
        if most is not None and len(every) > most:
            every = [*every[:most], self.say("common.others", n=len(every) - most)]
        return self.words.flat["common.comma"].join(every)

    def estimated_level(self, found: LevelEstimate) -> str:
        """What the core set alone says of a level: `estimate L3–L4 (±7)`."""
        return self.say(
            "estimate.level", range=self.level_range(found), n=figures.mark(found.margin)
        )

    def level_range(self, found: LevelEstimate) -> str:
        """From the lowest level that may come out to the highest, or the one."""
        low, high = (
            clean(one) if one else self.say("estimate.below") for one in (found.low, found.high)
        )
        return low if low == high else f"{low}–{high}"
