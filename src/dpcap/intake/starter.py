"""A new provider's folder: files that are valid as they stand and ask for everything."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dpcap.errors import UsageError
from dpcap.intake.answers_template import answers_text
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.describe import phrase, takes_benchmark
from dpcap.intake.layout import ANSWERS_FILE, KPIS_FILE, PROVIDER_FILE, SCHEMA_DIR, schema_lines
from dpcap.intake.rows import BENCHMARK, OWN
from dpcap.intake.schema import SchemaKind
from dpcap.intake.schema_files import write_schemas
from dpcap.intake.yaml_inline import flow
from dpcap.model.asked import asked_of_role
from dpcap.model.assessment import Contact, Shop
from dpcap.model.base import RESERVED, Language, Name
from dpcap.model.facts import FactSpec
from dpcap.model.framework import Framework
from dpcap.real_paths import real_path
from dpcap.text_width import wrap

_WIDTH = 100
# Without it git changes line ends on Windows, and the hashes of the evidence no longer fit.
GIT_FILE = ".gitattributes"
_POINTED: tuple[SchemaKind, ...] = ("provider", "answers")


@dataclass(frozen=True)
class StartedProvider:
    """What is known of a provider whose folder is made; id and name are the folder's otherwise."""

    id: str | None = None
    name: Name | None = None
    registration_number: str | None = None
    contact: Contact | None = None
    shops: tuple[Shop, ...] = ()


NOTHING_KNOWN = StartedProvider()


def new_folder(
    directory: Path,
    framework: Framework,
    *,
    role: str,
    core: bool,
    language: Language,
    today: date,
    schemas: str | None = None,
    started: StartedProvider = NOTHING_KNOWN,
) -> tuple[Path, ...]:
    """Make *directory* with `provider.yaml`, `answers.yaml` and `kpis.csv`; returns their paths.

    Beside them lies `.gitattributes`, which keeps git from changing the evidence.

    *role*: whose set is asked (*core*: the core set only, if it has one). *schemas*: where editors
    find the JSON Schemas (a directory or address that ends with a slash), None: written into
    `.schema` beside.
    *started*: what is known of the provider already.

    Raises UsageError if the framework has no such role or one of the files is there already.
    """
    _refuse_unknown(role, framework)
    place = f"{SCHEMA_DIR}/" if schemas is None else schemas
    name = real_path(directory).name
    texts = {
        PROVIDER_FILE: [
            *schema_lines("provider", place),
            *_provider(name, framework, role, language, started),
        ],
        ANSWERS_FILE: [
            *schema_lines("answers", place),
            *_answers(framework, role, language, today, core=core),
        ],
        KPIS_FILE: [",".join(kpi_columns(framework))],
    }
    _refuse_taken(directory, texts)
    if not (directory / GIT_FILE).exists():
        texts[GIT_FILE] = [phrase("new.git", language)]
    made = tuple(_written(directory / file, lines) for file, lines in texts.items())
    if schemas is not None:
        return made
    return (*made, *write_schemas(directory / SCHEMA_DIR, _POINTED))


def _refuse_unknown(role: str, framework: Framework) -> None:
    if role not in framework.roles:
        raise UsageError(
            f"no role {role}; there are {framework.roles_said('en')}",
            f"没有角色 {role}；有：{framework.roles_said('zh')}",
        )


def _refuse_taken(directory: Path, names: Iterable[str]) -> None:
    taken = [name for name in names if (directory / name).exists()]
    if taken:
        raise UsageError(
            f"{directory} holds {', '.join(taken)} already; choose another folder",
            f"{directory} 里已有 {'、'.join(taken)}，请另选文件夹",
        )


def _answers(
    framework: Framework, role: str, language: Language, today: date, *, core: bool
) -> Iterator[str]:
    """The lines of `answers.yaml` for *role*, its *core* set only if that is asked and there."""
    every, core_set = (asked_of_role(framework, role, core=each) for each in (False, True))
    return answers_text(
        framework,
        role_title=framework.roles[role].title.say(language),
        asked=core_set if core and core_set else every,
        every=every,
        language=language,
        today=today,
        columns=kpi_columns(framework),
    )


def safe_id(name: str) -> str:
    """*name* as a provider's id; one without a usable letter gets a name of its own.

    Different names may share an id only if their usable letters agree.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    safe = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:64]
    if safe in RESERVED:
        return f"{safe}-1"
    return safe or f"provider-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def kpi_columns(framework: Framework) -> tuple[str, ...]:
    """The header of `kpis.csv`."""
    *front, evidence, note = OWN
    if not any(takes_benchmark(one.scale) for one in framework.by_id.values()):
        front.remove(BENCHMARK)
    return (*front, *framework.envelope, evidence, note)


def _provider(
    name: str,
    framework: Framework,
    role: str,
    language: Language,
    started: StartedProvider,
) -> Iterator[str]:
    def note(key: str, **fields: str) -> list[str]:
        return wrap(
            phrase(key, language, framework.wording, **fields),
            _WIDTH,
            first="# ",
            rest="# ",
        )

    yield from ("schema: dpcap/provider/1", "", *note("new.provider"), "", *note("new.id"))
    yield from (f"id: {flow(started.id or safe_id(name))}", "", *note("new.name"))
    named = started.name or (Name(zh=name) if language == "zh" else Name(en=name))
    other = _other(language)
    words = [_given(one, getattr(named, one), "  ") for one in (language, other)]
    yield from ("name:", *words, "")
    number = _given("registration_number", started.registration_number)
    yield from (*note("new.registration"), number, "")
    roles = [f"{one} {spec.title.say(language)}" for one, spec in framework.roles.items()]
    yield from (*note("new.role", roles=" · ".join(roles)), f"role: {role}", "")
    yield from (*note("new.language"), f"language: {language}", "")
    reach = started.contact or Contact()
    ways = [_given(one, getattr(reach, one), "  ") for one in ("name", "email", "phone")]
    yield from (*note("new.contact"), "contact:", *ways, "")
    yield from (*note("new.categories"), "categories: []", "")
    fill = phrase("new.fill", language)
    shops = [f"  - {flow(one.model_dump())}" for one in started.shops]
    example = f"  #- {{id: s1, name: {fill}, consent: false}}"
    yield from (*note("new.shops"), "shops:", *(shops or [example]), "")
    yield from (*note("new.clients"), "clients:", f"  #- {{name: {fill}, consent: false}}", "")
    yield from (*note("new.facts"), "facts:", *_facts(framework, language))


def _given(key: str, value: str | None, indent: str = "") -> str:
    """The line of *key*: with its *value*, or a comment to fill in."""
    return f"{indent}#{key}:" if value is None else f"{indent}{key}: {flow(value)}"


def _facts(framework: Framework, language: Language) -> Iterator[str]:
    group = ""
    for name, spec in framework.facts.items():
        if spec.group != group:
            group = spec.group
            title = (
                framework.fact_groups[group].say(language)
                if group in framework.fact_groups
                else group
            )
            yield from ("", f"  # ── {title} ──")
        yield from wrap(_fact_words(spec, language), _WIDTH, first="  # ", rest="  # ")
        yield f"  #{name}: {{value: , on: }}" if spec.dated else f"  #{name}:"


def _fact_words(spec: FactSpec, language: Language) -> str:
    """Title, kind, unit and options, and the help after them."""
    kind = phrase(f"fact.{spec.kind}", language)
    if spec.options:
        kind += " " + " / ".join(
            f"{one} {text.say(language)}" for one, text in spec.options.items()
        )
    words = [spec.title.say(language), kind]
    if spec.unit:
        words.append(phrase("fact.unit", language, unit=spec.unit.say(language)))
    if spec.dated:
        words.append(phrase("fact.dated", language))
    if spec.help:
        words.append(spec.help.say(language))
    return " · ".join(words)


def _other(language: Language) -> Language:
    return "en" if language == "zh" else "zh"


def _written(path: Path, lines: Sequence[str]) -> Path:
    write_atomically(path, "\n".join(lines) + "\n")
    return path
