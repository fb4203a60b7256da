"""Reports of a batch: whose are written, and what they hang on."""

from __future__ import annotations

from pathlib import Path

from dpcap.batch.file_stamps import file_stamp
from dpcap.batch.job import JobSetup, digest_of
from dpcap.batch.output_dir import REPORTS
from dpcap.model.change import Change
from dpcap.model.decision import GatesAndDecision
from dpcap.model.framework import Framework
from dpcap.model.outcome import ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.report.formats import render


def wants_report(setup: JobSetup, row: ScoredOutcome, *, changed: bool) -> bool:
    """Whether the provider of *row* gets a report; *changed*: profile or decision did.

    `failed`: a gate of severity error is not met, or no level is reached. `changed`: the profile
    or its decision changed, or scores, level or answers did since the baseline, or that has none.
    """
    if setup.reports == "failed":
        return _is_below(row) or row.proved_level is None
    if setup.reports == "changed":
        return changed or row.new or (row.change is not None and _moved(row.change))
    return setup.reports == "all"


def _is_below(row: ScoredOutcome) -> bool:
    return any(one.severity == "error" and one.state in NOT_MET for one in row.gates)


NOT_MET = ("failed", "unchecked")


def _moved(change: Change) -> bool:
    splits = (change.overall, *change.areas.values())
    other_level = change.level_before != change.level_after
    return other_level or bool(change.answers) or any(one.before != one.after for one in splits)


def pages(
    setup: JobSetup, profile: Profile, framework: Framework, standing: GatesAndDecision
) -> dict[str, bytes]:
    """The reports of *profile*, by format; *standing*: its gates and the decision."""
    language = setup.language
    return {
        name: render(profile, framework, format=name, language=language, standing=standing).encode()
        for name in REPORTS
    }


def page_key(setup: JobSetup, profile: str, verdict: str, decided: str | None) -> str:
    """The digest of all that the reports of a profile hang on.

    *profile* is its SHA-256, *verdict* that of what its gates hang on, *decided* that of the
    decision's file.
    """
    return digest_of(profile, verdict, decided, setup.engine, setup.language)


def page_stamps(folder: Path) -> list[list[int]]:
    """The stamps of the reports in *folder*; an absent one has none."""
    return [list(file_stamp(folder / name) or ()) for name in REPORTS.values()]
