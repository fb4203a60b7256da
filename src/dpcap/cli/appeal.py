"""`dpcap appeal`: what providers contest, who answers, and what falls by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dpcap.cli.command import Command, CommandGroup
from dpcap.cli.language import say
from dpcap.cli.options import PRINTED, Lang, LangOption, LedgerOption, ReviewsOption, day_option
from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from rich.table import Table

    from dpcap.model.base import Language
    from dpcap.workflow.appeal_desk import AppealRequest, AppealsOverview, ListedAppeal


# The command of the group that prints.
APPEAL_LIST = "appeal list"
_COLUMNS = ("provider", "name", "point", "filed", "due", "state")


class AppealPrint(NamedTuple):
    """What is printed, in which language."""

    found: AppealsOverview
    language: Language

    def say(self, key: str, **fields: str | float) -> str:
        """Our words under *key*."""
        from dpcap.cli.appeal_words import WORDS
        from dpcap.cli.findings import WORDING

        return WORDS.say(key, self.language, WORDING.wording, **fields)

    def state(self, one: ListedAppeal) -> str:
        """How an appeal stands."""
        key = "overdue" if one.overdue else f"outcome.{one.appeal.outcome}"
        state = self.say(key)
        if one.late:
            state = self.say("late", state=state)
        if not one.appeal.is_open:
            return state
        if one.settled:
            state = self.say("settled", state=state)
        return self.say("stale", state=state) if one.stale else state


def _text(wanted: AppealPrint) -> str:
    from dpcap.cli.findings import line_of
    from dpcap.cli.screen import in_colour, screen_columns
    from dpcap.report.lines import SOFT, STRONG, TerminalPage, Words
    from dpcap.report.sanitize import printable

    found, out = wanted.found, TerminalPage(screen_columns(), colour=in_colour())
    waiting = sum(one.appeal.is_open for one in found.appeals)
    out.panel(Words(wanted.say("head", on=str(found.on), open=waiting), STRONG))
    for one in found.findings:
        out.line(line_of(one, wanted.language))
    if not found.appeals:
        out.line(wanted.say("none"), SOFT)
        return out.text
    out.add(_table(wanted))
    for listed in found.appeals:
        out.line(printable(f"{listed.provider} {listed.name}"), STRONG)
        for line in _lines(wanted, listed):
            out.line(printable(line), indent=2)
    return out.text


def _table(wanted: AppealPrint) -> Table:
    from dpcap.report.lines import Words, listing, text_column

    heads = (text_column(wanted.say(f"column.{name}")) for name in _COLUMNS)
    made = listing(*heads)
    for one in wanted.found.appeals:
        made.add_row(*map(Words, _cells(wanted, one)))
    return made


def _cells(wanted: AppealPrint, one: ListedAppeal) -> Iterator[str]:
    from dpcap.report.sanitize import printable

    point = one.appeal.point
    yield printable(one.provider)
    yield printable(one.name)
    yield printable(wanted.say(f"point.{point.kind}", name=point.name))
    yield str(one.appeal.filed_on)
    yield str(one.due)
    yield wanted.state(one)


def _lines(wanted: AppealPrint, one: ListedAppeal) -> Iterator[str]:
    appeal = one.appeal
    yield wanted.say("ground", text=appeal.ground)
    if appeal.answered_by and appeal.answered_on:
        day, reason = str(appeal.answered_on), appeal.reason or ""
        yield wanted.say("answer", by=appeal.answered_by, day=day, text=reason)


def _json(wanted: AppealPrint) -> str:
    import json

    from dpcap.cli.findings import finding_data

    found = wanted.found
    said = {
        "schema": "dpcap/appeals/1",
        "on": found.on.isoformat(),
        "appeals": [_plain(one) for one in found.appeals],
        "findings": [finding_data(one, wanted.language) for one in found.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _plain(one: ListedAppeal) -> dict[str, object]:
    return {
        "provider": one.provider,
        "name": one.name,
        **one.appeal.model_dump(mode="json"),
        "point": {one.appeal.point.kind: one.appeal.point.name},
        "deadline": one.deadline.isoformat() if one.deadline else None,
        "answer_by": one.due.isoformat(),
        "late": one.late,
        "overdue": one.overdue,
        "stale": one.stale,
        "settled": one.settled,
    }


APPEAL_FORMATS: FormatRegistry[Callable[[AppealPrint], str]] = FormatRegistry(
    OutputFormat("text", _text, (APPEAL_LIST,), default_of=(APPEAL_LIST,)),
    OutputFormat("json", _json, (APPEAL_LIST,)),
)

if TYPE_CHECKING:
    AppealFormat = str
else:
    AppealFormat = APPEAL_FORMATS.choices(APPEAL_LIST)
(DEFAULT_FORMAT,) = APPEAL_FORMATS.defaults(APPEAL_LIST)
SOME_FAILED = 4

appeal = typer.Typer(cls=CommandGroup, no_args_is_help=True, rich_markup_mode=None)


class AnswerChoice(StrEnum):
    """What an appeal may be answered."""

    granted = "granted"
    partly_granted = "partly_granted"
    rejected = "rejected"


ProviderArgument = Annotated[
    str, typer.Argument(metavar="PROVIDER", help=say("服务商编号", "the provider's id"))
]
OutboxOption = Annotated[
    Path | None,
    typer.Option(
        "--outbox",
        metavar="FILE",
        help=say("发件箱，据此查寄出日期", "the outbox, which knows when a letter went"),
    ),
]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help=say("由谁答复", "who answers"))]
OnOption = Annotated[
    datetime | None, day_option("--on", say("日期；缺省为今天", "the day; today by default"))
]


@appeal.command("file", cls=Command, help=say("记一份申诉", "write down an appeal"))
def file(
    provider: ProviderArgument,
    ground: Annotated[
        str, typer.Option("--ground", metavar="TEXT", help=say("申诉理由", "why, in their words"))
    ],
    indicator: Annotated[
        str | None,
        typer.Option(
            "--indicator", metavar="ID", help=say("针对这个指标", "against this indicator")
        ),
    ] = None,
    gate: Annotated[
        str | None,
        typer.Option("--gate", metavar="RULE", help=say("针对这条规则", "against this rule")),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option("--level", metavar="LEVEL", help=say("针对所得等级", "against the level")),
    ] = None,
    standing: Annotated[
        int | None,
        typer.Option(
            "--standing",
            metavar="ROW",
            min=1,
            help=say("针对台账第几条（须有 --ledger）", "against this row (needs --ledger)"),
        ),
    ] = None,
    proof: Annotated[
        list[Path] | None,
        typer.Option(
            "--proof",
            metavar="FILE",
            help=say("新证据文件，只记名称与校验值，可重复", "a new file; may be repeated"),
        ),
    ] = None,
    described: Annotated[
        list[str] | None,
        typer.Option(
            "--described",
            metavar="TEXT",
            help=say("用文字说明的新证据，可重复", "new proof in words; may be repeated"),
        ),
    ] = None,
    letter_on: Annotated[
        datetime | None,
        day_option(
            "--letter-on",
            say("结论信寄出日期；发件箱有记录则以它为准", "when the decision's letter went"),
        ),
    ] = None,
    decided_by: Annotated[
        str | None,
        typer.Option(
            "--decided-by",
            metavar="NAME",
            help=say("还没有结论时：是谁裁定的", "whose ruling it is, if nothing is decided yet"),
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--name", metavar="ID", help=say("申诉编号；缺省为 a1、a2……", "its id; else a1, a2 …")
        ),
    ] = None,
    on: OnOption = None,
    reviews: ReviewsOption = None,
    outbox: OutboxOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Write an appeal of *provider* into the reviews; it is open until somebody answers."""
    from dpcap.cli.appeal_run import AppealTexts, FilingOptions, run_file

    given = FilingOptions(indicator, gate, level, standing, proof or (), described or ())
    request = _request(on, reviews, outbox, ledger, (provider,))
    went = letter_on.date() if letter_on else None
    run_file(request, given, AppealTexts(ground, went, name, decided_by))


@appeal.command(
    "list", cls=Command, help=say("列出申诉，逾期未答的在前", "all appeals, the overdue ones first")
)
def list_(
    provider: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PROVIDER...]", help=say("只看这些服务商", "of these providers only")
        ),
    ] = None,
    on: OnOption = None,
    reviews: ReviewsOption = None,
    outbox: OutboxOption = None,
    ledger: LedgerOption = None,
    shape: Annotated[AppealFormat, PRINTED] = DEFAULT_FORMAT,
    lang: LangOption = None,
) -> None:
    """List appeals. Exits 4 if some files cannot be read."""
    from dpcap.cli.configuration import configuration, page_language
    from dpcap.cli.write import print_out
    from dpcap.model.finding import has_errors
    from dpcap.workflow.appeal_desk import list_appeals

    here = configuration()
    found = list_appeals(_request(on, reviews, outbox, ledger, tuple(provider or ())), here)
    language = page_language(lang, here)
    print_out(APPEAL_FORMATS.find(APPEAL_LIST, shape).renderer(AppealPrint(found, language)))
    if has_errors(found.findings):
        raise typer.Exit(SOME_FAILED)


@appeal.command(
    "answer",
    cls=Command,
    help=say("答复一份申诉，成立则起草更正函", "answer an appeal; draft the letter if granted"),
)
def answer(
    provider: ProviderArgument,
    name: Annotated[str, typer.Argument(metavar="APPEAL", help=say("申诉编号", "the appeal's id"))],
    outcome: Annotated[
        AnswerChoice,
        typer.Option("--as", help=say("成立、部分成立、不成立", "how it is answered")),
    ],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=say("答复理由", "the answer's reason"))
    ],
    by: ByOption,
    on: OnOption = None,
    reviews: ReviewsOption = None,
    ledger: LedgerOption = None,
    results: Annotated[
        Path | None,
        typer.Option(
            "--results",
            metavar="OUT",
            help=say(
                "dpcap batch 的输出目录，更正函据此写名称与语言",
                "the output folder of dpcap batch, for the name and the language of the letter",
            ),
        ),
    ] = None,
    drafts: Annotated[
        Path,
        typer.Option(
            "--drafts",
            metavar="DIR",
            help=say("更正函草稿写到哪里", "where the letter is drafted"),
        ),
    ] = Path("drafts"),
    lang: Annotated[
        Lang | None,
        typer.Option(
            "--lang", help=say("更正函的语言；缺省为服务商的语言", "language of the letter")
        ),
    ] = None,
) -> None:
    """Answer an appeal; who took what is contested cannot."""
    from dpcap.cli.appeal_run import run_answer
    from dpcap.workflow.appeal_answer import AppealAnswer, LetterPlace

    said = AppealAnswer(name, outcome.value, reason, by)
    place = LetterPlace(drafts, results, lang.value if lang else None)
    run_answer(_request(on, reviews, None, ledger, (provider,)), said, place)


def _request(
    on: datetime | None,
    reviews: Path | None,
    outbox: Path | None,
    ledger: Path | None,
    providers: tuple[str, ...],
) -> AppealRequest:
    from dpcap.cli.day import day_of_run
    from dpcap.cli.sending import now
    from dpcap.workflow.appeal_desk import AppealRequest
    from dpcap.workflow.outbox import OutboxRequest

    return AppealRequest(
        on=day_of_run(on),
        reviews=reviews,
        outbox=OutboxRequest(outbox, now) if outbox else None,
        ledger=ledger,
        providers=providers,
    )
