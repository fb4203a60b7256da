"""The case: everything a score depends on, in one value, the draw of its shops included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from dpcap.errors import UsageError
from dpcap.model.asked import area_shares, asked_of_role
from dpcap.model.assessment import Assessment, Fact
from dpcap.model.bound_shops import BoundCaseShop, bound_shops, known_facts
from dpcap.model.framework import Framework, Method, Role
from dpcap.model.indicator import Indicator
from dpcap.model.manager import ManagerRecords, PeerFigure, quarter_of
from dpcap.model.profile import DrawState, PendingWhy
from dpcap.model.review import Review
from dpcap.scoring.evidence import DatedEvidence, dated_register, signed
from dpcap.scoring.rulings import NO_RULINGS, AppliedRulings, applied_rulings
from dpcap.scoring.scope import ProviderScope, accepted_pieces, provider_scope
from dpcap.scoring.shop_twins import MOST_COMPARED, TwinSearch, search_twins


class DrawnShops(NamedTuple):
    """The shops whose rows may count, how they came to be, and how many `rows` of each figure do.

    `why` the draw is pending.
    """

    state: DrawState
    shops: tuple[BoundCaseShop, ...]
    rows: int
    why: PendingWhy | None = None


def drawn(
    shops: tuple[BoundCaseShop, ...], records: ManagerRecords | None, quarter: str, method: Method
) -> DrawnShops:
    """Which of the bound *shops* are due in an assessment of *quarter*.

    All of them, up to `max_shops`. Above that the largest by the GMV of the manager's list, and
    the others in the order of SHA-256 of the manager's seed and the platform's id: the seed is set
    when the list is fixed. Until there are both the draw is pending, and any shop may be filled.
    """
    if len(shops) <= method.max_shops:
        return DrawnShops("all", shops, len(shops))
    why = _pending(shops, records, quarter)
    if why is not None or records is None or records.draw is None:
        return DrawnShops("pending", shops, method.max_shops, why)
    seed = records.draw.seed
    largest = sorted(shops, key=lambda shop: (-(shop.gmv_wan or 0.0), _lot(seed, shop)))
    first = largest[: min(method.largest_shops, method.max_shops)]
    others = sorted(largest[len(first) :], key=lambda shop: _lot(seed, shop))
    chosen = {shop.id for shop in (*first, *others[: method.max_shops - len(first)])}
    return DrawnShops("drawn", tuple(shop for shop in shops if shop.id in chosen), len(chosen))


def _pending(
    shops: Sequence[BoundCaseShop], records: ManagerRecords | None, quarter: str
) -> PendingWhy | None:
    listed = records.facts.shops if records and records.facts else None
    if listed is None:
        return "no_list"
    if any(shop.gmv_wan is None for shop in shops):
        return "no_gmv"
    draw = records.draw if records else None
    if draw is None or draw.quarter != quarter:
        return "no_seed"
    return "early_seed" if draw.set_on < listed.on else None


def _lot(seed: str, shop: BoundCaseShop) -> bytes:
    return sha256(f"{seed}\n{shop.platform_id}".encode()).digest()


# What a case derives that hangs on no answer; neither on the role nor on the day; not on the role.
_SAME_FOR_ANY_ANSWERS = ("facts", "shops", "draw", "peers")
_OF_FIGURES = ("twins", "twin_places", "twin_search")
_SAME_ON_ANY_DAY = (*_SAME_FOR_ANY_ANSWERS, *_OF_FIGURES)
_SAME_IN_ANY_ROLE = (*_SAME_ON_ANY_DAY, "rulings", "dated_evidence", "seals", "scope")


@dataclass(frozen=True)
class Case:
    """One assessment to be scored: by which framework, as of which day, in which role.

    `core`: only the core set is asked, whatever the role. `records`: what the manager holds on the
    provider; None: nobody looked. `unasked_facts`: facts that nobody was asked for, so that where
    they are lacking nothing that hangs on them is open.
    """

    framework: Framework
    assessment: Assessment
    as_of: date
    role_id: str
    core: bool = False
    records: ManagerRecords | None = None
    unasked_facts: frozenset[str] = frozenset()

    def in_role(self, role_id: str) -> Case:
        """The case judged in another role."""
        return _keep(self, replace(self, role_id=role_id), _SAME_IN_ANY_ROLE)

    def on_day(self, day: date) -> Case:
        """The case judged on another day."""
        return _keep(self, replace(self, as_of=day), _SAME_ON_ANY_DAY)

    def with_replies(self, assessment: Assessment, *, node: str, same_figures: bool) -> Case:
        """The case with the replies and evidence of *assessment*, of the same provider and day.

        Rows are other ones for *node* alone; *same_figures*: they say the same numbers.
        """
        names = _SAME_FOR_ANY_ANSWERS + (_OF_FIGURES if same_figures else ())
        other = _keep(self, replace(self, assessment=assessment), names)
        if not same_figures and len(self.due) <= MOST_COMPARED:
            rows = assessment.rows.get(node, ())
            found = self.twin_search.with_rows(node, rows, self.framework)
            vars(other)["twin_search"] = found
        vars(other)["dated_evidence"] = self._dated_anew(other)
        return other

    def _dated_anew(self, other: Case) -> dict[str, DatedEvidence]:
        """The pieces of *other*, of the same day; what both cases hold is not dated again."""
        before, rulings = self.rulings.evidence, other.rulings.evidence
        pieces = other.assessment.evidence
        # A signature confirms a piece by another one, which may have come or gone.
        same = {
            name: one
            for name, one in self.dated_evidence.items()
            if pieces.get(name) is one.piece
            and not one.piece.signature
            and before.get(name) == rulings.get(name)
        }
        return dated_register(pieces, self.as_of, rulings, self.framework, same)

    @property
    def review(self) -> Review | None:
        """The review, if there is one."""
        return self.records.review if self.records else None

    @cached_property
    def rulings(self) -> AppliedRulings:
        """What of the review applies to what is there today."""
        if self.review is None:
            return NO_RULINGS
        return applied_rulings(self.review, self.assessment, self.framework, self.as_of)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The provider's facts by their ids; the manager's stand over what the provider gave."""
        return known_facts(self.assessment.provider.facts, self.records)

    @property
    def confirmed_facts(self) -> tuple[str, ...]:
        """Which of the facts are the manager's."""
        held = self.records.facts if self.records else None
        return tuple(sorted(held.facts)) if held else ()

    @cached_property
    def scope(self) -> ProviderScope:
        """Which of the framework's scopes the provider serves, and what that takes out."""
        if not self.framework.scopes:
            return ProviderScope(self.framework, {})
        shown = accepted_pieces(self.dated_evidence, self.rulings)
        held = self.confirmed_facts
        return provider_scope(self.framework, self.facts, held, self.shops, shown)

    @cached_property
    def shops(self) -> tuple[BoundCaseShop, ...]:
        """The shops bound to the provider: by the manager's list if there is one."""
        return bound_shops(self.assessment.provider.shops, self.records)

    @cached_property
    def role(self) -> Role:
        """The role judged."""
        return self.framework.roles[self.role_id]

    @cached_property
    def shares(self) -> dict[str, float]:
        """Each area's share of the role's weights, 0..1."""
        return self.framework.once(area_shares, self.role_id)

    @cached_property
    def asked(self) -> dict[str, Indicator]:
        """The indicators in the role's set, by id (a `when` may still take one out)."""
        return self.framework.once(_asked, self.role_id, self.core)

    @cached_property
    def dated_evidence(self) -> dict[str, DatedEvidence]:
        """The pieces of evidence as they stand on the day, by id."""
        pieces, rulings = self.assessment.evidence, self.rulings.evidence
        return dated_register(pieces, self.as_of, rulings, self.framework)

    @cached_property
    def signed(self) -> tuple[str, ...]:
        """The pieces of evidence that name the record of a signature."""
        return tuple(n for n, one in self.assessment.evidence.items() if one.signature)

    @cached_property
    def draw(self) -> DrawnShops:
        """Which shops are due: all of them, those drawn, or any while the draw is pending."""
        quarter = quarter_of(self.assessment.assessed_on)
        return drawn(self.shops, self.records, quarter, self.framework.method)

    @cached_property
    def seals(self) -> frozenset[str | None]:
        """The records of signatures that confirm a piece."""
        pieces = self.assessment.evidence
        return frozenset(pieces[n].signature for n in signed(self.dated_evidence, self.framework))

    @property
    def due(self) -> tuple[BoundCaseShop, ...]:
        """The shops whose rows may count."""
        return self.draw.shops

    @cached_property
    def twins(self) -> tuple[frozenset[str], ...]:
        """The groups of due shops whose rows are the same figures."""
        return self.twin_search.groups

    @cached_property
    def twin_search(self) -> TwinSearch:
        """What tells twins among the due shops."""
        return search_twins(self.assessment.rows, [shop.id for shop in self.due], self.framework)

    @cached_property
    def twin_places(self) -> tuple[tuple[int, ...], ...]:
        """The places of twins among the due shops, group by group."""
        return tuple(
            tuple(place for place, shop in enumerate(self.due) if shop.id in group)
            for group in self.twins
        )

    @cached_property
    def peers(self) -> dict[str, list[PeerFigure]]:
        """The peers' figures that the manager vouches for, by indicator."""
        held: dict[str, list[PeerFigure]] = {}
        for one in self.records.peers if self.records else ():
            held.setdefault(one.indicator, []).append(one)
        return held


def _keep(case: Case, other: Case, names: tuple[str, ...]) -> Case:
    """*other*, holding what *case* has derived already of *names*, the same for both."""
    derived = vars(case)
    vars(other).update({name: derived[name] for name in names if name in derived})
    return other


def _asked(framework: Framework, role_id: str, core: bool) -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in asked_of_role(framework, role_id, core)}


def make_case(
    framework: Framework,
    assessment: Assessment,
    *,
    as_of: date | None = None,
    role: str | None = None,
    core: bool = False,
    records: ManagerRecords | None = None,
) -> Case:
    """The case of these inputs, defaults filled in. Parameters and errors as for `score`."""
    day = as_of or assessment.assessed_on
    if day < assessment.assessed_on:
        raise UsageError(
            f"{day} lies before the assessment of {assessment.assessed_on}",
            f"{day} 早于评估日期 {assessment.assessed_on}",
        )
    review = records.review if records else None
    fixed = review.role.id if review and review.role else assessment.provider.role
    chosen = role or fixed
    if chosen not in framework.roles:
        raise UsageError(
            f"no role {chosen}; there are {framework.roles_said('en')}",
            f"没有角色 {chosen}；有：{framework.roles_said('zh')}",
        )
    return Case(framework, assessment, day, chosen, core, records)
