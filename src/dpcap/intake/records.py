"""What the manager holds on one provider, read from the reviews directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dpcap.errors import InvalidInputError
from dpcap.intake.appeals import parse_appeals
from dpcap.intake.begun_under import version_of_facts
from dpcap.intake.consent_days import turned_days
from dpcap.intake.envelope import wrong_period
from dpcap.intake.finding_limit import refused
from dpcap.intake.merchants import held_merchants
from dpcap.intake.model_errors import validate
from dpcap.intake.peers import PEERS_FILE, parse_peers
from dpcap.intake.provider import read_facts
from dpcap.intake.record_files import Lookups, Named, RecordFiles, named, of_tables, record_files
from dpcap.intake.registrations import Registrations, read_registrations
from dpcap.intake.review import parse_review
from dpcap.intake.reviews_layout import (
    DRAW_FILE,
    FACTS_ENDING,
)
from dpcap.intake.source import Document, parse_yaml, read_yaml, text_of
from dpcap.intake.yaml_values import Plain
from dpcap.model.assessment import Assessment, Reply
from dpcap.model.bound_shops import bound_shops
from dpcap.model.carry_rulings import carried_facts, carried_review
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.manager import (
    DrawFile,
    ManagerFacts,
    ManagerRecords,
    SharedTables,
    ShopDraw,
    quarter_of,
)
from dpcap.model.migration import steps_from
from dpcap.model.period import period_key

T = TypeVar("T")


@dataclass(frozen=True)
class ReviewsFolder:
    """The directory *reviews*, with what is in it for all providers."""

    path: Path
    tables: SharedTables
    registrations: Registrations

    @classmethod
    def read(cls, path: Path, framework: Framework) -> ReviewsFolder:
        """The directory *path*. Raises InvalidInputError for a shared table that is not sound."""
        return cls(path, load_tables(path, framework), read_registrations(path))

    @classmethod
    def nothing(cls) -> ReviewsFolder:
        """No directory: nobody looked, and no firm is known by its number."""
        return cls(Path(), SharedTables(), Registrations())

    def records(self, assessment: Assessment, framework: Framework) -> ManagerRecords:
        """What it holds on the provider of *assessment*.

        Raises InvalidInputError: a file is not sound, or the provider goes by another firm's id.
        Then the finding has the path of the registration number in the provider's folder.
        """
        provider = assessment.provider
        wrong = self.registrations.conflict(provider.id, provider.registration_number)
        if wrong is not None:
            raise InvalidInputError([wrong])
        files = record_files(self.path, provider.id)
        return records_of(files, self.tables, assessment, framework)


def load_records(reviews: Path, assessment: Assessment, framework: Framework) -> ManagerRecords:
    """What the manager's directory *reviews* holds on the provider of *assessment*.

    Raises InvalidInputError as `ReviewsFolder.records` does.
    """
    return ReviewsFolder.read(reviews, framework).records(assessment, framework)


def load_tables(reviews: Path, framework: Framework) -> SharedTables:
    """The shared tables in the directory *reviews*. Raises InvalidInputError with every finding."""
    return parse_tables(named(reviews / DRAW_FILE), named(reviews / PEERS_FILE), framework)


def parse_tables(draws: Named | None, peers: Named | None, framework: Framework) -> SharedTables:
    """The shared tables in the files given. Raises InvalidInputError with every finding."""
    found: list[Finding] = []
    drawn = draws and _or_none(found, lambda: parse_draws(draws[1], draws[0]))
    given = peers and _or_none(found, lambda: parse_peers(peers[1], peers[0], framework))
    if found:
        raise refused(found)
    return SharedTables(draws=drawn or (), peers=given or ())


def _or_none(found: list[Finding], load: Callable[[], T]) -> T | None:
    """What *load* gives; if it is not sound None, and what is wrong goes to *found*."""
    try:
        return load()
    except InvalidInputError as error:
        found.extend(error.findings)
        return None


def parse_draws(raw: bytes, shown: str) -> tuple[ShopDraw, ...]:
    """The draws in the bytes of a `draw.yaml`. Raises InvalidInputError."""
    document = parse_yaml(text_of(raw, shown), shown)
    draws = validate(document, DrawFile).draws
    quarters = [one.quarter for one in draws]
    twice = [
        document.finding("DP414", ("draws", place, "quarter"), {"quarter": quarter})
        for place, quarter in enumerate(quarters)
        if quarter in quarters[:place]
    ]
    if twice:
        raise refused(twice)
    return draws


def records_of(
    files: RecordFiles, tables: SharedTables, assessment: Assessment, framework: Framework
) -> ManagerRecords:
    """The records in *files*, and what of *tables* the provider of *assessment* asks for.

    Raises InvalidInputError with every finding.
    """
    found: list[Finding] = []
    provider = assessment.provider.id
    review, facts, appeals = files.review, files.facts, files.appeals
    ruled = review and _or_none(
        found, lambda: parse_review(review[1], review[0], provider, framework)
    )
    records = ManagerRecords(
        review=ruled and carried_review(ruled, assessment, framework),
        facts=facts
        and _or_none(found, lambda: parse_facts(facts[1], facts[0], provider, framework)),
        appeals=appeals
        and _or_none(found, lambda: parse_appeals(appeals[1], appeals[0], provider)),
        merchants=_or_none(found, lambda: held_merchants(files.merchants, framework))
        if files.merchants
        else None,
    )
    if found:
        raise refused(found)
    return looked_up(records, tables, assessment, framework)


def looked_up(
    records: ManagerRecords, tables: SharedTables, assessment: Assessment, framework: Framework
) -> ManagerRecords:
    """*records* with what of *tables* the provider of *assessment* asks for."""
    asked = lookups(records, assessment, framework)
    draw, peers = of_tables(tables, asked)
    return records.model_copy(update={"draw": draw, "peers": peers})


def lookups(records: ManagerRecords, assessment: Assessment, framework: Framework) -> Lookups:
    """What the provider of *assessment*, on whom the manager has *records*, asks of the tables."""
    shops = bound_shops(assessment.provider.shops, records)
    drawn = len(shops) > framework.method.max_shops
    quarter = quarter_of(assessment.assessed_on) if drawn else None
    asked = {
        (node, reply.envelope["industry"], period_key(reply.envelope["period"]))
        for node, reply in _replies(assessment)
        if reply.envelope.keys() >= {"industry", "period"}
    }
    return Lookups(quarter, tuple(sorted(asked)))


def _replies(assessment: Assessment) -> Iterator[tuple[str, Reply]]:
    yield from assessment.answers.items()
    for node, rows in assessment.rows.items():
        yield from ((node, row) for row in rows)


def read_facts_file(path: Path, framework: Framework) -> ManagerFacts:
    """The manager's facts in the file at *path*. Raises InvalidInputError."""
    return facts_in(read_yaml(path), path.name.removesuffix(FACTS_ENDING), framework)


def parse_facts(raw: bytes, shown: str, provider: str, framework: Framework) -> ManagerFacts:
    """The manager's facts on *provider* in a file's bytes. Raises InvalidInputError."""
    return facts_in(parse_yaml(text_of(raw, shown), shown), provider, framework)


def facts_in(document: Document, provider: str, framework: Framework) -> ManagerFacts:
    """The manager's facts on *provider* in *document*. Raises InvalidInputError."""
    found: list[Finding] = []
    data: Plain = document.data
    then = version_of_facts(document, framework)
    if isinstance(data, dict) and isinstance(data.get("facts"), dict):
        data = {**data, "facts": read_facts(document, then, found)}
    try:
        facts = validate(document, ManagerFacts, data)
    except InvalidInputError as error:
        raise InvalidInputError([*found, *error.findings]) from error
    found += _wrong(document, facts, provider)
    if found:
        raise refused(found)
    for step in steps_from(framework, then.edition) or ():
        facts = carried_facts(facts, step)
    return facts


def _periods(document: Document, facts: ManagerFacts) -> Iterable[Finding]:
    """Periods of facts that are none."""
    for name, fact in facts.facts.items():
        complaint = wrong_period(fact.period, None) if fact.period is not None else None
        if complaint is not None:
            path = ("facts", name, complaint.key)
            yield document.finding(complaint.code, path, complaint.params, node=name)


def _wrong(document: Document, facts: ManagerFacts, provider: str) -> Iterable[Finding]:
    if facts.provider != provider:
        params = {"name": facts.provider, "provider": provider}
        yield document.finding("DP401", ("provider",), params)
    yield from _periods(document, facts)
    seen: set[str] = set()
    for place, shop in enumerate(facts.shops.bound if facts.shops else ()):
        if taken := {shop.platform_id, shop.id} & seen:
            path = ("shops", "bound", place, "platform_id")
            yield document.finding("DP315", path, {"shop": min(taken)})
        yield from turned_days(document, shop.consent, ("shops", "bound", place, "consent"))
        seen |= {shop.platform_id, shop.id}
