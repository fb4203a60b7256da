"""The fixed words of the pages: one YAML file a book and language, the same keys in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dpcap.model.base import Language
from dpcap.model.counted_words import EITHER, filled
from dpcap.model.nouns import NEUTRAL, Wording
from dpcap.report.own_words import own_words

Tree = Mapping[str, Any]
WORDS = "words"


@dataclass(frozen=True, slots=True)
class WordBook:
    """All words of one language: `tree` for templates (`t.areas.title`), `flat` by dotted key.

    A count may stand with what is counted, in the word for one and for many: `{n:piece|pieces}`.
    """

    language: Language
    tree: Tree
    flat: Mapping[str, str]

    def say(self, key: str, **fields: str | int) -> str:
        """The words under *key*, with *fields* put in. Raises KeyError if there are none."""
        pattern = self.flat[key]
        return filled(pattern, fields) if fields or EITHER in pattern else pattern

    def count(self, number: int) -> str:
        """A small number as this language writes it inside a sentence."""
        return self.flat.get(f"count.{number}", str(number))


@lru_cache(maxsize=32)
def load_words(
    reports: Path,
    language: Language,
    book: str | None = None,
    *,
    wording: Wording = NEUTRAL,
    templates: Path | None = None,
) -> WordBook:
    """The words of *language* in the folder *reports*, read once.

    The report's own, or those of another *book* such as `portfolio` (`words/portfolio.zh.yaml`).
    `wording` fills the gaps that they leave for the framework's names. `templates`: a folder whose
    `words/` may say some of them otherwise. Raises SlipError if those cannot be used.
    """
    name = book_file(language, book)
    flat = dict(_flatten(read_yaml(reports / WORDS / name)))
    if templates is not None:
        books = (one.name for one in (reports / WORDS).iterdir())
        flat |= own_words(templates / WORDS / name, flat, books)
    filled = {key: wording.fill(text, language) for key, text in flat.items()}
    return WordBook(language, _tree(filled), filled)


def book_file(language: Language, book: str | None = None) -> str:
    """The name of the file that holds *book*; None: the report's own."""
    return f"{book}.{language}.yaml" if book else f"{language}.yaml"


def read_yaml(path: Path) -> dict[str, Any]:
    """A file of ours, as a mapping."""
    import yaml  # noqa: PLC0415 - only pages need it

    loaded = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return dict(loaded)


def _flatten(tree: Tree, prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def _tree(flat: Mapping[str, str]) -> Tree:
    tree: dict[str, Any] = {}
    for key, text in flat.items():
        *parents, last = key.split(".")
        branch = tree
        for name in parents:
            branch = branch.setdefault(name, {})
        branch[last] = text
    return tree
