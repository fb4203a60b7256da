"""Frameworks and assessments drawn at random, small but with every scale, rule and state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from dpcap.model.assessment import Answer, Assessment, Evidence
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.manager import ManagerRecords
from dpcap.model.review import Review
from dpcap.model.scale import (
    BesidePeers,
    Boolean,
    ByPeerSpread,
    Checklist,
    Choice,
    Figure,
    Nps,
    Rate,
    Rubric,
)
from dpcap.model.seen_today import seen_answer, seen_file
from dpcap.model.submission import SignOff
from dpcap.scoring.case import Case
from manager_drawn import INDUSTRIES, manager_facts, peer_figures, shop_draws

ASSESSED_ON = date(2026, 11, 20)
KINDS = {"declared": 40.0, "paper": 60.0, "picture": 80.0, "stamped": 90.0, "export": 100.0}
STAMPED = {"stamped": {"counts_as": "paper", "records": ["picture"]}}
LINKS = ("https://drive.example/a", "https://elsewhere.example/a")
# July counts for eight days more, August for 39; the last two are too old, and no month.
MONTHS = ("2026-10", "2026-10", "2026-10", "2026-09", "2026-08", "2026-07-01/2026-07-31")
WORDS = {
    "period": st.sampled_from((*MONTHS, "2026-06", "2026-10-15")),
    "basis": st.sampled_from(("paid", "paid", "paid", "net")),
    "industry": st.sampled_from(INDUSTRIES),
}


def text(words: str) -> dict[str, str]:
    return {"zh": f"中{words}", "en": words}


def _rungs(n: int) -> list[dict[str, str]]:
    return [text(f"rung {i}") for i in range(n)]


FIGURE = {
    "unit": {"zh": "倍", "en": "x"},
    "definition": text("definition"),
    "formula": text("a over b"),
    "period": "month",
    "plausible": [-1000.0, 1000.0],
}

numeric_modes = st.one_of(
    st.fixed_dictionaries(
        {
            "by": st.sampled_from(["peer", "peer_spread"]),
            "ratio_of": st.sampled_from(["value", "shortfall"]),
        },
        optional={"volume": st.booleans(), "plausible_ratio": st.just([0.2, 5.0])},
    ),
    st.builds(
        lambda direction, xs: {
            "by": "points",
            "points": list(zip(sorted(xs), _scores(direction, len(xs)), strict=True)),
            "anchor": "illustrative",
            "direction": direction,
        },
        st.sampled_from(["higher", "lower"]),
        st.lists(st.floats(-50, 50), min_size=2, max_size=5, unique=True),
    ),
    st.builds(
        lambda at: {
            "by": "points",
            "points": [[-50.0, 0.0], [at, 40.0], [at, 60.0], [60.0, 100.0]],
            "anchor": "illustrative",
            "direction": "higher",
        },
        st.floats(-20, 50),
    ),
    st.just(
        {
            "by": "points",
            "points": [[-20.0, 0.0], [0.0, 60.0], [20.0, 100.0], [40.0, 100.0], [90.0, 20.0]],
            "anchor": "illustrative",
            "direction": "band",
        }
    ),
    st.sampled_from(
        [
            {
                "by": "goalposts",
                "worst": 0.0,
                "best": 80.0,
                "anchor": "illustrative",
                "direction": "higher",
            },
            {
                "by": "goalposts",
                "worst": 40.0,
                "best": -5.0,
                "anchor": "illustrative",
                "direction": "lower",
            },
            {
                "by": "curve",
                "good": 10.0,
                "middling": 40.0,
                "anchor": "illustrative",
                "direction": "lower",
            },
            {
                "by": "curve",
                "good": 40.0,
                "middling": 10.0,
                "anchor": "illustrative",
                "direction": "higher",
            },
        ]
    ),
)


def _scores(direction: str, n: int) -> list[float]:
    rising = [100.0 * i / (n - 1) for i in range(n)]
    return rising if direction == "higher" else rising[::-1]


@st.composite
def numerics(draw: st.DrawFn) -> dict[str, Any]:
    mode = dict(draw(numeric_modes))
    direction = mode.pop("direction", None) or (
        "higher"
        if mode.get("ratio_of") == "shortfall"
        else draw(st.sampled_from(["higher", "lower"]))
    )
    envelope = draw(
        st.sampled_from([{}, {"period": "any"}, {"period": "any", "basis": ["paid", "net"]}])
    )
    if mode["by"] in ("peer", "peer_spread") and envelope:
        envelope = {**envelope, "industry": "any"}
    return {
        "kind": "number",
        **FIGURE,
        "plausible": draw(st.sampled_from([FIGURE["plausible"], [0.0, 100.0], [0.0, 15.0]])),
        "direction": direction,
        "score": mode,
        "envelope": envelope,
    }


scales = st.one_of(
    st.builds(lambda n: {"kind": "rubric", "levels": _rungs(n)}, st.integers(2, 6)),
    st.builds(lambda good: {"kind": "boolean", "good": good}, st.booleans()),
    st.just(
        {
            "kind": "choice",
            "options": [
                {"id": c, **text(c), "score": s}
                for c, s in zip("abc", (0.0, 55.0, 100.0), strict=True)
            ],
        }
    ),
    st.just(
        {
            "kind": "checklist",
            "options": [
                {"id": c, **text(c), "weight": w}
                for c, w in zip("abc", (1.0, 2.0, 0.5), strict=True)
            ],
        }
    ),
    numerics(),
    st.just(
        {
            "kind": "nps",
            **FIGURE,
            "points": [[-100.0, 0.0], [0.0, 40.0], [60.0, 100.0]],
            "anchor": "illustrative",
        }
    ),
)

RATE = {
    "kind": "rate",
    **FIGURE,
    "plausible": [0.0, 200.0],
    "direction": "lower",
    "cases": text("cases"),
    "base": text("base"),
    "per": 1000.0,
    "min_base": 30,
    "points": [[0.0, 100.0], [20.0, 60.0], [100.0, 0.0]],
    "anchor": "illustrative",
}
scales = st.one_of(scales, scales, st.just(RATE))

weights = st.one_of(st.just(0.0), st.floats(0.1, 10), st.just(1.0))
aggregations = st.one_of(
    st.sampled_from(["mean", "geometric", "harmonic", "min"]),
    st.builds(lambda p: {"power": p}, st.floats(-5, 5)),
)


@st.composite
def indicators(draw: st.DrawFn, node: str, names: list[str]) -> dict[str, Any]:
    scale = draw(scales)
    shop = scale["kind"] == "number" and draw(st.booleans())
    critical = draw(st.integers(0, 4)) == 0
    across = (
        draw(st.sampled_from(["median", "median", "min", "mean", "share"])) if shop else "median"
    )
    when = draw(st.sampled_from([None, None, *names])) if names else None
    return {
        "id": node,
        "title": text(node),
        "question": text(f"{node}?"),
        "scale": scale,
        "per": "shop" if shop else "provider",
        "across": "min" if shop and critical else across,
        "weight": draw(weights),
        "core": critical or draw(st.booleans()),
        "critical": critical,
        "not_applicable": [] if critical else draw(st.sampled_from([[], ["closed"]])),
        "when": when,
        "asked_of": "owner",
        "minutes": 1,
        "effort": draw(st.sampled_from(["S", "M", "L"])),
        "how_to_raise": text("do it"),
        "evidence": draw(
            st.sampled_from(
                [
                    "none_needed",
                    {"ask": text("show it")},
                    {"ask": text("show it"), "valid_days": 30},
                    {"ask": text("show it"), "valid_days": 90, "kinds": ["picture", "export"]},
                    {"ask": text("show it"), "proof_caps": {"paper": 90.0, "picture": 50.0}},
                    {"ask": text("show it"), "kinds": ["paper", "stamped"], "valid_days": 90},
                ]
            )
        ),
        "source": {"mark": "trade"},
    }


def _conditions(name: str) -> list[str]:
    """Conditions on a number: from a mark up, in the middle only, and by arithmetic."""
    return [
        f"{name} > 20.0",
        f"{name} > 10.0 && {name} < 60.0",
        f"!({name} * 2.0 - 5.0 <= 30.0) || role == 'two'",
    ]


@st.composite
def rules(draw: st.DrawFn, made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Consistency rules over the numbers of the areas *made*, for the provider and shop by shop."""
    inside = [one for area in made for part in area["dimensions"] for one in part["indicators"]]
    numbers = {
        one["id"].replace("-", "_").replace(".", "_"): one["per"]
        for one in inside
        if one["scale"]["kind"] == "number"
    }
    if not numbers:
        return []
    names = st.sampled_from(sorted(numbers))
    found = []
    for place in range(draw(st.integers(0, 4))):
        first, second = draw(names), draw(names)
        conflict = draw(
            st.sampled_from(
                [
                    f"{first} > 10.0",
                    f"{first} > 5.0 && {first} < 40.0",
                    f"{first} > {second} * 0.5 + 10.0",
                    f"fact_open && {first} < 30.0",
                ]
            )
        )
        found.append({"id": f"C-{place}", "conflict": conflict, "message": text("clash")})
        found[-1]["severity"] = draw(st.sampled_from(["note", "serious"]))
        if draw(st.booleans()):
            found[-1]["each"] = "shop"
    return found


asked_of_groups = st.sampled_from(
    [{}, {}, {}, {"missing": "no_score"}, {"min_coverage": 0.6}, {"min_coverage": 1.0}]
)


@st.composite
def areas(draw: st.DrawFn, code: str, names: list[str]) -> dict[str, Any]:
    dimensions = []
    for d in range(1, draw(st.integers(1, 3)) + 1):
        inside = []
        for i in range(1, draw(st.integers(1, 3)) + 1):
            indicator = draw(indicators(f"{code}-{d}.{i}", names))
            inside.append(indicator)
            name = f"{code}_{d}_{i}"
            if indicator["scale"]["kind"] == "boolean":
                indicator["not_applicable"] = []
                names.append(name)
            elif indicator["per"] == "shop":
                indicator["not_applicable"] = []
                names.extend(_conditions(name))
        dimensions.append(
            {
                "id": f"{code}-{d}",
                "title": text(f"{code}-{d}"),
                "weight": draw(weights),
                "indicators": inside,
                **draw(asked_of_groups),
            }
        )
    return {
        "schema": "dpcap/area/1",
        "id": code.lower(),
        "code": code,
        "title": text(code),
        "about": text(code),
        "dimensions": dimensions,
        **draw(asked_of_groups),
    }


@st.composite
def frameworks(draw: st.DrawFn, *, mean_only: bool = False) -> Framework:
    names = ["fact_open", "role == 'one'"]
    made = [draw(areas(code, names)) for code in ("AAA", "BBB", "CCC")[: draw(st.integers(1, 3))]]
    ids = [area["id"] for area in made]
    how = st.just("mean") if mean_only else aggregations
    return Framework.model_validate(
        {
            "schema": "dpcap/framework/1",
            "id": "drawn",
            "version": "1",
            "title": text("drawn"),
            "introduction": text("drawn"),
            "method": {
                "aggregation": {floor: draw(how) for floor in ("dimension", "area", "overall")},
                "min_coverage": draw(st.sampled_from([0.0, 0.5, 0.7])),
                "proof_caps": KINDS,
            },
            "proof_titles": {kind: text(kind) for kind in KINDS},
            "until_confirmed": STAMPED,
            "link_hosts": {"drive.example": "paper"},
            "levels": [
                {"id": "L1", "from": 0.0, "title": text("L1")},
                {
                    "id": "L2",
                    "from": 30.0,
                    "title": text("L2"),
                    "requires": {
                        "critical": draw(st.booleans()),
                        "serious": draw(st.sampled_from([None, 0, 1])),
                    },
                },
                {
                    "id": "L3",
                    "from": 60.0,
                    "title": text("L3"),
                    "requires": {"min_area": 40.0, "at_least": {ids[0]: 20.0}},
                },
            ],
            "roles": {
                role: {"title": text(role), "weights": {area: draw(weights) for area in ids}}
                for role in ("one", "two", "three")
            },
            "people": {"owner": text("owner")},
            "reasons": {"closed": text("closed")},
            "envelope": {
                "period": {"title": text("period")},
                "basis": {
                    "title": text("basis"),
                    "values": {"paid": text("paid"), "net": text("net")},
                },
                "industry": {
                    "title": text("industry"),
                    "values": {name: text(name) for name in INDUSTRIES},
                },
            },
            "facts": {"open": {"title": text("open"), "kind": "boolean"}},
            "lenses": {
                "one": {
                    "title": text("one"),
                    "columns": {
                        "c": {
                            "title": text("c"),
                            "cells": {ids[0]: {"strength": 3, "mark": "source"}},
                        }
                    },
                }
            },
            "areas": made,
            "consistency": draw(rules(made)),
        }
    )


@st.composite
def values(draw: st.DrawFn, scale: Any) -> Any:  # noqa: PLR0911 - one for each kind
    if isinstance(scale, Rubric):
        return draw(st.integers(0, len(scale.levels) - 1))
    if isinstance(scale, Boolean):
        return draw(st.booleans())
    if isinstance(scale, Choice):
        return draw(st.sampled_from([option.id for option in scale.options]))
    if isinstance(scale, Checklist):
        ids = [option.id for option in scale.options]
        return draw(
            st.one_of(
                st.just(("none",)), st.sets(st.sampled_from(ids)).map(lambda s: tuple(sorted(s)))
            )
        )
    if isinstance(scale, Rate):
        base = draw(st.sampled_from([0, 5, 29, 30, 400]))
        return {"cases": draw(st.integers(0, 40)), "base": base, "per": scale.per}
    if isinstance(scale, Nps):
        counts = st.integers(0, 60)
        return {"promoters": draw(counts), "passives": draw(counts), "detractors": draw(counts)}
    return draw(st.floats(-20, 120))


@st.composite
def replies(draw: st.DrawFn, indicator: Indicator) -> dict[str, Any]:
    scale = indicator.scale
    reply: dict[str, Any] = {"value": draw(values(scale))}
    reply["evidence"] = draw(
        st.lists(st.sampled_from(["e1", "e2", "e3", "e4"]), unique=True, max_size=2)
    )
    if isinstance(scale, Figure):
        reply["envelope"] = {
            field: draw(WORDS[field]) for field in scale.envelope if draw(st.integers(0, 5))
        }
    if isinstance(getattr(scale, "score", None), BesidePeers) and draw(st.integers(0, 5)):
        reply["peer"] = draw(st.floats(-5, 110))
    if isinstance(getattr(scale, "score", None), ByPeerSpread):
        reply["benchmark"] = draw(st.none() | st.floats(-5, 150))
    return reply


@st.composite
def assessments(draw: st.DrawFn, framework: Framework) -> Assessment:
    shops = [{"id": f"s{i}", "name": f"shop {i}"} for i in range(draw(st.integers(0, 10)))]
    answers: dict[str, Any] = {}
    rows: dict[str, Any] = {}
    for node, indicator in framework.by_id.items():
        state = draw(st.integers(0, 9))
        if state == 0:
            continue
        if state == 1:
            answers[node] = {"unknown": True}
        elif state == 2:
            answers[node] = {"not_applicable": "closed"}
        elif indicator.per == "shop":
            rows[node] = [
                {"shop": shop["id"], **draw(replies(indicator))}
                for shop in shops
                if draw(st.integers(0, 3))
            ]
        else:
            answers[node] = draw(replies(indicator))
    return Assessment.model_validate(
        {
            "provider": {
                "schema": "dpcap/provider/1",
                "id": "p1",
                "name": {"zh": "甲"},
                "role": draw(st.sampled_from(["one", "two"])),
                "shops": shops,
                "facts": {"open": {"value": draw(st.booleans())}} if draw(st.booleans()) else {},
            },
            "assessed_on": ASSESSED_ON,
            "answers": answers,
            "rows": rows,
            "evidence": {f"e{i}": draw(pieces(f"e{i}")) for i in range(1, 5)},
        }
    )


@st.composite
def pieces(draw: st.DrawFn, node: str) -> dict[str, Any]:
    days = draw(st.sampled_from([None, 0, 10, 40, 100]))
    return {
        "id": node,
        "kind": draw(st.sampled_from(["paper", "picture", "export", "stamped"])),
        "file": f"evidence/{node}.png",
        "url": draw(st.sampled_from([None, None, None, *LINKS])),
        "copied": draw(st.booleans()),
        "signature": draw(st.sampled_from([None, None, "e1", "e4", "gone"])),
        "captured_on": None if days is None else ASSESSED_ON - timedelta(days=days),
        "sha256": draw(st.sampled_from("ab")) * 64,
        "state": draw(
            st.sampled_from(["ok", "ok", "ok", "absent", "empty", "too_large", "other_hash"])
        ),
    }


@st.composite
def reviews(draw: st.DrawFn, framework: Framework, assessment: Assessment) -> Review:
    """Reviews of *assessment*: most rulings are about what is there, some about what was."""
    ruled = {"by": "reviewer", "on": ASSESSED_ON, "reason": "seen", "framework": framework.edition}
    nodes = st.sampled_from(sorted(framework.by_id))
    reason = st.sampled_from(["closed", "other"])
    return Review.model_validate(
        {
            "schema": "dpcap/review/2",
            "provider": "p1",
            "evidence": {
                e: {**draw(evidence_rulings(framework, assessment.evidence[e])), **ruled}
                for e in draw(st.sets(st.sampled_from(["e1", "e2", "e3"])))
            },
            "indicators": {
                n: {
                    "ruling": draw(st.sampled_from(["refused", "verified"])),
                    "saw": seen_answer(assessment, draw(st.sampled_from([n, n, n, "gone"]))),
                    **ruled,
                }
                for n in draw(st.sets(nodes, max_size=2))
            },
            "not_applicable": {
                n: {
                    "ruling": draw(st.sampled_from(["accepted", "refused"])),
                    "saw": {"reason": draw(reason)},
                    **ruled,
                }
                for n in draw(st.sets(nodes, max_size=3))
            },
        }
    )


@st.composite
def evidence_rulings(draw: st.DrawFn, framework: Framework, piece: Evidence) -> dict[str, Any]:
    ruling = draw(st.sampled_from(["accepted", "refused", "verified"]))
    saw = seen_file(piece)
    if draw(st.integers(0, 4)) == 0:
        saw = saw.model_copy(update={"sha256": "0" * 64})
    if ruling == "refused" and draw(st.booleans()):
        return {"ruling": ruling, "saw": saw}
    if ruling != "refused":
        until = draw(st.sampled_from([None, ASSESSED_ON, ASSESSED_ON + timedelta(days=30)]))
        told = {"who": "somebody there", "on": ASSESSED_ON} if draw(st.booleans()) else None
        until = until if ruling == "verified" else None
        return {"ruling": ruling, "saw": saw, "until": until, "confirmed": told}
    nodes = draw(st.sets(st.sampled_from(sorted(framework.by_id)), min_size=1, max_size=3))
    return {"ruling": ruling, "saw": saw, "reach": "claim", "indicators": sorted(nodes)}


@st.composite
def records(
    draw: st.DrawFn,
    framework: Framework,
    given: Assessment,
    review: st.SearchStrategy[Review],
) -> ManagerRecords | None:
    """What the manager holds on *given*: nobody looked, nothing, or any of it."""
    kind = draw(st.sampled_from(["none", "empty", "some", "some", "some"]))
    if kind == "none":
        return None
    some = kind == "some"
    return ManagerRecords(
        review=draw(review) if some and draw(st.booleans()) else None,
        facts=draw(manager_facts(given)) if some and draw(st.booleans()) else None,
        draw=draw(shop_draws(given)) if some and draw(st.booleans()) else None,
        peers=draw(peer_figures(framework)) if some and draw(st.booleans()) else (),
    )


@st.composite
def cases(
    draw: st.DrawFn, *, mean_only: bool = False
) -> tuple[Framework, Assessment, ManagerRecords | None]:
    framework = draw(frameworks(mean_only=mean_only))
    given = draw(assessments(framework))
    return framework, given, draw(records(framework, given, reviews(framework, given)))


@st.composite
def odd_reviews(draw: st.DrawFn, framework: Framework, assessment: Assessment) -> Review:
    """Reviews that also fix the role, remark, and rule on a piece that nobody listed."""
    ruled = {"by": "reviewer", "on": ASSESSED_ON, "reason": "seen"}
    review = draw(reviews(framework, assessment)).model_dump(by_alias=True)
    if draw(st.booleans()):
        review["role"] = {"id": draw(st.sampled_from(["one", "two"])), **ruled}
    if draw(st.booleans()):
        saw = {"sha256": "9" * 64, "kind": "paper"}
        review["evidence"]["e9"] = {"ruling": "refused", "saw": saw, **ruled}
    if draw(st.booleans()):
        remark = {"text": "look", "by": "reviewer", "on": ASSESSED_ON}
        review |= {"remarks": [remark], "issuer": "someone", "contested": "twice the same figure"}
    return Review.model_validate(review)


def sign_offs() -> st.SearchStrategy[SignOff]:
    """Sign-offs by whomever, changed since or not."""
    return st.builds(
        SignOff,
        by=st.sampled_from(["Li", "张三"]),
        title=st.sampled_from([None, "CEO"]),
        on=st.just(ASSESSED_ON),
        framework=st.just("small 2026.1.0"),
        digest=st.just("0" * 64),
        changed=st.booleans(),
    )


@st.composite
def odd_assessments(draw: st.DrawFn, framework: Framework) -> Assessment:
    """Assessments with notes, with answers that say nothing or twice, and with findings."""
    drawn = draw(assessments(framework))
    answers = dict(drawn.answers)
    odd = st.sampled_from(
        [Answer(), Answer(note="none yet", peer=2.0), Answer(unknown=True, not_applicable="closed")]
    )
    for node in draw(st.sets(st.sampled_from(sorted(framework.by_id)), max_size=3)):
        answers[node] = draw(odd)
    rows = {
        node: tuple(
            row.model_copy(update={"note": draw(st.sampled_from([None, "n"]))}) for row in each
        )
        for node, each in drawn.rows.items()
        if each
    }
    found = (Finding(code="DP341", path=("evidence", "e1", "file"), params={"evidence": "e1"}),)
    changed = {
        "answers": answers,
        "rows": rows,
        "findings": draw(st.sampled_from([(), found])),
        "submission": draw(st.none() | sign_offs()),
    }
    return drawn.model_copy(update=changed)


@st.composite
def whole_cases(draw: st.DrawFn, framework: Framework | None = None) -> Case:
    """Cases with all that can be given: a role of one's own, the core set, a later day."""
    within = framework or draw(frameworks())
    given = draw(odd_assessments(within))
    return Case(
        framework=within,
        assessment=given,
        as_of=ASSESSED_ON + timedelta(days=draw(st.sampled_from([0, 0, 25, 60]))),
        role_id=draw(st.sampled_from(["one", "two"])),
        core=draw(st.booleans()),
        records=draw(records(within, given, odd_reviews(within, given))),
    )
