"""To whom a letter goes, and by which profile; or why to nobody."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from dpcap.batch.output_dir import PROFILE
from dpcap.model.address import address_of
from dpcap.model.mail import MailSettings
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.model.two_languages import TwoLanguages

NOT_SCORED = TwoLanguages("未能评分", "it could not be scored")
OTHER_PROFILE = TwoLanguages(
    "profile.json 与评分结果不符，请重新运行 dpcap batch",
    "profile.json is not the one scored: run dpcap batch again",
)
_NOT_HERE = TwoLanguages("这次评估里没有", "it is not in this batch")
_NO_ADDRESS = TwoLanguages("没有联系邮箱", "there is no contact address")
_BAD_ADDRESS = TwoLanguages("联系邮箱格式有误", "the contact address is not valid")
_CLOSED_ADDRESS = TwoLanguages("在 do_not_mail 名单上", "it is on the do_not_mail list")


class NoRecipientError(Exception):
    """No letter can go to a provider, and *why*."""

    def __init__(self, why: TwoLanguages) -> None:
        super().__init__(why.en)
        self.why = why


def recipient_of(profile: Profile, mail: MailSettings) -> str:
    """The address that letters on *profile* go to. Raises NoRecipientError."""
    written = profile.provider.contact.email
    if written is None:
        raise NoRecipientError(_NO_ADDRESS)
    try:
        address = address_of(written)
    except ValueError:
        raise NoRecipientError(_BAD_ADDRESS) from None
    closed = _closed(mail.do_not_mail)
    if address.text.casefold() in closed or f"@{address.domain}" in closed:
        raise NoRecipientError(_CLOSED_ADDRESS)
    return address.text


def profile_as_scored(path: Path, row: ScoredOutcome) -> Profile | None:
    """The profile at *path*; None if it is not the one that *row* is of."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if sha256(content).hexdigest() != row.profile:
        return None
    return Profile.model_validate_json(content)


class Addressee(NamedTuple):
    """To whom a letter goes: its row of the batch, the profile of that, the address."""

    row: ScoredOutcome
    profile: Profile
    to: str


def addressee_of(out: Path, row: Outcome | None, mail: MailSettings) -> Addressee:
    """To whom a letter about the provider of *row* goes; *out*: the batch's output folder.

    Raises NoRecipientError: the batch does not have it, did not score it, or its profile was
    touched since; there is no address that may be written to.
    """
    if row is None:
        raise NoRecipientError(_NOT_HERE)
    if isinstance(row, FailedOutcome):
        raise NoRecipientError(NOT_SCORED)
    profile = profile_as_scored(out / row.provider / PROFILE, row)
    if profile is None:
        raise NoRecipientError(OTHER_PROFILE)
    return Addressee(row, profile, recipient_of(profile, mail))


@lru_cache(maxsize=4)
def _closed(entries: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_compared(entries))


def _compared(entries: Iterable[str]) -> Iterable[str]:
    """Addresses and `@domains` as they are compared: the domain in ASCII, all in lower case."""
    for entry in entries:
        address = address_of(f"any{entry}" if entry.startswith("@") else entry)
        yield f"@{address.domain}" if entry.startswith("@") else address.text.casefold()
