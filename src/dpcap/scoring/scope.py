"""Which scopes a provider serves, by whose proof, and what is left to ask of it.

A no counts once it is proved: the manager's facts say it, or the fact names a piece of evidence
that a reviewer accepted as showing just that. Until then what needs the scope is N/A.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import NamedTuple

from dpcap.model.assessment import Fact
from dpcap.model.bound_shops import BoundCaseShop
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.indicator import Indicator
from dpcap.model.scope import SHOP_MARK, ProvedBy, ScopeSpec, ScopeState
from dpcap.model.weights import effective_weights
from dpcap.scoring.evidence import DatedEvidence
from dpcap.scoring.normalise import TOLERANCE
from dpcap.scoring.rulings import AppliedRulings


class ScopeAnswer(NamedTuple):
    """How one scope stands.

    `by`: whose word proves the no. `shops`: the bound shops for which it is out by proof,
    `claimed`: those for which only the provider says so. `said`: somebody answered.
    """

    state: ScopeState = "served"
    by: ProvedBy | None = None
    shops: frozenset[str] = frozenset()
    claimed: frozenset[str] = frozenset()
    said: bool = True


class AcceptedPiece(NamedTuple):
    """A piece that a reviewer accepted as showing scopes not to be served: `ships`, `ships@s2`.

    `kinds`: those it counts as.
    """

    kinds: tuple[str, ...]
    shows: frozenset[str]


@dataclass(frozen=True)
class ProviderScope:
    """The scopes of a framework as one provider has them, by their ids."""

    framework: Framework
    answers: Mapping[str, ScopeAnswer]

    @cached_property
    def out(self) -> Mapping[str, tuple[str, ...]]:
        """The indicators out of scope by proof, each with the scopes that take it out."""
        return self._needing("out")

    @cached_property
    def unproved(self) -> Mapping[str, tuple[str, ...]]:
        """The others that a no without proof makes N/A, each with the scopes that do."""
        found = self._needing("unproved")
        return {node: names for node, names in found.items() if node not in self.out}

    @cached_property
    def unsaid(self) -> frozenset[str]:
        """The indicators that need a scope on which nobody has said anything."""
        silent = {name for name, one in self.answers.items() if not one.said}
        return frozenset(self._needs(silent)) if silent else frozenset()

    @cached_property
    def shops_out(self) -> Mapping[str, frozenset[str]]:
        """The indicators per shop that some shops are out of scope for, with these shops."""
        partly = {name: one.shops for name, one in self.answers.items() if one.shops}
        return {
            node: frozenset().union(*[partly[name] for name in names])
            for node, names in (self._needs(partly) if partly else {}).items()
            if self.framework.by_id[node].per == "shop"
        }

    def _needing(self, state: ScopeState) -> dict[str, tuple[str, ...]]:
        wanted = {name for name, one in self.answers.items() if one.state == state}
        return self._needs(wanted) if wanted else {}

    def _needs(self, names: Container[str]) -> dict[str, tuple[str, ...]]:
        """The indicators that need any of *names*, each with those that it needs."""
        each = ((node, _among(one, names)) for node, one in self.framework.by_id.items())
        return {node: found for node, found in each if found}


def _among(indicator: Indicator, names: Container[str]) -> tuple[str, ...]:
    return tuple(name for name in indicator.scope or () if name in names)


def provider_scope(
    framework: Framework,
    facts: Mapping[str, Fact],
    held: Container[str],
    shops: Sequence[BoundCaseShop],
    accepted: Mapping[str, AcceptedPiece],
) -> ProviderScope:
    """The scopes by the *facts* in force, of which the manager has *held*, and their proof."""
    return ProviderScope(
        framework,
        {
            name: _of_manager(facts[name], shops)
            if name in held
            else _of_provider(name, spec, facts.get(name), shops, accepted)
            for name, spec in framework.scopes.items()
        },
    )


def accepted_pieces(
    evidence: Mapping[str, DatedEvidence], rulings: AppliedRulings
) -> dict[str, AcceptedPiece]:
    """The pieces of *evidence* that are there and accepted as showing something of scopes."""
    found = {}
    for name, ruled in rulings.evidence.items():
        ruling = ruled.ruling
        if ruling is not None and ruling.ruling == "accepted" and evidence[name].flaw is None:
            kinds = tuple(one.kind for one in evidence[name].kinds)
            found[name] = AcceptedPiece(kinds, frozenset(ruling.scopes))
    return found


def without_shops(fact: Fact, shops: Sequence[BoundCaseShop]) -> dict[str, tuple[str, ...]]:
    """The bound shops that *fact* excepts, by the ids of their rows, with the proof named."""
    return {shop.id: fact.without[at] for at in fact.without for shop in shops if at in names(shop)}


def names(shop: BoundCaseShop) -> tuple[str, ...]:
    """The ids by which a shop may be named."""
    return (shop.id, shop.platform_id) if shop.platform_id else (shop.id,)


def _of_manager(fact: Fact, shops: Sequence[BoundCaseShop]) -> ScopeAnswer:
    if fact.value is False:
        return ScopeAnswer("out", "manager")
    found = frozenset(without_shops(fact, shops))
    return ScopeAnswer("served", "manager" if found else None, found)


def _of_provider(
    name: str,
    spec: ScopeSpec,
    fact: Fact | None,
    shops: Sequence[BoundCaseShop],
    accepted: Mapping[str, AcceptedPiece],
) -> ScopeAnswer:
    if fact is None:
        return ScopeAnswer(said=False)

    def shown(pieces: Iterable[str], *marks: str) -> bool:
        found = (accepted[piece] for piece in pieces if piece in accepted)
        return any(_can_prove(spec, one.kinds) and one.shows.intersection(marks) for one in found)

    if fact.value is False:
        if shown(fact.evidence, name):
            return ScopeAnswer("out", "reviewer")
        if spec.unproved == "not_applicable":
            return ScopeAnswer("unproved")
        excepted = {shop.id: fact.evidence for shop in shops}
    elif spec.per == "shop" and fact.without:
        excepted = without_shops(fact, shops)
    else:
        return ScopeAnswer()
    marks = {shop.id: [f"{name}{SHOP_MARK}{one}" for one in names(shop)] for shop in shops}
    proved = frozenset(s for s, pieces in excepted.items() if shown(pieces, name, *marks[s]))
    claimed = frozenset(excepted) - proved
    return ScopeAnswer("served", "reviewer" if proved else None, proved, claimed)


def _can_prove(spec: ScopeSpec, kinds: Iterable[str]) -> bool:
    return any(kind in spec.kinds if spec.kinds else kind != DECLARED for kind in kinds)


class RoleScope(NamedTuple):
    """What scope leaves of a role: the share of its nominal weight, 0..1, and what it lacks.

    `lacking`: of the `must` scopes without which the role is not graded, those answered no.
    """

    share: float = 1.0
    lacking: tuple[str, ...] = ()
    must: int = 0

    def is_enough(self, least: float) -> bool:
        """Whether the role can be graded: nothing lacks, and the *least* share is in scope."""
        return not self.lacking and self.share + TOLERANCE >= least


WHOLE_ROLE = RoleScope()


def role_scope(
    scope: ProviderScope, role_id: str, *, core: bool, out: Iterable[str] = ()
) -> RoleScope:
    """What *scope* leaves of a role; *out*: further indicators that are out of scope."""
    if not scope.answers:
        return WHOLE_ROLE
    framework = scope.framework
    must = framework.roles[role_id].must_include
    weights = framework.once(effective_weights, role_id, core)
    gone = fsum(weights.get(node, 0.0) for node in {*scope.out, *out})
    lacking = tuple(name for name in must if scope.answers[name].state != "served")
    return RoleScope(1.0 - gone, lacking, len(must))
