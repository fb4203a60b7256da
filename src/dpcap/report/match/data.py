"""A match as data: ids, shares, intervals, reasons, as its audience may see them."""

from __future__ import annotations

import json
from typing import Any

from dpcap.model.match import BriefMatch, ExcludedProvider, MatchedProvider, MatchQuestion
from dpcap.report.match.matched_profiles import MatchedProfiles
from dpcap.report.match.wording import leads_when, questions, reason
from dpcap.report.sanitize import plain

MATCH_SCHEMA = "dpcap/match/1"
_DECIMALS = 2


def match_json(seen: MatchedProfiles) -> str:
    """*seen* as JSON."""
    outcome = seen.outcome
    content = {
        "schema_version": MATCH_SCHEMA,
        "audience": seen.audience.id,
        "on": outcome.on.isoformat(),
        "providers": outcome.providers,
        "briefs": [_brief(seen, found) for found in outcome.briefs],
        "capacity": [
            {
                **one.model_dump(exclude={"name"}),
                "oversubscribed": one.is_oversubscribed,
            }
            for one in outcome.capacity
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _brief(seen: MatchedProfiles, found: BriefMatch) -> dict[str, Any]:
    return {
        "id": found.brief.id,
        "digest": found.digest,
        "closed": found.closed,
        "draws": found.draws,
        "weights": [one.model_dump() for one in found.weights],
        "matched": [_matched(seen, found, one) for one in found.matched],
        "excluded": [_excluded(seen, found, one) for one in found.excluded],
    }


def _matched(seen: MatchedProfiles, found: BriefMatch, one: MatchedProvider) -> dict[str, Any]:
    share = one.share
    return {
        "provider": one.provider,
        "name": one.name.model_dump(exclude_none=True),
        "share_of_priorities": share.first,
        "ranks": {
            "from": share.low,
            "to": share.high,
            "best": share.best,
            "worst": share.worst,
        },
        "central_weights": list(share.central),
        "leads_when": plain(leads_when(seen, found, one)),
        "scores": [
            {
                "need": score.need,
                "low": round(score.low, _DECIMALS),
                "high": round(score.high, _DECIMALS),
                "doubts": list(score.doubts),
            }
            for score in one.scores
        ],
        "ahead_of_always": list(one.ahead_of),
        "behind_always": list(one.behind),
        "own_word": list(one.own_word),
        "valid_until": one.valid_until and one.valid_until.isoformat(),
        "questions": [
            MatchQuestion(
                indicator=asked.about, text=plain(asked.text), why=plain(asked.why)
            ).model_dump()
            for asked in questions(seen, found, one.provider)
        ],
    }


def _excluded(seen: MatchedProfiles, found: BriefMatch, one: ExcludedProvider) -> dict[str, Any]:
    return {
        "provider": one.provider,
        "name": one.name.model_dump(exclude_none=True),
        "unmet": [
            {
                "kind": unmet.kind,
                "what": unmet.what,
                "why": unmet.why,
                "message": plain(reason(seen, found.brief, one.provider, unmet)),
            }
            for unmet in one.unmet
        ],
    }
