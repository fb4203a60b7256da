"""`dpcap new`: providers' folders, ready to edit, and sheets to hand out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import (
    CoreFirstOption,
    FrameworkOption,
    LangOption,
    QuestionSet,
    day_option,
)

if TYPE_CHECKING:
    from dpcap.errors import UsageError
    from dpcap.model.assessment import Shop
    from dpcap.model.framework import Framework
    from dpcap.workflow.new_provider import NewProviderRequest, NewProvidersRequest


def new(
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help=say("要新建的文件夹", "the folder to make")),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="ROLE",
            help=say("角色；缺省为框架的第一个", "role; the framework's first by default"),
        ),
    ] = None,
    asked: CoreFirstOption = None,
    providers: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help=say(
                "按这份 CSV 名单一次新建多个（列：id、name、role、联系人等）",
                "make one for each row of this CSV (columns id, name, role, contact_email …)",
            ),
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help=say("与 --from 连用：建在哪个目录下", "with --from: where they are made"),
        ),
    ] = None,
    sheets: Annotated[
        bool,
        typer.Option(
            "--sheets",
            help=say(
                "同时写出每个岗位的填写表和证据文件夹",
                "also a sheet and a folder for evidence for each person",
            ),
        ),
    ] = False,
    shops: Annotated[
        Path | None,
        typer.Option(
            "--shops",
            metavar="FILE",
            help=say(
                "逐家填写的名单（CSV：id、name；与 --from 连用时加一列 provider）",
                "those asked one by one (CSV: id, name; with --from provider too)",
            ),
        ),
    ] = None,
    due: Annotated[
        datetime | None,
        day_option(
            "--due", say("填写表的交回日期", "when the sheets are to be handed in; on their cover")
        ),
    ] = None,
    lang: LangOption = None,
    framework: FrameworkOption = None,
) -> None:
    """Make *directory* with the questions asked, commented, in the chosen language."""
    from dataclasses import replace

    from dpcap.cli.day import day_named, day_of_run
    from dpcap.workflow.new_provider import NewProviderRequest, NewProvidersRequest

    # Sheets are filled in once, so they hold all that is asked.
    core = asked is QuestionSet.core or (asked is None and not sheets)
    day, language = day_of_run(), lang.value if lang else TALK
    if providers is not None:
        home = _home_of_many(out, alone=directory is None)
        if sheets and shops is None:
            raise _shops_wanted()
        many = NewProvidersRequest(providers, home, day, language, role, core, framework)
        _many(replace(many, shops=shops, sheets=sheets, due=day_named(due)))
        return
    folder = _folder_of_one(directory, out)
    one = NewProviderRequest(folder, day, language, role, core, framework)
    if sheets:
        _with_sheets(one, shops, day_named(due))
    else:
        _one(one, shops)


def _home_of_many(out: Path | None, *, alone: bool) -> Path:
    """Where the folders of a list are made. Raises UsageError without *out*, or beside a folder."""
    from dpcap.errors import UsageError

    if out is None or not alone:
        raise UsageError(
            "--from FILE goes with --out DIR and names no folder of its own",
            "--from 文件 要配 --out 目录，不能再写要新建的文件夹",
        )
    return out


def _shops_wanted() -> UsageError:
    """That the sheets of many providers need the list of their shops."""
    from dpcap.errors import UsageError

    return UsageError(
        "sheets ask per shop: give the shops of all with --shops FILE (CSV with the columns"
        " provider, id and name; only those, if there are no shops)",
        "填写表按店铺出题：请用 --shops 文件 给出各家的店铺名单"
        "（CSV，三列 provider、id、name，provider 写服务商编号；都没有店铺就只写表头）",
    )


def _folder_of_one(directory: Path | None, out: Path | None) -> Path:
    """The folder that is made. Raises UsageError if there is none, or *out* beside it."""
    from dpcap.errors import UsageError

    if directory is None or out is not None:
        raise UsageError(
            "name the folder to make, or a list with --from FILE --out DIR",
            "请写明要新建的文件夹；要按名单新建，用 --from 文件 --out 目录",
        )
    return directory


def _one(request: NewProviderRequest, shops: Path | None) -> None:
    import sys
    from dataclasses import replace

    from dpcap.cli.configuration import configuration
    from dpcap.workflow.new_provider import new_provider, read_shops

    if shops is not None:
        request = replace(request, shops=read_shops(shops))
    made = new_provider(request, configuration())
    for path in made.files:
        print(path)
    print(_what_next(request.folder, made.framework), file=sys.stderr)


def _many(request: NewProvidersRequest) -> None:
    import sys

    from dpcap.cli.configuration import configuration
    from dpcap.errors import InvalidInputError
    from dpcap.workflow.new_provider import new_providers

    done = new_providers(request, configuration())
    sheets = {one.directory: one.sheets for one in done.handed_out}
    for folder in done.folders:
        print(folder)
    for directory, written in sheets.items():
        for sheet in written:
            print(sheet.workbook)
        told = say(f"{directory}：{len(written)} 份填写表", f"{directory}: {len(written)} sheets")
        print(told, file=sys.stderr)
    made, left = len(done.folders), done.left_out
    told = say(f"新建 {made} 个，{left} 行没有建。", f"{made} made, {left} rows not.")
    print(told, file=sys.stderr)
    if done.findings:
        raise InvalidInputError(done.findings)


def _with_sheets(request: NewProviderRequest, shops: Path | None, due: date | None) -> None:
    import sys
    from dataclasses import replace

    from dpcap.cli.configuration import configuration
    from dpcap.workflow.new_provider import new_with_sheets, read_shops

    listed = _typed_shops() if shops is None else read_shops(shops)
    done = new_with_sheets(replace(request, shops=listed), due, configuration())
    for path in done.made.files:
        print(path)
    for one in done.sheets:
        print(one.workbook)
        told = say(
            f"{one.workbook.parent.name}：{one.questions} 题，店铺数据 {one.figures} 格；"
            f"证据放 {one.evidence}",
            f"{one.workbook.parent.name}: {one.questions} questions, {one.figures} figures of"
            f" shops; evidence goes into {one.evidence}",
        )
        print(told, file=sys.stderr)
    folder, home = request.folder, done.directory
    print(
        say(
            f"收回后读入：dpcap fill {folder} {home}/*/*.xlsx --evidence {home}",
            f"Read back what is filled in: dpcap fill {folder} {home}/*/*.xlsx --evidence {home}",
        ),
        file=sys.stderr,
    )


def _typed_shops() -> tuple[Shop, ...]:
    """The shops as typed in a terminal, one a line. Raises UsageError where nobody can type."""
    import sys

    from dpcap.errors import InvalidInputError, UsageError
    from dpcap.intake.provider_list import read_shop_list

    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            "sheets ask per shop: give the list with --shops FILE (CSV with the columns id and"
            " name; only those, if there are no shops)",
            "填写表按店铺出题：请用 --shops 文件 给出店铺名单"
            "（CSV，两列 id 和 name；没有店铺就只写表头）",
        )
    print(
        say(
            "先登记店铺：一行一家，编号和名称之间用逗号，如 35012345,旗舰店；直接回车结束。",
            "First the shops: one a line, id and name with a comma between, such as"
            " 35012345,Flagship store; an empty line ends the list.",
        ),
        file=sys.stderr,
    )
    lines: list[str] = []
    while line := _typed():
        row = line.replace("，", ",")
        try:
            read_shop_list("\n".join(["id,name", *lines, row]) + "\n", "")
        except InvalidInputError as error:
            for found in error.findings:
                print(found.message(TALK), file=sys.stderr)
        else:
            lines.append(row)
    return read_shop_list("\n".join(["id,name", *lines]) + "\n", "")


def _typed() -> str:
    from dpcap.cli.line_input import read_line

    try:
        return read_line("> ")
    except typer.Abort:
        return ""


def _what_next(directory: Path, framework: Framework) -> str:
    return say(
        f"按《{framework.title.zh}》新建。逐题作答：dpcap assess {directory}",
        f"Made for “{framework.title.en}”. To answer one by one: dpcap assess {directory}",
    )
