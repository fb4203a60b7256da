"""Whatever is ruled at the desk is what the same rulings written by hand are."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desks import LI, TODAY, ReviewPlace, put_wide_place, sit
from dpcap.model.profile import Profile
from dpcap.scoring.score import score
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import read_provider
from dpcap.workflow.review import bind_rulings

PIECES = {"e1": ["WRK-1.1", "CAR-1.1"], "e2": ["WRK-1.2"], "e3": ["WRK-1.2"]}
PIECES["e4"] = ["WRK-1.2", "WRK-1.3"]
UNTIL = date(2027, 5, 26)
FITS, EXEMPT = "看过原件，相符", "理由属实"


Sitting = tuple[dict[str, "Ruled"], list[str], bool]


class Ruled(NamedTuple):
    """What is typed for one thing, and what stands in the review then: where, and what."""

    typed: list[str]
    part: str
    by_hand: dict[str, Any]


def said(ruling: str, reason: str, **more: Any) -> dict[str, Any]:
    return {"ruling": ruling, "by": LI, "on": TODAY, "reason": reason, **more}


def accepted(piece: str) -> st.SearchStrategy[Ruled]:
    if piece == "e2":
        told = {"who": "示例品牌·王女士", "on": date(2026, 11, 24)}
        by_brand = Ruled(
            ["a", told["who"], "11/24", ""], "evidence", said("accepted", FITS, confirmed=told)
        )
        return st.sampled_from([by_brand, Ruled(["a", "", ""], "evidence", said("accepted", FITS))])
    if piece == "e3":
        shows = Ruled(["a", "y", ""], "evidence", said("accepted", FITS, scopes=["ships"]))
        silent = Ruled(["a", "", "另写"], "evidence", said("accepted", "另写"))
        return st.sampled_from([shows, silent])
    return st.just(Ruled(["a", ""], "evidence", said("accepted", FITS)))


def verified(piece: str) -> st.SearchStrategy[Ruled]:
    brand = [""] if piece == "e2" else []
    some = Ruled(["v", *brand, "现场看过", str(UNTIL)], "evidence", {})
    return st.sampled_from(
        [
            some._replace(by_hand=said("verified", "现场看过", until=UNTIL)),
            Ruled(["v", *brand, "", ""], "evidence", said("verified", FITS)),
        ]
    )


def refused(piece: str) -> st.SearchStrategy[Ruled]:
    nodes = PIECES[piece]
    whole = [
        Ruled(["r", "看不清", "2"], "evidence", said("refused", "看不清")),
        Ruled(["r", "看不清", "3"], "evidence", said("refused", "看不清", reach="forged")),
    ]
    chosen = ["1 2"] if len(nodes) > 1 else []
    claim = said("refused", "看不清", reach="claim", indicators=nodes)
    whole.append(Ruled(["r", "看不清", "1", *chosen], "evidence", claim))
    return st.sampled_from(whole)


def on_piece(piece: str) -> st.SearchStrategy[Ruled | None]:
    return st.one_of(st.none(), accepted(piece), verified(piece), refused(piece))


ON_EXEMPTION = st.sampled_from(
    [
        None,
        Ruled(["a", ""], "not_applicable", said("accepted", EXEMPT)),
        Ruled(["r", "在做"], "not_applicable", said("refused", "在做")),
    ]
)
ANSWERS = {
    "WRK-1.1": {
        "1": said("refused", "看到的是第 1 档，所答为第 2 档"),
        "2": said("verified", "核对过，与所答一致", until=UNTIL),
    },
    "CAR-1.1": {
        "n": said("refused", "对不上"),
        "y": said("verified", "核对过，与所答一致", until=UNTIL),
    },
}


def on_answer(node: str) -> st.SearchStrategy[Ruled | None]:
    def typed(key: str, hand: dict[str, Any]) -> Ruled:
        reason = "对不上" if key == "n" else ""
        until = [str(UNTIL)] if hand["ruling"] == "verified" else []
        return Ruled(["i", node, key, reason, *until], "indicators", hand)

    return st.sampled_from([None, *(typed(*one) for one in ANSWERS[node].items())])


@st.composite
def sittings(draw: st.DrawFn) -> Sitting:
    """What is ruled, by its name; in which order; and whether each first ruling is taken back."""
    drawn: dict[str, Ruled | None] = {piece: draw(on_piece(piece)) for piece in PIECES}
    drawn |= {node: draw(on_answer(node)) for node in ANSWERS}
    drawn |= {"WRK-1.3": draw(ON_EXEMPTION)}
    ruled = {name: one for name, one in drawn.items() if one}
    role = ["l", "2", "合同以服务为主"] if draw(st.booleans()) else []
    return ruled, role, draw(st.booleans())


def typed_for(
    names: list[str], ruled: dict[str, Ruled], role: list[str], *, undo: bool
) -> list[str]:
    """The keys of the sitting: answers and the role on the first card, then card by card."""
    keys = [key for node in ANSWERS if node in ruled for key in ruled[node].typed]
    keys += role
    for name in names:
        one = ruled.get(name)
        if one is None:
            keys.append("s")
            continue
        if undo:  # something else first, which is taken back
            keys += ["r", "先写错", *([] if name == "WRK-1.3" else ["2"]), "u"]
        keys += one.typed
    return keys


def profile_of(place: ReviewPlace) -> Profile:
    here = read_provider(place.asked(), Configuration())
    return score(here.framework, here.assessment, records=here.records)


class _Plainly(yaml.SafeDumper):
    """Writes what stands in two places twice, as a person does."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def by_hand(place: ReviewPlace, ruled: dict[str, Ruled], role: list[str]) -> None:
    written: dict[str, Any] = {"schema": "dpcap/review/2", "provider": "acme"}
    for name, one in ruled.items():
        written.setdefault(one.part, {})[name] = one.by_hand
    if role:
        written["role"] = {"id": "carer", "by": LI, "on": TODAY, "reason": role[2]}
    text = yaml.dump(written, Dumper=_Plainly, allow_unicode=True, sort_keys=False)
    (place.reviews / "acme.yaml").write_text(text, "utf-8")
    bind_rulings(place.asked())


def plain(review: dict[str, Any]) -> dict[str, Any]:
    """A review without what does not tell rulings apart: the order of its parts, its minutes."""
    return {part: said for part, said in review.items() if said not in ({}, None)}


# A failure is small as it is; each sitting takes long to try again.
@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(sittings())
def test_the_desk_writes_what_a_person_would(
    drawn: tuple[dict[str, Ruled], list[str], bool],
) -> None:
    ruled, role, undo = drawn
    with tempfile.TemporaryDirectory() as made:
        desk, hand = (put_wide_place(Path(made) / name) for name in ("desk", "hand"))
        walk = desk.walk(whole=True)
        names = [one.name for one in walk.items]
        done = sit(walk, typed_for(names, ruled, role, undo=undo))
        assert done.whole
        assert (desk.reviews / "acme.yaml").is_file() == bool(ruled or role)
        if ruled or role:
            by_hand(hand, ruled, role)
            assert plain(desk.review()) == plain(hand.review())
        assert profile_of(desk) == profile_of(hand)
