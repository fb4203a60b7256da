"""The pages on sources and roles name only what the framework has, and what the role is asked."""

from __future__ import annotations

import re

import pytest

from dpcap.model.asked import asked_of_role
from locations import ROOT
from profiles import shipped

NODE = re.compile(r"\b[A-Z]{3}-\d+\.\d+\b")
NAME = re.compile(r"`(\w+)`")
ROW = re.compile(r"^\| (?!---)(.+) \|$", re.MULTILINE)
SOURCES = (ROOT / "docs" / "source-documents.md").read_text("utf-8")
ROLES = (ROOT / "docs" / "roles.md").read_text("utf-8")


def rows(page: str) -> list[list[str]]:
    cells = [line.split(" | ") for line in ROW.findall(page)]
    return [row for row in cells if NODE.search(row[1]) or NAME.search(row[1])]


def test_each_idea_is_carried_by_a_question_a_fact_or_a_lens() -> None:
    framework = shipped()
    assert len(rows(SOURCES)) >= 30
    for idea, carried in rows(SOURCES):
        names = NAME.findall(carried)
        assert NODE.findall(carried) or names, idea
        assert set(NODE.findall(carried)) <= set(framework.by_id), idea
        assert set(names) <= {*framework.facts, *framework.lenses}, idea


def test_facts_asked_for_the_sake_of_an_idea_are_not_scored() -> None:
    for fact in ("brand_stage", "social_value"):
        assert fact in shipped().facts
        assert not [one.id for one in shipped().by_id.values() if fact in (one.when or "")]


@pytest.mark.parametrize("row", rows(ROLES), ids=lambda row: f"{row[0]} {row[1]}")
def test_what_a_role_cannot_change_is_asked_of_it(row: list[str]) -> None:
    (role,) = NAME.findall(row[0])
    asked = {one.id for one in asked_of_role(shipped(), role, core=False)}
    nodes = NODE.findall(row[1])
    assert nodes
    assert set(nodes) <= asked
    assert len(row) == 4
    assert all(cell.strip() for cell in row)


def test_every_role_is_on_the_page() -> None:
    named = {NAME.findall(row[0])[0] for row in rows(ROLES)}
    assert named == set(shipped().roles)
