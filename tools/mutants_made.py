"""Mutants: every small change that could be made to some modules, and a fixed draw of them.

The changes are the usual ones of mutation testing: another comparison, the other of `and` and `or`,
another operator, a constant one off, a condition the other way round, a statement left out.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

_SOURCE = Path(__file__).resolve().parent.parent / "src"
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
}
_NAMED = {"min": "max", "max": "min", "any": "all", "all": "any"}
# What stands there for the reader and the type checker only is not changed, nor is `strict` of
# `zip`: it says that both are of a length, and no test can find them otherwise.
_UNSEEN = ("annotation", "returns", "type_params", "decorator_list")
_SAYS_ONLY = "strict"


@dataclass(frozen=True)
class Mutant:
    """A module with one change: what it says in `function` (empty: outside of any) instead."""

    module: str
    path: Path
    function: str
    line: int
    change: str
    nth: int  # of the same change in the function
    order: int  # of the change in the module
    id: str

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What an explanation names; a line may move."""
        return self.module, self.function, self.change, self.nth

    def source(self) -> ast.Module:
        """The changed module."""
        tree = ast.parse(self.path.read_text("utf-8"))
        for number, (_, _, _, put) in enumerate(_changes(tree)):
            if number == self.order:
                put()
                break
        return ast.fix_missing_locations(tree)

    def as_toml(self) -> str:
        """Its entry in the list of explained mutants, the reason still to be given."""
        rows = zip(("module", "function", "change"), self.key, strict=False)
        said = "\n".join(f"{name} = '''{value}'''" for name, value in rows)
        said += f"\nnth = {self.nth}" if self.nth > 1 else ""
        return f"\n[[mutant]] # {self.id}, line {self.line}\n{said}\nreason = ''"

    def __str__(self) -> str:
        return f"{self.id} {self.module}:{self.line} {self.function}: {self.change}"


def drawn(packages: Sequence[str], elsewhere: Sequence[str], seed: int, count: int) -> list[Mutant]:
    """*count* mutants of the modules in *packages*, but of none that is named *elsewhere*.

    They are drawn by a digest of what each changes, so that the others stay when code is added.
    """
    found = [one for name in packages for one in _modules(name) if one[0] not in elsewhere]
    known = [mutant for module, path in found for mutant in _mutants(module, path)]
    return sorted(known, key=lambda one: sha256(f"{seed} {one.id}".encode()).digest())[:count]


def _modules(name: str) -> Iterator[tuple[str, Path]]:
    """The modules in the package *name*, or the one of that name; nothing is imported."""
    whole = _SOURCE.joinpath(*name.split("."))
    paths = sorted(whole.rglob("*.py")) if whole.is_dir() else [whole.with_suffix(".py")]
    for path in paths:
        if not path.is_file():
            raise LookupError(f"there is no module {name}: see tests/mutants.toml")
        parts = path.relative_to(_SOURCE).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), path


def _mutants(module: str, path: Path) -> Iterator[Mutant]:
    seen, tree = Counter[tuple[str, str]](), ast.parse(path.read_text("utf-8"))
    for order, (function, line, change, _) in enumerate(_changes(tree)):
        seen[function, change] += 1
        nth = seen[function, change]
        name = sha256(f"{module} {function} {change} {nth}".encode()).hexdigest()[:8]
        yield Mutant(module, path, function, line, change, nth, order, name)


def _changes(tree: ast.Module) -> Iterator[tuple[str, int, str, Any]]:
    """Every change: its function, its line, what it says, and what makes it in *tree*."""
    for function, parent, field, index in _places(tree, ""):
        held = getattr(parent, field)
        node = held if index is None else held[index]
        for other in (*_instead(node), *_against(node, field)):
            shown = f"{_shown(node)} → {_shown(other)}"
            yield function, node.lineno, shown, _Put(parent, field, index, other)


@dataclass(frozen=True)
class _Put:
    """Puts `other` in its place."""

    parent: ast.AST
    field: str
    index: int | None
    other: ast.AST

    def __call__(self) -> None:
        if self.index is None:
            setattr(self.parent, self.field, self.other)
        else:
            getattr(self.parent, self.field)[self.index] = self.other


def _shown(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _places(node: ast.AST, within: str) -> Iterator[tuple[str, ast.AST, str, int | None]]:
    """Every expression and statement below *node*: its function, and where it hangs."""
    if isinstance(node, ast.If) and _shown(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        within = f"{within}.{node.name}" if within else node.name
    for field, value in ast.iter_fields(node):
        if field in _UNSEEN:
            continue
        for index, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(one, ast.keyword) and one.arg == _SAYS_ONLY:
                continue
            if isinstance(one, ast.expr | ast.stmt):
                yield within, node, field, index
            if isinstance(one, ast.AST):
                yield from _places(one, within)


def _instead(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901 - a case a kind of change
    """What could stand there instead of *node*."""
    match node:
        case ast.Compare(ops=ops):
            for number, op in enumerate(ops):
                other = deepcopy(node)
                other.ops[number] = _COMPARED[type(op)]()
                yield other
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.BinOp(left, op, right) if type(op) in _COMPUTED and not _is_text(left, right):
            yield ast.BinOp(left, _COMPUTED[type(op)](), right)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in _NAMED:
            yield ast.Call(ast.Name(_NAMED[name], ast.Load()), args, keywords)
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1)
        case ast.Return(value=value) if value is not None and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Continue():
            yield ast.Break()
        case ast.Expr(value=ast.Call() | ast.YieldFrom() | ast.Yield()) | ast.AugAssign():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield ast.Pass()


def _against(node: ast.AST, field: str) -> Iterator[ast.AST]:
    """A condition the other way round; comparisons and `not` have theirs already."""
    if isinstance(node, ast.Compare | ast.UnaryOp) or field not in {"test", "ifs"}:
        return
    if isinstance(node, ast.expr):
        yield ast.UnaryOp(ast.Not(), node)


def _is_text(*nodes: ast.AST) -> bool:
    return any(
        isinstance(one, ast.JoinedStr) or isinstance(getattr(one, "value", None), str)
        for one in nodes
        if isinstance(one, ast.JoinedStr | ast.Constant)
    )
