"""Crossings: findings across folders, read off the marks of all of them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import itemgetter
from struct import pack, unpack

from dpcap.model.finding import Finding
from dpcap.model.outcome import ComparedValues, CrossFinding
from dpcap.scoring.compared_values import key_parts

# The code of a file that another review ruled forged.
FORGERY = "DP824"

# So many places are named in a message; the crossing itself names every provider.
NAMED = 6

# So many digits of a file's SHA-256 its mark has.
_HEX = 16
_WORD = (1 << 64) - 1
_TOP = 56
_FIRST = itemgetter(0)

Params = dict[str, str | int | float]
Source = Callable[[], Iterable[tuple[str, ComparedValues]]]


def forgeries(source: Source, forged: Mapping[str, frozenset[str]]) -> tuple[CrossFinding, ...]:
    """A DP824 for each piece of *source* that is a file ruled *forged* in another's review.

    *forged*: the SHA-256 (hex) of each such file, and the providers in whose review it is ruled on;
    these are not told. Nobody learns in whose review it was.
    """
    known = {digest[:_HEX]: ruled for digest, ruled in forged.items()}
    return tuple(
        CrossFinding(finding=_forgery(provider, piece, mark), providers=(provider,))
        for provider, marks in (source() if known else ())
        for piece, mark in marks.evidence.items()
        if mark in known and provider not in known[mark]
    )


def _forgery(provider: str, piece: str, mark: str) -> Finding:
    params: Params = {"provider": provider, "evidence": piece, "hash": mark}
    return Finding(code=FORGERY, params=params)


def crossings(source: Source) -> tuple[CrossFinding, ...]:
    """What the folders have in common and should not have, or should have and do not.

    *source* gives each provider's id and marks, anew each time it is called and in one order; an id
    comes once. DP821: one file with several providers. DP822: several peer figures for one
    indicator, industry, period and other terms. DP823: shops of several providers with the same
    rows. They come by code, then in the order in which *source* first shows them; so do providers.
    Two passes, since what nobody else has is forgotten after the first: memory holds 16 bytes a
    mark, and then what crosses.
    """
    suspects = _suspects(source())
    return tuple(_told(source(), suspects)) if any(suspects) else ()


class _Sieve:
    """Finds the 64-bit keys that come with several marks, 16 bytes for each key added."""

    def __init__(self) -> None:
        # Sorted one by one, buckets need little room besides their own.
        self._buckets = tuple(array("Q") for _ in range(256))

    def add(self, key: int, mark: int) -> None:
        """Note that *key* comes with *mark*; both are below 2 ** 64."""
        self._buckets[key >> _TOP].extend((key, mark))

    def several(self) -> frozenset[int]:
        """The keys with more than one mark."""
        return frozenset(key for bucket in self._buckets for key in _several(bucket))


def _several(bucket: array[int]) -> Iterator[int]:
    pairs = sorted(zip(islice(bucket, 0, None, 2), islice(bucket, 1, None, 2), strict=True))
    for key, group in groupby(pairs, _FIRST):
        if len({mark for _, mark in group}) > 1:
            yield key


Suspects = tuple[frozenset[int], frozenset[int], frozenset[int]]


def _suspects(marked: Iterable[tuple[str, ComparedValues]]) -> Suspects:
    """Files and rows that several providers have, and keys with several peer figures, by number.

    A key that crosses is among them; one that does not is so by chance at most.
    """
    files, figures, rows = _Sieve(), _Sieve(), _Sieve()
    for number, (_, marks) in enumerate(marked):
        for mark in marks.evidence.values():
            files.add(int(mark, 16), number)
        for mark in marks.rows.values():
            rows.add(int(mark, 16), number)
        for key, given in marks.peers.items():
            for figure in given:
                figures.add(hash(key) & _WORD, _bits(figure))
    return files.several(), figures.several(), rows.several()


def _bits(figure: float) -> int:
    number: int = unpack("<Q", pack("<d", figure + 0.0))[0]  # -0.0 is 0.0
    return number


@dataclass(slots=True)
class _Group:
    """Those who share something: each provider once, and the first places of it."""

    providers: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, provider: str, inside: str | None = None) -> None:
        if not self.providers or self.providers[-1] != provider:
            self.providers.append(provider)
        if len(self.places) < NAMED:
            self.places.append(f"{provider}/{inside}" if inside else provider)
        else:
            self.more += 1

    @property
    def listed(self) -> str:
        more = (f"… +{self.more}",) if self.more else ()
        return ", ".join((*self.places, *more))


@dataclass(slots=True)
class _Figures:
    """Those who gave a peer figure for one thing, by the figure."""

    everyone: _Group = field(default_factory=_Group)
    by_figure: dict[float, _Group] = field(default_factory=dict)

    def add(self, provider: str, figures: tuple[float, ...]) -> None:
        self.everyone.add(provider)
        for figure in figures:
            self.by_figure.setdefault(figure, _Group()).add(provider)

    @property
    def differ(self) -> bool:
        """Whether several providers gave several figures."""
        return len(self.by_figure) > 1 and len(self.everyone.providers) > 1

    @property
    def listed(self) -> str:
        told = [
            f"{_shown(figure)} ({who.listed})"
            for figure, who in sorted(self.by_figure.items(), key=_FIRST)
        ]
        more = [f"… +{len(told) - NAMED}"] if len(told) > NAMED else []
        return "; ".join((*told[:NAMED], *more))


def _told(
    marked: Iterable[tuple[str, ComparedValues]], suspects: Suspects
) -> Iterator[CrossFinding]:
    files: dict[str, _Group] = {}
    rows: dict[str, _Group] = {}
    peers: dict[str, _Figures] = {}
    for provider, marks in marked:
        _gather(files, suspects[0], provider, marks.evidence)
        _gather(rows, suspects[2], provider, marks.rows)
        for key, figures in marks.peers.items():
            if hash(key) & _WORD in suspects[1]:
                peers.setdefault(key, _Figures()).add(provider, figures)
    yield from (_same("DP821", mark, group) for mark, group in files.items())
    yield from (_differing(key, figures) for key, figures in peers.items() if figures.differ)
    yield from (_same("DP823", mark, group) for mark, group in rows.items())


def _gather(
    groups: dict[str, _Group], suspects: frozenset[int], provider: str, marks: dict[str, str]
) -> None:
    for inside, mark in marks.items():
        if int(mark, 16) in suspects:
            groups.setdefault(mark, _Group()).add(provider, inside)


def _same(code: str, mark: str, group: _Group) -> CrossFinding:
    params: Params = {"hash": mark, "count": len(group.providers), "places": group.listed}
    return CrossFinding(finding=Finding(code=code, params=params), providers=tuple(group.providers))


def _differing(key: str, figures: _Figures) -> CrossFinding:
    node, industry, period, terms = key_parts(key)
    params: Params = {
        "node": node,
        "industry": industry,
        "period": period,
        "terms": "".join(f", {name} {value}" for name, value in terms.items()),
        "count": len(figures.by_figure),
        "figures": figures.listed,
    }
    finding = Finding(code="DP822", node=node, params=params)
    return CrossFinding(finding=finding, providers=tuple(figures.everyone.providers))


def _shown(figure: float) -> str:
    return repr(figure).removesuffix(".0")
