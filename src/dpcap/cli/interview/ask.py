"""The interview itself: puts questions, obeys keys, saves each answer before it goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from dpcap.cli.findings import WORDING
from dpcap.cli.interview import flow
from dpcap.cli.interview.card import Card, QuestionPlace, reply_words
from dpcap.cli.interview.console import BackError, Console, LeaveError, StyledLine
from dpcap.cli.interview.fields import Fields
from dpcap.cli.interview.flow import Item, View
from dpcap.cli.interview.implausible import (
    benchmark_problem,
    doubt_of,
    peer_problem,
    range_problem,
)
from dpcap.cli.interview.keys import Keys, offered
from dpcap.cli.interview.proof import Proofs
from dpcap.cli.interview.provider_files import ProviderFiles
from dpcap.cli.interview.reading import (
    Misread,
    Typed,
    key_of,
    read_number,
    tidy,
    wants_proof,
)
from dpcap.cli.interview.scale_prompt import read_typed, scale_prompt
from dpcap.cli.interview.scope import ask_scope
from dpcap.cli.interview.session import InterviewSession, area_id, person_id
from dpcap.cli.interview.words import words
from dpcap.errors import UsageError
from dpcap.intake.describe import needs_peer, takes_benchmark
from dpcap.intake.office import NO, YES
from dpcap.intake.values import unit_of
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Finding
from dpcap.model.framework import DECLARED
from dpcap.model.indicator import Indicator
from dpcap.model.manager import PeerFigure
from dpcap.report.sanitize import printable
from dpcap.scoring.peer_figures import BEST_SLIP, fitting_peers
from dpcap.scoring.plausibility import UNIT_SLIP
from dpcap.text_width import short

_SHOWN_NODES = 8


class Interview:
    """One sitting: what is due, question by question, then the rest confirmed."""

    def __init__(
        self,
        provider_files: ProviderFiles,
        console: Console,
        *,
        area: str | None,
        today: date,
        profile: Callable[[], str],
        person: str | None = None,
    ) -> None:
        named = person_id(provider_files.framework, person)
        if named is not None:
            provider_files.record_as(named, today)
        self._at = InterviewSession(provider_files, console, area_id(provider_files, area), named)
        self._today = today
        self._fields = Fields(provider_files, console)
        self._proofs = Proofs(provider_files, console)
        self._keys = Keys(self._at, self._proofs, profile)

    def run(self) -> bool:
        """Ask what is due, then have the rest confirmed. True: the end was reached."""
        try:
            self._begin()
            self._go(lambda view, way: flow.next_item(view, way, self._at.walk))
            self._confirm()
        except LeaveError:
            view, way = self._at.look()
            count, _ = flow.left(view, way, self._at.walk)
            self._at.console.say("bye", count=count + len(self._at.walk.skipped))
            return False
        skipped = len(self._at.walk.skipped)
        self._at.console.say("done.skipped" if skipped else "done", style="good", count=skipped)
        return True

    # ── beginning and end ────────────────────────────────────────────────────────────────────

    def _begin(self) -> None:
        self._set_aside()
        view, _ = self._at.look()
        given = view.assessment.assessed_on
        if given < self._today:
            told = {"day": str(given), "today": str(self._today)}
            if self._at.console.choose("ask.day", ("d",), **told):
                self._at.provider_files.save_day(self._today)
        self._at.fallen(view)
        ask_scope(self._at)
        view, way = self._at.look()
        count, minutes = flow.left(view, way, self._at.walk)
        self._at.console.say(
            "hello" if count else "nothing",
            name=printable(view.assessment.provider.name.say(self._at.console.language)),
            role=view.framework.roles[self._at.provider_files.role_id].title.say(
                self._at.console.language
            ),
            count=count,
            minutes=f"{minutes:g}",
        )
        if view.enough is not None:
            self._at.console.say("draw.pending", count=len(view.shops), enough=view.enough)

    def _set_aside(self) -> None:
        nodes = self._at.provider_files.unfit()
        if not nodes:
            return
        shown = ", ".join(nodes[:_SHOWN_NODES]) + ("…" if len(nodes) > _SHOWN_NODES else "")
        stops = ("q", *NO)
        if (
            self._at.console.choose("ask.aside", (*stops, *YES), count=len(nodes), nodes=shown)
            in stops
        ):
            raise UsageError(
                f"these answers are still to be set aside: {shown}",
                f"这些答案还没有搁置：{shown}",
            )
        version = self._at.provider_files.framework.version
        remark = words(
            "aside.remark", self._at.console.language, day=str(self._today), version=version
        )
        self._at.provider_files.set_aside(nodes, remark)

    def _confirm(self) -> None:
        """What still holds, area by area, in one key each."""
        view, way = self._at.look()
        for area, items in flow.settled(view, way, self._at.walk).items():
            self._list(view, area, items)
            answer = self._at.console.choose("ask.confirm", ("r", "a", *YES))
            if answer == "a":
                return
            if answer == "r":
                self._review(items)

    def _review(self, items: Sequence[Item]) -> None:
        def following(_view: View, _way: tuple[Item, ...]) -> Item | None:
            return next((item for item in items if item not in self._at.walk.passed), None)

        self._go(following)

    def _list(self, view: View, area: str, items: Sequence[Item]) -> None:
        title = view.framework.title_of(area).say(self._at.console.language)
        width = self._at.console.width
        self._at.console.show([StyledLine("rule", "─" * width)])
        self._at.console.say("confirm.head", style="place", area=title, count=len(items))
        shops = {shop.id: shop.name for shop in view.assessment.provider.shops}
        for item in items:
            indicator = view.indicator(item)
            shop = f" · {shops[item.shop]}" if item.shop in shops else ""
            said = reply_words(indicator, view.reply(item), view, self._at.console.language)
            text = f"{item.node:<9}{indicator.title.say(self._at.console.language)}{shop}: {said}"
            self._at.console.show([StyledLine("", short(printable(text), width))])

    # ── one question after another ───────────────────────────────────────────────────────────

    def _go(self, following: Callable[[View, tuple[Item, ...]], Item | None]) -> None:
        """Put what *following* names until it names nothing; the back key goes before it."""
        while True:
            view, way = self._at.look()
            self._tell_fallen(view)
            item = self._at.back_to or following(view, way)
            self._at.back_to = None
            if item is None:
                return
            try:
                if view.indicator(item).per == "shop" and not view.shops and flow.due(view, item):
                    self._shops(way, view)
                else:
                    self._put(view, way, item)
            except (UsageError, OSError) as error:  # a file that another program holds, say
                self._at.failed(error)
                self._at.back_to = item

    def _tell_fallen(self, view: View) -> None:
        """Which answers count no more, as what was answered later took their questions out."""
        gone = self._at.fallen(view)
        if gone:
            language = self._at.console.language
            titles = [
                f"{node} {view.framework.by_id[node].title.say(language)}"
                for node in gone[:_SHOWN_NODES]
            ]
            names = ("、" if language == "zh" else ", ").join(titles)
            more = "…" if len(gone) > _SHOWN_NODES else ""
            self._at.console.say("fallen", style="warn", names=names + more)

    def _put(self, view: View, way: tuple[Item, ...], item: Item) -> None:
        self._draw(view, way, item)
        while True:
            how = scale_prompt(view.indicator(item).scale).how(
                self._at.console.language, of_shop=item.shop is not None
            )
            typed = self._at.console.line(how, self._toolbar(view, way, item))
            typed = tidy(typed)
            try:
                if self._obey(view, item, typed):
                    return
                anew = key_of(typed) == "p"  # the profile fills the screen
            except BackError:
                anew = True
            view, way = self._at.look()
            if anew:
                self._draw(view, way, item)

    def _draw(self, view: View, way: tuple[Item, ...], item: Item) -> None:
        area = view.framework.parents[item.node][0].id
        here = [one for one in way if view.framework.parents[one.node][0].id == area]
        left, minutes = flow.left(view, way, self._at.walk)
        place = QuestionPlace(here.index(item) + 1 if item in here else 0, len(here), left, minutes)
        about = area not in self._at.told
        self._at.told.add(area)
        card = Card(
            view,
            item,
            flow.due(view, item),
            place,
            about,
            self._at.console.language,
            self._at.console.width,
        )
        self._at.console.show(card.lines())

    def _toolbar(self, view: View, way: tuple[Item, ...], item: Item) -> str:
        keys = offered(view, way, item, self._at.walk)
        return " ".join(f"{key} {words(f'key.{key}', self._at.console.language)}" for key in keys)

    def _obey(self, view: View, item: Item, typed: str) -> bool:
        """Do what was typed; whether the question is done with."""
        key = key_of(typed)
        if key:
            return self._keys.press(key, view, item)
        if not typed:
            return self._keep(view, item)
        answer, proof = wants_proof(typed)
        try:
            read = read_typed(answer, view.indicator(item).scale)
            if item.shop and isinstance(read.value, dict):
                read = read._replace(value=list(read.value.values()))
            if not self._believes(view, item, read.value):
                return False
            if view.peers_of(item):
                return self._beside_table(view, item, read, proof=proof)
            peer = self._peer(view, item, read.value, read.peer)
            best = self._benchmark(view, item, read.benchmark, peer)
        except Misread as error:
            return self._at.misread(error)
        both = (("peer", peer), ("benchmark", best))
        more: dict[str, Plain] = {name: one for name, one in both if one is not None}
        self._at.provider_files.save_value(
            item, read.value, {**more, **self._fields.ask(view, item)}
        )
        return self._saved(item, proof=proof)

    def _beside_table(self, view: View, item: Item, read: Typed, *, proof: bool) -> bool:
        """Save a figure of which the manager has peers' figures: taken where one fits, else asked.

        What it is of decides which fits, so that it is asked first. Raises Misread, BackError,
        LeaveError.
        """
        files, fields = self._at.provider_files, self._fields.ask(view, item)
        files.save_value(item, read.value, {**fields})
        view, _ = self._at.look()
        reply = view.reply(item)
        held = fitting_peers(view.peers_of(item), reply.envelope) if reply else None
        if held is None:
            peer = self._peer(view, item, read.value, read.peer)
            best = self._benchmark(view, item, read.benchmark, peer)
        else:
            self._tell_held(view, item, read.value, held)
            takes_best = takes_benchmark(view.indicator(item).scale)
            peer, best = held.median, held.benchmark if takes_best else None
        both = (("peer", peer), ("benchmark", best))
        files.save_more(item, {name: one for name, one in both if one is not None})
        return self._saved(item, proof=proof)

    def _tell_held(self, view: View, item: Item, value: Plain, held: PeerFigure) -> None:
        """Which peer figure is taken; one far off the *value* is confirmed. Raises BackError."""
        figures = "/".join(f"{one:g}" for one in (held.median, held.benchmark) if one is not None)
        self._at.console.say("peer.held", figures=figures, source=printable(held.source))
        if problem := peer_problem(view.indicator(item), value, held.median):
            said = WORDING.message(problem, self._at.console.language)
            self._at.console.show([StyledLine("warn", said)])
            if not self._at.console.says_yes("doubt.held", empty=True):
                raise BackError

    def _believes(self, view: View, item: Item, value: Plain) -> bool:
        """Whether a figure may be what it says; a doubtful one is confirmed by Enter."""
        indicator, language = view.indicator(item), self._at.console.language
        if problem := range_problem(indicator, value):
            self._at.console.show([StyledLine("warn", WORDING.message(problem, language))])
            return False
        doubt = doubt_of(indicator.scale, value)
        return doubt is None or self._at.console.says_yes(doubt, empty=True)

    def _peer(self, view: View, item: Item, value: Plain, given: float | None) -> float | None:
        """The peer figure, asked for where one is needed. Raises as `_beside`."""
        indicator = view.indicator(item)
        if not needs_peer(indicator.scale):
            return given
        return self._beside(
            "peer", given, indicator, lambda one: peer_problem(indicator, value, one)
        )

    def _benchmark(
        self, view: View, item: Item, given: float | None, peer: float | None
    ) -> float | None:
        """The figure of the best peers, asked for where one is taken. Raises as `_beside`."""
        indicator = view.indicator(item)
        if not takes_benchmark(indicator.scale):
            return given
        check = partial(benchmark_problem, indicator, peer)
        return self._beside("benchmark", given, indicator, check)

    def _beside(
        self,
        name: str,
        given: float | None,
        indicator: Indicator,
        problem_of: Callable[[float], Finding | None],
    ) -> float | None:
        """A figure of peers: *given*, else asked for, and again while it cannot be right.

        One that seems to be in another unit may be confirmed. Raises BackError, LeaveError.
        """
        figure = given
        while True:
            if figure is None:
                typed = self._at.console.ask_within(f"ask.{name}")
                if not typed:
                    return None
                try:
                    figure = read_number(typed, unit_of(indicator.scale))
                except Misread as error:
                    self._at.misread(error)
                    continue
            problem = problem_of(figure)
            if problem is None:
                return figure
            said = WORDING.message(problem, self._at.console.language)
            self._at.console.show([StyledLine("warn", said)])
            is_slip = problem.code in (UNIT_SLIP, BEST_SLIP)
            if is_slip and self._at.console.says_yes(f"doubt.unit_{name}", empty=True):
                return figure
            figure = None

    def _saved(self, item: Item, *, proof: bool) -> bool:
        view, _ = self._at.look()
        judged = view.judged[item.node]
        if flow.due(view, item) == "open":
            for finding in judged.findings:
                self._at.console.show(
                    [StyledLine("warn", WORDING.message(finding, self._at.console.language))]
                )
            return False
        if not (proof and self._proofs.ask(view, item)):
            self._tell_saved(view, item)
        self._at.on(item)
        return True

    def _tell_saved(self, view: View, item: Item) -> None:
        """That it is on disk, and what a bare word is worth."""
        backing, reply = view.judged[item.node].backing, view.reply(item)
        bare = backing is not None and backing.kind == DECLARED and reply and not reply.evidence
        if backing and bare and view.indicator(item).proof:
            self._at.console.say("saved.bare", style="good", cap=f"{backing.cap:g}")
        else:
            self._at.console.say("saved", style="good")

    def _keep(self, view: View, item: Item) -> bool:
        if flow.said_so(view.reply(item)) is None:
            self._at.console.say("empty", style="warn")
            return False
        self._at.console.say("kept", style="good")
        self._at.on(item)
        return True

    def _shops(self, way: Sequence[Item], view: View) -> None:
        """Have shops listed, or leave everything asked per shop for another time."""
        waiting = [
            item for item in way if view.indicator(item).per == "shop" and flow.due(view, item)
        ]
        try:
            before = any(item not in waiting for item in self._at.walk.trail)
            offers = ("b", "s", "q") if before else ("s", "q")
            typed = self._at.console.ask_within(
                "ask.shops", as_typed=True, offers=offers, count=len(waiting)
            )
        except BackError:
            # What was left for later with them would only bring this prompt again.
            while self._at.back() and self._at.back_to in waiting:
                pass
            return
        names = [name.strip() for name in re.split(r"[,，、;；\n\t]", typed) if name.strip()]
        if names and tidy(typed).lower() != "s":
            self._at.provider_files.add_shops(names)
            return
        for item in waiting:
            self._at.on(item, skipped=True)
