"""The earlier versions of a framework as a bundle holds them, checked like one's own files."""

from __future__ import annotations

from pydantic import ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.migration_checks import check_migration
from dpcap.intake.model_errors import of_json
from dpcap.intake.source import Document
from dpcap.intake.stored_framework import checked_stored, without_places
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.migration import history_from, steps_from


def with_history_in(raw: bytes, framework: Framework, shown: str) -> Framework:
    """*framework* with the earlier versions in the JSON *raw*; *shown* names its file.

    Raises InvalidInputError.
    """
    document = without_places(shown)
    try:
        read = history_from(raw)
    except ValidationError as error:
        raise InvalidInputError(of_json(error, raw, document)) from error
    for one in read:
        checked_stored(one.framework, shown)
    made = framework.with_history(read)
    found = _broken(made, document)
    if not found and made.history:
        steps = steps_from(made, made.history[0].framework.edition) or ()
        found = [finding for step in steps for finding in check_migration(document, step)]
    if found:
        raise InvalidInputError(found)
    return made


def _broken(made: Framework, document: Document) -> list[Finding]:
    """A link of the chain that does not hold, or leads round."""
    later = [*(one.framework for one in made.history[1:]), made]
    return [
        document.finding("DP196", (), {"file": document.shown, "edition": one.framework.edition})
        for one, new in zip(made.history, later, strict=True)
        if (one.migration.from_, one.migration.to) != (one.framework.version, new.version)
        or one.framework.id != made.id
        or one.migration.digest != one.framework.digest
        or one.framework.version == made.version
    ]
