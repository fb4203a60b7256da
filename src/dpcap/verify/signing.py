"""Signing a report that is there already: made again from what it says, with a seal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.model.finding import Finding
from dpcap.model.statement import Statement
from dpcap.model.two_languages import TwoLanguages
from dpcap.verify.carried_report import CarriedReport
from dpcap.verify.keys import head_of, signed
from dpcap.verify.page import Obstacle, PageSettings, bare_page, edited, made_again, obstacle
from dpcap.verify.seals import is_as_issued, page_of, sealed_page

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_WHOLE = TwoLanguages(
    "完整画像没有读者，不能签名，可签的是给某类读者的报告",
    "a whole profile is for no audience; what can be signed is a report for one",
)
_CHANGED = TwoLanguages("其中的数据被改动过", "the data in it was changed")
_EDITED = TwoLanguages(
    "页面文字与数据不符（第 {line} 行起）",
    "the page does not say what its data do (from line {line})",
)
_NO_PLACE = TwoLanguages(
    "页面里没有放签名的位置（自己的模板须以 </body> 结尾）",
    "the page has no place for a seal (templates of one's own must end with </body>)",
)
_OBSTACLES: dict[Obstacle, TwoLanguages] = {
    "engine": TwoLanguages("它出自另一版本的 dpcap", "another version of dpcap made it"),
    "template": TwoLanguages("它出自另一套模板", "other templates made it"),
    "framework": TwoLanguages("所给的不是它的框架", "the framework given is not its own"),
    "benchmark": TwoLanguages(
        "它所示的同类基准须用 --benchmark 给出", "it shows a benchmark: give --benchmark"
    ),
    "unsound": TwoLanguages("它的读者无人认识", "nobody knows the audience it is for"),
}


class Signer(NamedTuple):
    """Who signs: the private key, the issuer's name, and the day."""

    key: Ed25519PrivateKey
    issuer: str
    on: date

    @property
    def fingerprint(self) -> str:
        """That of the public key."""
        return head_of(self.key, self.issuer, self.on).fingerprint


def sealed(report: CarriedReport, signer: Signer, assets: PageSettings) -> bytes:
    """*report* with the seal of *signer*, in place of one it may have.

    Nobody's seal gets onto a page that says anything but its data: such a report is refused with
    InvalidInputError. Raises MissingError if it is a PDF and none can be made here.
    """
    said = report.said
    if not isinstance(said, Statement) or report.form == "profile":
        raise _refused(report, _WHOLE)
    _check(report, said, assets)
    form, head = report.form, head_of(signer.key, signer.issuer, signer.on)
    bare = bare_page(said, form, head, assets)
    seal = signed(head, page_of(form, bare), report.text, signer.key)
    made = sealed_page(form, bare, seal)
    if made is None or not is_as_issued(form, made, seal):
        raise _refused(report, _NO_PLACE)
    return made


def _check(report: CarriedReport, said: Statement, assets: PageSettings) -> None:
    """That *report* stands as it was made, as far as its form allows to tell."""
    if not report.exact:
        raise _refused(report, _CHANGED)
    left = obstacle(said, assets)
    if left is not None:
        raise _refused(report, _OBSTACLES[left])
    if report.page is not None:
        change = edited(report.page, made_again(said, report.seal, assets))
        if change:
            raise _refused(report, _EDITED.fill({"line": change.line}))


def _refused(report: CarriedReport, problem: TwoLanguages) -> InvalidInputError:
    return InvalidInputError([Finding(code="DP616", file=report.name, params=problem.params)])
