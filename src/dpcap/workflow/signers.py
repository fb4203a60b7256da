"""Whether those who reviewed and decided are who they say, and two where two are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dpcap.batch.git import GitError, GitRepository
from dpcap.intake.appeals import OpenedAppeals
from dpcap.intake.settings import Settings
from dpcap.model.decision import Decision, is_one_person
from dpcap.model.finding import Finding
from dpcap.model.review import Review
from dpcap.model.two_languages import TwoLanguages

# Names, or why git gives none.
Authors = tuple[str, ...] | TwoLanguages

_ANSWERED = "DP766"
_NO_REPOSITORY = TwoLanguages("{folder} 不在 git 仓库里", "{folder} lies in no git repository")
_NO_NAME = TwoLanguages("git 里没有名字", "git knows no name")


def refused_signer(
    decision: Decision, reviewers: Iterable[str], path: Path, settings: Settings
) -> Iterator[Finding]:
    """Why *settings* do not let *decision* be written to *path*; *reviewers*: who ruled."""
    if settings.require_two_people and is_one_person(decision.by, reviewers):
        yield _alone(decision, path)
    if settings.by_is_git_author:
        yield from _not_the_author([decision.by], path, _user(path))


def findings_on_decider(
    decision: Decision, reviewers: Iterable[str], path: Path, settings: Settings
) -> Iterator[Finding]:
    """What is wrong with who took the *decision* that lies at *path*, or to be noted of it."""
    if is_one_person(decision.by, reviewers):
        if settings.require_two_people:
            yield _alone(decision, path)
        else:
            yield Finding(code="DP466", file=path.as_posix(), params={"name": decision.by})
    if settings.by_is_git_author:
        authors = _authors(path)
        last = authors if isinstance(authors, TwoLanguages) else authors[:1]
        yield from _not_the_author([decision.by], path, last)


def findings_on_reviewers(review: Review, path: Path, settings: Settings) -> Iterator[Finding]:
    """What is wrong with who wrote the *review* that lies at *path*."""
    if settings.by_is_git_author:
        yield from _not_the_author(review.people, path, _authors(path))


def refused_answer(name: str, by: str, path: Path, settings: Settings) -> Iterator[Finding]:
    """Why *settings* do not let *by* answer the appeal *name* in the file at *path*."""
    if not settings.by_is_git_author:
        return
    authors = _user(path)
    if isinstance(authors, TwoLanguages):
        yield from _not_the_author((), path, authors)
    elif not is_one_person(by, authors):
        who = {"name": name, "who": by, "author": ", ".join(authors)}
        yield Finding(code=_ANSWERED, file=path.as_posix(), params=dict(who))


def findings_on_answers(opened: OpenedAppeals, path: Path, settings: Settings) -> Iterator[Finding]:
    """What is wrong with who answered the appeals *opened* that lie at *path*."""
    answers = {name: one.answered_by for name, one in opened.appeals.appeals.items()}
    if not settings.by_is_git_author or not any(answers.values()):
        return
    authors = _authors(path)
    if isinstance(authors, TwoLanguages):
        yield from _not_the_author((), path, authors)
        return
    for name, by in answers.items():
        if by is not None and not is_one_person(by, authors):
            who = {"who": by, "author": ", ".join(authors)}
            yield opened.finding(_ANSWERED, name, "answered_by", **who)


def _alone(decision: Decision, path: Path) -> Finding:
    who = {"name": decision.by, "provider": decision.provider}
    return Finding(code="DP463", file=path.as_posix(), params=dict(who))


def _not_the_author(names: Iterable[str], path: Path, authors: Authors) -> Iterator[Finding]:
    """Those of *names* that are none of the *authors* that git names of *path*."""
    if isinstance(authors, TwoLanguages):
        yield Finding(code="DP465", file=path.as_posix(), params=authors.params)
        return
    for name in names:
        if not is_one_person(name, authors):
            who = {"name": name, "author": ", ".join(authors)}
            yield Finding(code="DP464", file=path.as_posix(), params=dict(who))


def _user(path: Path) -> Authors:
    """Who would commit *path* now, or why that cannot be told."""
    return _asked(path, lambda repository: (repository.user() or "",))


def _authors(path: Path) -> Authors:
    """Who committed *path*, the last one first, or why that cannot be told."""
    return _asked(path, lambda repository: repository.authors(path))


def _asked(path: Path, ask: Callable[[GitRepository], tuple[str, ...]]) -> Authors:
    try:
        repository = GitRepository.around(path.parent)
        if repository is None:
            return _NO_REPOSITORY.fill({"folder": path.parent.as_posix()})
        return tuple(filter(None, ask(repository))) or _NO_NAME
    except GitError as error:
        return TwoLanguages(*(error.finding.message(one).rstrip("。.") for one in ("zh", "en")))
