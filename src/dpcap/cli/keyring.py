"""The file of keys beside the keys of an issuer, and the pages that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dpcap.cli.keyfiles import given_keys, read_file
from dpcap.cli.language import say
from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.model.keyring import KEYS_SCHEMA, IssuerKey, Keyring
from dpcap.report.paths import own_reports
from dpcap.verify.keys import read_keys
from dpcap.verify.page_for import page_for

KEYS = "dpcap-keys.json"
_PAGES = "*.verify.html"


def known_keys(directory: Path) -> tuple[IssuerKey, ...]:
    """The keys in the file of *directory*; none if there is no such file.

    Raises InvalidInputError.
    """
    path = directory / KEYS
    return read_keys(read_file(path), path.as_posix()) if path.is_file() else ()


def write_keys(directory: Path, keys: Sequence[IssuerKey], *pages: Path) -> list[Path]:
    """Put *keys* into the file of *directory*, and into its pages and *pages*: which they are."""
    ring = Keyring(schema_=KEYS_SCHEMA, keys=tuple(keys))
    write_atomically(
        directory / KEYS, ring.model_dump_json(by_alias=True, exclude_none=True, indent=1) + "\n"
    )
    made = sorted({*directory.glob(_PAGES), *pages})
    for page in made:
        write_atomically(page, page_for(own_reports(), ring))
    return made


def revoked(place: Path, given: str, on: date, reason: str | None) -> list[str]:
    """Revoke the key *given* in the file at *place* from the day *on*; what was done, in lines.

    Raises UsageError if it is not there, InvalidInputError for files.
    """
    directory = place.parent if place.suffix == ".pem" else place
    wanted = {key.fingerprint for key in given_keys([given])}
    keys = known_keys(directory)
    if not wanted & {key.fingerprint for key in keys}:
        raise UsageError(
            say(f"{directory / KEYS} 里没有这把钥匙", f"there is no such key in {directory / KEYS}")
        )
    ended = {"revoked_on": on, "reason": (reason or "").strip() or None}
    pages = write_keys(
        directory,
        [key.model_copy(update=ended) if key.fingerprint in wanted else key for key in keys],
    )
    told = [
        say(f"已吊销 {one}（自 {on} 起）", f"revoked {one} (from {on} on)")
        for one in sorted(wanted)
    ]
    again = say("请重新分发密钥表与核验页", "hand out the file of keys and the page anew")
    return [*told, f"{again}{say('：', ': ')}{', '.join(map(str, [directory / KEYS, *pages]))}"]
