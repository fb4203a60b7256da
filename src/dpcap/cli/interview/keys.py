"""What each key of the interview does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dpcap.cli.interview import flow
from dpcap.cli.interview.card import Card, QuestionPlace
from dpcap.cli.interview.console import LeaveError, StyledLine
from dpcap.cli.interview.flow import Item, View, Walk
from dpcap.cli.interview.proof import Proofs
from dpcap.cli.interview.reading import KEYS, Misread, pick
from dpcap.cli.interview.session import InterviewSession
from dpcap.cli.interview.words import words
from dpcap.text_width import wrap


def offered(view: View, way: Sequence[Item], item: Item, walk: Walk) -> tuple[str, ...]:
    """The keys that do something at *item*."""
    does = {
        "b": bool(walk.trail),
        "n": bool(view.indicator(item).not_applicable),
        "d": bool(flow.undone(view, way, item)),
    }
    return tuple(key for key in KEYS if does.get(key, True))


class Keys:
    """The keys. `press` says whether the question on screen is done with."""

    def __init__(
        self, session: InterviewSession, proofs: Proofs, profile: Callable[[], str]
    ) -> None:
        self._at = session
        self._proofs = proofs
        self._profile = profile
        self._does: Mapping[str, Callable[[View, Item], bool]] = {
            "b": self._back,
            "s": self._skip,
            "u": self._unknown,
            "n": self._not_applicable,
            "d": self._dimension,
            "e": self._evidence,
            "t": self._note,
            "p": self._show_profile,
            "?": self._help,
            "q": self._leave,
        }

    def press(self, key: str, view: View, item: Item) -> bool:
        """Do what *key* stands for. Raises LeaveError."""
        return self._does[key](view, item)

    def _back(self, _view: View, _item: Item) -> bool:
        if not self._at.back():
            self._at.console.say("no_back", style="warn")
            return False
        return True

    def _skip(self, _view: View, item: Item) -> bool:
        self._at.on(item, skipped=True)
        return True

    def _unknown(self, view: View, item: Item) -> bool:
        if item.shop and view.assessment.rows.get(item.node):
            self._at.console.say("shop_unknown", style="warn")
            return self._skip(view, item)
        self._at.provider_files.save_state(item, {"unknown": True})
        self._at.console.say("saved", style="good")
        self._at.on(item)
        return True

    def _not_applicable(self, view: View, item: Item) -> bool:
        reasons = view.indicator(item).not_applicable
        if not reasons:
            self._at.console.say("no_na", style="warn")
            return False
        for number, reason in enumerate(reasons, 1):
            text = view.framework.reasons[reason].say(self._at.console.language)
            self._at.console.show([StyledLine("", f" {number:>2}  {text}")])
        try:
            typed = self._at.console.ask_within("ask.reason")
            chosen = pick(typed, reasons) if typed else None
        except Misread as error:
            return self._at.misread(error)
        if chosen is None:
            return False
        note = self._at.console.ask_within("ask.reason_note", as_typed=True)
        said = {"note": note} if note else {}
        self._at.provider_files.save_state(item, {"not_applicable": chosen, **said})
        self._at.console.say("saved", style="good")
        self._at.on(item)
        return True

    def _dimension(self, view: View, item: Item) -> bool:
        lowest = flow.undone(view, self._at.look()[1], item)
        if not lowest:
            self._at.console.say("ask.dimension_none", style="warn")
            return False
        title = view.framework.parents[item.node][1].title.say(self._at.console.language)
        count = len(lowest)
        if not self._at.console.says_yes("ask.dimension", empty=False, title=title, count=count):
            return False
        for other, value in lowest:
            self._at.provider_files.save_value(other, value, {})
            self._at.on(other)
        self._at.console.say("saved.many", style="good", count=len(lowest))
        return item in {other for other, _ in lowest}

    def _evidence(self, view: View, item: Item) -> bool:
        self._proofs.ask(view, item)
        return False

    def _note(self, _view: View, item: Item) -> bool:
        note = self._at.console.ask_within("ask.note", as_typed=True)
        if note:
            self._at.provider_files.save_more(item, {"note": note})
            self._at.console.say("saved", style="good")
        return False

    def _show_profile(self, _view: View, _item: Item) -> bool:
        self._at.console.page(self._profile())
        return False

    def _help(self, view: View, item: Item) -> bool:
        place = QuestionPlace(0, 0, 0, 0)
        card = Card(
            view,
            item,
            None,
            place,
            about=False,
            language=self._at.console.language,
            width=self._at.console.width,
        )
        self._at.console.show(card.details())
        self._at.console.show([StyledLine("", "")])
        for key in KEYS:
            if key != "?":
                said = words(f"help.{key}", self._at.console.language)
                lines = wrap(said, self._at.console.width, first=f" {key}  ")
                self._at.console.show(StyledLine("dim", line) for line in lines)
        self._at.console.say("help.enter", style="dim")
        return False

    def _leave(self, _view: View, _item: Item) -> bool:
        raise LeaveError
