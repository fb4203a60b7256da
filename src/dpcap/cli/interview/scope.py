"""The facts of the provider that decide which questions are asked: yes or no, or one of a few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dpcap.cli.interview.console import BackError, Console, StyledLine
from dpcap.cli.interview.flow import View
from dpcap.cli.interview.reading import Misread, pick, yes_no
from dpcap.cli.interview.session import InterviewSession
from dpcap.model.expression import FACT_PREFIX
from dpcap.model.facts import FactSpec
from dpcap.model.framework_outline import names_of
from dpcap.model.indicator import Indicator

_ASKED = frozenset(("boolean", "choice"))


def ask_scope(session: InterviewSession) -> None:
    """Ask each such fact that is not known yet; an empty line leaves it. Raises LeaveError."""
    view, _ = session.look()
    asked = [
        indicator
        for indicator in session.provider_files.asked()
        if session.area in (None, view.framework.parents[indicator.id][0].id)
        and session.person in (None, indicator.asked_of)
    ]
    unknown = open_facts(view, asked)
    if unknown:
        session.console.say("scope.head", count=len(unknown))
    at = 0
    while at < len(unknown):
        try:
            _ask(session, view, unknown[at], is_first=at == 0)
            at += 1
        except BackError:
            at = max(0, at - 1)


def open_facts(view: View, asked: Iterable[Indicator]) -> Sequence[str]:
    """The facts on which the questions *asked* hang and that are not given: yes or no, or a choice.

    The scopes that they need come first: in the framework's order.
    """
    every = tuple(asked)
    needed = {name for indicator in every for name in indicator.scope or ()}
    named = [name for name in view.framework.scopes if name in needed]
    named += (
        name.removeprefix(FACT_PREFIX)
        for indicator in every
        for name in names_of(indicator)
        if name.startswith(FACT_PREFIX)
    )
    known, specs = view.assessment.provider.facts, view.framework.facts
    return [
        name
        for name in dict.fromkeys(named)
        if name not in known and name in specs and specs[name].kind in _ASKED
    ]


def _ask(session: InterviewSession, view: View, name: str, *, is_first: bool) -> None:
    console, spec = session.console, view.framework.facts[name]
    about = f" — {spec.help.say(console.language)}" if spec.help else ""
    told: dict[str, Any] = {"title": spec.title.say(console.language), "help": about}
    offers = ("s", "q") if is_first else ("s", "b", "q")
    while True:
        if spec.kind == "choice":
            console.say("scope.fact", **told)
            _list(console, spec)
            typed = console.ask_within("how.choice", offers=offers, last=len(spec.options))
        else:
            typed = console.ask_within("scope.fact", offers=("1", "0", *offers), **told)
        if not typed or typed.lower() == "s":
            return
        try:
            said = _read(typed, spec)
        except Misread as error:
            session.misread(error)
        else:
            session.provider_files.save_fact(name, said, dated=spec.dated)
            return


def _list(console: Console, spec: FactSpec) -> None:
    """The options of a choice, each with its number."""
    for number, option in enumerate(spec.options.values(), 1):
        console.show([StyledLine("", f" {number:>2}  {option.say(console.language)}")])


def _read(typed: str, spec: FactSpec) -> bool | str:
    """What was *typed* as the fact of *spec*. Raises Misread."""
    if spec.kind == "choice":
        return pick(typed, tuple(spec.options))
    # No key of this prompt is called n.
    return False if typed.lower() == "n" else yes_no(typed.lower())
