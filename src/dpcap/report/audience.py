"""Who reads the report: which parts they see, and what is taken out of the profile before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from dpcap.errors import UsageError
from dpcap.model.assessment import Assessor, Contact
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.decision_basis import BasisChanges
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile, ProviderEntry, ReviewEntry, UnshownInputs
from dpcap.report.plain_reading import read_as
from dpcap.report.redact_parts import (
    UNNAMED,
    ProfileCut,
    bare_area,
    bare_client,
    bare_fact,
    bare_piece,
    bare_scope,
    bare_shop,
    is_hidden,
)
from dpcap.report.words import read_yaml

# What parts several names, and what begins a word about one.
_BETWEEN_NAMES = re.compile(r"[、,，;；/&\n]")
_ABOUT = re.compile(r"[(（\[【]")


class Audience(NamedTuple):
    """One kind of reader; the fields are explained in `reports/audiences.yaml`."""

    id: str
    sections: tuple[str, ...]
    next: Literal["moves", "questions"]
    bands: bool
    private: bool
    contacts: bool
    names: Literal["all", "consented"]
    files: bool
    remarks: Literal["reviewer", "all"]
    notes: bool = False
    numbers: bool = False

    @property
    def has_notes(self) -> bool:
        """Whether they read findings: these name files and shops, so only who may see both does."""
        return self.notes and self.files and self.names == "all"

    def hides(self, fact: str, framework: Framework) -> bool:
        """Whether the fact called *fact* is withheld from them."""
        return not self.private and is_hidden(fact, framework)


@lru_cache(maxsize=4)
def load_audiences(reports: Path) -> dict[str, Audience]:
    """Every audience of the folder *reports* by name."""
    read = read_yaml(reports / "audiences.yaml")
    return {name: _audience(name, entry) for name, entry in read["audiences"].items()}


def _audience(name: str, entry: dict[str, Any]) -> Audience:
    return Audience(id=name, **{**entry, "sections": tuple(entry["sections"])})


def find_audience(reports: Path, name: str) -> Audience:
    """The audience called *name*. Raises UsageError naming the known ones."""
    known = load_audiences(reports)
    if name not in known:
        raise UsageError(
            f"unknown audience {name!r}: choose one of {', '.join(known)}",
            f"没有 {name!r} 这种读者，可选：{'、'.join(known)}",
        )
    return known[name]


def redact(profile: Profile, framework: Framework, audience: Audience) -> Profile:
    """*profile* as *audience* may have it: what they may not see is gone, not hidden.

    Every page and the JSON inside it are made from the result.
    """
    cut = _cut(profile, framework, audience)
    changed: dict[str, object] = {
        "review": _review(profile.review, audience),
        "provider": _provider(profile.provider, cut, audience),
    }
    if not audience.contacts:
        changed["assessor"] = Assessor()
        changed["submission"] = profile.submission and profile.submission.nameless
    if not audience.has_notes:
        changed["findings"] = ()
    if audience.next == "questions":
        changed |= {"moves": (), "plan": None}
    if cut.takes_something:
        changed["areas"] = tuple(bare_area(area, cut) for area in profile.areas)
        changed["kept"] = UnshownInputs(records=_marked(profile.kept.records))
    elif audience.remarks == "all":  # what the manager holds is no reader's but the reviewer's
        records = _marked(profile.kept.records)
        changed["kept"] = profile.kept.model_copy(update={"records": records})
    if cut.shops and profile.scope is not None:
        changed["scope"] = bare_scope(profile.scope, cut.shops)
    if cut.pieces is not None:
        changed["evidence"] = tuple(bare_piece(piece, cut.pieces) for piece in profile.evidence)
        changed["hinges_on"] = _hinge(profile.hinges_on, cut, cut.pieces)
    seen = profile.model_copy(update=changed)
    names = _hidden_names(profile, audience)
    if audience.numbers and not names:
        return seen
    from dpcap.report.redact_text import masked  # noqa: PLC0415 - its patterns take long to build

    return masked(seen, numbers=not audience.numbers, names=names)


def _marked(records: ManagerRecords | None) -> ManagerRecords | None:
    """That the manager's side was looked at, not what it holds: nobody scores anew without it."""
    return None if records is None else ManagerRecords()


def redact_standing(
    standing: GatesAndDecision | None, audience: Audience
) -> GatesAndDecision | None:
    """*standing* as *audience* may have it.

    Only reviewers learn who granted a waiver. Whoever may not see the provider's own files learns
    what was decided and when, not by whom, why, on which conditions and instead of what, and
    nothing of the gates; that it is outdated, not in what; by the ledger what it is, not why it
    ended or is on watch. No page shows what a decision rests on.
    """
    if standing is None:
        return None
    decision = standing.decision and standing.decision.model_copy(update={"rests_on": None})
    if audience.remarks == "reviewer":
        return standing.model_copy(update={"decision": decision})
    gates, changes, ledger = standing.gates, standing.changes, standing.ledger
    if audience.files:
        gates = tuple(gate.model_copy(update={"waiver_owner": None}) for gate in gates)
    else:
        gates, decision, changes = (), decision and _bare(decision), changes and BasisChanges()
        ledger = ledger and ledger.bare
    seen = standing.model_copy(
        update={"gates": gates, "decision": decision, "changes": changes, "ledger": ledger}
    )
    from dpcap.report.redact_text import masked  # noqa: PLC0415 - its patterns take long to build

    return seen if audience.numbers else masked(seen, numbers=True)


def _bare(decision: Decision) -> Decision:
    conditions = tuple(one.model_copy(update={"text": UNNAMED}) for one in decision.conditions)
    gone = {"by": UNNAMED, "reason": UNNAMED, "replaces": None, "conditions": conditions}
    return decision.model_copy(update=gone)


def _hinge(name: str | None, cut: ProfileCut, pieces: Mapping[str, str]) -> str | None:
    """A piece under its new id, an indicator under its own; nothing else has a name to be told."""
    if name is None or name in pieces:
        return name and pieces[name]
    return name if name in cut.framework.by_id else None


def _hidden_names(profile: Profile, audience: Audience) -> tuple[str, ...]:
    """Names that this audience may not read, and so not inside any text either.

    One letter is no name to look for, nor what is part of the provider's own.
    """
    provider, assessor = profile.provider, profile.assessor
    names: list[str | None] = []
    if audience.names == "consented":
        names += [shop.name for shop in provider.shops if not shop.consent]
        names += [client.name for client in provider.clients if client.consent is not True]
    if not audience.contacts:
        contact = provider.contact
        signer = profile.submission.by if profile.submission else None
        named = (contact.name, assessor.name, signer)
        names += [contact.email, contact.phone, *(name for said in named for name in _people(said))]
    own = read_as(f"{provider.name.zh}\n{provider.name.en}")
    return tuple(name for name in names if name and len(name) > 1 and read_as(name) not in own)


def _people(said: str | None) -> Iterator[str]:
    """The names in what somebody gave as a name: 王敏（运营）、李强 are two persons."""
    if said:
        yield said
        yield from (_ABOUT.split(part, 1)[0].strip() for part in _BETWEEN_NAMES.split(said))


def _cut(profile: Profile, framework: Framework, audience: Audience) -> ProfileCut:
    """New ids for shops, all of them lest two be taken for one, and for evidence."""
    shops: dict[str, str] = {}
    if audience.names == "consented":
        shops = {s.id: f"shop-{place}" for place, s in enumerate(profile.provider.shops, 1)}
    pieces = {piece.id: f"e{place}" for place, piece in enumerate(profile.evidence, 1)}
    return ProfileCut(
        framework, shops, None if audience.files else pieces, amounts=not audience.bands
    )


def _review(review: ReviewEntry, audience: Audience) -> ReviewEntry:
    changed: dict[str, object] = {}
    if audience.remarks == "all":
        open_to_all = tuple(r for r in review.remarks if r.audience == "all")
        changed |= {"remarks": open_to_all, "owner": None}
    if not audience.files:
        changed["contested"] = review.contested and UNNAMED
    if not (audience.files and audience.names == "all"):  # whose contract it is, and in what words
        gone: dict[str, object] = {"contracts": (), "notes": ()}
        changed["contested_answers"] = tuple(
            one.model_copy(update=gone) for one in review.contested_answers
        )
    return review.model_copy(update=changed)


def _provider(provider: ProviderEntry, cut: ProfileCut, audience: Audience) -> ProviderEntry:
    shown = {n: f for n, f in provider.facts.items() if not audience.hides(n, cut.framework)}
    changed: dict[str, object] = {
        "facts": {
            name: bare_fact(fact, name, cut) if cut.takes_something else fact
            for name, fact in shown.items()
        },
        "confirmed_facts": tuple(name for name in provider.confirmed_facts if name in shown),
    }
    if audience.names == "consented":
        changed["shops"] = tuple(bare_shop(shop, cut.shops) for shop in provider.shops)
        changed["clients"] = tuple(map(bare_client, provider.clients))
    if not audience.contacts:
        changed["contact"] = Contact()
    return provider.model_copy(update=changed)
