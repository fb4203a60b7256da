"""What a new ruler would change, for machines and spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dpcap.model.base import Language
from dpcap.model.whatif import MovedProvider, UnjudgedProvider, WhatIfRow
from dpcap.report import figures
from dpcap.report.batch.grid import GridRow, as_csv
from dpcap.report.sanitize import plain
from dpcap.report.whatif.outcome import WhatIfOutcome, cause_of
from dpcap.report.whatif.wording import WhatIfWords

_COLUMNS = (
    *("provider", "name", "role", "edition", "judged_on", "level_before", "level_after"),
    *("proposed_before", "proposed_after", "proved_before", "proved_after", "cause", "why"),
    *("unanswered", "unanswered_share", "tier_before", "tier_after", "error"),
)


def whatif_jsonl(found: WhatIfOutcome) -> str:
    """A row a provider, unrounded."""
    return "".join(f"{row.model_dump_json()}\n" for row in found.rows)


def whatif_verdict(found: WhatIfOutcome) -> str:
    """verdict.json: the counts, the rules, who crosses, who could not be judged."""
    said = found.verdict.model_dump(mode="json", by_alias=True)
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def whatif_csv(found: WhatIfOutcome, language: Language) -> str:
    """A row a provider, for spreadsheets; scores to one decimal, as for people."""
    words = WhatIfWords(found, language)
    groups = found.framework.group_by
    heads = [words.say(f"csv.{name}") for name in _COLUMNS]
    titles = [words.terms.group(name) for name in groups]
    rows = (_cells(row, words, groups) for row in found.rows)
    return b"".join(as_csv([*heads, *titles], rows)).decode()


def _cells(row: WhatIfRow, words: WhatIfWords, groups: tuple[str, ...]) -> GridRow:
    if isinstance(row, UnjudgedProvider):
        return _unjudged(row, words, len(groups))
    return [plain(one) if isinstance(one, str) else one for one in _judged(row, words, groups)]


def _unjudged(row: UnjudgedProvider, words: WhatIfWords, groups: int) -> GridRow:
    blank = [None] * (len(_COLUMNS) - 2)
    return [row.provider or row.folder, *blank, words.reason(row), *([None] * groups)]


def _judged(
    row: MovedProvider, words: WhatIfWords, groups: tuple[str, ...]
) -> Iterator[str | float | None]:
    cause, shown = cause_of(row), row.unanswered
    yield from (row.provider, words.name(row), words.terms.role(row.role), row.edition)
    yield row.judged_on.isoformat()
    yield from (words.level(row.level_before), words.level(row.level_after))
    yield from (words.proposed(row.proposed_before), words.proposed(row.proposed_after))
    yield from (_tenth(row.proved_before), _tenth(row.proved_after))
    yield words.say(f"cause.{cause}") if cause else ""
    yield words.semicolon.join(why for one in row.crossings for why in words.why(one))
    yield ", ".join(shown.nodes)
    yield round(shown.share, 4) if shown.nodes else None
    yield words.tier(row.tier_before) if row.tier_before else None
    yield words.tier(row.tier_after) if row.tier_after else None
    yield None
    for name in groups:
        yield words.listed(words.terms.member(name, one) for one in row.groups.get(name, ()))


def _tenth(score: float | None) -> float | None:
    return None if score is None else figures.truncated(score)
