"""The framework that answers were written for, where they name it, against the one in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpcap.intake.finding_limit import refused
from dpcap.intake.source import Document
from dpcap.intake.wording import Params
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework

KEY = "framework"


def of_other_framework(answers: Iterable[Document], framework: Framework) -> list[Finding]:
    """A note for each file whose questions come from another version of *framework*.

    Raises InvalidInputError with nothing but that where one names another framework: every question
    in it would be told as unknown besides.
    """
    found = list(_misfits(answers, framework))
    if foreign := [one for one in found if one.severity == "error"]:
        raise refused(foreign)
    return found


def _misfits(answers: Iterable[Document], framework: Framework) -> Iterator[Finding]:
    for document in answers:
        named = document.data.get(KEY) if isinstance(document.data, dict) else None
        if not isinstance(named, str) or named.split() == framework.edition.split():
            continue
        params: Params = {"named": named[:120], "framework": framework.edition}
        same = named.split(maxsplit=1)[:1] == [framework.id]
        yield document.finding("DP143" if same else "DP142", (KEY,), params)
