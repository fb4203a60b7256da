"""Under which version of a framework a file was written: the one it names, or the one it fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dpcap.errors import InvalidInputError
from dpcap.intake.files import Files
from dpcap.intake.finding_limit import refused
from dpcap.intake.headings import with_known_headings
from dpcap.intake.source import Document
from dpcap.intake.yaml_values import Plain
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.migration import earlier_versions, steps_from, version_of
from dpcap.model.scale import Figure

KEY = "framework"
_SHOWN = 120


def begun_under(files: Files, framework: Framework) -> Framework:
    """The version of *framework* whose questions *files* answer, with those before it.

    It is the one that the answer files name. Where they name none, it is the newest that has every
    id in them; where an earlier one has them too, and would read an answer otherwise, the answer's
    own fields may tell, or nobody can. Raises InvalidInputError: a version that is not at hand, two
    of them, or none to be told.
    """
    version, unsure = likeliest_version(files, framework)
    if unsure is not None:
        raise refused([unsure])
    return version


def likeliest_version(files: Files, framework: Framework) -> tuple[Framework, Finding | None]:
    """The same, and why nobody can tell it, if so: what else is wrong is found by that version.

    Raises InvalidInputError: a version that is not at hand, or two of them.
    """
    if not framework.has_history:
        return framework, None
    named = {edition: document for document in files.answers if (edition := _named(document))}
    if not named:
        return _fitting(files, framework)
    (edition, document), *others = named.items()
    if others:
        params = {"one": edition[:_SHOWN], "other": others[0][0][:_SHOWN]}
        two = others[0][1].finding("DP859", (KEY,), params)
        raise refused([two, *_unreadable(files)])
    try:
        return _known(document, edition, framework), None
    except InvalidInputError as error:
        raise refused([*error.findings, *_unreadable(files)]) from error


def _unreadable(files: Files) -> Iterator[Finding]:
    """What is wrong with *files* by any version."""
    return (one for one in files.found if one.severity == "error")


def version_of_facts(document: Document, framework: Framework) -> Framework:
    """The version whose facts *document* holds: the one it names, or the newest with all ids."""
    edition = _named(document)
    if edition is not None and framework.has_history:
        return _known(document, edition, framework)
    ids = frozenset(_part(document.data, "facts"))
    if ids <= framework.facts.keys():  # then the earlier ones need not be read
        return framework
    earlier = earlier_versions(framework)
    return next((one for one in earlier if ids <= one.facts.keys()), framework)


def _known(document: Document, edition: str, framework: Framework) -> Framework:
    if edition.split()[:1] != [framework.id]:
        return framework
    found = version_of(framework, edition)
    if found is not None:
        return found
    known = ", ".join(one.version for one in (framework, *earlier_versions(framework)))
    params = {"named": edition[:_SHOWN], "known": known}
    raise refused([document.finding("DP852", (KEY,), params)])


def _named(document: Document) -> str | None:
    edition = document.data.get(KEY) if isinstance(document.data, dict) else None
    return " ".join(edition.split()) if isinstance(edition, str) and edition.strip() else None


def _fitting(files: Files, framework: Framework) -> tuple[Framework, Finding | None]:
    """The newest version that fits, and what nobody can tell.

    An answer file that cannot be read might have named the version: then only that is wrong.
    """
    versions = (framework, *earlier_versions(framework))
    nodes, facts = frozenset(_nodes(files, framework)), frozenset(_facts(files))
    nodes &= frozenset().union(*(one.by_id for one in versions))  # others are errors in any
    facts &= frozenset().union(*(one.facts for one in versions))
    fits = [one for one in versions if nodes <= one.by_id.keys() and facts <= one.facts.keys()]
    if not fits:
        return framework, None
    newest, *older = fits
    for one in older:
        unsure = sorted(nodes & _read_otherwise(one, newest))
        if not unsure or files.unread:
            continue
        given = _fields(files, framework, frozenset(unsure))
        if _asks_alone(one, newest, given):
            return one, None
        if not _asks_alone(newest, one, given):
            return newest, _untold(files, newest, one, unsure[0])
    return newest, None


def _asks_alone(one: Framework, other: Framework, given: Mapping[str, frozenset[str]]) -> bool:
    """Whether *given*, fields by indicator, has one for which *one* asks and *other* does not."""
    return any(fields & (_asked(one, node) - _asked(other, node)) for node, fields in given.items())


def _asked(framework: Framework, node: str) -> frozenset[str]:
    scale = framework.by_id[node].scale
    return frozenset(scale.envelope) if isinstance(scale, Figure) else frozenset()


def _fields(files: Files, framework: Framework, nodes: frozenset[str]) -> dict[str, frozenset[str]]:
    """By indicator of *nodes*, the fields that its answers and rows fill in."""
    found: dict[str, set[str]] = {node: set() for node in nodes}
    for document in files.answers:
        for node, said in _part(document.data, "answers").items():
            if node in found and isinstance(said, dict):
                found[node].update(name for name, value in said.items() if value is not None)
    for cells in _rows(files, framework):
        node = cells.get("indicator", "")
        if node in found:
            found[node].update(name for name, text in cells.items() if text.strip())
    return {node: frozenset(fields) for node, fields in found.items()}


def _read_otherwise(old: Framework, new: Framework) -> frozenset[str]:
    """The ids under which an answer means one thing by *old* and another by *new*."""
    steps = steps_from(new, old.edition) or ()
    return frozenset(
        node
        for step in steps
        for node in (*step.migration.touched(), *step.migration.split)
        if node in step.old.by_id
    )


def _untold(files: Files, newest: Framework, older: Framework, node: str) -> Finding:
    params = {"node": node, "older": older.edition, "newest": newest.edition}
    holder = next((one for one in files.answers if node in _part(one.data, "answers")), None)
    document = holder or files.answers[0]
    return document.finding("DP851", (), params)


def _nodes(files: Files, framework: Framework) -> Iterator[str]:
    for document in files.answers:
        yield from (
            node for node, said in _part(document.data, "answers").items() if said is not None
        )
    yield from (cells.get("indicator", "") for cells in _rows(files, framework))


def _rows(files: Files, framework: Framework) -> Iterator[Mapping[str, str]]:
    if files.kpis is not None:
        table = with_known_headings(files.kpis, framework)
        yield from (one.cells for one in table.records)


def _facts(files: Files) -> Iterator[str]:
    data = files.provider.data if files.provider else None
    yield from (name for name, said in _part(data, "facts").items() if said is not None)


def _part(data: Plain, name: str) -> dict[str, Plain]:
    part = data.get(name) if isinstance(data, dict) else None
    return part if isinstance(part, dict) else {}
