"""A framework as it is written: `framework.yaml` and one file per area beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from dpcap.errors import InvalidInputError
from dpcap.intake.checks import check_framework
from dpcap.intake.finding_limit import refused
from dpcap.intake.framework import FRAMEWORK_FILE
from dpcap.intake.migrations import with_earlier
from dpcap.intake.model_errors import validate
from dpcap.intake.shared_scales import SharedScales
from dpcap.intake.source import Document, read_yaml
from dpcap.intake.source_map import SourceMap
from dpcap.intake.yaml_values import Plain
from dpcap.model.base import LANGUAGES, is_own_id
from dpcap.model.finding import Finding
from dpcap.model.framework import Area, Framework, FrameworkBase, FrameworkFile

Made = TypeVar("Made", bound=BaseModel)


def read_framework(directory: Path) -> SourceMap:
    """The framework in *directory* with its files. Raises like `load_framework`."""
    origin = _checked(directory)
    return replace(origin, framework=with_earlier(directory, origin.framework))


def _checked(directory: Path) -> SourceMap:
    origin = _read(directory)
    if found := check_framework(origin):
        raise refused(found)
    return origin


def _read(directory: Path) -> SourceMap:
    found: list[Finding] = []
    head = read_yaml(directory / FRAMEWORK_FILE)
    languages = written_in(head)
    written = _made(found, head, FrameworkFile, languages)
    documents = [_opened(found, directory / f"{name}.yaml") for name in _area_names(head)]
    scales = SharedScales(head, sound=written is not None)
    areas = [
        _made(found, document, Area, languages, scales.put_in(document, found))
        for document in documents
        if document
    ]
    if found or written is None:
        raise refused(found)
    fields = {name: getattr(written, name) for name in FrameworkBase.model_fields}
    framework = Framework.model_validate({**fields, "areas": tuple(areas)})
    return SourceMap(framework, head, tuple(document for document in documents if document))


def _area_names(head: Document) -> list[str]:
    """The areas named, even if the rest of the file is wrong: their errors are wanted too."""
    names = head.data.get("areas") if isinstance(head.data, dict) else None
    if not isinstance(names, list):
        return []
    return [name for name in names if isinstance(name, str) and is_own_id(name)]


def _opened(found: list[Finding], path: Path) -> Document | None:
    try:
        return read_yaml(path)
    except InvalidInputError as error:
        found.extend(error.findings)
        return None


def written_in(head: Document) -> tuple[str, ...]:
    """The languages in which a framework says that it is written; both if it does not say."""
    named = head.data.get("languages") if isinstance(head.data, dict) else None
    known = tuple(one for one in named if one in LANGUAGES) if isinstance(named, list) else ()
    return known or LANGUAGES


def _made(
    found: list[Finding],
    document: Document,
    model: type[Made],
    languages: tuple[str, ...],
    data: Plain = None,
) -> Made | None:
    try:
        return validate(document, model, data, languages=languages)
    except InvalidInputError as error:
        found.extend(error.findings)
        return None
