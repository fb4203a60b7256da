"""How a value is written in one line of YAML, so that every reader takes it for the same."""

from __future__ import annotations

import json
import re

from dpcap.intake.yaml_values import Plain, number

_PLAIN = re.compile(r"[A-Za-z0-9\u3400-\u9fff][\w.\-/\u3400-\u9fff]*", re.ASCII)
# YAML 1.1 readers take these for something else; quotes make every reader agree.
_TAKEN = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def flow(value: Plain) -> str:
    """*value* as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and _safe(value):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def _safe(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text.lower() not in _TAKEN and number(text) is None


def eol_of(text: str) -> str:
    """The line end *text* uses."""
    return "\r\n" if "\r\n" in text else "\n"
