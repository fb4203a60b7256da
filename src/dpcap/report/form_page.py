"""The page of a form: one HTML file with its data, style and scripts inside; it loads nothing."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import Path

from dpcap.report.css import squeezed
from dpcap.report.html import json_inside
from dpcap.report.paths import own_reports

_FOLDER = "form"
# What is seen, by what it draws; the last one draws.
PAGE_SCRIPTS = (
    "state.js",
    "evidence.js",
    "inputs.js",
    "shops.js",
    "questions.js",
    "start.js",
    "hand_in.js",
    "page.js",
)
# The engine of conditions, the logic of the form, and what is seen of it: each needs those before.
SCRIPTS = (
    "cel.min.js",
    "figures.js",
    "peers.js",
    "conditions.js",
    "replies.js",
    "elements.js",
    *PAGE_SCRIPTS,
)
_DIRECTIONS = (
    "default-src 'none'; script-src {script}; style-src {style}; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def form_page(data: Mapping[str, object], reports: Path | None = None) -> str:
    """The page over *data*, made of the files in the folder *reports*, or in ours."""
    folder = (reports or own_reports()) / _FOLDER
    style = squeezed((folder / "form.css").read_text("utf-8"))
    script = form_script(reports)
    policy = _DIRECTIONS.format(script=_digest(script), style=_digest(style))
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    gaps = {
        "language": "zh-CN" if data["language"] == "zh" else "en",
        "policy": policy,
        "title": escape(_text(data, "title")),
        "no_script": escape(_text(data, "no_script")),
        "style": style,
        "data": json_inside(said),
        "script": script,
    }
    template = (folder / "form.html").read_text("utf-8")
    parts = template.split("@@")
    return "".join(gaps[part] if at % 2 else part for at, part in enumerate(parts))


def form_script(reports: Path | None = None) -> str:
    """All that the page runs."""
    folder = (reports or own_reports()) / _FOLDER
    return "\n".join((folder / name).read_text("utf-8") for name in SCRIPTS)


def _text(data: Mapping[str, object], key: str) -> str:
    words = data["words"]
    pair = words[key] if isinstance(words, Mapping) else ""
    said = pair if isinstance(pair, str) else pair[data["language"] == "en"]
    title = data["title"]
    shown = title if isinstance(title, str) else title[data["language"] == "en"]  # type: ignore[index]
    return str(said).replace("{framework}", str(shown))


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
