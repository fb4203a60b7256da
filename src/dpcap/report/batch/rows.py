"""The rows of results.jsonl as DuckDB reads them: every column with its type, none guessed.

`python -m dpcap.report.batch.rows RESULTS MADE` writes them as Parquet.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

_SPLIT: Final = (
    "STRUCT(before DOUBLE, after DOUBLE, ruler DOUBLE, provider DOUBLE, peers DOUBLE,"
    " answers DOUBLE, proof DOUBLE)"
)

# As they stand in the file. What may be of several kinds is read as JSON; what is not named here
# (the marks, which no page shows) is not read.
COLUMNS: Final[dict[str, str]] = {
    "status": "VARCHAR",
    "folder": "VARCHAR",
    "provider": "VARCHAR",
    "name": "STRUCT(zh VARCHAR, en VARCHAR)",
    "language": "VARCHAR",
    "owner": "VARCHAR",
    "groups": "MAP(VARCHAR, VARCHAR[])",
    "categories": "VARCHAR[]",
    "role": "VARCHAR",
    "role_declared": "VARCHAR",
    "role_confirmed": "BOOLEAN",
    "asked": "VARCHAR",
    "framework": "VARCHAR",
    "engine": "VARCHAR",
    "assessed_on": "DATE",
    "as_of": "DATE",
    "valid_until": "DATE",
    "profile": "VARCHAR",
    "inputs": "VARCHAR",
    "verdict": "VARCHAR",
    "decided": "VARCHAR",
    "claimed": "DOUBLE",
    "proved": "DOUBLE",
    "claimed_ceiling": "DOUBLE",
    "proved_ceiling": "DOUBLE",
    "coverage": "DOUBLE",
    "graded": "BOOLEAN",
    "claimed_level": "VARCHAR",
    "proved_level": "VARCHAR",
    "critical": "STRUCT(asked INTEGER, passed INTEGER, failed INTEGER, not_proved INTEGER)",
    "critical_open": "VARCHAR[]",
    "areas": (
        "STRUCT(id VARCHAR, claimed DOUBLE, proved DOUBLE, coverage DOUBLE, target DOUBLE,"
        " share DOUBLE, dimensions STRUCT(id VARCHAR, claimed DOUBLE, proved DOUBLE)[])[]"
    ),
    "warnings": "INTEGER",
    "contradictions": "INTEGER",
    "unchecked": "INTEGER",
    "contested": "VARCHAR",
    "answer_by": "DATE",
    "reviewed": "INTEGER",
    "pieces": "INTEGER",
    "last_review": "DATE",
    "lapses": "STRUCT(piece VARCHAR, until DATE)[]",
    "turns_on": "DATE",
    "gates": (
        "STRUCT(id VARCHAR, severity VARCHAR, state VARCHAR, operator VARCHAR, needed JSON,"
        " found JSON, missing VARCHAR[], nodes VARCHAR[], facts VARCHAR[], waiver_until DATE,"
        " waiver_owner VARCHAR, force VARCHAR, since DATE, until DATE, judged_by DATE,"
        " coming STRUCT(since DATE, state VARCHAR, operator VARCHAR, needed JSON, found JSON,"
        " missing VARCHAR[], severity VARCHAR))[]"
    ),
    "waivers": (
        "STRUCT(provider VARCHAR, rule VARCHAR, owner VARCHAR, reason VARCHAR, expires_on DATE,"
        " state VARCHAR)[]"
    ),
    "new": "BOOLEAN",
    "change": (
        "STRUCT(before_digest VARCHAR, before_as_of DATE, before_assessed_on DATE,"
        " before_framework VARCHAR, before_role VARCHAR, level_before VARCHAR,"
        f" level_after VARCHAR, overall {_SPLIT}, areas MAP(VARCHAR, {_SPLIT}),"
        " answers STRUCT(node VARCHAR, state_before VARCHAR, state_after VARCHAR,"
        " proved_before DOUBLE, proved_after DOUBLE)[])"
    ),
    "stakes": "STRUCT(piece VARCHAR, falls BOOLEAN, level VARCHAR, gates VARCHAR[])[]",
    "decision": (
        'STRUCT(kind VARCHAR, "on" DATE, "by" VARCHAR, until DATE, current BOOLEAN,'
        " changes STRUCT(provider BOOLEAN, role BOOLEAN, framework BOOLEAN, answers VARCHAR[],"
        " rulings VARCHAR[], proof VARCHAR[], scores VARCHAR[], gates VARCHAR[]),"
        " conditions STRUCT(text VARCHAR, due_on DATE, met_on DATE)[])"
    ),
    "estimate": "STRUCT(margin DOUBLE, low VARCHAR, high VARCHAR)",
    "scope_out": "VARCHAR[]",
    "signed_on": "DATE",
    "signed_by": "VARCHAR",
    "changed_since_signed": "BOOLEAN",
    "ledger": (
        "STRUCT(row BIGINT, label VARCHAR, since DATE, certified_to VARCHAR, ended VARCHAR,"
        " returns_on DATE, never_returns BOOLEAN, tier VARCHAR,"
        " tier_title STRUCT(zh VARCHAR, en VARCHAR), tier_since DATE, watch BOOLEAN,"
        " stopped BOOLEAN)"
    ),
    "findings": (
        "STRUCT(code VARCHAR, node VARCHAR, path JSON, file VARCHAR, line INTEGER,"
        ' "column" INTEGER, params JSON)[]'
    ),
}
# DuckDB sets aside several times what it is told the longest line may be.
_LEAST_LINE = 1 << 20

# What may be a truth, a number or a word becomes a text, and a number where it is one.
SHOWN: Final[dict[str, str]] = {
    "gates": (
        "list_transform(gates, lambda g: {'id': g.id, 'severity': g.severity, 'state': g.state,"
        " 'operator': g.operator, 'needed': g.needed->>'$', 'found': g.found->>'$',"
        " 'needed_number': TRY_CAST(g.needed->>'$' AS DOUBLE),"
        " 'found_number': TRY_CAST(g.found->>'$' AS DOUBLE), 'missing': g.missing,"
        " 'nodes': g.nodes, 'facts': g.facts, 'waiver_until': g.waiver_until,"
        " 'waiver_owner': g.waiver_owner, 'force': coalesce(g.force, 'in_force'),"
        " 'since': g.since, 'until': g.until, 'judged_by': g.judged_by,"
        " 'coming_since': g.coming.since, 'coming_state': g.coming.state})"
    ),
    "findings": (
        "list_transform(findings, lambda f: {'code': f.code, 'node': f.node,"
        " 'path': CAST(f.path AS VARCHAR), 'file': f.file, 'line': f.line,"
        " 'column': f.\"column\", 'params': CAST(f.params AS VARCHAR)})"
    ),
}


def typed_rows(path: Path) -> str:
    """The SELECT that reads the rows at *path*, in their order, with the columns above."""
    shown = ", ".join(f"{SHOWN.get(name, quoted(name))} AS {quoted(name)}" for name in COLUMNS)
    return f"SELECT {shown} FROM {_reader(path)}"  # noqa: S608 - all of it is ours


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _reader(path: Path) -> str:
    types = ", ".join(f"{quoted(name)}: {literal(kind)}" for name, kind in COLUMNS.items())
    with path.open("rb") as file:
        longest = max((len(line) for line in file), default=0)
    return (
        f"read_json({literal(_exactly(path))}, format = 'newline_delimited',"
        f" maximum_object_size = {max(_LEAST_LINE, longest + 1)}, columns = {{{types}}})"
    )


def _exactly(path: Path) -> str:
    """*path* so that none of its characters stands for others."""
    return "".join(f"[{one}]" if one in "*?[" else one for one in path.absolute().as_posix())


# One thread writes the row groups in the order of the rows: the same rows give the same bytes.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "512MB",
    "autoinstall_known_extensions": False,
}
_GROUP = 2048


def write_parquet(results: Path, made: Path) -> None:
    """The rows at *results* (JSON Lines) as a Parquet file at *made*. Raises duckdb.Error."""
    import duckdb  # noqa: PLC0415 - only where rows are read by it

    with duckdb.connect(":memory:", config=_SETTINGS) as database:
        database.execute(
            f"COPY ({typed_rows(results)}) TO {literal(made.as_posix())}"
            f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP})"
        )


if __name__ == "__main__":
    write_parquet(*map(Path, sys.argv[1:]))
