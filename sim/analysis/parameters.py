"""The second interval: chance together with parameters that nobody knows exactly."""

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Whole:
    """A difference with chance and parameters in its interval.

    Attributes
    ----------
    draws, replicates : int
        Draws of the parameters, and replicates of each.
    difference : float
        Mean over all.
    low, high : float
        Interval in which the mean difference lies at parameters drawn anew.
    parameters : float
        Share of the variance between single runs that the parameters make.
    """

    draws: int
    replicates: int
    difference: float
    low: float
    high: float
    parameters: float


def whole_interval(differences: np.ndarray, level: float = 0.95, largest: float | None = None) -> Whole:
    """Return the interval of a difference over draws of the parameters.

    The mean difference at one draw is normal around the mean over draws with variance tau^2, to which chance adds
    sigma^2 / r. Both come from the one-way analysis of variance; the interval is the prediction interval of a
    random-effects meta-analysis (Higgins, Thompson & Spiegelhalter 2009, J. R. Statist. Soc. A 172(1), equation 12)::

        mean +- t(k - 2) sqrt(tau^2 + (tau^2 + sigma^2 / r) / k)

    Parameters
    ----------
    differences : array of float, shape (draws, replicates)
        Paired differences; draws in which one is missing (NaN) are left out.
    level : float
        Of the interval.
    largest : float, optional
        By how much two values can differ at most: for differences that are all the same, as in `paired.pair`.
    """
    from scipy import stats

    d = np.asarray(differences, dtype="float64")
    d = d[~np.isnan(d).any(axis=1)]
    k, r = d.shape
    if k < 3 or r < 2:
        return Whole(k, r, float(d.mean()) if d.size else math.nan, math.nan, math.nan, math.nan)
    within = float(np.var(d, axis=1, ddof=1).mean())
    if largest is not None and np.ptp(d) == 0 and d[0, 0]:
        within = largest * largest / (d.size + 1)
    tau = max(0.0, float(np.var(d.mean(axis=1), ddof=1)) - within / r)
    mean = float(d.mean())
    half = float(stats.t.ppf(0.5 + level / 2, k - 2)) * math.sqrt(tau + (tau + within / r) / k)
    share = tau / (tau + within) if tau + within > 0 else math.nan
    return Whole(k, r, mean, mean - half, mean + half, share)
