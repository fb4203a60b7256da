"""Providers' folders, made ready to edit: one or many from a list, with sheets to hand out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.file_names import readable
from dpcap.intake.layout import HANDED_OUT
from dpcap.intake.provider_list import (
    ListedProvider,
    ShopsOfEach,
    provider_ids,
    read_provider_list,
    read_shop_list,
    read_shops_of_each,
)
from dpcap.intake.schema_files import schemas_from
from dpcap.intake.source import read_text
from dpcap.intake.starter import NOTHING_KNOWN, StartedProvider, new_folder
from dpcap.model.assessment import Shop
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.real_paths import real_path
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

    The others as for one: they hold for rows that say nothing else. `shops`: the list of all
    their shops, with a column that says whose each is. `sheets`: whether workbooks are written
    beside each folder; `due`: when those are to be handed in.
    """

    providers: Path
    out: Path
    today: date
    language: Language = "zh"
    role: str | None = None
    core: bool = False
    framework: Path | None = None
    shops: Path | None = None
    sheets: bool = False
    due: date | None = None


class NewProviders(NamedTuple):
    """The folders made, what is wrong with the other rows, how many they are, and the framework.

    `handed_out`: the sheets of each folder, where they were asked for.
    """

    folders: tuple[Path, ...]
    findings: tuple[Finding, ...]
    left_out: int
    framework: Framework
    handed_out: tuple[HandedOut, ...] = ()


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

    Nothing is written over: a folder that is there, or its sheets, is told and left alone. Raises
    InvalidInputError: the framework, a list that cannot be read as a whole, anything in the list of
    shops; UsageError: no such role.
    """
    here = configuration or Configuration()
    framework = here.framework(request.framework)
    _known(request.role, framework)
    shown = readable(request.providers.as_posix())
    text = read_text(request.providers, shown)
    listed = read_provider_list(text, shown, framework)
    shops = _shops_of_each(request.shops, provider_ids(text, shown))
    found, folders, handed_out = list(listed.findings), list[Path](), list[HandedOut]()
    for one in listed.providers:
        row = _of_row(request, one, shops)
        if taken := _taken(row, sheets=request.sheets):
            params: dict[str, str | int | float] = {"folder": readable(taken.as_posix())}
            found.append(Finding(code="DP951", file=shown, line=one.line, column=1, params=params))
            continue
        started = replace(one.started, shops=row.shops)
        made = NewProvider(_make(row, started, framework, here), framework)
        folders.append(row.folder)
        if request.sheets:
            handed_out.append(_hand_out(row, made, request.due, here))
    found.sort(key=lambda one: one.line or 0)
    left_out = listed.left_out + len(listed.providers) - len(folders)
    return NewProviders(tuple(folders), tuple(found), left_out, framework, tuple(handed_out))


def new_with_sheets(
    request: NewProviderRequest,
    due: date | None = None,
    configuration: Configuration | None = None,
) -> HandedOut:
    """Make the folder of *request*, and beside it a workbook and a folder for evidence per person.

    Raises as `new_provider` does; UsageError if the directory of the sheets is there already.
    """
    here = configuration or Configuration()
    directory = _beside(request)
    if directory.exists():
        raise UsageError(
            f"{directory} is there already; move it away, or choose another folder",
            f"{directory} 已经存在；请先移走，或另选文件夹",
        )
    return _hand_out(request, new_provider(request, here), due, here)


def read_shops(path: Path) -> tuple[Shop, ...]:
    """The shops in the CSV at *path*, by id and name. Raises InvalidInputError with all errors."""
    shown = readable(path.as_posix())
    return read_shop_list(read_text(path, shown), shown)


def _shops_of_each(path: Path | None, providers: Collection[str]) -> ShopsOfEach:
    """The shops of each of *providers* in the CSV at *path*, if there is one."""
    if path is None:
        return {}
    shown = readable(path.as_posix())
    return read_shops_of_each(read_text(path, shown), shown, providers)


def _beside(request: NewProviderRequest) -> Path:
    """The directory for the sheets of the folder of *request*."""
    folder = request.folder
    return folder.with_name(f"{real_path(folder).name}-{HANDED_OUT[request.language]}")


def _hand_out(
    request: NewProviderRequest, made: NewProvider, due: date | None, configuration: Configuration
) -> HandedOut:
    """Write the sheets of the folder that was *made*."""
    directory = _beside(request)
    asked = ProviderRequest(request.folder, request.role, request.core, framework=request.framework)
    wanted = SheetRequest(asked, request.today, request.language, due=due)
    written = write_sheets(wanted, configuration)
    sheets = []
    for one in written:
        home = directory / _name_of(one.person or one.name, made.framework, request.language)
        evidence = home / _EVIDENCE[request.language]
        evidence.mkdir(parents=True, exist_ok=True)
        write_atomically(home / one.name, one.data)
        sheets.append(PersonalSheet(home / one.name, evidence, one.questions, one.figures))
    return HandedOut(made, directory, tuple(sheets))


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


def _of_row(
    request: NewProvidersRequest, one: ListedProvider, shops: ShopsOfEach
) -> NewProviderRequest:
    own = one.started.id or ""
    return NewProviderRequest(
        request.out / own,
        request.today,
        one.language or request.language,
        one.role or request.role,
        request.core,
        request.framework,
        shops.get(own, ()),
    )


def _known(role: str | None, framework: Framework) -> None:
    if role is not None and role not in framework.roles:
        raise UsageError(
            f"no role {role}; there are {framework.roles_said('en')}",
            f"没有角色 {role}；有：{framework.roles_said('zh')}",
        )


def _taken(request: NewProviderRequest, *, sheets: bool) -> Path | None:
    """What is there already of what is to be made."""
    wanted = (request.folder, *((_beside(request),) if sheets else ()))
    return next((path for path in wanted if _is_taken(path)), None)


def _is_taken(folder: Path) -> bool:
    """Whether something is at *folder*, but for an empty folder."""
    if folder.is_dir():
        return any(folder.iterdir())
    return folder.exists() or folder.is_symlink()


def _name_of(person: str, framework: Framework, language: Language) -> str:
    """How the folder of *person* is called: by title, in signs that every system takes."""
    title = framework.people.get(person)
    return _UNSAFE.sub("-", title.say(language) if title else person).strip(" .") or person
