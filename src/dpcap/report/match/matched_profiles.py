"""A match with the profiles that it rests on, each as its reader may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dpcap.model.base import Language
from dpcap.model.brief import Brief
from dpcap.model.framework import Framework
from dpcap.model.match import MatchOutcome, UnmetMust
from dpcap.model.profile import Profile
from dpcap.report import figures
from dpcap.report.audience import Audience, find_audience
from dpcap.report.context import PageContext
from dpcap.report.localized import Localized
from dpcap.report.redact_parts import band
from dpcap.report.sanitize import clean, own
from dpcap.report.view import make_context
from dpcap.report.words import WordBook, load_words

_READER = "match"


@dataclass(frozen=True, eq=False)
class MatchedProfiles(Localized):
    """What was found, and how it is worded for one audience in one language.

    `framework` is the one whose titles and scale are used: that of the first profile.
    """

    outcome: MatchOutcome
    profiles: dict[str, tuple[Profile, Framework]]
    framework: Framework
    words: WordBook
    audience: Audience
    reports: Path
    _seen: dict[str, PageContext] = field(default_factory=dict)

    def seen(self, provider: str) -> PageContext:
        """The profile of *provider* as the audience may see it."""
        if provider not in self._seen:
            profile, framework = self.profiles[provider]
            self._seen[provider] = make_context(
                profile, framework, self.reports, self.language, self.audience.id
            )
        return self._seen[provider]

    def name(self, provider: str) -> str:
        """The provider's name in this language; its id if it has none."""
        entry = self.profiles[provider][0].provider
        return own(entry.name.say(self.language)) or clean(provider)

    def title(self, name: str) -> str:
        """The title of a need or a must-have: of a fact, an area, a dimension, an indicator."""
        facts = self.framework.facts
        if name in facts:
            return self.text(facts[name].title)
        try:
            return self.text(self.framework.title_of(name))
        except KeyError:
            return clean(name)

    def role(self, name: str) -> str:
        """The title of a role."""
        role = self.framework.roles.get(name)
        return self.text(role.title) if role else clean(name)

    def brief_title(self, brief: Brief) -> str:
        """The title of a brief: its writer's own words."""
        return own(brief.title.say(self.language)) or clean(brief.id)

    def listed(self, items: Sequence[str], most: int | None = None) -> str:  # type: ignore[override]
        """*items* on one line; those after the first *most* are only counted."""
        left = 0 if most is None else max(len(items) - most, 0)
        shown = [
            *items[: len(items) - left],
            *([self.say("between.others", n=left)] if left else []),
        ]
        return self.say("between.comma").join(shown)

    def found(self, provider: str, unmet: UnmetMust) -> str:
        """What the provider has instead; empty where there is nothing, or nothing to be seen."""
        profile, framework = self.profiles[provider]
        if unmet.found is None or self.is_hidden(unmet):
            return ""
        if unmet.kind == "score":
            return self.scale.score(float(unmet.found))
        if unmet.kind == "role":
            return self.role(unmet.found)
        if unmet.kind == "level":
            return clean(unmet.found)
        if unmet.kind == "category":
            return own(unmet.found)
        return self._fact(profile, framework, unmet.what)

    def is_hidden(self, unmet: UnmetMust) -> bool:
        """Whether the audience may not read what was found. Texts are free: a brand reads none."""
        if unmet.kind not in {"fact", "capacity"}:
            return False
        spec = self.framework.facts.get(unmet.what)
        text = spec is None or spec.kind in {"text", "texts"}
        return self.audience.hides(unmet.what, self.framework) or (
            text and not self.audience.numbers
        )

    def _fact(self, profile: Profile, framework: Framework, name: str) -> str:
        """A fact that the audience may read."""
        spec, value = framework.facts[name], profile.provider.facts[name].value
        if isinstance(value, bool):
            return self.say("excluded.yes" if value else "excluded.no")
        if isinstance(value, float | int):
            if self.audience.bands and spec.bands:
                return band(value, spec.bands)
            return figures.written(value)
        if spec.kind == "choice" and isinstance(value, str) and value in spec.options:
            return self.text(spec.options[value])
        return own(" / ".join(value) if isinstance(value, tuple) else value)


def matched_profiles(
    outcome: MatchOutcome,
    stored: Sequence[tuple[Profile, Framework]],
    reports: Path,
    audience: str,
    language: Language,
) -> MatchedProfiles:
    """*outcome* with the profiles *stored*, for *audience*. Raises UsageError if there is none."""
    first = stored[0][1]
    return MatchedProfiles(
        outcome=outcome,
        profiles={one.provider.id: (one, framework) for one, framework in stored},
        framework=first,
        words=load_words(reports, language, _READER, wording=first.wording),
        audience=find_audience(reports, audience),
        reports=reports,
    )
