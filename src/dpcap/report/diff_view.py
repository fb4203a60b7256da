"""Two profiles and the change between them become a page of ready strings.

What became of the evidence between the two is worked out here as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from dpcap.model.base import Language
from dpcap.model.change import PARTS, AnswerChange, Change, ChangeParts
from dpcap.model.framework import Framework
from dpcap.model.profile import EvidenceEntry, Profile
from dpcap.model.trace import ReachedLevel
from dpcap.report import figures
from dpcap.report.answers import answer_words
from dpcap.report.context import PageContext
from dpcap.report.moved import moved
from dpcap.report.sanitize import clean, own
from dpcap.report.terms import UNSET, signed
from dpcap.report.view import make_context
from dpcap.report.words import WordBook, load_words
from dpcap.version import __version__

Fate = Literal["gained", "lapsed", "partly", "refused", "lost", "ruled"]
FATES: tuple[Fate, ...] = ("gained", "lapsed", "partly", "refused", "lost", "ruled")
_AUDIENCE = "reviewer"
_DIGEST = 8
_OPEN = ("missing", "unknown")
_UNASKED = frozenset({"not_asked", "out_of_scope"})


class EvidenceTurn(NamedTuple):
    """One piece, as it stands or last stood, and what became of it.

    `partly`: it lapsed for one indicator and still counts for another; `ruled`: a review took it;
    `lost`: it counts no more for another reason; `gone`: it is no longer listed.
    """

    fate: Fate
    piece: EvidenceEntry
    gone: bool = False


def turns(before: Profile, after: Profile) -> tuple[EvidenceTurn, ...]:
    """Every piece that came to count or ceased to, or was ruled on, by what became of it.

    A piece under an old name with other content is a new one.
    """
    found = list(_turns(before, after))
    return tuple(sorted(found, key=lambda turn: FATES.index(turn.fate)))


def _turns(before: Profile, after: Profile) -> Iterator[EvidenceTurn]:
    was = {_key(piece): piece for piece in before.evidence}
    now = {_key(piece): piece for piece in after.evidence}
    for key, piece in now.items():
        old = was.get(key)
        fate = _fate(old, piece) or _still_counting(old, piece, before.as_of, after.as_of)
        if fate:
            yield EvidenceTurn(fate, piece)
    for key, piece in was.items():
        if key not in now and piece.state == "counts":
            yield EvidenceTurn("lost", piece, gone=True)


def _key(piece: EvidenceEntry) -> tuple[str, str | None]:
    return piece.id, piece.sha256 or piece.file or piece.url


def _fate(old: EvidenceEntry | None, now: EvidenceEntry) -> Fate | None:
    """What became of a piece that came to count or ceased to."""
    before = old.state if old else None
    if now.state == before:
        return None
    if now.state == "counts":
        return "gained"
    if now.state in ("refused", "lapsed"):
        return now.state
    return "lost" if before == "counts" else None


def _still_counting(
    old: EvidenceEntry | None, now: EvidenceEntry, then: date, day: date
) -> Fate | None:
    """What became of a piece that counts as it did."""
    if old is None or now.state != "counts":
        return None
    if _is_over(now, day) and not _is_over(old, then):
        return "partly"
    return "ruled" if now.ruling is not None and now.ruling != old.ruling else None


def _is_over(piece: EvidenceEntry, day: date) -> bool:
    return piece.valid_until is not None and piece.valid_until < day


class DiffSide(NamedTuple):
    """One of the two profiles, and the framework in whose words it is told."""

    profile: Profile
    framework: Framework
    whole: bool


class SplitRow(NamedTuple):
    """One line of the table; the figures are before, after, the change, its five parts."""

    title: str
    figures: tuple[str, ...]


class AnswerRow(NamedTuple):
    """One answer that changed."""

    id: str
    title: str
    before: str
    after: str
    proved: str
    claimed: str


class PieceRow(NamedTuple):
    """One piece of evidence and what became of it."""

    id: str
    file: str
    change: str
    until: str
    backs: str


class DiffView(NamedTuple):
    """The page."""

    title: str
    name: str
    head: tuple[tuple[str, str, str], ...]
    notices: tuple[str, ...]
    columns: tuple[str, ...]
    splits: tuple[SplitRow, ...]
    answers_title: str
    answers: tuple[AnswerRow, ...]
    asked: tuple[str, ...]
    evidence_title: str
    evidence: tuple[PieceRow, ...]
    ruled: str
    foot: str
    words: WordBook


class _Both:
    """Both contexts, and the words of this page."""

    def __init__(
        self, before: DiffSide, after: DiffSide, reports: Path, language: Language
    ) -> None:
        self.compared_profiles = before, after
        self.was, self.now = (
            make_context(side.profile, side.framework, reports, language, _AUDIENCE)
            for side in self.compared_profiles
        )
        self.words = load_words(reports, language, "diff", wording=after.framework.wording)


def diff_view(
    change: Change, before: DiffSide, after: DiffSide, reports: Path, language: Language
) -> DiffView:
    """*change*, which leads from *before* to *after*, as a page."""
    both = _Both(before, after, reports, language)
    say, profile = both.words.say, after.profile
    quiet = [one for one in change.answers if _only_asked(one)]
    listed = [one for one in change.answers if one not in quiet]
    pieces = turns(before.profile, after.profile)
    return DiffView(
        title=say("title"),
        name=own(profile.provider.name.say(language)),
        head=tuple(_head(both)),
        notices=(*_notices(both), *_ruler_step(both, change)),
        columns=tuple(say(f"split.{key}") for key in ("area", "before", "after", "total", *PARTS)),
        splits=tuple(_splits(both, change)),
        answers_title=say("answers.title", n=len(listed)),
        answers=tuple(_answer(both, one) for one in sorted(listed, key=_least_moved)),
        asked=tuple(_asked(both, quiet)),
        evidence_title=say("evidence.title", n=len(pieces)),
        evidence=tuple(_piece(both, turn) for turn in pieces if turn.fate != "ruled"),
        ruled=_ruled(both, [turn for turn in pieces if turn.fate == "ruled"]),
        foot=say("foot", before=change.before_digest[:_DIGEST], engine=__version__),
        words=both.words,
    )


def _head(both: _Both) -> Iterator[tuple[str, str, str]]:
    """Label, before, after."""
    say = both.words.say
    pairs = [(_facts(ctx, say("head.none"), both.words)) for ctx in (both.was, both.now)]
    for key in pairs[0]:
        yield say(f"head.{key}"), pairs[0][key], pairs[1][key]


def _facts(ctx: PageContext, none: str, words: WordBook) -> dict[str, str]:
    profile, overall, review = ctx.profile, ctx.profile.overall, ctx.profile.review
    titles = {level.id: f"{level.id} {ctx.text(level.title)}" for level in ctx.framework.levels}

    def level(reached: ReachedLevel) -> str:
        if reached.estimate is not None:
            return ctx.estimated_level(reached.estimate)
        return titles.get(reached.id, reached.id) if reached.id else none

    return {
        "assessed": str(profile.assessed_on),
        "as_of": str(profile.as_of),
        "level_proved": level(overall.level.proved),
        "level_claimed": level(overall.level.claimed),
        "proved": ctx.score(overall.proved),
        "claimed": ctx.score(overall.claimed),
        "coverage": ctx.share(overall.coverage),
        "reviewed": words.say("head.pieces", reviewed=review.reviewed, pieces=review.pieces),
    }


def _notices(both: _Both) -> Iterator[str]:
    """What must be known before any figure is read."""
    say, (was, now) = both.words.say, (side.profile for side in both.compared_profiles)
    if was.as_of > now.as_of:
        yield say("notice.backwards", before=str(was.as_of), after=str(now.as_of))
    elif was.as_of != now.as_of:
        yield say("notice.day", before=str(was.as_of), after=str(now.as_of))
    if was.framework.digest != now.framework.digest:
        yield say("notice.framework", before=_ruler(was), after=_ruler(now))
    if was.engine_version != now.engine_version:
        engines = clean(was.engine_version), clean(now.engine_version)
        yield say("notice.engine", before=engines[0], after=engines[1])
    if was.role.id != now.role.id:
        yield say("notice.role", before=_role(both.was), after=_role(both.now))
    if was.asked != now.asked:
        asked = [say(f"notice.asked_{one.asked}") for one in (was, now)]
        yield say("notice.asked", before=asked[0], after=asked[1])
    if was.review.reviewed != now.review.reviewed:
        yield say("notice.review", before=was.review.reviewed, after=now.review.reviewed)
    for key, side in zip(("before", "after"), both.compared_profiles, strict=True):
        if not side.whole:
            yield say("notice.partial", which=say(f"notice.which_{key}"))


def _ruler_step(both: _Both, change: Change) -> Iterator[str]:
    """The step of the level that only the ruler made."""
    move, none = change.level_ruler, both.words.say("head.none")
    if move is not None:
        before, after = clean(move.before or none), clean(move.after or none)
        yield both.words.say("notice.level_ruler", before=before, after=after)


def _ruler(profile: Profile) -> str:
    ref = profile.framework
    return f"{clean(ref.id)} {clean(ref.version)} ({clean(ref.digest)[:_DIGEST]})"


def _role(ctx: PageContext) -> str:
    role = ctx.framework.roles.get(ctx.profile.role.id)
    return ctx.text(role.title) if role else clean(ctx.profile.role.id)


def _splits(both: _Both, change: Change) -> Iterator[SplitRow]:
    yield _split(both.words.say("split.overall"), change.overall, both.words)
    for area, split in change.areas.items():
        ctx = both.now if split.after is not None else both.was
        yield _split(ctx.title(area), split, both.words)


def _split(title: str, split: ChangeParts, words: WordBook) -> SplitRow:
    none, shown = words.say("split.no_score"), moved(split)
    scores = [none if one is None else figures.score(one) for one in (split.before, split.after)]
    return SplitRow(title, (*scores, *map(signed, (shown.total, *shown.parts))))


def _only_asked(one: AnswerChange) -> bool:
    """Whether nothing but the question came or went."""
    return not one.given and not _UNASKED.isdisjoint((one.state_before, one.state_after))


def _asked(both: _Both, quiet: list[AnswerChange]) -> Iterator[str]:
    opened = [one for one in quiet if one.state_before in _UNASKED]
    answered = sum(one.state_after not in _OPEN for one in opened)
    if opened:
        yield both.words.say("answers.asked", n=len(opened), answered=answered)
    if len(quiet) > len(opened):
        yield both.words.say("answers.dropped", n=len(quiet) - len(opened))


def _least_moved(one: AnswerChange) -> float:
    """For sorting: those that moved most come first, others in the order asked."""
    return -abs((one.proved_after or 0.0) - (one.proved_before or 0.0))


def _answer(both: _Both, one: AnswerChange) -> AnswerRow:
    old = both.was.nodes.get(one.node_before or one.node)
    new = both.now.nodes[one.node]
    before = answer_words(both.was, old) if old else both.now.say("state.not_asked")
    after = answer_words(both.now, new)
    if before == after and new.shops:
        after = both.words.say("answers.rows")
    claimed = old.claimed if old else None
    return AnswerRow(
        id=one.node,
        title=both.now.title(one.node),
        before=before,
        after=after,
        proved=_step(both, one.proved_before, one.proved_after),
        claimed=_step(both, claimed, new.claimed),
    )


def _step(both: _Both, before: float | None, after: float | None) -> str:
    scores = [UNSET if score is None else figures.score(score) for score in (before, after)]
    return both.words.say("answers.step", before=scores[0], after=scores[1])


def _ruled(both: _Both, taken: list[EvidenceTurn]) -> str:
    """The pieces that a review took, in one line: they change no score, but how sure it is."""
    ids = both.now.listed([clean(turn.piece.id) for turn in taken])
    return both.words.say("evidence.ruled", n=len(taken), ids=ids) if taken else ""


def _piece(both: _Both, turn: EvidenceTurn) -> PieceRow:
    piece, say = turn.piece, both.words.say
    change = say(f"evidence.{turn.fate}")
    if turn.fate == "lost":
        why = both.now.say(f"piece.{piece.state}") if not turn.gone else say("evidence.gone")
        change = f"{change} ({why})"
    return PieceRow(
        id=clean(piece.id),
        file=own(piece.file or piece.url or ""),
        change=change,
        until=say("evidence.until", day=str(piece.valid_until)) if _lasts(turn) else "",
        backs=both.now.say("common.blank").join(piece.used_by),
    )


def _lasts(turn: EvidenceTurn) -> bool:
    """Whether the piece's last day says something."""
    return turn.piece.valid_until is not None and turn.fate in ("gained", "lapsed", "partly")
