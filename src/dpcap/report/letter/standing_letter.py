"""A signed row of the ledger becomes a letter to its provider, part by part in ready strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dpcap.model.base import Language
from dpcap.model.certification import ENDINGS, ReturnBar
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates
from dpcap.model.letter import CHAT_LENGTH, Letter
from dpcap.model.mail import MailSettings, StandingLetter
from dpcap.model.period import span_of
from dpcap.model.profile import Profile
from dpcap.model.standing import RuleBooks, RuleMeasure, StandingRow, quarter_number
from dpcap.model.tiers import NO_TIER, Tier
from dpcap.report import gate_words
from dpcap.report.context import PageContext
from dpcap.report.letter.pages import SHELF, letter_html, letter_text
from dpcap.report.letter.view_models import LetterItem, LetterVerdict, NoticeLetterView, Tone
from dpcap.report.letter.write import READER
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import clean, own, plain
from dpcap.report.terms import NAMED, PortfolioTerms, wording_of
from dpcap.report.view import make_context
from dpcap.report.view_page_one import strip
from dpcap.report.words import WordBook, language_of, load_words
from dpcap.text_width import short

_TONES: Mapping[StandingLetter, Tone] = {
    "risen": "good",
    "restored": "good",
    "watch": "open",
    "withdrawn": "open",
}
_RISES: frozenset[StandingLetter] = frozenset(("risen", "restored"))
_NAME, _TEXT, _BY, _RULE, _CHAT_NAME = 60, 400, 40, 160, 36
_TEMPLATE = "standing"


@dataclass(frozen=True, eq=False)
class StandingInputs:
    """What a letter about *row* is made from, on the day *today*.

    `bar`: what keeps the provider from coming back. `gates`: how the batch judged each rule, by its
    id, so that a rule's figures can be said with their units. `terms` words gates, `words` the
    letter itself.
    """

    ctx: PageContext
    mail: MailSettings
    row: StandingRow
    letter: StandingLetter
    books: RuleBooks
    bar: ReturnBar | None
    gates: Mapping[str, GateResult]
    today: date
    words: WordBook
    terms: PortfolioTerms

    @property
    def language(self) -> Language:
        """The language of the letter."""
        return self.words.language

    def say(self, key: str, **fields: str | int) -> str:
        """Our words on letters of standing, under *key*."""
        return self.words.say(f"standing.{key}", **fields)

    def day(self, day: date) -> str:
        """*day* as it is written in a letter."""
        month = self.words.say(f"month.{day.month}")
        return self.words.say("day", year=day.year, month=month, day=day.day)

    def quarter(self, period: str) -> str:
        """A quarter as it is written in a letter."""
        return self.say("quarter", year=period[:4], n=period[-1])

    def told(self, text: str, columns: int = _TEXT) -> str:
        """Somebody's own words, in at most *columns* columns."""
        return own(short(clean(text), columns))

    def tier(self, name: str) -> str:
        """The title of a tier; its name, if the rules do not know it."""
        if name == NO_TIER:
            return self.say("no_tier")
        found = self.books.tiers.tiers.get(name)
        return clean(found.title.say(self.language)) if found else clean(name)

    @cached_property
    def name(self) -> str:
        """The provider's name; its id if it has none."""
        provider = self.ctx.profile.provider
        return self.told(provider.name.say(self.language) or provider.id, _NAME)

    @property
    def last_day(self) -> date:
        """The last day on which an objection is heard, counted from the day of the letter."""
        return self.today + timedelta(self.mail.objection.days)

    @property
    def is_tier(self) -> bool:
        """Whether it is about a tier, and not about certification."""
        return self.row.track == "tier"

    @property
    def has_its_rules(self) -> bool:
        """Whether the rules at hand are those that the row was signed by."""
        book = self.books.tiers if self.is_tier else self.books.certification
        return self.row.rules is None or self.row.rules[1] == book.digest

    @cached_property
    def fields(self) -> dict[str, str | int]:
        """What the words of every part are filled with."""
        row = self.row
        return {
            "name": self.name,
            "day": self.day(row.effective_on),
            "period": self.quarter(row.period) if row.period else "",
            "origin": self.tier(row.from_) if self.is_tier else row.from_,
            "target": self.tier(row.to) if self.is_tier else row.to,
            "n": len(row.window),
        }


def standing_view(inputs: StandingInputs) -> NoticeLetterView:
    """The whole letter."""
    words, mail, language = inputs.words, inputs.mail, inputs.language
    contact = inputs.told(inputs.ctx.profile.provider.contact.name or "", _BY)
    greeting = "greeting.person" if contact else "greeting.firm"
    address = mail.unsubscribe_address
    unsubscribe = words.say("foot.unsubscribe", address=address) if address else ""
    return NoticeLetterView(
        language="zh-CN" if language == "zh" else "en",
        subject=standing_subject(inputs),
        preview=standing_chat(inputs),
        sender=inputs.told(mail.sender.name.say(language)),
        occasion=inputs.say("occasion"),
        greeting=words.say(greeting, name=contact or inputs.name),
        hello=words.say("greeting.hello"),
        lead=inputs.say(f"lead.{inputs.letter}", **inputs.fields),
        verdict=_verdict(inputs),
        facts_head=words.say("standing.facts"),
        facts=tuple(_facts(inputs)),
        rules=tuple(_measure(inputs, one) for one in inputs.row.measures),
        next_head=words.say("standing.next_title"),
        next=tuple(next_lines(inputs)),
        objection=(
            words.say("objection.until", on=inputs.day(inputs.last_day)),
            inputs.told(mail.objection.how.say(language)),
        ),
        report="",
        automatic=inputs.say("automatic", row=inputs.row.row),
        disclaimer=strip(inputs.ctx).disclaimer or "",
        unsubscribe=mail.unsubscribe or "",
        unsubscribe_said=unsubscribe,
        sign_off=inputs.told(mail.sign_off.say(language)),
    )


def standing_subject(inputs: StandingInputs) -> str:
    """The subject, as plain text."""
    return plain(inputs.say(f"subject.{inputs.letter}", **inputs.fields))


def standing_chat(inputs: StandingInputs) -> str:
    """The letter in a few sentences, in no more than `CHAT_LENGTH` characters."""
    told = {
        "name": short(clean(plain(inputs.name)), _CHAT_NAME),
        "verdict": _verdict_words(inputs),
        "day": inputs.day(inputs.row.effective_on),
        "last": inputs.day(inputs.last_day),
    }
    following = plain(next(iter(next_lines(inputs)), ""))
    said = inputs.say("chat", next=following, **told)
    return said if len(said) <= CHAT_LENGTH else inputs.say("chat_short", **told)[:CHAT_LENGTH]


def _verdict_words(inputs: StandingInputs) -> str:
    return plain(inputs.say(f"verdict.{inputs.letter}", **inputs.fields))


def _verdict(inputs: StandingInputs) -> LetterVerdict:
    """What has become of the provider, who signed it when, and why."""
    row = inputs.row
    by = inputs.words.say("decided.by_on", by=inputs.told(row.by, _BY), on=inputs.day(row.on))
    items = [LetterItem(inputs.say("by"), by)]
    if row.reason:
        items.append(LetterItem(inputs.say("reason"), inputs.told(row.reason)))
    tone = _TONES.get(inputs.letter, "bad")
    return LetterVerdict(inputs.say("over"), _verdict_words(inputs), tone, tuple(items), ())


def _facts(inputs: StandingInputs) -> Iterator[LetterItem]:
    """From when it holds, for which quarter, by which scores, shops and rules."""
    row = inputs.row
    yield LetterItem(inputs.say("from"), inputs.day(row.effective_on))
    if row.period:
        yield LetterItem(inputs.say("period"), inputs.quarter(row.period))
    if row.window:
        each = (
            inputs.say(
                "window_each", period=inputs.quarter(one.period), score=inputs.ctx.score(one.score)
            )
            for one in row.window
        )
        yield LetterItem(inputs.say("window"), inputs.terms.listed(each))
    if row.shops:
        names = (inputs.ctx.shop_name(shop) for shop in row.shops)
        yield LetterItem(inputs.say("shops"), inputs.terms.listed(names, NAMED))
    if row.rules:
        book = inputs.books.tiers if inputs.is_tier else inputs.books.certification
        title = book.title.say(inputs.language) if inputs.has_its_rules else row.rules[0]
        yield LetterItem(inputs.say("book"), f"{clean(title)} · {row.rules[1][:8]}")


def _measure(inputs: StandingInputs, one: RuleMeasure) -> LetterItem:
    """A rule, and what it needed and found."""
    tier, _, line = one.rule.partition(".")
    if inputs.is_tier and line in ("hold_at", "rise_at"):
        return LetterItem(
            inputs.say(f"rule.{line}", tier=inputs.tier(tier)), _line_found(inputs, one)
        )
    if one.rule in ENDINGS:
        found = date.fromisoformat(one.found) if isinstance(one.found, str) else None
        return LetterItem(
            inputs.say(f"rule.{one.rule}"), inputs.day(found) if found else inputs.say("unknown")
        )
    gate = inputs.gates.get(one.rule)
    rules = inputs.terms.gates
    titled = rules is not None and one.rule in rules.rules
    text = inputs.terms.rule(gate or one.rule) if titled else inputs.told(one.rule)
    return LetterItem(short(text, _RULE), _needed_found(inputs, one, gate))


def _line_found(inputs: StandingInputs, one: RuleMeasure) -> str:
    needed, found = (
        inputs.ctx.score(each)
        if isinstance(each, int | float) and not isinstance(each, bool)
        else inputs.say("unknown")
        for each in (one.needed, one.found)
    )
    if inputs.row.period is None:
        return inputs.say("line_plain", needed=needed, found=found)
    return inputs.say("line", needed=needed, found=found, period=inputs.quarter(inputs.row.period))


def _needed_found(inputs: StandingInputs, one: RuleMeasure, gate: GateResult | None) -> str:
    """Both figures with their units, where the batch holds the same; else as the row has them."""
    if gate is not None and (gate.needed, gate.found) == (one.needed, one.found):
        mark = gate_words.mark(gate, inputs.terms)
        needed = inputs.words.say(f"gates.{gate.operator}", mark=mark)
        if gate.found is None:
            return inputs.words.say("gates.unknown", needed=needed)
        return inputs.words.say(
            "gates.said", needed=needed, found=gate_words.found(gate, inputs.terms)
        )
    found = _bare(inputs, one.found)
    if one.needed is None:
        return inputs.say("found_only", found=found)
    return inputs.say("needed_found", needed=_bare(inputs, one.needed), found=found)


def _bare(inputs: StandingInputs, value: bool | float | str | None) -> str:
    if value is None:
        return inputs.say("unknown")
    if isinstance(value, bool):
        return inputs.say("yes" if value else "no")
    return inputs.told(value, _BY) if isinstance(value, str) else f"{value:g}"


def next_lines(inputs: StandingInputs) -> Iterator[str]:
    """What happens next, and until when."""
    if not inputs.has_its_rules:
        yield inputs.say("next.other_rules")
    elif inputs.is_tier:
        yield _next_of_tier(inputs)
    else:
        yield _return(inputs)


def _next_of_tier(inputs: StandingInputs) -> str:
    rules, row, letter = inputs.books.tiers, inputs.row, inputs.letter
    told = inputs.fields
    falls_after = rules.grace + 1
    if letter == "stopped":
        by_end = any(one.rule in ENDINGS for one in row.measures)
        return inputs.say(
            "next.stopped_by_end" if by_end and rules.needs_certification else "next.restore",
            n=rules.restore_after,
        )
    if letter == "fallen":
        lost = rules.tiers.get(row.from_)
        rise = _score(inputs, lost, rise=True)
        day = _end_of(inputs, rules.rise_after)
        return inputs.say("next.rise", **{**told, "n": rules.rise_after, "rise": rise, "day": day})
    hold = _score(inputs, rules.tiers.get(row.to), rise=False)
    if letter in _RISES:
        return inputs.say("next.keep", **{**told, "n": falls_after, "hold": hold})
    day = _end_of(inputs, falls_after - len(row.window))
    return inputs.say("next.watch", **{**told, "n": falls_after, "hold": hold, "day": day})


def _score(inputs: StandingInputs, tier: Tier | None, *, rise: bool) -> str:
    line = (tier.rise_at if rise else tier.hold_at) if tier else None
    return inputs.ctx.score(line)


def _end_of(inputs: StandingInputs, later: int) -> str:
    """The last day of the quarter so many *later* than the row's."""
    if inputs.row.period is None:
        return inputs.day(inputs.row.effective_on)
    number = quarter_number(inputs.row.period) + later - 1
    return inputs.day(span_of(f"{number // 4}-Q{number % 4 + 1}").last)


def _return(inputs: StandingInputs) -> str:
    """When the provider may be invited again."""
    bar = inputs.bar
    if bar is None or (bar.from_day is not None and bar.from_day <= inputs.today):
        return inputs.say("next.return_now")
    if bar.from_day is None:
        return inputs.say("next.return_never")
    return inputs.say("next.return_on", day=inputs.day(bar.from_day))


class StandingCase(NamedTuple):
    """What one letter of standing is about.

    `bar`: what keeps the provider from coming back. `gates` are the rules in words, `judged` how
    the batch judged each, by its id.
    """

    profile: Profile
    framework: Framework
    row: StandingRow
    letter: StandingLetter
    books: RuleBooks
    bar: ReturnBar | None = None
    gates: Gates | None = None
    judged: Mapping[str, GateResult] = {}


def write_standing_letter(
    case: StandingCase,
    mail: MailSettings,
    *,
    today: date,
    language: Language | None = None,
    templates: Path | None = None,
) -> Letter:
    """The letter of *case* as of the day *today*, in the provider's language.

    `language`: another one. `templates`: a folder looked in before ours. The profile is cut down
    to what the applicant may see before anything is made of it. Raises ImportError without the
    extra `mail`.
    """
    folder, framework = own_reports(), case.framework
    spoken = language_of(framework, language, case.profile.provider.language)
    wording = wording_of(framework, case.gates)
    inputs = StandingInputs(
        ctx=make_context(case.profile, framework, folder, spoken, READER, templates=templates),
        mail=mail,
        row=case.row,
        letter=case.letter,
        books=case.books,
        bar=case.bar,
        gates=case.judged,
        today=today,
        words=load_words(folder, spoken, SHELF, wording=wording, templates=templates),
        terms=PortfolioTerms(
            framework=framework,
            gates=case.gates,
            baseline=False,
            words=load_words(folder, spoken, "batch", wording=wording, templates=templates),
            reported=lambda _: False,
        ),
    )
    view, words = standing_view(inputs), inputs.words.tree
    return Letter(
        kind=case.letter,
        language=inputs.language,
        subject=standing_subject(inputs),
        text=letter_text(_TEMPLATE, view, words, folder, templates),
        html=letter_html(_TEMPLATE, view, words, folder, templates),
        chat=standing_chat(inputs),
    )
