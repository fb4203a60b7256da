"""Days, yes and no, and numbers as people type them where a model wants them.

A day and a yes or no are read in every form that says one beyond doubt. A number is not, but the
way to write it is told: what stands behind it may be a unit, which a model does not know.
"""

from __future__ import annotations

from collections.abc import Mapping

from dpcap.intake.office import day_as_read, figure_as_read, truth, unquoted
from dpcap.intake.values import NUMBER, no_day, no_figure
from dpcap.intake.wording import of_pydantic
from dpcap.intake.yaml_values import Plain
from dpcap.model.two_languages import TwoLanguages

Context = Mapping[str, object]

_WRITE = TwoLanguages("{problem_zh}。请写作 {way}", "{problem_en}: write {way}")
_QUOTED = TwoLanguages(
    "{problem_zh}。值两边的引号“”是中文引号，请去掉",
    "{problem_en}. The quotes around it are typographic ones; remove them",
)
_CURLY = frozenset("“”‘’「」＂")
_OF_CHOICE = frozenset(("literal_error", "string_pattern_mismatch"))
# The unit that a key names.
_UNITS = {"days": "天", "minutes": "分"}
_NUMBERS = frozenset(("float_type", "int_type"))


def as_typed(kind: str, written: object) -> Plain:
    """What *written* says where pydantic found an error of *kind*; None: nothing beyond doubt."""
    if kind == "bool_type" and isinstance(written, str):
        return truth(written)
    if kind != "day_form" or isinstance(written, bool) or not isinstance(written, int | str):
        return None
    day = day_as_read(unquoted(written) if isinstance(written, str) else written)
    return day if day != written else None


def told(kind: str, written: object, key: object, context: Context) -> tuple[str, Context]:
    """An error of this *kind* at *written* under *key*, with more to say where there is more."""
    said = _more(kind, written, key, context)
    return (kind, context) if said is None else ("told", {"zh": said.zh, "en": said.en})


def _more(kind: str, written: object, key: object, context: Context) -> TwoLanguages | None:
    if kind == "day_form":
        return no_day(written, of_pydantic(kind, context))
    if not isinstance(written, str):
        return None
    if kind in _NUMBERS:
        return _of_number(kind, written, _UNITS.get(str(key), ""))
    text = written.strip()
    if kind in _OF_CHOICE and len(text) > 1 and {text[0], text[-1]} <= _CURLY:
        return _QUOTED.fill(of_pydantic(kind, context).params)
    return None


def _of_number(kind: str, written: str, unit: str) -> TwoLanguages | None:
    """How to write the number in *written*, if it says one."""
    figure = figure_as_read(written) if unquoted(written)[-1:].isdigit() else None
    if figure is None:
        said = no_figure(written, unit)
        return None if said == NUMBER else said
    if kind == "int_type" and type(figure) is not int:
        return None
    return _WRITE.fill({**of_pydantic(kind, {}).params, "way": figure})
