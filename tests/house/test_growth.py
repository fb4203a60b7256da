"""Nothing that strangers' text reaches takes time with the square of its length.

Every pattern of the package and every parser reads texts twice as long as others, made of what it
looks for, and of what almost is that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

import pytest

from dpcap.cli.interview.reading import Misread, read_number, tidy, wants_proof
from dpcap.delivery.message import encoded, one_line
from dpcap.errors import InvalidInputError
from dpcap.intake.attach_evidence import safe_name
from dpcap.intake.comments import lost_to_comments
from dpcap.intake.contact import mail_problem
from dpcap.intake.linefaults import fault_in
from dpcap.intake.nearest import folded, nearest
from dpcap.intake.office import (
    cell_as_typed,
    day_as_read,
    figure_as_read,
    no_data,
    period_as_read,
    unquoted,
)
from dpcap.intake.settings import MAX_SETTINGS, _line_of, _parsed
from dpcap.intake.source import parse_yaml
from dpcap.intake.starter import safe_id
from dpcap.intake.table import parse_table
from dpcap.intake.values import is_day, is_web, listed
from dpcap.intake.yaml_inline import flow
from dpcap.intake.yaml_strict import built, root_of
from dpcap.intake.yaml_values import number
from dpcap.model.address import address_of
from dpcap.model.base import Text
from dpcap.model.period import span_of
from dpcap.report.batch.markup import command, xml
from dpcap.report.canonical import canonical
from dpcap.report.css import squeezed
from dpcap.report.markdown import escaped
from dpcap.report.plain_reading import read_as, shadow
from dpcap.report.redact_text import RedactionMask, without
from dpcap.report.sanitize import clean, own, parts
from dpcap.text_width import short, short_before, width, wrap
from growth import SIZE, Used, attacks, filled, patterns, run, superlinear

Work = Callable[[str], object]

# Expressions are refused beyond this many characters, before any pattern goes over them.
EXPRESSIONS = ("dpcap.model.measure_names", "dpcap.model.expression", "dpcap.intake.compared")
LONGEST_EXPRESSION = 500

NAMES = {"a中": Text(zh="中a", en="a" * 60)}
MASK = RedactionMask(numbers=True, names=("a中", "中中", "1 3 8"))
YAML = (
    *("[", "{", "- ", "a: ", "a:\n", "? ", ": ", "&a ", "*a ", "'", '"', "\\", "|\n", "%", "#"),
    *("#a\n", "---\n", "!", "!!x ", "a: |\n x\n", "- - ", "<<: ", "é", "a: [", "- {a: 1}\n"),
    *("- &a b\n", "- *a\n", "\n", "\r", "\t", "x\n", "a: 'x\n", "- a\n- b: c\n", "a b", "中", ","),
    *(
        "：",
        "，",
        "｛",
        "\u3000",
        "a：",
        "{a：b, ",
        "note: a #",
        "*a, ",
        "{a: b: ",
        '"a"b ',
        "'a' ",
    ),
    *("[a, ", "{a: b, ", "\u2028", 'k: "\\u0041"\n', ">", "- |\n  a\n", " ", "1", "- 1e5\n", "0x"),
)
CSV = (
    *("合计,", '="a"', "'a,", ";", "\t", "1,234,", "％,", "，"),
    *('"', "a,", ",", "\n", '"a\n', "a,b\n", '"a","b"\n', "\x1b,", '""', 'a"', "\r", "\r\n", "中,"),
)
TEXT = (
    *(
        "a",
        "中",
        "，",
        "（",
        " ",
        "a ",
        "\n",
        "<",
        "*",
        "@",
        "1",
        "\x1b",
        "\x1b[",
        "\x1b]",
        "\ue000",
    ),
    *(
        "\ue001",
        "\u200b",
        "e\u0301",
        "`",
        "&",
        "|",
        "http:",
        "www.",
        "-",
        "\u0301",
        "\u200d",
        "👩\u200d",
        "🇨",
        " \n",
        "，a",
        "（a",
    ),
    *(
        "a）",
        "😀",
        "「",
        "\t",
        "138 ",
        "1.",
        "微信",
        "a@",
        "@a.",
        "[at]",
        "+1 (",
        "0571-",
        "/*",
        "{ ",
    ),
)


def quietly(work: Work) -> Work:
    """*work*, whatever it says of the text."""

    def done(text: str) -> None:
        with suppress(InvalidInputError, ValueError, Misread):
            work(text)

    return done


# Each with the pieces that its texts are made of, what goes before them, and how long they get.
PARSERS: dict[str, tuple[Work, tuple[str, ...], str, int]] = {
    "YAML": (lambda text: parse_yaml(text, "x"), YAML, "", 4 * SIZE),
    "YAML below a key": (lambda text: parse_yaml(text, "x"), YAML, "a: 1\n", 4 * SIZE),
    "YAML, node by node": (lambda text: built(root_of(text, "x"), "x"), YAML, "a:\n", 4 * SIZE),
    "CSV": (lambda text: parse_table(text, "x"), CSV, "", 4 * SIZE),
    "CSV below a header": (lambda text: parse_table(text, "x"), CSV, "a,b\n", 4 * SIZE),
    "a wide row of CSV": (
        lambda text: parse_table(text, "x"),
        CSV,
        ",".join("ab" * 50) + "\n",
        4 * SIZE,
    ),
    "TOML": (lambda text: _parsed(text, "x"), TEXT, "", MAX_SETTINGS),
    **{
        work.__qualname__.split(".")[-1]: (work, TEXT, "", 2 * SIZE)
        for work in (
            *(number, span_of, is_day, is_web, width, clean.__wrapped__, own),
            *(escaped.__wrapped__, xml, squeezed, read_as, shadow, safe_id, safe_name, flow),
            *(one_line, address_of, tidy, wants_proof, read_number),
            *(
                period_as_read,
                day_as_read,
                figure_as_read,
                unquoted,
                cell_as_typed,
                no_data,
                listed,
            ),
            *(mail_problem, fault_in, folded),
        )
    },
    "comments": (lambda text: list(lost_to_comments(text)), YAML, "note: a", 4 * SIZE),
    "near names": (lambda text: nearest(text, NAMES), TEXT, "", 2 * SIZE),
    "wrap": (lambda text: wrap(text, 80), TEXT, "", 2 * SIZE),
    "short": (lambda text: short(text, 80), TEXT, "", 2 * SIZE),
    "short_before": (lambda text: short_before(text, 80), TEXT, "", 2 * SIZE),
    "parts": (lambda text: list(parts(text)), TEXT, "", 2 * SIZE),
    "own words as Markdown": (lambda text: escaped.__wrapped__(own(text)), TEXT, "", 2 * SIZE),
    "command": (lambda text: command("error", text, {"file": text}), TEXT, "", 2 * SIZE),
    "canonical": (lambda text: canonical({text: text}), TEXT, "", 2 * SIZE),
    "without": (lambda text: without(text, MASK), TEXT, "", 2 * SIZE),
    "a line of TOML": (lambda text: _line_of(text, "out"), TEXT, "", 2 * SIZE),
    "a header": (lambda text: encoded(text, "Subject"), TEXT, "", 2 * SIZE),
}


@pytest.mark.parametrize("used", patterns(), ids=lambda used: used.where)
def test_a_pattern_grows_evenly(used: Used) -> None:
    size = LONGEST_EXPRESSION if used.where.startswith(EXPRESSIONS) else SIZE
    astray = [
        (method, text_of(60))
        for method in used.methods
        for text_of in attacks(used.pattern)
        if superlinear(lambda text, how=method: run(used.pattern, how, text), text_of, size)
    ]
    assert astray == []


@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_grows_evenly(name: str) -> None:
    work, pieces, head, size = PARSERS[name]
    astray = [
        piece
        for piece in pieces
        if superlinear(quietly(work), lambda n, piece=piece: head + filled(piece, n), size)
    ]
    assert astray == []


def test_the_walk_finds_patterns() -> None:
    """So that the above cannot pass by looking at nothing."""
    found = {used.where for used in patterns()}
    assert len(found) > 100
    assert {"dpcap.report.redact_shapes.MOBILE", "dpcap.report.sanitize.ANSI"} <= found


def test_what_grows_with_the_square_is_found() -> None:
    """The shapes that were mended: each is told from those that took their place."""
    for bad in (
        r"\s*\(at",
        r"[a-z]+@",
        r"/\*.*?\*/",
        r"<a.*?</a>",
        r"(?:a|b)*c",
        r"'(?:\\.|[^'])*'",
    ):
        pattern = re.compile(bad)
        assert any(
            superlinear(lambda text, p=pattern: run(p, "sub", text), text_of, SIZE)
            for text_of in attacks(pattern)
        ), bad
    assert superlinear(_looks_from_everywhere, lambda size: "a" * size, SIZE // 4)


def _looks_from_everywhere(text: str) -> None:
    for start in range(len(text)):
        any(char == "b" for char in text[start:])
