"""Providers' folders, made ready to edit: one, many from a list, one with sheets to hand out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.file_names import readable
from dpcap.intake.layout import HANDED_OUT
from dpcap.intake.provider_list import ListedProvider, read_provider_list, read_shop_list
from dpcap.intake.schema_files import schemas_from
from dpcap.intake.source import read_text
from dpcap.intake.starter import NOTHING_KNOWN, StartedProvider, new_folder
from dpcap.model.assessment import Shop
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.sheet import SheetRequest, write_sheets

_EVIDENCE = {"zh": "证据", "en": "evidence"}
# What Windows does not take in a name.
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


@dataclass(frozen=True)
class NewProviderRequest:
    """The folder to make, the day of assessment written into it, and the language of its comments.

    `role`: None for the framework's first. `core`: only the core set is asked, if the role has one.
    `framework`: the directory of the framework; None: the configuration's. `shops`: those of
    the provider.
    """

    folder: Path
    today: date
    language: Language = "zh"
    role: str | None = None
    core: bool = False
    framework: Path | None = None
    shops: tuple[Shop, ...] = ()


class NewProvider(NamedTuple):
    """The files made, and the framework whose questions they ask."""

    files: tuple[Path, ...]
    framework: Framework


@dataclass(frozen=True)
class NewProvidersRequest:
    """The list to make folders from, and the directory to make them in, each under its id.

    The others as for one: they hold for rows that say nothing else.
    """

    providers: Path
    out: Path
    today: date
    language: Language = "zh"
    role: str | None = None
    core: bool = False
    framework: Path | None = None


class NewProviders(NamedTuple):
    """The folders made, what is wrong with the other rows, and the framework."""

    folders: tuple[Path, ...]
    findings: tuple[Finding, ...]
    framework: Framework


class PersonalSheet(NamedTuple):
    """A workbook for one person, the folder for that person's evidence, and how much it asks."""

    workbook: Path
    evidence: Path
    questions: int
    figures: int


class HandedOut(NamedTuple):
    """A folder made, and the sheets to hand out in a directory beside it."""

    made: NewProvider
    directory: Path
    sheets: tuple[PersonalSheet, ...]


def new_provider(
    request: NewProviderRequest, configuration: Configuration | None = None
) -> NewProvider:
    """Make the folder of *request* with every question asked, commented.

    Raises UsageError: the folder is there and not empty, no such role; InvalidInputError for the
    framework.
    """
    here = configuration or Configuration()
    framework = here.framework(request.framework)
    started = replace(NOTHING_KNOWN, shops=request.shops)
    return NewProvider(_make(request, started, framework, here), framework)


def new_providers(
    request: NewProvidersRequest, configuration: Configuration | None = None
) -> NewProviders:
    """Make a folder for each row of the list of *request*; rows that are wrong are told.

    Nothing is written over: a folder that is there is told and left alone. Raises
    InvalidInputError: the framework, or a list that cannot be read as a whole; UsageError: no such
    role.
    """
    here = configuration or Configuration()
    framework = here.framework(request.framework)
    _known(request.role, framework)
    shown = readable(request.providers.as_posix())
    listed, wrong = read_provider_list(read_text(request.providers, shown), shown, framework)
    found, folders = list(wrong), list[Path]()
    for one in listed:
        folder = request.out / (one.started.id or "")
        if _is_taken(folder):
            params: dict[str, str | int | float] = {"folder": readable(folder.as_posix())}
            found.append(Finding(code="DP951", file=shown, line=one.line, column=1, params=params))
            continue
        _make(_of_row(request, one, folder), one.started, framework, here)
        folders.append(folder)
    found.sort(key=lambda one: one.line or 0)
    return NewProviders(tuple(folders), tuple(found), framework)


def new_with_sheets(
    request: NewProviderRequest,
    due: date | None = None,
    configuration: Configuration | None = None,
) -> HandedOut:
    """Make the folder of *request*, and beside it a workbook and a folder for evidence per person.

    Raises as `new_provider` does; UsageError if the directory of the sheets is there already.
    """
    here = configuration or Configuration()
    folder = request.folder
    directory = folder.with_name(f"{folder.resolve().name}-{HANDED_OUT[request.language]}")
    if directory.exists():
        raise UsageError(
            f"{directory} is there already; move it away, or choose another folder",
            f"{directory} 已经存在；请先移走，或另选文件夹",
        )
    made = new_provider(request, here)
    asked = ProviderRequest(folder, request.role, request.core, framework=request.framework)
    written = write_sheets(SheetRequest(asked, request.today, request.language, due=due), here)
    sheets = []
    for one in written:
        home = directory / _name_of(one.person or one.name, made.framework, request.language)
        evidence = home / _EVIDENCE[request.language]
        evidence.mkdir(parents=True, exist_ok=True)
        write_atomically(home / one.name, one.data)
        sheets.append(PersonalSheet(home / one.name, evidence, one.questions, one.figures))
    return HandedOut(made, directory, tuple(sheets))


def read_shops(path: Path) -> tuple[Shop, ...]:
    """The shops in the CSV at *path*, by id and name. Raises InvalidInputError with all errors."""
    shown = readable(path.as_posix())
    return read_shop_list(read_text(path, shown), shown)


def _make(
    request: NewProviderRequest,
    started: StartedProvider,
    framework: Framework,
    configuration: Configuration,
) -> tuple[Path, ...]:
    schemas = schemas_from(request.folder, configuration.framework_dir(request.framework))
    return new_folder(
        request.folder,
        framework,
        role=request.role or next(iter(framework.roles)),
        core=request.core,
        language=request.language,
        today=request.today,
        schemas=schemas,
        started=started,
    )


def _of_row(request: NewProvidersRequest, one: ListedProvider, folder: Path) -> NewProviderRequest:
    return NewProviderRequest(
        folder,
        request.today,
        one.language or request.language,
        one.role or request.role,
        request.core,
        request.framework,
    )


def _known(role: str | None, framework: Framework) -> None:
    if role is not None and role not in framework.roles:
        raise UsageError(
            f"no role {role}; there are {framework.roles_said('en')}",
            f"没有角色 {role}；有：{framework.roles_said('zh')}",
        )


def _is_taken(folder: Path) -> bool:
    """Whether something is at *folder*, but for an empty folder."""
    if folder.is_dir():
        return any(folder.iterdir())
    return folder.exists() or folder.is_symlink()


def _name_of(person: str, framework: Framework, language: Language) -> str:
    """How the folder of *person* is called: by title, in signs that every system takes."""
    title = framework.people.get(person)
    return _UNSAFE.sub("-", title.say(language) if title else person).strip(" .") or person
