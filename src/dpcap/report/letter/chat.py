"""The letter in a few sentences, to be pasted into a chat."""

from __future__ import annotations

from dpcap.model.letter import CHAT_LENGTH
from dpcap.report import figures
from dpcap.report.letter.decision_part import objection_day, unmet, verdict_words
from dpcap.report.letter.letter_inputs import LetterInputs
from dpcap.report.sanitize import clean, plain
from dpcap.report.view_figures import key_figures, proved_label

_NAME, _BY, _OCCASION, _LEVEL, _CONDITION = 36, 24, 20, 24, 150


def chat(matter: LetterInputs) -> str:
    """Whole sentences in no more than `CHAT_LENGTH` characters.

    What finds no room is left out, the objection last; conditions left out are counted.
    """
    head = matter.say("chat.name", name=_cut(matter.name, _NAME)) + _result(matter)
    tail = matter.say("chat.see")
    counted = matter.say("chat.more", n=len(matter.open)) if matter.open else ""
    room = CHAT_LENGTH - len(head) - len(counted) - len(tail)
    kept: dict[str, str] = {}
    for part, said in (
        ("objection", _objection(matter)),
        ("score", _score(matter)),
        ("short", _short(matter)),
    ):
        kept[part] = said if len(said) <= room else ""
        room -= len(kept[part])
    conditions = _conditions(matter, room + len(counted))
    return "".join((head, kept["score"], kept["short"], conditions, kept["objection"], tail))


def _cut(text: str, columns: int) -> str:
    """*text* without marks, in at most *columns* columns."""
    return figures.short(clean(plain(text)), columns)


def _result(matter: LetterInputs) -> str:
    if matter.kind == "reminder":
        return matter.say("chat.reminder", n=len(matter.open), late=matter.late)
    told = {"occasion": _cut(matter.occasion, _OCCASION), "verdict": verdict_words(matter)}
    if matter.decision is None:
        return matter.say("chat.draft", **told)
    by = _cut(matter.decision.by, _BY)
    return matter.say("chat.result", by=by, on=matter.day(matter.decision.on), **told)


def _score(matter: LetterInputs) -> str:
    if matter.kind == "reminder":
        return ""
    shown, label = key_figures(matter.ctx), proved_label(matter.ctx)
    if shown.big is None:
        return matter.say("chat.range", label=label, range=shown.range)
    return matter.say("chat.score", label=label, proved=shown.big, level=_cut(shown.level, _LEVEL))


def _short(matter: LetterInputs) -> str:
    short = len(unmet(matter))
    return matter.say("chat.short", n=short) if short and matter.kind != "reminder" else ""


def _objection(matter: LetterInputs) -> str:
    last = objection_day(matter)
    if last is None or matter.kind == "reminder":
        return ""
    return matter.say("chat.objection", on=matter.day(last))


def _conditions(matter: LetterInputs, room: int) -> str:
    """The open conditions, the earliest first, in at most *room* characters."""
    every = [_condition(matter, place) for place in range(len(matter.open))]
    for shown in range(len(every), -1, -1):
        rest = len(every) - shown
        said = "".join(every[:shown]) + (matter.say("chat.more", n=rest) if rest else "")
        if len(said) <= room:
            return said
    return ""


def _condition(matter: LetterInputs, place: int) -> str:
    one = matter.open[place]
    text = _cut(one.text, _CONDITION).rstrip("。.；;")
    key = "overdue" if one.is_overdue(matter.today) else "condition"
    return matter.say(f"chat.{key}", text=text, day=matter.day(one.due_on))
