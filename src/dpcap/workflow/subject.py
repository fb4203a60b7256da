"""Whose data is meant: a provider, a brand or a shop; where it is found, and by which words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dpcap.batch.discover import find_folders
from dpcap.errors import UsageError
from dpcap.intake.folder_snapshot import identity_at
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.headings import own_names
from dpcap.intake.layout import KPIS_FILE, PROVIDER_FILE
from dpcap.intake.office import cell_as_typed
from dpcap.intake.removal.held_files import is_plain_file, yaml_in
from dpcap.intake.removal.terms import SHORTEST_ID, SearchTerms
from dpcap.intake.reviews_layout import FACTS_ENDING
from dpcap.intake.table import delimiter_of
from dpcap.intake.yaml_values import Plain

_IDS = ("id", "platform_id", "shop")


class ForgottenSubject(NamedTuple):
    """Who is to be forgotten: one of a provider's id, a brand's name, a shop's id.

    A shop may be one of `provider`'s, and so may a brand. `also`: more texts that name it.
    """

    provider: str | None = None
    brand: str | None = None
    shop: str | None = None
    also: tuple[str, ...] = ()

    @property
    def is_provider(self) -> bool:
        """Whether all of a provider is meant."""
        return self.brand is None and self.shop is None


@dataclass(frozen=True)
class SubjectTraces:
    """In one provider's files: the folders it has, and by what the subject is named there.

    `ids`: a shop's ids. `names`: what texts call it.
    """

    provider: str
    folders: tuple[Path, ...] = ()
    ids: frozenset[str] = frozenset()
    names: frozenset[str] = field(default_factory=frozenset)

    @property
    def terms(self) -> SearchTerms:
        """The words by which it is found anywhere."""
        return SearchTerms((*self.names, *(one for one in self.ids if len(one) >= SHORTEST_ID)))


def folders_of(roots: tuple[Path, ...]) -> dict[str, tuple[Path, ...]]:
    """The provider folders below *roots*, by the provider's id. Raises UsageError."""
    for root in roots:
        if not root.is_dir():
            raise UsageError(f"there is no folder {root}", f"没有目录 {root}")
    found: dict[str, tuple[Path, ...]] = {}
    for one in find_folders([str(root) for root in roots]) if roots else ():
        path = Path(one.path)
        name = None if one.wrong else identity_at(LocalFolderTree(path)).id
        if name is not None:
            found[name] = (*found.get(name, ()), path)
    return found


def traces_of(
    subject: ForgottenSubject, folders: dict[str, tuple[Path, ...]], reviews: Path | None
) -> tuple[SubjectTraces, ...]:
    """Where *subject* is, by provider. Raises UsageError: a shop that several providers list."""
    if subject.is_provider:
        return (_of_provider(subject, folders),)
    wanted = [subject.provider] if subject.provider else sorted({*folders, *_held_ids(reviews)})
    found = [_of_entry(subject, name, folders.get(name, ()), reviews) for name in wanted]
    listed = [one for one in found if one is not None]
    if subject.shop and len(listed) > 1:
        names = ", ".join(one.provider for one in listed)
        raise UsageError(
            f"several providers list a shop {subject.shop}: {names}; say whose with --provider",
            f"有几家服务商都登记了店铺 {subject.shop}：{names}；请加 --provider 指明是哪一家的",
        )
    return tuple(listed)


def _of_provider(subject: ForgottenSubject, folders: dict[str, tuple[Path, ...]]) -> SubjectTraces:
    name = str(subject.provider)
    names = {one for folder in folders.get(name, ()) for one in _own_names(folder)}
    return SubjectTraces(
        name, folders.get(name, ()), frozenset((name,)), frozenset((*names, *subject.also))
    )


def _own_names(folder: Path) -> Iterator[str]:
    said = _mapping(yaml_in(folder / PROVIDER_FILE))
    yield from (str(one) for one in _mapping(said.get("name")).values() if one)
    if isinstance(number := said.get("registration_number"), str):
        yield number


def _held_ids(reviews: Path | None) -> Iterator[str]:
    for path in reviews.glob(f"*{FACTS_ENDING}") if reviews else ():
        yield path.name.removesuffix(FACTS_ENDING)


def _of_entry(
    subject: ForgottenSubject, provider: str, folders: tuple[Path, ...], reviews: Path | None
) -> SubjectTraces | None:
    """The traces of a shop or a brand in the files of *provider*; None if there are none."""
    entries = list(_entries(provider, folders, reviews))
    if subject.brand is not None:
        named = any(one.get("name") == subject.brand for kind, one in entries if kind == "clients")
        called = frozenset((subject.brand, *subject.also))
        return SubjectTraces(provider, folders, frozenset(), called) if named else None
    is_listed, names = False, set(subject.also)
    ids: set[str] = {str(subject.shop)}
    for _ in range(2):  # the manager's list may know it by another id that the provider's has
        for kind, one in entries:
            own = {str(one[key]) for key in _IDS if one.get(key) is not None}
            if kind != "clients" and own & ids:
                ids, is_listed = ids | own, True
                names |= {str(one["name"])} if one.get("name") else set()
    if not is_listed and not any(_has_rows(folder, ids) for folder in folders):
        return None
    return SubjectTraces(provider, folders, frozenset(ids), frozenset(names))


def _entries(
    provider: str, folders: tuple[Path, ...], reviews: Path | None
) -> Iterator[tuple[str, dict[str, Plain]]]:
    for folder in folders:
        said = _mapping(yaml_in(folder / PROVIDER_FILE))
        for kind in ("shops", "clients"):
            yield from ((kind, one) for one in _each(said.get(kind)))
    if reviews is not None:
        held = _mapping(yaml_in(reviews / f"{provider}{FACTS_ENDING}"))
        yield from (("bound", one) for one in _each(_mapping(held.get("shops")).get("bound")))


def _has_rows(folder: Path, ids: set[str]) -> bool:
    return any(shop in ids for shop, _ in rows_in(folder))


def rows_in(folder: Path) -> Iterator[tuple[str, str]]:
    """The shop and the evidence of each row of `kpis.csv` in *folder*, as typed."""
    path = folder / KPIS_FILE
    if not is_plain_file(path):
        return
    text = path.read_bytes().decode("utf-8-sig", "replace")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    names = own_names(rows[0], {}) if rows else []
    for row in rows[1:]:
        cells = dict(zip(names, row, strict=False))
        yield cell_as_typed(cells.get("shop", "").strip()), cells.get("evidence", "")


def _mapping(data: Plain) -> dict[str, Plain]:
    return data if isinstance(data, dict) else {}


def _each(data: Plain) -> Iterator[dict[str, Plain]]:
    yield from (one for one in data if isinstance(one, dict)) if isinstance(data, list) else ()
