"""A comparison as data: ids, unrounded scores, and what makes the columns hard to compare."""

from __future__ import annotations

import json
from typing import Any

from dpcap.model.facts import HardFact
from dpcap.report.compare.compared_profiles import ComparedProfiles, doubts, plainly
from dpcap.report.compare.gaps import ScoreGap, area_gaps, dimension_gaps, fact_gaps
from dpcap.report.context import PageContext
from dpcap.report.sanitize import plain
from dpcap.report.view_facts import fact_line
from dpcap.report.view_improvements import questions

SCHEMA = "dpcap/comparison/1"


def compare_json(compared_profiles: ComparedProfiles) -> str:
    """*compared_profiles* as JSON, cut down like the pages; scores in the providers' order."""
    first = compared_profiles.contexts[0]
    language, wording = first.language, first.framework.wording
    content = {
        "schema_version": SCHEMA,
        "comparable": compared_profiles.one_ruler,
        "warnings": [
            {"code": found.code, "message": plainly(found).message(language, wording)}
            for found in doubts(compared_profiles)
        ],
        "providers": [_provider(letter, ctx) for letter, ctx in compared_profiles.by_letter],
        "areas": [_gap(gap) for gap in area_gaps(compared_profiles)],
        "dimensions": [_gap(gap) for gap in dimension_gaps(compared_profiles)],
        "facts": [
            {
                "title": compared_profiles.contexts[0].text(gap.line.title),
                "shows": gap.line.show,
                "unlike": gap.unlike,
                "values": [_fact(ctx, gap.line) for ctx in compared_profiles.contexts],
            }
            for gap in fact_gaps(compared_profiles)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _provider(letter: str, ctx: PageContext) -> dict[str, Any]:
    profile = ctx.profile
    overall, review = profile.overall, profile.review
    return {
        "letter": letter,
        "id": profile.provider.id,
        "name": profile.provider.name.model_dump(exclude_none=True),
        "categories": profile.provider.categories,
        "framework": profile.framework.model_dump(),
        "engine": profile.engine_version,
        "answers_digest": profile.answers_digest,
        "assessed_on": str(profile.assessed_on),
        "as_of": str(profile.as_of),
        "role": profile.role.model_dump(exclude={"flatters"}),
        "asked": profile.asked,
        "proved": overall.proved,
        "claimed": overall.claimed,
        "proved_ceiling": overall.proved_ceiling,
        "claimed_ceiling": overall.claimed_ceiling,
        "graded": overall.level.proved.graded,
        "proved_level": overall.level.proved.id,
        "claimed_level": overall.level.claimed.id,
        "coverage": overall.coverage,
        "critical": overall.critical.model_dump(),
        "contested": review.contested,
        "reviewed": review.reviewed,
        "pieces": review.pieces,
        "questions": [plain(question.text) for question in questions(ctx)],
    }


def _gap(gap: ScoreGap) -> dict[str, Any]:
    return {
        "id": gap.id,
        "area": gap.area,
        "apart": gap.apart,
        "proved": [node and node.proved for node in gap.nodes],
        "claimed": [node and node.claimed for node in gap.nodes],
    }


def _fact(ctx: PageContext, line: HardFact) -> str | None:
    fact = fact_line(ctx, line)
    return plain(fact.value) if fact.known else None
