"""Intervals by drawing providers anew: all pieces of a provider come or stay away together.

Efron, B., Tibshirani, R. (1993): An Introduction to the Bootstrap, ch. 13 (percentile intervals).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dpcap.analysis.agreement import RatingTable, Ratio

_LOW, _HIGH = 0.025, 0.975
# With more draws than this that define nothing, the others would not tell of all.
_MOST_UNDEFINED = 0.05
Floats = NDArray[np.float64]


class Bootstrap(NamedTuple):
    """How often providers are drawn anew, and the number that the draws begin with."""

    draws: int = 1000
    seed: int = 20261

    def interval(
        self, tables: Sequence[RatingTable], formula: Callable[[RatingTable], Ratio]
    ) -> tuple[float, float] | None:
        """Between which values 95 % of draws have what *formula* gives of *tables*, one a provider.

        None: too many draws define no value. The same tables give the same bytes each time.
        """
        drawn = _drawn(len(tables), self.draws, self.seed)
        summed = np.tensordot(drawn, np.asarray(tables, dtype=np.float64), axes=1)
        size = range(summed.shape[1])
        found = _values(formula([[summed[:, a, b] for b in size] for a in size]), self.draws)
        if np.isnan(found).mean() > _MOST_UNDEFINED:
            return None
        low, high = np.nanquantile(found, (_LOW, _HIGH))
        return float(low), float(high)


def _values(ratio: Ratio, draws: int) -> Floats:
    """What each draw gives; NaN where it defines nothing."""
    top, bottom = (np.broadcast_to(np.asarray(one, dtype=np.float64), draws) for one in ratio)
    found = np.full(draws, np.nan)
    np.divide(top, bottom, out=found, where=bottom != 0)
    return found


@cache
def _drawn(providers: int, draws: int, seed: int) -> Floats:
    """How often each provider comes in each draw.

    From the generator's raw numbers: NumPy promises that these stay the same in every version.
    """
    raw = np.random.PCG64(seed).random_raw(draws * providers)
    chosen = (raw % np.uint64(providers)).astype(np.int64).reshape(draws, providers)
    places = chosen + np.arange(draws)[:, None] * providers
    counted = np.bincount(places.ravel(), minlength=draws * providers)
    return counted.reshape(draws, providers).astype(np.float64)
