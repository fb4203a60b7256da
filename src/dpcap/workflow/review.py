"""The manager's review of a provider: each ruling bound to what was seen."""

from __future__ import annotations

from collections.abc import Callable

from dpcap.errors import UsageError
from dpcap.intake.bind_review import BoundReview, bind_review
from dpcap.model.two_languages import TwoLanguages
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest, read_answers
from dpcap.workflow.select_rows import reviews_needed

_WHY_REVIEWS = TwoLanguages("裁定写在那里", "rulings lie there")


def bind_rulings(
    request: ProviderRequest,
    configuration: Configuration | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> BoundReview:
    """Write into the provider's review, for each ruling that lacks it, what its folder holds.

    *on_wait* is called once if another process writes there. Raises UsageError if there is no
    review, InvalidInputError for the framework, the folder or the review; then nothing is written.
    """
    here = configuration or Configuration()
    reviews = reviews_needed(request.reviews, here, _WHY_REVIEWS)
    framework, assessment = read_answers(request, here)
    path = reviews / f"{assessment.provider.id}.yaml"
    if not path.is_file():
        raise UsageError(f"there is no review {path}", f"没有复核文件 {path}")
    return bind_review(path, assessment, framework, on_wait)
