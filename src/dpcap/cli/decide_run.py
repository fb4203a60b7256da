"""From the options of `dpcap decide` to its exit code."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from dpcap.cli.chosen import chosen_in, reviews_of
from dpcap.cli.decide_ask import LeaveError, Said, ask
from dpcap.cli.decide_desk import Desk
from dpcap.cli.findings import line_of
from dpcap.cli.language import TALK, say
from dpcap.cli.load import Wanted
from dpcap.cli.typed import bounded
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.remote import NotInstalledError
from dpcap.model.base import LINE, PROSE
from dpcap.model.decision import DecisionCondition, DecisionKind
from dpcap.model.outcome import Outcome

ALL_REFUSED, SOME_REFUSED = 3, 4


@dataclass(frozen=True)
class Request:
    """What the options say; None: not said.

    `on` is the day of the decision; `judged_on` that on which proof must hold.
    """

    outs: tuple[Path, ...]
    reviews: Path | None
    providers: tuple[str, ...]
    kind: DecisionKind | None
    reason: str | None
    by: str | None
    conditions: tuple[str, ...]
    on: date
    judged_on: date | None
    until: date | None
    roots: tuple[str, ...]
    framework: Path | None
    evidence_root: Path | None


@dataclass
class Sitting:
    """How many providers were dealt with, how many of them refused, and who decides."""

    by: str | None
    dealt_with: int = 0
    refused: int = 0

    @property
    def exit_code(self) -> int:
        """0; 3: nothing can be decided on any of them; 4: on some."""
        if not self.refused:
            return 0
        return ALL_REFUSED if self.refused == self.dealt_with else SOME_REFUSED


def run_decide(asked: Request) -> int:
    """Do what was *asked*; the exit code.

    Raises UsageError, and InvalidInputError for the framework or the settings.
    """
    given = _given(asked)
    if asked.until is not None and asked.until < asked.on:
        raise UsageError(_ends_early(asked.until, asked.on))
    reviews = reviews_of(asked.reviews, say("结论写在那里", "decisions are written there"))
    chosen = chosen_in(asked.outs, asked.providers)
    many = sum(len(outcomes) for _, outcomes in chosen)
    if given is not None and many > 1 and not asked.providers:
        raise UsageError(_not_all_at_once(many))
    wanted = Wanted(framework=asked.framework, evidence_root=asked.evidence_root, reviews=reviews)
    sitting = Sitting(asked.by)
    try:
        for out, outcomes in chosen:
            desk = Desk.at(out, reviews, wanted, asked.roots, asked.judged_on)
            for outcome in outcomes:
                _deal_with(desk, outcome, asked, given, sitting)
    except LeaveError:
        _talk(say("已停止；写好的都已保留。", "stopped; what was written is kept."))
    except NotInstalledError as error:
        raise UsageError(
            say(
                f"读取 {error.protocol}:// 需先安装：{error.needs}",
                f"reading {error.protocol}:// needs {error.needs}",
            )
        ) from error
    return sitting.exit_code


def _ends_early(until: date, on: date) -> str:
    return say(f"--until {until} 早于结论日期 {on}", f"--until {until} lies before {on}")


def _not_all_at_once(many: int) -> str:
    """A decision is about somebody's business: whoever takes one says whose."""
    return say(
        f"--as 会给 {many} 家下同一个结论；请用 --provider 指明哪几家，或给出 OUT/<编号>",
        f"--as would decide on {many} providers alike; name them with --provider, or give OUT/<id>",
    )


def _deal_with(
    desk: Desk, outcome: Outcome, asked: Request, given: Said | None, sitting: Sitting
) -> None:
    """Show one provider, and write what is decided of it, if anything is."""
    sitting.dealt_with += 1
    try:
        case = desk.case(outcome, asked.on)
        desk.show(case, asked.on)
        said = given
        if given is None and sys.stdin.isatty():
            said = ask(case.kind, case.conditions, reason=asked.reason, by=sitting.by, on=asked.on)
        if said is not None:
            sitting.by = said.by
            _talk(desk.write(case, said, asked.on, asked.until))
    except InvalidInputError as error:
        sitting.refused += 1
        for finding in error.findings:
            _talk(line_of(finding, TALK))


def _given(asked: Request) -> Said | None:
    """What the options decide, if they do. Raises UsageError."""
    conditions = tuple(_condition(text, asked.on) for text in asked.conditions)
    if asked.kind is None:
        if conditions:
            raise UsageError(
                say("--condition 须配 --as conditional", "--condition needs --as conditional")
            )
        return None
    if asked.kind != "conditional" and conditions:
        raise UsageError(
            say(
                "--condition 只能配 --as conditional", "--condition goes with --as conditional only"
            )
        )
    if not (asked.reason or "").strip() or not (asked.by or "").strip():
        raise UsageError(say("--as 须有 --reason 与 --by", "--as needs --reason and --by"))
    reason, by = (
        bounded("--reason", asked.reason or "", PROSE),
        bounded("--by", asked.by or "", LINE),
    )
    return Said(asked.kind, reason, by, conditions)


def _condition(text: str, on: date) -> DecisionCondition:
    what, _, day = text.rpartition("@")
    bounded("--condition", what, PROSE)
    try:
        made = DecisionCondition.model_validate({"text": what, "due_on": day})
    except ValidationError as error:
        raise UsageError(
            say(
                f"--condition 写作 “内容@2026-12-31”，不是 {text}",
                f"--condition is written “text@2026-12-31”, not {text}",
            )
        ) from error
    if made.due_on < on:
        raise UsageError(
            say(f"条件的到期日 {day} 早于结论日期 {on}", f"the condition is due {day}, before {on}")
        )
    return made


def _talk(text: str) -> None:
    print(text, file=sys.stderr)
