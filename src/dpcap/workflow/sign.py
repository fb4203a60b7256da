"""Reports that get the seal of their issuer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.model.base import LINE
from dpcap.model.finding import Finding
from dpcap.model.keyring import key_for
from dpcap.model.question_set import decides
from dpcap.verify.carried_report import CarriedReport
from dpcap.verify.file_reading import read_reports
from dpcap.verify.keys import is_locked, read_private
from dpcap.verify.page import PageSettings
from dpcap.verify.signing import Signer, sealed
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.files import read_file
from dpcap.workflow.keys import KEYS, known_keys
from dpcap.workflow.stored_profiles import framework_for, read_benchmark
from dpcap.workflow.typed_text import bounded


def _none() -> None:
    """No passphrase is given."""


@dataclass(frozen=True)
class SignRequest:
    """Who vouches for reports, of which day, with which private key; None: not said.

    `passphrase` is asked for if the key is encrypted. `framework`, `templates` and `benchmark` are
    what the pages were made with, where that is not ours.
    """

    key: Path
    issuer: str
    on: date
    passphrase: Callable[[], str | None] = _none
    framework: Path | None = None
    templates: Path | None = None
    benchmark: Path | None = None


def sign_reports(
    reports: Sequence[Path], request: SignRequest, configuration: Configuration | None = None
) -> tuple[Path, ...]:
    """Put a seal into each of *reports*, in place: which they are.

    None is touched unless all can be sealed. Raises UsageError, InvalidInputError, and ImportError
    without the extra `sign`.
    """
    here = configuration or Configuration()
    peers = read_benchmark(request.benchmark) if request.benchmark else None
    signer = signer_of(request)
    made: dict[Path, bytes] = {}
    for path in reports:
        one = _single(path)
        if not decides(one.profile.asked, here.settings.decide_set):
            raise InvalidInputError([Finding(code="DP847", file=path.as_posix())])
        words = framework_for(one.profile, path, here, request.framework)
        made[path] = sealed(one, signer, PageSettings(words, request.templates, peers))
    for path, content in made.items():
        write_atomically(path, content)
    return tuple(made)


def _single(path: Path) -> CarriedReport:
    """The report at *path*. Raises UsageError for a mail that carries several."""
    found = read_reports(path)
    if found.mail is not None:
        raise UsageError(
            f"{path} is a mail: sign what is attached to it", f"{path} 是邮件，请签其附件"
        )
    return found.reports[0]


def signer_of(request: SignRequest) -> Signer:
    """Who signs by *request*, with the key unlocked.

    Raises UsageError for a key that does not count on that day, InvalidInputError, and ImportError
    without the extra `sign`.
    """
    path, day = request.key, request.on
    name = bounded("--issuer", request.issuer.strip(), LINE)
    if not name:
        raise UsageError("--issuer must not be empty", "--issuer 不能为空")
    pem = read_file(path)
    word = request.passphrase() if is_locked(pem) else None
    signer = Signer(read_private(pem, path.as_posix(), word), name, day)
    key = key_for(known_keys(path.parent), signer.fingerprint, day)
    if key is not None and key.life(day) != "lives":
        ring = path.parent / KEYS
        raise UsageError(
            f"by {ring} this key does not count on {day}: nobody would accept it",
            f"密钥表 {ring} 中，这把钥匙在 {day} 不作数，签了也不会被认可",
        )
    return signer
