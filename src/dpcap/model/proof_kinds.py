"""Kinds of evidence that need something more: a confirmation, or a copy beside a link."""

from collections.abc import Iterable, Mapping
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

from dpcap.model.base import FEW, Flag, Frozen, Id
from dpcap.model.indicator import Proof

# A host that links may lead to; those under it are meant as well.
Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9\-]+(\.[a-z0-9\-]+)+$", max_length=253)]


class Confirmable(Frozen):
    """A kind of evidence that counts in full only once it is confirmed.

    `counts_as`: the kind it counts as until then. `fallback`: the kind it counts as where an
    indicator does not take that one. `records`: kinds of evidence that confirm it, such as the
    record of an electronic signature; a reviewer may always. `editable`: anybody can change such
    a file, so that a reviewer's acceptance is the confirmation.
    """

    counts_as: Id
    fallback: Id | None = None
    editable: Flag = False
    records: Annotated[tuple[Id, ...], Field(max_length=FEW)] = ()

    @property
    def lesser(self) -> tuple[str, ...]:
        """The kinds that it counts as unconfirmed, wherever one of them is taken."""
        return (self.counts_as, self.fallback) if self.fallback else (self.counts_as,)


def caps_for(caps: Mapping[str, float], proof: Proof | None) -> Mapping[str, float]:
    """The cap of each kind of evidence where *proof* is asked; *caps* are the framework's."""
    return {**caps, **proof.proof_caps} if proof and proof.proof_caps else caps


def listed_host(url: str | None, hosts: Iterable[str]) -> str | None:
    """Which of *hosts* the address *url* lies on, or under; None: on none."""
    if not url or not hosts:
        return None
    try:
        host = (urlsplit(url.strip()).hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    return next((one for one in hosts if host == one or host.endswith(f".{one}")), None)
