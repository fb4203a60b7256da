"""How verdicts are put: one entry a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dpcap.cli.verify_json import as_json
from dpcap.cli.verify_out import as_text
from dpcap.verify.mail_verdict import MailVerdict
from dpcap.verify.verdict import ReportVerdict

FORMATS: dict[str, Callable[[Sequence[MailVerdict], Sequence[ReportVerdict]], str]] = {
    "terminal": as_text,
    "json": as_json,
}
