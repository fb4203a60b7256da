"""Which must-haves of a brief a provider does not meet, by its stored profile."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dpcap.model.assessment import Fact, FactValue, figure_of
from dpcap.model.brief import FactCondition, MustHaves
from dpcap.model.match import UnmetMust, UnmetWhy
from dpcap.scoring.need_scores import ProfileReading, given, unasked

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def unmet_musts(must: MustHaves, reading: ProfileReading) -> tuple[UnmetMust, ...]:
    """The must-haves that the provider of *reading* does not meet, or nobody can tell."""
    return (
        *_who(must, reading),
        *_level(must, reading),
        *_scopes(must, reading),
        *_scores(must, reading),
        *_facts(must, reading),
        *_capacity(must, reading),
    )


def _who(must: MustHaves, reading: ProfileReading) -> Iterator[UnmetMust]:
    profile = reading.profile
    if must.roles and profile.role.id not in must.roles:
        yield UnmetMust(kind="role", what="role", why="short", found=profile.role.id)
    theirs = profile.provider.categories
    if must.categories and not _holds(theirs, must.categories):
        why: UnmetWhy = "short" if theirs else "not_given"
        yield UnmetMust(
            kind="category",
            what="categories",
            why=why,
            found=_any(theirs) or None,
        )


def _level(must: MustHaves, reading: ProfileReading) -> Iterator[UnmetMust]:
    if must.level is None:
        return
    proved = reading.profile.overall.level.proved
    order = [level.id for level in reading.framework.levels]
    why: UnmetWhy | None = None
    if not proved.graded:
        why = "not_graded"
    elif reading.profile.asked == "core":
        why = "core_only"
    elif proved.id is None or order.index(proved.id) < order.index(must.level):
        why = "short"
    if why:
        yield UnmetMust(kind="level", what="level", why=why, found=proved.id)


def _scopes(must: MustHaves, reading: ProfileReading) -> Iterator[UnmetMust]:
    """A scope of which nobody says that it is served is not had: silence is no promise."""
    facts, scope = reading.profile.provider.facts, reading.profile.scope
    out = {one.id for one in scope.scopes if one.state != "served"} if scope else set()
    for name in must.scopes:
        said = facts.get(name)
        if said is None:
            yield UnmetMust(kind="scope", what=name, why="not_given")
        elif said.value is not True or name in out:
            yield UnmetMust(kind="scope", what=name, why="out_of_scope")


def _scores(must: MustHaves, reading: ProfileReading) -> Iterator[UnmetMust]:
    for name, least in must.scores.items():
        node, area = reading.nodes.get(name, (None, None))
        why: UnmetWhy | None = None
        if node is None or area is None:
            why = "not_asked"
        elif reason := unasked(node):
            why = reason
        elif node.proved is None:
            why = "not_graded"
        elif node.proved < least:
            why = "short"
        if why:
            found = None if node is None or node.proved is None else f"{node.proved:.4f}"
            yield UnmetMust(kind="score", what=name, why=why, found=found)


def _facts(must: MustHaves, reading: ProfileReading) -> Iterator[UnmetMust]:
    for name, asked in must.facts.items():
        fact = reading.profile.provider.facts.get(name)
        why = _fact_short(fact, asked, exact=reading.framework.facts[name].kind == "choice")
        if why:
            found = None if fact is None else _said(fact.value)
            yield UnmetMust(kind="fact", what=name, why=why, found=found)


def _fact_short(fact: Fact | None, asked: FactCondition, *, exact: bool) -> UnmetWhy | None:
    if fact is None or not given(fact):
        return "not_given"
    met = [
        _words(fact.value, asked, exact=exact),
        *(check(fact.value, asked) for check in (_is, _amount, _range)),
    ]
    if "unreadable" in met:
        return "unreadable"
    return "short" if "short" in met else None


def _is(value: FactValue, asked: FactCondition) -> UnmetWhy | None:
    if asked.is_ is None:
        return None
    return None if value is asked.is_ else "short"


def _words(value: FactValue, asked: FactCondition, *, exact: bool) -> UnmetWhy | None:
    """Whether a text holds words, or a choice (*exact*) is one of them."""

    def holds(words: tuple[str, ...]) -> bool:
        return value in words if exact else _holds(_texts(value), words)

    if asked.any_of and not holds(asked.any_of):
        return "short"
    return "short" if asked.none_of and holds(asked.none_of) else None


def _amount(value: FactValue, asked: FactCondition) -> UnmetWhy | None:
    if asked.at_least is None and asked.at_most is None:
        return None
    amount = figure_of(value)
    if amount is None:
        return "unreadable"
    under = asked.at_least is not None and amount < asked.at_least
    over = asked.at_most is not None and amount > asked.at_most
    return "short" if under or over else None


def _range(value: FactValue, asked: FactCondition) -> UnmetWhy | None:
    """Whether a text with two numbers, such as a price band, meets the range asked for."""
    if asked.overlaps is None:
        return None
    text = unicodedata.normalize("NFKC", " ".join(_texts(value))).replace(",", "")
    found = [float(number) for number in _NUMBER.findall(text)]
    if len(found) != 2:  # noqa: PLR2004 - from and to
        return "unreadable"
    low, high = sorted(found)
    return None if low <= asked.overlaps[1] and high >= asked.overlaps[0] else "short"


def _capacity(must: MustHaves, reading: ProfileReading) -> Iterator[UnmetMust]:
    for name, least in must.capacity.items():
        fact = reading.profile.provider.facts.get(name)
        left = None if fact is None else figure_of(fact.value)
        if left is None:
            yield UnmetMust(kind="capacity", what=name, why="not_given")
        elif left < least:
            yield UnmetMust(kind="capacity", what=name, why="short", found=f"{left:g}")


def _holds(texts: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether one of *texts* holds one of *words*; width and case do not count."""
    inside = [_folded(text) for text in texts]
    return any(_folded(word) in text for word in words for text in inside)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _texts(value: FactValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _said(value: FactValue) -> str:
    return f"{value:g}" if isinstance(value, float) else _any(_texts(value))


def _any(words: tuple[str, ...]) -> str:
    return " / ".join(words)
