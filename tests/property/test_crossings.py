"""Findings across folders: exactly those that looking at every pair of folders would find."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dpcap.model.outcome import ComparedValues, CrossFinding
from dpcap.scoring.cross_provider_checks import NAMED, crossings, key_parts, peer_key

Marked = list[tuple[str, ComparedValues]]

# Few of each, so that many meet; the hashes differ in their first and in their last digits.
HASHES = ["00000000000000a1", "00000000000000a2", "ff000000000000a1", "7f00000000000000"]
KEYS = [
    str(peer_key(node, {"industry": industry, "period": period, **more}))
    for node in ("TRA-3.5", "LIV-4.1")
    for industry, period in (("美妆", "2026-10"), ("美妆", "2026-09"), ("食品|酒", "2026-10"))
    for more in ({}, {"basis": "paid"})
]
FIGURES = st.one_of(st.sampled_from([0.0, -0.0, 3.4, 3.42, 5.0]), st.floats(-9, 9))

marks = st.builds(
    ComparedValues,
    evidence=st.dictionaries(st.sampled_from("abcd"), st.sampled_from(HASHES)),
    peers=st.dictionaries(
        st.sampled_from(KEYS), st.sets(FIGURES, min_size=1, max_size=3).map(sorted).map(tuple)
    ),
    rows=st.dictionaries(st.sampled_from(["s1", "s2"]), st.sampled_from(HASHES)),
)
marked = st.lists(marks, max_size=7).map(lambda all_: [(f"p{n}", m) for n, m in enumerate(all_)])


def shared(folders: Marked, kind: str) -> set[frozenset[str]]:
    """Groups of providers that have one mark of *kind*, pair by pair."""
    groups: dict[str, set[str]] = {}
    for (one, mine), (other, theirs) in combinations(folders, 2):
        for mark in set(getattr(mine, kind).values()) & set(getattr(theirs, kind).values()):
            groups.setdefault(mark, set()).update((one, other))
    return {frozenset((mark, *who)) for mark, who in groups.items()}


def disputed(folders: Marked) -> set[tuple[str, frozenset[str]]]:
    found = set()
    for key in KEYS:
        given_by = {who: set(m.peers[key]) for who, m in folders if key in m.peers}
        if any(a != b or len(a) > 1 for a, b in combinations(given_by.values(), 2)):
            found.add((key, frozenset(given_by)))
    return found


def by_code(found: tuple[CrossFinding, ...], code: str) -> list[CrossFinding]:
    return [one for one in found if one.finding.code == code]


@given(marked)
def test_exactly_what_pairs_have_in_common(folders: Marked) -> None:
    found = crossings(lambda: folders)
    for code, kind in (("DP821", "evidence"), ("DP823", "rows")):
        told = by_code(found, code)
        sets = {frozenset((str(one.finding.params["hash"]), *one.providers)) for one in told}
        assert sets == shared(folders, kind)
        assert len(sets) == len(told)
    told = by_code(found, "DP822")
    names = ("node", "industry", "period")
    assert sorted(
        (*(str(one.finding.params[name]) for name in names), *sorted(one.providers)) for one in told
    ) == sorted((*key_parts(key)[:3], *sorted(who)) for key, who in disputed(folders))
    assert len(found) == sum(len(by_code(found, code)) for code in ("DP821", "DP822", "DP823"))


@given(marked)
def test_they_come_in_one_order_and_name_providers_in_theirs(folders: Marked) -> None:
    found = crossings(lambda: folders)
    assert found == crossings(lambda: iter(folders))
    assert [one.finding.code for one in found] == sorted(one.finding.code for one in found)
    for one in found:
        assert list(one.providers) == sorted(one.providers)
        assert len(set(one.providers)) == len(one.providers) > 1


@given(marked)
def test_one_folder_is_never_held_against_itself(folders: Marked) -> None:
    for folder in folders:
        assert crossings(lambda folder=folder: [folder]) == ()


def test_what_almost_agrees_is_not_reported() -> None:
    """Another digit of a hash, another term of a figure: another thing."""
    terms = {"industry": "美妆", "period": "2026-10"}
    others = [{}, {"basis": "paid"}, {"basis": "settled"}]
    keys = [str(peer_key("TRA-4.1", {**terms, **more})) for more in others]
    keys.append(str(peer_key("TRA-4.1", {**terms, "period": "2026-09"})))
    keys.append(str(peer_key("LIV-4.5", terms)))
    folders = [
        (
            f"p{n}",
            ComparedValues(
                evidence={"e": f"{n:016x}"},
                rows={"s": f"{n << 60:016x}"},
                peers={keys[n]: (float(n),)},
            ),
        )
        for n in range(5)
    ]
    assert crossings(lambda: folders) == ()


def test_a_figure_in_a_message_is_the_whole_figure() -> None:
    key = str(peer_key("TRA-4.1", {"industry": "美妆", "period": "2026-10", "basis": "paid"}))
    folders = [
        (who, ComparedValues(peers={key: (f,)})) for who, f in (("a", 0.1 + 0.2), ("b", 42.0))
    ]
    (only,) = crossings(lambda: folders)
    assert only.finding.params["figures"] == "0.30000000000000004 (a); 42 (b)"
    assert only.finding.params["terms"] == ", basis paid"
    for language in ("zh", "en"):
        assert "?" not in only.finding.message(language)  # a parameter that is not there


def test_a_message_stays_short_and_the_crossing_names_all() -> None:
    folders = [(f"p{n:02}", ComparedValues(evidence={"e1": HASHES[0]})) for n in range(40)]
    (only,) = crossings(lambda: folders)
    assert len(only.providers) == 40
    assert str(only.finding.params["places"]).endswith(f"p05/e1, … +{40 - NAMED}")
    assert only.finding.params["count"] == 40


def test_memory_is_bounded_by_what_crosses() -> None:
    """10,000 providers of 50 files: 16 bytes a mark and room for one bucket, not a table of all."""

    def source() -> Iterator[tuple[str, ComparedValues]]:
        for n in range(10_000):
            mine = {f"e{i}": f"{(n * 50 + i) * 0x9E3779B97F4A7C15 % 2**64:016x}" for i in range(50)}
            yield f"p{n}", ComparedValues.model_construct(evidence=mine, peers={}, rows={})

    tracemalloc.start()
    try:
        assert crossings(source) == ()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10_000 * 50 * 32
