"""What a reviewer sees of a provider's folder today, to be held against what was seen then."""

from __future__ import annotations

from dpcap.model.assessment import PUBLIC_LINK, Answer, Assessment, Evidence
from dpcap.model.review import AnswerRuling, SeenAnswer, SeenFile, SeenReply

# The SHA-256 of a file, or the address of a link.
Content = tuple[str | None, str | None]

_NO_ANSWER = Answer.model_construct()


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


def is_about(ruling: AnswerRuling, now: SeenAnswer) -> bool:
    """Whether *ruling* is about the answer *now*.

    A verification is about the very same. A refusal goes on if parts of what was refused are taken
    away, because deleting must never raise anything.
    """
    saw = ruling.saw
    if saw is None or ruling.ruling == "verified":
        return saw == now
    rows = now.rows.items()
    return _is_part(now, saw) and all(
        n in saw.rows and _is_part(row, saw.rows[n]) for n, row in rows
    )


def _is_part(now: SeenReply, saw: SeenReply) -> bool:
    return (
        now.value in (None, saw.value)
        and now.peer in (None, saw.peer)
        and now.benchmark in (None, saw.benchmark)
        and now.envelope.items() <= saw.envelope.items()
    )
