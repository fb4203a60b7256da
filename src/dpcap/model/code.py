"""A finding's code: how grave it is, and what it says in both languages."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Code(NamedTuple):
    """One code; text in braces is filled from the finding's `params`."""

    severity: Literal["error", "warning", "note"]
    zh: str
    en: str

    def text(self, language: Literal["zh", "en"]) -> str:
        """The message in *language*, braces unfilled."""
        return self.zh if language == "zh" else self.en
