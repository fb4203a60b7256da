"""JSON from anybody, read strictly: one spelling for one value, nothing twice, nothing infinite."""

from __future__ import annotations

import json
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.wording import of_pydantic
from dpcap.model.finding import Finding
from dpcap.model.outdated import outdated_part
from dpcap.model.two_languages import TwoLanguages
from dpcap.report.canonical import canonical

Model = TypeVar("Model", bound=BaseModel)

_NO_JSON = TwoLanguages("不是 JSON", "it is no JSON")


def unreadable(name: str, problem: TwoLanguages, code: str = "DP612") -> InvalidInputError:
    """The error for a report, or with another *code* its seal, that cannot be read."""
    return InvalidInputError([Finding(code=code, file=name, params=problem.params)])


def parsed(text: str, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What the JSON *text* says; *name* is its file. Raises InvalidInputError."""
    try:
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise unreadable(name, _NO_JSON) from error


def refuse_outdated(data: Any, name: str) -> None:  # noqa: ANN401
    """Raises InvalidInputError if *data*, or a part of it, is of an earlier dpcap."""
    if old := outdated_part(data, name):
        raise InvalidInputError([old])


def refuse_outdated_json(raw: bytes, name: str) -> None:
    """As `refuse_outdated`, of what is perhaps JSON."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return
    refuse_outdated(data, name)


def canonical_of(data: Any, name: str) -> str:  # noqa: ANN401
    """*data* as canonical JSON. Raises InvalidInputError if it has no such form."""
    try:
        return canonical(data)
    except (ValueError, OverflowError, RecursionError) as error:
        raise unreadable(name, _NO_JSON) from error


def made(model: type[Model], text: str, name: str, code: str = "DP612") -> Model:
    """The *model* that the JSON *text* of the file *name* says.

    Raises InvalidInputError, with *code*.
    """
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "-"
        problem = of_pydantic(first["type"], first.get("ctx", {}))
        said = TwoLanguages(f"{place}：{problem.zh}", f"{place}: {problem.en}")
        raise unreadable(name, said, code) from error


def _refuse(_: object) -> NoReturn:
    raise ValueError


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found
