"""What waves and brands say, put into words: what all formats for people show alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dpcap.report.nps.chart import NpsMark, nps_chart
from dpcap.report.nps.page import NpsSection, NpsView
from dpcap.report.nps.wording import WORDS
from dpcap.report.sanitize import own, plain
from dpcap.report.table_page import PartTable

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.model.nps import (
        ContestedAnswer,
        NpsChange,
        NpsFigure,
        SameMixChange,
        ValueMove,
        WaveComparison,
        WaveSummary,
    )
    from dpcap.report.nps.result import NpsReport

_MOST = 20
_SIGN = {1: "moved.better", -1: "moved.worse", 0: "moved.unknown"}


def nps_view(found: NpsReport, language: Language) -> NpsView:
    """*found* as ready strings in *language*."""
    return _NpsWriter(found, language).view()


class _NpsWriter:
    def __init__(self, found: NpsReport, language: Language) -> None:
        self._found, self._language = found, language

    def say(self, key: str, **fields: str | float) -> str:
        return WORDS.say(key, self._language, self._found.framework.wording, **fields)

    def view(self) -> NpsView:
        found = self._found
        counted = sum(one.whole.answers for one in found.waves)
        sections = (
            self._waves(),
            self._changes(),
            self._reasons(),
            self._carriers(),
            self._parts(),
            self._values(),
            self._merchants(),
            self._contested(),
        )
        name = found.provider or self.say("folder")
        return NpsView(
            language=self._language,
            title=self.say("title", name=name),
            strip=(
                self.say("waves" if len(found.waves) > 1 else "wave", count=len(found.waves)),
                self.say("counted", count=f"{counted:,}"),
            ),
            alerts=tuple(self._alerts()),
            chart=nps_chart(tuple(self._marks()), self.say("chart")) if found.waves else None,
            chart_title=self.say("chart"),
            sections=tuple(one for one in sections if one.lines or one.tables),
            foot=(self.say("foot.formula"), self.say("foot.score")),
        )

    # ── what must not be missed ──────────────────────────────────────────────────────────────────

    def _alerts(self) -> Iterator[str]:
        for pair in self._found.comparisons:
            if pair.change and pair.same_mix and pair.same_mix.turned:
                which = "up" if pair.change.difference > 0 else "down"
                yield self.say(
                    "alert.turned",
                    **self._pair(pair),
                    total=_signed(pair.change.difference),
                    within=_signed(pair.same_mix.within),
                    which=self.say(f"which.{which}"),
                )
        if few := [self._name(one) for one in self._found.waves if one.asked_few]:
            yield self.say("alert.few", waves=self._listed(few))
        if promo := [own(one.id) for one in self._found.waves if one.wave.promo]:
            yield self.say("alert.promo", waves=self._listed(promo))
        values = self._found.values
        named = {one.node: one for one in (*values.experience, *values.benefit)}
        for mine, theirs in values.apart:
            better, worse = (mine, theirs) if named[mine].moved > 0 else (theirs, mine)
            said = {"better": self._titled(named[better]), "worse": self._titled(named[worse])}
            yield self.say("apart", **said)

    def _marks(self) -> Iterator[NpsMark]:
        for one in self._found.waves:
            yield self._mark(self._name(one), one.whole)
            for carrier, figure in one.carriers.items():
                yield self._mark(self.say(f"carrier.{carrier}"), figure, inside=True)

    def _mark(self, label: str, one: NpsFigure, *, inside: bool = False) -> NpsMark:
        said = f"{self._nps(one)} (n={one.answers:,})"
        return NpsMark(plain(label), said, one.nps, one.low, one.high, inside)

    # ── waves ────────────────────────────────────────────────────────────────────────────────────

    def _waves(self) -> NpsSection:
        waves = self._found.waves
        said = PartTable(
            self._heads(("wave", "answers", "nps", "range", "read")),
            tuple(self._wave(one) for one in waves),
            frozenset((1, 2, 3)),
        )
        came = PartTable(
            self._heads(("wave", "days", "held", "response", "left")),
            tuple(self._came(one) for one in waves),
            frozenset((3,)),
        )
        tables = (("", said), (self.say("came"), came))
        return NpsSection(self.say("list"), (), tables if waves else ())

    def _wave(self, one: WaveSummary) -> tuple[str, ...]:
        """What a wave says, and how it is to be read."""
        read = [self.say(f"standing.{one.whole.standing}")]
        read += [self.say("who_answered")] if one.asked_few else []
        figures = (f"{one.whole.answers:,}", self._nps(one.whole), self._range(one.whole))
        return (self._name(one), *figures, self.say("semicolon").join(read))

    def _came(self, one: WaveSummary) -> tuple[str, ...]:
        """When, from whom and from how many a wave came in, and what of it does not count."""
        response = one.wave.response
        left = [self.say(f"left.{why}", count=count) for why, count in one.left_out.items()]
        return (
            self._name(one),
            self.say("shown_days", first=str(one.wave.from_), last=str(one.wave.until)),
            self._held(one),
            self.say("none") if response is None else f"{response * 100:.1f}%",
            self._listed(left) or self.say("left.nothing"),
        )

    def _name(self, one: WaveSummary) -> str:
        name = own(one.id)
        return self.say("promo", wave=name) if one.wave.promo else name

    def _held(self, one: WaveSummary) -> str:
        held = self.say(f"held.{one.wave.held_by}")
        if one.by_manager:
            return self.say("held.manager", held=held)
        claimed = one.wave.held_by != "provider" and self._found.provider is not None
        return self.say("held.claimed", held=held) if claimed else held

    # ── what changed ─────────────────────────────────────────────────────────────────────────────

    def _changes(self) -> NpsSection:
        pairs = self._found.comparisons
        lines = [] if pairs else [self.say("changes.none")]
        tables = []
        for pair in pairs:
            caption = self.say("pair", **self._pair(pair))
            heads = self._heads(("carrier", "change", "range", "verdict"))
            tables.append((caption, PartTable(heads, tuple(self._rows(pair)), frozenset((1, 2)))))
            if pair.other_holder:
                lines.append(self.say("other_holder", **self._pair(pair)))
            if pair.change and pair.same_mix is None:
                lines.append(self.say("no_same_mix"))
            elif pair.same_mix and pair.same_mix.joined:
                names = self._listed(self.say(f"carrier.{one}") for one in pair.same_mix.joined)
                lines.append(self.say("joined", carriers=names))
        return NpsSection(self.say("changes"), tuple(dict.fromkeys(lines)), tuple(tables))

    def _rows(self, pair: WaveComparison) -> Iterator[tuple[str, ...]]:
        none = self.say("none")
        if pair.change is None:
            yield self.say("whole"), none, none, self.say("too_few")
            return
        yield self._changed(self.say("whole"), pair.change, pair.change.difference)
        if pair.same_mix:
            yield self._changed(self.say("same_mix"), pair.same_mix, pair.same_mix.within)
            yield self.say("mix"), _signed(pair.same_mix.mix), none, none
        for carrier, one in pair.carriers.items():
            yield self._changed(self.say(f"carrier.{carrier}"), one, one.difference)

    def _changed(
        self, name: str, one: NpsChange | SameMixChange, difference: float
    ) -> tuple[str, ...]:
        between = self.say("between", low=_signed(one.low), high=_signed(one.high))
        return name, _signed(difference), between, self.say(f"verdict.{one.direction}")

    def _pair(self, pair: WaveComparison) -> dict[str, str]:
        return {"before": own(pair.before), "after": own(pair.after)}

    # ── reasons, carriers, parts ─────────────────────────────────────────────────────────────────

    def _reasons(self) -> NpsSection:
        lines, tables = [], []
        for one in self._found.waves:
            name = self._name(one)
            if one.reasons:
                caption = self.say("reasons.of", wave=name, count=one.detractors or 0)
                rows = tuple(
                    (own(each.reason), str(each.count), f"{each.share:.0f}%")
                    for each in one.reasons[:_MOST]
                )
                heads = self._heads(("reason", "count", "share"))
                tables.append((caption, PartTable(heads, rows, frozenset((1, 2)))))
                if not one.ranked:
                    lines.append(self.say("reasons.unranked", wave=name))
            elif one.reason_names:
                names = self._listed(map(own, one.reason_names[:_MOST]))
                lines.append(self.say("reasons.named", wave=name, names=names))
        nothing = [] if tables or lines else [self.say("reasons.none")]
        return NpsSection(self.say("reasons"), (*lines, *nothing), tuple(tables))

    def _carriers(self) -> NpsSection:
        heads = self._heads(("wave", "carrier", "answers", "nps", "range", "read"))
        rows = tuple(
            self._figure((self._name(one), self.say(f"carrier.{carrier}")), figure)
            for one in self._found.waves
            for carrier, figure in one.carriers.items()
        )
        table = PartTable(heads, rows, frozenset((2, 3, 4)))
        return NpsSection(self.say("carriers"), (), (("", table),) if rows else ())

    def _parts(self) -> NpsSection:
        heads = self._heads(("wave", "part", "answers", "nps", "range", "r", "read"))
        rows, lines = [], []
        for one in self._found.waves:
            known = [each for each in one.correlations if each.part in one.parts]
            for each in known:
                names = (self._name(one), self.say(f"part.{each.part}"))
                cells = self._figure(names, one.parts[each.part])
                r = self.say("none") if each.r is None else f"{each.r:.2f}".replace("-", "−")
                rows.append((*cells[:-1], r, cells[-1]))
            if any(one.parts[each.part].standing != "reportable" for each in known):
                lines.append(self.say("parts.unranked", wave=self._name(one)))
        table = PartTable(heads, tuple(rows), frozenset((2, 3, 4, 5)))
        said = (self.say("parts.about"), *lines) if rows else ()
        return NpsSection(self.say("parts"), said, (("", table),) if rows else ())

    def _figure(self, names: tuple[str, ...], one: NpsFigure) -> tuple[str, ...]:
        read = self.say(f"standing.{one.standing}")
        return (*names, f"{one.answers:,}", self._nps(one), self._range(one), read)

    def _nps(self, one: NpsFigure) -> str:
        return self.say("none") if one.nps is None else _signed(one.nps)

    def _range(self, one: NpsFigure) -> str:
        if one.low is None or one.high is None:
            return self.say("none")
        return self.say("between", low=_signed(one.low), high=_signed(one.high))

    # ── the two values, brands ───────────────────────────────────────────────────────────────────

    def _values(self) -> NpsSection:
        values = self._found.values
        moves = (*values.experience, *values.benefit)
        lines = []
        if values.benefit and all(one.before is None for one in values.benefit):
            lines.append(self.say("values.before"))
        tables = [
            (self.say(f"values.{name}"), self._moves(side))
            for name, side in (("experience", values.experience), ("benefit", values.benefit))
            if side
        ]
        return NpsSection(self.say("values"), tuple(lines), tuple(tables) if moves else ())

    def _moves(self, side: Iterable[ValueMove]) -> PartTable:
        rows = tuple(
            (
                self._titled(one),
                self._value(one.before),
                self._value(one.after),
                self.say(_SIGN[one.moved]),
            )
            for one in side
        )
        heads = self._heads(("figure", "before", "now", "change"))
        return PartTable(heads, rows, frozenset((1, 2)))

    def _titled(self, one: ValueMove) -> str:
        return one.name.say(self._language)

    def _value(self, value: float | None) -> str:
        return self.say("none") if value is None else f"{round(value, 2):,g}".replace("-", "−")

    def _merchants(self) -> NpsSection:
        heads = self._heads(("contract", "on", "rating", "complaints", "about"))
        none, tables = self.say("none"), []
        for file, by_manager in self._found.merchants:
            rows = tuple(
                (
                    own(contract),
                    str(one.on),
                    none if one.rating is None else str(one.rating),
                    none if one.complaints is None else str(one.complaints),
                    ", ".join(one.about) or none,
                )
                for contract, one in sorted(file.merchants.items())
            )
            held = self.say(f"held.{file.held_by}")
            if by_manager:
                held = self.say("held.manager", held=held)
            caption = self.say("merchants.held", held=held)
            tables.append((caption, PartTable(heads, rows, frozenset((2, 3)))))
        return NpsSection(self.say("merchants"), (), tuple(tables))

    def _contested(self) -> NpsSection:
        contested = self._found.contested
        lines = [self._contest(one) for one in contested]
        if any(one.ruling is None for one in contested):
            lines.append(self.say("contested.how"))
        return NpsSection(self.say("contested"), tuple(lines), alert=True)

    def _contest(self, one: ContestedAnswer) -> str:
        return self.say(
            f"contested.{one.ruling or 'open'}",
            node=one.node,
            title=self._found.framework.title_of(one.node).say(self._language),
            contracts=self._listed(map(own, one.contracts[:_MOST])),
            lowest=self.say("none") if one.lowest is None else one.lowest,
            complaints=one.complaints,
        )

    def _heads(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.say(f"column.{name}") for name in names)

    def _listed(self, names: Iterable[str]) -> str:
        return self.say("comma").join(names)


def _signed(value: float) -> str:
    """A score or a difference of scores with its sign, to one decimal."""
    shown = f"{value:+.1f}".replace("-", "−")
    return "0.0" if shown in ("+0.0", "−0.0") else shown
