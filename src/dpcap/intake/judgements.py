"""`<reviews>/<id>.judgements.<reviewer>.yaml`: what single reviewers think, read and written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.finding_limit import refused
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, parse_yaml, read_yaml
from dpcap.intake.yaml_inline import flow
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.judgement import Judgements, PieceJudgement
from dpcap.model.scale import Rubric

JUDGEMENTS = ".judgements."
_ENDING = ".yaml"
# What a file's name cannot hold on some system, and what would make it look like another ending.
_UNSAFE = re.compile(r"[^\w\-·]+")
_LONGEST = 80
_HEAD = """\
# 复核人单独看这些材料时的判断，由 dpcap review walk 写入；不是裁定，裁定在复核文件里。
# What one reviewer thought of these pieces, written by dpcap review walk. It rules on nothing.
"""


def judgements_file(reviews: Path, provider: str, reviewer: str) -> Path:
    """Where what *reviewer* thinks of *provider* lies in the directory *reviews*."""
    return reviews / _name(provider, reviewer)


def judgements_in(reviews: Path) -> list[Path]:
    """The files of judgements in the directory *reviews*, by name."""
    return sorted(path for path in reviews.glob(f"*{_ENDING}") if is_judgements(path))


def is_judgements(path: Path) -> bool:
    """Whether *path* is, by its name, a file of judgements: ids of providers have no dot."""
    return path.name.endswith(_ENDING) and JUDGEMENTS in path.name


def read_judgements(path: Path, framework: Framework) -> Judgements:
    """The judgements in the file at *path*. Raises InvalidInputError."""
    document = read_yaml(path)
    judgements = validate(document, Judgements)
    if found := list(_wrong(document, judgements, framework, path.name)):
        raise refused(found)
    return judgements


def write_judgements(path: Path, judgements: Judgements) -> None:
    """Put *judgements* at *path*, whole or not at all. Raises InvalidInputError, OSError."""
    text = "\n".join((_HEAD.rstrip("\n"), *_lines(judgements), ""))
    validate(parse_yaml(text, path.as_posix()), Judgements)
    write_atomically(path, text)


def _name(provider: str, reviewer: str) -> str:
    plain = unicodedata.normalize("NFC", reviewer).strip()
    return f"{provider}{JUDGEMENTS}{_UNSAFE.sub('-', plain)[:_LONGEST]}{_ENDING}"


def _wrong(
    document: Document, judgements: Judgements, framework: Framework, name: str
) -> Iterator[Finding]:
    right = _name(judgements.provider, judgements.reviewer)
    if unicodedata.normalize("NFC", name) != right:
        params = {"name": judgements.reviewer, "provider": judgements.provider, "right": right}
        yield document.finding("DP470", ("reviewer",), dict(params))
    for piece, one in judgements.pieces.items():
        path = ("pieces", piece)
        if not (one.saw.sha256 or one.saw.url):
            yield document.finding("DP471", path, {"name": piece}, key=True)
        if one.verdict == "refuse" and one.reason is None:
            yield document.finding("DP472", path, {"name": piece}, key=True)
        if one.drawn and judgements.seed is None:
            yield document.finding("DP473", path, {"name": piece}, key=True)
        yield from _rungs(document, piece, one, framework, judgements.framework)


def _rungs(
    document: Document, piece: str, one: PieceJudgement, framework: Framework, edition: str | None
) -> Iterator[Finding]:
    """What is wrong with the rungs of *one*; of another *edition* only that one can tell."""
    if edition not in (None, framework.edition):
        return
    for node, rung in one.rungs.items():
        path = ("pieces", piece, "rungs", node)
        indicator = framework.by_id.get(node)
        if indicator is None:
            yield document.finding("DP402", path, key=True, node=node)
        elif not isinstance(indicator.scale, Rubric):
            yield document.finding("DP474", path, key=True, node=node)
        elif rung >= len(indicator.scale.levels):
            last = len(indicator.scale.levels) - 1
            yield document.finding("DP475", path, {"rung": rung, "last": last}, node=node)


def _lines(judgements: Judgements) -> Iterator[str]:
    """*judgements* as YAML, a key a line and a piece a line."""
    plain = judgements.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for key, value in plain.items():
        if key != "pieces":
            yield f"{key}: {flow(value)}"
            continue
        yield "pieces:"
        yield from (f"  {flow(name)}: {flow(one)}" for name, one in value.items())
