"""Parcels: a provider's folder as one value, so that it can be read here and scored anywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.evidence import Root
from dpcap.intake.files import PROVIDER_FILE, Texts, parse_texts, read_texts
from dpcap.intake.folder import assembled
from dpcap.intake.source import parse_yaml, text_of
from dpcap.intake.tree import Listing, Tree, listing_of
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework

# What was seen of a folder's files when they were hashed: by path, the stamp and the SHA-256.
Seen = Mapping[str, Sequence[str]]

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
_NOT_SEEN = ("", "")


class Identity(NamedTuple):
    """Who a `provider.yaml` is of: the id, and the registration number as written."""

    id: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Hashes:
    """A folder of evidence: the SHA-256 (hex) of each file, and where each link ends."""

    files: Mapping[str, str]
    links: Mapping[str, str | None]
    found: tuple[Finding, ...] = ()

    @property
    def root(self) -> Root:
        """As evidence is looked up in it."""
        return Root(self.links, self.files.get, self.found)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A provider's folder: its texts, and for every file there and in its evidence root a hash.

    `digest`: SHA-256 (hex) of all that, wherever the folder lies.
    """

    texts: Texts
    hashes: tuple[Hashes, ...]
    digest: str


def pack(
    tree: Tree, beside: Callable[[str], Tree] | None = None, known: Sequence[Seen] = ()
) -> tuple[Parcel, list[Seen]]:
    """*tree* as a parcel, and what to pass as *known* the next time (it is fit for JSON).

    *beside* gives the tree of the evidence root that belongs to a provider's id. A file that
    *known* has with the same stamp is not read again. Nothing raises: what cannot be read is
    absent, or a finding when the parcel is loaded.
    """
    listing = listing_of(tree)
    texts = read_texts(tree, listing)
    given = {
        path: sha256(raw).hexdigest() for path, raw in texts.files.items() if isinstance(raw, bytes)
    }
    packed = [_hashed(tree, listing, given, known[0] if known else {})]
    provider_id = None if beside is None else _identity_in(texts).id
    if beside is not None and provider_id is not None:
        other = beside(provider_id)
        packed.append(_hashed(other, listing_of(other), {}, known[1] if len(known) > 1 else {}))
    hashes = tuple(one for one, _ in packed)
    return Parcel(texts, hashes, _digest(texts, hashes)), [seen for _, seen in packed]


def load_parcel(parcel: Parcel, framework: Framework) -> Assessment:
    """All that *parcel* says, held against *framework*. Raises as `load_assessment` does."""

    def roots(provider_id: str | None) -> Iterator[Root]:
        each = parcel.hashes if provider_id is not None else parcel.hashes[:1]
        return (hashes.root for hashes in each)

    return assembled(parse_texts(parcel.texts), roots, framework)


def identity_of(parcel: Parcel) -> Identity:
    """Who *parcel* is of, read from `provider.yaml` alone."""
    return _identity_in(parcel.texts)


def _identity_in(texts: Texts) -> Identity:
    raw = texts.files[PROVIDER_FILE]
    return Identity() if isinstance(raw, Finding) else identity_in(raw)


def id_in(raw: bytes) -> str | None:
    """The provider's id in the bytes of a `provider.yaml`; None if there is none that is sound."""
    return identity_in(raw).id


def identity_in(raw: bytes) -> Identity:
    """Who the bytes of a `provider.yaml` are of; None for what is not sound."""
    try:
        data = parse_yaml(text_of(raw, ""), "").data
    except InvalidInputError:
        return Identity()
    said = data if isinstance(data, dict) else {}
    name, number = said.get("id"), said.get("registration_number")
    sound = isinstance(name, str) and _ID.fullmatch(name)
    return Identity(str(name) if sound else None, number if isinstance(number, str) else None)


def _hashed(
    tree: Tree, listing: Listing, given: Mapping[str, str], known: Seen
) -> tuple[Hashes, Seen]:
    """The hashes of *tree*; those in *given* are told, those in *known* trusted by their stamp."""
    files: dict[str, str] = {}
    seen: dict[str, tuple[str, str]] = {}
    for path, entry in listing.files.items():
        digest = given.get(path)
        if digest is None:
            stamp, before = known.get(path, _NOT_SEEN)
            digest = before if stamp and stamp == entry.stamp else _read(tree, path)
            if digest is None:
                continue
            seen[path] = entry.stamp, digest
        files[path] = digest
    return Hashes(files, listing.links, listing.crowded), seen


def _read(tree: Tree, path: str) -> str | None:
    try:
        return tree.digest(path)
    except OSError:
        return None


def _digest(texts: Texts, hashes: tuple[Hashes, ...]) -> str:
    wrong = {path: one.code for path, one in texts.files.items() if isinstance(one, Finding)}
    folders = [
        [dict(one.files), dict(one.links), [found.code for found in one.found]] for one in hashes
    ]
    return sha256(json.dumps([wrong, folders], sort_keys=True).encode()).hexdigest()
