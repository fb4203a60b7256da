"""What the snapshot of a provider's folder says, held against a framework."""

from __future__ import annotations

from dataclasses import replace

from dpcap.errors import InvalidInputError
from dpcap.intake.assembly import assembled
from dpcap.intake.begun_under import begun_under, likeliest_version
from dpcap.intake.files import parse_texts
from dpcap.intake.folder_snapshot import FolderSnapshot
from dpcap.intake.headings import of_later
from dpcap.model.assessment import Assessment
from dpcap.model.carry_over import carried_on
from dpcap.model.framework import Framework


def load_snapshot(snapshot: FolderSnapshot, framework: Framework) -> Assessment:
    """All that *snapshot* says, held against *framework*. Raises as `load_assessment` does.

    Answers under an earlier version that is at hand are read through its migrations.
    """
    files = parse_texts(snapshot.texts)
    then, unsure = likeliest_version(files, framework)
    if unsure is not None:
        files = replace(files, found=(unsure, *files.found))
    try:
        assessment = assembled(files, snapshot.folders, then)
    except InvalidInputError as error:
        found = [of_later(one, then, framework) for one in error.findings]
        raise InvalidInputError(found, error.beside) from error
    return carried_on(assessment, framework, then.edition)


def version_in(snapshot: FolderSnapshot, framework: Framework) -> Framework:
    """The version of *framework* under which *snapshot* was answered. Raises likewise."""
    return begun_under(parse_texts(snapshot.texts), framework)
