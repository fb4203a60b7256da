"""What is wrong with a value, in both languages, with the way out."""

from __future__ import annotations

from collections.abc import Mapping

from dpcap.errors import why_refused
from dpcap.model.two_languages import TwoLanguages

DIRECTIVE = TwoLanguages("行首不能用 %", "a line cannot begin with %")
NO_FOLDER = TwoLanguages("没有这个文件夹，请核对路径", "there is no such folder; check the path")
NO_FILE = TwoLanguages("不是普通文件", "it is no ordinary file")
OR = TwoLanguages("，或", ", or ")

_MAPPING = TwoLanguages(
    "应为“键: 值”的形式，用半角冒号，冒号后有空格",
    "must be a mapping of keys to values, with a blank after each colon",
)
_LIST = TwoLanguages(
    "应为列表：写作 [a, b]，或每条一行、行首加“- ”",
    "must be a list: [a, b], or an entry a line with “- ” before it",
)
# What pydantic calls a problem → what a person needs to know.
_PROBLEMS: dict[str, TwoLanguages] = {
    "string_type": TwoLanguages(
        "应为文字。数字与日期请加引号", "must be text. Put a number in quotes"
    ),
    "text_as_number": TwoLanguages(
        '应为文字。数字要加引号，写作 {key}: "{number}"',
        'must be text. Put the number in quotes: {key}: "{number}"',
    ),
    "text_as_list": TwoLanguages(
        "只写一项，不是列表。几项请各自分开写", "takes one text, no list. Give each its own entry"
    ),
    "path_type": TwoLanguages("应为路径，写成加引号的文字", "must be a path, as text in quotes"),
    "string_too_short": TwoLanguages("不能为空", "must not be empty"),
    "string_too_long": TwoLanguages(
        "最多 {max_length} 个字", "must have {max_length} characters at most"
    ),
    "float_type": TwoLanguages(
        "应为数字，不加引号，不写千分位和前导零",
        "must be a number: no quotes, separators or leading zeros",
    ),
    "int_type": TwoLanguages("应为整数，不加引号", "must be a whole number without quotes"),
    "int_from_float": TwoLanguages("应为整数", "must be a whole number"),
    "bool_type": TwoLanguages("应为 true 或 false", "must be true or false"),
    "literal_error": TwoLanguages("应为 {expected}", "must be {expected}"),
    "union_tag_invalid": TwoLanguages(
        "{tag} 不在可选范围：{expected_tags}", "{tag} is not one of {expected_tags}"
    ),
    "union_tag_not_found": TwoLanguages("应写明 {discriminator}", "must say {discriminator}"),
    "greater_than": TwoLanguages("应大于 {gt}", "must be above {gt}"),
    "greater_than_equal": TwoLanguages("不得小于 {ge}", "must be {ge} or more"),
    "less_than": TwoLanguages("应小于 {lt}", "must be below {lt}"),
    "less_than_equal": TwoLanguages("不得大于 {le}", "must be {le} or less"),
    "too_short": TwoLanguages("至少 {min_length} 项", "must have {min_length} entries or more"),
    "too_long": TwoLanguages("最多 {max_length} 项", "must have {max_length} entries at most"),
    "missing": TwoLanguages("缺少这一项", "is missing"),
    "missing_argument": TwoLanguages("至少少一项", "has an entry too few"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _MAPPING,
    "dict_from_list": TwoLanguages(
        "不能写成列表（- …）。请把每一条写成“编号: …”，如 r1: {{…}}{inside_zh}",
        "must be no list (- …). Write each entry under its id, such as r1: {{…}}{inside_en}",
    ),
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "day_form": TwoLanguages(
        "应为日期，年月日写全，如 2026-11-20", "must be a day with its year, such as 2026-11-20"
    ),
    # Said whole where it was found.
    "told": TwoLanguages("{zh}", "{en}"),
    "date_from_datetime_parsing": TwoLanguages("没有这一天", "there is no such day"),
}
_PATTERNS: dict[str, TwoLanguages] = {
    r"^[A-Za-z][A-Za-z0-9_.\-]{0,63}$": TwoLanguages(
        "编号须以字母开头，只含字母、数字与 . _ -，最多 64 个字符",
        "an id begins with a letter and holds letters, digits and . _ - only, 64 at most",
    ),
    r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}$": TwoLanguages(
        "编号只能用英文字母、数字与 . _ -，以字母或数字开头，最多 64 个字符。"
        "中文请写在名称或备注里",
        "an id holds letters, digits and . _ - only, begins with a letter or digit, 64 at most."
        " Chinese belongs into the name or the note",
    ),
    r"^[0-9a-fA-F]{64}$": TwoLanguages(
        "应为 64 位的 SHA-256：只有 0–9 与 a–f，中间没有空格。"
        "删去这一项再运行 dpcap lint，会给出这个值",
        "must be a SHA-256: 64 characters of 0 to 9 and a to f, without blanks. Remove it and run"
        " dpcap lint, which prints it",
    ),
    r"^[a-z0-9][a-z0-9_-]{0,63}$": TwoLanguages(
        "须为小写字母、数字与 _ -，最多 64 个字符",
        "must be lower-case letters, digits and _ - only, 64 at most",
    ),
}
_UNKNOWN = TwoLanguages("写法不对，请对照说明", "has a form that is not understood")

_TAB = TwoLanguages("缩进不能用 Tab，请换成空格", "a tab cannot indent; write blanks instead")
_SIGN = TwoLanguages(
    "文字不能以 {char} 开头，请给整段文字加双引号",
    "a text that begins with {char} needs quotes around it",
)
_INDENT = TwoLanguages(
    "缩进没有对齐：这一行前面有 {count} 个空格，应与上面同级的行一样多",
    "this line is indented by {count} blanks; indent it like the lines on its level",
)

# libyaml speaks English only; in Chinese we say what usually stands behind its words.
_YAML: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "此处不该有冒号，文字里有冒号请加引号，或检查缩进"),
    ("tab character", "缩进不能用 Tab，请用空格"),
    ("unexpected end of stream", "引号没有收尾"),
    ("could not find expected ':'", "键后面缺少冒号"),
    ("did not find expected ',' or", "括号没有收尾，或缺少逗号"),
    ("did not find expected key", "缩进没有对齐"),
    ("did not find expected '-'", "缩进没有对齐，或列表缺少短横线"),
    ("did not find expected node content", "此处缺少内容"),
    ("undefined alias", "别名没有定义"),
    ("second occurrence", "锚点重复"),
    ("escape c", "不认识的转义，反斜杠请写两个或改用单引号"),
    ("<document start>", "缩进没有对齐：第一层的每一行都要顶格"),
    ("another document", "一个文件只能有一份内容，请去掉 ---"),
)


def of_pydantic(kind: str, context: Mapping[str, object]) -> TwoLanguages:
    """A pydantic error type with its context."""
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(context.get("pattern")), _UNKNOWN)
    both = _PROBLEMS.get(kind, _UNKNOWN)
    context = {k: f"{v:g}" if isinstance(v, float) else v for k, v in context.items()}
    expected = str(context.get("expected", ""))
    return TwoLanguages(
        both.zh.format_map(
            {
                **context,
                "expected": expected.replace(" or ", "、").replace(", ", "、").replace("'", ""),
            }
        ),
        both.en.format_map(context),
    )


def of_yaml(problem: str) -> TwoLanguages:
    """A message of the YAML parser."""
    zh = next((zh for en, zh in _YAML if en in problem), "此处写法有误")
    return TwoLanguages(zh, problem or "wrong syntax here")


def of_char(problem: str, char: str, line: str) -> TwoLanguages | None:
    """The same where the character at that place, or the blanks before it, say more."""
    if "cannot start any token" in problem:
        return _TAB if char == "\t" else _SIGN.fill({"char": char or "?"})
    if "did not find expected key" in problem and line.strip():
        return _INDENT.fill({"count": len(line) - len(line.lstrip(" "))})
    return None


def of_system(error: OSError | ValueError) -> TwoLanguages:
    """Why the system would not open a file."""
    return TwoLanguages(*why_refused(error))
