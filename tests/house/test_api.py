"""The functions of the package as the documents show them, and what they must not do."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dpcap
from dpcap.public_names import HOMES
from locations import PROVIDERS, QUESTIONNAIRES, ROOT

API = ROOT / "docs" / "api.md"
PACKAGE = ROOT / "src" / "dpcap"
WORKFLOW = sorted((PACKAGE / "workflow").glob("*.py"))
# What a use case leaves to the command line: streams, exit codes, the environment and the clock.
FORBIDDEN = {
    *("print", "input", "exit", "sys.exit", "sys.stdout", "sys.stderr", "sys.stdin", "os.environ"),
    *("os.getenv", "date.today", "datetime.now", "time.time", "Path.cwd"),
}


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (PROVIDERS.parent, QUESTIONNAIRES):
        (tmp_path / folder.name).symlink_to(folder)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", API.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(API), "exec"), names)  # noqa: S102 - our own document
    for file in ("out/lanxing/report.html", "batch/results.csv", "new/acme/provider.yaml"):
        assert (tmp_path / file).is_file()
    for file in ("reviews/lanxing.decision.yaml", "outbox.db", "keys/dpcap-key.pem"):
        assert (tmp_path / file).is_file()
    assert len(list((tmp_path / "post").glob("*.eml"))) == 1
    assert getattr(names["checked"], "is_good")  # noqa: B009 - of a type the page does not name
    assert (tmp_path / "lanxing.dpcap.zip").stat().st_size > 1000
    assert [names[name] for name in ("found", "compared", "later", "result")] != [None] * 4


def test_every_name_is_there_and_documented() -> None:
    text = API.read_text("utf-8")
    for name in dpcap.__all__:
        thing = getattr(dpcap, name)
        assert name == "__version__" or thing.__doc__, name
        assert name.startswith("__") or re.search(rf"\b{name}\b", text), f"{name}: not in api.md"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="unheard_of"):
        dpcap.unheard_of  # noqa: B018


def test_types_and_homes_agree() -> None:
    """What a type checker sees, what is fetched, and what is offered are the same names."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    typed = {
        alias.name: node.module
        for block in tree.body
        if isinstance(block, ast.If)
        for node in ast.walk(block)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == HOMES
    assert sorted(typed) == sorted(dpcap.__all__) == dir(dpcap)


def test_importing_the_package_loads_nothing_of_it() -> None:
    code = "import sys, dpcap; print([m for m in sys.modules if m.startswith('dpcap.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_help_loads_no_use_case() -> None:
    code = (
        "import sys\n"
        "from dpcap.cli.app import make_app\n"
        "try: make_app(())(['--help'])\n"
        "except SystemExit: pass\n"
        "rooms = {m.split('.')[1] for m in sys.modules if m.startswith('dpcap.')}\n"
        "print('rooms', *sorted(rooms))\n"
    )
    environ = {**os.environ, "DPCAP_LANG": "en", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ
    )
    assert done.stdout.splitlines()[-1] == "rooms cli errors version"


@pytest.mark.parametrize("path", WORKFLOW, ids=lambda path: path.stem)
def test_a_use_case_leaves_the_terminal_alone(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    used = {
        ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Name | ast.Attribute)
    }
    assert not used & FORBIDDEN


def test_public_functions_say_what_they_raise() -> None:
    silent = [
        name
        for name in dpcap.__all__
        if getattr(getattr(dpcap, name), "__module__", "").startswith("dpcap.workflow.")
        and not isinstance(getattr(dpcap, name), type)
        and name != "list_queries"
        and "aises" not in (getattr(dpcap, name).__doc__ or "")
    ]
    assert silent == []
