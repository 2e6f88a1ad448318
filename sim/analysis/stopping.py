"""When to stop adding replicates: intervals that may be looked at as often as one likes.

An ordinary 95 % interval covers the truth in 95 % of experiments whose length was fixed beforehand. Who looks again
and again and stops at what pleases has less. Here the interval is an *asymptotic confidence sequence* (Waudby-Smith,
Arbour, Sinha, Kennedy & Ramdas 2024, "Time-uniform central limit theory and asymptotic confidence sequences", Annals of
Statistics 52(6), 2613-2640, doi:10.1214/24-AOS2408; the one with Robbins's normal mixture): with probability 1 - alpha
the truth lies in all of its intervals at once, so in the one at which anybody stops, for whatever reason::

    half-width at n = s sqrt(2 (n rho^2 + 1) / (n^2 rho^2) log(sqrt(n rho^2 + 1) / alpha))
    rho^2           = (-2 log alpha + log(1 - 2 log alpha)) / n*

It is narrowest at ``n* = 256`` (some 1.55 times as wide as the ordinary one, at most 1.76 times from 64 to 10,000).
"Asymptotic" means that n must be large enough for means to be nearly normal. So there is an interval only where

* ``n >= max(64, 28 + 25 g^2)`` with g the skewness of the differences (Cochran 1977, "Sampling Techniques", 3rd ed.,
  2.15, extended to Studentized means by Sugden, Smith & Jones 2000, "Cochran's rule for simple random sampling", J. R.
  Statist. Soc. B 62(4), 787-793) and at least 25 pairs differ; or
* ``n >= 64``, the outcome has bounds, and one more pair is thought to differ by all of the range, half of it each way
  (after Agresti & Min 2005, "Simple improved confidence intervals for comparing matched proportions", Statistics in
  Medicine 24(5), 729-740, who add half a pair to each of the four cells). So a difference that few replicates show
  cannot pass for none, and replicates that are all equal do end the search, after some 3.5 / half-width of them.

The narrower of the two counts. ``python -m tests.analysis.coverage`` measures how often it holds the truth.
"""

import math
import warnings
from dataclasses import dataclass

import numpy as np

LEVEL = 0.95
FIRST = 64
"""Replicates before the first look."""
MOST = 10_000
NARROWEST_AT = 256
FEWEST_DIFFERING = 25
SKEWNESS_BASE, SKEWNESS_FACTOR = 28, 25
SMALLEST_STEP, LARGEST_STEP = 1.1, 2.0


@dataclass(frozen=True)
class Look:
    """What the replicates so far say of one paired difference.

    Attributes
    ----------
    n, n_differing : int
        Pairs, and how many of them are not equal.
    difference : float
        Mean of the differences; NaN without pairs.
    half_width : float
        Of the interval that holds at every look; infinite as long as there are too few pairs to say.
    needed : int
        How many pairs there must be, as skew as the differences are, for their mean to be nearly normal.
    """

    n: int
    n_differing: int
    difference: float
    half_width: float
    needed: int

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self.difference - self.half_width

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self.difference + self.half_width


def width_factor(n: int, level: float = LEVEL) -> float:
    """Return by what the standard deviation of the differences is multiplied at n pairs."""
    alpha = 1 - level
    squared = (-2 * math.log(alpha) + math.log(1 - 2 * math.log(alpha))) / NARROWEST_AT
    mixed = n * squared + 1
    return math.sqrt(2 * mixed / (n * n * squared) * math.log(math.sqrt(mixed) / alpha))


def look(differences: np.ndarray, largest: float | None = None, level: float = LEVEL) -> Look:
    """Return the interval of a mean difference that holds however often one looks.

    Parameters
    ----------
    differences : array of float, shape (n,)
        Of the pairs so far, in any order, none missing.
    largest : float, optional
        By how much a pair can differ at most, where the outcome has bounds.
    level : float
        Share of experiments in which all intervals of the sequence hold the truth.
    """
    from scipy import stats

    n = len(differences)
    n_differing = int(np.count_nonzero(differences))
    mean = float(np.mean(differences)) if n else math.nan
    if n < 3:
        return Look(n, n_differing, mean, math.inf, FIRST)
    squares = float(np.sum((differences - mean) ** 2))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # differences that are equal but for rounding
        skewness = float(np.nan_to_num(stats.skew(differences, bias=False)))
    needed = max(FIRST, math.ceil(SKEWNESS_BASE + SKEWNESS_FACTOR * skewness * skewness))
    spread = math.inf
    if n >= needed and n_differing >= FEWEST_DIFFERING:
        spread = math.sqrt(squares / (n - 1))
    if n >= FIRST and largest is not None:
        spread = min(spread, math.sqrt((squares + largest * largest) / (n + 1)))
    return Look(n, n_differing, mean, spread * width_factor(n, level), needed)


def next_number(n: int, found: Look, half_width: float, most: int) -> int:
    """Return how many replicates to have at the next look, foreseen from this one: 1.1 to 2 times as many.

    Parameters
    ----------
    n : int
        Replicates now.
    found : Look
        The widest of the intervals looked at.
    half_width : float
        What is wanted.
    most : int
        Replicates at which the search is given up.
    """
    if math.isfinite(found.half_width):
        foreseen = n * min(found.half_width / half_width, LARGEST_STEP) ** 2
    else:
        foreseen = max(found.needed, LARGEST_STEP * n if n >= found.needed else n)
    return min(most, math.ceil(min(max(foreseen, SMALLEST_STEP * n), LARGEST_STEP * n)))
