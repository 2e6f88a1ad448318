"""Paired differences: replicate r of two scenarios shares every draw, so they differ by what the scenarios do."""

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

KEY = ("scenario", "replicate")
FEWEST = 2


@dataclass(frozen=True)
class Pairing:
    """What two samples that share their draws differ by.

    Attributes
    ----------
    n, n_missing, n_differing : int
        Pairs that count, pairs of which one value is missing, and pairs whose values are not equal.
    mean_reference, mean, difference : float
        Means of both samples, and of the second less the first; NaN without pairs.
    low, high : float
        Interval of the mean difference (paired t); NaN with fewer than two pairs.
    sd : float
        Standard deviation of the differences.
    saved : float
        Share of the variance of the difference that pairing saved: 1 - var(b - a) / (var a + var b). Negative where
        pairing did harm, NaN where nothing varies.
    """

    n: int
    n_missing: int
    n_differing: int
    mean_reference: float
    mean: float
    difference: float
    low: float
    high: float
    sd: float
    saved: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2


def pair(reference: np.ndarray, other: np.ndarray, level: float = 0.95, largest: float | None = None) -> Pairing:
    """Return what two samples differ by, replicate by replicate.

    Parameters
    ----------
    reference, other : array of float, shape (n,)
        Values of the same replicates in the same order; NaN where missing.
    level : float
        Of the interval, which is that of Student's paired t test (`scipy.stats.ttest_rel`).
    largest : float, optional
        By how much two values can differ at most, where they have bounds. Where all differences are the same and not 0,
        as of something that happens in every run of one sample and in none of the other, one more pair is then thought
        to differ by all of that range, half of it each way: two runs alone do not make it certain (`stopping.look`).

    Raises
    ------
    ValueError
        If the samples are not of one length.
    """
    from scipy import stats

    a, b = np.asarray(reference, dtype="float64"), np.asarray(other, dtype="float64")
    if a.shape != b.shape or a.ndim != 1:
        raise ValueError(f"samples of one length are paired, not {a.shape} and {b.shape}")
    there = ~(np.isnan(a) | np.isnan(b))
    n_missing = int((~there).sum())
    a, b = a[there], b[there]
    n, d = len(a), b - a
    if n < FEWEST:
        means = (float(a[0]), float(b[0]), float(d[0])) if n else (np.nan, np.nan, np.nan)
        return Pairing(n, n_missing, int(np.count_nonzero(d)), *means, np.nan, np.nan, np.nan, np.nan)
    mean = float(np.mean(d))
    low = high = mean
    if np.ptp(d) > 0:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # differences that are equal but for rounding
            interval = stats.ttest_rel(b, a).confidence_interval(level)
        low, high = float(interval.low), float(interval.high)
    elif mean and largest is not None:
        half = float(stats.t.ppf(0.5 + level / 2, n - 1)) * largest / math.sqrt(n * (n + 1))
        low, high = mean - half, mean + half
    unpaired = float(np.var(a, ddof=1) + np.var(b, ddof=1))
    saved = 1 - float(np.var(d, ddof=1)) / unpaired if unpaired > 0 else np.nan
    sd = float(np.std(d, ddof=1))
    return Pairing(
        n, n_missing, int(np.count_nonzero(d)), float(np.mean(a)), float(np.mean(b)), mean, low, high, sd, saved
    )


def paired_table(
    outcomes: pd.DataFrame,
    pairs: Sequence[tuple[str, str]],
    names: Sequence[str],
    levels: Mapping[str, float] | None = None,
    largest: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Return paired differences of many outcomes and scenarios.

    Parameters
    ----------
    outcomes : DataFrame
        A row a run: ``scenario``, ``replicate`` and the outcomes, NaN where missing (a failed run is all missing).
    pairs : sequence of (reference, scenario)
        Which scenario is compared with which.
    names : sequence of str
        Outcomes.
    levels : mapping of str to float, optional
        Level of the interval of an outcome; .95 where not given.
    largest : mapping of str to float, optional
        By how much two values of an outcome can differ at most, where it has bounds; see `pair`.

    Returns
    -------
    DataFrame
        ``reference`` ``scenario`` ``outcome`` ``level`` and the attributes of `Pairing`, by pair, then by name.

    Raises
    ------
    ValueError
        If two runs are the same replicate of a scenario, or a scenario has none.
    """
    rows = []
    values = outcomes.astype(dict.fromkeys(names, "float64")).set_index(list(KEY))
    if not values.index.is_unique:
        raise ValueError("two runs are the same replicate of a scenario")
    for reference, scenario in pairs:
        a, b = (_of(values, label) for label in (reference, scenario))
        a, b = a.align(b, join="outer", axis=0)
        for name in names:
            level = (levels or {}).get(name, 0.95)
            found = pair(a[name].to_numpy(), b[name].to_numpy(), level, (largest or {}).get(name))
            row = {"reference": reference, "scenario": scenario, "outcome": name, "level": level}
            rows.append({**row, **{key: getattr(found, key) for key in Pairing.__dataclass_fields__}})
    return pd.DataFrame(rows)


def simultaneous_level(level: float, n: int) -> float:
    """Return the level of each of n intervals that all hold at once with probability `level` at least (Bonferroni)."""
    return 1 - (1 - level) / max(n, 1)


def _of(values: pd.DataFrame, label: str) -> pd.DataFrame:
    if label not in values.index.get_level_values("scenario"):
        raise ValueError(f"no runs of {label}")
    frame: pd.DataFrame = values.xs(label, level="scenario").sort_index()
    return frame
