"""What a reviewer sees of a provider's folder today, to be held against what was seen then."""

from __future__ import annotations

from dpcap.model.assessment import PUBLIC_LINK, Answer, Assessment, Evidence
from dpcap.model.review import SeenAnswer, SeenFile

# The SHA-256 of a file, or the address of a link.
Content = tuple[str | None, str | None]

_NO_ANSWER = Answer()


def content_of(piece: Evidence) -> Content:
    """What *piece* is, whatever it is called: of a link its address, of a file its hash."""
    if piece.kind == PUBLIC_LINK or not piece.sha256:
        return None, piece.url
    return piece.sha256.lower(), None


def seen_file(piece: Evidence) -> SeenFile:
    """What a reviewer sees of *piece*."""
    digest, url = content_of(piece)
    return SeenFile(sha256=digest, url=url, kind=piece.kind, captured_on=piece.captured_on)


def seen_answer(assessment: Assessment, node: str) -> SeenAnswer:
    """What a reviewer sees of the answer to the indicator *node*."""
    return SeenAnswer.of_indicator(
        assessment.answers.get(node, _NO_ANSWER), assessment.rows.get(node, ())
    )
