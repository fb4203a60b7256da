"""How all stand, put into words: what the terminal, the page and the Markdown show alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dpcap.model.level_outcomes import FEWEST_PAIRS
from dpcap.model.nouns import NEUTRAL
from dpcap.report.finding_lines import finding_line
from dpcap.report.sanitize import printable
from dpcap.report.standing.page import StandingDetail, StandingView
from dpcap.report.standing.wording import WORDS
from dpcap.report.table_page import PartTable

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.certification import ReturnBar
    from dpcap.model.level_outcomes import LevelOutcomes
    from dpcap.model.standing import RuleMeasure, StandingEntry
    from dpcap.model.standing_proposal import TrackProposal
    from dpcap.report.standing.overview import ProviderStanding, StandingOverview

_COLUMNS = ("provider", "certification", "tier", "score", "proposal")
_OUTCOMES = ("level", "pairs", "passed", "complaints", "renewal")
_SHORT = 12


def view_of(found: StandingOverview, language: Language) -> StandingView:
    """*found* as ready strings in *language*."""
    return _Writer(found, language).view()


class _Writer:
    def __init__(self, found: StandingOverview, language: Language) -> None:
        self._found, self._language = found, language

    def say(self, key: str, **fields: str | float) -> str:
        return WORDS.say(key, self._language, NEUTRAL, **fields)

    def view(self) -> StandingView:
        found = self._found
        heads = tuple(self.say(f"column.{name}") for name in _COLUMNS)
        outcomes = tuple(map(self._outcome, found.outcomes))
        notes = (self.say("sources"),) if outcomes else (self.say("early"),)
        return StandingView(
            language=self._language,
            title=self.say("title", period=found.period),
            strip=tuple(self._strip()),
            head=self.say("list"),
            table=PartTable(heads, tuple(map(self._row, found.providers)), frozenset((3,))),
            details_head=self.say("details"),
            details=tuple(map(self._detail, found.providers)),
            warnings_head=self.say("warnings"),
            warnings=tuple(finding_line(one, self._language, NEUTRAL) for one in found.findings),
            outcomes_head=self.say("outcomes"),
            outcomes=PartTable(
                tuple(self.say(f"column.{name}") for name in _OUTCOMES),
                outcomes,
                frozenset((1, 2, 3, 4)),
            )
            if outcomes
            else None,
            notes=notes,
        )

    def _strip(self) -> Iterator[str]:
        found = self._found
        yield self.say("on", on=str(found.on))
        yield self.say("gates", gates=found.gates) if found.gates else self.say("no_gates")
        yield self.say("ledger", rows=found.rows)
        if found.rows:
            yield self.say("ledger_head", head=found.head[:_SHORT])
        books = found.books
        yield self.say("books", certification=books.certification.id, tiers=books.tiers.id)
        yield self.say("proposed", count=len(found.entries))

    # ── a line for each ──────────────────────────────────────────────────────────────────────────

    def _row(self, one: ProviderStanding) -> tuple[str, ...]:
        standing = one.standing
        return (
            printable(standing.provider),
            self._label("certification", standing.certification.label),
            self._label("tier", standing.tier.tier),
            "" if one.score is None else f"{one.score:.1f}",
            self._proposed(one),
        )

    def _proposed(self, one: ProviderStanding) -> str:
        if one.proposal is None:
            return self.say("why.absent")
        told = [self._what(each.entry) for each in one.proposal if each.entry]
        return self.say("semicolon").join(told) or self._why(one.proposal.certification)

    def _what(self, entry: StandingEntry) -> str:
        event = self.say(f"event.{entry.event}")
        origin, target = (self._label(entry.track, one) for one in (entry.from_, entry.to))
        if origin == target:
            return self.say("stays", event=event, target=target)
        return self.say("moved", event=event, origin=origin, target=target)

    def _label(self, track: str, name: str) -> str:
        if track == "certification":
            return self.say(f"label.{name}")
        tier = self._found.books.tiers.tiers.get(name)
        # A tier that the rules know no more is called as the ledger calls it.
        return printable(tier.title.say(self._language)) if tier else self._bare_tier(name)

    def _bare_tier(self, name: str) -> str:
        return self.say("no_tier") if name == "none" else printable(name)

    def _why(self, one: TrackProposal) -> str:
        gates = self._found.books.certification.gates
        return self.say(f"why.{one.why}", gates=gates) if one.why else ""

    # ── what it rests on ─────────────────────────────────────────────────────────────────────────

    def _detail(self, one: ProviderStanding) -> StandingDetail:
        name = one.name.say(self._language) if one.name else ""
        head = printable(" · ".join(filter(None, (one.standing.provider, name))))
        return StandingDetail(head, tuple(self._lines(one)))

    def _lines(self, one: ProviderStanding) -> Iterator[str]:
        if one.proposal is None:
            yield self.say("why.absent")
        else:
            yield self._track("certification", one.proposal.certification)
            yield self._track("tier", one.proposal.tier)
        if one.bar is not None:
            yield self._bar(one.bar)
        if one.shops:
            yield self.say("shops", shops=self._listed(one.shops))

    def _track(self, track: str, one: TrackProposal) -> str:
        name = self.say(f"track.{track}")
        if one.entry is None:
            text = self.say("nothing", track=name, why=self._why(one))
            return self._with_rules(text, one.rules)
        text = self.say("entry", track=name, what=self._what(one.entry))
        if one.entry.event == "exempted" and one.entry.reason:
            reason = self.say(f"exemption.{one.entry.reason}")
            text = self.say("because", text=text, reason=reason)
        return self._with_rules(self._with_window(text, one.entry), one.entry.measures)

    def _with_window(self, text: str, entry: StandingEntry) -> str:
        told = [text]
        if entry.window:
            each = (f"{one.period} {one.score:.1f}" for one in entry.window)
            told.append(self.say("window", window=self._listed(each)))
        told.append(self.say("effective", day=str(entry.effective_on)))
        if entry.decision:
            told.append(self.say("decision", digest=entry.decision[:_SHORT]))
        return self.say("semicolon").join(told)

    def _with_rules(self, text: str, rules: Iterable[RuleMeasure]) -> str:
        told = self._listed(map(self._rule, rules))
        return self.say("semicolon").join((text, self.say("rules", rules=told))) if told else text

    def _rule(self, one: RuleMeasure) -> str:
        found = self._value(one.found)
        if one.needed is None:
            return self.say("bare_rule", rule=one.rule, found=found) if one.found else one.rule
        return self.say("rule", rule=one.rule, needed=self._value(one.needed), found=found)

    def _value(self, value: bool | float | str | None) -> str:
        if value is None:
            return self.say("unknown")
        if isinstance(value, bool):
            return str(value).lower()
        return printable(value) if isinstance(value, str) else f"{round(value, 1):g}"

    def _bar(self, bar: ReturnBar) -> str:
        ending = self.say(f"event.{bar.kind}")
        fields: dict[str, str | float] = {
            "whose": printable(bar.provider),
            "times": bar.times,
            "ending": ending,
        }
        if bar.from_day is None:
            return self.say("bar_never", **fields)
        return self.say("bar", **fields, day=str(bar.from_day))

    def _listed(self, names: Iterable[str]) -> str:
        return self.say("comma").join(names)

    # ── what came of levels ──────────────────────────────────────────────────────────────────────

    def _outcome(self, one: LevelOutcomes) -> tuple[str, ...]:
        level = printable(one.level) if one.level else self.say("no_level")
        return (
            level,
            str(one.pairs),
            self._share(one.passed, one.assessed),
            self._share(one.complaints, one.complaints_known),
            self._mean(one.renewal, one.renewal_known),
        )

    def _share(self, part: int, known: int) -> str:
        """So many of those known; that they are too few, if so."""
        if not known:
            return self.say("unknown")
        return self.say("share_few" if known < FEWEST_PAIRS else "share", part=part, known=known)

    def _mean(self, mean: float | None, known: int) -> str:
        if mean is None:
            return self.say("unknown")
        if known < FEWEST_PAIRS:
            return self.say("few", known=known)
        return self.say("mean", mean=f"{mean:.0f}%", known=known)
