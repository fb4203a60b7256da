"""A line that somebody types or pastes: without what drives a terminal, and with a way out."""

from __future__ import annotations

import re

import typer

from dpcap.cli.language import say
from dpcap.intake.office import NO, YES, unquoted

# What moves a cursor or colours text, as a copied screen has it, or as an arrow key sends it.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -~])?")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, marks of direction (Windows puts one before a path that is copied), blanks without
# width, halves of pairs, and what is no character at all: nobody sees them, no file may hold them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def cleaned_line(text: str) -> str:
    """*text* without what is not seen, every end of a line as one sign, no blanks around it."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", _ESCAPES.sub("", text))).strip()


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
            typed = unquoted(read_line(question)).lower()
        except typer.Abort:
            return False
        if typed in YES:
            return True
        if not typed or typed in NO:
            return False
        print(say("请写 是 或 否（y/n）。", "y or n, please."))
