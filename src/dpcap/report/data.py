"""The data that a report carries inside itself: its statement, and the seal if it is signed.

The statement says by one digest what the page is made with: whoever has the same can make the same
page again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from dpcap.model.base import Language, Text
from dpcap.model.benchmark import Benchmark
from dpcap.model.framework import Framework
from dpcap.model.statement import STATEMENT_SCHEMA, Seal, SealHead, Statement, StatementTitles
from dpcap.report.canonical import canonical
from dpcap.report.context import PageContext
from dpcap.report.paths import own_reports

_OURS = ("report.html.j2", "page/*.j2", "sections/*.j2")
_THEIRS = ("**/*.j2", "theme.css", "words/*.yaml")
STATEMENT_FILE, SEAL_FILE = "dpcap.json", "dpcap-seal.json"


@lru_cache(maxsize=8)
def template_digest(reports: Path, templates: Path | None, language: Language) -> str:
    """SHA-256 (hex) of the templates, theme, words and audiences of an HTML report.

    *reports* and *templates* (somebody's own, in front of ours) as for `render`.
    """
    files = dict(_files(reports / "templates", _OURS))
    files["theme.css"] = reports / "theme.css"
    files |= dict(_files(templates, _THEIRS)) if templates is not None else {}
    files["words"] = reports / "words" / f"{language}.yaml"
    files["audiences"] = reports / "audiences.yaml"
    each = [[name, sha256(files[name].read_bytes()).hexdigest()] for name in sorted(files)]
    return sha256(json.dumps(each).encode()).hexdigest()


def _files(folder: Path, patterns: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    for pattern in patterns:
        for path in folder.glob(pattern):
            yield path.relative_to(folder).as_posix(), path


def embedded(ctx: PageContext) -> str:
    """The statement of the report made from *ctx*, as canonical JSON; defaults are left out."""
    return statement_json(statement_of(ctx))


def attached(ctx: PageContext) -> dict[str, str]:
    """The files that a report of *ctx* carries where it has attachments.

    The statement, and on a report that is to be signed the head of the seal, where the whole of it
    will stand.
    """
    files = {STATEMENT_FILE: embedded(ctx)}
    return {**files, SEAL_FILE: seal_json(ctx.seal)} if ctx.seal else files


def statement_of(ctx: PageContext) -> Statement:
    """What the report made from *ctx* says, and to whom."""
    return Statement.model_construct(
        schema_=STATEMENT_SCHEMA,
        audience=ctx.audience.id,
        language=ctx.language,
        template=template_digest(ctx.reports or own_reports(), ctx.templates, ctx.language),
        titles=ctx.framework.once(titles_of, ctx.profile.role.id),
        profile=ctx.profile,
        standing=ctx.standing,
        benchmark=benchmark_digest(ctx.benchmark) if ctx.benchmark else None,
        made_on=ctx.made_on,
        pages=ctx.pages,
    )


def titles_of(framework: Framework, role: str) -> StatementTitles:
    """The titles that a statement by *framework* carries for a provider in *role*."""
    known = framework.roles.get(role)
    return StatementTitles(
        areas={area.id: area.title for area in framework.areas},
        levels={level.id: level.title for level in framework.levels},
        role=known.title if known else Text(zh=role, en=role),
        display=framework.display,
    )


def benchmark_digest(benchmark: Benchmark) -> str:
    """SHA-256 (hex) of what *benchmark* says."""
    return sha256(benchmark.model_dump_json().encode()).hexdigest()


def statement_json(statement: Statement) -> str:
    """*statement* as canonical JSON; defaults are left out."""
    return canonical(statement.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def seal_json(seal: SealHead) -> str:
    """*seal*, or only its head, as canonical JSON."""
    return canonical(seal.model_dump(mode="json", by_alias=True))


def sealed_json(seal: Seal, statement: str) -> str:
    """A *statement* (canonical JSON) and its *seal* in one, canonical as well."""
    return f'{{"seal":{seal_json(seal)},"statement":{statement}}}'


def signed_bytes(seal: Seal, statement: str) -> bytes:
    """The bytes that the signature of *seal* is over, whatever signature it has.

    All else that it says, so that nobody can put another name or page to somebody's signature, and
    the SHA-256 of the *statement* (canonical JSON).
    """
    said = seal.model_dump(mode="json", by_alias=True, exclude={"signature"})
    digest = sha256(statement.encode()).hexdigest()
    return canonical({"seal": said, "statement": digest}).encode()


def seal_digest(seal: Seal, statement: str) -> str:
    """SHA-256 (hex) of what the signature of *seal* is over: by it a register names the seal."""
    return sha256(signed_bytes(seal, statement)).hexdigest()
