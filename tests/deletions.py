"""Assessments with something less in them."""

from __future__ import annotations

from dpcap.model.assessment import Assessment


def deletions(assessment: Assessment) -> list[Assessment]:
    """Every assessment with one answer, field, shop's row or piece of evidence less."""
    made: list[Assessment] = []
    for node, answer in assessment.answers.items():
        without = {k: v for k, v in assessment.answers.items() if k != node}
        made.append(assessment.model_copy(update={"answers": without}))
        for change in (
            {"evidence": ()},
            {"peer": None},
            {"value": None},
            {"envelope": {}},
            {"not_applicable": None},
            {"unknown": False},
        ):
            lesser = answer.model_copy(update=change)
            made.append(
                assessment.model_copy(update={"answers": assessment.answers | {node: lesser}})
            )
        made.extend(
            assessment.model_copy(
                update={
                    "answers": assessment.answers
                    | {
                        node: answer.model_copy(
                            update={"evidence": tuple(e for e in answer.evidence if e != piece)}
                        )
                    }
                }
            )
            for piece in answer.evidence
        )
    for node, rows in assessment.rows.items():
        for row in rows:
            fewer = tuple(other for other in rows if other is not row)
            made.append(assessment.model_copy(update={"rows": assessment.rows | {node: fewer}}))
            for change in ({"evidence": ()}, {"peer": None}, {"envelope": {}}):
                lesser_rows = tuple(
                    row.model_copy(update=change) if other is row else other for other in rows
                )
                made.append(
                    assessment.model_copy(update={"rows": assessment.rows | {node: lesser_rows}})
                )
    for piece in assessment.evidence.values():
        gone = piece.model_copy(update={"state": "absent"})
        made.append(
            assessment.model_copy(update={"evidence": assessment.evidence | {piece.id: gone}})
        )
        undated = piece.model_copy(update={"captured_on": None})
        made.append(
            assessment.model_copy(update={"evidence": assessment.evidence | {piece.id: undated}})
        )
    provider = assessment.provider
    for fact in provider.facts:
        facts = {k: v for k, v in provider.facts.items() if k != fact}
        made.append(
            assessment.model_copy(update={"provider": provider.model_copy(update={"facts": facts})})
        )
    return made
