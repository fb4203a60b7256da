"""The terminal of an interview: styled lines out, one typed line in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.styles import Style

from dpcap.cli.interview.reading import tidy
from dpcap.cli.interview.words import words
from dpcap.cli.line_input import cleaned_line
from dpcap.intake.office import truth
from dpcap.model.base import PROSE, Language
from dpcap.report.sanitize import printable
from dpcap.text_width import short, width, wrap

_MOST, _LEAST = 100, 40
# Of the last line of a prompt, beside which one types.
_SHORTEST = 8
_STYLE = Style.from_dict(
    {
        "rule": "ansibrightblack",
        "place": "bold",
        "title": "bold ansicyan",
        "question": "bold",
        "dim": "ansibrightblack",
        "mark": "ansicyan",
        "good": "ansigreen",
        "warn": "ansiyellow",
        "bottom-toolbar": "noreverse ansibrightblack",
        "prompt": "bold ansicyan",
    }
)


class StyledLine(NamedTuple):
    """One line of the screen and the style it is in."""

    style: str
    text: str


class LeaveError(Exception):
    """The user left: the key for it, end of input, or an interrupt."""


class BackError(Exception):
    """The user went back from a prompt that belongs to a question to the question itself."""


class Console:
    """Talks in one language; *input* and *output* stand in for the process's terminal in tests."""

    def __init__(
        self,
        language: Language,
        *,
        input: Input | None = None,  # noqa: A002 - prompt_toolkit's own word for it
        output: Output | None = None,
    ) -> None:
        self.language = language
        self._output = output or create_output()
        self._session: PromptSession[str] = PromptSession(
            input=input, output=self._output, style=_STYLE, reserve_space_for_menu=0
        )

    @property
    def width(self) -> int:
        """The columns to fill."""
        return max(_LEAST, min(_MOST, self._output.get_size().columns - 1))

    def say(self, key: str, *, style: str = "", **fields: str | float) -> None:
        """Print words of ours."""
        text = words(key, self.language, **fields)
        self.show(StyledLine(style, line) for line in wrap(text, self.width))

    def show(self, lines: Iterable[StyledLine]) -> None:
        """Print *lines*; nothing in them drives the terminal."""
        for line in lines:
            print_formatted_text(
                FormattedText(
                    [(f"class:{line.style}" if line.style else "", printable(line.text))]
                ),
                output=self._output,
                style=_STYLE,
            )

    def page(self, text: str) -> None:
        """Print a page that was laid out already."""
        from prompt_toolkit.formatted_text import ANSI

        print_formatted_text(ANSI(text), output=self._output)

    def line(self, prompt: str = "", toolbar: str = "") -> str:
        """The line typed, without blanks around it; *toolbar* may have several lines.

        Raises LeaveError when input ends.
        """
        shown = f"{prompt} › " if prompt else "› "
        below = "\n".join(short(one, self.width) for one in toolbar.splitlines())
        # Given as an argument, none would leave the bar of the prompt before.
        self._session.bottom_toolbar = below or None
        while True:
            try:
                typed = self._session.prompt(FormattedText([("class:prompt", shown)]))
            except (EOFError, KeyboardInterrupt) as error:
                raise LeaveError from error
            typed = cleaned_line(typed)
            if len(typed) <= PROSE:
                return typed
            self.say("too_long", style="warn", count=len(typed), most=PROSE)

    def ask_within(
        self,
        key: str,
        *,
        as_typed: bool = False,
        offers: Sequence[str] = ("b", "q"),
        **fields: str | float,
    ) -> str:
        """The line typed at a question of ours, tidied unless *as_typed*.

        `b` goes back to what it belongs to, `q` leaves; the bar shows those that it *offers*.
        Raises BackError, LeaveError.
        """
        kinds = ((one, "answer" if one.isdigit() else "key") for one in offers)
        bar = " ".join(f"{one} {words(f'{kind}.{one}', self.language)}" for one, kind in kinds)
        while True:
            typed = self.put(words(key, self.language, **fields), bar)
            plain = tidy(typed)
            if plain.lower() == "q":
                raise LeaveError
            if plain.lower() != "b":
                return typed if as_typed else plain
            if "b" in offers:
                raise BackError
            self.say("no_back", style="warn")

    def says_yes(self, key: str, *, empty: bool, **fields: str | float) -> bool:
        """Whether a question of ours is answered by yes; an empty line is *empty*.

        Anything else is asked again. Raises BackError, LeaveError.
        """
        while True:
            typed = self.ask_within(key, as_typed=False, offers=("b", "q"), **fields)
            said = truth(typed) if typed else empty
            if said is not None:
                return said
            self.say("yes_or_no", style="warn")

    def choose(self, key: str, keys: Collection[str], **fields: str | float) -> str:
        """One of *keys*, or an empty line, at a question of ours; anything else is asked again.

        Raises LeaveError.
        """
        bar = f"q {words('key.q', self.language)}"
        while True:
            typed = tidy(self.put(words(key, self.language, **fields), bar)).lower()
            if not typed or typed in keys:
                return typed
            if typed == "q":
                raise LeaveError
            self.say("no_key", style="warn", typed=typed)

    def put(self, prompt: str, toolbar: str = "") -> str:
        """As `line`, a long *prompt* on several lines. Raises LeaveError."""
        *above, last = wrap(prompt, self.width - 20)
        if above and width(last) < _SHORTEST:  # the tail of a word alone beside the mark
            above, last = [*above, last], ""
        self.show(StyledLine("", one) for one in above)
        return self.line(last, toolbar)
