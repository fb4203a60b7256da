"""Which registration number the manager holds for which provider id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.decision import ENDING
from dpcap.intake.judgements import is_judgements
from dpcap.intake.reviews_layout import APPEAL_ENDING, FACTS_ENDING
from dpcap.intake.source import MAX_BYTES, bytes_up_to, parse_yaml, text_of
from dpcap.model.finding import Finding
from dpcap.model.manager import normalised_number

# The line on which a number stands where a person or dpcap writes it. Reading it alone is fifty
# times as fast as reading the file, and a batch looks through every review there is.
_LINE = re.compile(rb"^registration_number:[ \t]*([^\s#\"'&*!|>{\[][^\n#\"']*)$", re.MULTILINE)
_KEY = b"registration_number"


@dataclass(frozen=True)
class Registrations:
    """The registration numbers, as they are compared, by provider id."""

    by_provider: Mapping[str, str] = field(default_factory=dict)

    def conflict(self, provider: str, number: str | None) -> Finding | None:
        """Why the firm with the *number* cannot be *provider*; None: nothing says so.

        The error is the folder's that comes under an id that is not its own.
        """
        mine, given = self.by_provider.get(provider), normalised_number(number)
        if given is None or given == mine:
            return None
        path, params = ("registration_number",), {"provider": provider}
        others = sorted(one for one, held in self.by_provider.items() if held == given)
        if others:
            return Finding(code="DP408", path=path, params={**params, "other": ", ".join(others)})
        return None if mine is None else Finding(code="DP407", path=path, params=dict(params))


def read_registrations(reviews: Path) -> Registrations:
    """The numbers in the reviews and facts of the directory *reviews*; what is broken has none."""
    return Registrations(dict(_numbers(reviews)))


def _numbers(reviews: Path) -> Iterator[tuple[str, str]]:
    # A review is read after the facts: of two numbers for one provider its own counts.
    for path in sorted(reviews.glob("*.yaml"), key=lambda one: not one.name.endswith(FACTS_ENDING)):
        if (
            not path.name.endswith((ENDING, APPEAL_ENDING))
            and not is_judgements(path)
            and (number := _number_in(path))
        ):
            yield path.name.removesuffix(FACTS_ENDING).removesuffix(".yaml"), number


def _number_in(path: Path) -> str | None:
    try:
        raw = bytes_up_to(path, path.name, MAX_BYTES)
    except InvalidInputError:
        return None
    if _KEY not in raw:
        return None
    if (line := _LINE.search(raw)) and raw.count(_KEY) == 1:
        return normalised_number(line[1].decode("utf-8", "replace"))
    try:
        data = parse_yaml(text_of(raw, path.name), path.name).data
    except InvalidInputError:
        return None
    number = data.get("registration_number") if isinstance(data, dict) else None
    return normalised_number(str(number)) if number is not None else None
