"""The yes-or-no facts of the provider that decide which questions are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dpcap.cli.interview.console import BackError
from dpcap.cli.interview.flow import View
from dpcap.cli.interview.reading import Misread, yes_no
from dpcap.cli.interview.session import InterviewSession
from dpcap.model.expression import FACT_PREFIX
from dpcap.model.framework_outline import names_of
from dpcap.model.indicator import Indicator


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
            _ask(session, view, unknown[at])
            at += 1
        except BackError:
            at = max(0, at - 1)


def open_facts(view: View, asked: Iterable[Indicator]) -> Sequence[str]:
    """The yes-or-no facts on which the questions *asked* hang and that are not given.

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
        if name not in known and name in specs and specs[name].kind == "boolean"
    ]


def _ask(session: InterviewSession, view: View, name: str) -> None:
    console, spec = session.console, view.framework.facts[name]
    help_text = f" — {spec.help.say(console.language)}" if spec.help else ""
    while True:
        typed = console.ask_within(
            "scope.fact", title=spec.title.say(console.language), help=help_text
        )
        if not typed or typed.lower() == "s":
            return
        try:
            session.provider_files.save_fact(name, said=yes_no(typed.lower()), dated=spec.dated)
        except Misread as error:
            session.misread(error)
        else:
            return
