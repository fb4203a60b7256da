"""Signing a report that is there already: made again from what it says, with a seal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.wording import Both
from dpcap.model.benchmark import Benchmark
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.statement import Statement
from dpcap.verify.carried import Carried
from dpcap.verify.keys import seal
from dpcap.verify.page import Obstacle, edited, made_again, obstacle

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_WHOLE = Both(
    "完整画像没有读者，不能签名，可签的是给某类读者的报告",
    "a whole profile is for no audience; what can be signed is a report for one",
)
_CHANGED = Both("其中的数据被改动过", "the data in it was changed")
_EDITED = Both(
    "页面文字与数据不符（第 {line} 行起）",
    "the page does not say what its data do (from line {line})",
)
_OBSTACLES: dict[Obstacle, Both] = {
    "engine": Both("它出自另一版本的 dpcap", "another version of dpcap made it"),
    "template": Both("它出自另一套模板", "other templates made it"),
    "framework": Both("所给的不是它的框架", "the framework given is not its own"),
    "benchmark": Both(
        "它所示的同类基准须用 --benchmark 给出", "it shows a benchmark: give --benchmark"
    ),
}


class Signer(NamedTuple):
    """Who signs: the private key, the issuer's name, and the day."""

    key: Ed25519PrivateKey
    issuer: str
    on: date


def sealed(
    report: Carried,
    signer: Signer,
    framework: Framework,
    templates: Path | None = None,
    benchmark: Benchmark | None = None,
) -> bytes:
    """*report* with the seal of *signer*, in place of one it may have.

    Nobody's seal gets onto a page that says anything but its data: such a report is refused with
    InvalidInputError. Raises MissingError if it is a PDF and none can be made here.
    """
    said = report.said
    if not isinstance(said, Statement):
        raise _refused(report, _WHOLE)
    if not report.exact:
        raise _refused(report, _CHANGED)
    left = obstacle(said, framework, templates, benchmark)
    if left is not None:
        raise _refused(report, _OBSTACLES[left])
    if report.page is not None:
        made = made_again(said, report.seal, framework, templates, benchmark)
        change = edited(report.page, made)
        if change:
            raise _refused(report, _EDITED.fill({"line": change.line}))
    new = seal(report.text, signer.key, signer.issuer, signer.on)
    return made_again(said, new, framework, templates, benchmark, format=report.form)


def _refused(report: Carried, problem: Both) -> InvalidInputError:
    return InvalidInputError([Finding(code="DP616", file=report.name, params=problem.params)])
