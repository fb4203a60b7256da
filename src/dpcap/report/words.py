"""The fixed words of the pages: one YAML file a book and language; and a user's own.

A page is in the language asked for, if its framework is written in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from string import Formatter, Template
from typing import TYPE_CHECKING, Any

from dpcap.errors import SlipError, UsageError, refusal_params
from dpcap.model.base import Language
from dpcap.model.counted_words import EITHER, filled
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.nouns import NEUTRAL, Wording

if TYPE_CHECKING:
    import yaml


MAX_BYTES, MAX_DEPTH, MAX_LENGTH = 256 * 1024, 6, 2000
# What would be markup in HTML or would end a template's string; words are words.
_MARKUP = frozenset("<>")
_NAMES = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}


def own_words(path: Path, ours: Mapping[str, str], books: Iterable[str]) -> dict[str, str]:
    """The words in the file at *path*, by dotted key, if there is such a file.

    Only keys of *ours* may stand there, texts without markup, and in them only the fields that our
    text has; beside it only files that bear the name of one of *books*. Raises SlipError with the
    first thing that is wrong.
    """
    _check_names(path.parent, books)
    if not path.is_file():
        return {}
    return {key: _checked(path, line, key, text, ours) for key, text, line in _read(path)}


def _check_names(folder: Path, books: Iterable[str]) -> None:
    """Raises SlipError for a file in *folder* that is none of *books*: nobody would read it."""
    known = set(books)
    inside = folder.iterdir() if folder.is_dir() else ()
    for path in sorted(one for one in inside if one.suffix in (".yaml", ".yml")):
        if path.name not in known:
            near = get_close_matches(path.name, known, n=1, cutoff=0.6)
            hint = {
                "hint_zh": f"，是不是 {near[0]}" if near else "",
                "hint_en": f"; did you mean {near[0]}" if near else "",
            }
            raise _wrong("DP844", path, 1, name=path.name[:80], **hint)


def _read(path: Path) -> Iterator[tuple[str, str, int]]:
    """Each dotted key with its text and line. The file is composed, not built: no tag acts."""
    import yaml  # noqa: PLC0415 - only pages need it

    try:
        if path.stat().st_size > MAX_BYTES:
            raise _wrong("DP843", path, 1, key="–", why_zh="文件太大", why_en="file too large")
        for event in yaml.parse(path.read_bytes(), yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                mark = event.start_mark
                line = mark.line + 1 if mark else 1
                raise _wrong("DP843", path, line, key="–", why_zh="有别名", why_en="an alias")
        root = yaml.compose(path.read_bytes(), yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        said = str(getattr(error, "problem", None) or error).splitlines()[0][:200]
        line = mark.line + 1 if mark else 1
        raise SlipError(
            Finding(code="DP101", file=str(path), line=line, params={"problem": said})
        ) from error
    except OSError as error:
        raise _wrong("DP110", path, 1, what=path.name, **refusal_params(error)) from error
    if root is not None:
        yield from _leaves(path, root, "", 0)


def _leaves(path: Path, node: yaml.Node, prefix: str, depth: int) -> Iterator[tuple[str, str, int]]:
    import yaml  # noqa: PLC0415

    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode) and prefix:
        yield prefix, node.value, line
        return
    if not isinstance(node, yaml.MappingNode) or depth > MAX_DEPTH:
        said = {"why_zh": "不是一段文字", "why_en": "it is no text"}
        raise _wrong("DP843", path, line, key=prefix or "–", **said)
    for name, value in node.value:
        key = f"{prefix}.{name.value}" if prefix else str(name.value)
        yield from _leaves(path, value, key, depth + 1)


def _checked(path: Path, line: int, key: str, text: str, ours: Mapping[str, str]) -> str:
    if key not in ours:
        near = get_close_matches(key, ours, n=1, cutoff=0.6)
        hint = {
            "hint_zh": f"是否要写 {near[0]}" if near else "请删去这一条",
            "hint_en": f"Did you mean {near[0]}" if near else "Remove it",
        }
        raise _wrong("DP842", path, line, key=key[:80], **hint)
    if why := _refused(text, ours[key]):
        raise _wrong("DP843", path, line, key=key, why_zh=why[0], why_en=why[1])
    return text


def _refused(text: str, ours: str) -> tuple[str, str] | None:
    """Why *text* cannot stand in place of *ours*; None: it can."""
    if len(text) > MAX_LENGTH:
        return f"超过 {MAX_LENGTH} 个字", f"longer than {MAX_LENGTH} characters"
    if _MARKUP & set(text) or not all(one.isprintable() or one == "\n" for one in text):
        return "含有 < > 或控制字符", "it holds < > or control characters"
    try:
        fields = _fields(text)
    except ValueError:
        return "花括号不成对", "its braces do not pair"
    if strange := sorted(fields - _fields(ours)):
        return f"原文没有 {{{strange[0]}}}", f"our text has no {{{strange[0]}}}"
    names = set(Template(text).get_identifiers()) - set(NEUTRAL.forms("en"))
    if names:
        return f"没有 ${min(names)} 这个词", f"there is no word ${min(names)}"
    return None


def _fields(text: str) -> set[str]:
    """The fields of *text*, each as it is written: a conversion or an attribute is another.

    With the words for one and for many, a field is the same.
    """
    found: set[str] = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None:
            is_either = form is not None and "|" in form and "{" not in form
            shape = f":{form}" if form and not is_either else ""
            found.add(name + (f"!{conversion}" if conversion else "") + shape)
    return found


def _wrong(code: str, path: Path, line: int, **params: Any) -> SlipError:  # noqa: ANN401
    return SlipError(Finding(code=code, file=str(path), line=line, params=params))


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


def language_of(framework: Framework, asked: Language | None, usual: Language) -> Language:
    """The language *asked* for; None: the *usual* one, or else one that *framework* is written in.

    Raises UsageError if it is not written in the one asked for.
    """
    written = framework.languages
    if asked is None:
        return usual if usual in written else written[0]
    if asked not in written:
        (zh, en), (only_zh, only_en) = _NAMES[asked], _NAMES[written[0]]
        raise UsageError(
            f"the framework {framework.id} is not written in {en}, only in {only_en}: "
            f"leave --lang out, or ask for {written[0]}",
            f"框架 {framework.id} 没有{zh}，只有{only_zh}。请不要写 --lang，或改为 {written[0]}",
        )
    return asked
