"""Keys of an issuer: made, kept in a file beside them and in the pages that check, and revoked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.system_errors import about
from dpcap.model.keyring import KEYS_SCHEMA, IssuerKey, Keyring
from dpcap.report.paths import own_reports
from dpcap.verify.keys import fingerprint, new_pair, read_keys, read_public
from dpcap.workflow.files import read_file

NAME, KEYS = "dpcap-key.pem", "dpcap-keys.json"
_PAGES = "*.verify.html"
_OWNER_ONLY, _ALL = 0o600, 0o644
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
PAGE = "verify.html"
_EMPTY = '<meta name="dpcap-keys" content="">'


class NewKeys(NamedTuple):
    """A new pair of keys on the disk: its files, its entry in the file of keys, and the pages."""

    private: Path
    public: Path
    key: IssuerKey
    is_locked: bool
    ring: Path
    pages: tuple[Path, ...]


class RevokedKeys(NamedTuple):
    """The keys revoked, by their fingerprints; the file of keys and the pages that say so."""

    fingerprints: tuple[str, ...]
    ring: Path
    pages: tuple[Path, ...]


def make_keys(
    place: Path,
    passphrase: Callable[[], str | None],
    *,
    start: date | None = None,
    end: date | None = None,
) -> NewKeys:
    """A new pair at *place* (the private key's file, or its directory), in the file beside it.

    Seals count from *start* to *end*. *passphrase* is asked for once nothing stands in the way;
    None: the key is not encrypted. Raises UsageError if a file is there already, InvalidInputError,
    OSError, and ImportError without the extra `sign`.
    """
    private = place if place.suffix == ".pem" else place / NAME
    public, page = private.with_suffix(".pub.pem"), private.with_suffix(".verify.html")
    for path in (private, public, page):
        if path.exists():
            raise _already_there(path)
    before = known_keys(private.parent)
    word = passphrase()
    pair = new_pair(word)
    raw = read_public(pair.public, public.as_posix())
    key = IssuerKey(fingerprint=fingerprint(raw), key=raw, from_=start, until=end)
    _write_new(private, pair.private, secret=True)
    _write_new(public, pair.public, secret=False)
    ring, pages = _write_keys(private.parent, (*before, key), page)
    return NewKeys(private, public, key, bool(word), ring, pages)


def revoke_key(place: Path, given: str, on: date, reason: str | None = None) -> RevokedKeys:
    """Revoke the key *given* in the file at *place* from the day *on*.

    *given* is a file of a public key, or a fingerprint. Raises UsageError if it is not there,
    InvalidInputError for files.
    """
    directory = place.parent if place.suffix == ".pem" else place
    wanted = {key.fingerprint for key in given_keys([given])}
    keys = known_keys(directory)
    if not wanted & {key.fingerprint for key in keys}:
        raise UsageError(
            f"there is no such key in {directory / KEYS}", f"{directory / KEYS} 里没有这把钥匙"
        )
    ended = {"revoked_on": on, "reason": (reason or "").strip() or None}
    ring, pages = _write_keys(
        directory,
        [key.model_copy(update=ended) if key.fingerprint in wanted else key for key in keys],
    )
    return RevokedKeys(tuple(sorted(wanted)), ring, pages)


def given_keys(given: Sequence[str]) -> tuple[IssuerKey, ...]:
    """The keys that *given* names: files of public keys, files of keys, or fingerprints.

    Raises InvalidInputError; ImportError if there are files and no library for them.
    """
    return tuple(key for one in given for key in _keys(one))


def known_keys(directory: Path) -> tuple[IssuerKey, ...]:
    """The keys in the file of *directory*; none if there is no such file.

    Raises InvalidInputError.
    """
    path = directory / KEYS
    return read_keys(read_file(path), path.as_posix()) if path.is_file() else ()


def _keys(given: str) -> tuple[IssuerKey, ...]:
    plain = re.sub(r"[\s:]", "", given).lower()
    if _FINGERPRINT.fullmatch(plain):
        return (IssuerKey(fingerprint=plain),)
    return read_keys(read_file(Path(given)), given)


def _write_keys(
    directory: Path, keys: Sequence[IssuerKey], *pages: Path
) -> tuple[Path, tuple[Path, ...]]:
    """Put *keys* into the file of *directory*, and into its pages and *pages*: which they are."""
    ring, path = Keyring(schema_=KEYS_SCHEMA, keys=tuple(keys)), directory / KEYS
    write_atomically(path, ring.model_dump_json(by_alias=True, exclude_none=True, indent=1) + "\n")
    made = tuple(sorted({*directory.glob(_PAGES), *pages}))
    for page in made:
        write_atomically(page, page_for(own_reports(), ring))
    return path, made


def _write_new(path: Path, data: bytes, *, secret: bool) -> None:
    """Put *data* into a new file, readable by its owner alone if it is *secret*.

    Raises UsageError if there is a file already, OSError if none can be made.
    """
    with about(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(
                path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY if secret else _ALL
            )
        except FileExistsError as error:
            raise _already_there(path) from error
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _already_there(path: Path) -> UsageError:
    """That *path* is not written over."""
    return UsageError(f"{path} is there already and is not written over", f"{path} 已存在，不覆盖")


def page_for(reports: Path, keys: Keyring) -> str:
    """The page in the folder *reports* with an issuer's *keys* filled in."""
    page = (reports / PAGE).read_text(encoding="utf-8")
    written = keys.model_dump_json(by_alias=True, exclude_none=True)
    return page.replace(_EMPTY, _EMPTY.replace('""', f'"{escape(written)}"'), 1)
