"""The data that a report carries inside itself: its statement, and the seal if it is signed."""

from __future__ import annotations

from hashlib import sha256

from dpcap.model.benchmark import Benchmark
from dpcap.model.statement import STATEMENT_SCHEMA, Seal, SealHead, Statement
from dpcap.report.canonical import canonical
from dpcap.report.context import Context
from dpcap.report.origins import template_digest
from dpcap.report.places import own_reports

STATEMENT_FILE, SEAL_FILE = "dpcap.json", "dpcap-seal.json"


def embedded(ctx: Context) -> str:
    """The statement of the report made from *ctx*, as canonical JSON; defaults are left out."""
    return statement_json(statement_of(ctx))


def attached(ctx: Context) -> dict[str, str]:
    """The files that a report of *ctx* carries where it has attachments: statement, and seal."""
    files = {STATEMENT_FILE: embedded(ctx)}
    return {**files, SEAL_FILE: seal_json(ctx.seal)} if ctx.seal else files


def statement_of(ctx: Context) -> Statement:
    """What the report made from *ctx* says, and to whom."""
    return Statement.model_construct(
        schema_=STATEMENT_SCHEMA,
        audience=ctx.audience.id,
        language=ctx.language,
        template=template_digest(ctx.reports or own_reports(), ctx.templates, ctx.language),
        profile=ctx.profile,
        standing=ctx.standing,
        benchmark=benchmark_digest(ctx.benchmark) if ctx.benchmark else None,
        made_on=ctx.made_on,
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
    """A *statement* (canonical JSON) and its *seal* in one envelope, canonical as well."""
    return _envelope(seal_json(seal), statement)


def signed_bytes(head: SealHead, statement: str) -> bytes:
    """The bytes that a signature is over: the envelope of *statement* (canonical JSON), unsigned.

    It holds all of the seal's *head*, so that nobody can put another name on somebody's seal.
    """
    bare = SealHead.model_validate({name: getattr(head, name) for name in SealHead.model_fields})
    return _envelope(seal_json(bare), statement).encode()


def _envelope(seal: str, statement: str) -> str:
    return f'{{"seal":{seal},"statement":{statement}}}'
