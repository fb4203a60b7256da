"""A framework's directory: `framework.yaml` and one file per area beside it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.checks import check_framework
from dpcap.intake.finding_limit import refused
from dpcap.intake.framework_cache import keep, kept, key_of
from dpcap.intake.history import with_history_in
from dpcap.intake.migrations import MIGRATIONS, with_earlier
from dpcap.intake.model_errors import of_json, validate
from dpcap.intake.shared_scales import SharedScales
from dpcap.intake.source import Document, read_yaml
from dpcap.intake.source_map import SourceMap
from dpcap.intake.stored_framework import checked_stored, without_places
from dpcap.intake.wording import Params
from dpcap.intake.yaml_values import Plain
from dpcap.model.base import LANGUAGES, is_own_id
from dpcap.model.finding import Finding
from dpcap.model.framework import Area, Framework, FrameworkBase, FrameworkFile
from dpcap.model.migration import Release, with_history_json

FRAMEWORK_FILE = "framework.yaml"

MAX_STORED = 16 * 1024 * 1024

Made = TypeVar("Made", bound=BaseModel)


def load_framework(directory: Path) -> Framework:
    """The framework in *directory*. Raises InvalidInputError with the errors of all its files.

    Its YAML is read only where these very files were not read before; then its earlier versions
    are known to be sound, and are not read before they are asked for.
    """
    key = key_of(directory)
    parse = partial(_as_kept, directory)
    if key is not None and (known := kept(key, parse, MAX_STORED)) is not None:
        return known
    framework = read_framework(directory).framework
    if key is not None and key == key_of(directory):  # no file changed meanwhile
        keep(key, framework)
    return framework


def _as_kept(directory: Path, raw: bytes, history: bytes) -> Framework:
    framework = parse_framework(raw, FRAMEWORK_FILE)
    return with_history_json(framework, history, partial(_earlier, directory, framework))


def _earlier(directory: Path, framework: Framework, raw: bytes) -> tuple[Release, ...]:
    """The earlier versions in *raw* as it was kept; if it is foreign, those in *directory*."""
    with suppress(Exception):
        return with_history_in(raw, framework, MIGRATIONS).history
    return with_earlier(directory, framework).history


def parse_framework(raw: bytes, shown: str) -> Framework:
    """A framework in the form that stands beside stored profiles; *shown* names its file.

    It may have been written by anybody, so it is checked like one's own files. Raises
    InvalidInputError.
    """
    if len(raw) > MAX_STORED:
        params: Params = {"size": len(raw), "limit": MAX_STORED}
        raise InvalidInputError([Finding(code="DP103", file=shown, params=params)])
    try:
        framework = Framework.model_validate_json(raw)
    except ValidationError as error:
        raise InvalidInputError(of_json(error, raw, without_places(shown))) from error
    return checked_stored(framework, shown)


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
