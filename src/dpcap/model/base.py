"""The shape every noun of dpcap shares: frozen, closed to unknown keys, strict about numbers."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints
from pydantic_core import PydanticCustomError

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

# pydantic reads "12" and true as numbers unless told not to; a questionnaire must not.
Number = Annotated[float, Strict()]
Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]
Share = Annotated[float, Strict(), Field(ge=0, le=1)]
Score = Annotated[float, Strict(), Field(ge=0, le=100)]
# A mark to be met: at 0 it would ask nothing, and having no data would meet it.
PassMark = Annotated[float, Strict(), Field(gt=0, le=100)]
Weight = Annotated[float, Strict(), Field(ge=0)]
# Years that a provider can mean; days further off would also leave no room to count from them.
_DAY = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}", re.ASCII)


def _only_a_day(value: object) -> object:
    # pydantic also takes timestamps, numbers and times of day for a date; nobody means them.
    if isinstance(value, date | str) and _DAY.fullmatch(str(value)):
        return value
    raise PydanticCustomError("day_form", "must be a day such as 2026-11-20")


Day = Annotated[date, BeforeValidator(_only_a_day)]
# Whoever writes a text may be a stranger. So each is bounded, generously for people, and whatever
# is done with it stays cheap: a name or a few words, a text, a web address or a path; then how many
# entries a list has, of what is named beside an answer, and of what a provider or a reviewer lists.
LINE, PROSE, PLACE, FEW, MANY = 300, 4000, 2000, 100, 1000
Line = Annotated[str, StringConstraints(min_length=1, max_length=LINE, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=PROSE, strip_whitespace=True)]
Place = Annotated[str, StringConstraints(min_length=1, max_length=PLACE, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.\-]{0,63}$")]
ProviderId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]


class Frozen(BaseModel):
    """A value that is never changed after it is made and knows all its keys."""

    # No module of nouns postpones its annotations: pydantic would have to evaluate each from text,
    # which triples the cost of importing them. Building is deferred, because only the few nouns
    # that are read or written whole need a validator of their own.
    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, validate_by_name=True, defer_build=True
    )


class Text(Frozen):
    """One text of the framework, in both languages."""

    zh: Prose
    en: Prose

    def say(self, language: Language) -> str:
        """The text in *language*."""
        return self.zh if language == "zh" else self.en


class Name(Frozen):
    """A provider's own words: either language may be absent, one is there."""

    zh: Line | None = None
    en: Line | None = None

    def say(self, language: Language) -> str:
        """The name in *language*, or in the other one if that is all there is."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second or ""
