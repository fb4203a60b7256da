"""The word books in modules: each says the same in both languages, and each language in its own."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import dpcap
from dpcap.model.two_languages import Book

SOURCE = Path(dpcap.__file__).parent
HOMES = [
    ".".join(("dpcap", *path.relative_to(SOURCE).with_suffix("").parts))
    for path in sorted(SOURCE.rglob("*.py"))
    if re.search(r"= Book\(", path.read_text("utf-8"))
]
CHINESE = re.compile("[一-鿿，。；：！？、（）]")


def books(home: str) -> list[Book]:
    """The books in the module *home*: as they are, or by the method that says their words."""
    values = [getattr(one, "__self__", one) for one in vars(import_module(home)).values()]
    return [one for one in values if isinstance(one, Book)]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_books_are_found() -> None:
    assert len(HOMES) > 10
    assert all(books(home) for home in HOMES)


@pytest.mark.parametrize("home", HOMES)
def test_both_languages_take_the_same_fields(home: str) -> None:
    apart = {
        key
        for book in books(home)
        for key, both in book.items()
        if fields(both.zh) != fields(both.en)
    }
    assert apart == set()


@pytest.mark.parametrize("home", HOMES)
def test_the_english_is_english(home: str) -> None:
    mixed = {key for book in books(home) for key, both in book.items() if CHINESE.search(both.en)}
    assert mixed == set()
