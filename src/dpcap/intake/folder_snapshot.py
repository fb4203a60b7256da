"""A provider's folder as one value, so that it can be read here and scored anywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple, TypedDict

from dpcap.errors import InvalidInputError
from dpcap.intake.files import Texts, read_texts
from dpcap.intake.folder_tree import FolderListing, FolderTree, listing_of
from dpcap.intake.inventory import FolderInventory, WantedFiles, take_stock
from dpcap.intake.layout import BESIDE_ANSWERS, PROVIDER_FILE
from dpcap.intake.source import parse_yaml, text_of
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Finding

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
_HASH = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)


class FolderIdentity(NamedTuple):
    """Who a `provider.yaml` is of: the id, and the registration number as written."""

    id: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class FolderSnapshot:
    """A provider's folder: its texts, and what was seen of its files.

    `folders`: its own inventory, then that of its evidence root. `digest`: SHA-256 (hex) of all
    that, wherever the folder lies.
    """

    texts: Texts
    folders: tuple[FolderInventory, ...]
    digest: str


class SnapshotMemory(TypedDict, total=False):
    """What is remembered of a folder to save work the next time; fit for JSON.

    `texts`: the digest of its texts, and `wanted`: the files that they name as evidence, each with
    the SHA-256 it should have; `seen`: what was seen of the files in it and in its evidence root.
    """

    texts: str
    wanted: list[list[str | None]]
    seen: list[dict[str, list[Any]]]


def pack(
    tree: FolderTree,
    beside: Callable[[str], FolderTree] | None = None,
    known: SnapshotMemory | None = None,
) -> tuple[FolderSnapshot, SnapshotMemory]:
    """*tree* as a snapshot, and what to pass as *known* the next time.

    *beside* gives the tree of the evidence root that belongs to a provider's id. A file that
    *known* has with the same stamp is not read again. Nothing raises: what cannot be read is
    absent, or a finding when the snapshot is loaded.
    """
    known = known or {}
    listing = listing_of(tree)
    texts = read_texts(tree, listing)
    said = _digest_of_texts(texts)
    trees: list[tuple[FolderTree, FolderListing]] = [(tree, listing)]
    provider_id = None if beside is None else _identity_in(texts).id
    if beside is not None and provider_id is not None:
        other = beside(provider_id)
        trees.append((other, listing_of(other)))
    if said == known.get("texts"):
        wanted = [WantedFiles(str(file), digest) for file, digest in known["wanted"]]
    else:
        wanted = list(_wanted(texts))
    folders, seen = take_stock(trees, wanted, known.get("seen", ()))
    memory = SnapshotMemory(
        texts=said, wanted=[[one.file, one.sha256] for one in wanted], seen=seen
    )
    return FolderSnapshot(texts, folders, _digest(said, folders)), memory


def identity_of(snapshot: FolderSnapshot) -> FolderIdentity:
    """Who *snapshot* is of, read from `provider.yaml` alone."""
    return _identity_in(snapshot.texts)


def identity_at(tree: FolderTree) -> FolderIdentity:
    """Who the folder *tree* is of, read from `provider.yaml` alone."""
    return _identity_in(read_texts(tree, listing_of(tree)))


def _identity_in(texts: Texts) -> FolderIdentity:
    raw = texts.files[PROVIDER_FILE]
    return FolderIdentity() if isinstance(raw, Finding) else identity_in(raw)


def id_in(raw: bytes) -> str | None:
    """The provider's id in the bytes of a `provider.yaml`; None if there is none that is sound."""
    return identity_in(raw).id


def identity_in(raw: bytes) -> FolderIdentity:
    """Who the bytes of a `provider.yaml` are of; None for what is not sound."""
    said = _mapping(_data(raw))
    name, number = said.get("id"), said.get("registration_number")
    sound = isinstance(name, str) and _ID.fullmatch(name)
    return FolderIdentity(str(name) if sound else None, number if isinstance(number, str) else None)


def _wanted(texts: Texts) -> Iterator[WantedFiles]:
    """The files that the answers name as evidence, for all that can be read of them."""
    for path, raw in texts.files.items():
        if path in BESIDE_ANSWERS or isinstance(raw, Finding):
            continue
        for piece in _mapping(_mapping(_data(raw)).get("evidence")).values():
            file, digest = (_mapping(piece).get(key) for key in ("file", "sha256"))
            if isinstance(file, str) and file.strip():
                sound = isinstance(digest, str) and _HASH.fullmatch(digest)
                yield WantedFiles(file.strip(), str(digest).lower() if sound else None)


def _data(raw: bytes) -> Plain:
    try:
        return parse_yaml(text_of(raw, ""), "").data
    except InvalidInputError:
        return None


def _mapping(data: Plain) -> dict[str, Plain]:
    return data if isinstance(data, dict) else {}


def _digest_of_texts(texts: Texts) -> str:
    said = {
        path: one.code if isinstance(one, Finding) else sha256(one).hexdigest()
        for path, one in texts.files.items()
    }
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _digest(texts: str, folders: tuple[FolderInventory, ...]) -> str:
    seen = [
        [one.names, dict(one.files), dict(one.links), [found.code for found in one.found]]
        for one in folders
    ]
    return sha256(json.dumps([texts, seen], sort_keys=True).encode()).hexdigest()
