"""Schemas that earlier versions wrote, and what to do with a file that bears one."""

from __future__ import annotations

from collections.abc import Mapping

from dpcap.model.finding import Finding

_ANEW = (
    "它由更早的 dpcap 写成或签名；请签发方用现在的版本重新签发",
    "An earlier dpcap wrote or signed it; ask the issuer to issue it again with this version",
)
OUTDATED = "DP160"
# What replaced each schema, and the way out in both languages.
_REPLACED: Mapping[str, tuple[str, str, str]] = {
    "dpcap/review/1": (
        "dpcap/review/2",
        "请把 schema 改为 dpcap/review/2，再运行 dpcap review bind，它会补上每条裁定所看到的内容",
        "Write dpcap/review/2 and run dpcap review bind, which adds to each ruling what was seen",
    ),
    "dpcap/decision/1": (
        "dpcap/decision/2",
        "结论须写明所依据的内容，请用 dpcap decide 重新作一次",
        "A decision now holds what it rests on; take it once more with dpcap decide",
    ),
    "dpcap/profile/1": (
        "dpcap/profile/2",
        "请用现在的版本重新评估",
        "Assess again with this version",
    ),
    "dpcap/statement/1": ("dpcap/statement/2", *_ANEW),
    "dpcap/seal/1": ("dpcap/seal/2", *_ANEW),
    "dpcap/bundle/1": (
        "dpcap/bundle/2",
        "请提供方用现在的版本重新打包：dpcap bundle",
        "Ask who handed it over to pack it again with this version: dpcap bundle",
    ),
}
# What a file may hold besides itself, each with a schema of its own.
_PARTS = ("seal", "statement", "profile")


def outdated(schema: object, file: str | None = None) -> Finding | None:
    """The finding that names *schema* if an earlier version of dpcap wrote it; None: it did not."""
    found = _REPLACED.get(schema) if isinstance(schema, str) else None
    if found is None:
        return None
    now, zh, en = found
    params = {"schema": str(schema), "now": now, "way_zh": zh, "way_en": en}
    return Finding(code=OUTDATED, file=file, params=dict(params))


def outdated_part(data: object, file: str | None = None, depth: int = 2) -> Finding | None:
    """As `outdated`, of the schema that *data* bears, or the first of its parts that bears one."""
    if not isinstance(data, Mapping):
        return None
    own = outdated(data.get("schema_version") or data.get("schema"), file)
    if own or not depth:
        return own
    parts = (outdated_part(data.get(name), file, depth - 1) for name in _PARTS)
    return next(filter(None, parts), None)
