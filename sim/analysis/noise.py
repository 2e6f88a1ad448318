"""How much of what varies over a design is the design, and how much is chance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

ROUNDING = 1e-20
"""Variance, as a share of the mean square, below which values are equal but for rounding."""


@dataclass(frozen=True)
class Shares:
    """Shares of the variance of one outcome over a design; they sum to 1, or are NaN where nothing varies.

    Attributes
    ----------
    rows, replicates : int
        Of the design, complete ones only.
    design : float
        What rows of the design differ in.
    shared, own : float
        Chance: what replicates have in common over all rows because they share draws, and the rest.
    """

    rows: int
    replicates: int
    design: float
    shared: float
    own: float

    @property
    def noise(self) -> float:
        """Share of chance in the whole variance."""
        return self.shared + self.own


def shares(values: np.ndarray) -> Shares:
    """Return the shares of design and chance in the variance of an outcome.

    Two-way layout with random rows and replicates and one value a cell (Searle, Casella & McCulloch 1992, "Variance
    Components", 4.3): mean squares of rows, replicates and the rest give the components; negative ones are taken for 0.

    Parameters
    ----------
    values : array of float, shape (rows, replicates)
        Where values are missing (NaN), rows and replicates are left out so that as many values as may be remain; a row
        that fails in all replicates does not hide the others.
    """
    values = _complete(np.asarray(values, dtype="float64"))
    n_rows, n = values.shape
    if n_rows < 2 or n < 2:
        return Shares(n_rows, n, np.nan, np.nan, np.nan)
    of_rows, of_replicates = values.mean(axis=1), values.mean(axis=0)
    rest = values - of_rows[:, None] - of_replicates[None, :] + values.mean()
    own = float((rest**2).sum()) / ((n_rows - 1) * (n - 1))
    design = max(0.0, float(np.var(of_rows, ddof=1)) - own / n)
    shared = max(0.0, float(np.var(of_replicates, ddof=1)) - own / n_rows)
    total = design + shared + own
    if not total > ROUNDING * float(np.mean(values**2)):
        return Shares(n_rows, n, np.nan, np.nan, np.nan)
    return Shares(n_rows, n, design / total, shared / total, own / total)


def _complete(values: np.ndarray) -> np.ndarray:
    """Return the largest block without missing values of the rows with the fewest, in their order."""
    there = ~np.isnan(values)
    order = np.argsort(-there.sum(axis=1), kind="stable")
    complete = np.logical_and.accumulate(there[order], axis=0)
    sizes = complete.sum(axis=1) * np.arange(1, len(values) + 1)
    n_rows = len(values) - int(np.argmax(sizes[::-1])) if len(values) else 0
    return values[np.sort(order[:n_rows])][:, complete[n_rows - 1]] if n_rows else values


def noise_table(outcomes: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return the shares of many outcomes.

    Parameters
    ----------
    outcomes : DataFrame
        A row a run: ``row`` (of the design), ``replicate`` and the outcomes.
    names : sequence of str
        Outcomes.

    Returns
    -------
    DataFrame
        ``outcome`` and the attributes of `Shares` with ``noise``.
    """
    found = []
    for name in names:
        wide = outcomes.pivot(index="row", columns="replicate", values=name).astype("float64")
        one = shares(wide.to_numpy())
        found.append(
            {
                "outcome": name,
                "rows": one.rows,
                "replicates": one.replicates,
                "design": one.design,
                "shared": one.shared,
                "own": one.own,
                "noise": one.noise,
            }
        )
    return pd.DataFrame(found)
