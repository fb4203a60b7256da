"""The invented examples, copied, and how the first of them is assessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.intake.examples import PROVIDERS, REVIEWS, copy_examples
from dpcap.workflow.configuration import OUT
from dpcap.workflow.provider import ProviderRequest

# The week in which the invented answers and their reviews were given: later their proof lapses.
DAY = date(2026, 11, 24)
# Strong, with a review, facts and peer figures: it shows most of what a report can hold.
SHOWN = "lanxing"


class Demo(NamedTuple):
    """Where the copied examples lie, where outputs go, and how the first of them is assessed.

    `day` is the one on which the examples are judged.
    """

    providers: Path
    reviews: Path
    out: Path
    day: date
    shown: ProviderRequest


def copy_demo(directory: Path) -> Demo:
    """Copy the invented examples into *directory*, which may be new, or hold other things.

    Raises UsageError if something there has one of their names, SlipError if *directory* lies in a
    provider's folder, OSError.
    """
    copy_examples(directory, OUT.name)
    providers, reviews = directory / PROVIDERS, directory / REVIEWS
    shown = ProviderRequest(providers / SHOWN, on=DAY, reviews=reviews)
    return Demo(providers, reviews, directory / OUT, DAY, shown)
