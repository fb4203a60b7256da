"""The file in which reviewers settle what they disagree on: read, joined, written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.finding_limit import refused
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, parse_yaml, read_yaml
from dpcap.intake.yaml_inline import flow
from dpcap.model.finding import Finding
from dpcap.model.judgement import VERDICTS, Disagreement, Reconciliation

# Beside the reviews; no provider may have this name.
RECONCILIATION_FILE = "reconciliation.yaml"
_SETTLING = ("settled", "because", "by", "on")
_HEAD = """\
# 复核人判断不一的材料。商量之后，每条填写 settled（accept、refuse，或档位的序号）、
# because（理由）、by、on。再次运行 dpcap agree 时，已填写的会保留。裁定仍写在复核文件里。
# Pieces on which reviewers disagree. Once they have talked, fill in settled (accept, refuse, or the
# number of a rung), because (why), by and on. What is filled in stays when dpcap agree runs again.
# Rulings still go into the review.
schema: dpcap/reconciliation/1
"""


def read_reconciliation(path: Path) -> Reconciliation:
    """The file at *path*. Raises InvalidInputError."""
    document = read_yaml(path)
    file = validate(document, Reconciliation)
    if found := list(_wrong(document, file)):
        raise refused(found)
    return file


def joined(found: Iterable[Disagreement], before: Reconciliation | None) -> Reconciliation:
    """The disagreements *found*, each with what was settled on it *before*.

    One that was settled stays, whatever is found.
    """
    earlier = {_key(one): one for one in (before.disagreements if before else ())}
    now = {}
    for one in found:
        old = earlier.get(_key(one))
        kept = {field: getattr(old, field) for field in _SETTLING} if old else {}
        now[_key(one)] = one.model_copy(update=kept)
    gone = {key: one for key, one in earlier.items() if key not in now and _is_begun(one)}
    every = sorted((*now.values(), *gone.values()), key=disagreement_order)
    return Reconciliation(schema_="dpcap/reconciliation/1", disagreements=tuple(every))


def disagreement_order(one: Disagreement) -> tuple[str, ...]:
    """Where *one* comes in a list: by provider, piece, question, content."""
    return one.provider, one.piece, one.node or "", *_key(one)


def write_reconciliation(path: Path, file: Reconciliation) -> None:
    """Put *file* at *path*, whole or not at all. Raises InvalidInputError, OSError."""
    text = _HEAD + "\n".join(_lines(file)) + "\n"
    validate(parse_yaml(text, path.as_posix()), Reconciliation)
    write_atomically(path, text)


def is_settled(one: Disagreement) -> bool:
    """Whether somebody settled it."""
    return one.settled is not None


def _is_begun(one: Disagreement) -> bool:
    return any(getattr(one, field) is not None for field in _SETTLING)


def _key(one: Disagreement) -> tuple[str, str, str]:
    """What tells disagreements apart: the provider, the content, and the question."""
    return one.provider, one.saw.sha256 or one.saw.url or "", one.node or ""


def _wrong(document: Document, file: Reconciliation) -> Iterator[Finding]:
    for place, one in enumerate(file.disagreements):
        path = ("disagreements", place)
        if not is_settled(one):
            continue
        for field in _SETTLING[1:]:
            if getattr(one, field) is None:
                yield document.finding("DP105", path, {"field": field})
        if (one.settled in VERDICTS) is (one.node is not None):
            yield document.finding("DP476", (*path, "settled"), {"piece": one.piece})


def _lines(file: Reconciliation) -> Iterator[str]:
    if not file.disagreements:
        yield "disagreements: []"
        return
    yield "disagreements:"
    for one in file.disagreements:
        plain = one.model_dump(mode="json", exclude_none=True)
        yield f"  - provider: {flow(plain['provider'])}"
        for key in ("piece", "saw", "node"):
            if key in plain:
                yield f"    {key}: {flow(plain[key])}"
        yield "    opinions:"
        yield from (f"      - {flow(said)}" for said in plain["opinions"])
        for key in _SETTLING:
            yield f"    {key}: {flow(plain[key])}" if key in plain else f"    {key}:"


def earlier_reconciliation(path: Path) -> Reconciliation | None:
    """What *path* holds already; None: there is no such file. Raises InvalidInputError."""
    return read_reconciliation(path) if path.exists() else None
