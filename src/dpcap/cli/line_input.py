"""A line that somebody types or pastes: without what drives a terminal, and with a way out."""

from __future__ import annotations

import typer

from dpcap.cli.language import say
from dpcap.intake.office import truth
from dpcap.report.sanitize import ANSI, HARMFUL

# A tab may stand between what is pasted from a sheet.
_UNSEEN = {**HARMFUL, ord("\t"): "\t"}


def cleaned_line(text: str) -> str:
    """*text* without what is not seen, every end of a line as one sign, no blanks around it."""
    lines = (ANSI.sub("", one).translate(_UNSEEN) for one in text.splitlines())
    return "\n".join(lines).strip()


def read_line(prompt: str = "") -> str:
    """The line typed at *prompt*, cleaned. Raises Abort when input ends."""
    try:
        return cleaned_line(input(prompt))
    except EOFError as error:
        raise typer.Abort from error


def confirmed(question: str) -> bool:
    """Whether *question* is answered by yes; an empty line, and the end of input, are a no."""
    while True:
        try:
            typed = read_line(question)
        except typer.Abort:
            return False
        said = truth(typed) if typed else False
        if said is not None:
            return said
        print(say("请写 是 或 否（y/n）。", "y or n, please."))
