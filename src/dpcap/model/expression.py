"""CEL expressions, compiled once, run over a few flat names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType

from dpcap.model.expression_limits import ExpressionProblem, slip_in


def _engine() -> ModuleType:
    """The compiled half of `cel`: the `__init__` also imports a whole terminal shell."""
    package = find_spec("cel")
    spec = package and PathFinder.find_spec("cel", package.submodule_search_locations)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("cel")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_cel = _engine()

CelValue = bool | float | str | list[str]
# A value, or values by name, one inside another.
Nested = CelValue | Mapping[str, "Nested"]


class ExpressionValues:
    """Values by name, laid out once for any number of expressions; it may hold more than they name.

    The engine turns a plain mapping into its own values at every call, at ten times the cost of
    working out a short condition.
    """

    def __init__(self, values: Mapping[str, Nested]) -> None:
        self.values = values
        self.context = _cel.Context(variables=dict(values))


class Expression:
    """A compiled expression and the names it depends on."""

    def __init__(self, source: str) -> None:
        """Compile *source*. Raises ValueError if it is no CEL, RefusedError if it may not run."""
        slip = slip_in(source)
        if slip is not None:
            raise RefusedError(source, slip)
        self.source = source
        self._program = _cel.compile(source)
        self.names: tuple[str, ...] = tuple(self._program.variables())

    def holds(self, context: Mapping[str, CelValue]) -> bool:
        """The truth of the expression over *context*. Raises ExpressionError if it is no bool."""
        try:
            scope = ExpressionValues({name: context[name] for name in self.names})
        except KeyError as error:
            raise ExpressionError(self.source, str(error)) from error
        return self.holds_in(scope)

    def holds_in(self, scope: ExpressionValues) -> bool:
        """The truth of the expression in *scope*. Raises ExpressionError if it is no bool."""
        outcome = self.value_in(scope)
        if not isinstance(outcome, bool):
            raise ExpressionError(self.source, f"is a {type(outcome).__name__}, not true or false")
        return outcome

    def value_in(self, scope: ExpressionValues) -> object:
        """What the expression comes to in *scope*. Raises ExpressionError if it comes to nothing.

        A name that *scope* lacks is an error only where the outcome depends on it: `false && x` is
        false whatever x is.
        """
        try:
            return self._program.execute(scope.context)
        except Exception as error:
            raise ExpressionError(self.source, str(error)) from error


class ExpressionError(Exception):
    """An expression that cannot be worked out over the given values."""


class RefusedError(ExpressionError, ValueError):
    """An expression that does what none may do, wherever it comes from; `slip` says what."""

    def __init__(self, source: str, slip: ExpressionProblem) -> None:
        self.slip = slip
        super().__init__(source, slip.code)


@lru_cache(maxsize=1024)
def expression(source: str) -> Expression:
    """The compiled *source*, compiled once a process. Raises as Expression does."""
    return Expression(source)


def cel_name(node: str) -> str:
    """The name of an indicator inside an expression: `TRA-1.3` is `TRA_1_3`."""
    return node.replace("-", "_").replace(".", "_")


FACT_PREFIX = "fact_"
ROLE_NAME = "role"
