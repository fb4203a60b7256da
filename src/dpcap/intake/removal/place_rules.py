"""Which places of a YAML file are a shop's, a brand's or a provider's, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dpcap.intake.removal.terms import SearchTerms
from dpcap.intake.removal.yaml_removal import (
    MARK,
    Judged,
    PlaceRule,
    RemovedPlace,
    ReplacedPlace,
    SkippedPlace,
)
from dpcap.intake.values import listed
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import KeyPath

# Below these keys each entry has a name of its own and goes as a whole.
_ENTRIES = frozenset(("facts", "answers", "evidence", "defaults"))
_SHOP_KEYS = ("id", "platform_id", "shop")
_TEXTS = frozenset(("note", "reason", "text", "because", "source", "contested", "who", "basis"))


@dataclass(frozen=True)
class RemovedFiles:
    """What becomes of files: the ids of pieces that go, old hashes with the new ones.

    A file that goes as a whole has no new hash.
    """

    pieces: frozenset[str] = frozenset()
    hashes: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class SubjectPlaces:
    """The places in one provider's files that speak of a shop (by its `ids`) or of a brand.

    `terms`: the words by which texts name it; `brand`: its name among the clients.
    """

    terms: SearchTerms
    files: RemovedFiles
    ids: frozenset[str] = frozenset()
    brand: str | None = None

    def judge(self, path: KeyPath, value: Plain) -> Judged:
        """What becomes of the *value* at *path*; None: look at what is in it."""
        if self._is_its_entry(path, value) or self._is_its_name(path, value):
            return RemovedPlace()
        if isinstance(path[-1], str) and self.terms.in_text(path[-1]):
            return RemovedPlace()
        return self._of_piece(path, value) or self._of_text(path, value)

    def _is_its_entry(self, path: KeyPath, value: Plain) -> bool:
        """Whether an entry of a list is the shop, or the brand, or a conflict about the shop."""
        if not isinstance(value, dict) or not isinstance(path[-1], int):
            return False
        if path[-2] == "clients":
            return self.brand is not None and value.get("name") == self.brand
        named = {str(value.get(key)) for key in _SHOP_KEYS if value.get(key) is not None}
        return path[-2] in ("shops", "bound", "conflicts") and bool(named & self.ids)

    def _is_its_name(self, path: KeyPath, value: Plain) -> bool:
        """Whether a key or an entry is the shop's id where only those of shops stand."""
        above = path[-2] if len(path) > 1 else None
        if above == "scopes" and isinstance(value, str):
            return value.rpartition("@")[2] in self.ids and "@" in value
        if above in ("without", "rows"):
            key = value if isinstance(path[-1], int) else path[-1]
            return isinstance(key, str | int) and str(key) in self.ids
        return False

    def _of_piece(self, path: KeyPath, value: Plain) -> Judged:
        above = path[-2] if len(path) > 1 else None
        if path[-1] == "sha256" and isinstance(value, str) and value in self.files.hashes:
            return self._of_hash(path, self.files.hashes[value])
        if path[0] == "evidence" and len(path) == 2:  # noqa: PLR2004 - an entry of the list
            return (
                RemovedPlace() if path[-1] in self.files.pieces and not _is_ruling(value) else None
            )
        if above in ("evidence", *self.ids) and isinstance(path[-1], int):
            return RemovedPlace() if value in self.files.pieces else None
        if path[-1] == "evidence" and isinstance(value, str):
            names = listed(value)
            kept = [one for one in names if one not in self.files.pieces]
            return None if len(kept) == len(names) else ReplacedPlace(list(kept))
        return None

    def _of_hash(self, path: KeyPath, new: str | None) -> Judged:
        if new is not None:
            # What a reviewer saw stays what it was: the ruling then fits no longer, and says so.
            return None if "saw" in path else ReplacedPlace(new)
        return RemovedPlace(2) if path[0] in ("evidence", "pieces", "disagreements") else None

    def _of_text(self, path: KeyPath, value: Plain) -> Judged:
        if not isinstance(value, str) or not self.terms.in_text(value):
            return None
        if path[-1] not in _TEXTS and path[0] in _ENTRIES and len(path) > 1:
            return RemovedPlace(2)
        if isinstance(path[-1], int):
            return RemovedPlace()
        return ReplacedPlace(MARK)


def _is_ruling(value: Plain) -> bool:
    """Whether an entry under `evidence` is what a reviewer ruled, under the id it had then."""
    return isinstance(value, dict) and "ruling" in value


def only_of(provider: str, rule: PlaceRule) -> PlaceRule:
    """*rule* for a file about many providers: it looks at the entries of *provider* alone."""

    def judge(path: KeyPath, value: Plain) -> Judged:
        if len(path) == 1:
            return None if isinstance(value, dict | list) else SkippedPlace()
        if len(path) > 2:  # noqa: PLR2004 - inside an entry
            return rule(path, value)
        named = value.get("provider") if isinstance(value, dict) else None
        return rule(path, value) if provider in (named, path[1]) else SkippedPlace()

    return judge


def all_of(path: KeyPath, value: Plain) -> Judged:  # noqa: ARG001 - a rule of places
    """The rule by which all that is a provider's goes."""
    return RemovedPlace()
