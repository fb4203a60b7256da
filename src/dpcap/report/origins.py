"""What a page is made with, as one digest: whoever has the same can make the same page again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from dpcap.model.base import Language

_OURS = ("report.html.j2", "page/*.j2", "sections/*.j2")
_THEIRS = ("**/*.j2", "theme.css", "words/*.yaml")


@lru_cache(maxsize=8)
def template_digest(reports: Path, templates: Path | None, language: Language) -> str:
    """SHA-256 (hex) of the templates, theme, words and audiences of an HTML report.

    *reports* and *templates* (somebody's own, in front of ours) as for `render`.
    """
    files = dict(_files(reports / "templates", _OURS))
    files["theme.css"] = reports / "theme.css"
    files |= dict(_files(templates, _THEIRS)) if templates is not None else {}
    files["words"] = reports / "words" / f"{language}.yaml"
    files["audiences"] = reports / "audiences.yaml"
    each = [[name, sha256(files[name].read_bytes()).hexdigest()] for name in sorted(files)]
    return sha256(json.dumps(each).encode()).hexdigest()


def _files(folder: Path, patterns: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    for pattern in patterns:
        for path in folder.glob(pattern):
            yield path.relative_to(folder).as_posix(), path
