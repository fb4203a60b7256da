"""The earlier versions of a framework: `migrations/` leads on from each, `releases/` keeps it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import refused
from dpcap.intake.migration_checks import check_migration
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, read_yaml
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.migration import Migration, MigrationStep, Release

MIGRATIONS, RELEASES = "migrations", "releases"
MOST_FILES, MOST_BYTES = 50, 16 * 1024 * 1024
# A migration with its file.
Written = tuple[Document, Migration]


def with_earlier(directory: Path, framework: Framework) -> Framework:
    """*framework*, which lies in *directory*, with its earlier versions.

    Raises InvalidInputError with what is wrong with any of their files.
    """
    files = _files(directory)
    if not files:
        return framework
    found: list[Finding] = []
    read = [one for path in files if (one := _read(path, found))]
    if found:
        raise refused(found)
    chain = _chain(read, framework.version, found)
    releases = [_release(directory, written, framework, found) for written in chain]
    if found:
        raise refused(found)
    history = tuple(one for one in releases if one is not None)
    for (document, _), step in zip(chain, _steps(history, framework), strict=True):
        found += check_migration(document, step)
    if found:
        raise refused(found)
    return framework.with_history(history)


def keep_release(directory: Path, framework: Framework) -> Path:
    """Keep *framework* as it stands among the releases in *directory*. Raises OSError."""
    path = directory / RELEASES / f"{framework.digest}.json"
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, framework.json_text)
    return path


def _files(directory: Path) -> list[Path]:
    folder = directory / MIGRATIONS
    inside = folder.iterdir() if folder.is_dir() else ()
    # One that ends in .yml is told what it must be called.
    files = sorted(one for one in inside if one.suffix in (".yaml", ".yml"))
    if len(files) > MOST_FILES:
        params = {"count": len(files), "limit": MOST_FILES}
        raise refused([Finding(code="DP198", file=readable(folder.as_posix()), params={**params})])
    return files


def _read(path: Path, found: list[Finding]) -> Written | None:
    try:
        document = read_yaml(path)
        migration = validate(document, Migration)
    except InvalidInputError as error:
        found.extend(error.findings)
        return None
    name = f"{migration.from_}-{migration.to}.yaml"
    if path.name != name:
        found.append(document.finding("DP195", ("from",), _said("name", name)))
    return document, migration


def _chain(read: list[Written], version: str, found: list[Finding]) -> list[Written]:
    """The files that lead to *version* step by step, the first version's first."""
    chain: list[Written] = []
    left, wanted = list(read), version
    while here := [one for one in left if one[1].to == wanted]:
        document, migration = here[0]
        for other, _ in here[1:]:
            found.append(other.finding("DP195", ("to",), _said("twice", wanted)))
        chain.insert(0, here[0])
        left = [one for one in left if one not in here]
        wanted = migration.from_
    for document, migration in left:
        found.append(document.finding("DP195", ("to",), _said("apart", migration.to)))
    starts = [one[1].from_ for one in chain]
    if version in starts:
        found.append(chain[0][0].finding("DP195", ("from",), _said("cycle", version)))
    return chain


_CHAIN = {
    "name": ("文件名应为 {value}", "the file must be called {value}"),
    "twice": (
        "另有一份迁移也通向 {value}，只能有一份",
        "another file leads to {value} too; keep one",
    ),
    "apart": (
        "它通向 {value}，但没有文件从那里一步步接到现行版本",
        "it leads to {value}, and no file goes on from there to the version in force",
    ),
    "cycle": ("又绕回了 {value}", "it leads round to {value} again"),
}


def _said(problem: str, value: str) -> dict[str, str]:
    zh, en = _CHAIN[problem]
    return {"problem_zh": zh.format(value=value), "problem_en": en.format(value=value)}


def _release(
    directory: Path, written: Written, framework: Framework, found: list[Finding]
) -> Release | None:
    document, migration = written
    path = directory / RELEASES / f"{migration.digest}.json"
    known = _compiled(path, migration.digest)
    if known is not None and known.edition == f"{framework.id} {migration.from_}":
        return Release(known, migration)
    shown = f"{RELEASES}/{path.name}"
    params = {"file": shown, "edition": f"{framework.id} {migration.from_}"}
    found.append(document.finding("DP196", ("digest",), params))
    return None


def _compiled(path: Path, digest: str) -> Framework | None:
    """The framework at *path*; None if it is not there, or not the one with this *digest*."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        raw = path.read_bytes()
        sound = sha256(raw).hexdigest() == digest
        return Framework.model_validate_json(raw) if sound else None
    except (OSError, ValidationError):
        return None


def _steps(history: tuple[Release, ...], framework: Framework) -> list[MigrationStep]:
    later = [*(one.framework for one in history[1:]), framework]
    return [
        MigrationStep(one.framework, one.migration, new)
        for one, new in zip(history, later, strict=True)
    ]
