"""A provider's folder, made ready to edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.intake.schema_files import schemas_from
from dpcap.intake.starter import new_folder
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.workflow.configuration import Configuration


@dataclass(frozen=True)
class NewProviderRequest:
    """The folder to make, the day of assessment written into it, and the language of its comments.

    `role`: None for the framework's first. `core`: only the core set is asked, if the role has one.
    `framework`: the directory of the framework; None: the configuration's.
    """

    folder: Path
    today: date
    language: Language = "zh"
    role: str | None = None
    core: bool = False
    framework: Path | None = None


class NewProvider(NamedTuple):
    """The files made, and the framework whose questions they ask."""

    files: tuple[Path, ...]
    framework: Framework


def new_provider(
    request: NewProviderRequest, configuration: Configuration | None = None
) -> NewProvider:
    """Make the folder of *request* with every question asked, commented.

    Raises UsageError: the folder is there and not empty, no such role; InvalidInputError for the
    framework.
    """
    here = configuration or Configuration()
    framework = here.framework(request.framework)
    made = new_folder(
        request.folder,
        framework,
        role=request.role or next(iter(framework.roles)),
        core=request.core,
        language=request.language,
        today=request.today,
        schemas=schemas_from(request.folder, here.framework_dir(request.framework)),
    )
    return NewProvider(tuple(made), framework)
