"""`dpcap send` on a terminal: who would get what, and what became of it once it is sent."""

from __future__ import annotations

from collections.abc import Iterable

from dpcap.cli.configuration import configuration
from dpcap.cli.language import TALK, say
from dpcap.cli.ledger import Ledger, LedgerEntry, size_of
from dpcap.cli.sending import counted, sending_observer, talk
from dpcap.cli.write import print_out
from dpcap.errors import UsageError
from dpcap.workflow.extras import needing
from dpcap.workflow.letter_words import LETTER_WORDS
from dpcap.workflow.planned_letter import PlannedLetter
from dpcap.workflow.send import LetterPlan, SendRequest, plan_letters, send_letters

NOT_ALL_SENT, INTERRUPTED = 4, 130


def run_send(asked: SendRequest, approved: str | None, *, deliver: bool) -> int:
    """Write the letters, and send them if *deliver* says so; the exit code.

    Raises UsageError, and InvalidInputError for mail.yaml, a decision, a framework or the outbox.
    """
    if not deliver:
        approved = None
    elif approved is None:
        raise UsageError(
            "--deliver needs --approved: run without it, read the letters, then give the "
            "digest shown",
            "--deliver 须有 --approved：先不带它运行一次，看过信件，再给出所示的校验码",
        )
    try:
        return _run(asked, approved)
    except KeyboardInterrupt:
        talk(say("已停止；没发的都留着。", "stopped; what was not sent is kept."))
        return INTERRUPTED


def _run(asked: SendRequest, approved: str | None) -> int:
    here, observer = configuration(), sending_observer()
    with needing("mail", "dpcap send"):
        plan = plan_letters(asked, here, observer)
    _print(plan)
    if approved is None:
        if plan.going:
            print_out(f"\n{say('校验码', 'digest')} {plan.digest}")
        _say_next(plan)
        return 0
    sent = send_letters(asked, plan, approved, here, observer)
    if not sent.tried:
        talk(say("没有新的信要发。", "there is nothing new to send."))
    if sent.problem:
        talk(sent.problem.say(TALK))
    talk(counted(sent.entries))
    return 0 if sent.is_complete else NOT_ALL_SENT


def _print(plan: LetterPlan) -> None:
    """Who gets what and why, then who gets nothing."""
    ledger = Ledger()
    drafts = [one for one in plan.letters if one.written and not one.goes]
    rest = [one for one in plan.letters if not one.written]
    ledger.section(say("要发出的信", "letters to send"), _items(plan.going))
    ledger.section(say("草稿，不会发出", "drafts, never sent"), _items(drafts))
    ledger.section(say("没有信的", "no letter"), _items(rest))
    ledger.print()


def _items(letters: Iterable[PlannedLetter]) -> Iterable[LedgerEntry]:
    for one in letters:
        kind = LETTER_WORDS[one.key.template].say(TALK) if one.key else "—"
        size = size_of(one.written.size) if one.written else "—"
        cells = (one.provider, one.name.say(TALK), one.to or "—", kind, size)
        yield LedgerEntry(cells, one.why.say(TALK))


def _say_next(plan: LetterPlan) -> None:
    """What was done, and how to go on."""
    folders = sorted({str(one.written.path.parent) for one in plan.letters if one.written})
    if folders:
        places = ", ".join(folders)
        talk(say(f"信件在 {places}，尚未发出。", f"the letters are in {places}; none was sent."))
    if not plan.going:
        talk(
            say(
                "没有要发出的信，不必批准；各家的缘由见上。",
                "there is no letter to send, so nothing to approve; why not stands above.",
            )
        )
    else:
        options = f"--deliver --approved {plan.digest}"
        talk(say(f"看过之后发出：加 {options}", f"when you have read them: {options}"))
