"""What a letter is made from: one profile as the applicant may see it, the decision, the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dpcap.model.base import Language
from dpcap.model.decision import Decision, DecisionCondition, GatesAndDecision
from dpcap.model.mail import Attached, LetterKind, MailSettings
from dpcap.report.context import PageContext
from dpcap.report.gate_words import CountedItems, counted_items
from dpcap.report.sanitize import clean, own
from dpcap.report.terms import PortfolioTerms
from dpcap.report.words import WordBook
from dpcap.text_width import short

_NAME, _TEXT, _BY = 60, 200, 40


@dataclass(frozen=True, eq=False)
class LetterInputs:
    """The inputs of a letter of *kind* on the day *today*.

    `terms` words gates, `words` the letter itself; `replaced` is the earlier decision in full, if
    it is at hand.
    """

    ctx: PageContext
    standing: GatesAndDecision
    mail: MailSettings
    kind: LetterKind
    today: date
    words: WordBook
    terms: PortfolioTerms
    replaced: Decision | None

    @property
    def language(self) -> Language:
        """The language of the letter."""
        return self.words.language

    @property
    def attached(self) -> tuple[Attached, ...]:
        """In which formats the report goes with the letter; with a draft nothing goes."""
        return self.mail.attach if self.decision else ()

    @property
    def decision(self) -> Decision | None:
        """The decision told; None in a draft."""
        return self.standing.decision

    def say(self, key: str, **fields: str | int) -> str:
        """Our words under *key*."""
        return self.words.say(key, **fields)

    def day(self, day: date) -> str:
        """*day* as it is written in a letter."""
        return self.say("day", year=day.year, month=self.say(f"month.{day.month}"), day=day.day)

    def told(self, text: str, columns: int = _TEXT) -> str:
        """Somebody's own words, in at most *columns* columns."""
        return own(short(clean(text), columns))

    @cached_property
    def name(self) -> str:
        """The provider's name; its id if it has none."""
        provider = self.ctx.profile.provider
        return self.told(provider.name.say(self.language), _NAME) or self.told(provider.id, _NAME)

    @cached_property
    def role(self) -> str:
        """The title of the role judged."""
        return self.terms.role(self.ctx.profile.role.id)

    @cached_property
    def critical(self) -> tuple[str, ...]:
        """The critical indicators that are not passed."""
        return tuple(self.counted.critical)

    @cached_property
    def counted(self) -> CountedItems:
        """What gates count of the profile."""
        return counted_items(self.ctx.profile, self.ctx.framework)

    @property
    def occasion(self) -> str:
        """What the letters are about."""
        return self.told(self.mail.occasion, _NAME)

    @property
    def by(self) -> str:
        """Who decided."""
        return self.told(self.decision.by, _BY) if self.decision else self.say("draft.by")

    @property
    def open(self) -> tuple[DecisionCondition, ...]:
        """The conditions not yet met, the earliest first."""
        conditions = self.decision.conditions if self.decision else ()
        return tuple(
            sorted((c for c in conditions if c.met_on is None), key=lambda one: one.due_on)
        )

    @property
    def late(self) -> int:
        """How many of them are past their last day."""
        return sum(one.is_overdue(self.today) for one in self.open)
