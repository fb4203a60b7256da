"""Letters that tell ahead what new rules would change: drafts for a person to check and send."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import NamedTuple

from dpcap.batch.output_dir import PROFILE, ROWS
from dpcap.delivery.message import encoded, mailbox
from dpcap.errors import UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.model.address import address_of
from dpcap.model.base import LANGUAGES, Language, Name
from dpcap.model.profile import Profile
from dpcap.model.whatif import MovedProvider
from dpcap.report.ahead_letter import AheadLetter, ahead_letter
from dpcap.report.batch.grid import as_csv
from dpcap.report.whatif.outcome import WhatIfOutcome
from dpcap.workflow.select_rows import select_rows
from dpcap.workflow.stored_profiles import read_stored
from dpcap.workflow.whatif import WhatIfRequest

LIST = "letters.csv"
_ENDINGS = ("eml", "txt")
_COLUMNS = ("provider", "name", "to", "lines", "from", "files")
# A folder is called by it, so nothing else is taken for the name of a file.
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)


class AheadDraft(NamedTuple):
    """The drafts for one provider; `to`: its address (None: it has none that can be used).

    `lines` are those that it crosses, `since` the first day of the new rules, if it is known.
    """

    provider: str
    name: Name
    to: str | None
    lines: tuple[str, ...]
    since: date | None
    files: tuple[Path, ...]


def draft_ahead_letters(
    found: WhatIfOutcome, request: WhatIfRequest, folder: Path
) -> tuple[AheadDraft, ...]:
    """Writes into *folder* the drafts for everybody who crosses a line in *found*, and their list.

    None is sent. What an earlier run wrote for whoever crosses no more is removed. *request* is
    that of *found*. Raises UsageError if results of a batch lie in *folder*, ImportError without
    the extra `mail`, OSError.
    """
    if (folder / ROWS).exists():
        raise UsageError(
            f"{folder} holds the results of a batch: give another --letters",
            f"{folder} 里有批量评分的结果，请另给 --letters",
        )
    ((out, _),) = select_rows((request.out,))
    made = [_draft(found, row, out, folder) for row in found.crossed]
    kept = {path for one in made for path in one.files}
    for path in _earlier(found, folder):
        if path not in kept:
            path.unlink(missing_ok=True)
    rows = ([*_cells(one)] for one in made)
    write_atomically(folder / LIST, b"".join(as_csv(list(_COLUMNS), rows)), durable=False)
    return tuple(made)


def _draft(found: WhatIfOutcome, row: MovedProvider, out: Path, folder: Path) -> AheadDraft:
    profile = read_stored(out / row.provider / PROFILE)
    contact = profile.provider.contact if isinstance(profile, Profile) else None
    to = _usable(contact.email if contact else None)
    files: list[Path] = []
    since = None
    for language in LANGUAGES:
        letter = ahead_letter(found, row, language, (contact and contact.name) or "")
        since = letter.since
        content = {"eml": _message(letter, to, row.name.say(language)), "txt": letter.text.encode()}
        for path in _paths(folder, row.provider, language):
            write_atomically(path, content[path.suffix[1:]], durable=False)
            files.append(path)
    lines = tuple(one.line for one in row.crossings)
    return AheadDraft(row.provider, row.name, to, lines, since, tuple(files))


def _paths(folder: Path, provider: str, language: Language) -> Iterator[Path]:
    return (folder / f"{provider}.{language}.{ending}" for ending in _ENDINGS)


def _earlier(found: WhatIfOutcome, folder: Path) -> Iterator[Path]:
    """The drafts that an earlier run may have written for those whom *found* knows."""
    for row in found.rows:
        if row.provider is not None and _ID.fullmatch(row.provider):
            for language in LANGUAGES:
                yield from _paths(folder, row.provider, language)


def _usable(address: str | None) -> str | None:
    """*address*, if mail can go to it."""
    try:
        return address_of(address).text if address else None
    except ValueError:
        return None


def _message(letter: AheadLetter, to: str | None, name: str) -> bytes:
    """*letter* as a draft that a mail program opens for writing: it has no sender and no date."""
    message = EmailMessage(SMTP.clone(refold_source="none"))
    if to is not None:
        message.set_raw("To", mailbox(name, address_of(to)))
    message.set_raw("Subject", encoded(letter.subject, "Subject"))
    message["X-Unsent"] = "1"
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    # The library draws a boundary by chance: the same letter is to give the same bytes.
    message.set_boundary(f"=_ahead_{letter.language}")
    return message.as_bytes()


def _cells(draft: AheadDraft) -> Iterator[str | None]:
    yield from (draft.provider, draft.name.say("zh"), draft.to)
    yield " ".join(draft.lines)
    yield draft.since.isoformat() if draft.since else None
    yield " ".join(path.name for path in draft.files)
