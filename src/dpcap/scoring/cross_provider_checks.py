"""Checks across providers: the same evidence, peer figures that differ, rows that are the same."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from itertools import groupby, islice
from operator import itemgetter
from struct import pack, unpack

from dpcap.model.assessment import ShopRow, Value
from dpcap.model.finding import Finding
from dpcap.model.outcome import FORGERY, ComparedValues, CrossFinding
from dpcap.model.profile import EvidenceEntry, Profile
from dpcap.model.trace import IndicatorNode, ShopScore
from dpcap.model.unchecked import trusted

# So many rows of a shop do not come out alike by chance.
LEAST_ROWS = 5

_HEX = 16
_NOTHING = sha256(b"").hexdigest()[:_HEX]
_LINK = "public_link"
# The findings that say what the hash of a file is, where it is not as written or not written.
_HASHED = frozenset(("DP342", "DP343", "DP363", "DP365"))
# States of a file whose content nobody saw.
_UNSEEN = frozenset(("absent", "empty", "too_large"))
_WHAT, _WHEN = "industry", "period"

_marks = trusted(ComparedValues)

_KEPT = 4096

Reply = ShopScore | ShopRow
Envelope = tuple[tuple[str, str], ...]


def compared_values(profile: Profile) -> ComparedValues:
    """The marks of *profile*, whole as it was scored: files' hashes, peer figures, shops' rows."""
    nodes = list(_nodes(profile))
    return _marks(
        evidence=dict(_files(profile)), peers=_peers(profile, nodes), rows=_rows(profile, nodes)
    )


def peer_key(node: str, envelope: Mapping[str, str]) -> str | None:
    """What a peer figure of *node* is of: industry, period, and all else that its figure hangs on.

    None if *envelope* lacks industry or period. `key_parts` takes it apart again.
    """
    if _WHAT not in envelope or _WHEN not in envelope:
        return None
    return _key(node, tuple(envelope.items()))


# Shops and providers state their figures in the same few ways.
@lru_cache(maxsize=_KEPT)
def _key(node: str, envelope: Envelope) -> str:
    told = dict(envelope)
    what, when = told.pop(_WHAT), told.pop(_WHEN)
    return json.dumps([node, what, when, *sorted(told.items())], ensure_ascii=False)


@lru_cache(maxsize=_KEPT)
def _terms(envelope: Envelope) -> str:
    return repr(sorted(envelope))


def key_parts(key: str) -> tuple[str, str, str, dict[str, str]]:
    """Indicator, industry, period and the other terms of a `peer_key`."""
    node, what, when, *terms = json.loads(key)
    return node, what, when, dict(terms)


def _nodes(profile: Profile) -> Iterator[IndicatorNode]:
    for area in profile.areas:
        for dimension in area.dimensions:
            yield from dimension.indicators


def _files(profile: Profile) -> Iterator[tuple[str, str]]:
    """Piece → the hash of the file that is there, whether the piece counts or not."""
    hashed = {
        str(finding.params["evidence"]): str(finding.params["actual"])
        for finding in profile.findings
        if finding.code in _HASHED
    }
    for piece in profile.evidence:
        there = hashed.get(piece.id) or _as_written(piece, profile)
        mark = there[:_HEX].lower() if there else _NOTHING
        if mark != _NOTHING:  # empty files are all alike
            yield piece.id, mark


def _as_written(piece: EvidenceEntry, profile: Profile) -> str | None:
    unseen = not _UNSEEN.isdisjoint((piece.state, profile.kept.files.get(piece.id, "ok")))
    return None if unseen or piece.file is None or piece.kind == _LINK else piece.sha256


def _peers(profile: Profile, nodes: list[IndicatorNode]) -> dict[str, tuple[float, ...]]:
    """`peer_key` → the different peer figures given for it, in order."""
    found: dict[str, set[float]] = {}
    for node, reply in _replies(profile, nodes):
        if reply.peer is not None and (key := peer_key(node, reply.envelope)):
            found.setdefault(key, set()).add(float(reply.peer))
    return {key: tuple(sorted(figures)) for key, figures in sorted(found.items())}


def _replies(
    profile: Profile, nodes: list[IndicatorNode]
) -> Iterator[tuple[str, IndicatorNode | Reply]]:
    for node in nodes:
        for reply in node.shops or (node,):
            yield node.id, reply
    for name, rows in profile.kept.rows.items():
        for row in rows:
            yield name, row


def _rows(profile: Profile, nodes: list[IndicatorNode]) -> dict[str, str]:
    """Shop → a digest of all its rows, where it has enough of them."""
    given: list[tuple[str, Reply]] = [(node.id, score) for node in nodes for score in node.shops]
    given += [(name, row) for name, rows in profile.kept.rows.items() for row in rows]
    shops: dict[str, dict[str, str]] = {}
    for node, reply in given:
        if reply.value is not None:
            shops.setdefault(reply.shop, {})[node] = _line(node, reply)
    return {
        shop: sha256("\n".join(sorted(lines.values())).encode()).hexdigest()[:_HEX]
        for shop, lines in shops.items()
        if len(lines) >= LEAST_ROWS
    }


def _line(node: str, reply: Reply) -> str:
    """What a row says, but for its note and the evidence it names."""
    terms = _terms(tuple(reply.envelope.items()))
    best = "" if reply.benchmark is None else f" {_plain(reply.benchmark)!r}"
    return f"{node} {_plain(reply.value)!r} {_plain(reply.peer)!r}{best} {terms}"


def _plain(value: Value | None) -> Value | None:
    """*value* in one form whether it was read as 1 or as 1.0."""
    return float(value) if type(value) is int else value


# So many places are named in a message; the crossing itself names every provider.
NAMED = 6

# So many digits of a file's SHA-256 its mark has.
_DIGEST_HEX = 16
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
    known = {digest[:_DIGEST_HEX]: ruled for digest, ruled in forged.items()}
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
