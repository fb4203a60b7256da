"""Marks: what of one profile is compared with those of other folders."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256

from dpcap.model.assessment import ShopRow, Value
from dpcap.model.outcome import ComparedValues
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
    return f"{node} {_plain(reply.value)!r} {_plain(reply.peer)!r} {terms}"


def _plain(value: Value | None) -> Value | None:
    """*value* in one form whether it was read as 1 or as 1.0."""
    return float(value) if type(value) is int else value
