"""The base of every model: frozen, closed to unknown keys, strict about numbers."""

import re
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
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


def as_id(value: object) -> object:
    """*value* as an id: platforms number their shops, and YAML reads bare digits as a number."""
    return str(value) if type(value) is int else value


Day = Annotated[date, BeforeValidator(_only_a_day)]
Quarter = Annotated[str, Field(pattern=r"^20\d{2}-Q[1-4]$")]
# Whoever writes a text may be a stranger. So each is bounded, generously for people, and whatever
# is done with it stays cheap: a name or a few words, a text, a web address or a path; then how many
# entries a list has, of what is named beside an answer, and of what a provider or a reviewer lists.
LINE, PROSE, PLACE, FEW, MANY = 300, 4000, 2000, 100, 1000
Line = Annotated[str, StringConstraints(min_length=1, max_length=LINE, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=PROSE, strip_whitespace=True)]
FileOrUrl = Annotated[str, StringConstraints(min_length=1, max_length=PLACE, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.\-]{0,63}$")]
# SHA-256, hex.
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
# The ids that a provider gives to its shops and to its pieces of evidence.
_OWN_FORM = r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}"
_OWN_ID = Annotated[str, StringConstraints(pattern=f"^{_OWN_FORM}$")]
OwnId = Annotated[_OWN_ID, BeforeValidator(as_id, json_schema_input_type=_OWN_ID | int)]


def is_own_id(text: str) -> bool:
    """Whether *text* may be the id of a shop or of a piece of evidence."""
    return re.fullmatch(_OWN_FORM, text) is not None


# Names that stand beside providers' ids in the output folder or in the manager's, and those that
# Windows keeps for devices.
_DEVICES = (f"{device}{n}" for device in ("com", "lpt") for n in range(10))
RESERVED = frozenset(
    (
        *("frameworks", "mail", "draw", "peers", "reconciliation", "round", "standing"),
        *("con", "prn", "aux", "nul"),
        *_DEVICES,
    )
)


def _free(name: str) -> str:
    if name in RESERVED:
        raise PydanticCustomError("DP802", "this name is reserved", {"provider": name})
    return name


ProviderId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$"), AfterValidator(_free)
]


def unless_empty(default: Any) -> Any:  # noqa: ANN401 - the field's annotation says its type
    """A field that a stored value only has where it says something: *default* says nothing."""
    return Field(default=default, exclude_if=lambda value: value == default)


class Frozen(BaseModel):
    """A value that is never changed after it is made and knows all its keys.

    `UNSCORED` names the fields of a part of a framework that no score depends on.
    """

    UNSCORED: ClassVar[frozenset[str]] = frozenset()

    # No module of nouns postpones its annotations: pydantic would have to evaluate each from text,
    # which triples the cost of importing them. Building is deferred, because only the few nouns
    # that are read or written whole need a validator of their own.
    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, validate_by_name=True, defer_build=True
    )


def content_digest(value: Frozen) -> str:
    """SHA-256 (hex) of what *value* says where that is not the default."""
    return sha256(value.model_dump_json(by_alias=True, exclude_defaults=True).encode()).hexdigest()


class Digested(Frozen):
    """What a file says, known by its digest."""

    # cached_property values live in __dict__; they are derived, never part of the value.
    model_config = ConfigDict(ignored_types=(cached_property,))

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the content; comments and layout do not count."""
        return content_digest(self)


def in_each(value: object, info: ValidationInfo) -> object:
    """*value* for a text in both languages, where the file is written in one alone.

    Such a text may be a plain string, or have the one language; it then stands for both.
    """
    languages = (info.context or {}).get("languages", ())
    if len(languages) != 1:
        return value
    if isinstance(value, str):
        return {"zh": value, "en": value}
    if isinstance(value, dict) and languages[0] in value:
        return {"zh": value[languages[0]], "en": value[languages[0]], **value}
    return value


class Text(Frozen):
    """One text of the framework, in both languages."""

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("zh", "en"))

    zh: Prose
    en: Prose

    _in_each = model_validator(mode="before")(in_each)

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


def wordless(value: object) -> Any:  # noqa: ANN401 - any JSON
    """What a part of a framework says without its words, as plain JSON; defaults are left out.

    Texts are gone, and so is what a noun names as `UNSCORED`; ids, numbers and expressions stay.
    """
    if isinstance(value, Frozen):
        kept = (name for name in type(value).model_fields if name not in value.UNSCORED)
        given = ((name, getattr(value, name)) for name in kept)
        fields = type(value).model_fields
        return {
            name: wordless(one)
            for name, one in given
            if type(one) is not Text and one != fields[name].default
        }
    if isinstance(value, dict):
        return {str(key): wordless(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [wordless(one) for one in value]
    return value
