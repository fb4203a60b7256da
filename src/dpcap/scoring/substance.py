"""From a profile and how its gates turned out to what a decision rests on, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dpcap.model.assessment import NpsCounts, Value
from dpcap.model.gate import GateResult
from dpcap.model.profile import EvidencePiece, Profile
from dpcap.model.substance import Aspect, Substance
from dpcap.model.trace import IndicatorNode, ShopScore
from dpcap.scoring.case import Case
from dpcap.scoring.exhibit import state_for

_DECIMALS = 6

Said = IndicatorNode | ShopScore


def substance_of(
    case: Case, profile: Profile, gates: Iterable[GateResult] | None = None
) -> Substance:
    """What a decision on *profile*, which is of *case*, rests on.

    *gates*: how each rule turned out; None: it was held to none.
    """
    provider, role, framework = profile.provider, profile.role, case.framework
    told = _Told(case, profile)
    return Substance(
        provider=(provider.id, provider.registration_number),
        role=(role.id, role.confirmed, profile.asked),
        framework=(framework.id, framework.scoring_digest),
        indicators={node.id: told.aspects(node) for node in _asked(profile)},
        gates=None if gates is None else {one.id: one.state for one in gates},
    )


def _asked(profile: Profile) -> Iterator[IndicatorNode]:
    for area in profile.areas:
        for dimension in area.dimensions:
            yield from (one for one in dimension.indicators if one.state != "not_asked")


class _Told:
    """What the indicators of one profile say of themselves, in plain."""

    def __init__(self, case: Case, profile: Profile) -> None:
        self._case = case
        self._pieces = {piece.id: piece for piece in profile.evidence}
        self._confirmed = profile.kept.not_applicable

    def aspects(self, node: IndicatorNode) -> dict[Aspect, Any]:
        """The aspects of one indicator, rows of shops in the order of their ids."""
        rows = sorted(node.shops, key=lambda row: row.shop)
        return {
            "answers": [
                *(node.state, node.reason, _plain(node.value), node.envelope),
                [(row.shop, _plain(row.value), row.envelope, row.valid) for row in rows],
            ],
            "rulings": [*self._ruled(node), self._rulings(node)],
            "proof": [
                self._counting(node.id, node),
                [(row.shop, self._counting(node.id, row)) for row in rows],
            ],
            "scores": [*_scores(node), [(row.shop, *_scores(row)) for row in rows]],
        }

    def _ruled(self, node: IndicatorNode) -> list[str | None]:
        """The rulings on the indicator itself, and on its N/A."""
        ruled = (node.review, self._confirmed.get(node.id))
        return [one.ruling if one else None for one in ruled]

    def _rulings(self, node: IndicatorNode) -> list[tuple[str, str, str]]:
        """The rulings on what it names as proof, whatever that is called."""
        named = {*node.evidence, *(name for row in node.shops for name in row.evidence)}
        pieces = (self._pieces[name] for name in named)
        return sorted((_content(one), one.kind, one.ruling.ruling) for one in pieces if one.ruling)

    def _counting(self, node: str, said: Said) -> list[tuple[str, str]]:
        """The content and the kind of each piece that counts for what was *said* of *node*."""
        proof = self._case.framework.by_id[node].proof
        if proof is None:
            return []
        exhibits = self._case.exhibits
        counting = (name for name in said.evidence if state_for(exhibits[name], proof) == "counts")
        return sorted(
            {(_content(self._pieces[name]), self._pieces[name].kind) for name in counting}
        )


def _content(piece: EvidencePiece) -> str:
    """By what a piece is known: the address of a link, or the digest of its file."""
    return piece.url or piece.sha256 or ""


def _scores(said: Said) -> tuple[float | None, float | None]:
    return _rounded(said.claimed), _rounded(said.proved)


def _rounded(score: float | None) -> float | None:
    """A score without what the order of sums may leave in its last places."""
    return None if score is None else round(score, _DECIMALS) + 0.0


def _plain(value: Value | None) -> object:
    """A value as JSON; the boxes of a checklist in no order."""
    if isinstance(value, NpsCounts):
        return value.model_dump()
    return sorted(value) if isinstance(value, tuple) else value
