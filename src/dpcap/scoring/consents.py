"""Consent to be named on the day judged, and what is said of consent that does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dpcap.model.assessment import Client
from dpcap.model.consent import Consent, Consented, consent_on, is_given
from dpcap.model.finding import Finding, Step
from dpcap.scoring.case import Case

_CODES = {"lapsed": "DP980", "ahead": "DP981"}


def as_named(client: Client, day: date) -> Client:
    """*client* with a plain yes or no: whether it may be named on *day*."""
    return client.model_copy(update={"consent": is_given(client.consent, day)})


def consent_findings(case: Case) -> Iterator[Finding]:
    """A warning for each consent to be named that does not hold on the day of *case*."""
    listed = {shop.id: n for n, shop in enumerate(case.assessment.provider.shops)}
    for shop in case.shops:
        place = listed.get(shop.id)
        path: tuple[Step, ...] = ("shops",) if place is None else ("shops", place, "consent")
        yield from _told(shop.consent, shop.name, path, case.as_of)
    for place, client in enumerate(case.assessment.provider.clients):
        path = ("clients", place, "consent")
        yield from _told(client.consent, client.name, path, case.as_of)


def consents_turn_on(case: Case) -> date | None:
    """The first day after that of *case* on which a consent begins or has ended, if any."""
    clients = case.assessment.provider.clients
    consents = [*(one.consent for one in case.shops), *(one.consent for one in clients)]
    days = [day for one in consents if isinstance(one, Consent) for day in _turns(one)]
    return min((day for day in days if day > case.as_of), default=None)


def _turns(consent: Consent) -> Iterator[date]:
    yield consent.on
    if consent.until is not None and consent.until < date.max:
        yield consent.until + timedelta(days=1)


def _told(consent: Consented, name: str, path: tuple[Step, ...], day: date) -> Iterator[Finding]:
    code = _CODES.get(consent_on(consent, day))
    if code is None or not isinstance(consent, Consent):
        return
    params = {"name": name, "by": consent.by, "on": str(consent.on), "until": str(consent.until)}
    yield Finding(code=code, path=path, params={**params, "day": str(day)})
