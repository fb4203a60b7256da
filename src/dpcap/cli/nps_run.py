"""A wave as an answer: shown beside what is claimed, written once that is confirmed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dpcap.cli.findings import WORDING, print_findings
from dpcap.cli.language import TALK
from dpcap.cli.line_input import confirmed
from dpcap.cli.nps_words import WORDS
from dpcap.cli.write import print_out
from dpcap.report.sanitize import printable
from dpcap.scoring.nps import nps_figure
from dpcap.workflow.nps_write import write_nps_answers

if TYPE_CHECKING:
    from dpcap.workflow.nps_write import NpsAnswers, PlannedAnswer


def settle_answers(answers: NpsAnswers, *, yes: bool) -> None:
    """Show *answers*, write them if that is asked for or confirmed, and say what became of them."""
    for one in answers.planned:
        print_out(_shown(one, answers))
        print_findings(one.findings)
    if yes or _confirmed():
        for path in write_nps_answers(answers):
            print(path)
        print(_say("done"), file=sys.stderr)
    else:
        print(_say("unsure"), file=sys.stderr)


def _shown(one: PlannedAnswer, answers: NpsAnswers) -> str:
    title = answers.framework.proof_titles.get(one.kind)
    said = _say(
        "title",
        wave=one.wave,
        node=one.node,
        nps=f"{nps_figure(one.counts).nps:+.1f}",
        period=one.period,
        kind=title.say(TALK) if title else one.kind,
        **one.counts.model_dump(),
    )
    claimed = _say("claimed", claimed=one.claimed or _say("nothing"))
    return f"{printable(said)}\n{printable(claimed)}"


def _confirmed() -> bool:
    return bool(sys.stdin and sys.stdin.isatty()) and confirmed(_say("ask"))


def _say(key: str, **fields: str | float) -> str:
    return WORDS.say(key, TALK, WORDING.wording, **fields)
