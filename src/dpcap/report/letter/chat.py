"""The letter in a few sentences, to be pasted into a chat."""

from __future__ import annotations

from dpcap.model.letter import CHAT_LENGTH
from dpcap.report.letter.decision_part import objection_day, unmet, verdict_words
from dpcap.report.letter.letter_inputs import LetterInputs
from dpcap.report.sanitize import clean, plain
from dpcap.report.view_scores import key_figures, proved_label
from dpcap.text_width import short

_NAME, _BY, _OCCASION, _LEVEL, _CONDITION = 36, 24, 20, 24, 150


def chat(inputs: LetterInputs) -> str:
    """The letter of *inputs* as whole sentences, in no more than `CHAT_LENGTH` characters.

    What finds no room is left out, the objection last; conditions left out are counted.
    """
    head = inputs.say("chat.name", name=_cut(inputs.name, _NAME)) + _result(inputs)
    tail = inputs.say("chat.see")
    counted = inputs.say("chat.more", n=len(inputs.open)) if inputs.open else ""
    room = CHAT_LENGTH - len(head) - len(counted) - len(tail)
    kept: dict[str, str] = {}
    for part, said in (
        ("objection", _objection(inputs)),
        ("score", _score(inputs)),
        ("short", _short(inputs)),
    ):
        kept[part] = said if len(said) <= room else ""
        room -= len(kept[part])
    conditions = _conditions(inputs, room + len(counted))
    return "".join((head, kept["score"], kept["short"], conditions, kept["objection"], tail))


def _cut(text: str, columns: int) -> str:
    """*text* without marks, in at most *columns* columns."""
    return short(clean(plain(text)), columns)


def _result(inputs: LetterInputs) -> str:
    if inputs.kind == "reminder":
        return inputs.say("chat.reminder", n=len(inputs.open), late=inputs.late)
    told = {"occasion": _cut(inputs.occasion, _OCCASION), "verdict": verdict_words(inputs)}
    if inputs.decision is None:
        return inputs.say("chat.draft", **told)
    by = _cut(inputs.decision.by, _BY)
    return inputs.say("chat.result", by=by, on=inputs.day(inputs.decision.on), **told)


def _score(inputs: LetterInputs) -> str:
    if inputs.kind == "reminder":
        return ""
    shown, label = key_figures(inputs.ctx), proved_label(inputs.ctx)
    if shown.big is None:
        return inputs.say("chat.range", label=label, range=shown.range)
    return inputs.say("chat.score", label=label, proved=shown.big, level=_cut(shown.level, _LEVEL))


def _short(inputs: LetterInputs) -> str:
    short = len(unmet(inputs))
    return inputs.say("chat.short", n=short) if short and inputs.kind != "reminder" else ""


def _objection(inputs: LetterInputs) -> str:
    last = objection_day(inputs)
    if last is None or inputs.kind == "reminder":
        return ""
    return inputs.say("chat.objection", on=inputs.day(last))


def _conditions(inputs: LetterInputs, room: int) -> str:
    """The open conditions, the earliest first, in at most *room* characters."""
    every = [_condition(inputs, place) for place in range(len(inputs.open))]
    for shown in range(len(every), -1, -1):
        rest = len(every) - shown
        said = "".join(every[:shown]) + (inputs.say("chat.more", n=rest) if rest else "")
        if len(said) <= room:
            return said
    return ""


def _condition(inputs: LetterInputs, place: int) -> str:
    one = inputs.open[place]
    text = _cut(one.text, _CONDITION).rstrip("。.；;")
    key = "overdue" if one.is_overdue(inputs.today) else "condition"
    return inputs.say(f"chat.{key}", text=text, day=inputs.day(one.due_on))
