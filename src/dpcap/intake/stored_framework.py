"""A framework that comes as JSON, without files: checked like one's own, but with no lines."""

from __future__ import annotations

from dpcap.errors import InvalidInputError
from dpcap.intake.checks import check_framework
from dpcap.intake.source import Document
from dpcap.intake.source_map import SourceMap
from dpcap.model.framework import Framework


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
