"""What the words of a letter say of levels, scores and decisions, held against a sealed report.

No seal covers the words of a mail, and no program can tell all that words may say. So only what
is plain is looked for: the names of levels, figures that stand as scores, and the words in which
decisions are told, in both languages. What of that the report does not say is told; that nothing
was found proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Literal, NamedTuple, TypeGuard
from unicodedata import normalize

from dpcap.model.decision import DECISIONS, DecisionKind
from dpcap.model.statement import Statement
from dpcap.model.trace import Node
from dpcap.report import figures
from dpcap.report.sanitize import clean
from dpcap.report.score_scale import ScoreScale

ClaimKind = Literal["level", "score", "decision"]
LONGEST, _MOST = 200_000, 100

_FIGURE = r"\d{1,3}(?:\.\d{1,2})?(?![\d,/]|\.\d)"
_RANGE = rf"(?<![\d.])({_FIGURE})(?:\s?[-~–—]\s?({_FIGURE}))?"
_IS = r"\s{0,3}(?:[:=]|为|是|达到?|is|of|was)?\s{0,3}"
# What makes the figure behind it a score of the whole, on one of the two bases.
_BASES = {
    "proved": re.compile(
        r"(?:[举实]证(?:得|总)?分|总得?分|综合得?分"
        r"|(?:proved|overall|total|final)(?: overall)?(?: score)?)"
        rf"{_IS}{_RANGE}",
        re.IGNORECASE,
    ),
    "claimed": re.compile(rf"(?:自评(?:得|总)?分|claimed(?: score)?){_IS}{_RANGE}", re.IGNORECASE),
}
_UNIT = r"\s?(?:%|万|亿|元|倍|天|人|家|件|次|小时|分钟|[x×]|times|days|hours|million)"
# A figure with one decimal is how scores are written; any figure is one before “points”.
_ANY = re.compile(
    rf"(?<![\d.,+−])(?:(\d{{1,3}}\.\d)(?![\d.]|{_UNIT})"
    rf"|({_FIGURE})\s?(?:分(?![钟期类店析别批级队组享公行布成之数])|points\b))",
    re.IGNORECASE,
)
# What an indicator's id may be, with the figure at its end: `LIV-1.2`.
_ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}$")
_LONGEST_ID = 64
_DECISIONS = re.compile(
    r"(?P<conditional>(?:有|附)条件(?:地)?(?:予以)?(?:准入|通过)|conditionally admitted"
    r"|admitted\b(?:[^.!?]{0,80}?\s)?(?:with|on|under|subject to)\s(?:the\s|\d{1,2}\s)?conditions?)"
    r"|(?P<decline>(?:未予|不予|未获|未能|暂不|拒绝)准入|未通过|不通过"
    r"|\b(?:not|never)\s(?:been\s|yet\s)?(?:admitted|approved)|\bdeclined|\brejected)"
    r"|(?P<reassess>重新评估|assessed again|another assessment|\bre-?assess\w{0,10})"
    r"|(?P<admit>(?:予以|获得?|准予|同意|批准|已)准入|准入通过|审核通过"
    r"|\badmitted\b|\bapproved\b|admission (?:is |was )?granted)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"([A-Za-z]{1,3})(\d{1,2})")
_BY_NUMBER = r"(?:等级|级别|level)\s{0,2}:?\s{0,2}(\d{1,2})(?![\d.])|(?<![\d.])(\d{1,2})\s?级"
# What stands before a claim that is not about the proved level, or not about what was decided.
_BEFORE = 60
_SELF = re.compile(r"(?:自评|claimed)[^。.;；举p]{0,15}$", re.IGNORECASE)
_REPLACED = re.compile(
    r"取代|代替|上一次|由[“\"]?$|replaces|changes from|earlier|previous", re.IGNORECASE
)
_CJK = r"[　-〿一-鿿！-･]"
_INSIDE = re.compile(rf"(?<={_CJK}) (?={_CJK})")


class LetterClaim(NamedTuple):
    """What a letter says: of what kind, in which words, and what the report has in its place."""

    kind: ClaimKind
    said: str
    sealed: str


class LetterComparison(NamedTuple):
    """What became of the claims in a letter: how many the report says as well, and the others."""

    matched: int
    apart: tuple[LetterClaim, ...]


def compared(texts: Iterable[str], said: Statement) -> LetterComparison:
    """The claims in the *texts* of a letter, each once, against the report that *said* so."""
    sealed = _Sealed(said)
    found: dict[tuple[ClaimKind, str], LetterClaim | None] = {}
    for text in texts:
        words = sealed.without_own_words(_plain(text[:LONGEST]))
        for claims in (_decisions(words, sealed), _levels(words, sealed), _scores(words, sealed)):
            for kind, told, right in claims:
                before = found.get((kind, told))
                found[kind, told] = before if right is None else LetterClaim(kind, told, right)
    apart = tuple(claim for claim in found.values() if claim)
    return LetterComparison(len(found) - len(apart), apart)


# A claim: its kind, its words, and None if the report says the same, else what it says.
_Found = Iterator[tuple[ClaimKind, str, str | None]]


def _plain(text: str) -> str:
    """*text* on one line, in plain characters; Chinese has no blanks where lines were broken."""
    return _INSIDE.sub("", " ".join(clean(normalize("NFKC", text)).split()))


class _Sealed:
    """What a report says, as a letter would."""

    def __init__(self, said: Statement) -> None:
        self.said, self.profile = said, said.profile
        decision = said.standing.decision if said.standing else None
        self.decision: DecisionKind | None = decision.decision if decision else None
        replaced = decision.replaces.decision if decision and decision.replaces else None
        self.replaced: DecisionKind | None = replaced
        reached = self.profile.overall.level
        self.proved = reached.proved.id if reached.proved.graded else None
        self.claimed = reached.claimed.id if reached.claimed.graded else None

    def without_own_words(self, words: str) -> str:
        """*words* without those that a person wrote into the decision: they stand in the report."""
        decision = self.said.standing.decision if self.said.standing else None
        if decision is None:
            return words
        own = [decision.reason, *(one.text for one in decision.conditions[:_MOST])]
        for text in sorted(map(_plain, own), key=len, reverse=True):
            words = words.replace(text, " ") if len(text) > 1 else words
        return words

    @cached_property
    def verdicts(self) -> re.Pattern[str]:
        """Where a letter tells a decision: in the words of the gates, else in the usual ones."""
        own = self.said.standing.verdicts if self.said.standing else None
        if own is None:
            return _DECISIONS
        named = {_plain(text).casefold(): kind for kind in DECISIONS for text in own.words(kind)}
        # One word may hold another (不合格, 合格): the longer one is looked for first.
        each = sorted(named, key=len, reverse=True)
        parts = (f"(?P<{named[text]}_{n}>{_whole(text)})" for n, text in enumerate(each))
        # Verdicts may be everyday words (合格): they are told where our letters tell them.
        return re.compile(rf"(?:[:“]\s?|为)(?:{'|'.join(parts)})", re.IGNORECASE)

    def is_id(self, words: str, end: int) -> bool:
        """Whether what ends at *end* in *words* is the id of an indicator."""
        found = _ID.search(words[max(0, end - _LONGEST_ID) : end])
        return found is not None and found[0] in self._ids

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(node.id for node in self.profile.indicators())

    @cached_property
    def figures(self) -> frozenset[str]:
        """Every figure that a letter may call a score, as it is shown."""
        scale, every = ScoreScale(self.said.titles.display), [*filter(_is_figure, self._scores())]
        shown = [cut(one) for one in every for cut in (figures.truncated, scale.cut)]
        return frozenset(map(_same, [*shown, scale.display.top])) | {"0", "100"}

    def _scores(self) -> Iterator[object]:
        profile = self.profile
        yield from _of(profile.overall)
        for area in profile.areas[:_MOST]:
            yield from (*_of(area), area.target)
            for dimension in area.dimensions:
                yield from _of(dimension)
                for node in dimension.indicators:
                    yield from (*_of(node), node.value)
        for move in profile.moves or ():
            yield from (move.gain, move.claimed_gain)
        for gate in self.said.standing.gates if self.said.standing else ():
            yield from (gate.needed, gate.found)
        for rule in profile.overall.level.proved.blocked:
            yield from (rule.needed, rule.found)


def _is_figure(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same(figure: str | float) -> str:
    """A figure as text, the same for `70` and `70.0`."""
    return f"{float(figure):.6g}"


def _whole(text: str) -> str:
    """A pattern for *text* that is no part of a longer word."""
    start = r"(?<![A-Za-z0-9])" if text[0].isascii() else ""
    return start + re.escape(text) + (r"(?![A-Za-z0-9])" if text[-1].isascii() else "")


def _decisions(words: str, sealed: _Sealed) -> _Found:
    """What is told must be what was decided, or called the decision that this one replaced."""
    for found in sealed.verdicts.finditer(words):
        kind, place = (found.lastgroup or "").partition("_")[0], found.start()
        is_old = kind == sealed.replaced and _says_before(_REPLACED, words, place)
        holds = is_old or kind == sealed.decision
        told = found[found.lastgroup or 0]
        yield "decision", told, None if holds else sealed.decision or "-"


def _says_before(pattern: re.Pattern[str], words: str, place: int) -> bool:
    return pattern.search(words[max(0, place - _BEFORE) : place]) is not None


def _levels(words: str, sealed: _Sealed) -> _Found:
    names = sealed.said.titles.levels
    for place, told, level in (*_by_number(words, [*names]), *_by_title(words, sealed)):
        basis = sealed.claimed if _says_before(_SELF, words, place) else sealed.proved
        yield "level", told, None if level == basis else basis or "-"


def _by_number(words: str, names: list[str]) -> Iterator[tuple[int, str, str]]:
    """Levels called by a letter and a number, whether there is such a level or not."""
    parts = [_NUMBERED.fullmatch(name) for name in names]
    prefixes = {found[1] for found in parts if found}
    if None in parts or len(prefixes) != 1:
        return
    (prefix,) = prefixes
    named = rf"(?<![A-Za-z0-9]){prefix}[ -]?(\d{{1,2}})(?![A-Za-z0-9]|\.\d)"
    for found in re.finditer(rf"{named}|{_BY_NUMBER}", words, re.IGNORECASE):
        number = next(filter(None, found.groups()))
        yield found.start(), found[0], f"{prefix}{int(number)}"


def _by_title(words: str, sealed: _Sealed) -> Iterator[tuple[int, str, str]]:
    """Levels called by their id or title behind a score and a dot, as our letters have them."""
    ids: dict[str, str] = {}
    for level, title in islice(sealed.said.titles.levels.items(), _MOST):
        ids |= dict.fromkeys((level, _plain(title.zh), _plain(title.en)), level)
    each = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))
    for found in re.finditer(rf"·\s?({each})(?![A-Za-z0-9])", words):
        yield found.start(), found[1], ids[found[1]]


def _scores(words: str, sealed: _Sealed) -> _Found:
    """Scores of the whole and of areas by what they are called, then any other figure."""
    taken: set[int] = set()
    overall = sealed.profile.overall
    for basis, pattern in _BASES.items():
        right = _on(overall, basis)
        for found in pattern.finditer(words):
            taken |= {found.start(1), found.start(2)}
            yield "score", found[0], _judged(found.groups(), right)
    for area in sealed.profile.areas[:_MOST]:
        title = sealed.said.titles.areas.get(area.id)
        right = (area.proved, area.claimed, area.target)
        for found in _row(words, (title.zh, title.en) if title else ()):
            taken |= {found.start(place) for place in (1, 2, 3)}
            yield "score", found[0], _judged(found.groups(), right)
    for found in _ANY.finditer(words):
        place = 1 if found[1] else 2
        if found.start(place) not in taken and not sealed.is_id(words, found.end(place)):
            known = _same(found[place]) in sealed.figures
            yield "score", found[0], None if known else "-"


def _row(words: str, titles: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """The figures of an area in a table, behind its title."""
    for title in map(_plain, titles):
        pattern = rf"{re.escape(title)}\s({_FIGURE})\s({_FIGURE})(?:\s({_FIGURE}))?"
        yield from re.finditer(pattern, words)


def _on(node: Node, basis: str) -> tuple[float | None, ...]:
    return getattr(node, basis), getattr(node, f"{basis}_ceiling")


def _of(node: Node) -> tuple[float | None, ...]:
    return *_on(node, "proved"), *_on(node, "claimed")


def _judged(told: Iterable[str | None], right: Iterable[float | None]) -> str | None:
    """None if each figure *told* is the one that is *right* in its place, else the first of these.

    Proved scores stand before claimed ones, low ends before high ones.
    """
    shown = ["-" if one is None else _same(figures.truncated(one)) for one in right]
    pairs = zip(told, shown, strict=False)
    return next((sealed for one, sealed in pairs if one and _same(one) != sealed), None)
