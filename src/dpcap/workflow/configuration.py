"""What holds where a caller says nothing: the settings of `dpcap.toml`, and `DPCAP_FRAMEWORK`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dpcap.errors import SlipError, UsageError
from dpcap.intake.framework import load_framework
from dpcap.intake.lookup import QUESTIONNAIRES, VARIABLE, find_framework, framework_beside, shipped
from dpcap.intake.reviews_layout import ROUND_FILE
from dpcap.intake.settings import Settings, settings_at
from dpcap.intake.unread_files import passed_over, refused
from dpcap.intake.unread_records import unread_records
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework

if TYPE_CHECKING:
    from dpcap.intake.round import OpenedRound
    from dpcap.model.retention import Retention
    from dpcap.model.standing import RuleBooks

OUT = Path("out")


def _ignore(_: Finding | Framework) -> None:
    pass


@dataclass(frozen=True)
class Configuration:
    """Resolves each option: what the caller says, else the setting, else the default.

    `directory` is where `dpcap.toml` and `questionnaires` are looked for; None: nowhere, so that
    only what the caller says counts, and the framework is the one that came with dpcap.
    `environ` is where `DPCAP_FRAMEWORK` is looked for. `notify` is told of each setting that is
    passed over because it lies in a provider's folder, of each file among the reviews that has a
    name nearly right, and of each folder that is judged by an earlier version; `loaded` of each
    framework. `round_file`: the round that holds, whatever settings say. Settings,
    frameworks and the round are read once.
    """

    directory: Path | None = None
    environ: Mapping[str, str] = field(default_factory=dict)
    notify: Callable[[Finding], None] = _ignore
    loaded: Callable[[Framework], None] = _ignore
    round_file: Path | None = None
    _rounds: dict[Path, OpenedRound] = field(default_factory=dict, init=False, repr=False)
    _read: dict[Path, Framework] = field(default_factory=dict, init=False, repr=False)
    _looked_at: set[Path] = field(default_factory=set, init=False, repr=False)

    @cached_property
    def settings(self) -> Settings:
        """What `dpcap.toml` says. Raises InvalidInputError."""
        if self.directory is None:
            return Settings()
        found, ignored = settings_at(self.directory)
        for finding in ignored:
            self.notify(finding)
        return found

    def framework_dir(self, option: Path | None = None) -> Path:
        """Where the framework lies. Raises SlipError if that is in a provider's folder."""
        named = option or (Path(self.environ[VARIABLE]) if self.environ.get(VARIABLE) else None)
        if named is not None:
            return _not_of_a_provider(named)
        if self.directory is None:
            return shipped(QUESTIONNAIRES)
        if self.settings.framework is None:
            beside = framework_beside(self.directory)
            if beside is not None and (ignored := passed_over(beside)) is not None:
                self.notify(ignored)
        return find_framework(None, {}, self.directory)

    def framework(self, option: Path | None = None) -> Framework:
        """The framework. Raises InvalidInputError with every finding, SlipError."""
        directory = self.framework_dir(option)
        if directory not in self._read:
            self._read[directory] = load_framework(directory)
            self.loaded(self._read[directory])
        return self._read[directory]

    def evidence_root(self, option: Path | None = None) -> Path | None:
        """Where evidence is kept. Raises SlipError if that is in a provider's folder."""
        if option is not None:
            return _not_of_a_provider(option)
        return self.settings.evidence_root

    def reviews(self, option: Path | None = None, kept: str | None = None) -> Path | None:
        """The manager's directory: *option*, else the setting's, else that *kept* with a batch.

        A name mistyped must not mean that nobody looked; nor may a provider's own be taken for it.
        Raises UsageError if there is none of that name, SlipError.
        """
        reviews = option or self.settings.reviews or (Path(kept) if kept else None)
        if reviews is None:
            return None
        if not reviews.is_dir():
            raise UsageError(f"there is no folder {reviews}", f"没有目录 {reviews}")
        _not_of_a_provider(reviews)
        if reviews not in self._looked_at:
            self._looked_at.add(reviews)
            for finding in unread_records(reviews):
                self.notify(finding)
        return reviews

    def round(self, reviews: Path | None = None) -> OpenedRound | None:
        """The round: the file named, else `round.yaml` among the *reviews*; None: there is none.

        Raises InvalidInputError, UsageError if there is no file of that name, SlipError if it lies
        in a provider's folder.
        """
        file = self.round_file or self.settings.round
        if file is not None and not file.is_file():
            raise UsageError(f"there is no file {file}", f"没有文件 {file}")
        if file is None:
            beside = reviews or self.settings.reviews
            file = beside / ROUND_FILE if beside else None
            if file is None or not file.is_file():
                return None
        if file not in self._rounds:
            from dpcap.intake.round import open_round  # noqa: PLC0415 - most have none

            self._rounds[file] = open_round(_not_of_a_provider(file))
        return self._rounds[file]

    def retention(self, option: Path | None = None) -> Retention | None:
        """For how long files are kept: by the file *option*, else by the setting's; None: neither.

        Raises InvalidInputError, UsageError if there is no file of that name, SlipError if it lies
        in a provider's folder.
        """
        file = option or self.settings.retention
        if file is None:
            return None
        if not file.is_file():
            raise UsageError(f"there is no file {file}", f"没有文件 {file}")
        from dpcap.intake.retention import read_retention  # noqa: PLC0415 - seldom asked for

        found, warnings = read_retention(_not_of_a_provider(file))
        for finding in warnings:
            self.notify(finding)
        return found

    def ledger(self, option: Path | None = None) -> Path | None:
        """The ledger of standing: the file *option*, else the setting's; None: neither.

        That of the setting need not be there yet, as nobody has signed before the first quarter;
        what an option names must be (of a link it is told where it is read). Raises UsageError,
        SlipError if it lies in a provider's folder.
        """
        if option is not None and not (option.is_file() or option.is_symlink()):
            raise UsageError(
                f"there is no ledger {option}. Check its name and folder; a new one begins with the"
                " first invitation (dpcap standing --sign --as invited)",
                f"没有台账 {option}。请核对文件名和所在文件夹；新台账从签下第一条邀请开始"
                "（dpcap standing --sign --as invited）",
            )
        return self.ledger_to_begin(option)

    def ledger_to_begin(self, option: Path | None = None) -> Path | None:
        """The ledger as `ledger` finds it, which need not be there yet in either case."""
        file = option or self.settings.ledger
        return None if file is None else _not_of_a_provider(file)

    def rule_books(self, certification: Path | None = None, tiers: Path | None = None) -> RuleBooks:
        """The rules of standing: each file named, else the setting's, else the shipped one.

        Raises InvalidInputError, SlipError if one lies in a provider's folder.
        """
        from dpcap.intake.standing_rules import load_rule_books  # noqa: PLC0415 - seldom asked for

        named = (certification or self.settings.certification, tiers or self.settings.tiers)
        return load_rule_books(*(one and _not_of_a_provider(one) for one in named))

    def judges_begun(self, reviews: Path | None = None) -> bool:
        """Whether a folder is judged by the version of the framework that its answers name.

        The round says so, else the settings. Raises as `round` does.
        """
        held = self.round(reviews)
        said = held.round.judge_by if held else None
        return (said or self.settings.judge_by) == "begun"

    def out(self, option: Path | None = None) -> Path:
        """Where outputs go."""
        return option or self.settings.out or OUT

    def language(self, option: Language | None = None) -> Language | None:
        """The language of what is rendered; None: nobody says, the provider's is meant."""
        setting = self.settings.lang
        return option or setting


def _not_of_a_provider(path: Path) -> Path:
    wrong = refused(path)
    if wrong is not None:
        raise SlipError(wrong)
    return path
