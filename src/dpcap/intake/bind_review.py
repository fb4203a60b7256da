"""Binding a review: each ruling that a person wrote gets what the folder holds for it today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.review import is_bound, review_in, rulings_of
from dpcap.intake.source import Document, parse_yaml, read_text
from dpcap.intake.yaml_edit import put
from dpcap.intake.yaml_values import Plain
from dpcap.lock import held, lock_for
from dpcap.model.assessment import Answer, Assessment
from dpcap.model.base import Frozen
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Framework
from dpcap.model.review import Review, SeenAnswer, SeenReason
from dpcap.model.seen_today import seen_answer, seen_file

_NO_ANSWER = Answer.model_construct()
_BOM = "\ufeff"


class BoundReview(NamedTuple):
    """What binding did: the file, and the rulings bound, by the names they stand under."""

    path: Path
    names: tuple[str, ...]


def bind_review(
    path: Path, assessment: Assessment, framework: Framework, on_wait: Callable[[], None]
) -> BoundReview:
    """Write into the review at *path*, for each ruling that lacks it, what *assessment* holds.

    What is bound already stays. *on_wait* is called once if another process writes there.
    Raises InvalidInputError: no sound review, or a ruling on what the folder does not hold; then
    nothing is written. Raises OSError.
    """
    with held(lock_for(path.parent), on_wait):
        text = read_text(path, path.as_posix())
        document, review = review_in(
            parse_yaml(text, path.as_posix()), assessment.provider.id, framework
        )
        changes = list(_changes(document, review, assessment, framework))
        for place, value in _head(review, assessment):
            text = put(text, place, value)
        for place, value in changes:
            text = put(text, place, value)
        if changes or text != read_text(path, path.as_posix()):
            marked = path.read_bytes().startswith(_BOM.encode())
            write_atomically(path, _BOM * marked + text)
    return BoundReview(path, tuple(dict.fromkeys(str(place[1]) for place, _ in changes)))


def _head(review: Review, assessment: Assessment) -> Iterator[tuple[tuple[str, ...], Plain]]:
    number = assessment.provider.registration_number
    if review.registration_number is None and number is not None:
        yield ("registration_number",), number


def _changes(
    document: Document, review: Review, assessment: Assessment, framework: Framework
) -> Iterator[tuple[tuple[str, ...], Plain]]:
    """What is to be put where. Raises InvalidInputError for what the folder does not hold."""
    unbound = [one for one in rulings_of(review) if not is_bound(one[1])]
    seen = {path: _seen(path, assessment) for path, _ in unbound}
    lost = [path for path in seen if seen[path] is None]
    if lost:
        raise InvalidInputError([_lost(document, path) for path in lost])
    for path, ruling in unbound:
        here = tuple(map(str, path))
        yield (*here, "saw"), seen[path]
        if ruling.framework is None:
            yield (*here, "framework"), framework.edition


def _seen(path: tuple[Step, ...], assessment: Assessment) -> Plain:
    """What the folder holds for the ruling at *path*, as YAML has it; None: nothing."""
    part, name = map(str, path)
    if part == "evidence":
        piece = assessment.evidence.get(name)
        if piece is None or piece.state != "ok":
            return None
        return _plain(seen_file(piece))
    answer = assessment.answers.get(name, _NO_ANSWER)
    if part == "not_applicable":
        return answer.not_applicable and _plain(SeenReason(reason=answer.not_applicable))
    found = seen_answer(assessment, name)
    return None if found == SeenAnswer() else _plain(found)


def _plain(seen: Frozen) -> Plain:
    plain: Plain = seen.model_dump(mode="json", exclude_defaults=True)
    return plain


def _lost(document: Document, path: tuple[Step, ...]) -> Finding:
    return document.finding("DP417", path, {"name": str(path[-1])}, key=True)
