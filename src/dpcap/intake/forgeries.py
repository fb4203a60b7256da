"""Files that some reviewer ruled forged: whoever reviews another provider with them is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.decision import ENDING
from dpcap.intake.judgements import is_judgements
from dpcap.intake.reviews_layout import APPEAL_ENDING, FACTS_ENDING
from dpcap.intake.source import MAX_BYTES, bytes_up_to, parse_yaml, text_of

_REACH = "forged"


def forged_files(reviews: Path) -> dict[str, frozenset[str]]:
    """The SHA-256 (hex) of each file ruled forged in a review of the directory *reviews*.

    With each, the ids of the providers in whose review there is a ruling on it: they need not be
    told any more. A review that is not sound counts for nothing; reading it for itself says why.
    """
    files = {path.name.removesuffix(".yaml"): raw for path, raw in _reviews(reviews)}
    forged = {digest for raw in files.values() for digest in _forged_in(raw)}
    return {
        digest: frozenset(name for name, raw in files.items() if digest.encode() in raw.lower())
        for digest in sorted(forged)
    }


def _reviews(reviews: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(reviews.glob("*.yaml")):
        if path.name.endswith((ENDING, FACTS_ENDING, APPEAL_ENDING)) or is_judgements(path):
            continue
        with suppress(InvalidInputError):
            yield path, bytes_up_to(path, path.name, MAX_BYTES)


def _forged_in(raw: bytes) -> Iterator[str]:
    if _REACH.encode() not in raw:
        return
    try:
        data = parse_yaml(text_of(raw, ""), "").data
    except InvalidInputError:
        return
    rulings = data.get("evidence") if isinstance(data, dict) else None
    for ruling in rulings.values() if isinstance(rulings, dict) else ():
        if isinstance(ruling, dict) and ruling.get("reach") == _REACH:
            saw = ruling.get("saw")
            digest = saw.get("sha256") if isinstance(saw, dict) else None
            if isinstance(digest, str):
                yield digest
