"""What a report carries: its statement and its seal, read strictly from whatever form it has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NoReturn, TypeVar

from pydantic import ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.wording import Both
from dpcap.model.finding import Finding
from dpcap.model.profile import PROFILE_SCHEMA, Profile
from dpcap.model.statement import STATEMENT_SCHEMA, Seal, Statement
from dpcap.report.canonical import canonical
from dpcap.report.formats import profile_json
from dpcap.report.html import json_inside

MAX_REPORT = 32 * 1024 * 1024
Form = Literal["html", "json", "pdf", "profile"]
Writer = Callable[[str], str]
Noun = TypeVar("Noun", Statement, Profile, Seal)

_INSIDE = r'<script type="application/json" id="{}">(.*?)</script>'
_STATEMENT = re.compile(_INSIDE.format("dpcap-report"), re.DOTALL)
_SEAL = re.compile(_INSIDE.format("dpcap-seal"), re.DOTALL)
_TWICE = Both("其中有两份", "it holds two of them")
_NO_JSON = Both("不是 JSON", "it is no JSON")


@dataclass(frozen=True)
class Carried:
    """What one report says.

    `text` is the statement in canonical form, and `exact` whether it stands so in the report, byte
    for byte. A whole profile (`form` "profile") is no statement: it has no audience, no seal.
    `page` is the HTML.
    """

    name: str
    form: Form
    exact: bool
    text: str
    said: Statement | Profile
    seal: Seal | None = None
    page: str | None = None

    @property
    def profile(self) -> Profile:
        """The profile, as far as the report has it."""
        return self.said if isinstance(self.said, Profile) else self.said.profile


def carried_by_html(name: str, page: str) -> Carried:
    """What the HTML *page* carries. Raises InvalidInputError."""
    inside, sealed = _only(_STATEMENT, page, name), _only(_SEAL, page, name)
    if inside is None:
        raise no_report(name)
    return _carried(name, "html", (inside, sealed), json_inside, page=page)


def carried_by_json(name: str, written: str) -> Carried:
    """What a JSON file carries: a statement, one with its seal, or a whole profile.

    Raises InvalidInputError.
    """
    data = _parsed(written, name)
    if not isinstance(data, dict):
        raise no_report(name)
    text = _canonical(data, name)
    if data.get("schema_version") == PROFILE_SCHEMA:
        profile = _made(Profile, written, name, "DP612")
        return Carried(name, "profile", profile_json(profile) == written, text, profile)
    exact, seal = written == f"{text}\n", None
    if data.keys() == {"seal", "statement"}:
        seal = _made(Seal, _canonical(data["seal"], name), name, "DP613")
        data = data["statement"]
        text = _canonical(data, name)
    return Carried(name, "json", exact, text, _statement(data, text, name), seal)


def carried_by_files(name: str, statement: str, seal: str | None) -> Carried:
    """What the files in a PDF carry. Raises InvalidInputError."""
    return _carried(name, "pdf", (statement, seal), str)


def _carried(
    name: str, form: Form, texts: tuple[str, str | None], written: Writer, page: str | None = None
) -> Carried:
    """From the *texts* of statement and seal; *written* is how a text is written there."""
    inside, sealed = texts
    data = _parsed(inside, name)
    text, seal = _canonical(data, name), None
    exact = written(text) == inside
    if sealed is not None:
        line = _canonical(_parsed(sealed, name), name)
        exact = exact and written(line) == sealed
        seal = _made(Seal, line, name, "DP613")
    return Carried(name, form, exact, text, _statement(data, text, name), seal, page)


def no_report(name: str) -> InvalidInputError:
    """The error for something in which there is no report."""
    return InvalidInputError([Finding(code="DP611", file=name)])


def unreadable(name: str, problem: Both, code: str = "DP612") -> InvalidInputError:
    """The error for a report, or with another *code* its seal, that cannot be read."""
    return InvalidInputError([Finding(code=code, file=name, params=problem.params)])


def _only(pattern: re.Pattern[str], page: str, name: str) -> str | None:
    found = pattern.findall(page)
    if len(found) > 1:
        raise unreadable(name, _TWICE)
    return str(found[0]) if found else None


def _parsed(text: str, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    def refuse(_: object) -> NoReturn:
        raise ValueError

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            raise ValueError
        return made

    try:
        return json.loads(text, parse_constant=refuse, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise unreadable(name, _NO_JSON) from error


def _canonical(data: Any, name: str) -> str:  # noqa: ANN401
    try:
        return canonical(data)
    except (ValueError, OverflowError, RecursionError) as error:
        raise unreadable(name, _NO_JSON) from error


def _statement(data: Any, text: str, name: str) -> Statement:  # noqa: ANN401
    if not isinstance(data, dict) or data.get("schema") != STATEMENT_SCHEMA:
        raise no_report(name)
    return _made(Statement, text, name, "DP612")


def _made(noun: type[Noun], text: str, name: str, code: str) -> Noun:
    try:
        return noun.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "-"
        problem = f"{place}: {first['msg']}"
        raise unreadable(name, Both(problem, problem), code) from error
