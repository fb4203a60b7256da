"""Lists in CSV from which folders are made: of providers, one a row, and of one provider's shops.

A row that is wrong is left out and told; the others stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.alike_rows import AlikeRows
from dpcap.intake.contact import mail_problem
from dpcap.intake.headings import HeadingCheck
from dpcap.intake.listed_ids import IN_POWERS
from dpcap.intake.merge_marks import merge_mark
from dpcap.intake.nearest import CHOOSE, IS_IT, folded, nearest
from dpcap.intake.office import is_power
from dpcap.intake.starter import StartedProvider, safe_id
from dpcap.intake.table import EMPTY_TABLE, CsvRecord, CsvTable, parse_table
from dpcap.intake.values import offered
from dpcap.model.assessment import Contact, Shop
from dpcap.model.base import LINE, RESERVED, Language, Name, is_own_id
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.two_languages import Params, TwoLanguages

MOST_ROWS = 1000
MOST_SHOPS = 20_000
_SHOWN = 60
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
# What the file as a whole lacks: no row can be read then.
_WHOLE = frozenset(("DP325", "DP123"))
_LANGUAGES: Mapping[str, Language] = {
    **dict.fromkeys(("zh", "中文", "汉语", "chinese", "zh-cn"), "zh"),
    **dict.fromkeys(("en", "英文", "英语", "english"), "en"),
}
_OF_PROVIDERS: Mapping[str, tuple[str, ...]] = {
    "id": ("编号", "服务商编号", "provider"),
    "name": ("名称", "中文名", "中文名称", "服务商", "服务商名称", "公司", "公司名称", "name_zh"),
    "name_en": ("英文名", "英文名称", "english name"),
    "role": ("角色", "服务商类型"),
    "registration_number": ("统一社会信用代码", "信用代码", "登记号", "registration no."),
    "language": ("语言", "lang"),
    "contact_name": ("联系人", "联系人姓名", "contact"),
    "contact_email": ("邮箱", "电子邮箱", "联系邮箱", "联系人邮箱", "email", "e-mail"),
    "contact_phone": ("电话", "手机", "手机号", "联系电话", "联系人电话", "phone"),
}
_OF_SHOPS: Mapping[str, tuple[str, ...]] = {
    "id": ("编号", "店铺编号", "店铺id", "商家编号", "商家id", "shop id", "shop"),
    "name": ("名称", "店铺", "店铺名", "店铺名称", "商家", "商家名称", "shop name"),
}
_OF_EACH: Mapping[str, tuple[str, ...]] = {
    "provider": ("服务商", "服务商编号", "服务商id", "provider id"),
    **_OF_SHOPS,
}
_NO_ROWS = TwoLanguages(
    "下面一行也没有。请一家服务商写一行", "has no row below it. Write one row for each provider"
)
_NO_ID = TwoLanguages(
    "没有写。编号也是文件夹名，用小写字母、数字、- 和 _，如 {id}",
    "is blank. The id is the folder's name too: small letters, digits, - and _, such as {id}",
)
_BAD_ID = TwoLanguages(
    "“{value}”不能作编号：只用小写字母、数字、- 和 _，以字母或数字开头，最多 64 个字符，如 {id}",
    "“{value}” is no id: small letters, digits, - and _, 64 at most, a letter or digit first,"
    " such as {id}",
)
_RESERVED = TwoLanguages(
    "“{value}”另有用途，不能作编号。请换一个，如 {id}",
    "“{value}” is taken for something else. Choose another, such as {id}",
)
_SAME = TwoLanguages("“{value}”与第 {line} 行重复", "“{value}” stands on line {line} already")
_NO_NAME = TwoLanguages("没有写名称", "is blank")
_LONG = TwoLanguages("超过 {limit} 个字", "is longer than {limit} characters")
_LANGUAGE = TwoLanguages("“{value}”不认识，请写 zh 或 en", "“{value}” is not known: write zh or en")
_ROLE = TwoLanguages(
    "没有角色“{value}”。{hint}：{options}", "has no role “{value}”. {hint}: {options}"
)
_SHOP_ID = TwoLanguages(
    "“{value}”不能作编号：只用字母、数字、.、- 和 _", "“{value}” is no id: letters, digits, ., -, _"
)
_NOBODY = TwoLanguages(
    "名单里没有编号为“{value}”的服务商", "“{value}” is the id of no provider on the list"
)
_BLANK = TwoLanguages(
    "空着（共 {count} 行，最后一行是第 {last} 行）。合并过的单元格导出后只有第一行有值："
    "请取消合并，每一行都写服务商编号",
    "is blank ({count:row|rows} in all, the last one is line {last}). Cells that were merged keep"
    " their value in the first row only: part them, and give each row its provider's id",
)

# The shops of each provider, by the provider's id.
ShopsOfEach = Mapping[str, tuple[Shop, ...]]


class ListedProvider(NamedTuple):
    """One row that is right; `role` and `language`: None where the row says none."""

    line: int
    started: StartedProvider
    role: str | None
    language: Language | None


class ProviderList(NamedTuple):
    """The rows that are right, what is wrong with the others, and how many those are."""

    providers: tuple[ListedProvider, ...]
    findings: tuple[Finding, ...]
    left_out: int


@dataclass(frozen=True)
class _List:
    """A table whose columns have our names (`titles`: their own), and what is wrong so far.

    `broken`: of rows that are none. `code`: what says that a cell is wrong. `wrong`: the lines of
    such cells.
    """

    table: CsvTable
    titles: Mapping[str, str]
    broken: Sequence[Finding]
    code: str
    slips: dict[tuple[object, ...], tuple[Finding, AlikeRows]] = field(default_factory=dict)
    wrong: set[int] = field(default_factory=set)

    def tell(self, record: CsvRecord, column: str, problem: TwoLanguages) -> None:
        """That the cell of *record* in *column* is wrong; the same slip again is told with it."""
        self.wrong.add(record.line)
        cause = column, record.cells.get(column, ""), problem
        if cause in self.slips:
            self.slips[cause][1].add(record.line)
            return
        params: Params = {"column": self.titles.get(column, column), **problem.params}
        finding = self.table.finding(self.code, record.line, record.column(column), params)
        self.slips[cause] = finding, AlikeRows()

    @property
    def found(self) -> tuple[Finding, ...]:
        """All that is wrong, by line."""
        told = (*self.broken, *(rest.told(one) for one, rest in self.slips.values()))
        return tuple(sorted(told, key=lambda one: (one.line or 0, one.column or 0)))

    def text(self, record: CsvRecord, column: str) -> str | None:
        """One line of text; None for a blank cell, or one too long, which is told."""
        text = " ".join(record.cells.get(column, "").split())
        if len(text) > LINE:
            self.tell(record, column, _LONG.fill({"limit": LINE}))
        return text[:LINE] or None


def read_provider_list(text: str, shown: str, framework: Framework) -> ProviderList:
    """The providers in a file's *text*, and what is wrong with the other rows.

    Raises InvalidInputError where the file as a whole cannot be read, or lists nobody.
    """
    listed = _opened(text, shown, _OF_PROVIDERS, (("id",), ("name", "name_en")), "DP950")
    if not listed.table.records and not listed.broken:
        raise InvalidInputError([listed.table.header_finding(0, _NO_ROWS)])
    lines: dict[str, int] = {}
    made = [_provider(listed, one, framework, lines) for one in listed.table.records]
    right = tuple(one for one in made if one.line not in listed.wrong)
    left_out = len({one.line for one in listed.broken} | listed.wrong)
    return ProviderList(right, listed.found, left_out)


def provider_ids(text: str, shown: str) -> frozenset[str]:
    """The ids in a file's *text* as they stand there, of rows that are wrong too.

    Raises as `read_provider_list` does.
    """
    listed = _opened(text, shown, _OF_PROVIDERS, (("id",),), "DP950")
    return frozenset(one.cells.get("id", "").strip() for one in listed.table.records)


def read_shop_list(text: str, shown: str) -> tuple[Shop, ...]:
    """The shops in a file's *text*. Raises InvalidInputError with all that is wrong."""
    listed = _opened(text, shown, _OF_SHOPS, (("id",), ("name",)), "DP952")
    lines: dict[str, int] = {}
    shops = [_shop(listed, record, lines) for record in listed.table.records]
    if listed.found:
        raise InvalidInputError(listed.found)
    return tuple(shop for shop in shops if shop)


def read_shops_of_each(text: str, shown: str, providers: Collection[str]) -> ShopsOfEach:
    """The shops in a file's *text* by whose they are; a column says which of *providers*.

    Raises InvalidInputError with all that is wrong.
    """
    needed = (("provider",), ("id",), ("name",))
    listed = _opened(text, shown, _OF_EACH, needed, "DP952", most=MOST_SHOPS)
    lines: dict[str, dict[str, int]] = {}
    shops: dict[str, list[Shop]] = {}
    blank: list[CsvRecord] = []
    for record in listed.table.records:
        whose = listed.text(record, "provider") or ""
        shop = _shop(listed, record, lines.setdefault(whose, {}))
        if not whose:
            blank.append(record)
        elif whose not in providers:
            listed.tell(record, "provider", _NOBODY.fill({"value": whose[:_SHOWN]}))
        elif shop:
            shops.setdefault(whose, []).append(shop)
    if blank:
        said = _BLANK.fill({"count": len(blank), "last": blank[-1].line})
        listed.tell(blank[0], "provider", said)
    if listed.found:
        raise InvalidInputError(listed.found)
    return {whose: tuple(held) for whose, held in shops.items()}


def _shop(listed: _List, record: CsvRecord, lines: dict[str, int]) -> Shop | None:
    """The shop of *record*, or None, which is told; *lines* says where each stands first."""
    name, own = listed.text(record, "name"), listed.text(record, "id") or ""
    if is_power(own):
        listed.tell(record, "id", IN_POWERS)
    elif not is_own_id(own):
        listed.tell(record, "id", _SHOP_ID.fill({"value": own[:_SHOWN]}))
    elif own in lines:
        listed.tell(record, "id", _SAME.fill({"value": own, "line": lines[own]}))
    elif name is None:
        listed.tell(record, "name", _NO_NAME)
    else:
        lines[own] = record.line
        return Shop(id=own, name=name)
    return None


def _opened(
    text: str,
    shown: str,
    columns: Mapping[str, tuple[str, ...]],
    needed: Sequence[Sequence[str]],
    code: str,
    *,
    most: int = MOST_ROWS,
) -> _List:
    """The table in *text* under our names, with one of each of those *needed*.

    Raises InvalidInputError for the file as a whole.
    """
    found: list[Finding] = []
    table = _tolerant(text, shown, found, most)
    if not table.header:
        raise InvalidInputError(
            [table.finding("DP318", 1, 1, {"column": "…", **EMPTY_TABLE.params})]
        )
    known = {_bare(word): name for name, words in columns.items() for word in (name, *words)}
    names = tuple(known.get(_bare(title), title) for title in table.header)
    wrong = list(HeadingCheck(known, needed).findings(table, names))
    if len(table.records) > most:
        line = table.records[most].line
        wrong.append(table.finding("DP123", line, 1, {"limit": most}))
    if wrong:
        raise InvalidInputError(wrong)
    records = tuple(
        replace(one, cells=dict(zip(names, one.cells.values(), strict=True)))
        for one in table.records
    )
    titles = dict(zip(names, table.header, strict=True))
    return _List(replace(table, header=names, records=records), titles, found, code)


def _bare(title: str) -> str:
    return re.sub(r"[_.]", "", folded(title))


def _tolerant(text: str, shown: str, found: list[Finding], most: int) -> CsvTable:
    """*text* as a table; rows that are none are left out and told in *found*.

    Raises InvalidInputError where the head, or the file as a whole, is wrong.
    """
    try:
        return parse_table(text, shown)
    except InvalidInputError as error:
        if merge_mark(text) or _WHOLE & {one.code for one in error.findings}:
            raise
    lines = text.splitlines()
    head = next((at for at, line in enumerate(lines) if line.strip()), 0)
    table = parse_table("\n".join(lines[: head + 1]), shown)
    filled = [at for at in range(head + 1, len(lines)) if lines[at].strip()]
    if len(filled) > most:
        line = filled[most] + 1
        raise InvalidInputError([table.finding("DP123", line, 1, {"limit": most})])
    records: list[CsvRecord] = []
    for at in filled:
        try:
            row = parse_table(f"{lines[head]}\n{lines[at]}\n", shown)
        except InvalidInputError as error:
            found.extend(one.model_copy(update={"line": at + 1}) for one in error.findings)
        else:
            records.extend(replace(one, line=at + 1) for one in row.records)
    return replace(table, records=tuple(records))


def _provider(
    listed: _List, record: CsvRecord, framework: Framework, lines: dict[str, int]
) -> ListedProvider:
    """The provider of *record*; what is wrong with it goes into *listed*."""
    said = {name: listed.text(record, name) for name in _OF_PROVIDERS}
    if said["name"] is None and said["name_en"] is None:
        listed.tell(record, "name", _NO_NAME)
    mail = said["contact_email"]
    if mail and (problem := mail_problem(mail)):
        listed.tell(record, "contact_email", problem)
    started = StartedProvider(
        id=_id(listed, record, said["id"] or "", said["name_en"] or said["name"] or "", lines),
        name=Name(zh=said["name"], en=said["name_en"]),
        registration_number=said["registration_number"],
        contact=Contact(name=said["contact_name"], email=mail, phone=said["contact_phone"]),
    )
    role = _role(listed, record, said["role"], framework)
    language = _language(listed, record, said["language"])
    return ListedProvider(record.line, started, role, language)


def _id(listed: _List, record: CsvRecord, own: str, name: str, lines: dict[str, int]) -> str:
    """The provider's id; *lines* says where each one stands first."""
    way = {"value": own[:_SHOWN], "id": safe_id(own or name or "acme")}
    if not own:
        listed.tell(record, "id", _NO_ID.fill(way))
    elif own in RESERVED:
        listed.tell(record, "id", _RESERVED.fill(way))
    elif not _ID.fullmatch(own):
        listed.tell(record, "id", _BAD_ID.fill(way))
    elif own in lines:
        listed.tell(record, "id", _SAME.fill({"value": own, "line": lines[own]}))
    else:
        lines[own] = record.line
    return own


def _role(
    listed: _List, record: CsvRecord, written: str | None, framework: Framework
) -> str | None:
    """The id of the role, given as such or by its title."""
    if written is None or written in framework.roles:
        return written
    titles = {one: role.title for one, role in framework.roles.items()}
    meant = folded(written)
    exact = [one for one, text in titles.items() if meant in map(folded, (one, text.zh, text.en))]
    if len(exact) == 1:
        return exact[0]
    near, options = nearest(written, titles), offered(titles)
    hint = IS_IT.fill({"other": near}) if near else CHOOSE
    said = TwoLanguages(
        _ROLE.zh.format(value=written[:_SHOWN], hint=hint.zh, options=options.zh),
        _ROLE.en.format(value=written[:_SHOWN], hint=hint.en, options=options.en),
    )
    listed.tell(record, "role", said)
    return None


def _language(listed: _List, record: CsvRecord, written: str | None) -> Language | None:
    if written is None:
        return None
    known = _LANGUAGES.get(folded(written))
    if known is None:
        listed.tell(record, "language", _LANGUAGE.fill({"value": written[:_SHOWN]}))
    return known
