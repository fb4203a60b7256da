"""The providers compared, each as a brand may see it, and what makes them hard to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from dpcap.errors import UsageError
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.report.context import PageContext
from dpcap.report.sanitize import clean, own, plain
from dpcap.report.view import make_context
from dpcap.report.view_page_one import period_counts
from dpcap.report.view_scope import out_titles
from dpcap.report.words import WordBook, load_words
from dpcap.text_width import short

AUDIENCE = "brand"
LETTERS = "ABCDE"
FEWEST, MOST = 2, len(LETTERS)
_DIGEST, _PERIOD = 8, 24


class ComparedProvider(NamedTuple):
    """A stored profile with the framework it names."""

    profile: Profile
    framework: Framework


@dataclass(frozen=True, eq=False)
class ComparedProfiles:
    """The providers in the order given, and the words of their comparison."""

    contexts: tuple[PageContext, ...]
    words: WordBook

    @property
    def by_letter(self) -> tuple[tuple[str, PageContext], ...]:
        """Each provider with its letter."""
        return tuple(zip(LETTERS, self.contexts, strict=False))

    @property
    def one_ruler(self) -> bool:
        """Whether all were scored by the same framework, word for word."""
        return len({ctx.profile.framework.digest for ctx in self.contexts}) == 1


def sides_of(
    entrants: Sequence[ComparedProvider],
    reports: Path,
    language: Language,
    templates: Path | None = None,
) -> ComparedProfiles:
    """The sides of a comparison, cut down to what a brand may see.

    Raises UsageError unless there are two to five.
    """
    if not FEWEST <= len(entrants) <= MOST:
        raise UsageError(
            f"compare takes {FEWEST} to {MOST} profiles, not {len(entrants)}",
            f"一次可比较 {FEWEST} 至 {MOST} 份画像，不是 {len(entrants)} 份",
        )
    return ComparedProfiles(
        contexts=tuple(
            make_context(profile, framework, reports, language, AUDIENCE, templates=templates)
            for profile, framework in entrants
        ),
        words=load_words(
            reports, language, "compare", wording=entrants[0].framework.wording, templates=templates
        ),
    )


def doubts(compared_profiles: ComparedProfiles) -> tuple[Finding, ...]:
    """Why the columns cannot simply be held against each other, the gravest first.

    A provider's own words in them are marked; `plainly` takes the marks off.
    """

    def reviewed(ctx: PageContext) -> str:
        return compared_profiles.words.say(f"review.{review_state(ctx)}")

    found = [
        _differing(compared_profiles, "DP831", framework_words),
        _twice(compared_profiles),
        _ungraded(compared_profiles),
        _differing(compared_profiles, "DP833", role_words),
        _differing(compared_profiles, "DP218", _out_words),
        _differing(compared_profiles, "DP834", asked_words),
        _differing(compared_profiles, "DP835", lambda ctx: str(ctx.profile.as_of)),
        _differing(compared_profiles, "DP836", period_words),
        _differing(compared_profiles, "DP837", reviewed),
        _differing(compared_profiles, "DP838", lambda ctx: ctx.profile.engine_version),
    ]
    return tuple(finding for finding in found if finding)


def plainly(finding: Finding) -> Finding:
    """*finding* without the marks, for a message or a machine."""
    params = {key: plain(str(value)) for key, value in finding.params.items()}
    return finding.model_copy(update={"params": params})


def _differing(
    compared_profiles: ComparedProfiles, code: str, read: Callable[[PageContext], str]
) -> Finding | None:
    """The finding *code* if what is *read* is not the same everywhere, saying who has what."""
    told = [(letter, read(ctx)) for letter, ctx in compared_profiles.by_letter]
    values = dict.fromkeys(value for _, value in told)
    if len(values) == 1:
        return None
    comma, semicolon = (
        compared_profiles.contexts[0].say(f"common.{mark}") for mark in ("comma", "semicolon")
    )
    said = (
        f"{comma.join(letter for letter, other in told if other == value)} {value}"
        for value in values
    )
    return Finding(code=code, params={"what": semicolon.join(said)})


def _twice(compared_profiles: ComparedProfiles) -> Finding | None:
    ids = Counter(ctx.profile.provider.id for ctx in compared_profiles.contexts)
    again = [
        f"{letter} {ctx.profile.provider.id}"
        for letter, ctx in compared_profiles.by_letter
        if ids[ctx.profile.provider.id] > 1
    ]
    comma = compared_profiles.contexts[0].say("common.comma")
    return Finding(code="DP832", params={"what": comma.join(again)}) if again else None


def _ungraded(compared_profiles: ComparedProfiles) -> Finding | None:
    open_ = [
        f"{letter} {ctx.say('common.coverage')} {ctx.share(ctx.profile.overall.coverage)}"
        for letter, ctx in compared_profiles.by_letter
        if not ctx.profile.overall.level.proved.graded
    ]
    semicolon = compared_profiles.contexts[0].say("common.semicolon")
    return Finding(code="DP840", params={"what": semicolon.join(open_)}) if open_ else None


def framework_words(ctx: PageContext) -> str:
    """The framework by id, version and the head of its digest."""
    ref = ctx.profile.framework
    return f"{clean(ref.id)} {clean(ref.version)} · {ref.digest[:_DIGEST]}"


def role_words(ctx: PageContext) -> str:
    """The title of the role judged."""
    role = ctx.framework.roles.get(ctx.profile.role.id)
    return ctx.text(role.title) if role else clean(ctx.profile.role.id)


def _out_words(ctx: PageContext) -> str:
    return out_titles(ctx) or ctx.say("scope.none")


def period_words(ctx: PageContext) -> str:
    """The period that most KPIs were read for."""
    most = period_counts(ctx).most_common(1)
    return own(short(clean(most[0][0]), _PERIOD)) if most else ctx.say("common.not_provided")


def review_state(ctx: PageContext) -> Literal["none", "some", "all"]:
    """How many of the pieces that count were looked at: how many there are is no difference."""
    review = ctx.profile.review
    if not review.reviewed:
        return "none"
    return "all" if review.reviewed == review.pieces else "some"


def asked_words(ctx: PageContext) -> str:
    """Whether the whole set of the role was asked or only its core."""
    return ctx.say("areas.core" if ctx.profile.asked == "core" else "areas.full")
