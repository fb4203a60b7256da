"""The assessment that `provider.yaml`, answers, `kpis.csv` and the evidence they name make."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from dpcap.intake.all_answers import AllAnswers, read_sheets
from dpcap.intake.answers import Answers
from dpcap.intake.conflicts import leave_open, read_conflicts
from dpcap.intake.envelope import Envelopes
from dpcap.intake.evidence import examine
from dpcap.intake.files import Files
from dpcap.intake.finding_limit import refused, summed
from dpcap.intake.inventory import FolderInventory
from dpcap.intake.provider import read_provider, shops_in
from dpcap.intake.rows import Rows
from dpcap.intake.submission import read_submissions, with_sign_off
from dpcap.intake.unread_files import unread
from dpcap.intake.values import ValueProblem
from dpcap.model.assessment import Answer, Assessment, Provider, ShopRow
from dpcap.model.finding import Finding, has_errors
from dpcap.model.framework import Framework
from dpcap.model.two_languages import Params


def used_by(
    answers: Mapping[str, Answer], rows: Mapping[str, tuple[ShopRow, ...]]
) -> dict[str, list[str]]:
    """For each piece of evidence the indicators that name it, each once, in order."""
    users: dict[str, dict[str, None]] = defaultdict(dict)
    for node, answer in answers.items():
        for name in answer.evidence:
            users[name][node] = None
    for node, each in rows.items():
        for row in each:
            for name in row.evidence:
                users[name][node] = None
    return {name: list(nodes) for name, nodes in users.items()}


def shared_too_widely(
    users: Mapping[str, Collection[str]], framework: Framework
) -> Iterator[Finding]:
    """A warning for each piece behind too many indicators that are not read from one screen."""
    limit = framework.method.shared_evidence
    for name, nodes in users.items():
        if len(nodes) <= limit:
            continue
        screens = Counter(str(framework.by_id[node].screen or node) for node in nodes)
        on_one_screen = max(screens.values())
        if len(nodes) - (on_one_screen if on_one_screen > 1 else 0) > limit:
            params: dict[str, str | int | float] = {
                "evidence": name,
                "count": len(nodes),
                "limit": limit,
            }
            yield Finding(code="DP348", path=("evidence", name), params=params)


def assembled(files: Files, folders: Sequence[FolderInventory], framework: Framework) -> Assessment:
    """The assessment in *files*; evidence lies in *folders*, the first of which holds the files.

    Raises InvalidInputError with the errors of all files.
    """
    found = list(files.found)
    sheets = read_sheets(files, framework, found)
    provider = _provider(files, sheets, framework, found)
    answers, rows = _replies(files, sheets, framework, found)
    leave_open(read_conflicts(files.conflicts, framework, found), answers.entries, rows.entries)
    submissions = read_submissions(files.submission, found)
    made_answers = answers.made()
    found += answers.found
    found += [finding for folder in folders for finding in folder.found]
    evidence = examine(sheets.evidence, folders, framework, found)
    # Rows are built of what was read well elsewhere: not while an error stands, wherever it is.
    made_rows = {} if has_errors([*found, *rows.found]) else rows.made()
    found += rows.found
    found += unread(folders[0].names, files.read)
    if has_errors(found) or provider is None or sheets.day is None:
        beside = [finding for finding in found if finding.severity != "error"]
        raise refused((finding for finding in found if finding.severity == "error"), beside)
    found += shared_too_widely(used_by(made_answers, made_rows), framework)
    made = Assessment(
        provider=provider,
        assessed_on=sheets.day,
        assessor=sheets.assessor,
        answers=made_answers,
        rows=made_rows,
        evidence=evidence,
        findings=tuple(summed(found)),
    )
    return with_sign_off(made, submissions, files.submission)


def _provider(
    files: Files, sheets: AllAnswers, framework: Framework, found: list[Finding]
) -> Provider | None:
    if files.provider is None:
        return None
    return read_provider(files.provider, framework, sheets, found)


def _replies(
    files: Files, sheets: AllAnswers, framework: Framework, found: list[Finding]
) -> tuple[Answers, Rows]:
    envelopes = Envelopes(framework, sheets.day)
    answers = Answers(framework, envelopes, sheets.listed)
    shared: list[Mapping[str, str]] = []
    for sheet in sheets.sheets:
        defaults, complaints = envelopes.defaults(sheet.defaults)
        for one in complaints:
            path = ("defaults", one.key)
            params = partial(_with_node, one)
            found.append(sheet.document.finding(one.code, path, params, key=one.at_key))
        answers.add(sheet.document, sheet.answers, defaults)
        shared.append(defaults)
    rows = Rows(envelopes, shops_in(files.provider), _agreed(shared), sheets.listed)
    if files.kpis is not None:
        rows.add(files.kpis)
    return answers, rows


def _with_node(one: ValueProblem) -> Params:
    return {"node": "defaults", **one.said}


def _agreed(defaults: list[Mapping[str, str]]) -> dict[str, str]:
    """What the defaults of several files say with one voice: it holds for the rows as well."""
    said: dict[str, set[str]] = {}
    for one in defaults:
        for field, value in one.items():
            said.setdefault(field, set()).add(value)
    return {field: values.pop() for field, values in said.items() if len(values) == 1}
