"""Models built without validation, from values that dpcap worked out itself.

The one place that knows how pydantic keeps an instance, which is private to it. Its own
`model_construct` does the same, but makes `score()` 18 % slower; so pyproject.toml bounds pydantic
to the versions that were tried, and a test holds both ways of building against each other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from pydantic import BaseModel

P = ParamSpec("P")
M = TypeVar("M", bound=BaseModel)

# The four places in which pydantic keeps an instance; a frozen model lets none be assigned.
_FIELDS, _NAMES, _EXTRA, _PRIVATE = (
    BaseModel.__dict__[place].__set__
    for place in (
        "__dict__",
        "__pydantic_fields_set__",
        "__pydantic_extra__",
        "__pydantic_private__",
    )
)


def trusted(model: Callable[P, M]) -> Callable[P, M]:
    """A constructor of *model*, typed like the model's own, that checks and converts nothing.

    A profile has some seven hundred small parts, all made of numbers and of words that were
    checked on their way in; checking them again would cost more than working them out. Every field
    must be given, in the order in which the model names them: they become its JSON as they are.
    """
    made_of = cast("type[BaseModel]", model)
    new, names = made_of.__new__, set(made_of.model_fields)

    def make(**fields: Any) -> BaseModel:  # noqa: ANN401
        made = new(made_of)
        _FIELDS(made, fields)
        _NAMES(made, names)
        _EXTRA(made, None)
        _PRIVATE(made, None)
        return made

    return cast("Callable[P, M]", make)
