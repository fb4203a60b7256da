"""What a framework calls what it speaks of: whom it judges, their sites, its readers, its verdicts.

The word books (`reports/words/`) and the messages of findings leave gaps for these words, `$part`
or `$Parts`; `Nouns.forms` says what stands in them.
"""

from collections.abc import Iterator
from functools import lru_cache
from string import Template
from typing import Annotated, ClassVar

from pydantic import StringConstraints, model_validator

from dpcap.model.base import Frozen, Language, in_each

# Words and no markup: they stand in HTML, Markdown and letters, and inside sentences.
Word = Annotated[
    str,
    StringConstraints(
        min_length=1,
        max_length=60,
        strip_whitespace=True,
        pattern=r"^[^<>&$`*_|\[\]{}\\\x00-\x1f]*$",
    ),
]


class Noun(Frozen):
    """One thing and its name; English in the singular, its plural with an *s* unless given.

    `short` is Chinese for inside a sentence (店铺 → 店), `counter` the Chinese measure word.
    """

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("zh", "en", "plural", "short", "counter"))

    zh: Word
    en: Word
    plural: Word | None = None
    short: Word | None = None
    counter: Word | None = None

    _in_each = model_validator(mode="before")(in_each)

    def forms(self, name: str, language: Language) -> Iterator[tuple[str, str]]:
        """Each gap that this noun called *name* fills, and what stands there."""
        one, many = (self.en, self.plural or f"{self.en}s") if language == "en" else (self.zh,) * 2
        yield from ((name, one), (f"{name}s", many))
        yield from ((name.capitalize(), _upper(one)), (f"{name.capitalize()}s", _upper(many)))
        yield f"{name}_short", one if language == "en" else self.short or self.zh
        yield f"{name}_n", "" if language == "en" else self.counter or "个"


class Phrase(Frozen):
    """A few words, the same wherever they stand."""

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("zh", "en"))

    zh: Word
    en: Word

    _in_each = model_validator(mode="before")(in_each)

    def say(self, language: Language) -> str:
        """The words in *language*."""
        return self.zh if language == "zh" else self.en


class Verdict(Frozen):
    """A verdict as it is named, and as the one judged is told (without it: as it is named)."""

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("title", "told"))

    title: Phrase
    told: Phrase | None = None


def _verdict(zh: str, en: str, told_zh: str, told_en: str) -> Verdict:
    named = Phrase.model_construct(zh=zh, en=en)
    return Verdict.model_construct(title=named, told=Phrase.model_construct(zh=told_zh, en=told_en))


class Verdicts(Frozen):
    """What is decided (`what`), and the words of the four verdicts."""

    UNSCORED: ClassVar[frozenset[str]] = frozenset(
        ("what", "admit", "conditional", "decline", "reassess")
    )

    what: Phrase = Phrase.model_construct(zh="认可", en="approval")
    admit: Verdict = _verdict("通过", "Pass", "通过", "passed")
    conditional: Verdict = _verdict(
        "有条件通过", "Conditional", "有条件通过", "passed with conditions"
    )
    decline: Verdict = _verdict("未通过", "Fail", "本次未通过", "not passed")
    reassess: Verdict = _verdict("重新评估", "Reassess", "补充后重新评估", "to be assessed again")

    def words(self, kind: str) -> Iterator[str]:
        """How the verdict *kind* is told to the one judged, in each language."""
        verdict: Verdict = getattr(self, kind)
        phrase = verdict.told or verdict.title
        yield from (phrase.zh, phrase.en)

    def forms(self, language: Language) -> Iterator[tuple[str, str]]:
        """Each gap that these words fill, and what stands there."""
        what = self.what.say(language)
        yield from (("decided", what), ("Decided", _upper(what)))
        for name in ("admit", "conditional", "decline", "reassess"):
            verdict: Verdict = getattr(self, name)
            yield name, verdict.title.say(language)
            told = (verdict.told or verdict.title).say(language)
            yield from ((f"told_{name}", told), (f"Told_{name}", _upper(told)))


class Nouns(Frozen):
    """All names that the pages, letters and messages of a framework take from it.

    `subject`: whom it judges; `part`: its sites, where questions are asked of each; `reader`: for
    whom the copy without confidential parts is; `issuer`: who keeps the records and decides;
    `title`: what stands over the pages. `size`: by what the largest sites are told; `registration`:
    the number that tells subjects apart; `category`: what `categories` of a provider are;
    `peer_figure`: what a figure is held against.
    """

    UNSCORED: ClassVar[frozenset[str]] = frozenset(
        ("subject", "part", "reader", "issuer", "title")
    ) | frozenset(("size", "registration", "category", "peer_figure"))

    subject: Noun = Noun.model_construct(zh="服务商", en="provider", counter="家")
    part: Noun = Noun.model_construct(zh="分部", en="site")
    reader: Noun = Noun.model_construct(zh="委托方", en="client")
    issuer: Noun = Noun.model_construct(zh="管理方", en="manager")
    title: Phrase = Phrase.model_construct(zh="能力画像", en="Capability profile")
    size: Phrase = Phrase.model_construct(zh="规模", en="size")
    registration: Phrase = Phrase.model_construct(zh="统一社会信用代码", en="registration no.")
    category: Phrase = Phrase.model_construct(zh="类别", en="category")
    peer_figure: Phrase = Phrase.model_construct(zh="同行值", en="the peer figure")

    def forms(self, language: Language) -> Iterator[tuple[str, str]]:
        """Each gap that these names fill, and what stands there."""
        for name in ("subject", "part", "reader", "issuer"):
            noun: Noun = getattr(self, name)
            yield from noun.forms(name, language)
        for name in ("title", "size", "registration", "category", "peer_figure"):
            phrase: Phrase = getattr(self, name)
            yield from (
                (name, phrase.say(language)),
                (name.capitalize(), _upper(phrase.say(language))),
            )


class Wording(Frozen):
    """The names and the verdicts in force: what fills the gaps of word books and messages."""

    nouns: Nouns = Nouns.model_construct()
    verdicts: Verdicts = Verdicts.model_construct()

    def deciding(self, verdicts: Verdicts | None) -> "Wording":
        """The same with other *verdicts*, if any are given."""
        return self if verdicts is None else Wording(nouns=self.nouns, verdicts=verdicts)

    def fill(self, text: str, language: Language) -> str:
        """*text* with its gaps filled; a `$` that names no gap stays."""
        return Template(text).safe_substitute(self.forms(language)) if "$" in text else text

    def forms(self, language: Language) -> dict[str, str]:
        """Each gap and what stands there."""
        return _forms(self, language)


@lru_cache(maxsize=32)
def _forms(wording: Wording, language: Language) -> dict[str, str]:
    return dict((*wording.nouns.forms(language), *wording.verdicts.forms(language)))


NEUTRAL = Wording.model_construct()


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
