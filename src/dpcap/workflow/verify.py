"""Reports held against what they come from, and against the keys of their issuer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError, UsageError
from dpcap.model.finding import Finding
from dpcap.model.keyring import IssuerKey
from dpcap.verify.file_reading import FileRead, read_reports
from dpcap.verify.mail_verdict import MailVerdict, judge_mail
from dpcap.verify.page import PageSettings
from dpcap.verify.register import MAX_REGISTER, RegisterInput, read_register
from dpcap.verify.verdict import ReportVerdict, VerifyInputs, judge_report
from dpcap.watchdog import limited
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.files import read_file
from dpcap.workflow.keys import given_keys
from dpcap.workflow.report_sources import ReportBasis, SourcesRequest
from dpcap.workflow.stored_profiles import read_benchmark


@dataclass(frozen=True)
class VerifyRequest:
    """What reports are checked against; None: not said.

    `on`: the day on which they must be valid. `keys`: the issuer's, as files of public keys, files
    of keys or fingerprints. `templates` and `benchmark` are what the pages were made with, where
    that is not ours. `register`: the issuer's list of seals and of what became of them.
    """

    on: date
    sources: SourcesRequest = field(default_factory=SourcesRequest)
    keys: tuple[str, ...] = ()
    templates: Path | None = None
    benchmark: Path | None = None
    register: Path | None = None


class Verification(NamedTuple):
    """How mails and the reports in all files came out, and why some files could not be read."""

    mails: tuple[MailVerdict, ...]
    reports: tuple[ReportVerdict, ...]
    unreadable: tuple[Finding, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether everything was read, is what it seems, and still valid."""
        every = [one.is_good for one in self.mails] + [one.is_good for one in self.reports]
        return not self.unreadable and all(every)


class ReportVerifier:
    """Checks reports as *request* says; the keys and the bundle are read once for all of them."""

    def __init__(self, request: VerifyRequest, configuration: Configuration | None = None) -> None:
        """Raises UsageError, InvalidInputError, and ImportError without the extra `sign`."""
        peers = read_benchmark(request.benchmark) if request.benchmark else None
        keys = given_keys(request.keys)
        base = VerifyInputs(
            today=request.on,
            keys=keys,
            assets=PageSettings(None, request.templates, peers),
            register=_register(request.register, keys) if request.register else None,
        )
        self._basis = ReportBasis(request.sources, base, configuration or Configuration())

    def verify(self, paths: Sequence[Path]) -> Verification:
        """How the reports in the files at *paths* came out; one that cannot be read stops none.

        Raises InvalidInputError for sources that cannot be read.
        """
        read: list[FileRead] = []
        wrong: list[Finding] = []
        for path in paths:
            try:
                with limited(str(path)):
                    read.append(read_reports(path))
            except InvalidInputError as error:
                wrong += error.findings
        mails = tuple(judge_mail(one.mail, one.reports) for one in read if one.mail)
        verdicts: list[ReportVerdict] = []
        for one in (report for file in read for report in file.reports):
            with limited(one.name):
                verdicts.append(judge_report(one, self._basis.of(one)))
        return Verification(mails, tuple(verdicts), tuple(wrong))


def _register(path: Path, keys: tuple[IssuerKey, ...]) -> RegisterInput:
    """The register at *path*, held to *keys*. Raises UsageError without any, InvalidInputError."""
    if not keys:
        raise UsageError(
            "--register goes with --key: the key says whose register counts",
            "--register 须与 --key 同用：要有公钥才知道该信谁的登记表",
        )
    raw = read_file(path, MAX_REGISTER)
    return RegisterInput.held_to(read_register(raw, path.as_posix()), keys)


def verify_report(
    path: Path, request: VerifyRequest, configuration: Configuration | None = None
) -> Verification:
    """How the report in the file at *path* came out; a mail may bring several.

    Raises UsageError, InvalidInputError also if the file cannot be read, and ImportError without
    the extra `sign`.
    """
    found = ReportVerifier(request, configuration).verify((path,))
    if found.unreadable:
        raise InvalidInputError(found.unreadable)
    return found
