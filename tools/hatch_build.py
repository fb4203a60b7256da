"""Puts the shipped framework into the wheel as JSON, by the digest of its YAML."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledFramework(BuildHookInterface[Any]):
    """Compiles `questionnaires/` while a wheel is built; an editable install reads the YAML."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file to the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from dpcap.intake.framework_cache import FOLDER, key_of, packed  # noqa: PLC0415
        from dpcap.intake.framework_files import read_framework  # noqa: PLC0415 - not before the path

        source = root / "questionnaires"
        key = key_of(source)
        if key is None:
            raise RuntimeError("questionnaires/ cannot be read")
        made = Path(mkdtemp()) / f"{key}.jsonl"
        made.write_bytes(packed(key, read_framework(source).framework))
        build_data["force_include"][str(made)] = f"dpcap/_data/{FOLDER}/{made.name}"
