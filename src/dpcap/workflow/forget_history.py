"""What the history of git still holds of somebody, and the commands by which it is rewritten.

It is read only; nothing here changes a repository.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dpcap.batch.git import GitCommit, GitError, GitRepository
from dpcap.workflow.held_item import HeldItem

MOST_COMMITS, MOST_TERMS, MOST_PLACES = 1_000, 20, 500


@dataclass(frozen=True)
class HeldHistory:
    """What a repository holds: the commits, newest first, and the paths that they touched.

    `removed`: the paths that a rewrite is to take out. `terms`: the texts that it is to blot out in
    all others. `problem`: why git could not tell; then nothing else is known.
    """

    top: Path
    commits: tuple[GitCommit, ...] = ()
    removed: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    problem: GitError | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path touched, in order."""
        return tuple(sorted({path for one in self.commits for path in one.paths}))

    @property
    def commands(self) -> tuple[str, ...]:
        """The lines by which `git filter-repo` takes it out, for a shell in a fresh clone."""
        lines = []
        if self.removed:
            named = " ".join(f"--path {shlex.quote(one)}" for one in self.removed)
            lines.append(f"git filter-repo --sensitive-data-removal --invert-paths {named}")
        if self.terms:
            lines.append("git filter-repo --sensitive-data-removal --replace-text forget.txt")
        return tuple(lines)

    @property
    def expressions(self) -> tuple[str, ...]:
        """The lines of `forget.txt`: whole lines that name one of the terms become empty."""
        return tuple(f"regex:(?m)^.*{_escaped(one)}.*$==>" for one in self.terms)


def history_of(
    places: Iterable[Path],
    items: Sequence[HeldItem],
    terms: Sequence[str],
    folders: Sequence[Path] = (),
) -> tuple[HeldHistory, ...]:
    """What the repositories around *places* hold of *items* and *terms*.

    A repository is asked for the files that go as a whole, and for the texts. Of files below one of
    *folders*, which go as a whole, the folder stands for all.
    """
    found: dict[Path, HeldHistory] = {}
    for place in places:
        try:
            repository = GitRepository.around(place if place.is_dir() else place.parent)
        except GitError as error:
            return (HeldHistory(place, problem=error),)
        if repository is not None and repository.top not in found:
            found[repository.top] = _held(repository, _gone(items, folders), terms[:MOST_TERMS])
    return tuple(one for one in found.values() if one.commits or one.problem)


def _gone(items: Sequence[HeldItem], folders: Sequence[Path]) -> list[Path]:
    """The files and folders that go as a whole."""
    paths = [one.path for one in items if one.action == "remove" and not one.in_outbox]
    above = ([one for one in folders if path.is_relative_to(one)] for path in paths)
    found = (max(each, default=path) for path, each in zip(paths, above, strict=True))
    return list(dict.fromkeys(found))


def _held(repository: GitRepository, gone: Sequence[Path], terms: Sequence[str]) -> HeldHistory:
    below = ((repository.place(one.parent), one.name) for one in gone)
    removed = [
        f"{folder}/{name}" if folder else name for folder, name in below if folder is not None
    ][:MOST_PLACES]
    commits: dict[str, GitCommit] = {}
    try:
        if removed:
            _add(commits, repository.commits_on(removed, None, MOST_COMMITS))
        for term in terms:
            _add(commits, repository.commits_on((), term, MOST_COMMITS))
    except GitError as error:
        return HeldHistory(repository.top, problem=error)
    held = {path for one in commits.values() for path in one.paths}
    newest = sorted(commits.values(), key=lambda one: one.day, reverse=True)
    kept = tuple(one for one in removed if any(_is_below(path, one) for path in held))
    return HeldHistory(repository.top, tuple(newest), kept, tuple(terms) if held else ())


def _is_below(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}/")


def _add(known: dict[str, GitCommit], commits: Iterable[GitCommit]) -> None:
    """Put *commits* to those *known* by their hashes, each with all paths found."""
    for one in commits:
        before = known[one.oid].paths if one.oid in known else ()
        known[one.oid] = one._replace(paths=tuple(dict.fromkeys((*before, *one.paths))))


def _escaped(term: str) -> str:
    return "".join(f"\\{one}" if one in r".^$*+?{}[]\|()" else one for one in term)
