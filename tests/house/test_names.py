"""A name stands for one thing in the whole package, and no module needs one that needs it."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import dpcap

SOURCE = Path(dpcap.__file__).parent
MODULES = {
    ".".join(("dpcap", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): ast.parse(path.read_text("utf-8"))
    for path in sorted(SOURCE.rglob("*.py"))
}


def test_every_public_class_has_a_name_of_its_own() -> None:
    homes = defaultdict(list)
    for module, tree in MODULES.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(module)
    assert len(homes) > 300
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_a_type_that_other_modules_import_has_a_name_of_its_own() -> None:
    """Be it a class or an alias (`KeyPath = tuple[Step, ...]`)."""
    imported = {
        (node.module, alias.name)
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = defaultdict(list)
    for module, tree in MODULES.items():
        for name in _types(tree):
            if (module, name) in imported:
                homes[name].append(module)
    assert len(homes) > 900
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_no_module_needs_one_that_needs_it() -> None:
    """Imports at the head of a module count, those for the type checker alone as well."""
    try:
        order = [*TopologicalSorter(needs()).static_order()]
    except CycleError as error:
        raise AssertionError(" → ".join(error.args[1])) from None
    assert len(order) == len(MODULES)


def _types(tree: ast.Module) -> list[str]:
    """The public classes and aliases of types in *tree*; constants are in capitals."""
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    targets = [each for node in tree.body if isinstance(node, ast.Assign) for each in node.targets]
    aliases = [each.id for each in targets if isinstance(each, ast.Name)]
    return [name for name in classes + aliases if re.match(r"[A-Z]\w*[a-z]", name)]


def needs() -> dict[str, set[str]]:
    """Each module, with those that it imports at its head."""
    return {module: set(_imported(tree)) - {module} for module, tree in MODULES.items()}


def _imported(tree: ast.Module) -> list[str]:
    heads = [
        *tree.body,
        *[one for node in tree.body if isinstance(node, ast.If) for one in node.body],
    ]
    found: list[str] = []
    for node in heads:
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [name if name in MODULES else node.module for name in names]
    return found
