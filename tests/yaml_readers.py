"""The two roads through a YAML text, held against each other, and what is hard to read alike."""

from __future__ import annotations

from dpcap.errors import InvalidInputError
from dpcap.intake import yaml_strict
from dpcap.intake.source import Document, parse_yaml
from dpcap.intake.yaml_fast import quick
from dpcap.intake.yaml_values import Plain

NASTY = (
    *("010", "0x1F", "0o17", "0b1", "1_000", "_1", ".5", "1.", "+1", "1e3", "1e400", "-0", "-.0"),
    *("12:30", "yes", "no", "on", "off", "y", "Null", "NULL", "~", "", "TRUE", "True", "nUll"),
    *(".inf", "-.INF", ".nan", "2026-11-20", "2026-11-20T10:00:00Z", "1" * 19, "1" * 400, "1,000"),
    *("'12'", '"0"', "a#b", "a #b", "#", "a: b", "a:b", ":", "-", "- a", "?", "? a", "<<", "="),
    *("&a", "*a", "&a b", "!a", "!!str 1", "%a", "@a", "`a", "|", ">-", "[a", "{b", "a]", "a, b"),
    *(
        " a",
        "a ",
        "a\n",
        "a\n\n",
        "\na",
        "  a\nb",
        "a\n  b",
        "a\n\nb",
        "\n",
        "\t",
        "a\tb",
        "'",
        '"',
    ),
    *("是：a", "全\u3000角", "\xa0", "\ufeff", "\x85", "\u2028", "\u202e", "\x1b", "\0", "😀"),
    *(
        "\\",
        "\\n",
        "\\u0041",
        "a" * 90,
        "word " * 40,
        "k" * 1100,
        "---",
        "--- a",
        "...",
        "%YAML 1.2",
    ),
)
PIECES = (
    *"{}[]:,-?&*!|>'\"%@`#~<=\\\n \t.+0123456789_eExobn",
    *("a", "b: ", "- ", "&a ", "*a ", "<<: ", "!!str ", "\n  ", "\n\n", "    ", "\n - ", "---\n"),
    *("...\n", ".nan", "010", "no", "是", "：", "😀", "\u3000", "\ufeff", "\x85", "\u2028", " #"),
    *(" # c\n", ": ", ":\n  ", "|\n  ", "|-\n", "|+\n  ", ">\n  ", ">-\n  ", "|2\n", '""', "''"),
    *("\\\n", "{a: 1}", "[a, b]", ", ", "? ", "true", "x y", "x\n  y", " \n", "\r\n", "a,01"),
)


def slowly(text: str) -> Document | InvalidInputError:
    """What the slow road alone says."""
    try:
        root = yaml_strict.root_of(text, "f")
        return Document(yaml_strict.built(root, "f"), "f", lambda: root)
    except InvalidInputError as error:
        return error


def exactly(value: Plain) -> object:
    """*value* with its kinds and the order of its keys, so that 1, 1.0 and True differ."""
    if isinstance(value, dict):
        return dict, [(type(key), key, exactly(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return list, [exactly(inner) for inner in value]
    return type(value), repr(value)


def agree(text: str) -> bool:
    """Holds both roads against each other; whether the fast one was taken."""
    found, data = slowly(text), quick(text)
    if data is not None:
        assert isinstance(found, Document), found
        assert exactly(data) == exactly(found.data)
    taken = parsed(text)
    if isinstance(found, InvalidInputError):
        assert isinstance(taken, InvalidInputError)
        assert taken.findings == found.findings
    else:
        assert isinstance(taken, Document)
        assert exactly(taken.data) == exactly(found.data)
    return data is not None


def parsed(text: str) -> Document | InvalidInputError:
    """What comes of *text* on whichever road."""
    try:
        return parse_yaml(text, "f")
    except InvalidInputError as error:
        return error
