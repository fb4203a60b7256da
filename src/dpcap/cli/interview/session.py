"""One session of an interview: the folder, the terminal, and which questions were put so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dpcap.cli.interview import flow
from dpcap.cli.interview.console import Console
from dpcap.cli.interview.flow import Item, View, Walk
from dpcap.cli.interview.provider_files import ProviderFiles
from dpcap.cli.interview.reading import Misread
from dpcap.errors import UsageError
from dpcap.intake.nearest import did_you_mean
from dpcap.intake.sheet.about import person_named
from dpcap.intake.system_errors import mishap
from dpcap.model.base import LANGUAGES
from dpcap.model.framework import Area, Framework


@dataclass
class InterviewSession:
    """The folder is read anew at every look; only the questions put so far are kept here.

    `area`: the id of the one area asked, None for all; `person`: the id of the one person asked,
    under whose name answers are recorded. `back_to`: the question that goes next,
    whatever is due. `told`: the areas whose boundary was told; `counted`: the questions that were
    asked and had an answer when last looked at.
    """

    provider_files: ProviderFiles
    console: Console
    area: str | None
    person: str | None = None
    walk: Walk = field(default_factory=Walk)
    back_to: Item | None = None
    told: set[str] = field(default_factory=set)
    counted: frozenset[str] = frozenset()

    def look(self) -> tuple[View, tuple[Item, ...]]:
        """How the folder stands, and the questions in the order in which they come."""
        view = self.provider_files.look()
        return view, flow.road(view, self.provider_files.asked(), self.area, self.person)

    def fallen(self, view: View) -> tuple[str, ...]:
        """The questions that were asked and answered at the last look, and are asked no more."""
        before, asked = self.counted, self.provider_files.asked()
        self.counted = flow.counted(view, asked)
        return flow.fallen(view, before)

    def on(self, item: Item, *, skipped: bool = False) -> None:
        """*item* is done with for now."""
        self.walk = self.walk.on(item, skipped=skipped)

    def back(self) -> bool:
        """Have the question before put next; False if there is none."""
        self.walk, self.back_to = self.walk.back()
        return self.back_to is not None

    def misread(self, error: Misread) -> bool:
        """Say why what was typed is no answer; the question stays."""
        problem = getattr(error.problem, self.console.language)
        self.console.say("error", style="warn", problem=problem)
        return False

    def failed(self, error: UsageError | OSError) -> None:
        """Say why nothing was saved."""
        said = error if isinstance(error, UsageError) else mishap(error)
        why = said.message(self.console.language)
        self.console.say("not_saved", style="warn", why=why)


def person_id(framework: Framework, person: str | None) -> str | None:
    """The person meant, by id or title. Raises UsageError."""
    if person is None:
        return None
    named, people = person_named(framework, person), framework.people
    if named in people:
        return named
    hint = did_you_mean(person, people)
    en = ", ".join(f"{one} ({title.en})" for one, title in people.items())
    zh = "、".join(f"{one}（{title.zh}）" for one, title in people.items())
    raise UsageError(
        f"no person {person}{hint.en}; there are {en}", f"没有岗位 {person}{hint.zh}；有：{zh}"
    )


def _titles(area: Area) -> Iterator[str]:
    return (area.title.say(language) for language in LANGUAGES)


def area_id(provider_files: ProviderFiles, area: str | None) -> str | None:
    """The area meant, by id, code or title. Raises UsageError."""
    if area is None:
        return None
    areas = provider_files.framework.areas
    found = next((one.id for one in areas if area in (one.id, one.code, *_titles(one))), None)
    if found is None:
        known = {one: [f"{each.id} ({each.title.say(one)})" for each in areas] for one in LANGUAGES}
        raise UsageError(
            f"no area {area}; there are {', '.join(known['en'])}",
            f"没有领域 {area}；有：{'、'.join(known['zh'])}",
        )
    return found
