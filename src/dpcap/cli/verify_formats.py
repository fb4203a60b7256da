"""How verdicts are put: one entry a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.verify.mail_verdict import MailVerdict
    from dpcap.verify.verdict import ReportVerdict


def _terminal(mails: Sequence[MailVerdict], verdicts: Sequence[ReportVerdict]) -> str:
    from dpcap.cli.render import in_colour, screen_columns  # not for --help
    from dpcap.cli.verify_out import as_text

    return as_text(mails, verdicts, screen_columns(), colour=in_colour())


def _json(mails: Sequence[MailVerdict], verdicts: Sequence[ReportVerdict]) -> str:
    from dpcap.cli.verify_json import as_json

    return as_json(mails, verdicts)


Verdicts = Callable[[Sequence["MailVerdict"], Sequence["ReportVerdict"]], str]

VERIFY_FORMATS: FormatRegistry[Verdicts] = FormatRegistry(
    OutputFormat("terminal", _terminal, ("verify",), default_of=("verify",)),
    OutputFormat("json", _json, ("verify",)),
)
