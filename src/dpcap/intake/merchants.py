"""`voice/merchants.yaml` or `voice/merchants.csv`: what brands say, one entry for each contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.finding_limit import refused
from dpcap.intake.merchants_table import MerchantsTable, merchants_in
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, parse_yaml, text_of
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.manager import HeldMerchants
from dpcap.model.voice import MerchantsFile

# Of a path in the manager's directory: that directory, `voice`, the provider's id, the file.
_SHOWN_STEPS = 4


class OpenedMerchants(NamedTuple):
    """What brands say, and where in the file: of the whole `document`, or of each `rows`' line."""

    made: MerchantsFile
    source: Document | MerchantsTable

    def place(self, contract: str) -> tuple[int, int]:
        """Line and column at which the entry of *contract* begins."""
        if isinstance(self.source, Document):
            return self.source.key_place(("merchants", contract))
        return self.source.place(contract)

    def about_finding(self, code: str, contract: str, at: int, params: dict[str, str]) -> Finding:
        """A finding about the indicator number *at* that *contract* speaks against."""
        if isinstance(self.source, Document):
            return self.source.finding(code, ("merchants", contract, "about", at), {**params})
        return self.source.finding(code, contract, "about", {**params})


def parse_merchants(raw: bytes, shown: str, framework: Framework | None = None) -> OpenedMerchants:
    """What brands say, in a file's bytes; *shown* names it, and by its ending says what it is.

    With a *framework* the indicators that brands name are held against it. Raises
    InvalidInputError with every finding.
    """
    opened = _opened(raw, shown)
    if framework is not None and (wrong := list(_unknown(opened, framework))):
        raise refused(wrong)
    return opened


def held_merchants(files: Sequence[tuple[str, bytes]], framework: Framework) -> HeldMerchants:
    """What brands say in the only one of *files*. Raises InvalidInputError, for two of them too."""
    if len(files) > 1:
        raise InvalidInputError([both_merchants(one for one, _ in files)])
    ((shown, raw),) = files
    opened = parse_merchants(raw, shown, framework)
    lines = {contract: opened.place(contract)[0] for contract in opened.made.merchants}
    return HeldMerchants(file=_short(shown), lines=lines, said=opened.made)


def both_merchants(shown: Iterable[str]) -> Finding:
    """That there are two files of what brands say, where one is to be."""
    first, second = sorted(shown)
    params = {"name": PurePosixPath(second).name, "other": PurePosixPath(first).name}
    return Finding(code="DP567", file=second, line=1, column=1, params=dict(params))


def _short(shown: str) -> str:
    """The end of a path in the manager's directory: what lies above is nobody's business."""
    return "/".join(PurePosixPath(shown).parts[-_SHOWN_STEPS:])


def _opened(raw: bytes, shown: str) -> OpenedMerchants:
    text = text_of(raw, shown)
    if shown.lower().endswith(".csv"):
        table = merchants_in(text, shown)
        return OpenedMerchants(table.made, table)
    document = parse_yaml(text, shown)
    return OpenedMerchants(validate(document, MerchantsFile), document)


def _unknown(opened: OpenedMerchants, framework: Framework) -> Iterator[Finding]:
    for contract, one in opened.made.merchants.items():
        for at, node in enumerate(one.about):
            if node not in framework.by_id:
                params = {"contract": contract, "node": node}
                yield opened.about_finding("DP563", contract, at, params)
