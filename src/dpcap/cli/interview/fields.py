"""Asking for what a figure must carry: shared fields once, others with the last choice."""

from __future__ import annotations

from dpcap.cli.interview.console import Console, StyledLine
from dpcap.cli.interview.flow import PERIOD, Item, View, due
from dpcap.cli.interview.provider_files import ProviderFiles
from dpcap.cli.interview.reading import Misread, pick
from dpcap.cli.interview.words import words
from dpcap.intake.describe import allowed_values
from dpcap.intake.envelope import MANY
from dpcap.intake.values import ValueProblem
from dpcap.intake.yaml_values import Plain, number
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Vocabulary
from dpcap.model.period import last_period
from dpcap.model.scale import Figure
from dpcap.scoring.compiled_indicator import compiled_indicators
from dpcap.scoring.plausibility import Problem

# What the figures of a file usually have in common; any other field changes with the question.
SHARED = frozenset((PERIOD, "basis", "industry"))


class Fields:
    """Asks for the fields of figures and remembers the choices made in this interview."""

    def __init__(self, provider_files: ProviderFiles, console: Console) -> None:
        self._desk = provider_files
        self._console = console
        self._chosen: dict[tuple[str, str], str] = {}

    def ask(self, view: View, item: Item) -> dict[str, Plain]:
        """The fields to be written beside the figure of *item*; what the file shares is left out.

        Raises BackError, LeaveError.
        """
        scale = view.indicator(item).scale
        if not isinstance(scale, Figure):
            return {}
        stale = due(view, item) == PERIOD
        found = {
            field: self._field(view, item, field, scale, stale=stale and field == PERIOD)
            for field in scale.envelope
        }
        return {field: value for field, value in found.items() if value is not None}

    def _field(
        self, view: View, item: Item, field: str, scale: Figure, *, stale: bool
    ) -> str | None:
        """The value to write, or None if what stands already holds."""
        options = allowed_values(scale, field, view.framework)
        reply = view.reply(item)
        own = reply.envelope.get(field) if reply else None
        if own is not None and not stale and not _trouble(view, item, field, own):
            return None
        defaults = self._desk.defaults(item)
        given = defaults.get(field)
        if not stale and isinstance(given, str | int) and self._holds(view, item, field, given):
            return None
        if len(options) == 1:
            return options[0]
        memory = (field, scale.period if field == PERIOD else "")
        chosen = self._chosen.get(memory)
        if chosen is not None and options and chosen not in options:
            chosen = None
        if chosen is None or field not in SHARED:
            chosen = self._put(view, item, field, options, chosen)
            self._chosen[memory] = chosen
            is_word = field == PERIOD or bool(options) or number(chosen) is None
            if field in SHARED and given is None and is_word:
                self._desk.save_default(item, field, chosen)
                return None
        return chosen

    def _put(
        self, view: View, item: Item, field: str, options: tuple[str, ...], chosen: str | None
    ) -> str:
        vocabulary = view.framework.envelope.get(field, None)
        title = vocabulary.title.say(self._console.language) if vocabulary else field
        scale = view.indicator(item).scale
        if field == PERIOD and isinstance(scale, Figure):
            chosen = chosen or last_period(scale.period, view.as_of)
        if len(options) > MANY:  # too many to choose by number: typed, and told if it is none
            options = ()
        self._list(options, vocabulary)
        while True:
            shown = _said(chosen, vocabulary, self._console.language) if chosen else ""
            key = "ask.field_keep" if chosen else "ask.field"
            typed = self._console.ask_within(key, title=title, value=shown) or chosen
            try:
                value = pick(typed, options) if typed and options else typed
            except Misread as error:
                self._wrong(
                    words(
                        "error",
                        self._console.language,
                        problem=getattr(error.problem, self._console.language),
                    )
                )
                continue
            read = self._desk.envelopes(view).read(field, value, view.indicator(item))
            if isinstance(read, ValueProblem):
                said = {"node": item.node, "field": field, "value": "", **read.said}
                self._wrong(Finding(code=read.code, params=said).message(self._console.language))
            elif problem := _trouble(view, item, field, read):
                code, params = problem
                told = Finding(code=code, params={"node": item.node, **params})
                self._wrong(told.message(self._console.language))
            elif self._is_meant(view, field, read):
                return read

    def _is_meant(self, view: View, field: str, value: str) -> bool:
        """Whether a bare figure in a field of words is meant, which Enter says."""
        vocabulary = view.framework.envelope.get(field)
        if field == PERIOD or (vocabulary and vocabulary.values) or number(value) is None:
            return True
        title = vocabulary.title.say(self._console.language) if vocabulary else field
        return self._console.says_yes("doubt.words", empty=True, title=title, value=value)

    def _holds(self, view: View, item: Item, field: str, given: str | int) -> bool:
        """Whether a file's default is what this figure can take."""
        read = self._desk.envelopes(view).read(field, given, view.indicator(item))
        return not isinstance(read, ValueProblem) and not _trouble(view, item, field, read)

    def _list(self, options: tuple[str, ...], vocabulary: Vocabulary | None) -> None:
        said = [_said(option, vocabulary, self._console.language) for option in options]
        self._console.show(StyledLine("", f" {n:>2}  {text}") for n, text in enumerate(said, 1))

    def _wrong(self, text: str) -> None:
        self._console.show([StyledLine("warn", text)])


def _trouble(view: View, item: Item, field: str, value: str) -> Problem | None:
    """What keeps a figure of the period *value* from counting; None: nothing, or another field."""
    term = view.framework.once(compiled_indicators)[item.node].term
    if field != PERIOD or term is None:
        return None
    return term.problem({PERIOD: value}, view.as_of, view.as_of)


def _said(value: str, vocabulary: Vocabulary | None, language: Language) -> str:
    known = vocabulary.values.get(value) if vocabulary else None
    return known.say(language) if known else value
