"""What buyers and brands say of a provider: waves read, compared, and held against its answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.folder_snapshot import identity_at
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.layout import PROVIDER_FILE
from dpcap.intake.review import load_review
from dpcap.intake.reviews_layout import VOICE_DIR
from dpcap.intake.voice import VoiceFolder, read_voice
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.named_few import named_few
from dpcap.model.nps import ContestedAnswer, TwoValues, ValueMove, WaveSummary
from dpcap.model.profile import Profile
from dpcap.model.review import Review
from dpcap.model.voice import MerchantsFile
from dpcap.report.nps.formats import NPS_FORMATS
from dpcap.report.nps.result import HeldWave, NpsReport
from dpcap.report.registry import PageSetup
from dpcap.scoring.contested_answers import contested_answers, contested_finding
from dpcap.scoring.score import profile_of
from dpcap.scoring.two_values import nps_move, two_values
from dpcap.scoring.voice_waves import by_days, once_each, wave_comparisons, wave_summary
from dpcap.text_width import COLUMNS
from dpcap.watchdog import limited
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest, read_provider
from dpcap.workflow.stored_profiles import profile_at, read_profile


@dataclass(frozen=True)
class NpsRequest:
    """A provider's folder with `voice/` in it, or such a folder alone.

    `reviews`: the manager's directory, which may hold `voice/<provider id>/`. `before`: an earlier
    profile of the provider, against which its figures are held.
    """

    folder: Path
    reviews: Path | None = None
    before: Path | None = None
    framework: Path | None = None
    evidence_root: Path | None = None


def nps_report(request: NpsRequest, configuration: Configuration | None = None) -> NpsReport:
    """The figures of all waves in *request*, and what they and brands speak against.

    Waves with errors are left out, and the findings say why. Raises UsageError if there is no such
    folder or nothing in it, InvalidInputError for the framework, the review or the earlier profile.
    """
    here = configuration or Configuration()
    framework = here.framework(request.framework)
    with limited(str(request.folder)):
        return _Reading(request, here, framework).report()


def render_nps(
    report: NpsReport,
    name: str,
    *,
    language: Language = "en",
    columns: int = COLUMNS,
    colour: bool = False,
) -> str:
    """*report* in the format *name*; *columns* and *colour* are for a terminal only.

    Raises UsageError for an unknown format.
    """
    setup = PageSetup(language, columns, colour)
    return NPS_FORMATS.find("nps", name).renderer(report, setup)


@dataclass(frozen=True)
class _Reading:
    request: NpsRequest
    here: Configuration
    framework: Framework

    def report(self) -> NpsReport:
        provider, own, managers = self._folders()
        found = [*own.found, *managers.found]
        held = self._held(own, managers, found)
        if provider is not None:
            found += _own_word([one for one in held.values() if _is_claimed(one)], provider)
        waves = {name: one.read.wave for name, one in held.items()}
        comparisons = wave_comparisons(waves, {name: one.answers for name, one in held.items()})
        merchants = [(one.merchants, one is managers) for one in (own, managers) if one.merchants]
        contested = tuple(self._contested(merchants, provider))
        found += [contested_finding(one) for one in contested if one.ruling is None]
        summaries = tuple(_summary(name, held[name]) for name in by_days(waves))
        values, beside = self._values(nps_move(summaries, comparisons), provider)
        return NpsReport(
            provider=provider,
            framework=self.framework,
            waves=summaries,
            comparisons=comparisons,
            contested=contested,
            values=values,
            merchants=tuple(merchants),
            held=held,
            findings=(*found, *beside),
        )

    def _folders(self) -> tuple[str | None, VoiceFolder, VoiceFolder]:
        """Whose it is, the waves in its folder, and those that the manager holds of it."""
        folder = self.request.folder
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder}", f"没有文件夹 {folder}")
        if not (folder / PROVIDER_FILE).is_file():
            found = read_voice(folder, self.framework)
            if found == VoiceFolder():
                raise _nothing(folder)
            return None, found, VoiceFolder()
        provider = identity_at(LocalFolderTree(folder)).id
        place = folder / VOICE_DIR
        own = VoiceFolder() if place.is_symlink() else read_voice(place, self.framework)
        reviews = self.here.reviews(self.request.reviews)
        managers = VoiceFolder()
        if reviews is not None and provider is not None:
            managers = read_voice(reviews / VOICE_DIR / provider, self.framework)
        if own == managers == VoiceFolder():
            raise _nothing(folder)
        return provider, own, managers

    def _held(
        self, own: VoiceFolder, managers: VoiceFolder, found: list[Finding]
    ) -> dict[str, HeldWave]:
        """The waves by name; of two with one name the manager's stands."""
        read = {one.id: (one, False) for one in own.waves}
        read |= {one.id: (one, True) for one in managers.waves}
        counted = once_each({name: one.answers for name, (one, _) in read.items()})
        for name, (one, _) in read.items():
            if left := len(one.answers) - len(counted[name]):
                found.append(Finding(code="DP553", params={"wave": name, "count": left}))
        return {
            name: HeldWave(one, counted[name], by_manager)
            for name, (one, by_manager) in read.items()
        }

    def _contested(
        self, merchants: list[tuple[MerchantsFile, bool]], provider: str | None
    ) -> Iterator[ContestedAnswer]:
        review = self._review(provider)
        for file, _ in merchants:
            yield from contested_answers(file, review.indicators if review else {})

    def _review(self, provider: str | None) -> Review | None:
        reviews = self.here.reviews(self.request.reviews)
        return load_review(reviews, provider, self.framework) if reviews and provider else None

    def _values(
        self, nps: ValueMove | None, provider: str | None
    ) -> tuple[TwoValues, tuple[Finding, ...]]:
        """Both values, as far as the folder can be scored; what keeps it from that is told."""
        request = self.request
        before = read_profile(profile_at(request.before)) if request.before else None
        if before is not None and before.provider.id != provider:
            raise UsageError(
                f"{request.before} is of {before.provider.id}: name an earlier profile of"
                f" {provider or 'the provider whose folder is read'}",
                f"{request.before} 是 {before.provider.id} 的画像，请指明同一家更早的画像",
            )
        now, found = self._now(provider)
        return two_values(self.framework, before, now, nps), found

    def _now(self, provider: str | None) -> tuple[Profile | None, tuple[Finding, ...]]:
        if provider is None:
            return None, ()
        request = self.request
        asked = ProviderRequest(
            request.folder,
            reviews=request.reviews,
            evidence_root=request.evidence_root,
            framework=request.framework,
        )
        try:
            return profile_of(read_provider(asked, self.here).case(asked)), ()
        except InvalidInputError as error:
            return None, error.findings


def _summary(name: str, held: HeldWave) -> WaveSummary:
    read = held.read
    repeated = len(read.answers) - len(held.answers)
    left_out = {**read.left_out, **({"repeated": repeated} if repeated else {})}
    return wave_summary(name, read.wave, held.answers, left_out, by_manager=held.by_manager)


def _is_claimed(held: HeldWave) -> bool:
    """Whether a wave says that others hold it, and lies in the provider's own folder."""
    return not held.by_manager and held.read.wave.held_by != "provider"


def _own_word(claimed: list[HeldWave], provider: str) -> Iterator[Finding]:
    """That others hold these waves is the provider's word alone: one finding for all."""
    if claimed:
        names = named_few("wave", (one.read.id for one in claimed))
        yield Finding(code="DP561", params={**names, "provider": provider})


def _nothing(folder: Path) -> UsageError:
    return UsageError(
        f"{folder} holds no wave and no merchants.yaml (or .csv): put them into voice/<wave>/",
        f"{folder} 里没有调研期，也没有 merchants.yaml（或 .csv）：请放进 voice/<期>/",
    )
