"""The interview: `dpcap assess` asks what is due, one question at a time, and saves each answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dpcap.model.base import Language
from dpcap.model.framework import Framework

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output


def interview(
    folder: Path,
    framework: Framework,
    *,
    language: Language | None,
    core: bool,
    area: str | None,
    role: str | None,
    today: date,
    profile: Callable[[], str],
    person: str | None = None,
    evidence_root: Path | None = None,
    reviews: Path | None = None,
    input: Input | None = None,  # noqa: A002 - prompt_toolkit's own word for it
    output: Output | None = None,
) -> bool:
    """Ask about *folder* on the terminal until nothing is due or the user leaves.

    *language*: of the questions, the provider's own by default. *area*: ask about this area only.
    *person*: ask what this person is asked, by id or title, and record the answers as theirs.
    *profile*: renders the profile as it stands. *evidence_root*: where files of evidence go
    instead of the folder. *reviews*: the manager's directory, from whose table the peers' figures
    are taken. *input*, *output*: another terminal than this process's.

    Every answer is on disk before the next question is shown. True if the end was reached, False
    if the user left before. Raises UsageError (no such area, role or person), InvalidInputError
    (files that cannot be read).
    """
    from dpcap.cli.interview.ask import Interview
    from dpcap.cli.interview.console import Console
    from dpcap.cli.interview.provider_files import ProviderFiles
    from dpcap.intake.records import load_tables

    peers = load_tables(reviews, framework).peers if reviews else ()
    provider_files = ProviderFiles(
        folder, framework, role=role, core=core, evidence_root=evidence_root, peers=peers
    )
    console = Console(language or provider_files.language(), input=input, output=output)
    return Interview(
        provider_files, console, area=area, today=today, profile=profile, person=person
    ).run()
