"""The language of a page: the one asked for, if the framework is written in it."""

from __future__ import annotations

from dpcap.errors import UsageError
from dpcap.model.base import Language
from dpcap.model.framework import Framework

_NAMES = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}


def language_of(framework: Framework, asked: Language | None, usual: Language) -> Language:
    """The language *asked* for; None: the *usual* one, or else one that *framework* is written in.

    Raises UsageError if it is not written in the one asked for.
    """
    written = framework.languages
    if asked is None:
        return usual if usual in written else written[0]
    if asked not in written:
        (zh, en), (only_zh, only_en) = _NAMES[asked], _NAMES[written[0]]
        raise UsageError(
            f"the framework {framework.id} is not written in {en}, only in {only_en}: "
            f"leave --lang out, or ask for {written[0]}",
            f"框架 {framework.id} 没有{zh}，只有{only_zh}。请不要写 --lang，或改为 {written[0]}",
        )
    return asked
