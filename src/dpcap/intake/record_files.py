"""The manager's files on one provider as they lie there, and what is asked of its shared tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from dpcap.intake.file_names import readable
from dpcap.intake.reviews_layout import (
    APPEAL_ENDING,
    FACTS_ENDING,
    MERCHANTS_FILES,
    REVIEW_ENDING,
    VOICE_DIR,
)
from dpcap.intake.source import MAX_BYTES
from dpcap.model.manager import PeerFigure, SharedTables, ShopDraw
from dpcap.model.period import period_key

# A file's name as messages have it, and its bytes.
Named = tuple[str, bytes]


@dataclass(frozen=True)
class RecordFiles:
    """The manager's files on one provider; None: there is none."""

    review: Named | None = None
    facts: Named | None = None
    appeals: Named | None = None
    merchants: tuple[Named, ...] = ()


@cache
def _nothing() -> str:
    """The digest of shared tables that have nothing: so it is for most providers of a batch."""
    return sha256(SharedTables().model_dump_json().encode()).hexdigest()


@dataclass(frozen=True)
class Lookups:
    """What one provider asks of the shared tables.

    `quarter`: that of its draw, None where all its shops are due. `peers`: indicator, industry and
    period (by its days) of each figure that it holds against peers.
    """

    quarter: str | None = None
    peers: tuple[tuple[str, str, str], ...] = ()

    def digest(self, tables: SharedTables) -> str:
        """SHA-256 (hex) of what *tables* has of it."""
        draw, peers = of_tables(tables, self)
        if draw is None and not peers:
            return _nothing()
        found = SharedTables(draws=(draw,) if draw else (), peers=peers)
        return sha256(found.model_dump_json().encode()).hexdigest()

    @property
    def plain(self) -> list[Any]:
        """As JSON can hold it."""
        return [self.quarter, *map(list, self.peers)]

    @classmethod
    def of_plain(cls, plain: object) -> Lookups | None:
        """What `plain` gave; None if *plain* is nothing of the kind."""
        if not isinstance(plain, list) or not plain:
            return None
        return cls(plain[0], tuple((one[0], one[1], one[2]) for one in plain[1:]))


def names_of(provider: str) -> tuple[str, str, str]:
    """The names of the review, of the facts and of the appeals of *provider*."""
    endings = (REVIEW_ENDING, FACTS_ENDING, APPEAL_ENDING)
    review, facts, appeals = (f"{provider}{one}" for one in endings)
    return review, facts, appeals


def record_files(reviews: Path, provider: str) -> RecordFiles:
    """The files on *provider* in the directory *reviews*."""
    return record_files_by(provider, lambda place: named(reviews / place))


def record_files_by(provider: str, read: Callable[[str], Named | None]) -> RecordFiles:
    """The files on *provider*, each as *read* gives what lies at a place in the directory."""
    review, facts, appeals = (read(name) for name in names_of(provider))
    said = (read(f"{VOICE_DIR}/{provider}/{name}") for name in MERCHANTS_FILES)
    return RecordFiles(review, facts, appeals, tuple(one for one in said if one))


def named(path: Path) -> Named | None:
    """The file at *path*, of a byte more than may be read at most; None if there is none."""
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        return readable(path.as_posix()), stream.read(MAX_BYTES + 1)


def of_tables(
    tables: SharedTables, asked: Lookups
) -> tuple[ShopDraw | None, tuple[PeerFigure, ...]]:
    """The draw and the peers' figures that *asked* names, as far as *tables* has them."""
    wanted = frozenset(asked.peers)
    draw = next((one for one in tables.draws if one.quarter == asked.quarter), None)
    return draw, tuple(
        one
        for one in tables.peers
        if (one.indicator, one.industry, period_key(one.period)) in wanted
    )
