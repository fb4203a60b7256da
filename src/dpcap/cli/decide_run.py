"""`dpcap decide` on a terminal: each provider is shown, asked about, and what was decided told."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from dpcap.cli.configuration import configuration
from dpcap.cli.decide_ask import UndecidedError, ask
from dpcap.cli.findings import WORDING, line_of
from dpcap.cli.language import TALK, say
from dpcap.cli.screen import in_colour, screen_columns
from dpcap.cli.write import print_out
from dpcap.errors import InvalidInputError, UsageError
from dpcap.model.base import PROSE
from dpcap.model.decision import DecisionCondition, DecisionKind
from dpcap.model.outcome import Outcome
from dpcap.report.batch.proposal import shown
from dpcap.report.lines import TerminalPage
from dpcap.report.paths import own_reports
from dpcap.report.terms import PortfolioTerms, wording_of
from dpcap.report.words import load_words
from dpcap.workflow.decide import (
    DecideRequest,
    DecisionCase,
    DecisionService,
    TakenDecision,
    WrittenDecision,
    rows_to_decide,
)
from dpcap.workflow.typed_text import bounded

ALL_REFUSED, SOME_REFUSED = 3, 4


@dataclass
class Session:
    """How many providers were dealt with, how many of them refused; why and by whom, if known."""

    reason: str | None
    by: str | None
    dealt_with: int = 0
    refused: int = 0

    @property
    def exit_code(self) -> int:
        """0; 3: nothing can be decided on any of them; 4: on some."""
        if not self.refused:
            return 0
        return ALL_REFUSED if self.refused == self.dealt_with else SOME_REFUSED


def run_decide(
    outs: Sequence[Path],
    providers: Sequence[str],
    asked: DecideRequest,
    taken: TakenDecision | None,
    *,
    reason: str | None,
    by: str | None,
) -> int:
    """Deal with *providers* (none: all) in *outs*; what is *taken*, or answered; the exit code.

    Raises UsageError, and InvalidInputError for the framework or the settings.
    """
    here = configuration()
    selected = rows_to_decide(outs, providers, asked, here)
    many = sum(len(rows) for _, rows in selected)
    if taken is not None and many > 1 and not providers:
        raise _not_all_at_once(many)
    session = Session(reason, by)
    try:
        for out, rows in selected:
            service = DecisionService.at(out, asked, here)
            WORDING.use(wording_of(service.framework, service.gates))
            for row in rows:
                _deal_with(service, row, taken, session)
    except UndecidedError:
        _talk(say("已停止；写好的都已保留。", "stopped; what was written is kept."))
    return session.exit_code


def taken_decision(
    kind: DecisionKind | None,
    reason: str | None,
    by: str | None,
    conditions: Iterable[str],
    on: date,
) -> TakenDecision | None:
    """What the options decide on the day *on*, if they do. Raises UsageError."""
    made = tuple(map(_condition, conditions))
    if kind is None:
        if made:
            raise UsageError(
                "--condition needs --as conditional", "--condition 须配 --as conditional"
            )
        return None
    taken = TakenDecision(kind, reason or "", by or "", made)
    taken.check(on)
    return taken


def _not_all_at_once(many: int) -> UsageError:
    """A decision is about somebody's business: whoever takes one says whose."""
    return UsageError(
        f"--as would decide on {many} providers alike; name them with --provider, or give OUT/<id>",
        f"--as 会给 {many} 家下同一个结论；请用 --provider 指明哪几家，或给出 OUT/<编号>",
    )


def _deal_with(
    service: DecisionService, row: Outcome, taken: TakenDecision | None, session: Session
) -> None:
    """Show one provider, and write what is decided of it, if anything is."""
    session.dealt_with += 1
    on = service.request.on
    try:
        case = service.case(row)
        for note in case.notes:
            _talk(line_of(note, TALK))
        _show(service, case)
        said = taken
        if taken is None and sys.stdin.isatty():
            known = {"reason": session.reason, "by": session.by}
            said = ask(case.kind, case.conditions, on=on, **known)
        if said is not None:
            session.by = said.by
            _talk(_told(service.write(case, said)))
    except InvalidInputError as error:
        session.refused += 1
        for finding in error.findings:
            _talk(line_of(finding, TALK))


def _show(service: DecisionService, case: DecisionCase) -> None:
    """Print what is known and proposed."""
    out = TerminalPage(screen_columns(), colour=in_colour())
    proposed = (case.kind, case.conditions) if case.kind else None
    wording = wording_of(service.framework, service.gates)
    words = load_words(own_reports(), TALK, "batch", wording=wording)
    terms = PortfolioTerms(
        service.framework, service.gates, baseline=False, words=words, reported=lambda _: False
    )
    day = service.request.on
    shown(case.row, case.standing, proposed, terms, out, items=case.items, day=day)
    out.blank()
    print_out(out.text)


def _told(written: WrittenDecision) -> str:
    path = written.path
    if written.is_new:
        return say(f"已写入 {path}", f"wrote {path}")
    return say(f"与现有结论相同，{path} 不动", f"the same as stands; {path} stays as it is")


def _condition(text: str) -> DecisionCondition:
    what, _, day = text.rpartition("@")
    bounded("--condition", what, PROSE)
    try:
        return DecisionCondition.model_validate({"text": what, "due_on": day})
    except ValidationError as error:
        raise UsageError(
            f"--condition is written “text@2026-12-31”, not {text}",
            f"--condition 写作 “内容@2026-12-31”，不是 {text}",
        ) from error


def _talk(text: str) -> None:
    print(text, file=sys.stderr)
