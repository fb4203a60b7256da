"""`dpcap.toml`: settings of a repository, with paths relative to the file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.finding_limit import refused
from dpcap.intake.key_typos import unknown_key
from dpcap.intake.source import read_text, too_large
from dpcap.intake.toml_blame import BlamedPlace, blamed_toml, lost_backslash
from dpcap.intake.unread_files import passed_over, provider_folder_of
from dpcap.intake.wording import of_pydantic
from dpcap.model.base import Flag, Frozen, Language
from dpcap.model.finding import Finding
from dpcap.model.question_set import AskedSet
from dpcap.model.two_languages import TwoLanguages

SETTINGS_FILE = "dpcap.toml"
MAX_SETTINGS = 32 * 1024
# A key of many parts, `a.a.a…`, takes the reader time with the square of them; it has one line.
_LONGEST_LINE = 2_000


class Settings(Frozen):
    """What `dpcap.toml` may say. Paths are relative to the file as written, absolute once read.

    `require_two_people`: nobody decides who also reviewed. `by_is_git_author`: whoever is named in
    a review or a decision is its author in git. `judge_by`: a folder begun under an earlier version
    of the framework is judged by the one in force, or by that version; what the round says goes
    before. `round`, `retention`: their files. `decide_set`: the questions that gates, decisions and
    seals ask for. `ledger`: the ledger of standing; `certification`, `tiers`: the rules it goes by.
    """

    framework: Path | None = None
    reviews: Path | None = None
    round: Path | None = None
    retention: Path | None = None
    ledger: Path | None = None
    certification: Path | None = None
    tiers: Path | None = None
    evidence_root: Path | None = None
    out: Path | None = None
    lang: Language | None = None
    require_two_people: Flag = False
    by_is_git_author: Flag = False
    judge_by: Literal["in_force", "begun", "current"] = "in_force"
    decide_set: AskedSet = "role"


# The settings of places that a provider may have no say in.
_OURS = (
    "framework",
    "reviews",
    "round",
    "retention",
    "ledger",
    "certification",
    "tiers",
    "evidence_root",
)


def load_settings(cwd: Path) -> Settings:
    """The settings that hold in *cwd*; all empty where there is no file.

    Raises InvalidInputError: no TOML, unknown keys, values of the wrong type.
    """
    return settings_at(cwd)[0]


def settings_at(cwd: Path) -> tuple[Settings, tuple[Finding, ...]]:
    """As `load_settings`; beside them a warning for each place that is passed over."""
    file, ignored = find_settings(cwd)
    if file is None:
        return Settings(), ignored
    shown = file.name if file.parent == cwd else file.as_posix()
    text = read_text(file, shown)
    if len(text) > MAX_SETTINGS:
        raise too_large(shown, len(text), MAX_SETTINGS)
    settings = _parsed(text, shown)
    based = {name: file.parent / value for name, value in settings if isinstance(value, Path)}
    wrong = {name: passed_over(based[name]) for name in _OURS if name in based}
    told = tuple(finding for finding in wrong.values() if finding is not None)
    kept = {name: None if wrong.get(name) else path for name, path in based.items()}
    return settings.model_copy(update=kept), (*ignored, *told)


def find_settings(cwd: Path) -> tuple[Path | None, tuple[Finding, ...]]:
    """The nearest `dpcap.toml` from *cwd* up to the root of its repository; and those passed over.

    One in a provider's folder is: neither it nor a repository of the provider's ends the search.
    """
    ignored: list[Finding] = []
    for directory in (cwd, *cwd.parents):
        file = directory / SETTINGS_FILE
        if file.is_file():
            wrong = passed_over(file)
            if wrong is None:
                return file, tuple(ignored)
            ignored.append(wrong)
        if (directory / ".git").exists() and provider_folder_of(directory) is None:
            break
    return None, tuple(ignored)


def _parsed(text: str, shown: str) -> Settings:
    if long := [n for n, line in enumerate(text.split("\n"), 1) if len(line) > _LONGEST_LINE]:
        raise InvalidInputError([_too_long(shown, long[0])])
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(blamed_toml(str(error), text), shown) from error
    escaped = any(isinstance(one, str) and not one.isprintable() for one in data.values())
    if escaped and (lost := lost_backslash(text)):
        raise _no_toml(lost, shown)
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise refused(_findings(error, text, shown)) from error


def _too_long(shown: str, line: int) -> Finding:
    said = TwoLanguages(
        f"这一行超过 {_LONGEST_LINE} 个字符，请改短",
        f"this line has more than {_LONGEST_LINE} characters; shorten it",
    )
    return Finding(code="DP118", file=shown, line=line, column=1, params=said.params)


def _no_toml(blamed: BlamedPlace, shown: str) -> InvalidInputError:
    line, column, problem = blamed
    found = Finding(code="DP118", file=shown, line=line, column=column, params=problem.params)
    return InvalidInputError([found])


def _findings(error: ValidationError, text: str, shown: str) -> Iterable[Finding]:
    for raw in error.errors(include_url=False, include_input=False):
        name = str(raw["loc"][0]) if raw["loc"] else "…"
        unknown = raw["type"] == "extra_forbidden"
        said = of_pydantic(raw["type"], raw.get("ctx", {})).params
        problem = unknown_key(name, name) if unknown else said
        yield Finding(
            code="DP106" if unknown else "DP104",
            path=(name,),
            file=shown,
            line=_line_of(text, name),
            column=1,
            params={"field": name, **problem},
        )


def _line_of(text: str, name: str) -> int:
    """The line on which the key or table *name* stands; TOML's reader keeps no places."""
    pattern = re.compile(rf"\s*+\[*+\s*+[\"']?{re.escape(name)}\b")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if pattern.match(line)), 1)
