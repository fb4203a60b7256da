"""Two statements held side by side: the first figure that differs as one reads, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel

from dpcap.model.decision import GatesAndDecision
from dpcap.model.profile import Profile
from dpcap.model.statement import StatementTitles

Reason = Literal[
    "framework",
    "answers",
    "engine",
    "day",
    "role",
    "review",
    "records",
    "gates",
    "decision",
    "ledger",
    "edited",
]
Leaf = str | int | float | bool | None

# What names the inputs: told as the reason, not as a figure.
_INPUTS = frozenset(
    ("engine_version", "framework", "answers_digest", "schema_version", "template", "changes")
)


class FigureDifference(NamedTuple):
    """One value that differs: where (the ids and fields on the way), in the report, and anew.

    `node` is the last area, dimension or indicator on the way.
    """

    path: tuple[str, ...]
    node: str | None
    shown: Leaf
    found: Leaf


class StatementDifference(NamedTuple):
    """How two statements differ: the first figure, how many values in all, and every reason."""

    first: FigureDifference
    values: int
    reasons: tuple[Reason, ...]


def difference(
    said: Profile,
    anew: Profile,
    standing: tuple[GatesAndDecision | None, GatesAndDecision | None] = (None, None),
    titles: tuple[StatementTitles | None, StatementTitles | None] = (None, None),
    *,
    hidden: bool = False,
) -> StatementDifference | None:
    """How what the report *said* differs from the profile made *anew*; None: in nothing.

    *standing*: the gates and the decision of each; without one in the report none is looked at.
    *titles*: the framework's words, which of another framework say nothing. *hidden*: the manager
    holds figures on the provider that the report does not show.
    """
    apart = list(_apart(said, anew, (), None))
    if standing[0] is not None:
        apart += _apart(standing[0], standing[1], ("standing",), None)
    if said.framework.digest == anew.framework.digest:
        apart += _apart(titles[0], titles[1], ("titles",), None)
    if not apart:
        return None
    figures = [one for one in apart if _is_figure(one)]
    known = [one for one in apart if not _INPUTS & set(one.path)]
    first = (figures or known or apart)[0]
    return StatementDifference(first, len(apart), _reasons(said, anew, standing, hidden=hidden))


def _is_figure(one: FigureDifference) -> bool:
    both = (one.shown, one.found)
    return any(isinstance(each, int | float) and not isinstance(each, bool) for each in both)


def _apart(
    said: object, anew: object, path: tuple[str, ...], node: str | None
) -> Iterator[FigureDifference]:
    """Every value that differs, in the order in which the model, and so the page, has them."""
    if said == anew:
        return
    if isinstance(said, BaseModel) and type(said) is type(anew):
        here = getattr(said, "id", None)
        inside = here if isinstance(here, str) and path else node
        for name in type(said).model_fields:
            yield from _apart(getattr(said, name), getattr(anew, name), (*path, name), inside)
    elif isinstance(said, dict) and isinstance(anew, dict):
        for key in {**said, **anew}:
            yield from _apart(said.get(key), anew.get(key), (*path, str(key)), node)
    elif isinstance(said, tuple) and isinstance(anew, tuple):
        yield from _apart_in_lists(said, anew, path, node)
    else:
        yield FigureDifference(path, node, _leaf(said), _leaf(anew))


def _apart_in_lists(
    said: Sequence[object], anew: Sequence[object], path: tuple[str, ...], node: str | None
) -> Iterator[FigureDifference]:
    for place in range(max(len(said), len(anew))):
        one = said[place] if place < len(said) else None
        other = anew[place] if place < len(anew) else None
        name = _name(one) or _name(other) or str(place + 1)
        yield from _apart(one, other, (*path, name), node)


def _name(part: object) -> str | None:
    """What a part of a list is called: by its id, or the shop's that it is of."""
    name = getattr(part, "id", None) or getattr(part, "shop", None)
    return name if isinstance(name, str) else None


def _leaf(value: object) -> Leaf:
    """A plain value as it is; a whole part that the other side lacks by its id, or by its kind."""
    if value is None or isinstance(value, str | int | float):
        return value
    return _name(value) or str(value)[:80]


def _reasons(
    said: Profile,
    anew: Profile,
    standing: tuple[GatesAndDecision | None, GatesAndDecision | None],
    *,
    hidden: bool,
) -> tuple[Reason, ...]:
    """The inputs that are not the same; none of them: somebody changed what the report says.

    *hidden*: the manager held figures that the report does not show, which may be others by now.
    """
    role, mine = said.role, anew.role
    old, new = standing if all(standing) else (None, None)
    different: dict[Reason, bool] = {
        "framework": said.framework.digest != anew.framework.digest,
        "answers": said.answers_digest != anew.answers_digest,
        "engine": said.engine_version != anew.engine_version,
        "day": said.as_of != anew.as_of,
        "role": (role.id, role.declared, said.asked) != (mine.id, mine.declared, anew.asked),
        "review": _review(said) != _review(anew),
        "records": _held(said) != _held(anew),
        "gates": bool(old and new and old.gates_digest != new.gates_digest),
        "decision": bool(old and new and old.decision != new.decision),
        "ledger": bool(old and new and old.ledger != new.ledger),
    }
    found = tuple(reason for reason, differs in different.items() if differs)
    return found or (("records",) if hidden else ("edited",))


def _held(profile: Profile) -> tuple[object, ...]:
    """The manager's side but the review, as far as *profile* has it."""
    held = profile.kept.records
    return (held.facts, held.draw, held.peers) if held else (None, None, ())


def _review(profile: Profile) -> tuple[object, ...]:
    """All that a review left in *profile*; how many pieces count is not its doing."""
    entry = profile.review.model_copy(update={"pieces": 0, "reviewed": 0})
    pieces = [(piece.id, piece.ruling) for piece in profile.evidence]
    nodes = [
        (node.id, node.review)
        for area in profile.areas
        for dimension in area.dimensions
        for node in dimension.indicators
    ]
    return entry, profile.role.confirmed, pieces, nodes
