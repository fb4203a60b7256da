"""The page of questions: ready strings, nothing else."""

from __future__ import annotations

from typing import NamedTuple


class AnswerLine(NamedTuple):
    """One thing that may be answered, and what it is worth; empty: it stands in the words."""

    text: str
    worth: str


class Labelled(NamedTuple):
    """A line with its label."""

    label: str
    text: str


class Question(NamedTuple):
    """One question: `weights` are its shares of the overall, one for each role shown."""

    id: str
    title: str
    weights: tuple[str, ...]
    flags: tuple[str, ...]
    asked: str
    help: str
    scale: str
    answers: tuple[AnswerLine, ...]
    more: tuple[Labelled, ...]


class QuestionGroup(NamedTuple):
    """A dimension with its questions; `weight`: inside its area."""

    id: str
    title: str
    about: str
    weight: str
    questions: tuple[Question, ...]


class QuestionArea(NamedTuple):
    """An area; `weights`: its share of each role shown."""

    id: str
    title: str
    about: str
    weights: tuple[str, ...]
    groups: tuple[QuestionGroup, ...]


class RoleLine(NamedTuple):
    """A role: how many questions it asks, and the minutes they take by number of shops."""

    title: str
    about: str
    questions: str
    minutes: tuple[str, ...]


class QuestionsPage(NamedTuple):
    """The page."""

    language: str
    title: str
    edition: str
    introduction: tuple[str, ...]
    roles: tuple[RoleLine, ...]
    heads: tuple[str, ...]
    shops: tuple[str, ...]
    levels: tuple[Labelled, ...]
    areas: tuple[QuestionArea, ...]
