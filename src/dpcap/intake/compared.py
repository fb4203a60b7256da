"""Texts that an expression compares with a name that can never come to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from dpcap.intake.nearest import did_you_mean
from dpcap.model.expression_limits import bare
from dpcap.model.two_languages import TwoLanguages

_NAME = r"(?P<name>(?<![\w.])[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*)"
_TEXT = r"(?P<text>\"[^\"\\]*\"|'[^'\\]*')"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_NAME}\s*(?:==|!=)\s*{_TEXT}",
        rf"{_TEXT}\s*(?:==|!=)\s*{_NAME}(?!\s*\()",
        rf"{_NAME}\s+in\s+\[(?P<texts>[^\]]*)\]",
        rf"{_TEXT}\s+in\s+{_NAME}(?!\s*\()",
    )
)
_WRITTEN = re.compile(_TEXT)
_SAID = TwoLanguages(
    "{name} 没有“{text}”这个取值{hint}，可选 {options}",
    "{name} never comes to “{text}”{hint}, only to {options}",
)
_SHOWN = 12


class UnknownOption(NamedTuple):
    """A *text* that *name* is compared with although it comes to its *options* only."""

    name: str
    text: str
    options: tuple[str, ...]

    @property
    def both(self) -> TwoLanguages:
        """What is wrong, and what was probably meant."""
        near = did_you_mean(self.text, self.options)
        shown = [*self.options[:_SHOWN], *(["…"] if len(self.options) > _SHOWN else [])]
        values = {"name": self.name, "text": self.text}
        zh = _SAID.zh.format(**values, options="、".join(shown), hint=near.zh)
        return TwoLanguages(zh, _SAID.en.format(**values, options=", ".join(shown), hint=near.en))


def unknown_options(
    source: str, options_of: Callable[[str], Sequence[str]]
) -> Iterator[UnknownOption]:
    """The texts in *source* that stand against a name with *options_of* it and are none of them."""
    bared = bare(source)
    found = [match for form in _FORMS for match in form.finditer(source)]
    for match in sorted(found, key=lambda one: one.start()):
        written = re.sub(r"\s", "", match["name"])
        options = tuple(options_of(written))
        if not options or bared[slice(*match.span("name"))] != match["name"]:
            continue
        for text in _WRITTEN.finditer(match[0]):
            if text["text"][1:-1] not in options:
                yield UnknownOption(written, text["text"][1:-1], options)


def first_unknown_option(
    source: str, options_of: Callable[[str], Sequence[str]]
) -> TwoLanguages | None:
    """What is wrong with the first of them, if there is any."""
    found = next(unknown_options(source, options_of), None)
    return found.both if found else None
