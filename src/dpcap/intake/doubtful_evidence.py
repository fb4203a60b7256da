"""Doubtful evidence: what a reviewer should look at twice, because it may be no evidence at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from dpcap.intake.content import ENOUGH, FileContent
from dpcap.intake.values import is_web
from dpcap.intake.wording import Params
from dpcap.model.assessment import Evidence
from dpcap.model.finding import Finding

# Names that are kept for examples and for networks of one's own (RFC 2606, RFC 6761).
_SAMPLE_NAMES = ("example.com", "example.net", "example.org", "example.cn", "example.com.cn")
_SAMPLE_ENDS = ("example", "test", "invalid", "localhost", "local", "internal", "lan")


def doubts(
    pieces: Mapping[str, Evidence], contents: Mapping[str, FileContent]
) -> Iterator[Finding]:
    """Notes on *pieces* that count, by what their files hold and where their links lead."""
    sound = {name: piece for name, piece in pieces.items() if piece.state == "ok"}
    files = {name: seen for name, seen in contents.items() if name in sound}
    for name, piece in sound.items():
        if name in files and files[name].says < ENOUGH:
            yield _note("DP360", name, size=files[name].size)
        if piece.url is not None and is_web(piece.url) and leads_nowhere(piece.url):
            yield _note("DP361", name, url=piece.url)
    yield from _of_many_kinds(sound, files)


def leads_nowhere(url: str) -> bool:
    """Whether nobody else can open *url*: its host is a sample, or lies in a private network."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        names = host.split(".")
        sample = any(host == one or host.endswith(f".{one}") for one in _SAMPLE_NAMES)
        return sample or names[-1] in _SAMPLE_ENDS or len(names) == 1


def _of_many_kinds(
    pieces: Mapping[str, Evidence], contents: Mapping[str, FileContent]
) -> Iterator[Finding]:
    """A note for each content that stands under several kinds."""
    same: dict[str | None, list[str]] = {}
    for name, seen in contents.items():
        same.setdefault(seen.sha256, []).append(name)
    for names in same.values():
        kinds = list(dict.fromkeys(pieces[name].kind for name in names))
        if len(kinds) > 1:
            params = {"pieces": ", ".join(names), "kinds": ", ".join(kinds)}
            yield _note("DP362", names[0], **params)


def _note(code: str, name: str, **params: str | int) -> Finding:
    named: Params = {"evidence": name, **params}
    return Finding(code=code, path=("evidence", name), params=named)
