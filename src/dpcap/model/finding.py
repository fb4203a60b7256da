"""Findings: what is wrong, doubtful or worth a look, as values with a place and a way out."""

from typing import Literal

from dpcap.model.base import Frozen, Language
from dpcap.model.codes import CODES
from dpcap.model.counted_words import Counted
from dpcap.model.named_few import MOST_NAMED
from dpcap.model.nouns import NEUTRAL, Wording

Severity = Literal["error", "warning", "note"]
Step = str | int
KeyPath = tuple[Step, ...]
_DECIMALS = 4
_DIGITS_BELOW_ONE = 6
ROWS_OF = "rows_of"
_FEW = frozenset(map(str, range(MOST_NAMED + 1)))
_ALSO: dict[Language, str] = {"zh": "{also}。", "en": " {also}."}
_SHOPS: dict[Language, str] = {
    "zh": "涉及的$part：{rows_of}。",
    "en": " This holds for the $parts {rows_of}.",
}
_MORE_SHOPS: dict[Language, str] = {
    "zh": "涉及 {rows} $part_n，如 {rows_of}。",
    "en": " This holds for {rows} $parts, such as {rows_of}.",
}


class Finding(Frozen):
    """One finding.

    `path` is the symbolic place inside the document (keys and indices); `file`, `line` and
    `column` (from 1) are filled in when the file is at hand. `params` fills the message.
    """

    code: str
    node: str | None = None
    path: tuple[Step, ...] = ()
    file: str | None = None
    line: int | None = None
    column: int | None = None
    params: dict[str, str | int | float] = {}

    @property
    def severity(self) -> Severity:
        """error, warning or note: the code decides."""
        return CODES[self.code].severity

    def message(self, language: Language, wording: Wording = NEUTRAL) -> str:
        """What is wrong and the way out, in *language*; `wording` is the framework's, if known."""
        params = self.params
        if any(key.endswith(("_zh", "_en")) for key in params):
            tail = "_" + language
            params = {k.removesuffix(tail): v for k, v in params.items()}
        if ROWS_OF in params and language == "zh":
            params = {**params, ROWS_OF: str(params[ROWS_OF]).replace(", ", "、")}
        said = CODES[self.code].text(language) + self._more(language)
        said = wording.fill(said, language)
        return said.format_map(
            _Gaps((key, Counted(_plain(value))) for key, value in params.items())
        )

    def _more(self, language: Language) -> str:
        """Where else the same cause shows: `also`, words; `rows_of`, the first of `rows` shops."""
        said = _ALSO[language] if f"also_{language}" in self.params else ""
        if ROWS_OF in self.params:
            is_all = str(self.params.get("rows")) in _FEW
            said += (_SHOPS if is_all else _MORE_SHOPS)[language]
        return said

    @property
    def place(self) -> str:
        """`file:line:column`, as much of it as is known; else the node or the path."""
        known = [str(part) for part in (self.file, self.line, self.column) if part is not None]
        return ":".join(known) or self.node or ".".join(map(str, self.path))


def _plain(value: str | float) -> str:
    """A figure as a person writes it: 100 for 100.0, and four decimals at most, six below one."""
    if not isinstance(value, float):
        return str(value)
    text = f"{value:.{_DECIMALS if abs(value) >= 1 else _DIGITS_BELOW_ONE}f}"
    return text.rstrip("0").rstrip(".") or "0" if float(text) else f"{value:.{_DECIMALS}g}"


class _Gaps(dict[str, Counted]):
    """A message never fails because a parameter is missing."""

    def __missing__(self, key: str) -> Counted:
        return Counted("?")


def has_errors(findings: tuple[Finding, ...] | list[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(finding.severity == "error" for finding in findings)
