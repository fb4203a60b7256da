"""The fixed words of the pages: one YAML file a book and language, the same keys in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dpcap.model.base import Language

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WordBook:
    """All words of one language: `tree` for templates (`t.areas.title`), `flat` by dotted key."""

    language: Language
    tree: Tree
    flat: Mapping[str, str]

    def say(self, key: str, **fields: str | int) -> str:
        """The words under *key*, with *fields* put in. Raises KeyError if there are none."""
        pattern = self.flat[key]
        return pattern.format(**fields) if fields else pattern

    def count(self, number: int) -> str:
        """A small number as this language writes it inside a sentence."""
        return self.flat.get(f"count.{number}", str(number))


@lru_cache(maxsize=16)
def load_words(reports: Path, language: Language, book: str | None = None) -> WordBook:
    """The words of *language* in the folder *reports*, read once.

    The report's own, or those of another *book* such as `portfolio` (`words/portfolio.zh.yaml`).
    """
    name = f"{book}.{language}.yaml" if book else f"{language}.yaml"
    tree = read_yaml(reports / "words" / name)
    return WordBook(language, tree, dict(_flatten(tree)))


def read_yaml(path: Path) -> dict[str, Any]:
    """A file of ours, as a mapping."""
    import yaml  # noqa: PLC0415 - only pages need it

    loaded = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return dict(loaded)


def _flatten(tree: Tree, prefix: str = "") -> list[tuple[str, str]]:
    leaves: list[tuple[str, str]] = []
    for key, value in tree.items():
        if isinstance(value, Mapping):
            leaves += _flatten(value, f"{prefix}{key}.")
        else:
            leaves.append((f"{prefix}{key}", str(value)))
    return leaves
