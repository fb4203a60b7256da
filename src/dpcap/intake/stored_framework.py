"""A framework that comes as JSON, without files: checked like one's own, but with no lines."""

from __future__ import annotations

from pydantic import ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.checks import check_framework
from dpcap.intake.framework import MAX_STORED
from dpcap.intake.model_errors import of_json
from dpcap.intake.source import Document
from dpcap.intake.source_map import SourceMap
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.two_languages import Params


def checked_stored(framework: Framework, shown: str) -> Framework:
    """*framework*, which may be anybody's, if it is sound; *shown* names its file.

    Raises InvalidInputError.
    """
    # The areas are named as if each had its file.
    areas = tuple(without_places(f"{shown}/{area.id}.yaml") for area in framework.areas)
    if found := check_framework(SourceMap(framework, without_places(shown), areas)):
        raise InvalidInputError(found)
    return framework


def without_places(shown: str) -> Document:
    """A document called *shown* in which nothing has a line."""
    return Document(None, shown, lambda: None)


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
