"""What a report carries: its statement and its seal, read strictly from whatever form it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from dpcap.errors import InvalidInputError
from dpcap.model.finding import Finding
from dpcap.model.profile import PROFILE_SCHEMA, Profile
from dpcap.model.statement import STATEMENT_SCHEMA, Seal, Statement
from dpcap.model.two_languages import TwoLanguages
from dpcap.report.formats import profile_json
from dpcap.report.html import json_inside
from dpcap.verify.seals import SCRIPT, SCRIPT_END, SEAL_ID, STATEMENT_ID
from dpcap.verify.strict_json import canonical_of, made, parsed, refuse_outdated, unreadable

MAX_REPORT = 32 * 1024 * 1024
Form = Literal["html", "json", "pdf", "profile"]

_BOM = "\ufeff"
_NO_TEXT = TwoLanguages("不是 UTF-8 文本", "it is no UTF-8 text")
_CUT = TwoLanguages("数据不完整，文件被截断", "its data are cut off, and so is the file")
_TWICE = TwoLanguages("其中有两份", "it holds two of them")


@dataclass(frozen=True)
class CarriedReport:
    """What one report says.

    `text` is the statement in canonical form, and `exact` whether it stands so in the report, byte
    for byte. A whole profile (`form` "profile") is no statement: it has no audience, no seal.
    `raw` is the report as it came.
    """

    name: str
    form: Form
    exact: bool
    text: str
    said: Statement | Profile
    seal: Seal | None
    raw: bytes

    @property
    def profile(self) -> Profile:
        """The profile, as far as the report has it."""
        return self.said if isinstance(self.said, Profile) else self.said.profile

    @property
    def page(self) -> str | None:
        """The page, if it is one of HTML."""
        return self.raw.decode() if self.form == "html" else None


def carried_by_html(name: str, raw: bytes) -> CarriedReport:
    """What the HTML page *raw* carries. Raises InvalidInputError."""
    page = _text(name, raw)
    inside, sealed = _script(page, STATEMENT_ID, name), _script(page, SEAL_ID, name)
    if inside is None:
        raise no_report(name)
    return _carried(name, "html", (inside, sealed), json_inside, raw)


def carried_by_json(name: str, raw: bytes) -> CarriedReport:
    """What the JSON file *raw* carries: a statement, one with its seal, or a whole profile.

    Raises InvalidInputError.
    """
    written = _text(name, raw)
    plain = written.removeprefix(_BOM)
    data = parsed(plain, name)
    if not isinstance(data, dict):
        raise no_report(name)
    refuse_outdated(data, name)
    text = canonical_of(data, name)
    if data.get("schema_version") == PROFILE_SCHEMA:
        profile = made(Profile, plain, name)
        exact = profile_json(profile) == written
        return CarriedReport(name, "profile", exact, text, profile, None, raw)
    exact, seal = written == f"{text}\n", None
    if data.keys() == {"seal", "statement"}:
        seal = made(Seal, canonical_of(data["seal"], name), name, "DP613")
        data = data["statement"]
        text = canonical_of(data, name)
    return CarriedReport(name, "json", exact, text, _statement(data, text, name), seal, raw)


def carried_by_files(name: str, files: Iterable[bytes], raw: bytes) -> CarriedReport:
    """What the *files* attached to the PDF *raw* carry. Raises InvalidInputError.

    Which is which they say themselves. The head of a seal is there as well: it is none.
    """
    texts = [_text(name, one) for one in files if one.startswith(b"{")]
    known = {text: parsed(text, name) for text in texts}
    statement = _one(name, (text for text, data in known.items() if _is_statement(data)))
    sealed = _one(name, (text for text, data in known.items() if _is_seal(data)))
    if statement is None:
        raise no_report(name)
    return _carried(name, "pdf", (statement, sealed), str, raw)


def _carried(
    name: str, form: Form, texts: tuple[str, str | None], written: Callable[[str], str], raw: bytes
) -> CarriedReport:
    """From the *texts* of statement and seal; *written* is how a text is written there."""
    inside, sealed = texts
    data = parsed(inside, name)
    refuse_outdated({"statement": data, "seal": parsed(sealed or "null", name)}, name)
    text, seal = canonical_of(data, name), None
    exact = written(text) == inside
    if sealed is not None:
        line = canonical_of(parsed(sealed, name), name)
        exact = exact and written(line) == sealed
        seal = made(Seal, line, name, "DP613")
    return CarriedReport(name, form, exact, text, _statement(data, text, name), seal, raw)


def _text(name: str, raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise unreadable(name, _NO_TEXT) from error


def no_report(name: str) -> InvalidInputError:
    """The error for something in which there is no report."""
    return InvalidInputError([Finding(code="DP611", file=name)])


def _script(page: str, element: str, name: str) -> str | None:
    """The text of our script *element*; found in one go, whatever the page is."""
    opening = SCRIPT.format(element)
    at = page.find(opening)
    if at < 0:
        return None
    if page.find(opening, at + 1) >= 0:
        raise unreadable(name, _TWICE)
    end = page.find(SCRIPT_END, at)
    if end < 0:
        raise unreadable(name, _CUT)
    return page[at + len(opening) : end]


def _one(name: str, found: Iterable[str]) -> str | None:
    each = tuple(found)
    if len(each) > 1:
        raise unreadable(name, _TWICE)
    return each[0] if each else None


def _is_statement(data: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    return isinstance(data, dict) and "profile" in data and "audience" in data


def _is_seal(data: Any) -> bool:  # noqa: ANN401
    return isinstance(data, dict) and "signature" in data


def _statement(data: Any, text: str, name: str) -> Statement:  # noqa: ANN401
    if not isinstance(data, dict) or data.get("schema") != STATEMENT_SCHEMA:
        raise no_report(name)
    return made(Statement, text, name)
