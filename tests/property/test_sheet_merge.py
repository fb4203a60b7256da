"""Sheets merged in any order give the same folder, and nothing that anybody said is lost."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from dpcap.intake.sheet.claims import SheetClaim, text_of_claims
from dpcap.intake.sheet.merge import differing_copies, merge, settled
from dpcap.intake.sheet.reply_cells import EVIDENCE, NOTE, VALUE, ReplyCell

DAY = "2026-11-24"
CELLS = [
    ReplyCell("A", "", VALUE),
    ReplyCell("A", "", EVIDENCE),
    ReplyCell("A", "", NOTE),
    ReplyCell("B", "s1", VALUE),
]
WORDS = {
    VALUE: ["", "1", "2", "3"],
    EVIDENCE: ["", "e1", "e1 e2", "e2 e3", "e3"],
    NOTE: ["", "x", "y", "z"],
}
Folder = dict[ReplyCell, str]


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Folder, list[list[SheetClaim]]]:
    """A folder, and the sheets that several people filled in, all written from it."""
    folder = {cell: text for cell in CELLS if (text := draw(st.sampled_from(WORDS[cell.field])))}
    sheets = []
    for who in draw(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=4, unique=True)):
        claims = []
        for cell in CELLS:
            value = draw(st.sampled_from(WORDS[cell.field]))
            base = folder.get(cell, "")
            if value and value != base:
                claims.append(SheetClaim(cell, base, value, who, DAY, f"p-{who}", 1))
        sheets.append(claims)
    return folder, sheets


def read_in(folder: Folder, sheets: list[list[SheetClaim]]) -> tuple[str, Folder, object]:
    """The folder after the sheets are read in one by one: its history, its cells, its conflicts."""
    now, claims = dict(folder), ()
    conflicts: dict[ReplyCell, object] = {}
    for one in sheets:
        merged = merge(claims, one, now, conflicts.keys())
        claims = merged.claims
        now |= merged.values
        conflicts = {
            **{cell: held for cell, held in conflicts.items() if cell not in merged.values},
            **merged.conflicts,
        }
    kept = {cell: text for cell, text in now.items() if text}
    return text_of_claims(claims, ["A", "B"]), kept, conflicts


@given(rounds())
def test_any_order_gives_the_same_folder(drawn: tuple[Folder, list[list[SheetClaim]]]) -> None:
    folder, sheets = drawn
    first, *others = (read_in(folder, list(each)) for each in permutations(sheets))
    assert all(other == first for other in others)


@given(rounds())
def test_all_at_once_is_as_one_after_another(
    drawn: tuple[Folder, list[list[SheetClaim]]],
) -> None:
    folder, sheets = drawn
    together = read_in(folder, [[claim for sheet in sheets for claim in sheet]])
    assert together == read_in(folder, sheets)


@given(rounds())
def test_reading_again_changes_nothing(drawn: tuple[Folder, list[list[SheetClaim]]]) -> None:
    folder, sheets = drawn
    assert read_in(folder, [*sheets, *sheets]) == read_in(folder, sheets)


@given(rounds())
def test_what_is_said_is_there_or_in_conflict(
    drawn: tuple[Folder, list[list[SheetClaim]]],
) -> None:
    folder, sheets = drawn
    _, now, conflicts = read_in(folder, sheets)
    for claim in (one for sheet in sheets for one in sheet):
        if claim.cell in conflicts:
            assert claim.value in {rival.value for rival in conflicts[claim.cell]}  # type: ignore[attr-defined]
        elif claim.cell.field == VALUE:
            assert now[claim.cell] == claim.value
        elif claim.cell.field == NOTE:
            assert claim.value in now[claim.cell].split("；")
        else:
            added = set(claim.value.split()) - set(claim.base.split())
            gone = {
                piece
                for sheet in sheets
                for one in sheet
                if one.cell == claim.cell
                for piece in set(one.base.split()) - set(one.value.split())
            }
            assert added - gone <= set(now.get(claim.cell, "").split())


A = CELLS[0]


def claim(value: str, who: str, *, base: str = "", at: int = 1, sheet: str = "") -> SheetClaim:
    return SheetClaim(A, base, value, who, DAY, sheet or f"p-{who}-{at}", at)


def test_a_newer_sheet_of_the_same_person_stands() -> None:
    assert settled([claim("1", "a"), claim("2", "a", base="1", at=2)]).value == "2"
    assert settled([claim("2", "a", base="1", at=2), claim("1", "a")]).value == "2"


def test_who_saw_a_value_and_changed_it_is_in_no_conflict() -> None:
    seen = settled([claim("1", "a"), claim("2", "b", base="1", at=2)])
    assert (seen.value, seen.rivals) == ("2", ())


def test_who_did_not_see_it_is() -> None:
    found = settled([claim("1", "a"), claim("2", "b", at=2)])
    assert [one.value for one in found.rivals] == ["1", "2"]
    assert found.value == ""


def test_back_and_forth_is_no_conflict() -> None:
    found = settled(
        [claim("1", "a"), claim("2", "b", base="1", at=2), claim("1", "a", base="2", at=3)]
    )
    assert (found.value, found.rivals) == ("1", ())


def test_what_was_changed_by_hand_since_is_a_rival() -> None:
    known = merge((), [claim("1", "a")], {}).claims
    merged = merge(known, [claim("2", "b")], {A: "9"})
    assert [one.value for one in merged.conflicts[A]] == ["2", "9"]
    assert merged.values[A] == "9"


def test_what_the_folder_held_before_any_sheet_is_a_rival_of_who_did_not_see_it() -> None:
    merged = merge((), [claim("2", "a")], {A: "1"})
    assert [one.value for one in merged.conflicts[A]] == ["1", "2"]
    assert merge((), [claim("2", "a", base="1")], {A: "1"}).values[A] == "2"


def test_a_conflict_taken_out_of_the_file_is_settled_for_good() -> None:
    first = merge((), [claim("1", "a"), claim("2", "b")], {})
    assert first.conflicts
    later = merge(first.claims, [claim("1", "a"), claim("2", "b")], {A: "2"})
    assert (later.values[A], dict(later.conflicts)) == ("2", {})
    third = merge(later.claims, [claim("5", "c")], {A: "2"})
    assert {one.value for one in third.conflicts[A]} == {"2", "5"}


def test_copies_of_one_sheet_that_differ_are_told() -> None:
    both = [claim("1", "a", sheet="p"), claim("2", "a", sheet="p")]
    assert [one.value for one in next(iter(differing_copies(both)))] == ["1", "2"]
    assert not list(differing_copies([claim("1", "a"), claim("2", "b")]))
